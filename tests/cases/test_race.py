"""Many at once: never a lost or double move, an orphaned task or a deadlock. Real threads, real row locks."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Petition
from cases.vocabulary import Outcome, Status
from tests import stories
from tests.factories import an_office
from tests.stories import DAY, a_case, a_petition
from workflows import operations as work
from workflows.follow import misaligned

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.row_locks,
]


def all_at_once(*jobs: Callable[[], object]) -> list[str]:
    """Start the jobs behind one gate; return what became of each."""
    results: list[str] = []
    gate = threading.Barrier(len(jobs))

    def run(job: Callable[[], object]) -> None:
        gate.wait()
        try:
            job()
            results.append("done")
        except (NotAllowedNow, NotYoursToSee, PermissionDenied, Unusable):
            results.append("refused")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(results) == len(jobs), "a thread died or hangs: a deadlock?"
    return results


@pytest.mark.parametrize("attempt", range(4))
def test_moves_on_one_case_at_once_make_one_history(attempt):
    office = an_office()
    case = a_case(office, at=Status.INSTRUCTED)
    before = Event.objects.filter(subject_id=case.pk).count()
    handler, receptionist = office.actor("handler"), office.actor("receptionist")
    results = all_at_once(
        *[lambda: op.take_up(case, by=handler, on=DAY)] * 4,
        *[lambda: op.withdraw(case, by=receptionist, on=DAY)] * 2,
        *[lambda: op.add_note(case, text="Đã gọi", by=handler, on=DAY)] * 2,
    )
    assert misaligned(Case.objects.get()) == ""
    assert Event.objects.filter(subject_id=case.pk).count() == before + results.count("done")


@pytest.mark.parametrize("attempt", range(3))
def test_two_cases_at_once_take_numbers_without_gap_or_deadlock(attempt):
    office = an_office()
    cases = [a_case(office, at=Status.IN_HAND) for _ in range(6)]
    for case in cases:
        stories.signed(office, case)
    officer = office.actor("records_officer")
    results = all_at_once(
        *[lambda case=case: op.issue_letter(case, by=officer, on=DAY) for case in cases],
        *[lambda case=case: op.issue_letter(case, by=officer, on=DAY) for case in reversed(cases)],
    )
    assert results.count("done") == len(cases)
    serials = sorted(case.lead.letter.serial for case in Case.objects.select_related("lead__letter"))
    assert serials == list(range(1, len(cases) + 1))


def test_sixteen_receptionists_at_once_leave_no_gap_and_no_double_in_the_book():
    office = an_office()
    results = all_at_once(*[lambda: a_petition(office)] * 16)
    assert results == ["done"] * 16
    serials = sorted(int(number[-5:]) for number in Case.objects.values_list("number", flat=True))
    assert serials == list(range(1, 17))


@pytest.mark.parametrize("attempt", range(3))
def test_of_two_cases_joined_to_each_other_at_once_one_leads(attempt):
    office = an_office()
    one, other = a_petition(office), a_petition(office)
    leader = office.actor("leader")
    results = all_at_once(
        *[lambda: op.join(one, into=other, because="Cùng việc.", by=leader, on=DAY)] * 3,
        *[lambda: op.join(other, into=one, because="Cùng việc.", by=leader, on=DAY)] * 3,
    )
    assert results.count("done") == 1
    rows = {case.pk: case for case in Case.objects.all()}
    assert sorted(case.status for case in rows.values()) == [Status.CLOSED, Status.REGISTERED]
    assert [misaligned(case) for case in rows.values()] == ["", ""]
    assert Event.objects.filter(kind__in=["case.joined", "petition.joined"]).count() == 2


def test_a_ring_of_joinings_at_once_ends_in_one_step_and_never_in_a_deadlock():
    office = an_office()
    ring = [a_petition(office) for _ in range(4)]
    leader = office.actor("leader")
    all_at_once(
        *[
            lambda case=case, into=into: op.join(case, into=into, because="Cùng việc.", by=leader, on=DAY)
            for case, into in zip(ring, [*ring[1:], ring[0]], strict=True)
        ],
        *[lambda case=case: op.withdraw(case, by=office.actor("receptionist"), on=DAY) for case in ring[:2]],
    )
    for case in Case.objects.all():
        assert misaligned(case) == ""
        assert not (case.outcome == Outcome.JOINED and case.leads_others), "a chain"


def test_the_same_form_sent_by_two_clicks_at_once_makes_one_petition():
    office = an_office()
    token = uuid4()
    results = all_at_once(*[lambda: a_petition(office, form_token=token)] * 6)
    assert results == ["done"] * 6
    assert Case.objects.count() == 1
    assert Event.objects.filter(kind="case.registered").count() == 1


def test_a_form_of_several_matters_sent_by_many_clicks_at_once_makes_each_case_once():
    office, token = an_office(), uuid4()
    parts = [stories.a_part(office), stories.a_part(office, summary="Trạm y tế thiếu thuốc")]
    job = lambda: a_petition(office, form_token=token, parts=parts, split_because="Họ đồng ý.")  # noqa: E731
    other = lambda: a_petition(office, parts=parts, split_because="Họ đồng ý.")  # noqa: E731
    assert all_at_once(job, other, job, other, job) == ["done"] * 5
    assert Petition.objects.count() == 3
    numbers = sorted(int(number[-5:]) for number in Case.objects.values_list("number", flat=True))
    assert numbers == list(range(1, 10)), "three matters of three petitions, without a gap"
    assert Event.objects.filter(kind="case.split").count() == 3


def test_of_two_who_take_a_task_at_once_one_has_it():
    office = an_office()
    case = a_petition(office)
    assignment = case.assignments.get()
    leader = office.actor("leader")
    results = all_at_once(*[lambda: work.take(assignment.pk, by=leader, on=DAY)] * 5)
    assert results.count("done") == 1
    assert connection.vendor == "postgresql"
