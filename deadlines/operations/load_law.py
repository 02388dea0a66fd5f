"""Brings the shipped catalogue into the database: adds what is new, closes what has ended, edits nothing."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from ..law.reading import Catalogue, DayRow, RuleRow, TransitionRow, YearRow, shipped
from ..models import CalendarDay, CalendarYear, Edition, Rule, Transition
from ..vocabulary import Source
from .calendar_version import renew_version

ONE_DAY = timedelta(days=1)


class CatalogueChanged(ValueError):
    """The shipped catalogue says something else about a row that is already law here."""

    def __init__(self, row: str, field: str) -> None:
        sentence = _("“%(row)s” đã nạp rồi mà danh mục nay ghi khác ở mục “%(field)s”; cần phiên bản mới.")
        super().__init__(str(sentence) % {"row": row, "field": field})


@dataclass(frozen=True)
class Loaded:
    rules_added: int = 0
    rules_closed: int = 0
    transitions_added: int = 0
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
        transitions = _load_transitions(catalogue.transitions)
        days_added, years = _load_calendar(catalogue.years, catalogue.days)
        for year in years:
            record("calendar.changed", year, by=by, year=year.year, version=year.version)
        loaded = Loaded(len(added), len(closed), transitions, days_added, len(years))
        record("law.loaded", edition, by=by, digest=edition.digest, **asdict(loaded))
    return loaded


def _latest_digest() -> str | None:
    return Edition.objects.order_by("-id").values_list("digest", flat=True).first()


def _load_rules(rows: Iterable[RuleRow]) -> tuple[list[Rule], list[Rule]]:
    known = {(rule.key, rule.version): rule for rule in Rule.objects.filter(source=Source.SHIPPED)}
    ours: dict[str, list[Rule]] = {}
    for one in Rule.objects.filter(source=Source.LOCAL):
        ours.setdefault(one.key, []).append(one)
    added: list[Rule] = []
    closed: list[Rule] = []
    for row in rows:
        rule = known.get((row.key, row.version))
        if rule is None:
            fitted, ended = _beside_ours(row, ours.get(row.key, []))
            added += fitted
            closed += ended
        elif _ends_now(rule, row, ours.get(row.key, [])):
            rule.in_force_to = row.in_force_to
            closed.append(rule)
    # Close before adding: one key has at most one version without an end.
    for rule in closed:
        rule.save(update_fields=["in_force_to"])
    Rule.objects.bulk_create(added)
    return added, closed


def _ends_now(rule: Rule, row: RuleRow, ours: list[Rule]) -> bool:
    """Say whether the catalogue closes the row. Any other difference is refused, unless this house decided it."""
    changed = {name for name, value in asdict(row).items() if getattr(rule, name) != value}
    if rule.applies_on:
        changed -= {"applies_here", "applies_basis"}
    last = rule.in_force_to
    closed_here = last is not None and any(one.in_force_from - ONE_DAY == last for one in ours)
    if closed_here and last is not None and (row.in_force_to is None or row.in_force_to > last):
        changed -= {"in_force_to"}
    if changed - {"in_force_to"} or (changed and last is not None and not closed_here):
        raise CatalogueChanged(str(rule), min(changed - {"in_force_to"} or changed))
    return bool(changed)


def _beside_ours(row: RuleRow, ours: list[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Fit a shipped version between those of this house: the later begun follows, and on one day ours stands.

    Return what to add and which of ours ends.
    """
    ended = []
    for one in ours:
        if one.in_force_from == row.in_force_from:
            return [], []
        if one.in_force_from > row.in_force_from:
            last = one.in_force_from - ONE_DAY
            row = replace(row, in_force_to=min(row.in_force_to or last, last))
        elif one.in_force_to is None or one.in_force_to >= row.in_force_from:
            one.in_force_to = row.in_force_from - ONE_DAY
            ended.append(one)
    return [Rule(**asdict(row))], ended


def _load_transitions(rows: Iterable[TransitionRow]) -> int:
    """Add the transitional provisions that are new; return how many."""
    versions = {(rule.key, rule.version): rule for rule in Rule.objects.all()}
    known = {(one.rule_id, one.started_from): one for one in Transition.objects.all()}
    added = []
    for row in rows:
        rule = versions.get((row.key, row.version))
        goes_by = versions.get((row.goes_by_key or "", row.goes_by_version or 0))
        if rule is None or (goes_by is None and row.goes_by_key):
            # It speaks of a shipped version in whose place this house has its own.
            continue
        content = {
            "rule": rule,
            "goes_by": goes_by,
            "started_from": row.started_from,
            "started_to": row.started_to,
            "citation": row.citation,
            "confidence": row.confidence,
            "note": row.note,
        }
        transition = known.get((rule.pk, row.started_from))
        if transition is None:
            added.append(Transition(**content))
            continue
        changed = next((name for name, value in content.items() if getattr(transition, name) != value), None)
        if changed is not None:
            raise CatalogueChanged(str(transition), changed)
    Transition.objects.bulk_create(added)
    return len(added)


def _load_calendar(years: Iterable[YearRow], days: Iterable[DayRow]) -> tuple[int, list[CalendarYear]]:
    """Return how many days are new, and the years whose table of days is another one now."""
    known = {year.year: year for year in CalendarYear.objects.select_for_update()}
    for notice in years:
        if notice.year not in known:
            known[notice.year] = CalendarYear.objects.create(**asdict(notice))
    shipped_days = {day.day: day for day in CalendarDay.objects.filter(source=Source.SHIPPED)}
    ours = set(CalendarDay.objects.filter(source=Source.LOCAL).values_list("day", flat=True))
    added = []
    for row in days:
        day = shipped_days.get(row.day)
        if day is None and row.day not in ours:
            added.append(CalendarDay(**asdict(row), year_id=row.day.year))
        elif day is not None and (day.kind, day.swapped_with) != (row.kind, row.swapped_with):
            raise CatalogueChanged(str(day), "kind")
    CalendarDay.objects.bulk_create(added)
    return len(added), [year for year in known.values() if renew_version(year)]
