"""The diary of the workers: an hour is a row, a failure has a name and no words, and a month is kept."""

from datetime import UTC, datetime, timedelta

import pytest
from celery import current_app
from django.urls import reverse
from django.utils import timezone

from audit import diary
from audit.models import JobHour
from config.schedule import TIMETABLE
from desk.listing.tables import REGISTER, TABLES
from desk.personal import exporting
from desk.running import jobs_of_units
from organizations.vocabulary import Role
from reports import jobs
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def a_new_worker(monkeypatch):
    for name in ("_began", "_unwritten", "_written"):
        monkeypatch.setattr(diary, name, {})


@pytest.fixture(autouse=True)
def every_job():
    current_app.loader.import_default_modules()


def test_a_job_that_runs_all_the_time_is_one_row_an_hour_written_once_a_minute():
    for second in range(0, 3600, 2):
        at = NINE + timedelta(seconds=second)
        diary.note_run("desk.exports", began_at=at, took=0.1 if second else 2.5, now=float(second))
        if second == 58:
            assert JobHour.objects.get().runs == 1, "what came in the same minute is still in hand"
    diary.note_run("desk.exports", began_at=NINE + timedelta(hours=1), took=0.1, now=3600.0)
    assert JobHour.objects.get().runs == 1800, "the hour is over, and written whole"
    diary.write_all()
    first, second = JobHour.objects.order_by("hour")
    assert (first.hour, first.runs, first.failed, first.longest) == (NINE, 1800, 0, 2500)
    assert (first.took, first.last_at) == (2500 + 1799 * 100, NINE + timedelta(seconds=3598))
    assert (second.hour, second.runs) == (NINE + timedelta(hours=1), 1)


def test_two_workers_write_into_one_row(monkeypatch):
    diary.note_run("cases.sweep", began_at=NINE, took=1.0, now=0.0)
    monkeypatch.setattr(diary, "_written", {})
    diary.note_run("cases.sweep", began_at=NINE, took=3.0, now=0.0)
    row = JobHour.objects.get()
    assert (row.runs, row.took, row.longest) == (2, 4000, 3000)


def test_a_failure_is_written_at_once_by_its_name_and_never_in_its_words():
    sweep = current_app.tasks["cases.sweep"]
    diary.began(task_id="1")
    diary.ended(task_id="1", task=sweep, state="SUCCESS", retval=None)
    diary.began(task_id="2")
    diary.ended(task_id="2", task=sweep, state="FAILURE", retval=ValueError("Nguyễn Thị Hà, 038190012345"))
    diary.ended(task_id="3", task=sweep, state="FAILURE", retval=ValueError("never begun"))
    row = JobHour.objects.get()
    assert (row.runs, row.failed, row.last_error) == (2, 1, "ValueError")


def test_a_worker_that_goes_home_writes_what_it_has_in_hand():
    for now in (0.0, 1.0, 2.0):
        diary.note_run("cases.sweep", began_at=NINE, took=1.0, now=now)
    assert JobHour.objects.get().runs == 1
    diary.write_all()
    assert JobHour.objects.get().runs == 3


def test_a_month_is_kept():
    for days in (0, 29, 31, 400):
        diary.note_run("cases.sweep", began_at=NINE - timedelta(days=days), took=1.0, now=float(days * 100))
    assert diary.forget_runs(at=NINE) == 2
    assert JobHour.objects.count() == 2


def test_every_job_of_the_workers_is_said_in_words():
    ours = {name for name in current_app.tasks if not name.startswith(("celery.", "tests."))}
    assert {entry["task"] for entry in TIMETABLE.values()} <= ours
    assert ours == set(jobs.JOBS)


def test_the_page_says_what_ran_and_what_never_did_and_opens_the_hours(as_role, office, monkeypatch):
    now = timezone.now()
    diary.note_run("cases.sweep", began_at=now, took=12.34, error="OperationalError")
    diary.note_run("cases.release", began_at=now, took=0.004)
    diary.note_run("cases.sweep", began_at=now - timedelta(days=2), took=1.0)
    diary.write_all()
    diary.note_run("gone.by.now", began_at=now, took=1.0)
    client = as_role(Role.ADMINISTRATOR)
    page = client.get(reverse("desk:jobs"))
    ran = {one.name: one for one in page.context["ran"]}
    sweep = ran["cases.sweep"]
    assert (sweep.runs, sweep.failed, sweep.longest, sweep.last_error) == (1, 1, "12,3 giây", "OperationalError")
    assert ran["cases.release"].longest == "dưới 0,1 giây", "what is quick is not said to take no time"
    assert (ran["cases.recount"].runs, ran["cases.recount"].last_at) == (0, None)
    assert ran["gone.by.now"].label == "gone.by.now", "a job of an earlier version stands under its own name"
    assert "1 lần lỗi" in page.content.decode()
    monkeypatch.setattr("desk.views.jobs.PAGE", 1)
    address = reverse("desk:job", args=["cases.sweep"])
    newest = client.get(address)
    older = client.get(f"{address}?{newest.context['older']}")
    assert [one.failed for page in (newest, older) for _hour, one in page.context["rows"]] == [1, 0]
    assert older.context["older"] == ""
    assert client.get(f"{address}?after=h1~yesterday").status_code == 404
    assert client.get(reverse("desk:job", args=["nonsense"])).status_code == 404
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AGENCY_OFFICER):
        assert as_role(role).get(reverse("desk:job", args=["cases.sweep"])).status_code == 403


def test_long_work_is_shown_by_kind_unit_and_result_and_never_whose_or_about_what(as_role, office, monkeypatch):
    monkeypatch.setattr(exporting, "AT_ONCE", 0)
    case = a_petition(office)
    name = case.opening_petition.parties.first().name
    as_role(Role.LEADER).post("/ket-xuat/", {"list": REGISTER, "form": "csv", "asked": f"tab=all&q={name}"})
    exporting.carry_exports_on(on=DAY)
    page = as_role(Role.ADMINISTRATOR).get(reverse("desk:jobs")).content.decode()
    assert "Kết xuất danh sách" in page
    assert office.province.name in page
    assert "1/1" in page
    assert name not in page
    assert office.person(Role.LEADER).full_name not in page
    assert jobs_of_units([office.commune.pk]) == [], "another unit's are not its own"
    assert TABLES[REGISTER].roles is None
