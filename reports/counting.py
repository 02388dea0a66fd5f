"""How many: exact up to a thousand, then said so; nobody waits for a count of a million unless they ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.db.models import Q, QuerySet
from django.utils import numberformat
from django.utils.formats import get_format
from django.utils.translation import gettext as _

EXACT_UP_TO = 1000
NO_OTHER_BOUND: Mapping[str, int] = {}
Parts = Mapping[str, Mapping[str, Any]]
"""By the name of a list what is counted of it, each with its condition."""
NO_PARTS: Parts = {}


@dataclass(frozen=True)
class Count:
    number: int
    exact: bool = True

    def __str__(self) -> str:
        # Django's Vietnamese names the mark between thousands, but not that there are three digits to each.
        mark = get_format("THOUSAND_SEPARATOR")
        number = numberformat.format(self.number, ".", grouping=3, thousand_sep=mark, force_grouping=True)
        return number if self.exact else _("hơn %(number)s") % {"number": number}

    def __bool__(self) -> bool:
        return self.number > 0

    def __add__(self, other: "Count") -> "Count":
        together, exact = self.number + other.number, self.exact and other.exact
        return Count(together if exact else min(together, EXACT_UP_TO), exact)


def counted(rows: "QuerySet[Any, Any]", *, exactly: bool = False) -> Count:
    """Count the rows, up to the thousand or, asked for, every one."""
    if exactly:
        return Count(rows.order_by().values("pk").count())
    return counted_each({"": rows})[""]


def counted_at_once(rows: "QuerySet[Any, Any]", parts: "Mapping[str, Q]") -> dict[str, Count]:
    """Count what is few in all its parts by going through it once: every number is exact."""
    numbers = rows.order_by().aggregate(
        **{f"n{at}": models.Count("pk", filter=part, distinct=True) for at, part in enumerate(parts.values())}
    )
    return {name: Count(numbers[f"n{at}"]) for at, name in enumerate(parts)}


@dataclass(frozen=True)
class Written:
    """A list in the words of the database, ready to be counted again and again."""

    sql: str
    said: tuple[Any, ...]
    most: int


def written_each(
    lists: "Mapping[str, QuerySet[Any, Any]]", *, up_to: Mapping[str, int] = NO_OTHER_BOUND, parts: Parts = NO_PARTS
) -> dict[str, Written]:
    """Put each of the lists into words that count it up to the thousand, or to the bound of its own."""
    return {name: _written(rows, up_to.get(name, EXACT_UP_TO), parts.get(name, {})) for name, rows in lists.items()}


def _written(rows: "QuerySet[Any, Any]", most: int, parts: Mapping[str, Any]) -> Written:
    marks = {f"part_{at}": part for at, part in enumerate(parts.values())}
    try:
        query = rows.order_by().annotate(**marks).values("pk", *marks)[: most + 1].query
        sql, said = query.get_compiler(connection.alias).as_sql()
    except EmptyResultSet:
        return Written(f"'{' '.join(['0'] * (1 + len(marks)))}'", (), most)
    # A subquery answers one value: several numbers of a list come in one text.
    numbers = " || ' ' || ".join(["COUNT(*)", *(f"COUNT(*) FILTER (WHERE {mark})" for mark in marks)])
    # Only what the ORM itself wrote, with its parameters apart.
    return Written(f"(SELECT {numbers} FROM ({sql}) AS counted)", tuple(said), most)  # noqa: S608


def counted_written(lists: Mapping[str, Written]) -> dict[str, Count]:
    """Count all of a page in one query."""
    numbers = _numbers(lists)
    return {name: Count(min(numbers[name][0], one.most), numbers[name][0] <= one.most) for name, one in lists.items()}


def _numbers(lists: Mapping[str, Written]) -> dict[str, list[int]]:
    """Return of each list how many there are, and how many of each of its parts."""
    if not lists:
        return {}
    with connection.cursor() as cursor:
        said = [value for one in lists.values() for value in one.said]
        cursor.execute(f"SELECT {', '.join(one.sql for one in lists.values())}", said)
        answers = cursor.fetchone()
    return {name: [int(number) for number in str(answer).split()] for name, answer in zip(lists, answers, strict=True)}


def counted_each(
    lists: "Mapping[str, QuerySet[Any, Any]]", *, up_to: Mapping[str, int] = NO_OTHER_BOUND, parts: Parts = NO_PARTS
) -> dict[str, Count]:
    """Count each of the lists up to the thousand, or to the bound of its own: all of a page in one query.

    `parts` names by its list what is counted on the way; only of a list that is longer it is counted by itself.
    """
    written = written_each(lists, up_to=up_to, parts=parts)
    counts: dict[str, Count] = {}
    longer: dict[str, QuerySet[Any, Any]] = {}
    for name, (number, *others) in _numbers(written).items():
        of_list, most = parts.get(name, {}), written[name].most
        counts[name] = Count(min(number, most), number <= most)
        if number > most:
            longer |= {one: lists[name].filter(part) for one, part in of_list.items()}
        else:
            counts |= {one: Count(other) for one, other in zip(of_list, others, strict=True)}
    return counts | counted_each(longer) if longer else counts
