"""Where it is, in one line of words: found in the list of communes, and asked about when it may be several."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from organizations.models import Area, Unit
from organizations.places import Place, places_like, the_place

AS_WRITTEN = "-"
"""None of those that were offered: the words stay as they are."""


class PlacesForm(forms.Form):
    """Two places: where somebody lives, and where it happened. Beside each line the commune that was chosen for it."""

    PLACES: tuple[str, ...] = ("home", "area")
    unit: Unit
    home = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    home_typed = forms.CharField(label=_("Xã, phường nơi ở"), max_length=200, required=False)
    area = forms.CharField(max_length=8, required=False, widget=forms.HiddenInput)
    area_typed = forms.CharField(label=_("Xã, phường nơi xảy ra"), max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("home_typed", "area_typed"):
            self.fields[name].widget.attrs |= {"data-combobox": name.removesuffix("_typed")}
        self.offered: dict[str, list[Place]] = {}
        """Which communes the words may mean, by field, where they did not say which."""

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        for name in self.PLACES:
            said[name] = self._settled(name, said.get(name, ""), said.get(f"{name}_typed", "").strip())
        return said

    def _settled(self, name: str, chosen: str, typed: str) -> Area | None:
        today = timezone.localdate()
        if not typed:
            return Area.objects.filter(pk=chosen).select_related("parent").first() if chosen else None
        if chosen == AS_WRITTEN:
            return None
        found = places_like(typed, on=today, near=self.unit.area)
        # A choice holds while it answers to the words; words typed over it are looked up anew, and a name in full wins.
        answering = [place for place in found if place.is_exact] or found
        meant = next((place.area for place in answering if place.area.pk == chosen), None) or the_place(found)
        if meant is None:
            self.offered[name] = found
            several = _("Tên này có thể là nhiều nơi, hoặc chưa có trong danh mục; cần chọn một nơi dưới đây.")
            unknown = _("Danh mục không có xã, phường này; sửa lại tên, hoặc giữ nguyên lời đã ghi.")
            self.add_error(f"{name}_typed", several if found else unknown)
        return meant

    def offer_place(self, name: str) -> None:
        """Show which communes the words may mean before anything is refused: a card names one that was cut up."""
        typed = str(self.initial.get(f"{name}_typed") or "")
        if typed and not self.initial.get(name):
            self.offered[name] = places_like(typed, on=timezone.localdate(), near=self.unit.area)

    def address_in_full(self) -> str:
        """Return the address as on an envelope: what was typed, and the commune, unless it says so already."""
        said = self.cleaned_data
        area: Area | None = said["home"]
        commune = area.full_name if area else said["home_typed"].strip()
        address = str(said["address"]).strip()
        if area and area.name.lower() in address.lower():
            return address
        return ", ".join(filter(None, [address, commune]))
