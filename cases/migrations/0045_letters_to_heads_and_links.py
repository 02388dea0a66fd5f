# Written on 2026-11-21.

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0044_four_eyes'),
        ('organizations', '0006_heads_and_addresses'),
    ]

    operations = [
        migrations.AddField(
            model_name='historicalletter',
            name='handle',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='historicalletter',
            name='to_head',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='organizations.membership'),
        ),
        migrations.AddField(
            model_name='letter',
            name='handle',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='letter',
            name='to_head',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organizations.membership'),
        ),
        migrations.AddConstraint(
            model_name='letter',
            constraint=models.UniqueConstraint(condition=models.Q(('handle__gt', '')), fields=('handle',), name='letter_handle_once'),
        ),
    ]
