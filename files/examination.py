"""What the worker does with new contents: open each for a trial, draw it, ask the scanner. Outside any transaction."""

import logging
from datetime import date, datetime

from django.conf import settings

from audit.actor import Actor

from . import operations, store
from .look import look_at
from .models import Blob
from .scanner import ScannerAway, threat_in
from .vocabulary import KINDS, Scan

log = logging.getLogger(__name__)

AT_ONCE = 10


def examine_waiting(*, by: Actor, on: date, at: datetime) -> int:
    """Examine a few that wait and return how many. Killed half way, the rest is taken up again later."""
    url: str = settings.CLAMAV_URL
    waiting = operations.take_waiting(most=AT_ONCE, scanning=bool(url), at=at)
    for blob in waiting:
        try:
            content = store.read(blob.digest)
        except store.Damaged:
            log.error("content %s is missing or damaged: bring it back from a backup", blob.digest)
            continue
        infected = bool(blob.threat)
        if url and blob.scan == Scan.NOT_SCANNED:
            try:
                threat = threat_in(content, url=url)
            except ScannerAway as trouble:
                log.warning("the scanner did not answer (%s): files stay marked as not scanned", trouble)
                url = ""
            else:
                infected = bool(threat)
                operations.note_scan(blob, threat=threat, by=by, on=on)
        if blob.looked_on is None and not infected:
            _look(blob, content, by=by, on=on)
    return len(waiting)


def _look(blob: Blob, content: bytes, *, by: Actor, on: date) -> None:
    if not KINDS[blob.media_type].drawn:
        operations.note_look(blob, condition=blob.condition, pages=None, has_picture=False, by=by, on=on)
        return
    look = look_at(content, blob.media_type)
    if look.page:
        store.put_picture(blob.digest, store.PAGE, look.page)
        store.put_picture(blob.digest, store.SMALL, look.small)
    operations.note_look(blob, condition=look.condition, pages=look.pages, has_picture=bool(look.page), by=by, on=on)
