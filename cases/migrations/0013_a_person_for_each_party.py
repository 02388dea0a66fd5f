"""Everybody written down so far is a person of their own, until somebody finds two to be one."""

from typing import Any

from django.db import migrations

AT_A_TIME = 500


def fill(apps: Any, schema_editor: Any) -> None:
    party, past, person = (apps.get_model("cases", name) for name in ("Party", "HistoricalParty", "Person"))
    while rows := list(party.objects.filter(person=None).order_by("pk")[:AT_A_TIME]):
        for row in rows:
            row.person_id = person.objects.create().pk
            past.objects.filter(id=row.pk).update(person_id=row.person_id)
        party.objects.bulk_update(rows, ["person"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_persons")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
