"""Everything in one step, for a fresh office; one that has begun on the steps it stands for goes on with them."""

import deadlines.facts
import django.db.models.deletion
import django.utils.timezone
from django.db import migrations, models

from audit.one_step import Together


class Migration(migrations.Migration):

    replaces = [('deadlines', '0001_initial'), ('deadlines', '0002_rule_thresholds'), ('deadlines', '0003_transitions'), ('deadlines', '0004_proposals'), ('deadlines', '0005_known_calendars'), ('deadlines', '0006_calendar_days_with_history'), ('deadlines', '0007_copy_calendar_days'), ('deadlines', '0008_drop_former_calendar_days')]

    initial = True

    dependencies = [
    ]

    operations = [
        Together(
            operations=[migrations.CreateModel(
                name='CalendarYear',
                fields=[
                    ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                    ('version', models.CharField(max_length=24)),
                    ('source', models.CharField(choices=[('shipped', 'Theo phần mềm'), ('local', 'Do đơn vị thêm')], default='shipped', max_length=8)),
                    ('citation', models.CharField(max_length=300)),
                    ('adopted_on', models.DateField(null=True)),
                    ('confidence', models.CharField(choices=[(deadlines.facts.Confidence['READ'], 'đã đọc văn bản'), (deadlines.facts.Confidence['SECONDARY'], 'theo nguồn thứ cấp'), (deadlines.facts.Confidence['MEMORY'], 'theo trí nhớ, chưa đối chiếu'), (deadlines.facts.Confidence['UNSURE'], 'chưa xác minh')], max_length=2)),
                    ('note', models.CharField(blank=True, max_length=300)),
                ],
                options={
                    'verbose_name': 'lịch năm',
                    'ordering': ['year'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='calendar_year_has_citation')],
                },
            ), migrations.CreateModel(
                name='Edition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('digest', models.CharField(max_length=64)),
                    ('loaded_at', models.DateTimeField(default=django.utils.timezone.now)),
                ],
                options={
                    'verbose_name': 'ấn bản danh mục',
                    'ordering': ['id'],
                },
            ), migrations.CreateModel(
                name='KnownCalendar',
                fields=[
                    ('version', models.CharField(max_length=32, primary_key=True, serialize=False)),
                    ('years', models.JSONField()),
                    ('days', models.JSONField()),
                ],
                options={
                    'verbose_name': 'lịch đã dùng',
                },
            ), migrations.CreateModel(
                name='Rule',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('key', models.CharField(max_length=60)),
                    ('version', models.PositiveSmallIntegerField(default=1)),
                    ('source', models.CharField(choices=[('shipped', 'Theo phần mềm'), ('local', 'Do đơn vị thêm')], default='shipped', max_length=8)),
                    ('title', models.CharField(max_length=200)),
                    ('case_kind', models.CharField(max_length=40)),
                    ('step', models.CharField(max_length=60)),
                    ('role', models.CharField(choices=[('duty', 'Việc phải làm'), ('limitation', 'Thời hiệu'), ('effect', 'Ngày có hiệu lực'), ('minimum', 'Thời gian tối thiểu'), ('recurring', 'Việc định kỳ'), ('retention', 'Thời hạn lưu')], default='duty', max_length=12)),
                    ('nature', models.CharField(choices=[(deadlines.facts.Nature['STATUTORY'], 'theo luật'), (deadlines.facts.Nature['LETTER_SET'], 'theo công văn'), (deadlines.facts.Nature['INTERNAL'], 'nội bộ')], max_length=12)),
                    ('length', models.PositiveSmallIntegerField(null=True)),
                    ('unit', models.CharField(choices=[(deadlines.facts.Unit['WORKING_DAY'], 'ngày làm việc'), (deadlines.facts.Unit['CALENDAR_DAY'], 'ngày'), (deadlines.facts.Unit['HOUR'], 'giờ'), (deadlines.facts.Unit['MONTH'], 'tháng'), (deadlines.facts.Unit['YEAR'], 'năm')], max_length=12)),
                    ('direction', models.CharField(choices=[(deadlines.facts.Direction['AFTER'], 'tính tới'), (deadlines.facts.Direction['BEFORE'], 'tính lùi')], max_length=8)),
                    ('starts_on', models.CharField(max_length=60)),
                    ('extension', models.JSONField(default=list)),
                    ('variants', models.JSONField(default=list)),
                    ('pause', models.CharField(choices=[(deadlines.facts.PauseEffect['EXCLUDED'], 'thời gian tạm dừng không tính'), (deadlines.facts.PauseEffect['RESUMES'], 'tính tiếp từ quyết định tiếp tục'), (deadlines.facts.PauseEffect['NONE'], 'không tạm dừng')], max_length=10)),
                    ('responsible', models.CharField(max_length=40)),
                    ('binds', models.CharField(max_length=40)),
                    ('citation', models.CharField(max_length=300)),
                    ('follows', models.CharField(blank=True, max_length=60)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('in_force_from', models.DateField()),
                    ('in_force_to', models.DateField(null=True)),
                    ('confidence', models.CharField(choices=[(deadlines.facts.Confidence['READ'], 'đã đọc văn bản'), (deadlines.facts.Confidence['SECONDARY'], 'theo nguồn thứ cấp'), (deadlines.facts.Confidence['MEMORY'], 'theo trí nhớ, chưa đối chiếu'), (deadlines.facts.Confidence['UNSURE'], 'chưa xác minh')], max_length=2)),
                    ('applies_here', models.CharField(choices=[(deadlines.facts.AppliesHere['YES'], 'áp dụng'), (deadlines.facts.AppliesHere['UNSURE'], 'chưa chắc áp dụng'), (deadlines.facts.AppliesHere['NO'], 'không áp dụng')], max_length=8)),
                    ('applies_basis', models.CharField(blank=True, max_length=300)),
                    ('approved_by', models.CharField(blank=True, max_length=150)),
                    ('approved_on', models.DateField(null=True)),
                    ('thresholds', models.JSONField(blank=True, default=dict)),
                    ('applies_by', models.CharField(blank=True, max_length=80)),
                    ('applies_on', models.DateField(null=True)),
                ],
                options={
                    'verbose_name': 'quy tắc thời hạn',
                    'ordering': ['key', 'version'],
                    'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='rule_version_once'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='rule_has_citation'), models.CheckConstraint(condition=models.Q(('in_force_to', None), ('in_force_to__gte', models.F('in_force_from')), _connector='OR'), name='rule_force_forward'), models.CheckConstraint(condition=models.Q(('length__isnull', False), models.Q(('nature', deadlines.facts.Nature['STATUTORY']), _negated=True), _connector='OR'), name='rule_statute_has_length'), models.CheckConstraint(condition=models.Q(models.Q(('approved_by', ''), ('approved_on', None)), models.Q(models.Q(('approved_by', ''), _negated=True), ('approved_on__isnull', False)), _connector='OR'), name='rule_approval_whole'), models.UniqueConstraint(condition=models.Q(('in_force_to', None)), fields=('key',), name='rule_one_open_version'), models.CheckConstraint(condition=models.Q(models.Q(('applies_by', ''), ('applies_on', None)), models.Q(models.Q(('applies_by', ''), _negated=True), ('applies_on__isnull', False)), _connector='OR'), name='rule_applies_decision_whole')],
                },
            ), migrations.CreateModel(
                name='CalendarDay',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('day', models.DateField()),
                    ('source', models.CharField(choices=[('shipped', 'Theo phần mềm'), ('local', 'Do đơn vị thêm')], default='shipped', max_length=8)),
                    ('kind', models.CharField(choices=[('day_off', 'Ngày nghỉ'), ('makeup_off', 'Nghỉ bù'), ('swap_off', 'Nghỉ hoán đổi'), ('swap_work', 'Làm bù')], max_length=10)),
                    ('name', models.CharField(max_length=120)),
                    ('citation', models.CharField(max_length=300)),
                    ('adopted_on', models.DateField(null=True)),
                    ('confidence', models.CharField(choices=[(deadlines.facts.Confidence['READ'], 'đã đọc văn bản'), (deadlines.facts.Confidence['SECONDARY'], 'theo nguồn thứ cấp'), (deadlines.facts.Confidence['MEMORY'], 'theo trí nhớ, chưa đối chiếu'), (deadlines.facts.Confidence['UNSURE'], 'chưa xác minh')], max_length=2)),
                    ('swapped_with', models.DateField(null=True)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('withdrawn_on', models.DateField(null=True)),
                    ('withdrawn_citation', models.CharField(blank=True, max_length=300)),
                    ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='deadlines.calendaryear')),
                ],
                options={
                    'verbose_name': 'ngày đặc biệt',
                    'ordering': ['day', 'pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('withdrawn_on', None)), fields=('day',), name='calendar_day_holds_once'), models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='calendar_day_cites'), models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ['swap_off', 'swap_work']), ('swapped_with__isnull', False)), models.Q(('kind__in', ['day_off', 'makeup_off']), ('swapped_with', None)), _connector='OR'), name='calendar_swap_two_sides'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawn_citation', ''), ('withdrawn_on', None)), models.Q(('withdrawn_on__isnull', False), models.Q(('withdrawn_citation', ''), _negated=True)), _connector='OR'), name='calendar_withdrawal_cites'), models.CheckConstraint(condition=models.Q(('withdrawn_on', None), ('adopted_on', None), ('withdrawn_on__gte', models.F('adopted_on')), _connector='OR'), name='calendar_withdrawn_after_adopted')],
                },
            ), migrations.CreateModel(
                name='Proposal',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('kind', models.CharField(choices=[('new_rule', 'Quy tắc mới của đơn vị'), ('new_version', 'Phiên bản mới của quy tắc'), ('confirm', 'Xác nhận đã đối chiếu văn bản'), ('applies', 'Quyết định có áp dụng tại đơn vị hay không')], max_length=12)),
                    ('key', models.CharField(max_length=60)),
                    ('content', models.JSONField(default=dict)),
                    ('reason', models.CharField(max_length=500)),
                    ('state', models.CharField(choices=[('waiting', 'Chờ người thứ hai quyết định'), ('approved', 'Đã được duyệt'), ('refused', 'Không được duyệt')], default='waiting', max_length=8)),
                    ('proposed_by', models.CharField(max_length=80)),
                    ('proposed_for', models.CharField(blank=True, max_length=80)),
                    ('proposed_on', models.DateField()),
                    ('decided_by', models.CharField(blank=True, max_length=80)),
                    ('decided_on', models.DateField(null=True)),
                    ('refused_because', models.CharField(blank=True, max_length=500)),
                    ('made', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='made_by', to='deadlines.rule')),
                    ('rule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='proposals', to='deadlines.rule')),
                ],
                options={
                    'verbose_name': 'đề nghị thay đổi quy tắc',
                    'ordering': ['-pk'],
                    'constraints': [models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('key',), name='proposal_one_waiting_for_a_key'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='proposal_has_reason'), models.CheckConstraint(condition=models.Q(models.Q(('decided_by', ''), ('decided_on', None), ('state', 'waiting')), models.Q(models.Q(('state', 'waiting'), _negated=True), models.Q(('decided_by', ''), _negated=True), ('decided_on__isnull', False)), _connector='OR'), name='proposal_decision_whole'), models.CheckConstraint(condition=models.Q(('decided_by', models.F('proposed_by')), _negated=True), name='proposal_decided_by_another'), models.CheckConstraint(condition=models.Q(('state', 'refused'), ('refused_because', ''), _connector='XOR'), name='proposal_refusal_says_why')],
                },
            ), migrations.CreateModel(
                name='Transition',
                fields=[
                    ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                    ('started_from', models.DateField(null=True)),
                    ('started_to', models.DateField(null=True)),
                    ('citation', models.CharField(max_length=300)),
                    ('confidence', models.CharField(choices=[(deadlines.facts.Confidence['READ'], 'đã đọc văn bản'), (deadlines.facts.Confidence['SECONDARY'], 'theo nguồn thứ cấp'), (deadlines.facts.Confidence['MEMORY'], 'theo trí nhớ, chưa đối chiếu'), (deadlines.facts.Confidence['UNSURE'], 'chưa xác minh')], max_length=2)),
                    ('note', models.CharField(blank=True, max_length=300)),
                    ('goes_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over_by', to='deadlines.rule')),
                    ('rule', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='left_by', to='deadlines.rule')),
                ],
                options={
                    'verbose_name': 'quy định chuyển tiếp',
                    'ordering': ['rule', 'started_from'],
                    'constraints': [models.CheckConstraint(condition=models.Q(('citation', ''), _negated=True), name='transition_has_citation'), models.CheckConstraint(condition=models.Q(('started_from__isnull', False), ('started_to__isnull', False), _connector='OR'), name='transition_has_days'), models.CheckConstraint(condition=models.Q(('started_from', None), ('started_to', None), ('started_to__gte', models.F('started_from')), _connector='OR'), name='transition_days_forward'), models.UniqueConstraint(fields=('rule', 'started_from'), name='transition_once_a_day'), models.UniqueConstraint(condition=models.Q(('started_from', None)), fields=('rule',), name='transition_once_since_ever')],
                },
            )],
        ),
    ]
