"""Messages to people: inside the house they are the row itself, outwards they wait here until sent."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from organizations.models import User


class Channel(models.TextChoices):
    IN_APP = "in_app", _("Trên hệ thống")
    EMAIL = "email", _("Thư điện tử")


class Recipient(models.TextChoices):
    """Whose address is looked up when the message leaves: no address is copied into a message."""

    PERSON = "person", _("Người dùng")
    PETITIONER = "petitioner", _("Người nộp đơn")
    UNIT = "unit", _("Cơ quan, đơn vị")


class MessageState(models.TextChoices):
    OWED = "owed", _("Chờ gửi")
    SENDING = "sending", _("Đang gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Message(models.Model):
    """One thing said to one recipient about one event, through one channel, once."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    """Stable over all attempts: the Message-ID of an e-mail is made of it."""
    event_id = models.BigIntegerField()
    template = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    recipient = models.CharField(max_length=12, choices=Recipient.choices)
    recipient_id = models.BigIntegerField()
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="messages")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.OWED)
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.BooleanField(default=False)
    """An attempt was cut off: it may have been sent before (không chắc đã gửi)."""
    not_before = models.DateTimeField()
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "template", "channel", "recipient", "recipient_id"], name="told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="message_of_user"),
            models.Index(
                fields=["not_before"], name="message_to_send", condition=models.Q(state__in=["owed", "sending"])
            ),
        ]
