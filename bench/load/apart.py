"""A shape taken apart once: for every table one long row of pieces, some of which are another in each copy."""

import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import Any

from config.demo.units import COMMUNES
from organizations.folding import fold
from sealing.keys import keyring

from .law import Counted
from .lives import Lives
from .shapes import Row, Shape
from .tokens import Part, Reader, Slot

OTHERWISE_WRITTEN = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
"""As `COPY` reads a line."""


class Copied:
    """One shape, taken apart once."""

    def __init__(self, shape: Shape, lives: Lives) -> None:
        self.shape, self.lives = shape, lives
        self.row_at: dict[int, tuple[str, int]] = {}
        self.count: dict[str, int] = {}
        self.blobs = shape.of("files_blob")
        for row in shape.rows:
            if row.table.name == row.table.counted_by and row.table.name != "files_blob":
                place = self.count.get(row.table.name, 0)
                self.row_at[row.key] = (row.table.name, place)
                self.count[row.table.name] = place + 1
        self.order = sorted(self.count)
        self.counted = [Counted.read(one) for one in shape.counted]
        self.rules = {row.key: row.values["key"] for row in lives.base if row.table.name == "deadlines_rule"}
        self._words()
        self._numbers()
        self._sealed: dict[tuple[tuple[Part, ...], bool], int] = {}
        self.sealed: list[tuple[list[Part], bool]] = []
        self.events: list[tuple[str, int, list[Part]]] = []
        self.lines: dict[str, list[Part]] = {}
        self.columns: dict[str, tuple[str, ...]] = {}
        self._take_apart()
        keys = [f"i{table}_{place}" for table in self.order for place in range(self.count[table])]
        self.id_keys = keys

    # What is special to this life ---------------------------------------------------------------------------------

    def _words(self) -> None:
        shape = self.shape
        words: dict[str, Slot] = {}
        ring = keyring()
        self.people: list[dict[str, Any]] = []
        self.person_of: dict[int, int] = {}
        for row in shape.of("cases_identity"):
            personal = json.loads(ring.open(row.values["sealed"]))
            known = next((n for n, one in enumerate(self.people) if one["name"] == personal["name"]), None)
            if known is None:
                known = len(self.people)
                self.people.append(personal)
                words[personal["name"]] = ("copy", f"n{known}")
                words[fold(personal["name"])] = ("copy", f"f{known}")
            self.person_of[row.key] = known
        self.party = {row.key: self.person_of[row.values["identity_id"]] for row in shape.of("cases_party")}
        name = COMMUNES[shape.commune][1]
        where = shape.where
        words |= {
            where: ("place", "where"),
            where[0].upper() + where[1:]: ("place", "Where"),
            fold(where): ("place", "folded"),
            name: ("place", "Commune"),
            name[0].lower() + name[1:]: ("place", "commune"),
            fold(name): ("place", "commune_folded"),
        }
        self.petitions = shape.of("cases_petition")
        for n, row in enumerate(self.petitions):
            words[row.values["tracking_code"]] = ("copy", f"k{n}")
        self.handles = [row.values["handle"] for row in shape.of("cases_letter") if row.values["handle"]]
        words |= {handle: ("copy", f"h{n}") for n, handle in enumerate(self.handles)}
        self.receipts = shape.of("cases_receipt")
        words |= {row.values["digest"]: ("copy", f"r{n}") for n, row in enumerate(self.receipts)}
        words |= {row.values["digest"]: ("blob", n) for n, row in enumerate(self.blobs)}
        self.blob_at = {row.key: n for n, row in enumerate(self.blobs)}
        self.reader = Reader(words)

    def _numbers(self) -> None:
        self.numbers: list[tuple[str, date]] = []
        self.number_at: dict[str, int] = {}
        for row in self.shape.of("cases_case"):
            for column in ("number", "former_number"):
                if row.values[column]:
                    self.number_at[row.values[column].upper()] = len(self.numbers)
                    self.numbers.append((row.values[column], date.fromisoformat(row.values["registered_on"])))
        self.letters: list[tuple[int, date, bool]] = []
        self.letter_at: dict[str, int] = {}
        for row in self.shape.of("cases_letter"):
            if row.values["serial"]:
                self.letter_at[str(row.values["serial"])] = len(self.letters)
                issued = date.fromisoformat(row.values["issued_on"])
                self.letters.append((row.values["unit_id"], issued, bool(row.values["secret"])))

    # Row by row ---------------------------------------------------------------------------------------------------

    def _take_apart(self) -> None:
        self.texts = [keyring().open_text(row.values["text"]) for row in self.petitions]
        self.asked = [keyring().open_text(row.values["asked"]) for row in self.petitions]
        self.petition_at = {row.key: n for n, row in enumerate(self.petitions)}
        self.salts = [keyring().open_text(row.values["salt"]) for row in self.receipts]
        self.folded: list[list[Part]] = []
        self.receipt_bodies = [self.reader.parts(row.values["body"]) for row in self.receipts]
        certificates = iter(range(len(self.counted)))
        last: dict[str, int] = {}
        for row in self.shape.rows:
            if row.table.name == "audit_event":
                chained = f"{row.values['subject_type']}:{row.values['subject_id']}"
                row.values["#before"] = last.get(chained)
                row.values["#at"] = last[chained] = len(self.events)
                self.events.append((chained, last[chained], self.reader.parts(row.values["body"])))
        for row in self.shape.rows:
            if row.table.name == "files_blob":
                continue
            if row.table.name == "cases_dutycomputation":
                row.values["#certificate"] = next(certificates)
            if row.table.name == "audit_chainhead":
                row.values["#last"] = last[row.values["chain"]]
            parts = self.lines.setdefault(row.table.name, [])
            self.columns[row.table.name] = row.table.columns
            for place, column in enumerate(row.table.columns):
                parts.append("\t" if place else "")
                parts.extend(_written(self._column(row, column)))
            parts.append("\n")
        self.lines = {table: _merged(parts) for table, parts in self.lines.items()}

    def _column(self, row: Row, column: str) -> list[Part]:
        value, table = row.values[column], row.table
        special = SPECIAL.get((table.name, column))
        if special is not None:
            return special(self, row)
        if value is None:
            return [("nothing", "")]
        if column in table.sealed:
            return self._under_key(self._plain(row, column), named=True) if value else [""]
        if column in table.uuids:
            return [value[:16], ("copy", "u")]
        if column == "year" and row.values.get("issued_on"):
            return [("year", date.fromisoformat(row.values["issued_on"]))]
        if column == "serial" and value:
            return [("copy", f"L{self.letter_at[str(value)]}")]
        if column in table.json:
            value = json.dumps(json.loads(value), ensure_ascii=False)
        return self.reader.parts(str(value))

    def _plain(self, row: Row, column: str) -> list[Part]:
        plain = keyring().open_text(row.values[column])
        parts = self.reader.parts(plain)
        if column == "text" and row.table.name in {"cases_petition", "cases_historicalpetition"}:
            at = self.petition_at[row.values["id"]]
            if plain == self.texts[at]:
                parts = [*parts, " ", ("copy", f"t{at}")]
        return parts

    def _under_key(self, parts: list[Part], *, named: bool) -> list[Part]:
        known = (tuple(parts), named)
        if known not in self._sealed:
            self._sealed[known] = len(self.sealed)
            self.sealed.append((parts, named))
        return [("sealed", self._sealed[known])]

    def _identity(self, row: Row) -> list[Part]:
        personal = json.loads(keyring().open(row.values["sealed"]))
        n = self.person_of[row.key]
        said = {**personal, "birth_year": f"#y{n}#", "identity_number": f"#d{n}#", "phone": f"#p{n}#"}
        parts: list[Part] = []
        for part in self.reader.parts(json.dumps(said, ensure_ascii=False)):
            parts.extend(_split(part, n) if isinstance(part, str) else [part])
        return self._under_key(parts, named=False)

    def _searched(self, row: Row) -> list[Part]:
        """Behind each petition's words stand those that only the copy's petition has."""
        text, parts = row.values["folded"], list[Part]()
        for at, words in enumerate(self.texts):
            before, found, after = text.partition(fold(words))
            if found and words:
                parts += [*self._lower(before + found), " ", ("copy", f"T{at}")]
                text = after
        return [*parts, *self._lower(text)]

    def _lower(self, text: str) -> list[Part]:
        return [self._lower_number(part) for part in self.reader.parts(text)]

    def _lower_number(self, part: Part) -> Part:
        if isinstance(part, str) or part[0] != "number":
            return part
        return ("copy", f"C{self.number_at[str(part[1]).upper()]}")


