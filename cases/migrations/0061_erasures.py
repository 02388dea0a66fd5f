"""Legal hold, the decisions to erase with their rows, and the day a case or an identity was erased."""

import django.db.models.deletion
import django_fsm
import sealing.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0060_inspections'),
        ('organizations', '0006_heads_and_addresses'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='erased_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='identity',
            name='erased_on',
            field=models.DateField(null=True),
        ),
        migrations.CreateModel(
            name='Erasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('prepared', 'Đang lập'), ('proposed', 'Chờ duyệt'), ('approved', 'Đã duyệt, đang thực hiện'), ('done', 'Đã thực hiện xong'), ('refused', 'Không được duyệt'), ('dropped', 'Đã bỏ')], default='prepared', max_length=8)),
                ('key', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('ground', models.CharField(choices=[('run_out', 'Hết thời hạn lưu'), ('asked', 'Người có dữ liệu yêu cầu')], max_length=8, verbose_name='căn cứ')),
                ('basis', models.CharField(max_length=300, verbose_name='căn cứ pháp lý')),
                ('asked', sealing.fields.SealedText(blank=True, verbose_name='ai yêu cầu, yêu cầu gì')),
                ('prepared_on', models.DateField()),
                ('judged_on', models.DateField(null=True)),
                ('judged_because', sealing.fields.SealedText(blank=True, verbose_name='ý kiến của người duyệt')),
                ('finished_on', models.DateField(null=True)),
                ('reapplied', models.BooleanField(default=False)),
                ('judged_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasures', to='cases.person')),
                ('prepared_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('prepared_for', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit')),
            ],
            options={
                'ordering': ['-pk'],
            },
            bases=(django_fsm.ConcurrentTransitionMixin, models.Model),
        ),
        migrations.CreateModel(
            name='ErasureRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person_only', models.BooleanField(default=False)),
                ('period', models.CharField(blank=True, max_length=40)),
                ('run_out_on', models.DateField(null=True)),
                ('state', models.CharField(choices=[('waits', 'Chờ thực hiện'), ('off', 'Đã đưa ra khỏi danh mục'), ('left', 'Để lại: hồ sơ đang tạm giữ hoặc đã mở lại'), ('wiped', 'Đang xóa tệp'), ('done', 'Đã xóa')], default='waits', max_length=6)),
                ('because', sealing.fields.SealedText(blank=True, verbose_name='vì sao đưa ra')),
                ('done_on', models.DateField(null=True)),
                ('case', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_rows', to='cases.case')),
                ('erasure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='cases.erasure')),
                ('visit', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='erasure_rows', to='cases.visit')),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', sealing.fields.SealedText(verbose_name='lý do tạm giữ')),
                ('placed_on', models.DateField()),
                ('lifted_on', models.DateField(null=True)),
                ('lifted_because', sealing.fields.SealedText(blank=True, verbose_name='lý do thôi tạm giữ')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='legal_holds', to='cases.case')),
                ('lifted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('placed_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddIndex(
            model_name='erasure',
            index=models.Index(fields=['unit', '-id'], name='erasure_of_unit'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ground', 'asked'), ('person__isnull', False)), models.Q(('ground', 'run_out'), ('person', None)), _connector='OR'), name='erasure_of_a_person_iff_asked'),
        ),
        migrations.AddConstraint(
            model_name='erasure',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'done']), _negated=True), models.Q(('judged_on__isnull', False), ('reapplied', True)), models.Q(('judged_by__isnull', False), ('judged_on__isnull', False), models.Q(('prepared_by', None), models.Q(('judged_by', models.F('prepared_by')), _negated=True), _connector='OR'), models.Q(('prepared_for', None), models.Q(('judged_by', models.F('prepared_for')), _negated=True), _connector='OR')), _connector='OR'), name='erasure_approved_by_a_second_person'),
        ),
        migrations.AddIndex(
            model_name='erasurerow',
            index=models.Index(fields=['erasure', 'state', 'id'], name='erasure_row_state'),
        ),
        migrations.AddIndex(
            model_name='erasurerow',
            index=models.Index(condition=models.Q(('case__isnull', False), ('state__in', ['waits', 'wiped'])), fields=['case'], name='erasure_row_of_case'),
        ),
        migrations.AddConstraint(
            model_name='erasurerow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('case__isnull', False), ('visit', None)), models.Q(('case', None), ('visit__isnull', False)), _connector='OR'), name='erasure_of_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='erasurerow',
            constraint=models.UniqueConstraint(fields=('erasure', 'case'), name='case_once_in_an_erasure'),
        ),
        migrations.AddConstraint(
            model_name='erasurerow',
            constraint=models.UniqueConstraint(fields=('erasure', 'visit'), name='visit_once_in_an_erasure'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.UniqueConstraint(condition=models.Q(('lifted_on', None)), fields=('case',), name='one_legal_hold_stands'),
        ),
        migrations.AddConstraint(
            model_name='legalhold',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lifted_by', None), ('lifted_on', None)), models.Q(('lifted_by__isnull', False), ('lifted_on__isnull', False)), _connector='OR'), name='legal_hold_lifted_by_somebody'),
        ),
    ]
