"""Between a numbered letter and the door: the firewall is asked; what goes by e-mail waits, then leaves once.

While it waits nothing has happened: the case stands where it stood, so that calling it back undoes nothing.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor, ActorKind, system
from audit.record import record

from .. import recipients
from ..errors import NotAllowedNow, Unusable
from ..models import Case, Hold, Letter, Stop
from ..vocabulary import HoldState, LetterStatus, Move, Objection, SentBy
from .freezing import author
from .moving import granted, lock, moving, refuse_unless_legal


class Stopped(NotAllowedNow):
    """The firewall does not let the letter out."""

    def __init__(self, move: str, letter: Letter, objections: list[Objection]) -> None:
        super().__init__(move, [recipients.WHAT_TO_DO[one] for one in objections])
        self.letter, self.objections = letter, objections


def must_be_let_out(letter: Letter, *, move: str, sent_by: str, on: date) -> None:
    """Raise Stopped unless nothing stands against it, or a leader took upon themselves what does."""
    objections = recipients.objections_to(letter, sent_by=sent_by, on=on)
    cleared = {one for stop in letter.stops.exclude(cleared_on=None) for one in stop.objections}
    left = [one for one in objections if one in recipients.FINAL or one not in cleared]
    if left:
        raise Stopped(move, letter, left)


def must_not_wait(letter: Letter, *, move: str) -> None:
    if letter.holds.filter(state=HoldState.WAITING).exists():
        raise NotAllowedNow(move, [_("Văn bản đang chờ gửi bằng thư điện tử; cần gọi lại trước.")])


def noting_stops(case: Case, send: Callable[[], Hold | None], *, by: Actor, on: date) -> Hold | None:
    """Send, or write down what stopped it: the refusal takes everything else back, and is kept by itself."""
    try:
        return send()
    except Stopped as refusal:
        with acting(by), transaction.atomic():
            locked = lock(case.pk)
            known = Stop.objects.filter(letter=refusal.letter, cleared_on=None).first()
            stop = known or Stop(letter=refusal.letter, stopped_on=on, tried_by_id=by.person_id)
            stop.objections = sorted({*stop.objections, *map(str, refusal.objections)})
            stop.save()
            facts = {"letter": refusal.letter.pk, "stop": stop.pk, "objections": stop.objections}
            record("letter.stopped", locked, by=by, on=on, **facts)
        raise


def clear_letter(case: Case, *, letter: Letter, because: str, by: Actor, on: date) -> None:
    """A leader lets a letter go that was stopped, and says why; what the law forbids nobody lets go."""
    with moving(case, Move.CLEAR_LETTER, "letter.cleared", by=by, on=on) as step:
        waiting = Stop.objects.filter(letter__case=step.case, letter__status=LetterStatus.ISSUED, cleared_on=None)
        stop = waiting.filter(letter=letter).first()
        if stop is None:
            raise Unusable("letter", _("Văn bản này không bị chặn, hoặc đã được cho gửi."))
        final = [recipients.WHAT_TO_DO[one] for one in stop.objections if one in recipients.FINAL]
        if final:
            raise Unusable("letter", final[0])
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao cho gửi dù bị chặn."))
        stop.cleared_by, stop.cleared_on, stop.because = author(step.by), on, because.strip()
        stop.save()
        step.facts |= {"letter": stop.letter_id, "stop": stop.pk, "objections": stop.objections}


def hold(case: Case, letter: Letter, *, move: str, sent_number: str, by: Actor, on: date, at: datetime | None) -> Hold:
    """Let a letter that goes by e-mail wait. Asked is all that sending asks; nothing else happens yet."""
    assert at is not None, "who sends by e-mail says when: it waits from then on"
    with acting(by), transaction.atomic():
        locked = lock(case.pk)
        by = granted(by, move, locked)
        refuse_unless_legal(locked, move)
        must_not_wait(letter, move=move)
        letter.case = locked
        must_be_let_out(letter, move=move, sent_by=SentBy.EMAIL, on=on)
        assert by.person_id is not None, "only a person holds the role that grants this move"
        held = Hold.objects.create(
            letter=letter,
            sender_id=by.person_id,
            role=by.role,
            on_behalf_of=by.on_behalf_of,
            channel=by.channel,
            sent_number=sent_number.strip(),
            held_at=at,
            leaves_at=at + timedelta(minutes=settings.MAIL_HOLD_MINUTES),
        )
        record("letter.held", locked, by=by, on=on, letter=letter.pk, hold=held.pk)
    return held


def call_back_letter(case: Case, *, letter: Letter, by: Actor, on: date) -> None:
    """It does not leave; whoever sends it may think again, and send or void it."""
    with moving(case, Move.CALL_BACK_LETTER, "letter.called_back", by=by, on=on) as step:
        waiting = Hold.objects.select_for_update().filter(letter__case=step.case, state=HoldState.WAITING)
        held = waiting.filter(letter=letter).first()
        if held is None:
            raise Unusable("letter", _("Văn bản này đã gửi đi hoặc đã được gọi lại."))
        held.state, held.settled_at = HoldState.CALLED_BACK, timezone.now()
        held.save()
        step.facts |= {"letter": held.letter_id, "hold": held.pk}


Send = Callable[[Case, Letter, Actor, str, date], None]


def release(hold_id: int, *, send: Send, on: date, at: datetime) -> bool:
    """Let one held letter leave, in one transaction with the mark that it has: it leaves once, however often tried."""
    try:
        with transaction.atomic():
            held = _due(hold_id, at=at)
            if held is None:
                return False
            held.state, held.settled_at = HoldState.LEFT, at
            held.save()
            send(held.letter.case, held.letter, _sender(held), held.sent_number, on)
    except (NotAllowedNow, Unusable, PermissionDenied) as refusal:
        _fell(hold_id, refusal, on=on, at=at)
        return False
    return True


def due_to_leave(*, at: datetime) -> list[int]:
    waiting = Hold.objects.filter(state=HoldState.WAITING, leaves_at__lte=at)
    return list(waiting.order_by("leaves_at", "pk").values_list("pk", flat=True))


def _due(hold_id: int, *, at: datetime) -> Hold | None:
    """Return the hold under the lock of its case, if its time has come and nobody called it back."""
    found = Hold.objects.filter(pk=hold_id).values_list("letter__case", flat=True).first()
    if found is None:
        return None
    lock(found)
    rows = Hold.objects.select_for_update(of=("self",)).select_related("letter__case")
    held: Hold | None = rows.filter(pk=hold_id, state=HoldState.WAITING, leaves_at__lte=at).first()
    return held


def _sender(held: Hold) -> Actor:
    """Whoever pressed the button: it leaves in their name."""
    return Actor(
        kind=ActorKind.PERSON,
        key=str(held.sender_id),
        unit=held.letter.unit_id,
        roles=frozenset({held.role}),
        role=held.role,
        on_behalf_of=held.on_behalf_of,
        channel=held.channel,
    )


def _fell(hold_id: int, refusal: Exception, *, on: date, at: datetime) -> None:
    """What happened meanwhile stands against it: it does not leave, and whoever sent it is told."""
    by = system("release")
    with acting(by), transaction.atomic():
        held = _due(hold_id, at=at)
        if held is None:
            return
        held.state, held.settled_at = HoldState.FALLEN, at
        held.save()
        stopped = sorted(map(str, refusal.objections)) if isinstance(refusal, Stopped) else None
        record("letter.hold_fell", held.letter.case, by=by, on=on, letter=held.letter_id, hold=held.pk, why=stopped)
