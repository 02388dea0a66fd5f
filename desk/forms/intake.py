"""The one-page intake: who, what, papers, where to."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.operations import NewDocument, NewParty
from cases.vocabulary import Intake, Kind
from organizations.models import Area, Field, Unit
from organizations.vocabulary import COMMUNE_KINDS, FRONT_KINDS

from .choices import offer
from .files import ManyFiles, ManyFilesField
from .widgets import DayInput


class IntakeForm(forms.Form):
    form_token = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    kind = forms.ChoiceField(
        label=_("Loại đơn"),
        choices=Kind.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Cần chọn loại đơn: kiến nghị hoặc phản ánh.")},
    )
    intake = forms.ChoiceField(label=_("Nhận qua"), choices=Intake.choices, initial=Intake.IN_PERSON)
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DayInput, initial=timezone.localdate)

    name = forms.CharField(
        label=_("Họ và tên người nộp đơn"),
        max_length=120,
        error_messages={"required": _("Cần ghi họ và tên người nộp đơn.")},
    )
    birth_year = forms.IntegerField(label=_("Năm sinh"), required=False, min_value=1900, max_value=2020)
    identity_number = forms.RegexField(
        r"^(\d{9}|\d{12})?$",
        label=_("Số căn cước"),
        required=False,
        error_messages={"invalid": _("Số căn cước gồm 12 chữ số (chứng minh nhân dân cũ: 9 chữ số).")},
    )
    phone = forms.RegexField(
        r"^[0-9 +().-]{8,20}$",
        label=_("Điện thoại"),
        required=False,
        error_messages={"invalid": _("Số điện thoại chỉ gồm chữ số, dấu cách, dấu cộng; từ 8 đến 20 ký tự.")},
    )
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
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
    area = forms.ModelChoiceField(
        label=_("Xã, phường nơi xảy ra"), queryset=Area.objects.none(), required=False, empty_label=_("Chưa rõ")
    )
    documents = ManyFilesField(
        label=_("Giấy tờ kèm theo"),
        required=False,
        widget=ManyFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic,.tif,.tiff,.doc,.docx,.xlsx"}),
        help_text=_("PDF, ảnh chụp, Word hoặc Excel; mỗi tệp không quá 20 MB."),
    )
    suggested_agency = forms.ModelChoiceField(
        label=_("Dự kiến chuyển đến"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Để người xử lý chọn"),
    )

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        offer(self, "field", Field.objects.filter(in_force_to=None).order_by("order"))
        offer(self, "area", communes_near(unit))
        offer(self, "suggested_agency", agencies(today))

    def facts(self) -> dict[str, Any]:
        """Return what the operation takes."""
        said = self.cleaned_data
        party = NewParty(
            name=said["name"],
            birth_year=said["birth_year"],
            identity_number=said["identity_number"],
            phone=said["phone"],
            email=said["email"],
            address=said["address"],
        )
        documents = [NewDocument(title=file.name, content=file.read()) for file in said["documents"]]
        same = ("kind", "intake", "received_on", "text", "asked", "summary", "field", "area", "signers")
        token: UUID = said["form_token"]
        return {
            **{name: said[name] for name in same},
            "parties": [party],
            "documents": documents,
            "suggested_agency": said["suggested_agency"],
            "form_token": token,
        }


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
