"""Messages to people: inside the house they are the row itself, outwards they wait here until sent."""

import uuid
from datetime import time

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.models import Case
from organizations.models import Unit, User
from sealing.fields import SealedText

from .vocabulary import NEEDED, Channel, Group, MessageState, Recipient, Timing, Trouble


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
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    """Who is away: the recipient stands in for them."""
    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="+")
    """Empty for what speaks of several cases at once."""
    language = models.CharField(max_length=5, default=settings.LANGUAGE_CODE)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    state = models.CharField(max_length=8, choices=MessageState.choices, default=MessageState.OWED)
    trouble = models.CharField(max_length=12, choices=Trouble.choices, blank=True)
    reply_code = models.PositiveSmallIntegerField(null=True)
    """What the mail server said last, as a number: its words may hold an address."""
    attempts = models.PositiveSmallIntegerField(default=0)
    uncertain = models.BooleanField(default=False)
    """An attempt was cut off: it may have been sent before (không chắc đã gửi)."""
    not_before = models.DateTimeField()
    sent_to = models.CharField(max_length=64, blank=True)
    """A keyed digest of the address of the last attempt: enough to know it again, not enough to read it."""
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("tin nhắn")
        constraints = [
            models.UniqueConstraint(
                fields=["event_id", "template", "channel", "recipient", "recipient_id"], name="told_once"
            ),
        ]
        indexes = [
            models.Index(fields=["user", "-id"], name="message_of_user"),
            models.Index(
                fields=["user", "-id"], name="message_unread", condition=Q(channel="in_app", read_at__isnull=True)
            ),
            models.Index(fields=["-id"], name="message_dead", condition=Q(state="failed")),
            models.Index(
                fields=["created_at"],
                name="message_for_server",
                condition=Q(state__in=["owed", "sending"], trouble="unreachable"),
            ),
            models.Index(fields=["not_before"], name="message_to_send", condition=Q(state__in=["owed", "sending"])),
        ]


class PendingMessage(models.Model):
    """One thing to be said to one person that waits to be said alone or in a digest; once `message` is set it was."""

    event_id = models.BigIntegerField()
    template = models.CharField(max_length=40)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    user = models.ForeignKey(User, models.PROTECT, related_name="pending_messages")
    on_behalf_of = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    heading = models.CharField(max_length=120)
    """Under what it stands in a digest. The natures of due dates are headings of their own, never one sum."""
    language = models.CharField(max_length=5)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    daily = models.BooleanField()
    """The person chose one digest a day; otherwise it waits only for the others of the same sweep."""
    not_before = models.DateTimeField()
    created_at = models.DateTimeField()
    message = models.ForeignKey(Message, models.PROTECT, null=True, related_name="gathered")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("tin chờ gộp")
        constraints = [
            models.UniqueConstraint(fields=["event_id", "template", "channel", "user"], name="pending_once"),
        ]
        indexes = [
            models.Index(fields=["user", "channel", "daily"], name="pending_to_gather", condition=Q(message=None)),
            models.Index(fields=["case"], name="pending_of_case"),
        ]


class Preference(models.Model):
    """How one person wants to be told. Without a row: in Vietnamese, no e-mail at night or on days off."""

    user = models.OneToOneField(User, models.PROTECT, primary_key=True, related_name="preference")
    language = models.CharField(
        _("ngôn ngữ của thông báo"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    quiet_from = models.TimeField(_("không gửi thư từ"), default=time(19))
    quiet_to = models.TimeField(_("đến"), default=time(7))
    """The same moment twice means no quiet hours."""
    working_days_only = models.BooleanField(_("chỉ gửi thư vào ngày làm việc"), default=True)

    class Meta:
        verbose_name = _("cách nhận thông báo")


class Choice(models.Model):
    """When one person hears of one group through one channel; without a row, at once."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    group = models.CharField(max_length=12, choices=Group.choices)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    timing = models.CharField(max_length=8, choices=Timing.choices)

    class Meta:
        verbose_name = _("cách nhận một nhóm thông báo")
        constraints = [
            models.UniqueConstraint(fields=["user", "group", "channel"], name="chosen_once"),
            models.CheckConstraint(
                condition=~Q(channel=Channel.IN_APP, timing=Timing.OFF, group__in=sorted(NEEDED)),
                name="needed_is_told",
            ),
        ]


class BadAddress(models.Model):
    """An address from which a message came back. It is marked by its digest: once corrected, mail goes again."""

    digest = models.CharField(max_length=64, unique=True)
    recipient = models.CharField(max_length=12, choices=Recipient.choices)
    recipient_id = models.BigIntegerField()
    status = models.CharField(max_length=12)
    """What the other server said, as RFC 3463 numbers it: 5.1.1 is a mailbox that does not exist."""
    noted_on = models.DateField()

    class Meta:
        verbose_name = _("địa chỉ không nhận được thư")
        indexes = [models.Index(fields=["recipient", "recipient_id"], name="bad_address_of")]


class SheetKeeper(models.Model):
    """An address outside the house that gets the newest checkpoint's sheet once a day; without an address, no more."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    """Whose supervisors and administrators look after it."""
    email = SealedText()
    digest = models.CharField(max_length=64, unique=True)
    """The same address entered again is the same keeper: so it never gets two sheets of one day."""
    entered_on = models.DateField()
    written_to_on = models.DateField(null=True)
    """The day of the last sheet."""

    class Meta:
        verbose_name = _("nơi giữ phiếu kiểm soát")
