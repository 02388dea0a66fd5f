"""Arranging through operations: a story brings a case to where a test begins, the way an office would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import count
from uuid import uuid4

from audit.actor import Actor, ActorKind, Channel, system
from cases import operations as op
from cases.kinds import DENUNCIATIONS, KINDS
from cases.models import AgendaItem, Case, Inspection, Letter, Screening
from cases.relays import people_to_be_told
from cases.vocabulary import (
    AnswerResult,
    AskedBy,
    BroughtTo,
    Doubt,
    Evidence,
    Found,
    HeardBy,
    Helped,
    InspectionState,
    Intake,
    Kind,
    LetterForm,
    Outcome,
    ProceedingFact,
    RefusalReason,
    ScreenedTo,
    SentBy,
    Status,
    SupplementOf,
    ToldBy,
    Weighed,
)
from organizations.models import Field, Unit, User

DAY = date(2026, 3, 2)
ANSWER_BY = date(2026, 4, 15)
BRING_BY = date(2026, 3, 12)
NOBODY_CAME = date(2026, 3, 13)
NOBODY_SUCCEEDED = date(2026, 4, 2)
PROMISED_BY = date(2026, 5, 20)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"

_serial = count(1)
# The letters of the stories ask one thing.
IN_FULL = (op.Point(Weighed.ANSWERED),)
IN_PART = (op.Point(Weighed.PARTLY, note="Chưa nêu ngày xong."),)


@dataclass
class Office:
    """A province, a commune below it, two agencies, and one person for each role."""

    province: Unit
    commune: Unit
    agency: Unit
    other_agency: Unit
    field: Field
    people: dict[tuple[int, str], User] = field(default_factory=dict)

    def actor(self, role: str, unit: Unit | None = None) -> Actor:
        unit = unit or (self.agency if role.startswith("agency") else self.province)
        person = self.people[unit.pk, role]
        return Actor(
            kind=ActorKind.PERSON,
            key=str(person.pk),
            unit=unit.pk,
            roles=frozenset({role}),
            role=role,
            channel=Channel.DESK,
        )

    def person(self, role: str, unit: Unit | None = None) -> User:
        unit = unit or (self.agency if role.startswith("agency") else self.province)
        return self.people[unit.pk, role]


def a_petition(office: Office, **changes: object) -> Case:
    """Register one simple petition at the province."""
    facts: dict[str, object] = {
        "unit": office.province,
        "kind": Kind.PROPOSAL,
        "intake": Intake.IN_PERSON,
        "received_on": DAY,
        "parties": [
            op.NewParty(
                name=f"Đặng Thị Ngọc Ánh {next(_serial)}",
                address="Thôn Đông, xã Hòa Bình",
                email="anh@nguoidan.example",
            )
        ],
        "text": f"Đường liên thôn đoạn {next(_serial)} hư hỏng nặng, đề nghị sửa chữa trước mùa mưa.",
        "asked": "Sửa chữa mặt đường.",
        "summary": "Đường liên thôn hư hỏng, đề nghị sửa chữa",
        "field": office.field,
        "form_token": uuid4(),
        "by": office.actor("receptionist"),
        "on": DAY,
    }
    return op.register(**(facts | changes))  # type: ignore[arg-type]


WHO_DENOUNCES = {
    "name": "Quách Thị Ngọc Điệp",
    "birth_year": 1971,
    "identity_number": "036171004455",
    "phone": "0977 654 321",
    "email": "diep.quach@nguoidan.example",
    "address": "Số 9 ngõ Giếng Đình, xã Hòa Bình",
}


def a_denunciation(office: Office, **changes: object) -> Case:
    """Register a sealed petition at the province."""
    facts: dict[str, object] = {
        "kind": Kind.DENUNCIATION,
        "parties": [op.NewParty(**WHO_DENOUNCES)],  # type: ignore[arg-type]
        "text": f"Ông trưởng thôn Lương Bích nhận tiền đền bù của bảy hộ, lần {next(_serial)}, có giấy tờ kèm theo.",
        "asked": "Làm rõ việc nhận tiền.",
        "summary": "Tố cáo trưởng thôn nhận tiền đền bù",
    }
    return a_petition(office, **(facts | changes))


def a_case(office: Office, *, at: str, promises: int = 1, **changes: object) -> Case:
    """Bring a case to a status by the moves an office makes; `changes` are of its petition."""
    case = a_petition(office, **changes)
    for status, moves in WALK:
        if case.status == at:
            break
        moves(office, case, promises)
        case = Case.objects.get(pk=case.pk)
        assert case.status == status
    return case


def instructed(office: Office, case: Case, promises: int = 1) -> None:
    op.instruct(case, handler=office.person("handler"), text="Đề nghị xử lý sớm.", by=office.actor("leader"), on=DAY)


def in_hand(office: Office, case: Case, promises: int = 1) -> None:
    op.take_up(case, by=office.actor("handler"), on=DAY)


def as_person(person: User, unit: Unit, role: str) -> Actor:
    """The same person in another role."""
    return Actor(
        kind=ActorKind.PERSON,
        key=str(person.pk),
        unit=unit.pk,
        roles=frozenset({role}),
        role=role,
        channel=Channel.DESK,
    )


# Answers that lead a plain petition to each end of the tree.
_PLAIN = {"kind": "proposal", "urgent": "no", "same_open": "no", "named": "yes", "signed": "yes", "dated": "yes"}
ANSWERS: dict[str, dict[str, str]] = {
    ScreenedTo.FORWARD: _PLAIN | {"vietnamese": "yes", "sent_also": "no", "guided": "no"},
    ScreenedTo.FILE_AWAY: _PLAIN | {"vietnamese": "yes", "sent_also": "yes"},
    ScreenedTo.JOIN: _PLAIN | {"same_open": "yes"},
    ScreenedTo.ASK_TO_SPLIT: {"kind": "several", "urgent": "no", "same_open": "no"},
    ScreenedTo.REPORT: {"kind": "proposal", "urgent": "mass"},
}
DENOUNCED = {"kind": "denunciation", "crime": "no", "urgent": "no", "same_open": "no", "named": "yes", "signed": "yes"}
DENOUNCED |= {"sent_also": "no", "guided": "no", "settled": "no", "party": "no"}
OTHERWISE = "Đã trao đổi với lãnh đạo: không cần Mặt trận chuyển."


def screened(
    office: Office, case: Case, decided: str, answers: dict[str, str] | None = None, *, on: date = DAY
) -> Screening:
    """The handler goes through the questions; where the tree proposes something else, decides otherwise."""
    answers = answers or ANSWERS.get(decided, ANSWERS[ScreenedTo.FORWARD])
    return op.screen(case, answers=answers, decided=decided, because=OTHERWISE, by=office.actor("handler"), on=on)


def screened_to_file(office: Office, case: Case) -> None:
    screened(office, case, ScreenedTo.FILE_AWAY)


def screened_to_the_party(office: Office, case: Case) -> None:
    screened(office, case, ScreenedTo.TRANSFER_PARTY)


def confirmed(office: Office, case: Case) -> None:
    op.confirm_screening(case, by=office.actor("leader"), on=DAY)


def filing_confirmed(office: Office, case: Case) -> None:
    screened_to_file(office, case)
    confirmed(office, case)


def guidance_sent(office: Office, case: Case) -> None:
    screened(office, case, ScreenedTo.GUIDE)
    other_dispatched(office, case, form=LetterForm.GUIDANCE, to_unit=office.agency, basis="Điều 66 Luật Khiếu nại")


def return_sent(office: Office, case: Case) -> None:
    screened(office, case, ScreenedTo.RETURN)
    confirmed(office, case)
    other_dispatched(office, case, form=LetterForm.RETURN_PETITION, reason="Đơn chưa có chữ ký.")


def split_guidance_sent(office: Office, case: Case) -> None:
    screened(office, case, ScreenedTo.ASK_TO_SPLIT)
    other_dispatched(office, case, form=LetterForm.GUIDANCE_SPLIT, asked="Viết riêng từng đơn.")


def supplement_asked(office: Office, case: Case, **changes: object) -> None:
    """The petitioner was asked by telephone for a paper."""
    facts: dict[str, object] = {
        "wants": SupplementOf.PAPERS,
        "what": "Bản chụp giấy chứng nhận quyền sử dụng đất.",
        "way": AskedBy.TELEPHONE,
        "until": BRING_BY,
        "by": office.actor("handler" if case.handler_id else "receptionist"),
        "on": DAY,
    }
    op.ask_supplement(case, **(facts | changes))  # type: ignore[arg-type]


SIGNED_PAPER = op.NewDocument(title="Đơn rút.pdf", content=PDF + b"% don rut\n")


def withdrawal_doubted(office: Office, case: Case, **changes: object) -> None:
    """The receptionist hears that the petitioner is made to withdraw."""
    facts: dict[str, object] = {"doubt": Doubt.COERCION, "because": "Người nhà nói bị dọa cắt việc làm."}
    op.doubt_withdrawal(case, by=office.actor("receptionist"), on=DAY, **(facts | changes))  # type: ignore[arg-type]


def inspection_planned(office: Office, case: Case, **changes: object) -> Inspection:
    """The supervisor is to go and see what was promised, together with the handler."""
    facts: dict[str, object] = {
        "held_on": DAY + timedelta(days=3),
        "place": "Đường liên thôn, đoạn qua thôn Đông",
        "leads": office.person("supervisor"),
        "goes": [office.person("handler")],
        "commitments": case.commitments.filter(settled_on=None),
        "by": office.actor("supervisor"),
        "on": DAY,
    }
    return op.plan_inspection(case, **(facts | changes))  # type: ignore[arg-type]


def inspection_reported(office: Office, case: Case, found: str = Found.VERIFIED, **changes: object) -> Inspection:
    """They went there, and say of each promise what they saw."""
    planned = case.inspections.get(state=InspectionState.PLANNED)
    seen = [op.Seen(look.commitment_id, found, "Đã xem tại chỗ.") for look in planned.looks]
    facts: dict[str, object] = {
        "went_on": DAY,
        "seen": seen,
        "report": "Đã đi hết đoạn đường.",
        "came": [office.person("supervisor")],
        "by": office.actor("supervisor"),
        "on": DAY,
    }
    return op.report_inspection(case, **(facts | changes))  # type: ignore[arg-type]


def reopening_asked(office: Office, case: Case, because: str = "Việc chưa xong.", *, on: date = DAY) -> None:
    op.ask_reopening(case, because=because, by=office.actor("supervisor"), on=on)


def reopened(office: Office, case: Case, because: str = "Việc chưa xong.", *, on: date = DAY) -> None:
    """One asks, another agrees."""
    reopening_asked(office, case, because, on=on)
    op.reopen(case, handler=office.person("handler"), by=office.actor("leader"), on=on)


def petitioner_died(office: Office, case: Case, **changes: object) -> None:
    paper = op.NewDocument(title="Trích lục khai tử.pdf", content=PDF + b"% khai tu\n")
    facts: dict[str, object] = {"paper": paper, "died_on": DAY, "by": office.actor("receptionist"), "on": DAY}
    op.record_death(case, **(facts | changes))  # type: ignore[arg-type]


def a_successor(**changes: object) -> dict[str, object]:
    paper = op.NewDocument(title="Văn bản thừa kế.pdf", content=PDF + b"% thua ke\n")
    who = {"name": "Đặng Văn Thừa", "email": "thua@nguoidan.example", "paper": "Văn bản thỏa thuận số 5/2026"}
    return {"successor": op.NewParty(**(who | changes)), "paper": paper}  # type: ignore[arg-type]


def a_bereaved_complaint(office: Office) -> Case:
    """The complainant has died before the complaint was sent anywhere."""
    case = a_petition(office, kind=Kind.COMPLAINT)
    instructed(office, case)
    in_hand(office, case)
    petitioner_died(office, case)
    return Case.objects.get(pk=case.pk)


def a_second_complaint(office: Office, **changes: object) -> Case:
    """The first one was decided; the person complains once more."""
    contested = op.NewContested(number="12/QĐ-UBND", first_number="77/QĐ-UBND", first_decided_on=DAY)
    return a_petition(office, **({"kind": Kind.COMPLAINT_SECOND, "contested": contested} | changes))


def a_complaint_accepted(office: Office) -> Case:
    case = a_complaint_at_the_agency(office)
    accepted(office, case)
    return Case.objects.get(pk=case.pk)


def a_first_complaint_decided(office: Office, **changes: object) -> Case:
    case = a_complaint_at_the_agency(office, **changes)
    accepted(office, case)
    decided(office, case)
    return Case.objects.get(pk=case.pk)


LONG_AGO = date(2026, 2, 9)


def entered_late(office: Office) -> Case:
    """It came three weeks ago and is written down today."""
    return a_petition(office, received_on=LONG_AGO, late_because="Thư nằm ở hòm thư cũ.")


def supplement_lapsed(office: Office, case: Case) -> None:
    """The day is over and nobody came."""
    supplement_asked(office, case)
    op.report_no_supplement(case, by=office.actor("handler"), on=NOBODY_CAME)


def drafted(office: Office, case: Case, agency: Unit | None = None, *, copy_to_petitioner: bool = True) -> None:
    if case.kind in DENUNCIATIONS and case.screening is None:
        screened(office, case, ScreenedTo.FORWARD, DENOUNCED)
        confirmed(office, case)
    op.draft_letter(
        case,
        agency=agency or office.agency,
        subject="Chuyển kiến nghị về đường liên thôn",
        asked="Xem xét, sửa chữa mặt đường và trả lời người kiến nghị.",
        answer_by=ANSWER_BY,
        copy_to_petitioner=copy_to_petitioner,
        again_because="Đã mở lại với tài liệu mới.",  # kept only where the content went there before
        by=office.actor("handler"),
        on=DAY,
    )


def submitted(office: Office, case: Case) -> None:
    drafted(office, case)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)


def signed(office: Office, case: Case) -> None:
    submitted(office, case)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)


def issued(office: Office, case: Case) -> None:
    signed(office, case)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)


def forwarded(office: Office, case: Case, promises: int = 1) -> None:
    issued(office, case)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)


def delivered(office: Office, case: Case) -> None:
    op.confirm_delivery(
        case, received_on=DAY, evidence=Evidence.DELIVERY_BOOK, by=office.actor("records_officer"), on=DAY
    )


def refused(office: Office, case: Case, **facts: object) -> None:
    """The agency in charge passes it on."""
    by = office.actor("agency_officer", Case.objects.get(pk=case.pk).lead.agency)
    said: dict[str, object] = {"reason": RefusalReason.NOT_COMPETENT, "text": "Không thuộc thẩm quyền."}
    op.refuse_referral(case, by=by, on=DAY, **(said | facts))  # type: ignore[arg-type]


def sent_to(office: Office, case: Case, agency: Unit) -> None:
    """From the draft to the day it leaves the house."""
    drafted(office, case, agency)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)


def passed_on_twice(office: Office, case: Case) -> None:
    """One agency refuses, then another: wherever it goes next is decided by the leader."""
    for agency in (office.agency, office.other_agency):
        sent_to(office, case, agency)
        refused(office, case)


def gone_round(office: Office, case: Case) -> None:
    """A→B→A: the draft goes back to where it was refused."""
    passed_on_twice(office, case)
    drafted(office, case, office.agency)


def answered(office: Office, case: Case, promises: int = 1) -> None:
    delivered(office, case)
    acknowledged_and_answered(office, case, promises)


def acknowledged_and_answered(office: Office, case: Case, promises: int = 1) -> None:
    agency = office.actor("agency_head" if case.sealed else "agency_officer")
    op.acknowledge_referral(case, by=agency, on=DAY)
    if KINDS[case.kind].chain is not None:
        accepted(office, case)
        decided(office, case)
    replied(office, case, promises)


def other_drafted(office: Office, case: Case, form: str = LetterForm.NOTICE_TRANSFER, **changes: object) -> Letter:
    facts: dict[str, object] = {"subject": "Chuyển đơn về đường liên thôn", "by": office.actor("handler"), "on": DAY}
    return op.draft_other(case, letter_form=form, **(facts | changes))  # type: ignore[arg-type]


def other_submitted(office: Office, case: Case, **changes: object) -> Letter:
    letter = other_drafted(office, case, **changes)  # type: ignore[arg-type]
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=DAY)
    return letter


def other_signed(office: Office, case: Case, **changes: object) -> Letter:
    letter = other_submitted(office, case, **changes)
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=DAY)
    return letter


def other_issued(office: Office, case: Case, **changes: object) -> Letter:
    letter = other_signed(office, case, **changes)
    op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=DAY)
    return letter


def other_dispatched(office: Office, case: Case, **changes: object) -> Letter:
    letter = other_issued(office, case, **changes)
    op.dispatch_other(case, letter=letter, sent_by=SentBy.POST, by=office.actor("records_officer"), on=DAY)
    return letter


AT = datetime(2026, 3, 2, 2, tzinfo=UTC)
"""Nine in the morning of the day of the stories."""
INSIDE_WORDS = "Trao đổi với Công an xã trước khi gửi, chưa báo cho người dân biết."


def held(office: Office, case: Case) -> None:
    """A notice to the petitioner waits to leave by e-mail; nobody of the stories' other people sends it."""
    letter = other_issued(office, case)
    op.dispatch_other(case, letter=letter, sent_by=SentBy.EMAIL, by=office.actor("records_officer"), on=DAY, at=AT)


