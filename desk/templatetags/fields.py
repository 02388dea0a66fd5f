"""Controls with the look of the house: an error is told in ink beside the field, never in red."""

from django import template
from django.forms import BoundField, CheckboxSelectMultiple, RadioSelect, Select
from django.forms.boundfield import BoundWidget
from django.utils.safestring import SafeString

register = template.Library()


@register.filter
def control(field: BoundField) -> SafeString:
    """Render the input with its class, tied to its help and its error for screen readers."""
    selects = isinstance(field.field.widget, Select)
    attrs: dict[str, str | bool] = {"class": "form-select" if selects else "form-control"}
    described = [f"{field.id_for_label}-help"] if field.help_text else []
    if field.errors:
        attrs["class"] = f"{attrs['class']} is-invalid"
        attrs["aria-invalid"] = "true"
        described.append(f"{field.id_for_label}-error")
    if described:
        attrs["aria-describedby"] = " ".join(described)
    return SafeString(field.as_widget(attrs=attrs))


@register.filter
def tick(option: BoundWidget) -> SafeString:
    """Render one radio button or tick box of a group."""
    option.data["attrs"]["class"] = "form-check-input"
    return SafeString(option.tag())


@register.filter
def is_choice_list(field: BoundField) -> bool:
    """Radio buttons and tick boxes: a group with a legend rather than one input with a label."""
    return isinstance(field.field.widget, RadioSelect | CheckboxSelectMultiple)
