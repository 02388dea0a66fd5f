"""Forms of reception: one per act, and the visit with who comes."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.grounds import GROUNDS
from cases.models import ReceptionSession
from cases.operations import NewParty
from cases.reception_words import CameOf, Manner, ReceptionAct, SessionKind
from cases.vocabulary import Kind, PartyRole, SentBy
from organizations.capacities import people_with
from organizations.models import Unit, User
from organizations.vocabulary import Role

from .choices import PeopleChoice, PersonChoice, offer, offer_choices
from .intake import agencies
from .moving import words
from .parties import IdentityNumber
from .widgets import DayInput

SPEAKERS = 5
MOST_WEEKS = 26


class HourInput(forms.TimeInput):
    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PlanForm(forms.Form):
    """One session, or one of every week."""

    kind = forms.ChoiceField(label=_("Loại buổi tiếp"), choices=SessionKind.choices)
    day = forms.DateField(label=_("Ngày tiếp"), widget=DayInput)
    weeks = forms.IntegerField(label=_("Mấy tuần liền"), min_value=1, max_value=MOST_WEEKS, initial=1)
    begins_at = forms.TimeField(label=_("Từ giờ"), widget=HourInput, initial="08:00")
    ends_at = forms.TimeField(label=_("Đến giờ"), widget=HourInput, initial="11:30")
    place = forms.CharField(label=_("Địa điểm"), max_length=200)
    receiver = PersonChoice(label=_("Người tiếp"), queryset=User.objects.none(), empty_label=_("Chọn người tiếp"))
    leader = PersonChoice(
        label=_("Lãnh đạo cùng tiếp"), queryset=User.objects.none(), required=False, empty_label=_("Không có")
    )
    bodies = PeopleChoice(label=_("Cơ quan cùng tiếp"), queryset=Unit.objects.none(), required=False)
    online = forms.BooleanField(label=_("Tiếp trực tuyến"), required=False)
    now = forms.BooleanField(label=_("Bắt đầu ngay bây giờ (chỉ buổi của hôm nay)"), required=False)

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        there = [
            people_with(role, unit_id=unit.pk, on=today) for role in (Role.RECEPTIONIST, Role.HANDLER, Role.LEADER)
        ]
        known = {person.pk for people in there for person in people}
        offer(self, "receiver", User.objects.filter(pk__in=known).order_by("full_name"))
        offer(self, "leader", people_with(Role.LEADER, unit_id=unit.pk, on=today))
        offer(self, "bodies", agencies(today))
        self.fields["bodies"].label_from_instance = lambda body: body.name  # type: ignore[attr-defined]

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        same = ("kind", "begins_at", "ends_at", "place", "receiver", "leader", "bodies", "online")
        days = [said["day"] + timedelta(weeks=week) for week in range(said["weeks"])]
        return {name: said[name] for name in same} | {
            "days": days,
            "bodies": list(said["bodies"]),
            "opened_at": timezone.now() if said["now"] else None,
        }


class PostForm(forms.Form):
    posted_on = forms.DateField(label=_("Niêm yết ngày"), widget=DayInput, initial=timezone.localdate)


class AnnounceForm(forms.Form):
    announced_on = forms.DateField(label=_("Thông báo ngày"), widget=DayInput, initial=timezone.localdate)


class TestForm(forms.Form):
    tested_on = forms.DateField(label=_("Kiểm tra ngày"), widget=DayInput, initial=timezone.localdate)


class EndSessionForm(forms.Form):
    recording = forms.CharField(
        label=_("Bản ghi lưu ở đâu"),
        max_length=200,
        required=False,
        help_text=_("Bắt buộc với buổi trực tuyến; buổi trực tiếp để trống."),
    )


class CancelForm(forms.Form):
    because = forms.CharField(label=_("Lý do hủy lịch"), widget=words(2))


class VisitForm(forms.Form):
    """Who came, for whom, about what. A kind that is sealed takes no words here."""

    kind = forms.ChoiceField(label=_("Đến về việc"), choices=[(one.value, one.label) for one in Kind])
    about = forms.CharField(
        label=_("Nội dung"),
        max_length=300,
        required=False,
        help_text=_("Một câu. Tố cáo, phản ánh về cán bộ thì để trống: nội dung chỉ ghi vào đơn được giữ kín."),
    )
    manner = forms.ChoiceField(label=_("Đến"), choices=Manner.choices)
    count = forms.IntegerField(label=_("Số người"), min_value=1, max_value=10000, initial=1)
    name = forms.CharField(label=_("Họ và tên"), max_length=120, required=False)
    identity_number = IdentityNumber()
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    paper = forms.CharField(
        label=_("Giấy ủy quyền, văn bản cử đại diện"), max_length=200, required=False, help_text=_("Số, ngày, nơi lập.")
    )
    handled_by = forms.CharField(
        label=_("Cơ quan đã giải quyết"),
        max_length=300,
        required=False,
        help_text=_("Cơ quan nào, văn bản số mấy (cột 8 của sổ)."),
    )
    again = forms.BooleanField(label=_("Đã đến trước đây về việc này"), required=False)
    waives_protection = forms.BooleanField(
        label=_("Không yêu cầu giữ bí mật danh tính (tố cáo trực tuyến)"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in range(1, SPEAKERS + 1):
            labels = {"number": number}
            self.fields[f"speaker_{number}"] = forms.CharField(
                label=_("Người đại diện %(number)s") % labels, max_length=120, required=False
            )
            self.fields[f"speaker_identity_{number}"] = forms.CharField(
                label=_("Số căn cước người đại diện %(number)s") % labels, max_length=12, required=False
            )

    def speakers(self) -> Iterator[list[BoundField]]:
        for number in range(1, SPEAKERS + 1):
            yield [self[f"speaker_{number}"], self[f"speaker_identity_{number}"]]

    @property
    def has_speakers(self) -> bool:
        return any(field.value() or field.errors for row in self.speakers() for field in row)

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        same = ("kind", "about", "manner", "count", "handled_by", "again", "waives_protection")
        return {name: said[name] for name in same} | {"parties": list(self._people())}

    def _people(self) -> Iterator[NewParty]:
        said = self.cleaned_data
        who = {name: said[name] for name in ("name", "identity_number", "phone", "address")}
        if any(who.values()):
            stands_in = said["manner"] == Manner.FOR_OTHERS
            role = PartyRole.REPRESENTATIVE if stands_in else PartyRole.PETITIONER
            yield NewParty(role=role, paper=said["paper"], **who)
        for number in range(1, SPEAKERS + 1):
            name, identity = said[f"speaker_{number}"], said[f"speaker_identity_{number}"]
            if name or identity:
                yield NewParty(role=PartyRole.REPRESENTATIVE, name=name, identity_number=identity, paper=said["paper"])


class EndVisitForm(forms.Form):
    came_of = forms.ChoiceField(
        label=_("Kết quả"),
        choices=[(one.value, one.label) for one in (CameOf.EXPLAINED, CameOf.GUIDED, CameOf.LEFT)],
        widget=forms.RadioSelect,
    )
    said = forms.CharField(label=_("Đã giải thích, hướng dẫn"), widget=words(), required=False)
    guided_to = forms.ModelChoiceField(
        label=_("Hướng dẫn đến cơ quan"), queryset=Unit.objects.none(), required=False, empty_label=_("Không nêu")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "guided_to", agencies(timezone.localdate()))


class RefuseVisitForm(forms.Form):
    ground = forms.ChoiceField(label=_("Căn cứ từ chối"), widget=forms.RadioSelect)
    said = forms.CharField(label=_("Đã giải thích cho công dân"), widget=words())
    settled_by = forms.CharField(
        label=_("Văn bản đã giải quyết, trả lời"),
        max_length=300,
        required=False,
        help_text=_("Số, ngày, cơ quan. Bắt buộc với hai căn cứ có thông báo bằng văn bản (Mẫu 01/TCD)."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        choices = [
            (one.key, f"{one.text} ({one.article})" + (" · Mẫu 01/TCD" if one.written else ""))
            for one in GROUNDS.values()
            if one.in_force_from <= today
        ]
        offer_choices(self, "ground", choices)


class OverturnForm(forms.Form):
    because = forms.CharField(label=_("Vì sao không đồng ý"), widget=words())


class SendNoticeForm(forms.Form):
    sent_by = forms.ChoiceField(label=_("Gửi bằng đường nào"), choices=SentBy.choices)
    sent_number = forms.CharField(label=_("Số phiếu gửi, số sổ giao nhận"), max_length=60, required=False)


ACT_FORMS: dict[str, type[forms.Form]] = {
    ReceptionAct.POST_SCHEDULE: PostForm,
    ReceptionAct.NOTE_ONLINE_NOTICE: AnnounceForm,
    ReceptionAct.NOTE_CONNECTION_TEST: TestForm,
    ReceptionAct.END_SESSION: EndSessionForm,
    ReceptionAct.CANCEL_SESSION: CancelForm,
    ReceptionAct.ADD_VISIT: VisitForm,
    ReceptionAct.END_VISIT: EndVisitForm,
    ReceptionAct.REFUSE_VISIT: RefuseVisitForm,
    ReceptionAct.OVERTURN_REFUSAL: OverturnForm,
    ReceptionAct.DISPATCH_NOTICE: SendNoticeForm,
}


def facts_of(form: forms.Form) -> dict[str, Any]:
    if isinstance(form, VisitForm):
        return form.facts()
    return dict(form.cleaned_data)


def first_place(unit: Unit) -> str:
    """Where the unit received last; its address before it ever did."""
    last = ReceptionSession.objects.filter(unit=unit).order_by("-pk").values_list("place", flat=True).first()
    return last or unit.address
