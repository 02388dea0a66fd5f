"""The database itself refuses: a history rewritten, an issued letter changed, a state reached by no arrow."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from audit.acting import AuditedHistory
from audit.checkpoints import make
from audit.models import Checkpoint, CheckpointLeaf, Event
from cases.models import Case, Letter, Referral
from cases.vocabulary import Status
from config import guards
from config.machines import machines
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


@contextmanager
def refused(words):
    with pytest.raises(DatabaseError, match=words), transaction.atomic():
        yield


def sql(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def case(office):
    return a_case(office, at=Status.ANSWERED)


def test_a_state_moves_along_the_arrows_of_its_machine_and_no_other_way(case):
    with refused("does not go this way"):
        Case.objects.filter(pk=case.pk).update(status=Status.REGISTERED)
    with refused("does not go this way"):
        Referral.objects.filter(case=case).update(status="prepared")
    Case.objects.filter(pk=case.pk).update(status=Status.SUPERVISED)
    Case.objects.filter(pk=case.pk).update(status=Status.SUPERVISED)


@pytest.mark.parametrize("machine", machines(), ids=lambda machine: machine.name)
def test_every_machine_is_guarded(machine):
    named = {guard.trigger for guard in guards.guards()}
    assert f"{machine.table}_{machine.column}_steps" in named


def test_an_issued_letter_is_not_changed_and_not_thrown_away_but_travels_on(case):
    letter = Letter.objects.get(case=case, referral__isnull=False)
    for change in ({"number": "99/X"}, {"digest": "0" * 64}, {"digest": "", "serial": None}, {"signer_title": "X"}):
        with refused("was issued"):
            Letter.objects.filter(pk=letter.pk).update(**change)
    with refused("was issued"):
        sql(f"DELETE FROM cases_letter WHERE id = {letter.pk}")
    Letter.objects.filter(pk=letter.pk).update(sent_number="RR 12")


def test_a_draft_is_free(office):
    case = a_case(office, at=Status.FORWARDED)
    Letter.objects.filter(case=case).exclude(digest="")
    fresh = Letter.objects.create(case=case, unit=case.unit, form="notice_transfer", subject="x", body="x")
    Letter.objects.filter(pk=fresh.pk).update(signer_title="Chủ tịch")
    sql(f"DELETE FROM cases_letter WHERE id = {fresh.pk}")


def test_history_is_neither_rewritten_nor_thrown_away(case):
    with refused("keeps what was"):
        Case.history.filter(id=case.pk).update(status=Status.CLOSED)
    with refused("keeps what was"):
        sql("DELETE FROM cases_historicalcase")
    # Sealed words may be sealed anew under another key.
    Letter.history.filter(case_id=case.pk).update(body="dưới khóa khác")


def test_every_history_is_guarded():
    named = {guard.trigger for guard in guards.guards()}
    histories = [model for model in apps.get_models(include_auto_created=True) if issubclass(model, AuditedHistory)]
    assert len(histories) > 20
    for model in histories:
        assert {f"{model._meta.db_table}_no_change", f"{model._meta.db_table}_no_delete"} <= named


def test_checkpoints_are_neither_changed_nor_thrown_away(office):
    a_petition(office)
    make(at=Event.objects.latest("pk").recorded_at)
    for rows in (Checkpoint.objects, CheckpointLeaf.objects):
        with refused("append-only"):
            rows.update(hash="x")
    with refused("append-only"):
        sql("DELETE FROM audit_checkpointleaf")


def test_a_table_that_was_rebuilt_gets_its_guards_back(case):
    guards.take_down()
    Case.objects.filter(pk=case.pk).update(status=Status.REGISTERED)
    guards.put_up()
    guards.put_up()
    with refused("does not go this way"):
        Case.objects.filter(pk=case.pk).update(status=Status.SUPERVISED)


@pytest.mark.row_locks  # SQLite knows no TRUNCATE
def test_a_table_is_not_emptied():
    for table in ("audit_event", "cases_historicalcase", "audit_checkpoint"):
        with refused("append-only|keeps what was"):
            sql(f"TRUNCATE {table} CASCADE")
