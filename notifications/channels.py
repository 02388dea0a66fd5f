"""Outwards: at least once, with a stable Message-ID. What was cut off says so."""

import logging
from datetime import timedelta

from celery import current_app
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from cases.models import Party
from organizations.models import Unit, User

from .models import Channel, Message, MessageState, Recipient

log = logging.getLogger(__name__)

# Longer than any mail server lets us wait: past it, whoever was sending is dead.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 8
RELAY_AFTER = timedelta(seconds=10)


def enqueue(message_id: int) -> None:
    current_app.send_task("notifications.send", args=[message_id])


def send(message_id: int) -> bool:
    """Send one owed message. An attempt that was cut off is repeated under the same Message-ID."""
    message = _claim(message_id)
    if message is None:
        return False
    address = address_of(message)
    try:
        if address:
            _mail(message, address)
    except OSError as trouble:  # includes everything smtplib raises
        log.warning("message %s could not be sent: %s", message.key, type(trouble).__name__)
        _postpone(message)
        return False
    message.state = MessageState.SENT if address else MessageState.FAILED
    message.sent_at = timezone.now() if address else None
    message.save(update_fields=["state", "sent_at"])
    return bool(address)


def to_send(*, limit: int = 500) -> list[int]:
    """Return messages whose time has come: never taken by a task, or whose sender's lease ran out."""
    due = Message.objects.filter(
        channel=Channel.EMAIL,
        state__in=[MessageState.OWED, MessageState.SENDING],
        not_before__lte=timezone.now() - RELAY_AFTER,
    )
    return list(due.order_by("not_before").values_list("pk", flat=True)[:limit])


def address_of(message: Message) -> str:
    """Look the address up when the message leaves, so that it lives in one place only."""
    found: User | Unit | Party | None
    match message.recipient:
        case Recipient.PERSON:
            found = User.objects.filter(pk=message.recipient_id, is_active=True).first()
        case Recipient.UNIT:
            found = Unit.objects.filter(pk=message.recipient_id).first()
        case _:
            found = Party.objects.filter(pk=message.recipient_id).first()
    return found.email if found else ""


def _claim(message_id: int) -> Message | None:
    """Mark the message as being sent, in a transaction of its own: a killed sender leaves the mark behind."""
    now = timezone.now()
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = Message.objects.select_for_update(skip_locked=skip)
        free = Q(state=MessageState.OWED) | Q(state=MessageState.SENDING, not_before__lte=now)
        message = rows.filter(free, pk=message_id, channel=Channel.EMAIL).first()
        if message is None:
            return None
        message.uncertain = message.uncertain or message.state == MessageState.SENDING
        message.state = MessageState.SENDING
        message.attempts += 1
        message.not_before = now + LEASE
        message.save(update_fields=["state", "attempts", "uncertain", "not_before"])
    return message


def _mail(message: Message, address: str) -> None:
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">") or "localhost"
    EmailMessage(
        subject=message.subject,
        body=message.body,
        to=[address],
        headers={"Message-ID": f"<{message.key}@{domain}>", "Auto-Submitted": "auto-generated"},
    ).send()


def _postpone(message: Message) -> None:
    failed = message.attempts >= MOST_ATTEMPTS
    message.state = MessageState.FAILED if failed else MessageState.OWED
    message.not_before = timezone.now() + timedelta(seconds=30 * 2**message.attempts)
    message.save(update_fields=["state", "not_before"])
