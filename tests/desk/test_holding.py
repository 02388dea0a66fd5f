"""Ai giữ, bao lâu: the page and the paper, for who may read what, in few queries, and each printing an event."""

from io import BytesIO

import pypdf
import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.errors import NotYoursToSee
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests import stories
from tests.stories import DAY, a_case, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def in_may():
    with time_machine.travel("2026-05-25 09:00:00+07:00", tick=False):
        yield


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in pypdf.PdfReader(BytesIO(pdf)).pages)


def printings(case):
    return Event.objects.filter(about_type="cases.case", about_id=case.pk, kind="holding.printed")


def test_the_page_tells_every_stretch_and_each_nature_of_lateness_apart(as_role, office, django_assert_max_num_queries):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    client = as_role(Role.LEADER)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:holding", args=[case.pk]))
    text = page.content.decode()
    assert office.agency.name in text
    late = {nature: [one.title for _held, one in rows] for nature, _label, rows in page.context["late"]}
    assert len(late["letter_set"]) == 1
    assert page.context["statement"].case.held[0].holder == "agency"


def test_the_case_page_shows_it_in_short(as_role, office, django_assert_max_num_queries):
    case = a_case(office, at=Status.ANSWERED)
    client = as_role(Role.HANDLER)
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:case", args=[case.pk]))
    assert reverse("desk:holding", args=[case.pk]) in page.content.decode()
    assert "held-handler" in page.content.decode()


def test_an_agency_sees_only_its_own_stretch_on_both_pages(as_role, office):
    case = a_case(office, at=Status.ANSWERED)
    client = as_role(Role.AGENCY_OFFICER)
    for name in ("desk:case", "desk:holding"):
        text = client.get(reverse(name, args=[case.pk])).content.decode()
        assert "held-handler" not in text and "Mặt trận: người xử lý" not in text


def test_printing_hands_out_a_paper_and_is_an_event(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    client = as_role(Role.LEADER)
    made = client.post(reverse("desk:holding-pdf", args=[case.pk]))
    assert made["Content-Type"] == "application/pdf" and made["Cache-Control"] == "private, no-store"
    said = words_of(made.content)
    for words in ("BẢNG AI GIỮ, BAO LÂU", case.number, office.agency.name, "CHẬM THEO CÔNG VĂN, CAM KẾT".capitalize()):
        assert words.lower() in said.lower(), words
    [event] = printings(case)
    assert (event.actor_role, event.facts["stretches"]) == (Role.LEADER, 1)


def test_an_agency_s_paper_names_no_desk_of_the_mttq(as_role, office):
    case = a_case(office, at=Status.SUPERVISED)
    made = as_role(Role.AGENCY_OFFICER).post(reverse("desk:holding-pdf", args=[case.pk]))
    said = words_of(made.content)
    assert "người xử lý" not in said and office.agency.name in said
    assert printings(case).get().actor_unit == office.agency.pk


def test_nobody_prints_what_they_may_not_see(office):
    case = a_petition(office)
    with pytest.raises(NotYoursToSee):
        op.note_statement(case, stretches=1, by=office.actor("agency_officer"), on=DAY)
    assert not printings(case).exists()


def test_a_strangers_printing_is_answered_as_if_there_were_no_case(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    answer = as_role(Role.AGENCY_OFFICER, office.other_agency).post(reverse("desk:holding-pdf", args=[case.pk]))
    assert answer.status_code == 404
    assert not printings(case).exists()


def test_a_sealed_case_tells_its_days_and_no_word_of_what_it_says(as_role, office):
    case = a_denunciation(office)
    made = as_role(Role.LEADER).post(reverse("desk:holding-pdf", args=[case.pk]))
    said = words_of(made.content)
    assert case.number in said and "Điệp" not in said and "trưởng thôn" not in said
