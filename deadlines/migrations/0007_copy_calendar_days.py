from django.db import migrations

COPIED = ('day', 'kind', 'name', 'citation', 'adopted_on', 'confidence', 'swapped_with', 'note')


def copy(apps, schema_editor):
    Day = apps.get_model('deadlines', 'CalendarDay')
    before = apps.get_model('deadlines', 'CalendarDayBefore').objects.values(*COPIED)
    Day.objects.bulk_create([Day(**row, year_id=row['day'].year) for row in before])


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0006_calendar_days_with_history'),
    ]

    operations = [
        migrations.RunPython(copy, migrations.RunPython.noop),
    ]
