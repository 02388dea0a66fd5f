"""What people hand in at the desk: limits said before and after, kept once, handed out as it came to who may."""

from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import outbox
from audit.models import Dispatch, Event
from cases import access, queries
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Document
from cases.vocabulary import DocumentSource, Move, Status
from desk import refusals
from files.models import Blob
from files.vocabulary import LARGEST, MOST
from organizations.vocabulary import Role
from tests import stories
from tests.files.clamd import EICAR, a_scanner
from tests.files.samples import DOCX_MACROS, PDF, PNG, ZIP
from tests.files.test_examination import examine
from tests.files.test_store import place
from tests.stories import DAY, a_case, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def form(office, *files):
    return {
        "form_token": str(uuid4()),
        "kind": "proposal",
        "intake": "in_person",
        "received_on": "2026-03-02",
        "late_because": "Đơn gửi nhầm phòng, nay mới chuyển đến",
        "name": "Vàng A Páo",
        "signers": "1",
        "summary": "Đường liên thôn hư hỏng",
        "text": "Đường hư hỏng nặng.",
        "field": office.field.pk,
        "documents": [SimpleUploadedFile(name, content) for name, content in files],
    }


def attach(office, case, content=PDF, title="Đơn.pdf", source=DocumentSource.FRONT):
    document = op.NewDocument(title=title, content=content)
    return op.attach_document(case, document=document, source=source, by=office.actor("handler"), on=DAY)


def test_limits_stand_at_the_field_before_anything_is_chosen(as_role):
    page = as_role(Role.RECEPTIONIST).get(reverse("desk:intake")).content.decode()
    assert "Nhiều nhất 20 tệp, mỗi tệp không quá 20 MB, cộng lại không quá 100 MB" in page
    assert f'data-largest="{LARGEST}"' in page
    assert 'accept=".pdf,.jpg' in page


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ([("ảnh.zip", ZIP)], "“ảnh.zip” là tệp nén"),
        ([("trống.pdf", b"")], "“trống.pdf” trống"),
        ([("lớn.pdf", PDF + b"\0" * LARGEST)], "“lớn.pdf” lớn hơn 20 MB"),
        ([(f"{n}.pdf", PDF + bytes([n])) for n in range(MOST + 1)], "Mỗi lần nộp không quá 20 tệp"),
        ([(f"{n}.pdf", PDF + bytes([n]) * (LARGEST - 1000)) for n in range(6)], "cộng lại không quá 100 MB"),
    ],
    ids=["an archive", "empty", "large", "many", "much together"],
)
def test_a_file_that_is_not_taken_is_named_at_its_field_and_what_was_typed_stays(as_role, office, files, said):
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), form(office, *files))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors["documents"])
    assert "Vàng A Páo" in page
    assert "cần chọn lại tệp" in page
    assert not Case.objects.exists()


def test_more_than_any_form_sends_is_answered_with_what_is_allowed(as_role, office, monkeypatch):
    monkeypatch.setattr(refusals, "READ_AT_ALL", 1000)
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), form(office, ("a.pdf", PDF * 3)))
    assert answer.status_code == 413
    assert "Mỗi lần gửi nhiều nhất 20 tệp" in answer.content.decode()


def test_more_files_than_are_read_is_answered_the_same(as_role, office, settings):
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    as_role(Role.RECEPTIONIST)
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), form(office, *[("a.pdf", PDF)] * 3))
    assert answer.status_code == 413
    assert "20 MB" in answer.content.decode()


def test_a_file_chosen_twice_is_one_paper_and_one_that_is_there_is_named(as_role, office):
    answer = as_role(Role.RECEPTIONIST).post(
        reverse("desk:intake"), form(office, ("Đơn.pdf", PDF), ("Bản sao.pdf", PDF))
    )
    assert answer.status_code == 302
    case = Case.objects.get()
    assert [paper.title for paper in case.documents.all()] == ["Đơn.pdf"]
    with pytest.raises(Unusable, match="đã có trong hồ sơ"):
        op.attach_document(
            case,
            document=op.NewDocument(title="Khác.pdf", content=PDF),
            source=DocumentSource.FRONT,
            by=office.actor("receptionist"),
            on=DAY,
        )
    other = a_petition(office, documents=[op.NewDocument(title="Đơn khác.pdf", content=PDF)])
    assert other.documents.get().blob == case.documents.get().blob
    assert Blob.objects.count() == 1


