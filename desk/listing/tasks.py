"""Lists of tasks: most urgent first, without a date last, narrowed by step, kind and word, a page at a time."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases import queries
from cases.models import Case
from cases.vocabulary import Kind
from workflows.steps import Step

from ..addresses import said_again
from .order import Order, Rows, Stretch, day


def _dated(rows: Rows) -> Rows:
    return rows.filter(due_on__isnull=False)


def _undated(rows: Rows) -> Rows:
    return rows.filter(due_on=None)


MOST_URGENT = Order(
    "due",
    _("hạn, gấp nhất trước"),
    (Stretch("d", "due_on", read=day, only=_dated), Stretch("o", "pk", read=int, only=_undated)),
)


class TaskFilterForm(forms.Form):
    """The conditions of a list of tasks, as they stand in its address."""

    q = forms.CharField(label=_("Tìm số đơn, họ tên, nội dung"), required=False, max_length=200)
    step = forms.ChoiceField(label=_("Việc"), required=False, choices=[("", _("Mọi việc")), *Step.choices])
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *Kind.choices])


@dataclass(frozen=True)
class Narrowing:
    """What is asked of a list of tasks; what cannot be read leaves none."""

    form: TaskFilterForm
    seen_by: Actor
    is_read: bool
    query: str

    def __bool__(self) -> bool:
        return bool(self.query)

    def of(self, rows: Any) -> Any:
        """Keep the tasks that match."""
        if not self.is_read:
            return rows.none()
        said = self.form.cleaned_data
        if said["step"]:
            rows = rows.filter(step=said["step"])
        if said["kind"]:
            rows = rows.filter(case__kind=said["kind"])
        if said["q"]:
            rows = rows.filter(case__in=queries.search(said["q"], Case.objects.visible_to(self.seen_by)).values("pk"))
        return rows

    def in_words(self, *, without: str = "") -> list[str]:
        """Return each condition in words, without one of them where that is said."""
        said = (
            {name: self.form.cleaned_data.get(name) for name in self.form.fields if name != without}
            if self.is_read
            else {}
        )
        choices = {name: dict(getattr(self.form.fields[name], "choices", [])) for name in said}
        return [f"{self.form.fields[name].label}: {choices[name].get(one, one)}" for name, one in said.items() if one]

    def again(self, **changes: str) -> str:
        """Return the same question on another tab, or at another place."""
        return said_again(self.query, **changes)


def task_question(get: QueryDict, *, seen_by: Actor, steps: Iterable[str] | None = None) -> Narrowing:
    """Read what is asked; `steps` are those there is a choice of."""
    form = TaskFilterForm(get)
    if steps is not None:
        field = form.fields["step"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Mọi việc")), *((one, Step(one).label) for one in steps)]
    is_read = form.is_valid()
    said = QueryDict(mutable=True)
    for name in form.fields:
        if form.cleaned_data.get(name):
            said[name] = form.cleaned_data[name]
    return Narrowing(form, seen_by, is_read, said.urlencode())
