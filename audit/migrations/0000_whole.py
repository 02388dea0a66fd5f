"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

from audit import bytewise, triggers
from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('audit', '0001_initial'), ('audit', '0002_append_only'), ('audit', '0003_imported_channel'), ('audit', '0004_checkpoints'), ('audit', '0005_checkpoints_append_only'), ('audit', '0006_checkpoint_blocks'), ('audit', '0007_order_of_bytes'), ('audit', '0008_readings'), ('audit', '0009_questions_of_auditors')]

    initial = True

    dependencies = [
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='ChainHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('chain', models.CharField(max_length=80, unique=True)),
                    ('sequence', models.PositiveIntegerField(default=0)),
                    ('hash', models.CharField(default='', max_length=64)),
                ],
            ), migrations.CreateModel(
                name='Checkpoint',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('number', models.PositiveIntegerField(unique=True)),
                    ('made_at', models.DateTimeField()),
                    ('body', models.TextField()),
                    ('hash', models.CharField(max_length=64)),
                    ('signatures', models.JSONField()),
                ],
            ), migrations.CreateModel(
                name='CheckpointBlock',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('position', models.PositiveIntegerField(unique=True)),
                    ('first', models.CharField(max_length=80)),
                    ('digest', models.CharField(max_length=64)),
                ],
            ), migrations.CreateModel(
                name='CheckpointedHead',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('chain', models.CharField(max_length=80, unique=True)),
                    ('sequence', models.PositiveIntegerField()),
                ],
            ), migrations.CreateModel(
                name='Event',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('operation', models.UUIDField(db_index=True)),
                    ('kind', models.CharField(db_index=True, max_length=60)),
                    ('subject_type', models.CharField(max_length=40)),
                    ('subject_id', models.BigIntegerField()),
                    ('sequence', models.PositiveIntegerField()),
                    ('actor_kind', models.CharField(choices=[('person', 'Người dùng'), ('link', 'Đường dẫn dùng một lần'), ('petitioner', 'Người nộp đơn'), ('client', 'Phần mềm kết nối'), ('system', 'Hệ thống')], max_length=12)),
                    ('actor_key', models.CharField(max_length=80)),
                    ('actor_unit', models.BigIntegerField(null=True)),
                    ('actor_role', models.CharField(blank=True, max_length=24)),
                    ('on_behalf_of', models.CharField(blank=True, max_length=80)),
                    ('channel', models.CharField(blank=True, choices=[('desk', 'Bàn làm việc'), ('portal', 'Cổng tra cứu'), ('api', 'Kết nối phần mềm'), ('link', 'Đường dẫn dùng một lần'), ('paper', 'Văn bản giấy'), ('timetable', 'Lịch chạy tự động'), ('command', 'Dòng lệnh'), ('import', 'Chuyển vào từ sổ cũ')], max_length=12)),
                    ('request_id', models.CharField(blank=True, max_length=40)),
                    ('happened_on', models.DateField()),
                    ('recorded_at', models.DateTimeField()),
                    ('facts', models.JSONField(default=dict)),
                    ('body', models.TextField()),
                    ('previous_hash', models.CharField(blank=True, max_length=64)),
                    ('hash', models.CharField(max_length=64)),
                    ('about_id', models.BigIntegerField(null=True)),
                    ('about_type', models.CharField(blank=True, default='', max_length=40)),
                ],
                options={
                    'indexes': [models.Index(fields=['kind', 'happened_on'], name='event_kind_day'), models.Index(fields=['recorded_at', 'id'], name='event_time'), models.Index(fields=['actor_key', 'recorded_at', 'id'], name='event_actor_time'), models.Index(fields=['actor_unit', 'recorded_at', 'id'], name='event_unit_time'), models.Index(fields=['kind', 'recorded_at', 'id'], name='event_kind_time'), models.Index(condition=models.Q(('about_id__isnull', False)), fields=['about_type', 'about_id', 'recorded_at', 'id'], name='event_about_time')],
                    'constraints': [models.UniqueConstraint(fields=('subject_type', 'subject_id', 'sequence'), name='event_once_in_chain')],
                },
            ), migrations.CreateModel(
                name='ReadingDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('actor_kind', models.CharField(choices=[('person', 'Người dùng'), ('link', 'Đường dẫn dùng một lần'), ('petitioner', 'Người nộp đơn'), ('client', 'Phần mềm kết nối'), ('system', 'Hệ thống')], max_length=12)),
                    ('actor_key', models.CharField(max_length=80)),
                    ('on', models.DateField()),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('actor_kind', 'actor_key', 'on'), name='reading_day_once')],
                },
            ), migrations.CreateModel(
                name='CheckpointLeaf',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('chain', models.CharField(max_length=80)),
                    ('sequence', models.PositiveIntegerField()),
                    ('hash', models.CharField(max_length=64)),
                    ('checkpoint', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='leaves', to='audit.checkpoint')),
                ],
                options={
                    'constraints': [models.UniqueConstraint(fields=('chain', 'checkpoint'), name='leaf_once_in_checkpoint')],
                },
            ), migrations.CreateModel(
                name='Dispatch',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('reaction', models.CharField(max_length=120)),
                    ('state', models.CharField(choices=[('owed', 'Chờ thực hiện'), ('done', 'Đã thực hiện'), ('failed', 'Không thực hiện được')], default='owed', max_length=8)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('not_before', models.DateTimeField()),
                    ('done_at', models.DateTimeField(null=True)),
                    ('last_error', models.CharField(blank=True, max_length=200)),
                    ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dispatches', to='audit.event')),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('state', 'owed')), fields=['not_before'], name='dispatch_owed')],
                    'constraints': [models.UniqueConstraint(fields=('event', 'reaction'), name='dispatch_once')],
                },
            )],
        ),
        migrations.RunPython(triggers.install, triggers.uninstall),
        migrations.RunPython(triggers.install_on_checkpoints, triggers.uninstall_on_checkpoints),
        migrations.RunPython(bytewise.install, bytewise.uninstall),
    ]
