"""Takes a text apart into what stays and what is another one in every copy: rows, days, numbers, names, places."""

import re
from collections.abc import Mapping
from datetime import date

from .marks import NAMED

Slot = tuple[str, object] | tuple[str, object, object]
Part = str | Slot

KNOWN = re.compile(
    rf"(?P<id>{NAMED.pattern})"
    r"|(?P<moment>(?<!\d)20\d\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?)"
    r"|(?P<uuid>(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f]))"
    r"|(?P<number>(?:[Mm]-)?20\d\d-7\d{7}(?!\d))"
    r"|(?P<day>(?<!\d)20\d\d-\d\d-\d\d(?!\d))"
    r"|(?P<written>(?<!\d)\d\d/\d\d/20\d\d(?!\d))"
    r"|(?P<letter>(?<![\w/])6\d{7}(?=[-/]))"
    r"|(?P<area>(?<!\w)9800[1-4](?!\w))"
)


class Reader:
    """Knows the fixed shapes, and the words that are special to one life."""

    def __init__(self, words: Mapping[str, Slot]) -> None:
        self.words = dict(words)
        longest = sorted((re.escape(word) for word in self.words), key=len, reverse=True)
        found = "|".join(rf"(?<!\w){word}(?!\w)" for word in longest)
        self.pattern = re.compile(f"(?P<word>{found})|{KNOWN.pattern}" if found else KNOWN.pattern)

    def parts(self, text: str) -> list[Part]:
        """Return the text in pieces, the slots as (kind, what)."""
        found: list[Part] = []
        last = 0
        for match in self.pattern.finditer(text):
            if match.start() > last:
                found.append(text[last : match.start()])
            found.append(self._slot(str(match.lastgroup), match.group()))
            last = match.end()
        if last < len(text):
            found.append(text[last:])
        return found

    def _slot(self, kind: str, text: str) -> Slot:
        if kind == "word":
            return self.words[text]
        if kind == "id":
            return ("id", int(text))
        if kind == "day":
            return ("day", date.fromisoformat(text))
        if kind == "written":
            day, month, year = text.split("/")
            return ("written", date(int(year), int(month), int(day)))
        return (kind, text)
