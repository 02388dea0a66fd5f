"""Forms about an agency that is chased: the letter of the rung whose turn it is, what the leader decides."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from cases.ladder import LONGEST_SUBJECT, WAITS, earlier_letters, usual_subject
from cases.letter_forms import name_of_form
from cases.models import Rung
from cases.vocabulary import LetBe, LetterStatus, Move, RungKind
from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule
from organizations.models import Unit

from .choices import RungChoice, offer
from .intake import agencies
from .moving import MoveForm, words
from .widgets import DayInput


class RungForm(MoveForm):
    """Which agency is meant is asked only where several are late at once."""

    rung = RungChoice(
        label=_("Cơ quan đang chậm"), queryset=Rung.objects.none(), empty_label=None, widget=forms.RadioSelect
    )
    guidance: str = ""

    def prepare(self) -> None:
        waiting = self.fitting()
        rows = Rung.objects.filter(pk__in=[one.pk for one in waiting]).select_related("referral__agency")
        offer(self, "rung", rows)
        self.chosen_rung = next(
            (one for one in waiting if str(one.pk) == self._said()), waiting[0] if waiting else None
        )
        self.initial = {"rung": self.chosen_rung}
        if len(waiting) < 2:
            del self.fields["rung"]
        if self.chosen_rung is not None:
            self.guidance = told_of(self.chosen_rung)

    def _said(self) -> str:
        return str(self.data.get("rung", "")) if self.is_bound else str(self.chosen.get("rung", ""))

    def fitting(self) -> list[Rung]:
        return list(self.case.rungs_waiting)


def told_of(rung: Rung) -> str:
    """What the agency is late with, and since when, beside the form."""
    facts = {
        "agency": rung.referral.agency.name,
        "what": rung.duty.rule.title,
        "day": f"{rung.duty.due_on:%d/%m/%Y}",
        "rung": rung.get_kind_display(),
    }
    return str(_("%(agency)s: “%(what)s” đã hết hạn ngày %(day)s. Bậc này: %(rung)s.") % facts)


class ChaseForm(RungForm):
    """What the letter of this rung asks for; what is known of the case stands in it already."""

    subject = forms.CharField(label=_("Về việc"), max_length=LONGEST_SUBJECT)
    body = forms.CharField(
        label=_("Tóm tắt nội dung"),
        widget=words(4),
        required=False,
        help_text=_("Để trống thì dùng trích yếu của vụ việc."),
    )
    to_unit = forms.ModelChoiceField(
        label=_("Cơ quan cấp trên nhận kiến nghị"),
        queryset=Unit.objects.none(),
        required=False,
        empty_label=_("Chọn cơ quan"),
    )
    reason = forms.CharField(label=_("Điều nhận thấy"), widget=words(4), required=False)
    asked = forms.CharField(label=_("Đề nghị"), widget=words(2), required=False)
    time = forms.CharField(
        label=_("Thời gian làm việc"),
        max_length=120,
        required=False,
        help_text=_("Ví dụ: 8 giờ 30, ngày 25/9/2026."),
    )
    venue = forms.CharField(label=_("Địa điểm làm việc"), max_length=200, required=False)
    answer_by = forms.DateField(
        label=_("Đề nghị trả lời trước ngày"),
        widget=DayInput,
        help_text=_("Ngày này do văn bản của Mặt trận ghi; bậc đôn đốc sau chỉ tính khi ngày ấy đã qua."),
    )

    ASKS = {
        RungKind.REMINDER: (),
        RungKind.DIALOGUE: ("asked", "time", "venue"),
        RungKind.SUPERIOR: ("to_unit", "reason", "asked"),
    }

    def fitting(self) -> list[Rung]:
        waiting = super().fitting()
        return [one for one in waiting if one.kind in self.ASKS and not one.has_letter_under_way]

    def prepare(self) -> None:
        super().prepare()
        today = timezone.localdate()
        rung = self.chosen_rung
        kind = RungKind(rung.kind) if rung is not None else RungKind.REMINDER
        for name in {"to_unit", "reason", "asked", "time", "venue"} - set(self.ASKS.get(kind, ())):
            del self.fields[name]
        for name in self.ASKS.get(kind, ()):
            # What a meeting is about may go without saying; the rest no letter of this rung can do without.
            self.fields[name].required = (kind, name) != (RungKind.DIALOGUE, "asked")
        if "to_unit" in self.fields:
            offer(self, "to_unit", agencies(today))
        if rung is None:
            return
        letter = rung.letter
        if letter is not None and letter.status == LetterStatus.DRAFT:
            kept = {"subject": letter.subject, "body": letter.body, "to_unit": letter.to_unit_id}
            self.initial = {**self.initial, **kept, **letter.stated}
            return
        proposed = {
            "subject": usual_subject(kind, self.case.summary),
            "answer_by": usual_day(kind, today),
            "to_unit": rung.referral.agency.parent_id,
            "reason": findings(rung) if kind == RungKind.SUPERIOR else "",
            "asked": ASKED_OF_THE_SUPERIOR if kind == RungKind.SUPERIOR else "",
        }
        self.initial = {**self.initial, **proposed}

    def facts(self) -> dict[str, Any]:
        return dict(self.cleaned_data)


# Stands in the letter, so it is Vietnamese whatever the author reads; the author changes it.
ASKED_OF_THE_SUPERIOR = (
    "Xem xét trách nhiệm, chỉ đạo cơ quan nêu trên giải quyết, "
    + "trả lời đơn của công dân theo đúng quy định của pháp luật."
)


def findings(rung: Rung) -> str:
    """What the MTTQ has seen, told to the superior: since when it waits, and by which letters it asked."""
    agency = rung.referral.agency.name
    lines = [
        f"{agency} chưa có văn bản trả lời; thời hạn “{rung.duty.rule.title}” đã hết ngày {rung.duty.due_on:%d/%m/%Y}."
    ]
    with override("vi"):
        for letter in earlier_letters(rung):
            if letter.number and letter.issued_on:
                lines.append(
                    f"Mặt trận đã gửi {name_of_form(letter)} số {letter.number} ngày {letter.issued_on:%d/%m/%Y}."
                )
    return "\n".join(lines)


def usual_day(kind: str, today: date) -> date | None:
    """Give the agency as long as the house waits before its next rung."""
    following = {RungKind.REMINDER: RungKind.DIALOGUE, RungKind.DIALOGUE: RungKind.SUPERIOR}
    try:
        wait = rule(WAITS[following.get(RungKind(kind), RungKind.LEADERSHIP)], on=today)
        return clock.due_date(wait.facts, start=today, calendar=working_calendar())
    except Refused:
        return None


class LetRungBeForm(RungForm):
    how = forms.ChoiceField(label=_("Quyết định"), choices=LetBe.choices, widget=forms.RadioSelect)
    because = forms.CharField(label=_("Lý do"), widget=words())


class BeforeLeadershipForm(RungForm):
    decided = forms.CharField(label=_("Ý kiến, quyết định của lãnh đạo"), widget=words(4))
    in_notice = forms.BooleanField(
        label=_("Đưa vào thông báo kết quả giám sát sáu tháng"),
        required=False,
        initial=True,
        help_text=_("Khoản 1 Điều 30 Luật Mặt trận Tổ quốc Việt Nam."),
    )

    def fitting(self) -> list[Rung]:
        return [one for one in super().fitting() if one.kind == RungKind.LEADERSHIP]

    def prepare(self) -> None:
        super().prepare()
        self.initial["in_notice"] = True


LADDER_FORMS: dict[str, type[MoveForm]] = {
    Move.CHASE: ChaseForm,
    Move.LET_RUNG_BE: LetRungBeForm,
    Move.LAY_BEFORE_LEADERSHIP: BeforeLeadershipForm,
}
