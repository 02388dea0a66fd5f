"""Letters beside the transfer: notice to the citizen, guidance, return, reminder, recommendation. They move no case."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit

from ..errors import NotAllowedNow, Unusable
from ..letter_forms import CASE_LETTERS
from ..models import Case, Hold, Letter, ReceptionSession
from ..vocabulary import Evidence, LetterForm, LetterStatus, Move, SentBy
from .addressing import must_still_be_there
from .cooperating import may_be_asked, open_request
from .documents import NewDocument
from .duties import meet
from .freezing import keep_scan, must_name_the_head, number_and_freeze, sign
from .held_letters import hold, must_be_let_out, must_not_wait, noting_stops
from .ladder import climb
from .letters_unsent import void_number
from .moving import moving
from .once import must_not_be_guided_again
from .superior import send_recommendation
from .supplementing import ask_by_letter, check_request
from .writing import must_be_complete, write


def draft_other(
    case: Case,
    *,
    letter_form: str,
    subject: str,
    by: Actor,
    on: date,
    letter: Letter | None = None,
    body: str = "",
    to_unit: Unit | None = None,
    secret: bool = False,
    basis: str = "",
    reason: str = "",
    asked: str = "",
    answer_by: date | None = None,
    session: ReceptionSession | None = None,
    time: str = "",
    venue: str = "",
    to_bring: str = "",
    phone: str = "",
) -> Letter:
    """Write another letter in the case, or write its draft anew. Refuses a letter that could not be issued.

    An invitation to a session of reception takes time and place from it.
    """
    with moving(case, Move.DRAFT_OTHER, "other_letter.drafted", by=by, on=on) as step:
        if letter_form not in LetterForm.values:
            raise Unusable("letter_form", _("Cần chọn loại văn bản."))
        if letter_form == LetterForm.GUIDANCE:
            must_not_be_guided_again(step.case, "letter_form")
        if letter_form == LetterForm.COOPERATION:
            may_be_asked(step.case, to_unit, answer_by=answer_by, on=on)
        if letter_form == LetterForm.SUPPLEMENT:
            check_request(step.case, until=answer_by, on=on, field="answer_by")
        if letter is None:
            letter = Letter(case=step.case, unit=step.case.unit)
        else:
            letter = _chosen(step.case, letter, LetterStatus.DRAFT, move=Move.DRAFT_OTHER)
        said = {"basis": basis, "reason": reason, "asked": asked, "time": time, "venue": venue}
        said |= {"to_bring": to_bring, "phone": phone}
        letter.session = _invited_to(step.case, session, on=on) if session is not None else None
        if letter.session is not None:
            said |= {"time": _when(letter.session), "venue": letter.session.place}
        words = {"subject": subject, "body": body}
        write(step, letter, letter_form, words, said, answer_by=answer_by, to_unit=to_unit, secret=secret, on=on)
        must_be_complete(letter)
        letter.save()
        step.facts |= {"letter": letter.pk, "form": letter_form}
    return letter


def submit_other(case: Case, *, letter: Letter, by: Actor, on: date) -> None:
    """Lay the draft before the leader."""
    with moving(case, Move.SUBMIT_OTHER, "other_letter.submitted", by=by, on=on) as step:
        chosen = _chosen(step.case, letter, LetterStatus.DRAFT, move=Move.SUBMIT_OTHER)
        must_name_the_head(chosen, move=Move.SUBMIT_OTHER, on=on)
        chosen.be_submitted()
        chosen.sent_back_because = ""
        chosen.save()
        step.facts |= {"letter": chosen.pk, "form": chosen.form}


def send_back_other(case: Case, *, letter: Letter, because: str, by: Actor, on: date) -> None:
    """The leader gives the draft back with a word."""
    with moving(case, Move.SEND_BACK_OTHER, "other_letter.sent_back", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi rõ phải sửa điều gì."))
        chosen = _chosen(step.case, letter, LetterStatus.SUBMITTED, move=Move.SEND_BACK_OTHER)
        chosen.be_sent_back()
        chosen.sent_back_because = because.strip()
        chosen.save()
        step.facts |= {"letter": chosen.pk, "form": chosen.form}


def sign_other(case: Case, *, letter: Letter, by: Actor, on: date, scan: NewDocument | None = None) -> None:
    """The leader signs; from now on the text does not change."""
    with moving(case, Move.SIGN_OTHER, "other_letter.signed", by=by, on=on) as step:
        chosen = _chosen(step.case, letter, LetterStatus.SUBMITTED, move=Move.SIGN_OTHER)
        sign(chosen, move=Move.SIGN_OTHER, scan=scan, by=step.by, on=on)
        step.facts |= {"letter": chosen.pk, "form": chosen.form}


def issue_other(case: Case, *, letter: Letter, by: Actor, on: date, scan: NewDocument | None = None) -> None:
    """Give the letter its number and freeze it."""
    with moving(case, Move.ISSUE_OTHER, "other_letter.issued", by=by, on=on) as step:
        chosen = _chosen(step.case, letter, LetterStatus.SIGNED, move=Move.ISSUE_OTHER)
        if scan is not None:
            keep_scan(chosen, scan, on=on)
        number_and_freeze(chosen, on=on)
        step.facts |= {"letter": chosen.pk, "number": chosen.number, "sha256": chosen.digest}


def dispatch_other(
    case: Case,
    *,
    letter: Letter,
    sent_by: str,
    by: Actor,
    on: date,
    sent_number: str = "",
    at: datetime | None = None,
) -> Hold | None:
    """Send the letter out; what goes by e-mail waits some minutes first, and the hold is returned."""

    def send() -> Hold | None:
        if sent_by != SentBy.EMAIL:
            send_other(case, letter=letter, by=by, on=on, sent_by=sent_by, sent_number=sent_number)
            return None
        chosen = _chosen(case, letter, LetterStatus.ISSUED, move=Move.DISPATCH_OTHER)
        return hold(case, chosen, move=Move.DISPATCH_OTHER, sent_number=sent_number, by=by, on=on, at=at)

    return noting_stops(case, send, by=by, on=on)


def send_other(case: Case, *, letter: Letter, by: Actor, on: date, sent_by: str, sent_number: str) -> None:
    """It leaves; what the law wants told to the citizen is told by it."""
    with moving(case, Move.DISPATCH_OTHER, "other_letter.dispatched", by=by, on=on) as step:
        if sent_by not in SentBy.values:
            raise Unusable("sent_by", _("Cần chọn văn bản gửi bằng đường nào."))
        chosen = _chosen(step.case, letter, LetterStatus.ISSUED, move=Move.DISPATCH_OTHER)
        must_still_be_there(chosen.to_unit, Move.DISPATCH_OTHER, on=on)
        must_not_wait(chosen, move=Move.DISPATCH_OTHER)
        must_be_let_out(chosen, move=Move.DISPATCH_OTHER, sent_by=sent_by, on=on)
        chosen.be_dispatched()
        chosen.dispatched_on, chosen.sent_by, chosen.sent_number = on, sent_by, sent_number.strip()
        chosen.save()
        if chosen.form == LetterForm.COOPERATION:
            open_request(step, chosen, on=on)
        if chosen.form == LetterForm.SUPPLEMENT:
            ask_by_letter(step, chosen, on=on)
        send_recommendation(step, chosen, on=on)
        climb(step, chosen, on=on)
        if met := CASE_LETTERS[LetterForm(chosen.form)].meets:
            meet(step.case, *met, on=on)
        step.facts |= {"letter": chosen.pk, "form": chosen.form, "sent_by": str(sent_by)}


def confirm_other(case: Case, *, letter: Letter, received_on: date, evidence: str, by: Actor, on: date) -> None:
    """Record the day the letter arrived, with its evidence."""
    with moving(case, Move.CONFIRM_OTHER, "other_letter.delivered", by=by, on=on) as step:
        chosen = _chosen(step.case, letter, LetterStatus.DISPATCHED, move=Move.CONFIRM_OTHER)
        if evidence not in Evidence.values:
            raise Unusable("evidence", _("Cần ghi căn cứ cho biết công văn đã đến nơi."))
        if received_on > on or (chosen.dispatched_on is not None and received_on < chosen.dispatched_on):
            raise Unusable("received_on", _("Ngày nhận phải từ ngày gửi công văn đến hôm nay."))
        chosen.be_delivered()
        chosen.delivered_on, chosen.evidence = received_on, evidence
        chosen.save()
        step.facts |= {"letter": chosen.pk, "received_on": received_on.isoformat(), "evidence": str(evidence)}


def void_letter(case: Case, *, letter: Letter, because: str, by: Actor, on: date) -> None:
    """Void a number that has not left the house; a voided transfer is drafted again."""
    with moving(case, Move.VOID_LETTER, "letter.voided", by=by, on=on) as step:
        chosen = _chosen(step.case, letter, LetterStatus.ISSUED, move=Move.VOID_LETTER)
        must_not_wait(chosen, move=Move.VOID_LETTER)
        void_number(chosen, because=because, on=on)
        if chosen.referral is not None:
            chosen.referral.be_ended()
            chosen.referral.save()
        step.facts |= {"letter": chosen.pk, "number": chosen.number}


def _chosen(case: Case, letter: Letter, *statuses: str, move: str) -> Letter:
    """The letter as it stands now, under the lock of its case."""
    found: Letter | None = (
        Letter.objects.select_related("referral", "unit", "to_unit", "to_head__user")
        .filter(case=case, pk=letter.pk)
        .first()
    )
    belongs = found is not None and (found.referral is None or move == Move.VOID_LETTER)
    if found is None or not belongs or found.status not in statuses:
        raise NotAllowedNow(move, [_("Văn bản này không còn ở bước ấy; cần xem lại vụ việc.")])
    found.case = case
    return found


def _invited_to(case: Case, session: ReceptionSession, *, on: date) -> ReceptionSession:
    ahead: ReceptionSession | None = ReceptionSession.objects.filter(pk=session.pk, unit=case.unit_id).first()
    if ahead is None or not ahead.is_planned or ahead.held_on <= on:
        raise Unusable("session", _("Cần chọn một buổi tiếp công dân sắp tới trong lịch của đơn vị."))
    return ahead


def _when(session: ReceptionSession) -> str:
    """Said in Vietnamese whatever the author reads: it stands in the letter."""
    return f"{session.begins_at:%H} giờ {session.begins_at:%M}, ngày {session.held_on:%d/%m/%Y}"
