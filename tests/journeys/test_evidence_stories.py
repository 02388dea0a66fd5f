"""What was promised: what, who, by when and what will show it; and what was found when somebody went there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases import operations as op
from cases.models import Case, Commitment
from cases.queries import documents_for
from cases.vocabulary import CommitmentStatus, DocumentSource, Move, Status
from tests import stories
from tests.stories import DAY, PDF, Office, a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
VISITED = DAY + timedelta(days=85)


def photo(name: str) -> op.NewDocument:
    return op.NewDocument(title=f"{name}.pdf", content=PDF + f"% {name}\n".encode())


def test_somebody_goes_there_finds_nothing_done_and_later_finds_it_done(office: Office) -> None:
    case = a_case(office, at=Status.SUPERVISED)
    promise, by = case.commitments.get(), office.actor("supervisor")
    op.contest(case, commitment=promise, findings="Chưa làm gì.", documents=[photo("Ảnh 1")], by=by, on=VISITED)
    promise.refresh_from_db()
    assert promise.status == CommitmentStatus.CONTESTED
    assert case.duties.get(rule__key="mttq.commitment").state == "running", "it stays owed, and its clock runs on"
    again = VISITED + timedelta(days=20)
    op.verify(
        case,
        commitment=promise,
        findings="Đã làm xong.",
        documents=[photo("Ảnh 2"), photo("Biên bản")],
        by=by,
        on=again,
    )
    promise.refresh_from_db()
    assert (promise.status, promise.settled_on) == (CommitmentStatus.VERIFIED, again)
    kept = promise.shown_by.order_by("pk")
    assert [(one.title, one.added_on) for one in kept] == [
        ("Ảnh 1.pdf", VISITED),
        ("Ảnh 2.pdf", again),
        ("Biên bản.pdf", again),
    ]
    assert {one.source for one in kept} == {DocumentSource.FRONT}
    counts = [event.facts.get("documents") for event in case_events(case) if event.kind.startswith("commitment.")]
    assert counts == [1, 2]


def case_events(case: Case) -> list[Event]:
    return list(Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence"))


def test_the_agency_does_not_read_the_photographs_of_its_inspection(office: Office) -> None:
    case = a_case(office, at=Status.SUPERVISED)
    by = office.actor("supervisor")
    op.contest(case, commitment=case.commitments.get(), findings="Chưa.", documents=[photo("Ảnh")], by=by, on=VISITED)
    seen = documents_for(office.actor("agency_officer"), case, inside=False)
    assert "Ảnh.pdf" not in [one.title for one in seen]
    assert "Ảnh.pdf" in [one.title for one in documents_for(by, case, inside=True)]


def test_the_form_asks_for_all_four_and_the_case_shows_them(client, office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, case)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    client.force_login(office.person("agency_officer"))
    said = {"result": "agreed", "text": "Sẽ sửa.", "what_1": "Sửa mặt đường", "who_1": "Phòng Kinh tế"}
    said |= {"evidence_1": "Biên bản nghiệm thu, ảnh chụp"}
    address = reverse("desk:move", args=[case.pk, Move.ANSWER])
    refused = client.post(address, said)
    assert refused.status_code == 422, "a promise without its day is none"
    assert "Biên bản nghiệm thu" in refused.content.decode()
    alone = client.post(address, {"result": "agreed", "text": "Sẽ sửa.", "evidence_1": "Ảnh"})
    assert alone.status_code == 422, "what shows it, without what it is"
    in_time = (timezone.localdate() + timedelta(days=20)).isoformat()
    assert client.post(address, said | {"due_on_1": in_time}).status_code == 302
    promise = Commitment.objects.get(case=case)
    assert (promise.what, promise.who, promise.due_on.isoformat(), promise.evidence) == (
        "Sửa mặt đường",
        "Phòng Kinh tế",
        in_time,
        "Biên bản nghiệm thu, ảnh chụp",
    )
    client.force_login(office.person("handler"))
    assert (
        "Bằng chứng khi xong: Biên bản nghiệm thu" in client.get(reverse("desk:case", args=[case.pk])).content.decode()
    )
