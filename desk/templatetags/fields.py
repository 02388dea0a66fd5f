"""Controls with the look of the house: an error is told in ink beside the field, never in red."""

from typing import Any

from django import template
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select, Widget
from django.forms.boundfield import BoundWidget
from django.template import Context
from django.utils.safestring import SafeString

from ..addresses import listed_in, within

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """Render the input with its class, tied to its help and its error for screen readers."""
    attrs: dict[str, str | bool] = {"class": _look(field.field.widget)}
    described = [f"{field.id_for_label}-help"] if field.help_text else []
    if field.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
        attrs["aria-invalid"] = "true"
        described.append(f"{field.id_for_label}-error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return SafeString(field.as_widget(attrs=attrs))


def _look(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput):
        return "form-check-input"
    return "form-select" if isinstance(widget, Select) else "form-control"


@register.filter
def tick(option: BoundWidget) -> SafeString:
    """Render one radio button or tick box of a group."""
    option.data["attrs"]["class"] = "form-check-input"
    return SafeString(option.tag())


@register.filter
def of_key(rows: dict[int, list[Any]], key: int) -> list[Any]:
    """Return what belongs to the key."""
    return rows.get(key, [])


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Radio buttons and tick boxes: a group with a legend rather than one input with a label."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)


@register.filter
def is_tick(field: BoundField) -> bool:
    """One box to tick: its label stands beside it, and leaving it empty is an answer."""
    return isinstance(field.field.widget, CheckboxInput)


@register.simple_tag(takes_context=True)
def listed(context: Context) -> str:
    """Return what an address of the same case goes on with, so that the list one came from is not lost on the way."""
    request = context.get("request")
    return within("", listed_in(request)) if request is not None else ""
