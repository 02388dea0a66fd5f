"""Forms around screening: what is decided, what a second person says, what is done at once."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.operations.letters import BODIES
from cases.vocabulary import Move, ScreenedTo

from .choices import offer
from .intake import agencies
from .moves import DraftLetterForm
from .moving import MoveForm, words


class DecisionForm(forms.Form):
    decided = forms.ChoiceField(
        label=_("Quyết định khác"),
        choices=[("", _("Theo đề xuất")), *ScreenedTo.choices],
        required=False,
    )
    because = forms.CharField(
        label=_("Lý do quyết định khác"),
        widget=words(2),
        required=False,
        help_text=_("Bắt buộc khi khác đề xuất; ở lại trong hồ sơ."),
    )

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


class ScreenedForm(MoveForm):
    """A move that rests on what was screened: the page shows it beside the question."""


class RejectScreeningForm(ScreenedForm):
    because = forms.CharField(label=_("Vì sao không đồng ý"), widget=words())


class ReportForm(MoveForm):
    text = forms.CharField(
        label=_("Điều cần báo cáo"), widget=words(4), help_text=_("Chỉ người của Mặt trận đọc được.")
    )


class TransferAtOnceForm(DraftLetterForm):
    def prepare(self) -> None:
        super().prepare()
        screening = self.case.screening
        wanted = BODIES.get(screening.decided) if screening is not None else None
        if wanted is not None:
            offer(self, "agency", agencies(timezone.localdate()).filter(kind__in=wanted.kinds))
            self.initial["agency"] = None
            self.fields["agency"].help_text = str(wanted.refusal)


SCREENING_FORMS: dict[str, type[MoveForm]] = {
    Move.CONFIRM_SCREENING: ScreenedForm,
    Move.REJECT_SCREENING: RejectScreeningForm,
    Move.REPORT_TO_HEAD: ReportForm,
    Move.TRANSFER_AT_ONCE: TransferAtOnceForm,
    Move.GUIDE: ScreenedForm,
    Move.RETURN_TO_SENDER: ScreenedForm,
    Move.ASK_TO_SPLIT: ScreenedForm,
    Move.FILE_AWAY: ScreenedForm,
}
