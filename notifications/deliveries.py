"""Who was told what about one case, through which channel, and what became of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actor import Actor
from cases.models import Case
from organizations.models import Unit

from .addresses import bad_among
from .models import Message, PendingMessage
from .vocabulary import Channel, MessageState, Recipient, Trouble

MOST = 300


@dataclass(frozen=True)
class Delivery:
    subject: str
    to: str
    address: str
    """Empty for who may not see it, and always for petitioners."""
    channel: str
    written_at: datetime
    state: str
    settled: bool
    uncertain: bool
    bad_address: bool


def deliveries(case: Case, *, seen_by: Actor, inside: bool, limit: int = MOST) -> list[Delivery]:
    """Return what was said about the case, newest first. An agency reads what was said to itself."""
    mine = Q() if inside else _to(seen_by)
    messages = Message.objects.filter(mine, case=case).select_related("user").order_by("-pk")[:limit]
    digested = PendingMessage.objects.filter(case=case, message__case=None, message__isnull=False)
    if not inside:
        digested = digested.filter(user=seen_by.person_id)
    lines = digested.select_related("message__user").order_by("-pk")[:limit]
    said = [(message, message.subject) for message in messages]
    said += [(line.message, line.subject) for line in lines if line.message is not None]
    said.sort(key=lambda one: one[0].pk, reverse=True)
    units = units_among(message for message, _subject in said)
    addresses = [_address(message, units) for message, _subject in said]
    bad = bad_among(addresses) if inside else {}
    return [
        _delivery(message, subject, address if inside else "", units, marked=address in bad)
        for (message, subject), address in zip(said, addresses, strict=True)
    ][:limit]


def _to(actor: Actor) -> Q:
    own = Q(recipient=Recipient.UNIT, recipient_id=actor.unit or 0)
    return own | Q(user_id=actor.person_id) if actor.person_id is not None else own


def units_among(messages: Iterable[Message]) -> dict[int, Unit]:
    """Fetch in one look the units some messages go to."""
    ids = {message.recipient_id for message in messages if message.recipient == Recipient.UNIT}
    return Unit.objects.in_bulk(ids)


def _address(message: Message, units: dict[int, Unit]) -> str:
    if message.channel == Channel.IN_APP or message.recipient == Recipient.PETITIONER:
        return ""
    return message.user.email if message.user is not None else units[message.recipient_id].email


def _delivery(message: Message, subject: str, address: str, units: dict[int, Unit], *, marked: bool) -> Delivery:
    told = message.read_at if message.channel == Channel.IN_APP else message.sent_at
    return Delivery(
        subject=subject,
        to=whom(message, units),
        address=address,
        channel=str(Channel(message.channel).label),
        written_at=message.created_at,
        state=_state(message),
        settled=told is not None and message.state != MessageState.FAILED,
        uncertain=message.uncertain,
        bad_address=marked or message.trouble == Trouble.BAD_ADDRESS,
    )


def whom(message: Message, units: dict[int, Unit]) -> str:
    """Say to whom it goes, never under which address."""
    if message.user is not None:
        return message.user.full_name
    if message.recipient == Recipient.UNIT:
        return units[message.recipient_id].name
    return str(Recipient(message.recipient).label)


def _state(message: Message) -> str:
    """Say what became of it; inside the house that is whether it was read."""
    if message.channel == Channel.IN_APP:
        return _("đã đọc") if message.read_at else _("chưa đọc")
    if message.state == MessageState.FAILED or message.trouble:
        return f"{MessageState(message.state).label}: {Trouble(message.trouble).label}"
    return str(MessageState(message.state).label)
