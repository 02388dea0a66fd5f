"""Walks made of events alone: whatever happens, every day of a track has exactly one holder, and the days add up."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cases.event_words import EVENTS
from cases.holders import AROUND_AN_AGENCY, HANDS, HANDS_OF_A_REFERRAL, LEAVES_IT_THERE, Holder, Mark
from cases.holding import ClockFacts, Course, Stop, course_of_case, course_of_referral, shared_out
from cases.lateness import late_in, late_spans
from cases.vocabulary import Status
from deadlines.facts import Nature
from deadlines.working_days import Calendar, SpecialDay

FRONT, AGENCY, OTHER = 1, 20, 30
# Tết of 2027, and a Monday off for a Saturday worked.
TET = [SpecialDay(date(2027, 2, 4) + timedelta(days=n), False) for n in range(7)]
SWAP = [SpecialDay(date(2026, 8, 31), False), SpecialDay(date(2026, 8, 22), True)]
CALENDAR = Calendar([2026, 2027, 2028], [*TET, *SWAP])
BEGIN = date(2026, 8, 3)
UNHURRIED = settings(deadline=None, max_examples=150)

REGISTERED = Status.REGISTERED
# One way in which the life of a case goes on from each place: (kind, facts, place after it).
MOVES: dict[str, list[tuple[str, dict[str, object], str]]] = {
    "new": [("case.instructed", {"handler": "7"}, "given"), ("case.voided", {}, "closed")],
    "given": [
        ("case.taken_up", {}, "in hand"),
        ("case.reassigned", {"handler": "8"}, "given"),
        ("case.withdrawn", {}, "closed"),
    ],
    "in hand": [
        ("case.screened", {"waits": True}, "screened"),
        ("case.screened", {"waits": False}, "in hand"),
        ("letter.drafted", {"letter": 1}, "drafted"),
        ("letter.drafted", {"letter": 1, "dispute": 3}, "goes round"),
        ("case.filed_away", {}, "closed"),
        ("case.joined", {"into": 5}, "joined in hand"),
    ],
    "screened": [("screening.confirmed", {}, "in hand"), ("screening.rejected", {}, "in hand")],
    "goes round": [
        ("dispute.settled", {}, "drafted"),
        ("letter.drafted", {"letter": 1, "dispute_dropped": 3}, "drafted"),
    ],
    "drafted": [("letter.submitted", {"letter": 1}, "submitted"), ("other_letter.submitted", {"letter": 9}, "drafted")],
    "submitted": [("letter.sent_back", {"letter": 1}, "drafted"), ("letter.signed", {"letter": 1}, "signed")],
    "signed": [("letter.issued", {"letter": 1}, "issued")],
    "issued": [
        ("referral.dispatched", {"letter": 1, "referral": 2, "agency": AGENCY}, "sent"),
        ("letter.voided", {"letter": 1}, "in hand"),
    ],
    "sent": [
        ("referral.delivered", {"referral": 2}, "there"),
        ("referral.acknowledged", {"referral": 2}, "acknowledged"),
        ("referral.refused", {"referral": 2}, "in hand"),
    ],
    "there": [
        ("referral.recalled", {"referral": 2, "agency": AGENCY}, "in hand"),
        ("referral.acknowledged", {"referral": 2}, "acknowledged"),
        ("referral.refused", {"referral": 2}, "in hand"),
    ],
    "acknowledged": [
        ("referral.answered", {"referral": 2, "answer": 4}, "answered"),
        ("other_letter.drafted", {"letter": 8, "form": "reminder"}, "acknowledged"),
        ("case.withdrawn", {}, "closed"),
    ],
    "answered": [
        ("answer.clarification_asked", {"referral": 2}, "acknowledged"),
        ("answer.accepted", {"answer": 4, "commitments": 1}, "promised"),
        ("answer.accepted", {"answer": 4, "commitments": 0}, "to close"),
    ],
    "promised": [("commitment.contested", {}, "promised"), ("commitment.verified", {}, "to close")],
    "to close": [("case.closed", {}, "closed")],
    "closed": [("case.reopened", {"handler": "7"}, "in hand")],
    "joined in hand": [("case.unjoined", {"out_of": 5}, "in hand")],
}
HOLDS = {
    "new": Holder.LEADER,
    "given": Holder.HANDLER,
    "in hand": Holder.HANDLER,
    "screened": Holder.LEADER,
    "drafted": Holder.HANDLER,
    "goes round": Holder.LEADER,
    "submitted": Holder.LEADER,
    "signed": Holder.RECORDS,
    "issued": Holder.RECORDS,
    "sent": Holder.ON_THE_WAY,
    "there": Holder.AGENCY,
    "acknowledged": Holder.AGENCY,
    "answered": Holder.HANDLER,
    "promised": Holder.AGENCY,
    "to close": Holder.LEADER,
}
BESIDE = st.sampled_from(sorted(LEAVES_IT_THERE - {"duty.paused", "duty.resumed"}))


@st.composite
def walks(draw: st.DrawFn) -> tuple[list[Mark], str, date]:
    """A life of a case as its chain tells it, the place where it ends, and a day to ask on."""
    received = BEGIN - timedelta(days=draw(st.integers(0, 5)))
    marks = [Mark(1, "case.registered", BEGIN, 1, {"received_on": received.isoformat()})]
    place, day = "new", BEGIN
    for _step in range(draw(st.integers(0, 25))):
        # Half of all steps fall on the day of the one before.
        day += timedelta(days=draw(st.sampled_from([0, 0, 0, 1, 2, 5, 30])))
        number = len(marks) + 1
        if draw(st.integers(0, 3)) == 0:
            marks.append(Mark(number, draw(BESIDE), day, number))
            continue
        kind, facts, place = draw(st.sampled_from(MOVES[place]))
        marks.append(Mark(number, kind, day, number, facts))
    return marks, place, day + timedelta(days=draw(st.integers(0, 40)))


def told(marks: list[Mark], until: date, clocks: tuple[ClockFacts, ...] = ()) -> Course:
    course = course_of_case(marks, unit=FRONT, until=until, clocks=clocks)
    assert course is not None
    return course


def adds_up(course: Course) -> None:
    """Without a gap, without an overlap, complete, and in working days as in days."""
    assert course.adds_up
    edges = [(one.after, one.until) for one in course.stretches]
    assert all(after < until for after, until in edges)
    assert all(one[1] == other[0] for one, other in pairwise(edges))
    if edges:
        assert (edges[0][0], edges[-1][1]) == (course.began_on, course.until)
    else:
        assert course.began_on == course.until
    days = [one.working_days(CALENDAR) for one in course.stretches]
    assert sum(day or 0 for day in days) == CALENDAR.working_days_between(course.began_on, course.until)


@st.composite
def clocks(draw: st.DrawFn) -> ClockFacts:
    start = BEGIN + timedelta(days=draw(st.integers(0, 60)))
    stops, day = [], start
    for _number in range(draw(st.integers(0, 3))):
        day += timedelta(days=draw(st.integers(1, 20)))
        last = day + timedelta(days=draw(st.integers(0, 20)))
        stops.append(Stop(day, last))
        day = last
    if stops and draw(st.booleans()):
        stops[-1] = Stop(stops[-1].first_on)
    ended = draw(st.none() | st.integers(0, 200))
    return ClockFacts(
        duty=draw(st.integers(1, 5)),
        unit=draw(st.sampled_from([FRONT, AGENCY])),
        nature=draw(st.sampled_from(list(Nature))),
        in_working_days=draw(st.booleans()),
        started_on=start,
        due_on=start + timedelta(days=draw(st.integers(0, 60))),
        ended_on=None if ended is None else start + timedelta(days=ended),
        stops=tuple(stops),
    )


@UNHURRIED
@given(walks(), st.lists(clocks(), max_size=4))
def test_every_day_has_one_holder_and_the_days_add_up(walk, running):
    marks, _place, until = walk
    adds_up(told(marks, until, tuple(running)))


@UNHURRIED
@given(walks())
def test_the_file_lies_where_the_last_event_put_it(walk):
    marks, place, until = walk
    course = told(marks, until)
    ended = place in {"closed", "joined in hand"}
    assert course.ended == ended
    if course.stretches and not ended and until > marks[-1].on:
        assert course.stretches[-1].holder == HOLDS[place]


@UNHURRIED
@given(walks(), st.randoms())
def test_the_order_in_which_events_are_handed_over_does_not_matter(walk, chance):
    marks, _place, until = walk
    shuffled = list(marks)
    chance.shuffle(shuffled)
    assert told(shuffled, until) == told(marks, until)


@UNHURRIED
@given(walks(), st.randoms())
def test_what_leaves_the_file_where_it_lies_may_be_recorded_before_or_after_on_the_same_day(walk, chance):
    """Only what moves the file decides: a note or a reminder of the same day is written down whenever."""
    marks, _place, until = walk
    moving = [mark for mark in marks if mark.kind in HANDS]
    among = [Mark(90 + n, mark.kind, mark.on, chance.randint(0, 30), mark.facts) for n, mark in enumerate(marks)]
    others = [mark for mark in among if mark.kind in LEAVES_IT_THERE]
    assert told([*moving, *others], until) == told(moving, until)


def could_have_happened(marks: list[Mark]) -> bool:
    """Say whether the life of a case goes this way."""
    place = "new"
    for mark in marks[1:]:
        found = [after for kind, facts, after in MOVES[place] if (kind, facts) == (mark.kind, mark.facts)]
        if not found:
            return False
        place = found[0]
    return True


@UNHURRIED
@given(walks(), st.randoms())
def test_of_one_day_every_order_in_which_it_could_have_happened_tells_the_same_days(walk, chance):
    marks, _place, until = walk
    first, *rest = [mark for mark in marks if mark.kind in HANDS]
    expected = days_of(told([first, *rest], until))
    for _try in range(10):
        mixed = [first, *sorted(rest, key=lambda mark: (mark.on, chance.random()))]
        again = [replace(mark, sequence=number) for number, mark in enumerate(mixed, 1)]
        if could_have_happened(again):
            assert days_of(told(again, until)) == expected


def days_of(course: Course) -> list[tuple[Holder, int | None, str, date, date]]:
    return [(one.holder, one.unit, one.handler, one.after, one.until) for one in course.stretches]


@UNHURRIED
@given(walks(), st.lists(clocks(), max_size=3))
def test_each_stretch_cites_what_it_rests_on(walk, running):
    marks, _place, until = walk
    for one in told(marks, until, tuple(running)).stretches:
        if one.holder not in {Holder.RECEPTION, Holder.PAUSE}:
            assert one.because, one


HEIR = 77


@UNHURRIED
@given(walks(), clocks(), st.integers(-3, 60))
def test_a_succession_cuts_the_days_of_the_agency_in_two_and_gives_none_twice(walk, clock, after):
    """Nothing else changes: the same days, the same late days, each of one agency, the heir's from the first day on."""
    marks, _place, until = walk
    last_on = BEGIN + timedelta(days=after)
    facts = {"from_unit": AGENCY, "to_unit": HEIR, "duties": [clock.duty], "last_on": last_on.isoformat()}
    # Sent afterwards, it is sent to the heir.
    told_of = [
        replace(one, facts={**one.facts, "agency": HEIR}) if one.facts.get("agency") and one.on > last_on else one
        for one in marks
    ]
    taken = [*told_of, Mark(99, "case.succeeded", until, 99, facts)]
    assume(not any(one.facts.get("agency") and one.on == last_on for one in marks))
    alone = told(marks, until, (clock,) if clock.unit != AGENCY else ())
    course = told(taken, until, tuple(shared_out([clock], taken)) if clock.unit != AGENCY else ())
    adds_up(course)
    of_agencies = {Holder.AGENCY, Holder.ON_THE_WAY}
    before = {day for one in alone.stretches if one.holder in of_agencies for day in days_in(one)}
    held = [(day, one.unit) for one in course.stretches if one.holder in of_agencies for day in days_in(one)]
    assert {day for day, _unit in held} == before
    assert len(held) == len(before)
    if not any(one.kind == "case.joined" for one in marks):
        assert all((unit == HEIR) == (day > last_on) for day, unit in held)


