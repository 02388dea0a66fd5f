"""Forms for the letters of a case beside the transfer, and for what the records officer does with any letter."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Letter, ReceptionSession, Stop
from cases.operations import NewDocument
from cases.reception_words import SessionStatus
from cases.recipients import WHAT_TO_DO
from cases.vocabulary import Evidence, HoldState, LetterForm, LetterStatus, Move, SentBy
from files.fields import OneFileField
from organizations.models import Unit

from .choices import LetterChoice, SessionChoice, offer
from .intake import agencies
from .moving import MoveForm, words
from .widgets import DayInput


class ScanForm(MoveForm):
    scan = OneFileField(label=_("Bản quét có chữ ký tươi và dấu"), required=False)

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        file = said.pop("scan", None)
        return said | ({"scan": NewDocument(title=file.name, content=file.read())} if file else {})


class SendForm(MoveForm):
    sent_by = forms.ChoiceField(label=_("Gửi bằng đường nào"), choices=SentBy.choices)
    sent_number = forms.CharField(label=_("Số phiếu gửi, số sổ giao nhận"), max_length=60, required=False)

    def prepare(self) -> None:
        super().prepare()
        self.fields["sent_by"].help_text = _("Thư điện tử chờ %(n)d phút rồi mới gửi; trong lúc ấy gọi lại được.") % {
            "n": settings.MAIL_HOLD_MINUTES
        }

    def facts(self) -> dict[str, Any]:
        return super().facts() | {"at": timezone.now()}


class OtherForm(MoveForm):
    """A move on one of the letters beside the transfer."""

    letter = LetterChoice(
        label=_("Văn bản"), queryset=Letter.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    at_status: LetterStatus
    transfers_too = False

    def prepare(self) -> None:
        super().prepare()
        waiting = self.case.letters.filter(status=self.at_status)
        offer(self, "letter", waiting if self.transfers_too else waiting.filter(referral=None))
        self.initial = {"letter": waiting.filter(referral=None).first() or waiting.first()}


class SubmitOtherForm(OtherForm):
    at_status = LetterStatus.DRAFT


class SendBackOtherForm(OtherForm):
    at_status = LetterStatus.SUBMITTED
    because = forms.CharField(label=_("Cần sửa điều gì"), widget=words())


class SignOtherForm(OtherForm, ScanForm):
    at_status = LetterStatus.SUBMITTED


class IssueOtherForm(OtherForm, ScanForm):
    at_status = LetterStatus.SIGNED


class DispatchOtherForm(OtherForm, SendForm):
    at_status = LetterStatus.ISSUED


class ConfirmOtherForm(OtherForm):
    at_status = LetterStatus.DISPATCHED
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DayInput, initial=timezone.localdate)
    evidence = forms.ChoiceField(label=_("Căn cứ"), choices=Evidence.choices)

    def prepare(self) -> None:
        super().prepare()
        self.initial["received_on"] = timezone.localdate()


class VoidLetterForm(OtherForm):
    at_status = LetterStatus.ISSUED
    transfers_too = True
    because = forms.CharField(label=_("Lý do hủy số"), widget=words())


class CallBackForm(MoveForm):
    """Which of the letters that wait; the leader may call back any, a records officer their own."""

    letter = LetterChoice(
        label=_("Văn bản"), queryset=Letter.objects.none(), empty_label=None, widget=forms.RadioSelect
    )

    def prepare(self) -> None:
        offer(self, "letter", self.case.letters.filter(holds__state=HoldState.WAITING))
        self.initial = {"letter": self.case.letters.filter(holds__state=HoldState.WAITING).first()}


class ClearForm(MoveForm):
    """What was stopped, and why the leader lets it go all the same."""

    guidance: str
    letter = LetterChoice(
        label=_("Văn bản"), queryset=Letter.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    because = forms.CharField(label=_("Vì sao vẫn cho gửi"), widget=words())

    def prepare(self) -> None:
        stops = Stop.objects.filter(letter__case=self.case, letter__status=LetterStatus.ISSUED, cleared_on=None)
        offer(self, "letter", self.case.letters.filter(pk__in=stops.values("letter")))
        self.initial = {"letter": stops.values_list("letter", flat=True).first()}
        said = dict.fromkeys(one for stop in stops for one in stop.objections)
        self.guidance = " ".join(str(WHAT_TO_DO[one]) for one in said)


class RevokeForm(MoveForm):
    because = forms.CharField(label=_("Vì sao thu hồi"), widget=words(2))


class DraftOtherForm(MoveForm):
    """One form for all papers: what a paper does not need stays empty, what it needs and lacks is named on saving."""

    letter_form = forms.ChoiceField(label=_("Loại văn bản"), choices=LetterForm.choices, widget=forms.RadioSelect)
    letter = LetterChoice(
        label=_("Viết lại dự thảo"), queryset=Letter.objects.none(), required=False, empty_label=_("Văn bản mới")
    )
    subject = forms.CharField(label=_("Về việc"), max_length=300)
    body = forms.CharField(
        label=_("Tóm tắt nội dung"),
        widget=words(4),
        required=False,
        help_text=_("Để trống thì dùng trích yếu của vụ việc."),
    )
    to_unit = forms.ModelChoiceField(
        label=_("Cơ quan"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không nêu"),
        help_text=_(
            "Hướng dẫn: cơ quan có thẩm quyền. Kiến nghị: cơ quan cấp trên nhận kiến nghị. Phối hợp: cơ quan được hỏi."
        ),
    )
    basis = forms.CharField(
        label=_("Căn cứ"), max_length=300, required=False, help_text=_("Hướng dẫn: điều, luật xác định thẩm quyền.")
    )
    reason = forms.CharField(
        label=_("Lý do"), widget=words(), required=False, help_text=_("Trả lại đơn: vì sao. Kiến nghị: điều nhận thấy.")
    )
    asked = forms.CharField(
        label=_("Đề nghị"),
        widget=words(2),
        required=False,
        help_text=_("Kiến nghị, phối hợp: việc đề nghị cơ quan làm. Bổ sung: điều người nộp đơn cần bổ sung."),
    )
    answer_by = forms.DateField(
        label=_("Đề nghị trả lời trước ngày"),
        widget=DayInput,
        required=False,
        help_text=_("Đôn đốc, kiến nghị, phối hợp, bổ sung: ngày do văn bản này đề nghị."),
    )
    session = SessionChoice(
        label=_("Mời đến buổi tiếp công dân"),
        queryset=ReceptionSession.objects.none(),
        required=False,
        empty_label=_("Buổi làm việc khác"),
        help_text=_("Giấy mời: lấy giờ và nơi của buổi tiếp. Buổi làm việc khác thì ghi hai mục dưới đây."),
    )
    time = forms.CharField(
        label=_("Mời đến lúc"), max_length=120, required=False, help_text=_("Ví dụ: 8 giờ 30, ngày 25/9/2026.")
    )
    venue = forms.CharField(label=_("Mời đến nơi"), max_length=200, required=False)
    to_bring = forms.CharField(
        label=_("Đề nghị mang theo"),
        widget=words(2),
        required=False,
        help_text=_("Chỉ cho giấy mời; mỗi dòng một giấy tờ."),
    )
    phone = forms.CharField(label=_("Điện thoại liên hệ"), max_length=40, required=False)
    secret = forms.BooleanField(label=_("Văn bản mật: lấy số ở sổ riêng"), required=False)

    def prepare(self) -> None:
        offer(self, "to_unit", agencies(timezone.localdate()))
        ahead = ReceptionSession.objects.filter(unit=self.case.unit_id, status=SessionStatus.PLANNED)
        ahead = ahead.filter(held_on__gt=timezone.localdate())
        offer(self, "session", ahead.order_by("held_on", "begins_at"))
        drafts = self.case.letters.filter(referral=None, status=LetterStatus.DRAFT)
        offer(self, "letter", drafts)
        self.initial = {"subject": self.case.summary}
        if self.case.owes_relay:
            self.initial["letter_form"] = LetterForm.NOTICE_RESULT
        draft = drafts.first()
        if draft is not None:
            shown = {name: getattr(draft, name) for name in ("subject", "body", "secret")}
            chosen = {"letter_form": draft.form, "letter": draft, "to_unit": draft.to_unit_id}
            self.initial = shown | draft.stated | chosen | {"session": draft.session_id}


LETTER_FORMS: dict[str, type[MoveForm]] = {
    Move.SIGN_LETTER: ScanForm,
    Move.ISSUE_LETTER: ScanForm,
    Move.DISPATCH_LETTER: SendForm,
    Move.DRAFT_OTHER: DraftOtherForm,
    Move.SUBMIT_OTHER: SubmitOtherForm,
    Move.SEND_BACK_OTHER: SendBackOtherForm,
    Move.SIGN_OTHER: SignOtherForm,
    Move.ISSUE_OTHER: IssueOtherForm,
    Move.DISPATCH_OTHER: DispatchOtherForm,
    Move.CONFIRM_OTHER: ConfirmOtherForm,
    Move.VOID_LETTER: VoidLetterForm,
    Move.CALL_BACK_LETTER: CallBackForm,
    Move.CLEAR_LETTER: ClearForm,
    Move.REVOKE_LINK: RevokeForm,
}
