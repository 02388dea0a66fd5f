"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import django.db.models.deletion
import sealing.fields
from django.conf import settings
from django.db import migrations, models

from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('workflows', '0001_initial'), ('workflows', '0002_other_letter_steps'), ('workflows', '0003_screening_steps'), ('workflows', '0004_dispute_step'), ('workflows', '0005_steps_of_the_competent_body'), ('workflows', '0006_cooperating_referrals'), ('workflows', '0007_name_handler_step'), ('workflows', '0008_leavings'), ('workflows', '0009_supplement_steps'), ('workflows', '0010_second_person_steps'), ('workflows', '0011_successor_step'), ('workflows', '0012_late_entry_step'), ('workflows', '0013_ladder_steps'), ('workflows', '0014_superior_step'), ('workflows', '0015_telling_step'), ('workflows', '0016_asking_step'), ('workflows', '0017_turns_of_tasks'), ('workflows', '0018_inspection_step'), ('workflows', '0019_judge_corrected_days')]

    initial = True

    dependencies = [
        ('cases', '0001_initial'),
        ('cases', '0041_cooperating_referrals'),
        ('cases', '0043_changeovers'),
        ('organizations', '0001_initial'),
        ('organizations', '0004_competence_no_overlap'),
        ('organizations', '0005_abolished_units'),
        ('viewflow', '0015_task_scheduled'),
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='Assignment',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('step', models.CharField(choices=[('instruct', 'Bút phê đơn mới'), ('name_handler', 'Cử người xử lý'), ('take_up', 'Nhận xử lý'), ('receive_supplement', 'Chờ người nộp đơn bổ sung'), ('settle_supplement', 'Quyết định khi quá hạn bổ sung'), ('find_successor', 'Tìm người thừa kế tiếp tục'), ('screen', 'Phân loại đơn'), ('confirm_screening', 'Xác nhận phân loại đơn'), ('report_to_head', 'Báo cáo ngay lãnh đạo'), ('transfer_at_once', 'Soạn và trình ngay công văn chuyển'), ('write_to_sender', 'Soạn văn bản cho người gửi đơn'), ('guide', 'Kết thúc sau khi hướng dẫn'), ('return_to_sender', 'Kết thúc sau khi trả lại đơn'), ('ask_to_split', 'Kết thúc sau khi đề nghị tách đơn'), ('file_away', 'Lưu đơn'), ('join', 'Nhập vào vụ việc đang mở'), ('draft', 'Soạn và trình công văn chuyển'), ('settle_dispute', 'Quyết định nơi chuyển đơn đi vòng'), ('sign', 'Ký công văn chuyển'), ('issue', 'Cấp số công văn'), ('dispatch', 'Gửi công văn đi'), ('confirm_delivery', 'Xác nhận công văn đã đến'), ('sign_other', 'Ký văn bản khác'), ('issue_other', 'Cấp số văn bản khác'), ('dispatch_other', 'Gửi văn bản khác'), ('acknowledge', 'Nhận trách nhiệm hoặc từ chối'), ('accept_or_refuse', 'Thụ lý hoặc không thụ lý'), ('decide', 'Giải quyết theo thẩm quyền'), ('answer', 'Trả lời'), ('confirm_request', 'Xác nhận đề nghị phối hợp đã đến'), ('acknowledge_request', 'Nhận phối hợp hoặc từ chối'), ('answer_request', 'Trả lời đề nghị phối hợp'), ('read_reply', 'Đọc trả lời phối hợp'), ('chase', 'Soạn và trình văn bản đôn đốc'), ('before_leadership', 'Cho ý kiến về việc cơ quan chậm'), ('await_superior', 'Chờ cơ quan cấp trên trả lời'), ('review', 'Xem xét trả lời'), ('tell_result', 'Báo kết quả cho người nộp đơn'), ('look_into', 'Xem xét ý kiến chưa thỏa đáng'), ('verify', 'Xác minh cam kết'), ('inspect', 'Kiểm tra thực tế và báo cáo'), ('close', 'Kết thúc vụ việc'), ('judge_withdrawal', 'Xem xét yêu cầu rút đơn'), ('judge_late_entry', 'Xác nhận ngày ghi muộn, ngày đính chính'), ('judge_reopening', 'Quyết định mở lại')], max_length=20)),
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
                    ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.referral')),
                    ('turn', models.PositiveIntegerField(default=0)),
                ],
                options={
                    'indexes': [models.Index(condition=models.Q(('ended_at', None)), fields=['unit', 'role', 'due_on'], name='assignment_pool'), models.Index(condition=models.Q(('ended_at', None)), fields=['owner', 'due_on'], name='assignment_mine')],
                    'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('ended_at', None), ('ending', '')), models.Q(('ended_at__isnull', False), ('ending__gt', '')), _connector='OR'), name='ended_says_how'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('referral', None)), fields=('case', 'step'), name='one_open_task_per_step'), models.UniqueConstraint(condition=models.Q(('ended_at', None), ('referral__isnull', False)), fields=('referral', 'step'), name='one_open_task_per_step_of_a_request')],
                },
            ), migrations.CreateModel(
                name='CaseWork',
                fields=[
                    ('process_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='viewflow.process')),
                    ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='work', to='cases.case')),
                    ('referral', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.referral')),
                ],
                options={
                    'abstract': False,
                },
                bases=('viewflow.process',),
            ), migrations.CreateModel(
                name='Leaving',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('because', sealing.fields.SealedText(verbose_name='lý do bàn giao')),
                    ('state', models.CharField(choices=[('ordered', 'Đang bàn giao'), ('done', 'Đã bàn giao xong')], default='ordered', max_length=8)),
                    ('chosen_by', models.JSONField(default=dict)),
                    ('ordered_at', models.DateTimeField()),
                    ('taken_at', models.DateTimeField(null=True)),
                    ('finished_at', models.DateTimeField(null=True)),
                    ('ordered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                    ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
                ],
                options={
                    'ordering': ['-pk'],
                },
            ), migrations.CreateModel(
                name='LeavingRow',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('what', models.CharField(choices=[('case', 'Vụ việc đang xử lý'), ('task', 'Việc đã nhận về mình'), ('session', 'Buổi tiếp công dân đã lên lịch'), ('inspect', 'Buổi kiểm tra thực tế đã lên lịch')], max_length=8)),
                    ('key', models.BigIntegerField()),
                    ('state', models.CharField(choices=[('waits', 'Chờ bàn giao'), ('moved', 'Đã bàn giao'), ('gone', 'Không còn là việc của người ấy'), ('refused', 'Chưa bàn giao được')], default='waits', max_length=8)),
                    ('said', models.CharField(blank=True, max_length=250)),
                    ('done_on', models.DateField(null=True)),
                    ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='cases.case')),
                    ('leaving', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workflows.leaving')),
                    ('to', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ],
                options={
                    'ordering': ['what', 'case', 'key'],
                    'constraints': [models.UniqueConstraint(fields=('leaving', 'what', 'key'), name='left_once')],
                },
            )],
        ),
    ]
