"""A line of the register in words, before it is laid out: what is the same for every line is looked up once a page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from audit.actor import Actor
from cases.listed import Said, said_of, with_duties_of
from cases.models import Case
from cases.vocabulary import Status
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState
from deadlines.words import Due

from ..addresses import of_each
from ..due import most_urgent
from .order import Rows

SHOWN = (
    *("number", "kind", "status", "outcome", "summary", "sealed", "voided_because", "registered_on"),
    *("unit__name", "unit__short_name", "handler__full_name"),
    *("lead__status", "lead__agency__name", "lead__agency__short_name"),
)


def as_shown(rows: Rows, *, seen_by: Actor) -> Rows:
    """Fetch of each case what its line says, and the duties beside it; the rest is wide."""
    shown: Rows = with_duties_of(rows.select_related("unit", "lead__agency", "handler").only(*SHOWN), seen_by)
    return shown


@dataclass(frozen=True)
class CaseLine:
    pk: int
    number: str
    is_void: bool
    address: str
    peek: str
    look_into: str
    """What the arrow that unfolds the line says to who does not see the line around it."""
    tick: str
    registered_on: str
    kind: str
    marks: str
    sealed: bool
    who: str
    about: str
    due: Due | None
    where: str
    state: str
    handler: str


def case_lines(rows: Sequence[Case], *, seen_by: Actor, on: date, within: str) -> list[CaseLine]:
    """Write the lines of one page; `within` is what the address of a case says of the list it stands in."""
    told, calendar = said_of(rows, seen_by=seen_by), working_calendar()
    address, peek = of_each("desk:case"), of_each("desk:peek")
    look_into, tick = _("Xem nhanh vụ việc %(number)s"), _("Chọn đơn %(number)s")
    return [
        CaseLine(
            pk=case.pk,
            number=case.number,
            is_void=bool(case.voided_because),
            address=f"{address(case.pk)}?{within}",
            peek=f"{peek(case.pk)}?{within}",
            look_into=look_into % {"number": case.number},
            tick=tick % {"number": case.number},
            registered_on=f"{case.registered_on:%d/%m/%Y}",
            kind=case.get_kind_display(),
            marks=", ".join(told[case.pk].in_words),
            sealed=case.sealed,
            who=who_of(case, told[case.pk]),
            about=_about(case, told[case.pk]),
            due=most_urgent(_duties(case), today=on, calendar=calendar),
            where=case.lead.agency.label if case.status == Status.FORWARDED and case.lead else case.unit.label,
            state=case.get_outcome_display() if case.outcome else case.get_status_display(),
            handler=case.handler.full_name if case.handler is not None else "",
        )
        for case in rows
    ]


def who_of(case: Case, said: Said) -> str:
    """Say who stands behind the case; what it is about, to whom names are not told."""
    if case.sealed:
        return _("Danh tính niêm phong")
    return (said.who or _("Chưa ghi tên")) if said.inside else case.summary


def _about(case: Case, said: Said) -> str:
    if case.voided_because:
        return _("Đã hủy: %(reason)s") % {"reason": case.voided_because}
    return case.summary if case.sealed or said.inside else ""


def _duties(case: Any) -> list[Any]:
    """A running one before one that stands still."""
    return sorted(case.running_duties, key=lambda duty: duty.state != DutyState.RUNNING)
