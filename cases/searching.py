"""Searching without marks: a rare word is looked up whole and first, a common one is met on the way (decision 067)."""

from typing import Any

from django.db.models import Exists, Max, OuterRef, Q, Value
from django.db.models.functions import StrIndex
from django.db.models.lookups import GreaterThan

from organizations.folding import fold

from .models import Case, Findable, Matter
from .models.case import CaseQuerySet

LOOKED_AT = 8_000
"""The newest so many tell whether a word is common: a page of those that have it is then soon full."""
COMMON = 24
MOST = 4_000
"""So many numbers at most go into a question as a list; more stay in the database."""
SHORTEST = 3
"""Shorter words have no index of letters (`spelling.py`), and are in nearly everything."""
WITHOUT_END = 2**31
"""A limit that limits nothing: PostgreSQL answers what has one by itself, before it thinks about the order."""


def having(words: str, among: CaseQuerySet) -> CaseQuerySet:
    """Keep the cases in which every word occurs, in the case or in a name that may be searched. None is left out."""
    wanted = sorted(set(fold(words).split()), key=len, reverse=True)
    rare = next((word for word in wanted if not _is_common(word)), None)
    if rare is None and len(wanted) > 1 and not _are_common_together(wanted):
        return _read_once(wanted, among)
    for word in wanted:
        among = _among_few(word, among) if word == rare else among.filter(_has(word))
    return among


def _has(word: str) -> Q:
    """Asked of each case that is looked at, and of no other: no index answers for a word that half of them have."""
    # From the case to the case: as an equation it could be answered for all cases at once, and PostgreSQL would read
    # every matter, petition and name before it looks at the first.
    of_this = Matter.objects.current().filter(case__gte=OuterRef("pk"), case__lte=OuterRef("pk"))
    named = of_this.filter(_in("petition__findable__folded", word))
    return Q(_in("folded", word)) | Q(Exists(named))


def _in(column: str, word: str) -> Any:
    return GreaterThan(StrIndex(column, Value(word)), 0)


def _is_common(word: str) -> bool:
    return len(word) < SHORTEST or any(_how_often(word, model) >= COMMON for model in (Case, Findable))


def _how_often(word: str, model: type[Case] | type[Findable]) -> int:
    last = model._base_manager.aggregate(last=Max("pk"))["last"] or 0
    newest = model._base_manager.filter(_in("folded", word), pk__gt=last - LOOKED_AT)
    return newest.order_by()[:COMMON].count()


def _are_common_together(words: list[str]) -> bool:
    last = Case.objects.aggregate(last=Max("pk"))["last"] or 0
    newest = Case.objects.filter(*map(_has, words), pk__gt=last - LOOKED_AT)
    return bool(newest.order_by()[:COMMON].count() >= COMMON)


def _read_once(words: list[str], among: CaseQuerySet) -> CaseQuerySet:
    """Each is common and all together are not: the register is read for them once, not for the page and each count."""
    everywhere = Case.objects.order_by()
    for word in words:
        named = Matter.objects.current().filter(_in("petition__findable__folded", word)).values("case")
        everywhere = everywhere.filter(Q(folded__contains=word) | Q(pk__in=named))
    found = list(everywhere.values_list("pk", flat=True)[: MOST + 1])
    return among.filter(pk__in=found if len(found) <= MOST else everywhere.values("pk"))


def _among_few(word: str, among: CaseQuerySet) -> CaseQuerySet:
    written = Case.objects.filter(folded__contains=word).order_by().values_list("pk", flat=True)
    matters = Matter.objects.current().filter(petition__findable__folded__contains=word).order_by()
    named = matters.values_list("case", flat=True)
    found = {*written[: MOST + 1], *named[: MOST + 1]}
    if len(found) <= MOST:
        return among.filter(pk__in=sorted(found))
    return among.filter(Q(pk__in=written[:WITHOUT_END]) | Q(pk__in=named[:WITHOUT_END]))