def stopped(office: Office, case: Case) -> None:
    """A letter that copies a note was not let out."""
    op.add_note(case, text=INSIDE_WORDS, by=office.actor("handler"), on=DAY)
    letter = other_issued(office, case, body=f"Xin thông báo. {INSIDE_WORDS}")
    with suppress(op.Stopped):
        op.dispatch_other(case, letter=letter, sent_by=SentBy.POST, by=office.actor("records_officer"), on=DAY)


def code_asked(office: Office, case: Case, *, at: datetime = AT) -> None:
    """Somebody scanned the letter to the agency in charge and asked for a code."""
    handle = Case.objects.get(pk=case.pk).lead.letter.handle
    assert op.ask_for_code(handle, who="203.0.113.7", on=DAY, at=at) is not None


def asked_to_help(office: Office, case: Case, agency: Unit | None = None) -> Letter:
    """An agency beside the lead is asked by a letter; return the letter, whose sending is its referral."""
    facts = {"to_unit": agency or office.other_agency, "asked": "Cung cấp hồ sơ quy hoạch.", "answer_by": ANSWER_BY}
    letter = other_dispatched(office, Case.objects.get(pk=case.pk), form=LetterForm.COOPERATION, **facts)
    return Letter.objects.get(pk=letter.pk)


def helping(office: Office, case: Case, agency: Unit | None = None) -> None:
    """It was asked and will help."""
    referral = asked_to_help(office, case, agency).referral
    op.acknowledge_request(
        case, referral=referral, by=office.actor("agency_officer", agency or office.other_agency), on=DAY
    )


