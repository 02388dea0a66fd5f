"""The rows of the calendar as the clock gets them: all that is adopted, or all that was adopted by a day."""

from datetime import date, timedelta

from deadlines.calendar import working_calendar
from deadlines.models import CalendarDay
from tests.deadlines.shipped import shipped_calendar

SWAP_ADOPTED = date(2025, 12, 25)
NOTICE_2026 = date(2025, 10, 16)


def test_the_rows_are_the_shipped_calendar(law):
    calendar = working_calendar()
    assert calendar.version == shipped_calendar().version
    assert calendar.special == shipped_calendar().special


def test_a_day_counts_from_the_day_on_which_it_was_adopted(law):
    before = working_calendar(known_on=SWAP_ADOPTED - timedelta(days=1))
    since = working_calendar(known_on=SWAP_ADOPTED)
    assert [day for day in range(1, 11) if before.is_working_day(date(2026, 1, day))] == [2, 5, 6, 7, 8, 9]
    assert [day for day in range(1, 11) if since.is_working_day(date(2026, 1, day))] == [5, 6, 7, 8, 9, 10]


def test_a_year_counts_from_the_day_of_its_notice_and_one_without_a_day_always(law):
    assert working_calendar(known_on=NOTICE_2026 - timedelta(days=1)).years == {2024, 2025}
    assert working_calendar(known_on=NOTICE_2026).years == {2024, 2025, 2026}
    assert working_calendar(known_on=date(2024, 1, 1)).years == {2024}
    assert not working_calendar(known_on=date(2024, 1, 1)).is_working_day(date(2024, 2, 8))


def test_a_day_of_a_year_that_is_not_known_yet_is_not_known_either(law):
    """24/11/2027 was adopted in April 2026, the notice for 2027 in October: it cannot stand there alone."""
    early = working_calendar(known_on=date(2026, 6, 1))
    assert CalendarDay.objects.filter(day=date(2027, 11, 24), adopted_on__lt=date(2026, 6, 1)).exists()
    assert max(one.day.year for one in early.special) == 2026


def test_the_days_are_read_once_and_again_only_for_another_day(law, django_assert_num_queries):
    working_calendar()
    working_calendar(known_on=SWAP_ADOPTED)
    with django_assert_num_queries(2):
        assert working_calendar() is working_calendar()
    with django_assert_num_queries(1):
        assert working_calendar(known_on=SWAP_ADOPTED).is_working_day(date(2026, 1, 10))
