"""At the door and at the desk at the same moment: one thing happens, whoever comes second reads why. Real threads."""

from datetime import timedelta

import pytest

from audit.models import Event
from cases import links
from cases import operations as op
from cases.errors import Unusable
from cases.models import Answer, Case, Hold, Link
from cases.operations import NotOpenedByCode
from cases.vocabulary import AnswerResult, HoldState, LinkRefused, SentBy, Status
from config.alignment import findings
from tests import stories
from tests.cases.test_race import all_at_once
from tests.factories import an_office
from tests.stories import AT, DAY, a_case, fresh

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.row_locks]
WHO = "203.0.113.7"
LATER = AT + timedelta(minutes=5)


def a_code(case: Case) -> tuple[str, str]:
    handle = fresh(case).lead.letter.handle
    link = op.ask_for_code(handle, who=WHO, on=DAY, at=AT)
    assert link is not None
    return handle, links.code_of(link)


@pytest.mark.parametrize("attempt", range(3))
def test_of_many_browsers_with_one_code_one_comes_in_and_the_others_read_that_it_was_used(attempt):
    case = a_case(an_office(), at=Status.FORWARDED)
    handle, code = a_code(case)
    told: list[str] = []

    def comes_in() -> None:
        try:
            op.open_link(handle, code, who=WHO, on=DAY, at=AT)
        except NotOpenedByCode as refusal:
            told.append(refusal.why)
            raise Unusable("code", refusal.reason) from refusal

    assert all_at_once(*[comes_in] * 5).count("done") == 1
    assert told == [LinkRefused.USED] * 4
    assert Event.objects.filter(kind="link.opened").count() == 1
    assert Event.objects.filter(kind="link.refused").count() == 4, "each of them is in the register"
    assert Link.objects.get().is_open(at=AT)


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_who_ask_for_a_code_at_once_one_code_opens(attempt):
    case = a_case(an_office(), at=Status.FORWARDED)
    handle = fresh(case).lead.letter.handle
    all_at_once(*[lambda: op.ask_for_code(handle, who=WHO, on=DAY, at=AT)] * 4)
    assert Link.objects.count() == 4
    assert Link.objects.filter(ended_on=None).count() == 1, "the newer ends the older"


@pytest.mark.parametrize("attempt", range(4))
def test_nothing_is_done_by_a_link_after_it_was_revoked(attempt):
    office = an_office()
    case = a_case(office, at=Status.FORWARDED)
    handle, code = a_code(case)
    _session, referral = op.open_link(handle, code, who=WHO, on=DAY, at=AT)
    said = {"result": AnswerResult.EXPLAINED, "text": "Đã sửa xong.", "on": DAY}
    by = links.actor_of(referral)
    results = all_at_once(
        *[lambda: op.answer(case, by=by, **said)] * 2,
        *[lambda: op.revoke_link(case, because="Gửi nhầm.", by=office.actor("leader"), on=DAY)] * 2,
    )
    assert results.count("done") == 1
    happened = Event.objects.filter(kind__in=["referral.answered", "link.revoked"]).values_list("kind", flat=True)
    assert list(happened) in (["referral.answered"], ["link.revoked"])
    assert (fresh(case).status, Answer.objects.count()) in {(Status.ANSWERED, 1), (Status.FORWARDED, 0)}
    assert not Link.objects.filter(ended_on=None).exists()
    assert list(findings()) == []


@pytest.mark.parametrize("attempt", range(4))
def test_called_back_at_the_fifth_minute_it_has_left_or_it_has_not(attempt):
    office = an_office()
    case = a_case(office, at=Status.IN_HAND)
    stories.issued(office, case)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY, sent_by=SentBy.EMAIL, at=AT)
    letter = fresh(case).lead.letter
    left: list[int] = []
    results = all_at_once(
        *[lambda: left.append(op.release_held(on=DAY, at=LATER))] * 3,
        *[lambda: op.call_back_letter(case, letter=letter, by=office.actor("leader"), on=DAY)] * 2,
    )
    called_back = results.count("done") - 3
    assert called_back + sum(left) == 1
    state = (Hold.objects.get().state, fresh(case).status, Event.objects.filter(kind="referral.dispatched").count())
    assert state == (
        (HoldState.CALLED_BACK, Status.IN_HAND, 0) if called_back else (HoldState.LEFT, Status.FORWARDED, 1)
    )
    assert list(findings()) == []
