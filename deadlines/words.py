"""Says a due date as an office says it: how long still, by what kind of limit, and how loudly to show it."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext, ngettext

from .facts import Nature
from .models import Rule
from .refusals import Refused, YearWithoutCalendar
from .vocabulary import NATURES, DutyState
from .working_days import Calendar

SOON = 3
"""Working days: from here on the screen turns to *soon*."""
COMMITMENT_STEP = "fulfil_commitment"


@dataclass(frozen=True)
class Due:
    text: str
    tone: str
    """One of late, soon, calm, ok, mute."""
    date_text: str
    nature_text: str
    by_law: bool = False
    """The duty is late, and the law itself says so. The three natures are never added together."""


def in_words(
    due_on: date, today: date, calendar: Calendar, state: str, *, rule: Rule, met_on: date | None = None
) -> Due:
    """Return the words for one duty as it stands today. Never raises: a page is shown in every year."""
    late = state == DutyState.RUNNING and today > due_on
    by_law = late and rule.can_be_overdue_by_law
    text, tone = _state(due_on, today, calendar, state, met_on)
    return Due(
        text=text,
        tone=tone,
        date_text=gettext("hạn %(day)s") % {"day": f"{due_on:%d/%m/%Y}"},
        nature_text=gettext("quá hạn theo luật") if by_law else nature_in_words(rule),
        by_law=by_law,
    )


def nature_in_words(rule: Rule) -> str:
    """Say what the date rests on. A statute that is badly read or may not bind here is a mark to watch, not the law."""
    if rule.nature == Nature.STATUTORY and not rule.can_be_overdue_by_law:
        return gettext("nội bộ, chưa xác nhận theo luật")
    if rule.step == COMMITMENT_STEP:
        return gettext("theo cam kết")
    return str(NATURES[Nature(rule.nature)])


def late_in_words(rule: Rule) -> str:
    """Say whose limit was missed; *by law* only where the law is well read and binds here."""
    if rule.can_be_overdue_by_law:
        return gettext("quá hạn theo luật")
    if rule.nature == Nature.LETTER_SET:
        return gettext("quá hạn theo cam kết") if rule.step == COMMITMENT_STEP else gettext("quá hạn theo công văn")
    return gettext("quá hạn nội bộ")


def soon_until(today: date, calendar: Calendar) -> date:
    """Return the last day that still counts as soon, as `in_words` shows it."""
    try:
        # Days of rest after the last working day are as near as that day is.
        return calendar.next_working_day(calendar.shift(today, SOON)) - timedelta(days=1)
    except YearWithoutCalendar:
        return today + timedelta(days=SOON)


def in_own_words(refused: Refused) -> str:
    """Return the sentence of a refusal in the reader's language."""
    return gettext(refused.sentence) % refused.facts


def _state(due_on: date, today: date, calendar: Calendar, state: str, met_on: date | None) -> tuple[str, str]:
    if state == DutyState.MET:
        return _met(due_on, met_on or due_on, calendar)
    if state != DutyState.RUNNING:
        return str(DutyState(state).label).lower(), "mute"
    if today > due_on:
        return _late(due_on, today, calendar), "late"
    if today == due_on:
        return gettext("hạn hôm nay"), "soon"
    return _left(due_on, today, calendar)


def _met(due_on: date, met_on: date, calendar: Calendar) -> tuple[str, str]:
    if met_on > due_on:
        return gettext("xong, %(late)s") % {"late": _late(due_on, met_on, calendar)}, "mute"
    return gettext("xong đúng hạn"), "ok"


def _left(due_on: date, today: date, calendar: Calendar) -> tuple[str, str]:
    left = _working_days(today, due_on, calendar)
    if not left:
        days = (due_on - today).days
        return ngettext("còn %(n)s ngày", "còn %(n)s ngày", days) % {"n": days}, "soon"
    text = ngettext("còn %(n)s ngày làm việc", "còn %(n)s ngày làm việc", left) % {"n": left}
    return text, "soon" if left <= SOON else "calm"


def _late(due_on: date, today: date, calendar: Calendar) -> str:
    over = _working_days(due_on, today, calendar)
    if over:
        return ngettext("quá %(n)s ngày làm việc", "quá %(n)s ngày làm việc", over) % {"n": over}
    # Late over a weekend, or in a year whose calendar is not loaded: count plain days rather than say nothing.
    days = (today - due_on).days
    return ngettext("quá %(n)s ngày", "quá %(n)s ngày", days) % {"n": days}


def _working_days(after: date, until: date, calendar: Calendar) -> int:
    try:
        return calendar.working_days_between(after, until)
    except YearWithoutCalendar:
        return 0
