"""Ai làm trễ: what was late in a period, by whom and by what; the page, its lists and the paper say the same."""

from datetime import date, timedelta

import pypdfium2
import pytest
import time_machine
from django.urls import reverse

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Duty
from cases.vocabulary import Status
from organizations.vocabulary import Role
from reports import late, late_statement
from reports.late import Period, counts, described, late_duties, rules_by_way, tallies
from tests import stories
from tests.desk.test_agencies import TODAY, at_the_agency
from tests.moves import paused
from tests.stories import DAY, Office, a_case, a_denunciation, fresh

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
MARCH = (date(2026, 3, 1), date(2026, 3, 31))


@pytest.fixture(autouse=True)
def in_april():
    with time_machine.travel("2026-04-20 09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def slow_and_silent(office):
    """Answered six days after the day in the letter, and never answered since 25 March."""
    return (
        at_the_agency(office, arrived=date(2026, 3, 2), answer_by=date(2026, 3, 10), answered=date(2026, 3, 16)),
        at_the_agency(office, arrived=date(2026, 3, 16), answer_by=date(2026, 3, 25)),
    )


def period_of(office: Office, first: date = MARCH[0], last: date = MARCH[1], role: str = "supervisor") -> Period:
    return Period(office.actor(role), first, last, TODAY)


def of_the_agency(office: Office, period: Period) -> dict[str, int]:
    found = {one.unit: one.late for one in tallies(period)}.get(office.agency, dict.fromkeys(late.WAYS, 0))
    assert found == counts(period, unit=office.agency.pk), "the line and the tabs count the same"
    for way, rules in rules_by_way().items():
        rows = list(late_duties(period, rules, unit=office.agency.pk))
        assert len(rows) == found[way], "and so does the list"
        assert all(one.days > 0 for one in described(rows, on=period.on)), "what is listed has a day that was late"
    return found


def test_late_is_what_had_a_late_day_in_the_period_and_the_four_ways_stand_apart(office, slow_and_silent):
    assert of_the_agency(office, period_of(office)) == {"law": 0, "letter": 2, "promise": 0, "own": 0}
    # Up to and with the day in the letter nothing is late; the first late day is the one after it.
    assert of_the_agency(office, period_of(office, last=date(2026, 3, 10)))["letter"] == 0
    assert of_the_agency(office, period_of(office, last=date(2026, 3, 11)))["letter"] == 1
    # Done on the 16th: that day was its last late one.
    assert of_the_agency(office, period_of(office, first=date(2026, 3, 16), last=date(2026, 3, 20)))["letter"] == 1
    assert of_the_agency(office, period_of(office, first=date(2026, 3, 17), last=date(2026, 3, 20)))["letter"] == 0
    assert of_the_agency(office, period_of(office, first=date(2026, 4, 1), last=date(2026, 12, 31)))["letter"] == 1


def test_each_lateness_says_its_days_its_end_and_what_it_rests_on(office, slow_and_silent):
    slow, silent = slow_and_silent
    rows = late_duties(period_of(office), rules_by_way()["letter"], unit=office.agency.pk).order_by("due_on")
    first, second = described(list(rows), on=TODAY)
    assert (first.duty.case, second.duty.case) == (slow, silent)
    assert (first.days, first.ended, first.in_working_days) == (6, "xong 16/03/2026", False)
    assert (second.days, second.ended) == ((TODAY - date(2026, 3, 25)).days, "chưa xong")
    letter = fresh(slow).lead.letter
    assert first.rests_on == f"công văn {letter.number}, 02/03/2026"


def test_a_promise_and_the_house_s_own_mark_are_neither_the_law_s_nor_the_letter_s(office):
    a_case(office, at=Status.SUPERVISED)
    a_case(office, at=Status.ANSWERED)
    with time_machine.travel("2026-07-01"):
        period = Period(office.actor("supervisor"), date(2026, 1, 1), date(2026, 7, 1), date(2026, 7, 1))
        found = {one.unit: one.late for one in tallies(period)}
    assert (found[office.agency]["promise"], found[office.agency]["letter"]) == (1, 0)
    assert (found[office.province]["own"] >= 1, found[office.province]["promise"]) == (True, 0)


def test_days_on_which_the_clock_lawfully_stood_still_are_not_late(office):
    """Stopped before its day came, and still stopped: its day has passed and nobody is late."""
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    paused(office, case)
    stopped = Duty.objects.filter(case=case, state="paused")
    assert stopped.exists()
    until = max(stopped.values_list("due_on", flat=True)) + timedelta(days=60)
    period = Period(office.actor("supervisor"), DAY, until, until)
    rules = [pk for pks in rules_by_way().values() for pk in pks]
    assert not late_duties(period, rules).filter(pk__in=stopped.values("pk")).exists()


def test_each_reader_counts_only_the_cases_they_may_see(office, slow_and_silent):
    commune = Period(office.actor("supervisor", office.commune), *MARCH, TODAY)
    assert tallies(commune) == []
    assert counts(commune, unit=office.agency.pk) == dict.fromkeys(late.WAYS, 0)


def test_the_table_and_its_lists_need_few_looks_however_much_was_late(client, office, django_assert_max_num_queries):
    for _number in range(4):
        at_the_agency(office, arrived=date(2026, 3, 2), answer_by=date(2026, 3, 10))
    client.force_login(office.person(Role.SUPERVISOR))
    period = {"first": "2026-03-01", "last": "2026-03-31"}
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:late"), period).content.decode()
    assert office.agency.name in page
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:late-unit", args=[office.agency.pk]), period)
    assert len(page.context["rows"]) == 4
    assert page.context["label"] == late.WAYS["letter"][0], "it opens at the first way that holds something"


def test_a_list_turns_its_pages_by_the_last_day_seen(client, office, slow_and_silent, monkeypatch):
    monkeypatch.setattr("desk.views.late.PAGE", 1)
    client.force_login(office.person(Role.LEADER))
    address = reverse("desk:late-unit", args=[office.agency.pk])
    first = client.get(address, {"first": "2026-03-01", "last": "2026-03-31", "way": "letter"})
    second = client.get(f"{address}?{first.context['next']}")
    assert [page.context["rows"][0].duty.case for page in (first, second)] == list(slow_and_silent)
    assert second.context["next"] == ""


def words_of(paper: bytes) -> str:
    return " ".join("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(paper)).split())


def test_the_statement_says_every_lateness_and_is_an_event(as_role, office, slow_and_silent):
    client, address = as_role(Role.SUPERVISOR), reverse("desk:late-statement", args=[office.agency.pk])
    paper = client.post(address, {"first": "2026-03-01", "last": "2026-03-31"})
    assert paper["Content-Type"] == "application/pdf"
    said = words_of(paper.content if not paper.streaming else b"".join(paper.streaming_content))
    for case in slow_and_silent:
        assert case.number in said
    for words in ("BẢN KÊ VIỆC LÀM TRỄ", office.agency.name, "6 ngày", "Trễ theo công văn (2)", "Trễ theo luật (0)"):
        assert words in said
    event = Event.objects.get(kind="lateness.printed")
    assert event.facts == {"late": office.agency.pk, "rows": 2, "first": "2026-03-01", "last": "2026-03-31"}
    assert as_role(Role.AUDITOR).post(address).status_code == 403
    assert as_role(Role.HANDLER).get(reverse("desk:late-unit", args=[office.agency.pk])).status_code == 403


def test_of_a_sealed_case_the_statement_says_its_number_and_no_word_more(office):
    case = a_denunciation(office, summary="Chủ tịch xã nhận tiền")
    later = date(2026, 12, 31)
    period = Period(office.actor("leader"), DAY, later, later)
    duty = late_duties(period, [pk for pks in rules_by_way().values() for pk in pks]).filter(case=case).first()
    assert duty is not None
    with time_machine.travel(later):
        op.sweep(by=system("sweep"), on=later)
        op.explain_lateness(case, duty=duty, because="Chờ ý kiến", by=office.actor("leader"), on=later)
    unit = duty.unit
    said = words_of(
        late_statement.statement_pdf(
            office.province, unit, late_statement.lateness_of(unit, period), period=period, printed_by="A"
        )
    )
    assert case.number in said
    assert "nhận tiền" not in said
    assert "Chờ ý kiến" not in said


def test_a_statement_that_is_too_long_asks_for_a_shorter_period_and_leaves_nothing_out(
    as_role, office, slow_and_silent, monkeypatch
):
    monkeypatch.setattr(late_statement, "MOST_ROWS", 1)
    address = reverse("desk:late-statement", args=[office.agency.pk])
    answer = as_role(Role.SUPERVISOR).post(address, {"first": "2026-03-01", "last": "2026-03-31"}, follow=True)
    assert "hãy chọn kỳ ngắn hơn" in answer.content.decode()
    assert not Event.objects.filter(kind="lateness.printed").exists()
