"""Forms about sealed cases: opening one, making the copy for others, finding that it is of another kind."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.kinds import KINDS
from cases.models import Petition
from cases.redaction import suggested
from cases.vocabulary import Kind, Move
from organizations.vocabulary import Role

from .choices import offer_choices
from .moving import MoveForm, words


class RevealForm(MoveForm):
    because = forms.CharField(
        label=_("Vì sao cần đọc"),
        widget=words(2),
        help_text=_("Việc gì, theo yêu cầu của ai. Lý do ở lại trong hồ sơ cùng tên bạn."),
    )

    def facts(self) -> dict[str, Any]:
        return {**super().facts(), "at": timezone.now()}


class RedactForm(MoveForm):
    text = forms.CharField(
        label=_("Nội dung đơn, phần cần che đặt giữa [[ và ]]"),
        widget=words(14),
        help_text=_(
            "Họ tên, địa chỉ, điện thoại tìm thấy đã đánh dấu sẵn. Đọc hết và đánh dấu thêm mọi chi tiết làm lộ "
            "người gửi: quan hệ, nơi làm việc, việc chỉ họ biết. Bút tích không có trong bản này."
        ),
    )

    def prepare(self) -> None:
        petitions = Petition.objects.filter(matters__case=self.case).order_by("pk").prefetch_related("parties")
        people = [party.who for petition in petitions for party in petition.parties.all() if party.stands_behind]
        text = "\n\n".join(part for petition in petitions for part in (petition.text, petition.asked) if part)
        self.initial = {"text": suggested(text, people)}


class ReclassifyForm(MoveForm):
    kind = forms.ChoiceField(label=_("Theo nội dung, đơn là"), widget=forms.RadioSelect)
    because = forms.CharField(label=_("Vì sao"), widget=words(2))

    def prepare(self) -> None:
        leads = Role.LEADER in self.actor.roles
        choices = [
            (value, label)
            for value, label in Kind.choices
            if value != self.case.kind and (leads or not self.case.sealed or KINDS[value].sealed)
        ]
        offer_choices(self, "kind", choices)


SEALING_FORMS: dict[str, type[MoveForm]] = {
    Move.REVEAL: RevealForm,
    Move.REDACT: RedactForm,
    Move.RECLASSIFY: ReclassifyForm,
}
