"""Draws the plain controls of forms without a template for each of their parts.

Django draws a list of eighty options by going through a hundred and sixty templates. What comes out here is the same
without the empty lines (`tests/config/test_controls.py`); every control not named here is still drawn by its template.
"""

from collections.abc import Callable, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.http import HttpRequest
from django.utils.formats import localize
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

Drawn = Mapping[str, Any]
"""A control as Django describes it to its template."""


class Controls(DjangoTemplates):
    def render(self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None) -> str:
        draw = DRAWN.get(template_name)
        if draw is None:
            return super().render(template_name, context, request)
        # Each part was escaped where it was put in.
        return SafeString(draw(context["widget"]))


def _attributes(said: Drawn) -> str:
    return "".join(
        f" {_escaped(name)}" if value is True else f' {_escaped(name)}="{_escaped(value)}"'
        for name, value in said["attrs"].items()
        if value is not False
    )


def _input(said: Drawn) -> str:
    value = "" if said["value"] is None else f' value="{_escaped(said["value"])}"'
    return f'<input type="{_escaped(said["type"])}" name="{_escaped(said["name"])}"{value}{_attributes(said)}>'


def _input_with_label(said: Drawn) -> str:
    if not said.get("wrap_label"):
        return _input(said)
    number = said["attrs"].get("id")
    belongs = f' for="{_escaped(number)}"' if number else ""
    return f"<label{belongs}>{_input(said)} {_shown(said['label'])}</label>"


def _select(said: Drawn) -> str:
    lines = [f'<select name="{_escaped(said["name"])}"{_attributes(said)}>']
    for group, options, _place in said["optgroups"]:
        if group:
            lines.append(f'\n  <optgroup label="{_shown(group)}">')
        lines += [f"\n  {_option(option)}" for option in options]
        if group:
            lines.append("\n  </optgroup>")
    return "".join([*lines, "\n</select>"])


def _option(said: Drawn) -> str:
    return f'<option value="{_escaped(said["value"])}"{_attributes(said)}>{_shown(said["label"])}</option>'


def _textarea(said: Drawn) -> str:
    return f'<textarea name="{_escaped(said["name"])}"{_attributes(said)}>\n{_shown(said["value"] or "")}</textarea>'


def _escaped(value: Any) -> str:
    """As `stringformat:"s"` writes it: a number stays as a program reads it."""
    return conditional_escape(value)


def _shown(value: Any) -> str:
    """As a template writes it for people."""
    return conditional_escape(localize(value))


_INPUTS = ("text", "number", "email", "url", "tel", "search", "color", "password", "hidden", "date", "datetime", "time")
_CHOICES = ("radio_option", "checkbox_option")
DRAWN: dict[str, Callable[[Drawn], str]] = {
    f"django/forms/widgets/{name}.html": draw
    for names, draw in (
        ((*_INPUTS, "file", "checkbox"), _input),
        (_CHOICES, _input_with_label),
        (("select",), _select),
        (("textarea",), _textarea),
    )
    for name in names
}
