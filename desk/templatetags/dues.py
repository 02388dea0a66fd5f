"""How a due date looks: said by its icon as well, for who sees no difference in ink."""

from django import template

register = template.Library()

INK = {"late": " due-late", "soon": " due-soon", "ok": " due-ok"}
ICONS = {"late": "alarm-fill", "soon": "hourglass-split", "ok": "check-circle-fill"}


@register.filter
def due_ink(tone: str) -> str:
    """Return the class beside `due`; what is calm has none."""
    return INK.get(tone, "")


@register.filter
def due_icon(tone: str) -> str:
    return ICONS.get(tone, "clock")
