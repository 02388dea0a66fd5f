"""An act reads each rule and the calendar once; the next act reads them again."""

from datetime import date

import pytest

from deadlines.calendar import working_calendar
from deadlines.models import CalendarYear, Rule
from deadlines.reading import law_read_once
from deadlines.refusals import NoRuleInForce
from deadlines.rules import rule, rules
from tests.factories import the_law

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 13)


@pytest.fixture(autouse=True)
def law():
    the_law()
    working_calendar()


def test_an_act_asks_for_a_rule_and_for_the_calendar_once(django_assert_num_queries):
    with law_read_once():
        with django_assert_num_queries(3):
            first = rule("kn.accept", on=DAY)
            known = working_calendar()
        with django_assert_num_queries(0), law_read_once():
            assert rule("kn.accept", on=DAY) is first
            assert working_calendar() is known
        with django_assert_num_queries(2):
            both = rules(["kn.accept", "tc.resolve"], on=DAY)
        assert [one.key for one in both.values()] == ["kn.accept", "tc.resolve"]
        assert both["kn.accept"] is first


def test_another_day_is_another_question_and_a_gap_is_told_each_time():
    with law_read_once():
        assert rule("kn.accept", on=DAY)
        for _ in range(2):
            with pytest.raises(NoRuleInForce):
                rule("kn.accept", on=date(2026, 6, 30))


def test_the_next_act_knows_what_was_changed_since():
    with law_read_once():
        before, calendar = rule("kn.accept", on=DAY), working_calendar()
        Rule.objects.filter(pk=before.pk).update(title="Tên khác")
        CalendarYear.objects.filter(year=2026).update(version="another")
        assert rule("kn.accept", on=DAY).title == before.title
        assert working_calendar() is calendar
    with law_read_once():
        assert rule("kn.accept", on=DAY).title == "Tên khác"
        assert working_calendar() is not calendar
