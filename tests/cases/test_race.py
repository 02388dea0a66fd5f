"""Many at once: never a lost or double move, an orphaned task or a deadlock. Real threads, real row locks."""

import threading
from collections.abc import Callable
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, connections

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow
from cases.models import Case
from cases.vocabulary import Status
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
        except (NotAllowedNow, PermissionDenied):
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


def test_the_same_form_sent_by_two_clicks_at_once_makes_one_petition():
    office = an_office()
    token = uuid4()
    results = all_at_once(*[lambda: a_petition(office, form_token=token)] * 6)
    assert results == ["done"] * 6
    assert Case.objects.count() == 1
    assert Event.objects.filter(kind="case.registered").count() == 1


def test_of_two_who_take_a_task_at_once_one_has_it():
    office = an_office()
    case = a_petition(office)
    assignment = case.assignments.get()
    leader = office.actor("leader")
    results = all_at_once(*[lambda: work.take(assignment.pk, by=leader, on=DAY)] * 5)
    assert results.count("done") == 1
    assert connection.vendor == "postgresql"
