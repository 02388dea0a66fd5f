"""The rules of counting, and dates worked out by hand."""

import re
from dataclasses import is_dataclass
from datetime import date, timedelta
from hashlib import sha256

import pytest

from deadlines import certificate, clock, facts, working_days
from deadlines.clock import due_date, explain
from deadlines.facts import Extension, ExtensionTerms, Nature, Pause, PauseEffect, RuleFacts, Unit, Variant
from deadlines.refusals import (
    DateNotGivable,
    ExtensionBeyondCap,
    ExtensionNotAllowed,
    ExtensionShortens,
    ExtensionWithoutDocument,
    GivenBeforeStart,
    NoDateGiven,
    NoSuchVariant,
    PauseNotAllowed,
    PauseReversed,
    PausesOverlap,
    StillPaused,
    YearWithoutCalendar,
)
from deadlines.working_days import Calendar, SpecialDay

COMPLEX = (ExtensionTerms(max_total=45, times=1, needs="văn bản"),)
DENUNCIATION = (ExtensionTerms("complex", add=30, times=1), ExtensionTerms("specially_complex", add=30, times=2))


def limit(length, unit, **rest):
    return RuleFacts("thu", length, unit, **rest)


def count(rule, start, calendar, **facts):
    """Count both ways, by table and on foot, and insist that they agree."""
    start = date.fromisoformat(start)
    due = due_date(rule, start=start, calendar=calendar, **facts)
    assert explain(rule, start=start, calendar=calendar, **facts).due_on == due
    return str(due)


def test_suspended_days_of_a_denunciation_are_added_before_the_end_rolls(calendar):
    rule = limit(30, Unit.CALENDAR_DAY, pause=PauseEffect.EXCLUDED)
    pause = Pause(date(2026, 8, 10), date(2026, 8, 19), "QĐ 12/QĐ-UBND")
    assert count(rule, "2026-08-03", calendar, pauses=[pause]) == "2026-09-14"
    steps = explain(rule, start=date(2026, 8, 3), calendar=calendar, pauses=[pause]).steps
    assert [step.citation for step in steps if step.citation == "QĐ 12/QĐ-UBND"] == ["QĐ 12/QĐ-UBND"] * 10


def test_a_complaint_is_counted_on_from_the_decision_to_resume(calendar):
    rule = limit(30, Unit.CALENDAR_DAY, pause=PauseEffect.RESUMES)
    pause = Pause(date(2026, 8, 10), date(2026, 8, 19))
    certificate = explain(rule, start=date(2026, 8, 3), calendar=calendar, pauses=[pause])
    assert certificate.due_on == date(2026, 9, 14)
    assert [step.number for step in certificate.steps if step.day in {date(2026, 8, 9), date(2026, 8, 20)}] == [6, 7]
    assert "quyết định tiếp tục" in next(step.why for step in certificate.steps if step.day == date(2026, 8, 19))


def test_a_pause_is_counted_in_working_days_where_the_limit_is(calendar):
    rule = limit(5, Unit.WORKING_DAY, pause=PauseEffect.EXCLUDED)
    assert count(rule, "2026-11-16", calendar, pauses=[Pause(date(2026, 11, 18), date(2026, 11, 22))]) == "2026-11-27"


def test_a_pause_over_the_day_the_limit_would_roll_to_moves_it_past_the_pause(calendar):
    rule = limit(5, Unit.CALENDAR_DAY, pause=PauseEffect.EXCLUDED)
    assert count(rule, "2026-11-16", calendar) == "2026-11-23"
    assert count(rule, "2026-11-16", calendar, pauses=[Pause(date(2026, 11, 23), date(2026, 11, 25))]) == "2026-11-26"


def test_a_pause_before_the_start_or_after_the_end_changes_nothing(calendar):
    rule = limit(5, Unit.WORKING_DAY, pause=PauseEffect.EXCLUDED)
    pauses = [Pause(date(2026, 10, 1), date(2026, 11, 9)), Pause(date(2026, 11, 17), date(2026, 11, 30))]
    assert count(rule, "2026-11-09", calendar, pauses=pauses) == "2026-11-16"


