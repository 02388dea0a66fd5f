"""Orders of a list, and turning it by the last row seen: each page costs the same however long the list has grown."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import OrderBy, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.functional import Promise

from ..addresses import number_in

PAGE = 50
BETWEEN = "~"

Rows = QuerySet[Any, Any]


def _as_they_are(rows: Rows) -> Rows:
    return rows


@dataclass(frozen=True)
class Stretch:
    """Rows that are ordered by one column and, where it is the same, by their number.

    An order over a column that may be empty is two stretches: databases disagree where what is empty stands.
    """

    mark: str
    """One letter that says in an address which stretch a place lies in."""
    column: str
    number: str = "pk"
    read: Callable[[str], Any] = str
    descending: bool = False
    only: Callable[[Rows], Rows] = _as_they_are
    """Which rows it holds, and what the order needs beside them."""
    collected: bool = False
    """The rows are few and known: they are collected and sorted, and no index is walked in the hope of meeting them."""

    def in_order(self, rows: Rows, *, backwards: bool = False) -> Rows:
        sign = "-" if self.descending != backwards else ""
        columns = list(dict.fromkeys((self.column, self.number)))
        if self.collected:
            # In the words of an expression, which no index is ordered by: PostgreSQL takes what it was told to look
            # for as spread over all days, and would read years in which there is none of it.
            first, *rest = [OrderBy(Coalesce(name, name), descending=bool(sign)) for name in columns]
            return self.only(rows).order_by(first, *rest)
        return self.only(rows).order_by(*(f"{sign}{name}" for name in columns))

    def past(self, value: Any, number: int, *, backwards: bool = False) -> Q:
        """Say which rows come after the place. The first condition is what an index is entered by."""
        way = "lt" if self.descending != backwards else "gt"
        beyond = Q(**{f"{self.column}__{way}": value}) | Q(**{f"{self.number}__{way}": number})
        return Q(**{f"{self.column}__{way}e": value}) & beyond

    def place_of(self, row: Any) -> str:
        return f"{self.mark}{getattr(row, self.number)}{BETWEEN}{getattr(row, self.column)}"


@dataclass(frozen=True)
class Order:
    name: str
    label: str | Promise
    """As a list that is read in several orders says it."""
    stretches: tuple[Stretch, ...]

    def of_few(self) -> "Order":
        """Return the same order for rows that are few and known."""
        return replace(self, stretches=tuple(replace(one, collected=True) for one in self.stretches))

    def places(self, place: str) -> tuple[int, Any, int]:
        """Read a place from an address. Raises Http404 for one that this order has not."""
        number, between, value = place[1:].partition(BETWEEN)
        for index, stretch in enumerate(self.stretches):
            if place.startswith(stretch.mark) and between and (row := number_in(number)) is not None:
                try:
                    return index, stretch.read(value), row
                except ValueError:
                    break
        raise Http404(place)

    def place_of(self, rows: Rows, number: int) -> str:
        """Return the place of one row, as it stands now; nothing where there is no such row."""
        for stretch in self.stretches:
            row = stretch.only(rows.filter(pk=number)).first()
            if row is not None:
                return stretch.place_of(row)
        return ""

    def some(self, rows: Rows, place: str, *, most: int, backwards: bool = False) -> "list[tuple[str, Any]]":
        """Return so many rows after the place (before it, backwards: nearest first), each with its own place."""
        index, value, number = self.places(place) if place else (len(self.stretches) - 1 if backwards else 0, None, 0)
        found: list[tuple[str, Any]] = []
        way = range(index, -1, -1) if backwards else range(index, len(self.stretches))
        for at in way:
            stretch = self.stretches[at]
            asked = stretch.in_order(rows, backwards=backwards)
            if place and at == index:
                asked = asked.filter(stretch.past(value, number, backwards=backwards))
            found += [(stretch.place_of(row), row) for row in asked[: most - len(found)]]
            if len(found) == most:
                break
        return found


@dataclass(frozen=True)
class Turned:
    rows: list[Any]
    before: str
    """The place before which the page before lies; empty where this is the first."""
    after: str


def turned(rows: Rows, order: Order, *, after: str = "", before: str = "", size: int = PAGE) -> Turned:
    """Return one page and the places of its neighbours."""
    if before:
        found = order.some(rows, before, most=size + 1, backwards=True)
        more, found = len(found) > size, found[:size][::-1]
        return Turned([row for _at, row in found], found[0][0] if more else "", found[-1][0] if found else "")
    found = order.some(rows, after, most=size + 1)
    more, found = len(found) > size, found[:size]
    return Turned([row for _at, row in found], found[0][0] if after and found else "", found[-1][0] if more else "")


def neighbour(rows: Rows, order: Order, place: str, *, backwards: bool) -> Any:
    """Return the row beside the place, None at the end of the list."""
    found = order.some(rows, place, most=1, backwards=backwards)
    return found[0][1] if found else None


def day(value: str) -> date:
    return date.fromisoformat(value)
