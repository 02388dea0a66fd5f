"""What is wrong with a row: the column, and a sentence that is said in the reader's language."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from .columns import BY_KEY


@dataclass(frozen=True)
class Problem:
    column: str
    sentence: str
    facts: dict[str, Any] = field(default_factory=dict)

    def said(self) -> str:
        return _(self.sentence) % self.facts if self.facts else _(self.sentence)

    @property
    def heading(self) -> str:
        return BY_KEY[self.column].heading if self.column in BY_KEY else ""

    def kept(self) -> list[Any]:
        return [self.column, self.sentence, self.facts]


def read(kept: Iterable[list[Any]]) -> list[Problem]:
    return [Problem(column, sentence, facts) for column, sentence, facts in kept]
