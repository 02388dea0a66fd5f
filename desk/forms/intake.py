"""The one-page intake: who, what, papers, where to."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.digests import is_whole
from cases.id_cards import Card
from cases.kinds import SIGNED_BY_ITSELF
from cases.models import Case, Personal, Visit
from cases.operations import NewDocument, NewParty
from cases.vocabulary import Intake, Kind, PartyRole, Signing
from files.fields import ManyFilesField, refuse_what_is_too_much, too_many, too_much
from files.vocabulary import MOST, TOGETHER
from organizations.models import Area, Field, Unit
from organizations.places import taken_apart
from organizations.vocabulary import COMMUNE_KINDS, FRONT_KINDS

from .choices import offer
from .kinds import FIRST, OTHER, ContestedForm, KindForm
from .matters import MATTER, MattersForm
from .papers import KEPT, OriginalsForm
from .parties import REPRESENTATIVES, ROWS, IdentityNumber, PeopleForm
from .widgets import DayInput

ASKED_ANEW = {"documents", "photos", "scans", "again", "more"}
WHO = ("name", "birth_year", "identity_number", "phone", "email", "address", "person")


class ScansField(forms.MultipleChoiceField):
    """Names of files in the scanner's folder; whether one lies there is asked when it is read."""

    def valid_value(self, value: Any) -> bool:
        return True


