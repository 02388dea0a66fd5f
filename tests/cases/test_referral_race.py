"""Two acts on one referral at the same moment: one of them happened, the other is told so. Real threads, real locks."""

from datetime import timedelta

import pytest
from django.db import connection

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Answer, Case, DutyNotice, Referral
from cases.vocabulary import AnswerResult, LetterForm, ReferralStatus, RefusalReason, SentBy, Status
from config.alignment import findings
from tests import stories
from tests.cases.test_race import all_at_once
from tests.factories import a_person, an_office
from tests.stories import ANSWER_BY, DAY, a_case, as_person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.row_locks,
]
SAID = {"result": AnswerResult.EXPLAINED, "text": "Đã sửa xong.", "on": DAY}


@pytest.mark.parametrize("attempt", range(3))
def test_an_answer_and_a_recall_at_once_leave_one_of_them(attempt):
    office = an_office()
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    results = all_at_once(
        *[lambda: op.answer(case, by=office.actor("agency_officer"), **SAID)] * 3,
        *[lambda: op.recall_referral(case, because="Gửi nhầm.", by=office.actor("leader"), on=DAY)] * 3,
    )
    assert results.count("done") == 1
    now = Case.objects.get()
    answered = Event.objects.filter(kind="referral.answered").count()
    assert (now.status, Answer.objects.count(), answered) in {(Status.ANSWERED, 1, 1), (Status.IN_HAND, 0, 0)}
    assert list(findings()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_refusal_while_a_reminder_goes_out_ends_the_referral_once_and_the_reminder_stays_a_letter(attempt):
    office = an_office()
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    letter = stories.other_issued(
        office, case, form=LetterForm.REMINDER, answer_by=ANSWER_BY + timedelta(days=5), subject="Đôn đốc trả lời"
    )
    by = office.actor("agency_officer")
    said = {"reason": RefusalReason.NOT_COMPETENT, "text": "Không thuộc thẩm quyền.", "by": by, "on": DAY}
    sent = {"letter": letter, "sent_by": SentBy.POST, "by": office.actor("records_officer"), "on": DAY}
    results = all_at_once(
        *[lambda: op.refuse_referral(case, **said)] * 2,
        *[lambda: op.dispatch_other(case, **sent)] * 2,
        *[lambda: op.sweep(by=system("sweep"), on=ANSWER_BY + timedelta(days=1))] * 2,
    )
    assert results.count("refused") == 2
    assert Event.objects.filter(kind="referral.refused").count() == 1
    assert Event.objects.filter(kind="other_letter.dispatched").count() == 1
    assert Referral.objects.get().status == ReferralStatus.REFUSED
    assert DutyNotice.objects.values("duty", "due_on", "mark").distinct().count() == DutyNotice.objects.count()
    assert list(findings()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_acknowledge_at_once_one_has_done_it(attempt):
    office = an_office()
    case = a_case(office, at=Status.FORWARDED)
    other = as_person(a_person(office.agency, "agency_officer"), office.agency, "agency_officer")
    people = [office.actor("agency_officer"), other, office.actor("agency_leader"), office.actor("records_officer")]
    results = all_at_once(*[lambda by=by: op.acknowledge_referral(case, by=by, on=DAY) for by in people * 2])
    assert results.count("done") == 1
    assert Event.objects.filter(kind="referral.acknowledged").count() == 1
    assert case.duties.filter(rule__key="mttq.answer_asked", state="running").count() == 1
    assert list(findings()) == []


@pytest.mark.parametrize("attempt", range(3))
def test_a_request_that_is_ended_while_it_is_answered_ends_one_way(attempt):
    office = an_office()
    case = a_case(office, at=Status.FORWARDED)
    stories.helping(office, case)
    by = office.actor("agency_officer", office.other_agency)
    results = all_at_once(
        *[lambda: op.answer_request(case, by=by, **SAID)] * 3,
        *[lambda: op.end_request(case, because="Không cần nữa.", by=office.actor("leader"), on=DAY)] * 3,
    )
    assert results.count("done") == 1
    request = Case.objects.get().requests[0]
    assert (request.status, Answer.objects.count()) in {(ReferralStatus.ANSWERED, 1), (ReferralStatus.ENDED, 0)}
    assert Event.objects.filter(kind__in=["request.answered", "request.ended"]).count() == 1
    assert list(findings()) == []
    assert connection.vendor == "postgresql"
