"""What is asked when something was written down wrongly."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models import Answer, Proceeding
from cases.operations import NewParty
from cases.papers import petition_of
from cases.vocabulary import CorrectedWhat, LateEntryState, Move, NotAccepted, PartyRole, ProceedingFact

from .choices import offer, offer_choices
from .moving import MoveForm, words
from .parties import IdentityNumber
from .widgets import DayInput


class CorrectDayForm(MoveForm):
    what = forms.ChoiceField(label=_("Ngày nào ghi sai"), widget=forms.RadioSelect)
    day = forms.DateField(label=_("Ngày đúng"), widget=DayInput)
    because = forms.CharField(label=_("Vì sao biết là đã ghi sai"), widget=words())

    def prepare(self) -> None:
        stands = {CorrectedWhat.RECEIVED_ON: petition_of(self.case).received_on}
        if self.case.lead is not None and self.case.lead.received_on is not None:
            stands[CorrectedWhat.DELIVERED_ON] = self.case.lead.received_on
        choices = [
            (one.value, _("%(what)s: đang ghi %(day)s") % {"what": one.label, "day": f"{day:%d/%m/%Y}"})
            for one, day in stands.items()
        ]
        offer_choices(self, "what", choices)


class LateEntryForm(MoveForm):
    """Which day it is, when it was written down, and why so late."""

    guidance: str

    def prepare(self) -> None:
        entry = self.case.late_entries.filter(state=LateEntryState.WAITING).select_related("note").first()
        if entry is None:
            self.guidance = ""
            return
        said = {"what": entry.get_what_display(), "why": entry.note.text}
        days = {"day": f"{entry.happened_on:%d/%m/%Y}", "recorded": f"{entry.recorded_on:%d/%m/%Y}"}
        self.guidance = _("%(what)s %(day)s, ghi ngày %(recorded)s: %(why)s") % (said | days)


class StrikeLateEntryForm(LateEntryForm):
    because = forms.CharField(label=_("Vì sao không công nhận ngày này"), widget=words())


class CorrectPartyForm(MoveForm):
    party = forms.TypedChoiceField(label=_("Của ai"), coerce=int, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Họ và tên"), max_length=120)
    birth_year = forms.IntegerField(label=_("Năm sinh"), min_value=1900, max_value=2100, required=False)
    identity_number = IdentityNumber()
    phone = forms.CharField(label=_("Điện thoại"), max_length=20, required=False)
    email = forms.EmailField(label=_("Thư điện tử"), required=False)
    address = forms.CharField(label=_("Địa chỉ"), max_length=250, required=False)
    because = forms.CharField(label=_("Vì sao biết là đã ghi sai"), widget=words())

    def prepare(self) -> None:
        people = [one for one in petition_of(self.case).parties.all() if one.stands_behind]
        people += [one for one in petition_of(self.case).parties.all() if one.role == PartyRole.DECEASED]
        choices = [(one.pk, f"{one.name} ({one.get_role_display()})") for one in people]
        offer_choices(self, "party", choices)
        chosen = next((one for one in people if str(one.pk) == self.chosen.get("party")), people[0] if people else None)
        if chosen is not None:
            names = ("name", "birth_year", "identity_number", "phone", "email", "address")
            self.initial = {name: getattr(chosen.who, name) for name in names} | {"party": chosen.pk}

    def facts(self) -> dict[str, Any]:
        said = super().facts()
        names = ("name", "birth_year", "identity_number", "phone", "email", "address")
        who = NewParty(**{name: said.pop(name) for name in names})
        return said | {"who": who}


class CorrectPaperForm(MoveForm):
    number = forms.CharField(label=_("Số văn bản"), max_length=60, required=False)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput, required=False)
    because = forms.CharField(label=_("Vì sao biết là đã ghi sai"), widget=words())

    def prepare(self) -> None:
        latest = Answer.objects.filter(referral__case=self.case).order_by("-pk").first()
        if latest is not None:
            self.initial = {"number": latest.number, "dated_on": latest.dated_on}


class ActField(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, obj: Proceeding) -> str:
        named = {"what": obj.get_what_display(), "number": obj.number, "day": f"{obj.dated_on:%d/%m/%Y}"}
        return _("%(what)s: %(number)s ngày %(day)s") % named


class CorrectActForm(MoveForm):
    """Which act, then its paper as it is: the page shows what stands there for the one that was chosen."""

    proceeding = ActField(
        label=_("Văn bản nào"), queryset=Proceeding.objects.none(), widget=forms.RadioSelect, empty_label=None
    )
    number = forms.CharField(label=_("Số văn bản"), max_length=60)
    dated_on = forms.DateField(label=_("Ngày văn bản"), widget=DayInput)
    arrived_on = forms.DateField(label=_("Ngày đến Mặt trận"), widget=DayInput)
    ground = forms.ChoiceField(
        label=_("Căn cứ không thụ lý"),
        choices=[("", _("Giữ như đã ghi")), *NotAccepted.choices],
        required=False,
        help_text=_("Chỉ thông báo không thụ lý nêu căn cứ."),
    )
    because = forms.CharField(label=_("Vì sao biết là đã ghi sai"), widget=words())

    def prepare(self) -> None:
        acts = Proceeding.objects.filter(case=self.case).exclude(what=ProceedingFact.SENT_BACK).order_by("pk")
        offer(self, "proceeding", acts)
        known = list(acts)
        chosen = next((one for one in known if str(one.pk) == self.chosen.get("proceeding")), None)
        chosen = chosen or (known[-1] if known else None)
        if chosen is not None:
            stands = {name: getattr(chosen, name) for name in ("number", "dated_on", "arrived_on")}
            self.initial = {"proceeding": chosen.pk, **stands}
        if not any(one.what == ProceedingFact.REFUSED for one in known):
            del self.fields["ground"]


CORRECTION_FORMS: dict[str, type[MoveForm]] = {
    Move.CONFIRM_LATE_ENTRY: LateEntryForm,
    Move.STRIKE_LATE_ENTRY: StrikeLateEntryForm,
    Move.CORRECT_DAY: CorrectDayForm,
    Move.CORRECT_PARTY: CorrectPartyForm,
    Move.CORRECT_PAPER: CorrectPaperForm,
    Move.CORRECT_ACT: CorrectActForm,
}
