"""Which human step a case waits for, and whose it is: read from the case, never kept beside it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.kinds import DENUNCIATIONS, KINDS
from cases.models import Case, Referral
from cases.vocabulary import (
    AT_ONCE,
    BereavementState,
    LetterForm,
    LetterStatus,
    Move,
    Position,
    ReferralStatus,
    RungKind,
    ScreenedTo,
    Status,
    SupplementState,
)
from organizations.vocabulary import Role


class Step(models.TextChoices):
    INSTRUCT = "instruct", _("Bút phê đơn mới")
    NAME_HANDLER = "name_handler", _("Cử người xử lý")
    TAKE_UP = "take_up", _("Nhận xử lý")
    RECEIVE_SUPPLEMENT = "receive_supplement", _("Chờ người nộp đơn bổ sung")
    SETTLE_SUPPLEMENT = "settle_supplement", _("Quyết định khi quá hạn bổ sung")
    FIND_SUCCESSOR = "find_successor", _("Tìm người thừa kế tiếp tục")
    SCREEN = "screen", _("Phân loại đơn")
    CONFIRM_SCREENING = "confirm_screening", _("Xác nhận phân loại đơn")
    REPORT_TO_HEAD = "report_to_head", _("Báo cáo ngay lãnh đạo")
    TRANSFER_AT_ONCE = "transfer_at_once", _("Soạn và trình ngay công văn chuyển")
    WRITE_TO_SENDER = "write_to_sender", _("Soạn văn bản cho người gửi đơn")
    GUIDE = "guide", _("Kết thúc sau khi hướng dẫn")
    RETURN_TO_SENDER = "return_to_sender", _("Kết thúc sau khi trả lại đơn")
    ASK_TO_SPLIT = "ask_to_split", _("Kết thúc sau khi đề nghị tách đơn")
    FILE_AWAY = "file_away", _("Lưu đơn")
    JOIN = "join", _("Nhập vào vụ việc đang mở")
    DRAFT = "draft", _("Soạn và trình công văn chuyển")
    SETTLE_DISPUTE = "settle_dispute", _("Quyết định nơi chuyển đơn đi vòng")
    SIGN = "sign", _("Ký công văn chuyển")
    ISSUE = "issue", _("Cấp số công văn")
    DISPATCH = "dispatch", _("Gửi công văn đi")
    CONFIRM_DELIVERY = "confirm_delivery", _("Xác nhận công văn đã đến")
    SIGN_OTHER = "sign_other", _("Ký văn bản khác")
    ISSUE_OTHER = "issue_other", _("Cấp số văn bản khác")
    DISPATCH_OTHER = "dispatch_other", _("Gửi văn bản khác")
    ACKNOWLEDGE = "acknowledge", _("Nhận trách nhiệm hoặc từ chối")
    ACCEPT_OR_REFUSE = "accept_or_refuse", _("Thụ lý hoặc không thụ lý")
    DECIDE = "decide", _("Giải quyết theo thẩm quyền")
    ANSWER = "answer", _("Trả lời")
    CONFIRM_REQUEST = "confirm_request", _("Xác nhận đề nghị phối hợp đã đến")
    ACKNOWLEDGE_REQUEST = "acknowledge_request", _("Nhận phối hợp hoặc từ chối")
    ANSWER_REQUEST = "answer_request", _("Trả lời đề nghị phối hợp")
    READ_REPLY = "read_reply", _("Đọc trả lời phối hợp")
    CHASE = "chase", _("Soạn và trình văn bản đôn đốc")
    BEFORE_LEADERSHIP = "before_leadership", _("Cho ý kiến về việc cơ quan chậm")
    AWAIT_SUPERIOR = "await_superior", _("Chờ cơ quan cấp trên trả lời")
    REVIEW = "review", _("Xem xét trả lời")
    TELL_RESULT = "tell_result", _("Báo kết quả cho người nộp đơn")
    LOOK_INTO = "look_into", _("Xem xét ý kiến chưa thỏa đáng")
    VERIFY = "verify", _("Xác minh cam kết")
    INSPECT = "inspect", _("Kiểm tra thực tế và báo cáo")
    CLOSE = "close", _("Kết thúc vụ việc")
    JUDGE_WITHDRAWAL = "judge_withdrawal", _("Xem xét yêu cầu rút đơn")
    JUDGE_LATE_ENTRY = "judge_late_entry", _("Xác nhận ngày ghi muộn, ngày đính chính")
    JUDGE_REOPENING = "judge_reopening", _("Quyết định mở lại")


@dataclass(frozen=True)
class StepFacts:
    role: str
    move: Move
    """The move its button leads to."""
    done_by: frozenset[str]
    """The events that mean the step was done; any other event that ends it makes it obsolete."""
    personal: bool = False
    """Belongs to the handler of the case rather than to everybody with the role."""
    at_agency: bool = False
    led: bool = False
    """Belongs to whoever leads the inspection, while somebody does."""

    @property
    def by_name(self) -> bool:
        """Given to one person by name: nobody puts it back, others are named instead."""
        return self.personal or self.led


def _facts(
    role: str, move: Move, *done_by: str, personal: bool = False, at_agency: bool = False, led: bool = False
) -> StepFacts:
    return StepFacts(role=role, move=move, done_by=frozenset(done_by), personal=personal, at_agency=at_agency, led=led)


FACTS: dict[Step, StepFacts] = {
    Step.INSTRUCT: _facts(Role.LEADER, Move.INSTRUCT, "case.instructed"),
    Step.NAME_HANDLER: _facts(Role.LEADER, Move.REASSIGN, "case.reassigned", "case.handed_over"),
    Step.TAKE_UP: _facts(Role.HANDLER, Move.TAKE_UP, "case.taken_up", personal=True),
    Step.RECEIVE_SUPPLEMENT: _facts(
        Role.HANDLER,
        Move.RECEIVE_SUPPLEMENT,
        "supplement.received",
        "supplement.lapsed",
        "petition.signed",
        personal=True,
    ),
    Step.FIND_SUCCESSOR: _facts(
        Role.HANDLER, Move.RECORD_SUCCESSOR, "death.succeeded", "case.unsucceeded", personal=True
    ),
    Step.SETTLE_SUPPLEMENT: _facts(Role.LEADER, Move.GO_ON_WITHOUT, "supplement.waived", "case.filed_unsupplemented"),
    Step.SCREEN: _facts(Role.HANDLER, Move.SCREEN, "case.screened", personal=True),
    Step.CONFIRM_SCREENING: _facts(Role.LEADER, Move.CONFIRM_SCREENING, "screening.confirmed", "screening.rejected"),
    Step.REPORT_TO_HEAD: _facts(Role.HANDLER, Move.REPORT_TO_HEAD, "case.reported_to_head", personal=True),
    Step.TRANSFER_AT_ONCE: _facts(Role.HANDLER, Move.TRANSFER_AT_ONCE, "letter.hastened", personal=True),
    Step.WRITE_TO_SENDER: _facts(Role.HANDLER, Move.DRAFT_OTHER, "other_letter.submitted", personal=True),
    Step.GUIDE: _facts(Role.HANDLER, Move.GUIDE, "case.guided", personal=True),
    Step.RETURN_TO_SENDER: _facts(Role.HANDLER, Move.RETURN_TO_SENDER, "case.returned", personal=True),
    Step.ASK_TO_SPLIT: _facts(Role.HANDLER, Move.ASK_TO_SPLIT, "case.split_asked", personal=True),
    Step.FILE_AWAY: _facts(Role.HANDLER, Move.FILE_AWAY, "case.filed_away", personal=True),
    Step.JOIN: _facts(Role.HANDLER, Move.JOIN, "case.joined", personal=True),
    Step.DRAFT: _facts(Role.HANDLER, Move.DRAFT_LETTER, "letter.submitted", personal=True),
    Step.SETTLE_DISPUTE: _facts(Role.LEADER, Move.SETTLE_DISPUTE, "dispute.settled"),
    Step.SIGN: _facts(Role.LEADER, Move.SIGN_LETTER, "letter.signed", "letter.sent_back"),
    Step.ISSUE: _facts(Role.RECORDS_OFFICER, Move.ISSUE_LETTER, "letter.issued"),
    Step.DISPATCH: _facts(Role.RECORDS_OFFICER, Move.DISPATCH_LETTER, "referral.dispatched"),
    Step.CONFIRM_DELIVERY: _facts(Role.RECORDS_OFFICER, Move.CONFIRM_DELIVERY, "referral.delivered"),
    Step.SIGN_OTHER: _facts(Role.LEADER, Move.SIGN_OTHER, "other_letter.signed", "other_letter.sent_back"),
    Step.ISSUE_OTHER: _facts(Role.RECORDS_OFFICER, Move.ISSUE_OTHER, "other_letter.issued"),
    Step.DISPATCH_OTHER: _facts(Role.RECORDS_OFFICER, Move.DISPATCH_OTHER, "other_letter.dispatched"),
    Step.ACKNOWLEDGE: _facts(
        Role.AGENCY_OFFICER,
        Move.ACKNOWLEDGE_REFERRAL,
        "referral.acknowledged",
        "referral.refused",
        "proceeding.accepted",
        "proceeding.refused",
        at_agency=True,
    ),
    Step.ACCEPT_OR_REFUSE: _facts(
        Role.AGENCY_OFFICER, Move.RECORD_ACCEPTANCE, "proceeding.accepted", "proceeding.refused", at_agency=True
    ),
    Step.DECIDE: _facts(Role.AGENCY_OFFICER, Move.RECORD_DECISION, "proceeding.decided", at_agency=True),
    Step.ANSWER: _facts(Role.AGENCY_OFFICER, Move.ANSWER, "referral.answered", at_agency=True),
    Step.CONFIRM_REQUEST: _facts(Role.RECORDS_OFFICER, Move.CONFIRM_REQUEST, "request.delivered"),
    Step.ACKNOWLEDGE_REQUEST: _facts(
        Role.AGENCY_OFFICER, Move.ACKNOWLEDGE_REQUEST, "request.acknowledged", "request.refused", at_agency=True
    ),
    Step.ANSWER_REQUEST: _facts(Role.AGENCY_OFFICER, Move.ANSWER_REQUEST, "request.answered", at_agency=True),
    Step.READ_REPLY: _facts(Role.HANDLER, Move.NOTE_REPLY, "request.noted", personal=True),
    Step.CHASE: _facts(Role.HANDLER, Move.CHASE, "other_letter.submitted", "rung.let_be", personal=True),
    Step.BEFORE_LEADERSHIP: _facts(Role.LEADER, Move.LAY_BEFORE_LEADERSHIP, "rung.before_leadership", "rung.let_be"),
    Step.AWAIT_SUPERIOR: _facts(
        Role.HANDLER, Move.RECORD_SUPERIOR_REPLY, "superior.replied", "superior.ordered", personal=True
    ),
    Step.REVIEW: _facts(
        Role.HANDLER, Move.ACCEPT_ANSWER, "answer.accepted", "answer.clarification_asked", personal=True
    ),
    Step.TELL_RESULT: _facts(
        Role.HANDLER, Move.DRAFT_OTHER, "other_letter.submitted", "petitioner.told", personal=True
    ),
    Step.LOOK_INTO: _facts(Role.SUPERVISOR, Move.LOOK_INTO, "petitioner.heeded", "case.reopened"),
    Step.VERIFY: _facts(
        Role.SUPERVISOR, Move.VERIFY, "commitment.verified", "commitment.waived", "inspection.reported"
    ),
    Step.INSPECT: _facts(Role.SUPERVISOR, Move.REPORT_INSPECTION, "inspection.reported", led=True),
    Step.CLOSE: _facts(Role.LEADER, Move.CLOSE, "case.closed"),
    Step.JUDGE_WITHDRAWAL: _facts(Role.LEADER, Move.REFUSE_WITHDRAWAL, "withdrawal.refused", "withdrawal.cleared"),
    Step.JUDGE_LATE_ENTRY: _facts(Role.LEADER, Move.CONFIRM_LATE_ENTRY, "late_entry.confirmed", "late_entry.struck"),
    Step.JUDGE_REOPENING: _facts(Role.LEADER, Move.REOPEN, "case.reopened", "reopening.declined"),
}

WHILE_IN_HAND = {
    LetterStatus.SUBMITTED: Step.SIGN,
    LetterStatus.SIGNED: Step.ISSUE,
    LetterStatus.ISSUED: Step.DISPATCH,
}


WHILE_ANOTHER_LETTER_IS = {
    LetterStatus.SUBMITTED: Step.SIGN_OTHER,
    LetterStatus.SIGNED: Step.ISSUE_OTHER,
    LetterStatus.ISSUED: Step.DISPATCH_OTHER,
}


# What was decided at screening -> the paper that goes to the sender, and the step that follows when it has left.
BY_A_PAPER = {
    ScreenedTo.GUIDE: (LetterForm.GUIDANCE, Step.GUIDE),
    ScreenedTo.RETURN: (LetterForm.RETURN_PETITION, Step.RETURN_TO_SENDER),
    ScreenedTo.ASK_TO_SPLIT: (LetterForm.GUIDANCE_SPLIT, Step.ASK_TO_SPLIT),
}
WITHOUT_A_PAPER = {
    ScreenedTo.REPORT: Step.REPORT_TO_HEAD,
    ScreenedTo.FILE_AWAY: Step.FILE_AWAY,
    ScreenedTo.JOIN: Step.JOIN,
}


def steps_for(case: Case) -> frozenset[Step]:
    """Return the steps somebody must do now, for any state a case can be in."""
    unheeded = {Step.LOOK_INTO} if case.has_dissatisfaction else set()
    if case.status == Status.CLOSED:
        # What a closed case can still wait for.
        return frozenset(unheeded | ({Step.JUDGE_REOPENING} if case.reopening_waits else set()))
    waiting = case.statuses_of_other_letters
    beside = unheeded | {step for status, step in WHILE_ANOTHER_LETTER_IS.items() if status in waiting}
    beside |= {Step.JUDGE_LATE_ENTRY} if case.late_entry_waits else set()
    beside |= {Step.JUDGE_WITHDRAWAL} if case.withdrawal_doubted else set()
    beside |= WHILE_A_SUPPLEMENT_IS.get(case.supplement_state, set())
    bereaved = case.bereaved == BereavementState.WAITING
    beside |= {Step.FIND_SUCCESSOR} if bereaved else set()
    on_the_way = _on_the_way(case)
    if case.supplement_state or bereaved:
        # A letter is not laid before the leader while the petitioner, or an heir, is waited for.
        on_the_way -= {Step.DRAFT}
    return _once_somebody_handles_it(case, on_the_way | beside | _of_ladders(case))


def _once_somebody_handles_it(case: Case, steps: frozenset[Step]) -> frozenset[Step]:
    """Where the handler has gone and nobody was named, what is the handler's waits, and the leader is asked."""
    if case.handler_id is not None or case.status == Status.REGISTERED:
        return steps
    return frozenset({Step.NAME_HANDLER, *(step for step in steps if not FACTS[step].personal)})


