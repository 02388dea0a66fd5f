"""The pages about the superior body: what may be contested is offered, the superior proposed, nothing typed is lost."""

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import public
from cases.models import Case, Recommendation
from cases.papers import petition_of
from cases.vocabulary import Move, RecommendationState, Status
from tests import stories
from tests.stories import PDF, Office, a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def in_march():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def decided(office: Office) -> Case:
    case = stories.a_complaint_at_the_agency(office)
    stories.accepted(office, case)
    stories.decided(office, case)
    stories.replied(office, case, promises=0)
    return Case.objects.get(pk=case.pk)


def test_the_form_offers_the_decision_and_proposes_the_superior_of_the_tree(client, office, decided):
    office.agency.parent = office.other_agency
    office.agency.save()
    client.force_login(office.person("handler"))
    form = client.get(reverse("desk:move", args=[decided.pk, Move.RECOMMEND_TO_SUPERIOR])).context["form"]
    assert [label for _key, label in form.fields["contested"].choices] == [
        "Quyết định giải quyết, kết luận số 77/QĐ-UBND ngày 02/03/2026",
        "Văn bản trả lời số 41/UBND-KT ngày 02/03/2026",
    ]
    assert form.initial["superior"] == office.other_agency.pk


def test_from_the_form_to_the_reply_with_its_scan(client, office, decided):
    client.force_login(office.person("handler"))
    address = reverse("desk:move", args=[decided.pk, Move.RECOMMEND_TO_SUPERIOR])
    act = decided.proceedings.order_by("-pk").first()
    said = {"contested": f"act-{act.pk}", "subject": "Kiến nghị xem xét lại", "reason": "Chưa đối thoại với người dân."}
    said |= {"asked": "Xem xét lại.", "answer_by": "2026-04-10"}
    refused = client.post(address, said)
    assert refused.status_code == 422
    assert "Chưa đối thoại với người dân." in refused.content.decode()
    assert "cần chọn cơ quan nhận kiến nghị" in refused.content.decode()
    assert client.post(address, said | {"superior": office.other_agency.pk}).status_code == 302
    sent = Recommendation.objects.get(case=decided)
    assert sent.proceeding == act
    stories.send_out(office, decided, sent.letter, on=stories.DAY)
    client.force_login(office.person("records_officer"))
    reply = {"result": "upheld", "text": "Giữ nguyên.", "number": "90/UBND-VP", "dated_on": "2026-03-02"}
    reply |= {"arrived_on": "2026-03-02", "copy": SimpleUploadedFile("90.pdf", PDF)}
    assert client.post(reverse("desk:move", args=[decided.pk, Move.RECORD_SUPERIOR_REPLY]), reply).status_code == 302
    sent.refresh_from_db()
    assert sent.state == RecommendationState.REPLIED


def test_the_case_page_says_that_the_superior_has_it_within_its_queries(client, office, decided):
    act = decided.proceedings.order_by("-pk").first()
    stories.at_the_superior(office, decided, proceeding=act)
    client.force_login(office.person("handler"))
    with CaptureQueriesContext(connection) as asked:
        text = client.get(reverse("desk:case", args=[decided.pk])).content.decode()
    assert len(asked) <= MOST_QUERIES
    assert "Đã gửi cơ quan cấp trên" in text
    assert office.other_agency.name in text


def test_the_citizen_reads_that_the_superior_was_asked(office):
    case = a_case(office, at=Status.ANSWERED)
    stories.at_the_superior(office, case)
    (standing,) = public.standing(petition_of(case).tracking_code)
    assert "kiến nghị cơ quan cấp trên" in standing.proceeding
    assert office.other_agency.name not in str(standing)


def test_an_agency_reads_nothing_of_what_is_said_to_its_superior_until_it_is_ordered(client, office):
    case = a_case(office, at=Status.ANSWERED)
    stories.at_the_superior(office, case)
    client.force_login(office.person("agency_officer"))
    assert "cấp trên" not in client.get(reverse("desk:case", args=[case.pk])).content.decode()
