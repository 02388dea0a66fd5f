"""What the desk asks of tables from the old books: only of the own unit, names only to who may read them."""

from dataclasses import dataclass, field

from django.db.models import QuerySet

from audit.actor import Actor

from .. import access
from ..errors import NotYoursToSee
from ..models import Opening, OpeningRow, SeriesContinued
from ..vocabulary import RowState
from . import problems
from .columns import BY_KEY
from .problems import Problem
from .reading import Cells

FOUND_WANTING = (RowState.BAD, RowState.REFUSED)


@dataclass(frozen=True)
class Shown:
    """A row as this reader may see it."""

    row: OpeningRow
    cells: Cells = field(repr=False)
    problems: list[Problem]
    warnings: list[Problem]


def openings_for(actor: Actor) -> QuerySet[Opening]:
    """Return the tables of the unit, the latest first."""
    if actor.unit is None or access.may_open_books(actor, actor.unit) is None:
        return Opening.objects.none()
    return Opening.objects.filter(unit=actor.unit).select_related("unit", "handed_in_by").defer("content")


def opening_for(actor: Actor, pk: int) -> Opening:
    found = openings_for(actor).filter(pk=pk).first()
    if found is None:
        raise NotYoursToSee(pk)
    return found


def reads_names(actor: Actor, opening: Opening) -> bool:
    return access.may_read_rows(actor, opening.unit_id, handed_in_by=opening.handed_in_by_id)


def shown(row: OpeningRow, *, names: bool) -> Shown:
    """Open the row; what tells who somebody is stays closed to whoever may not read names."""
    said = row.said or {}
    cells = {key: cell for key, cell in said.get("cells", {}).items() if names or not _tells(key)}
    return Shown(row, cells, problems.read(said.get("problems", [])), problems.read(said.get("warnings", [])))


def wanting(opening: Opening) -> QuerySet[OpeningRow]:
    """Return the rows that did not come in, in the order of the table."""
    return opening.rows.filter(state__in=FOUND_WANTING).order_by("line")


def continued_for(actor: Actor) -> QuerySet[SeriesContinued]:
    return SeriesContinued.objects.filter(unit=actor.unit or 0).select_related("said_by").order_by("-pk")


def _tells(key: str) -> bool:
    # Words in which people write may name them as well.
    return key not in BY_KEY or BY_KEY[key].personal or key in {"text", "asked", "summary", "note", "answer_text"}
