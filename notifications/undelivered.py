"""What has not left the house, as its administrators see it."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Min, Q, QuerySet

from audit.actor import Actor
from organizations.models import Membership
from organizations.queries import unit_and_below
from organizations.vocabulary import Role

from .models import Message, SheetKeeper
from .vocabulary import MessageState, Recipient, Trouble


@dataclass(frozen=True)
class Waiting:
    """Messages for which nobody answered at the other end."""

    count: int
    since: datetime


def looked_after_by(actor: Actor) -> Q:
    """Messages of the administrator's unit and those below: about its cases, its people, its keepers of sheets."""
    if actor.unit is None or Role.ADMINISTRATOR not in actor.roles:
        return Q(pk__in=[])
    units = list(unit_and_below(actor.unit))
    people = Membership.objects.filter(unit__in=units).values("user")
    keepers = Q(recipient=Recipient.KEEPER, recipient_id__in=SheetKeeper.objects.filter(unit__in=units).values("pk"))
    return Q(case__unit__in=units) | Q(case=None, user__in=people) | keepers


def dead_letters(actor: Actor) -> QuerySet[Message]:
    """Return what only a person can help, newest first."""
    return Message.objects.filter(looked_after_by(actor), state=MessageState.FAILED).order_by("-pk")


def waiting_for_server(actor: Actor) -> Waiting | None:
    """Say how many messages wait because the mail server does not answer, to administrators; None when none does."""
    if Role.ADMINISTRATOR not in actor.roles:
        return None
    states = [MessageState.OWED, MessageState.SENDING]
    waiting = Message.objects.filter(state__in=states, trouble=Trouble.UNREACHABLE)
    found = waiting.aggregate(count=Count("pk"), since=Min("created_at"))
    return Waiting(**found) if found["count"] else None
