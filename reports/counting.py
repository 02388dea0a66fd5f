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


def counted_each(
    lists: "Mapping[str, QuerySet[Any, Any]]", *, up_to: Mapping[str, int] = NO_OTHER_BOUND, parts: Parts = NO_PARTS
) -> dict[str, Count]:
    """Count each of the lists up to the thousand, or to the bound of its own: all of a page in one query.

    `parts` names by its list what is counted on the way; only of a list that is longer it is counted by itself.
    """
    bounds = {name: up_to.get(name, EXACT_UP_TO) for name in lists}
    asked, said = [], []
    counts = {one: Count(0) for name in lists for one in (name, *parts.get(name, ()))}
    for name, rows in lists.items():
        marks = {f"part_{at}": part for at, part in enumerate(parts.get(name, {}).values())}
        query = rows.order_by().annotate(**marks).values("pk", *marks)[: bounds[name] + 1].query
        try:
            sql, params = query.get_compiler(connection.alias).as_sql()
        except EmptyResultSet:
            continue
        # A subquery answers one value: several numbers of a list come in one text.
        numbers = " || ' ' || ".join(["COUNT(*)", *(f"COUNT(*) FILTER (WHERE {mark})" for mark in marks)])
        # Only what the ORM itself wrote, with its parameters apart.
        asked.append((name, f"(SELECT {numbers} FROM ({sql}) AS counted)"))  # noqa: S608
        said += params
    if not asked:
        return counts
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(sql for _name, sql in asked)}", said)
        answers = cursor.fetchone()
    longer: dict[str, QuerySet[Any, Any]] = {}
    for (name, _sql), answer in zip(asked, answers, strict=True):
        of_list, bound = parts.get(name, {}), bounds[name]
        number, *others = map(int, str(answer).split())
        counts[name] = Count(min(number, bound), number <= bound)
        if number > bound:
            longer |= {one: lists[name].filter(part) for one, part in of_list.items()}
        else:
            counts |= {one: Count(other) for one, other in zip(of_list, others, strict=True)}
    return counts | counted_each(longer) if longer else counts
