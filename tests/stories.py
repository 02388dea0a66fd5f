"""Arranging through operations: a story brings a case to where a test begins, the way an office would."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from uuid import uuid4

from audit.actor import Actor, ActorKind, Channel
from cases import operations as op
from cases.models import Case
from cases.vocabulary import AnswerResult, Evidence, Intake, Kind, Outcome, Status
from organizations.models import Field, Unit, User

DAY = date(2026, 3, 2)
ANSWER_BY = date(2026, 4, 15)
PROMISED_BY = date(2026, 5, 20)
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"

_serial = count(1)


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
        "text": "Đường liên thôn hư hỏng nặng, đề nghị sửa chữa trước mùa mưa.",
        "asked": "Sửa chữa mặt đường.",
        "summary": "Đường liên thôn hư hỏng, đề nghị sửa chữa",
        "field": office.field,
        "form_token": uuid4(),
        "by": office.actor("receptionist"),
        "on": DAY,
    }
    return op.register(**(facts | changes))  # type: ignore[arg-type]


def a_case(office: Office, *, at: str, promises: int = 1) -> Case:
    """Bring a case to a status by the moves an office makes."""
    case = a_petition(office)
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


def drafted(office: Office, case: Case, agency: Unit | None = None) -> None:
    op.draft_letter(
        case,
        agency=agency or office.agency,
        subject="Chuyển kiến nghị về đường liên thôn",
        asked="Xem xét, sửa chữa mặt đường và trả lời người kiến nghị.",
        answer_by=ANSWER_BY,
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


def answered(office: Office, case: Case, promises: int = 1) -> None:
    delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    replied(office, case, promises)


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
        by=office.actor("agency_officer"),
        on=DAY,
    )


def supervised(office: Office, case: Case, promises: int = 1) -> None:
    op.accept_answer(case, by=office.actor("handler"), on=DAY)


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


@contextmanager
def unchanged(case: Case) -> Iterator[None]:
    """Whatever happens inside is refused and leaves the case, its events and its duties as they were."""
    before = snapshot(case)
    yield
    assert snapshot(case) == before


def snapshot(case: Case) -> tuple[object, ...]:
    fresh = Case.objects.get(pk=case.pk)
    duties = tuple(fresh.duties.order_by("pk").values_list("pk", "state", "due_on"))
    work = tuple(fresh.assignments.order_by("pk").values_list("pk", "step", "ending", "owner"))
    return fresh.status, fresh.outcome, fresh.handler_id, fresh.lead_id, fresh.history.count(), duties, work
