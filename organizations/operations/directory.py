"""What letters need to know of an agency: its registered address for mail, and who is its head."""

from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record

from ..access import may_administer, require
from ..addresses import is_email
from ..heads import head_of
from ..models import Membership, Unit, User
from ..vocabulary import Role, Salutation
from .appointing import appoint, end_membership
from .changing import Mistakes, changing, locked
from .people import new_account


def register_email(unit: Unit, *, email: str, basis: str, by: Actor, on: date) -> Unit:
    """Register another address of the unit; the history keeps the old one. Raises ValidationError, PermissionDenied."""
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        wanted = email.strip()
        mistakes = Mistakes()
        mistakes.note(bool(wanted) and not is_email(wanted), "email", _("Địa chỉ thư điện tử không đúng."))
        mistakes.note(wanted == unit_now.email, "email", _("Địa chỉ này đang được dùng rồi."))
        mistakes.note(not basis.strip(), "basis", _("Cần ghi cơ quan đã báo địa chỉ này bằng văn bản nào."))
        mistakes.refuse()
        unit_now.email = wanted
        # The paper that says so stands in the history: the event holds neither address.
        unit_now._change_reason = basis.strip()[:100]  # type: ignore[attr-defined]
        unit_now.save(update_fields=["email"])
        record("unit.email_changed", unit_now, by=by, on=on)
    unit.refresh_from_db()
    return unit


def name_head(
    unit: Unit,
    *,
    full_name: str,
    salutation: str,
    title: str,
    from_on: date,
    by: Actor,
    on: date,
    person: User | None = None,
) -> Membership:
    """Enter who is the head from a day on; who was it until then ends the day before.

    A head who has no account gets one that nobody can sign in with until a password is set.
    Raises ValidationError, PermissionDenied.
    """
    with changing(by):
        unit_now = locked([unit])[unit.pk]
        require(may_administer(by, unit_now))
        mistakes = Mistakes()
        mistakes.note(unit_now.is_front, "unit", _("Người đứng đầu chỉ ghi cho cơ quan nhận văn bản."))
        mistakes.note(person is None and not full_name.strip(), "full_name", _("Cần ghi họ và tên người đứng đầu."))
        mistakes.note(salutation not in Salutation.values, "salutation", _("Cần chọn cách xưng hô trong công văn."))
        mistakes.note(not title.strip(), "title", _("Cần ghi chức danh, ví dụ: Chủ tịch."))
        before = head_of(unit_now.pk, on=from_on)
        same_day = before is not None and before.from_on >= from_on
        mistakes.note(same_day, "from_on", _("Đã có người đứng đầu từ ngày này; cần chọn ngày sau đó."))
        later = Membership.objects.filter(unit=unit_now, role=Role.AGENCY_HEAD, from_on__gt=from_on)
        mistakes.note(
            later.exists(), "from_on", _("Đã có người đứng đầu từ một ngày sau đó; cần chọn ngày sau ngày ấy.")
        )
        mistakes.refuse()
        if before is not None:
            end_membership(before, last_on=from_on - timedelta(days=1), by=by, reason=str(_("Có người đứng đầu mới.")))
        if person is None:
            number = Membership.objects.filter(unit=unit_now, role=Role.AGENCY_HEAD).count() + 1
            username = f"dung-dau-{unit_now.pk}-{number}"
            person = new_account(username, full_name, email="", phone="", title=title, password="")
            record("person.created", person, by=by, on=on, unit=unit_now.pk)
        return appoint(
            person,
            unit=unit_now,
            role=Role.AGENCY_HEAD,
            from_on=from_on,
            by=by,
            title=title,
            salutation=salutation,
        )
