"""Controls are drawn without templates, as Django's templates draw them; only empty lines are left out."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils import translation
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy as _

from config.controls import DRAWN, Controls

NASTY = "Bình & \"Bảo\" <b>'x'</b>"
CHOICES: list[tuple[Any, Any]] = [
    ("", "—"),
    ("land", "Đất đai & nhà ở"),
    (7, 1234567),
    (True, _("Tất cả")),
    (None, mark_safe("<i>đã vẽ</i>")),
    ("Nhóm <1>", [("a", NASTY), ('"b"', "b")]),
]
ATTRS: dict[str, Any] = {
    "id": "so",
    "class": 'form-control "x"',
    "required": True,
    "disabled": False,
    "data-none": None,
    "data-number": 1234567,
    "data-safe": mark_safe("&eacute;"),
    "aria-label": _("Tất cả"),
}
INPUTS: list[tuple[forms.Widget, list[Any]]] = [
    (forms.TextInput(), [None, "", "Đường", NASTY, 1234567, 0]),
    (forms.NumberInput(), [None, 0, 1234567, "12"]),
    (forms.EmailInput(), ["a@b.vn"]),
    (forms.URLInput(), ["https://a.vn/?b=1&c=2"]),
    (forms.PasswordInput(render_value=True), ["bí mật"]),
    (forms.HiddenInput(), ["1", None]),
    (forms.DateInput(), [None, "23/11/2026"]),
    (forms.DateTimeInput(), [None]),
    (forms.TimeInput(), ["08:30"]),
    (forms.FileInput(), [None]),
    (forms.CheckboxInput(), [True, False, None, "yes"]),
    (forms.CheckboxInput(attrs={"value": "1"}), [True]),
    (forms.Textarea(), [None, "", "Một\nhai", NASTY]),
    (forms.Select(choices=CHOICES), ["", "land", "a", 7, None]),
    (forms.SelectMultiple(choices=CHOICES), [[], ["land", '"b"']]),
    (forms.RadioSelect(choices=CHOICES), ["", "land", "a"]),
    (forms.CheckboxSelectMultiple(choices=CHOICES), [[], ["land", "a"]]),
    (forms.NullBooleanSelect(), [None, True, False]),
]
CASES = [(widget, value, attrs) for widget, values in INPUTS for value in values for attrs in ({}, ATTRS)]


def _lines(html: str) -> list[str]:
    return [line for line in html.split("\n") if line.strip()]


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize(
    ("widget", "value", "attrs"), CASES, ids=[f"{type(one[0]).__name__}-{one[1]}-{len(one[2])}" for one in CASES]
)
def test_drawn_as_django_draws_it(widget: forms.Widget, value: Any, attrs: dict[str, Any], language: str) -> None:
    with translation.override(language):
        ours = widget.render(NASTY, value, attrs, Controls())
        assert _lines(ours) == _lines(widget.render(NASTY, value, attrs, DjangoTemplates()))
        assert hasattr(ours, "__html__")


def test_everything_that_is_drawn_is_compared() -> None:
    class Noting(DjangoTemplates):
        asked: set[str] = set()

        def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
            self.asked.add(template_name)
            return super().render(template_name, context, request)

    for widget, value, attrs in CASES:
        widget.render("name", value, attrs, Noting())
    options = {f"django/forms/widgets/{name}_option.html" for name in ("radio", "checkbox")}
    rare = {f"django/forms/widgets/{name}.html" for name in ("search", "color", "tel")}
    assert set(DRAWN) <= Noting.asked | options | rare


def test_the_forms_of_the_house_are_drawn_so() -> None:
    assert isinstance(forms.Form().renderer, Controls)


@pytest.mark.parametrize("kind", [forms.RadioSelect, forms.CheckboxSelectMultiple])
def test_one_option_alone(kind: type[forms.RadioSelect]) -> None:
    """As `tick` draws them, with a class of the house."""

    def drawn(renderer: DjangoTemplates) -> list[str]:
        options = kind(choices=CHOICES[:3]).subwidgets("loai", ["land"], {"id": "so"})
        return [kind()._render(one["template_name"], {"widget": one}, renderer).replace("\n", "") for one in options]

    assert drawn(Controls()) == drawn(DjangoTemplates())
