"""One timeline of a case: acts, letters, reminders and notes, told in sentences, newest first."""

from dataclasses import dataclass, field
from datetime import date, datetime

from audit.actor import Actor, ActorKind
from audit.kinds import sentence
from audit.models import Event
from organizations.models import Unit
from organizations.names import names_of

from .models import Case, Note
from .queries import INTERNAL_KINDS, events_of


@dataclass
class Happening:
    kind: str
    sentence: str
    happened_on: date
    recorded_at: datetime
    who: str
    unit: str
    internal: bool
    incoming: bool
    """Done by somebody outside the unit that holds the case."""
    words: str = ""
    letter: bool = False
    facts: dict[str, object] = field(default_factory=dict)


LETTER_KINDS = frozenset({"letter.issued", "referral.dispatched"})


def timeline(case: Case, *, seen_by: Actor, inside: bool | None = None) -> list[Happening]:
    """Return what this reader may know of what happened. Names are looked up in one query, units in another."""
    events = list(events_of(case, seen_by=seen_by, inside=inside))
    people = names_of({key for event in events for key in (event.actor_key, event.on_behalf_of) if key})
    units = Unit.objects.in_bulk({event.actor_unit for event in events if event.actor_unit})
    words = _words(case, events)
    return [_happening(event, case.unit_id, people, units, words) for event in events]


def _happening(
    event: Event, holder: int, people: dict[str, str], units: dict[int, Unit], words: dict[object, str]
) -> Happening:
    unit = units.get(event.actor_unit) if event.actor_unit else None
    return Happening(
        kind=event.kind,
        sentence=sentence(event.kind),
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        who=_who(event, people),
        unit=unit.label if unit else "",
        internal=event.kind in INTERNAL_KINDS,
        incoming=event.actor_unit is not None and event.actor_unit != holder,
        words=words.get(event.operation, ""),
        letter=event.kind in LETTER_KINDS,
        facts=event.facts,
    )


def _who(event: Event, people: dict[str, str]) -> str:
    if event.actor_kind == ActorKind.PERSON:
        return people.get(event.actor_key, "")
    return str(ActorKind(event.actor_kind).label)


def _words(case: Case, events: list[Event]) -> dict[object, str]:
    """What was written by hand: kept beside the event, which holds no text."""
    said: dict[object, str] = {}
    if any(event.kind == "case.noted" for event in events):
        said |= dict(Note.objects.filter(case=case).values_list("operation", "text"))
    instructions = {one.pk: one.text for one in case.instructions.all()}
    for event in events:
        if event.kind in {"case.instructed", "case.reassigned"}:
            said[event.operation] = instructions.get(event.facts.get("instruction"), "")
    return said
