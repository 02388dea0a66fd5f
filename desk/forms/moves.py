"""One form per move: what is asked before an operation is called."""

from datetime import timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.models import Case, Commitment
from cases.operations import NewDocument, Promise
from cases.vocabulary import (
    UNSETTLED,
    AnswerResult,
    DocumentSource,
    Evidence,
    LetterStatus,
    Move,
    Outcome,
    RefusalReason,
)
from organizations.capacities import people_with
from organizations.models import Unit, User
from organizations.vocabulary import Role

from .choices import CommitmentChoice, PeopleChoice, PersonChoice, offer
from .files import ManyFiles, ManyFilesField
from .intake import agencies
from .widgets import DayInput

# A usual time for an agency to answer a forwarded petition; the handler changes it, the letter carries it.
USUAL_ANSWER_TIME = timedelta(days=30)
PROMISE_ROWS = 3


def words(rows: int = 3) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class MoveForm(forms.Form):
    """A move that asks for nothing but yes."""

    def __init__(self, *args: Any, case: Case, actor: Actor, **kwargs: Any) -> None:
        self.case, self.actor = case, actor
        super().__init__(*args, **kwargs)
        self.prepare()

    def prepare(self) -> None:
        """Fill in the choices and first values that depend on the case."""

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class HandlerForm(MoveForm):
    handler = PersonChoice(label=_("Giao cho"), queryset=User.objects.none(), empty_label=_("Chọn người xử lý"))

    def prepare(self) -> None:
        offer(self, "handler", self.handlers())

    def handlers(self) -> QuerySet[User]:
        return people_with(Role.HANDLER, unit_id=self.case.unit_id, on=timezone.localdate())


class ReassignForm(HandlerForm):
    text = forms.CharField(label=_("Ý kiến chỉ đạo"), widget=words(), required=False)


