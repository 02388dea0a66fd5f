"""What a message carries that its row does not keep: the code of a link, a letter in a file, a checkpoint's sheet."""

from collections.abc import Callable

from django.utils import timezone

from audit import checkpoints
from audit.models import Checkpoint, Event
from cases import links
from cases.models import Letter, Link

from .models import Message

LINK_CODE = "link_code"
LETTER_BY_EMAIL = "letter_by_email"
DAILY_SHEET = "daily_sheet"
PLACE = "⟦code⟧"
"""Stands in the kept words where the code stands in the mail."""
MOST_LEAVES = 20_000
"""A longer sheet (after old books came in) is mailed without its list: servers refuse it, and the root says all."""


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


def enclosed_in(message: Message) -> tuple[str, bytes, str] | None:
    """Return the name, the bytes and the type of the file that the message brings: the same in each attempt."""
    enclosing = ENCLOSING.get(message.template)
    return enclosing(Event.objects.get(pk=message.event_id)) if enclosing else None


def _letter_of(event: Event) -> tuple[str, bytes, str]:
    letter = Letter.objects.get(pk=event.facts["letter"])
    with letter.file.open("rb") as frozen:
        content: bytes = frozen.read()
    return f"van-ban-{letter.serial}-{letter.year}.pdf", content, "application/pdf"


def _sheet_of(event: Event) -> tuple[str, bytes, str]:
    checkpoint = Checkpoint.objects.get(number=event.facts["checkpoint"])
    sheet = checkpoints.sheet_of(checkpoint, most_leaves=MOST_LEAVES)
    return checkpoints.name_of(checkpoint), sheet.encode(), "application/json"


ENCLOSING: dict[str, Callable[[Event], tuple[str, bytes, str]]] = {LETTER_BY_EMAIL: _letter_of, DAILY_SHEET: _sheet_of}
