"""From facts to what stands on the page: words cleaned, gaps named, head and blocks ready for a typesetter."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from django.utils.functional import Promise
from django.utils.translation import override

from .blocks import Block
from .catalogue import Form, Heading, Version
from .facts import PAPER_COLUMNS, Shape
from .wording.voice import STANDING

FRONT = "Ủy ban MTTQ Việt Nam"

Row = Mapping[str, str]
Value = str | date | Sequence[str] | Sequence[Row] | None


class MissingFacts(ValueError):
    """A numbered letter would go out with a gap; `labels` names what is missing, for people."""

    def __init__(self, labels: list[str]) -> None:
        self.labels = labels
        super().__init__("; ".join(labels))


class UnknownFacts(TypeError):
    """The caller handed over facts that the form does not state: a misspelt name would otherwise vanish."""

    def __init__(self, form: Form, names: list[str]) -> None:
        super().__init__(f"{form.key.instrument}/{form.key.form}: {', '.join(names)}")


@dataclass(frozen=True)
class Page:
    """A letter ready to be set: the same words for every typesetter."""

    title: str
    draft: bool
    organisation: tuple[str, ...]
    standing: str
    number_line: str
    about: str
    place_and_date: str
    qr: str
    blocks: list[dict[str, Any]]


def page(form: Form, version: Version, facts: Mapping[str, Value], *, number: str, signed_on: date | None) -> Page:
    """Raise UnknownFacts, and MissingFacts when a numbered one lacks a required fact."""
    if unknown := sorted(set(facts) - set(form.fields)):
        raise UnknownFacts(form, unknown)
    if number and (missing := missing_facts(form, facts)):
        raise MissingFacts(missing)
    said = {name: _said(facts.get(name), fact.shape) for name, fact in form.fields.items()}
    if not number:
        _mark_gaps(form, said)
    unit, symbol, subject = str(said["unit"]), str(said["symbol"]), str(said["subject"])
    return Page(
        title=f"{_in_vietnamese(form.title)} {said.get('case_number') or clean(number)}".strip(),
        draft=not number,
        organisation=tuple(line.upper() for line in _unit_lines(unit)),
        standing=STANDING.upper(),
        number_line=f"Số: {clean(number)}" if number else f"Số:          /{symbol}",
        about=f"V/v {subject}" if form.heading is Heading.OFFICIAL_LETTER else "",
        place_and_date=f"{_place(str(said['place']))}, {_written_date(signed_on)}",
        qr=str(said.get("check_url") or said.get("tracking_url") or said.get("answer_url") or ""),
        blocks=[block.as_data() for block in version.wording(said)],
    )


def headed(*, unit: str, place: str, title: str, line: str, day: date, blocks: Sequence[Block]) -> Page:
    """A page under the head of the unit that is no letter: nobody numbers it. Every word on it is cleaned."""
    return Page(
        title=clean(title),
        draft=False,
        organisation=tuple(one.upper() for one in _unit_lines(clean(unit))),
        standing=STANDING.upper(),
        number_line=clean(line),
        about="",
        place_and_date=f"{_place(clean(place))}, {_written_date(day)}",
        qr="",
        blocks=[_cleaned(block.as_data()) for block in blocks],
    )


def _cleaned(said: Any) -> Any:
    if isinstance(said, str):
        return clean(said)
    if isinstance(said, dict):
        return {name: _cleaned(value) for name, value in said.items()}
    return [_cleaned(one) for one in said] if isinstance(said, list | tuple) else said


def missing_facts(form: Form, facts: Mapping[str, Value]) -> list[str]:
    """The labels of the required facts that are absent or blank, in the order of the form."""
    return [
        str(fact.label)
        for name, fact in form.fields.items()
        if fact.required and not _said(facts.get(name), fact.shape)
    ]


def clean(text: str) -> str:
    """Composed marks, plain line ends, and no invisible characters that could turn the text around."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}).strip()


def _in_vietnamese(label: str | Promise) -> str:
    """A letter does not change with the language of whoever looks at it."""
    with override("vi"):
        return str(label)


def _said(value: Value, shape: Shape) -> Any:
    if shape is Shape.DAY:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else clean(str(value or ""))
    if shape is Shape.LINES:
        return [clean(str(line)) for line in cast(Sequence[str], value or ())]
    if shape is Shape.ROWS:
        rows = cast(Sequence[Row], value or ())
        return [{column: clean(str(row.get(column, ""))) for column in PAPER_COLUMNS} for row in rows]
    return clean(str(value or ""))


def _mark_gaps(form: Form, said: dict[str, Any]) -> None:
    """A draft shows its gaps by name, in brackets, so that its author sees what to add."""
    for name, fact in form.fields.items():
        if fact.required and not said[name]:
            gap = f"[{_in_vietnamese(fact.label)}]"
            said[name] = [dict.fromkeys(PAPER_COLUMNS, gap)] if fact.shape is Shape.ROWS else gap


def _unit_lines(name: str) -> list[str]:
    """Ủy ban MTTQ Việt Nam tỉnh Nam Thành takes two lines in the head: the organisation, then its level."""
    if name.lower().startswith(f"{FRONT} ".lower()):
        return [FRONT, name[len(FRONT) :].strip()]
    return [name]


def _place(name: str) -> str:
    """Before the date a province writes its bare name, a name taken from a person is kept whole (NĐ 30/2020)."""
    for prefix in ("Tỉnh ", "Thành phố "):
        if name.startswith(prefix) and name != "Thành phố Hồ Chí Minh":
            return name.removeprefix(prefix)
    return name


def _written_date(day: date | None) -> str:
    if day is None:
        return "ngày      tháng      năm          "
    # Days below 10 and the months 1 and 2 get a leading zero, so that nobody can write a digit before them.
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02} tháng {month} năm {day.year}"