@pytest.mark.parametrize(
    ("effect", "pauses", "refusal"),
    [
        ("none", [Pause(date(2026, 8, 10), date(2026, 8, 19))], PauseNotAllowed),
        ("excluded", [Pause(date(2026, 8, 10), date(2026, 8, 9))], PauseReversed),
        ("excluded", [Pause(date(2026, 8, 10))], StillPaused),
        (
            "excluded",
            [Pause(date(2026, 8, 10), date(2026, 8, 19)), Pause(date(2026, 8, 19), date(2026, 8, 20))],
            PausesOverlap,
        ),
        (
            "excluded",
            [
                Pause(date(2026, 8, 5), date(2026, 8, 6)),
                Pause(date(2026, 8, 10), date(2026, 8, 19)),
                Pause(date(2026, 8, 15), date(2026, 8, 20)),
            ],
            PausesOverlap,
        ),
    ],
)
def test_a_pause_that_cannot_be_is_refused(effect, pauses, refusal, calendar):
    for counting in (due_date, explain):
        with pytest.raises(refusal):
            counting(limit(30, "calendar_day", pause=effect), start=date(2026, 8, 3), calendar=calendar, pauses=pauses)


@pytest.mark.parametrize("pauses", [[Pause(date(2026, 11, 20))], [Pause(date(2026, 11, 20), date(2026, 11, 21))]])
def test_an_open_pause_covers_every_later_day(pauses):
    assert pauses[0].covers(date(2026, 11, 21))
    assert not pauses[0].covers(date(2026, 11, 19))
    assert pauses[0].covers(date(2026, 11, 22)) is (pauses[0].last_on is None)


@pytest.mark.parametrize(
    ("terms", "extensions", "due"),
    [
        (COMPLEX, [Extension(15, "QĐ 1")], "2026-12-07"),
        (DENUNCIATION, [Extension(30, "QĐ 1")], "2026-12-22"),
        (DENUNCIATION, [Extension(30, "QĐ 1"), Extension(30, "QĐ 2")], "2027-01-21"),
        (DENUNCIATION, [Extension(10, "QĐ 1", "specially_complex")], "2026-12-02"),
    ],
)
def test_an_extension_within_its_cap_is_added_to_the_running_limit(terms, extensions, due, calendar):
    assert count(limit(30, "calendar_day", terms=terms), "2026-10-23", calendar, extensions=extensions) == due


@pytest.mark.parametrize(
    ("terms", "extensions", "refusal"),
    [
        ((), [Extension(1, "QĐ 1")], ExtensionNotAllowed),
        (COMPLEX, [Extension(16, "QĐ 1")], ExtensionBeyondCap),
        (COMPLEX, [Extension(5, "QĐ 1"), Extension(5, "QĐ 2")], ExtensionBeyondCap),
        (COMPLEX, [Extension(0, "QĐ 1")], ExtensionShortens),
        (COMPLEX, [Extension(-5, "QĐ 1")], ExtensionShortens),
        (COMPLEX, [Extension(15)], ExtensionWithoutDocument),
        (DENUNCIATION, [Extension(31, "QĐ 1")], ExtensionBeyondCap),
        (DENUNCIATION, [Extension(30, "QĐ 1"), Extension(31, "QĐ 2")], ExtensionBeyondCap),
        (DENUNCIATION, [Extension(1, "QĐ 1")] * 3, ExtensionBeyondCap),
        (DENUNCIATION, [Extension(1, "QĐ 1", "complex")] * 2, ExtensionBeyondCap),
        (
            DENUNCIATION,
            [Extension(1, "QĐ 1", "complex"), Extension(1, "QĐ 2", "specially_complex")],
            ExtensionBeyondCap,
        ),
    ],
)
def test_an_extension_the_law_does_not_give_is_refused(terms, extensions, refusal, calendar):
    with pytest.raises(refusal):
        count(limit(30, "calendar_day", terms=terms), "2026-10-23", calendar, extensions=extensions)


def test_a_refused_extension_says_each_cap_of_the_law(calendar):
    with pytest.raises(ExtensionBeyondCap, match=re.escape("Gia hạn thêm 31 vượt quá")) as refused:
        count(limit(30, "calendar_day", terms=DENUNCIATION), "2026-10-23", calendar, extensions=[Extension(31, "QĐ")])
    assert str(refused.value).endswith(": +30 × 1; +30 × 2.")
    with pytest.raises(ExtensionBeyondCap, match=r": ≤ 45 × 1\.$"):
        count(limit(30, "calendar_day", terms=COMPLEX), "2026-10-23", calendar, extensions=[Extension(31, "QĐ")])
    with pytest.raises(ExtensionBeyondCap, match=r": \+5\.$"):
        terms = (ExtensionTerms(add=5),)
        count(limit(30, "calendar_day", terms=terms), "2026-10-23", calendar, extensions=[Extension(6, "QĐ")])


