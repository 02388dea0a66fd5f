"""Indices by which lists are turned: cases by day over several units, running duties by day and number."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('cases', '0070_search_by_letters')]

    operations = [
        migrations.RemoveIndex(
            model_name='duty',
            name='cases_duty_open_due',
        ),
        migrations.RemoveIndex(
            model_name='receptionduty',
            name='cases_receptionduty_open_due',
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['-registered_on', '-id'], name='case_newest'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['due_on', 'id'], name='cases_duty_open_due'),
        ),
        migrations.AddIndex(
            model_name='receptionduty',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['due_on', 'id'], name='cases_receptionduty_open_due'),
        ),
    ]
