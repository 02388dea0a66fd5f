"""Every matter says what it is about and since when."""

from django.db import migrations, models

import sealing.fields


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0032_fill_matters'),
    ]

    operations = [
        migrations.AlterField(
            model_name='matter',
            name='began_on',
            field=models.DateField(),
        ),
        migrations.AlterField(
            model_name='matter',
            name='summary',
            field=sealing.fields.SealedText(verbose_name='nội dung này nói về'),
        ),
    ]
