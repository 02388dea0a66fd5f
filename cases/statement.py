"""Who held the file and how long, as one reader may see it: the tracks of a case, their events and what was late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.utils.translation import gettext as _

from audit.actor import Actor
from audit.kinds import sentence
from audit.models import Event
from deadlines.calendar import Calendar, working_calendar
from deadlines.facts import Nature
from deadlines.facts import Unit as RuleUnit
from deadlines.models import Rule
from deadlines.words import nature_in_words
from organizations.models import Unit
from organizations.names import names_of

from .holders import DESK, Holder, Mark
from .holding import ClockFacts, Course, Stop, Stretch, course_of_case, course_of_referral
from .lateness import Late, late_in
from .models import Case, Duty, Referral
from .queries import SHOWN_TO_AGENCIES, events_of, referrals_for
from .vocabulary import ReferralStatus, Status

WHOLE = 1000


@dataclass(frozen=True)
class Cited:
    """An event as the statement cites it."""

    event: int
    on: date
    sentence: str


@dataclass(frozen=True)
class LateDuty:
    """What was late in a stretch, and why, as somebody has said."""

    title: str
    nature: str
    nature_text: str
    days: int
    in_working_days: bool
    due_on: date
    ran_out_here: bool
    because: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class Held:
    """One stretch, told."""

    holder: Holder
    who: str
    unit: str
    first_on: date
    last_on: date
    days: int
    working_days: int | None
    began_by: tuple[Cited, ...]
    ended_by: tuple[Cited, ...]
    late: tuple[LateDuty, ...]
    from_share: int = 0
    share: int = 0
    """Where the stretch lies on the bar of its track, in thousandths."""


@dataclass(frozen=True)
class Track:
    """The case itself, or one referral that runs beside it."""

    referral: Referral | None
    began_on: date
    until: date
    ended: bool
    working_days: int | None
    """From its first day to its last: what the stretches add up to."""
    held: tuple[Held, ...]
    whole: bool
    """All of it is shown; an agency sees its own stretches only."""

    @property
    def title(self) -> str:
        if self.referral is None:
            return _("Vụ việc")
        return _("Chuyển phối hợp: %(agency)s") % {"agency": self.referral.agency.name}

    @property
    def by_holder(self) -> list[tuple[str, int | None, int]]:
        """Each holder once, in the order they came: working days and days together."""
        found: dict[str, list[Held]] = {}
        for one in self.held:
            found.setdefault(one.who, []).append(one)
        return [(who, _added(held), sum(one.days for one in held)) for who, held in found.items()]


@dataclass
class Statement:
    on: date
    tracks: list[Track] = field(default_factory=list)

    @property
    def case(self) -> Track | None:
        return next((track for track in self.tracks if track.referral is None), None)

    @property
    def late(self) -> dict[str, list[tuple[Held, LateDuty]]]:
        """What was late, by nature: three lists that nobody adds together."""
        found: dict[str, list[tuple[Held, LateDuty]]] = {str(nature): [] for nature in Nature}
        for track in self.tracks:
            for held in track.held:
                for one in held.late:
                    found[one.nature].append((held, one))
        return found


def statement_of(
    case: Case, *, seen_by: Actor, on: date, inside: bool, opened: bool, events: Iterable[Event] | None = None
) -> Statement:
    """Tell the tracks as this reader may know them. An agency sees its own stretches and what was late in them.

    The course itself is counted from every event; only what is shown of it differs.
    """
    rows = list(events_of(case, seen_by=seen_by, inside=True)) if events is None or not inside else list(events)
    marks = [mark_of(event) for event in rows]
    duties = duties_of(case)
    clocks = [clock_of(duty) for duty in duties]
    referrals = list(referrals_for(seen_by, case, inside=True))
    beside = frozenset(one.pk for one in referrals if runs_beside(one))
    only_unit = None if inside else seen_by.unit or 0
    teller = _Teller(case, duties, clocks, marks, beside, on=on, opened=opened, only_unit=only_unit)
    statement = Statement(on)
    whole = course_of_case(marks, unit=case.unit_id, until=on, clocks=clocks, beside=beside)
    others = [
        (one, course_of_referral(marks, one.pk, unit=case.unit_id, until=on, clocks=clocks))
        for one in referrals
        if one.pk in beside
    ]
    for referral, course in [(None, whole), *others]:
        if course is not None and (track := teller.track(referral, course)) is not None:
            statement.tracks.append(track)
    return statement


def course_for(case: Case, *, on: date) -> Course | None:
    """The track of the case as all its events and clocks tell it, whoever may see what of it."""
    events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
    beside = frozenset(one.pk for one in case.referrals.all() if runs_beside(one))
    clocks = [clock_of(duty) for duty in duties_of(case)]
    return course_of_case(map(mark_of, events), unit=case.unit_id, until=on, clocks=clocks, beside=beside)


def out_of_step(case: Case, *, on: date) -> str:
    """Say where the statement and the case disagree, nothing when they agree."""
    course = course_for(case, on=on)
    if course is None:
        return f"{case.number}: nothing says when it came"
    if not course.adds_up:
        return f"{case.number}: the days of its holders do not add up"
    lies = Holder.HANDLER if course.lies_with in DESK | {Holder.PETITIONER} else course.lies_with
    where = _where_it_stands(case)
    if lies != where or (lies == Holder.AGENCY and case.lead is not None and course.at_unit != case.lead.agency_id):
        return f"{case.number}: its events leave it with {course.lies_with}, its status with {where}"
    return ""


def _where_it_stands(case: Case) -> Holder:
    """Which house the file lies in by its status; which desk of the MTTQ is not asked."""
    if case.status == Status.CLOSED:
        return Holder.CLOSED
    if case.status == Status.FORWARDED and case.lead is not None:
        return Holder.ON_THE_WAY if case.lead.status == ReferralStatus.SENT else Holder.AGENCY
    if case.status == Status.SUPERVISED and case.has_unsettled_commitments:
        return Holder.AGENCY
    return Holder.HANDLER


def runs_beside(referral: Referral) -> bool:
    """Say whether a referral has a track of its own beside the one that drives the case."""
    return False


def nature_of(rule: Rule) -> str:
    """A statute that is badly read or may not bind here is the house's mark of the house (law.md §14 points 4, 16)."""
    if rule.nature == Nature.STATUTORY and not rule.can_be_overdue_by_law:
        return Nature.INTERNAL
    return str(rule.nature)


