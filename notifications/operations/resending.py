"""Trying a dead letter once more: an administrator decides, after the cause is gone."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from cases.errors import NotAllowedNow, NotYoursToSee
from organizations.vocabulary import Role

from ..models import BadAddress, Message
from ..undelivered import looked_after_by
from ..vocabulary import MessageState, Trouble
from .sending import enqueue


def resend(message_id: int, *, by: Actor, on: date) -> Message:
    """Send it again under the same key. Raises PermissionDenied, NotYoursToSee, NotAllowedNow."""
    if Role.ADMINISTRATOR not in by.roles:
        raise PermissionDenied("resend")
    with acting(by), transaction.atomic():
        mine = Message.objects.filter(looked_after_by(by))
        message = Message.objects.select_for_update().filter(pk=message_id, pk__in=mine.values("pk")).first()
        if message is None:
            raise NotYoursToSee(message_id)
        if message.state != MessageState.FAILED:
            raise NotAllowedNow("resend", [_("Thư này không còn nằm trong số thư chưa gửi được.")])
        trouble = message.trouble
        if trouble == Trouble.BAD_ADDRESS:
            BadAddress.objects.filter(digest=message.sent_to).delete()
        message.state, message.trouble, message.reply_code = MessageState.OWED, "", None
        message.attempts, message.not_before = 0, timezone.now()
        message.save(update_fields=["state", "trouble", "reply_code", "attempts", "not_before"])
        record("message.resent", message, by=by.as_role(Role.ADMINISTRATOR), on=on, trouble=trouble)
        transaction.on_commit(lambda: enqueue(message.pk), robust=True)
    return message
