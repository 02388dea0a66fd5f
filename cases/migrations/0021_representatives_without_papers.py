"""Nothing was asked about the papers of those who represent others so far: none are known."""

from typing import Any

from django.db import migrations


def fill(apps: Any, schema_editor: Any) -> None:
    for name in ("Party", "HistoricalParty"):
        apps.get_model("cases", name).objects.filter(role="representative", authority="").update(authority="missing")


class Migration(migrations.Migration):
    dependencies = [("cases", "0020_parties")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