def helped(office: Office, case: Case, agency: Unit | None = None) -> None:
    """It was asked and has answered; nobody has read it yet."""
    helping(office, case, agency)
    op.answer_request(
        case,
        result=AnswerResult.EXPLAINED,
        text="Đoạn đường thuộc quy hoạch năm 2019, đã bố trí vốn.",
        number="77/SXD-HT",
        dated_on=DAY,
        documents=[op.NewDocument(title="Trích lục quy hoạch.pdf", content=PDF + b"% quy hoach\n")],
        by=office.actor("agency_officer", agency or office.other_agency),
        on=DAY,
    )


def chase(office: Office, case: Case, by: Actor | None = None, *, on: date = DAY, **changes: object) -> Letter:
    """The handler drafts the letter of the rung whose turn it is."""
    facts: dict[str, object] = {
        "subject": "Đôn đốc trả lời đơn về đường liên thôn",
        "answer_by": on + timedelta(days=10),
        "time": "8 giờ 30",
        "venue": "Trụ sở Ủy ban nhân dân xã",
        "to_unit": office.other_agency,
        "asked": "Chỉ đạo trả lời.",
        "reason": "Cơ quan chưa trả lời.",
    }
    return op.chase(case, by=by or office.actor("handler"), on=on, **(facts | changes))  # type: ignore[arg-type]


