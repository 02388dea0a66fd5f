"""Who held the file and how long, as one reader may see it: the tracks of a case, their events and what was late."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audit.actor import Actor
from audit.kinds import sentence
from audit.models import Event
from deadlines.calendar import Calendar, working_calendar
from deadlines.facts import Nature
from deadlines.facts import Unit as RuleUnit
from deadlines.models import Rule
from deadlines.words import nature_in_words
from organizations.names import names_of

from .holders import DESK, Holder, Mark
from .holding import ClockFacts, Course, Stop, Stretch, course_of_case, course_of_referral, shared_out
from .lateness import Late, late_in
from .models import Case, Duty, Referral
from .queries import events_of
from .readers import SHOWN_TO_AGENCIES
from .timeline import units_of
from .vocabulary import ReferralRole, ReferralStatus, Status

WHOLE = 1000
NAMES_A_UNIT = ("agency", "superior", "from_unit", "to_unit")
BESIDE = models.Q(role=ReferralRole.COOPERATING)
"""Which referrals run beside the lead, each on a track of its own."""


@dataclass(frozen=True)
class Cited:
    """An event as the statement cites it."""

    number: int
    """Its place in the chain of the case: under it anybody finds it again."""
    on: date
    sentence: str


@dataclass(frozen=True)
class LateDuty:
    """What was late in a stretch, and why, as somebody has said."""

    duty: int
    title: str
    nature: str
    nature_text: str
    days: int
    in_working_days: bool
    due_on: date
    ran_out_here: bool
    because: str = ""
    said_by: str = ""

    @property
    def how_long(self) -> str:
        if self.in_working_days:
            return ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", self.days) % {"n": self.days}
        return ngettext("%(n)s ngày", "%(n)s ngày", self.days) % {"n": self.days}

    @property
    def told(self) -> str:
        facts = {"what": self.title, "nature": self.nature_text, "days": self.how_long}
        return _("%(what)s: chậm %(days)s (%(nature)s)") % facts


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
    def days(self) -> int:
        return (self.until - self.began_on).days

    @property
    def by_holder(self) -> "list[Share]":
        """Each holder once, in the order they came, with all their stretches together."""
        found: dict[str, list[Held]] = {}
        for one in self.held:
            found.setdefault(one.who, []).append(one)
        return [Share(held[0].holder, who, _added(held), sum(one.days for one in held)) for who, held in found.items()]


@dataclass(frozen=True)
class Share:
    holder: Holder
    who: str
    working_days: int | None
    days: int


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
    case: Case,
    *,
    seen_by: Actor,
    on: date,
    inside: bool,
    opened: bool,
    events: Sequence[Event] | None = None,
    duties: Sequence[Duty] | None = None,
    calendar: Calendar | None = None,
) -> Statement:
    """Tell the tracks as this reader may know them. An agency sees its own stretches and what was late in them.

    The course itself is counted from every event; only what is shown of it differs. A page that has read the events
    of an insider, what the reader may know of the duties, or the calendar, hands them in.
    """
    rows = events if events is not None and inside else events_of(case, seen_by=seen_by, inside=True)
    marks = [mark_of(event) for event in rows]
    owed = list(duties_of(case) if duties is None else duties)
    # Every decision that stops a clock says from which day: without one there is nothing to ask for.
    if any("first_on" in mark.facts for mark in marks):
        prefetch_related_objects(owed, "stops")
        clocks = [clock_of(duty, [Stop(one.first_on, one.last_on) for one in duty.stops.all()]) for duty in owed]
    else:
        clocks = [clock_of(duty) for duty in owed]
    clocks = shared_out(clocks, marks)
    others = beside_the_lead(case)
    beside = frozenset(one.pk for one in others)
    only_unit = None if inside else seen_by.unit or 0
    calendar = calendar or working_calendar()
    teller = _Teller(case, owed, clocks, marks, beside, calendar, on=on, opened=opened, only_unit=only_unit)
    whole = course_of_case(marks, unit=case.unit_id, until=on, clocks=clocks, beside=beside)
    tracks: list[tuple[Referral | None, Course | None]] = [(None, whole)]
    tracks += [(one, course_of_referral(marks, one.pk, unit=case.unit_id, until=on, clocks=clocks)) for one in others]
    told = [teller.track(referral, course) for referral, course in tracks if course is not None]
    return Statement(on, [track for track in told if track is not None])


def course_for(case: Case, *, on: date) -> Course | None:
    """The track of the case as all its events and clocks tell it, whoever may see what of it."""
    events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
    beside = frozenset(one.pk for one in beside_the_lead(case))
    clocks = [
        clock_of(duty, [Stop(one.first_on, one.last_on) for one in duty.stops.all()])
        for duty in duties_of(case).prefetch_related("stops")
    ]
    marks = [mark_of(event) for event in events]
    return course_of_case(marks, unit=case.unit_id, until=on, clocks=shared_out(clocks, marks), beside=beside)


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
    if case.is_at_the_superior:
        return Holder.SUPERIOR
    if case.status == Status.SUPERVISED and case.has_unsettled_commitments:
        return Holder.AGENCY
    return Holder.HANDLER


def beside_the_lead(case: Case) -> list[Referral]:
    """Return the referrals that have a track of their own beside the one that drives the case."""
    return case.requests


def nature_of(rule: Rule) -> str:
    """A statute that is badly read or may not bind here is the house's mark of the house (law.md §14 points 4, 16)."""
    if rule.nature == Nature.STATUTORY and not rule.can_be_overdue_by_law:
        return Nature.INTERNAL
    return str(rule.nature)


