"""What was written in clear so far is sealed: words of petitions, letters, answers, notes, in their histories too."""

from typing import Any

from django.db import migrations

from cases.contents import digest_of_text
from sealing import keys

AT_A_TIME = 500
WORDS = {
    "answer": ("clarification_asked", "text"),
    "commitment": ("evidence", "findings", "what", "who"),
    "document": ("released_because", "title"),
    "dutyextension": ("because", "document"),
    "dutylateness": ("because",),
    "dutystop": ("because", "document"),
    "historicalanswer": ("clarification_asked", "text"),
    "historicalcommitment": ("evidence", "findings", "what", "who"),
    "historicaldutyextension": ("because", "document"),
    "historicaldutylateness": ("because",),
    "historicaldutystop": ("because", "document"),
    "historicalincomingletter": ("sender", "subject"),
    "historicalletter": ("body", "sent_back_because", "stated", "subject", "voided_because"),
    "historicalpetition": ("asked", "text"),
    "historicalreferral": ("again_because", "asked", "refusal_text"),
    "incomingletter": ("sender", "subject"),
    "instruction": ("text",),
    "letter": ("body", "sent_back_because", "stated", "subject", "voided_because"),
    "merger": ("because",),
    "note": ("text",),
    "petition": ("asked", "text"),
    "referral": ("again_because", "asked", "refusal_text"),
}


def seal(apps: Any, schema_editor: Any) -> None:
    for name, columns in WORDS.items():
        model = apps.get_model("cases", name)
        if not model.objects.exists():
            continue
        if keys.is_empty():
            keys.add()
        last = 0
        while rows := list(model.objects.filter(pk__gt=last).order_by("pk").values("pk", *columns)[:AT_A_TIME]):
            for row in rows:
                last = row.pop("pk")
                model.objects.filter(pk=last).update(**sealed(name, row))


def sealed(name: str, row: dict[str, Any]) -> dict[str, Any]:
    ring = keys.keyring()
    changed = {column: ring.seal_text(text if text != "{}" else "") for column, text in row.items() if text is not None}
    if name == "petition":
        changed["content_digest"] = digest_of_text(row["text"])
    return changed


class Migration(migrations.Migration):
    dependencies = [("cases", "0025_room_for_sealed_words")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
