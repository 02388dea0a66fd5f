"""The letter to the competent agency: drafted, submitted, signed, numbered and frozen, sent."""

from datetime import date, datetime
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from letters.catalogue import MTTQ, form, version
from organizations.heads import head_of
from organizations.models import Unit
from organizations.vocabulary import UnitKind

from .. import papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import ASKED, KINDS
from ..models import Case, Hold, Letter, Referral, SentTo
from ..vocabulary import LetterStatus, Move, ReferralStatus, ScreenedTo, SentBy
from .addressing import must_be_there, must_still_be_there
from .cooperating import end_requests
from .disputing import leader_sends_to, raise_dispute
from .documents import NewDocument
from .duties import meet, must_be_countable, owe
from .freezing import author, keep_scan, must_name_the_head, number_and_freeze, sign, stood_in_for
from .held_letters import hold, must_be_let_out, must_not_wait, noting_stops
from .moving import Moving, moving
from .naming import must_name_nobody
from .once import must_say_why_again

# Met when the petition has left for the competent agency.
OWED_UNTIL_DISPATCH = (
    "tt36.own_processing",
    "mttq.forward_again",
    "mttq.forward_after_recall",
    "mttq.reopened",
    # Luật Tố cáo Điều 24.2 and 27: transferred within five working days, with signs of a crime at once.
    "tc.transfer_not_competent",
    "tc.transfer_crime_signs",
)
# Luật TCD Điều 28.1: met as well where the petitioner gets a copy; otherwise a notice of its own is owed.
TOLD_BY_THE_COPY = ("tcd.result_notice_to_citizen",)


class Body(NamedTuple):
    """To whom a petition goes that was screened to be transferred at once."""

    kinds: frozenset[str]
    refusal: str | Promise


BODIES: dict[str, Body] = {
    # Luật Tố cáo Điều 27.
    ScreenedTo.TRANSFER_INVESTIGATION: Body(
        frozenset({UnitKind.POLICE, UnitKind.PROCURACY}),
        _("Dấu hiệu tội phạm thì chuyển cơ quan điều tra hoặc viện kiểm sát."),
    ),
    # TT 05/2021 Điều 15; QĐ 124-QĐ/TW Điều 8.
    ScreenedTo.TRANSFER_PARTY: Body(frozenset({UnitKind.PARTY}), _("Kết quả phân loại là chuyển tổ chức Đảng.")),
}


