"""Every role × every move × every relation to the case: allowed exactly where docs/permissions.md says so.

The expectation is read off the reviewed page, not off the code: a right that changes shows as a difference here and in
the page. Each move is tried in a state where it is legal, so that only the right decides.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from audit.actor import Actor, ActorKind, Channel, system
from cases import access
from cases import operations as op
from cases.errors import NotYoursToSee
from cases.models import Case
from cases.vocabulary import AnswerResult, DocumentSource, Evidence, Move, Outcome, RefusalReason, Status
from organizations.models import Unit
from organizations.vocabulary import Level, Role, UnitKind
from tests import stories
from tests.factories import a_person, a_unit, an_office
from tests.stories import ANSWER_BY, DAY, PDF, PROMISED_BY, Office, a_case, a_petition

pytestmark = pytest.mark.django_db

ALLOWED, NOT_YOU, NOT_YOURS = "allowed", "not you", "not yours to see"
HANDLER, DEPUTY, COLLEAGUE = "the handler", "the handler's deputy", "a colleague"
OTHER_COMMUNE, SUPERIOR, IN_CHARGE, OTHER_AGENCY = "other commune", "superior", "agency in charge", "another agency"
RELATIONS = (HANDLER, DEPUTY, COLLEAGUE, OTHER_COMMUNE, SUPERIOR, IN_CHARGE, OTHER_AGENCY)
OWN = {HANDLER, DEPUTY, COLLEAGUE}


def rows_of(heading: str) -> Iterator[list[str]]:
    """Yield the cells of each row of the table under the heading of the reviewed page."""
    page = (Path(settings.BASE_DIR) / "docs" / "permissions.md").read_text(encoding="utf-8")
    table = page.split(f"## {heading}\n")[1].split("\n## ")[0]
    for line in table.splitlines():
        if line.startswith("|") and not line.startswith("|---"):
            yield [cell.strip() for cell in line.strip("|").split(" | ")]


def granted() -> dict[str, dict[str, str]]:
    head, *rows = rows_of("Moves")
    return {row[0].split("`")[1]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


READS = {row[0]: row[2] for row in rows_of("Reading a case")}
GRANTED = granted()


def expected(role: str, move: str, relation: str, *, sent: bool) -> str:
    marks = GRANTED[move][role]
    if (
        ("U" in marks and relation in OWN)
        or ("H" in marks and relation in {HANDLER, DEPUTY})
        or ("A" in marks and relation == IN_CHARGE and sent)
    ):
        return ALLOWED
    reads = READS[role]
    sees = (
        (reads.startswith("the own unit") and relation in OWN)
        or ("the units below" in reads and relation == SUPERIOR)
        or (reads.startswith("what was sent") and relation == IN_CHARGE and sent)
    )
    return NOT_YOU if sees else NOT_YOURS


def a_commune_at_work() -> tuple[Office, Unit, Unit]:
    """Return an office whose own unit is a commune, with the province above it and another commune beside it."""
    office = an_office()
    beside = a_unit("Ủy ban MTTQ Việt Nam xã An Phú", UnitKind.MTTQ, Level.COMMUNE, parent=office.province)
    commune = office.commune
    return replace(office, province=commune, commune=beside), office.province, beside


def seats(office: Office, superior: Unit, beside: Unit) -> dict[str, Callable[[str], Actor]]:
    """Say for each relation how a person acting there in one role comes in."""
    handler, leader = office.person("handler"), office.person("leader")
    strangers = {unit: a_person(unit, Role.AUDITOR) for unit in (superior, beside, office.agency, office.other_agency)}

    def person(key: int, unit: Unit, on_behalf_of: str = "") -> Callable[[str], Actor]:
        return lambda role: Actor(
            kind=ActorKind.PERSON,
            key=str(key),
            unit=unit.pk,
            roles=frozenset({role}),
            on_behalf_of=on_behalf_of,
            channel=Channel.DESK,
        )

    own = office.province
    return {
        HANDLER: person(handler.pk, own),
        DEPUTY: person(leader.pk, own, str(handler.pk)),
        COLLEAGUE: person(leader.pk, own),
        OTHER_COMMUNE: person(strangers[beside].pk, beside),
        SUPERIOR: person(strangers[superior].pk, superior),
        IN_CHARGE: person(strangers[office.agency].pk, office.agency),
        OTHER_AGENCY: person(strangers[office.other_agency].pk, office.other_agency),
    }


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


def what_happens(attempt: Callable[[], object]) -> str:
    """Try it and take it back."""
    with transaction.atomic():
        try:
            attempt()
            result = ALLOWED
        except PermissionDenied:
            result = NOT_YOU
        except NotYoursToSee:
            result = NOT_YOURS
        transaction.set_rollback(True)
    return result


def test_every_move_on_a_case_is_tried():
    assert set(TRIES) == set(Move) - {Move.REGISTER} == set(GRANTED) - {Move.REGISTER}


@pytest.mark.parametrize("move", list(TRIES))
def test_a_move_is_allowed_exactly_to_whom_the_page_grants_it(move):
    arrange, attempt = TRIES[move]
    office, superior, beside = a_commune_at_work()
    case = arrange(office)
    sent = case.was_sent_to(office.agency.pk)
    come_in = seats(office, superior, beside)
    wanted, happened = {}, {}
    for relation in RELATIONS:
        for role in Role.values:
            by = come_in[relation](role)
            seat = f"{role}, {relation}"
            # Before anybody is named handler, the later handler is a colleague like any other.
            stands = COLLEAGUE if relation in {HANDLER, DEPUTY} and case.handler_id is None else relation
            wanted[seat] = expected(role, move, stands, sent=sent)
            happened[seat] = what_happens(lambda by=by: attempt(office, case, by))
            assert access.may(by, move, case) == (happened[seat] == ALLOWED), seat
            assert access.may_see(by, case) == (happened[seat] != NOT_YOURS), seat
    assert happened == wanted
    if move != Move.NOTE_THRESHOLD:
        assert ALLOWED in happened.values(), "the state does not allow what this test tries"


@pytest.mark.parametrize("move", list(TRIES))
def test_who_is_no_person_does_only_what_the_page_grants_by_name(move):
    arrange, attempt = TRIES[move]
    office, _superior, _beside = a_commune_at_work()
    case = arrange(office)
    petition = case.matters.get().petition
    others = {
        "system": (system("nightly"), NOT_YOU),
        "petitioner": (Actor(kind=ActorKind.PETITIONER, key=str(petition.pk), channel=Channel.PORTAL), NOT_YOURS),
        "another petitioner": (Actor(kind=ActorKind.PETITIONER, key=str(petition.pk + 1)), NOT_YOURS),
        "nobody": (Actor(kind=ActorKind.LINK, key="x"), NOT_YOURS),
    }
    for name, (by, otherwise) in others.items():
        wanted = ALLOWED if GRANTED[move]["others"].startswith(f"{name}:") else otherwise
        assert what_happens(lambda by=by: attempt(office, case, by)) == wanted, name


@pytest.mark.parametrize("move", [move for move in TRIES if "A" not in GRANTED[move].values()])
def test_a_program_never_acts_as_a_person_of_the_office(move):
    arrange, attempt = TRIES[move]
    office, _superior, _beside = a_commune_at_work()
    case = arrange(office)
    for role in Role.values:
        program = Actor(kind=ActorKind.CLIENT, key="1", unit=office.province.pk, roles=frozenset({role}))
        sees = READS[role].startswith("the own unit")
        assert what_happens(lambda by=program: attempt(office, case, by)) == (NOT_YOU if sees else NOT_YOURS), role


def test_a_petition_is_entered_only_in_the_book_of_the_own_unit():
    office, superior, beside = a_commune_at_work()
    come_in = seats(office, superior, beside)
    for relation in RELATIONS:
        for role in Role.values:
            allowed = "U" in GRANTED[Move.REGISTER][role] and relation in OWN
            by = come_in[relation](role)
            happened = what_happens(lambda by=by: a_petition(office, by=by))
            assert happened == (ALLOWED if allowed else NOT_YOU), (role, relation)
    program = replace(come_in[HANDLER](Role.RECEPTIONIST), kind=ActorKind.CLIENT)
    assert what_happens(lambda: a_petition(office, by=program)) == NOT_YOU