def chased(office: Office, case: Case, *, on: date, **changes: object) -> Letter:
    """The letter of the rung whose turn it is leaves the house."""
    letter = chase(office, case, on=on, **changes)
    send_out(office, case, letter, on=on)
    return Letter.objects.get(pk=letter.pk)


def send_out(office: Office, case: Case, letter: Letter, *, on: date) -> None:
    """Submitted, signed, numbered, sent."""
    op.submit_other(case, letter=letter, by=office.actor("handler"), on=on)
    op.sign_other(case, letter=letter, by=office.actor("leader"), on=on)
    op.issue_other(case, letter=letter, by=office.actor("records_officer"), on=on)
    op.dispatch_other(case, letter=letter, sent_by=SentBy.POST, by=office.actor("records_officer"), on=on)


def swept(on: date) -> None:
    op.sweep(by=system("sweep"), on=on)


def chased_up_to(kind: str) -> Callable[[Office, Case], None]:
    """An agency is late, and was chased until it is this rung's turn."""

    def bring(office: Office, case: Case) -> None:
        day = ANSWER_BY
        for _week in range(30):
            day += timedelta(days=7)
            swept(day)
            fresh = Case.objects.get(pk=case.pk)
            if not fresh.rungs_waiting:
                continue
            if fresh.rungs_waiting[0].kind == kind:
                return
            chased(office, fresh, on=day)
        raise AssertionError(f"it is never the turn of {kind}")

    return bring


