"""The audit desk: searched by auditors and supervisors alone, within what they may see, and itself written down."""

import io
from datetime import UTC, date, datetime, timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from audit.actor import Channel
from audit.models import Event
from audit.readings import record_reading
from cases import access
from cases.vocabulary import Kind, Move, Status
from organizations.models import User
from organizations.operations import signing_in
from organizations.vocabulary import Role
from reports.auditing import Asked, about_case, events_for, found, who_saw
from reports.unusual import MANY_REFUSED, MANY_SEALED, MANY_TAKEN, MEASURES, unusual
from tests.stories import DAY, a_case, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
WHY = "Cần đọc để trình lãnh đạo theo yêu cầu kiểm tra."
MOST_QUERIES = 30


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False) as now:
        yield now


def kinds_shown(page):
    return [row.event.kind for row in page.context["rows"]]


def everything(office, role=Role.AUDITOR, unit=None):
    return events_for(office.actor(role, unit))


def test_only_auditors_and_supervisors_come_in_by_any_door(as_role, office):
    case = a_petition(office)
    for role in Role:
        client = as_role(role)
        let_in = role in {Role.AUDITOR, Role.SUPERVISOR}
        assert client.get(reverse("desk:audit-readers", args=[case.pk])).status_code == (200 if let_in else 403), role
        for kind in ("xlsx", "csv"):
            answer = client.post(reverse("desk:audit-export", args=[kind]))
            assert answer.status_code == (200 if let_in else 403), role
        assert events_for(office.actor(role)).exists() == let_in, role


def test_the_register_is_searched_by_person_unit_case_kind_channel_and_day(as_role, office):
    first, second = a_case(office, at=Status.IN_HAND), a_petition(office)
    client, leader = as_role(Role.AUDITOR), office.person(Role.LEADER)
    page = reverse("desk:audit")
    assert set(kinds_shown(client.get(page, {"number": first.number}))) == {
        "case.registered",
        "case.instructed",
        "case.taken_up",
    }
    assert kinds_shown(client.get(page, {"number": second.number, "kind": "case.registered"})) == ["case.registered"]
    assert set(kinds_shown(client.get(page, {"person": leader.pk}))) == {"case.instructed"}
    assert kinds_shown(client.get(page, {"person": leader.pk, "channel": Channel.PAPER})) == []
    assert "case.taken_up" in kinds_shown(client.get(page, {"unit": office.province.pk}))
    assert kinds_shown(client.get(page, {"unit": office.commune.pk})) == []
    assert kinds_shown(client.get(page, {"first": "2026-02-01", "last": "2026-03-01"})) == []
    told = client.get(page, {"person": leader.pk, "kind": "case.instructed"}).content.decode()
    assert "Bỏ lọc: Người: " in told
    wrong = client.get(page, {"number": "KHONG-CO"})
    assert wrong.status_code == 422
    assert "KHONG-CO" in wrong.content.decode()


def test_a_long_list_goes_on_where_it_stopped_in_few_queries(as_role, office, clock):
    case = a_petition(office)
    for number in range(120):
        record_reading("letter.read", by=office.actor("handler"), on=DAY, about=case, letter=number)
    client = as_role(Role.AUDITOR)
    address, seen = f"?number={case.number}&kind=letter.read", []
    for _ in range(3):
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("desk:audit") + address)
        assert len(queries) <= MOST_QUERIES, len(queries)
        seen += [row.event.facts["letter"] for row in page.context["rows"]]
        address = f"?{page.context['older']}"
    assert seen == list(range(119, -1, -1))
    assert client.get(reverse("desk:audit"), {"after": "khong"}).status_code == 404


def test_each_sees_the_events_of_what_they_look_after_and_no_others(office):
    ours, secret = a_petition(office), a_petition(office, kind=Kind.CADRE)
    for case in (ours, secret):
        record_reading("letter.read", by=office.actor("leader"), on=DAY, about=case)
        assert Event.objects.filter(about_case(case.pk)).count() == 2
    for role in (Role.AUDITOR, Role.SUPERVISOR):
        seen = everything(office, role)
        assert seen.filter(about_case(ours.pk)).count() == 2
        assert not seen.filter(about_case(secret.pk)).exists(), "nobody told them that it exists"
    if (office.commune.pk, Role.AUDITOR) in office.people:
        assert not everything(office, Role.AUDITOR, office.commune).filter(about_case(ours.pk)).exists()


