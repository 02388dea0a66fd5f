"""An office takes its rows of numbers over from the paper books: from here on they go on, never back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import Unit

from .. import access, numbering
from ..errors import Unusable
from ..models import SeriesContinued
from ..vocabulary import Series

FIRST_YEAR = 2000
HIGHEST = 9_999_999


def continue_series(
    unit: Unit, *, series: str, year: int, first: int, because: str, by: Actor, on: date
) -> SeriesContinued:
    """Let the next number be `first`. What lies between is explained in the book by the reason given here."""
    with acting(by), transaction.atomic():
        role = access.may_continue_series(by, unit.pk) if unit.is_front else None
        if role is None:
            raise PermissionDenied("continue_series")
        by = by.as_role(role)
        _check(unit, series=series, year=year, first=first, because=because, on=on)
        before = numbering.pass_over(numbering.series_name(series, unit.pk, year), first - 1)
        if before is None:
            next_one = numbering.last_of(numbering.series_name(series, unit.pk, year)) + 1
            reason = _("Số tiếp theo nay đã là %(next)d; số của sổ chỉ đi tiếp, không lùi lại.") % {"next": next_one}
            raise Unusable("first", reason)
        continued = SeriesContinued.objects.create(
            unit=unit,
            series=series,
            year=year,
            after=before,
            first=first,
            because=because.strip(),
            said_by_id=by.person_id,
            said_on=on,
        )
        record("series.continued", continued, by=by, on=on, series=series, year=year, after=before, first=first)
    return continued


def _check(unit: Unit, *, series: str, year: int, first: int, because: str, on: date) -> None:
    if series not in Series.values:
        raise Unusable("series", _("Cần chọn sổ nào."))
    if series == Series.CASE and unit.parent_id is not None:
        # One row of numbers for the whole installation: a commune does not move its neighbours'.
        raise Unusable("series", _("Số vụ việc dùng chung cho mọi đơn vị: chỉ quản trị của đơn vị cao nhất nối tiếp."))
    if not FIRST_YEAR <= year <= on.year + 1:
        raise Unusable("year", _("Cần ghi năm của sổ, bốn số."))
    if not 1 < first <= HIGHEST:
        raise Unusable("first", _("Cần ghi số tiếp theo, lớn hơn 1."))
    if not because.strip():
        raise Unusable("because", _("Cần ghi vì sao các số trước đó không có ở đây."))
