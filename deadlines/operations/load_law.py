"""Brings the shipped catalogue into the database: adds what is new, closes what has ended, edits nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from ..law.reading import Catalogue, DayRow, RuleRow, YearRow, shipped
from ..models import CalendarDay, CalendarYear, Edition, Rule
from ..vocabulary import Source


class CatalogueChanged(ValueError):
    """The shipped catalogue says something else about a row that is already law here."""

    def __init__(self, row: str, field: str) -> None:
        sentence = _("“%(row)s” đã nạp rồi mà danh mục nay ghi khác ở mục “%(field)s”; cần phiên bản mới.")
        super().__init__(str(sentence) % {"row": row, "field": field})


@dataclass(frozen=True)
class Loaded:
    rules_added: int = 0
    rules_closed: int = 0
    days_added: int = 0
    years_changed: int = 0

    @property
    def anything(self) -> bool:
        return self != Loaded()


def load_law(*, by: Actor, catalogue: Catalogue | None = None) -> Loaded:
    """Load the catalogue and say what was new. Loading it again changes nothing. Raises `CatalogueChanged`."""
    catalogue = catalogue or shipped()
    if _latest_digest() == catalogue.digest:
        return Loaded()
    with acting(by), transaction.atomic():
        edition = Edition.objects.create(digest=catalogue.digest)
        added, closed = _load_rules(catalogue.rules)
        for rule in closed:
            record("law.rule_closed", rule, by=by, key=rule.key, version=rule.version, until=str(rule.in_force_to))
        days_added, years = _load_calendar(catalogue.years, catalogue.days)
        for year in years:
            record("calendar.changed", year, by=by, year=year.year, version=year.version)
        loaded = Loaded(len(added), len(closed), days_added, len(years))
        record("law.loaded", edition, by=by, digest=edition.digest, **asdict(loaded))
    return loaded


def _latest_digest() -> str | None:
    return Edition.objects.order_by("-id").values_list("digest", flat=True).first()


def _load_rules(rows: Iterable[RuleRow]) -> tuple[list[Rule], list[Rule]]:
    known = {(rule.key, rule.version): rule for rule in Rule.objects.filter(source=Source.SHIPPED)}
    added, closed = [], []
    for row in rows:
        rule = known.get((row.key, row.version))
        if rule is None:
            added.append(Rule(**asdict(row)))
            continue
        for name, value in asdict(row).items():
            if getattr(rule, name) == value:
                continue
            if name != "in_force_to" or rule.in_force_to is not None:
                raise CatalogueChanged(str(rule), name)
            rule.in_force_to = value
            closed.append(rule)
    # Close before adding: one key has at most one version without an end.
    for rule in closed:
        rule.save(update_fields=["in_force_to"])
    Rule.objects.bulk_create(added)
    return added, closed


def _load_calendar(years: Iterable[YearRow], days: Iterable[DayRow]) -> tuple[int, list[CalendarYear]]:
    """Return how many days are new, and the years whose table of days is another one now."""
    known = CalendarDay.objects.in_bulk()
    kinds = {day.day: day.kind for day in known.values()}
    added = []
    for row in days:
        day = known.get(row.day)
        if day is None:
            added.append(CalendarDay(**asdict(row), year_id=row.day.year))
            kinds[row.day] = row.kind
        elif (day.kind, day.swapped_with) != (row.kind, row.swapped_with):
            raise CatalogueChanged(str(day), "kind")
    changed = [year for row in years if (year := _changed_year(row, kinds)) is not None]
    CalendarDay.objects.bulk_create(added)
    return len(added), changed


def _changed_year(row: YearRow, kinds: Mapping[date, str]) -> CalendarYear | None:
    """Write the year when its table of days is new or another one; return it then."""
    content = sorted((day, kind) for day, kind in kinds.items() if day.year == row.year)
    version = sha256(repr(content).encode()).hexdigest()[:12]
    year = CalendarYear.objects.filter(year=row.year).first()
    if year is None:
        return CalendarYear.objects.create(**asdict(row), version=version)
    if year.version == version:
        return None
    year.version = version
    year.save(update_fields=["version"])
    return year