def mark_of(event: Event) -> Mark:
    return Mark(event.pk, event.kind, event.happened_on, event.sequence, event.facts)


def duties_of(case: Case) -> "models.QuerySet[Duty]":
    """Everything that was ever owed in the case, with the reasons given for its lateness."""
    return case.duties.select_related("rule", "lateness__said_by").order_by("pk")


def clock_of(duty: Duty, stops: Iterable[Stop] = ()) -> ClockFacts:
    return ClockFacts(
        duty=duty.pk,
        unit=duty.unit_id,
        nature=nature_of(duty.rule),
        # A date written into a letter is a date: its late days are plain days, as it was counted in them.
        in_working_days=duty.given_on is None and duty.rule.unit == RuleUnit.WORKING_DAY,
        started_on=duty.started_on,
        due_on=duty.due_on,
        ended_on=duty.met_on or duty.ended_on,
        stops=tuple(stops),
        referral=duty.referral_id,
    )


def _added(held: Sequence[Held]) -> int | None:
    """Add working days up; None when one of them is not known."""
    days = [one.working_days for one in held]
    return None if None in days else sum(one or 0 for one in days)


def _people(case: Case, marks: Sequence[Mark]) -> dict[str, str]:
    known = {str(case.handler_id): str(case.handler)} if case.handler else {}
    others = {str(mark.facts["handler"]) for mark in marks if mark.facts.get("handler")} - known.keys()
    return known | names_of(others)


class _Teller:
    """Turns courses into what a reader sees: names looked up once, foreign stretches left out."""

    def __init__(
        self,
        case: Case,
        duties: Sequence[Duty],
        clocks: Sequence[ClockFacts],
        marks: Sequence[Mark],
        beside: frozenset[int],
        calendar: Calendar,
        *,
        on: date,
        opened: bool,
        only_unit: int | None,
    ) -> None:
        self.on, self.opened, self.only_unit, self.beside = on, opened, only_unit, beside
        self.calendar = calendar
        self.duties = {duty.pk: duty for duty in duties}
        self.clocks = [clock for clock in clocks if only_unit is None or clock.unit == only_unit]
        agencies = {mark.facts[name] for mark in marks for name in NAMES_A_UNIT if mark.facts.get(name)}
        self.units, self.people = units_of(case, agencies), _people(case, marks)

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
        if stretch.holder == Holder.SUPERIOR:
            return _("Cơ quan cấp trên: %(agency)s") % {"agency": self._unit(stretch)}
        if stretch.holder == Holder.ON_THE_WAY and stretch.unit:
            return _("Công văn trên đường đến %(agency)s") % {"agency": self._unit(stretch)}
        if stretch.holder == Holder.HANDLER and (name := self.people.get(stretch.handler)):
            return _("Mặt trận: người xử lý %(name)s") % {"name": name}
        return str(stretch.holder.label)

    def _cited(self, marks: Sequence[Mark]) -> tuple[Cited, ...]:
        shown = [mark for mark in marks if self.only_unit is None or mark.kind in SHOWN_TO_AGENCIES]
        return tuple(Cited(mark.sequence, mark.on, sentence(mark.kind)) for mark in shown)

    def _late(self, late: Late) -> LateDuty:
        duty = self.duties[late.duty]
        # Read with the duties where it is shown; a page that shows days only does not ask.
        said = duty._state.fields_cache.get("lateness")
        return LateDuty(
            duty=duty.pk,
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
