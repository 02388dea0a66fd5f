"""What was written down wrongly is corrected: the old stays beside the new, and what rested on it is counted again.

No issued letter changes by it: what a letter says wrongly is voided and issued anew. The kind is `reclassify`.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import NewEvent
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.vocabulary import Because, DutyState
from deadlines.words import in_own_words

from .. import papers
from ..errors import Unusable
from ..kinds import ASKED, KINDS, rules_that_start
from ..models import Answer, Case, Correction, Duty, Findable, Matter, Party, Petition, Referral
from ..models.petition import EARLIEST
from ..vocabulary import CORRECTED_DAYS, CorrectedWhat, MatterOrigin, Move, PartyRole
from .documents import write_note
from .duties import count_again
from .freezing import author
from .identities import leave_trace, make_findable, write_down
from .moving import Moving, moving
from .parties import NewParty
from .words import write_words

CONFIRM = "mttq.confirm_delivery"
OF_A_PERSON = ("name", "birth_year", "identity_number", "phone", "email", "address")


def correct_day(case: Case, *, what: str, day: date, because: str, by: Actor, on: date) -> None:
    """A day from which limits run was another one. Open or met, each of them is judged by the true day from now on."""
    beside = _parts_of(case) if what == CorrectedWhat.RECEIVED_ON else []
    with moving(case, Move.CORRECT_DAY, "day.corrected", by=by, on=on, beside=beside) as step:
        if what not in CORRECTED_DAYS:
            raise Unusable("what", _("Cần chọn ngày nào ghi sai."))
        must_say_why(because)
        if what == CorrectedWhat.RECEIVED_ON:
            was, referral = _received(step, day, on=on), None
        else:
            referral = step.case.lead
            was = _delivered(step, referral, day, on=on)
        moved = _count_again(step.case, was, day, referral, on=on)
        keep_correction(step, what, because, was=f"{was:%d/%m/%Y}", now=f"{day:%d/%m/%Y}", on=on, referral=referral)
        said = {"fact": str(what), "was": was.isoformat(), "now": day.isoformat()}
        step.facts |= {**said, "duties": moved}
        if referral is not None:
            step.facts["referral"] = referral.pk
        for other in step.beside.values():
            duties = _count_again(other, was, day, None, on=on)
            step.also.append(NewEvent("day.corrected", other, {**said, "duties": duties}))


def correct_party(case: Case, *, party: int, who: NewParty, because: str, by: Actor, on: date) -> None:
    """Whoever handed in is written down anew; the earlier words stay sealed in the history, under no search."""
    with moving(case, Move.CORRECT_PARTY, "party.corrected", by=by, on=on) as step:
        must_say_why(because)
        petition = papers.petition_of(step.case)
        found: Party | None = petition.parties.filter(pk=party).first()
        if found is None or not (found.stands_behind or found.role == PartyRole.DECEASED):
            raise Unusable("party", _("Cần chọn một người nộp đơn của vụ việc này."))
        if not who.name.strip():
            raise Unusable("name", _("Cần ghi họ và tên người nộp đơn."))
        before, now = found.who, who.personal
        changed = [name for name in OF_A_PERSON if getattr(before, name) != getattr(now, name)]
        if not changed:
            raise Unusable("name", _("Không có thông tin nào thay đổi."))
        _write_anew(found, petition, who, keeps=before.paper)
        keep_correction(step, CorrectedWhat.PETITIONER, because, on=on, party=found)
        step.facts |= {"party": found.pk, "changed": changed}


def correct_paper(
    case: Case, *, number: str, dated_on: date | None, because: str, by: Actor, on: date, answer: Answer | None = None
) -> None:
    """The number or the day on the paper of an answer was typed wrongly. No limit is judged by them, but by arrival."""
    with moving(case, Move.CORRECT_PAPER, "paper.corrected", by=by, on=on) as step:
        must_say_why(because)
        given = Answer.objects.filter(referral__case=step.case).order_by("-pk")
        found = given.filter(pk=answer.pk).first() if answer is not None else given.first()
        if found is None:
            raise Unusable("answer", _("Cần chọn một văn bản trả lời của vụ việc này."))
        if dated_on is not None and dated_on > found.answered_on:
            raise Unusable("dated_on", _("Ngày văn bản không thể sau ngày trả lời đến Mặt trận."))
        was, now = _paper(found.number, found.dated_on), _paper(number.strip(), dated_on)
        if was == now:
            raise Unusable("number", _("Số và ngày ghi lại giống hệt điều đã ghi."))
        found.number, found.dated_on = number.strip(), dated_on
        found.save()
        keep_correction(step, CorrectedWhat.ANSWER_PAPER, because, was=was, now=now, on=on, answer=found)
        step.facts |= {"answer": found.pk}


def must_say_why(because: str) -> None:
    """Nothing is corrected without it."""
    if not because.strip():
        raise Unusable("because", _("Cần ghi vì sao biết là đã ghi sai."))


def keep_correction(
    step: Moving, what: str, because: str, *, on: date, was: str = "", now: str = "", **about: object
) -> Correction:
    """Keep the old beside the new, with the reason as a note."""
    said = because if not was else _("%(was)s → %(now)s\n%(why)s") % {"was": was, "now": now, "why": because.strip()}
    note = write_note(step, str(said))
    made: Correction = Correction.objects.create(
        case=step.case, what=what, was=was, now=now, note=note, made_by=author(step.by), made_on=on, **about
    )
    step.facts |= {"correction": made.pk, "fact": str(what)}
    return made


def _received(step: Moving, day: date, *, on: date) -> date:
    petition = papers.petition_of(step.case)
    was: date = petition.received_on
    if petition.visit_id is not None:
        raise Unusable("day", _("Đơn nhận ở buổi tiếp công dân: ngày nhận là ngày của buổi tiếp."))
    if day == was:
        raise Unusable("day", _("Ngày ghi lại giống hệt ngày đã ghi."))
    last = min(filter(None, (step.case.registered_on, petition.signed_on, on)))
    if not EARLIEST <= day <= last:
        reason = _("Ngày nhận đơn không thể sau ngày vào sổ, ngày ký: muộn nhất là ngày %(day)s.")
        raise Unusable("day", reason % {"day": f"{last:%d/%m/%Y}"})
    petition.received_on = day
    petition.save()
    return was


def _delivered(step: Moving, referral: Referral | None, day: date, *, on: date) -> date:
    if referral is None or referral.received_on is None or referral.sent_on is None:
        raise Unusable("what", _("Chưa ghi ngày công văn đến cơ quan."))
    was = referral.received_on
    if day == was:
        raise Unusable("day", _("Ngày ghi lại giống hệt ngày đã ghi."))
    acted = step.case.proceedings.filter(referral=referral).order_by("dated_on").values_list("dated_on", flat=True)
    last = min(filter(None, (on, referral.acknowledged_on, acted.first())))
    if not referral.sent_on <= day <= last:
        reason = _("Ngày công văn đến phải từ ngày gửi %(first)s đến ngày %(last)s, là ngày cơ quan đã có công văn.")
        raise Unusable("day", reason % {"first": f"{referral.sent_on:%d/%m/%Y}", "last": f"{last:%d/%m/%Y}"})
    referral.received_on = day
    referral.save()
    letter = referral.letter
    if letter.delivered_on is not None:
        # When it arrived is known about the letter; what the letter says is not touched.
        letter.delivered_on = day
        letter.save()
    for confirmed in step.case.duties.filter(rule__key=CONFIRM, referral=referral, met_on=was):
        confirmed.met_on = confirmed.ended_on = day
        confirmed.save()
    return was


def _count_again(case: Case, was: date, day: date, referral: Referral | None, *, on: date) -> list[int]:
    """Count anew every limit that began on the wrong day, under the rule of the true one."""
    return begin_anew(_resting_on(case, was, referral), day, on=on, answer_by=referral.answer_by if referral else None)


def count_from_true_day(case: Case, was: date, day: date, *, on: date) -> list[int]:
    """The same for the day it was received."""
    return _count_again(case, was, day, None, on=on)


def begin_anew(duties: Iterable[Duty], day: date, *, on: date, answer_by: date | None = None) -> list[int]:
    """Let these begin on another day, and count them; return which they were."""
    moved = []
    for duty in list(duties):
        duty.started_on = day
        if duty.rule.key == ASKED and answer_by is not None:
            duty.given_on = max(answer_by, day)
        try:
            duty.rule = rule(duty.rule.key, on=day)
            count_again(duty, because=Because.MISTAKE, on=on)
        except Refused as refusal:
            raise Unusable("day", in_own_words(refusal)) from refusal
        moved.append(duty.pk)
    return moved


def _resting_on(case: Case, was: date, referral: Referral | None) -> Iterator[Duty]:
    """What became void is owed by nobody and stays as it was; what was met is judged anew."""
    begun = case.duties.exclude(state=DutyState.VOID).filter(started_on=was).select_related("rule", "unit")
    if referral is not None:
        chain = KINDS[case.kind].chain
        keys: Iterable[str] = (ASKED, *KINDS[case.kind].agency_rules)
        later = (*chain.resolving, chain.result) if chain is not None else ()
        yield from begun.filter(referral=referral, rule__key__in=set(keys) - set(later)).exclude(rule__key=CONFIRM)
        return
    petition = papers.petition_of(case)
    keys = {*rules_that_start(case.kind, petition.stands(case.kind))}
    if petition.signed_on is not None and petition.signed_on == was:
        keys = {*rules_that_start(case.kind, "")}  # what ran from the signature does not rest on the day it came
    yield from begun.filter(rule__key__in=keys, referral=None)
    for joining in case.joinings.current():
        yield from joining.owed.filter(started_on=was).select_related("rule", "unit")


def _parts_of(case: Case) -> list[Case]:
    """The other cases of the same petition: their limits run from the same day."""
    petition = Matter.objects.filter(case=case).order_by("pk").values("petition")[:1]
    mine = Matter.objects.filter(petition__in=petition).exclude(origin=MatterOrigin.JOINED)
    return list(Case.objects.filter(pk__in=mine.values("case")).exclude(pk=case.pk))


def _write_anew(party: Party, petition: Petition, who: NewParty, *, keeps: str) -> None:
    sealed = petition.matters.filter(case__sealed=True).exists()
    party.identity = write_down(_with_paper(who, keeps).personal, area=None if sealed else party.identity.area)
    party.save()
    fresh = Party.objects.get(pk=party.pk)
    if sealed:
        leave_trace(fresh)
        return
    Findable.objects.filter(party=fresh).delete()
    make_findable(fresh)
    write_words(Case.objects.filter(matters__petition=petition).distinct())


def _with_paper(who: NewParty, keeps: str) -> NewParty:
    return who if who.paper else NewParty(**{**vars(who), "paper": keeps})


def _paper(number: str, dated_on: date | None) -> str:
    return " ".join(filter(None, (number, f"{dated_on:%d/%m/%Y}" if dated_on else ""))) or "–"