def mark_of(event: Event) -> Mark:
    return Mark(event.pk, event.kind, event.happened_on, event.sequence, event.facts)


def duties_of(case: Case) -> list[Duty]:
    """Everything that was ever owed in the case, with its stops and the reasons given for its lateness."""
    owed = case.duties.select_related("rule", "commitment", "lateness__said_by").prefetch_related("stops")
    return list(owed.order_by("pk"))


def clock_of(duty: Duty) -> ClockFacts:
    ended = duty.met_on or duty.ended_on
    return ClockFacts(
        duty=duty.pk,
        unit=duty.unit_id,
        nature=nature_of(duty.rule),
        # A date written into a letter is a date: its late days are plain days, as it was counted in them.
        in_working_days=duty.given_on is None and duty.rule.unit == RuleUnit.WORKING_DAY,
        started_on=duty.started_on,
        due_on=duty.due_on,
        ended_on=ended,
        stops=tuple(Stop(stop.first_on, stop.last_on) for stop in duty.stops.all()),
        referral=duty.referral_id,
    )


def _added(held: Sequence[Held]) -> int | None:
    """Add working days up; None when one of them is not known."""
    days = [one.working_days for one in held]
    return None if None in days else sum(one or 0 for one in days)


class _Teller:
    """Turns courses into what a reader sees: names looked up once, foreign stretches left out."""

    def __init__(
        self,
        case: Case,
        duties: Sequence[Duty],
        clocks: Sequence[ClockFacts],
        marks: Sequence[Mark],
        beside: frozenset[int],
        *,
        on: date,
        opened: bool,
        only_unit: int | None,
    ) -> None:
        self.on, self.opened, self.only_unit, self.beside = on, opened, only_unit, beside
        self.calendar: Calendar = working_calendar()
        self.duties = {duty.pk: duty for duty in duties}
        self.clocks = [clock for clock in clocks if only_unit is None or clock.unit == only_unit]
        agencies = {mark.facts.get("agency") for mark in marks} - {None}
        self.units = Unit.objects.in_bulk(agencies | {case.unit_id})
        self.people = names_of({str(mark.facts["handler"]) for mark in marks if mark.facts.get("handler")})

    def track(self, referral: Referral | None, course: Course) -> Track | None:
        if referral is None:
            about = [clock for clock in self.clocks if clock.referral not in self.beside]
        else:
            about = [clock for clock in self.clocks if clock.referral == referral.pk]
        seen = [one for one in course.stretches if self._may_see(one)]
        if not seen and self.only_unit is not None:
            return None
        return Track(
            referral=referral,
            began_on=course.began_on,
            until=course.until,
            ended=course.ended,
            working_days=course.working_days(self.calendar),
            held=tuple(self._held(one, course, about) for one in seen),
            whole=self.only_unit is None,
        )

    def _may_see(self, stretch: Stretch) -> bool:
        return self.only_unit is None or (
            stretch.unit == self.only_unit and stretch.holder in {Holder.AGENCY, Holder.PAUSE}
        )

    def _held(self, stretch: Stretch, course: Course, clocks: Sequence[ClockFacts]) -> Held:
        whole = max((course.until - course.began_on).days, 1)
        start = WHOLE * (stretch.after - course.began_on).days // whole
        late = late_in(stretch, clocks, self.calendar, until=self.on)
        return Held(
            holder=stretch.holder,
            who=self._who(stretch),
            unit=self._unit(stretch),
            first_on=stretch.first_on,
            last_on=stretch.until,
            days=stretch.days,
            working_days=stretch.working_days(self.calendar),
            began_by=self._cited(stretch.because),
            ended_by=self._cited(stretch.ended_by),
            late=tuple(self._late(one) for one in late),
            from_share=start,
            share=WHOLE * (stretch.until - course.began_on).days // whole - start,
        )

    def _unit(self, stretch: Stretch) -> str:
        unit = self.units.get(stretch.unit) if stretch.unit else None
        return unit.name if unit else ""

    def _who(self, stretch: Stretch) -> str:
        if stretch.holder == Holder.AGENCY:
            return self._unit(stretch)
        if stretch.holder == Holder.ON_THE_WAY and stretch.unit:
            return _("Công văn trên đường đến %(agency)s") % {"agency": self._unit(stretch)}
        if stretch.holder == Holder.HANDLER and (name := self.people.get(stretch.handler)):
            return _("Mặt trận: người xử lý %(name)s") % {"name": name}
        return str(stretch.holder.label)

    def _cited(self, marks: Sequence[Mark]) -> tuple[Cited, ...]:
        shown = [mark for mark in marks if self.only_unit is None or mark.kind in SHOWN_TO_AGENCIES]
        return tuple(Cited(mark.event, mark.on, sentence(mark.kind)) for mark in shown)

    def _late(self, late: Late) -> LateDuty:
        duty = self.duties[late.duty]
        said = getattr(duty, "lateness", None)
        return LateDuty(
            title=duty.rule.title,
            nature=late.nature,
            nature_text=nature_in_words(duty.rule),
            days=late.days,
            in_working_days=late.in_working_days,
            due_on=duty.due_on,
            ran_out_here=late.ran_out_here,
            because=said.because if said is not None and self.opened else "",
            said_by=said.said_by.full_name if said is not None and said.said_by and self.opened else "",
        )