@UNHURRIED
@given(clocks(), st.integers(-5, 90))
def test_a_clock_that_another_takes_over_is_late_on_the_same_days_each_of_one(clock, after):
    last_on = BEGIN + timedelta(days=after)
    heirs = replace(clock, unit=HEIR)
    facts = {"from_unit": AGENCY, "to_unit": HEIR, "duties": [clock.duty], "last_on": last_on.isoformat()}
    until = BEGIN + timedelta(days=300)
    parts = shared_out([heirs], [Mark(1, "case.succeeded", until, 1, facts)])

    def late(one: ClockFacts) -> set[date]:
        spans = late_spans(one, until=until)
        return {start + timedelta(days=n + 1) for start, to in spans for n in range((to - start).days)}

    days = [late(one) for one in parts]
    assert set().union(*days) == late(heirs)
    assert sum(map(len, days)) == len(late(heirs))
    for one in parts:
        assert all((day <= last_on) == (one.unit == AGENCY) for day in late(one)) or len(parts) == 1


def days_in(stretch) -> list[date]:
    return [stretch.after + timedelta(days=n + 1) for n in range(stretch.days)]


@UNHURRIED
@given(walks(), clocks())
def test_the_late_days_of_a_duty_are_those_of_the_stretches_together(walk, clock):
    marks, _place, until = walk
    course = told(marks, until, (clock,))
    spans = [
        (max(after, course.began_on), min(to, course.until))
        for after, to in late_spans(clock, until=until)
        if min(to, course.until) > max(after, course.began_on)
    ]
    found = [late for one in course.stretches for late in late_in(one, [clock], CALENDAR, until=until)]
    whole = sum(
        CALENDAR.working_days_between(after, to) if clock.in_working_days else (to - after).days for after, to in spans
    )
    assert sum(late.days for late in found) == whole
    assert {late.nature for late in found} <= {clock.nature}
    assert sum(late.ran_out_here for late in found) <= 1


