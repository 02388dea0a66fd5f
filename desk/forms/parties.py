"""The people of a petition: how it is signed, who speaks for others, whom it is about."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from cases.operations import NewParty
from cases.vocabulary import Authority, PartyRole, Signing
from organizations.models import Unit

REPRESENTATIVES = 5
"""Luật Tiếp công dân Điều 29: more than five nobody sends."""
OTHERS = 4
ROWS = ("rep_", "other_")
"""How the fields of the rows begin."""
ABOUT = ((PartyRole.RESPONDENT, PartyRole.RESPONDENT.label), (PartyRole.RELATED, PartyRole.RELATED.label))


class IdentityNumber(forms.RegexField):
    """The number of a căn cước or of an old chứng minh nhân dân, as far as it can be read; another paper has letters.

    One that is not whole is kept and spoken of (`IntakeForm.wanting`), but nobody is recognised by it.
    """

    def __init__(self) -> None:
        super().__init__(
            r"^[0-9A-Za-z ./-]{0,20}$",
            label=_("Số căn cước"),
            required=False,
            error_messages={"invalid": _("Số căn cước hoặc hộ chiếu chỉ gồm chữ số và chữ cái, nhiều nhất 20 ký tự.")},
        )


class PeopleForm(forms.Form):
    """What the intake form asks about people beside the one who hands in."""

    signing = forms.ChoiceField(label=_("Đơn ký"), choices=Signing.choices, initial=Signing.NAMED, required=False)
    authority = forms.ChoiceField(
        label=_("Căn cứ đại diện"), choices=Authority.choices, initial=Authority.MISSING, required=False
    )
    paper = forms.CharField(label=_("Số, ngày văn bản ủy quyền hoặc cử người đại diện"), max_length=200, required=False)

    def __init__(self, *args: Any, bodies: QuerySet[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.bodies = bodies
        for number in range(1, REPRESENTATIVES + 1):
            self.fields[f"rep_name_{number}"] = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
            self.fields[f"rep_identity_{number}"] = IdentityNumber()
            self.fields[f"rep_phone_{number}"] = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
        for number in range(1, OTHERS + 1):
            self.fields[f"other_role_{number}"] = forms.ChoiceField(label=_("Tư cách"), choices=ABOUT, required=False)
            self.fields[f"other_name_{number}"] = forms.CharField(
                label=_("Họ tên hoặc tên cơ quan, tổ chức"),
                max_length=120,
                required=False,
                # One list for all rows: bodies of the directory are offered, any other name may be typed.
                widget=forms.TextInput(attrs={"list": "co-quan"}),
            )

    def clean_signing(self) -> str:
        return self.cleaned_data["signing"] or Signing.NAMED

    def representatives(self) -> Iterator[list[BoundField]]:
        """Yield the fields of each row, for the page."""
        for number in range(1, REPRESENTATIVES + 1):
            yield [self[f"rep_{name}_{number}"] for name in ("name", "identity", "phone")]

    def others(self) -> Iterator[list[BoundField]]:
        for number in range(1, OTHERS + 1):
            yield [self[f"other_{name}_{number}"] for name in ("role", "name")]

    @property
    def has_representatives(self) -> bool:
        return any(field.value() or field.errors for row in self.representatives() for field in row)

    @property
    def has_others(self) -> bool:
        return any(field.value() or field.errors for row in self.others() for field in row[1:])

    def people(self) -> Iterator[NewParty]:
        """Yield who is named beside the one who hands in; an empty row is nobody."""
        said = self.cleaned_data
        for number in range(1, REPRESENTATIVES + 1):
            name, identity, phone = (said[f"rep_{what}_{number}"] for what in ("name", "identity", "phone"))
            if name or identity or phone:
                yield NewParty(
                    role=PartyRole.REPRESENTATIVE,
                    name=name,
                    identity_number=identity,
                    phone=phone,
                    authority=said["authority"] or Authority.MISSING,
                    paper=said["paper"],
                )
        for number in range(1, OTHERS + 1):
            name = said[f"other_name_{number}"]
            if name:
                role = said[f"other_role_{number}"] or PartyRole.RESPONDENT
                yield NewParty(role=role, name=name, unit=self.bodies.filter(name=name).first())
