"""Reads the shipped catalogue and refuses a row that does not say all it must."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ..facts import AppliesHere, Confidence, Direction, ExtensionTerms, Nature, PauseEffect, Unit, Variant
from ..thresholds import WrongThresholds, thresholds
from ..vocabulary import DayKind, RuleRole

T = TypeVar("T")

HERE = Path(__file__).parent
CALENDAR = "calendar.yaml"
TRANSITIONS = "transitions.yaml"
LEAVES = "leaves.yaml"
"""What becomes of a petition: `leaves.py` reads it, no clock needs it."""
RETENTION = "retention.yaml"
"""How long closed files are kept: `schedule.py` reads it, nobody is late by it."""

ALLOWED: Mapping[str, Iterable[str]] = {
    "role": RuleRole.values,
    "nature": list(Nature),
    "unit": list(Unit),
    "direction": list(Direction),
    "pause": list(PauseEffect),
    "confidence": list(Confidence),
    "applies_here": list(AppliesHere),
    "kind": DayKind.values,
}


class WrongRow(ValueError):
    """A row of the catalogue cannot be meant: the message names the row and what is wrong with it."""


@dataclass(frozen=True)
class RuleRow:
    key: str
    version: int
    title: str
    case_kind: str
    step: str
    role: str
    nature: str
    length: int | None
    unit: str
    direction: str
    starts_on: str
    extension: list[dict[str, Any]]
    variants: list[dict[str, Any]]
    pause: str
    responsible: str
    binds: str
    citation: str
    in_force_from: date
    in_force_to: date | None
    confidence: str
    applies_here: str
    applies_basis: str = ""
    follows: str = ""
    note: str = ""
    thresholds: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class TransitionRow:
    key: str
    version: int
    goes_by_key: str | None
    goes_by_version: int | None
    started_from: date | None
    started_to: date | None
    citation: str
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class YearRow:
    year: int
    citation: str
    adopted_on: date | None
    confidence: str
    note: str = ""


@dataclass(frozen=True)
class DayRow:
    day: date
    kind: str
    name: str
    citation: str
    adopted_on: date | None
    confidence: str
    swapped_with: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Catalogue:
    rules: list[RuleRow] = field(default_factory=list)
    years: list[YearRow] = field(default_factory=list)
    days: list[DayRow] = field(default_factory=list)
    transitions: list[TransitionRow] = field(default_factory=list)

    @cached_property
    def digest(self) -> str:
        """Names the content: an equal digest means that there is nothing to load."""
        return sha256(repr((self.rules, self.years, self.days, self.transitions)).encode()).hexdigest()


def shipped(folder: Path = HERE) -> Catalogue:
    """Return the catalogue in the folder, checked row by row and as a whole. Raises `WrongRow`."""
    rules: list[RuleRow] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name not in {CALENDAR, TRANSITIONS, LEAVES, RETENTION}:
            rules += [rule_row(row) for row in content_of(path)["rules"]]
    calendar = content_of(folder / CALENDAR)
    catalogue = Catalogue(
        rules=sorted(rules, key=lambda row: (row.key, row.version)),
        years=[_row(YearRow, row, str(row.get("year"))) for row in calendar["years"]],
        days=[_row(DayRow, row, str(row.get("day"))) for row in calendar["days"]],
        transitions=[_row(TransitionRow, row, str(row.get("key"))) for row in _transitions(folder)],
    )
    _check_versions(catalogue.rules)
    _check_transitions(catalogue)
    _check_days(catalogue)
    return catalogue


def rule_row(content: Mapping[str, Any]) -> RuleRow:
    """Return one checked rule. Raises `WrongRow`."""
    name = str(content.get("key"))
    row = _row(RuleRow, content, name)
    if row.length is None and row.nature == Nature.STATUTORY:
        raise WrongRow(f"{name}: a statutory rule needs its length")
    if row.length is not None and row.length < 0:
        raise WrongRow(f"{name}: length {row.length}")
    if row.in_force_to is not None and row.in_force_to < row.in_force_from:
        raise WrongRow(f"{name}: in force until {row.in_force_to}, before it begins")
    try:
        for grant in row.extension:
            ExtensionTerms(**grant)
        for variant in row.variants:
            Variant(**variant)
        thresholds(row.thresholds, unit=row.unit)
    except (TypeError, WrongThresholds) as error:
        raise WrongRow(f"{name}: {error}") from error
    for grant in row.extension:
        if "max_total" in grant and grant["max_total"] <= (row.length or 0):
            raise WrongRow(f"{name}: an extension to {grant['max_total']} does not extend {row.length}")
    return row


def _transitions(folder: Path) -> list[dict[str, Any]]:
    path = folder / TRANSITIONS
    return list(content_of(path)["transitions"]) if path.is_file() else []


def content_of(path: Path) -> Mapping[str, Any]:
    # The same safe rows as from yaml.safe_load, read by libyaml in a tenth of the time.
    content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    assert isinstance(content, dict)
    return content


def _row(shape: type[T], content: Mapping[str, Any], name: str) -> T:
    known = {one.name: one for one in fields(shape)}  # type: ignore[arg-type]
    if unknown := set(content) - set(known):
        raise WrongRow(f"{name}: unknown {sorted(unknown)}")
    if missing := {one for one in known if _is_required(known[one])} - set(content):
        raise WrongRow(f"{name}: missing {sorted(missing)}")
    for column, allowed in ALLOWED.items():
        if column in content and content[column] not in allowed:
            raise WrongRow(f"{name}: {column} is {content[column]!r}")
    if not str(content["citation"] or "").strip():
        raise WrongRow(f"{name}: no citation")
    return shape(**content)


def _is_required(one: Field[Any]) -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def _check_versions(rules: list[RuleRow]) -> None:
    """Two versions of one key never hold on the same day, and versions follow each other in time."""
    for before, after in pairwise(rules):
        if before.key != after.key:
            continue
        if before.version == after.version:
            raise WrongRow(f"{after.key}: version {after.version} twice")
        if before.in_force_to is None or before.in_force_to >= after.in_force_from:
            raise WrongRow(f"{after.key}: versions {before.version} and {after.version} overlap")


def _check_transitions(catalogue: Catalogue) -> None:
    """A transition leads from one shipped version to another, and no clock finds two that speak of it."""
    versions = {(row.key, row.version) for row in catalogue.rules}
    taken: dict[tuple[str, int], list[tuple[date, date]]] = {}
    for row in catalogue.transitions:
        for named in ((row.key, row.version), (row.goes_by_key, row.goes_by_version)):
            if named != (None, None) and named not in versions:
                raise WrongRow(f"{row.key}: transition names {named[0]} v{named[1]}, which is not in the catalogue")
        if row.started_from is None and row.started_to is None:
            raise WrongRow(f"{row.key}: transition without days")
        days = (row.started_from or date.min, row.started_to or date.max)
        others = taken.setdefault((row.key, row.version), [])
        if days[1] < days[0] or any(days[0] <= last and first <= days[1] for first, last in others):
            raise WrongRow(
                f"{row.key}: transition from {row.started_from} to {row.started_to} overlaps or runs backward"
            )
        others.append(days)


def _check_days(catalogue: Catalogue) -> None:
    years = {row.year for row in catalogue.years}
    days = {row.day: row for row in catalogue.days}
    if len(days) != len(catalogue.days):
        raise WrongRow("calendar: the same day twice")
    for row in catalogue.days:
        if row.day.year not in years:
            raise WrongRow(f"{row.day}: its year has no row")
        wanted = {DayKind.SWAP_OFF: DayKind.SWAP_WORK, DayKind.SWAP_WORK: DayKind.SWAP_OFF}.get(DayKind(row.kind))
        if wanted is None and row.swapped_with is not None:
            raise WrongRow(f"{row.day}: only a swap has a counterpart")
        if wanted is not None:
            other = days.get(row.swapped_with) if row.swapped_with else None
            if other is None or other.kind != wanted or other.swapped_with != row.day:
                raise WrongRow(f"{row.day}: a swap without its counterpart")
