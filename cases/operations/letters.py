"""The letter to the competent agency: drafted, submitted, signed, numbered and frozen, sent."""

import hashlib
from datetime import date

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit, User

from .. import numbering, papers
from ..errors import NotAllowedNow, Unusable
from ..kinds import KINDS
from ..models import Case, Letter, Referral, SentTo
from ..vocabulary import LetterStatus, Move, ReferralStatus
from .duties import meet, must_be_countable, owe
from .moving import moving

# Met when the petition has left for the competent agency with a copy to the petitioner (Luật TCD Điều 28.1).
OWED_UNTIL_DISPATCH = (
    "tt36.own_processing",
    "tcd.result_notice_to_citizen",
    "mttq.forward_again",
    "mttq.reopened",
)


def draft_letter(
    case: Case, *, agency: Unit, subject: str, asked: str, answer_by: date, by: Actor, on: date, body: str = ""
) -> Letter:
    """Write the letter, or write the draft anew. The date asked for stands in it: the law gives none."""
    with moving(case, Move.DRAFT_LETTER, "letter.drafted", by=by, on=on) as step:
        _check_draft(step.case, agency=agency, subject=subject, asked=asked, answer_by=answer_by, on=on)
        letter = step.case.letter
        if letter is None or letter.status != LetterStatus.DRAFT:
            referral = Referral(case=step.case)
            letter = Letter(unit=step.case.unit, form=KINDS[step.case.kind].letter_form)
        else:
            referral = letter.referral
        referral.agency, referral.asked, referral.answer_by = agency, asked.strip(), answer_by
        referral.save()
        letter.referral, letter.subject, letter.body = referral, subject.strip(), body.strip()
        letter.save()
        step.case.lead = referral
        step.facts |= {"letter": letter.pk, "agency": agency.pk, "answer_by": answer_by.isoformat()}
    return letter


def submit_letter(case: Case, *, by: Actor, on: date) -> None:
    """Lay the draft before the leader."""
    with moving(case, Move.SUBMIT_LETTER, "letter.submitted", by=by, on=on) as step:
        letter = _letter(step.case)
        _must_ask_for_a_day_to_come(Move.SUBMIT_LETTER, letter, on=on)
        letter.be_submitted()
        letter.sent_back_because = ""
        letter.save()
        step.facts["letter"] = letter.pk


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


def sign_letter(case: Case, *, by: Actor, on: date) -> None:
    """The leader signs; from now on the text does not change."""
    with moving(case, Move.SIGN_LETTER, "letter.signed", by=by, on=on) as step:
        letter = _letter(step.case)
        _must_ask_for_a_day_to_come(Move.SIGN_LETTER, letter, on=on)
        letter.be_signed()
        leader = step.by.person_id
        assert leader is not None, "only a person holds the role that grants this move"
        signer = User.objects.get(pk=leader)
        if not signer.title.strip():
            # It stands above the signature: found out here, not when the records officer gives the number.
            raise Unusable("signer", _("Người ký chưa có chức danh; cần quản trị ghi chức danh trước khi ký."))
        letter.signer, letter.signer_title, letter.signed_on = signer, signer.title, on
        letter.save()
        # NĐ 30/2020 Điều 18, by analogy: issued the same day, at the latest the next working day.
        owe(step.case, "vt.issue_outgoing", start=on, unit=step.case.unit)
        step.facts["letter"] = letter.pk


def issue_letter(case: Case, *, by: Actor, on: date) -> None:
    """Give the letter its number and freeze the PDF with its digest."""
    with moving(case, Move.ISSUE_LETTER, "letter.issued", by=by, on=on) as step:
        letter = _letter(step.case)
        letter.be_issued()
        letter.serial = numbering.next_letter_serial(letter.unit_id, on)
        letter.year, letter.issued_on = on.year, on
        letter.number = f"{letter.serial:02d}/{letter.unit.symbol}"
        pdf = papers.letter(step.case, number=letter.number, signed_on=on)
        letter.digest = hashlib.sha256(pdf).hexdigest()
        letter.file.save(f"{letter.digest}.pdf", ContentFile(pdf), save=False)
        letter.save()
        meet(step.case, "vt.issue_outgoing", on=on)
        step.facts |= {"letter": letter.pk, "number": letter.number, "sha256": letter.digest}


def dispatch_letter(case: Case, *, by: Actor, on: date) -> None:
    """Send the letter out: the agency sees the case from now on, the MTTQ's own processing is done."""
    with moving(case, Move.DISPATCH_LETTER, "referral.dispatched", by=by, on=on) as step:
        letter = _letter(step.case)
        letter.be_dispatched()
        letter.dispatched_on = on
        letter.save()
        referral = letter.referral
        referral.be_sent()
        referral.sent_on = on
        referral.save()
        step.case.lead = referral
        SentTo.objects.get_or_create(case=step.case, unit=referral.agency)
        meet(step.case, *OWED_UNTIL_DISPATCH, on=on)
        owe(step.case, "mttq.confirm_delivery", start=on, unit=step.case.unit, referral=referral)
        step.facts |= {"referral": referral.pk, "letter": letter.pk, "agency": referral.agency_id}


def preview_letter(case: Case) -> bytes:
    """Render the letter as it stands, marked as a draft while it has no number."""
    letter = _letter(case)
    if letter.digest:
        with letter.file.open("rb") as frozen:
            content: bytes = frozen.read()
        return content
    return papers.letter(case)


def _letter(case: Case) -> Letter:
    letter = case.letter
    assert letter is not None, "the lifecycle allows this move only when there is a letter"
    return letter


def _must_ask_for_a_day_to_come(move: str, letter: Letter, *, on: date) -> None:
    """A draft may lie until its date has passed; once signed, its text does not change any more."""
    if letter.referral.answer_by <= on:
        raise NotAllowedNow(move, [_("Ngày đề nghị trả lời ghi trong dự thảo đã qua; cần soạn lại với ngày khác.")])


def _check_draft(case: Case, *, agency: Unit, subject: str, asked: str, answer_by: date, on: date) -> None:
    if agency.is_front:
        raise Unusable("agency", _("Cần chọn cơ quan có thẩm quyền; Mặt trận không tự chuyển đơn cho mình."))
    if not subject.strip():
        raise Unusable("subject", _("Cần ghi công văn về việc gì."))
    if not asked.strip():
        raise Unusable("asked", _("Cần ghi rõ đề nghị cơ quan làm gì."))
    if answer_by <= on:
        raise Unusable("answer_by", _("Ngày đề nghị trả lời phải sau hôm nay."))
    must_be_countable(KINDS[case.kind].answer_rule, "answer_by", start=on, given=answer_by)
    lead = case.lead
    if lead is not None and lead.status == ReferralStatus.REFUSED and lead.agency_id == agency.pk:
        raise Unusable("agency", _("Cơ quan này vừa từ chối; cần chọn cơ quan khác hoặc trao đổi lại trước."))
