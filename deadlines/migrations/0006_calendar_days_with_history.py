# A day could stand once for ever; now a later decision withdraws it and brings its own row.

from django.db import migrations, models
from django.db.models import F, Q
import django.db.models.deletion

import deadlines.facts

CONFIDENCES = [(deadlines.facts.Confidence['READ'], 'đã đọc văn bản'), (deadlines.facts.Confidence['SECONDARY'], 'theo nguồn thứ cấp'), (deadlines.facts.Confidence['MEMORY'], 'theo trí nhớ, chưa đối chiếu'), (deadlines.facts.Confidence['UNSURE'], 'chưa xác minh')]
SOURCES = [('shipped', 'Theo phần mềm'), ('local', 'Do đơn vị thêm')]
KINDS = [('day_off', 'Ngày nghỉ'), ('makeup_off', 'Nghỉ bù'), ('swap_off', 'Nghỉ hoán đổi'), ('swap_work', 'Làm bù')]


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0005_known_calendars'),
    ]

    operations = [
        migrations.RenameModel('CalendarDay', 'CalendarDayBefore'),
        # Its index would have the name that the new table's needs.
        migrations.RemoveField('CalendarDayBefore', 'year'),
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField()),
                ('source', models.CharField(choices=SOURCES, default='shipped', max_length=8)),
                ('kind', models.CharField(choices=KINDS, max_length=10)),
                ('name', models.CharField(max_length=120)),
                ('citation', models.CharField(max_length=300)),
                ('adopted_on', models.DateField(null=True)),
                ('confidence', models.CharField(choices=CONFIDENCES, max_length=2)),
                ('swapped_with', models.DateField(null=True)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('withdrawn_on', models.DateField(null=True)),
                ('withdrawn_citation', models.CharField(blank=True, max_length=300)),
                ('year', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='days', to='deadlines.calendaryear')),
            ],
            options={
                'verbose_name': 'ngày đặc biệt',
                'ordering': ['day', 'pk'],
                'constraints': [
                    models.UniqueConstraint(condition=Q(withdrawn_on=None), fields=('day',), name='calendar_day_holds_once'),
                    models.CheckConstraint(condition=~Q(citation=''), name='calendar_day_cites'),
                    models.CheckConstraint(condition=Q(kind__in=['swap_off', 'swap_work'], swapped_with__isnull=False) | Q(kind__in=['day_off', 'makeup_off'], swapped_with=None), name='calendar_swap_two_sides'),
                    models.CheckConstraint(condition=Q(withdrawn_on=None, withdrawn_citation='') | (Q(withdrawn_on__isnull=False) & ~Q(withdrawn_citation='')), name='calendar_withdrawal_cites'),
                    models.CheckConstraint(condition=Q(withdrawn_on=None) | Q(adopted_on=None) | Q(withdrawn_on__gte=F('adopted_on')), name='calendar_withdrawn_after_adopted'),
                ],
            },
        ),
    ]
