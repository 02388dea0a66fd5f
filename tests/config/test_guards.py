"""The database itself refuses: a history rewritten, an issued letter changed, a state reached by no arrow."""

from contextlib import contextmanager

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction

from audit.acting import AuditedHistory
from audit.checkpoints import make
from audit.models import Checkpoint, CheckpointLeaf, Event
from cases import operations as op
from cases.models import Case, Erasure, Letter, Referral
from cases.vocabulary import Status
from config import guards
from config.machines import machines
from tests.erasures import approved, asked_for, carried_out, her_case
from tests.reception import an_open_session
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings, tmp_path):
    settings.ERASURES_LEDGER = tmp_path / "erasures.jsonl"


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
    # Sealed words may be sealed anew under another key; nothing is written where nothing was.
    Letter.history.filter(case_id=case.pk).update(subject="dưới khóa khác")
    with refused("erased under an approved erasure only"):
        Letter.history.filter(case_id=case.pk, body="").update(body="thêm vào")


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


# Erasure: the one other change of a history, of what is declared, to NULL, while an approved erasure names its case.


def words_gone(case, *, column="body"):
    sql(f"UPDATE cases_historicalletter SET {column} = NULL WHERE case_id = {case.pk} AND {column} > ''")


@pytest.fixture
def theirs(office):
    return her_case(office)


def test_words_of_a_history_are_not_erased_without_an_erasure(office, theirs):
    with refused("erased under an approved erasure only"):
        words_gone(theirs)
    with refused("erased under an approved erasure only"):
        sql(f"UPDATE cases_historicalpetition SET text = NULL WHERE id = {theirs.matters.get().petition_id}")
    with refused("erased under an approved erasure only"):
        sql("UPDATE cases_letter SET body = NULL WHERE digest <> ''")


@pytest.mark.parametrize("state", ["prepared", "proposed", "refused", "sent back"])
def test_an_erasure_that_is_not_approved_erases_nothing(office, theirs, state):
    erasure = asked_for(office, theirs)
    if state != "prepared":
        op.propose_erasure(erasure, by=office.actor("records_officer"), on=DAY)
    if state == "refused":
        op.refuse_erasure(erasure, because="Chưa đủ", by=office.actor("leader"), on=DAY)
    if state == "sent back":
        op.send_erasure_back(erasure, because="Thiếu giấy tờ", by=office.actor("leader"), on=DAY)
    with refused("erased under an approved erasure only"):
        words_gone(theirs)


def test_an_erasure_of_one_case_erases_nothing_of_another(office, theirs, case):
    approved(office, asked_for(office, theirs))
    with refused("erased under an approved erasure only"):
        sql(f"UPDATE cases_historicalletter SET subject = NULL WHERE case_id = {case.pk}")
    with refused("erased under an approved erasure only"):
        sql(f"UPDATE cases_letter SET subject = NULL WHERE case_id = {case.pk} AND digest <> ''")
    words_gone(theirs)


def test_an_approved_erasure_lets_what_is_declared_become_null_and_nothing_else(office, theirs):
    approved(office, asked_for(office, theirs))
    for change in ("signer_title = NULL", "number = ''", "signer_title = 'X'", "status = 'draft'"):
        with refused("keeps what was"):
            sql(f"UPDATE cases_historicalletter SET {change} WHERE case_id = {theirs.pk} AND number > ''")
    for change in ("subject = ''", "subject = 'chữ khác'"):
        with refused("erased under an approved erasure only"):
            sql(f"UPDATE cases_historicalletter SET {change} WHERE case_id = {theirs.pk}")
    with refused("was issued"):
        sql(f"UPDATE cases_letter SET digest = '' WHERE case_id = {theirs.pk} AND digest <> ''")
    with refused("keeps what was"):
        sql(f"DELETE FROM cases_historicalletter WHERE case_id = {theirs.pk}")
    words_gone(theirs)


def test_what_is_not_declared_personal_is_never_erased(office):
    session = an_open_session(office)
    with refused("erased under an approved erasure only"):
        sql(f"UPDATE cases_historicalreceptionsession SET cancelled_because = NULL WHERE id = {session.pk}")


def test_what_was_erased_does_not_come_back(office, theirs):
    kept_words = Letter.history.filter(case_id=theirs.pk).exclude(body="")[0]
    word = str(kept_words.body)
    carried_out(office, asked_for(office, theirs))
    with refused("erased under an approved erasure only"):
        Letter.history.filter(pk=kept_words.pk).update(body=word)
    with refused("erased under an approved erasure only"):
        Letter.objects.filter(pk=kept_words.id).update(body=word)


def test_two_people_stand_in_the_table_too(office, theirs):
    erasure = asked_for(office, theirs)
    op.propose_erasure(erasure, by=office.actor("records_officer"), on=DAY)
    with refused("erasure_approved_by_a_second_person"):
        Erasure.objects.filter(pk=erasure.pk).update(state="approved", judged_by=erasure.prepared_by, judged_on=DAY)
    with refused("erasure_approved_by_a_second_person"):
        Erasure.objects.filter(pk=erasure.pk).update(state="approved")
