"""Dates counted by hand, with the reason of each: the clock, the certificate and two other counts agree with them."""

import json
from datetime import date

import pytest

from deadlines import refusals
from deadlines.clock import due_date, explain
from deadlines.facts import Extension, ExtensionTerms, Nature, PauseEffect, RuleFacts, Variant
from deadlines.law.reading import shipped
from deadlines.vocabulary import DayKind
from deadlines.working_days import Calendar, SpecialDay
from tests.deadlines import naive
from tests.deadlines.golden import golden
from verify_certificate import differences, paper_of

ROWS = golden()
COUNTED = [row for row in ROWS if not row.refused]
REFUSED = [row for row in ROWS if row.refused and row.due != "NoRuleInForce"]
UNITS = {"working": "working_day", "calendar": "calendar_day", "hour": "hour", "month": "month", "year": "year"}
CATALOGUE = shipped()


def named(row):
    return f"{row.start} {row.length} {row.unit}{' before' * row.before} {row.rule}: {row.reason}"


def in_force(row):
    """The shipped versions of the row's rule on its first day."""
    return [
        one
        for one in CATALOGUE.rules
        if one.key == row.rule and one.in_force_from <= row.start and not (one.in_force_to or date.max) < row.start
    ]


def rule_of(row):
    if not row.rule:
        direction = "before" if row.before else "after"
        effect = PauseEffect.EXCLUDED if row.pauses else PauseEffect.NONE
        return RuleFacts("thu", row.length, UNITS[row.unit], direction=direction, pause=effect, citation="Điều 1")
    (one,) = in_force(row)
    return RuleFacts(
        key=one.key,
        length=one.length,
        unit=one.unit,
        version=one.version,
        direction=one.direction,
        pause=one.pause,
        nature=one.nature,
        citation=one.citation,
        terms=tuple(ExtensionTerms(**terms) for terms in one.extension),
        variants=tuple(Variant(**variant) for variant in one.variants),
    )


def calendar_of(row):
    years, days = CATALOGUE.years, CATALOGUE.days
    if row.known:
        years = [one for one in years if (one.adopted_on or date.min) <= row.known]
        days = [one for one in days if (one.adopted_on or date.min) <= row.known]
    known = {one.year for one in years}
    special = [
        SpecialDay(one.day, one.kind == DayKind.SWAP_WORK, one.name, one.citation)
        for one in days
        if one.day.year in known
    ]
    return Calendar(known, special)


def facts_of(row):
    rule = rule_of(row)
    return rule.for_case(row.variant) if row.variant else rule, {
        "start": row.start,
        "calendar": calendar_of(row),
        "pauses": row.pauses,
        "extensions": [Extension(by, "QĐ") for by in row.extend],
        "given": row.given,
    }


@pytest.mark.parametrize("row", COUNTED, ids=named)
def test_a_date_counted_by_hand_is_the_date_of_the_clock(row):
    rule, facts = facts_of(row)
    assert (rule.length, rule.unit, rule.direction == "before") == (row.length, UNITS[row.unit], row.before)
    assert str(due_date(rule, **facts)) == row.due
    certificate = explain(rule, **facts)
    assert str(certificate.due_on) == row.due
    assert differences(paper_of(json.loads(certificate.as_json()))) == []


@pytest.mark.parametrize("row", COUNTED, ids=named)
def test_a_pencil_and_a_wall_calendar_come_to_the_same_date(row):
    assert str(naive.due(row)) == row.due


@pytest.mark.parametrize("row", REFUSED, ids=named)
def test_what_cannot_be_counted_is_refused_for_its_own_reason(row):
    rule, facts = facts_of(row)
    for counting in (due_date, explain):
        with pytest.raises(getattr(refusals, row.due)):
            counting(rule, **facts)


@pytest.mark.parametrize("row", [row for row in ROWS if row.due == "NoRuleInForce"], ids=named)
def test_a_rule_is_not_in_force_the_day_before_and_the_day_after(row):
    assert in_force(row) == []
    assert any(one.key == row.rule for one in CATALOGUE.rules)


def test_the_golden_dates_cover_what_goes_wrong():
    assert len(ROWS) >= 200
    assert {row.start.year for row in COUNTED} >= {2024, 2025, 2026, 2027}
    assert {row.unit for row in COUNTED} == set(UNITS)
    assert sum(row.before for row in COUNTED) >= 10
    assert sum(bool(row.known) for row in ROWS) >= 8
    assert sum(bool(row.pauses) for row in COUNTED) >= 10
    assert sum(bool(row.extend) for row in COUNTED) >= 8
    statutory = {one.key for one in CATALOGUE.rules if one.nature == Nature.STATUTORY}
    assert len({row.rule for row in COUNTED} & statutory) >= 20
