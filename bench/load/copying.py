"""Turns a shape into the lines of its copies: days and place are filled in once for a course, the rest for each."""

import json
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import chain
from random import Random
from typing import Any

from audit.chain import hash_of
from cases import receipts
from cases.contents import NO_LETTER, SHORTEST
from cases.digests import digits, national
from cases.numbering import ALPHABET
from config.demo.units import COMMUNES
from files import store
from organizations.folding import fold

from .apart import OTHERWISE_WRITTEN, Copied
from .course import Course, Place
from .crowd import beside, somebody
from .law import Law
from .marks import ROWS
from .tokens import Part, Reader, Slot
from .under_keys import Sealing

NOTHING = "\\N"


class Written:
    """A course: the pattern of a shape with its days and its place filled in, and then each copy."""

    def __init__(self, copied: Copied, course: Course, place: Place, law: Law, keys: Sealing, *, crowd: int, seed: int):
        self.copied, self.course, self.place, self.law, self.keys = copied, course, place, law, keys
        self.crowd, self.seed = crowd, seed
        self.moved = timedelta(days=course.moved)
        self.known: dict[Slot, str] = {}
        self.contents = [self._content(n) for n in range(len(copied.blobs))]
        self.sealed_here: dict[int, str] = {}
        self.sealed_each: dict[int, tuple[str, bool]] = {}
        for number, (parts, named) in enumerate(copied.sealed):
            plain, each = self._filled(parts)
            if each:
                self.sealed_each[number] = (plain, named)
            else:
                self.sealed_here[number] = keys.seal(plain % (), named=named)
        self.patterns = {table: self._filled(parts)[0] for table, parts in copied.lines.items()}
        self.bodies = [(chained, at, self._filled(parts)[0]) for chained, at, parts in copied.events]
        self.before = dict(self._chained())
        self.texts = [self._filled(copied.reader.parts(text))[0] % () for text in copied.texts]
        self.folded = [fold(text) for text in self.texts]
        self.asked = [self._filled(copied.reader.parts(text))[0] % () for text in copied.asked]
        self.promises = [self._filled(parts)[0] for parts in copied.receipt_bodies]

    def _chained(self) -> Iterator[tuple[int, int | None]]:
        last: dict[str, int] = {}
        for chained, at, _parts in self.copied.events:
            yield at, last.get(chained)
            last[chained] = at

    def _content(self, number: int) -> tuple[str, int]:
        """Give each course papers of its own: a remark behind the end of a PDF changes its digest and nothing else."""
        row = self.copied.blobs[number].values
        content = store.read(row["digest"])
        content += f"\n% {self.seed}.{self.course.number}\n".encode()
        return store.put(content), len(content)

    def _filled(self, parts: Iterable[Part]) -> tuple[str, bool]:
        """Return the pattern for the copies, and whether copies differ in it."""
        known, found = self.known, []
        for part in parts:
            if isinstance(part, str):
                found.append(part.replace("%", "%%") if "%" in part else part)
            else:
                said = known.get(part)
                if said is None:
                    said = known[part] = self._slot(part)
                found.append(said)
        pattern = "".join(found)
        return pattern, "%(" in pattern

    def _slot(self, slot: Slot) -> str:  # noqa: PLR0912 - one line for each kind
        kind, what = slot[0], slot[1]
        if kind == "id":
            return self._id(what)  # type: ignore[arg-type]
        if kind == "copy":
            return f"%({what})s"
        if kind == "nothing":
            return NOTHING
        if kind == "sealed":
            return self.sealed_here.get(what) or f"%(s{what})s"  # type: ignore[call-overload]
        if kind == "day":
            return (what + self.moved).isoformat()  # type: ignore[operator]
        if kind == "written":
            return f"{what + self.moved:%d/%m/%Y}"  # type: ignore[operator]
        if kind == "year":
            return str((what + self.moved).year)  # type: ignore[operator]
        if kind in {"moment", "later"}:
            return self._moment(str(what), later=kind == "later")
        if kind == "uuid":
            return f"{str(what)[:18]}-%(u4)s-%(u12)s"
        if kind == "number":
            return f"%(c{self.copied.number_at[str(what).upper()]})s"
        if kind == "letter":
            return f"%(l{self.copied.letter_at[str(what)]})s"
        if kind == "area":
            return self.place.area if self.place.area and what == COMMUNES[self.copied.shape.commune][0] else str(what)
        if kind == "place":
            return self._where(str(what))
        if kind == "blob":
            return self.contents[what][0]  # type: ignore[call-overload]
        if kind == "rule":
            return self._rule(what, slot[2])  # type: ignore[arg-type,misc]
        if kind == "certificate":
            return self._certificate(what)  # type: ignore[arg-type]
        if kind == "version":
            counted = self.copied.counted[what].certificate  # type: ignore[call-overload]
            row = self.law.rule(counted.rule, counted.start + self.moved)
            return str(row.version if self.moved and row else counted.version)
        raise LookupError(kind)

    def _id(self, number: int) -> str:
        if number in self.copied.row_at:
            table, place = self.copied.row_at[number]
            return f"%(i{table}_{place})d"
        if number in self.copied.blob_at:
            return str(self.course.blobs + self.copied.blob_at[number])
        return str(self.place.rows.get(number, number) % ROWS)

    def _moment(self, text: str, *, later: bool) -> str:
        at = self.copied.lives.moment_of(text) + self.moved + (timedelta(hours=3) if later else timedelta(0))
        if "T" in text:
            return f"{at:%Y-%m-%dT%H:%M}:%(sec)sZ"
        return f"{at:%Y-%m-%d %H:%M}:%(sec)s"

    def _where(self, what: str) -> str:
        place = self.place
        lower = place.name[0].lower() + place.name[1:]
        return {
            "where": place.where,
            "Where": place.where[0].upper() + place.where[1:],
            "folded": fold(place.where),
            "Commune": place.name,
            "commune": lower,
            "commune_folded": fold(place.name),
        }[what]

    def _rule(self, was: int, started: date) -> str:
        row = self.law.rule(self.copied.rules[was], started + self.moved) if self.moved else None
        return str(row.pk if row is not None else was % ROWS)

    def _certificate(self, number: int) -> str:
        was = self.copied.counted[number].certificate
        now = self.law.certificate(was, self.moved) if self.moved else was
        return now.as_json().translate(OTHERWISE_WRITTEN).replace("%", "%%")

    # Each copy ----------------------------------------------------------------------------------------------------

    def copies(self) -> Iterator[dict[str, str]]:
        for copy in range(self.course.copies):
            said = self._said(copy)
            yield {table: pattern % said for table, pattern in self.patterns.items()}

    def blob_lines(self) -> str:
        """Return the contents that came with this course, as the table of contents wants them."""
        found = []
        for number, row in enumerate(self.copied.blobs):
            digest, size = self.contents[number]
            own = {"id": self.course.blobs + number, "digest": digest, "size": size}
            values = {column: own.get(column, row.values[column]) for column in row.table.columns}
            found.append("\t".join(self._of_blob(column, value) for column, value in values.items()))
        return "".join(f"{line}\n" for line in found)

    def _of_blob(self, column: str, value: object) -> str:
        if value is None:
            return NOTHING
        parts = Reader({}).parts(str(value)) if column not in {"id", "digest", "size"} else [str(value)]
        return self._filled(parts)[0] % {"sec": "00.000000"}

    def _said(self, copy: int) -> dict[str, Any]:
        copied, course = self.copied, self.course
        number = course.first_copy + copy
        rng = Random(f"{self.seed}.{number}")
        ranges = []
        for table in copied.order:
            many = copied.count[table]
            first = course.ids[table] + copy * many
            ranges.append(range(first, first + many))
        said: dict[str, Any] = dict(zip(copied.id_keys, chain.from_iterable(ranges), strict=True))
        own = f"{rng.getrandbits(64):016x}"
        said |= {"u": own, "u4": own[:4], "u12": own[4:], "sec": f"{rng.random() * 59:09.6f}"}
        self._people(said, rng)
        for at, (name, _on) in enumerate(copied.numbers):
            on = _on + self.moved
            apart = "M-" if name.startswith("M-") else ""
            said[f"c{at}"] = f"{apart}{on.year}-{course.numbers[at] + copy:05d}"
            said[f"C{at}"] = said[f"c{at}"].lower()
        for at, first in enumerate(course.letters):
            said[f"L{at}"], said[f"l{at}"] = first + copy, f"{first + copy:02d}"
        for at in range(len(copied.petitions)):
            code = "".join(rng.choices(ALPHABET, k=12))
            said[f"k{at}"] = f"{code[:4]}-{code[4:8]}-{code[8:]}"
            words = beside(rng, number)
            said[f"t{at}"], said[f"T{at}"] = words, fold(words)
            plain = NO_LETTER.sub(" ", f"{self.folded[at]} {said[f'T{at}']}").strip()
            said[f"x{at}"] = self.keys.digest("text", plain) if len(plain) >= SHORTEST else ""
        for at, handle in enumerate(copied.handles):
            said[f"h{at}"] = "".join(rng.choices(ALPHABET, k=len(handle)))
        for at, (pattern, named) in self.sealed_each.items():
            said[f"s{at}"] = self.keys.seal(pattern % said, named=named)
        self._receipts(said)
        self._events(said)
        return said

    def _people(self, said: dict[str, Any], rng: Random) -> None:
        for at in range(len(self.copied.people)):
            one = somebody(rng, crowd=self.crowd)
            said[f"n{at}"], said[f"f{at}"] = one.name, fold(one.name)
            said[f"y{at}"], said[f"d{at}"], said[f"p{at}"] = one.birth_year, one.identity_number, one.phone
            said[f"D{at}"] = self.keys.digest("identity", digits(one.identity_number))
            said[f"P{at}"] = self.keys.digest("phone", national(one.phone))
            said[f"N{at}"] = self.keys.digest("person", f"{said[f'f{at}']} {one.birth_year}")

    def _receipts(self, said: dict[str, Any]) -> None:
        copied = self.copied
        for at, row in enumerate(copied.receipts):
            petition = copied.petition_at[row.values["petition_id"]]
            was = copied.petitions[petition].values
            promised = self.promises[at] % {**said, f"r{at}": ""}
            opened = receipts.opening(
                number=json.loads(promised)["number"],
                received_on=date.fromisoformat(was["received_on"]) + self.moved,
                intake=was["intake"],
                words=f"{self.texts[petition]} {said[f't{petition}']}",
                asked=self.asked[petition],
                papers=[self.contents[copied.reader.words[one][1]][0] for one in json.loads(row.values["papers"])],  # type: ignore[index]
                salt=copied.salts[at],
            )
            said[f"r{at}"] = receipts.digest_of(opened)
            body = self.promises[at] % said
            said[f"R{at}"], said[f"S{at}"] = body, self.keys.signs(body)

    def _events(self, said: dict[str, Any]) -> None:
        hashes: list[str] = []
        for _chained, at, pattern in self.bodies:
            body = pattern % said
            before = self.before[at]
            hashes.append(hash_of("" if before is None else hashes[before], body))
            said[f"e{at}"] = hashes[at]
            said[f"b{at}"] = body.replace("\\", "\\\\") if "\\" in body else body
