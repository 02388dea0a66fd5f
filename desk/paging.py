"""Lists that turn by the last number seen: each page costs the same however long the list has grown."""

from typing import TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest

Row = TypeVar("Row", bound=Model)


def page_before(
    request: HttpRequest, rows: "QuerySet[Row]", *, size: int, by: str = "pk"
) -> tuple[list[Row], int | None]:
    """Return the rows before the number that the address names (`truoc`), and before which the next page begins."""
    before = request.GET.get("truoc", "")
    if before and not (before.isdecimal() and len(before) < 18):
        raise Http404(before)
    found = list((rows.filter(**{f"{by}__lt": int(before)}) if before else rows).order_by(f"-{by}")[: size + 1])
    return found[:size], getattr(found[size - 1], by) if len(found) > size else None
