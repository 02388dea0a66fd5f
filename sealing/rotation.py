"""Brings what is sealed by itself under the newest key: every sealed column of every table, every file of a storage."""

from collections.abc import Iterator

from django.apps import apps
from django.core.files.storage import storages
from django.db import models, transaction
from django.db.models.functions import Substr

from .fields import SealedText
from .keys import FINGERPRINT, keyring
from .storage import SealedStorage

AT_A_TIME = 500


def sealed_columns() -> dict[type[models.Model], list[SealedText]]:
    """Return every table with sealed columns, found by their fields: nobody has to keep a list."""
    found: dict[type[models.Model], list[SealedText]] = {}
    for model in apps.get_models(include_auto_created=True):
        columns = [field for field in model._meta.local_concrete_fields if isinstance(field, SealedText)]
        if columns:
            found[model] = columns
    return found


def renew_words() -> Iterator[int]:
    """Bring every sealed word under the newest key, some rows at a time; yield how many rows each time."""
    for model, columns in sealed_columns().items():
        last = None
        while True:
            with transaction.atomic():
                rows = list(_under_older(model, columns, after=last))
                for row in rows:
                    # Written back as it was read: the column seals under the newest key. History stays.
                    values = {field.attname: getattr(row, field.attname) for field in columns}
                    model._base_manager.filter(pk=row.pk).update(**values)
            if not rows:
                break
            last = rows[-1].pk
            yield len(rows)


def _under_older(
    model: type[models.Model], columns: list[SealedText], *, after: object
) -> "models.QuerySet[models.Model]":
    older = models.Q(pk__in=[])
    begins = {}
    for field in columns:
        begins[f"key_of_{field.attname}"] = Substr(field.attname, 1, FINGERPRINT, output_field=models.TextField())
        older |= models.Q(**{f"{field.attname}__isnull": False}) & ~models.Q(
            **{f"key_of_{field.attname}__in": ["", keyring().newest.fingerprint]}
        )
    rows = model._base_manager.annotate(**begins).filter(older)
    if after is not None:
        rows = rows.filter(pk__gt=after)
    some: models.QuerySet[models.Model] = rows.order_by("pk").select_for_update()[:AT_A_TIME]
    return some


def renew_files() -> Iterator[int]:
    """Bring every file of the sealed storages under the newest key; yield one for each that was under another."""
    for name in ("default", "contents"):
        storage = storages[name]
        assert isinstance(storage, SealedStorage), "what the office keeps lies in sealed storages"
        for file in storage.everything():
            if storage.renew(file):
                yield 1
