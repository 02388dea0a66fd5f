"""The certificate of a deadline: each day counted or skipped, and under which decision. Pure."""

import json
from dataclasses import dataclass
from datetime import date
from typing import Any

from .facts import Extension, Pause

FORMAT = 1


@dataclass(frozen=True)
class Step:
    day: date
    number: int | None
    counted: bool
    why: str
    citation: str = ""


@dataclass(frozen=True)
class Certificate:
    """Holds everything that is needed to count again by hand or by another program."""

    due_on: date
    rule: str
    version: int
    calendar: str
    nature: str
    citation: str
    starts_on: str
    start: date
    length: int | None
    unit: str
    direction: str
    given: date | None
    pauses: tuple[Pause, ...]
    extensions: tuple[Extension, ...]
    counted_until: date
    steps: tuple[Step, ...]

    @property
    def citations(self) -> list[str]:
        """Return every decision the date rests on, each once, the rule's own first."""
        return list(dict.fromkeys(text for text in (self.citation, *(step.citation for step in self.steps)) if text))

    def as_dict(self) -> dict[str, Any]:
        parts = {name: [vars(one) for one in getattr(self, name)] for name in ("pauses", "extensions", "steps")}
        return {"format": FORMAT, **vars(self), **parts}

    def as_json(self) -> str:
        """Return one JSON object as text; equal certificates give equal bytes."""
        return json.dumps(self.as_dict(), ensure_ascii=False, default=str, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "Certificate":
        """Return the certificate that was kept as this text. Raises `UnknownFormat`."""
        content: dict[str, Any] = json.loads(text)
        if content.pop("format") != FORMAT:
            raise UnknownFormat(text[:40])
        for name in ("due_on", "start", "given", "counted_until"):
            content[name] = _day(content[name])
        content["pauses"] = tuple(
            Pause(date.fromisoformat(one["first_on"]), _day(one["last_on"]), one["citation"])
            for one in content["pauses"]
        )
        content["extensions"] = tuple(Extension(**one) for one in content["extensions"])
        content["steps"] = tuple(Step(**one | {"day": date.fromisoformat(one["day"])}) for one in content["steps"])
        return cls(**content)


class UnknownFormat(ValueError):
    """The text is a certificate of a format that this program does not read."""


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
