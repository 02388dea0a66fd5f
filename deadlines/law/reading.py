"""Reads the shipped catalogue and refuses a row that does not say all it must."""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, field, fields
from datetime import date
from functools import cached_property
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import yaml

from ..facts import AppliesHere, Confidence, Direction, ExtensionTerms, Nature, PauseEffect, Unit, Variant
from ..vocabulary import DayKind, RuleRole

T = TypeVar("T")

HERE = Path(__file__).parent
CALENDAR = "calendar.yaml"

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

    @cached_property
    def digest(self) -> str:
        """Names the content: an equal digest means that there is nothing to load."""
        return sha256(repr((self.rules, self.years, self.days)).encode()).hexdigest()


def shipped(folder: Path = HERE) -> Catalogue:
    """Return the catalogue in the folder, checked row by row and as a whole. Raises `WrongRow`."""
    rules: list[RuleRow] = []
    for path in sorted(folder.glob("*.yaml")):
        if path.name != CALENDAR:
            rules += [rule_row(row) for row in _content(path)["rules"]]
    calendar = _content(folder / CALENDAR)
    catalogue = Catalogue(
        rules=sorted(rules, key=lambda row: (row.key, row.version)),
        years=[_row(YearRow, row, str(row.get("year"))) for row in calendar["years"]],
        days=[_row(DayRow, row, str(row.get("day"))) for row in calendar["days"]],
    )
    _check_versions(catalogue.rules)
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
    except TypeError as error:
        raise WrongRow(f"{name}: {error}") from error
    for grant in row.extension:
        if "max_total" in grant and grant["max_total"] <= (row.length or 0):
            raise WrongRow(f"{name}: an extension to {grant['max_total']} does not extend {row.length}")
    return row


def _content(path: Path) -> Mapping[str, Any]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def _row(shape: type[T], content: Mapping[str, Any], name: str) -> T:
    known = {one.name: one for one in fields(shape)}  # type: ignore[arg-type]
    if unknown := set(content) - set(known):
        raise WrongRow(f"{name}: unknown {sorted(unknown)}")
    if missing := {one for one in known if known[one].default is MISSING} - set(content):
        raise WrongRow(f"{name}: missing {sorted(missing)}")
    for column, allowed in ALLOWED.items():
        if column in content and content[column] not in allowed:
            raise WrongRow(f"{name}: {column} is {content[column]!r}")
    if not str(content["citation"] or "").strip():
        raise WrongRow(f"{name}: no citation")
    return shape(**content)


def _check_versions(rules: list[RuleRow]) -> None:
    """Two versions of one key never hold on the same day, and versions follow each other in time."""
    for before, after in pairwise(rules):
        if before.key != after.key:
            continue
        if before.version == after.version:
            raise WrongRow(f"{after.key}: version {after.version} twice")
        if before.in_force_to is None or before.in_force_to >= after.in_force_from:
            raise WrongRow(f"{after.key}: versions {before.version} and {after.version} overlap")


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
