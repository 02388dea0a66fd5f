"""A list is written as a table in the background, part by part, and handed to whoever asked for it.

Which rows they are is fixed when it is asked for; what each says, and whether its reader still sees it, when its line
is written. A part is a sealed file and its mark is one update: a worker that is killed leaves a file that no row
names, and the next one goes on with the part that has no mark.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.db import transaction
from django.db.models import F, Q, Sum
from django.utils import timezone

from audit import sheets, tables
from audit.actor import Actor
from audit.jobs import take_job
from audit.models import Event
from audit.shares import in_shares
from cases import operations as cases
from cases.errors import NotYoursToSee
from cases.models import Matter
from organizations.capacities import acting_again
from organizations.models import Unit

from ..listing.tables import TABLES, Question, Taken
from .models import Export, ExportForm, ExportPart, ExportState

SHARE = 1000
"""Rows of one part: what is held in memory at once."""
PARTS_AT_ONCE = 100
AT_ONCE = 1000
"""A list that is no longer than this is answered directly."""
KEPT_FOR = timedelta(hours=24)
FOLDER = "exports"


class Damaged(Exception):
    """A part of the table does not lie where it should: nothing of it is handed out."""


def ask_for_export(table: str, question: Question, *, unit: Unit, form: str, by: Actor, at: datetime) -> Export:
    """Fix which rows they are, in their order. Nothing is read of them before the worker comes by."""
    assert by.person_id is not None, "the background is for people; programs read page by page"
    with transaction.atomic():
        export = Export.objects.create(
            user_id=by.person_id,
            unit=unit,
            on_behalf_of=by.on_behalf_of,
            table=table,
            part=question.part,
            form=form,
            said=question.said,
            asked=dict(question.noted),
            asked_at=at,
            total=0,
        )
        shares = enumerate(in_shares(question.rows(), size=SHARE))
        parts = (_part(export, number, share) for number, share in shares)
        for some in in_shares(parts, size=PARTS_AT_ONCE):
            ExportPart.objects.bulk_create(some)
            export.total += sum(len(part.cases) for part in some)
        if export.total > sheets.MOST_ROWS:
            export.form = ExportForm.CSV
        export.save(update_fields=["total", "form"])
    return export


def _part(export: Export, number: int, share: Sequence[Taken]) -> ExportPart:
    cases, keys = [case for _key, case in share], [key for key, _case in share]
    return ExportPart(
        export=export,
        number=number,
        cases=cases,
        keys=keys if keys != cases else [],
        lowest=min(cases),
        highest=max(cases),
    )


def carry_exports_on(*, on: date, enough: Callable[[], bool] = lambda: False) -> int:
    """Go on with what was asked for until it is written or it is enough. Return how many parts were written."""
    done = 0
    for pk in list(Export.objects.filter(state=ExportState.RUNNING).order_by("pk").values_list("pk", flat=True)):
        if enough() or not take_job(Export.objects.filter(pk=pk)):
            continue
        done += _carry_on(Export.objects.select_related("user").get(pk=pk), on=on, enough=enough)
        Export.objects.filter(pk=pk).update(taken_at=None)
    return done


def _carry_on(export: Export, *, on: date, enough: Callable[[], bool]) -> int:
    done = 0
    while part := export.parts.filter(rows=None).order_by("number").first():
        # Rights that have ended since it was asked for read nothing more.
        reader = acting_again(export.user, unit_id=export.unit_id, on_behalf_of=export.on_behalf_of, on=on)
        if reader is None or not TABLES[export.table].is_for(reader):
            _stop(export)
            return done
        _write(export, part, seen_by=reader, on=on)
        done += 1
        Export.objects.filter(pk=export.pk).update(taken_at=timezone.now())
        if enough():
            return done
    with transaction.atomic():
        running = Export.objects.select_for_update(of=("self",)).filter(pk=export.pk, state=ExportState.RUNNING).first()
        if running is not None and not running.parts.filter(rows=None).exists():
            running.state, running.finished_at = ExportState.DONE, timezone.now()
            running.save(update_fields=["state", "finished_at"])
    return done


def _write(export: Export, part: ExportPart, *, seen_by: Actor, on: date) -> None:
    rows = list(TABLES[export.table].lines(export.part, part.keys or part.cases, seen_by, on))
    content = zlib.compress(lines_of(rows, export.form).encode(), 1)
    # A name of its own for every try: of two that write the same part, each has its whole file.
    name = _files().save(f"{_folder(export)}/{uuid4().hex}", ContentFile(content))
    # What was sealed or erased after it was read has turned the part: these rows are of before.
    unwritten = ExportPart.objects.filter(pk=part.pk, rows=None, turn=part.turn)
    if not unwritten.update(rows=len(rows), content=name, size=len(content)):
        _files().delete(name)


def _stop(export: Export) -> None:
    with transaction.atomic():
        Export.objects.filter(pk=export.pk).update(state=ExportState.STOPPED, finished_at=timezone.now())
        export.parts.update(rows=None, content="", size=0)
        transaction.on_commit(partial(_remove_files, _folder(export)), robust=True)


def export_for(actor: Actor, pk: int) -> Export:
    """Return the export of whoever asked for it, in the capacity they asked in. Raises NotYoursToSee."""
    mine = Export.objects.filter(user=actor.person_id, unit=actor.unit, on_behalf_of=actor.on_behalf_of)
    export = mine.filter(pk=pk).first()
    if export is None or not TABLES[export.table].is_for(actor):
        raise NotYoursToSee(pk)
    return export


def hand_over(export: Export, *, by: Actor, on: date, at: datetime) -> Iterator[bytes]:
    """Note that the table leaves the house, and return it piece by piece. Raises Damaged, NotYoursToSee."""
    if not is_ready(export, at=at):
        raise NotYoursToSee(export.pk)
    parts = list(export.parts.order_by("number").defer("cases"))
    for part in parts:
        if part.rows is None or not _files().exists(part.content):
            raise Damaged(export.pk)
    rows = rows_of(export)
    cases.note_list_out(asked=export.asked, rows=rows, form=export.form, by=by, on=on)
    return framed(export.table, export.form, (zlib.decompress(_read(part)).decode() for part in parts))


def hand_over_at_once(
    table: str, question: Question, found: Sequence[Taken], *, form: str, by: Actor, on: date
) -> Iterator[bytes]:
    """Note that a short list leaves the house, and return its table."""
    rows = list(TABLES[table].lines(question.part, [key for key, _case in found], by, on))
    cases.note_list_out(asked=question.noted, rows=len(rows), form=form, by=by, on=on)
    return framed(table, form, [lines_of(rows, form)])


def lines_of(rows: Iterable[Sequence[str]], form: str) -> str:
    return sheets.in_lines(rows) if form == ExportForm.XLSX else "".join(tables.in_lines(rows))


def done_of(export: Export) -> int:
    """Return how many of its rows have been gone through."""
    written = export.parts.filter(rows__isnull=False).count()
    return min(written * SHARE, export.total)


def rows_of(export: Export) -> int:
    """Return how many rows the table has so far."""
    return export.parts.aggregate(rows=Sum("rows"))["rows"] or 0


def framed(table: str, form: str, lines: Iterable[str]) -> Iterator[bytes]:
    """Yield the table around lines that are written already."""
    of = TABLES[table]
    if form == ExportForm.XLSX:
        yield from sheets.from_lines(of.heads(), lines, title=of.title())
        return
    yield tables.beginning(of.heads()).encode()
    for some in lines:
        yield some.encode()


def is_ready(export: Export, *, at: datetime) -> bool:
    return export.state == ExportState.DONE and export.finished_at is not None and at < export.finished_at + KEPT_FOR


def forget_exports(*, at: datetime) -> int:
    """Throw away what was finished a day ago, and what was asked for so long ago that nobody waits any more."""
    old = Q(finished_at__lt=at - KEPT_FOR) | Q(asked_at__lt=at - 7 * KEPT_FOR)
    gone = list(Export.objects.filter(old))
    for export in gone:
        with transaction.atomic():
            transaction.on_commit(partial(_remove_files, _folder(export)), robust=True)
            export.delete()
    return len(gone)


def write_anew(event: Event) -> None:
    """What a case says is erased, or sealed: no table says it any longer; its part is written once more.

    The other cases of its petitions tell no longer who stands behind them: their parts as well.
    """
    if not ExportPart.objects.exists():
        return
    petitions = Matter.objects.filter(case=event.subject_id).values("petition")
    others = Matter.objects.filter(petition__in=petitions).values_list("case", flat=True)
    for pk in {event.subject_id, *others}:
        _turn(pk)


def _turn(pk: int) -> None:
    among = ExportPart.objects.select_for_update().filter(lowest__lte=pk, highest__gte=pk).order_by("pk")
    for part in among.iterator(chunk_size=10):
        if pk not in part.cases:
            continue
        ExportPart.objects.filter(pk=part.pk).update(rows=None, content="", size=0, turn=F("turn") + 1)
        finished = Export.objects.filter(pk=part.export_id, state=ExportState.DONE)
        finished.update(state=ExportState.RUNNING, finished_at=None)
        if part.content:
            transaction.on_commit(partial(_files().delete, part.content), robust=True)


def _read(part: ExportPart) -> bytes:
    with _files().open(part.content) as file:
        content: bytes = file.read()
    if len(content) != part.size:
        raise Damaged(part.pk)
    return content


def _folder(export: Export) -> str:
    return f"{FOLDER}/{export.pk}"


def _remove_files(folder: str) -> None:
    """Also those that no row names: a worker was killed over them."""
    if not _files().exists(folder):
        return
    for name in _files().listdir(folder)[1]:
        _files().delete(f"{folder}/{name}")
    _files().delete(folder)


def _files() -> Storage:
    return storages["default"]