def brought_up(
    office: Office, case: Case, to: str = BroughtTo.BRIEFING, *, by: Actor | None = None, on: date = DAY
) -> AgendaItem:
    return op.bring_up(case, to=to, because="Cơ quan im lặng.", by=by or office.actor("supervisor"), on=on)


def brought_up_above(office: Office, case: Case) -> None:
    """The unit above has it on its own list, where there is one above."""
    if case.unit.parent is not None:
        brought_up(office, case, by=office.actor("supervisor", case.unit.parent))


def recommended(office: Office, case: Case, by: Actor | None = None, *, on: date = DAY, **changes: object) -> Letter:
    """The handler drafts a recommendation to the superior about what the agency answered or decided."""
    facts: dict[str, object] = {
        "superior": office.other_agency,
        "subject": "Kiến nghị xem xét lại việc trả lời",
        "reason": "Trả lời chưa nêu thời gian sửa đường.",
        "asked": "Xem xét lại.",
        "answer_by": on + timedelta(days=15),
    }
    return op.recommend_to_superior(case, by=by or office.actor("handler"), on=on, **(facts | changes))  # type: ignore[arg-type]


def at_the_superior(office: Office, case: Case, *, on: date = DAY, **changes: object) -> None:
    """The recommendation has left the house."""
    send_out(office, case, recommended(office, case, on=on, **changes), on=on)


