"""Sheets of checkpoints by e-mail: who keeps them, and one mail a day to each, whatever is killed in between."""

from datetime import date, datetime, time

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit import checkpoints
from audit.acting import acting
from audit.actor import Actor
from audit.models import Checkpoint
from audit.record import record
from cases.errors import NotYoursToSee, Unusable
from organizations.addresses import is_email

from ..addresses import digest_of
from ..filling import DAILY_SHEET
from ..keepers import keepers_for, naming_role
from ..models import BadAddress, SheetKeeper
from ..vocabulary import Recipient
from .telling import tell_outside

EVENING = time(17)
"""The sheet of a day is the first one that holds its work."""
MOST_KEEPERS = 20


def enter_sheet_keeper(*, email: str, by: Actor, on: date) -> SheetKeeper:
    """Let an address have the daily sheet. Raises PermissionDenied, Unusable."""
    role = naming_role(by)
    if role is None or by.unit is None:
        raise PermissionDenied("enter_sheet_keeper")
    wanted = email.strip()
    if not is_email(wanted):
        raise Unusable("email", _("Địa chỉ thư điện tử không đúng; cần ghi dạng ten@noigiu.vn."))
    digest = digest_of(wanted)
    with acting(by), transaction.atomic():
        keeper = SheetKeeper.objects.select_for_update().filter(digest=digest).first() or SheetKeeper(digest=digest)
        if keeper.email:
            raise Unusable("email", _("Địa chỉ này đang nhận phiếu hằng ngày rồi."))
        if keepers_for(by).count() >= MOST_KEEPERS:
            raise Unusable("email", _("Đã đủ hai mươi địa chỉ; cần bỏ bớt một địa chỉ trước khi ghi thêm."))
        keeper.unit_id, keeper.email, keeper.entered_on = by.unit, wanted, on
        keeper.save()
        # Whoever enters it says that it takes mail; a mark from before must not stop the first one.
        BadAddress.objects.filter(digest=digest).delete()
        record("sheet_keeper.entered", keeper, by=by.as_role(role), on=on)
    return keeper


def remove_sheet_keeper(keeper_id: int, *, by: Actor, on: date) -> None:
    """Send an address no more sheets, and forget it. Raises PermissionDenied, NotYoursToSee."""
    role = naming_role(by)
    if role is None:
        raise PermissionDenied("remove_sheet_keeper")
    with acting(by), transaction.atomic():
        mine = keepers_for(by).values("pk")
        keeper = SheetKeeper.objects.select_for_update().filter(pk=keeper_id, pk__in=mine).first()
        if keeper is None:
            raise NotYoursToSee(keeper_id)
        keeper.email = ""
        keeper.save(update_fields=["email"])
        record("sheet_keeper.removed", keeper, by=by.as_role(role), on=on)


def mail_sheets(*, by: Actor, at: datetime) -> int:
    """Send the newest sheet to every keeper who has none of this evening yet; without a checkpoint of it, wait."""
    day = timezone.localdate(at)
    checkpoint = checkpoints.newest()
    if checkpoint is None or checkpoint.made_at < timezone.make_aware(datetime.combine(day, EVENING)):
        return 0
    waiting = SheetKeeper.objects.filter(_without_sheet_of(day)).order_by("pk").values_list("pk", flat=True)
    return sum(_write_to(keeper_id, checkpoint, by=by, on=day) for keeper_id in list(waiting))


def _write_to(keeper_id: int, checkpoint: Checkpoint, *, by: Actor, on: date) -> bool:
    """Mark the day, record it and owe the mail in one transaction: all of it is there, or the next run does it."""
    with acting(by), transaction.atomic():
        # The condition stands in the change itself, so that of two runs at once only one finds the day unmarked.
        if not SheetKeeper.objects.filter(_without_sheet_of(on), pk=keeper_id).update(written_to_on=on):
            return False
        keeper = SheetKeeper.objects.get(pk=keeper_id)
        event = record("sheet_keeper.written_to", keeper, by=by, on=on, checkpoint=checkpoint.number)
        facts = {**checkpoints.in_words(checkpoint), "file": checkpoints.name_of(checkpoint)}
        tell_outside(event, None, DAILY_SHEET, Recipient.KEEPER, keeper.pk, lambda: facts)
    return True


def _without_sheet_of(day: date) -> Q:
    return Q(email__gt="") & (Q(written_to_on=None) | Q(written_to_on__lt=day))
