"""Forms about a recommendation to the superior body: what it contests, and what the superior decided and answered."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.models import Answer, Proceeding
from cases.superiors import contestable, counts_from_its_decision, named, superior_of
from cases.vocabulary import Move, SuperiorResult
from organizations.models import Unit

from .choices import offer, offer_choices
from .intake import agencies
from .moving import MoveForm, words
from .proceedings import FactForm
from .widgets import DayInput

USUAL_TIME = timedelta(days=30)


class RecommendForm(MoveForm):
    """Which of its acts, or its answer; to whom; what the MTTQ has seen and asks for."""

    contested = forms.ChoiceField(label=_("Kiến nghị xem xét lại"), choices=(), widget=forms.RadioSelect)
    superior = forms.ModelChoiceField(
        label=_("Cơ quan cấp trên nhận kiến nghị"),
        queryset=Unit.objects.none(),
        empty_label=_("Chọn cơ quan"),
        error_messages={"required": _("Chưa biết cơ quan cấp trên: cần chọn cơ quan nhận kiến nghị.")},
    )
    subject = forms.CharField(label=_("Về việc"), max_length=300)
    body = forms.CharField(
        label=_("Tóm tắt nội dung"),
        widget=words(4),
        required=False,
        help_text=_("Để trống thì dùng trích yếu của vụ việc."),
    )
    reason = forms.CharField(label=_("Điều nhận thấy"), widget=words(4))
    asked = forms.CharField(label=_("Đề nghị"), widget=words(2))
    answer_by = forms.DateField(
        label=_("Đề nghị trả lời trước ngày"),
        widget=DayInput,
        help_text=_("Ngày này do công văn của Mặt trận ghi; pháp luật không ấn định."),
    )

    def prepare(self) -> None:
        today = timezone.localdate()
        offer(self, "superior", agencies(today))
        self.acts = {_key(one): one for one in contestable(self.case)}
        choices = [(key, named(one)) for key, one in self.acts.items()]
        offer_choices(self, "contested", choices)
        first = choices[0][0] if choices else ""
        drafted = self.case.recommendation_drafted
        if drafted is not None:
            letter, known = drafted.letter, drafted.proceeding or drafted.answer
            kept = {"superior": drafted.superior_id, "subject": letter.subject, "body": letter.body}
            self.initial = {**kept, **letter.stated, "contested": _key(known) if known else first}
            return
        above = superior_of(self.case.lead) if self.case.lead is not None else None
        subject = f"kiến nghị xem xét lại: {self.case.summary[:1].lower()}{self.case.summary[1:]}"
        self.initial = {
            "contested": first,
            "superior": above.pk if above is not None else None,
            "subject": subject[:300],
            "asked": "Xem xét lại văn bản nêu trên theo thẩm quyền.",
            "answer_by": today + USUAL_TIME,
        }

    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        chosen = self.acts[said.pop("contested")]
        return {**said, "proceeding": chosen if isinstance(chosen, Proceeding) else None}


def _key(one: Proceeding | Answer) -> str:
    return f"{'act' if isinstance(one, Proceeding) else 'answer'}-{one.pk}"


class SuperiorPaperForm(FactForm):
    """Whoever enters it has the paper of the superior in hand: when it came is always asked."""

    @property
    def on_paper(self) -> bool:
        return True


class SuperiorReplyForm(SuperiorPaperForm):
    result = forms.ChoiceField(
        label=_("Cơ quan cấp trên trả lời thế nào"), choices=SuperiorResult.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(label=_("Nội dung trả lời"), widget=words(4))
    decision_number = forms.CharField(label=_("Số quyết định của cấp trên"), max_length=60, required=False)
    decided_on = forms.DateField(
        label=_("Ngày quyết định của cấp trên"),
        widget=DayInput,
        required=False,
        help_text=_("Thời hạn 07 ngày trả lời Mặt trận tính từ ngày này (khoản 2 Điều 66 Luật Khiếu nại)."),
    )

    field_order = ("result", "text", "number", "dated_on", "arrived_on", "copy", "decision_number", "decided_on")

    def prepare(self) -> None:
        super().prepare()
        sent = self.case.recommendation_sent
        if "result" in self.fields and sent is not None and not sent.is_about_silence:
            kept = [one for one in SuperiorResult if one is not SuperiorResult.ORDERED]
            offer_choices(self, "result", [(one.value, one.label) for one in kept])
        if not counts_from_its_decision(self.case) or (sent is not None and sent.decided_on is not None):
            del self.fields["decision_number"], self.fields["decided_on"]


class SuperiorOrderForm(SuperiorReplyForm):
    answer_by = forms.DateField(
        label=_("Cơ quan phải trả lời lại trước ngày"),
        widget=DayInput,
        help_text=_("Ngày cấp trên ấn định; cấp trên không ấn định thì ghi ngày Mặt trận đề nghị."),
    )

    field_order = (
        "text",
        "answer_by",
        "number",
        "dated_on",
        "arrived_on",
        "copy",
        "decision_number",
        "decided_on",
    )

    def prepare(self) -> None:
        super().prepare()
        del self.fields["result"]
        self.initial["answer_by"] = timezone.localdate() + USUAL_TIME


SUPERIOR_FORMS: dict[str, type[MoveForm]] = {
    Move.RECOMMEND_TO_SUPERIOR: RecommendForm,
    Move.RECORD_SUPERIOR_DECISION: SuperiorPaperForm,
    Move.RECORD_SUPERIOR_REPLY: SuperiorReplyForm,
    Move.RECORD_SUPERIOR_ORDER: SuperiorOrderForm,
}
