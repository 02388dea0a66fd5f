"""Is this about the same? Cases that say much of what is being written down, whoever handed them in."""

from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from django.db.models import QuerySet

from audit.actor import Actor
from organizations.folding import fold, spelled
from organizations.models import Unit

from . import access
from .contents import digest_of_text
from .models import Case, Matter
from .models.case import CaseQuerySet
from .vocabulary import Outcome

LOOKED_BACK = 2000
"""So many of the unit's latest cases are compared, walked along its index: a panel, not a search. The page says so."""
COMPARED = 400
SHOWN = 4
ENOUGH = 40
"""From so many hundredths of what was typed on, somebody should look."""
FEWEST_PAIRS = 3
"""Two words in a row that agree are chance."""


@dataclass(frozen=True)
class LooksAlike:
    """A case that says so many hundredths of it, and whether it says all of it word for word."""

    case: Case
    hundredths: int
    word_for_word: bool
    received_on: date | None


def alike(actor: Actor, unit: Unit, *, summary: str, text: str, field: str = "") -> list[LooksAlike]:
    """Return the unit's cases that say much the same, those spelled as it was typed first.

    Marks or none, two words in a row are compared. The same text word for word is found however long ago it came.
    """
    if access.may_register(actor, unit.pk) is None:
        return []
    seen = Case.objects.visible_to(actor).filter(unit=unit, sealed=False).exclude(outcome=Outcome.VOIDED)
    whole = _word_for_word(seen, text)
    typed = _pairs(fold(f"{summary} {text}"))
    scored = dict.fromkeys(whole, 100)
    if len(typed) >= FEWEST_PAIRS:
        for pk, said in _candidates(seen, unit, field):
            agreeing = 100 * len(typed & _pairs(said)) // len(typed)
            if agreeing >= ENOUGH:
                scored.setdefault(pk, agreeing)
    return _best(scored, whole, as_typed=set(spelled(summary).split()))


def _best(scored: dict[int, int], whole: set[int], *, as_typed: set[str]) -> list[LooksAlike]:
    likely = sorted(scored, key=lambda pk: (-scored[pk], -pk))[: 3 * SHOWN]
    cases = Case.objects.select_related("unit", "handler", "lead__agency").in_bulk(likely)

    def rank(case: Case) -> tuple[bool, int, int]:
        marks = len(as_typed & set(spelled(case.summary).split()))
        return case.pk not in whole, -(scored[case.pk] + marks), -case.pk

    best = sorted(cases.values(), key=rank)[:SHOWN]
    opened = Matter.objects.filter(case__in=best).order_by("-pk").values_list("case", "petition__received_on")
    days = dict(opened)
    return [LooksAlike(case, scored[case.pk], case.pk in whole, days.get(case.pk)) for case in best]


def _word_for_word(seen: CaseQuerySet, text: str) -> set[int]:
    digest = digest_of_text(text)
    if not digest:
        return set()
    said = Matter.objects.filter(petition__content_digest=digest).values("case")
    return set(seen.filter(pk__in=said).order_by("-pk").values_list("pk", flat=True)[:SHOWN])


def _candidates(seen: CaseQuerySet, unit: Unit, field: str) -> "QuerySet[Case, tuple[int, str]]":
    """The step that must stay cheap among a million cases: the only one to change when there is an index of words."""
    latest = Case.objects.filter(unit=unit).order_by("-registered_on", "-pk").values("pk")[:LOOKED_BACK]
    found = seen.filter(pk__in=latest)
    if field:
        found = found.filter(field=field)
    return found.order_by("-registered_on", "-pk").values_list("pk", "words__folded")[:COMPARED]


def _pairs(words: str) -> set[tuple[str, str]]:
    said = [word.strip(".,;:!?()“”\"'") for word in words.split()]
    return set(pairwise(said))
