"""Units that end while people work: moves on a case against its coming to the successor. Real row locks."""

import pytest
from django.db import connection

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Case, ChangeoverRow
from cases.succession_words import Handed, HandedState
from cases.vocabulary import AnswerResult, RefusalReason, Status
from config.alignment import findings
from tests import stories
from tests.cases.test_race import all_at_once
from tests.factories import an_office
from tests.stories import a_case
from tests.successions import EFFECTIVE, an_heir, at, kept_by_the_province, ordered

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.row_locks,
]


def the_worker() -> None:
    op.carry_changeovers_on(by=system("changeover"), on=EFFECTIVE)


@pytest.mark.parametrize("attempt", range(3))
def test_answers_refusals_and_dispatches_during_a_succession_leave_each_case_with_one_successor(attempt):
    office = kept_by_the_province(an_office())
    sent = [a_case(office, at=Status.FORWARDED) for _ in range(3)]
    acknowledged = [a_case(office, at=Status.FORWARDED) for _ in range(2)]
    for case in acknowledged:
        stories.delivered(office, case)
        op.acknowledge_referral(case, by=office.actor("agency_officer"), on=stories.DAY)
    numbered = [a_case(office, at=Status.IN_HAND) for _ in range(2)]
    for case in numbered:
        stories.issued(office, case)
    heir = an_heir(office)
    changeover = ordered(office, before=[office.agency], heirs=[heir])
    old, new = office.actor("agency_officer"), office.actor("agency_officer", heir)
    records = office.actor("records_officer")
    refusal = {"reason": RefusalReason.NOT_COMPETENT, "text": "Không thuộc thẩm quyền.", "on": EFFECTIVE}
    said = {"result": AnswerResult.EXPLAINED, "text": "Đã sửa.", "on": EFFECTIVE}
    all_at_once(
        the_worker,
        the_worker,
        *[lambda case=case, by=by: op.refuse_referral(case, by=by, **refusal) for case in sent for by in (old, new)],
        *[lambda case=case, by=by: op.answer(case, by=by, **said) for case in acknowledged for by in (old, new)],
        *[lambda case=case: op.dispatch_letter(case, by=records, on=EFFECTIVE) for case in numbered],
    )
    the_worker()
    changeover.refresh_from_db()
    assert changeover.finished_at is not None
    assert list(findings()) == []
    assert not at(office.agency) & set(changeover.rows.filter(state=HandedState.MOVED).values_list("case", flat=True))
    for row in ChangeoverRow.objects.filter(what=Handed.CASE):
        events = Event.objects.filter(kind="case.succeeded", subject_id=row.case_id).count()
        assert events == (1 if row.state == HandedState.MOVED else 0)
        lead = Case.objects.select_related("lead").get(pk=row.case_id).lead
        assert lead.agency_id == (heir.pk if row.state == HandedState.MOVED else office.agency.pk)
        assert row.state == HandedState.MOVED or lead.status == "refused"
    assert connection.vendor == "postgresql"
