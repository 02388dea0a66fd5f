"""What is asked before the bounds of cases are moved: joined, split, and back; a number voided. Always why."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cases.kinds import KINDS
from cases.models import Case
from cases.operations import Part
from cases.papers import petition_of
from cases.transfers import Alike, look_the_same
from cases.vocabulary import Intake, Kind, Move
from organizations.models import Field

from .moving import MoveForm, words

PART_ROWS = 3
SAID_ALOUD = (Intake.IN_PERSON, Intake.TELEPHONE, Intake.ONLINE)
# NĐ 154/2026 Điều 14.4; law.md §14 point 20: splitting by the MTTQ itself is what remains, and needs a reason.
ASK_THE_PERSON = _(
    "Người dân trình bày nhiều nội dung: trước hết đề nghị họ tách riêng từng loại (khoản 4 Điều 14 Nghị định "
    "154/2026/NĐ-CP). Mặt trận chỉ tự tách khi có lý do."
)
GUIDE_THE_AUTHOR = _(
    "Đơn viết có nhiều nội dung: trước hết hướng dẫn người nộp viết riêng từng loại. Mặt trận chỉ tự tách khi có lý do."
)


class JoinForm(MoveForm):
    alike: list[Alike]
    """Cases that look the same, shown beside the form; a link puts the number of one into its field."""
    into = forms.CharField(
        label=_("Số của vụ việc nhập vào"),
        max_length=16,
        help_text=_("Vụ việc ấy tiếp tục; vụ việc đang mở ở trang này kết thúc, đơn được theo dõi ở vụ việc ấy."),
    )
    because = forms.CharField(label=_("Vì sao biết là cùng một việc"), widget=words())

    def prepare(self) -> None:
        self.alike = look_the_same(self.actor, self.case)
        if "into" in self.chosen:
            self.initial = {"into": self.chosen["into"]}

    def clean_into(self) -> Case:
        number = self.cleaned_data["into"].strip()
        found: Case | None = Case.objects.visible_to(self.actor).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("Không có vụ việc này trong sổ mà bạn được xem."))
        return found


class UnjoinForm(MoveForm):
    because = forms.CharField(label=_("Lý do bỏ nhập"), widget=words())


class SplitForm(MoveForm):
    guidance: Promise
    """What is done before the MTTQ splits a petition itself."""

    def prepare(self) -> None:
        petition = petition_of(self.case)
        self.guidance = ASK_THE_PERSON if petition.intake in SAID_ALOUD else GUIDE_THE_AUTHOR
        kinds = [(kind.value, kind.label) for kind in Kind if not KINDS[kind].sealed]
        fields = Field.objects.order_by("order")
        for row in range(1, PART_ROWS + 1):
            labels = {"number": row}
            self.fields[f"summary_{row}"] = forms.CharField(
                label=_("Nội dung %(number)s: về việc gì") % labels, max_length=300, required=row == 1
            )
            self.fields[f"kind_{row}"] = forms.ChoiceField(
                label=_("Nội dung %(number)s: loại") % labels,
                choices=[("", _("Chọn loại")), *kinds],
                required=row == 1,
            )
            self.fields[f"field_{row}"] = forms.ModelChoiceField(
                label=_("Nội dung %(number)s: lĩnh vực") % labels,
                queryset=fields,
                empty_label=_("Chọn lĩnh vực"),
                required=row == 1,
            )
        self.fields["because"] = forms.CharField(
            label=_("Vì sao tách; người nộp đơn đã được hỏi, hướng dẫn thế nào"), widget=words()
        )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for row in range(2, PART_ROWS + 1):
            names = [f"{name}_{row}" for name in ("summary", "kind", "field")]
            filled = [name for name in names if said.get(name)]
            if filled and len(filled) < len(names):
                missing = next(name for name in names if name not in filled)
                self.add_error(missing, _("Mỗi nội dung cần đủ trích yếu, loại và lĩnh vực."))
        return said

    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        rows = [row for row in range(1, PART_ROWS + 1) if said.get(f"summary_{row}")]
        parts = [
            Part(
                kind=said[f"kind_{row}"],
                field=said[f"field_{row}"],
                summary=said[f"summary_{row}"],
                area=self.case.area,
            )
            for row in rows
        ]
        return {"parts": parts, "because": said["because"]}


class UnsplitForm(MoveForm):
    because = forms.CharField(label=_("Lý do bỏ tách"), widget=words())


class VoidRegistrationForm(MoveForm):
    because = forms.CharField(
        label=_("Vì sao vào sổ nhầm"), widget=words(), help_text=_("Lý do ở lại cạnh số trong sổ.")
    )


JOINING_FORMS: dict[str, type[MoveForm]] = {
    Move.JOIN: JoinForm,
    Move.UNJOIN: UnjoinForm,
    Move.SPLIT: SplitForm,
    Move.UNSPLIT: UnsplitForm,
    Move.VOID_REGISTRATION: VoidRegistrationForm,
}
