"""What a monitoring system reads: to whom it is shown, what it counts, and that it names nobody."""

import os
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from api import counting
from api.counting import Counts, counted_in
from audit import heartbeat
from audit.models import Dispatch, DispatchState
from cases import tasks
from cases.models import Case, Duty
from deadlines.vocabulary import DutyState
from organizations.vocabulary import Role
from tests.stories import a_petition

pytestmark = pytest.mark.django_db
TOKEN = "a-token-of-the-tests-0123456789"
LINE = re.compile(r'^caunoi_[a-z_]+(\{[a-z]+="[^"\n]*"(,[a-z]+="[^"\n]*")*\})? -?[0-9.e+-]+$')


@pytest.fixture
def watched(settings, tmp_path):
    """An office that is watched, and how its keeper asks."""
    settings.METRICS_TOKEN, settings.COUNTS_DIR = TOKEN, tmp_path / "counts"
    keeper = Client(headers={"authorization": f"Bearer {TOKEN}"})

    def ask() -> dict[str, float]:
        said = keeper.get("/metrics").content.decode().splitlines()
        return {line.rpartition(" ")[0]: float(line.rpartition(" ")[2]) for line in said if not line.startswith("#")}

    yield ask
    for mine in counting._mine:
        mine.close()
    counting._mine.clear()


def test_without_a_token_in_the_settings_there_is_no_such_page(client, settings, tmp_path):
    settings.COUNTS_DIR = tmp_path / "counts"
    assert settings.METRICS_TOKEN == ""
    for shown in ("", "Bearer ", "Bearer x", f"Bearer {TOKEN}"):
        assert client.get("/metrics", headers={"authorization": shown}).status_code == 404
    assert not settings.COUNTS_DIR.exists(), "nothing is counted that nobody may read"


