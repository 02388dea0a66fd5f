"""The version of a year's table of days: it changes whenever a row of it does."""

from hashlib import sha256

from ..models import CalendarYear

CONTENT = ("day", "kind", "name", "citation", "adopted_on", "withdrawn_on")


def renew_version(year: CalendarYear) -> bool:
    """Write the version that the rows of the year make; say whether it is another one."""
    rows = [tuple(map(str, row)) for row in year.days.order_by("day", "pk").values_list(*CONTENT)]
    version = sha256(repr(rows).encode()).hexdigest()[:12]
    if year.version == version:
        return False
    year.version = version
    year.save(update_fields=["version"])
    return True
