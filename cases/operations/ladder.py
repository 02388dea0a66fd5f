"""An agency that lets its day pass is chased: reminder, dialogue, superior, leadership, a rung at a time.

The sweep says whose turn it is; nothing leaves by itself. A rung is climbed when its letter leaves the house.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history

from audit.acting import acting
from audit.actor import Actor
from audit.record import NewEvent, record_many
from deadlines.reading import law_read_once
from organizations.models import Unit
from organizations.vocabulary import Role

from ..errors import NotAllowedNow, Unusable
from ..ladder import BEHIND, FORM_OF, due_on, next_kind, sending_of, still_late
from ..models import Case, Duty, Letter, Rung
from ..models.rung import LIVE
from ..vocabulary import LetBe, LetterStatus, Move, RungKind, RungState
from .duties import owe
from .freezing import author, must_name_the_head
from .moving import Moving, moving
from .rungs import drop_rungs, let_go
from .superior import recommend_about_silence
from .writing import must_be_complete, write

AT_ONCE = 200
SEND_SOON = "mttq.send_chasing"


def raise_rungs(duties: Sequence[Duty], *, on: date) -> None:
    """Agencies are late with these: set the day of the next rung of each, unless one waits already."""
    prefetch_related_objects(duties, "referral")
    chased = [duty for duty in duties if (sent := sending_of(duty)) is not None and sent.is_under_way]
    if not chased:
        return
    rungs = Rung.objects.filter(referral__in={duty.referral_id for duty in chased}).select_related("letter")
    waited_for, behind = set(), {}
    for rung in rungs.order_by("pk"):
        if rung.state in LIVE:
            waited_for.add(rung.referral_id)
        elif rung.state in BEHIND:
            behind[rung.referral_id, rung.duty_id] = rung
    ahead = []
    for duty in chased:
        last = behind.get((duty.referral_id, duty.pk))
        since = max(duty.due_on, last.settled_on or duty.due_on) if last else duty.due_on
        if duty.referral_id not in waited_for and (rung := _ahead(duty, last, since=since, on=on)) is not None:
            # Of one sending one rung is ahead at a time.
            waited_for.add(duty.referral_id)
            ahead.append(rung)
    bulk_create_with_history(ahead, Rung)


def _set_ahead(duty: Duty, last: Rung | None, *, since: date, on: date) -> Rung | None:
    rung = _ahead(duty, last, since=since, on=on)
    if rung is not None:
        rung.save()
    return rung


def _ahead(duty: Duty, last: Rung | None, *, since: date, on: date) -> Rung | None:
    referral = sending_of(duty)
    assert referral is not None, "a rung rests on a sending"
    kind = next_kind(referral, last)
    if kind is None:
        return None
    skipped = last is not None and last.state == RungState.SKIPPED
    day = on if skipped else due_on(kind, since=since, after=last.letter if last is not None else None)
    if day is None:
        return None
    ahead: Rung = Rung(
        case=duty.case, referral=referral, duty=duty, overdue_since=duty.due_on, kind=kind, reached_on=day
    )
    return ahead


def reach_rungs(*, by: Actor, on: date) -> int:
    """Say of every rung whose day has come that it is its turn; return how many. Asked twice, it says it once."""
    waiting = Rung.objects.filter(state=RungState.AHEAD, reached_on__lte=on)
    cases = sorted(set(waiting.values_list("case", flat=True)))
    batches = [cases[first : first + AT_ONCE] for first in range(0, len(cases), AT_ONCE)]
    return sum(_reach(batch, by=by, on=on) for batch in batches)


def _reach(cases: list[int], *, by: Actor, on: date) -> int:
    with acting(by), law_read_once(), transaction.atomic():
        list(Case.objects.select_for_update().filter(pk__in=cases).order_by("pk").values_list("pk"))
        waiting = Rung.objects.filter(state=RungState.AHEAD, reached_on__lte=on, case__in=cases)
        reached: list[NewEvent] = []
        for rung in waiting.select_related("case__unit", "duty").order_by("case", "pk"):
            if not still_late(rung):
                drop_rungs(rung.duty, on=on)
            elif _take_turn(rung, on=on):
                reached.append(NewEvent("rung.reached", rung.case, _facts(rung)))
        if reached:
            record_many(reached, by=by, on=on)
    return len(reached)


def _take_turn(rung: Rung, *, on: date) -> bool:
    try:
        rung.owed = owe(rung.case, SEND_SOON, start=on, unit=rung.case.unit, on=on)
    except Unusable:
        return False  # nobody can count to a date this year: it stays ahead until the calendar is there
    rung.be_reached()
    rung.save()
    return True


def chase(
    case: Case,
    *,
    subject: str,
    by: Actor,
    on: date,
    rung: Rung | None = None,
    body: str = "",
    answer_by: date | None = None,
    to_unit: Unit | None = None,
    asked: str = "",
    reason: str = "",
    time: str = "",
    venue: str = "",
) -> Letter:
    """Draft the letter of the rung whose turn it is, or write it anew; then it goes the way of all letters.

    From the hand of a supervisor it is laid before the leader in the same act.
    """
    with moving(case, Move.CHASE, "other_letter.drafted", by=by, on=on) as step:
        with_letters = [one for one in step.case.rungs_waiting if one.kind in FORM_OF and not one.has_letter_under_way]
        chosen = _meant(with_letters, rung, Move.CHASE)
        letter = chosen.letter
        if letter is None or letter.status != LetterStatus.DRAFT:
            letter = Letter(case=step.case, unit=step.case.unit)
        letter.case = step.case
        if chosen.kind == RungKind.SUPERIOR:
            _must_stand_above(to_unit, chosen)
        if answer_by is None:
            raise Unusable("answer_by", _("Cần ghi ngày đề nghị trả lời: bậc sau chỉ tính khi ngày ấy đã qua."))
        words = {"subject": subject, "body": body}
        said = {"asked": asked, "reason": reason, "time": time, "venue": venue}
        write(step, letter, FORM_OF[chosen.kind], words, said, answer_by=answer_by, to_unit=to_unit, on=on)
        letter.save()
        chosen.letter = letter
        chosen.save()
        # What the letter says of the agency is read through its rung.
        letter.rung = chosen
        must_be_complete(letter)
        step.facts |= {"letter": letter.pk, "form": letter.form} | _facts(chosen)
        if step.by.role == Role.SUPERVISOR:
            lay_before_leader(step, letter, on=on)
    return letter


def lay_before_leader(step: Moving, letter: Letter, *, on: date) -> None:
    """A supervisor keeps no drafts: what one writes to a late agency waits for the signature at once."""
    must_name_the_head(letter, move=Move.CHASE, on=on)
    letter.be_submitted()
    letter.sent_back_because = ""
    letter.save()
    step.also.append(NewEvent("other_letter.submitted", step.case, {"letter": letter.pk, "form": letter.form}))


def climb(step: Moving, letter: Letter, *, on: date) -> None:
    """The letter has left the house: its rung is behind, and the next one counts from today."""
    rung = _rung_of(step.case, letter)
    if rung is None:
        return
    rung.be_climbed()
    rung.settled_on, rung.settled_by, rung.letter = on, letter.signer, letter
    rung.save()
    if rung.owed is not None:
        rung.owed.meet(on=on)
        rung.owed.save()
    if rung.kind == RungKind.SUPERIOR:
        recommend_about_silence(step, rung, letter, on=on)
    _set_ahead(rung.duty, rung, since=on, on=on)
    step.facts |= _facts(rung)


def _rung_of(case: Case, letter: Letter) -> Rung | None:
    """The rung it was drafted for; or the one ahead, where somebody wrote without waiting for its turn."""
    live = case.rungs.filter(state__in=LIVE).select_related("duty", "owed", "referral")
    known: Rung | None = live.filter(letter=letter).first()
    if known is None:
        known = live.filter(letter=None, referral=case.lead_id).first()
    return known if known is not None and FORM_OF.get(known.kind) == letter.form else None


def let_rung_be(case: Case, *, how: str, because: str, by: Actor, on: date, rung: Rung | None = None) -> None:
    """The leader does not chase now, or goes on to the next rung at once, for a reason that stays in the file."""
    with moving(case, Move.LET_RUNG_BE, "rung.let_be", by=by, on=on) as step:
        if how not in LetBe.values:
            raise Unusable("how", _("Cần chọn để lại hay bỏ qua bậc này."))
        if not because.strip():
            raise Unusable("because", _("Cần ghi lý do, để người giám sát hiểu vì sao không đôn đốc."))
        chosen = _meant(step.case.rungs_waiting, rung, Move.LET_RUNG_BE)
        if how == LetBe.SKIP:
            chosen.be_skipped()
        else:
            chosen.be_let_be()
        chosen.because, chosen.settled_on, chosen.settled_by = because.strip(), on, author(step.by)
        chosen.save()
        let_go(chosen, because=because.strip(), on=on)
        ahead = _set_ahead(chosen.duty, chosen, since=on, on=on)
        if how == LetBe.SKIP and ahead is not None:
            _take_turn(ahead, on=on)
        step.facts |= _facts(chosen) | {"how": str(how)}


def lay_before_leadership(
    case: Case, *, decided: str, by: Actor, on: date, in_notice: bool = True, rung: Rung | None = None
) -> None:
    """Write down what the leadership decided about an agency that nobody could move (Luật MTTQ Điều 30.1)."""
    with moving(case, Move.LAY_BEFORE_LEADERSHIP, "rung.before_leadership", by=by, on=on) as step:
        if not decided.strip():
            raise Unusable("decided", _("Cần ghi lãnh đạo đã quyết định thế nào."))
        last = [one for one in step.case.rungs_waiting if one.kind == RungKind.LEADERSHIP]
        chosen = _meant(last, rung, Move.LAY_BEFORE_LEADERSHIP)
        chosen.be_climbed()
        chosen.because, chosen.in_notice = decided.strip(), in_notice
        chosen.settled_on, chosen.settled_by = on, author(step.by)
        chosen.save()
        if chosen.owed is not None:
            chosen.owed.meet(on=on)
            chosen.owed.save()
        step.facts |= _facts(chosen) | {"in_notice": in_notice}


def _meant(waiting: Iterable[Rung], rung: Rung | None, move: str) -> Rung:
    """Return the rung the move is about; where only one waits, it need not be said."""
    fitting = [one for one in waiting if rung is None or one.pk == rung.pk]
    if not fitting:
        raise NotAllowedNow(move, [_("Bậc đôn đốc này không còn ở bước ấy; cần xem lại vụ việc.")])
    if len(fitting) > 1:
        raise Unusable("rung", _("Có nhiều cơ quan đang chậm; cần chọn cơ quan nào."))
    return fitting[0]


def _must_stand_above(unit: Unit | None, rung: Rung) -> None:
    if unit is None:
        raise Unusable("to_unit", _("Cần chọn cơ quan cấp trên nhận kiến nghị."))
    if unit.is_front or unit.pk == rung.referral.agency_id:
        raise Unusable("to_unit", _("Cần chọn cơ quan cấp trên của cơ quan đang chậm, không phải chính cơ quan ấy."))


def _facts(rung: Rung) -> dict[str, object]:
    return {"rung": rung.pk, "kind": str(rung.kind), "agency": rung.referral.agency_id}
