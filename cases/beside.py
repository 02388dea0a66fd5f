"""What may run beside a case, in tables of their own: of most cases there is nothing, and one statement says it of all.

A property that is declared `beside` asks its own table, once. A case that was read with `look_beside` has brought along
whether there is anything to ask for, and asks no table in which it has no rows. Read so only what nobody is changing.
"""

from collections.abc import Callable
from functools import cache, cached_property
from typing import Any, Self, TypeVar, overload

from django.db import connection, models
from django.db.models import Exists, OuterRef, Q
from django.db.models.expressions import RawSQL

T = TypeVar("T")
Rows = TypeVar("Rows", bound="models.QuerySet[Any]")
_SEEN = "beside_"


class Beside(cached_property[T]):
    """A cached property that knows which rows it asks for, and what it says when there are none."""

    def __init__(self, ask: Callable[[Any], T], rows: str, which: Q, nothing: Callable[[], Any]) -> None:
        super().__init__(ask)
        self.rows, self.which, self.nothing = rows, which, nothing

    @overload
    def __get__(self, case: None, owner: type[Any] | None = None) -> Self: ...
    @overload
    def __get__(self, case: object, owner: type[Any] | None = None) -> T: ...
    def __get__(self, case: Any, owner: type[Any] | None = None) -> Any:
        if case is not None and case.__dict__.get(f"{_SEEN}{self.attrname}") is False:
            return self.nothing()
        return super().__get__(case, owner)

    def exists(self, model: type[models.Model]) -> Exists:
        relation = model._meta.get_field(self.rows)
        theirs: Any = relation.related_model
        case = relation.remote_field.name  # type: ignore[union-attr]  # the other side of a foreign key has one
        return Exists(theirs._default_manager.filter(**{case: OuterRef("pk")}).filter(self.which).order_by())


def beside(rows: str, which: Q, *, nothing: Callable[[], Any]) -> Callable[[Callable[[Any], T]], Beside[T]]:
    """Declare a property that reads rows of this relation, and says `nothing()` where there are none of these."""
    return lambda ask: Beside(ask, rows, which, nothing)


def any_beside(rows: str, which: Q | None = None) -> Beside[bool]:
    """Declare a property that says whether there are such rows."""
    wanted = which or Q()
    return Beside(lambda case: bool(getattr(case, rows).filter(wanted).exists()), rows, wanted, bool)


def look_beside(cases: Rows, *names: str) -> Rows:
    """Let each case bring along whether it has anything of these beside it."""
    return cases.annotate(**_questions(cases.model, names))  # type: ignore[arg-type]  # a class is hashable


@cache
def _questions(model: type[models.Model], names: tuple[str, ...]) -> dict[str, RawSQL]:
    return written_out(model, {f"{_SEEN}{name}": _declared(model, name).exists(model) for name in names})


def written_out(model: type[models.Model], asked: dict[str, Any]) -> dict[str, RawSQL]:
    """Return the same questions about a row as the words they come to, for annotations that are asked all day.

    Thirty of them took longer to put into words each time than the database took to answer.
    """
    compiler = model._default_manager.annotate(**asked).order_by().query.get_compiler(connection=connection)
    compiler.pre_sql_setup()
    assert len(compiler.query.alias_map) == 1, "they are asked of the row, not of one joined to it"
    said = {name: (what.output_field, sql, params) for what, (sql, params), name in compiler.select if name in asked}
    # Django wrote these words itself a line ago; nothing that anybody entered is in them.
    return {name: RawSQL(sql, params, output_field=field) for name, (field, sql, params) in said.items()}  # noqa: S611


def _declared(model: type[models.Model], name: str) -> "Beside[Any]":
    found = next(vars(kind)[name] for kind in model.__mro__ if name in vars(kind))
    assert isinstance(found, Beside), name
    return found
