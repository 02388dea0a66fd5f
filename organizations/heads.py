"""Who is the head of an agency on a day: what is sealed is addressed to this person by name, and to nobody else there."""

from datetime import date

from .models import Membership
from .models.in_force import in_force
from .vocabulary import Role


def head_of(unit_id: int, *, on: date) -> Membership | None:
    """Return the membership of the head in office on the day, with the person; None when nobody was entered."""
    held = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), role=Role.AGENCY_HEAD, unit=unit_id)
    return held.select_related("user", "unit").order_by("-from_on", "-pk").first()


def addressed_by_name(head: Membership) -> str:
    """Return the line after "Kính gửi": "Ông Nguyễn Văn A, Chủ tịch Ủy ban nhân dân xã Hòa Bình"."""
    called = f"{head.get_salutation_display()} {head.user.full_name}".strip()
    office = head.title if head.unit.name.lower() in head.title.lower() else f"{head.title} {head.unit.name}"
    return f"{called}, {office.strip()}"
