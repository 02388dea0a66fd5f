"""Turns a form and its facts into a PDF: the same facts always give the same bytes."""

import io
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import cast

import segno
import typst

from letters.catalogue import FORMS, PAPER_COLUMNS, Form, Shape

HERE = Path(__file__).resolve().parent
TEMPLATES = HERE / "templates"
FONTS = HERE / "fonts"

Row = Mapping[str, str]
Value = str | date | Sequence[str] | Sequence[Row] | None


class MissingFacts(ValueError):
    """A numbered letter would go out with a gap; `labels` names what is missing, for people."""

    def __init__(self, labels: list[str]) -> None:
        self.labels = labels
        super().__init__("; ".join(labels))


class UnknownFacts(TypeError):
    """The caller handed over facts that the form does not state: a misspelt name would otherwise vanish."""

    def __init__(self, form_key: str, names: list[str]) -> None:
        super().__init__(f"{form_key}: {', '.join(names)}")


def render_pdf(form_key: str, facts: Mapping[str, Value], *, number: str = "", signed_on: date | None = None) -> bytes:
    """The form as PDF bytes; without a number it is a draft and says so across the page.

    Raises UnknownFacts, and MissingFacts when a numbered one lacks a required fact.
    """
    form = FORMS[form_key]
    if unknown := sorted(set(facts) - set(form.fields)):
        raise UnknownFacts(form_key, unknown)
    if number and (missing := missing_facts(form_key, facts)):
        raise MissingFacts(missing)
    said = {name: _said(facts.get(name), fact.shape) for name, fact in form.fields.items()}
    said["place"] = _place(str(said["place"]))
    said["number"] = _clean(number)
    said["date"] = _written_date(signed_on)
    said["qr"] = _qr(_clean(str(facts.get("tracking_url") or facts.get("answer_url") or "")))
    if not number:
        _mark_gaps(form, said)
    # Facts travel as one JSON text and are read as data: no character of theirs is ever typst code.
    compiled = typst.Compiler(input=str(TEMPLATES / form.template), root=str(TEMPLATES), font_paths=_fonts()).compile(
        format="pdf", sys_inputs={"facts": json.dumps(said, ensure_ascii=False, sort_keys=True)}
    )
    return cast(bytes, compiled)


def missing_facts(form_key: str, facts: Mapping[str, Value]) -> list[str]:
    """The labels of the required facts that are absent or blank, in the order of the form."""
    return [
        str(fact.label)
        for name, fact in FORMS[form_key].fields.items()
        if fact.required and not _said(facts.get(name), fact.shape)
    ]


def _said(value: Value, shape: Shape) -> object:
    if shape is Shape.DAY:
        return value.strftime("%d/%m/%Y") if isinstance(value, date) else _clean(str(value or ""))
    if shape is Shape.LINES:
        return [_clean(str(line)) for line in cast(Sequence[str], value or ())]
    if shape is Shape.ROWS:
        rows = cast(Sequence[Row], value or ())
        return [{column: _clean(str(row.get(column, ""))) for column in PAPER_COLUMNS} for row in rows]
    return _clean(str(value or ""))


def _clean(text: str) -> str:
    """Composed marks, plain line ends, and no invisible characters that could turn the text around."""
    text = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"}).strip()


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


def _qr(address: str) -> str:
    if not address:
        return ""
    drawing = io.BytesIO()
    segno.make(address, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def _mark_gaps(form: Form, said: dict[str, object]) -> None:
    """A draft shows its gaps by name, in brackets, so that its author sees what to add."""
    for name, fact in form.fields.items():
        if fact.required and not said[name]:
            said[name] = f"[{fact.label}]"


@cache
def _fonts() -> typst.Fonts:
    # Neither the machine's fonts nor typst's own: the same letter looks the same everywhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
