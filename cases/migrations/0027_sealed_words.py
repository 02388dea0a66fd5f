"""The columns seal themselves from now on."""

import sealing.fields
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0026_seal_words")]

    operations = [
        migrations.AddField(
            model_name='case',
            name='full_summary',
            field=sealing.fields.SealedText(blank=True, verbose_name='trích yếu'),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='full_summary',
            field=sealing.fields.SealedText(blank=True, verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='answer',
            name='clarification_asked',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='answer',
            name='text',
            field=sealing.fields.SealedText(verbose_name='nội dung trả lời'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='evidence',
            field=sealing.fields.SealedText(blank=True, verbose_name='bằng chứng hoàn thành'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='findings',
            field=sealing.fields.SealedText(blank=True, verbose_name='kết quả xác minh'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='what',
            field=sealing.fields.SealedText(verbose_name='việc cam kết'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='who',
            field=sealing.fields.SealedText(verbose_name='người, bộ phận chịu trách nhiệm'),
        ),
        migrations.AlterField(
            model_name='document',
            name='released_because',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='document',
            name='title',
            field=sealing.fields.SealedText(verbose_name='tên tài liệu'),
        ),
        migrations.AlterField(
            model_name='dutyextension',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do'),
        ),
        migrations.AlterField(
            model_name='dutyextension',
            name='document',
            field=sealing.fields.SealedText(blank=True, verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='dutylateness',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do chậm'),
        ),
        migrations.AlterField(
            model_name='dutystop',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do'),
        ),
        migrations.AlterField(
            model_name='dutystop',
            name='document',
            field=sealing.fields.SealedText(verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicalanswer',
            name='clarification_asked',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalanswer',
            name='text',
            field=sealing.fields.SealedText(verbose_name='nội dung trả lời'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='evidence',
            field=sealing.fields.SealedText(blank=True, verbose_name='bằng chứng hoàn thành'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='findings',
            field=sealing.fields.SealedText(blank=True, verbose_name='kết quả xác minh'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='what',
            field=sealing.fields.SealedText(verbose_name='việc cam kết'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='who',
            field=sealing.fields.SealedText(verbose_name='người, bộ phận chịu trách nhiệm'),
        ),
        migrations.AlterField(
            model_name='historicaldutyextension',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do'),
        ),
        migrations.AlterField(
            model_name='historicaldutyextension',
            name='document',
            field=sealing.fields.SealedText(blank=True, verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicaldutylateness',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do chậm'),
        ),
        migrations.AlterField(
            model_name='historicaldutystop',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do'),
        ),
        migrations.AlterField(
            model_name='historicaldutystop',
            name='document',
            field=sealing.fields.SealedText(verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicalincomingletter',
            name='sender',
            field=sealing.fields.SealedText(verbose_name='nơi gửi'),
        ),
        migrations.AlterField(
            model_name='historicalincomingletter',
            name='subject',
            field=sealing.fields.SealedText(verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='body',
            field=sealing.fields.SealedText(verbose_name='nội dung công văn'),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='sent_back_because',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='stated',
            field=sealing.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='subject',
            field=sealing.fields.SealedText(verbose_name='về việc'),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='voided_because',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='historicalpetition',
            name='asked',
            field=sealing.fields.SealedText(blank=True, verbose_name='điều đề nghị'),
        ),
        migrations.AlterField(
            model_name='historicalpetition',
            name='text',
            field=sealing.fields.SealedText(verbose_name='nội dung'),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='again_because',
            field=sealing.fields.SealedText(blank=True, verbose_name='lý do chuyển lại'),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='asked',
            field=sealing.fields.SealedText(verbose_name='đề nghị'),
        ),
        migrations.AlterField(
            model_name='historicalreferral',
            name='refusal_text',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='incomingletter',
            name='sender',
            field=sealing.fields.SealedText(verbose_name='nơi gửi'),
        ),
        migrations.AlterField(
            model_name='incomingletter',
            name='subject',
            field=sealing.fields.SealedText(verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='instruction',
            name='text',
            field=sealing.fields.SealedText(blank=True, verbose_name='ý kiến chỉ đạo'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='body',
            field=sealing.fields.SealedText(verbose_name='nội dung công văn'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='sent_back_because',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='letter',
            name='stated',
            field=sealing.fields.SealedJSON(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='letter',
            name='subject',
            field=sealing.fields.SealedText(verbose_name='về việc'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='voided_because',
            field=sealing.fields.SealedText(blank=True),
        ),
        migrations.AlterField(
            model_name='merger',
            name='because',
            field=sealing.fields.SealedText(verbose_name='lý do'),
        ),
        migrations.AlterField(
            model_name='note',
            name='text',
            field=sealing.fields.SealedText(verbose_name='ghi chú'),
        ),
        migrations.AlterField(
            model_name='petition',
            name='asked',
            field=sealing.fields.SealedText(blank=True, verbose_name='điều đề nghị'),
        ),
        migrations.AlterField(
            model_name='petition',
            name='text',
            field=sealing.fields.SealedText(verbose_name='nội dung'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='again_because',
            field=sealing.fields.SealedText(blank=True, verbose_name='lý do chuyển lại'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='asked',
            field=sealing.fields.SealedText(verbose_name='đề nghị'),
        ),
        migrations.AlterField(
            model_name='referral',
            name='refusal_text',
            field=sealing.fields.SealedText(blank=True),
        ),
    ]
