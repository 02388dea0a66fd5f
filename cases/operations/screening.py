"""What becomes of a petition: screened by its handler, agreed to by a second person where it must be, carried out."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.words import in_own_words
from organizations.models import Unit

from .. import access
from ..errors import NotAllowedNow, Unusable
from ..models import Case, Letter, Screening
from ..screening import kind_of, needs_second_person, road
from ..vocabulary import Kind, Move, Outcome, ScreenedTo, ScreeningState
from .disputing import must_not_go_round
from .documents import write_note
from .duties import meet, owe, void
from .freezing import author, drop_supplement, drop_what_has_not_left, stood_in_for
from .letters import OWED_UNTIL_DISPATCH, submit, write_transfer
from .moving import Moving, moving
from .once import must_not_be_guided_again

# Found today, done today: Luật Tố cáo Điều 27, and the house's own word for what TT 05/2021 Điều 16 calls "at once".
AT_ONCE_RULES = {
    ScreenedTo.TRANSFER_INVESTIGATION: "tc.transfer_crime_signs",
    ScreenedTo.REPORT: "mttq.report_at_once",
}
RETENTION = "luu_don.retention"


def screen(
    case: Case, *, answers: Mapping[str, str], by: Actor, on: date, decided: str = "", because: str = ""
) -> Screening:
    """Record what the petition was found to be and what is to become of it; what was decided before is replaced.

    The handler may decide otherwise than the tree proposes, with a reason. Raises `Unusable` at the question that is
    still open, and at the kind when it is another by content than the case goes by: that is `reclassify`.
    """
    with moving(case, Move.SCREEN, "case.screened", by=by, on=on) as step:
        way = road(answers)
        if way.leaf is None:
            assert way.asks is not None, "a road asks or has ended"
            raise Unusable(way.asks.key, _("Cần trả lời câu này trước."))
        kind = kind_of(way.answers)
        _must_be_registered_so(step.case, kind)
        proposed = way.leaf.outcome
        decided = _decision(step.case, decided or proposed, proposed, because=because)
        waits = needs_second_person(step.case.kind, decided)
        if step.case.screening is not None:
            set_aside(step.case.screening, on=on)
        screening: Screening = Screening.objects.create(
            case=step.case,
            answers=way.answers,
            kind=kind,
            leaf=way.leaf.key,
            proposed=proposed,
            decided=decided,
            because=because.strip() if decided != proposed else "",
            state=ScreeningState.WAITING if waits else ScreeningState.STANDS,
            screened_by=author(step.by),
            screened_for_id=stood_in_for(step.by),
            screened_on=on,
        )
        if decided in AT_ONCE_RULES:
            owe(step.case, AT_ONCE_RULES[ScreenedTo(decided)], start=on, unit=step.case.unit, on=on)
        step.facts |= {"screening": screening.pk, "leaf": screening.leaf, "decided": str(decided), "kind": kind}
        step.facts |= {"otherwise": screening.is_otherwise, "waits": waits}
    return screening


def confirm_screening(case: Case, *, by: Actor, on: date) -> None:
    """A second person agrees: what was decided may be carried out."""
    with moving(case, Move.CONFIRM_SCREENING, "screening.confirmed", by=by, on=on) as step:
        screening = _judged(step, on=on)
        screening.be_confirmed()
        screening.save()
        step.facts |= {"screening": screening.pk, "decided": screening.decided}


def reject_screening(case: Case, *, because: str, by: Actor, on: date) -> None:
    """A second person does not agree, with a word; the handler screens again."""
    with moving(case, Move.REJECT_SCREENING, "screening.rejected", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao không đồng ý."))
        screening = _judged(step, on=on)
        screening.judged_because = because.strip()
        screening.be_refused()
        screening.save()
        _stop_the_hurry(step.case, on=on)
        step.facts |= {"screening": screening.pk, "decided": screening.decided}


def report_to_head(case: Case, *, text: str, by: Actor, on: date) -> None:
    """Tell the leaders at once (TT 05/2021 Điều 16); the petition itself is then screened as any other."""
    with moving(case, Move.REPORT_TO_HEAD, "case.reported_to_head", by=by, on=on) as step:
        if not text.strip():
            raise Unusable("text", _("Cần ghi điều cần báo cáo."))
        write_note(step, text)
        meet(step.case, AT_ONCE_RULES[ScreenedTo.REPORT], on=on)
        screening = step.case.screening
        if screening is not None and screening.decided == ScreenedTo.REPORT:
            set_aside(screening, on=on)


def transfer_at_once(
    case: Case,
    *,
    agency: Unit,
    subject: str,
    asked: str,
    answer_by: date,
    by: Actor,
    on: date,
    body: str = "",
    copy_to_petitioner: bool = True,
    again_because: str = "",
) -> Letter:
    """Write the transfer to the investigating or Party body and lay it before the leader in one go."""
    with moving(case, Move.TRANSFER_AT_ONCE, "letter.hastened", by=by, on=on) as step:
        letter = write_transfer(
            step,
            agency=agency,
            subject=subject,
            asked=asked,
            answer_by=answer_by,
            on=on,
            body=body,
            copy_to_petitioner=copy_to_petitioner,
            again_because=again_because,
        )
        must_not_go_round(step.case, Move.TRANSFER_AT_ONCE)
        drop_supplement(step.case, on=on)  # what is sent at once does not wait for more papers
        submit(letter)
    return letter


def guide(case: Case, *, by: Actor, on: date) -> None:
    """The guidance has left: the MTTQ has done what the law asks of it, once."""
    with moving(case, Move.GUIDE, "case.guided", by=by, on=on) as step:
        end_without_sending(step.case, Outcome.GUIDED, on=on)


def return_to_sender(case: Case, *, by: Actor, on: date) -> None:
    """The petition has gone back to who sent it, to be completed."""
    with moving(case, Move.RETURN_TO_SENDER, "case.returned", by=by, on=on) as step:
        end_without_sending(step.case, Outcome.RETURNED, on=on)


def ask_to_split(case: Case, *, by: Actor, on: date) -> None:
    """The sender has been asked for a petition of its own for each content; those come in as new ones."""
    with moving(case, Move.ASK_TO_SPLIT, "case.split_asked", by=by, on=on) as step:
        end_without_sending(step.case, Outcome.SPLIT_ASKED, on=on)


def file_away(case: Case, *, by: Actor, on: date) -> None:
    """File the petition away without handling it; no reply is owed, and nothing is destroyed for a year."""
    with moving(case, Move.FILE_AWAY, "case.filed_away", by=by, on=on) as step:
        screening = step.case.screening
        assert screening is not None, "the lifecycle allows this move only when it was screened so"
        screening.kept_until = kept_until(on)
        screening.save()
        end_without_sending(step.case, Outcome.FILED_AWAY, on=on)
        step.facts["kept_until"] = screening.kept_until.isoformat()


def _must_be_registered_so(case: Case, kind: str) -> None:
    """The kind by content is the one the case goes by, with its seal, its clocks and its letter."""
    if kind and kind != case.kind:
        raise Unusable(
            "kind",
            _("Theo nội dung, đơn là “%(kind)s”; sổ đang ghi “%(registered)s”. Cần phân loại lại đơn trước.")
            % {"kind": Kind(kind).label, "registered": case.get_kind_display()},
        )


def _decision(case: Case, decided: str, proposed: str, *, because: str) -> str:
    if decided not in ScreenedTo.values:
        raise Unusable("decided", _("Cần chọn xử lý đơn thế nào."))
    if decided != proposed and not because.strip():
        raise Unusable("because", _("Quyết định khác với đề xuất thì cần ghi lý do."))
    if decided == ScreenedTo.GUIDE:
        must_not_be_guided_again(case, "decided")
    return decided


def _judged(step: Moving, *, on: date) -> Screening:
    """The screening that waits, under the eyes of somebody else than who made it."""
    screening = step.case.screening
    assert screening is not None, "the lifecycle allows this move only when one waits"
    if {screening.screened_by_id, screening.screened_for_id} & access.persons_of(step.by):
        move = Move.CONFIRM_SCREENING
        raise NotAllowedNow(move, [_("Người phân loại không tự xác nhận; cần người thứ hai.")])
    screening.judged_by, screening.judged_on = author(step.by), on
    return screening


def set_aside(screening: Screening, *, on: date) -> None:
    """It holds no longer: the case was screened again, or is of another kind."""
    screening.be_replaced()
    screening.save()
    _stop_the_hurry(screening.case, on=on)


def _stop_the_hurry(case: Case, *, on: date) -> None:
    """What was to be done at once is not to be done any more."""
    void(case, *AT_ONCE_RULES.values(), on=on)


def end_without_sending(case: Case, outcome: Outcome, *, on: date) -> None:
    case.outcome, case.closed_on = outcome, on
    drop_what_has_not_left(case, because=str(_("Vụ việc đã kết thúc.")), on=on)
    meet(case, *OWED_UNTIL_DISPATCH, on=on)
    void(case, on=on)


def kept_until(on: date) -> date:
    """Nobody waits for this day, so no calendar moves it: never less than the years the rule says."""
    try:
        years = rule(RETENTION, on=on).length or 1
    except Refused as refusal:
        raise Unusable("on", in_own_words(refusal)) from refusal
    try:
        return on.replace(year=on.year + years)
    except ValueError:  # 29 February
        return date(on.year + years, 3, 1)