def replied(office: Office, case: Case, promises: int = 1) -> None:
    op.answer(
        case,
        result=AnswerResult.AGREED,
        text="Ủy ban nhân dân xã sẽ sửa chữa đoạn đường hư hỏng trong tháng 5.",
        number="41/UBND-KT",
        dated_on=DAY,
        documents=[op.NewDocument(title="Văn bản trả lời.pdf", content=PDF)],
        promises=[
            op.Promise(what=f"Sửa đoạn {n + 1}", who="Phòng Kinh tế", due_on=PROMISED_BY) for n in range(promises)
        ],
        by=office.actor("agency_head" if case.sealed else "agency_officer"),
        on=DAY,
    )


def a_paper(number: str = "12/TB-UBND", dated_on: date = DAY, **changes: object) -> op.AgencyPaper:
    """A written act of the competent body, with its copy."""
    copy = op.NewDocument(title=f"{number.replace('/', '-')}.pdf", content=PDF + f"%{number}\n".encode())
    return op.AgencyPaper(**({"number": number, "dated_on": dated_on, "copy": copy} | changes))  # type: ignore[arg-type]


def accepted(office: Office, case: Case, *, on: date = DAY) -> None:
    """The competent body accepts the complaint or denunciation, and enters it at its desk."""
    by = office.actor("agency_head" if case.sealed else "agency_leader")
    op.record_acceptance(case, paper=a_paper("12/TB-UBND", on), by=by, on=on)


def accepted_before(office: Office, case: Case) -> None:
    """It was accepted a week ago; the paper comes today."""
    by = office.actor("agency_head" if case.sealed else "agency_leader")
    op.record_acceptance(case, paper=a_paper("12/TB-UBND", DAY - timedelta(days=7)), by=by, on=DAY)


