"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import datetime
import django.db.models.deletion
import sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models

from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('notifications', '0001_initial'), ('notifications', '0002_say_why_and_for_whom'), ('notifications', '0003_wait_and_choose'), ('notifications', '0004_know_bad_addresses'), ('notifications', '0005_count_the_unread'), ('notifications', '0006_overtaken_codes'), ('notifications', '0007_sheets_by_email')]

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('cases', '0008_document_released'),
        ('cases', '0014_require_person'),
        ('organizations', '0002_client'),
        ('organizations', '0006_heads_and_addresses'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='BadAddress',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('recipient', models.CharField(choices=[('person', 'Người dùng'), ('petitioner', 'Người nộp đơn'), ('unit', 'Cơ quan, đơn vị'), ('keeper', 'Nơi giữ phiếu kiểm soát')], max_length=12)),
                    ('recipient_id', models.BigIntegerField()),
                    ('status', models.CharField(max_length=12)),
                    ('noted_on', models.DateField()),
                ],
                options={
                    'verbose_name': 'địa chỉ không nhận được thư',
                    'indexes': [models.Index(fields=['recipient', 'recipient_id'], name='bad_address_of')],
                },
            ), migrations.CreateModel(
                name='Choice',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('group', models.CharField(choices=[('work', 'Việc đến tay tôi'), ('deadlines', 'Thời hạn của tôi sắp đến, đã qua'), ('changes', 'Thời hạn được tính lại, gia hạn, tạm dừng'), ('watched', 'Việc người khác để quá hạn'), ('petitioners', 'Báo cho người nộp đơn'), ('sheets', 'Phiếu kiểm soát hằng ngày')], max_length=12)),
                    ('channel', models.CharField(choices=[('in_app', 'Trên hệ thống'), ('email', 'Thư điện tử')], max_length=8)),
                    ('timing', models.CharField(choices=[('at_once', 'Ngay'), ('daily', 'Gộp mỗi ngày một lần'), ('off', 'Không báo')], max_length=8)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'cách nhận một nhóm thông báo',
                    'constraints': [models.UniqueConstraint(fields=('user', 'group', 'channel'), name='chosen_once'), models.CheckConstraint(condition=models.Q(('channel', 'in_app'), ('group__in', ['changes', 'deadlines', 'work']), ('timing', 'off'), _negated=True), name='needed_is_told')],
                },
            ), migrations.CreateModel(
                name='Message',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    ('event_id', models.BigIntegerField()),
                    ('template', models.CharField(max_length=40)),
                    ('channel', models.CharField(choices=[('in_app', 'Trên hệ thống'), ('email', 'Thư điện tử')], max_length=8)),
                    ('recipient', models.CharField(choices=[('person', 'Người dùng'), ('petitioner', 'Người nộp đơn'), ('unit', 'Cơ quan, đơn vị'), ('keeper', 'Nơi giữ phiếu kiểm soát')], max_length=12)),
                    ('recipient_id', models.BigIntegerField()),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('state', models.CharField(choices=[('owed', 'Chờ gửi'), ('sending', 'Đang gửi'), ('sent', 'Đã gửi'), ('failed', 'Không gửi được')], default='owed', max_length=8)),
                    ('attempts', models.PositiveSmallIntegerField(default=0)),
                    ('uncertain', models.BooleanField(default=False)),
                    ('not_before', models.DateTimeField()),
                    ('created_at', models.DateTimeField(auto_now_add=True)),
                    ('sent_at', models.DateTimeField(null=True)),
                    ('read_at', models.DateTimeField(null=True)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('user', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='messages', to=settings.AUTH_USER_MODEL)),
                    ('language', models.CharField(default='vi', max_length=5)),
                    ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('reply_code', models.PositiveSmallIntegerField(null=True)),
                    ('trouble', models.CharField(blank=True, choices=[('unreachable', 'Máy chủ thư không trả lời'), ('not_now', 'Máy chủ thư tạm thời từ chối'), ('refused', 'Máy chủ thư từ chối hẳn'), ('no_address', 'Người nhận không có địa chỉ'), ('bad_address', 'Địa chỉ không nhận được thư'), ('cut_off', 'Bị ngắt khi đang gửi'), ('overtaken', 'Đã hết hạn trước khi gửi được')], max_length=12)),
                    ('sent_to', models.CharField(blank=True, max_length=64)),
                ],
                options={
                    'verbose_name': 'tin nhắn',
                    'indexes': [models.Index(fields=['user', '-id'], name='message_of_user'), models.Index(condition=models.Q(('state__in', ['owed', 'sending'])), fields=['not_before'], name='message_to_send'), models.Index(condition=models.Q(('state', 'failed')), fields=['-id'], name='message_dead'), models.Index(condition=models.Q(('state__in', ['owed', 'sending']), ('trouble', 'unreachable')), fields=['created_at'], name='message_for_server'), models.Index(condition=models.Q(('channel', 'in_app'), ('read_at__isnull', True)), fields=['user', '-id'], name='message_unread')],
                    'constraints': [models.UniqueConstraint(fields=('event_id', 'template', 'channel', 'recipient', 'recipient_id'), name='told_once')],
                },
            ), migrations.CreateModel(
                name='Preference',
                fields=[
                    ('user', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='preference', serialize=False, to=settings.AUTH_USER_MODEL)),
                    ('language', models.CharField(choices=[('vi', 'Tiếng Việt'), ('en', 'Tiếng Anh')], default='vi', max_length=5, verbose_name='ngôn ngữ của thông báo')),
                    ('quiet_from', models.TimeField(default=datetime.time(19, 0), verbose_name='không gửi thư từ')),
                    ('quiet_to', models.TimeField(default=datetime.time(7, 0), verbose_name='đến')),
                    ('working_days_only', models.BooleanField(default=True, verbose_name='chỉ gửi thư vào ngày làm việc')),
                ],
                options={
                    'verbose_name': 'cách nhận thông báo',
                },
            ), migrations.CreateModel(
                name='SheetKeeper',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('email', sealing.fields.SealedText()),
                    ('digest', models.CharField(max_length=64, unique=True)),
                    ('entered_on', models.DateField()),
                    ('written_to_on', models.DateField(null=True)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'verbose_name': 'nơi giữ phiếu kiểm soát',
                },
            ), migrations.CreateModel(
                name='PendingMessage',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('event_id', models.BigIntegerField()),
                    ('template', models.CharField(max_length=40)),
                    ('channel', models.CharField(choices=[('in_app', 'Trên hệ thống'), ('email', 'Thư điện tử')], max_length=8)),
                    ('heading', models.CharField(max_length=120)),
                    ('language', models.CharField(max_length=5)),
                    ('subject', models.CharField(max_length=200)),
                    ('body', models.TextField()),
                    ('daily', models.BooleanField()),
                    ('not_before', models.DateTimeField()),
                    ('created_at', models.DateTimeField()),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('message', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='gathered', to='notifications.message')),
                    ('on_behalf_of', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pending_messages', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'verbose_name': 'tin chờ gộp',
                    'ordering': ['pk'],
                    'indexes': [models.Index(condition=models.Q(('message', None)), fields=['user', 'channel', 'daily'], name='pending_to_gather'), models.Index(fields=['case'], name='pending_of_case')],
                    'constraints': [models.UniqueConstraint(fields=('event_id', 'template', 'channel', 'user'), name='pending_once')],
                },
            )],
        ),
    ]