def test_a_date_of_the_house_is_extended_as_agreed_without_a_decision(calendar):
    rule = limit(5, "working_day", nature=Nature.INTERNAL, terms=(ExtensionTerms("agreed"),))
    assert count(rule, "2026-11-16", calendar, extensions=[Extension(2)]) == "2026-11-26"


def test_the_date_in_the_letter_is_the_date_and_rolls_like_any_other(calendar):
    rule = limit(None, "calendar_day", nature="letter_set", terms=(ExtensionTerms("agreed"),), pause="excluded")
    assert count(rule, "2026-11-02", calendar, given=date(2026, 11, 20)) == "2026-11-20"
    assert count(rule, "2026-11-02", calendar, given=date(2026, 11, 21)) == "2026-11-23"
    assert count(rule, "2026-11-02", calendar, given=date(2026, 11, 2)) == "2026-11-02"
    assert count(rule, "2026-11-02", calendar, given=date(2026, 11, 20), extensions=[Extension(5)]) == "2026-11-25"
    paused = [Pause(date(2026, 11, 9), date(2026, 11, 10))]
    assert count(rule, "2026-11-02", calendar, given=date(2026, 11, 18), pauses=paused) == "2026-11-20"


def test_a_cap_on_a_date_from_a_letter_is_a_cap_on_what_is_added(calendar):
    rule = limit(None, "calendar_day", nature="letter_set", terms=(ExtensionTerms(max_total=10),))
    letter = {"given": date(2026, 11, 2), "start": date(2026, 11, 2), "calendar": calendar}
    assert due_date(rule, **letter, extensions=[Extension(10)]) == date(2026, 11, 12)
    with pytest.raises(ExtensionBeyondCap):
        due_date(rule, **letter, extensions=[Extension(11)])


def test_a_rule_without_a_number_needs_a_date_and_a_statute_takes_none(calendar):
    letter = limit(None, "calendar_day", nature="letter_set")
    with pytest.raises(NoDateGiven):
        count(letter, "2026-11-02", calendar)
    with pytest.raises(NoDateGiven):
        count(limit(None, "calendar_day", direction="before"), "2026-11-02", calendar)
    with pytest.raises(GivenBeforeStart):
        count(letter, "2026-11-02", calendar, given=date(2026, 11, 1))
    with pytest.raises(DateNotGivable, match="20/11/2026"):
        count(limit(10, "working_day"), "2026-11-02", calendar, given=date(2026, 11, 20))


def test_a_backward_limit_is_neither_stopped_nor_extended(calendar):
    rule = limit(5, "working_day", direction="before", pause="excluded", terms=COMPLEX)
    with pytest.raises(PauseNotAllowed):
        count(rule, "2026-11-30", calendar, pauses=[Pause(date(2026, 11, 20), date(2026, 11, 21))])
    with pytest.raises(ExtensionNotAllowed):
        count(rule, "2026-11-30", calendar, extensions=[Extension(1, "QĐ 1")])


@pytest.mark.parametrize(
    ("said", "whole"),
    [
        (ExtensionTerms(), ExtensionTerms("", None, None, None, "")),
        (RuleFacts("k", 1), RuleFacts("k", 1, "calendar_day", 1, "after", "none", "statutory", "", "", (), ())),
        (Pause(date(2026, 8, 10)), Pause(date(2026, 8, 10), None, "")),
        (Extension(1), Extension(1, "", "")),
        (SpecialDay(date(2026, 8, 10), works=True), SpecialDay(date(2026, 8, 10), True, "", "")),
    ],
)
def test_what_is_not_said_of_a_fact_is_nothing(said, whole):
    assert said == whole


def test_a_fact_cannot_be_changed_once_it_is_told():
    shapes = [one for module in (certificate, clock, facts, working_days) for one in vars(module).values()]
    shapes = {one for one in shapes if isinstance(one, type) and is_dataclass(one)}
    assert {RuleFacts, Pause, Extension, Variant, SpecialDay} < shapes
    assert [one for one in shapes if not one.__dataclass_params__.frozen] == []


