"""Letters that come to the office: entered in the book, acknowledged to their sender, linked to their case."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import Unit

from .. import access, numbering
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Case, IncomingLetter
from .freezing import author
from .identities import newest_key


def register_incoming(
    unit: Unit,
    *,
    sender: str,
    subject: str,
    arrived_on: date,
    by: Actor,
    on: date,
    number: str = "",
    dated_on: date | None = None,
    secret: bool = False,
    case_number: str = "",
) -> IncomingLetter:
    """Give the letter its number in the book of the unit (NĐ 30/2020 Điều 22)."""
    with acting(by), transaction.atomic():
        by = _records_officer(by, unit.pk)
        _check(sender=sender, subject=subject, arrived_on=arrived_on, dated_on=dated_on, on=on)
        newest_key()
        case = _case_of(case_number, by) if case_number.strip() else None
        letter = IncomingLetter.objects.create(
            unit=unit,
            year=arrived_on.year,
            serial=numbering.next_incoming_serial(unit.pk, arrived_on, secret=secret),
            secret=secret,
            arrived_on=arrived_on,
            sender=sender.strip(),
            number=number.strip(),
            dated_on=dated_on,
            subject=subject.strip(),
            case=case,
            registered_by=author(by),
        )
        record("incoming.registered", letter, by=by, on=on, serial=letter.serial, case=case and case.pk)
    return letter


def link_incoming(letter: IncomingLetter, *, case_number: str, by: Actor, on: date) -> None:
    """Say which case the letter belongs to; whoever links must be allowed to see that case."""
    with acting(by), transaction.atomic():
        locked, by = _locked(letter, by)
        case = _case_of(case_number, by)
        locked.case = case
        locked.save()
        record("incoming.linked", locked, by=by, on=on, case=case.pk)


def acknowledge_incoming(letter: IncomingLetter, *, by: Actor, on: date) -> None:
    """The sender was told that the letter arrived: the same day for an electronic one (NĐ 30/2020 Điều 21)."""
    with acting(by), transaction.atomic():
        locked, by = _locked(letter, by)
        if locked.acknowledged_on is not None:
            raise NotAllowedNow("acknowledge", [_("Việc nhận văn bản này đã được báo rồi.")])
        locked.acknowledged_on = on
        locked.save()
        record("incoming.acknowledged", locked, by=by, on=on)


def _records_officer(by: Actor, unit: int) -> Actor:
    role = access.may_keep_books(by, unit)
    if role is None:
        raise PermissionDenied("register_incoming")
    return by.as_role(role)


def _locked(letter: IncomingLetter, by: Actor) -> tuple[IncomingLetter, Actor]:
    found: IncomingLetter | None = IncomingLetter.objects.select_for_update().filter(pk=letter.pk).first()
    if found is None or found.unit_id != by.unit:
        raise NotYoursToSee(letter.pk)
    return found, _records_officer(by, found.unit_id)


def _case_of(number: str, by: Actor) -> Case:
    case: Case | None = Case.objects.visible_to(by).filter(number=number.strip()).first()
    if case is None:
        raise Unusable("case_number", _("Không có vụ việc nào mang số này trong sổ của bạn."))
    return case


def _check(*, sender: str, subject: str, arrived_on: date, dated_on: date | None, on: date) -> None:
    if not sender.strip():
        raise Unusable("sender", _("Cần ghi nơi gửi văn bản."))
    if not subject.strip():
        raise Unusable("subject", _("Cần ghi trích yếu của văn bản."))
    if arrived_on > on:
        raise Unusable("arrived_on", _("Ngày đến không thể sau hôm nay."))
    if dated_on is not None and dated_on > arrived_on:
        raise Unusable("dated_on", _("Ngày văn bản không thể sau ngày đến."))
