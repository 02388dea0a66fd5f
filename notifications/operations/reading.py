"""Reading one's messages: a personal convenience, without events."""

from django.utils import timezone

from audit.actor import Actor

from ..inbox import message_for
from ..models import Message
from ..vocabulary import Channel


def mark_read(message_id: int, *, by: Actor) -> Message:
    """Raises NotYoursToSee."""
    message = message_for(by, message_id)
    if message.read_at is None:
        message.read_at = timezone.now()
        message.save(update_fields=["read_at"])
    return message


def mark_all_read(*, by: Actor) -> None:
    if by.person_id is not None:
        unread = Message.objects.filter(user_id=by.person_id, channel=Channel.IN_APP, read_at=None)
        unread.update(read_at=timezone.now())
