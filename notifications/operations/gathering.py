"""What waits for one person is said: a few things one by one, many in one digest. In one transaction, so once."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max, Min, Q
from django.utils import translation
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext as _

from deadlines.calendar import working_calendar
from organizations.models import User

from ..models import Message, PendingMessage
from ..plans import Plan, plan_of
from ..quiet import allowed_from
from ..vocabulary import Channel, Recipient
from .sending import enqueue

ONE_BY_ONE = 5
# A sweep tells of its duties one after the other: whoever hears of several waits until it has fallen silent.
SETTLED = timedelta(minutes=1)
LONGEST = timedelta(minutes=15)
MOST_LINES = 100
LONGEST_SUBJECT = 200


def gather(*, at: datetime) -> int:
    """Say what has waited long enough. Return how many messages came of it; killed half-way, the rest still waits."""
    return sum(_gather(user, channel, daily, at=at) for user, channel, daily in _ripe(at))


def _ripe(at: datetime) -> list[tuple[int, str, bool]]:
    waiting = PendingMessage.objects.filter(message=None, not_before__lte=at).order_by()
    groups = waiting.values("user", "channel", "daily").annotate(newest=Max("created_at"), oldest=Min("created_at"))
    settled = Q(daily=True) | Q(newest__lte=at - SETTLED) | Q(oldest__lte=at - LONGEST)
    return list(groups.filter(settled).values_list("user", "channel", "daily"))


def _gather(user: int, channel: str, daily: bool, *, at: datetime) -> int:
    with transaction.atomic():
        # Of two gatherers the second waits here, and then finds these rows said.
        rows = PendingMessage.objects.select_for_update(of=("self",)).filter(user=user, channel=channel, daily=daily)
        waiting = list(rows.filter(message=None, not_before__lte=at).select_related("user", "case").order_by("pk"))
        if not waiting:
            return 0
        plan = plan_of(waiting[0].user)
        alone = len(waiting) == 1 or (len(waiting) <= ONE_BY_ONE and not daily)
        portions = [[row] for row in waiting] if alone else [waiting]
        for portion in portions:
            _say(portion, plan, at=at)
    return len(portions)


def _say(rows: list[PendingMessage], plan: Plan, *, at: datetime) -> None:
    first = rows[0]
    leaves = first.channel != Channel.IN_APP
    message = Message.objects.create(
        **(_one(first) if len(rows) == 1 else _digest(rows, first.user, plan)),
        channel=first.channel,
        recipient=Recipient.PERSON,
        recipient_id=first.user_id,
        user=first.user,
        not_before=allowed_from(at, plan, working_calendar()) if leaves else at,
    )
    PendingMessage.objects.filter(pk__in=[row.pk for row in rows]).update(message=message)
    if leaves and message.not_before <= at:
        transaction.on_commit(lambda: enqueue(message.pk), robust=True)


def _one(row: PendingMessage) -> dict[str, object]:
    same = ("event_id", "template", "case", "on_behalf_of", "language", "subject", "body")
    return {name: getattr(row, name) for name in same}


def _digest(rows: list[PendingMessage], user: User, plan: Plan) -> dict[str, object]:
    headings: dict[str, list[PendingMessage]] = {}
    for row in rows:
        headings.setdefault(row.heading, []).append(row)
    with translation.override(plan.language):
        counts = "; ".join(f"{heading}: {len(under)}" for heading, under in headings.items())
        subject = _("Tổng hợp: %(counts)s") % {"counts": counts}
        body = "\n\n".join(_under(heading, under) for heading, under in headings.items())
    return {
        # The youngest of them: no other digest of this person can hold it.
        "event_id": max(row.event_id for row in rows),
        "template": "daily_digest" if rows[0].daily else "digest",
        "case": None,
        "language": plan.language,
        "subject": Truncator(subject).chars(LONGEST_SUBJECT),
        "body": body,
    }


def _under(heading: str, rows: Iterable[PendingMessage]) -> str:
    rows = list(rows)
    lines = [f"{capfirst(heading)} ({len(rows)})", *(f"- {' '.join(row.body.split())}" for row in rows[:MOST_LINES])]
    if len(rows) > MOST_LINES:
        lines.append(_("Còn %(n)s tin nữa, xem trên hệ thống.") % {"n": len(rows) - MOST_LINES})
    return "\n".join(lines)
