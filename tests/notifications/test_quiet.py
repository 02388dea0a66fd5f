"""When an e-mail may come: not at night, not on a day off, unless the person wishes it otherwise."""

from datetime import date, datetime, time

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from deadlines.working_days import Calendar, SpecialDay
from notifications.plans import Plan
from notifications.quiet import allowed_from, next_digest

# Friday 6 March 2026; Monday 9 March is given off, Saturday 14 March is worked.
CALENDAR = Calendar([2026], [SpecialDay(date(2026, 3, 9), works=False), SpecialDay(date(2026, 3, 14), works=True)])
USUAL = Plan()
ANY_DAY = Plan(working_days_only=False)
AT_NOON = Plan(quiet_from=time(11, 30), quiet_to=time(13, 30))
NEVER_QUIET = Plan(quiet_from=time(0), quiet_to=time(0), working_days_only=False)


def at(day, hour, minute=0):
    return timezone.make_aware(datetime(2026, 3, day, hour, minute))


@pytest.mark.parametrize(
    ("plan", "written", "leaves"),
    [
        (USUAL, at(6, 10), at(6, 10)),
        (USUAL, at(5, 19), at(6, 7)),
        (USUAL, at(6, 3), at(6, 7)),
        (USUAL, at(6, 7), at(6, 7)),
        (USUAL, at(6, 20), at(10, 7)),  # Friday night: Saturday and Sunday, and Monday is off
        (USUAL, at(7, 10), at(10, 7)),
        (USUAL, at(14, 10), at(14, 10)),  # a Saturday that is worked
        (ANY_DAY, at(6, 20), at(7, 7)),
        (ANY_DAY, at(8, 12), at(8, 12)),
        (AT_NOON, at(6, 12), at(6, 13, 30)),
        (AT_NOON, at(7, 22), at(10, 7)),
        (NEVER_QUIET, at(8, 3), at(8, 3)),
    ],
)
def test_an_email_leaves_when_the_person_wants_it(plan, written, leaves):
    assert allowed_from(written, plan, CALENDAR) == leaves


@pytest.mark.parametrize(
    ("plan", "written", "morning"),
    [
        (USUAL, at(6, 6), at(6, 7)),
        (USUAL, at(5, 9), at(6, 7)),
        (USUAL, at(6, 9), at(10, 7)),
        (ANY_DAY, at(6, 9), at(7, 7)),
        (AT_NOON, at(5, 9), at(6, 7)),
    ],
)
def test_a_daily_digest_comes_on_the_next_morning_that_counts(plan, written, morning):
    assert next_digest(written, plan, CALENDAR) == morning


def test_a_year_nobody_has_loaded_holds_no_email_back():
    moment = timezone.make_aware(datetime(2031, 3, 1, 10))
    assert allowed_from(moment, USUAL, CALENDAR) == moment


@given(
    moment=st.datetimes(datetime(2026, 1, 2), datetime(2026, 11, 30)),
    begin=st.times(),
    end=st.times(),
    working=st.booleans(),
)
def test_what_is_allowed_is_never_earlier_and_is_allowed_at_once(moment, begin, end, working):
    plan = Plan(quiet_from=begin.replace(tzinfo=None), quiet_to=end.replace(tzinfo=None), working_days_only=working)
    moment = timezone.make_aware(moment)
    allowed = allowed_from(moment, plan, CALENDAR)
    assert allowed >= moment
    assert allowed_from(allowed, plan, CALENDAR) == allowed
    assert next_digest(moment, plan, CALENDAR) > moment
