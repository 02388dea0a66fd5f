"""What all lives share: the directory, the law, the areas, the people; its rows under small numbers of their own."""

import re
from collections.abc import Iterator

from audit.chain import chain_named, hash_of

from .apart import OTHERWISE_WRITTEN
from .copying import NOTHING
from .lives import Lives
from .marks import NAMED, ROWS
from .shapes import Row

SERIES = "cases_numberseries"
Line = tuple[str, tuple[str, ...], str]


def lines(lives: Lives) -> Iterator[Line]:
    """Yield table, columns and one line for each row; the events chained anew over what their bytes say now."""
    last: dict[str, str] = {}
    heads: list[Row] = []
    for row in lives.base:
        if row.table.name == SERIES:
            continue
        if row.table.name == "audit_chainhead":
            heads.append(row)
            continue
        values = dict(row.values)
        if row.table.name == "audit_event":
            chained = chain_named(values["subject_type"], values["subject_id"])
            values["body"] = _small(values["body"])
            values["previous_hash"] = last.get(chained, "")
            values["hash"] = last[chained] = hash_of(values["previous_hash"], values["body"])
        yield row.table.name, row.table.columns, _line(row, values)
    for row in heads:
        yield row.table.name, row.table.columns, _line(row, {**row.values, "hash": last[row.values["chain"]]})


def series(given: dict[str, int]) -> Iterator[Line]:
    """Yield the counters of the books behind the numbers that were given."""
    columns = ("id", "name", "last")
    for number, (name, at) in enumerate(sorted(given.items()), start=1):
        yield SERIES, columns, f"{number}\t{name}\t{at}\n"


def _line(row: Row, values: dict[str, object]) -> str:
    return "\t".join(_said(values[column]) for column in row.table.columns) + "\n"


def _said(value: object) -> str:
    return NOTHING if value is None else _small(str(value)).translate(OTHERWISE_WRITTEN)


def _small(text: str) -> str:
    return re.sub(NAMED, lambda found: str(int(found.group()) % ROWS), text)
