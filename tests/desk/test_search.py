"""Search everything: a number opens its case, words find what one may see and nothing else, the palette does acts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases.models import Case
from cases.vocabulary import Move, Status
from desk.finding import MOST_WORDS, cleaned
from organizations.vocabulary import Role
from tests.desk.test_pages import MOST_QUERIES
from tests.stories import a_case, a_denunciation, a_petition

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def asked(client, words):
    return client.get(reverse("desk:search"), {"q": words})


def groups(answer):
    return {group.name: [hit.title for hit in group.hits] for group in answer.context["found"].groups}


@pytest.mark.parametrize("typed", ["{n}", "0{n}", "2026-{n}", "2026-0000{n}", " 2026-{n} ", "2026/{n}"])
def test_a_number_as_people_say_it_opens_the_case(as_role, office, today, typed):
    case = a_petition(office)
    answer = asked(as_role(Role.HANDLER), typed.format(n=int(case.number.split("-")[1])))
    assert (answer.status_code, answer["Location"]) == (302, reverse("desk:case", args=[case.pk]))


def test_a_number_of_what_is_not_mine_is_as_unknown_as_one_that_never_was(as_role, office, today):
    case = a_petition(office)
    stranger = as_role(Role.HANDLER, office.commune)
    pages = [asked(stranger, number) for number in (case.number, "2026-99999")]
    assert [page.status_code for page in pages] == [200, 200]
    assert [groups(page) for page in pages] == [{}, {}]


def test_words_find_cases_people_and_pages_each_by_its_own_right(as_role, office, today):
    case = a_petition(office, summary="Thẩm quyền sửa cầu treo bản Phiêng Khoài")
    name = case.matters.get().petition.parties.get().name
    inside = as_role(Role.LEADER)
    assert groups(asked(inside, "cau treo phieng khoai"))["cases"] == [case.number]
    assert groups(asked(inside, name.lower()))["people"] == [name]
    assert groups(asked(inside, "khoi luong"))["pages"] == ["Khối lượng việc"]
    agencies = groups(asked(inside, office.agency.name))["agencies"]
    assert office.agency.name in agencies
    for role, unit in ((Role.HANDLER, office.commune), (Role.AGENCY_OFFICER, None), (Role.ADMINISTRATOR, None)):
        found = groups(asked(as_role(role, unit), name))
        assert "people" not in found and "cases" not in found, role
    sent = a_case(office, at=Status.FORWARDED)
    found = groups(asked(as_role(Role.AGENCY_OFFICER), sent.matters.get().petition.parties.get().name))
    assert "people" not in found, "an agency learns nothing of a person's other petitions"


def test_what_is_sealed_is_found_by_no_word_of_it(as_role, office, today):
    sealed = a_denunciation(office)
    for words in (sealed.about, *(party.name for party in sealed.matters.get().petition.parties.all())):
        for role in (Role.LEADER, Role.HANDLER, Role.SUPERVISOR):
            assert sealed.number not in groups(asked(as_role(role), words)).get("cases", [])


def test_the_palette_offers_what_can_be_done_here_and_no_more(as_role, office, today):
    case = a_case(office, at=Status.INSTRUCTED)
    address, client = reverse("desk:search"), as_role(Role.HANDLER)
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert f'hx-vals=\'{{"case": "{case.pk}"}}\'' in page
    before = Event.objects.count()
    answer = client.post(address, {"q": "nhan xu ly", "case": case.pk}, headers=HTMX)
    assert "<html" not in answer.content.decode()
    assert groups(answer)["acts"] == [str(Move.TAKE_UP.label)]
    assert "acts" not in groups(client.post(address, {"q": "ky cong van", "case": case.pk}, headers=HTMX))
    assert "acts" not in groups(as_role(Role.HANDLER, office.commune).post(address, {"case": case.pk}, headers=HTMX))
    assert "pages" in groups(as_role(Role.HANDLER).post(address, {"q": ""}, headers=HTMX))
    assert Event.objects.count() == before
    assert Case.objects.get(pk=case.pk).status == Status.INSTRUCTED


def test_a_search_is_bounded_in_words_and_in_questions(as_role, office, today):
    for _ in range(12):
        a_petition(office)
    client = as_role(Role.LEADER)
    with CaptureQueriesContext(connection) as queries:
        answer = asked(client, " ".join(["a"] * 500))
    assert answer.status_code == 200
    assert len(queries) <= MOST_QUERIES
    assert len(cleaned("chữ " * 500).split()) == MOST_WORDS
    assert answer["Cache-Control"] == "private, no-store"