def _split(part: str, n: int) -> Iterator[Part]:
    """Take out the marks that stand for what is drawn anew; the year is a number."""
    rest = part
    for mark, key in ((f'"#y{n}#"', f"y{n}"), (f"#d{n}#", f"d{n}"), (f"#p{n}#", f"p{n}")):
        before, found, after = rest.partition(mark)
        if found:
            yield before
            yield ("copy", key)
            rest = after
    yield rest


def _written(parts: Iterable[Part]) -> list[Part]:
    return [part.translate(OTHERWISE_WRITTEN) if isinstance(part, str) else part for part in parts]


def _merged(parts: Iterable[Part]) -> list[Part]:
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] += part
        elif part != "":
            found.append(part)
    return found


def _later(copied: Copied, row: Row) -> list[Part]:
    """It was read some hours after it came, not on the day the whole office read everything."""
    return [("later", row.values["created_at"])] if row.values["read_at"] else [("nothing", "")]


def _person(key: str) -> Callable[[Copied, Row], list[Part]]:
    return lambda copied, row: [("copy", f"{key}{copied.party[row.values['party_id']]}")]


SPECIAL: dict[tuple[str, str], Callable[[Copied, Row], list[Part]]] = {
    ("audit_event", "body"): lambda copied, row: [("copy", f"b{row.values['#at']}")],
    ("audit_event", "hash"): lambda copied, row: [("copy", f"e{row.values['#at']}")],
    ("audit_event", "previous_hash"): lambda copied, row: (
        [""] if row.values["#before"] is None else [("copy", f"e{row.values['#before']}")]
    ),
    ("audit_chainhead", "hash"): lambda copied, row: [("copy", f"e{row.values['#last']}")],
    ("cases_casewords", "folded"): lambda copied, row: copied._searched(row),
    ("cases_identity", "sealed"): lambda copied, row: copied._identity(row),
    ("cases_findable", "folded"): _person("f"),
    ("cases_findable", "birth_year"): _person("y"),
    ("cases_findable", "identity_digest"): _person("D"),
    ("cases_findable", "phone_digest"): _person("P"),
    ("cases_sealedtrace", "name_digest"): _person("N"),
    ("cases_sealedtrace", "identity_digest"): _person("D"),
    ("cases_sealedtrace", "phone_digest"): _person("P"),
    ("cases_petition", "content_digest"): lambda copied, row: [("copy", f"x{copied.petition_at[row.key]}")],
    ("cases_receipt", "body"): lambda copied, row: [("copy", f"R{copied.receipts.index(row)}")],
    ("cases_receipt", "signature"): lambda copied, row: [("copy", f"S{copied.receipts.index(row)}")],
    ("cases_dutycomputation", "certificate"): lambda copied, row: [("certificate", row.values["#certificate"])],
    ("cases_dutycomputation", "rule_version"): lambda copied, row: [("version", row.values["#certificate"])],
    ("cases_duty", "rule_id"): lambda copied, row: [
        ("rule", row.values["rule_id"], date.fromisoformat(row.values["started_on"]))
    ],
    ("notifications_message", "read_at"): _later,
}
