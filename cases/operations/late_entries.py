"""A day of the past that limits run from: entered days afterwards it needs a reason, and a second person.

It holds at once: an earlier day makes the office's limits stricter, and waiting with it would count from a day that
everybody knows to be wrong. Until somebody else stands for it, nothing is closed. What a letter of another body says of
its own day is no entry of the past: a paper is as old as it is; the day on which it is said to have come is one.
"""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule

from ..errors import Unusable
from ..models import Case, LateEntry, Note, Proceeding

GRACE = "mttq.entered_late"


def is_late(day: date, *, on: date) -> bool:
    """Say whether so many working days have passed that a reason is owed (a dated rule of the house)."""
    if day >= on:
        return False
    try:
        return on > clock.due_date(rule(GRACE, on=on).facts, start=day, calendar=working_calendar())
    except Refused:
        # A year whose calendar is not known is long ago.
        return True


def must_say_why(day: date, because: str, *, on: date) -> bool:
    """Raise Unusable where a late entry has no reason; return whether it is one."""
    late = is_late(day, on=on)
    if late and not because.strip():
        reason = _("Ngày này đã qua nhiều ngày làm việc: cần ghi vì sao ghi muộn; một lãnh đạo khác xác nhận sau.")
        raise Unusable("late_because", reason)
    return late


def note_late_entry(
    case: Case,
    what: str,
    day: date,
    *,
    note: Note,
    by: Actor,
    on: date,
    proceeding: Proceeding | None = None,
    instead: date | None = None,
) -> LateEntry:
    """Let the day wait for a second person; struck, the day of the entry counts, or the one that stood there before."""
    entry: LateEntry = LateEntry.objects.create(
        case=case,
        what=what,
        happened_on=day,
        recorded_on=on,
        instead_on=instead,
        proceeding=proceeding,
        note=note,
        recorded_by_id=by.person_id,
    )
    return entry
