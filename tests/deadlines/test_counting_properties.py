"""What holds for every rule, every calendar and every day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deadlines.clock import due_date, explain
from deadlines.facts import Direction, Extension, ExtensionTerms, Pause, PauseEffect, RuleFacts, Unit
from deadlines.refusals import Refused
from tests.deadlines.draws import OFF, PAUSES, STARTS, WORKED, a_calendar, counts, pauses_from, rules


@given(rules(), STARTS, OFF, WORKED, OFF)
def test_more_days_off_never_make_a_deadline_earlier(rule, start, off, worked, more):
    fewer = due_date(rule, start=start, calendar=a_calendar(off, worked))
    assert due_date(rule, start=start, calendar=a_calendar(off + more, worked)) >= fewer


@given(rules(direction=Direction.BEFORE), STARTS, OFF, OFF)
def test_more_days_off_never_make_a_backward_limit_later(rule, start, off, more):
    fewer = due_date(rule, start=start, calendar=a_calendar(off))
    assert due_date(rule, start=start, calendar=a_calendar(off + more)) <= fewer


@given(rules(), STARTS, OFF, WORKED)
def test_a_limit_ends_on_a_working_day_and_never_before_its_start(rule, start, off, worked):
    calendar = a_calendar(off, worked)
    due = due_date(rule, start=start, calendar=calendar)
    assert due >= start
    assert calendar.is_working_day(due)


@given(
    rules(pause=PauseEffect.EXCLUDED, terms=(ExtensionTerms("agreed"),)), STARTS, OFF, WORKED, PAUSES, st.integers(0, 9)
)
def test_the_certificate_and_the_table_agree(rule, start, off, worked, gaps, more):
    facts = {
        "start": start,
        "calendar": a_calendar(off, worked),
        "pauses": pauses_from(start, gaps),
        "extensions": [Extension(more, "QĐ")] if more and rule.unit != Unit.YEAR else [],
    }
    certificate = explain(rule, **facts)
    assert certificate.due_on == due_date(rule, **facts)
    days = [step.day for step in certificate.steps]
    assert days == [start + timedelta(days=number) for number in range(len(days))]
    assert [step.number for step in certificate.steps if step.counted] == list(
        range(1, 1 + sum(step.counted for step in certificate.steps))
    )


@given(rules(direction=Direction.BEFORE), STARTS, OFF)
def test_the_backward_certificate_and_the_table_agree(rule, start, off):
    calendar = a_calendar(off)
    certificate = explain(rule, start=start, calendar=calendar)
    assert certificate.due_on == due_date(rule, start=start, calendar=calendar)


@given(st.integers(1, 60), STARTS, OFF, st.integers(1, 15), st.integers(1, 40))
def test_a_pause_of_n_counted_days_moves_a_working_day_limit_by_at_least_n(length, start, off, after, days):
    rule = RuleFacts("thu", length, Unit.WORKING_DAY, pause=PauseEffect.EXCLUDED)
    calendar = a_calendar(off)
    plain = due_date(rule, start=start, calendar=calendar)
    first = start + timedelta(days=min(after, (plain - start).days))
    pause = Pause(first, first + timedelta(days=days - 1))
    paused = due_date(rule, start=start, calendar=calendar, pauses=[pause])
    stopped = calendar.working_days_between(first - timedelta(days=1), pause.last_on)
    assert calendar.working_days_between(plain, paused) == stopped


@given(st.integers(1, 60), STARTS, OFF, st.integers(1, 15), st.integers(1, 40))
def test_a_pause_of_n_days_moves_the_count_of_a_calendar_limit_by_n(length, start, off, after, days):
    rule = RuleFacts("thu", length, Unit.CALENDAR_DAY, pause=PauseEffect.EXCLUDED)
    first = start + timedelta(days=min(after, length))
    pause = Pause(first, first + timedelta(days=days - 1))
    certificate = explain(rule, start=start, calendar=a_calendar(off), pauses=[pause])
    assert certificate.counted_until == start + timedelta(days=length + days)
    assert certificate.due_on >= certificate.counted_until


@given(counts(), st.randoms())
def test_the_order_in_which_facts_are_told_does_not_matter(counted, chance):
    rule, facts = counted
    told = {name: list(facts.get(name, ())) for name in ("pauses", "extensions")}
    for several in told.values():
        chance.shuffle(several)
    assert explain(rule, **facts | told) == explain(rule, **facts)


@given(counts(), st.integers(-5, 5), st.integers(-5, 20))
def test_what_the_table_refuses_the_certificate_refuses_for_the_same_reason(counted, by, days):
    """Facts that the law does not allow: an extension, a date of one's own and an open pause, whatever the rule."""
    rule, facts = counted
    facts = facts | {"extensions": [Extension(by)], "pauses": [Pause(facts["start"] + timedelta(days=days))]}
    facts["given"] = facts["start"] + timedelta(days=days)
    refused = []
    for counting in (due_date, explain):
        with pytest.raises(Refused) as why:
            counting(rule, **facts)
        refused.append(str(why.value))
    assert refused[0] == refused[1]


@given(STARTS, st.integers(1, 200), OFF, WORKED)
def test_a_working_day_limit_is_a_look_up_in_the_table_of_working_days(start, length, off, worked):
    calendar = a_calendar(off, worked)
    table = [
        day
        for offset in range(1, 900)
        if (day := start + timedelta(days=offset)).year < 2030 and calendar.is_working_day(day)
    ]
    due = due_date(RuleFacts("thu", length, Unit.WORKING_DAY), start=start, calendar=calendar)
    assert due == table[length - 1]
    assert calendar.working_days_between(start, due) == length
