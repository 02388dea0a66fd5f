"""What the scanner puts into the unit's folder goes into the petition, and out of the folder only once it is kept."""

import logging
import os
import time

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cases.errors import Unusable
from cases.models import Case
from desk import scans as beside
from desk.personal.models import Draft
from files import fields, scans
from organizations.vocabulary import Role
from tests.desk.test_several_matters import form as filled
from tests.files.samples import PDF, picture

pytestmark = pytest.mark.django_db
JPEG = picture("JPEG")
HTMX = {"HX-Request": "true"}


@pytest.fixture
def folder(office, settings, tmp_path, monkeypatch):
    """The province's folder; files in it have lain there for an hour."""
    settings.SCANS_DIR = tmp_path / "scans"
    place = settings.SCANS_DIR / str(office.province.pk)
    place.mkdir(parents=True)
    # The moment at which an entry changed cannot be set: the clock goes on instead.
    monkeypatch.setattr(scans, "time", lambda: time.time() + 3600)
    return place


@pytest.fixture
def desk(as_role, folder, today):
    return as_role(Role.RECEPTIONIST)


def lay(folder, name, content=PDF, *, ago=0.0):
    path = folder / name
    path.write_bytes(content)
    os.utime(path, (time.time() - ago,) * 2)
    return path


def listed(client, **typed):
    return client.post(reverse("desk:scans"), typed, headers=HTMX).content.decode()


def test_what_was_ticked_becomes_a_paper_and_leaves_the_folder_after_the_commit(
    desk, office, folder, django_capture_on_commit_callbacks
):
    scan, other = lay(folder, "Đơn bà Giáng.pdf"), lay(folder, "trang-2.jpg", JPEG)
    page = desk.get(reverse("desk:intake")).content.decode()
    assert "Từ máy quét" in page
    assert "Đơn bà Giáng.pdf" in page and "trang-2.jpg" in page
    typed = filled(office, scans=["Đơn bà Giáng.pdf"])
    with django_capture_on_commit_callbacks(execute=True) as after:
        answer = desk.post(reverse("desk:intake"), typed)
        assert scan.exists(), "nothing is removed before it is certain that it is kept"
    assert answer.status_code == 302
    assert after
    case = Case.objects.get()
    assert [one.title for one in case.documents.all()] == ["Đơn bà Giáng.pdf"]
    assert not scan.exists() and other.exists()
    # Sent twice: the scan is gone because the first took it, and the answer is the same.
    again = desk.post(reverse("desk:intake"), typed)
    assert (again.status_code, again["Location"]) == (302, answer["Location"])
    assert Case.objects.count() == 1


def test_a_form_that_was_registered_before_takes_nothing_out_of_the_folder(
    desk, office, folder, django_capture_on_commit_callbacks
):
    typed = filled(office)
    desk.post(reverse("desk:intake"), typed)
    late = lay(folder, "sau.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        assert desk.post(reverse("desk:intake"), typed | {"scans": ["sau.pdf"]}).status_code == 302
    assert late.exists(), "no petition holds it"


def test_a_crash_between_registering_and_removing_leaves_the_file(desk, office, folder):
    scan = lay(folder, "a.pdf")
    desk.post(reverse("desk:intake"), filled(office, scans=["a.pdf"]))  # what was to follow the commit never runs
    assert scan.exists()
    assert Case.objects.get().documents.count() == 1


def test_what_is_refused_stays_in_the_folder_and_ticked(desk, office, folder, django_capture_on_commit_callbacks):
    scan = lay(folder, "a.pdf")
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("desk:intake"), filled(office, summary="", scans=["a.pdf"]))
    assert answer.status_code == 422 and scan.exists()
    assert 'value="a.pdf" id="quet-1" checked' in answer.content.decode()


