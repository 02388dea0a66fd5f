"""How a petition is signed, by what somebody stands for others, which body it is about."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', "0019_fill_content_digest"),
        ('organizations', '0004_competence_no_overlap'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalparty',
            name='authority',
            field=models.CharField(blank=True, choices=[('authorised', 'Giấy ủy quyền'), ('appointed', 'Văn bản cử người đại diện'), ('by_law', 'Đại diện theo pháp luật'), ('missing', 'Chưa có giấy tờ')], max_length=10, verbose_name='căn cứ đại diện'),
        ),
        migrations.AddField(
            model_name='historicalparty',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='historicalpetition',
            name='signing',
            field=models.CharField(choices=[('named', 'Ký tên thật'), ('pen_name', 'Ký bút danh'), ('anonymous', 'Không ghi tên')], default='named', max_length=10, verbose_name='cách ký'),
        ),
        migrations.AddField(
            model_name='party',
            name='authority',
            field=models.CharField(blank=True, choices=[('authorised', 'Giấy ủy quyền'), ('appointed', 'Văn bản cử người đại diện'), ('by_law', 'Đại diện theo pháp luật'), ('missing', 'Chưa có giấy tờ')], max_length=10, verbose_name='căn cứ đại diện'),
        ),
        migrations.AddField(
            model_name='party',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit'),
        ),
        migrations.AddField(
            model_name='petition',
            name='signing',
            field=models.CharField(choices=[('named', 'Ký tên thật'), ('pen_name', 'Ký bút danh'), ('anonymous', 'Không ghi tên')], default='named', max_length=10, verbose_name='cách ký'),
        ),
        migrations.AlterField(
            model_name='historicalparty',
            name='role',
            field=models.CharField(choices=[('petitioner', 'Người nộp đơn'), ('representative', 'Người đại diện'), ('respondent', 'Người, cơ quan bị nêu trong đơn'), ('related', 'Người có liên quan')], default='petitioner', max_length=16),
        ),
        migrations.AlterField(
            model_name='party',
            name='role',
            field=models.CharField(choices=[('petitioner', 'Người nộp đơn'), ('representative', 'Người đại diện'), ('respondent', 'Người, cơ quan bị nêu trong đơn'), ('related', 'Người có liên quan')], default='petitioner', max_length=16),
        ),
    ]
