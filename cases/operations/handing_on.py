"""One open thing of a unit that ended comes to its successor: a case under its lock, a session on the schedule.

What was signed, numbered or sent under the old name stays as it is; what nobody has signed yet names the successor.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import record
from organizations.capacities import people_with
from organizations.models import Unit
from organizations.vocabulary import Role

from ..agenda import may_stand_on
from ..changeover import LEADS, NOT_LEFT, STILL_OWED
from ..letter_forms import CASE_LETTERS, To
from ..models import AgendaItem, Case, Changeover, Joining, Letter, ReceptionDuty, ReceptionSession, SentTo
from ..reception_words import SessionStatus
from ..succession_words import HandedState
from ..vocabulary import DisputeState, LetterForm, LetterStatus, Status
from .agenda import take_off
from .cooperating import end_one
from .ending_links import end_links_to
from .inspecting import strike_who_left
from .letters_unsent import ISSUED_SOON
from .sessions import WHO_RECEIVES
from .words import write_words

ONE_DAY = timedelta(days=1)


def hand_case_on(case: Case, before: Unit, heir: Unit, changeover: Changeover, *, by: Actor, on: date) -> None:
    """Everything open in the locked case that was the unit's is its successor's, by one event.

    The day before the decision takes effect is the last of the unit before, so that each day is one's.
    """
    facts: dict[str, Any] = {"changeover": changeover.pk, "from_unit": before.pk, "to_unit": heir.pk}
    last_on = changeover.on - ONE_DAY
    if before.is_front:
        facts |= {"at_the_front": True, **_at_the_front(case, before, heir, by=by, on=on)}
    else:
        sent_on, said = _at_an_agency(case, before, heir, on=on)
        facts |= said
        last_on = max(last_on, sent_on or last_on)
    facts["duties"] = _duties(case, before, heir)
    facts["last_on"] = min(last_on, on).isoformat()
    case.save()
    record("case.succeeded", case, by=by, on=on, **facts)


def _at_the_front(case: Case, before: Unit, heir: Unit, *, by: Actor, on: date) -> dict[str, Any]:
    facts: dict[str, Any] = {}
    if Case.objects.filter(unit=heir, number=case.number).exists():
        # Two paper books may have given the same number: the case keeps its own, with the name of its book.
        case.former_number = case.former_number or case.number
        case.number = _free_number(case, before, heir)
        facts["number_was"] = case.former_number
        write_words([case])
    case.unit = heir
    if case.handler_id is not None and case.status != Status.CLOSED:
        there = people_with(Role.HANDLER, unit_id=heir.pk, on=on).filter(pk=case.handler_id).exists()
        if not there:
            # Whoever did not come along cannot go on: the leader there is asked to name somebody.
            case.handler = None
            facts["handler"] = ""
    gone = strike_who_left(case, on=on)
    facts |= {"inspection": gone["inspection"], "inspectors_gone": gone["was"]} if gone else {}
    letters = [one for one in case.letters.all() if one.unit_id == before.pk and one.status in NOT_LEFT]
    for letter in letters:
        if letter.status == LetterStatus.ISSUED:
            # Numbered in the old book and frozen: it leaves the house as it is.
            continue
        letter.unit = heir
        _lay_before_the_leader_anew(letter, case, on=on)
        letter.save()
    facts["letters"] = [letter.pk for letter in letters if letter.unit_id == heir.pk]
    return facts | _agenda(case, before, heir, by=by, on=on)


def _agenda(case: Case, before: Unit, heir: Unit, *, by: Actor, on: date) -> dict[str, Any]:
    """What waits on the lists of the unit before waits on its successor's, once; above, only who still is above."""
    waiting = case.open_agenda
    own = [item for item in waiting if item.unit_id == before.pk]
    moved, off = _to_the_lists_of(heir, own, waiting, by=by, on=on)
    gone = [item for item in waiting if item.unit_id != before.pk and not may_stand_on(item.unit, case)]
    off += take_off(gone, because=str(_("Vụ việc nay thuộc đơn vị khác, không còn ở cấp dưới.")), by=by, on=on)
    return {**({"agenda": moved} if moved else {}), **({"off_agenda": off} if off else {})}


