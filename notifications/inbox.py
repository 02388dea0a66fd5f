"""What the house has told one person: unread first, newest first, page by page."""

from django.db import models

from audit.actor import Actor
from cases.errors import NotYoursToSee

from .models import Message, PendingMessage
from .vocabulary import Channel

PAGE = 30
# Beyond this nobody counts: the bell says "99+".
MOST_COUNTED = 100
MOST_LINES = 200
MOST_DIGITS = 18
"""So many always fit the number of a message; whatever is longer names none."""


class NoSuchPlace(LookupError):
    """The page asked for does not begin anywhere."""


def told_to(actor: Actor) -> models.QuerySet[Message]:
    """Return the person's messages, newest first; nobody else's, and none for a program."""
    if actor.person_id is None:
        return Message.objects.none()
    mine = Message.objects.filter(user_id=actor.person_id, channel=Channel.IN_APP)
    return mine.select_related("case", "on_behalf_of").order_by("-pk")


def page_of(actor: Actor, *, after: str = "", size: int = PAGE) -> tuple[list[Message], str]:
    """Return one page and where the next one begins ("" at the end). Raises NoSuchPlace."""
    still_unread, below = _place(after)
    mine = told_to(actor)
    rows: list[Message] = []
    if still_unread:
        rows += _below(mine.filter(read_at=None), below)[: size + 1]
    if len(rows) <= size:
        read = mine.filter(read_at__isnull=False)
        rows += _below(read, None if still_unread else below)[: size + 1 - len(rows)]
    more, rows = len(rows) > size, rows[:size]
    return rows, f"{'r' if rows[-1].read_at else 'u'}{rows[-1].pk}" if more else ""


def latest(actor: Actor, *, most: int) -> list[Message]:
    """Return the newest messages, read or not: what somebody looks for who just heard the bell."""
    return list(told_to(actor)[:most])


def unread_of(person: int) -> models.QuerySet[Message]:
    """Return what the person has not read, by an index that holds nothing else."""
    return Message.objects.filter(user=person, channel=Channel.IN_APP, read_at=None)


def unread_count(person: int) -> int:
    """Count up to a hundred."""
    return len(unread_of(person).values_list("pk", flat=True)[:MOST_COUNTED])


def message_for(actor: Actor, pk: int) -> Message:
    """Look one of the person's own messages up. Raises NotYoursToSee."""
    found = told_to(actor).filter(pk=pk).first()
    if found is None:
        raise NotYoursToSee(pk)
    return found


def lines_of(message: Message) -> list[PendingMessage]:
    """Return what a digest gathered, in the order of its headings."""
    lines = list(message.gathered.select_related("case").order_by("pk")[:MOST_LINES])
    headings = list(dict.fromkeys(line.heading for line in lines))
    return sorted(lines, key=lambda line: headings.index(line.heading))


def _place(after: str) -> tuple[bool, int | None]:
    if not after:
        return True, None
    side, pk = after[0], after[1:]
    if side not in "ur" or not pk.isdecimal() or len(pk) > MOST_DIGITS:
        raise NoSuchPlace(after)
    return side == "u", int(pk)


def _below(rows: models.QuerySet[Message], pk: int | None) -> models.QuerySet[Message]:
    return rows if pk is None else rows.filter(pk__lt=pk)