def decided(office: Office, case: Case, *, on: date = DAY) -> None:
    by = office.actor("agency_head" if case.sealed else "agency_leader")
    op.record_decision(case, paper=a_paper("77/QĐ-UBND", on), what=ProceedingFact.DECIDED, by=by, on=on)


def suspended(office: Office, case: Case, *, on: date = DAY) -> None:
    by = office.actor("agency_head" if case.sealed else "agency_leader")
    op.record_suspension(case, paper=a_paper("31/QĐ-UBND", on), because="Chờ giám định.", by=by, on=on)


def a_complaint_at_the_agency(office: Office, **changes: object) -> Case:
    """A first complaint that has arrived at the competent body, which may accept it or not."""
    case = a_petition(office, **({"kind": Kind.COMPLAINT} | changes))
    for step in (instructed, in_hand, forwarded, delivered):
        step(office, case)
    return Case.objects.get(pk=case.pk)


def supervised(office: Office, case: Case, promises: int = 1) -> None:
    op.accept_answer(case, weighed=IN_FULL, by=office.actor("handler"), on=DAY)
    told(office, case)


def dissatisfied(office: Office, case: Case, *, on: date = DAY) -> None:
    """The petitioner rings up: it did not help."""
    said = {"helped": Helped.NO, "heard_by": HeardBy.TELEPHONE, "text": "Đường mới sửa đã hỏng lại."}
    op.record_helped(case, by=office.actor("receptionist"), on=on, **said)  # type: ignore[arg-type]


def told(office: Office, case: Case, *, on: date = DAY, by: Actor | None = None) -> None:
    """The handler rings the petitioner up and says what was answered."""
    said = {"party": people_to_be_told(case).first(), "how": ToldBy.TELEPHONE, "text": "Đã báo nội dung trả lời."}
    op.record_told(case, by=by or office.actor("handler"), on=on, **said)  # type: ignore[arg-type]


def closed(office: Office, case: Case, promises: int = 1) -> None:
    for commitment in case.commitments.all():
        op.verify(case, commitment=commitment, findings="Đã xem tại chỗ.", by=office.actor("supervisor"), on=DAY)
    op.close(case, outcome=Outcome.FULFILLED, by=office.actor("leader"), on=DAY)


WALK: tuple[tuple[str, Callable[[Office, Case, int], None]], ...] = (
    (Status.INSTRUCTED, instructed),
    (Status.IN_HAND, in_hand),
    (Status.FORWARDED, forwarded),
    (Status.ANSWERED, answered),
    (Status.SUPERVISED, supervised),
    (Status.CLOSED, closed),
)


def joined(office: Office, case: Case, into: Case | None = None) -> Case:
    """Join the case to another, a new one when none is given; return the one that leads."""
    lead = into or a_petition(office)
    op.join(case, into=lead, because="Cùng đoạn đường, cùng người ký.", by=office.actor("leader"), on=DAY)
    return lead


def a_part(office: Office, **changes: object) -> op.Part:
    facts: dict[str, object] = {
        "kind": Kind.FEEDBACK,
        "field": office.field,
        "summary": "Bãi rác tự phát đầu thôn, đề nghị dọn",
    }
    return op.Part(**(facts | changes))  # type: ignore[arg-type]


def split_off(office: Office, case: Case, **changes: object) -> Case:
    """Split one other matter off the case; return the case that was made for it."""
    parts = [a_part(office, **changes)]
    (made,) = op.split(case, parts=parts, because="Hai việc khác nhau.", by=office.actor("leader"), on=DAY)
    return made


@contextmanager
def unchanged(case: Case) -> Iterator[None]:
    """Whatever happens inside is refused and leaves the case, its events and its duties as they were."""
    before = snapshot(case)
    yield
    assert snapshot(case) == before


def fresh(case: Case) -> Case:
    """Return the case as it stands now."""
    return Case.objects.get(pk=case.pk)


def snapshot(case: Case) -> tuple[object, ...]:
    fresh = Case.objects.get(pk=case.pk)
    duties = tuple(fresh.duties.order_by("pk").values_list("pk", "state", "due_on"))
    work = tuple(fresh.assignments.order_by("pk").values_list("pk", "step", "ending", "owner"))
    return fresh.status, fresh.outcome, fresh.handler_id, fresh.lead_id, fresh.history.count(), duties, work
