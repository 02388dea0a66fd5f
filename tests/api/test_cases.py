"""What a program reads: exactly what a person with the same role reads, and nothing without a token."""

import pytest
from django.test import Client as Browser

from audit.models import Event
from cases.models import Case
from cases.vocabulary import Status
from deadlines.models import CalendarDay, CalendarYear
from organizations.models import Unit
from organizations.operations import revoke_client
from organizations.vocabulary import Role
from tests import stories
from tests.api.conftest import COMMAND
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


def numbers(answer) -> set[str]:
    assert answer.status_code == 200
    return {case["number"] for case in answer.json()["cases"]}


@pytest.mark.parametrize("authorization", [{}, {"Authorization": "Bearer nonsense"}, {"Authorization": "Basic YTpi"}])
def test_nothing_is_read_without_a_token(office, authorization):
    a_petition(office)
    answer = Browser().get("/api/v1/cases", headers=authorization)
    assert answer.status_code == 401
    assert "cases" not in answer.json()


def test_a_revoked_token_opens_nothing_any_more(office, program):
    reader = program(Role.LEADER)
    assert reader.get("/cases").status_code == 200
    revoke_client(reader.client, by=COMMAND, on=DAY)
    assert reader.get("/cases").status_code == 401


def test_a_program_of_a_unit_that_ended_is_shut_out(office, program):
    reader = program(Role.LEADER)
    Unit.objects.filter(pk=office.province.pk).update(in_force_to=DAY)
    assert reader.get("/cases").status_code == 401


def test_a_program_lists_what_a_person_in_its_role_sees(office, program):
    a_petition(office)
    a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune))
    a_case(office, at=Status.FORWARDED)
    for unit, role in office.people:
        place = Unit.objects.get(pk=unit)
        seen = Case.objects.visible_to(office.actor(role, place)).values_list("number", flat=True)
        assert numbers(program(role, place).get("/cases")) == set(seen), (role, place)


def test_one_case_says_where_it_stands_what_is_owed_and_what_may_be_done(office, program):
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    said = program(Role.AGENCY_OFFICER).get(f"/cases/{case.pk}").json()
    assert (said["number"], said["status"], said["agency"]) == (case.number, "forwarded", office.agency.name)
    assert said["moves"] == ["acknowledge_referral", "refuse_referral"]
    owed = {duty["rule"]: duty for duty in said["duties"]}["mttq.answer_asked"]
    assert (owed["due_on"], owed["state"]) == (stories.ANSWER_BY.isoformat(), "running")
    assert owed["citation"]


def test_a_program_of_the_front_is_offered_no_move(office, program):
    case = a_case(office, at=Status.ANSWERED)
    assert program(Role.LEADER).get(f"/cases/{case.pk}").json()["moves"] == []


def test_a_case_one_may_not_see_does_not_exist(office, program):
    case = a_petition(office)
    stranger = program(Role.HANDLER, office.commune)
    hidden, missing = stranger.get(f"/cases/{case.pk}"), stranger.get("/cases/999999")
    assert hidden.status_code == missing.status_code == 404
    assert hidden.json() == missing.json()
    assert stranger.post(f"/cases/{case.pk}/acknowledgement").status_code == 404


def test_pages_follow_each_other_without_gap_or_repetition(office, program):
    made = {a_petition(office).number for _ in range(53)}
    reader = program(Role.LEADER)
    first = reader.get("/cases").json()
    second = reader.get("/cases", after=first["after"]).json()
    assert (len(first["cases"]), len(second["cases"]), second["after"]) == (50, 3, None)
    assert {case["number"] for case in first["cases"] + second["cases"]} == made


def test_fifty_rows_cost_a_handful_of_queries(office, program, django_assert_max_num_queries):
    for _ in range(49):
        a_petition(office)
    a_case(office, at=Status.FORWARDED)
    reader = program(Role.SUPERVISOR)
    with django_assert_max_num_queries(6):
        assert len(numbers(reader.get("/cases"))) == 50


def test_a_program_searches_by_words_and_by_state(office, program):
    road = a_petition(office)
    bridge = a_petition(office, summary="Cầu treo Suối Đá xuống cấp", text="Ván mặt cầu đã mục.")
    moved = a_case(office, at=Status.INSTRUCTED)
    reader = program(Role.LEADER)
    assert numbers(reader.get("/cases", words="cau treo suoi da")) == {bridge.number}
    assert numbers(reader.get("/cases", status="registered")) == {road.number, bridge.number}
    assert numbers(reader.get("/cases", status="instructed", words="duong")) == {moved.number}
    assert numbers(reader.get("/cases", status="nonsense")) == set()


def test_an_impossible_page_mark_is_refused_at_its_field(office, program):
    answer = program(Role.LEADER).get("/cases", after="abc")
    assert answer.status_code == 422
    assert "after" in str(answer.json())


def test_an_agency_acknowledges_through_its_own_software(office, program):
    case = a_case(office, at=Status.FORWARDED)
    agency = program(Role.AGENCY_OFFICER)
    assert agency.post(f"/cases/{case.pk}/acknowledgement").status_code == 204
    event = Event.objects.get(kind="referral.acknowledged")
    assert (event.actor_kind, event.actor_key, event.channel) == ("client", str(agency.client.pk), "api")
    again = agency.post(f"/cases/{case.pk}/acknowledgement")
    assert again.status_code == 409
    assert again.json()["reasons"] == ["Cơ quan đã nhận trách nhiệm trả lời rồi."]


def test_without_a_calendar_nothing_is_guessed(office, program):
    case = a_case(office, at=Status.FORWARDED)
    CalendarDay.objects.all().delete()
    CalendarYear.objects.all().delete()
    answer = program(Role.AGENCY_OFFICER).post(f"/cases/{case.pk}/acknowledgement")
    assert answer.status_code == 422
    assert "lịch" in answer.json()["detail"]
    assert not Event.objects.filter(kind="referral.acknowledged").exists()


def test_whoever_may_see_but_not_act_is_told_so(office, program):
    case = a_case(office, at=Status.FORWARDED)
    answer = program(Role.LEADER).post(f"/cases/{case.pk}/acknowledgement")
    assert answer.status_code == 403
    assert answer.json()["detail"]
    assert not Event.objects.filter(kind="referral.acknowledged").exists()
