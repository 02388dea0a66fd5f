"""The table of the agencies: it counts what the statements of the cases say, in few looks, for who sees them."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from cases import operations as op
from cases.models import Case
from cases.statement import statement_of
from cases.vocabulary import Evidence
from organizations.vocabulary import Role
from reports import agencies
from reports.agencies import FIGURES, behind, scores
from tests.stories import Office, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
TODAY = date(2026, 4, 20)


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel("2026-04-20 09:00:00+07:00", tick=False):
        yield


def at_the_agency(office: Office, *, arrived: date, answer_by: date, answered: date | None = None) -> Case:
    """Registered, sent and answered on the days said; the agency has it from the day after it arrived."""
    case = a_petition(office, received_on=arrived, on=arrived)
    handler, leader, records = (office.actor(role) for role in ("handler", "leader", "records_officer"))
    op.instruct(case, handler=office.person("handler"), by=leader, on=arrived)
    op.take_up(case, by=handler, on=arrived)
    asked = {"subject": "Về đường", "asked": "Sửa đường.", "answer_by": answer_by}
    op.draft_letter(case, agency=office.agency, by=handler, on=arrived, **asked)
    op.submit_letter(case, by=handler, on=arrived)
    op.sign_letter(case, by=leader, on=arrived)
    op.issue_letter(case, by=records, on=arrived)
    op.dispatch_letter(case, by=records, on=arrived)
    op.confirm_delivery(case, received_on=arrived, evidence=Evidence.POSTAL_SLIP, by=records, on=arrived)
    if answered:
        op.acknowledge_referral(case, by=office.actor("agency_officer"), on=answered)
        op.answer(case, result="agreed", text="Sẽ sửa.", by=office.actor("agency_officer"), on=answered)
    return case


@pytest.fixture
def three(office) -> tuple[Case, Case, Case]:
    """Answered in time after 5 days, answered late after 10, and never answered, past its date since 25 March."""
    return (
        at_the_agency(office, arrived=date(2026, 3, 2), answer_by=date(2026, 3, 20), answered=date(2026, 3, 9)),
        at_the_agency(office, arrived=date(2026, 3, 2), answer_by=date(2026, 3, 10), answered=date(2026, 3, 16)),
        at_the_agency(office, arrived=date(2026, 3, 16), answer_by=date(2026, 3, 25)),
    )


def test_each_figure_counts_the_cases_behind_it_and_natures_stand_apart(office, three):
    quick, slow, silent = three
    by, (first, last) = office.actor("supervisor"), MARCH
    score = scores(seen_by=by, first=first, last=last, on=TODAY)[office.agency.pk]
    lists = {name: behind(name, office.agency.pk, seen_by=by, first=first, last=last, on=TODAY) for name in FIGURES}
    assert {name: len(found) for name, found in lists.items()} == score.figures
    assert {name: set(found) for name, found in lists.items() if found} == {
        "cases": {quick.pk, slow.pk, silent.pk},
        "returned": {quick.pk, slow.pk},
        "on_time": {quick.pk},
        "letter_set": {slow.pk, silent.pk},
    }
    # 3-6 and 9 March; 3-16 March; 17-31 March: working days by the wall's calendar.
    assert score.days == 5 + 10 + 11
    assert score.median == 7.5


def test_the_figures_are_the_same_however_few_cases_are_read_at_once(office, three, monkeypatch):
    by = office.actor("supervisor")
    whole = scores(seen_by=by, first=MARCH[0], last=MARCH[1], on=TODAY)
    monkeypatch.setattr(agencies, "SHARE", 1)
    assert scores(seen_by=by, first=MARCH[0], last=MARCH[1], on=TODAY) == whole


def test_what_was_late_outside_the_period_is_not_its(office, three):
    """In the first week of March nothing had run out yet, and nothing was answered."""
    score = scores(seen_by=office.actor("supervisor"), first=date(2026, 3, 1), last=date(2026, 3, 6), on=TODAY)
    assert score[office.agency.pk].figures == {
        "cases": 2,
        "returned": 0,
        "on_time": 0,
        "statutory": 0,
        "letter_set": 0,
        "internal": 0,
        "chased": 0,
    }
    assert (score[office.agency.pk].days, score[office.agency.pk].median) == (8, None)


def test_the_days_of_the_table_are_those_of_the_statements(office, three):
    told = [
        statement_of(
            Case.objects.get(pk=case.pk), seen_by=office.actor("leader"), on=TODAY, inside=True, opened=True
        ).case
        for case in three
    ]
    days = sum(one.working_days for track in told for one in track.held if one.holder == "agency")
    score = scores(seen_by=office.actor("leader"), first=date(2026, 1, 1), last=TODAY, on=TODAY)
    assert score[office.agency.pk].days == days


def test_a_commune_s_supervisor_counts_nothing_of_the_province(office, three):
    assert scores(seen_by=office.actor("supervisor", office.commune), first=MARCH[0], last=MARCH[1], on=TODAY) == {}


def test_a_case_that_only_the_leader_knows_of_is_in_no_supervisor_s_figure(office):
    """A denunciation stays with the MTTQ here, and what was not sent is no agency's."""
    a_denunciation(office)
    assert scores(seen_by=office.actor("leader"), first=MARCH[0], last=MARCH[1], on=TODAY) == {}


