"""An index of what is sealed: few cases, asked for wherever something must not be among them."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('cases', '0071_lists_in_order')]

    operations = [
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('sealed', True)), fields=['id'], name='case_sealed'),
        ),
    ]
