"""Any actor tries any move in any order: tasks, events and duties stay in step with the case."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case
from cases.queries import moves_open_to
from cases.vocabulary import AnswerResult, Evidence, Move, Outcome, RefusalReason, Status
from organizations.vocabulary import Role
from tests.factories import an_office
from tests.stories import DAY, a_petition
from workflows.follow import misaligned

ROLES = [role.value for role in Role]
MOVES = [move for move in Move if move not in {Move.REGISTER, Move.NOTE_THRESHOLD, Move.ATTACH_DOCUMENT}]


def facts_for(move: str, office: Any, case: Case, choice: int) -> dict[str, Any]:
    """Sensible facts for a move, or facts that cannot be true: both must leave everything in step."""
    handler = office.person("handler")
    agency = (office.agency, office.other_agency, office.province)[choice % 3]
    commitment = case.commitments.order_by("pk")[choice % 2 :].first() or case.commitments.first()
    later = date(2026, 5, 4)
    table: dict[str, dict[str, Any]] = {
        Move.INSTRUCT: {"handler": handler},
        Move.REASSIGN: {"handler": (handler, office.person("handler", office.commune))[choice % 2]},
        Move.DRAFT_LETTER: {"agency": agency, "subject": "Về đường", "asked": "Sửa đường", "answer_by": later},
        Move.SEND_BACK_LETTER: {"because": ("Sửa lại câu chữ", "")[choice % 2]},
        Move.CONFIRM_DELIVERY: {"received_on": DAY, "evidence": Evidence.POSTAL_SLIP},
        Move.REFUSE_REFERRAL: {"reason": RefusalReason.NOT_COMPETENT, "text": "Không thuộc thẩm quyền"},
        Move.ANSWER: {
            "result": AnswerResult.AGREED,
            "text": "Sẽ làm",
            "promises": [op.Promise(what="Sửa đường", who="Phòng Kinh tế", due_on=later)] * (choice % 3),
        },
        Move.ASK_CLARIFICATION: {"what": "Khi nào xong?", "answer_by": later},
        Move.CLOSE: {"outcome": (Outcome.FULFILLED, "nonsense")[choice % 2]},
        Move.REOPEN: {"because": "Chưa xong", "handler": handler},
        Move.ADD_NOTE: {"text": "Đã gọi điện"},
    }
    if move in {Move.VERIFY, Move.CONTEST, Move.WAIVE}:
        return {"commitment": commitment, "findings": "Đã xem tại chỗ"} if commitment else {}
    return table.get(move, {})


class PetitionLife(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.office = an_office()
        self.case = a_petition(self.office)
        self.moved = 0

    @rule(move=st.sampled_from(MOVES), role=st.sampled_from(ROLES), choice=st.integers(0, 5), here=st.booleans())
    def somebody_tries(self, move: str, role: str, choice: int, here: bool) -> None:
        units = [self.office.agency, self.office.other_agency] if role.startswith("agency") else []
        units = units or [self.office.province, self.office.commune]
        self.try_move(move, self.office.actor(role, units[0 if here else 1]), choice)

    @rule(choice=st.integers(0, 5), which=st.integers(0, 30))
    def somebody_does_what_is_open(self, choice: int, which: int) -> None:
        """Lean towards legal moves, so that walks get deep."""
        case = Case.objects.get(pk=self.case.pk)
        actors = [
            self.office.actor(role, unit)
            for role in ROLES
            for unit in (self.office.province, self.office.agency, self.office.other_agency)
            if (unit.pk, role) in self.office.people
        ]
        open_moves = [(move, actor) for actor in actors for move in moves_open_to(actor, case) if move in MOVES]
        if open_moves:
            move, actor = open_moves[which % len(open_moves)]
            self.try_move(move, actor, choice)

    def try_move(self, move: str, actor: Any, choice: int) -> None:
        case = Case.objects.get(pk=self.case.pk)
        facts = facts_for(move, self.office, case, choice)
        if move in {Move.VERIFY, Move.CONTEST, Move.WAIVE} and not facts:
            return
        try:
            getattr(op, move)(case, by=actor, on=DAY, **facts)
        except (NotAllowedNow, NotYoursToSee, PermissionDenied, Unusable):
            return
        self.moved += 1

    @invariant()
    def tasks_are_those_the_case_waits_for(self) -> None:
        assert misaligned(Case.objects.get(pk=self.case.pk)) == ""

    @invariant()
    def every_move_left_exactly_one_event(self) -> None:
        events = Event.objects.filter(subject_type="cases.case", subject_id=self.case.pk)
        assert events.count() == self.moved + 1
        assert list(events.order_by("sequence").values_list("sequence", flat=True)) == list(range(1, self.moved + 2))

    @invariant()
    def an_open_case_has_a_clock_and_a_closed_one_owes_nothing(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        assert case.duties.filter(state="running").exists() == (case.status != Status.CLOSED)

    @invariant()
    def nothing_closed_has_an_open_commitment(self) -> None:
        case = Case.objects.get(pk=self.case.pk)
        assert case.status != Status.CLOSED or not case.has_unsettled_commitments


class TestPetitionLife(TestCase):
    def test_any_sequence_of_moves_keeps_tasks_events_and_duties_in_step(self) -> None:
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            PetitionLife,
            settings=settings(
                max_examples=12, stateful_step_count=30, deadline=None, suppress_health_check=list(HealthCheck)
            ),
        )
