"""What is sent to a unit goes to one that is there on the day: of one that ended it is said who carries it on."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from organizations.models import Unit
from organizations.queries import heirs_of

from ..errors import NotAllowedNow, Unusable


def must_be_there(unit: Unit | None, field: str, *, on: date) -> None:
    """Raise Unusable for a unit that does not work on the day, naming its successor."""
    if unit is None:
        return
    # As the directory says it now: a page may have been open since before the decision.
    now = Unit.objects.get(pk=unit.pk)
    if now.is_in_force(on):
        return
    if now.in_force_to is None or on < now.in_force_from:
        said = {"unit": now.name, "day": f"{now.in_force_from:%d/%m/%Y}"}
        raise Unusable(field, _("%(unit)s chỉ bắt đầu hoạt động từ ngày %(day)s; cần chọn nơi khác.") % said)
    said = {"unit": now.name, "day": f"{now.in_force_to + timedelta(days=1):%d/%m/%Y}"}
    heirs = ", ".join(heir.name for heir in heirs_of(now, on=on))
    if not heirs:
        raise Unusable(field, _("%(unit)s đã thôi hoạt động từ ngày %(day)s; cần chọn nơi khác.") % said)
    told = _("%(unit)s đã thôi hoạt động từ ngày %(day)s; đơn vị kế thừa là %(heirs)s, hãy chọn đơn vị kế thừa.")
    raise Unusable(field, told % (said | {"heirs": heirs}))


def must_still_be_there(unit: Unit | None, move: str, *, on: date) -> None:
    """The same for a move that has no field to choose a unit in."""
    try:
        must_be_there(unit, "agency", on=on)
    except Unusable as refusal:
        raise NotAllowedNow(move, [refusal.reason]) from refusal
