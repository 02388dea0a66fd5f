from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('deadlines', '0007_copy_calendar_days'),
    ]

    operations = [
        migrations.DeleteModel('CalendarDayBefore'),
    ]
