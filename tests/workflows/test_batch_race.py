"""Two workers at the same batch and the same table: each row once. Real threads, real row locks."""

from uuid import uuid4

import pytest
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.vocabulary import Kind
from desk.listing.tables import REGISTER, Question
from desk.personal import exporting
from desk.personal.models import Export
from tests.cases.test_race import all_at_once
from tests.factories import an_office
from tests.stories import DAY, a_petition
from workflows import operations as work
from workflows.models import Batch, BatchRow, BatchRowState
from workflows.operations.acts import ACTS
from workflows.vocabulary import Bulk

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow, pytest.mark.row_locks]


def test_two_workers_who_both_hold_a_batch_do_each_row_once(monkeypatch):
    office = an_office()
    cases = [a_petition(office) for _ in range(8)]
    said = {"handler": office.person("handler").pk}
    where = {"unit": office.province, "by": office.actor("leader")}
    rows = ((case.pk, None) for case in cases)
    work.order_batch(ACTS[Bulk.INSTRUCT], rows, said=said, about="Tất cả", token=uuid4(), on=DAY, **where)

    def worker():
        # As if the lease of the other had run out: both are at it.
        Batch.objects.update(taken_at=None)
        while Batch.objects.filter(state="running").exists():
            Batch.objects.update(taken_at=None)
            work.carry_batches_on(by=system("batches"), on=DAY)

    assert all_at_once(worker, worker) == ["done", "done"]
    assert BatchRow.objects.filter(state=BatchRowState.DONE).count() == 8
    for case in cases:
        assert Event.objects.filter(kind="case.instructed", subject_id=case.pk).count() == 1
    assert Event.objects.filter(kind="batch.finished").count() == 1


def test_a_case_sealed_while_its_part_is_written_stands_in_no_table(monkeypatch):
    monkeypatch.setattr(exporting, "SHARE", 2)
    office = an_office()
    leader = office.actor("leader")
    secrets = [a_petition(office, summary=f"Cán bộ xã nhận tiền lần {n}") for n in range(6)]
    where = {"unit": office.province, "by": leader}
    pks = [case.pk for case in secrets]
    question = Question("", lambda: ((pk, pk) for pk in pks), "Tất cả", {}, "")
    exporting.ask_for_export(REGISTER, question, form="csv", at=timezone.now(), **where)

    def worker():
        Export.objects.update(taken_at=None)
        exporting.carry_exports_on(on=DAY)

    def seal():
        for case in secrets[:3]:
            op.reclassify(case, kind=Kind.DENUNCIATION, because="Đơn tố cáo cán bộ.", by=leader, on=DAY)

    assert all_at_once(worker, worker, seal) == ["done"] * 3
    while Export.objects.filter(state="running").exists():
        worker()
    parts = exporting.hand_over(Export.objects.get(), by=leader, on=DAY, at=timezone.now())
    table = b"".join(parts).decode("utf-8-sig")
    assert [f"nhận tiền lần {n}" in table for n in range(6)] == [False] * 3 + [True] * 3
    assert table.count("Mật: nội dung niêm phong") == 3
