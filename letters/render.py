"""Turns a form and its facts into a PDF: the same facts and the same version always give the same bytes."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, cast

from .catalogue import Form, Version
from .qr import drawn
from .setting import Page, Value, page

HERE = Path(__file__).resolve().parent
LAYOUTS = HERE / "layouts"
FONTS = HERE / "fonts"


def render_pdf(
    form: Form, version: Version, facts: Mapping[str, Value], *, number: str = "", signed_on: date | None = None
) -> bytes:
    """The form as PDF bytes; without a number it is a draft and says so across the page.

    Raises UnknownFacts, and MissingFacts when a numbered one lacks a required fact.
    """
    set_page: Page = page(form, version, facts, number=number, signed_on=signed_on)
    return typeset(version.layout, asdict(set_page) | {"qr": drawn(set_page.qr)})


def typeset(layout: str, content: Mapping[str, object]) -> bytes:
    """Set the content by a layout of ours."""
    import typst  # noqa: PLC0415  # 6 MiB of every process, and few set a letter

    # Facts travel as one JSON text and are read as data: no character of theirs is ever typst code.
    compiled = typst.Compiler(input=str(LAYOUTS / layout), root=str(LAYOUTS), font_paths=_fonts()).compile(
        format="pdf", sys_inputs={"page": json.dumps(content, ensure_ascii=False, sort_keys=True)}
    )
    return cast(bytes, compiled)


@cache
def _fonts() -> Any:
    import typst  # noqa: PLC0415

    # Neither the machine's fonts nor typst's own: the same letter looks the same everywhere.
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
