"""Stories of the register: an auditor follows a leak, and nobody looks without being seen."""

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from cases.vocabulary import Move
from organizations.vocabulary import Role
from tests.stories import a_denunciation

pytestmark = pytest.mark.django_db
WHY = "Cần đọc để trình lãnh đạo theo yêu cầu kiểm tra."


@pytest.fixture(autouse=True)
def morning():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False) as now:
        yield now


def test_a_leak_is_followed_from_the_case_to_the_person_and_the_day(client, office):
    case = a_denunciation(office)
    leader, auditor = office.person(Role.LEADER), office.person(Role.AUDITOR)
    client.force_login(leader)
    client.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY})
    client.get(reverse("desk:case", args=[case.pk]))
    client.force_login(office.person(Role.SUPERVISOR))
    client.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY})
    client.force_login(auditor)
    seen = client.get(reverse("desk:audit-readers", args=[case.pk])).context["readers"]
    assert {(one.who, one.sentence) for one in seen} == {
        (leader.full_name, "Mở niêm phong để đọc"),
        (leader.full_name, "Đọc trang vụ việc"),
        (office.person(Role.SUPERVISOR).full_name, "Bị từ chối khi mở trang hoặc làm việc không được phép"),
    }
    day = client.get(reverse("desk:audit"), {"person": leader.pk, "only": "read"}).context["rows"]
    assert [(row.sentence, row.case) for row in day] == [("Đọc trang vụ việc", case)]
    assert case.full_summary not in client.get(reverse("desk:audit")).content.decode()


def test_whoever_watches_is_watched(client, office):
    case = a_denunciation(office)
    auditor = office.person(Role.AUDITOR)
    client.force_login(auditor)
    page = client.get(reverse("desk:case", args=[case.pk]))
    assert case.number in page.content.decode()
    client.get(reverse("desk:audit-readers", args=[case.pk]))
    client.force_login(office.person(Role.SUPERVISOR))
    seen = client.get(reverse("desk:audit-readers", args=[case.pk])).context["readers"]
    assert {(one.who, one.sentence) for one in seen} == {
        (auditor.full_name, "Đọc trang vụ việc"),
        (auditor.full_name, "Xem ai đã đọc vụ việc"),
    }
    assert Event.objects.get(kind="case.read").facts == {"sealed": True, "opened": False}


def test_what_nobody_may_know_of_leaves_no_trace_at_the_audit_desk(client, office):
    case = a_denunciation(office, kind="cadre")
    client.force_login(office.person(Role.HANDLER))
    assert client.get(reverse("desk:case", args=[case.pk])).status_code == 404
    client.force_login(office.person(Role.AUDITOR))
    assert client.get(reverse("desk:audit-readers", args=[case.pk])).status_code == 404
    rows = client.get(reverse("desk:audit")).context["rows"]
    assert not [row for row in rows if row.event.subject_id == case.pk and row.event.subject_type == "cases.case"]
    assert not [row for row in rows if row.event.about_id == case.pk]