class IntakeForm(KindForm, ContestedForm, PeopleForm, MattersForm, OriginalsForm):
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    intake = forms.ChoiceField(label=_("Nhận qua"), choices=Intake.choices, initial=Intake.IN_PERSON)
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DayInput, initial=timezone.localdate)

    signed = forms.ChoiceField(
        label=_("Chữ ký"),
        choices=[
            ("", _("Theo đường nhận")),
            ("yes", _("Đã ký, điểm chỉ hoặc có biên bản ghi lời")),
            ("no", _("Chưa ký")),
        ],
        required=False,
    )
    secrecy_waived = forms.BooleanField(
        label=_("Người nộp có văn bản không yêu cầu giữ bí mật danh tính"), required=False
    )

    name = forms.CharField(
        label=_("Họ và tên người nộp đơn"),
        max_length=120,
        required=False,
    )
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2020)
    identity_number = IdentityNumber()
    phone = forms.RegexField(
        r"^[0-9 +().-]{8,20}$",
        label=_("Điện thoại"),
        required=False,
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, dấu cách, dấu cộng; từ 8 đến 20 ký tự.")},
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Số nhà, thôn, tổ"), max_length=250, required=False)
    person = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """Whom the receptionist recognised in the panel of earlier petitions."""
    visit = forms.IntegerField(required=False, widget=forms.HiddenInput)
    """The visit to a session of reception that brings it."""
    previous = forms.CharField(
        label=_("Vụ việc trước đây"), max_length=16, required=False, help_text=_("Số vụ việc cũ về cùng nội dung.")
    )
    tie = forms.CharField(required=False, max_length=24, widget=forms.HiddenInput)
    """What a case shown beside the form is to this petition: "join:12", "link:12", or nothing."""
    same_because = forms.CharField(
        label=_("Vì sao biết là cùng một việc"), max_length=200, required=False, widget=forms.HiddenInput
    )
    handled_by = forms.CharField(
        label=_("Cơ quan đã giải quyết"),
        max_length=300,
        required=False,
        help_text=_("Cơ quan nào, văn bản số mấy (cột 8 của sổ)."),
    )
    wants_secrecy = forms.BooleanField(label=_("Người nộp đề nghị không nêu tên mình khi chuyển đơn"), required=False)
    again = forms.BooleanField(label=_("Đơn khác, vẫn vào sổ"), required=False)
    late_because = forms.CharField(
        label=_("Vì sao ghi muộn"), widget=forms.Textarea(attrs={"rows": 2}), max_length=500, required=False
    )
    signers = forms.IntegerField(label=_("Số người ký"), min_value=1, max_value=100000, initial=1)

    summary = forms.CharField(
        label=_("Trích yếu"),
        max_length=300,
        help_text=_("Một câu để người khác nhận ra vụ việc."),
        error_messages={"required": _("Cần ghi trích yếu để người khác nhận ra vụ việc.")},
    )
    text = forms.CharField(
        label=_("Nội dung đơn"),
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"required": _("Cần ghi nội dung đơn.")},
    )
    asked = forms.CharField(label=_("Điều đề nghị"), widget=forms.Textarea(attrs={"rows": 2}), required=False)
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"),
        queryset=Field.objects.none(),
        empty_label=_("Chọn lĩnh vực"),
        error_messages={"required": _("Cần chọn lĩnh vực.")},
    )
    documents = ManyFilesField(label=_("Giấy tờ kèm theo"), required=False)
    photos = ManyFilesField(label=_("Chụp giấy tờ bằng điện thoại"), required=False)
    scans = ScansField(label=_("Từ máy quét"), required=False)
    more = forms.BooleanField(label=_("Người này còn việc khác"), required=False)
    """After this petition the form comes back with the same person."""
    suggested_agency = forms.ModelChoiceField(
        label=_("Dự kiến chuyển đến"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Để người xử lý chọn"),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        self.unit = unit
        offered = agencies(timezone.localdate())
        super().__init__(*args, bodies=offered, **kwargs)
        self.offer_fields(Field.objects.filter(in_force_to=None).order_by("order"), first="field")
        # A telephone opens its camera for this one; on a desk it is not shown.
        self.fields["photos"].widget.attrs |= {"accept": "image/*", "capture": "environment"}
        offer(self, "suggested_agency", offered)
        self.offer_bodies(offered)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        self._must_not_be_too_much(said)
        if said.get("signing") != Signing.ANONYMOUS and not said.get("name") and "name" not in self.errors:
            self.add_error("name", _("Cần ghi họ và tên người nộp đơn."))
        return said

    def _must_not_be_too_much(self, said: dict[str, Any]) -> None:
        try:
            refuse_what_is_too_much([*said.get("documents", []), *said.get("photos", [])], most=MOST)
        except forms.ValidationError as refusal:
            self.add_error("documents", refusal)

    @property
    def token(self) -> UUID:
        """The number of this form, which makes it one petition however often it is sent."""
        said: UUID = self.cleaned_data["form_token"]
        return said

    def leaves_room_for(self, many: int, size: int) -> bool:
        """Say whether what telephone and scanner bring goes with what was chosen here; if not, that is an error."""
        chosen = [*self.cleaned_data["documents"], *self.cleaned_data["photos"]]
        if len(chosen) + many > MOST:
            self.add_error("documents", too_many(MOST))
        elif sum(file.size for file in chosen) + size > TOGETHER:
            self.add_error("documents", too_much())
        return not self.errors

    def clean_visit(self) -> Visit | None:
        pk = self.cleaned_data["visit"]
        return Visit.objects.filter(pk=pk, session__unit=self.unit).first() if pk else None

    def clean_previous(self) -> Case | None:
        number = self.cleaned_data["previous"].strip()
        if not number:
            return None
        found: Case | None = Case.objects.filter(number=number, unit=self.unit).first()
        if found is None:
            raise forms.ValidationError(_("Không có vụ việc nào mang số này trong sổ của bạn."))
        return found

    def wanting(self) -> list[str]:
        """Say what a complete petition would have as well: it is in the book, and somebody may still ask for it."""
        said, found = self.cleaned_data, []
        if said["identity_number"] and not is_whole(said["identity_number"]):
            found.append(
                gettext("Số căn cước chưa đủ 12 chữ số (chứng minh nhân dân cũ: 9): chưa dùng để nhận ra người này.")
            )
        if said["name"] and not (said["home"] or any(said[name] for name in ("address", "phone", "email"))):
            found.append(gettext("Chưa ghi địa chỉ, điện thoại hay thư điện tử: chưa biết báo kết quả đến đâu."))
        return found

    @property
    def has_another_road(self) -> bool:
        """Whether anything of how it came is not as usual: over the counter, today."""
        usual = {"intake": Intake.IN_PERSON, "received_on": timezone.localdate(), "signed": "", "secrecy_waived": False}
        return self._differs(usual)

    @property
    def has_more_about_person(self) -> bool:
        usual = {"signing": Signing.NAMED, "signers": 1, "email": "", "wants_secrecy": False}
        return self._differs(usual)

    @property
    def has_past(self) -> bool:
        return self._differs({"handled_by": "", "previous": ""})

    def _differs(self, usual: Mapping[str, object]) -> bool:
        """Say whether a folded part of the page holds something, or something wrong: then it is shown open."""
        said = {name: self[name].value() for name in usual}
        return any(self.errors.get(name) or str(said[name] or "") != str(usual[name] or "") for name in usual)

    @classmethod
    def of_visit(cls, visit: Visit, *, by: Actor, unit: Unit) -> "IntakeForm":
        """Begin with what was written down when the person came; a sealed one only for whoever wrote it down."""
        said: dict[str, Any] = {"visit": visit.pk, "received_on": visit.session.held_on}
        said["kind"] = visit.kind if visit.kind in FIRST else OTHER
        said["more_kind"] = visit.kind
        said["intake"] = Intake.ONLINE if visit.session.online else Intake.IN_PERSON
        if not visit.is_sealed or visit.written_by_id == by.person_id:
            said |= {"signers": visit.people, "handled_by": visit.handled_by, "summary": visit.about}
            said["secrecy_waived"] = visit.waives_protection
            visitors = list(visit.visitors.all())
            first = next((one for one in visitors if not one.speaks_for_others), None)
            if first is not None:
                who = first.who
                named = ("name", "identity_number", "phone", "address")
                said |= {name: getattr(who, name) for name in named}
            speaking = [one.who for one in visitors if one.speaks_for_others]
            for number, who in enumerate(speaking[:REPRESENTATIVES], 1):
                said |= {f"rep_name_{number}": who.name, f"rep_identity_{number}": who.identity_number}
                said["paper"] = who.paper
        return cls(initial=said, unit=unit)

    @classmethod
    def of_same_person(cls, case: Case, *, unit: Unit) -> "IntakeForm":
        """Begin with who handed in that petition: the same person came with more than one thing."""
        petition = case.opening_petition
        parties = petition.parties.filter(role=PartyRole.PETITIONER).order_by("pk") if petition else []
        first = next(iter(parties), None)
        if petition is None or first is None:
            return cls(unit=unit)
        same = ("name", "birth_year", "identity_number", "phone", "email", "address")
        said = {name: getattr(first.who, name) for name in same}
        received = {"intake": petition.intake, "received_on": petition.received_on, "signers": petition.signers}
        return cls(initial=said | received | {"person": first.person_id}, unit=unit)

    @classmethod
    def with_card(cls, typed: QueryDict, card: Card, *, unit: Unit) -> "IntakeForm":
        """Return the form as it stands on the screen, with what the card says written over it."""
        form = cls(initial=_on_the_screen(typed) | of_card(card), unit=unit)
        form.offer_place("home")
        return form

    @classmethod
    def as_typed(cls, typed: QueryDict, *, unit: Unit) -> "IntakeForm":
        """Return the form as it stands on the screen, without asking yet whether it is complete."""
        return cls(initial=_on_the_screen(typed), unit=unit)

    @classmethod
    def is_drafted(cls, name: str) -> bool:
        """Papers are chosen anew, and whether it is another letter is asked anew."""
        return name.startswith((*ROWS, MATTER, KEPT)) or (name in cls.base_fields and name not in ASKED_ANEW)

    def facts(self) -> dict[str, Any]:
        """Return what the operation takes."""
        said = self.cleaned_data
        who = {name: said[name] for name in WHO if said[name]}
        lives = {"address": self.address_in_full(), "area": said["home"]}
        who |= {name: value for name, value in lives.items() if value}
        party = NewParty(**who)
        files = [*said["documents"], *said["photos"]]
        documents = [NewDocument(title=file.name, content=file.read()) for file in files]
        same = ["kind", "intake", "received_on", "text", "asked", "summary", "field", "area", "signers"]
        same += ["secrecy_waived", "handled_by", "wants_secrecy", "late_because"]
        token: UUID = said["form_token"]
        return {
            **{name: said[name] for name in same},
            "parties": [*([party] if who else []), *self.people()],
            "signing": said["signing"],
            "documents": documents,
            "originals": self.originals(),
            "suggested_agency": said["suggested_agency"],
            "form_token": token,
            "contested": self.contested(),
            "signed": {"yes": True, "no": False}.get(said["signed"]),
            "again": said["again"],
            "visit": said["visit"],
            "previous": said["previous"],
            "parts": self.parts(),
            "split_because": said["split_because"],
        }


def _on_the_screen(typed: QueryDict) -> dict[str, Any]:
    return typed.dict() | {"scans": typed.getlist("scans")}


def of_card(card: Card) -> dict[str, str]:
    """Return what a card writes into which field of the form; its address is taken apart by the list of communes."""
    lives = taken_apart(card.address, on=timezone.localdate())
    said = {
        "name": card.name,
        "birth_year": str(card.birth_year or ""),
        "identity_number": card.identity_number,
        "address": lives.before,
        "home": lives.area.pk if lives.area else "",
        "home_typed": lives.area.full_name if lives.area else lives.commune,
    }
    return {name: value for name, value in said.items() if value or name.startswith("home")}


def agencies(today: date) -> QuerySet[Unit]:
    """Units that are not the MTTQ's own and exist today."""
    found = Unit.objects.exclude(kind__in=FRONT_KINDS).filter(in_force_from__lte=today)
    return (found.filter(in_force_to=None) | found.filter(in_force_to__gte=today)).order_by("level", "name")


def communes_near(unit: Unit) -> QuerySet[Area]:
    """The communes of the unit's own province; where the unit has no place, none is offered."""
    if unit.area is None:
        return Area.objects.none()
    province = unit.area if unit.area.parent is None else unit.area.parent
    return Area.objects.filter(parent=province, kind__in=COMMUNE_KINDS, in_force_to=None).order_by("name")


class ClockForm(KindForm):
    """What decides which clocks start, taken as far as it is chosen."""

    intake = forms.ChoiceField(choices=Intake.choices, required=False)
    received_on = forms.DateField(required=False)
    signed = forms.CharField(max_length=3, required=False)

    def chosen(self) -> tuple[str, str, date, bool]:
        """Return kind, road, day and whether it is signed; a proposal handed in today until somebody chooses."""
        self.is_valid()
        said = self.cleaned_data
        kind, intake = said.get("kind") or Kind.PROPOSAL, said.get("intake") or Intake.IN_PERSON
        signed = {"yes": True, "no": False}.get(said.get("signed", ""), SIGNED_BY_ITSELF[intake])
        return kind, intake, said.get("received_on") or timezone.localdate(), signed


class WhoForm(forms.Form):
    """The fields by which a person is recognised, taken as far as they make sense: nothing is refused while typing."""

    name = forms.CharField(max_length=120, required=False)
    birth_year = forms.IntegerField(required=False)
    identity_number = forms.CharField(max_length=20, required=False)
    phone = forms.CharField(max_length=30, required=False)
    address = forms.CharField(max_length=250, required=False)

    def personal(self) -> Personal:
        self.is_valid()
        said = {name: value for name, value in self.cleaned_data.items() if value}
        return Personal(**said)