def _to_the_lists_of(
    heir: Unit, own: Sequence[AgendaItem], waiting: Sequence[AgendaItem], *, by: Actor, on: date
) -> tuple[list[int], list[int]]:
    """Put them on the successor's lists, and take off what stands there already. Return both."""
    there = {item.brought_to for item in waiting if item.unit_id == heir.pk}
    moved = [item for item in own if item.brought_to not in there]
    for item in moved:
        item.unit = heir
        item.save()
    doubled = [item for item in own if item.brought_to in there]
    because = str(_("Vụ việc đã nằm trong danh sách này của đơn vị kế thừa."))
    return [item.pk for item in moved], take_off(doubled, because=because, by=by, on=on)


def hand_agenda_on(
    key: int, case: Case, before: Unit, heir: Unit, changeover: Changeover, *, by: Actor, on: date
) -> HandedState:
    """A case that stays where it is leaves the list of the unit before for its successor's, where that may read it."""
    waiting = case.open_agenda
    own = [item for item in waiting if item.pk == key and item.unit_id == before.pk]
    if not own:
        return HandedState.GONE
    if may_stand_on(heir, case):
        moved, off = _to_the_lists_of(heir, own, waiting, by=by, on=on)
    else:
        because = str(_("Đơn vị nêu đã thôi hoạt động; đơn vị kế thừa không xem vụ việc này."))
        moved, off = [], take_off(own, because=because, by=by, on=on)
    facts: dict[str, Any] = {"changeover": changeover.pk, "from_unit": before.pk, "to_unit": heir.pk}
    facts |= {"agenda": moved} if moved else {"off_agenda": off}
    record("agenda.handed_on", case, by=by, on=on, **facts)
    return HandedState.MOVED if moved else HandedState.ENDED


def _free_number(case: Case, before: Unit, heir: Unit) -> str:
    stem = f"{case.former_number[:24]} ({before.symbol or before.pk})"[:36]
    tries = [stem, *(f"{stem}-{n}" for n in range(2, 100))]
    taken = set(Case.objects.filter(unit=heir, number__in=tries).values_list("number", flat=True))
    return next(one for one in tries if one not in taken)


def _at_an_agency(case: Case, before: Unit, heir: Unit, *, on: date) -> tuple[date | None, dict[str, Any]]:
    """The lead, what was asked beside it, and what is still being written to the agency."""
    facts: dict[str, Any] = {}
    sent: list[date] = []
    lead = case.lead
    if lead is not None and lead.agency_id == before.pk and lead.status in LEADS:
        if lead.sent_on is not None:
            lead.first_agency_id = lead.first_agency_id or before.pk
            sent.append(lead.sent_on)
            SentTo.objects.get_or_create(case=case, unit=heir)
        lead.agency = heir
        lead.save()
        facts["lead"] = lead.pk
    leads = case.agency_in_charge == heir.pk and lead is not None and lead.is_under_way
    asked = [one for one in case.requests if one.is_under_way]
    ended, moved = [], []
    for one in (one for one in asked if one.agency_id == before.pk):
        if leads or any(other.agency_id == heir.pk for other in asked):
            # The successor leads already, or is asked already: nobody answers the same office twice.
            end_one(case, one, because=str(_("Cơ quan kế thừa đã chủ trì hoặc đã được đề nghị phối hợp.")), on=on)
            ended.append(one.pk)
            continue
        one.first_agency_id = one.first_agency_id or before.pk
        one.agency = heir
        one.save()
        SentTo.objects.get_or_create(case=case, unit=heir)
        if one.sent_on is not None:
            sent.append(one.sent_on)
        moved.append(one.pk)
    if leads:
        for one in (one for one in asked if one.agency_id == heir.pk and one.pk not in moved):
            end_one(case, one, because=str(_("Cơ quan nay chủ trì vụ việc này.")), on=on)
            ended.append(one.pk)
    facts |= {"requests": moved} if moved else {}
    facts |= {"requests_ended": ended} if ended else {}
    end_links_to([facts["lead"], *moved] if "lead" in facts else moved, on=on)
    _letters_to(case, before, heir, on=on)
    for dispute in case.disputes.exclude(state=DisputeState.DROPPED):
        for name in ("agency", "superior", *(["proposed"] if dispute.state == DisputeState.OPEN else [])):
            if getattr(dispute, f"{name}_id") == before.pk:
                setattr(dispute, name, heir)
        dispute.save()
    facts |= _asked_as_superior(case, before, heir)
    if case.suggested_agency_id == before.pk:
        case.suggested_agency = heir
    return max(sent, default=None), facts