def test_a_remote_area_has_its_own_length(calendar):
    rule = limit(30, "calendar_day", variants=(Variant("dismissal", 10), Variant("remote_area", 45)))
    assert count(rule.for_case("remote_area"), "2026-10-23", calendar) == "2026-12-07"
    with pytest.raises(NoSuchVariant):
        rule.for_case("island")


@pytest.mark.parametrize(
    ("direction", "length", "start", "year"),
    [
        ("after", 7, "2027-12-28", 2028),
        ("after", 1, "2027-12-31", 2028),
        ("after", 3, "2023-12-20", 2023),
        ("after", 1, "2030-05-01", 2030),
        ("before", 5, "2024-01-03", 2023),
        ("before", 5, "2028-01-20", 2028),
    ],
)
def test_a_year_without_its_calendar_is_refused_by_name(direction, length, start, year, calendar):
    for unit in ("working_day", "calendar_day"):
        rule = limit(length + (30 if unit == "calendar_day" and direction == "after" else 0), unit, direction=direction)
        if unit == "calendar_day" and start != "2027-12-28":
            continue
        for counting in (due_date, explain):
            with pytest.raises(YearWithoutCalendar, match=f"năm {year}") as refused:
                counting(rule, start=date.fromisoformat(start), calendar=calendar)
            assert refused.value.year == year


def test_a_gap_between_two_loaded_years_is_not_jumped_over():
    calendar = Calendar([2024, 2026])
    with pytest.raises(YearWithoutCalendar, match="2025"):
        calendar.shift(date(2024, 12, 30), 5)
    with pytest.raises(YearWithoutCalendar, match="2025"):
        calendar.shift(date(2026, 1, 2), -5)
    with pytest.raises(YearWithoutCalendar, match="2025"):
        calendar.working_days_between(date(2024, 12, 30), date(2026, 1, 5))
    with pytest.raises(YearWithoutCalendar):
        calendar.is_working_day(date(2025, 6, 2))


def test_the_calendar_answers_about_single_days(calendar):
    assert calendar.is_working_day(date(2026, 8, 22))
    assert not calendar.is_working_day(date(2026, 8, 31))
    assert calendar.next_working_day(date(2026, 11, 23)) == date(2026, 11, 25)
    assert calendar.on_or_after(date(2026, 11, 25)) == date(2026, 11, 25)
    assert calendar.on_or_before(date(2026, 11, 24)) == date(2026, 11, 23)
    assert calendar.shift(date(2026, 11, 24), 0) == date(2026, 11, 24)
    assert calendar.working_days_between(date(2026, 11, 20), date(2026, 11, 25)) == 2
    assert calendar.working_days_between(date(2026, 11, 25), date(2026, 11, 20)) == 0
    assert calendar.reason(date(2026, 11, 24)) == ("Ngày Văn hóa Việt Nam", "Nghị quyết 28/2026/QH16 Điều 2")
    assert calendar.reason(date(2026, 11, 25)) == ("", "")


def test_the_version_of_a_calendar_names_its_content_and_nothing_else():
    tet = SpecialDay(date(2026, 1, 1), works=False, why="Tết Dương lịch")
    renamed = SpecialDay(date(2026, 1, 1), works=False, why="Tết")
    assert Calendar([2026], [tet]).version == Calendar([2026], [renamed]).version
    assert Calendar([2026], [tet]).version != Calendar([2026]).version
    assert Calendar([2026, 2027]).version.startswith("2026-2027.")
    assert Calendar([]).version.startswith("0.")


def test_the_certificate_says_each_day_and_each_decision_once(calendar):
    certificate = explain(limit(7, "working_day", citation="NĐ 155/2026"), start=date(2026, 11, 13), calendar=calendar)
    assert [step.day.day for step in certificate.steps if step.counted] == [16, 17, 18, 19, 20, 23, 25]
    assert certificate.citations[0] == "NĐ 155/2026"
    assert certificate.citations.count("Nghị quyết 28/2026/QH16 Điều 2") == 1
    content = certificate.as_dict()
    assert content["steps"][0]["number"] == 0
    assert certificate.as_json().startswith('{"format":1,"due_on":"2026-11-25","rule":"thu","version":1,')


def test_a_saturday_worked_instead_is_counted_under_its_decision(calendar):
    certificate = explain(limit(3, "working_day"), start=date(2026, 8, 20), calendar=calendar)
    saturday = next(step for step in certificate.steps if step.day == date(2026, 8, 22))
    assert (saturday.number, saturday.counted) == (2, True)
    assert "9441/TB-BNV" in saturday.citation


