"""Is this somebody we know? Earlier petitions of one person, and on what evidence; only those the reader may see."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from audit.actor import Actor
from organizations.folding import fold

from . import access
from .digests import identity_digest, phone_digest
from .errors import NotYoursToSee
from .models import Case, Findable, Matter, Merger, Party, Personal, Petition
from .vocabulary import STAND_BEHIND, Outcome, Sameness

LOOKED_AT = 200
"""So many people of one name are looked at, the latest first: "Nguyễn Thị Hoa" has thousands."""
SHOWN = 8
MOST_OF_ONE = 5
"""So many petitions of one person may stand before the next person's in a search by name."""


@dataclass(frozen=True)
class Earlier:
    """One petition handed in before by what looks like the same person."""

    party: Party = field(repr=False)
    case: Case
    sameness: Sameness
    received_on: date


def earlier(actor: Actor, personal: Personal) -> list[Earlier]:
    """Return earlier petitions of the same person among the cases this actor may see, the latest first."""
    if actor.unit is None or access.may_register(actor, actor.unit) is None:
        return []
    same = dict(_same(personal, _seen_by(actor)))
    matters = Matter.objects.filter(petition__in=[party.petition_id for party in same]).select_related(
        "petition", "case__unit", "case__lead__agency"
    )
    cases = {matter.petition_id: matter for matter in matters.order_by("-pk")}
    known = [
        Earlier(party, cases[party.petition_id].case, sameness, cases[party.petition_id].petition.received_on)
        for party, sameness in same.items()
    ]
    return sorted(known, key=lambda one: one.case.pk, reverse=True)[:SHOWN]


def may_be_named(actor: Actor, person: int) -> bool:
    """Say whether the actor may write a petition down as this person's: one of its cases is theirs to see."""
    return _seen_by(actor).filter(party__person=person).exists()


def the_same_letter(petition: Petition, who: Iterable[Personal]) -> Case | None:
    """Return the case that the unit opened for somebody of this name on the same day, if it may be the same letter."""
    others = Findable.objects.filter(
        petition__unit=petition.unit_id, petition__received_on=petition.received_on, party__role__in=STAND_BEHIND
    ).exclude(petition=petition)
    for personal in who:
        digest = identity_digest(personal.identity_number)
        named = others.filter(folded=fold(personal.name))
        if personal.birth_year is not None:
            named = named.filter(Q(birth_year=None) | Q(birth_year=personal.birth_year))
        if digest:
            named = named.filter(identity_digest__in=["", digest])
        # A number that was voided is asked about no more: the letter behind it is being entered rightly.
        found = Case.objects.filter(matters__petition__in=named.values("petition")).exclude(outcome=Outcome.VOIDED)
        found = found.order_by("-pk").first()
        if found is not None:
            case: Case = found
            return case
    return None


def parties_of(actor: Actor, person: int) -> list[Party]:
    """Return what the actor may see of a person: as it was written down, petition by petition. Nothing: not theirs."""
    parties = list(_parties_seen(actor).filter(person=person).select_related("petition", "identity").order_by("-pk"))
    if not parties:
        raise NotYoursToSee(person)
    return parties


def sees_all_of(actor: Actor, *persons: int) -> bool:
    """Merging moves everything of a person: only who sees all of it may decide."""
    everything = Party.objects.filter(person__in=persons, role__in=STAND_BEHIND)
    return not everything.exclude(pk__in=_parties_seen(actor).values("pk")).exists()


def alike(actor: Actor, parties: Iterable[Party]) -> list[tuple[Party, Sameness]]:
    """Return one party of each other person who looks like this one, with the strongest evidence."""
    parties = list(parties)
    own = {party.person_id for party in parties}
    found: dict[int, tuple[Party, Sameness]] = {}
    strength = list(Sameness)
    for personal in {party.who for party in parties}:
        for party, sameness in _same(personal, _seen_by(actor).exclude(party__person__in=own)):
            before = found.get(party.person_id)
            if before is None or strength.index(sameness) < strength.index(before[1]):
                found[party.person_id] = (party, sameness)
    return list(found.values())


def named(actor: Actor, words: str, *, most: int) -> list[Party]:
    """Return people whose name holds all the words, each once, the latest first; only whom the actor may see."""
    asked = Q(folded__gt="")
    for word in fold(words).split():
        asked &= Q(folded__contains=word)
    rows = _seen_by(actor).filter(asked).select_related("party__identity", "party__petition").order_by("-pk")
    found: dict[int, Party] = {}
    for row in rows[: most * MOST_OF_ONE]:
        found.setdefault(row.party.person_id, row.party)
    return list(found.values())[:most]


def mergers_of(person: int) -> QuerySet[Merger]:
    """Return what was merged into this person and not taken back, the latest first."""
    return Merger.objects.filter(kept=person, undone_on=None).select_related("merged_by").order_by("-pk")


def _seen_by(actor: Actor) -> QuerySet[Findable]:
    return Findable.objects.filter(_in_a_case_of(actor), party__role__in=STAND_BEHIND)


def _parties_seen(actor: Actor) -> QuerySet[Party]:
    return Party.objects.filter(_in_a_case_of(actor), role__in=STAND_BEHIND)


def _in_a_case_of(actor: Actor) -> Q:
    """Seen as somebody of the MTTQ: an agency learns nothing of a person's other petitions.

    Asked of each row that was found by its index: a list of everything the actor may see would be read whole.
    """
    inside = replace(actor, roles=actor.roles - access.READS_SENT)
    of_it = Case.objects.filter(matters__petition=OuterRef("petition"))
    # A petition that is sealed in one of its cases is nobody's "earlier petition" anywhere.
    return Exists(of_it.visible_to(inside)) & ~Exists(of_it.filter(sealed=True))


def _same(personal: Personal, among: QuerySet[Findable]) -> Iterator[tuple[Party, Sameness]]:
    """The same identity number; or the same name, no other birth year, and the same telephone or address."""
    number, phone = identity_digest(personal.identity_number), phone_digest(personal.phone)
    name, address = fold(personal.name), fold(personal.address)
    asked = Q(pk__in=[])
    if number:
        asked |= Q(identity_digest=number)
    if name and (phone or address):
        born = Q(birth_year=None) | Q(birth_year=personal.birth_year) if personal.birth_year else Q()
        asked |= Q(folded=name) & born
    rows = among.filter(asked).select_related("party__identity", "party__petition").order_by("-pk")[:LOOKED_AT]
    for row in rows:
        if number and row.identity_digest == number:
            yield row.party, Sameness.IDENTITY_NUMBER
        elif number and row.identity_digest:
            continue  # two numbers: two people, however alike they are called
        elif phone and row.phone_digest == phone:
            yield row.party, Sameness.PHONE
        elif address and fold(row.party.address) == address:
            yield row.party, Sameness.ADDRESS