@UNHURRIED
@given(walks(), clocks())
def test_a_day_in_a_lawful_pause_is_never_late(walk, clock):
    marks, _place, until = walk
    for one in told(marks, until, (clock,)).stretches:
        if one.holder == Holder.PAUSE:
            assert late_in(one, [clock], CALENDAR, until=until) == []


@UNHURRIED
@given(walks())
def test_a_referral_beside_the_lead_has_a_track_of_its_own_that_adds_up(walk):
    marks, _place, until = walk
    course = course_of_referral(marks, 2, unit=FRONT, until=until)
    assert (course is None) == all(mark.facts.get("referral") != 2 for mark in marks if mark.on <= until)
    if course is not None:
        adds_up(course)
        without = course_of_case(marks, unit=FRONT, until=until, beside=frozenset({2}))
        assert without is not None
        adds_up(without)
        assert {one.holder for one in without.stretches}.isdisjoint({Holder.ON_THE_WAY})


@UNHURRIED
@given(walks(), st.lists(clocks(), max_size=3))
def test_the_agencies_days_are_the_same_without_the_desks_of_the_mttq(walk, running):
    marks, _place, until = walk
    around = [mark for mark in marks if mark.kind in AROUND_AN_AGENCY]
    days = [
        [
            (one.unit, one.after, one.until)
            for one in told(known, until, tuple(running)).stretches
            if one.holder == "agency"
        ]
        for known in (marks, around)
    ]
    assert days[0] == days[1]


