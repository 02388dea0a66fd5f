"""Choices whose rows are known only when the form is shown."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms.models import ModelChoiceField, ModelMultipleChoiceField
from django.utils.translation import gettext as _

from cases.letter_forms import name_of_form
from cases.models import AgendaItem, Commitment, Duty, Letter, Paper, Party, Petition, ReceptionSession, Referral, Rung
from organizations.models import User


def offer(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Give the named choice its rows."""
    field = form.fields[name]
    assert isinstance(field, ModelChoiceField)
    field.queryset = rows


def offer_choices(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give the named choice its values, where no table holds them."""
    field = form.fields[name]
    assert isinstance(field, forms.ChoiceField)
    field.choices = list(choices)


class PersonChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: User) -> str:
        return f"{obj.full_name} · {obj.title}" if obj.title else obj.full_name


class PeopleChoice(ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: User) -> str:
        return obj.full_name


class DutyChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Duty) -> str:
        return f"{obj.rule.title} · {obj.unit.label} · {obj.due_on:%d/%m/%Y} · {obj.rule.get_unit_display()}"


class LetterChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Letter) -> str:
        if obj.case.sealed:
            return " · ".join(part for part in (name_of_form(obj), obj.number) if part)
        name = f"{obj.number} · {obj.subject}" if obj.number else obj.subject
        return f"{name_of_form(obj)} · {name}"


class ReferralChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Referral) -> str:
        return f"{obj.agency.name} · {obj.sent_on:%d/%m/%Y} · {obj.get_status_display()}"


class PetitionChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Petition) -> str:
        names = "; ".join(party.name for party in obj.parties.all() if party.stands_behind)
        return f"{names} · {obj.received_on:%d/%m/%Y}"


class AgendaChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: AgendaItem) -> str:
        return f"{obj.get_brought_to_display()} · {obj.brought_on:%d/%m/%Y}"


class RungChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Rung) -> str:
        return f"{obj.referral.agency.name} · {obj.get_kind_display()}"


class CommitmentChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Commitment) -> str:
        return _what_was_promised(obj)


class CommitmentsChoice(ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Commitment) -> str:
        return _what_was_promised(obj)


def _what_was_promised(commitment: Commitment) -> str:
    return f"{commitment.what} · {commitment.who} · {commitment.due_on:%d/%m/%Y}"


class PartyChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Party) -> str:
        return f"{obj.name} · {obj.get_role_display()}"


class PapersChoice(ModelMultipleChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: Paper) -> str:
        pages = _("%(n)d trang") % {"n": obj.pages} if obj.pages else ""
        return " · ".join(filter(None, [obj.title, pages, f"{obj.received.on:%d/%m/%Y}"]))


class SessionChoice(ModelChoiceField):  # type: ignore[type-arg]  # Django itself cannot be asked for the type
    def label_from_instance(self, obj: ReceptionSession) -> str:
        return f"{obj.held_on:%d/%m/%Y}, {obj.begins_at:%H:%M} · {obj.place}"