def test_who_came_in_is_for_the_auditor_and_not_for_the_supervisor(office):
    person = office.person(Role.HANDLER)
    signing_in.note_sign_in(person, on=DAY)
    signing_in.note_failed_sign_in("ke-la", who="203.0.113.9", at=datetime(2026, 3, 2, tzinfo=UTC), on=DAY)
    assert everything(office, Role.AUDITOR).filter(kind__startswith="person.").count() == 2
    assert not everything(office, Role.SUPERVISOR).filter(kind__startswith="person.").exists()


def test_who_saw_what_of_a_sealed_case(as_role, office):
    case = a_denunciation(office)
    leader = as_role(Role.LEADER)
    leader.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY})
    leader.get(reverse("desk:case", args=[case.pk]))
    as_role(Role.AGENCY_OFFICER).get(reverse("desk:case", args=[case.pk]))
    seen = {(one.who, one.sentence) for one in who_saw(office.actor(Role.AUDITOR), case)}
    name = office.person(Role.LEADER).full_name
    assert seen == {
        (name, "Mở niêm phong để đọc"),
        (name, "Đọc trang vụ việc"),
        (office.person(Role.AGENCY_OFFICER).full_name, "Bị từ chối khi mở trang hoặc làm việc không được phép"),
    }
    page = as_role(Role.AUDITOR).get(reverse("desk:audit-readers", args=[case.pk])).content.decode()
    assert name in page
    assert WHY not in page


def test_reading_beyond_the_measure_is_shown_day_by_day(office, clock):
    own, other = a_petition(office), a_petition(office, unit=office.province)
    handler, receptionist = office.actor("handler"), office.actor("receptionist")
    for number in range(MANY_SEALED):
        record_reading("document.read", by=handler, on=DAY, about=own, document=number, sealed=True)
    for number in range(MANY_TAKEN - 1):
        record_reading("document.read", by=receptionist, on=DAY, about=other, document=number, sealed=False)
    for number in range(MANY_REFUSED):
        record_reading("reading.refused", by=office.actor("records_officer"), on=DAY, about=own, place=str(number))
    auditor = office.actor(Role.AUDITOR)
    with CaptureQueriesContext(connection) as queries:
        days = unusual(auditor, first=DAY, last=DAY, most=50)
    assert len(queries) <= 6
    beyond = {(one.who, name) for one in days for name, _times, is_beyond in one.figures if is_beyond}
    assert beyond == {
        (office.person("handler").full_name, "sealed"),
        (office.person("records_officer").full_name, "refused"),
    }
    record_reading("document.read", by=receptionist, on=DAY, about=other, document=999, sealed=False)
    assert len(unusual(auditor, first=DAY, last=DAY, most=50)) == 3
    clock.move_to("2026-03-02 23:30:00+07:00")
    for number in range(3):
        record_reading("letter.read", by=office.actor("leader"), on=DAY, about=own, letter=number)
    at_night = {one.who for one in unusual(auditor, first=DAY, last=DAY, most=50) if dict(_figures(one))["at_night"]}
    assert at_night == {office.person("leader").full_name}
    assert unusual(auditor, first=DAY + timedelta(days=2), last=DAY + timedelta(days=3), most=50) == []


def _figures(one):
    return [(name, beyond) for name, _times, beyond in one.figures]


def test_the_page_of_unusual_reading_names_its_measures(as_role, office):
    page = as_role(Role.SUPERVISOR).get(reverse("desk:audit-unusual")).content.decode()
    for _label, measure in MEASURES.values():
        assert f"từ {measure} lần" in page
    assert "không phải quy định của luật" in page


def test_what_is_found_leaves_as_a_table_in_which_nothing_is_a_formula(as_role, office):
    person = office.person(Role.LEADER)
    User.objects.filter(pk=person.pk).update(full_name="=HYPERLINK(1)")
    a_case(office, at=Status.INSTRUCTED)
    client = as_role(Role.AUDITOR)
    answer = client.post(reverse("desk:audit-export", args=["csv"]), {"person": person.pk})
    assert answer.streaming
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0].startswith("Lúc ghi;")
    assert len(lines) == 2
    assert ";'=HYPERLINK(1);" in lines[1]
    assert ";=" not in lines[1]
    answer = client.post(reverse("desk:audit-export", args=["xlsx"]), {"person": person.pk})
    row = next(openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2))
    assert [cell.data_type for cell in row if cell.value] == ["s"] * len([cell for cell in row if cell.value])
    told = Event.objects.filter(kind="audit.handed_out")
    assert [event.facts["rows"] for event in told] == [1, 1]


