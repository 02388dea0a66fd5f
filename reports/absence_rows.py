"""What a supervisor's list says of each row: whose it is, how long it lasts, what was done so far; a page at once."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.translation import gettext, ngettext

from audit.actor import Actor
from cases import access
from cases.ladder import FORM_OF, still_late
from cases.listed import said_of
from cases.models import AgendaItem, Case, Rung
from cases.vocabulary import BroughtTo, Move, RungState
from deadlines.calendar import Calendar
from deadlines.refusals import YearWithoutCalendar
from deadlines.words import Due, in_words

from .absence import ABSENCES, Known
from .agenda import at_the_front


@dataclass(frozen=True)
class Chased:
    """How often the agency was chased, and what the next rung waits for."""

    times: int = 0
    last_on: date | None = None
    waits: bool = False
    """A rung is reached, and nobody has written its letter."""
    letter_under_way: bool = False
    next_on: date | None = None
    """The day on which the next rung's turn comes."""
    at_the_leader: bool = False
    rung: int | None = None


@dataclass
class Shown:
    """One row of the list."""

    row: Any
    case: Case
    whose: str
    """Who is waited for: the agency, or who holds the case at the MTTQ."""
    beside: str
    """By which letter, or which duty it is."""
    due: Due
    who: str = ""
    """Who stands behind it, where the reader may know."""
    chased: Chased = field(default_factory=Chased)
    brought_to: list[str] = field(default_factory=list)
    """On which lists it stands already; of another unit's with its name."""
    may_chase: bool = False
    may_look_into: bool = False
    may_bring_up: list[tuple[str, str]] = field(default_factory=list)
    kept_by: str = ""
    """The unit whose case it is, where that is not the reader's own: what is done in it is done there."""


def described(which: str, rows: Sequence[Any], *, seen_by: Actor, known: Known) -> list[Shown]:
    """Describe one page of rows, in a handful of queries however many."""
    shown = [_described(which, row, known) for row in rows]
    pks = {one.case.pk for one in shown}
    told, rungs, agenda = said_of([one.case for one in shown], seen_by=seen_by), _rungs(pks), _agenda(pks)
    for one in shown:
        case = one.case
        one.kept_by = case.unit.label if case.unit_id != seen_by.unit else ""
        one.who = " · ".join(filter(None, (told[case.pk].who, told[case.pk].collective)))
        one.chased = _chased(rungs.get(case.pk, ()), _sending_of(one.row))
        one.brought_to = [_on_list(item, seen_by) for item in agenda.get(case.pk, ())]
        one.may_look_into = which == "dissatisfied" and access.may(seen_by, Move.LOOK_INTO, case)
        one.may_chase = one.chased.waits and access.may(seen_by, Move.CHASE, case)
        if access.may(seen_by, Move.BRING_UP, case) and case.closed_on is None:
            on_it = {item.brought_to for item in agenda.get(case.pk, ()) if item.unit_id == seen_by.unit}
            one.may_bring_up = [(to.value, str(to.label)) for to in BroughtTo if to not in on_it]
    return shown


def row_referral(row: Any) -> Any:
    """The sending a row is about, where it is about one."""
    return row if hasattr(row, "refusal_reason") else getattr(row, "referral", None)


def _sending_of(row: Any) -> int | None:
    """The number of that sending: nothing else is asked of it, and it is not fetched for that."""
    return row.pk if hasattr(row, "refusal_reason") else getattr(row, "referral_id", None)


def _described(which: str, row: Any, known: Known) -> Shown:
    case = row.duty.case if which == "paused" else row.case
    since = getattr(row, ABSENCES[which].since)
    whose, beside = _whose(which, row, case)
    return Shown(row, case, whose, beside, _how_long(which, row, since, known))


def _whose(which: str, row: Any, case: Case) -> tuple[str, str]:
    match which:
        case "silent" | "unaccepted":
            sending = row_referral(row)
            return sending.agency.label, _letter(sending.letter if hasattr(sending, "letter") else None)
        case "round":
            return row.proposed.label, row.get_ground_display()
        case "still" | "dissatisfied":
            if case.agency_in_charge is not None and case.lead is not None:
                return case.lead.agency.label, _letter(case.letter)
            return at_the_front(case), str(case.get_status_display())
        case "paused":
            return row.duty.unit.label, row.duty.rule.title
        case _:
            beside = row.commitment.what if row.commitment is not None and not case.sealed else row.rule.title
            return row.unit.label, beside


