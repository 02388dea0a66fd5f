"""One form per move: what is asked before an operation is called."""

from datetime import timedelta
from typing import Any, NamedTuple

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from cases.asked import asked_of, latest_answer
from cases.models import Answer, Commitment
from cases.operations import NewDocument, NewParty, Point, Promise
from cases.papers import petition_of
from cases.queries import redacted_copy_of
from cases.transfers import EarlierTransfer, earlier_transfers
from cases.vocabulary import (
    ENDS_BY_CLOSING,
    UNSETTLED,
    DisputeDecision,
    DocumentSource,
    LetterStatus,
    Move,
    Signing,
    Weighed,
)
from files.fields import ManyFilesField, OneFileField
from organizations.capacities import people_with
from organizations.competence import who_is_competent
from organizations.models import Unit, User
from organizations.vocabulary import Role

from .agency_papers import PaperForm
from .agenda import AGENDA_FORMS
from .asking import ASKING_FORMS
from .choices import CommitmentChoice, PeopleChoice, PersonChoice, offer
from .clocks import ExtendForm, LatenessForm, PauseForm, ResumeForm
from .cooperation import COOPERATION_FORMS
from .corrections import CORRECTION_FORMS
from .inspections import INSPECTION_FORMS
from .intake import agencies
from .joining import JOINING_FORMS
from .ladder import LADDER_FORMS
from .letters import LETTER_FORMS
from .moving import MoveForm, words
from .papers import PAPER_FORMS
from .proceedings import PROCEEDING_FORMS
from .referrals import ConfirmDeliveryForm, RefuseForm, ReplyForm
from .sealing import SEALING_FORMS
from .second_complaints import SECOND_COMPLAINT_FORMS
from .successions import SUCCESSION_FORMS
from .superior import SUPERIOR_FORMS
from .supplements import SUPPLEMENT_FORMS
from .telling import TELLING_FORMS
from .widgets import DayInput
from .withdrawals import WITHDRAWAL_FORMS, why_reopen, withdrawn_parts

# A usual time for an agency to answer a forwarded petition; the handler changes it, the letter carries it.
USUAL_ANSWER_TIME = timedelta(days=30)
PROMISE_ROWS = 3
PROMISED = ("what", "who", "due_on", "evidence")


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
    guidance: str

    def prepare(self) -> None:
        super().prepare()
        self.guidance = why_reopen(self.case)