def _asked_as_superior(case: Case, before: Unit, heir: Unit) -> dict[str, Any]:
    """What it was asked to judge over another agency is its successor's to judge."""
    open_one = next((one for one in case.all_recommendations if one.is_open and one.superior_id == before.pk), None)
    if open_one is None:
        return {}
    open_one.superior = heir
    open_one.save()
    return {"recommendation": open_one.pk}


def _letters_to(case: Case, before: Unit, heir: Unit, *, on: date) -> None:
    """What is written to the agency and has not left goes to its successor; a signature under the old name falls."""
    for letter in case.letters.select_related("referral").filter(status__in=NOT_LEFT):
        named = letter.to_unit_id == before.pk
        if named:
            letter.to_unit = heir
        to_the_lead = letter.referral_id is not None and letter.referral_id == case.lead_id
        if letter.referral_id is None and case.lead is not None and case.lead.first_agency_id == before.pk:
            to_the_lead = CASE_LETTERS[LetterForm(letter.form)].to is To.AGENCY_IN_CHARGE
        if named or (to_the_lead and case.agency_of_lead == heir.pk):
            _lay_before_the_leader_anew(letter, case, on=on)
            letter.save()


def _lay_before_the_leader_anew(letter: Letter, case: Case, *, on: date) -> None:
    """Signed and not numbered: what it says or in whose name has changed, so it is signed anew."""
    if letter.status != LetterStatus.SIGNED or letter.signed_on is None:
        return
    for duty in case.duties.filter(rule__key=ISSUED_SOON, state__in=STILL_OWED, started_on=letter.signed_on)[:1]:
        duty.make_void(on=on)
        duty.save()
    letter.be_laid_before_anew()
    letter.signer, letter.signer_title, letter.signed_on = None, "", None


def _duties(case: Case, before: Unit, heir: Unit) -> list[int]:
    """What the unit owes goes on without a break: the date stays, and whose the late days were stays as well."""
    owed = list(case.duties.filter(unit=before, state__in=STILL_OWED))
    for joining in Joining.objects.current().filter(case=case):
        # They sleep with their case and may wake.
        owed += list(joining.duties.filter(unit=before))
    for duty in owed:
        duty.unit = heir
        duty.save()
    return [duty.pk for duty in owed]


def hand_session_on(key: int, before: Unit, heir: Unit, changeover: Changeover, *, by: Actor, on: date) -> bool:
    """A session on the schedule is the successor's; whoever does not come along is replaced by a leader there."""
    session = ReceptionSession.objects.select_for_update(of=("self",)).filter(pk=key).first()
    if session is None or session.status != SessionStatus.PLANNED:
        return False
    facts: dict[str, Any] = {"changeover": changeover.pk, "from_unit": before.pk, "to_unit": heir.pk}
    if session.bodies.filter(pk=before.pk).exists():
        session.bodies.remove(before)
        session.bodies.add(heir)
    if session.unit_id == before.pk:
        session.unit = heir
        session.receiver_id = _receives(session, heir, on=max(on, session.held_on))
        facts["receiver"] = session.receiver_id
        session.save()
        for duty in ReceptionDuty.objects.filter(session=session, unit=before, state__in=STILL_OWED):
            duty.unit = heir
            duty.save()
    record("session.handed_on", session, by=by, on=on, **facts)
    return True


def _receives(session: ReceptionSession, heir: Unit, *, on: date) -> int:
    for role in WHO_RECEIVES:
        if people_with(role, unit_id=heir.pk, on=on).filter(pk=session.receiver_id).exists():
            return int(session.receiver_id)
    leader = people_with(Role.LEADER, unit_id=heir.pk, on=on).first()
    return int(leader.pk if leader is not None else session.receiver_id)
