"""One story for each odd turn of a case: who asks, who decides, who is told, what is owed, with whom the file lies."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.holders import Holder
from cases.models import Case, Document
from cases.public import standing
from cases.queries import moves_open_to
from cases.statement import course_for, out_of_step
from cases.timeline import timeline
from cases.vocabulary import (
    AskedBy,
    Intake,
    Kind,
    LetterForm,
    Move,
    Outcome,
    ScreenedTo,
    Signing,
    Status,
    SupplementOf,
    SupplementState,
)
from config import reactions
from notifications.models import Message
from notifications.vocabulary import Recipient
from tests import stories
from tests.journeys.standing import events_of, owed, waiting
from tests.stories import BRING_BY, DAY, NOBODY_CAME, PDF, Office, a_case, a_petition, unchanged
from workflows.follow import misaligned
from workflows.steps import Step

pytestmark = pytest.mark.django_db

LATER = date(2026, 3, 10)


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def in_step(case: Case, *, on: date = NOBODY_CAME) -> Case:
    """The tasks are those the case waits for, and its days add up."""
    assert misaligned(case) == ""
    assert out_of_step(fresh(case), on=on) == ""
    return fresh(case)


def told(case: Case, kind: str, wording: str) -> set[str]:
    """Who hears of the last event of this kind: the reaction is run as the worker would run it."""
    event = Event.objects.filter(subject_type="cases.case", subject_id=case.pk, kind=kind).latest("pk")
    for reaction in reactions.AFTER_COMMIT[kind]:
        reaction(event)
    rows = Message.objects.filter(event_id=event.pk, template=wording).select_related("user")
    inside = {row.user.email for row in rows if row.user is not None}
    return inside | {row.recipient for row in rows if row.user is None}


def lies_with(case: Case, *, on: date) -> Holder:
    course = course_for(fresh(case), on=on)
    assert course is not None
    return course.lies_with


def held_by(case: Case, holder: Holder, *, on: date) -> int:
    course = course_for(fresh(case), on=on)
    assert course is not None
    return sum(one.days for one in course.stretches if one.holder == holder)


# Something is missing, and the petitioner is asked


def test_what_the_petitioner_was_asked_for_is_waited_for_and_the_days_are_theirs(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    in_step(case)
    assert events_of(case)[-1] == "supplement.asked"
    assert set(waiting(case)) == {Step.SCREEN, Step.RECEIVE_SUPPLEMENT}
    assert "mttq.review_supplement" in owed(case)
    assert lies_with(case, on=LATER) == Holder.PETITIONER
    paper = op.NewDocument(title="Sổ đỏ.pdf", content=PDF + b"% so do\n")
    op.receive_supplement(
        case,
        what="Đã nộp bản chụp.",
        whole=True,
        documents=[paper],
        received_on=LATER - timedelta(days=1),
        by=office.actor("receptionist"),
        on=LATER,
    )
    case = in_step(case)
    assert set(waiting(case)) == {Step.SCREEN}
    assert "mttq.review_supplement" not in owed(case)
    # Asked on the 2nd, brought on the 9th though written down on the 10th: seven days are the petitioner's.
    assert held_by(case, Holder.PETITIONER, on=NOBODY_CAME) == 7
    assert lies_with(case, on=NOBODY_CAME) == Holder.HANDLER
    assert [one.title for one in Document.objects.filter(case=case)] == ["Sổ đỏ.pdf"]
    assert told(case, "supplement.received", "supplement_received") == {office.person("handler").email}
    words = {one.kind: one.words for one in timeline(case, seen_by=office.actor("leader"))}
    assert words["supplement.asked"] == "Bản chụp giấy chứng nhận quyền sử dụng đất."
    assert words["supplement.received"] == "Đã nộp bản chụp."


def test_a_part_leaves_the_rest_awaited_until_a_new_day(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    by = office.actor("handler")
    with unchanged(case), pytest.raises(Unusable) as refusal:
        op.receive_supplement(case, what="Một tờ.", whole=False, missing="", by=by, on=LATER)
    assert refusal.value.field == "missing"
    until = LATER + timedelta(days=10)
    op.receive_supplement(case, what="Một tờ.", whole=False, missing="Trang hai.", until=until, by=by, on=LATER)
    case = in_step(case)
    assert (case.supplement_state, case.supplement.until) == (SupplementState.OPEN, until)
    assert case.supplement.awaited == "Một tờ.\nCòn thiếu: Trang hai."
    assert lies_with(case, on=until) == Holder.PETITIONER
    assert case.duties.filter(rule__key="mttq.review_supplement", state="running").count() == 1


def test_no_letter_is_laid_before_the_leader_while_the_petitioner_is_waited_for(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.screened(office, case, ScreenedTo.FORWARD)
    stories.drafted(office, case)
    stories.supplement_asked(office, case)
    assert set(waiting(case)) == {Step.RECEIVE_SUPPLEMENT}
    with unchanged(case), pytest.raises(NotAllowedNow):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.go_on_without(case, because="Đã đủ rõ để chuyển.", by=office.actor("leader"), on=LATER)
    in_step(case)
    assert set(waiting(case)) == {Step.DRAFT}
    assert lies_with(case, on=NOBODY_CAME) == Holder.HANDLER
    op.submit_letter(case, by=office.actor("handler"), on=LATER)


def test_nobody_came_and_the_leader_files_the_petition_away(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    by = office.actor("handler")
    with unchanged(case), pytest.raises(NotAllowedNow) as early:
        op.report_no_supplement(case, by=by, on=BRING_BY)
    assert "12/03/2026" in str(early.value.reasons[0])
    assert Move.FILE_UNSUPPLEMENTED not in moves_open_to(office.actor("leader"), fresh(case))
    op.report_no_supplement(case, by=by, on=NOBODY_CAME)
    in_step(case)
    assert set(waiting(case)) == {Step.SCREEN, Step.SETTLE_SUPPLEMENT}
    assert "mttq.settle_supplement" in owed(case)
    assert lies_with(case, on=date(2026, 3, 16)) == Holder.LEADER
    assert told(case, "supplement.lapsed", "supplement_lapsed") == {office.person("leader").email}
    with pytest.raises(PermissionDenied):
        op.file_unsupplemented(case, because="Không rõ.", by=by, on=NOBODY_CAME)
    op.file_unsupplemented(case, because="Không rõ thửa đất nào.", by=office.actor("leader"), on=NOBODY_CAME)
    case = in_step(case)
    assert (case.status, case.outcome, case.supplement_state) == (Status.CLOSED, Outcome.FILED_AWAY, None)
    assert case.supplements.get().kept_until == date(2027, 3, 13)
    assert owed(case) == set() and set(waiting(case)) == set()


def test_what_comes_late_is_received_all_the_same(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_lapsed(office, case)
    op.receive_supplement(case, what="Đã nộp.", whole=True, by=office.actor("handler"), on=NOBODY_CAME)
    in_step(case)
    assert set(waiting(case)) == {Step.SCREEN}
    assert owed(case) == {"tt36.own_processing", "tcd.result_notice_to_citizen"}


def test_a_letter_that_asks_opens_the_wait_when_it_leaves_the_house(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    asked = {"asked": "Bản chụp quyết định thu hồi đất.", "answer_by": date(2026, 3, 20)}
    letter = stories.other_dispatched(office, case, form=LetterForm.SUPPLEMENT, **asked)
    case = in_step(case)
    # What was asked by telephone before is asked by the letter now.
    assert list(case.supplements.values_list("state", flat=True)) == [SupplementState.DROPPED, SupplementState.OPEN]
    assert (case.supplement.letter_id, case.supplement.way) == (letter.pk, AskedBy.LETTER)
    assert case.supplement.awaited == "Bản chụp quyết định thu hồi đất."
    assert lies_with(case, on=LATER) == Holder.PETITIONER
    assert told(case, "other_letter.dispatched", "supplement_asked") == {Recipient.PETITIONER}


def test_whoever_was_asked_to_sign_and_signs_is_waited_for_no_longer(office: Office):
    case = a_petition(office, kind=Kind.COMPLAINT, intake=Intake.EMAIL)
    stories.supplement_asked(office, case, wants=SupplementOf.SIGNATURE, what="Ký vào đơn.")
    op.record_signature(case, signed_on=LATER, by=office.actor("receptionist"), on=LATER)
    case = in_step(case)
    assert case.supplement_state is None
    assert lies_with(case, on=NOBODY_CAME) == Holder.LEADER
    assert held_by(case, Holder.PETITIONER, on=NOBODY_CAME) == 8


def test_nobody_is_asked_who_gave_no_name_and_nobody_twice_at_once(office: Office):
    nameless = a_petition(office, signing=Signing.ANONYMOUS, parties=[], intake=Intake.OPINION_BOX)
    with unchanged(nameless), pytest.raises(Unusable):
        stories.supplement_asked(office, nameless)
    case = a_case(office, at=Status.IN_HAND)
    with unchanged(case), pytest.raises(Unusable):
        stories.supplement_asked(office, case, until=DAY)
    stories.supplement_asked(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow):
        stories.supplement_asked(office, case)


def test_the_petitioner_reads_that_they_are_waited_for_and_never_what_for(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    code = case.matters.get().petition.tracking_code
    (shown,) = standing(code)
    assert "12/03/2026" in str(shown.headline)
    assert "sử dụng đất" not in str(shown.headline)
    sealed = stories.a_denunciation(office)
    stories.supplement_asked(office, sealed)
    (kept,) = standing(sealed.matters.get().petition.tracking_code)
    assert "12/03/2026" not in str(kept.headline)
    assert told(sealed, "supplement.asked", "supplement_asked") == set()
