"""Where is that? A commune of today, found by the name somebody says: today's, or the one of before 01/7/2025."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from .folding import fold, spelled
from .models import Area, FormerCommune
from .models.in_force import in_force
from .vocabulary import COMMUNE_KINDS

# As people and cards shorten them.
SHORT = {"tp": "thanh pho", "tx": "thi xa", "tt": "thi tran", "p": "phuong", "q": "quan", "h": "huyen", "x": "xa"}
KINDS = ("thanh pho", "thi xa", "thi tran", "dac khu", "phuong", "quan", "huyen", "xa", "tinh")
BREAK = re.compile(r"[^\w’']+")
NUMBERED = re.compile(r"\b([pqx])\.?(?=\d)")


@dataclass(frozen=True)
class Place:
    """A commune that answers to the words, and under which old name when it was that one."""

    area: Area
    former: FormerCommune | None
    is_exact: bool
    """The words name it whole, and name nothing beside it."""


def places_like(text: str, *, on: date, near: Area | None = None, limit: int = 20) -> list[Place]:
    """Return the communes in force on the day that answer to the words, best first, at most so many.

    Every word typed begins a word of the name, of what lies above it, or of an old name and what lay above that.
    Whoever types marks sees that spelling first, then what lies in the same province as `near`.
    """
    words = _words(text)
    if " ".join(words) in KINDS or all(len(word) < 2 for word in words):
        return []  # half the country answers to "xã", or to one letter
    found = _ranked(text, words, on=on, near=near)
    best: dict[str, tuple[int | None, bool]] = {}
    for area, former, is_exact in found:
        best.setdefault(area, (former, is_exact))
    chosen = dict(list(best.items())[:limit])
    areas = Area.objects.select_related("parent").in_bulk(list(chosen))
    formers = FormerCommune.objects.in_bulk([former for former, _exact in chosen.values() if former is not None])
    return [Place(areas[pk], formers.get(former or 0), is_exact) for pk, (former, is_exact) in chosen.items()]


def the_place(found: list[Place]) -> Area | None:
    """Return the one that was certainly meant, among what answered to the words."""
    whole = {place.area for place in found if place.is_exact}
    certain = whole or {place.area for place in found}
    if len(certain) != 1 or any(place.former and place.former.in_part for place in found if place.area in certain):
        return None
    return next(iter(certain))


@dataclass(frozen=True)
class Address:
    """An address in one line, taken apart: what stands before the commune, the commune in words, and which it is."""

    before: str
    commune: str
    area: Area | None


def taken_apart(line: str, *, on: date) -> Address:
    """Take "Thôn 4, Ea Rông, Krông Bình, Đắk Lắk" apart, as cards of before and after 01/7/2025 have it.

    Where the commune is not known, the whole line stands before it; where it was cut up, which one is left open.
    """
    parts = [part.strip() for part in line.split(",") if part.strip()]
    for length in (3, 2):  # commune, district, province; or, of a younger card, commune, province
        before, commune = ", ".join(parts[:-length]), ", ".join(parts[-length:])
        found = places_like(commune, on=on) if len(parts) >= length else []
        if any(place.is_exact for place in found):
            return Address(before, commune, the_place(found))
    return Address(", ".join(parts), "", None)


def _ranked(text: str, words: list[str], *, on: date, near: Area | None) -> list[tuple[str, int | None, bool]]:
    """Rank in Python: only here do both engines agree on what ă, ắ and A have in common. The list never grows."""
    parts = [" ".join(_words(part)) for part in text.split(",") if _words(part)]
    # A word without marks may stand for any spelling; one with marks for this one.
    marked = {word for word in BREAK.split(spelled(text)) if word != fold(word)}
    home = near.path.split("/")[1] if near is not None else ""
    communes = Area.objects.filter(in_force(on), _begin(words), kind__in=COMMUNE_KINDS)
    old = FormerCommune.objects.filter(_begin(words)).exclude(now__in_force_to__lt=on)
    rows = [
        *((pk, None, (name, above), path) for pk, name, above, path in communes.values_list(*_NOW)),
        *((pk, row, tuple(names), path) for pk, row, path, *names in old.values_list(*_OLD)),
    ]

    def rank(row: tuple[str, int | None, tuple[str, ...], str]) -> tuple[int, int, bool, bool, int, str]:
        _pk, former, names, path = row
        agreeing = len(marked & set(spelled(names[0]).split())) if marked else 0
        away = path.split("/")[1] != home
        return -agreeing, _fit(parts, names[0]), away, former is not None, len(names[0]), " ".join(names)

    return [(pk, row, _is_whole(parts, names)) for pk, row, names, _path in sorted(rows, key=rank)]


_NOW = ("pk", "name", "parent__name", "path")
_OLD = ("now", "pk", "now__path", "name", "district", "province")


def _is_whole(parts: list[str], names: tuple[str, ...]) -> bool:
    """Cards leave out what a place is: "Trúc Bạch, Ba Đình, Hà Nội"."""
    return len(parts) == len(names) and all(part in _ways_to_say(name) for part, name in zip(parts, names, strict=True))


def _fit(parts: list[str], name: str) -> int:
    """The name itself first, then names that begin so, then what only lies in a place of that name."""
    ways, typed = _ways_to_say(name), (parts[0], _bare(parts[0]))
    if any(said == way or said.startswith(f"{way} ") for said in typed for way in ways):
        return 0
    return 1 if any(way.startswith(parts[0]) for way in ways) else 2


@lru_cache(maxsize=20_000)
def _ways_to_say(name: str) -> tuple[str, str]:
    whole = " ".join(_words(name))
    return whole, _bare(whole)


def _begin(words: Iterable[str]) -> Q:
    said = Q()
    for word in words:
        said &= Q(folded__startswith=word) | Q(folded__contains=f" {word}")
    return said


def _words(text: str) -> list[str]:
    """ "P.05" is "Phường 5"."""
    parts = [SHORT.get(word, word) for word in BREAK.split(NUMBERED.sub(r"\1 ", fold(text))) if word]
    return [word.lstrip("0") or word for word in " ".join(parts).split()]


def _bare(words: str) -> str:
    kind = next((kind for kind in KINDS if words.startswith(f"{kind} ")), "")
    return words[len(kind) :].strip()
