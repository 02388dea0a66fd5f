import audit.acting
import django.db.models.deletion
import sealing.fields
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0064_supplements_from_home'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('brought_to', models.CharField(choices=[('leader', 'Báo cáo lãnh đạo'), ('briefing', 'Giao ban kỳ tới'), ('plan', 'Kế hoạch giám sát')], max_length=8, verbose_name='đưa ra đâu')),
                ('because', sealing.fields.SealedText(blank=True, verbose_name='vì sao')),
                ('brought_on', models.DateField(verbose_name='ngày đưa ra')),
                ('decided', sealing.fields.SealedText(blank=True, verbose_name='kết quả, ý kiến')),
                ('settled_on', models.DateField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='HistoricalAgendaItem',
            fields=[
                ('id', models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name='ID')),
                ('operation', models.UUIDField(db_index=True, default=audit.acting.current_operation, null=True)),
                ('brought_to', models.CharField(choices=[('leader', 'Báo cáo lãnh đạo'), ('briefing', 'Giao ban kỳ tới'), ('plan', 'Kế hoạch giám sát')], max_length=8, verbose_name='đưa ra đâu')),
                ('because', sealing.fields.SealedText(blank=True, verbose_name='vì sao')),
                ('brought_on', models.DateField(verbose_name='ngày đưa ra')),
                ('decided', sealing.fields.SealedText(blank=True, verbose_name='kết quả, ý kiến')),
                ('settled_on', models.DateField(null=True)),
                ('history_user_id', models.BigIntegerField(null=True)),
                ('history_id', models.AutoField(primary_key=True, serialize=False)),
                ('history_date', models.DateTimeField(db_index=True)),
                ('history_change_reason', models.CharField(max_length=100, null=True)),
                ('history_type', models.CharField(choices=[('+', 'Created'), ('~', 'Changed'), ('-', 'Deleted')], max_length=1)),
            ],
            options={
                'verbose_name': 'historical agenda item',
                'verbose_name_plural': 'historical agenda items',
                'ordering': ('-history_date', '-history_id'),
                'get_latest_by': ('history_date', 'history_id'),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='brought_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đưa ra'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='agenda', to='cases.case'),
        ),
        migrations.AddField(
            model_name='agendaitem',
            name='settled_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='brought_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người đưa ra'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='case',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='cases.case'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='settled_by',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(condition=models.Q(('settled_on', None)), fields=['brought_to', 'id'], name='agenda_open'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_on', None)), fields=('case', 'brought_to'), name='brought_up_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('decided', ''), ('settled_by', None), ('settled_on', None)), models.Q(('settled_by__isnull', False), ('settled_on__isnull', False), models.Q(('decided', ''), _negated=True)), _connector='OR'), name='agenda_settled_by_somebody_with_a_word'),
        ),
    ]
