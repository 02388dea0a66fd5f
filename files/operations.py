"""The only code that writes what is known of contents. What brought a file is the event of whoever calls `keep`."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import Q

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from . import store
from .content import recognise
from .models import Blob
from .vocabulary import Scan

TAKEN_FOR = timedelta(minutes=5)
"""Longer than one round takes; after that a killed worker's share is anybody's."""


def keep(content: bytes, *, name: str) -> Blob:
    """Keep the content and return its row; the same content twice is the same row. Raises Unfit.

    The bytes are on disk before the row: a crash, or a caller that takes everything back, leaves at most a content that
    no row names, which `manage.py files check` finds.
    """
    found = recognise(content, name=name)
    digest = store.put(content)
    known = Blob.objects.filter(digest=digest).first()
    if known is not None:
        return _dug_up(known, content) if known.erased_on is not None else known
    try:
        with transaction.atomic():
            return Blob.objects.create(
                digest=digest, media_type=found.media_type, size=len(content), condition=found.condition
            )
    except IntegrityError:
        # Two hands brought the same content at once.
        return Blob.objects.get(digest=digest)


def _dug_up(blob: Blob, content: bytes) -> Blob:
    """The same content was erased and is handed in once more: it is kept like a new one."""
    # The row first: whoever is about to remove the bytes waits for it, and finds that they are wanted.
    Blob.objects.filter(pk=blob.pk).update(erased_on=None, looked_on=None, has_picture=False)
    store.put(content)
    return Blob.objects.get(pk=blob.pk)


def bury(digests: Iterable[str], *, on: date) -> None:
    """Mark contents that an erasure took: from now on digest, size and type are all that is known of them."""
    Blob.objects.filter(digest__in=list(digests), erased_on=None).update(erased_on=on, has_picture=False)


def forget(digest: str, *, still_needed: Callable[[int], bool]) -> None:
    """Remove the bytes of a content that is marked, and its pictures; twice is once."""
    with transaction.atomic():
        blob = Blob.objects.select_for_update().filter(digest=digest, erased_on__isnull=False).first()
        if blob is not None and not still_needed(blob.pk):
            store.remove(digest)


def take_waiting(*, most: int, scanning: bool, at: datetime) -> list[Blob]:
    """Return contents nobody has opened (or, with a scanner, nobody has scanned), taken for the caller for a while."""
    owed = Q(looked_on__isnull=True) & ~Q(scan=Scan.INFECTED)
    if scanning:
        owed |= Q(scan=Scan.NOT_SCANNED)
    free = (Q(taken_at__isnull=True) | Q(taken_at__lt=at - TAKEN_FOR)) & Q(erased_on=None)
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = list(Blob.objects.select_for_update(skip_locked=skip).filter(owed & free).order_by("pk")[:most])
        Blob.objects.filter(pk__in=[blob.pk for blob in rows]).update(taken_at=at)
    return rows


def note_scan(blob: Blob, *, threat: str, by: Actor, on: date) -> None:
    """Write down what the scanner said; said once, it stands."""
    with acting(by), transaction.atomic():
        held = Blob.objects.select_for_update().get(pk=blob.pk)
        if held.scan != Scan.NOT_SCANNED:
            return
        held.scan, held.threat, held.scanned_on = (Scan.INFECTED if threat else Scan.CLEAN), threat, on
        held.save(update_fields=["scan", "threat", "scanned_on"])
        if threat:
            record("file.found_infected", held, by=by, on=on, threat=threat)
        else:
            record("file.found_clean", held, by=by, on=on)


def note_look(blob: Blob, *, condition: str, pages: int | None, has_picture: bool, by: Actor, on: date) -> None:
    """Write down how the content opened."""
    with acting(by), transaction.atomic():
        held = Blob.objects.select_for_update().get(pk=blob.pk)
        if held.looked_on is not None:
            return
        held.condition, held.pages, held.has_picture, held.looked_on = condition, pages, has_picture, on
        held.save(update_fields=["condition", "pages", "has_picture", "looked_on"])
        record("file.looked_at", held, by=by, on=on, condition=str(condition))
