"""The inbox and the supervisor's lists taken out as tables: what the page shows, to whom it shows it, and no more."""

import csv
import io
from datetime import date, timedelta

import pytest
import time_machine

from audit.models import Event
from cases import operations as op
from cases.vocabulary import Kind, Status
from deadlines.calendar import working_calendar
from desk.listing.own_tasks import TABS
from desk.listing.tables import TABLES
from desk.personal import exporting
from desk.personal.models import Export, ExportPart, ExportState
from organizations.models import Membership
from organizations.operations import end_membership
from organizations.vocabulary import Role
from reports import absence
from tests import stories
from tests.stories import DAY, a_case, a_denunciation, a_petition
from workflows import inbox
from workflows import operations as work

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TAKE = "/ket-xuat/"
BEFORE, LATER = date(2026, 1, 26), date(2026, 6, 15)


@pytest.fixture
def short_patience(monkeypatch):
    """Three rows are long already, two make a part."""
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(exporting, "SHARE", 2)


def asked(client, table, query, form="csv"):
    return client.post(TAKE, {"list": table, "form": form, "asked": query})


def table(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_the_inbox_comes_out_as_its_tab_shows_it_narrowed_as_it_is(as_role, office):
    late = a_petition(office, summary="=cmd|' /C calc'!A0", received_on=BEFORE, on=BEFORE)
    secret, plain = a_denunciation(office), a_petition(office)
    client = as_role(Role.LEADER)
    with time_machine.travel(DAY):
        shown = client.get("/viec/?tab=pool").content.decode()
        rows = table(asked(client, "inbox", "tab=pool"))
        narrow = table(asked(client, "inbox", f"tab=pool&kind={Kind.DENUNCIATION}"))
    assert 'name="list" value="inbox"' in shown
    assert 'name="asked" value="tab=pool"' in shown
    assert rows[0]["Số đơn"] == late.number, "the most urgent first, as in the list"
    assert {row["Số đơn"] for row in rows} == {late.number, secret.number, plain.number}
    of = {row["Số đơn"]: row for row in rows}
    assert of[late.number]["Việc gì"] == "'=cmd|' /C calc'!A0", "words, never a formula"
    assert of[secret.number]["Việc gì"] == "Mật: nội dung niêm phong"
    assert (of[secret.number]["Ai"], of[plain.number]["Người giữ"]) == ("", "Chưa ai nhận")
    assert [row["Số đơn"] for row in narrow] == [secret.number]
    first, second = Event.objects.filter(kind="list.taken_out").order_by("pk")
    assert (first.facts["list"], first.facts["asked"]) == ("inbox", ["Chưa ai nhận trong đơn vị"])
    assert second.facts["asked"] == ["Chưa ai nhận trong đơn vị", f"Loại: {Kind.DENUNCIATION.label}"]


def test_a_word_searched_for_in_the_inbox_stays_out_of_the_register_of_events(as_role, office):
    case = a_petition(office)
    name = case.opening_petition.parties.first().name
    with time_machine.travel(DAY):
        [row] = table(asked(as_role(Role.LEADER), "inbox", f"tab=pool&q={name}"))
    event = Event.objects.get(kind="list.taken_out")
    assert row["Số đơn"] == case.number
    assert (event.facts["searched"], name in event.body) == (True, False)


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_of_the_inbox_can_be_taken_out(as_role, office, tab):
    """What one has done today is the tab that holds nothing yet: that is said, and nothing is written."""
    a_petition(office)
    stories.instructed(office, a_petition(office))
    by = office.actor(Role.HANDLER)
    held = {row.pk for row in TABS[tab].rows(by, DAY, working_calendar())}
    with time_machine.travel(DAY):
        answer = asked(as_role(Role.HANDLER), "inbox", f"tab={tab}")
    if not held:
        assert answer.status_code == 302
        assert not Event.objects.filter(kind="list.taken_out").exists()
    else:
        assert len(table(answer)) == len(held)


def test_a_task_done_before_its_line_is_written_has_none(as_role, office, short_patience):
    cases = [a_petition(office) for _ in range(3)]
    client = as_role(Role.LEADER)
    with time_machine.travel(DAY):
        place = asked(client, "inbox", "tab=pool")["Location"]
        export = Export.objects.get()
        assert (export.total, export.table, export.part) == (3, "inbox", "pool")
        gone = ExportPart.objects.get(number=1)
        work.take((gone.keys or gone.cases)[0], by=office.actor(Role.LEADER), on=DAY)
        exporting.carry_exports_on(on=DAY)
        page = client.get(place).content.decode()
        assert "Kết xuất: Việc của tôi" in page
        assert "1 dòng không có trong đó" in page
        rows = table(client.post(f"{place}tai/"))
    assert {row["Số đơn"] for row in rows} == {case.number for case in cases if case.pk not in gone.cases}
    assert as_role(Role.HANDLER).get(place).status_code == 404, "whoever asked, and nobody else"


def test_a_case_sealed_after_its_task_was_written_is_written_anew(
    as_role, office, short_patience, django_capture_on_commit_callbacks
):
    case = a_petition(office, summary="Cán bộ xã nhận tiền khi làm giấy")
    for _ in range(2):
        a_petition(office)
    client = as_role(Role.LEADER)
    with time_machine.travel(DAY):
        place = asked(client, "inbox", "tab=pool")["Location"]
        exporting.carry_exports_on(on=DAY)
        assert any(row["Việc gì"] == case.summary for row in table(client.post(f"{place}tai/")))
        with django_capture_on_commit_callbacks(execute=True):
            op.reclassify(case, kind=Kind.DENUNCIATION, because="Đơn tố cáo.", by=office.actor(Role.LEADER), on=DAY)
        assert client.post(f"{place}tai/").status_code == 302, "not until it is written anew"
        exporting.carry_exports_on(on=DAY)
        rows = table(client.post(f"{place}tai/"))
    assert rows
    assert not any(row["Việc gì"] == case.summary for row in rows)


def everything_absent(office):
    """Something on most of the supervisor's lists."""
    stories.delivered(office, silent := a_case(office, at=Status.FORWARDED))
    a_case(office, at=Status.ANSWERED)
    a_case(office, at=Status.SUPERVISED)
    stories.dissatisfied(office, a_case(office, at=Status.CLOSED))
    a_petition(office)
    a_denunciation(office)
    return silent


@pytest.mark.parametrize("which", absence.ABSENCES)
def test_every_list_of_the_supervisor_comes_out_as_the_page_counts_it(as_role, office, which):
    everything_absent(office)
    by = office.actor(Role.SUPERVISOR)
    with time_machine.travel(LATER):
        known = absence.known(on=LATER)
        found = absence.absent(which, seen_by=by, known=known)
        expected = [(row.duty.case if which == "paused" else row.case).number for row in found]
        client = as_role(Role.SUPERVISOR)
        answer = asked(client, "supervision", f"tab={which}")
        if not expected:
            assert answer.status_code == 302
            return
        assert [row["Số đơn"] for row in table(answer)] == expected
        assert 'name="list" value="supervision"' in client.get(f"/giam-sat/?tab={which}").content.decode()
    event = Event.objects.get(kind="list.taken_out")
    assert (event.facts["list"], event.facts["rows"]) == ("supervision", len(expected))
    assert event.facts["asked"] == [str(absence.ABSENCES[which].title)]


def test_the_supervisor_s_lists_are_for_who_sees_them_on_the_screen_only(as_role, office):
    everything_absent(office)
    with time_machine.travel(LATER):
        for role in (Role.SUPERVISOR, Role.LEADER, Role.AUDITOR):
            assert asked(as_role(role), "supervision", "tab=silent").status_code == 200
        for role in (Role.HANDLER, Role.RECEPTIONIST, Role.AGENCY_OFFICER, Role.ADMINISTRATOR):
            assert asked(as_role(role), "supervision", "tab=silent").status_code == 403
        client = as_role(Role.SUPERVISOR)
        for table_asked, query in (("supervision", "tab=all"), ("inbox", "tab=all"), ("inbox", ""), ("all", "")):
            assert asked(client, table_asked, query).status_code == 404, "never read as all"
    assert Event.objects.filter(kind="list.taken_out").count() == 3


def test_a_line_costs_the_supervisor_s_list_no_query_of_its_own(office, django_assert_max_num_queries):
    for _ in range(3):
        stories.delivered(office, a_case(office, at=Status.FORWARDED))
    by, known = office.actor(Role.SUPERVISOR), absence.known(on=LATER)
    keys = [row.pk for row in absence.absent("silent", seen_by=by, known=known)]
    with django_assert_max_num_queries(15):
        assert len(list(TABLES["supervision"].lines("silent", keys, by, LATER))) == 3
    tasks = list(inbox.held_by_others(office.actor(Role.LEADER)).values_list("pk", flat=True))
    with django_assert_max_num_queries(15):
        list(TABLES["inbox"].lines("others", tasks, office.actor(Role.LEADER), LATER))


def test_whose_role_has_ended_gets_no_line_of_the_supervisor_s_list(as_role, office, short_patience):
    for _ in range(3):
        stories.delivered(office, a_case(office, at=Status.FORWARDED))
    with time_machine.travel(LATER):
        asked(as_role(Role.SUPERVISOR), "supervision", "tab=silent")
        membership = Membership.objects.get(user=office.person(Role.SUPERVISOR))
        end_membership(membership, last_on=LATER, by=office.actor("administrator"), reason="Chuyển công tác")
        exporting.carry_exports_on(on=LATER + timedelta(days=1))
    export = Export.objects.get()
    assert (export.state, export.parts.filter(rows__isnull=False).count()) == (ExportState.STOPPED, 0)