def test_an_agency_may_send_back_what_it_was_sent(office):
    case = a_case(office, at=Status.ANSWERED)
    sent_back = case.documents.get(answer__isnull=False).blob
    attached = op.attach_document(
        case,
        document=op.NewDocument(title="Bản lưu.pdf", content=b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"),
        source=DocumentSource.FRONT,
        by=office.actor("handler"),
        on=DAY,
    )
    assert attached.blob == sent_back


def test_a_paper_is_handed_over_as_a_download_that_may_do_nothing(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    paper = attach(office, case, content=PNG, title="Ảnh hiện trạng.html")
    answer = as_role(Role.HANDLER).get(reverse("desk:document", args=[paper.pk]))
    assert answer.content == PNG
    assert answer["Content-Type"] == "image/png"
    assert answer["Content-Disposition"].startswith("attachment;")
    assert "%E1%BA%A2nh%20hi%E1%BB%87n%20tr%E1%BA%A1ng.png" in answer["Content-Disposition"]
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in answer["Cache-Control"]


def test_a_paper_is_nobody_s_who_may_not_see_its_case(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    inner = attach(office, case, content=PNG)
    answers = {}
    for role, unit in (
        (Role.HANDLER, None),
        (Role.RECORDS_OFFICER, None),
        (Role.AGENCY_OFFICER, None),
        (Role.HANDLER, office.commune),
        (Role.AGENCY_OFFICER, office.other_agency),
        (Role.ADMINISTRATOR, None),
    ):
        answers[role, unit] = as_role(role, unit).get(reverse("desk:document", args=[inner.pk])).status_code
    assert list(answers.values()) == [200, 200, 404, 404, 404, 404]


def test_a_content_that_changed_on_disk_is_not_handed_over(as_role, office, client):
    paper = attach(office, a_case(office, at=Status.IN_HAND))
    place(paper.blob.digest).write_bytes(b"%PDF-1.4 forged")
    answer = as_role(Role.HANDLER).get(reverse("desk:document", args=[paper.pk]))
    assert answer.status_code == 500
    assert "lấy lại tệp này từ bản sao lưu" in answer.content.decode()
    assert b"forged" not in answer.content


def test_the_case_page_marks_what_carries_a_macro(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    attach(office, case, content=DOCX_MACROS, title="Bảng kê.docx")
    assert "Có macro" in as_role(Role.HANDLER).get(reverse("desk:case", args=[case.pk])).content.decode()


def test_a_refused_move_keeps_no_paper(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    address = reverse("desk:move", args=[case.pk, Move.ATTACH_DOCUMENT])
    answer = as_role(Role.HANDLER).post(address, {"file": SimpleUploadedFile("a.zip", ZIP), "source": "front"})
    assert answer.status_code == 422
    assert "tệp nén" in str(answer.context["form"].errors["file"])
    assert not Document.objects.exists()


# What the worker finds, and what follows from it at the desk


@pytest.fixture
def infected(office, settings):
    """A petition sent to an agency whose paper a scanner warns of."""
    case = a_petition(office, documents=[op.NewDocument(title="Đơn của bà Ánh.pdf", content=PDF + EICAR)])
    for moves in (stories.instructed, stories.in_hand, stories.forwarded):
        moves(office, case)
    with a_scanner() as (url, _clamd):
        settings.CLAMAV_URL = url
        examine()
    for pk in Dispatch.objects.values_list("pk", flat=True):
        outbox.deliver(pk)
    return case.documents.get()


def test_a_paper_a_scanner_warns_of_is_handed_to_nobody(as_role, infected):
    for role in (Role.HANDLER, Role.LEADER, Role.AGENCY_OFFICER):
        answer = as_role(role).get(reverse("desk:document", args=[infected.pk]))
        assert answer.status_code == 409
        assert EICAR not in answer.content
        assert "cách ly" in answer.content.decode()
        assert as_role(role).get(reverse("desk:page-picture", args=[infected.pk])).status_code == 404
    page = as_role(Role.HANDLER).get(reverse("desk:case", args=[infected.case_id])).content.decode()
    assert "Bị cách ly" in page
    assert "Cách ly tài liệu nghi có mã độc" in page
    assert reverse("desk:document", args=[infected.pk]) not in page
    agency = as_role(Role.AGENCY_OFFICER).get(reverse("desk:case", args=[infected.case_id])).content.decode()
    assert "Cách ly tài liệu nghi có mã độc" not in agency


def test_an_administrator_lets_it_be_opened_with_a_reason_and_never_by_an_agency(as_role, office, infected):
    address = reverse("desk:release", args=[infected.pk])
    listed = as_role(Role.ADMINISTRATOR).get(reverse("desk:quarantine")).content.decode()
    assert infected.case.number in listed
    assert "bà Ánh" not in listed
    refused = as_role(Role.ADMINISTRATOR).post(address, {"because": " "})
    assert refused.status_code == 422
    assert as_role(Role.ADMINISTRATOR).post(address, {"because": "Đã quét lại."}).status_code == 302
    assert as_role(Role.ADMINISTRATOR).post(address, {"because": "Đã quét lại."}).status_code == 409
    event = Event.objects.get(kind="document.released")
    assert (event.actor_role, event.facts) == (Role.ADMINISTRATOR, {"document": infected.pk})
    document = reverse("desk:document", args=[infected.pk])
    assert as_role(Role.HANDLER).get(document).content == PDF + EICAR
    assert as_role(Role.AGENCY_OFFICER).get(document).status_code == 409
    assert "Đã quét lại." in as_role(Role.ADMINISTRATOR).get(reverse("desk:quarantine")).content.decode()


def test_only_who_administers_the_unit_may_release_and_the_list_agrees(as_role, office, infected):
    address = reverse("desk:release", args=[infected.pk])
    for role in Role:
        for unit in (office.province, office.commune):
            if (unit.pk, role) not in office.people:
                continue
            allowed = role == Role.ADMINISTRATOR and unit == office.province
            expected = 200 if allowed else 404 if role == Role.ADMINISTRATOR else 403
            assert as_role(role, unit).get(address).status_code == expected, (role, unit)
            actor = office.actor(role, unit)
            assert access.may_release(actor, infected.case) == allowed
            assert queries.quarantined_for(actor).exists() == allowed
    with pytest.raises(NotYoursToSee):
        op.release_document(infected, because="x", by=office.actor(Role.LEADER), on=DAY)


def test_a_paper_that_is_not_quarantined_cannot_be_released(office):
    paper = attach(office, a_case(office, at=Status.IN_HAND))
    with pytest.raises(NotAllowedNow):
        op.release_document(paper, because="x", by=office.actor(Role.ADMINISTRATOR), on=DAY)


def test_the_first_page_is_shown_to_who_may_read_the_paper(as_role, office):
    case = a_case(office, at=Status.IN_HAND)
    paper = attach(office, case)
    picture = reverse("desk:small-picture", args=[paper.pk])
    assert as_role(Role.HANDLER).get(picture).status_code == 404
    examine()
    page = as_role(Role.HANDLER).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert picture in page
    assert "1 trang" in page
    assert "Chưa quét vi-rút" in page
    answer = as_role(Role.HANDLER).get(picture)
    assert (answer["Content-Type"], answer["Content-Security-Policy"]) == ("image/png", "default-src 'none'; sandbox")
    for role, unit in ((Role.AGENCY_OFFICER, None), (Role.HANDLER, office.commune), (Role.ADMINISTRATOR, None)):
        assert as_role(role, unit).get(picture).status_code == 404


def test_the_same_file_in_another_case_is_recognised_by_who_may_see_both(as_role, office):
    paper = op.NewDocument(title="Đơn.pdf", content=PDF)
    first = a_petition(office, documents=[paper])
    second = a_petition(office, documents=[paper])
    hidden = a_petition(office, unit=office.commune, documents=[paper], by=office.actor("receptionist", office.commune))
    page = as_role(Role.RECEPTIONIST).get(reverse("desk:case", args=[second.pk])).content.decode()
    assert "Cũng nộp trong vụ việc" in page
    assert first.number in page
    assert hidden.number not in page


def test_a_case_with_many_papers_takes_few_queries(as_role, office):
    case = a_petition(office, documents=[op.NewDocument(title=f"{n}.pdf", content=PDF + bytes([n])) for n in range(20)])
    client = as_role(Role.HANDLER)
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("desk:case", args=[case.pk]))
    assert len(asked) <= 30