def named_for(case: Case, step: Step) -> int | None:
    """Return in whose hands the step is by name: the handler's, or those of whoever leads the inspection."""
    facts = FACTS[step]
    if facts.personal:
        return case.handler_id
    if facts.led and case.inspection is not None and case.inspection.leader is not None:
        return int(case.inspection.leader.pk)
    return None


WHILE_A_SUPPLEMENT_IS: dict[str | None, set[Step]] = {
    SupplementState.OPEN: {Step.RECEIVE_SUPPLEMENT},
    SupplementState.LAPSED: {Step.SETTLE_SUPPLEMENT},
}


def _of_ladders(case: Case) -> set[Step]:
    """An agency that let its day pass is chased; while its letter is signed, numbered and sent, others are at it."""
    steps = set()
    for rung in case.rungs_waiting:
        if rung.kind == RungKind.LEADERSHIP:
            steps.add(Step.BEFORE_LEADERSHIP)
        elif not rung.has_letter_under_way:
            steps.add(Step.CHASE)
    return steps


# Of each request to cooperate on its own: several may stand at the same step, each of another agency.
WHILE_A_REQUEST_IS = {
    ReferralStatus.SENT: frozenset({Step.CONFIRM_REQUEST, Step.ACKNOWLEDGE_REQUEST}),
    ReferralStatus.RECEIVED: frozenset({Step.ACKNOWLEDGE_REQUEST}),
    ReferralStatus.ACKNOWLEDGED: frozenset({Step.ANSWER_REQUEST}),
}


