"""The certificate of a deadline: each day counted or skipped, and under which decision. Pure."""

import json
from dataclasses import asdict, dataclass
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
        return {"format": FORMAT, **asdict(self)}

    def as_json(self) -> str:
        """Return one JSON object as text; equal certificates give equal bytes."""
        return json.dumps(self.as_dict(), ensure_ascii=False, default=str, separators=(",", ":"))
