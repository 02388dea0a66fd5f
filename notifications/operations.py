"""Reading one's messages: a personal convenience, without events."""

from django.utils import timezone

from audit.actor import Actor

from .models import Channel, Message


def mark_all_read(*, by: Actor) -> None:
    if by.person_id is not None:
        unread = Message.objects.filter(user_id=by.person_id, channel=Channel.IN_APP, read_at=None)
        unread.update(read_at=timezone.now())
