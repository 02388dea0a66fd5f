"""Words of a case get columns wide enough for what is sealed; the summary leaves the history."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cases", "0024_sweep_reads_the_watched")]

    operations = [
        migrations.RemoveField(
            model_name='historicalcase',
            name='summary',
        ),
        migrations.AddField(
            model_name='case',
            name='sealed',
            field=models.BooleanField(default=False, verbose_name='niêm phong'),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='sealed',
            field=models.BooleanField(default=False, verbose_name='niêm phong'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='bằng chứng hoàn thành'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='what',
            field=models.TextField(verbose_name='việc cam kết'),
        ),
        migrations.AlterField(
            model_name='commitment',
            name='who',
            field=models.TextField(verbose_name='người, bộ phận chịu trách nhiệm'),
        ),
        migrations.AlterField(
            model_name='document',
            name='title',
            field=models.TextField(verbose_name='tên tài liệu'),
        ),
        migrations.AlterField(
            model_name='dutyextension',
            name='document',
            field=models.TextField(blank=True, verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='dutystop',
            name='document',
            field=models.TextField(verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='evidence',
            field=models.TextField(blank=True, verbose_name='bằng chứng hoàn thành'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='what',
            field=models.TextField(verbose_name='việc cam kết'),
        ),
        migrations.AlterField(
            model_name='historicalcommitment',
            name='who',
            field=models.TextField(verbose_name='người, bộ phận chịu trách nhiệm'),
        ),
        migrations.AlterField(
            model_name='historicaldutyextension',
            name='document',
            field=models.TextField(blank=True, verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicaldutystop',
            name='document',
            field=models.TextField(verbose_name='theo văn bản'),
        ),
        migrations.AlterField(
            model_name='historicalincomingletter',
            name='sender',
            field=models.TextField(verbose_name='nơi gửi'),
        ),
        migrations.AlterField(
            model_name='historicalincomingletter',
            name='subject',
            field=models.TextField(verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='stated',
            field=models.TextField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='historicalletter',
            name='subject',
            field=models.TextField(verbose_name='về việc'),
        ),
        migrations.AlterField(
            model_name='incomingletter',
            name='sender',
            field=models.TextField(verbose_name='nơi gửi'),
        ),
        migrations.AlterField(
            model_name='incomingletter',
            name='subject',
            field=models.TextField(verbose_name='trích yếu'),
        ),
        migrations.AlterField(
            model_name='letter',
            name='stated',
            field=models.TextField(blank=True, default=dict),
        ),
        migrations.AlterField(
            model_name='letter',
            name='subject',
            field=models.TextField(verbose_name='về việc'),
        ),
    ]
