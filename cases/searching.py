"""Searching without marks, in one text for each case: found whole and first, or met on the way (decision 077)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_

from django.db.models import Count, Q, QuerySet, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from organizations.folding import fold

from .models import CaseWords
from .models.case import CaseQuerySet
from .numbers_given import among

MOST = 12_000
"""So many cases at most are found first and asked about then; of more, the list meets one every few rows."""
LOOKED_AT = 1_000
"""So many of the newest, and as many from the middle of the register, tell whether the words are everywhere."""
EVERYWHERE = 80


@dataclass(frozen=True)
class Searched:
    """What was asked for by words."""

    cases: CaseQuerySet
    few: bool
    """Found first, and known by their numbers: going through all of them costs less than counting each tab."""


def having(words: str, of: CaseQuerySet) -> Searched:
    """Keep the cases in which every word occurs, in the case or in a name that may be searched. None is left out."""
    # The longest first: most often it is the rarest, and the others are asked of fewer.
    wanted = sorted(set(fold(words).split()), key=lambda word: (-len(word), word))
    if not wanted:
        return Searched(of, few=False)
    if not _are_everywhere(wanted):
        found = list(CaseWords.objects.filter(_with(wanted)).values_list("pk", flat=True)[: MOST + 1])
        if len(found) <= MOST:
            return Searched(of.filter(among("pk", sorted(found))), few=True)
    # Asked of each case that the list comes to, and written so that no index of letters is tempted to answer for all.
    return Searched(of.filter(*(GreaterThan(StrIndex("words__folded", Value(word)), 0) for word in wanted)), few=False)


def _with(wanted: Sequence[str]) -> Q:
    return reduce(and_, (Q(folded__contains=word) for word in wanted))


def _are_everywhere(wanted: Sequence[str]) -> bool:
    newest = CaseWords.objects.order_by("-pk")
    if not _often(newest, wanted):
        return False
    last = newest.values_list("pk", flat=True)[0]
    return _often(newest.filter(pk__lte=last // 2), wanted)


def _often(rows: QuerySet[CaseWords], wanted: Sequence[str]) -> bool:
    seen: dict[str, int] = rows[:LOOKED_AT].aggregate(with_all=Count("pk", filter=_with(wanted)))
    return seen["with_all"] >= EVERYWHERE
