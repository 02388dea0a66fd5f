"""What is asked before a clock is stopped, goes on, or is given more time."""

from django import forms
from django.db.models import F, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.kinds import OF_THE_COMPETENT_BODY
from cases.models import Duty
from deadlines.facts import PauseEffect
from deadlines.vocabulary import DutyState

from .choices import DutyChoice, offer
from .moving import MoveForm, words
from .widgets import DayInput

# Recorded as decisions of the competent body, with forms of their own.
OTHERS = Q(rule__key__in=OF_THE_COMPETENT_BODY)


class DutyForm(MoveForm):
    """Asks which of the clocks of the case; the page of one clock has it chosen already."""

    duty = DutyChoice(label=_("Thời hạn"), queryset=Duty.objects.none(), empty_label=None, widget=forms.RadioSelect)

    def prepare(self) -> None:
        duties = self.duties(self.case.duties.select_related("rule", "unit"))
        offer(self, "duty", duties)
        self.initial = {"duty": self.chosen.get("duty") or duties.first()}

    def duties(self, of_case: QuerySet[Duty]) -> QuerySet[Duty]:
        return of_case


class ExtendForm(DutyForm):
    more = forms.IntegerField(
        label=_("Thêm bao nhiêu"),
        min_value=1,
        max_value=1000,
        help_text=_(
            "Theo đơn vị của quy định, ghi ở cuối dòng thời hạn đã chọn. Ngày do công văn ấn định tính theo ngày."
        ),
    )
    document = forms.CharField(
        label=_("Theo văn bản số, ngày"),
        max_length=200,
        required=False,
        help_text=_("Bắt buộc với thời hạn theo luật."),
    )
    because = forms.CharField(label=_("Lý do"), widget=words())

    def duties(self, of_case: QuerySet[Duty]) -> QuerySet[Duty]:
        return of_case.filter(state=DutyState.RUNNING).exclude(rule__extension=[]).exclude(OTHERS)


class PauseForm(DutyForm):
    first_on = forms.DateField(label=_("Tạm dừng từ ngày"), widget=DayInput, initial=timezone.localdate)
    document = forms.CharField(label=_("Theo văn bản số, ngày"), max_length=200)
    because = forms.CharField(label=_("Lý do"), widget=words())

    def prepare(self) -> None:
        super().prepare()
        self.initial["first_on"] = timezone.localdate()

    def duties(self, of_case: QuerySet[Duty]) -> QuerySet[Duty]:
        return of_case.filter(state=DutyState.RUNNING).exclude(rule__pause=PauseEffect.NONE).exclude(OTHERS)


class ResumeForm(DutyForm):
    last_on = forms.DateField(
        label=_("Ngày cuối còn tạm dừng"),
        widget=DayInput,
        help_text=_("Thời hạn được tính tiếp từ ngày hôm sau."),
    )

    def prepare(self) -> None:
        super().prepare()
        self.initial["last_on"] = timezone.localdate()

    def duties(self, of_case: QuerySet[Duty]) -> QuerySet[Duty]:
        return of_case.filter(state=DutyState.PAUSED).exclude(OTHERS)


class LatenessForm(DutyForm):
    because = forms.CharField(
        label=_("Lý do chậm"), widget=words(), help_text=_("Số ngày chậm vẫn giữ nguyên; lý do được ghi bên cạnh.")
    )

    def duties(self, of_case: QuerySet[Duty]) -> QuerySet[Duty]:
        running_late = Q(state=DutyState.RUNNING, due_on__lt=timezone.localdate())
        return of_case.filter(running_late | Q(met_on__gt=F("due_on")))
