"""Each move on a case in a state where it is legal, with facts that hold: ready to be tried by anybody."""

from collections.abc import Callable

from audit.actor import Actor
from cases import operations as op
from cases.models import Case
from cases.vocabulary import AnswerResult, DocumentSource, Evidence, Move, Outcome, RefusalReason, Status
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person
from tests.stories import ANSWER_BY, DAY, PDF, PROMISED_BY, Office, a_case

Try = Callable[[Office, Case, Actor], object]


def plainly(operation: Callable[..., object], **facts: object) -> Try:
    return lambda office, case, by: operation(case, by=by, on=DAY, **facts)


def on_the_commitment(operation: Callable[..., object]) -> Try:
    return lambda office, case, by: operation(
        case, commitment=case.commitments.get(), findings="Đã xem tại chỗ.", by=by, on=DAY
    )


def at(status: str, *more: Callable[[Office, Case], None], promises: int = 1) -> Callable[[Office], Case]:
    def arrange(office: Office) -> Case:
        case = a_case(office, at=status, promises=promises)
        for step in more:
            step(office, case)
        return Case.objects.get(pk=case.pk)

    return arrange


def acknowledged(office: Office, case: Case) -> None:
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)


def draft(office: Office, case: Case, by: Actor) -> object:
    return op.draft_letter(
        case, agency=office.agency, subject="Về đường", asked="Sửa đường", answer_by=ANSWER_BY, by=by, on=DAY
    )


def new_handler(office: Office) -> dict[str, object]:
    return {"handler": a_person(office.province, Role.HANDLER)}


TRIES: dict[str, tuple[Callable[[Office], Case], Try]] = {
    Move.INSTRUCT: (
        at(Status.REGISTERED),
        lambda office, case, by: op.instruct(case, handler=office.person("handler"), by=by, on=DAY),
    ),
    Move.REASSIGN: (
        at(Status.FORWARDED),
        lambda office, case, by: op.reassign(case, by=by, on=DAY, **new_handler(office)),
    ),
    Move.TAKE_UP: (at(Status.INSTRUCTED), plainly(op.take_up)),
    Move.DRAFT_LETTER: (at(Status.IN_HAND), draft),
    Move.SUBMIT_LETTER: (at(Status.IN_HAND, stories.drafted), plainly(op.submit_letter)),
    Move.SEND_BACK_LETTER: (
        at(Status.IN_HAND, stories.submitted),
        plainly(op.send_back_letter, because="Sửa câu chữ."),
    ),
    Move.SIGN_LETTER: (at(Status.IN_HAND, stories.submitted), plainly(op.sign_letter)),
    Move.ISSUE_LETTER: (at(Status.IN_HAND, stories.signed), plainly(op.issue_letter)),
    Move.DISPATCH_LETTER: (at(Status.IN_HAND, stories.issued), plainly(op.dispatch_letter)),
    Move.CONFIRM_DELIVERY: (
        at(Status.FORWARDED),
        plainly(op.confirm_delivery, received_on=DAY, evidence=Evidence.POSTAL_SLIP),
    ),
    Move.ACKNOWLEDGE_REFERRAL: (at(Status.FORWARDED), plainly(op.acknowledge_referral)),
    Move.REFUSE_REFERRAL: (
        at(Status.FORWARDED),
        plainly(op.refuse_referral, reason=RefusalReason.NOT_COMPETENT, text="Thuộc thẩm quyền của Sở Xây dựng."),
    ),
    Move.ANSWER: (
        at(Status.FORWARDED, acknowledged),
        plainly(op.answer, result=AnswerResult.EXPLAINED, text="Đã bố trí vốn năm sau."),
    ),
    Move.ASK_CLARIFICATION: (
        at(Status.ANSWERED),
        plainly(op.ask_clarification, what="Khi nào xong?", answer_by=PROMISED_BY),
    ),
    Move.ACCEPT_ANSWER: (at(Status.ANSWERED), plainly(op.accept_answer)),
    Move.VERIFY: (at(Status.SUPERVISED), on_the_commitment(op.verify)),
    Move.CONTEST: (at(Status.SUPERVISED), on_the_commitment(op.contest)),
    Move.WAIVE: (at(Status.SUPERVISED), on_the_commitment(op.waive)),
    Move.CLOSE: (at(Status.SUPERVISED, promises=0), plainly(op.close, outcome=Outcome.EXPLAINED)),
    Move.REOPEN: (
        at(Status.CLOSED),
        lambda office, case, by: op.reopen(
            case, because="Việc chưa xong.", handler=office.person("handler"), by=by, on=DAY
        ),
    ),
    Move.WITHDRAW: (at(Status.FORWARDED), plainly(op.withdraw)),
    Move.ATTACH_DOCUMENT: (
        at(Status.FORWARDED),
        plainly(
            op.attach_document,
            document=op.NewDocument(title="Ảnh.pdf", content=PDF),
            source=DocumentSource.PETITIONER,
        ),
    ),
    Move.ADD_NOTE: (at(Status.FORWARDED), plainly(op.add_note, text="Đã gọi điện.")),
    Move.NOTE_THRESHOLD: (
        at(Status.FORWARDED),
        lambda office, case, by: op.note_threshold(
            case.duties.filter(state="running").first(), "overdue", by=by, on=DAY
        ),
    ),
}
