"""Who is the head of an agency on a day: what is sealed is addressed to this person by name, and to nobody else."""

from collections.abc import Iterable
from datetime import date

from .models import Membership
from .models.in_force import in_force
from .vocabulary import Role


def head_of(unit_id: int, *, on: date) -> Membership | None:
    """Return the membership of the head in office on the day, with the person; None when nobody was entered."""
    held = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), role=Role.AGENCY_HEAD, unit=unit_id)
    return held.select_related("user", "unit").order_by("-from_on", "-pk").first()


def heads_in_office(units: Iterable[int], *, on: date) -> dict[int, Membership]:
    """Return the head of each of these units on the day, in one look."""
    held = Membership.objects.filter(in_force(on, start="from_on", end="to_on"), role=Role.AGENCY_HEAD)
    return {one.unit_id: one for one in held.filter(unit__in=list(units)).select_related("user").order_by("from_on")}


def heads_of(unit_id: int) -> list[Membership]:
    """Return who was the head of the unit, the latest first."""
    held = Membership.objects.filter(role=Role.AGENCY_HEAD, unit=unit_id).select_related("user")
    return list(held.order_by("-from_on"))


def addressed_by_name(head: Membership) -> str:
    """Return the line after "Kính gửi": "Ông Nguyễn Văn A, Chủ tịch Ủy ban nhân dân xã Hòa Bình"."""
    called = f"{head.get_salutation_display()} {head.user.full_name}".strip()
    office = head.title if head.unit.name.lower() in head.title.lower() else f"{head.title} {head.unit.name}"
    return f"{called}, {office.strip()}"
