"""What is asked about an act of the competent body: its paper, and what the paper says. One form for both desks."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.kinds import KINDS
from cases.operations import AgencyPaper, NewDocument
from cases.vocabulary import Complexity, Move, NotAccepted, ProceedingFact
from files.fields import OneFileField
from organizations.vocabulary import Role

from .moving import MoveForm, words
from .widgets import DayInput


class FactForm(MoveForm):
    """The paper is always asked for; when it arrived only of the records officer, who enters what came on paper."""

    number = forms.CharField(label=_("Số văn bản"), max_length=60)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput)
    arrived_on = forms.DateField(label=_("Ngày đến Mặt trận"), widget=DayInput)
    late_because = forms.CharField(
        label=_("Vì sao ghi muộn"),
        widget=words(),
        required=False,
        help_text=_("Chỉ khi văn bản đã đến từ nhiều ngày làm việc trước; một lãnh đạo khác xác nhận ngày đến."),
    )
    copy = OneFileField(label=_("Bản sao, bản quét của văn bản"))

    field_order: tuple[str, ...] = ("number", "dated_on", "arrived_on", "late_because", "copy")

    def prepare(self) -> None:
        self.initial = {"arrived_on": timezone.localdate()}
        if not self.on_paper:
            del self.fields["arrived_on"]
            del self.fields["late_because"]

    @property
    def on_paper(self) -> bool:
        return Role.RECORDS_OFFICER in self.actor.roles

    def facts(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        file = said.pop("copy")
        paper = AgencyPaper(
            number=said.pop("number"),
            dated_on=said.pop("dated_on"),
            copy=NewDocument(title=file.name, content=file.read()),
            arrived_on=said.pop("arrived_on", None),
            late_because=said.pop("late_because", ""),
        )
        return {"paper": paper, **said}


class AcceptanceForm(FactForm):
    remote = forms.BooleanField(
        label=_("Vùng sâu, vùng xa đi lại khó khăn: thời hạn dài hơn theo luật"), required=False
    )

    def prepare(self) -> None:
        super().prepare()
        chain = KINDS[self.case.kind].chain
        if chain is None or not chain.remote:
            del self.fields["remote"]


class RefusalForm(FactForm):
    ground = forms.ChoiceField(label=_("Căn cứ không thụ lý"), choices=NotAccepted.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Lý do nêu trong thông báo"), widget=words())


class ExtensionForm(FactForm):
    more = forms.IntegerField(
        label=_("Thêm bao nhiêu ngày"),
        min_value=1,
        max_value=1000,
        help_text=_("Tính theo đơn vị của thời hạn đang chạy: ngày, hoặc ngày làm việc khi còn chờ thụ lý."),
    )
    complexity = forms.MultipleChoiceField(
        label=_("Căn cứ phức tạp nêu trong quyết định"),
        choices=Complexity.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    because = forms.CharField(label=_("Lý do nêu trong quyết định"), widget=words())
    as_it_is = forms.BooleanField(
        label=_("Ghi nhận như văn bản, dù không đúng luật"),
        required=False,
        help_text=_("Quyết định vào hồ sơ là điểm có thể kiến nghị cấp trên; ngày đến hạn không đổi."),
    )

    def prepare(self) -> None:
        super().prepare()
        if not self.on_paper:
            del self.fields["as_it_is"]


class SuspensionForm(FactForm):
    because = forms.CharField(label=_("Lý do nêu trong quyết định"), widget=words())


class DecisionForm(FactForm):
    what = forms.ChoiceField(
        label=_("Văn bản này là"),
        choices=[(one.value, one.label) for one in (ProceedingFact.DECIDED, ProceedingFact.TERMINATED)],
        widget=forms.RadioSelect,
        initial=ProceedingFact.DECIDED,
    )
    because = forms.CharField(
        label=_("Nội dung chính, lý do"), widget=words(), required=False, help_text=_("Bắt buộc khi đình chỉ.")
    )


PROCEEDING_FORMS: dict[str, type[MoveForm]] = {
    Move.RECORD_ACCEPTANCE: AcceptanceForm,
    Move.REFUSE_ACCEPTANCE: RefusalForm,
    Move.RECORD_EXTENSION: ExtensionForm,
    Move.RECORD_SUSPENSION: SuspensionForm,
    Move.RECORD_RESUMPTION: FactForm,
    Move.RECORD_DECISION: DecisionForm,
}
