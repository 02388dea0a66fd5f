"""How a due date looks: said by its icon as well, for who sees no difference in ink."""

from django import template
from django.template import Context
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from deadlines.words import Due

register = template.Library()

INK = {"late": " due-late", "soon": " due-soon", "ok": " due-ok"}
ICONS = {"late": "alarm-fill", "soon": "hourglass-split", "ok": "check-circle-fill"}
NOTHING_OWED = mark_safe('<span class="text-body-secondary">—</span>')
OWED = (
    '<span class="due{}"><svg class="i" aria-hidden="true"><use href="{}#{}"/></svg>{}</span>'
    '<span class="two">{} · {}</span>'
)


@register.simple_tag(takes_context=True)
def due_in_words(context: Context, due: Due | None) -> SafeString:
    """Draw the day owed. A list draws it fifty times: a template of its own would cost more than the words."""
    if not due:
        return NOTHING_OWED
    ink, icon = due_ink(due.tone), due_icon(due.tone)
    return format_html(OWED, ink, context["icons"], icon, due.text, due.date_text, due.nature_text)


@register.filter
def due_ink(tone: str) -> str:
    """Return the class beside `due`; what is calm has none."""
    return INK.get(tone, "")


@register.filter
def due_icon(tone: str) -> str:
    return ICONS.get(tone, "clock")
