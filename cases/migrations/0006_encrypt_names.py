"""Names written so far are encrypted, those of earlier versions too; they leave the text that cases are searched by."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from django.db import migrations

from cases.digests import identity_digest, phone_digest
from organizations.folding import fold
from sealing import keys

AT_A_TIME = 500
PERSONAL = ("name", "birth_year", "identity_number", "phone", "email", "address")


def encrypt(apps: Any, schema_editor: Any) -> None:
    party, past, case = (apps.get_model("cases", name) for name in ("Party", "HistoricalParty", "Case"))
    if not party.objects.exists() and not past.objects.exists():
        return
    write = writer(apps)
    for row in in_batches(party):
        row.identity_id = write(row)
        row.save(update_fields=["identity"])
        make_findable(apps, row)
    for row in in_batches(past, key="history_id"):
        row.identity_id = identity_of_then(row, party, write)
        row.save(update_fields=["identity"])
    for row in in_batches(case):
        text = " ".join(matter.petition.text for matter in row.matters.select_related("petition").order_by("pk"))
        case.objects.filter(pk=row.pk).update(folded=fold(f"{row.number} {row.summary} {text}"))


def writer(apps: Any) -> Callable[[Any], int]:
    """Return what keeps the person of a row under the newest key and answers with the identity's id."""
    if keys.is_empty():
        keys.add()
    ring = keys.keyring()
    key = apps.get_model("cases", "IdentityKey").objects.get_or_create(fingerprint=ring.newest.fingerprint)[0]
    identity = apps.get_model("cases", "Identity")

    def write(row: Any) -> int:
        sealed = ring.seal(json.dumps({name: getattr(row, name) for name in PERSONAL}, ensure_ascii=False))
        pk: int = identity.objects.create(key=key, sealed=sealed, area_id=row.area_id).pk
        return pk

    return write


def make_findable(apps: Any, row: Any) -> None:
    apps.get_model("cases", "Findable").objects.create(
        party=row,
        petition_id=row.petition_id,
        folded=fold(row.name),
        birth_year=row.birth_year,
        identity_digest=identity_digest(row.identity_number),
        phone_digest=phone_digest(row.phone),
    )


def identity_of_then(row: Any, party: Any, write: Callable[[Any], int]) -> int:
    """The identity the party has today where nothing was changed since, one of its own otherwise."""
    today = party.objects.filter(pk=row.id, **{name: getattr(row, name) for name in (*PERSONAL, "area_id")}).first()
    if today is None:
        return write(row)
    pk: int = today.identity_id
    return pk


def in_batches(model: Any, *, key: str = "pk") -> Iterator[Any]:
    last = 0
    while rows := list(model.objects.filter(**{f"{key}__gt": last}).order_by(key)[:AT_A_TIME]):
        yield from rows
        last = getattr(rows[-1], key)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_identities")]
    operations = [migrations.RunPython(encrypt, migrations.RunPython.noop)]
