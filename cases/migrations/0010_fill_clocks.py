from django.db import migrations
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

MARKS = {"soon": "nearing.2", "overdue": "overdue.1"}


def fill(apps, schema_editor):
    """What runs is watched from today: nobody is flooded with marks that were passed before anybody watched them."""
    Duty, Notice = apps.get_model("cases", "Duty"), apps.get_model("cases", "DutyNotice")
    today = timezone.localdate()
    Duty.objects.filter(watched_from=None).update(watched_from=today)
    running = Duty.objects.filter(state="running", rule__role="duty")
    running.filter(due_on__gt=today).update(next_mark_on=F("due_on"))
    running.filter(due_on__lte=today).update(next_mark_on=today)
    due = Duty.objects.filter(pk=OuterRef("duty")).values("due_on")[:1]
    Notice.objects.filter(due_on=None).update(due_on=Subquery(due))
    for was, mark in MARKS.items():
        Notice.objects.filter(mark=was).update(mark=mark)


class Migration(migrations.Migration):
    dependencies = [("cases", "0009_clocks")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