def test_only_plain_scans_that_lie_still_are_offered_and_read(desk, office, folder, tmp_path, settings):
    elsewhere = settings.SCANS_DIR / "999"
    elsewhere.mkdir()
    secret = lay(elsewhere, "người khác.pdf")
    lay(folder, "được.pdf")
    (folder / "đường dẫn.pdf").symlink_to(secret)
    (folder / "thư mục.pdf").mkdir()
    lay(folder, ".ẩn.pdf")
    lay(folder, "trống.pdf", b"")
    lay(folder, "chương trình.exe")
    lay(folder, "Thumbs.db")
    lay(folder, "đang ghi.pdf", ago=-3600)  # as young as the clock of these tests is ahead
    os.mkfifo(folder / "ống.pdf")
    page = desk.get(reverse("desk:intake")).content.decode()
    assert page.count('name="scans"') == 1 and "được.pdf" in page
    outside = ["đường dẫn.pdf", "thư mục.pdf", ".ẩn.pdf", "trống.pdf", "chương trình.exe", "đang ghi.pdf", "ống.pdf"]
    outside += ["../999/người khác.pdf", str(secret), "..", "", "không có.pdf", "được.pdf\0"]
    for name in outside:
        answer = desk.post(reverse("desk:intake"), filled(office, scans=["được.pdf", name]))
        assert answer.status_code == 422, name
        assert list(answer.context["form"].errors) == ["scans"], name
    assert not Case.objects.exists()
    assert secret.exists() and (folder / "được.pdf").exists()


def test_a_scanner_that_sets_moments_of_its_own_is_waited_for_too(desk, folder, monkeypatch):
    path = lay(folder, "a.pdf", ago=7200)
    monkeypatch.setattr(scans, "time", lambda: path.stat().st_ctime + 1)
    assert "a.pdf" not in listed(desk), "the folder says that it came this moment"


def test_a_folder_that_is_a_link_is_none(desk, folder, settings):
    lay(folder, "a.pdf")
    folder.rename(settings.SCANS_DIR / "999")
    folder.symlink_to(settings.SCANS_DIR / "999")
    assert "Từ máy quét" not in desk.get(reverse("desk:intake")).content.decode()


def test_a_file_that_vanished_is_said_and_nothing_typed_is_lost(desk, office, folder):
    lay(folder, "a.pdf").unlink()
    answer = desk.post(reverse("desk:intake"), filled(office, scans=["a.pdf"]))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "“a.pdf” không còn trong thư mục của máy quét" in page
    assert "Đường liên thôn hỏng nặng" in page and "Hồ Thị Giáng" in page
    assert "Có tệp đã chọn không còn" in listed(desk, scans=["a.pdf"])


def test_a_file_that_became_another_while_it_was_taken_is_not_taken_and_not_removed(office, folder):
    path = lay(folder, "scan0001.pdf")
    (listed_one,) = scans.those_named(office.province.pk, ["scan0001.pdf"])
    taken = beside.take(office.province.pk, [listed_one])
    path.unlink()
    lay(folder, "scan0001.pdf", PDF + b"another")
    with pytest.raises(Unusable, match="không còn"):
        beside.take(office.province.pk, [listed_one])
    scans.remove(office.province.pk, [one.scan for one in taken])
    assert path.read_bytes().endswith(b"another")


def test_what_only_says_it_is_a_scan_is_refused_by_its_content(desk, office, folder):
    lay(folder, "a.pdf", b"MZ\x90\x00 a program")
    lay(folder, "b.jpg", "Chỉ là chữ.".encode())
    for name, said in (("a.pdf", "không phải loại tệp nhận được"), ("b.jpg", "không phải ảnh hay bản quét PDF")):
        answer = desk.post(reverse("desk:intake"), filled(office, scans=[name]))
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_scans_count_with_what_was_chosen(desk, office, folder, monkeypatch):
    lay(folder, "a.pdf"), lay(folder, "b.pdf", PDF + b"b")
    monkeypatch.setattr("desk.forms.intake.MOST", 2)
    chosen = SimpleUploadedFile("c.pdf", PDF + b"c", content_type="application/pdf")
    answer = desk.post(reverse("desk:intake"), filled(office, scans=["a.pdf", "b.pdf"], documents=[chosen]))
    assert fields.too_many(2) in answer.content.decode()
    monkeypatch.setattr("desk.forms.intake.TOGETHER", len(PDF))
    assert (
        fields.too_much()
        in desk.post(reverse("desk:intake"), filled(office, scans=["a.pdf", "b.pdf"])).content.decode()
    )
    monkeypatch.setattr(beside, "LARGEST", len(PDF))
    large = desk.post(reverse("desk:intake"), filled(office, scans=["b.pdf"]))
    assert "“b.pdf” lớn hơn" in large.content.decode()
    assert not Case.objects.exists()


