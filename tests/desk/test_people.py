"""Who comes again is shown beside the form, with and without scripts; nothing about anybody stands in an address."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases import operations as op
from cases.models import Case, Merger, Party
from organizations.vocabulary import Role
from tests.stories import a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ID, NAME = "038190012345", "Hồ Thị Giáng"


def handed_in(office, *, person=None) -> Party:
    case = a_petition(office, parties=[op.NewParty(name=NAME, identity_number=ID, person=person)], again=True)
    return case.matters.get().petition.parties.get()


def form(office, **changes):
    return {
        "form_token": str(uuid4()),
        "kind": "proposal",
        "intake": "in_person",
        "received_on": "2026-03-02",
        "name": NAME,
        "identity_number": ID,
        "signers": "1",
        "summary": "Cầu qua suối hỏng",
        "text": "Cầu qua suối hỏng nặng.",
        "field": office.field.pk,
    } | changes


def test_earlier_petitions_are_shown_beside_the_form(as_role, office, today):
    before = handed_in(office)
    number = Case.objects.get().number
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:earlier"), {"name": "ho thi giang", "identity_number": ID})
    page = answer.content.decode()
    assert number in page
    assert "Cùng số căn cước" in page
    assert f'value="{before.person_id}"' in page
    assert "no-store" in answer["Cache-Control"]
    assert as_role(Role.RECEPTIONIST).get(reverse("desk:earlier")).status_code == 405


def test_whoever_has_no_desk_for_petitions_asks_in_vain(as_role, office):
    handed_in(office)
    for role in set(Role) - {Role.RECEPTIONIST, Role.HANDLER}:
        assert as_role(role).post(reverse("desk:earlier"), {"identity_number": ID}).status_code == 403, role
    commune = as_role(Role.RECEPTIONIST, office.commune).post(reverse("desk:earlier"), {"identity_number": ID})
    assert "Chưa thấy đơn nào" in commune.content.decode()


def test_without_scripts_a_button_finds_the_same_and_nothing_typed_is_lost(as_role, office, today):
    handed_in(office)
    typed = form(office, look="1", text="", phone="không phải số")
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert Case.objects.get().number in page
    assert "không phải số" in page
    assert typed["form_token"] in page
    assert "Cầu qua suối hỏng" in page
    assert 'role="alert"' not in page, "looking is not saving: nothing is refused yet"


def test_who_is_chosen_in_the_panel_is_the_same_person(as_role, office, today):
    before = handed_in(office)
    typed = form(office, person=str(before.person_id), again="on")
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed)
    assert answer.status_code == 302
    assert Party.objects.order_by("pk").last().person_id == before.person_id


def test_the_same_letter_is_asked_about_and_saved_with_one_tick(as_role, office, today):
    handed_in(office)
    first = Case.objects.get()
    client = as_role(Role.RECEPTIONIST)
    typed = form(office)
    answer = client.post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert first.number in page
    assert 'name="again"' in page
    assert "Cầu qua suối hỏng nặng." in page
    assert Case.objects.count() == 1
    assert 'name="again"' not in client.get(reverse("desk:intake")).content.decode()
    assert client.post(reverse("desk:intake"), typed | {"again": "on"}).status_code == 302


def test_a_person_is_shown_with_everything_the_reader_may_see_in_few_queries(as_role, office):
    first = handed_in(office)
    for _ in range(11):
        handed_in(office, person=first.person_id)
    handed_in(office)
    client = as_role(Role.HANDLER)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse("desk:person", args=[first.person_id]))
    page = answer.content.decode()
    assert all(number in page for number in Case.objects.order_by("pk").values_list("number", flat=True)[:12])
    assert "Cùng số căn cước" in page
    assert len(queries) <= 30, len(queries)


def test_a_person_is_nobody_s_to_see_who_sees_no_petition_of_theirs(as_role, office):
    address = reverse("desk:person", args=[handed_in(office).person_id])
    for role in (Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR):
        assert as_role(role).get(address).status_code == 200, role
        assert as_role(role, office.commune).get(address).status_code == 404, role
    for role in (Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD, Role.ADMINISTRATOR):
        assert as_role(role).get(address).status_code == 404, role


def test_two_are_put_together_with_a_reason_and_taken_apart_again(as_role, office):
    one, other = handed_in(office), handed_in(office)
    client = as_role(Role.RECEPTIONIST)
    address = reverse("desk:merge", args=[one.person_id, other.person_id])
    assert address in client.get(reverse("desk:person", args=[one.person_id])).content.decode()
    assert client.get(address).status_code == 200
    refused = client.post(address, {"because": " "})
    assert refused.status_code == 422
    assert "Cần ghi vì sao" in refused.content.decode()
    client.post(address, {"because": "Đã đối chiếu căn cước."})
    page = client.get(reverse("desk:person", args=[one.person_id])).content.decode()
    assert "Đã đối chiếu căn cước." in page
    merger = Merger.objects.get()
    undo = reverse("desk:part", args=[one.person_id, merger.pk])
    assert client.get(undo).status_code == 405
    assert client.post(undo).status_code == 302
    assert Party.objects.get(pk=other.pk).person_id == other.person_id
    assert client.post(undo).status_code == 404


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RECEPTIONIST, Role.HANDLER}))
def test_only_who_registers_has_the_page_for_it(as_role, office, role):
    one, other = handed_in(office), handed_in(office)
    client = as_role(role)
    assert client.get(reverse("desk:merge", args=[one.person_id, other.person_id])).status_code == 403
    assert client.post(reverse("desk:part", args=[one.person_id, 1])).status_code == 403
    seen = client.get(reverse("desk:person", args=[one.person_id])).content.decode()
    assert "/gop/" not in seen


def test_a_stranger_of_another_office_is_not_found_by_number(as_role, office):
    one, other = handed_in(office), handed_in(office)
    client = as_role(Role.RECEPTIONIST, office.commune)
    assert client.get(reverse("desk:merge", args=[one.person_id, other.person_id])).status_code == 404


def test_the_form_takes_a_group_with_its_representatives_and_whom_it_is_about(as_role, office, today):
    typed = form(
        office,
        signers="12",
        authority="appointed",
        paper="Văn bản cử ngày 01/3/2026",
        rep_name_1="Lò Văn Chung",
        rep_identity_1="038190000077",
        rep_name_3="Vàng A Páo",
        other_role_1="respondent",
        other_name_1=office.agency.name,
        other_role_2="related",
        other_name_2="Hàng xóm",
    )
    assert as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed).status_code == 302
    said = [(party.role, party.name, party.authority, party.unit) for party in Party.objects.order_by("pk")]
    assert said == [
        ("petitioner", NAME, "", None),
        ("representative", "Lò Văn Chung", "appointed", None),
        ("representative", "Vàng A Páo", "appointed", None),
        ("respondent", office.agency.name, "", office.agency),
        ("related", "Hàng xóm", "", None),
    ]


def test_the_form_takes_an_unsigned_petition_without_a_name_and_no_other(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    unnamed = form(office, name="", identity_number="")
    refused = client.post(reverse("desk:intake"), unnamed)
    assert refused.status_code == 422
    assert "Cần ghi họ và tên người nộp đơn." in refused.content.decode()
    assert client.post(reverse("desk:intake"), unnamed | {"signing": "anonymous"}).status_code == 302
    contradicting = client.post(reverse("desk:intake"), form(office, signing="anonymous"))
    assert contradicting.status_code == 422
    assert "chọn “Ký tên thật”" in contradicting.content.decode()


def test_too_many_representatives_are_refused_and_still_stand_in_the_form(as_role, office, today):
    typed = form(office, signers="6", **{f"rep_name_{n}": f"Người thứ {n} của nhóm" for n in (1, 2, 3)})
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nhiều nhất 2 người đại diện" in page
    assert "Người thứ 3 của nhóm" in page
    assert "<details open>" in page
