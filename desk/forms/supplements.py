"""What is asked when the petitioner is asked for something, brings it, or does not."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.operations import NewDocument
from cases.vocabulary import AskedBy, Move, SupplementOf
from files.fields import ManyFilesField

from .choices import offer_choices
from .moving import MoveForm, words
from .widgets import DayInput

# A usual time for a petitioner to bring a paper; whoever asks changes it.
USUAL_TIME = timedelta(days=10)
BY_WORD = [(way.value, way.label) for way in AskedBy if way is not AskedBy.LETTER]


class AskSupplementForm(MoveForm):
    wants = forms.ChoiceField(label=_("Loại cần bổ sung"), choices=SupplementOf.choices, widget=forms.RadioSelect)
    what = forms.CharField(
        label=_("Cần bổ sung điều gì"),
        widget=words(),
        help_text=_("Ghi đúng điều đã nói với người nộp đơn; nên ghi mỗi dòng một giấy tờ."),
    )
    way = forms.ChoiceField(
        label=_("Đã đề nghị bằng cách nào"),
        choices=BY_WORD,
        widget=forms.RadioSelect,
        help_text=_("Đề nghị bằng văn bản thì soạn “Công văn đề nghị bổ sung” ở Soạn văn bản khác."),
    )
    until = forms.DateField(
        label=_("Hẹn bổ sung trước hết ngày"),
        widget=DayInput,
        help_text=_("Ngày do Mặt trận hẹn; pháp luật không ấn định và không kéo dài thời hạn luật định."),
    )

    def prepare(self) -> None:
        if not self.case.awaits_signature:
            kept = [choice for choice in SupplementOf.choices if choice[0] != SupplementOf.SIGNATURE]
            offer_choices(self, "wants", kept)
        self.initial = {"until": timezone.localdate() + USUAL_TIME}


class AwaitedForm(MoveForm):
    """A move on what is awaited: it stands beside the question."""

    guidance: str

    def prepare(self) -> None:
        awaited = self.case.supplement
        said = {"what": awaited.awaited, "day": f"{awaited.until:%d/%m/%Y}"} if awaited else {}
        self.guidance = _("Đã đề nghị người nộp đơn bổ sung đến hết ngày %(day)s: %(what)s") % said if said else ""
        if awaited is not None and awaited.handed_in_on is not None:
            sent = _("Người nộp đơn đã tự gửi bổ sung ngày %(day)s, chưa ai xem đủ hay thiếu.")
            self.guidance += "\n" + sent % {"day": f"{awaited.handed_in_on:%d/%m/%Y}"}


class ReceiveSupplementForm(AwaitedForm):
    received_on = forms.DateField(label=_("Ngày nhận"), widget=DayInput, initial=timezone.localdate)
    what = forms.CharField(label=_("Người nộp đơn đã bổ sung điều gì"), widget=words())
    documents = ManyFilesField(label=_("Giấy tờ, tài liệu"), required=False)
    whole = forms.TypedChoiceField(
        label=_("Đã đủ chưa"),
        choices=[("yes", _("Đã đủ")), ("no", _("Còn thiếu"))],
        coerce=lambda said: said == "yes",
        widget=forms.RadioSelect,
    )
    missing = forms.CharField(
        label=_("Còn thiếu điều gì"), widget=words(2), required=False, help_text=_("Chỉ ghi khi còn thiếu.")
    )
    until = forms.DateField(
        label=_("Hẹn bổ sung phần còn thiếu trước hết ngày"),
        widget=DayInput,
        required=False,
        help_text=_("Chỉ ghi khi còn thiếu."),
    )

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        return said | {"documents": [NewDocument(title=one.name, content=one.read()) for one in said["documents"]]}


class GoOnWithoutForm(AwaitedForm):
    because = forms.CharField(label=_("Vì sao xử lý tiếp mà không chờ"), widget=words())


class FileUnsupplementedForm(AwaitedForm):
    because = forms.CharField(label=_("Vì sao không xử lý được khi thiếu phần ấy"), widget=words())


SUPPLEMENT_FORMS: dict[str, type[MoveForm]] = {
    Move.ASK_SUPPLEMENT: AskSupplementForm,
    Move.RECEIVE_SUPPLEMENT: ReceiveSupplementForm,
    Move.REPORT_NO_SUPPLEMENT: AwaitedForm,
    Move.GO_ON_WITHOUT: GoOnWithoutForm,
    Move.FILE_UNSUPPLEMENTED: FileUnsupplementedForm,
}
