"""What a unit's people finished on a day is found by the day."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0072_sealed_apart'),
        ('organizations', '0010_former_communes'),
        ('viewflow', '0015_task_scheduled'),
        ('workflows', '0021_batches'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('ending', 'done')), fields=['unit', 'ended_at'], name='assignment_done'),
        ),
    ]
