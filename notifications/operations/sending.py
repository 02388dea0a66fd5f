"""Carrying a message out of the house: at least once, under a stable key. What was cut off says so."""

import logging
from datetime import timedelta
from enum import Enum

from celery import current_app
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from audit.acting import acting
from audit.actor import system
from audit.record import record

from ..addresses import digest_of
from ..channels import WAYS, CutOff, NotSent, leaving
from ..filling import LINK_CODE, link_in
from ..models import BadAddress, Message
from ..vocabulary import MessageState, Trouble

log = logging.getLogger(__name__)

# Longer than any mail server lets us wait: past it, whoever was sending is dead.
LEASE = timedelta(minutes=5)
MOST_ATTEMPTS = 12
LONGEST_WAIT = timedelta(hours=4)
# A server that is away is asked again soon, for as long as it takes: its messages never become dead letters.
WAIT_FOR_SERVER = timedelta(minutes=5)
RELAY_AFTER = timedelta(seconds=10)
FOR_GOOD = frozenset({Trouble.REFUSED, Trouble.BAD_ADDRESS, Trouble.NO_ADDRESS, Trouble.OVERTAKEN})


class Sent(Enum):
    YES = "yes"
    NO = "no"
    NOBODY_THERE = "nobody there"


def enqueue(message_id: int) -> None:
    current_app.send_task("notifications.send", args=[message_id])


def send(message_id: int) -> Sent:
    """Send one owed message whose time has come. An attempt that was cut off is repeated under the same key."""
    message = _claim(message_id)
    if message is None:
        return Sent.NO
    way = WAYS[message.channel]
    address = way.address_of(message)
    try:
        if not address:
            raise NotSent(Trouble.NO_ADDRESS)
        message.sent_to = digest_of(address)
        if BadAddress.objects.filter(digest=message.sent_to).exists():
            raise NotSent(Trouble.BAD_ADDRESS)
        way.carry(message, address)
    except NotSent as refusal:
        log.warning("message %s not sent: %s %s", message.key, refusal.trouble, refusal.reply_code or "")
        _refused(message, refusal)
        return Sent.NOBODY_THERE if refusal.trouble == Trouble.UNREACHABLE else Sent.NO
    except CutOff:
        log.warning("message %s was cut off", message.key)
        _cut_off(message)
        return Sent.NO
    message.state, message.trouble, message.reply_code = MessageState.SENT, "", None
    message.sent_at = timezone.now()
    with transaction.atomic():
        message.save(update_fields=["state", "trouble", "reply_code", "sent_at", "sent_to"])
        _note_code(message)
    return Sent.YES


def _note_code(message: Message) -> None:
    """That a code has left for the agency is an event, as every use of a link is."""
    if message.template == LINK_CODE and message.case is not None:
        link, by = link_in(message), system("mail")
        with acting(by), transaction.atomic():
            record("link.sent", message.case, by=by, link=link.pk, referral=link.referral_id)


def send_waiting() -> int:
    """Send what a killed worker or a lost broker left behind; with nobody at the other end, the rest waits too."""
    sent = 0
    for message_id in to_send():
        result = send(message_id)
        if result is Sent.NOBODY_THERE:
            break
        sent += result is Sent.YES
    return sent


def to_send(*, limit: int = 500) -> list[int]:
    """Return messages whose time has come: never taken by a task, or whose sender's lease ran out."""
    due = Message.objects.filter(
        channel__in=leaving(),
        state__in=[MessageState.OWED, MessageState.SENDING],
        not_before__lte=timezone.now() - RELAY_AFTER,
    )
    return list(due.order_by("not_before", "pk").values_list("pk", flat=True)[:limit])


def _claim(message_id: int) -> Message | None:
    """Mark the message as being sent, in a transaction of its own: a killed sender leaves the mark behind."""
    now = timezone.now()
    skip = connection.features.has_select_for_update_skip_locked
    with transaction.atomic():
        rows = Message.objects.select_for_update(skip_locked=skip)
        free = Q(state__in=[MessageState.OWED, MessageState.SENDING], not_before__lte=now)
        message = rows.filter(free, pk=message_id, channel__in=leaving()).first()
        if message is None:
            return None
        cut_off = message.state == MessageState.SENDING
        message.uncertain = message.uncertain or cut_off
        if cut_off and not WAYS[message.channel].repeats:
            # The other side could not tell a repetition from a second message: a person decides.
            message.state, message.trouble = MessageState.FAILED, Trouble.CUT_OFF
            message.save(update_fields=["state", "trouble", "uncertain"])
            return None
        message.state = MessageState.SENDING
        message.attempts += 1
        message.not_before = now + LEASE
        message.save(update_fields=["state", "attempts", "uncertain", "not_before"])
    return message


def _refused(message: Message, refusal: NotSent) -> None:
    message.trouble, message.reply_code = refusal.trouble, refusal.reply_code
    if refusal.trouble == Trouble.UNREACHABLE:
        message.attempts -= 1  # nobody was asked: this is no refusal of the message
        wait = WAIT_FOR_SERVER
    else:
        wait = _wait(message)
    dead = refusal.trouble in FOR_GOOD or message.attempts >= MOST_ATTEMPTS
    _put_back(message, wait, dead=dead)


def _cut_off(message: Message) -> None:
    message.trouble, message.uncertain = Trouble.CUT_OFF, True
    again = WAYS[message.channel].repeats and message.attempts < MOST_ATTEMPTS
    _put_back(message, _wait(message), dead=not again)


def _wait(message: Message) -> timedelta:
    return min(timedelta(seconds=30 * 2**message.attempts), LONGEST_WAIT)


def _put_back(message: Message, wait: timedelta, *, dead: bool) -> None:
    message.state = MessageState.FAILED if dead else MessageState.OWED
    message.not_before = timezone.now() + wait
    message.save(update_fields=["state", "trouble", "reply_code", "attempts", "uncertain", "not_before", "sent_to"])