def test_only_who_shows_the_token_reads_and_everybody_else_is_told_of_no_page(client, office, watched):
    assert watched()
    for role in (Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER):
        client.force_login(office.person(role))
        assert client.get("/metrics").status_code == 404
    for shown in ("", TOKEN, f"Basic {TOKEN}", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", "Bearer ạ"):
        assert client.get("/metrics", headers={"authorization": shown}).status_code == 404, shown
    shown = {"authorization": f"Bearer {TOKEN}"}
    assert Client().post("/metrics", headers=shown).status_code == 405
    answer = Client().get("/metrics", headers=shown)
    assert answer["Content-Type"].startswith("text/plain; version=0.0.4")
    assert "no-store" in answer["Cache-Control"]
    assert not answer.cookies


def test_every_line_is_in_the_format_and_every_name_has_its_head(client, watched):
    client.get("/khong-co")
    page = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"}).content.decode()
    assert page.endswith("\n")
    heads = re.findall(r"^# TYPE (\S+) (?:gauge|counter|histogram)$", page, re.M)
    assert len(heads) == len(set(heads)) == len(re.findall(r"^# HELP ", page, re.M))
    for line in page.splitlines():
        if not line.startswith("# "):
            assert LINE.match(line), line
            name = re.sub(r"_(bucket|sum|count)$", "", line.split("{")[0].split(" ")[0])
            assert name in heads, line


def test_requests_are_counted_by_view_and_answer_and_never_by_what_they_were_about(client, office, watched):
    case = a_petition(office)
    client.force_login(office.person(Role.HANDLER))
    for _ in range(3):
        assert client.get(reverse("desk:case", args=[case.pk]), {"q": "Nguyễn"}).status_code == 200
    assert client.get(reverse("desk:case", args=[case.pk + 9999])).status_code == 404
    assert client.get("/tim/nguyen-van-an").status_code == 404
    found = watched()
    assert found['caunoi_requests_total{view="desk:case",status="2xx"}'] == 3
    assert found['caunoi_requests_total{view="desk:case",status="4xx"}'] == 1
    assert found['caunoi_requests_total{view="none",status="4xx"}'] == 1
    assert found['caunoi_request_seconds_count{view="desk:case"}'] == 4
    assert found['caunoi_request_seconds_bucket{view="desk:case",le="+Inf"}'] == 4
    assert found['caunoi_request_seconds_sum{view="desk:case"}'] > 0
    steps = [found[f'caunoi_request_seconds_bucket{{view="desk:case",le="{bound}"}}'] for bound in counting.BOUNDS]
    assert steps == sorted(steps)
    page = "\n".join(found)
    assert not [one for one in ("Nguyễn", "nguyen", case.number) if one in page]


def test_what_waits_is_shown_with_its_age(office, watched):
    for _ in range(3):
        a_petition(office)
    now = timezone.now()
    Dispatch.objects.update(state=DispatchState.DONE)
    assert watched()["caunoi_outbox_depth"] == 0
    oldest, later, given_up = Dispatch.objects.order_by("pk")[:3]
    for row, minutes in ((oldest, 30), (later, -30)):
        Dispatch.objects.filter(pk=row.pk).update(state=DispatchState.OWED, not_before=now - timedelta(minutes=minutes))
    Dispatch.objects.filter(pk=given_up.pk).update(state=DispatchState.FAILED)
    heartbeat.beat(heartbeat.WORKER, at=now - timedelta(seconds=90), sent_at=now - timedelta(seconds=100))
    heartbeat.beat(heartbeat.BACKUP, at=now - timedelta(hours=20))
    found = watched()
    assert found["caunoi_outbox_depth"] == 2
    assert 1800 <= found["caunoi_outbox_age_seconds"] < 1900
    assert found["caunoi_outbox_failed"] == 1
    assert 90 <= found['caunoi_heartbeat_age_seconds{part="worker"}'] < 190
    assert found["caunoi_queue_wait_seconds"] == 10
    assert 72_000 <= found['caunoi_heartbeat_age_seconds{part="backup"}'] < 72_100
    assert 'caunoi_heartbeat_age_seconds{part="sweep"}' not in found, "what never ran has no age"
    tasks.sweep()
    assert watched()['caunoi_heartbeat_age_seconds{part="sweep"}'] < 100


def test_deadlines_are_counted_by_whose_they_are(office, watched):
    case = a_petition(office)
    today = timezone.localdate()
    one, *_others = Duty.objects.filter(state=DutyState.RUNNING, rule__role="duty").select_related("rule")
    Duty.objects.update(due_on=today + timedelta(days=90))
    before = watched()
    label = f'{{nature="{one.rule.nature}"}}'
    assert before[f"caunoi_duties_overdue{label}"] == before[f"caunoi_duties_at_risk{label}"] == 0
    Duty.objects.filter(pk=one.pk).update(due_on=today)
    assert watched()[f"caunoi_duties_at_risk{label}"] == 1
    Duty.objects.filter(pk=one.pk).update(due_on=today - timedelta(days=1))
    found = watched()
    assert (found[f"caunoi_duties_overdue{label}"], found[f"caunoi_duties_at_risk{label}"]) == (1, 0)
    assert case.duties.filter(pk=one.pk).exists()


def test_the_questions_are_as_many_however_much_there_is(office, watched):
    with CaptureQueriesContext(connection) as few:
        watched()
    for _ in range(3):
        a_petition(office)
    with CaptureQueriesContext(connection) as more:
        watched()
    assert Case.objects.count() == 3
    assert len(more) <= len(few) <= 20


COUNTS = """
import sys
from pathlib import Path
from api.counting import Counts
counts = Counts(Path(sys.argv[1]))
for _ in range(int(sys.argv[2])):
    counts.add("desk:case", status=200, seconds=0.02)
print("counted", flush=True)
sys.stdin.readline()
"""


def counting_process(folder, many: int) -> "subprocess.Popen[str]":
    process = subprocess.Popen(
        [sys.executable, "-c", COUNTS, str(folder), str(many)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=os.path.dirname(os.path.dirname(counting.__file__)),  # noqa: PTH120
    )
    assert process.stdout.readline() == "counted\n"
    return process


def test_whichever_process_is_asked_tells_of_all_and_what_a_dead_one_counted_stays(tmp_path):
    one, other = counting_process(tmp_path, 3), counting_process(tmp_path, 4)
    assert counted_in(tmp_path)["desk:case"].by_class == (0, 7, 0, 0, 0)
    assert len(list(tmp_path.iterdir())) == 2
    one.kill()
    one.wait()
    assert counted_in(tmp_path)["desk:case"].by_class[1] == 7
    # Who comes in its place counts on where it stopped.
    again = counting_process(tmp_path, 5)
    assert len(list(tmp_path.iterdir())) == 2
    assert counted_in(tmp_path)["desk:case"].by_class[1] == 12
    assert counted_in(tmp_path)["desk:case"].seconds == pytest.approx(0.24)
    for process in (other, again):
        process.kill()
        process.wait()


def test_the_file_grows_with_the_views_and_is_read_again(tmp_path):
    counts = Counts(tmp_path)
    for number in range(200):
        counts.add(f"view-{number}", status=200, seconds=number)
    counts.close()
    counts = Counts(tmp_path)
    counts.add("view-199", status=503, seconds=1)
    counts.add("one more", status=302, seconds=0.001)
    found = counted_in(tmp_path)
    assert len(found) == 201
    assert found["view-199"].by_class == (0, 1, 0, 0, 1)
    assert found["view-199"].seconds == 200
    assert found["one more"].by_bound[0] == 1
    counts.close()
