"""Lists that turn by the last number seen: each page costs the same however long the list has grown."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

from .addresses import number_in

Row = TypeVar("Row", bound=Model)


def page_before(
    request: HttpRequest, rows: "QuerySet[Row]", *, size: int, by: str = "pk", named: str = "truoc"
) -> tuple[list[Row], int | None]:
    """Return the rows before the number that the address names, and before which the next page begins."""
    place = place_in(request, named)
    return _page((rows if place is None else rows.filter(**{f"{by}__lt": place})).order_by(f"-{by}"), size, by)


def page_after(
    request: HttpRequest, rows: "QuerySet[Row]", *, size: int, by: str = "pk", named: str = "sau"
) -> tuple[list[Row], int | None]:
    """Return the rows after the number that the address names, and after which the next page begins."""
    place = place_in(request, named)
    return _page((rows if place is None else rows.filter(**{f"{by}__gt": place})).order_by(by), size, by)


def place_in(request: HttpRequest, named: str) -> int | None:
    """Return the number at which a list goes on, None where it begins. Raises Http404 for what is no number."""
    said = request.GET.get(named, "")
    place = number_in(said)
    if said and place is None:
        raise Http404(said)
    return place


def _page(rows: "QuerySet[Row]", size: int, by: str) -> tuple[list[Row], int | None]:
    found = list(rows[: size + 1])
    return found[:size], getattr(found[size - 1], by) if len(found) > size else None
