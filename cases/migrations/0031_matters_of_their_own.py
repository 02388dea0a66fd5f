"""What a matter is about and since when; cases joined and split; papers that belong to a petition."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import sealing.fields


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0030_opening_balance'),
        ('organizations', '0004_competence_no_overlap'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Joining',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', sealing.fields.SealedText(verbose_name='lý do')),
                ('decided_on', models.DateField()),
                ('operation', models.UUIDField()),
                ('undone_on', models.DateField(null=True)),
                ('undone_because', sealing.fields.SealedText(blank=True)),
                ('undone_by', models.UUIDField(null=True)),
                ('stood_at', models.CharField(max_length=12)),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Splitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('because', sealing.fields.SealedText(verbose_name='lý do')),
                ('decided_on', models.DateField()),
                ('operation', models.UUIDField()),
                ('undone_on', models.DateField(null=True)),
                ('undone_because', sealing.fields.SealedText(blank=True)),
                ('undone_by', models.UUIDField(null=True)),
            ],
            options={
                'ordering': ['pk'],
                'abstract': False,
            },
        ),
        migrations.RemoveConstraint(
            model_name='matter',
            name='matter_once',
        ),
        migrations.AddField(
            model_name='case',
            name='voided_because',
            field=sealing.fields.SealedText(blank=True, verbose_name='lý do hủy'),
        ),
        migrations.AddField(
            model_name='document',
            name='petition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.petition'),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='voided_because',
            field=sealing.fields.SealedText(blank=True, verbose_name='lý do hủy'),
        ),
        migrations.AddField(
            model_name='matter',
            name='began_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='matter',
            name='began_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='matter',
            name='ended_by',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='matter',
            name='ended_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='matter',
            name='origin',
            field=models.CharField(choices=[('registered', 'Vào sổ'), ('split', 'Tách từ vụ việc khác'), ('joined', 'Nhập từ vụ việc khác')], default='registered', max_length=10),
        ),
        migrations.AddField(
            model_name='matter',
            name='summary',
            field=sealing.fields.SealedText(default='', verbose_name='nội dung này nói về'),
        ),
        migrations.AlterField(
            model_name='case',
            name='outcome',
            field=models.CharField(blank=True, choices=[('fulfilled', 'Đã trả lời và thực hiện xong'), ('explained', 'Đã trả lời, giải thích rõ'), ('partly', 'Đáp ứng một phần'), ('not_met', 'Không được đáp ứng'), ('withdrawn', 'Người nộp đơn rút đơn'), ('joined', 'Đã nhập vào vụ việc khác'), ('unsplit', 'Đã gộp lại vào vụ việc gốc'), ('voided', 'Đã hủy, vào sổ nhầm')], max_length=12, verbose_name='kết quả'),
        ),
        migrations.AlterField(
            model_name='dutycomputation',
            name='because',
            field=models.CharField(choices=[('opened', 'Mở thời hạn'), ('resumed', 'Tiếp tục sau tạm dừng'), ('extended', 'Gia hạn'), ('restored', 'Vụ việc lại được xử lý riêng'), ('calendar', 'Lịch làm việc thay đổi'), ('law', 'Quy định thay đổi')], default='opened', max_length=8),
        ),
        migrations.AlterField(
            model_name='historicalcase',
            name='outcome',
            field=models.CharField(blank=True, choices=[('fulfilled', 'Đã trả lời và thực hiện xong'), ('explained', 'Đã trả lời, giải thích rõ'), ('partly', 'Đáp ứng một phần'), ('not_met', 'Không được đáp ứng'), ('withdrawn', 'Người nộp đơn rút đơn'), ('joined', 'Đã nhập vào vụ việc khác'), ('unsplit', 'Đã gộp lại vào vụ việc gốc'), ('voided', 'Đã hủy, vào sổ nhầm')], max_length=12, verbose_name='kết quả'),
        ),
        migrations.AlterField(
            model_name='recount',
            name='because',
            field=models.CharField(choices=[('opened', 'Mở thời hạn'), ('resumed', 'Tiếp tục sau tạm dừng'), ('extended', 'Gia hạn'), ('restored', 'Vụ việc lại được xử lý riêng'), ('calendar', 'Lịch làm việc thay đổi'), ('law', 'Quy định thay đổi')], max_length=8),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('outcome', 'voided'), ('voided_because__gt', '')), models.Q(models.Q(('outcome', 'voided'), _negated=True), ('voided_because', '')), _connector='OR'), name='case_voided_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_on', None)), fields=('petition', 'case'), name='matter_once_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='matter',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('ended_by', None), ('ended_on', None)), models.Q(('ended_by__isnull', False), ('ended_on__isnull', False)), _connector='OR'), name='matter_ended_by_an_operation'),
        ),
        migrations.AddField(
            model_name='joining',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joinings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='joining',
            name='duties',
            field=models.ManyToManyField(related_name='+', to='cases.duty'),
        ),
        migrations.AddField(
            model_name='joining',
            name='into',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='joined', to='cases.case'),
        ),
        migrations.AddField(
            model_name='joining',
            name='owed',
            field=models.ManyToManyField(related_name='+', to='cases.duty'),
        ),
        migrations.AddField(
            model_name='splitting',
            name='case',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='splittings', to='cases.case'),
        ),
        migrations.AddField(
            model_name='splitting',
            name='made',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='split_off', to='cases.case'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_because', ''), ('undone_by', None), ('undone_on', None)), models.Q(('undone_because__gt', ''), ('undone_by__isnull', False), ('undone_on__isnull', False)), _connector='OR'), name='joining_undone_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.CheckConstraint(condition=models.Q(('case', models.F('into')), _negated=True), name='joining_of_two'),
        ),
        migrations.AddConstraint(
            model_name='joining',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_on', None)), fields=('case',), name='joined_to_one_case_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='splitting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('undone_because', ''), ('undone_by', None), ('undone_on', None)), models.Q(('undone_because__gt', ''), ('undone_by__isnull', False), ('undone_on__isnull', False)), _connector='OR'), name='splitting_undone_with_reason'),
        ),
        migrations.AddConstraint(
            model_name='splitting',
            constraint=models.CheckConstraint(condition=models.Q(('case', models.F('made')), _negated=True), name='splitting_of_two'),
        ),
    ]
