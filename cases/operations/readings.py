"""What is read, taken out, printed or refused: written into the reader's own chain of the day, after it was made.

An ordinary case is looked at all day long and that is no event; what is sealed, and whatever leaves as a file or on
paper, is. A reading takes no lock on the case: whoever reads keeps nobody from working.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.readings import record_reading
from organizations.models import Unit
from organizations.vocabulary import Role

from .. import access, queries
from ..errors import NotYoursToSee, Unusable
from ..models import Case, Document, Duty, Erasure, Handover, Letter, Opening, RefusalNotice
from ..vocabulary import Move, Purpose

MOST_REFUSALS = 200
"""Refusals of one person on one day; whoever tries every number of the register must not fill it."""


def note_case_read(case: Case, *, opened: bool, by: Actor, on: date) -> None:
    """Somebody read what a sealed case says, or an auditor looked at any case."""
    if (case.sealed and opened) or Role.AUDITOR in by.roles:
        record_reading("case.read", by=by, on=on, **_of(case), opened=opened, gathered=True)


def note_reading(case: Case, *, what: Document | Letter, by: Actor, on: date, at: datetime) -> None:
    """A paper or a letter of a case is taken out. Of a sealed case: raises as `must_be_open`."""
    if case.sealed:
        by = _in_its_role(case, by, at=at)
    if isinstance(what, Document):
        record_reading("document.read", by=by, on=on, document=what.pk, **_of(case), gathered=True)
    else:
        record_reading("letter.read", by=by, on=on, letter=what.pk, **_of(case), gathered=True)


def note_picture(paper: Document, *, by: Actor, on: date, at: datetime) -> None:
    """How a paper of a sealed case looks was shown. Raises as `must_be_open`."""
    if paper.case.sealed:
        by = _in_its_role(paper.case, by, at=at)
        record_reading("document.seen", by=by, on=on, document=paper.pk, **_of(paper.case), gathered=True)


def note_redacted(case: Case, *, by: Actor, on: date) -> None:
    record_reading("redacted.read", by=by, on=on, **_of(case), gathered=True)


def note_receipt(case: Case, *, by: Actor, on: date) -> None:
    """The slip with the code, with which the petition is followed."""
    record_reading("receipt.printed", by=by, on=on, **_of(case), gathered=True)


def note_handover(handover: Handover, *, by: Actor, on: date) -> None:
    record_reading("handover.printed", by=by, on=on, handover=handover.pk, **_of(handover.case), gathered=True)


def note_refusal_notice(notice: RefusalNotice, *, by: Actor, on: date) -> None:
    record_reading("refusal_notice.printed", by=by, on=on, about=notice.refusal, notice=notice.pk, gathered=True)


def note_certificate(duty: Duty, *, by: Actor, on: date) -> None:
    record_reading("certificate.taken", by=by, on=on, duty=duty.pk, **_of(duty.case), gathered=True)


def note_disposal_list(erasure: Erasure, *, by: Actor, on: date) -> None:
    record_reading("disposal_list.printed", by=by, on=on, about=erasure, gathered=True)


def note_statement(case: Case, *, stretches: int, by: Actor, on: date) -> None:
    """The statement leaves the house: who took it out, and how much of it. Raises NotYoursToSee."""
    role = access.may_print_statement(by, case)
    if role is None:
        raise NotYoursToSee(case.pk)
    record_reading("holding.printed", by=by.as_role(role), on=on, stretches=stretches, **_of(case))


def note_dossier(case: Case, *, digest: str, by: Actor, on: date) -> None:
    """The whole file leaves the house. Raises NotYoursToSee, PermissionDenied."""
    role = access.may_take_dossier(by, case)
    if role is None:
        if not access.may_see(by, case):
            raise NotYoursToSee(case.pk)
        raise PermissionDenied("dossier")
    record_reading("dossier.taken", by=by.as_role(role), on=on, content=digest, **_of(case))


def note_opening(case: Case, *, digest: str, by: Actor, on: date) -> None:
    """What opens a receipt leaves the house, with the words of the petition. Raises NotYoursToSee."""
    if not access.may_read(by, case):
        raise NotYoursToSee(case.pk)
    record_reading("receipt.opened", by=by, on=on, digest=digest, **_of(case))


def record_notice(unit: Unit, *, first: date, last: date, rows: int, by: Actor, on: date) -> None:
    """The list of late agencies leaves the house: who took it out, of which days."""
    role = access.may_print_notice(by, unit.pk)
    if role is None:
        raise PermissionDenied("print_notice")
    record_reading("notice.printed", by=by.as_role(role), on=on, about=unit, rows=rows, **_days(first, last))


def record_agenda(unit: Unit, *, to: str, rows: int, by: Actor, on: date) -> None:
    """The list of cases to speak of leaves the house: who took it out."""
    role = access.may_print_agenda(by, unit.pk)
    if role is None:
        raise PermissionDenied("print_agenda")
    record_reading("agenda.printed", by=by.as_role(role), on=on, about=unit, to=str(to), rows=rows)


def record_lateness(unit: Unit, *, late: Unit, first: date, last: date, rows: int, by: Actor, on: date) -> None:
    """The statement of what a unit was late with leaves the house: who took it out, about whom, of which days."""
    role = access.may_print_agenda(by, unit.pk)
    if role is None:
        raise PermissionDenied("print_lateness")
    record_reading(
        "lateness.printed", by=by.as_role(role), on=on, about=unit, late=late.pk, rows=rows, **_days(first, last)
    )


def record_brief(unit: Unit, *, first: date, last: date, by: Actor, on: date) -> None:
    """The page of figures for the leadership leaves the house: who took it out, of which days."""
    role = access.may_print_agenda(by, unit.pk)
    if role is None:
        raise PermissionDenied("print_brief")
    record_reading("brief.printed", by=by.as_role(role), on=on, about=unit, **_days(first, last))


def record_printing(unit: Unit, *, book: str, first: date, last: date, rows: int, by: Actor, on: date) -> None:
    """A book that leaves the house names many people: who took it out, of which days."""
    role = access.may_print_books(by, unit.pk)
    if role is None:
        raise PermissionDenied("print_book")
    record_reading("book.printed", by=by.as_role(role), on=on, about=unit, book=book, rows=rows, **_days(first, last))


def record_handing_out(unit: Unit, *, purpose: str, first: date, last: date, rows: int, by: Actor, on: date) -> None:
    """The whole register leaves as a table, names and all: who took it, of which days and what for."""
    if not access.is_the_house(by):
        role = access.may_hand_out_register(by, unit.pk)
        if role is None:
            raise PermissionDenied("hand_out_register")
        by = by.as_role(role)
    if purpose not in Purpose.values:
        raise Unusable("purpose", _("Cần chọn lấy ra để làm gì."))
    if first > last:
        raise Unusable("last", _("Ngày cuối của kỳ không thể trước ngày đầu."))
    record_reading("register.handed_out", by=by, on=on, about=unit, purpose=purpose, rows=rows, **_days(first, last))


def note_refused_out(opening: Opening, *, rows: int, by: Actor, on: date) -> None:
    """The rows of an old book that were refused leave as a table, with names: who took them."""
    role = access.may_open_books(by, opening.unit_id)
    if role is None:
        raise NotYoursToSee(opening.pk)
    if not access.may_read_rows(by, opening.unit_id, handed_in_by=opening.handed_in_by_id):
        raise PermissionDenied("opening")
    record_reading("opening.refused_out", by=by.as_role(role), on=on, about=opening, rows=rows)


def note_list_out(*, asked: Mapping[str, Any], rows: int, form: str, by: Actor, on: date) -> None:
    """A list of cases leaves as a table: which was asked for, and how many rows it had; no words of people."""
    record_reading("list.taken_out", by=by, on=on, gathered=True, rows=rows, form=form, **asked)


def note_refusal(*, place: str, answer: int, by: Actor, on: date, case: int | None = None) -> None:
    """Somebody was turned away: not their right, or no case of theirs. A number that no case has is a slip."""
    about = Case.objects.filter(pk=case).first() if case is not None else None
    if answer == 404 and about is None:
        return
    of = _of(about) if about is not None else {}
    record_reading("reading.refused", by=by, on=on, gathered=True, most=MOST_REFUSALS, place=place, answer=answer, **of)


def note_search(*, asked: Mapping[str, Any], by: Actor, on: date) -> None:
    """An auditor searched the register: for whom, for what, over which days; ids, never names."""
    record_reading("audit.searched", on=on, gathered=True, **_search(asked, by=by))


def note_search_out(*, asked: Mapping[str, Any], rows: int, form: str, by: Actor, on: date) -> None:
    """What was found leaves as a table."""
    record_reading("audit.handed_out", on=on, rows=rows, form=form, **_search(asked, by=by))


def note_readers_asked(case: Case, *, by: Actor, on: date) -> None:
    """Somebody asked who saw the case."""
    record_reading("audit.readers_asked", by=_at_the_audit_desk(by), on=on, about=case, gathered=True)


def note_unusual_asked(*, first: date, last: date, by: Actor, on: date) -> None:
    record_reading("audit.unusual_asked", by=_at_the_audit_desk(by), on=on, gathered=True, **_days(first, last))


def _of(case: Case) -> dict[str, Any]:
    """The case that was read, and whether it was sealed then."""
    return {"about": case, "sealed": case.sealed}


def _days(first: date, last: date) -> dict[str, Any]:
    return {"first": first.isoformat(), "last": last.isoformat()}


def _search(asked: Mapping[str, Any], *, by: Actor) -> dict[str, Any]:
    """Who asked, about which case, and for what. Raises PermissionDenied."""
    by = _at_the_audit_desk(by)
    about = Case.objects.filter(pk=asked["case"]).first() if asked.get("case") else None
    facts = {name: value for name, value in asked.items() if name != "case" and value not in (None, "")}
    return {"by": by, "about": about, **facts}


def _at_the_audit_desk(by: Actor) -> Actor:
    role = access.may_audit(by)
    if role is None:
        raise PermissionDenied("audit")
    return by.as_role(role)


def _in_its_role(case: Case, by: Actor, *, at: datetime) -> Actor:
    queries.must_be_open(by, case, at=at)
    role = access.role_for(by, Move.REVEAL, case)
    if role is None:
        raise PermissionDenied(Move.REVEAL)
    return by.as_role(role)
