"""Facts that cannot be true are named at their field, in words, and change nothing."""

from datetime import timedelta

import pytest

from cases import operations as op
from cases.errors import NotYoursToSee, Unusable
from cases.models import Case, Commitment
from cases.vocabulary import AnswerResult, Evidence, Outcome, RefusalReason, Status
from organizations.vocabulary import Role
from tests.moves import TRIES, acknowledged
from tests.stories import ANSWER_BY, DAY, IN_PART, PROMISED_BY, a_case, unchanged

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = DAY - timedelta(days=1), DAY + timedelta(days=1)
DRAFT = {"subject": "Về đường", "asked": "Sửa đường", "answer_by": ANSWER_BY}
ANSWER = {"result": AnswerResult.AGREED, "text": "Sẽ sửa trong tháng 5."}
WRONG = [
    (Status.REGISTERED, "instruct", "leader", "due_on", {"handler": "handler", "due_on": YESTERDAY}),
    (Status.REGISTERED, "instruct", "leader", "handler", {"handler": "receptionist"}),
    (Status.INSTRUCTED, "reassign", "leader", "handler", {"handler": "handler"}),
    (Status.IN_HAND, "draft_letter", "handler", "agency", {**DRAFT, "agency": "commune"}),
    (Status.IN_HAND, "draft_letter", "handler", "subject", {**DRAFT, "agency": "agency", "subject": " "}),
    (Status.IN_HAND, "draft_letter", "handler", "asked", {**DRAFT, "agency": "agency", "asked": ""}),
    (Status.IN_HAND, "draft_letter", "handler", "answer_by", {**DRAFT, "agency": "agency", "answer_by": DAY}),
    (
        Status.FORWARDED,
        "confirm_delivery",
        "records_officer",
        "evidence",
        {"received_on": DAY, "evidence": "hearsay"},
    ),
    (
        Status.FORWARDED,
        "confirm_delivery",
        "records_officer",
        "received_on",
        {"received_on": TOMORROW, "evidence": Evidence.POSTAL_SLIP},
    ),
    (Status.FORWARDED, "refuse_referral", "agency_officer", "reason", {"reason": "tired", "text": "Không"}),
    (
        Status.FORWARDED,
        "refuse_referral",
        "agency_officer",
        "text",
        {"reason": RefusalReason.NOT_COMPETENT, "text": " "},
    ),
    (Status.FORWARDED, "answer", "agency_officer", "result", {**ANSWER, "result": "perhaps"}),
    (Status.FORWARDED, "answer", "agency_officer", "text", {**ANSWER, "text": ""}),
    (Status.FORWARDED, "answer", "agency_officer", "dated_on", {**ANSWER, "dated_on": TOMORROW}),
    (Status.FORWARDED, "answer", "agency_officer", "promises", {**ANSWER, "promises": [op.Promise("", "Phòng", DAY)]}),
    (
        Status.FORWARDED,
        "answer",
        "agency_officer",
        "promises",
        {**ANSWER, "promises": [op.Promise("Sửa", "Phòng", YESTERDAY)]},
    ),
    (
        Status.ANSWERED,
        "ask_clarification",
        "handler",
        "what",
        {"what": " ", "answer_by": PROMISED_BY, "weighed": IN_PART},
    ),
    (
        Status.ANSWERED,
        "ask_clarification",
        "handler",
        "answer_by",
        {"what": "Khi nào?", "answer_by": DAY, "weighed": IN_PART},
    ),
    (Status.SUPERVISED, "verify", "supervisor", "findings", {"commitment": "own", "findings": ""}),
    (Status.SUPERVISED, "waive", "supervisor", "commitment", {"commitment": "foreign", "findings": "Đã xem."}),
    (Status.CLOSED, "ask_reopening", "supervisor", "because", {"because": ""}),
    (Status.IN_HAND, "add_note", "handler", "text", {"text": "  "}),
]


@pytest.mark.parametrize(("status", "act", "role", "field", "facts"), WRONG)
def test_an_act_with_impossible_facts_is_refused_at_its_field(office, status, act, role, field, facts):
    case = a_case(office, at=status)
    if act == "answer":
        acknowledged(office, case)
    given = dict(facts)
    if "handler" in given:
        given["handler"] = office.person(given["handler"])
    if "agency" in given:
        given["agency"] = getattr(office, given["agency"])
    if "commitment" in given:
        foreign = given["commitment"] == "foreign"
        given["commitment"] = Commitment.objects.get(case=a_case(office, at=status) if foreign else case)
    with pytest.raises(Unusable) as refusal, unchanged(case):
        getattr(op, act)(case, by=office.actor(role), on=DAY, **given)
    assert refusal.value.field == field
    assert str(refusal.value).endswith((".", ":"))


@pytest.mark.parametrize("outcome", ["nonsense", Outcome.WITHDRAWN])
def test_a_case_is_not_closed_with_an_outcome_that_is_none(office, outcome):
    case = a_case(office, at=Status.SUPERVISED, promises=0)
    with pytest.raises(Unusable) as refusal, unchanged(case):
        op.close(case, outcome=outcome, by=office.actor("leader"), on=DAY)
    assert refusal.value.field == "outcome"


def test_a_file_too_large_to_open_is_refused(office):
    case = a_case(office, at=Status.IN_HAND)
    heavy = op.NewDocument(title="Bản quét.pdf", content=b"%PDF-1.4\n" + bytes(20 * 1024 * 1024))
    with pytest.raises(Unusable, match="20 MB"), unchanged(case):
        op.attach_document(case, document=heavy, source="petitioner", by=office.actor("handler"), on=DAY)


@pytest.mark.parametrize("act", ["take_up", "add_note"])
def test_a_case_that_does_not_exist_is_nobody_s_to_see(office, act):
    with pytest.raises(NotYoursToSee):
        TRIES[act][1](office, Case(pk=999_999), office.actor(Role.HANDLER))
