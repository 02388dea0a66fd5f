"""At the door of one-time links: a code is asked for, opens once, is left or revoked. Every knock leaves its trace."""

from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor, ActorKind, Channel
from audit.models import Event
from audit.record import record

from .. import links
from ..access import is_the_house
from ..errors import Unusable
from ..models import Case, Knock, Link, Referral
from ..vocabulary import KnockOn, LinkRefused, Move
from .moving import lock, moving


class NotOpenedByCode(Exception):
    """The code does not open anything; `reason` says what to do."""

    def __init__(self, why: LinkRefused) -> None:
        super().__init__(why)
        self.why, self.reason = why, str(links.SENTENCES[why])


def ask_for_code(handle: str, *, who: str, on: date, at: datetime) -> Link | None:
    """Send a code to the registered address of whoever the letter went to. The caller tells nobody what came of it."""
    knock, known_too_often = _knock(KnockOn.ASK, handle, who, at=at)
    letter = links.letter_of(handle)
    referral = letter.referral if letter is not None else None
    if known_too_often or referral is None:
        _refuse(knock, None, LinkRefused.TOO_MANY if known_too_often else LinkRefused.STRANGER, on=on)
        return None
    with acting(_stranger()), transaction.atomic():
        case = lock(referral.case_id)
        referral = Referral.objects.select_related("agency").get(pk=referral.pk)
        why = links.reason_against(referral, case)
        before = referral.links.filter(asked_at__gt=at - links.WINDOW).count()
        if why is None and before >= links.MOST_CODES:
            why = LinkRefused.TOO_MANY
        if why is not None:
            record("link.refused", case, by=_stranger(), on=on, referral=referral.pk, why=str(why))
            return None
        # Of several codes the last holds; who is inside already stays inside.
        referral.links.filter(opened_at=None, ended_on=None).update(ended_on=on)
        link = Link(referral=referral, asked_at=at, expires_at=at + links.CODE_LIVES)
        link.digest = links.digest_of_code(links.code_of(link))
        link.save()
        record("link.requested", case, by=_stranger(), on=on, referral=referral.pk, link=link.pk)
    return link


def open_link(handle: str, code: str, *, who: str, on: date, at: datetime) -> tuple[str, Referral]:
    """Let in whoever has the code, once; return the session, which its holder alone knows. Raises NotOpenedByCode."""
    knock, too_often = _knock(KnockOn.TRY, handle, who, at=at)
    letter = links.letter_of(handle)
    referral = letter.referral if letter is not None else None
    if too_often:
        raise _refuse(knock, referral, LinkRefused.TOO_MANY, on=on)
    if referral is None:
        raise _refuse(knock, None, LinkRefused.STRANGER, on=on)
    session = links.new_session()
    with acting(links.actor_of(referral)), transaction.atomic():
        case = lock(referral.case_id)
        referral = Referral.objects.select_related("agency").get(pk=referral.pk)
        link = links.matching(code, referral.links.select_for_update())
        why = _why_not(link, referral, case, at=at)
        if why is None and link is not None:
            link.opened_at, link.open_until = at, at + links.SESSION_LIVES
            link.session_digest = links.digest_of(session, salt="session")
            link.save()
            record("link.opened", case, by=links.actor_of(referral), on=on, referral=referral.pk, link=link.pk)
    if why is not None:
        raise _refuse(knock, referral, why, on=on)
    return session, referral


def note_dead_link(link: Link, *, on: date, at: datetime) -> LinkRefused:
    """Somebody comes with a session that is over: say why, and keep that they came."""
    over = link.open_until is not None and link.open_until <= at
    why = LinkRefused.EXPIRED if over and link.ended_on is None else LinkRefused.ENDED
    with acting(links.actor_of(link.referral)), transaction.atomic():
        case = lock(link.referral.case_id)
        record(
            "link.refused",
            case,
            by=links.actor_of(link.referral),
            on=on,
            referral=link.referral_id,
            link=link.pk,
            why=str(why),
        )
    return why


def leave_link(link: Link, *, on: date) -> None:
    """Whoever came in goes: the session opens nothing any more."""
    by = links.actor_of(link.referral)
    with acting(by), transaction.atomic():
        case = lock(link.referral.case_id)
        if Link.objects.filter(pk=link.pk, ended_on=None).update(ended_on=on):
            record("link.left", case, by=by, on=on, referral=link.referral_id, link=link.pk)


