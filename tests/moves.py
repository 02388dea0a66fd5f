"""Each move on a case in a state where it is legal, with facts that hold: ready to be tried by anybody."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from audit.actor import Actor, system
from cases import operations as op
from cases.models import Case, Party
from cases.papers import petition_of
from cases.vocabulary import (
    AnswerResult,
    AskedBy,
    BroughtTo,
    Complexity,
    CorrectedWhat,
    DisputeDecision,
    DocumentSource,
    Doubt,
    Evidence,
    HeardBy,
    Helped,
    Intake,
    Kind,
    LetBe,
    LetterForm,
    Move,
    NotAccepted,
    Outcome,
    ProceedingFact,
    ReferralStatus,
    RefusalReason,
    RungKind,
    ScreenedTo,
    SentBy,
    Status,
    SuperiorResult,
    SupplementOf,
)
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person, the_party
from tests.stories import ANSWER_BY, DAY, PDF, PROMISED_BY, Office, a_case, a_petition

LATER = date(2026, 3, 9)
TOO_LATE = date(2026, 5, 11)
Try = Callable[[Office, Case, Actor], object]


def plainly(operation: Callable[..., object], **facts: object) -> Try:
    return lambda office, case, by: operation(case, by=by, on=DAY, **facts)


def on_the_commitment(operation: Callable[..., object]) -> Try:
    return lambda office, case, by: operation(
        case, commitment=case.commitments.get(), findings="Đã xem tại chỗ.", by=by, on=DAY
    )


def at(status: str, *more: Callable[[Office, Case], object], promises: int = 1) -> Callable[[Office], Case]:
    def arrange(office: Office) -> Case:
        case = a_case(office, at=status, promises=promises)
        for step in more:
            step(office, case)
        return Case.objects.get(pk=case.pk)

    return arrange


def sealed_at(status: str) -> Callable[[Office], Case]:
    """A denunciation, as far as the office has brought it."""

    def arrange(office: Office) -> Case:
        case = stories.a_denunciation(office)
        if status == Status.IN_HAND:
            stories.instructed(office, case)
            stories.in_hand(office, case)
        return Case.objects.get(pk=case.pk)

    return arrange


def acknowledged(office: Office, case: Case) -> None:
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)


def on_the_clock(key: str, operation: Callable[..., object], *, on: date = LATER, **facts: object) -> Try:
    return lambda office, case, by: operation(case, duty=case.duties.get(rule__key=key), by=by, on=on, **facts)


def paused(office: Office, case: Case) -> None:
    stop = on_the_clock(
        "mttq.answer_asked", op.pause_duty, first_on=LATER, document="13/MTTQ", because="Chờ giám định."
    )
    stop(office, case, office.actor("leader"))


def told_late(office: Office, case: Case) -> None:
    op.sweep(by=system("sweep"), on=TOO_LATE)


def draft(office: Office, case: Case, by: Actor) -> object:
    # Whoever has just refused is not asked again.
    refused = case.lead.agency if case.lead and case.lead.status == ReferralStatus.REFUSED else None
    agency = office.other_agency if refused == office.agency else office.agency
    return op.draft_letter(
        case,
        agency=agency,
        subject="Về đường",
        asked="Sửa đường",
        answer_by=ANSWER_BY,
        again_because="Cơ quan kia từ chối.",
        by=by,
        on=DAY,
    )


def attach(office: Office, case: Case, by: Actor) -> object:
    # The same paper twice would be refused: each is another one.
    paper = op.NewDocument(title="Ảnh.pdf", content=PDF + b"%" + uuid4().hex.encode() + b"\n")
    return op.attach_document(case, document=paper, source=DocumentSource.PETITIONER, by=by, on=DAY)


def on_the_other_letter(operation: Callable[..., object], **facts: object) -> Try:
    return lambda office, case, by: operation(case, letter=case.letters.get(referral=None), by=by, on=DAY, **facts)


def receive(office: Office, case: Case, by: Actor) -> object:
    papers = [op.NewPaper(title="Giấy chứng nhận quyền sử dụng đất", is_original=True, pages=4)]
    return op.receive_papers(case, party=a_party(case), papers=papers, by=by, on=DAY)


def give_back(office: Office, case: Case, by: Actor) -> object:
    return op.return_papers(case, party=a_party(case), papers=case.papers.all(), by=by, on=DAY)


def a_party(case: Case) -> Party:
    return petition_of(case).parties.first()


def papers_received(office: Office, case: Case) -> None:
    receive(office, case, office.actor("receptionist"))


def handed_on(office: Office, case: Case) -> None:
    """Somebody else drafted: whoever holds the case now has not written the letter, and may sign it."""
    colleague = a_person(office.province, Role.HANDLER)
    case.letters.update(drafted_by=colleague)


def by_a_colleague(office: Office, case: Case) -> None:
    """Somebody else screened: whoever tries now is the second person."""
    case.screenings.update(screened_by=a_person(office.province, Role.HANDLER))


def transfer_to_the_party(office: Office, case: Case, by: Actor) -> object:
    return op.transfer_at_once(
        case,
        agency=the_party(),
        subject="Về cán bộ",
        asked="Xem xét.",
        answer_by=ANSWER_BY,
        by=by,
        on=DAY,
    )


def a_complaint(*more: Callable[[Office, Case], None]) -> Callable[[Office], Case]:
    """A complaint at the competent body, as far as that has come."""

    def arrange(office: Office) -> Case:
        case = stories.a_complaint_at_the_agency(office)
        for step in more:
            step(office, case)
        return Case.objects.get(pk=case.pk)

    return arrange


def by_paper(operation: Callable[..., object], number: str, **facts: object) -> Try:
    return lambda office, case, by: operation(case, paper=stories.a_paper(number), by=by, on=DAY, **facts)


def new_handler(office: Office) -> dict[str, object]:
    return {"handler": a_person(office.province, Role.HANDLER)}


def another_beside(office: Office, case: Case) -> None:
    a_petition(office, unit=case.unit, by=office.actor("receptionist", case.unit))


def join(office: Office, case: Case, by: Actor) -> None:
    """Into the newest open case that could lead it; a new one where none stands ready."""
    others = Case.objects.filter(unit=case.unit, sealed=case.sealed).exclude(pk=case.pk).exclude(status=Status.CLOSED)
    lead = others.exclude(matters__petition__matters__case=case).order_by("-pk").first()
    if lead is None:
        lead = a_petition(office, unit=case.unit, by=office.actor("receptionist", case.unit))
    op.join(case, into=lead, because="Cùng đoạn đường.", by=by, on=DAY)


def split_off_in_hand(office: Office) -> Case:
    part = stories.split_off(office, a_case(office, at=Status.IN_HAND))
    stories.instructed(office, part)
    stories.in_hand(office, part)
    return Case.objects.get(pk=part.pk)


def a_second_complaint_in_hand(office: Office) -> Case:
    stories.a_petition(office, kind=Kind.COMPLAINT)
    case = stories.a_second_complaint(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    return Case.objects.get(pk=case.pk)


TRIES: dict[str, tuple[Callable[[Office], Case], Try]] = {
    Move.RECORD_SIGNATURE: (
        lambda office: stories.a_petition(office, kind=Kind.COMPLAINT, intake=Intake.EMAIL),
        plainly(op.record_signature, signed_on=DAY),
    ),
    Move.ASK_SUPPLEMENT: (
        at(Status.IN_HAND),
        plainly(
            op.ask_supplement,
            wants=SupplementOf.PAPERS,
            what="Bản chụp sổ đỏ.",
            way=AskedBy.TELEPHONE,
            until=stories.BRING_BY,
        ),
    ),
    Move.RECEIVE_SUPPLEMENT: (
        at(Status.IN_HAND, stories.supplement_asked),
        plainly(op.receive_supplement, what="Đã nộp bản chụp.", whole=True),
    ),
    Move.REPORT_NO_SUPPLEMENT: (
        at(Status.IN_HAND, stories.supplement_asked),
        lambda office, case, by: op.report_no_supplement(case, by=by, on=stories.NOBODY_CAME),
    ),
    Move.GO_ON_WITHOUT: (
        at(Status.IN_HAND, stories.supplement_asked),
        plainly(op.go_on_without, because="Đã đủ rõ để chuyển."),
    ),
    Move.FILE_UNSUPPLEMENTED: (
        at(Status.IN_HAND, stories.supplement_lapsed),
        lambda office, case, by: op.file_unsupplemented(
            case, because="Không rõ thửa đất nào.", by=by, on=stories.NOBODY_CAME
        ),
    ),
    Move.INSTRUCT: (
        at(Status.REGISTERED),
        lambda office, case, by: op.instruct(case, handler=office.person("handler"), by=by, on=DAY),
    ),
    Move.REASSIGN: (
        at(Status.FORWARDED),
        lambda office, case, by: op.reassign(case, by=by, on=DAY, **new_handler(office)),
    ),
    Move.TAKE_UP: (at(Status.INSTRUCTED), plainly(op.take_up)),
    Move.SCREEN: (at(Status.IN_HAND), plainly(op.screen, answers=stories.ANSWERS[ScreenedTo.FORWARD])),
    Move.CONFIRM_SCREENING: (
        at(Status.IN_HAND, stories.screened_to_file, by_a_colleague),
        plainly(op.confirm_screening),
    ),
    Move.REJECT_SCREENING: (
        at(Status.IN_HAND, stories.screened_to_file, by_a_colleague),
        plainly(op.reject_screening, because="Đơn có ký tên."),
    ),
    Move.REPORT_TO_HEAD: (at(Status.IN_HAND), plainly(op.report_to_head, text="Đông người tại trụ sở xã.")),
    Move.TRANSFER_AT_ONCE: (at(Status.IN_HAND, stories.screened_to_the_party), transfer_to_the_party),
    Move.GUIDE: (at(Status.IN_HAND, stories.guidance_sent), plainly(op.guide)),
    Move.RETURN_TO_SENDER: (at(Status.IN_HAND, stories.return_sent), plainly(op.return_to_sender)),
    Move.ASK_TO_SPLIT: (at(Status.IN_HAND, stories.split_guidance_sent), plainly(op.ask_to_split)),
    Move.FILE_AWAY: (at(Status.IN_HAND, stories.filing_confirmed), plainly(op.file_away)),
    Move.DRAFT_LETTER: (at(Status.IN_HAND), draft),
    Move.SUBMIT_LETTER: (at(Status.IN_HAND, stories.drafted), plainly(op.submit_letter)),
    Move.SEND_BACK_LETTER: (
        at(Status.IN_HAND, stories.submitted),
        plainly(op.send_back_letter, because="Sửa câu chữ."),
    ),
    Move.SIGN_LETTER: (at(Status.IN_HAND, stories.submitted, handed_on), plainly(op.sign_letter)),
    Move.ISSUE_LETTER: (at(Status.IN_HAND, stories.signed), plainly(op.issue_letter)),
    Move.DISPATCH_LETTER: (at(Status.IN_HAND, stories.issued), plainly(op.dispatch_letter)),
    Move.CONFIRM_DELIVERY: (
        at(Status.FORWARDED),
        plainly(op.confirm_delivery, received_on=DAY, evidence=Evidence.POSTAL_SLIP),
    ),
    Move.DRAFT_OTHER: (
        at(Status.FORWARDED),
        plainly(op.draft_other, letter_form=LetterForm.NOTICE_TRANSFER, subject="Chuyển đơn"),
    ),
    Move.SUBMIT_OTHER: (at(Status.FORWARDED, stories.other_drafted), on_the_other_letter(op.submit_other)),
    Move.SEND_BACK_OTHER: (
        at(Status.FORWARDED, stories.other_submitted),
        on_the_other_letter(op.send_back_other, because="Sửa câu chữ."),
    ),
    Move.SIGN_OTHER: (at(Status.FORWARDED, stories.other_submitted, handed_on), on_the_other_letter(op.sign_other)),
    Move.ISSUE_OTHER: (at(Status.FORWARDED, stories.other_signed), on_the_other_letter(op.issue_other)),
    Move.DISPATCH_OTHER: (
        at(Status.FORWARDED, stories.other_issued),
        on_the_other_letter(op.dispatch_other, sent_by=SentBy.POST),
    ),
    Move.CONFIRM_OTHER: (
        at(Status.FORWARDED, stories.other_dispatched),
        on_the_other_letter(op.confirm_other, received_on=DAY, evidence=Evidence.POSTAL_SLIP),
    ),
    Move.VOID_LETTER: (
        at(Status.FORWARDED, stories.other_issued),
        on_the_other_letter(op.void_letter, because="In sai."),
    ),
    Move.CALL_BACK_LETTER: (at(Status.FORWARDED, stories.held), on_the_other_letter(op.call_back_letter)),
    Move.CLEAR_LETTER: (
        at(Status.FORWARDED, stories.stopped),
        on_the_other_letter(op.clear_letter, because="Lời ấy đã công khai tại buổi tiếp dân."),
    ),
    Move.REVOKE_LINK: (at(Status.FORWARDED, stories.code_asked), plainly(op.revoke_link, because="Gửi nhầm địa chỉ.")),
    Move.ACKNOWLEDGE_REFERRAL: (at(Status.FORWARDED), by_paper(op.acknowledge_referral, "51/UBND-VP")),
    Move.REFUSE_REFERRAL: (
        at(Status.FORWARDED),
        by_paper(
            op.refuse_referral,
            "52/UBND-VP",
            reason=RefusalReason.NOT_COMPETENT,
            text="Thuộc thẩm quyền của Sở Xây dựng.",
        ),
    ),
    Move.RECALL_REFERRAL: (at(Status.FORWARDED), plainly(op.recall_referral, because="Gửi nhầm cơ quan.")),
    Move.SETTLE_DISPUTE: (
        at(Status.IN_HAND, stories.gone_round),
        plainly(op.settle_dispute, decision=DisputeDecision.SEND, because="Đường do xã quản lý."),
    ),
    Move.RECORD_ACCEPTANCE: (a_complaint(), by_paper(op.record_acceptance, "12/TB-UBND")),
    Move.REFUSE_ACCEPTANCE: (
        a_complaint(),
        by_paper(op.refuse_acceptance, "13/TB-UBND", ground=NotAccepted.TIME_BARRED, because="Quá 90 ngày."),
    ),
    Move.RECORD_EXTENSION: (
        a_complaint(stories.accepted),
        by_paper(
            op.record_extension, "20/QĐ-UBND", more=15, complexity=[Complexity.PLACES], because="Xác minh hai nơi."
        ),
    ),
    Move.RECORD_SUSPENSION: (
        a_complaint(stories.accepted_before),
        by_paper(op.record_suspension, "31/QĐ-UBND", because="Chờ giám định."),
    ),
    Move.RECORD_RESUMPTION: (
        a_complaint(stories.accepted_before, stories.suspended),
        by_paper(op.record_resumption, "32/QĐ-UBND"),
    ),
    Move.RECORD_DECISION: (
        a_complaint(stories.accepted),
        by_paper(op.record_decision, "77/QĐ-UBND", what=ProceedingFact.DECIDED),
    ),
    Move.ANSWER: (
        at(Status.FORWARDED, acknowledged),
        plainly(
            op.answer,
            result=AnswerResult.EXPLAINED,
            text="Đã bố trí vốn năm sau.",
            number="41/UBND-KT",
            dated_on=DAY,
            documents=[op.NewDocument(title="Trả lời.pdf", content=PDF)],
        ),
    ),
    Move.CONFIRM_REQUEST: (
        at(Status.FORWARDED, stories.asked_to_help),
        plainly(op.confirm_request, received_on=DAY, evidence=Evidence.POSTAL_SLIP),
    ),
    Move.ACKNOWLEDGE_REQUEST: (
        at(Status.FORWARDED, stories.asked_to_help),
        by_paper(op.acknowledge_request, "61/SXD-VP"),
    ),
    Move.REFUSE_REQUEST: (
        at(Status.FORWARDED, stories.asked_to_help),
        by_paper(op.refuse_request, "62/SXD-VP", reason=RefusalReason.NOT_COMPETENT, text="Không có hồ sơ."),
    ),
    Move.ANSWER_REQUEST: (
        at(Status.FORWARDED, stories.helping),
        plainly(
            op.answer_request,
            result=AnswerResult.EXPLAINED,
            text="Đường thuộc quy hoạch cũ.",
            number="63/SXD-QH",
            dated_on=DAY,
            documents=[op.NewDocument(title="Trả lời phối hợp.pdf", content=PDF)],
        ),
    ),
    Move.NOTE_REPLY: (at(Status.FORWARDED, stories.helped), plainly(op.note_reply)),
    Move.END_REQUEST: (
        at(Status.FORWARDED, stories.asked_to_help),
        plainly(op.end_request, because="Cơ quan chủ trì đã có số liệu."),
    ),
    Move.CHASE: (at(Status.FORWARDED, stories.delivered, stories.chased_up_to(RungKind.REMINDER)), stories.chase),
    Move.LET_RUNG_BE: (
        at(Status.FORWARDED, stories.delivered, stories.chased_up_to(RungKind.REMINDER)),
        plainly(op.let_rung_be, how=LetBe.WAIT, because="Cơ quan đã gọi điện hẹn."),
    ),
    Move.LAY_BEFORE_LEADERSHIP: (
        at(Status.FORWARDED, stories.delivered, stories.chased_up_to(RungKind.LEADERSHIP)),
        plainly(op.lay_before_leadership, decided="Đưa vào thông báo sáu tháng."),
    ),
    Move.RECOMMEND_TO_SUPERIOR: (at(Status.ANSWERED), stories.recommended),
    Move.RECORD_SUPERIOR_DECISION: (
        at(Status.ANSWERED, stories.at_the_superior),
        by_paper(op.record_superior_decision, "88/QĐ-UBND"),
    ),
    Move.RECORD_SUPERIOR_REPLY: (
        at(Status.ANSWERED, stories.at_the_superior),
        by_paper(op.record_superior_reply, "90/UBND-VP", result=SuperiorResult.UPHELD, text="Trả lời là đúng."),
    ),
    Move.RECORD_SUPERIOR_ORDER: (
        at(Status.ANSWERED, stories.at_the_superior),
        by_paper(op.record_superior_order, "91/UBND-VP", text="Trả lời lại.", answer_by=PROMISED_BY),
    ),
    Move.ASK_CLARIFICATION: (
        at(Status.ANSWERED),
        plainly(op.ask_clarification, what="Khi nào xong?", answer_by=PROMISED_BY, weighed=stories.IN_PART),
    ),
    Move.ACCEPT_ANSWER: (at(Status.ANSWERED), plainly(op.accept_answer, weighed=stories.IN_FULL)),
    Move.RECORD_TOLD: (at(Status.ANSWERED), lambda office, case, by: stories.told(office, case, by=by)),
    Move.RECORD_HELPED: (
        at(Status.SUPERVISED),
        lambda office, case, by: op.record_helped(
            case, helped=Helped.PARTLY, heard_by=HeardBy.TELEPHONE, by=by, on=DAY
        ),
    ),
    Move.LOOK_INTO: (at(Status.CLOSED, stories.dissatisfied), plainly(op.look_into, because="Đã giải thích.")),
    Move.BRING_UP: (
        at(Status.FORWARDED),
        plainly(op.bring_up, to=BroughtTo.LEADER, because="Cơ quan im lặng."),
    ),
    Move.TAKE_DOWN: (
        at(Status.FORWARDED, stories.brought_up, stories.brought_up_above),
        plainly(op.take_down, decided="Giao Ban Dân chủ làm việc với xã."),
    ),
    Move.VERIFY: (at(Status.SUPERVISED), on_the_commitment(op.verify)),
    Move.CONTEST: (at(Status.SUPERVISED), on_the_commitment(op.contest)),
    Move.WAIVE: (at(Status.SUPERVISED), on_the_commitment(op.waive)),
    Move.PLAN_INSPECTION: (
        at(Status.SUPERVISED),
        lambda office, case, by: stories.inspection_planned(office, case, by=by),
    ),
    Move.MOVE_INSPECTION: (
        at(Status.SUPERVISED, stories.inspection_planned),
        plainly(op.move_inspection, held_on=LATER, because="Trời mưa."),
    ),
    Move.REGROUP_INSPECTION: (
        at(Status.SUPERVISED, stories.inspection_planned),
        lambda office, case, by: op.regroup_inspection(
            case, leads=office.person("supervisor"), because="Đi một mình.", by=by, on=DAY
        ),
    ),
    Move.CALL_OFF_INSPECTION: (
        at(Status.SUPERVISED, stories.inspection_planned),
        plainly(op.call_off_inspection, because="Cơ quan xin lùi thời gian thi công."),
    ),
    Move.REPORT_INSPECTION: (
        at(Status.SUPERVISED, stories.inspection_planned),
        lambda office, case, by: stories.inspection_reported(office, case, by=by),
    ),
    Move.CLOSE: (at(Status.SUPERVISED, promises=0), plainly(op.close, outcome=Outcome.EXPLAINED)),
    Move.ASK_REOPENING: (at(Status.CLOSED), plainly(op.ask_reopening, because="Việc chưa xong.")),
    Move.REOPEN: (
        at(Status.CLOSED, stories.reopening_asked),
        lambda office, case, by: op.reopen(case, handler=office.person("handler"), by=by, on=DAY),
    ),
    Move.DECLINE_REOPENING: (
        at(Status.CLOSED, stories.reopening_asked),
        plainly(op.decline_reopening, because="Không có tình tiết mới."),
    ),
    Move.WITHDRAW_PART: (at(Status.FORWARDED), plainly(op.withdraw_part, what="Rút nội dung về rãnh thoát nước.")),
    Move.DOUBT_WITHDRAWAL: (
        at(Status.FORWARDED),
        plainly(op.doubt_withdrawal, doubt=Doubt.COERCION, because="Có người đi kèm, không cho nói."),
    ),
    Move.REFUSE_WITHDRAWAL: (
        at(Status.FORWARDED, stories.withdrawal_doubted),
        plainly(op.refuse_withdrawal, because="Đã gặp riêng: bị ép."),
    ),
    Move.CLEAR_WITHDRAWAL: (
        at(Status.FORWARDED, stories.withdrawal_doubted),
        plainly(op.clear_withdrawal, because="Đã gặp riêng: tự nguyện."),
    ),
    Move.WITHDRAW: (at(Status.FORWARDED), plainly(op.withdraw)),
    Move.RECORD_DEATH: (
        at(Status.FORWARDED),
        lambda office, case, by: stories.petitioner_died(office, case, by=by),
    ),
    Move.RECORD_SUCCESSOR: (
        stories.a_bereaved_complaint,
        lambda office, case, by: op.record_successor(case, **stories.a_successor(), by=by, on=DAY),
    ),
    Move.CLOSE_UNSUCCEEDED: (
        stories.a_bereaved_complaint,
        lambda office, case, by: op.close_unsucceeded(
            case, because="Gia đình không tiếp tục.", by=by, on=stories.NOBODY_SUCCEEDED
        ),
    ),
    Move.LINK_FIRST: (
        a_second_complaint_in_hand,
        lambda office, case, by: op.link_first(
            case, first=Case.objects.filter(kind=Kind.COMPLAINT, unit=case.unit).earliest("pk"), by=by, on=DAY
        ),
    ),
    Move.CONFIRM_LATE_ENTRY: (stories.entered_late, plainly(op.confirm_late_entry)),
    Move.STRIKE_LATE_ENTRY: (
        stories.entered_late,
        plainly(op.strike_late_entry, because="Phong bì không có dấu ngày ấy."),
    ),
    Move.CORRECT_DAY: (
        at(Status.FORWARDED),
        plainly(
            op.correct_day,
            what=CorrectedWhat.RECEIVED_ON,
            day=date(2026, 2, 27),
            because="Dấu công văn đến ghi ngày 27/2.",
        ),
    ),
    Move.CORRECT_PARTY: (
        at(Status.FORWARDED),
        lambda office, case, by: op.correct_party(
            case, party=a_party(case).pk, who=op.NewParty(name="Đặng Thị Ánh"), because="Sai tên.", by=by, on=DAY
        ),
    ),
    Move.CORRECT_PAPER: (
        at(Status.ANSWERED),
        plainly(op.correct_paper, number="14/UBND-KT", dated_on=DAY, because="Gõ ngược số."),
    ),
    Move.CORRECT_ACT: (
        stories.a_complaint_accepted,
        lambda office, case, by: op.correct_act(
            case,
            proceeding=case.proceedings.get(),
            number="21/TB-UBND",
            dated_on=DAY - timedelta(days=3),
            arrived_on=DAY,
            because="Gõ nhầm số và ngày.",
            by=by,
            on=DAY,
        ),
    ),
    Move.JOIN: (
        at(Status.IN_HAND, another_beside),
        join,
    ),
    Move.UNJOIN: (at(Status.IN_HAND, stories.joined), plainly(op.unjoin, because="Hai đoạn đường khác nhau.")),
    Move.SPLIT: (
        at(Status.IN_HAND),
        lambda office, case, by: op.split(
            case, parts=[stories.a_part(office)], because="Hai việc khác nhau.", by=by, on=DAY
        ),
    ),
    Move.UNSPLIT: (split_off_in_hand, plainly(op.unsplit, because="Vẫn là một việc.")),
    Move.VOID_REGISTRATION: (at(Status.REGISTERED), plainly(op.void_registration, because="Vào sổ hai lần.")),
    Move.ATTACH_DOCUMENT: (
        at(Status.FORWARDED),
        attach,
    ),
    Move.RECEIVE_PAPERS: (at(Status.REGISTERED), receive),
    Move.RETURN_PAPERS: (at(Status.FORWARDED, papers_received), give_back),
    Move.ADD_NOTE: (at(Status.FORWARDED), plainly(op.add_note, text="Đã gọi điện.")),
    Move.REVEAL: (
        sealed_at(Status.REGISTERED),
        plainly(op.reveal, because="Đọc để bút phê.", at=datetime(2026, 3, 2, 8, tzinfo=UTC)),
    ),
    Move.REDACT: (
        sealed_at(Status.IN_HAND),
        plainly(op.redact, text="Nội dung do [[tên người gửi]] nêu."),
    ),
    Move.RECLASSIFY: (
        at(Status.IN_HAND),
        plainly(op.reclassify, kind=Kind.FEEDBACK, because="Chỉ nêu tình trạng, không đề nghị."),
    ),
    Move.EXTEND_DUTY: (
        at(Status.FORWARDED, acknowledged),
        on_the_clock("mttq.answer_asked", op.extend_duty, more=5, because="Cơ quan đề nghị.", document="12/UBND-VP"),
    ),
    Move.PAUSE_DUTY: (
        at(Status.FORWARDED, acknowledged),
        on_the_clock("mttq.answer_asked", op.pause_duty, first_on=LATER, document="13/MTTQ", because="Chờ giám định."),
    ),
    Move.RESUME_DUTY: (
        at(Status.FORWARDED, acknowledged, paused),
        on_the_clock("mttq.answer_asked", op.resume_duty, last_on=LATER),
    ),
    Move.EXPLAIN_LATENESS: (
        at(Status.FORWARDED, acknowledged, told_late),
        on_the_clock("mttq.answer_asked", op.explain_lateness, because="Chờ ý kiến Sở.", on=TOO_LATE),
    ),
}