def test_every_kind_of_event_of_a_case_is_decided():
    assert set(HANDS) & LEAVES_IT_THERE == set()
    assert set(HANDS) | LEAVES_IT_THERE == set(EVENTS)
    assert set(HANDS_OF_A_REFERRAL) <= set(HANDS)


@pytest.mark.parametrize(("status", "holder"), [("registered", Holder.LEADER), ("in_hand", Holder.HANDLER)])
def test_a_case_of_the_old_book_is_the_mttq_s_until_its_desk_is_known(status, holder):
    facts = {"received_on": "2026-08-03", "registered_on": "2026-08-04", "status": status}
    course = told([Mark(1, "case.imported", date(2026, 8, 10), 1, facts)], date(2026, 8, 14))
    assert [(one.holder, one.working_days(CALENDAR)) for one in course.stretches] == [(Holder.FRONT, 5), (holder, 4)]


def test_a_letter_that_arrived_before_it_was_known_belongs_to_the_agency_from_that_day():
    marks = [
        Mark(1, "case.registered", date(2026, 8, 3), 1, {"received_on": "2026-08-03"}),
        Mark(2, "referral.dispatched", date(2026, 8, 4), 2, {"referral": 1, "agency": AGENCY}),
        Mark(3, "referral.delivered", date(2026, 8, 12), 3, {"referral": 1, "received_on": "2026-08-06"}),
    ]
    course = told(marks, date(2026, 8, 12))
    assert [(one.holder, one.unit, one.working_days(CALENDAR)) for one in course.stretches] == [
        (Holder.LEADER, FRONT, 1),
        (Holder.ON_THE_WAY, AGENCY, 2),
        (Holder.AGENCY, AGENCY, 4),
    ]


def test_a_date_of_the_mttq_that_stands_still_does_not_excuse_from_the_law_s():
    marks = [
        Mark(1, "case.registered", date(2026, 8, 3), 1, {"received_on": "2026-08-03"}),
        Mark(2, "referral.dispatched", date(2026, 8, 3), 2, {"referral": 1, "agency": AGENCY}),
        Mark(3, "referral.delivered", date(2026, 8, 3), 3, {"referral": 1}),
        Mark(4, "duty.paused", date(2026, 8, 5), 4, {"duty": 1, "first_on": "2026-08-05"}),
    ]
    asked = ClockFacts(
        1, AGENCY, Nature.LETTER_SET, False, date(2026, 8, 3), date(2026, 8, 20), None, (Stop(date(2026, 8, 5)),)
    )
    law = ClockFacts(2, AGENCY, Nature.STATUTORY, False, date(2026, 8, 3), date(2026, 9, 2), date(2026, 8, 7))
    until = date(2026, 8, 12)
    alone = [(one.holder, one.working_days(CALENDAR)) for one in told(marks, until, (asked,)).stretches]
    both = [(one.holder, one.working_days(CALENDAR)) for one in told(marks, until, (asked, law)).stretches]
    assert alone == [(Holder.AGENCY, 1), (Holder.PAUSE, 6)]
    assert both == [(Holder.AGENCY, 4), (Holder.PAUSE, 3)]