def revoke_link(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The MTTQ takes back every code and every session of the case; the agency may ask for a new one."""
    with moving(case, Move.REVOKE_LINK, "link.revoked", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao thu hồi đường dẫn."))
        step.facts["links"] = end_links(step.case, on=on)


def end_links(case: Case, *, on: date, referral: Referral | None = None) -> int:
    """End what leads to the case, or to this one sending of it."""
    live = Link.objects.filter(referral__case=case, ended_on=None)
    return (live if referral is None else live.filter(referral=referral)).update(ended_on=on)


def note_phone_knock(secret: str, *, who: str, at: datetime) -> bool:
    """Count that a telephone tried a door of intake; say whether it, or the door, was tried too often by now."""
    place, whose = links.digest_of(secret, salt="handle"), links.digest_of(who, salt="who")
    knock = Knock.objects.create(what=KnockOn.SEND, where=place, who=whose, at=at)
    recent = Knock.objects.filter(what=KnockOn.SEND, at__gt=at - links.WINDOW, pk__lte=knock.pk)
    return any(some.count() > links.MOST_SENT for some in (recent.filter(who=whose), recent.filter(where=place)))


def forget_knocks(*, by: Actor, at: datetime) -> int:
    """Throw away the knocks that no limit counts any more; what was refused stays in the register. Return how many."""
    if not is_the_house(by):
        raise PermissionDenied("knocks")
    # One window more than is counted: whoever is being answered at this moment still finds all that came before.
    return Knock.objects.filter(at__lt=at - 2 * links.WINDOW).delete()[0]


def end_links_of_unit(event: Event) -> None:
    """Its registered address changed: what was sent to the former one ends."""
    Link.objects.filter(referral__agency=event.subject_id, ended_on=None).update(ended_on=event.happened_on)


def _why_not(link: Link | None, referral: Referral, case: Case, *, at: datetime) -> LinkRefused | None:
    if link is None:
        return LinkRefused.STRANGER
    if link.opened_at is not None:
        return LinkRefused.USED
    if link.expires_at <= at:
        return LinkRefused.EXPIRED
    if link.ended_on is not None or links.reason_against(referral, case) is LinkRefused.ENDED:
        return LinkRefused.ENDED
    return None


def _knock(what: KnockOn, handle: str, who: str, *, at: datetime) -> tuple[Knock, bool]:
    """Count first and look afterwards: of many at once each sees all that came before it."""
    place, whose = links.digest_of(handle.upper(), salt="handle"), links.digest_of(who, salt="who")
    knock = Knock.objects.create(what=what, where=place, who=whose, at=at)
    recent = Knock.objects.filter(what=what, at__gt=at - links.WINDOW, pk__lte=knock.pk)
    at_this_door = recent.filter(where=place).count()
    too_often = recent.filter(who=whose).count() > links.MOST_BY_ONE
    if what is KnockOn.TRY:
        too_often = too_often or at_this_door > links.MOST_TRIES
    return knock, too_often


def _refuse(knock: Knock, referral: Referral | None, why: LinkRefused, *, on: date) -> NotOpenedByCode:
    """Write down who was refused, at the case where one is known. What knocks all night fills no register."""
    before = Knock.objects.filter(pk__lt=knock.pk, what=knock.what, at__gt=knock.at - links.WINDOW)
    by_this_one = before.filter(who=knock.who).count() > links.MOST_BY_ONE
    at_this_door = knock.what == KnockOn.TRY and before.filter(where=knock.where).count() > links.MOST_TRIES
    said_already = why is LinkRefused.TOO_MANY and (by_this_one or at_this_door)
    if not said_already:
        with acting(_stranger()), transaction.atomic():
            subject = knock if referral is None else lock(referral.case_id)
            facts = {} if referral is None else {"referral": referral.pk}
            record("link.refused", subject, by=_stranger(), on=on, why=str(why), **facts)
    return NotOpenedByCode(why)


def _stranger() -> Actor:
    """Whoever asks or tries: nothing about them is known."""
    return Actor(kind=ActorKind.LINK, key="stranger", channel=Channel.LINK)
