"""Papers at the desk and the directory beside it, in a browser: limits, first pages, suggestions, quarantine."""

from datetime import UTC, date, datetime

import pytest

from audit import outbox
from audit.actor import system
from audit.models import Dispatch
from cases import operations as op
from cases.models import Case
from files.examination import examine_waiting
from files.vocabulary import LARGEST
from organizations.operations import NewCompetence, add_competence
from organizations.vocabulary import Confidence
from tests.factories import SINCE
from tests.files.clamd import EICAR, a_scanner
from tests.files.samples import PDF, picture
from tests.organizations.conftest import COMMAND
from tests.stories import a_petition

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


def examine() -> None:
    examine_waiting(by=system("files"), on=date(2026, 3, 2), at=datetime(2026, 3, 2, tzinfo=UTC))


@pytest.fixture
def row(office):
    new = NewCompetence(
        field=office.field,
        agency=office.agency,
        basis="Luật Đường bộ 2024",
        confidence=Confidence.CHECKED,
        in_force_from=SINCE,
    )
    return add_competence(new, by=COMMAND, on=SINCE)


@pytest.mark.parametrize("width", WIDTHS)
def test_papers_are_checked_before_they_are_sent_and_shown_with_their_first_page(office, visitor, row, width, tmp_path):
    large, scan, photo = tmp_path / "quá lớn.pdf", tmp_path / "Đơn viết tay.pdf", tmp_path / "Ảnh đường hỏng.jpg"
    large.write_bytes(PDF + b"\0" * LARGEST)
    scan.write_bytes(PDF)
    photo.write_bytes(picture("JPEG", (1200, 800)))
    desk = visitor(office.person("receptionist"), width=width).goes("/tiep-nhan/")
    page = desk.page
    page.get_by_label("Kiến nghị").check()
    page.get_by_label("Họ và tên người nộp đơn").fill("H’Liên Niê Kđăm")
    page.get_by_label("Trích yếu").fill("Mặt đường vỡ sau mưa")
    page.locator("#id_text").fill("Mặt đường vỡ sau mưa, xe máy ngã nhiều lần trong tháng.")
    page.locator("#id_field_typed").fill("giao")
    page.keyboard.press("Enter")
    page.get_by_text("Luật Đường bộ 2024").wait_for()
    page.get_by_role("button", name="Chọn cơ quan này").click()
    assert page.get_by_label("Dự kiến chuyển đến").input_value() == str(office.agency.pk)
    desk.looks()
    files = page.locator("#id_documents")
    files.set_input_files([str(large), str(scan)])
    assert "lớn hơn 20 MB" in files.evaluate("field => field.validationMessage")
    page.get_by_role("button", name="Lưu và in giấy biên nhận").click()
    assert page.url.endswith("/tiep-nhan/")
    assert not Case.objects.exists()
    files.set_input_files([str(scan), str(photo)])
    # The draft is kept first: the tests' database in memory lets no second writer wait, as the office's own file does.
    desk.looks()
    desk.presses("Lưu và in giấy biên nhận").sees("Mã tra cứu")
    examine()
    case = Case.objects.get()
    assert case.suggested_agency == office.agency
    desk.goes(f"/vu-viec/{case.pk}/").sees("Đơn viết tay.pdf").sees("1 trang")
    pictures = page.locator(".filed-look img")
    pictures.last.scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    assert max(pictures.evaluate_all("all => all.map((one) => one.closest('tr').offsetHeight)")) < 200
    assert pictures.evaluate_all("all => all.map((one) => one.complete && one.naturalWidth > 0)") == [True, True]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_administrator_keeps_the_directory_and_the_quarantine(office, visitor, row, width, settings):
    a_petition(office, documents=[op.NewDocument(title="Đơn.pdf", content=PDF + EICAR)])
    with a_scanner() as (url, _clamd):
        settings.CLAMAV_URL = url
        examine()
    for pk in Dispatch.objects.values_list("pk", flat=True):
        outbox.deliver(pk)
    keeper = visitor(office.person("administrator"), width=width).goes("/quan-tri/tham-quyen/").sees(office.agency.name)
    keeper.page.get_by_label("Lĩnh vực").select_option(office.field.pk)
    keeper.presses("Xem").sees("Được gợi ý")
    keeper.goes("/quan-tri/tham-quyen/nhap/").goes("/quan-tri/tham-quyen/them/")
    keeper.page.get_by_label("Loại cơ quan").select_option("police")
    keeper.page.get_by_label("Cấp cơ quan").select_option("province")
    keeper.page.get_by_label("Căn cứ").fill("Luật Công an nhân dân")
    keeper.presses("Thêm vào danh bạ").sees("Đã thêm dòng vào danh bạ thẩm quyền.")
    keeper.goes("/quan-tri/tep-cach-ly/").sees("Win.Test.EICAR_HDB-1").presses(
        "Cho mở lại, " + Case.objects.get().number
    )
    keeper.page.get_by_label("Vì sao biết chắc tệp an toàn").fill("Đã quét lại bằng phần mềm khác.")
    keeper.presses("Cho mở lại").sees("Đã quét lại bằng phần mềm khác.")
