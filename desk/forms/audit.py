"""What an auditor asks of the register: who, where, which case, what kind, by which road, from when to when."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, Channel
from audit.kinds import sentence
from audit.readers import kinds_for
from cases import access
from cases.models import Case
from organizations.models import Unit, User
from organizations.queries import unit_and_below
from reports.auditing import Asked, people_for, reader_of

from .choices import offer, offer_choices
from .period import PeriodForm

A_MONTH = timedelta(days=30)
ONLY = [
    ("", _("Mọi sự kiện")),
    ("read", _("Đọc, tải, in, lấy ra")),
    ("refused", _("Bị từ chối")),
    ("doors", _("Đăng nhập, tài khoản")),
    ("house", _("Thay đổi cấu hình, danh bạ")),
]


class SearchForm(PeriodForm):
    only = forms.ChoiceField(label=_("Nhóm"), required=False, choices=ONLY)
    person = forms.ModelChoiceField(
        label=_("Người"), required=False, queryset=User.objects.none(), empty_label=_("Mọi người")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị"), required=False, queryset=Unit.objects.none(), empty_label=_("Mọi đơn vị")
    )
    number = forms.CharField(label=_("Số vụ việc"), required=False, max_length=40)
    kind = forms.ChoiceField(label=_("Sự kiện"), required=False)
    channel = forms.ChoiceField(label=_("Kênh"), required=False, choices=[("", _("Mọi kênh")), *Channel.choices])

    def __init__(self, said: Any, *, actor: Actor, today: date) -> None:
        usual = {"first": (today - A_MONTH).isoformat(), "last": today.isoformat()}
        given = {name: said[name] for name in self.base_fields if said.get(name)}
        super().__init__({**usual, **given})
        self.actor, self.given = actor, given
        self.case: Case | None = None
        offer(self, "person", people_for(actor))
        offer(self, "unit", Unit.objects.filter(pk__in=unit_and_below(actor.unit or 0)).order_by("path"))
        kinds = sorted(((kind, sentence(kind)) for kind in kinds_for(reader_of(actor))), key=lambda one: one[1])
        offer_choices(self, "kind", [("", _("Mọi loại sự kiện")), *kinds])

    def clean_number(self) -> str:
        typed = str(self.cleaned_data["number"]).strip().upper()
        if typed:
            self.case = Case.objects.filter(access.visible(self.actor), number=typed).first()
            if self.case is None:
                raise forms.ValidationError(_("Không có vụ việc nào mang số này trong phạm vi bạn được xem."))
        return typed

    def asked(self) -> Asked:
        said = self.cleaned_data
        return Asked(
            first=said["first"],
            last=said["last"],
            person=said["person"].pk if said["person"] else None,
            unit=said["unit"].pk if said["unit"] else None,
            case=self.case.pk if self.case else None,
            kind=said["kind"],
            channel=said["channel"],
            only=said["only"],
        )