def steps_of_requests(case: Case) -> dict[int, frozenset[Step]]:
    """Return for each agency asked to help the steps somebody must do now, beside those of the case."""
    if case.status == Status.CLOSED:
        return {}
    unread = frozenset({Step.READ_REPLY})
    steps = {one.pk: unread if one.is_unread else WHILE_A_REQUEST_IS.get(one.status) for one in case.requests}
    return {pk: wanted for pk, wanted in steps.items() if wanted}


def _on_the_way(case: Case) -> frozenset[Step]:
    """The steps of the case itself; other letters run beside them."""
    match case.status:
        case Status.REGISTERED:
            return frozenset({Step.INSTRUCT})
        case Status.INSTRUCTED:
            return frozenset({Step.TAKE_UP})
        case Status.IN_HAND:
            return frozenset(_while_in_hand(case))
        case Status.FORWARDED:
            assert case.lead is not None, "a case is forwarded by a referral"
            return _while_forwarded(case, case.lead)
        case Status.ANSWERED:
            return _while_answered(case)
        case Status.SUPERVISED:
            return _while_supervised(case)
        case _:
            return frozenset()


def _while_supervised(case: Case) -> frozenset[Step]:
    """What was promised is seen to, the petitioner is told what was answered; then it may be closed."""
    steps = {Step.VERIFY} if case.has_unsettled_commitments else set()
    steps |= {Step.INSPECT} if case.has_inspection_planned else set()
    if case.owes_relay:
        return frozenset(steps if case.has_notice_of_result_under_way else steps | {Step.TELL_RESULT})
    return frozenset(steps or {Step.CLOSE})


