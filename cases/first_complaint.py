"""Which case a second complaint follows: by the number of the first decision, what is contested, and who complains."""

from dataclasses import dataclass

from django.db.models import Q

from audit.actor import Actor

from .digests import identity_digest
from .models import Case, Party
from .papers import petition_of
from .vocabulary import STAND_BEHIND, FirstKnownBy, Kind, ProceedingFact

SHOWN = 8


@dataclass(frozen=True)
class Candidate:
    case: Case
    reasons: tuple[FirstKnownBy, ...]

    @property
    def why(self) -> str:
        return "; ".join(str(reason.label) for reason in self.reasons)


def first_candidates(actor: Actor, case: Case) -> list[Candidate]:
    """Return first complaints this actor may see that look like the one it follows, the most likely first."""
    seen = Case.objects.visible_to(actor).filter(kind=Kind.COMPLAINT, sealed=False).exclude(pk=case.pk)
    found: dict[int, set[FirstKnownBy]] = {}
    for reason, asked in _asked(case).items():
        for pk in seen.filter(asked).order_by("-pk").values_list("pk", flat=True).distinct()[:SHOWN]:
            found.setdefault(pk, set()).add(reason)
    cases = Case.objects.in_bulk(found)
    known = [Candidate(cases[pk], tuple(one for one in FirstKnownBy if one in why)) for pk, why in found.items()]
    order = list(FirstKnownBy)
    return sorted(known, key=lambda one: (order.index(one.reasons[0]), -len(one.reasons), -one.case.pk))[:SHOWN]


def _asked(case: Case) -> dict[FirstKnownBy, Q]:
    asked = {FirstKnownBy.PERSON: _of_the_same_person(case)}
    contested = getattr(case, "contested", None)
    if contested is not None and contested.first_number.strip():
        number = contested.first_number.strip()
        decided = Q(proceedings__what=ProceedingFact.DECIDED, proceedings__number__iexact=number)
        asked[FirstKnownBy.DECISION] = decided | Q(referrals__answers__number__iexact=number)
    if contested is not None and contested.number.strip():
        asked[FirstKnownBy.CONTESTED] = Q(contested__number__iexact=contested.number.strip())
    return asked


def _of_the_same_person(case: Case) -> Q:
    """The same person as the office knows them, or the same number of identity."""
    behind = Party.objects.filter(petition=petition_of(case), role__in=STAND_BEHIND)
    people = {one.person_id for one in behind}
    digests = {identity_digest(one.who.identity_number) for one in behind if one.who.identity_number}
    named = Q(matters__petition__parties__person__in=people, matters__petition__parties__role__in=STAND_BEHIND)
    return named | Q(matters__petition__findable__identity_digest__in=digests)