class DraftLetterForm(MoveForm):
    guidance: str
    earlier: list[EarlierTransfer]
    """What was sent before about the same, shown beside the form."""
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
    copy_to_petitioner = forms.BooleanField(
        label=_("Gửi một bản cho người nộp đơn, thay thông báo chuyển đơn"),
        required=False,
        help_text=_("Không gửi thì còn phải thông báo riêng cho người nộp đơn (khoản 1 Điều 28 Luật Tiếp công dân)."),
    )
    again_because = forms.CharField(
        label=_("Vì sao chuyển lại nội dung này"),
        widget=words(2),
        required=False,
        help_text=_("Bắt buộc khi cùng nội dung đã chuyển đến cùng cơ quan; lý do ở lại trong hồ sơ."),
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        offer(self, "agency", agencies(today))
        self.guidance = withdrawn_parts(self.case)
        self.earlier = earlier_transfers(self.case)
        if not any(one.same_content for one in self.earlier):
            del self.fields["again_because"]
        suggested = who_is_competent(
            field=self.case.field, area=self.case.area or self.case.unit.area, kind=self.case.kind, on=today
        ).first
        if suggested is not None:
            self.fields["agency"].help_text = _("Gợi ý: %(agency)s. %(why)s") % {
                "agency": suggested.agency.name,
                "why": suggested.why,
            }
        letter, referral = self.case.letter, self.case.lead
        if letter is not None and referral is not None and letter.status == LetterStatus.DRAFT:
            self.initial = {
                "agency": referral.agency_id,
                "subject": letter.subject,
                "body": letter.body,
                "asked": referral.asked,
                "answer_by": referral.answer_by,
                "copy_to_petitioner": letter.copy_to_petitioner,
                "again_because": referral.again_because,
            }
            return
        matter = self.case.matters.select_related("petition").order_by("pk").first()
        # Into the letter of a sealed case goes what the handler has blacked out, or nothing.
        copy = redacted_copy_of(self.case) if self.case.sealed else None
        petition = matter.petition if matter and not self.case.sealed else None
        self.initial = {
            "agency": self.case.suggested_agency_id or (suggested.agency.pk if suggested else None),
            "subject": self.case.summary,
            "body": petition.text if petition else copy.text if copy else "",
            "asked": petition.asked if petition else "",
            "answer_by": today + USUAL_ANSWER_TIME,
            "copy_to_petitioner": True,
        }


class SendBackForm(MoveForm):
    because = forms.CharField(label=_("Cần sửa điều gì"), widget=words())


class RecallForm(MoveForm):
    because = forms.CharField(
        label=_("Lý do thu hồi"), widget=words(), help_text=_("Cơ quan đọc được lý do này; không ghi điều nội bộ.")
    )


class DisputeForm(MoveForm):
    """What the leader decides about a petition that goes round, beside where it has been."""

    earlier: list[EarlierTransfer]
    guidance: str
    decision = forms.ChoiceField(label=_("Quyết định"), choices=DisputeDecision.choices, widget=forms.RadioSelect)
    agency = forms.ModelChoiceField(
        label=_("Chuyển đến cơ quan khác"), queryset=Unit.objects.none(), required=False, empty_label=_("Không chọn")
    )
    superior = forms.ModelChoiceField(
        label=_("Cơ quan cấp trên chung được hỏi"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Không chọn"),
    )
    because = forms.CharField(label=_("Lý do"), widget=words())

    def prepare(self) -> None:
        today = timezone.localdate()
        offer(self, "agency", agencies(today))
        offer(self, "superior", agencies(today))
        self.earlier = [one for one in earlier_transfers(self.case) if one.referral.case_id == self.case.pk]
        dispute = self.case.dispute
        said = {"agency": dispute.proposed.name, "ground": dispute.get_ground_display()} if dispute else {}
        self.guidance = _("Dự thảo ghi chuyển đến %(agency)s. Đơn đi vòng vì: %(ground)s.") % said if said else ""


class PromiseRow(NamedTuple):
    fields: list[forms.BoundField]
    is_begun: bool


class AnswerForm(ReplyForm):
    def prepare(self) -> None:
        super().prepare()
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
            self.fields[f"evidence_{row}"] = forms.CharField(
                label=_("Cam kết %(number)s: bằng chứng khi xong") % labels, max_length=300, required=False
            )

    @property
    def beside_promises(self) -> list[forms.BoundField]:
        return [field for field in self if field.name.rpartition("_")[0] not in PROMISED]

    @property
    def promises(self) -> list[PromiseRow]:
        """The commitments row by row: the first stands open, the others when something is in them."""
        rows = ([self[f"{name}_{row}"] for name in PROMISED] for row in range(1, PROMISE_ROWS + 1))
        return [PromiseRow(row, any(field.value() or field.errors for field in row)) for row in rows]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(1, PROMISE_ROWS + 1):
            filled = [name for name in ("what", "who", "due_on") if said.get(f"{name}_{row}")]
            if (filled or said.get(f"evidence_{row}")) and len(filled) < 3:
                missing = next(name for name in ("what", "who", "due_on") if name not in filled)
                self.add_error(f"{missing}_{row}", _("Cam kết cần đủ việc phải làm, ai làm và hạn."))
        return said

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        promises = [
            Promise(
                what=said[f"what_{row}"],
                who=said[f"who_{row}"],
                due_on=said[f"due_on_{row}"],
                evidence=said[f"evidence_{row}"],
            )
            for row in range(1, PROMISE_ROWS + 1)
            if said[f"what_{row}"]
        ]
        plain = {name: said[name] for name in ("result", "text", "number", "dated_on", "documents")}
        return {**plain, "promises": promises, "arrived_on": said.get("arrived_on")}


class WeighForm(MoveForm):
    """Each thing that was asked, one after the other: answered, in part, or not; the answer stands beside it."""

    being_weighed: Answer | None

    def prepare(self) -> None:
        self.being_weighed = given = latest_answer(self.case)
        for place, asked in enumerate(asked_of(given) if given else [], 1):
            self.fields[f"weighed_{place}"] = forms.ChoiceField(
                label=asked, choices=Weighed.choices, widget=forms.RadioSelect
            )
            self.fields[f"note_{place}"] = forms.CharField(
                label=_("Còn thiếu điều gì"), widget=words(2), required=False
            )

    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        places = sorted(int(name.removeprefix("weighed_")) for name in said if name.startswith("weighed_"))
        points = [Point(said.pop(f"weighed_{place}"), said.pop(f"note_{place}")) for place in places]
        return {**said, "weighed": points}


class ClarificationForm(WeighForm):
    what = forms.CharField(label=_("Đề nghị làm rõ điều gì"), widget=words())
    answer_by = forms.DateField(label=_("Đề nghị trả lời trước ngày"), widget=DayInput)

    def prepare(self) -> None:
        super().prepare()
        self.initial = {"answer_by": timezone.localdate() + USUAL_ANSWER_TIME / 2}
        asked = [name for name in self.fields if name not in {"what", "answer_by"}]
        self.order_fields([*asked, "what", "answer_by"])


class CommitmentForm(MoveForm):
    commitment = CommitmentChoice(
        label=_("Cam kết"), queryset=Commitment.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    findings = forms.CharField(label=_("Kết quả xác minh, lý do"), widget=words())

    def prepare(self) -> None:
        unsettled = self.case.commitments.filter(status__in=UNSETTLED)
        offer(self, "commitment", unsettled)
        self.initial = {"commitment": unsettled.first()}


class SeenForm(CommitmentForm):
    """Whoever went there brings photographs and records."""

    documents = ManyFilesField(label=_("Ảnh, biên bản kiểm tra"), required=False)

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        return said | {"documents": [NewDocument(title=one.name, content=one.read()) for one in said["documents"]]}


class SignatureForm(MoveForm):
    """Who signed is asked only where the petition gave no name or another."""

    signed_on = forms.DateField(label=_("Ngày ký"), widget=DayInput, initial=timezone.localdate)
    file = OneFileField(label=_("Đơn đã ký, biên bản"), required=False)
    late_because = forms.CharField(
        label=_("Vì sao ghi muộn"),
        widget=words(2),
        required=False,
        help_text=_("Chỉ cần khi ngày ký đã qua nhiều ngày làm việc."),
    )
    name = forms.CharField(label=_("Họ và tên người ký"), max_length=120, required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)

    def prepare(self) -> None:
        if petition_of(self.case).signing == Signing.NAMED:
            del self.fields["name"], self.fields["address"]

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        who = NewParty(name=said["name"], address=said["address"]) if said.get("name") else None
        file = said["file"]
        paper = NewDocument(title=file.name, content=file.read()) if file else None
        late = said["late_because"]
        return {"signed_on": said["signed_on"], "document": paper, "petitioner": who, "late_because": late}


class CloseForm(MoveForm):
    warning: str
    outcome = forms.ChoiceField(
        label=_("Vụ việc kết thúc thế nào"),
        choices=[(outcome.value, outcome.label) for outcome in ENDS_BY_CLOSING],
        widget=forms.RadioSelect,
    )

    def prepare(self) -> None:
        here = self.case.papers.filter(is_original=True, returned=None).count()
        words = ngettext(
            "Còn %(n)d bản gốc của công dân ở đơn vị, chưa giao trả.",
            "Còn %(n)d bản gốc của công dân ở đơn vị, chưa giao trả.",
            here,
        )
        self.warning = words % {"n": here} if here else ""


class AttachForm(MoveForm):
    file = OneFileField(label=_("Tệp"))
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
    Move.RECORD_SIGNATURE: SignatureForm,
    Move.INSTRUCT: InstructForm,
    Move.REASSIGN: ReassignForm,
    Move.DRAFT_LETTER: DraftLetterForm,
    **LETTER_FORMS,
    **LADDER_FORMS,
    **SUPERIOR_FORMS,
    **TELLING_FORMS,
    **ASKING_FORMS,
    **AGENDA_FORMS,
    **INSPECTION_FORMS,
    **PAPER_FORMS,
    **PROCEEDING_FORMS,
    **SEALING_FORMS,
    **SUCCESSION_FORMS,
    **SUPPLEMENT_FORMS,
    **SECOND_COMPLAINT_FORMS,
    **CORRECTION_FORMS,
    Move.SEND_BACK_LETTER: SendBackForm,
    Move.CONFIRM_DELIVERY: ConfirmDeliveryForm,
    Move.ACKNOWLEDGE_REFERRAL: PaperForm,
    Move.REFUSE_REFERRAL: RefuseForm,
    Move.RECALL_REFERRAL: RecallForm,
    Move.SETTLE_DISPUTE: DisputeForm,
    Move.ANSWER: AnswerForm,
    Move.ASK_CLARIFICATION: ClarificationForm,
    Move.ACCEPT_ANSWER: WeighForm,
    Move.VERIFY: SeenForm,
    Move.CONTEST: SeenForm,
    Move.WAIVE: CommitmentForm,
    Move.CLOSE: CloseForm,
    **WITHDRAWAL_FORMS,
    Move.REOPEN: ReopenForm,
    **JOINING_FORMS,
    **COOPERATION_FORMS,
    Move.ATTACH_DOCUMENT: AttachForm,
    Move.ADD_NOTE: NoteForm,
    Move.EXTEND_DUTY: ExtendForm,
    Move.PAUSE_DUTY: PauseForm,
    Move.RESUME_DUTY: ResumeForm,
    Move.EXPLAIN_LATENESS: LatenessForm,
}
