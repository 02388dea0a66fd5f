"""Forms about going there to see what was promised: planned, moved, given to others, called off, reported."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.inspections import who_goes, who_leads
from cases.models import Commitment, Inspection
from cases.operations import NewDocument, Seen
from cases.vocabulary import UNSETTLED, Found, Move
from files.fields import PhotosField
from organizations.models import User

from .choices import CommitmentsChoice, PeopleChoice, PersonChoice, offer
from .moving import MoveForm, words
from .widgets import DayInput


class WhoGoesForm(MoveForm):
    leads = PersonChoice(label=_("Người chủ trì"), queryset=User.objects.none(), empty_label=_("Chọn người chủ trì"))
    goes = PeopleChoice(
        label=_("Người cùng đi"), queryset=User.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        offer(self, "leads", who_leads(self.case, on=today))
        offer(self, "goes", who_goes(self.case, on=today))


class PlanInspectionForm(WhoGoesForm):
    held_on = forms.DateField(label=_("Ngày kiểm tra"), widget=DayInput)
    place = forms.CharField(label=_("Địa điểm"), max_length=300)
    commitments = CommitmentsChoice(
        label=_("Kiểm tra cam kết nào"),
        queryset=Commitment.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Cần chọn ít nhất một cam kết để kiểm tra.")},
    )
    words = forms.CharField(
        label=_("Cần xem, cần hỏi điều gì"),
        widget=words(),
        required=False,
        help_text=_("Chỉ người của Mặt trận đọc được; cơ quan được báo ngày, không được báo điều này."),
    )
    field_order = ["held_on", "place", "commitments", "leads", "goes", "words"]

    def prepare(self) -> None:
        super().prepare()
        unsettled = self.case.commitments.filter(status__in=UNSETTLED)
        offer(self, "commitments", unsettled)
        self.initial = {"commitments": [one.pk for one in unsettled], "leads": self.actor.person_id}


class PlannedForm(MoveForm):
    """Shows beside the question what is planned."""

    guidance: str

    def prepare(self) -> None:
        said = {"day": f"{self.planned.held_on:%d/%m/%Y}", "who": ", ".join(one.person.full_name for one in self.goers)}
        self.guidance = (_("Đã lên lịch ngày %(day)s. Người đi: %(who)s.") if said["who"] else NOBODY_GOES) % said

    @property
    def planned(self) -> Inspection:
        planned: Inspection | None = self.case.inspection
        assert planned is not None, "the page shows this form only while one is planned"
        return planned

    @property
    def goers(self) -> list[Any]:
        return self.planned.goers


NOBODY_GOES = _("Đã lên lịch ngày %(day)s. Chưa có ai đi: cần cử người.")


class MoveInspectionForm(PlannedForm):
    held_on = forms.DateField(label=_("Ngày kiểm tra mới"), widget=DayInput)
    place = forms.CharField(
        label=_("Địa điểm mới"), max_length=300, required=False, help_text=_("Để trống thì vẫn ở nơi cũ.")
    )
    because = forms.CharField(label=_("Vì sao đổi lịch"), widget=words())


class RegroupInspectionForm(PlannedForm, WhoGoesForm):
    because = forms.CharField(label=_("Vì sao thay người"), widget=words())
    field_order = ["leads", "goes", "because"]

    def prepare(self) -> None:
        WhoGoesForm.prepare(self)
        PlannedForm.prepare(self)
        leader = self.planned.leader
        others = [one.person_id for one in self.goers if not one.leads]
        self.initial = {"leads": leader.pk if leader is not None else None, "goes": others}


class CallOffInspectionForm(PlannedForm):
    because = forms.CharField(label=_("Vì sao hủy lịch kiểm tra"), widget=words())


class ReportInspectionForm(PlannedForm):
    """Promise by promise what was found; filled in on a telephone, on the spot."""

    went_on = forms.DateField(label=_("Ngày đã đi"), widget=DayInput)
    came = PeopleChoice(
        label=_("Ai của Mặt trận đã có mặt"), queryset=User.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    agency_present = forms.BooleanField(label=_("Có đại diện cơ quan"), required=False)
    petitioner_present = forms.BooleanField(label=_("Có người nộp đơn"), required=False)
    report = forms.CharField(label=_("Kết quả chung"), widget=words(4))
    documents = PhotosField(label=_("Ảnh, biên bản kiểm tra"), required=False)

    def prepare(self) -> None:
        super().prepare()
        people = [one.person_id for one in self.goers]
        offer(self, "came", User.objects.filter(pk__in=people).order_by("full_name"))
        today = timezone.localdate()
        self.initial = {"came": people, "went_on": min(self.planned.held_on, today)}
        self.promised = [one.commitment for one in self.planned.looks if one.commitment.settled_on is None]
        for one in self.promised:
            self.fields[f"found_{one.pk}"] = forms.ChoiceField(
                label=one.what, choices=Found.choices, widget=forms.RadioSelect
            )
            self.fields[f"findings_{one.pk}"] = forms.CharField(
                label=_("Đã thấy gì: %(what)s") % {"what": one.what}, widget=words(2)
            )
        asked = [name for one in self.promised for name in (f"found_{one.pk}", f"findings_{one.pk}")]
        self.order_fields(["went_on", *asked, "documents", "report", "came", "agency_present", "petitioner_present"])

    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        seen = [Seen(one.pk, said.pop(f"found_{one.pk}"), said.pop(f"findings_{one.pk}")) for one in self.promised]
        photos = [NewDocument(title=one.name, content=one.read()) for one in said.pop("documents")]
        return said | {"seen": seen, "documents": photos}


INSPECTION_FORMS: dict[str, type[MoveForm]] = {
    Move.PLAN_INSPECTION: PlanInspectionForm,
    Move.MOVE_INSPECTION: MoveInspectionForm,
    Move.REGROUP_INSPECTION: RegroupInspectionForm,
    Move.CALL_OFF_INSPECTION: CallOffInspectionForm,
    Move.REPORT_INSPECTION: ReportInspectionForm,
}
