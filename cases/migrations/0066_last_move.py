import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0065_agenda'),
    ]

    operations = [
        migrations.CreateModel(
            name='LastMove',
            fields=[
                ('case', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='last_move', serialize=False, to='cases.case')),
                ('moved_on', models.DateField()),
            ],
        ),
        migrations.AddIndex(
            model_name='lastmove',
            index=models.Index(fields=['moved_on', 'case'], name='case_stands_still'),
        ),
    ]