class InstructForm(HandlerForm):
    cooperators = PeopleChoice(
        label=_("Người phối hợp"),
        queryset=User.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    text = forms.CharField(label=_("Ý kiến chỉ đạo"), widget=words(), required=False)
    due_on = forms.DateField(label=_("Hạn nội bộ"), widget=DayInput, required=False)

    def prepare(self) -> None:
        super().prepare()
        offer(self, "cooperators", self.handlers())


class ReopenForm(HandlerForm):
    because = forms.CharField(label=_("Lý do mở lại"), widget=words())


class DraftLetterForm(MoveForm):
    agency = forms.ModelChoiceField(
        label=_("Cơ quan có thẩm quyền"), queryset=Unit.objects.none(), empty_label=_("Chọn cơ quan")
    )
    subject = forms.CharField(label=_("Về việc"), max_length=300)
    body = forms.CharField(label=_("Tóm tắt nội dung"), widget=words(5), required=False)
    asked = forms.CharField(label=_("Đề nghị cơ quan"), widget=words())
    answer_by = forms.DateField(
        label=_("Đề nghị trả lời trước ngày"),
        widget=DayInput,
        help_text=_("Ngày này do công văn của Mặt trận ghi; pháp luật không ấn định."),
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        offer(self, "agency", agencies(today))
        letter = self.case.letter
        if letter is not None and letter.status == LetterStatus.DRAFT:
            referral = letter.referral
            self.initial = {
                "agency": referral.agency_id,
                "subject": letter.subject,
                "body": letter.body,
                "asked": referral.asked,
                "answer_by": referral.answer_by,
            }
            return
        petition = self.case.matters.select_related("petition").order_by("pk").first()
        self.initial = {
            "agency": self.case.suggested_agency_id,
            "subject": self.case.summary,
            "body": petition.petition.text if petition else "",
            "asked": petition.petition.asked if petition else "",
            "answer_by": today + USUAL_ANSWER_TIME,
        }


class SendBackForm(MoveForm):
    because = forms.CharField(label=_("Cần sửa điều gì"), widget=words())


class ConfirmDeliveryForm(MoveForm):
    received_on = forms.DateField(label=_("Ngày cơ quan nhận"), widget=DayInput, initial=timezone.localdate)
    evidence = forms.ChoiceField(label=_("Căn cứ"), choices=Evidence.choices)
    number = forms.CharField(label=_("Số phiếu, số sổ"), max_length=60, required=False)


class RefuseForm(MoveForm):
    reason = forms.ChoiceField(label=_("Lý do"), choices=RefusalReason.choices, widget=forms.RadioSelect)
    text = forms.CharField(label=_("Giải thích"), widget=words())
    belongs_to = forms.ModelChoiceField(
        label=_("Theo cơ quan, việc này thuộc về"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không rõ"),
    )

    def prepare(self) -> None:
        offer(self, "belongs_to", agencies(timezone.localdate()))


class AnswerForm(MoveForm):
    result = forms.ChoiceField(
        label=_("Cơ quan trả lời thế nào"), choices=AnswerResult.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Nội dung trả lời"), widget=words(6))
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput, required=False)
    documents = ManyFilesField(
        label=_("Văn bản, tài liệu"),
        required=False,
        widget=ManyFiles(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.heic,.tif,.tiff,.doc,.docx,.xlsx"}),
        help_text=_("PDF, ảnh chụp, Word hoặc Excel; mỗi tệp không quá 20 MB."),
    )

    def prepare(self) -> None:
        for row in range(1, PROMISE_ROWS + 1):
            labels = {"number": row}
            self.fields[f"what_{row}"] = forms.CharField(
                label=_("Cam kết %(number)s: việc phải làm") % labels, max_length=300, required=False
            )
            self.fields[f"who_{row}"] = forms.CharField(
                label=_("Cam kết %(number)s: ai chịu trách nhiệm") % labels, max_length=160, required=False
            )
            self.fields[f"due_on_{row}"] = forms.DateField(
                label=_("Cam kết %(number)s: xong trước ngày") % labels, widget=DayInput(), required=False
            )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(1, PROMISE_ROWS + 1):
            filled = [name for name in ("what", "who", "due_on") if said.get(f"{name}_{row}")]
            if filled and len(filled) < 3:
                missing = next(name for name in ("what", "who", "due_on") if name not in filled)
                self.add_error(f"{missing}_{row}", _("Cam kết cần đủ việc phải làm, ai làm và hạn."))
        return said

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        promises = [
            Promise(what=said[f"what_{row}"], who=said[f"who_{row}"], due_on=said[f"due_on_{row}"])
            for row in range(1, PROMISE_ROWS + 1)
            if said[f"what_{row}"]
        ]
        documents = [NewDocument(title=file.name, content=file.read()) for file in said["documents"]]
        plain = {name: said[name] for name in ("result", "text", "number", "dated_on")}
        return {**plain, "documents": documents, "promises": promises}


class ClarificationForm(MoveForm):
    what = forms.CharField(label=_("Đề nghị làm rõ điều gì"), widget=words())
    answer_by = forms.DateField(label=_("Đề nghị trả lời trước ngày"), widget=DayInput)

    def prepare(self) -> None:
        self.initial = {"answer_by": timezone.localdate() + USUAL_ANSWER_TIME / 2}


class CommitmentForm(MoveForm):
    commitment = CommitmentChoice(
        label=_("Cam kết"), queryset=Commitment.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    findings = forms.CharField(label=_("Kết quả xác minh, lý do"), widget=words())

    def prepare(self) -> None:
        unsettled = self.case.commitments.filter(status__in=UNSETTLED)
        offer(self, "commitment", unsettled)
        self.initial = {"commitment": unsettled.first()}


class CloseForm(MoveForm):
    outcome = forms.ChoiceField(
        label=_("Vụ việc kết thúc thế nào"),
        choices=[choice for choice in Outcome.choices if choice[0] != Outcome.WITHDRAWN],
        widget=forms.RadioSelect,
    )


class AttachForm(MoveForm):
    file = forms.FileField(label=_("Tệp"), help_text=_("PDF, ảnh chụp, Word hoặc Excel; không quá 20 MB."))
    source = forms.ChoiceField(label=_("Ai đưa"), choices=DocumentSource.choices)

    def facts(self) -> dict[str, Any]:
        file = self.cleaned_data["file"]
        return {
            "document": NewDocument(title=file.name, content=file.read()),
            "source": self.cleaned_data["source"],
        }


class NoteForm(MoveForm):
    text = forms.CharField(label=_("Ghi chú nội bộ"), widget=words(), help_text=_("Chỉ người của Mặt trận đọc được."))


FORMS: dict[str, type[MoveForm]] = {
    Move.INSTRUCT: InstructForm,
    Move.REASSIGN: ReassignForm,
    Move.DRAFT_LETTER: DraftLetterForm,
    Move.SEND_BACK_LETTER: SendBackForm,
    Move.CONFIRM_DELIVERY: ConfirmDeliveryForm,
    Move.REFUSE_REFERRAL: RefuseForm,
    Move.ANSWER: AnswerForm,
    Move.ASK_CLARIFICATION: ClarificationForm,
    Move.VERIFY: CommitmentForm,
    Move.CONTEST: CommitmentForm,
    Move.WAIVE: CommitmentForm,
    Move.CLOSE: CloseForm,
    Move.REOPEN: ReopenForm,
    Move.ATTACH_DOCUMENT: AttachForm,
    Move.ADD_NOTE: NoteForm,
}
