"""Keeping the directory of who is competent: a row is entered, and ended; it is never written over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.readings import record_reading
from audit.record import record

from ..access import may_keep_directory, require
from ..models import Area, Competence, Field, Unit
from ..vocabulary import Confidence, Level, Role, UnitKind
from .changing import Mistakes, changing

SAME_TIME = _("Đã có dòng cho cùng lĩnh vực, địa bàn và loại đơn trong thời gian này; cần kết thúc dòng cũ trước.")


@dataclass(frozen=True)
class NewCompetence:
    """A row of the directory as somebody writes it."""

    basis: str
    confidence: str
    in_force_from: date
    in_force_to: date | None = None
    field: Field | None = None
    kind: str = ""
    area: Area | None = None
    agency: Unit | None = None
    agency_kind: str = ""
    agency_level: str = ""
    note: str = ""


def add_competence(new: NewCompetence, *, by: Actor, on: date) -> Competence:
    """Enter one row. Raises ValidationError, PermissionDenied."""
    with changing(by):
        require(may_keep_directory(by, new.area))
        _check(new)
        try:
            with transaction.atomic():
                row = Competence.objects.create(
                    field=new.field,
                    kind=new.kind,
                    area=new.area,
                    agency=new.agency,
                    agency_kind=new.agency_kind,
                    agency_level=new.agency_level,
                    basis=" ".join(new.basis.split()),
                    confidence=new.confidence,
                    note=" ".join(new.note.split()),
                    in_force_from=new.in_force_from,
                    in_force_to=new.in_force_to,
                )
        except IntegrityError as refusal:
            # Another hand entered the same row at the same moment: the database knows.
            raise ValidationError({"in_force_from": SAME_TIME}) from refusal
        record(
            "competence.added",
            row,
            by=by,
            on=on,
            field=row.field_id,
            kind=row.kind,
            area=row.area_id,
            agency=row.agency_id,
            agency_kind=row.agency_kind,
            agency_level=row.agency_level,
            basis=row.basis,
        )
    return row


def add_competences(rows: Iterable[NewCompetence], *, by: Actor, on: date) -> list[Competence]:
    """Enter a whole table or nothing of it."""
    with changing(by):
        return [add_competence(row, by=by, on=on) for row in rows]


def trial_of(rows: Iterable[NewCompetence], *, by: Actor, on: date) -> list[list[str]]:
    """Return for each row what is wrong with it, the rows before it counted in; enters nothing."""
    found: list[list[str]] = []
    with changing(by):
        for row in rows:
            try:
                with transaction.atomic():
                    add_competence(row, by=by, on=on)
            except ValidationError as refusal:
                found.append(refusal.messages)
            else:
                found.append([])
        transaction.set_rollback(True)
    return found


def end_competence(row: Competence, *, last_on: date, by: Actor, on: date) -> Competence:
    """Let the row hold until the end of `last_on`. Raises ValidationError, PermissionDenied."""
    with changing(by):
        held = Competence.objects.select_for_update(of=("self",)).select_related("area").get(pk=row.pk)
        require(may_keep_directory(by, held.area))
        mistakes = Mistakes()
        over = held.in_force_to is not None and held.in_force_to <= last_on
        mistakes.note(over, "last_on", _("Dòng này đã kết thúc."))
        mistakes.note(last_on < held.in_force_from, "last_on", _("Ngày kết thúc không thể trước ngày bắt đầu."))
        mistakes.refuse()
        held.in_force_to = last_on
        held.save(update_fields=["in_force_to"])
        record("competence.ended", held, by=by, on=on, last_on=last_on.isoformat())
    return held


def note_directory_out(*, rows: int, by: Actor, on: date) -> None:
    """The directory leaves as a table: who took it. Raises PermissionDenied."""
    require(Role.ADMINISTRATOR in by.roles)
    record_reading("competence.handed_out", by=by.as_role(Role.ADMINISTRATOR), on=on, rows=rows)


def _check(new: NewCompetence) -> None:
    mistakes = Mistakes()
    by_kind = bool(new.agency_kind or new.agency_level)
    mistakes.note(not new.basis.strip(), "basis", _("Cần ghi căn cứ: văn bản, điều khoản."))
    mistakes.note(
        new.agency is None and not by_kind, "agency", _("Cần chọn cơ quan, hoặc loại và cấp cơ quan nơi xảy ra.")
    )
    mistakes.note(
        new.agency is not None and by_kind, "agency", _("Chỉ chọn một cách: tên cơ quan, hoặc loại và cấp cơ quan.")
    )
    mistakes.note(
        new.agency is None and by_kind and not (new.agency_kind and new.agency_level),
        "agency_level",
        _("Cần chọn cả loại và cấp cơ quan."),
    )
    unknown = (new.agency_kind and new.agency_kind not in UnitKind.values) or (
        new.agency_level and new.agency_level not in Level.values
    )
    mistakes.note(bool(unknown), "agency_kind", _("Cần chọn loại và cấp cơ quan trong danh sách."))
    mistakes.note(
        new.agency is not None and new.agency.is_front,
        "agency",
        _("Cần chọn cơ quan có thẩm quyền; Mặt trận không tự chuyển đơn cho mình."),
    )
    mistakes.note(
        new.agency is not None and not new.agency.is_in_force(new.in_force_from),
        "agency",
        _("Cơ quan này không hoạt động vào ngày bắt đầu."),
    )
    mistakes.note(new.confidence not in Confidence.values, "confidence", _("Cần chọn độ tin cậy trong danh sách."))
    ends = new.in_force_to
    backwards = ends is not None and ends < new.in_force_from
    mistakes.note(backwards, "in_force_to", _("Ngày kết thúc không thể trước ngày bắt đầu."))
    mistakes.note(not backwards and _same_time(new), "in_force_from", SAME_TIME)
    mistakes.refuse()


def _same_time(new: NewCompetence) -> bool:
    rows = Competence.objects.filter(field=new.field, kind=new.kind, area=new.area)
    rows = rows.filter(Q(in_force_to__isnull=True) | Q(in_force_to__gte=new.in_force_from))
    return (rows if new.in_force_to is None else rows.filter(in_force_from__lte=new.in_force_to)).exists()
