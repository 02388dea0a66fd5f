"""Mail that came back: its address gets no more, until it is corrected or an administrator tries again."""

from datetime import date
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.acting import acting
from audit.actor import Actor, ActorKind
from audit.record import record

from ..models import BadAddress, Message
from ..vocabulary import MessageState, Trouble


def mark_bounced(key: UUID, *, status: str, by: Actor, on: date) -> bool:
    """Note that the address a message went to takes no mail. Return whether that is news."""
    if by.kind != ActorKind.SYSTEM:
        raise PermissionDenied("mark_bounced")
    with acting(by), transaction.atomic():
        message = Message.objects.select_for_update().filter(key=key).exclude(sent_to="").first()
        if message is None:
            return False
        whose = {"recipient": message.recipient, "recipient_id": message.recipient_id}
        _marked, new = BadAddress.objects.get_or_create(
            digest=message.sent_to, defaults={**whose, "status": status, "noted_on": on}
        )
        came_back = message.state != MessageState.FAILED or message.trouble != Trouble.BAD_ADDRESS
        if came_back:
            message.state, message.trouble = MessageState.FAILED, Trouble.BAD_ADDRESS
            message.save(update_fields=["state", "trouble"])
        if new or came_back:
            record("address.bounced", message, by=by, on=on, status=status, **whose)
    return new or came_back