def draft_letter(
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
    """Write the letter, or write the draft anew. The date asked for stands in it: the law gives none."""
    with moving(case, Move.DRAFT_LETTER, "letter.drafted", by=by, on=on) as step:
        return write_transfer(
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


def write_transfer(
    step: Moving,
    *,
    agency: Unit,
    subject: str,
    asked: str,
    answer_by: date,
    on: date,
    body: str,
    copy_to_petitioner: bool,
    again_because: str,
) -> Letter:
    """Write the transfer letter of the moving case, or its draft anew, and make it the one that leads."""
    _check_draft(step.case, agency=agency, subject=subject, asked=asked, answer_by=answer_by, on=on)
    before = must_say_why_again(step.case, agency, because=again_because)
    letter = step.case.letter
    if letter is None or letter.status != LetterStatus.DRAFT:
        referral = Referral(case=step.case)
        letter = Letter(case=step.case, unit=step.case.unit, form=KINDS[step.case.kind].letter_form)
    else:
        referral = _sending(letter)
    referral.agency, referral.asked, referral.answer_by = agency, asked.strip(), answer_by
    referral.again_because = again_because.strip() if before else ""
    referral.save()
    letter.referral, letter.subject, letter.body = referral, subject.strip(), body.strip()
    letter.version = version(form(MTTQ, letter.form), on=on).number
    letter.copy_to_petitioner = copy_to_petitioner
    letter.secret = step.case.sealed
    letter.to_head = head_of(agency.pk, on=on) if step.case.sealed else None
    must_name_nobody(step.case, subject=subject, body=body, asked=asked)
    letter.drafted_by, letter.drafted_for_id = author(step.by), stood_in_for(step.by)
    letter.save()
    step.case.lead = referral
    step.facts |= {"letter": letter.pk, "agency": agency.pk, "answer_by": answer_by.isoformat()}
    raise_dispute(step, referral, on=on)
    if before:
        step.facts["again_after"] = [referral.pk for referral in before]
    return letter


def submit_letter(case: Case, *, by: Actor, on: date) -> None:
    """Lay the draft before the leader."""
    with moving(case, Move.SUBMIT_LETTER, "letter.submitted", by=by, on=on) as step:
        letter = _letter(step.case)
        _must_ask_for_a_day_to_come(Move.SUBMIT_LETTER, letter, on=on)
        must_still_be_there(_sending(letter).agency, Move.SUBMIT_LETTER, on=on)
        must_name_the_head(letter, move=Move.SUBMIT_LETTER, on=on)
        submit(letter)
        step.facts["letter"] = letter.pk


def submit(letter: Letter) -> None:
    letter.be_submitted()
    letter.sent_back_because = ""
    letter.save()


def send_back_letter(case: Case, *, because: str, by: Actor, on: date) -> None:
    """The leader gives the draft back with a word."""
    with moving(case, Move.SEND_BACK_LETTER, "letter.sent_back", by=by, on=on) as step:
        if not because.strip():
            raise Unusable("because", _("Cần ghi rõ phải sửa điều gì."))
        letter = _letter(step.case)
        letter.be_sent_back()
        letter.sent_back_because = because.strip()
        letter.save()
        step.facts["letter"] = letter.pk


def sign_letter(case: Case, *, by: Actor, on: date, scan: NewDocument | None = None) -> None:
    """The leader signs; from now on the text does not change."""
    with moving(case, Move.SIGN_LETTER, "letter.signed", by=by, on=on) as step:
        letter = _letter(step.case)
        _must_ask_for_a_day_to_come(Move.SIGN_LETTER, letter, on=on)
        must_still_be_there(_sending(letter).agency, Move.SIGN_LETTER, on=on)
        sign(letter, move=Move.SIGN_LETTER, scan=scan, by=step.by, on=on)
        step.facts["letter"] = letter.pk


def issue_letter(case: Case, *, by: Actor, on: date, scan: NewDocument | None = None) -> None:
    """Give the letter its number and freeze the PDF with its digest."""
    with moving(case, Move.ISSUE_LETTER, "letter.issued", by=by, on=on) as step:
        letter = _letter(step.case)
        if scan is not None:
            keep_scan(letter, scan, on=on)
        number_and_freeze(letter, on=on)
        step.facts |= {"letter": letter.pk, "number": letter.number, "sha256": letter.digest}


def dispatch_letter(
    case: Case, *, by: Actor, on: date, sent_by: str = SentBy.POST, sent_number: str = "", at: datetime | None = None
) -> Hold | None:
    """Send the letter out; what goes by e-mail waits some minutes first, and the hold is returned."""

    def send() -> Hold | None:
        letter = Case.objects.select_related("lead__letter", "lead__agency").get(pk=case.pk).letter
        if sent_by != SentBy.EMAIL or letter is None:
            send_transfer(case, by=by, on=on, sent_by=sent_by, sent_number=sent_number)
            return None
        return hold(case, letter, move=Move.DISPATCH_LETTER, sent_number=sent_number, by=by, on=on, at=at)

    return noting_stops(case, send, by=by, on=on)


def send_transfer(case: Case, *, by: Actor, on: date, sent_by: str, sent_number: str) -> None:
    """It leaves: the agency sees the case from now on, the MTTQ's own processing is done."""
    with moving(case, Move.DISPATCH_LETTER, "referral.dispatched", by=by, on=on) as step:
        if sent_by not in SentBy.values:
            raise Unusable("sent_by", _("Cần chọn văn bản gửi bằng đường nào."))
        letter = _letter(step.case)
        must_still_be_there(_sending(letter).agency, Move.DISPATCH_LETTER, on=on)
        must_not_wait(letter, move=Move.DISPATCH_LETTER)
        must_be_let_out(letter, move=Move.DISPATCH_LETTER, sent_by=sent_by, on=on)
        letter.be_dispatched()
        letter.dispatched_on, letter.sent_by, letter.sent_number = on, sent_by, sent_number.strip()
        letter.save()
        referral = _sending(letter)
        referral.be_sent()
        referral.sent_on = on
        referral.save()
        step.case.lead = referral
        SentTo.objects.get_or_create(case=step.case, unit=referral.agency)
        now_leads = str(_("Cơ quan nay chủ trì vụ việc này."))
        end_requests(step, because=now_leads, on=on, agency=referral.agency)
        meet(step.case, *OWED_UNTIL_DISPATCH, on=on)
        if letter.copy_to_petitioner:
            meet(step.case, *TOLD_BY_THE_COPY, on=on)
        owe(step.case, "mttq.confirm_delivery", start=on, unit=step.case.unit, referral=referral, on=on)
        step.facts |= {"referral": referral.pk, "letter": letter.pk, "agency": referral.agency_id}
        step.facts["sent_by"] = str(sent_by)


def preview_letter(case: Case) -> bytes:
    """The letter of the lead referral as it stands, marked as a draft while it has no number."""
    return letter_pdf(_letter(case))


def letter_pdf(letter: Letter) -> bytes:
    """The frozen PDF, or the draft as it would look now. Raises `NotAllowedNow` for one that was issued on paper."""
    _must_be_ours(letter)
    if letter.digest:
        with letter.file.open("rb") as frozen:
            content: bytes = frozen.read()
        return content
    return papers.pdf(letter, papers.facts_of(letter))


def letter_docx(letter: Letter) -> bytes:
    """The same words to go on with in a word processor, from the facts the letter was made from."""
    _must_be_ours(letter)
    return papers.docx(letter, papers.kept_facts(letter) if letter.made_from else papers.facts_of(letter))


def _must_be_ours(letter: Letter) -> None:
    if letter.case.erased_on is not None:
        day = f"{letter.case.erased_on:%d/%m/%Y}"
        reason = _("Nội dung văn bản đã xóa ngày %(day)s; số và ngày còn trong sổ.")
        raise NotAllowedNow("download", [reason % {"day": day}])
    if letter.on_paper:
        # No page is made up afterwards for what somebody signed in ink.
        raise NotAllowedNow(
            "download",
            [_("Công văn này ban hành trên giấy trước khi dùng phần mềm; cần xem bản lưu ở văn thư.")],
        )


def _letter(case: Case) -> Letter:
    letter = case.letter
    assert letter is not None, "the lifecycle allows this move only when there is a letter"
    letter.case = case
    return letter


def _sending(letter: Letter) -> Referral:
    assert letter.referral is not None, "the letter that moves a case carries a referral"
    return letter.referral


def _must_ask_for_a_day_to_come(move: str, letter: Letter, *, on: date) -> None:
    """A draft may lie until its date has passed; once signed, its text does not change any more."""
    if _sending(letter).answer_by <= on:
        raise NotAllowedNow(move, [_("Ngày đề nghị trả lời ghi trong dự thảo đã qua; cần soạn lại với ngày khác.")])


def _check_draft(case: Case, *, agency: Unit, subject: str, asked: str, answer_by: date, on: date) -> None:
    if agency.is_front:
        raise Unusable("agency", _("Cần chọn cơ quan có thẩm quyền; Mặt trận không tự chuyển đơn cho mình."))
    wanted = BODIES.get(case.screening.decided) if case.screening is not None else None
    if wanted is not None and agency.kind not in wanted.kinds:
        raise Unusable("agency", wanted.refusal)
    must_be_there(agency, "agency", on=on)
    if not subject.strip():
        raise Unusable("subject", _("Cần ghi công văn về việc gì."))
    if not asked.strip():
        raise Unusable("asked", _("Cần ghi rõ đề nghị cơ quan làm gì."))
    if answer_by <= on:
        raise Unusable("answer_by", _("Ngày đề nghị trả lời phải sau hôm nay."))
    must_be_countable(ASKED, "answer_by", start=on, given=answer_by)
    last = case.last_sending
    refused = last is not None and last.status == ReferralStatus.REFUSED and last.agency_id == agency.pk
    if refused and not leader_sends_to(case, agency):
        raise Unusable("agency", _("Cơ quan này vừa từ chối; cần chọn cơ quan khác hoặc trao đổi lại trước."))