def test_what_an_auditor_asks_is_written_down_and_found_by_the_auditor(as_role, office):
    case = a_petition(office)
    client, auditor = as_role(Role.AUDITOR), office.person(Role.AUDITOR)
    client.get(reverse("desk:audit"), {"number": case.number})
    client.get(reverse("desk:case", args=[case.pk]))
    client.get(reverse("desk:audit-readers", args=[case.pk]))
    client.get(reverse("desk:audit-unusual"))
    client.post(reverse("desk:audit-export", args=["csv"]), {"number": case.number})
    own = kinds_shown(client.get(reverse("desk:audit"), {"person": auditor.pk, "only": "read"}))
    assert own == ["audit.handed_out", "audit.unusual_asked", "audit.readers_asked", "case.read", "audit.searched"]
    bodies = "".join(Event.objects.filter(kind__startswith="audit.").values_list("body", flat=True))
    assert auditor.full_name not in bodies
    assert case.number not in bodies


READING_TOOLS = {
    "desk:search",
    "desk:audit-export",
    "desk:export-take",
    "desk:export-fetch",
    "desk:dossier-zip",
    "desk:holding-pdf",
    "desk:receipt-opening",
    "desk:checkpoint-make",
}
OWN_THINGS = {
    "desk:theme",
    "desk:language",
    "desk:capacity",
    "desk:preferences",
    "desk:messages",
    "desk:latest-messages",
    "desk:message",
    "desk:save-filter",
    "desk:drop-filter",
    "desk:first-steps",
}


def routes(resolver, space=""):
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        elif isinstance(pattern, URLPattern) and space == "desk:":
            yield space + (pattern.name or ""), pattern


def test_no_door_lets_an_auditor_write(as_role, office):
    """Every address of the desk, posted to; what a person keeps for themselves and the tools of reading are theirs."""
    assert not any(grant.role == Role.AUDITOR for grants in access.GRANTS.values() for grant in grants)
    case = a_case(office, at=Status.IN_HAND)
    client = as_role(Role.AUDITOR)
    samples = {"case_id": case.pk, "handle": "ABCDE", "kind": "csv", "key": "mttq.answer_asked", "figure": "late"}
    tried = 0
    for name, pattern in routes(get_resolver()):
        if name in OWN_THINGS | READING_TOOLS or name.startswith("desk:link-"):
            continue
        wanted = {part: samples.get(part, 1) for part in pattern.pattern.converters}
        addresses = [reverse(name, kwargs=wanted | {"name": move}) for move in Move] if name == "desk:move" else None
        for address in addresses or [reverse(name, kwargs=wanted)]:
            before = Event.objects.exclude(subject_type="audit.readingday").count()
            status = client.post(address, {"because": WHY}).status_code
            tried += 1
            assert status in {302, 403, 404, 405}, (name, status)
            assert status != 302 or name == "desk:home", name
            assert Event.objects.exclude(subject_type="audit.readingday").count() == before, name
    assert tried > 150
    case.refresh_from_db()
    assert case.status == Status.IN_HAND


@pytest.mark.parametrize(
    ("asked", "index"),
    [
        ({"person": 1}, "event_actor_time"),
        ({"unit": 1}, "event_unit_time"),
        ({"kind": "case.noted"}, "event_kind_time"),
        ({}, "event_time"),
    ],
)
def test_each_question_walks_its_index(office, asked, index):
    a_petition(office)
    rows = Event.objects.order_by("-recorded_at", "-pk")
    where = {"person": "actor_key", "unit": "actor_unit", "kind": "kind"}
    rows = rows.filter(**{where[name]: str(value) if name == "person" else value for name, value in asked.items()})
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute("SET LOCAL enable_sort = off")
    assert index in rows[:50].explain()


def test_the_whole_question_is_one_statement(office):
    a_petition(office)
    asked = Asked(first=date(2026, 3, 1), last=date(2026, 3, 31), kind="case.registered")
    events = found(office.actor(Role.AUDITOR), asked)
    with CaptureQueriesContext(connection) as queries:
        assert [event.kind for event in events[:50]] == ["case.registered"]
    assert len(queries) == 1