def _while_answered(case: Case) -> frozenset[Step]:
    """The answer is weighed, unless a superior was asked to; a recommendation on its way is others' work."""
    if case.is_at_the_superior:
        return frozenset({Step.AWAIT_SUPERIOR})
    drafted = case.recommendation_drafted
    return frozenset() if drafted is not None and drafted.is_under_way else frozenset({Step.REVIEW})


def _while_in_hand(case: Case) -> set[Step]:
    """First it is screened; what was decided then says what is next."""
    letter, screening = case.letter, case.screening
    if letter is not None and letter.status in WHILE_IN_HAND:
        return {WHILE_IN_HAND[letter.status]}
    if case.dispute is not None and case.dispute.is_open:
        # What is drafted waits until it is said where it goes.
        return {Step.SETTLE_DISPUTE}
    if screening is None:
        # A letter written without asking the tree says by itself that the petition is sent on.
        must_be = case.kind in DENUNCIATIONS or case.lead is None
        return {Step.SCREEN if must_be else Step.DRAFT}
    if screening.waits:
        return {Step.CONFIRM_SCREENING}
    decided = ScreenedTo(screening.decided)
    if decided in BY_A_PAPER:
        return _by_a_paper(case, *BY_A_PAPER[decided])
    if decided in AT_ONCE and letter is None:
        return {Step.TRANSFER_AT_ONCE}
    return {WITHOUT_A_PAPER.get(decided, Step.DRAFT)}


