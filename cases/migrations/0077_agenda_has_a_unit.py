"""Each unit has a list of its own; what stands on one says so in the next step, and from then on it must."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0076_knocks_of_telephones'),
    ]

    operations = [
        migrations.AddField(
            model_name='agendaitem',
            name='unit',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.unit', verbose_name='danh sách của đơn vị'),
        ),
        migrations.AddField(
            model_name='historicalagendaitem',
            name='unit',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.unit', verbose_name='danh sách của đơn vị'),
        ),
    ]
