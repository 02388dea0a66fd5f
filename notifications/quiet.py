"""When an e-mail may reach a person: not in their quiet hours, and on working days only where they wish so. Pure."""

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from deadlines.refusals import YearWithoutCalendar
from deadlines.working_days import Calendar

from .plans import Plan

MORNING = time(7)
ONE_DAY = timedelta(days=1)


def allowed_from(moment: datetime, plan: Plan, calendar: Calendar) -> datetime:
    """Return the moment itself, or the next one at which the person wants e-mail."""
    local = timezone.localtime(moment)
    if _is_quiet(local.time(), plan):
        day = local.date() if local.time() < plan.quiet_to else local.date() + ONE_DAY
        local = _at(day, plan.quiet_to)
    if plan.working_days_only and not _works(local.date(), calendar):
        local = _at(_next_working_day(local.date(), calendar), _morning(plan))
    return local


def next_digest(moment: datetime, plan: Plan, calendar: Calendar) -> datetime:
    """Return the next morning after the moment at which a daily digest is due."""
    local = timezone.localtime(moment)
    day = local.date() if local.time() < _morning(plan) else local.date() + ONE_DAY
    if plan.working_days_only and not _works(day, calendar):
        day = _next_working_day(day, calendar)
    return _at(day, _morning(plan))


def _is_quiet(at: time, plan: Plan) -> bool:
    begin, end = plan.quiet_from, plan.quiet_to
    if begin <= end:
        return begin <= at < end
    return at >= begin or at < end


def _morning(plan: Plan) -> time:
    return plan.quiet_to if plan.quiet_from > plan.quiet_to or _is_quiet(MORNING, plan) else MORNING


def _works(day: date, calendar: Calendar) -> bool:
    try:
        return calendar.is_working_day(day)
    except YearWithoutCalendar:
        # No date hangs on this: better told on a day off than not told.
        return True


def _next_working_day(day: date, calendar: Calendar) -> date:
    try:
        return calendar.next_working_day(day)
    except YearWithoutCalendar:
        return day + ONE_DAY


def _at(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
