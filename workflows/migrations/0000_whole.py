"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    replaces = [('workflows', '0001_initial'), ('workflows', '0002_other_letter_steps'), ('workflows', '0003_screening_steps')]

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('organizations', '0001_initial'),
        ('viewflow', '0015_task_scheduled'),
    ]

    operations = [
        migrations.CreateModel(
            name='CaseWork',
            fields=[
                ('process_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='viewflow.process')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='cases.case')),
            ],
            options={
                'abstract': False,
            },
            bases=('viewflow.process',),
        ),
        migrations.CreateModel(
            name='Assignment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(choices=[('instruct', 'Bút phê đơn mới'), ('take_up', 'Nhận xử lý'), ('screen', 'Phân loại đơn'), ('confirm_screening', 'Xác nhận phân loại đơn'), ('report_to_head', 'Báo cáo ngay lãnh đạo'), ('transfer_at_once', 'Soạn và trình ngay công văn chuyển'), ('write_to_sender', 'Soạn văn bản cho người gửi đơn'), ('guide', 'Kết thúc sau khi hướng dẫn'), ('return_to_sender', 'Kết thúc sau khi trả lại đơn'), ('ask_to_split', 'Kết thúc sau khi đề nghị tách đơn'), ('file_away', 'Lưu đơn'), ('join', 'Nhập vào vụ việc đang mở'), ('draft', 'Soạn và trình công văn chuyển'), ('sign', 'Ký công văn chuyển'), ('issue', 'Cấp số công văn'), ('dispatch', 'Gửi công văn đi'), ('confirm_delivery', 'Xác nhận công văn đã đến'), ('sign_other', 'Ký văn bản khác'), ('issue_other', 'Cấp số văn bản khác'), ('dispatch_other', 'Gửi văn bản khác'), ('acknowledge', 'Nhận trách nhiệm hoặc từ chối'), ('answer', 'Trả lời'), ('review', 'Xem xét trả lời'), ('verify', 'Xác minh cam kết'), ('close', 'Kết thúc vụ việc')], max_length=20)),
                ('role', models.CharField(max_length=24)),
                ('due_on', models.DateField(null=True)),
                ('opened_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
                ('ending', models.CharField(blank=True, choices=[('done', 'Đã làm'), ('obsolete', 'Không còn phải làm')], max_length=8)),
                ('ended_by', models.BigIntegerField(null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='assignments', to='cases.case')),
                ('duty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.duty')),
                ('owner', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('task', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='assignment', to='viewflow.task')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['unit', 'role', 'due_on'], name='assignment_pool'), models.Index(condition=models.Q(('ended_at', None)), fields=['owner', 'due_on'], name='assignment_mine')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case', 'step'), name='one_open_task_per_step'), models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ending', '')), models.Q(('ended_at__isnull', False), ('ending__gt', '')), _connector='OR'), name='ended_says_how')],
            },
        ),
    ]
