from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0067_fill_last_move'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='dispute',
            index=models.Index(condition=models.Q(('state', 'dropped'), _negated=True), fields=['raised_on'], name='dispute_raised'),
        ),
        migrations.AddIndex(
            model_name='duty',
            index=models.Index(condition=models.Q(('state', 'running')), fields=['rule', 'due_on'], name='duty_running_rule'),
        ),
        migrations.AddIndex(
            model_name='dutystop',
            index=models.Index(condition=models.Q(('last_on', None)), fields=['first_on'], name='stop_open'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('status__in', ('sent', 'received'))), fields=['sent_on'], name='referral_unaccepted'),
        ),
        migrations.AddIndex(
            model_name='referral',
            index=models.Index(condition=models.Q(('sent_on__isnull', False)), fields=['agency', 'sent_on'], name='referral_of_agency'),
        ),
    ]
