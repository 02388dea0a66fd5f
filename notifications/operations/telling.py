"""Writing down what is said, once, in the language of whoever hears it and at the time they chose."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.text import Truncator

from audit.acting import acting
from audit.actor import system
from audit.models import Event
from audit.record import record
from cases import recipients
from cases.models import Case
from deadlines.calendar import working_calendar
from organizations.models import User

from ..channels import WAYS, Way
from ..models import Message, PendingMessage
from ..plans import Plan, plans_of
from ..quiet import allowed_from, next_digest
from ..vocabulary import Channel, Recipient, Timing
from ..wording import STANDING_IN, WORDINGS
from .sending import enqueue

# Asked for under the language of the recipient: dates, natures and reasons are words too.
Facts = Callable[[], Mapping[str, str]]
LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Addressee:
    """A person who is told, perhaps because somebody else is away."""

    user: User
    on_behalf_of: User | None = None


@dataclass(frozen=True)
class Said:
    subject: str
    body: str
    heading: str
    language: str


def tell_people(
    event: Event, case: Case | None, template: str, people: Iterable[Addressee], facts: Facts = dict
) -> None:
    """Tell people through the channels that reach them, as each has chosen. Nobody is told of what they did.

    What belongs to no case (a session of reception, a refusal) names itself by `number` among its facts, and is never
    gathered: a digest lists cases.
    """
    own = event.actor_key if event.actor_kind == "person" else ""
    listening = [one for one in people if str(one.user.pk) != own]
    if case is not None and case.sealed:
        known = [one for one in listening if recipients.may_be_told(case, one.user, on=event.happened_on)]
        if len(known) < len(listening):
            _note_stopped(event, case, template, [one.user.pk for one in listening if one not in known])
        listening = known
    plans = plans_of(one.user for one in listening)
    now = timezone.now()
    for one in listening:
        plan = plans[one.user.pk]
        said = _said(template, case, facts, language=plan.language, on_behalf_of=one.on_behalf_of)
        for channel, way in WAYS.items():
            timing = plan.timing(WORDINGS[template].group, channel)
            if timing != Timing.OFF and way.reaches(one.user):
                _tell(event, case, template, one, said, channel, way, plan, timing, now)


def tell_outside(
    event: Event, case: Case | None, template: str, recipient: Recipient, recipient_id: int, facts: Facts = dict
) -> None:
    """Tell an agency, a petitioner or a keeper of sheets by e-mail, in Vietnamese."""
    if case is not None and not recipients.may_be_told_outside(case):
        _note_stopped(event, case, template, [])
        return
    said = _said(template, case, facts, language=settings.LANGUAGE_CODE)
    message, new = Message.objects.get_or_create(
        event_id=event.pk,
        template=template,
        channel=Channel.EMAIL,
        recipient=recipient,
        recipient_id=recipient_id,
        defaults={
            "case": case,
            "subject": said.subject,
            "body": said.body,
            "language": said.language,
            "not_before": timezone.now(),
        },
    )
    if new:
        transaction.on_commit(lambda: enqueue(message.pk), robust=True)


def _note_stopped(event: Event, case: Case, template: str, people: list[int]) -> None:
    """Somebody who may not know of the case was to be told: nobody is, and it is written down."""
    by = system("firewall")
    with acting(by), transaction.atomic():
        record("message.stopped", case, by=by, on=event.happened_on, template=template, event=event.pk, people=people)


def _said(template: str, case: Case | None, facts: Facts, *, language: str, on_behalf_of: User | None = None) -> Said:
    wording = WORDINGS[template]
    with translation.override(language):
        words = {"heading": str(wording.group.label), "number": case.number if case else "", **facts()}
        body = (str(wording.body) % words).rstrip()
        if on_behalf_of is not None:
            body += "\n\n" + str(STANDING_IN) % {"name": on_behalf_of.full_name}
        subject = Truncator(str(wording.subject) % words).chars(LONGEST_SUBJECT)
        return Said(subject, body, words["heading"], language)


def _tell(
    event: Event,
    case: Case | None,
    template: str,
    one: Addressee,
    said: Said,
    channel: str,
    way: Way,
    plan: Plan,
    timing: Timing,
    now: datetime,
) -> None:
    written = {
        "case": case,
        "on_behalf_of": one.on_behalf_of,
        "subject": said.subject,
        "body": said.body,
        "language": said.language,
    }
    if case is not None and (timing == Timing.DAILY or WORDINGS[template].gathered):
        daily = timing == Timing.DAILY
        PendingMessage.objects.get_or_create(
            event_id=event.pk,
            template=template,
            channel=channel,
            user=one.user,
            defaults={
                **written,
                "heading": said.heading,
                "daily": daily,
                "created_at": now,
                "not_before": next_digest(now, plan, working_calendar()) if daily else now,
            },
        )
        return
    message, new = Message.objects.get_or_create(
        event_id=event.pk,
        template=template,
        channel=channel,
        recipient=Recipient.PERSON,
        recipient_id=one.user.pk,
        defaults={
            **written,
            "user": one.user,
            "not_before": allowed_from(now, plan, working_calendar()) if way.leaves else now,
        },
    )
    if new and way.leaves and message.not_before <= now:
        transaction.on_commit(lambda: enqueue(message.pk), robust=True)
