# Written on 2026-11-21.

import django.db.models.deletion
import sealing.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0046_one_time_links'),
    ]

    operations = [
        migrations.CreateModel(
            name='Hold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=24)),
                ('on_behalf_of', models.CharField(blank=True, max_length=80)),
                ('channel', models.CharField(blank=True, max_length=12)),
                ('sent_number', models.CharField(blank=True, max_length=60)),
                ('held_at', models.DateTimeField()),
                ('leaves_at', models.DateTimeField()),
                ('state', models.CharField(choices=[('waiting', 'Đang giữ, chờ gửi'), ('left', 'Đã gửi đi'), ('called_back', 'Đã gọi lại'), ('fallen', 'Không gửi được nữa')], default='waiting', max_length=12)),
                ('settled_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='Stop',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objections', models.JSONField(default=list)),
                ('stopped_on', models.DateField()),
                ('cleared_on', models.DateField(null=True)),
                ('because', sealing.fields.SealedText(blank=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='hold',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='holds', to='cases.letter'),
        ),
        migrations.AddField(
            model_name='hold',
            name='sender',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stop',
            name='cleared_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='stop',
            name='letter',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='stops', to='cases.letter'),
        ),
        migrations.AddField(
            model_name='stop',
            name='tried_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='hold',
            index=models.Index(condition=models.Q(('state', 'waiting')), fields=['leaves_at'], name='hold_to_leave'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('letter',), name='letter_waits_once'),
        ),
        migrations.AddConstraint(
            model_name='hold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_at', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), ('settled_at__isnull', False)), _connector='OR'), name='hold_settled_iff_over'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('because', ''), ('cleared_by', None), ('cleared_on', None)), models.Q(('because__gt', ''), ('cleared_by__isnull', False), ('cleared_on__isnull', False)), _connector='OR'), name='stop_cleared_with_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='stop',
            constraint=models.UniqueConstraint(condition=models.Q(('cleared_on', None)), fields=('letter',), name='letter_stopped_once_at_a_time'),
        ),
    ]