def _letter(letter: Any) -> str:
    if letter is None or not letter.number:
        return ""
    day = f"{letter.issued_on:%d/%m/%Y}" if letter.issued_on else ""
    return gettext("công văn %(number)s, %(day)s") % {"number": letter.number, "day": day}


def _how_long(which: str, row: Any, since: date, known: Known) -> Due:
    on, calendar = known.on, known.calendar
    day = f"{since:%d/%m/%Y}"
    match which:
        case "silent":
            sent = row.referral.received_on or row.referral.sent_on or since
            due = in_words(row.due_on, on, calendar, row.state, rule=row.rule)
            days = _working(sent, on, calendar)
            said = ngettext("im %(n)s ngày làm việc", "im %(n)s ngày làm việc", days) % {"n": days}
            return Due(said, "late", gettext("hạn %(day)s") % {"day": day}, due.nature_text)
        case "unaccepted":
            days = _working(since, on, calendar)
            said = ngettext("%(n)s ngày làm việc chưa nhận", "%(n)s ngày làm việc chưa nhận", days) % {"n": days}
            return Due(said, "calm", gettext("gửi ngày %(day)s") % {"day": day}, "")
        case "round":
            days = _working(since, on, calendar)
            said = ngettext("%(n)s ngày làm việc đi vòng", "%(n)s ngày làm việc đi vòng", days) % {"n": days}
            return Due(said, "calm", gettext("từ ngày %(day)s") % {"day": day}, str(row.get_state_display()))
        case "paused":
            days = (on - since).days
            said = ngettext("dừng %(n)s ngày", "dừng %(n)s ngày", days) % {"n": days}
            return Due(said, "calm", gettext("từ ngày %(day)s") % {"day": day}, "")
        case "still":
            days = (on - since).days
            said = ngettext("%(n)s ngày không ai làm gì", "%(n)s ngày không ai làm gì", days) % {"n": days}
            return Due(said, "calm", gettext("lần cuối ngày %(day)s") % {"day": day}, "")
        case "dissatisfied":
            days = _working(since, on, calendar)
            said = ngettext("%(n)s ngày làm việc chưa xem xét", "%(n)s ngày làm việc chưa xem xét", days) % {"n": days}
            return Due(said, "calm", gettext("cho biết ngày %(day)s") % {"day": day}, "")
        case _:
            return in_words(row.due_on, on, calendar, row.state, rule=row.rule)


def _working(after: date, until: date, calendar: Calendar) -> int:
    try:
        return calendar.working_days_between(after, until)
    except YearWithoutCalendar:
        return (until - after).days


def _rungs(pks: Iterable[int]) -> dict[int, list[Rung]]:
    found: dict[int, list[Rung]] = defaultdict(list)
    kept = Rung.objects.filter(case__in=pks).exclude(state=RungState.DROPPED)
    for rung in kept.select_related("letter", "duty").order_by("pk"):
        found[rung.case_id].append(rung)
    return found


def _chased(rungs: Sequence[Rung], referral: int | None) -> Chased:
    own = [one for one in rungs if referral is None or one.referral_id == referral]
    climbed = [one for one in own if one.state == RungState.CLIMBED and one.kind in FORM_OF]
    reached = next((one for one in own if one.state == RungState.REACHED and still_late(one)), None)
    ahead = next((one for one in own if one.state == RungState.AHEAD), None)
    writable = reached is not None and reached.kind in FORM_OF
    return Chased(
        times=len(climbed),
        last_on=max((one.settled_on for one in climbed if one.settled_on), default=None),
        waits=bool(writable and reached is not None and not reached.has_letter_under_way),
        letter_under_way=reached is not None and reached.has_letter_under_way,
        next_on=ahead.reached_on if ahead is not None else None,
        at_the_leader=reached is not None and not writable,
        rung=reached.pk if reached is not None else None,
    )


def _agenda(pks: Iterable[int]) -> dict[int, list[AgendaItem]]:
    found: dict[int, list[AgendaItem]] = defaultdict(list)
    for item in AgendaItem.objects.filter(case__in=pks, settled_on=None).select_related("unit").order_by("pk"):
        found[item.case_id].append(item)
    return found


def _on_list(item: AgendaItem, seen_by: Actor) -> str:
    label = str(item.get_brought_to_display())
    return label if item.unit_id == seen_by.unit else f"{label} ({item.unit.label})"
