"""What a message carries that its row does not keep: the code of a link, and a letter in a file."""

from django.utils import timezone

from audit.models import Event
from cases import links
from cases.models import Letter, Link

from .models import Message

LINK_CODE = "link_code"
LETTER_BY_EMAIL = "letter_by_email"
PLACE = "⟦code⟧"
"""Stands in the kept words where the code stands in the mail."""


def link_in(message: Message) -> Link:
    event = Event.objects.get(pk=message.event_id)
    link: Link = Link.objects.select_related("referral__agency", "referral__case").get(pk=event.facts["link"])
    return link


def is_overtaken(message: Message) -> bool:
    """Say whether nobody could use it any more: a code that has run out, or that a newer one replaced."""
    if message.template != LINK_CODE:
        return False
    link = link_in(message)
    return link.ended_on is not None or link.opened_at is not None or link.expires_at <= timezone.now()


def body_of(message: Message) -> str:
    """Return the words as they leave: the code is made anew for each attempt, and is the same each time."""
    if message.template != LINK_CODE:
        return message.body
    return message.body.replace(PLACE, links.code_of(link_in(message)))


def enclosed_in(message: Message) -> tuple[str, bytes] | None:
    """Return the name and the bytes of the letter that the message brings; the frozen ones."""
    if message.template != LETTER_BY_EMAIL:
        return None
    event = Event.objects.get(pk=message.event_id)
    letter = Letter.objects.get(pk=event.facts["letter"])
    with letter.file.open("rb") as frozen:
        content: bytes = frozen.read()
    return f"van-ban-{letter.serial}-{letter.year}.pdf", content
