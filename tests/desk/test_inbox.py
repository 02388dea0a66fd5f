"""Việc của tôi: who stands behind each task, what is urgent, what was done today; nothing of a sealed case's people."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cases import operations as op
from cases.models import Duty
from cases.vocabulary import Kind, Status
from deadlines.calendar import working_calendar
from deadlines.words import SOON, in_words, soon_until
from organizations.vocabulary import Role
from tests.stories import a_case, a_petition
from workflows import inbox
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
NAME = "H’Liên Niê Kđăm"


def page_of(client, **asked):
    return client.get(reverse("desk:inbox"), asked).content.decode()


def falls_due(case, day):
    """Move the day of the open task and of the duty it shows."""
    for task in Assignment.objects.filter(case=case, ended_at=None):
        Assignment.objects.filter(pk=task.pk).update(due_on=day)
        Duty.objects.filter(pk=task.duty_id).update(due_on=day)


def test_a_row_says_who_and_what_and_its_marks(as_role, office):
    parties = [op.NewParty(name=NAME), op.NewParty(name="Lò Thị Mai")]
    case = a_case(office, at=Status.IN_HAND, parties=parties, signers=12)
    page = page_of(as_role(Role.HANDLER))
    assert f"{NAME} và 1 người khác" in page
    assert "Tập thể 12 người" in page
    assert case.summary in page


def test_of_a_sealed_case_a_row_names_nobody(as_role, office):
    a_case(office, at=Status.IN_HAND, kind=Kind.DENUNCIATION, parties=[op.NewParty(name=NAME)])
    page = page_of(as_role(Role.HANDLER))
    assert "Danh tính niêm phong" in page
    assert NAME not in page


def test_an_agency_reads_no_name_in_its_rows(as_role, office):
    a_case(office, at=Status.FORWARDED, parties=[op.NewParty(name=NAME)])
    page = page_of(as_role(Role.AGENCY_OFFICER), tab="pool")
    assert "Chưa ai nhận" in page
    assert NAME not in page


def test_what_is_late_and_what_is_soon_have_tabs_of_their_own(as_role, office):
    today = timezone.localdate()
    late, soon, later = (a_case(office, at=Status.IN_HAND) for _ in range(3))
    last = soon_until(today, working_calendar())
    for case, day in ((late, today - timedelta(days=1)), (soon, last), (later, last + timedelta(days=1))):
        falls_due(case, day)
    client = as_role(Role.HANDLER)
    shown = {tab: page_of(client, tab=tab) for tab in ("mine", "late", "soon")}
    numbers = {tab: {case for case in (late, soon, later) if case.number in page} for tab, page in shown.items()}
    assert numbers == {"mine": {late, soon, later}, "late": {late}, "soon": {soon}}


def test_the_tab_of_what_is_soon_agrees_with_the_words_of_each_day(office):
    """Over a year of days, rest days and the end of the year among them."""
    case, calendar = a_case(office, at=Status.IN_HAND), working_calendar()
    rule = case.duties.first().rule
    for start in range(0, 365, 7):
        today = case.registered_on + timedelta(days=start)
        last = soon_until(today, calendar)
        assert (last - today).days >= SOON
        assert in_words(last, today, calendar, "running", rule=rule).tone == "soon", today
        after = in_words(last + timedelta(days=1), today, calendar, "running", rule=rule)
        assert after.tone == "calm" or not calendar.version, today


def test_what_i_have_done_today_is_found_again_and_only_by_me(as_role, office):
    handler = office.actor(Role.HANDLER)
    case = a_case(office, at=Status.INSTRUCTED)
    today = timezone.localdate()
    client = as_role(Role.HANDLER)
    assert "Hôm nay bạn chưa xong việc nào." in page_of(client, tab="done")
    op.take_up(case, by=handler, on=today)
    page = page_of(client, tab="done")
    assert case.number in page
    assert "xong lúc" in page
    assert [task.case_id for task in inbox.done_on(handler, today)] == [case.pk]
    assert not inbox.done_on(handler, today - timedelta(days=1)).exists()
    assert not inbox.done_on(office.actor(Role.SUPERVISOR), today).exists()


def test_more_rows_cost_no_more_queries(as_role, office, django_assert_max_num_queries):
    for number in range(3):
        a_petition(office, parties=[op.NewParty(name=f"{NAME} {number}")])
    client = as_role(Role.LEADER)
    page_of(client, tab="pool")
    with django_assert_max_num_queries(30) as few:
        page_of(client, tab="pool")
    for number in range(3, 9):
        a_petition(office, parties=[op.NewParty(name=f"{NAME} {number}")])
    with django_assert_max_num_queries(30) as many:
        page_of(client, tab="pool")
    assert len(many) == len(few)
