"""A QR picture, for paper and for pages."""

import io

import segno


def drawn(said: str) -> str:
    """Return the picture as SVG for the typesetter; nothing for nothing."""
    if not said:
        return ""
    drawing = io.BytesIO()
    segno.make(said, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def as_address(said: str) -> str:
    """Return the picture as an address that a page can show by itself, with the white margin that readers need."""
    return segno.make(said, error="m", micro=False).svg_data_uri(border=4, light="#fff") if said else ""
