"""What the house has told one person."""

from django.db import models

from audit.actor import Actor

from .models import Channel, Message


def told_to(actor: Actor) -> models.QuerySet[Message]:
    """Return the person's messages, newest first; nobody else's, and none for a program."""
    if actor.person_id is None:
        return Message.objects.none()
    mine = Message.objects.filter(user_id=actor.person_id, channel=Channel.IN_APP)
    return mine.select_related("case").order_by("-pk")


def unread_by(actor: Actor) -> models.QuerySet[Message]:
    return told_to(actor).filter(read_at=None)
