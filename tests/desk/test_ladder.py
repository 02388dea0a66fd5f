"""The pages of the ladder: the letter is filled in with what is known, and the notice names who could not be moved."""

from datetime import date, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.models import Case, Rung
from cases.vocabulary import LetterForm, Move, RungKind, Status
from organizations.vocabulary import Role
from tests import stories
from tests.stories import ANSWER_BY, DAY, Office, a_case, chased, chased_up_to, swept

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TODAY = date(2026, 4, 22)
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel("2026-04-22 09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def late(office: Office) -> Case:
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    swept(TODAY)
    return Case.objects.get(pk=case.pk)


def page(client, office: Office, case: Case, move: str, role: str = "handler"):
    client.force_login(office.person(role))
    return client.get(reverse("desk:move", args=[case.pk, move]))


def test_the_handler_finds_the_reminder_filled_in(client, office, late):
    shown = page(client, office, late, Move.CHASE)
    form = shown.context["form"]
    assert form.initial["subject"] == "đôn đốc trả lời: đường liên thôn hư hỏng, đề nghị sửa chữa"
    assert form.initial["answer_by"] > TODAY
    assert set(form.fields) == {"subject", "body", "answer_by"}
    assert office.agency.name in form.guidance
    said = {"subject": form.initial["subject"], "answer_by": "2026-05-08"}
    client.post(reverse("desk:move", args=[late.pk, Move.CHASE]), said)
    letter = late.letters.get(referral=None)
    assert (letter.form, letter.rung.kind) == (LetterForm.REMINDER, RungKind.REMINDER)


def test_what_was_typed_stays_when_the_day_is_missing(client, office, late):
    client.force_login(office.person("handler"))
    answer = client.post(reverse("desk:move", args=[late.pk, Move.CHASE]), {"subject": "Đôn đốc lần một"})
    assert answer.status_code == 422
    assert "Đôn đốc lần một" in answer.content.decode()
    assert not late.letters.filter(referral=None).exists()


def test_the_superior_is_proposed_from_the_tree_and_told_what_was_tried(client, office, late):
    office.agency.parent = office.other_agency
    office.agency.save()
    chased(office, late, on=TODAY)
    chased_up_to(RungKind.SUPERIOR)(office, late)
    form = page(client, office, Case.objects.get(pk=late.pk), Move.CHASE).context["form"]
    assert form.initial["to_unit"] == office.other_agency.pk
    assert "Công văn đôn đốc số" in form.initial["reason"]
    assert "Công văn đề nghị làm việc số" in form.initial["reason"]


def test_the_case_shows_each_rung_with_its_letter_within_its_queries(client, office, late):
    letter = chased(office, late, on=TODAY)
    client.force_login(office.person("handler"))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        shown = client.get(reverse("desk:case", args=[late.pk]))
    assert len(asked) <= MOST_QUERIES
    text = shown.content.decode()
    assert letter.number in text
    assert "Đôn đốc bằng công văn" in text


def test_an_agency_reads_nothing_of_the_ladder(client, office, late):
    chased(office, late, on=TODAY)
    client.force_login(office.person("agency_officer"))
    text = client.get(reverse("desk:case", args=[late.pk])).content.decode()
    assert "Đôn đốc bằng công văn" not in text
    assert "Đến bậc đôn đốc" not in text


def test_the_notice_counts_the_rungs_and_names_the_cases_the_leadership_chose(client, office, late):
    chased(office, late, on=TODAY)
    chased_up_to(RungKind.LEADERSHIP)(office, late)
    day = date(2026, 8, 3)
    op.lay_before_leadership(late, decided="Nêu tên trong thông báo.", by=office.actor("leader"), on=day)
    asked = {"first": "2026-03-01", "last": "2026-08-31"}
    client.force_login(office.person("supervisor"))
    text = client.get(reverse("desk:notice"), asked).content.decode()
    assert late.number in text
    assert "Nêu tên trong thông báo." in text
    paper = client.post(reverse("desk:print-notice"), asked)
    assert paper.content.startswith(b"%PDF")
    assert Event.objects.get(kind="notice.printed").facts["rows"] == 1
    outside = client.get(reverse("desk:notice"), {"first": "2026-03-01", "last": "2026-03-31"}).content.decode()
    assert late.number not in outside


def test_only_supervisor_and_leader_take_the_notice_out(client, office):
    for role in Role:
        if (office.province.pk, role.value) not in office.people:
            continue
        client.force_login(office.person(role))
        answer = client.post(reverse("desk:print-notice"), {"first": "2026-03-01", "last": "2026-03-31"})
        assert (answer.status_code == 200) == (role in {Role.SUPERVISOR, Role.LEADER}), role


def test_the_table_of_agencies_counts_the_cases_that_had_to_be_chased(client, office, late):
    chased(office, late, on=TODAY)
    client.force_login(office.person("supervisor"))
    said = {"first": "2026-04-01", "last": "2026-04-30"}
    shown = client.get(reverse("desk:agency-cases", args=[office.agency.pk, "chased"]), said)
    assert late.number in shown.content.decode()
    assert Rung.objects.get(case=late, kind=RungKind.REMINDER).settled_on == TODAY
    assert ANSWER_BY + timedelta(days=7) == TODAY
