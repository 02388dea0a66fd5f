"""One case may stand on the list of its own unit and on that of a unit above, on each once; a list is handed on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0078_fill_unit_of_agenda'),
    ]

    operations = [
        migrations.AlterField(
            model_name='agendaitem',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='danh sách của đơn vị'),
        ),
        migrations.RemoveConstraint(
            model_name='agendaitem',
            name='brought_up_once_at_a_time',
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.UniqueConstraint(condition=models.Q(('settled_on', None)), fields=('case', 'unit', 'brought_to'), name='brought_up_once_at_a_time'),
        ),
        migrations.RemoveIndex(
            model_name='agendaitem',
            name='agenda_open',
        ),
        migrations.AddIndex(
            model_name='agendaitem',
            index=models.Index(condition=models.Q(('settled_on', None)), fields=['unit', 'brought_to', 'id'], name='agenda_open_of_unit'),
        ),
        migrations.AlterField(
            model_name='changeoverrow',
            name='what',
            field=models.CharField(choices=[('case', 'Vụ việc'), ('agenda', 'Việc cần nêu, hồ sơ của đơn vị khác'), ('session', 'Buổi tiếp công dân đã lên lịch'), ('competence', 'Dòng danh bạ thẩm quyền'), ('membership', 'Người làm việc'), ('client', 'Phần mềm kết nối')], max_length=12),
        ),
    ]
