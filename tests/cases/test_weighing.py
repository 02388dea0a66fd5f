"""An answer is weighed against what was asked, point by point; no road to the archive leaves a promise behind."""

import pytest

from cases import operations as op
from cases.asked import asked_of, latest_answer
from cases.errors import NotAllowedNow, Unusable
from cases.lifecycle import Lifecycle
from cases.models import Answer, Case, Commitment, Referral
from cases.vocabulary import AnswerResult, Move, Status, Weighed
from tests import stories
from tests.moves import TRIES
from tests.stories import ANSWER_BY, DAY, IN_FULL, IN_PART, PROMISED_BY, Office, a_case, unchanged

pytestmark = pytest.mark.django_db

TWO_THINGS = "Sửa mặt đường.\n\n Trả lời người kiến nghị. "


@pytest.fixture
def two_asked(office: Office) -> Case:
    """An answer to a letter that asked two things."""
    case = a_case(office, at=Status.IN_HAND)
    handler, leader, records = (office.actor(role) for role in ("handler", "leader", "records_officer"))
    facts = {"agency": office.agency, "subject": "Chuyển đơn", "asked": TWO_THINGS, "answer_by": ANSWER_BY}
    op.draft_letter(case, **facts, by=handler, on=DAY)
    op.submit_letter(case, by=handler, on=DAY)
    op.sign_letter(case, by=leader, on=DAY)
    op.issue_letter(case, by=records, on=DAY)
    op.dispatch_letter(case, by=records, on=DAY)
    stories.answered(office, case)
    return Case.objects.get(pk=case.pk)


def test_each_line_of_the_letter_is_one_thing_asked(two_asked):
    assert asked_of(latest_answer(two_asked)) == ["Sửa mặt đường.", "Trả lời người kiến nghị."]


def test_what_was_found_of_each_thing_is_kept_beside_the_answer(office, two_asked):
    weighed = [op.Point(Weighed.ANSWERED), op.Point(Weighed.PARTLY, " Chưa gửi người dân. ")]
    op.accept_answer(two_asked, weighed=weighed, by=office.actor("handler"), on=DAY)
    points = latest_answer(two_asked).points.values_list("place", "asked", "weighed", "note")
    assert list(points) == [
        (1, "Sửa mặt đường.", "answered", ""),
        (2, "Trả lời người kiến nghị.", "partly", "Chưa gửi người dân."),
    ]


@pytest.mark.parametrize(
    ("weighed", "field"),
    [
        ([], "weighed_1"),
        ([op.Point(Weighed.ANSWERED)], "weighed_1"),
        ([op.Point(Weighed.ANSWERED), op.Point("perhaps")], "weighed_2"),
        ([op.Point(Weighed.ANSWERED), op.Point(Weighed.PARTLY, " ")], "note_2"),
        ([op.Point(Weighed.NOT, "Không nhắc đến."), op.Point(Weighed.ANSWERED)], "weighed_1"),
    ],
)
def test_an_answer_is_not_accepted_over_what_it_leaves_open(office, two_asked, weighed, field):
    with unchanged(two_asked), pytest.raises(Unusable) as refused:
        op.accept_answer(two_asked, weighed=weighed, by=office.actor("handler"), on=DAY)
    assert refused.value.field == field


def test_what_is_answered_in_full_leaves_nothing_to_make_clear(office):
    case = a_case(office, at=Status.ANSWERED)
    by = office.actor("handler")
    with unchanged(case), pytest.raises(Unusable, match="không còn gì"):
        op.ask_clarification(case, what="Gì nữa?", answer_by=PROMISED_BY, weighed=IN_FULL, by=by, on=DAY)


def test_the_second_answer_is_weighed_against_what_was_to_be_made_clear(office):
    case = a_case(office, at=Status.ANSWERED)
    what = "Khi nào xong?\nAi làm?"
    by = office.actor("handler")
    op.ask_clarification(case, what=what, answer_by=PROMISED_BY, weighed=IN_PART, by=by, on=DAY)
    stories.replied(office, case)
    assert asked_of(latest_answer(Case.objects.get(pk=case.pk))) == ["Khi nào xong?", "Ai làm?"]


def test_a_decision_that_leaves_something_open_is_noted_and_may_be_let_be(office):
    case = stories.a_complaint_at_the_agency(office)
    stories.acknowledged_and_answered(office, case, promises=0)
    weighed = [op.Point(Weighed.NOT, "Quyết định không xét nội dung bồi thường.")]
    op.accept_answer(Case.objects.get(pk=case.pk), weighed=weighed, by=office.actor("handler"), on=DAY)
    assert latest_answer(case).points.get().weighed == Weighed.NOT


# No road to the archive leaves a promise behind


def closing_moves() -> list[str]:
    """Every move with an arrow to *closed*."""
    return [
        move.value
        for move in Move
        if move is not Move.REGISTER
        and any(one.target == Status.CLOSED for one in getattr(Lifecycle, move)._django_fsm.transitions.values())
    ]


def test_the_moves_that_close_are_those_the_lifecycle_names():
    assert {Move.CLOSE, Move.WITHDRAW, Move.GUIDE, Move.JOIN, Move.VOID_REGISTRATION} < set(closing_moves())
    assert len(closing_moves()) >= 9


@pytest.mark.parametrize("move", closing_moves())
def test_no_road_to_the_archive_leaves_a_promise_behind(office, move):
    arrange, attempt = TRIES[move]
    case = arrange(office)
    a_promise_of(office, case)
    leaders = {Move.CLOSE, Move.VOID_REGISTRATION, Move.FILE_UNSUPPLEMENTED, Move.CLOSE_UNSUCCEEDED}
    role = "leader" if move in leaders else "handler"
    try:
        attempt(office, Case.objects.get(pk=case.pk), office.actor(role))
    except NotAllowedNow as refusal:
        assert any("cam kết" in reason for reason in refusal.reasons)
    case = Case.objects.get(pk=case.pk)
    assert not (case.status == Status.CLOSED and case.has_unsettled_commitments)
    # Nobody but who withdraws takes a promise away with them.
    assert case.has_unsettled_commitments == (move != Move.WITHDRAW)


def a_promise_of(office: Office, case: Case) -> Commitment:
    """Something promised in the case, however it came there."""
    facts = {"case": case, "agency": office.agency, "asked": "Sửa đường.", "answer_by": ANSWER_BY}
    referral = case.lead or Referral.objects.create(**facts)
    given = Answer.objects.create(referral=referral, result=AnswerResult.AGREED, text="Sẽ sửa.", answered_on=DAY)
    return Commitment.objects.create(case=case, answer=given, what="Sửa đường", who="Phòng Kinh tế", due_on=PROMISED_BY)
