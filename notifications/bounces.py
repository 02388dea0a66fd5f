"""Reads the notices of other mail servers (RFC 3464): which of our messages came back for good. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from email.parser import HeaderParser
from uuid import UUID

OURS = re.compile(r"<([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@", re.IGNORECASE)
# RFC 3463: class 5 is for good; class 4 means that the other server still tries.
FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")


@dataclass(frozen=True)
class Bounce:
    key: UUID
    status: str


def bounce_of(notice: Message) -> Bounce | None:
    """Return which message came back and why; None for anything else, also for a notice of delay."""
    if notice.get_content_type() != "multipart/report" or notice.get_param("report-type") != "delivery-status":
        return None
    status = next((found for part in notice.walk() if (found := _status(part))), "")
    key = next((ours for part in notice.walk() if (ours := _key(part))), None)
    return Bounce(key, status) if status and key else None


def _status(part: Message) -> str:
    if part.get_content_type() != "message/delivery-status":
        return ""
    for fields in _blocks(part):
        found = FOR_GOOD.match(fields.get("Status", "").strip())
        if found and fields.get("Action", "").strip().lower() == "failed":
            return found.group()
    return ""


def _blocks(part: Message) -> Iterator[Message]:
    """Yield the groups of fields: the first is about the message, each other about one recipient."""
    inside = part.get_payload()
    if isinstance(inside, list):
        yield from (block for block in inside if isinstance(block, Message))


def _key(part: Message) -> UUID | None:
    """Read our key off the message that came back, whole or only its head."""
    kind = part.get_content_type()
    head: Message | None = None
    inside = part.get_payload()
    if kind == "message/rfc822" and isinstance(inside, list) and isinstance(inside[0], Message):
        head = inside[0]
    elif kind == "text/rfc822-headers" and isinstance(inside, str):
        head = HeaderParser().parsestr(inside)
    found = OURS.search(head.get("Message-ID", "")) if head is not None else None
    return UUID(found.group(1)) if found else None