def test_the_table_and_the_lists_need_few_looks_however_many_cases(client, office, django_assert_max_num_queries):
    for _number in range(4):
        at_the_agency(office, arrived=date(2026, 3, 2), answer_by=date(2026, 3, 20), answered=date(2026, 3, 9))
    client.force_login(office.person(Role.SUPERVISOR))
    period = {"first": "2026-03-01", "last": "2026-03-31"}
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:agencies"), period)
    assert office.agency.name in page.content.decode()
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:agency-cases", args=[office.agency.pk, "on_time"]), period)
    assert len(page.context["rows"]) == 4


def test_a_list_turns_its_pages_by_the_last_case_seen(client, office, three, monkeypatch):
    monkeypatch.setattr("desk.views.agencies.PAGE", 2)
    client.force_login(office.person(Role.LEADER))
    address, period = reverse("desk:agency-cases", args=[office.agency.pk, "cases"]), {"first": "2026-03-01"}
    period["last"] = "2026-03-31"
    first = client.get(address, period)
    second = client.get(address, period | {"after": first.context["next"]})
    seen = [case.pk for page in (first, second) for case in page.context["rows"]]
    assert seen == sorted((case.pk for case in three), reverse=True)
    assert second.context["next"] is None


def test_a_period_that_ends_before_it_begins_is_said_and_the_usual_one_shown(client, office, three):
    client.force_login(office.person(Role.SUPERVISOR))
    page = client.get(reverse("desk:agencies"), {"first": "2026-04-01", "last": "2026-03-01"})
    assert page.status_code == 422
    assert "Ngày cuối của kỳ phải từ ngày đầu trở đi." in page.content.decode()


@pytest.mark.parametrize("figure", ["nonsense", "cases"])
def test_only_a_figure_of_the_table_has_a_list_and_only_for_the_table_s_readers(client, office, figure):
    client.force_login(office.person(Role.HANDLER if figure == "cases" else Role.LEADER))
    answer = client.get(reverse("desk:agency-cases", args=[office.agency.pk, figure]))
    assert answer.status_code == (403 if figure == "cases" else 404)


def test_a_period_with_too_many_cases_is_refused_in_words_and_in_few_questions(
    client, office, three, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(agencies, "MOST", 2)
    client.force_login(office.person(Role.SUPERVISOR))
    days = {"first": "2026-03-01", "last": "2026-03-31"}
    places = [reverse("desk:agencies"), reverse("desk:agency-cases", args=[office.agency.pk, "cases"])]
    for place in places:
        with django_assert_max_num_queries(MOST_QUERIES):
            page = client.get(place, days).content.decode()
        assert "quá nhiều để tính từng ngày" in page
        assert reverse("desk:scorecard") in page
    monkeypatch.setattr(agencies, "MOST", 3)
    for place in places:
        assert "quá nhiều để tính từng ngày" not in client.get(place, days).content.decode()
