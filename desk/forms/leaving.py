"""Handing over what somebody leaves, giving one task, ending a role."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from organizations.models import Membership, User
from workflows.models import Assignment

from .choices import PersonChoice, offer
from .widgets import DayInput


def _name(person: User) -> str:
    return f"{person.full_name} · {person.title}" if person.title else person.full_name


class HandOverForm(forms.Form):
    because = forms.CharField(
        label=_("Vì sao bàn giao"),
        widget=forms.Textarea(attrs={"rows": 2}),
        max_length=500,
        error_messages={"required": _("Cần ghi vì sao bàn giao, để người nhận và người đọc sau này biết.")},
    )

    def __init__(
        self,
        *args: Any,
        cases: Iterable[Case],
        tasks: Iterable[tuple[Assignment, Sequence[User]]],
        sessions: bool,
        inspections: bool = False,
        supervisors: Sequence[User] = (),
        handlers: Sequence[User],
        receivers: Sequence[User],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        cases = list(cases)
        self.people: dict[str, User] = {}
        self.cases = {f"case-{case.pk}": case.pk for case in cases}
        self.tasks: dict[str, int] = {}
        if cases:
            self._ask("handler", _("Mọi vụ việc về"), handlers, _("Chọn từng vụ việc bên dưới"))
        for case in cases:
            self._ask(f"case-{case.pk}", f"{case.number} · {case.summary}", handlers, _("Như trên"))
        for task, people in tasks:
            name = f"task-{task.pk}"
            self.tasks[name] = task.pk
            self._ask(name, f"{task.get_step_display()} · {task.case.number}", people, _("Để lại"))
        if sessions:
            self._ask("receiver", _("Các buổi tiếp công dân về"), receivers, _("Để lại"))
        if inspections:
            self._ask("inspector", _("Ai đi kiểm tra thực tế thay"), supervisors, _("Để lại"))

    def _ask(self, name: str, label: Any, people: Sequence[User], empty: Any) -> None:
        # The same people beside every row: looked up once, not once a row.
        self.people |= {str(person.pk): person for person in people}
        choices = [("", empty), *((str(one.pk), _name(one)) for one in people)]
        self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)

    @property
    def of_cases(self) -> list[forms.BoundField]:
        return [self[name] for name in ("handler", *self.cases) if name in self.fields]

    @property
    def of_tasks(self) -> list[forms.BoundField]:
        return [self[name] for name in self.tasks]

    def chosen(self) -> dict[str, Any]:
        """What the operation takes."""
        said = {name: self.people.get(value) for name, value in self.cleaned_data.items() if name != "because"}
        return {
            "because": self.cleaned_data["because"],
            "handler": said.get("handler"),
            "receiver": said.get("receiver"),
            "inspector": said.get("inspector"),
            "cases_to": {pk: said[name] for name, pk in self.cases.items() if said.get(name)},
            "tasks_to": {pk: said[name] for name, pk in self.tasks.items() if said.get(name)},
        }


class GiveForm(forms.Form):
    to = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người"))

    def __init__(self, *args: Any, people: QuerySet[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "to", people)


class RoleChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Membership) -> str:
        return str(obj.get_role_display())


class EndRoleForm(forms.Form):
    membership = RoleChoice(label=_("Vai trò"), queryset=Membership.objects.none(), empty_label=_("Chọn vai trò"))
    last_on = forms.DateField(label=_("Ngày làm việc cuối cùng"), widget=DayInput)
    reason = forms.CharField(label=_("Lý do"), max_length=100, required=False)

    def __init__(self, *args: Any, memberships: QuerySet[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "membership", memberships)