def _by_a_paper(case: Case, form: LetterForm, then: Step) -> set[Step]:
    """The handler writes it; while it is signed, numbered and sent, those steps are others'."""
    if form in case.forms_sent_since_screening:
        return {then}
    under_way = case.letters.filter(referral=None, form=form, status__in=list(WHILE_ANOTHER_LETTER_IS)).exists()
    return set() if under_way else {Step.WRITE_TO_SENDER}


# Where the law has the competent body accept before it resolves, and resolve before it answers.
WHILE_IT_PROCEEDS: dict[str, Step] = {
    Position.WAITING: Step.ACCEPT_OR_REFUSE,
    Position.ACCEPTED: Step.DECIDE,
    Position.SUSPENDED: Step.DECIDE,
}


def _while_forwarded(case: Case, referral: Referral) -> frozenset[Step]:
    match referral.status:
        case ReferralStatus.SENT:
            return frozenset({Step.CONFIRM_DELIVERY, Step.ACKNOWLEDGE})
        case ReferralStatus.RECEIVED:
            return frozenset({Step.ACKNOWLEDGE})
        case _ if KINDS[case.kind].chain is not None:
            return frozenset({WHILE_IT_PROCEEDS.get(case.position, Step.ANSWER)})
        case _:
            return frozenset({Step.ANSWER})
