"""Questions an auditor asks of the register: what happened, who saw what. Nobody learns more than they may."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Count, Max, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.actor import Actor, ActorKind, Channel
from audit.kinds import sentence
from audit.models import Event
from audit.readers import Reader, Shown, kinds_for, may_read, shows
from cases import access
from cases.models import Case
from organizations.models import Membership, Unit, User
from organizations.names import names_of
from organizations.operations.signing_in import NOBODY
from organizations.queries import unit_and_below
from organizations.vocabulary import Role

from .audit_words import details_of

OF_A_CASE, OF_A_READER, OF_A_PERSON = "cases.case", "audit.readingday", "organizations.user"
OPENED = "case.revealed"
"""The one reading that stands on the case itself: it is a move, with its reason."""


@dataclass(frozen=True)
class Asked:
    """What is searched for; what is not said is not asked."""

    first: date
    last: date
    person: int | None = None
    unit: int | None = None
    case: int | None = None
    kind: str = ""
    channel: str = ""
    only: str = ""


@dataclass(frozen=True)
class Told:
    """One event as the audit desk shows it."""

    event: Event
    sentence: str
    who: str
    unit: str
    channel: str
    case: Case | None
    details: str


ONLY: dict[str, Q] = {
    "read": Q(subject_type=OF_A_READER) & ~Q(kind="reading.refused"),
    "refused": Q(kind__in=["reading.refused", "client.refused", "link.refused"]),
    "doors": Q(kind__startswith="person."),
    "house": Q(kind__regex=r"^(law|calendar|competence|unit|membership|deputisation|client|changeover)\."),
}


def reader_of(actor: Actor) -> Reader:
    """Return as what this person reads the register; an auditor reads more than a supervisor."""
    return Reader.AUDITOR if Role.AUDITOR in actor.roles else Reader.SUPERVISOR


def events_for(actor: Actor) -> QuerySet[Event]:
    """Return the events this person may know of: of cases they see, and of the people and units they look after."""
    if actor.kind != ActorKind.PERSON or not actor.roles & {Role.AUDITOR, Role.SUPERVISOR} or actor.unit is None:
        return Event.objects.none()
    cases = Case.objects.filter(access.visible(actor)).order_by().values("pk")
    units = unit_and_below(actor.unit)
    people = Membership.objects.filter(unit__in=units).order_by().values("user")
    elsewhere = ~Q(subject_type=OF_A_CASE) & ~Q(about_type=OF_A_CASE)
    at_the_door = Q(actor_unit=None, subject_type=OF_A_PERSON)
    theirs = Q(actor_unit__in=units) | (at_the_door & Q(subject_id__in=people))
    if Unit.objects.filter(pk=actor.unit, parent=None).exists():
        # Strangers, programs and the house itself are looked after by whoever stands above all others.
        theirs |= Q(actor_unit=None, actor_kind=ActorKind.SYSTEM) & (~at_the_door | Q(subject_id=NOBODY.pk))
    of_cases = Q(subject_type=OF_A_CASE, subject_id__in=cases) | Q(about_type=OF_A_CASE, about_id__in=cases)
    return Event.objects.filter(of_cases | (elsewhere & theirs), kind__in=kinds_for(reader_of(actor)))


def found(actor: Actor, asked: Asked) -> QuerySet[Event]:
    """Return what was asked for, newest first."""
    begins, ends = span(asked.first, asked.last)
    events = events_for(actor).filter(recorded_at__gte=begins, recorded_at__lt=ends)
    if asked.person is not None:
        by_them = Q(actor_kind=ActorKind.PERSON, actor_key=str(asked.person))
        events = events.filter(by_them | Q(subject_type=OF_A_PERSON, subject_id=asked.person))
    if asked.unit is not None:
        events = events.filter(actor_unit=asked.unit)
    if asked.case is not None:
        events = events.filter(about_case(asked.case))
    if asked.kind:
        events = events.filter(kind=asked.kind)
    if asked.channel:
        events = events.filter(channel=asked.channel)
    if asked.only:
        events = events.filter(ONLY[asked.only])
    return events.order_by("-recorded_at", "-pk")


def span(first: date, last: date) -> tuple[datetime, datetime]:
    """Return the moments between which the days lie, both included."""
    zone = timezone.get_default_timezone()
    return (
        datetime.combine(first, time.min, tzinfo=zone),
        datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
    )


def about_case(case: int) -> Q:
    return Q(subject_type=OF_A_CASE, subject_id=case) | Q(about_type=OF_A_CASE, about_id=case)


def older_than(events: QuerySet[Event], place: Event) -> QuerySet[Event]:
    """Go on below this event: by the pair that orders the list, so that no page is ever counted off."""
    return events.filter(Q(recorded_at__lt=place.recorded_at) | Q(recorded_at=place.recorded_at, pk__lt=place.pk))


def told(events: list[Event], *, seen_by: Actor) -> list[Told]:
    """Say each event as the table of readers allows it: names, units and cases in one query each."""
    reader = reader_of(seen_by)
    events = [event for event in events if may_read(event.kind, reader)]
    keys = {key for event in events if event.actor_kind == ActorKind.PERSON for key in _keys(event)}
    people = names_of(keys)
    units = Unit.objects.in_bulk({event.actor_unit for event in events if event.actor_unit})
    asked = {number for event in events if (number := case_of(event)) is not None}
    cases = Case.objects.filter(access.visible(seen_by)).in_bulk(asked) if asked else {}
    return [
        Told(
            event=event,
            sentence=sentence(event.kind),
            who=_who(event, people) if shows(event.kind, reader, Shown.WHO) else "",
            unit=units[event.actor_unit].label if event.actor_unit in units else "",
            channel=str(Channel(event.channel).label) if event.channel else "",
            case=cases.get(case_of(event) or 0),
            details=details_of(event) if shows(event.kind, reader, Shown.FACTS) else "",
        )
        for event in events
    ]


def case_of(event: Event) -> int | None:
    if event.subject_type == OF_A_CASE:
        return event.subject_id
    return event.about_id if event.about_type == OF_A_CASE else None


def _who(event: Event, people: dict[str, str]) -> str:
    if event.actor_kind != ActorKind.PERSON:
        return str(ActorKind(event.actor_kind).label)
    who = people.get(event.actor_key, "")
    if event.on_behalf_of in people:
        return _("%(who)s, thay %(whom)s") % {"who": who, "whom": people[event.on_behalf_of]}
    return who


def _keys(event: Event) -> set[str]:
    return {event.actor_key, event.on_behalf_of} - {""}


@dataclass(frozen=True)
class Read:
    """One person and one thing they did with a case, how often and when last."""

    who: str
    person: str
    sentence: str
    times: int
    latest: datetime


def who_saw(actor: Actor, case: Case) -> list[Read]:
    """Return everyone who opened, read, took out or was turned away from the case, the latest first."""
    rows = events_for(actor).filter(
        Q(subject_type=OF_A_CASE, subject_id=case.pk, kind=OPENED)
        | Q(subject_type=OF_A_READER, about_type=OF_A_CASE, about_id=case.pk)
    )
    counted = rows.order_by().values("actor_kind", "actor_key", "kind")
    counted = counted.annotate(times=Count("pk"), latest=Max("recorded_at")).order_by("-latest")
    grouped = list(counted)
    people = names_of({row["actor_key"] for row in grouped if row["actor_kind"] == ActorKind.PERSON})
    return [
        Read(
            who=people.get(row["actor_key"], "") or str(ActorKind(row["actor_kind"]).label),
            person=row["actor_key"] if row["actor_key"] in people else "",
            sentence=sentence(row["kind"]),
            times=row["times"],
            latest=row["latest"],
        )
        for row in grouped
    ]


def people_for(actor: Actor) -> QuerySet[User]:
    """Return who may be asked about by name: whoever has or had a role in the units looked after."""
    units = unit_and_below(actor.unit or 0)
    return User.objects.filter(pk__in=Membership.objects.filter(unit__in=units).values("user")).order_by("full_name")
