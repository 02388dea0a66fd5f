"""What is read, taken out, printed or refused stands in the chain of whoever did it, one chain for each day."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event, ReadingDay
from audit.readings import record_reading
from cases import operations as op
from cases.operations.readings import MOST_REFUSALS
from cases.vocabulary import DocumentSource, Move, Status
from organizations.operations import signing_in
from organizations.vocabulary import Role
from tests.stories import DAY, PDF, a_case, a_denunciation

pytestmark = pytest.mark.django_db
WHY = "Cần đọc để trình lãnh đạo theo yêu cầu kiểm tra."


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False) as now:
        yield now


def readings(person=None):
    rows = Event.objects.filter(subject_type="audit.readingday").order_by("pk")
    return rows.filter(actor_key=str(person.pk)) if person is not None else rows


def kinds_of(person):
    return [event.kind for event in readings(person)]


def test_looking_at_an_ordinary_case_is_no_event(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    client = as_role(Role.HANDLER)
    client.get(reverse("desk:case", args=[case.pk]))
    client.get(reverse("desk:holding", args=[case.pk]))
    assert not readings().exists()


def test_what_is_taken_out_of_a_case_stands_in_one_chain_of_the_day(as_role, office, clock):
    case = a_case(office, at=Status.FORWARDED)
    paper = op.attach_document(
        case,
        document=op.NewDocument(title="Phiếu trình.pdf", content=PDF),
        source=DocumentSource.FRONT,
        by=office.actor("handler"),
        on=DAY,
    )
    duty = case.duties.earliest("pk")
    client, person = as_role(Role.HANDLER), office.person(Role.HANDLER)
    ways = [
        ("document.read", reverse("desk:document", args=[paper.pk])),
        ("letter.read", reverse("desk:letter", args=[case.pk])),
        ("letter.read", reverse("desk:letter-docx", args=[case.lead.letter.pk])),
        ("receipt.printed", reverse("desk:receipt-pdf", args=[case.pk])),
        ("certificate.taken", reverse("desk:certificate-file", args=[case.pk, duty.pk])),
    ]
    for _kind, address in ways:
        assert client.get(address).status_code == 200
        clock.shift(timedelta(minutes=2))
    events = list(readings(person))
    assert [event.kind for event in events] == [kind for kind, _address in ways]
    assert {(event.about_type, event.about_id) for event in events} == {("cases.case", case.pk)}
    assert [event.sequence for event in events] == [1, 2, 3, 4, 5]
    clock.shift(timedelta(days=1))
    as_role(Role.HANDLER).get(ways[0][1])
    assert [day.on.day for day in ReadingDay.objects.order_by("on")] == [2, 3]
    call_command("audit", "verify")


def test_the_same_reading_twice_within_a_minute_is_one(as_role, office, clock):
    case = a_case(office, at=Status.FORWARDED)
    client, person = as_role(Role.HANDLER), office.person(Role.HANDLER)
    address = reverse("desk:letter", args=[case.pk])
    for _ in range(3):
        assert client.get(address).status_code == 200
    assert kinds_of(person) == ["letter.read"]
    clock.shift(timedelta(seconds=61))
    client.get(address)
    assert kinds_of(person) == ["letter.read"] * 2


def test_what_is_sealed_is_read_by_name_and_who_is_turned_away_is_written_down(as_role, office, clock):
    case = a_denunciation(office)
    address = reverse("desk:case", args=[case.pk])
    supervisor = as_role(Role.SUPERVISOR)
    assert supervisor.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY}).status_code == 403
    refused = readings(office.person(Role.SUPERVISOR)).get()
    assert (refused.kind, refused.about_id, refused.facts["answer"]) == ("reading.refused", case.pk, 403)
    assert refused.facts["sealed"] is True
    officer = as_role(Role.AGENCY_OFFICER)
    assert officer.get(address).status_code == 404
    assert kinds_of(office.person(Role.AGENCY_OFFICER)) == ["reading.refused"]
    leader = as_role(Role.LEADER)
    leader.get(address)
    assert kinds_of(office.person(Role.LEADER)) == [], "closed, it says nothing"
    leader.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY})
    leader.get(address)
    clock.shift(timedelta(minutes=2))
    with CaptureQueriesContext(connection) as queries:
        leader.get(address)
    written = [query["sql"] for query in queries if "audit_" in query["sql"] and "cases.case'" not in query["sql"]]
    assert len(written) <= 6, written
    assert kinds_of(office.person(Role.LEADER)) == ["case.read"] * 2
    assert WHY not in "".join(readings().values_list("body", flat=True))


def test_a_number_no_case_has_is_a_slip_and_whoever_tries_all_fills_no_register(as_role, office):
    case = a_case(office, at=Status.REGISTERED)
    officer = as_role(Role.AGENCY_OFFICER)
    assert officer.get(reverse("desk:case", args=[999_999])).status_code == 404
    assert not readings().exists()
    by = office.actor("agency_officer")
    for number in range(MOST_REFUSALS + 5):
        op.note_refusal(place=f"desk:move/{number}", answer=404, by=by, on=DAY, case=case.pk)
    kept = readings(office.person(Role.AGENCY_OFFICER))
    assert kept.count() == MOST_REFUSALS
    assert kept.last().facts["no_more_today"] is True


def test_a_program_that_is_turned_away_is_written_down(client, office):
    answer = client.get("/api/v1/cases", HTTP_AUTHORIZATION="Bearer khong-co")
    assert answer.status_code == 401
    client.get("/api/v1/cases", HTTP_AUTHORIZATION="Bearer cung-khong-co")
    told = Event.objects.get(kind="client.refused")
    assert "khong" not in told.body


def test_strangers_at_the_door_are_gathered_by_minute_and_place(office):
    for number in range(80):
        signing_in.note_failed_sign_in(f"ke-la-{number}", who="203.0.113.9", at=timezone.now(), on=DAY)
    told = Event.objects.filter(kind="person.sign_in_failed")
    assert told.count() == 1
    for number in range(80):
        signing_in.note_failed_sign_in("ke-la", who=f"203.0.113.{number + 10}", at=timezone.now(), on=DAY)
    assert told.count() < signing_in.MOST_A_MINUTE
    assert "203.0.113" not in "".join(told.values_list("body", flat=True))
    person = office.person(Role.HANDLER)
    for number in range(signing_in.MOST_A_MINUTE + 10):
        signing_in.note_failed_sign_in(person.username, who=f"198.51.100.{number}", at=timezone.now(), on=DAY)
    assert told.filter(subject_id=person.pk).count() == signing_in.MOST_A_MINUTE


def test_each_reader_has_a_chain_of_their_own(office):
    for role in ("handler", "leader"):
        record_reading("redacted.read", by=office.actor(role), on=DAY)
    assert [event.sequence for event in readings()] == [1, 1]
