"""Choices whose rows are known only when the form is shown."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField

from cases.models import Commitment
from organizations.models import User


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Give the named choice its rows."""
    field = form.fields[name]
    assert isinstance(field, ModelChoiceField)
    field.queryset = rows


class PersonChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name} · {obj.title}" if obj.title else obj.full_name


class PeopleChoice(ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class CommitmentChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Commitment) -> str:
        return f"{obj.what} · {obj.who} · {obj.due_on:%d/%m/%Y}"
