"""How I want to be told: each group of messages by each channel, quiet hours, language."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from notifications.operations import field_of
from notifications.plans import Plan
from notifications.vocabulary import CHOSEN_BY_PEOPLE, NEEDED, Channel, Group, Timing


class TimeInput(forms.TimeInput):
    """The browser's own clock; it sends hours and minutes."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class PreferencesForm(forms.Form):
    language = forms.ChoiceField(label=_("Ngôn ngữ của thông báo"), choices=settings.LANGUAGES)
    quiet_from = forms.TimeField(label=_("Không gửi thư từ"), widget=TimeInput())
    quiet_to = forms.TimeField(
        label=_("đến"), widget=TimeInput(), help_text=_("Ghi hai giờ giống nhau nếu muốn nhận thư cả ngày lẫn đêm.")
    )
    working_days_only = forms.BooleanField(label=_("Chỉ gửi thư vào ngày làm việc"), required=False)

    def __init__(self, plan: Plan, data: Any = None) -> None:
        kept = {name: getattr(plan, name) for name in ("language", "quiet_from", "quiet_to", "working_days_only")}
        super().__init__(data, initial=kept)
        for group in CHOSEN_BY_PEOPLE:
            for channel in Channel:
                self.fields[field_of(group, channel)] = _timing(group, channel, plan)

    def rows(self) -> list[tuple[Group, list[tuple[Channel, Any]]]]:
        """The table: one row for each group, one cell for each channel."""
        return [
            (group, [(channel, self[field_of(group, channel)]) for channel in Channel]) for group in CHOSEN_BY_PEOPLE
        ]

    def chosen(self) -> dict[str, Any]:
        """Return what was chosen, as the operation asks for it."""
        said = self.cleaned_data
        timings = {
            (group, channel): said[field_of(group, channel)] for group in CHOSEN_BY_PEOPLE for channel in Channel
        }
        plain = {name: said[name] for name in ("language", "quiet_from", "quiet_to", "working_days_only")}
        return {**plain, "timings": timings}


def _timing(group: Group, channel: Channel, plan: Plan) -> forms.ChoiceField:
    needed = channel == Channel.IN_APP and group in NEEDED
    choices = [(one.value, one.label) for one in Timing if not (needed and one == Timing.OFF)]
    label = f"{group.label}, {channel.label}"
    return forms.ChoiceField(label=label, choices=choices, initial=plan.timing(group, channel))
