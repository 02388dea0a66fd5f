"""One timeline of a case: acts, letters, reminders and notes, told in sentences, newest first."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.utils.translation import gettext as _

from audit.actor import Actor, ActorKind
from audit.kinds import sentence
from audit.models import Event
from audit.readers import Reader, Shown, shows
from organizations.models import Unit
from organizations.names import names_of

from .bounds import Decision, decisions_about
from .models import Case, Imported, Note
from .queries import INTERNAL_KINDS, events_of, reads_internal
from .readers import OF_AN_INSPECTION


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
    sequence: int = 0
    changes: bool = False
    """What it changed may be asked for."""


FROM_AND_TO = ("from_unit", "to_unit")
HANDED_ON = frozenset({"case.succeeded", "agenda.handed_on"})
# Acts whose words are notes of their own, beside the note as such.
WITH_A_NOTE = frozenset(
    {
        "case.noted",
        "case.reported_to_head",
        "supplement.asked",
        "supplement.received",
        "supplement.handed_in",
        "supplement.waived",
        "case.filed_unsupplemented",
        "case.partly_withdrawn",
        "day.corrected",
        "late_entry.struck",
        "party.corrected",
        "paper.corrected",
        "act.corrected",
        "case.unsucceeded",
        "withdrawal.doubted",
        "withdrawal.refused",
        "withdrawal.cleared",
        "reopening.asked",
        "reopening.declined",
        "inspection.planned",
        "inspection.moved",
        "inspection.regrouped",
        "inspection.called_off",
        "inspection.reported",
    }
)
# The other of two complaints about one matter; who may not see that case reads its number and no more.
NAMES_ANOTHER = frozenset({"complaint.linked", "complaint.continued"})
SPOKEN_OF = frozenset({"case.brought_up", "case.taken_down"})
LETTER_KINDS = frozenset({"letter.issued", "referral.dispatched"})


def timeline(
    case: Case,
    *,
    seen_by: Actor,
    inside: bool | None = None,
    opened: bool | None = None,
    decided: list[Decision] | None = None,
    events: list[Event] | None = None,
) -> list[Happening]:
    """Return what this reader may know of what happened. Names are looked up in one query, units in another.

    Events that were asked for already come from `events_of` for the same reader.
    What was written by hand about a sealed case is left out, unless the caller knows that it lies open to the reader.
    """
    if inside is None:
        inside = reads_internal(seen_by, case)
    reader = Reader.FILE if inside else Reader.AGENCY
    events = events_of(case, seen_by=seen_by, inside=inside) if events is None else events
    people = names_of({key for event in events for key in (event.actor_key, event.on_behalf_of) if key})
    wanted = {event.actor_unit for event in events if event.actor_unit}
    wanted |= {event.facts[name] for event in events if event.kind in HANDED_ON for name in FROM_AND_TO}
    units = units_of(case, wanted)
    words: dict[object, str] = {}
    if not case.sealed if opened is None else opened:
        told = [event for event in events if shows(event.kind, reader, Shown.WORDS)]
        known = decisions_about(case) if decided is None and inside else decided or []
        words = _words(case, told, known, inside=inside)
    if not inside:
        # An agency deals with the unit, whoever sat there: of persons it reads its own.
        own = {event.actor_key for event in events if event.actor_unit is not None and event.actor_unit == seen_by.unit}
        people = {key: name for key, name in people.items() if key in own}
    return [_happening(event, case.unit_id, people, units, words, reader) for event in events]


def units_of(case: Case, wanted: set[int]) -> dict[int, Unit]:
    """Return the units by key; the two that nearly every event is of came with the case."""
    known = {case.unit_id: case.unit} | ({case.lead.agency_id: case.lead.agency} if case.lead else {})
    others = wanted - known.keys()
    return known | (Unit.objects.in_bulk(others) if others else {})


def _happening(
    event: Event, holder: int, people: dict[str, str], units: dict[int, Unit], words: dict[object, str], reader: Reader
) -> Happening:
    unit = units.get(event.actor_unit) if event.actor_unit else None
    return Happening(
        kind=event.kind,
        sentence=sentence(event.kind),
        happened_on=event.happened_on,
        recorded_at=event.recorded_at,
        who=_who(event, people) if shows(event.kind, reader, Shown.WHO) else "",
        unit=unit.label if unit else "",
        internal=event.kind in INTERNAL_KINDS,
        # What colleagues of another unit say among themselves is no letter that came in.
        incoming=event.actor_unit not in {None, holder} and event.kind not in INTERNAL_KINDS,
        words=(words.get(event.operation, "") if shows(event.kind, reader, Shown.WORDS) else "")
        or _from_and_to(event, units),
        letter=event.kind in LETTER_KINDS,
        facts=event.facts if shows(event.kind, reader, Shown.FACTS) else {},
        sequence=event.sequence,
        changes=shows(event.kind, reader, Shown.CHANGES),
    )


def _from_and_to(event: Event, units: dict[int, Unit]) -> str:
    """Which unit ended, and which carries on."""
    if event.kind not in HANDED_ON:
        return ""
    names = [units[event.facts[name]].name for name in FROM_AND_TO]
    return " → ".join(names)


def _who(event: Event, people: dict[str, str]) -> str:
    if event.actor_kind == ActorKind.PERSON:
        return people.get(event.actor_key, "")
    return str(ActorKind(event.actor_kind).label)


def _words(case: Case, events: list[Event], decided: list[Decision], *, inside: bool) -> dict[object, str]:
    """What was written by hand: kept beside the event, which holds no text."""
    said: dict[object, str] = {}
    said |= _notes(case, events, inside=inside)
    if any(event.kind in {"case.screened", "screening.rejected"} for event in events):
        said |= _words_of_screening(case, events)
    # One reason stands on both timelines: that of the case that was joined, and that of the one that leads.
    for decision in decided:
        row, number = decision.row, decision.other.number
        before = said.get(row.operation)
        # Several matters split off at once have one reason.
        said[row.operation] = f"{number}, {before}" if before else f"{number}: {row.because}"
        if row.undone_by is not None:
            said[row.undone_by] = f"{number}: {row.undone_because}"
    said |= {event.operation: case.voided_because for event in events if event.kind == "case.voided"}
    said |= {event.operation: str(event.facts["number"]) for event in events if event.kind in NAMES_ANOTHER}
    if any(event.kind.startswith("proceeding.") for event in events):
        said |= _papers_of_proceedings(case, events)
    if any(event.kind in {"petitioner.judged", "petitioner.heeded"} for event in events):
        for one in case.verdicts.all():
            said[one.operation] = "\n".join(filter(None, [one.get_helped_display(), one.text]))
            if one.heeded_operation is not None:
                said.setdefault(one.heeded_operation, one.heeded_because)
    if any(event.kind == "petitioner.told" for event in events):
        said |= {one.operation: f"{one.get_how_display()}: {one.text}" for one in case.told.all()}
    if any(event.kind == "case.imported" for event in events):
        brought = Imported.objects.get(case=case)
        former = _("Mã ở hệ thống cũ: %(id)s.") % {"id": brought.previous_id} if brought.previous_id else ""
        words = "\n".join(part for part in (former, brought.note) if part)
        said |= {event.operation: words for event in events if event.kind == "case.imported"}
    for event in (one for one in events if one.kind in OF_AN_INSPECTION):
        said[event.operation] = "\n".join(filter(None, [_day_of_inspection(event), said.get(event.operation)]))
    said |= _words_of_the_agenda(case, events)
    instructions = {one.pk: one.text for one in case.instructions.all()}
    for event in events:
        if event.kind in {"case.instructed", "case.reassigned", "case.handed_over"}:
            said[event.operation] = instructions.get(event.facts.get("instruction"), "")
    return said


def _notes(case: Case, events: list[Event], *, inside: bool) -> dict[object, str]:
    """Words that are notes. The agency knows the day of an inspection; why it was moved, what was found is not told."""
    noted = {
        event.operation
        for event in events
        if (event.kind in WITH_A_NOTE or "late_entry" in event.facts) and (inside or event.kind not in OF_AN_INSPECTION)
    }
    notes = Note.objects.filter(case=case).values_list("operation", "text") if noted else ()
    return {operation: text for operation, text in notes if operation in noted}


def _day_of_inspection(event: Event) -> str:
    """For which day it was planned; from which day it was moved."""
    days = {
        name: f"{date.fromisoformat(event.facts[name]):%d/%m/%Y}"
        for name in ("was", "held_on", "went_on")
        if name in event.facts
    }
    if event.kind == "inspection.reported":
        return _("Đã đi ngày %(went_on)s.") % days
    if event.kind == "inspection.called_off":
        return _("Lịch ngày %(held_on)s.") % days
    if days.get("was", days["held_on"]) != days["held_on"]:
        return _("Từ ngày %(was)s sang ngày %(held_on)s.") % days
    return _("Ngày kiểm tra: %(held_on)s.") % days


def _words_of_screening(case: Case, events: list[Event]) -> dict[object, str]:
    """What was decided, why otherwise than proposed, and why a second person did not agree."""
    screenings = {one.pk: one for one in case.all_screenings}
    said: dict[object, str] = {}
    for event in events:
        one = screenings.get(event.facts.get("screening", 0))
        if one is not None and event.kind == "case.screened":
            said[event.operation] = "\n".join(filter(None, [one.get_decided_display(), one.because]))
        elif one is not None and event.kind == "screening.rejected":
            said[event.operation] = one.judged_because
    return said


def _words_of_the_agenda(case: Case, events: list[Event]) -> dict[object, str]:
    """Before whom and why it was brought up, and what was said of it; whichever unit did so, it stands in the file."""
    spoken_of = [one for one in events if one.kind in SPOKEN_OF]
    items = {one.pk: one for one in case.agenda.all()} if spoken_of else {}
    said: dict[object, str] = {}
    for event in spoken_of:
        item = items[event.facts["agenda"]]
        words = item.because if event.kind == "case.brought_up" else item.decided
        said[event.operation] = "\n".join(filter(None, [str(item.get_brought_to_display()), words]))
    return said


def _papers_of_proceedings(case: Case, events: list[Event]) -> dict[object, str]:
    """By which paper the competent body did it, and what in it goes against the law."""
    facts = {one.pk: one for one in case.proceedings.all()}
    said: dict[object, str] = {}
    for event in events:
        one = facts.get(event.facts.get("proceeding", 0)) if event.kind.startswith("proceeding.") else None
        if one is not None:
            paper = _("Văn bản %(number)s ngày %(day)s.") % {"number": one.number, "day": f"{one.dated_on:%d/%m/%Y}"}
            said[event.operation] = "\n".join(filter(None, [paper, one.get_breach_display(), one.because]))
    return said
