"""Much at once is really done: every message carried out, every duty counted again or told; nothing left behind."""

import os

import pytest
from django.utils import timezone

from bench import workloads
from bench.__main__ import on_engine
from bench.export import taken_out
from bench.masses import deliver, recount, tell
from bench.register import checked
from cases.models import Case, Duty, DutyComputation
from desk.personal.models import ExportForm
from notifications.models import Message
from organizations.vocabulary import Role
from tests.factories import an_office


@pytest.fixture
def house(db):
    office = an_office()
    for _petition in range(3):
        workloads.register(workloads.somebody(Role.RECEPTIONIST)[1])
    return office


def test_every_message_leaves(house, mailoutbox):
    (row,) = deliver(40)
    assert row["messages"] == 40
    assert Message.objects.filter(template="bench", state="sent").count() == 40
    assert mailoutbox == [], "what leaves is not what is measured"


def test_a_new_holiday_is_counted_into_every_duty_it_touches_beside_one_update(house):
    before = DutyComputation.objects.count()
    (row,) = recount(30)
    assert row["duties"] >= 20
    assert DutyComputation.objects.count() - before == row["duties"]
    assert row["events"] >= row["duties"]
    assert row["sql_s"] > 0


def test_every_mark_that_passed_is_told_once(house):
    (row,) = tell(30)
    assert row["duties"] == row["events"] == 30
    assert not Duty.objects.filter(next_mark_on__lte=timezone.localdate()).exists()


def test_what_is_taken_out_and_what_is_checked_is_all_there_is(house):
    told = taken_out(ExportForm.CSV)
    assert told["rows"] == Case.objects.count() == 3
    assert taken_out(ExportForm.CSV, most=2)["rows"] == 2
    assert checked("cases.case", Case.objects.latest("pk").pk)["events"] >= 3


def test_the_engine_is_the_one_that_was_asked_for(monkeypatch):
    monkeypatch.setattr("sys.argv", ["bench"])
    monkeypatch.setenv("DATABASE_URL", "postgres://127.0.0.1/x")
    assert on_engine(["floors", "--engine", "postgres", "inbox"]) == ["floors", "inbox"]
    assert on_engine(["large", "--engine", "sqlite"]) == ["large"]
    assert os.environ["DATABASE_URL"] == ""
    for words in (["--engine", "postgres"], ["--engine", "oracle"], ["--engine"]):
        with pytest.raises(SystemExit):
            on_engine(["large", *words])
