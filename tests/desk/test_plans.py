"""No page reads a large table from end to end: every question of the main pages, as PostgreSQL means to answer it."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from bench.plans import whole_reads
from cases.models import Case, Findable
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests import planned
from tests.factories import an_office
from tests.stories import a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.planner]

CLOSED, OPEN, LARGE = 12_000, 3, 6_000
"""In an office of a million, what is open at its largest unit is a thousandth of all cases."""


@pytest.fixture(scope="module")
def register(django_db_setup, django_db_blocker):
    """Thousands of closed cases and some hundred open ones, for all tests of the module; nothing of it stays."""
    with django_db_blocker.unblock(), transaction.atomic():
        office = an_office()
        a_case(office, at=Status.CLOSED)
        planned.multiply(office, CLOSED)
        since = planned.newest()
        for status in (Status.REGISTERED, Status.IN_HAND, Status.FORWARDED, Status.ANSWERED, Status.SUPERVISED):
            a_case(office, at=status)
        planned.multiply(office, OPEN, since=since)
        planned.reckoned()
        assert Case.objects.count() > CLOSED
        yield office
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def left_unchecked(db):
    """What was copied is thrown away: no test need check half a million references before it ends."""
    yield
    transaction.set_rollback(True)


PAGES = [
    (Role.HANDLER, "desk:inbox", ""),
    (Role.HANDLER, "desk:inbox", "?tab=pool"),
    (Role.LEADER, "desk:inbox", "?tab=others"),
    (Role.HANDLER, "desk:register", "?tab=open"),
    (Role.HANDLER, "desk:register", "?tab=all"),
    (Role.HANDLER, "desk:register", "?tab=late"),
    (Role.HANDLER, "desk:register", "?tab=open&kind=proposal&status=in_hand"),
    (Role.HANDLER, "desk:register", "?tab=closed&field=land"),
    (Role.HANDLER, "desk:register", "?tab=all&received_from=2026-02-01&received_to=2026-03-31"),
    (Role.HANDLER, "desk:register", "?tab=all&q=ho+so+4711"),
    (Role.HANDLER, "desk:search", "?q=dang+thi"),
    (Role.RECEPTIONIST, "desk:intake", ""),
    (Role.RECEPTIONIST, "desk:reception", ""),
    (Role.LEADER, "desk:leader", ""),
    (Role.RECORDS_OFFICER, "desk:records", ""),
    (Role.SUPERVISOR, "desk:supervision", ""),
    (Role.SUPERVISOR, "desk:agenda", ""),
    (Role.SUPERVISOR, "desk:late", ""),
    (Role.AGENCY_OFFICER, "desk:agency", ""),
    (Role.AGENCY_OFFICER, "desk:register", "?tab=open"),
]


def nothing_whole(ask) -> None:
    ask()
    with CaptureQueriesContext(connection) as asked:
        answer = ask()
    assert answer.status_code == 200
    assert len(asked) > 3
    reads = [f"{', '.join(read.tables)}: {read.sql}" for read in whole_reads(asked.captured_queries, large=LARGE)]
    assert not reads, "\n".join(reads)


@pytest.mark.parametrize(("role", "name", "query"), PAGES)
def test_a_page_reads_no_large_table_whole(client, register, role, name, query):
    client.force_login(register.person(role))
    nothing_whole(lambda: client.get(reverse(name) + query))


@pytest.mark.parametrize("status", [Status.CLOSED, Status.FORWARDED])
def test_the_page_of_a_case_reads_no_large_table_whole(client, register, status):
    client.force_login(register.person(Role.HANDLER))
    case = Case.objects.filter(status=status).order_by("pk").first()
    nothing_whole(lambda: client.get(reverse("desk:case", args=[case.pk])))


def test_earlier_petitions_are_found_without_reading_all_names(client, register):
    client.force_login(register.person(Role.RECEPTIONIST))
    who = Findable.objects.order_by("pk").first().party.name
    typed = {"name": who, "phone": "0912345678", "identity_number": "038190012345", "summary": "đường liên thôn"}
    nothing_whole(lambda: client.post(reverse("desk:earlier"), typed))


def test_a_question_that_reads_a_table_whole_is_found(register):
    with CaptureQueriesContext(connection) as asked:
        list(Case.objects.filter(summary__endswith="không có").values_list("pk"))
    (read,) = whole_reads(asked.captured_queries, large=LARGE)
    assert read.tables == ("cases_case",)


def test_what_stops_after_a_few_rows_reads_no_table_whole(register):
    with CaptureQueriesContext(connection) as asked:
        list(Case.objects.filter(unit=register.province).values_list("pk").order_by()[:20])
    assert list(whole_reads(asked.captured_queries, large=LARGE)) == []
