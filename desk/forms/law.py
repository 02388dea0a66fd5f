"""The forms of the law: the filter, the trial count, and what is proposed about a rule."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from deadlines.facts import Nature, PauseEffect, Unit
from deadlines.models import Rule
from deadlines.thresholds import HALF
from deadlines.vocabulary import APPLICABILITY, CASE_KINDS, CONFIDENCES, NATURES, PAUSE_EFFECTS, UNITS

from .choices import offer_choices
from .widgets import DayInput

GRANTS = (1, 2)
HALF_IN_WORDS = ("nửa", "nua", "half")
STARTS = [
    ("petition_received", _("ngày nhận đơn")),
    ("instructed", _("ngày có bút phê")),
    ("letter_received", _("ngày cơ quan nhận công văn")),
    ("answer_received", _("ngày nhận văn bản trả lời")),
    ("commitment_due", _("ngày hẹn của cam kết")),
]
WHO = [
    ("single_focal_point", _("Mặt trận: đầu mối xử lý đơn")),
    ("competent_agency", _("Cơ quan có thẩm quyền giải quyết")),
]
BOUND = {"single_focal_point": "mttq", "competent_agency": "agency"}


def words(rows: int = 2) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RuleFilter(forms.Form):
    q = forms.CharField(label=_("Tìm theo tên, mã, căn cứ"), required=False, max_length=100)
    case_kind = forms.ChoiceField(
        label=_("Loại việc"), required=False, choices=[("", _("Mọi loại")), *CASE_KINDS.items()]
    )
    nature = forms.ChoiceField(label=_("Tính chất"), required=False, choices=[("", _("Tất cả")), *NATURES.items()])
    confidence = forms.ChoiceField(
        label=_("Mức tin cậy"), required=False, choices=[("", _("Tất cả")), *CONFIDENCES.items()]
    )
    applies_here = forms.ChoiceField(
        label=_("Áp dụng tại đơn vị"), required=False, choices=[("", _("Tất cả")), *APPLICABILITY.items()]
    )
    force = forms.ChoiceField(
        label=_("Hiệu lực"), required=False, choices=[("", _("Đang có hiệu lực")), ("all", _("Mọi phiên bản"))]
    )


class TrialForm(forms.Form):
    start = forms.DateField(label=_("Bắt đầu từ ngày"), widget=DayInput())
    given = forms.DateField(label=_("Ngày hẹn trong công văn"), required=False, widget=DayInput())
    variant = forms.ChoiceField(label=_("Trường hợp"), required=False)

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        usual = [("", _("Thông thường"))]
        variants = [(one["when"], VARIANTS.get(one["when"], one["when"])) for one in rule.variants]
        offer_choices(self, "variant", [*usual, *variants])
        if not rule.variants:
            del self.fields["variant"]
        if rule.nature == Nature.STATUTORY:
            del self.fields["given"]


VARIANTS = {"remote_area": _("vùng sâu, vùng xa đi lại khó khăn"), "dismissal": _("buộc thôi việc")}


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Vì sao đề nghị"), max_length=500, widget=words())


class AppliesForm(ReasonForm):
    applies_here = forms.ChoiceField(label=_("Áp dụng tại đơn vị"), choices=list(APPLICABILITY.items()))
    applies_basis = forms.CharField(label=_("Căn cứ của quyết định này"), max_length=300, widget=words())
    field_order = ["applies_here", "applies_basis", "reason"]

    def content(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in ("applies_here", "applies_basis")}


class VersionForm(ReasonForm):
    """What a new version says. It is filled with what the version before says."""

    title = forms.CharField(label=_("Tên việc"), max_length=200)
    nature = forms.ChoiceField(label=_("Tính chất"), choices=list(NATURES.items()))
    length = forms.IntegerField(
        label=_("Thời hạn (con số)"), required=False, help_text=_("Để trống nếu ngày do công văn ấn định.")
    )
    unit = forms.ChoiceField(label=_("Đơn vị tính"), choices=list(UNITS.items()))
    pause = forms.ChoiceField(label=_("Khi tạm dừng"), choices=list(PAUSE_EFFECTS.items()))
    remote_area = forms.IntegerField(label=_("Thời hạn ở vùng sâu, vùng xa"), required=False, min_value=0)
    dismissal = forms.IntegerField(label=_("Thời hạn khi buộc thôi việc"), required=False, min_value=0)
    citation = forms.CharField(label=_("Căn cứ: số hiệu văn bản, điều, khoản"), max_length=300)
    confidence = forms.ChoiceField(label=_("Đã đọc văn bản đến mức nào"), choices=list(CONFIDENCES.items()))
    applies_here = forms.ChoiceField(label=_("Áp dụng tại đơn vị"), choices=list(APPLICABILITY.items()))
    applies_basis = forms.CharField(label=_("Vì sao áp dụng hoặc không"), max_length=300, required=False)
    nearing = forms.CharField(
        label=_("Nhắc trước hạn (số ngày)"),
        required=False,
        help_text=_("Ví dụ: nửa, 5, 2, 0. Để trống để nhắc như thường lệ."),
    )
    overdue = forms.CharField(label=_("Nhắc khi quá hạn (số ngày)"), required=False, help_text=_("Ví dụ: 1, 5, 10."))
    then_every = forms.IntegerField(label=_("Sau đó nhắc lại mỗi … ngày"), required=False)
    in_force_from = forms.DateField(label=_("Có hiệu lực từ ngày"), widget=DayInput())
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for number in GRANTS:
            said = {"n": number}
            self.fields[f"max_total_{number}"] = forms.IntegerField(
                label=_("Gia hạn %(n)s: tối đa tổng cộng") % said, required=False, min_value=1
            )
            self.fields[f"add_{number}"] = forms.IntegerField(
                label=_("Gia hạn %(n)s: mỗi lần thêm") % said, required=False, min_value=1
            )
            self.fields[f"times_{number}"] = forms.IntegerField(
                label=_("Gia hạn %(n)s: số lần") % said, required=False, min_value=1
            )
            self.fields[f"needs_{number}"] = forms.CharField(
                label=_("Gia hạn %(n)s: cần văn bản nào") % said, required=False, max_length=200
            )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def clean_nearing(self) -> list[Any]:
        return [HALF if one in HALF_IN_WORDS else _number(one) for one in _listed(self.cleaned_data["nearing"])]

    def clean_overdue(self) -> list[Any]:
        return [_number(one) for one in _listed(self.cleaned_data["overdue"])]

    def content(self) -> dict[str, Any]:
        said = self.cleaned_data
        kept = ("title", "nature", "length", "unit", "pause", "citation", "confidence", "applies_here", "note")
        points = {name: said[name] for name in ("nearing", "overdue", "then_every") if said[name]}
        by_agreement = [{"when": "agreed"}] if said["nature"] != Nature.STATUTORY else []
        return {
            **{name: said[name] for name in kept},
            "applies_basis": said["applies_basis"],
            "extension": [grant for number in GRANTS if (grant := self._grant(number))] or by_agreement,
            "variants": [{"when": name, "length": said[name]} for name in VARIANTS if said[name] is not None],
            "thresholds": points,
            "in_force_from": said["in_force_from"].isoformat(),
        }

    def _grant(self, number: int) -> dict[str, Any]:
        names = ("max_total", "add", "times", "needs")
        return {name: value for name in names if (value := self.cleaned_data[f"{name}_{number}"])}


class NewRuleForm(VersionForm):
    key = forms.CharField(
        label=_("Mã quy tắc"), max_length=60, initial="local.", help_text=_("Ví dụ: local.tra_loi_tin_nhan")
    )
    case_kind = forms.ChoiceField(label=_("Loại việc"), choices=list(CASE_KINDS.items()))
    responsible = forms.ChoiceField(label=_("Ai phải làm"), choices=WHO)
    starts_on = forms.ChoiceField(label=_("Tính từ"), choices=STARTS)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order_fields(["key", "case_kind", "responsible", "starts_on"])

    def content(self) -> dict[str, Any]:
        said = self.cleaned_data
        names = ("key", "case_kind", "responsible", "starts_on")
        return (
            super().content()
            | {name: said[name] for name in names}
            | {
                "step": said["key"].rpartition(".")[2],
                "role": "duty",
                "direction": "after",
                "binds": BOUND[said["responsible"]],
                "follows": "",
            }
        )


class RefusalForm(forms.Form):
    reason = forms.CharField(label=_("Lý do không duyệt"), max_length=500, widget=words())


def first_words_of(rule: Rule) -> dict[str, Any]:
    """Return what the form of a new version begins with: what the version before says."""
    names = ("title", "nature", "length", "unit", "pause", "citation", "confidence", "applies_here", "note")
    said: dict[str, Any] = {name: getattr(rule, name) for name in names}
    said |= {"applies_basis": rule.applies_basis, **{one["when"]: one["length"] for one in rule.variants}}
    for number, grant in zip(GRANTS, rule.extension, strict=False):
        said |= {f"{name}_{number}": value for name, value in grant.items() if name != "when"}
    points = rule.thresholds
    said["nearing"] = ", ".join(HALF_IN_WORDS[0] if one == HALF else str(one) for one in points.get("nearing", []))
    said["overdue"] = ", ".join(map(str, points.get("overdue", [])))
    said["then_every"] = points.get("then_every")
    return said


def new_rule_defaults() -> dict[str, Any]:
    return {"key": "local.", "nature": Nature.INTERNAL, "unit": Unit.WORKING_DAY, "pause": PauseEffect.EXCLUDED}


def _listed(text: str) -> list[str]:
    return [one for one in re.split(r"[,;\s]+", text.strip().lower()) if one]


def _number(text: str) -> int:
    if not text.isdigit():
        raise forms.ValidationError(_("“%(text)s” không phải là số ngày."), params={"text": text})
    return int(text)
