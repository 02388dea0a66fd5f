"""Open tasks by who holds them and by their step; and no index over every task there ever was."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0079_agenda_of_each_unit'),
        ('organizations', '0010_former_communes'),
        ('viewflow', '0015_task_scheduled'),
        ('workflows', '0022_done_today'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_pool',
        ),
        migrations.RemoveIndex(
            model_name='assignment',
            name='assignment_mine',
        ),
        migrations.AlterField(
            model_name='assignment',
            name='owner',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AlterField(
            model_name='assignment',
            name='unit',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('ended_at', None), ('owner', None)), fields=['unit', 'role', 'due_on'], name='assignment_unheld'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('ended_at', None), ('owner__isnull', False)), fields=['owner', 'due_on'], name='assignment_held'),
        ),
        migrations.AddIndex(
            model_name='assignment',
            index=models.Index(condition=models.Q(('ended_at', None)), fields=['unit', 'step', 'due_on'], name='assignment_steps'),
        ),
    ]
