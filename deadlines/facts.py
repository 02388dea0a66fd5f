"""The facts a deadline is counted from: the rule, its pauses, its extensions, and what the law allows of them. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from . import refusals


class Unit(StrEnum):
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    HOUR = "hour"
    MONTH = "month"
    YEAR = "year"


class Direction(StrEnum):
    AFTER = "after"
    BEFORE = "before"


class PauseEffect(StrEnum):
    EXCLUDED = "excluded"
    """Suspended time is not counted (Luật Tố cáo Điều 34 khoản 2)."""
    RESUMES = "resumes"
    """Counting goes on from the decision to resume (NĐ 155/2026)."""
    NONE = "none"


class Nature(StrEnum):
    STATUTORY = "statutory"
    LETTER_SET = "letter_set"
    INTERNAL = "internal"


class Confidence(StrEnum):
    """How well the text behind a rule was read; it travels with the rule onto every screen."""

    READ = "V"
    SECONDARY = "Vs"
    MEMORY = "M"
    UNSURE = "?"

    @property
    def is_sure(self) -> bool:
        """Read in the law or in a secondary source; everything else is said to be unsure wherever it is shown."""
        return self in {Confidence.READ, Confidence.SECONDARY}


class AppliesHere(StrEnum):
    YES = "yes"
    UNSURE = "unsure"
    NO = "no"


@dataclass(frozen=True)
class ExtensionTerms:
    """What the rule grants: a total counted from the same start, or so much added each time. Both empty: as agreed."""

    when: str = ""
    max_total: int | None = None
    add: int | None = None
    times: int | None = None
    needs: str = ""


@dataclass(frozen=True)
class Variant:
    """Another length of the same rule for a kind of case (remote area, dismissal); not an extension."""

    when: str
    length: int


@dataclass(frozen=True)
class RuleFacts:
    key: str
    length: int | None
    unit: str = Unit.CALENDAR_DAY
    version: int = 1
    direction: str = Direction.AFTER
    pause: str = PauseEffect.NONE
    nature: str = Nature.STATUTORY
    starts_on: str = ""
    citation: str = ""
    terms: tuple[ExtensionTerms, ...] = ()
    variants: tuple[Variant, ...] = ()

    def for_case(self, when: str) -> "RuleFacts":
        """Return the rule with the length it has for this kind of case."""
        for variant in self.variants:
            if variant.when == when:
                return replace(self, length=variant.length)
        raise refusals.NoSuchVariant(key=self.key, when=when)


@dataclass(frozen=True, order=True)
class Pause:
    """Days that are not counted, first and last included. `last_on` is the day of the decision to resume, if known."""

    first_on: date
    last_on: date | None = None
    citation: str = ""

    def covers(self, day: date) -> bool:
        return self.first_on <= day and (self.last_on is None or day <= self.last_on)


@dataclass(frozen=True, order=True)
class Extension:
    """So many units of the rule added to the limit, by which document."""

    by: int
    document: str = ""
    when: str = ""


def granted(rule: RuleFacts, extensions: Sequence[Extension]) -> int:
    """Return what the extensions add together, checked against the law. The order they came in does not matter."""
    if not extensions:
        return 0
    if not rule.terms:
        raise refusals.ExtensionNotAllowed(key=rule.key)
    for extension in extensions:
        if extension.by <= 0:
            raise refusals.ExtensionShortens(by=extension.by)
        # A statutory limit is stretched by the competent body's written decision, never by a click.
        if rule.nature == Nature.STATUTORY and not extension.document:
            raise refusals.ExtensionWithoutDocument(key=rule.key)
    added = sum(extension.by for extension in extensions)
    if not any(_within(terms, rule, extensions, added) for terms in rule.terms):
        raise refusals.ExtensionBeyondCap(key=rule.key, by=added, cap="; ".join(_cap(terms) for terms in rule.terms))
    return added


def in_order(rule: RuleFacts, pauses: Sequence[Pause]) -> list[tuple[date, date]]:
    """Return the stretches that are not counted, sorted; refuse what cannot have happened."""
    if pauses and rule.pause == PauseEffect.NONE:
        raise refusals.PauseNotAllowed(key=rule.key)
    stretches: list[tuple[date, date]] = []
    for pause in sorted(pauses, key=lambda one: one.first_on):
        if stretches and pause.first_on <= stretches[-1][1]:
            raise refusals.PausesOverlap(day=pause.first_on)
        if pause.last_on is None:
            raise refusals.StillPaused(first=pause.first_on)
        if pause.last_on < pause.first_on:
            raise refusals.PauseReversed(first=pause.first_on, last=pause.last_on)
        stretches.append((pause.first_on, pause.last_on))
    return stretches


def _within(terms: ExtensionTerms, rule: RuleFacts, extensions: Sequence[Extension], added: int) -> bool:
    return (
        all(extension.when in {"", terms.when} for extension in extensions)
        and (terms.times is None or len(extensions) <= terms.times)
        and (terms.max_total is None or (rule.length or 0) + added <= terms.max_total)
        and (terms.add is None or all(extension.by <= terms.add for extension in extensions))
    )


def _cap(terms: ExtensionTerms) -> str:
    cap = f"≤ {terms.max_total}" if terms.max_total is not None else f"+{terms.add}"
    return f"{cap} × {terms.times}" if terms.times is not None else cap
