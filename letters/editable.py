"""The same letter as an editable Word document: the same words, in a layout people may go on with."""

from collections.abc import Mapping
from datetime import date

from .catalogue import Form, Version
from .setting import Value, page


def render_docx(
    form: Form, version: Version, facts: Mapping[str, Value], *, number: str = "", signed_on: date | None = None
) -> bytes:
    """The form as a .docx; raises what render_pdf raises."""
    from .word import drawn  # noqa: PLC0415  # few processes ever draw one

    return drawn(page(form, version, facts, number=number, signed_on=signed_on))