def test_what_is_supposed_of_a_day_takes_the_place_of_what_is_loaded(calendar):
    monday, culture = date(2026, 11, 23), date(2026, 11, 24)
    supposed = calendar.supposing([SpecialDay(monday, False, "nghỉ", "1/TB"), SpecialDay(culture, True, "làm", "2/TB")])
    assert (supposed.is_working_day(monday), supposed.is_working_day(culture)) == (False, True)
    assert supposed.reason(culture) == ("làm", "2/TB")
    assert (calendar.is_working_day(monday), calendar.is_working_day(culture)) == (True, False)
    assert supposed.is_working_day(date(2026, 8, 22)), "the Saturday of a swap that nobody spoke of"
    assert supposed.years == calendar.years


def test_two_calendars_differ_on_the_days_that_count_differently_and_on_no_others(calendar):
    monday, culture, saturday = date(2026, 11, 23), date(2026, 11, 24), date(2026, 11, 28)
    other = calendar.supposing(
        [
            SpecialDay(saturday, True, "làm bù"),
            SpecialDay(monday, False, "nghỉ hoán đổi"),
            SpecialDay(culture, False, "cùng ngày nghỉ, căn cứ khác"),
            SpecialDay(date(2026, 11, 29), False, "chủ nhật vốn nghỉ"),
        ]
    )
    assert other.differs_on(calendar) == calendar.differs_on(other) == [monday, saturday]
    assert calendar.differs_on(calendar) == []


def test_a_year_that_only_one_of_them_knows_is_no_difference(calendar):
    longer = Calendar([*calendar.years, 2028], [*calendar.special, SpecialDay(date(2028, 1, 3), False, "nghỉ bù")])
    assert longer.differs_on(calendar) == calendar.differs_on(longer) == []


def test_it_does_not_matter_in_which_order_years_and_days_are_named():
    first, second = SpecialDay(date(2025, 1, 1), False, "Tết"), SpecialDay(date(2032, 1, 1), False, "Tết")
    one, other = Calendar([2025, 2032], [first, second]), Calendar([2032, 2025], [second, first])
    assert one.special == other.special == [first, second]
    assert one.version == other.version
    assert one.version.startswith("2025-2032.")
    content = "[2025, 2032]\n2025-01-01 False\n2032-01-01 False"
    assert one.version.endswith(sha256(content.encode()).hexdigest()[:12])
    assert one.next_working_day(date(2025, 1, 2)) == date(2025, 1, 3)
    assert one.next_working_day(date(2032, 1, 1)) == date(2032, 1, 2)


def test_counting_back_past_the_first_loaded_year_is_refused_and_from_the_last_day_it_is_not():
    calendar = Calendar([2026, 2027])
    with pytest.raises(YearWithoutCalendar) as refusal:
        calendar.shift(date(2026, 1, 5), -3)
    assert refusal.value.year == 2025
    assert calendar.shift(date(2026, 1, 5), -2) == date(2026, 1, 1)
    assert calendar.shift(date(2027, 12, 31), -1) == date(2027, 12, 30)


@pytest.mark.parametrize(("day", "count", "year"), [(date(2027, 12, 30), 1, 2028), (date(2026, 1, 2), -1, 2025)])
def test_at_a_last_day_that_is_off_the_year_beyond_is_named(day, count, year):
    calendar = Calendar([2026, 2027], [SpecialDay(date(2027, 12, 31), False), SpecialDay(date(2026, 1, 1), False)])
    with pytest.raises(YearWithoutCalendar) as refusal:
        calendar.shift(day, count)
    assert refusal.value.year == year


def test_the_day_after_which_days_are_counted_needs_no_calendar_of_its_own():
    calendar = Calendar([2026])
    assert calendar.working_days_between(date(2025, 12, 31), date(2026, 1, 2)) == 2
    assert calendar.working_days_between(date(2026, 1, 1), date(2026, 1, 2)) == 1
    assert calendar.working_days_between(date(2024, 5, 6), date(2024, 5, 6)) == 0


def test_the_days_on_which_two_calendars_differ_come_in_order():
    days = [date(2026, 3, 2) + timedelta(days=7 * week) for week in range(20)]
    known = Calendar([2026])
    assert known.differs_on(known.supposing(SpecialDay(day, works=False) for day in reversed(days))) == days