def test_the_newest_are_listed_and_what_was_ticked_stays_listed(desk, folder, monkeypatch):
    monkeypatch.setattr(scans, "SHOWN", 2)
    for hours, name in enumerate(["mới.pdf", "vừa.pdf", "cũ.pdf", "rất cũ.pdf"]):
        lay(folder, name, ago=3600 * hours)
    part = listed(desk)
    assert part.index("mới.pdf") < part.index("vừa.pdf")
    assert "cũ.pdf" not in part and "Còn 2 tệp cũ hơn" in part
    part = listed(desk, scans=["rất cũ.pdf"])
    assert 'value="rất cũ.pdf" id="quet-3" checked' in part and "Còn 1 tệp cũ hơn" in part
    # Without scripts the whole page comes back as it was typed.
    page = desk.post(reverse("desk:scans"), {"name": "Hồ Thị Giáng", "scans": ["vừa.pdf", "mới.pdf"]}).content.decode()
    assert 'value="Hồ Thị Giáng"' in page and page.count('name="scans"') == 2
    assert page.count(" checked>") >= 2 and 'value="vừa.pdf" id="quet-2" checked' in page


def test_no_folder_says_nothing_and_an_empty_one_a_line(desk, folder):
    assert "chưa có tệp nào" in desk.get(reverse("desk:intake")).content.decode()
    folder.rmdir()
    assert "máy quét" not in desk.get(reverse("desk:intake")).content.decode()


def test_nothing_of_it_is_for_people_without_reception_or_of_another_unit(as_role, office, folder, today):
    scan = lay(folder, "a.pdf")
    handler = as_role(Role.HANDLER)
    assert "máy quét" not in handler.get(reverse("desk:intake")).content.decode()
    assert handler.post(reverse("desk:intake"), filled(office, scans=["a.pdf"])).status_code == 403
    for role in set(Role) - {Role.RECEPTIONIST}:
        assert as_role(role).post(reverse("desk:scans"), headers=HTMX).status_code == 403, role
    commune = as_role(Role.RECEPTIONIST, office.commune)
    assert "a.pdf" not in commune.get(reverse("desk:intake")).content.decode()
    answer = commune.post(reverse("desk:intake"), filled(office, scans=["a.pdf"]))
    assert "không còn trong thư mục" in answer.content.decode()
    assert scan.exists() and not Case.objects.exists()
    assert as_role(Role.RECEPTIONIST).get(reverse("desk:scans")).status_code == 405


def test_names_of_scans_stand_in_no_address_draft_or_log(desk, office, folder, caplog, monkeypatch):
    lay(folder, "Đơn tố cáo ông Kiên.pdf")
    typed = filled(office, scans=["Đơn tố cáo ông Kiên.pdf"])
    part = listed(desk, **typed)
    assert "Ki%C3%AAn" not in part and "?" not in part
    desk.post(reverse("desk:draft"), typed)
    assert "scans" not in Draft.objects.get().typed
    (one,) = scans.those_named(office.province.pk, ["Đơn tố cáo ông Kiên.pdf"])

    def held_back(*_said, **_more):
        raise PermissionError(13, "held back", one.name)

    monkeypatch.setattr(scans.Path, "unlink", held_back)
    with caplog.at_level(logging.DEBUG):
        scans.remove(office.province.pk, [one])
    assert "could not be removed from their folder: 1" in caplog.text
    assert "Kiên" not in caplog.text


def test_a_scan_goes_into_a_petition_that_is_taken_into_another_case(
    desk, office, folder, django_capture_on_commit_callbacks
):
    scan = lay(folder, "a.pdf")
    desk.post(reverse("desk:intake"), filled(office))
    lead = Case.objects.get()
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("desk:intake"), filled(office, tie=f"join:{lead.pk}", again="on", scans=["a.pdf"]))
    assert answer.status_code == 302
    assert not scan.exists()
