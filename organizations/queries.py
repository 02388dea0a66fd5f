"""Finding units and areas: by subtree, and by what somebody types with or without marks."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from typing import Any, TypeVar

from django.db.models import Q, QuerySet

from .folding import fold, spelled
from .models import Area, Unit
from .models.in_force import in_force
from .vocabulary import COMMUNE_KINDS, FRONT_KINDS

Named = TypeVar("Named", Area, Unit)
T = TypeVar("T")


def unit_and_below(unit_id: int) -> "QuerySet[Unit, int]":
    """Return the ids of the unit and of all units below it; none when there is no such unit."""
    path = _path_of(unit_id)
    # Two statements on purpose: a prefix known beforehand walks the index, LIKE on a joined column cannot.
    units = Unit.objects.filter(path__startswith=path) if path else Unit.objects.none()
    return units.order_by().values_list("pk", flat=True)


def is_within(unit: Unit, above: int) -> bool:
    """Say whether the unit is that one or stands below it: the same as `unit_and_below`, of one unit."""
    path = _path_of(above)
    return path is not None and unit.path.startswith(path)


_known: ContextVar[dict[Any, Any] | None] = ContextVar("known", default=None)


@contextmanager
def asked_once() -> Iterator[None]:
    """While somebody only reads, where units stand and what this person may see is worked out once."""
    before = _known.set({})
    try:
        yield
    finally:
        _known.reset(before)


def once(what: Any, ask: Callable[[], T]) -> T:
    """Return what was worked out under this name while somebody reads; outside of that, work it out each time."""
    known = _known.get()
    if known is None:
        return ask()
    if what not in known:
        known[what] = ask()
    found: T = known[what]
    return found


def _path_of(unit_id: int) -> str | None:
    return once(("path", unit_id), lambda: Unit.objects.filter(pk=unit_id).values_list("path", flat=True).first())


def areas_like(
    text: str, *, on: date, kinds: Iterable[str] = COMMUNE_KINDS, within: str = "", limit: int = 20
) -> list[Area]:
    """Return the areas in force on the day that answer to the words typed, best first: for a ward picker.

    `within` is the code of the province to look in. Old districts are found with their kind and a day of their time.
    """
    rows = Area.objects.filter(in_force(on), _all_words(text), kind__in=list(kinds)).select_related("parent")
    if within:
        rows = rows.filter(parent=within)
    return _best(rows, text, limit)


def units_like(
    text: str, *, on: date, kinds: Iterable[str] = (), below: int | None = None, limit: int = 20
) -> list[Unit]:
    """Return the units in force on the day that answer to the words typed, best first."""
    rows = Unit.objects.filter(in_force(on), _all_words(text)).select_related("parent", "area")
    if kinds:
        rows = rows.filter(kind__in=list(kinds))
    if below is not None:
        rows = rows.filter(pk__in=unit_and_below(below))
    return _best(rows, text, limit)


def agencies_in_force(text: str, *, on: date) -> QuerySet[Unit]:
    """Return the units outside the MTTQ that are there on the day, and answer to the words typed."""
    return Unit.objects.filter(in_force(on), _all_words(text)).exclude(kind__in=FRONT_KINDS).order_by("pk")


def _all_words(text: str) -> Q:
    words = Q()
    for word in fold(text).split():
        words &= Q(folded__contains=word)
    return words


def _best(rows: QuerySet[Named], text: str, limit: int) -> list[Named]:
    """Rank in Python: only here do both engines agree on what ă, ắ and A have in common."""
    plain, marked = fold(text), spelled(text)

    def rank(found: Named) -> tuple[bool, bool, bool, int, str]:
        return (
            marked not in spelled(found.name),
            not _at_word(plain, found.folded),
            not fold(found.name).endswith(plain),
            len(found.name),
            found.folded,
        )

    return sorted(rows, key=rank)[:limit]


def _at_word(words: str, text: str) -> bool:
    return f" {words}" in f" {text}"


def heirs_of(unit: Unit, *, on: date) -> list[Unit]:
    """Return who carries the unit on that day, over as many steps as there were; the unit itself while it goes on."""
    found: list[Unit] = []
    seen, wave = {unit.pk}, [unit]
    while wave:
        found += [one for one in wave if one.is_in_force(on)]
        gone = [one.pk for one in wave if not one.is_in_force(on)]
        after = Unit.objects.filter(predecessions__before__in=gone, predecessions__on__lte=on).exclude(pk__in=seen)
        wave = list(after.distinct().order_by("pk"))
        seen |= {one.pk for one in wave}
    return found
