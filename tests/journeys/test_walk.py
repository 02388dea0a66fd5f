"""One petition walks from the door to the archive, each step by the person whose step it is, in a browser."""

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Case, Petition
from cases.vocabulary import Status
from tests.stories import PDF, a_case

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]


def later(days: int) -> str:
    return (timezone.localdate() + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_petition_walks_from_the_door_to_the_archive(office, visitor, width, tmp_path):
    scan = tmp_path / "Đơn viết tay.pdf"
    scan.write_bytes(PDF)
    desk = visitor(office.person("receptionist"), width=width).goes("/tiep-nhan/")
    page = desk.page
    page.get_by_label("Kiến nghị").check()
    page.get_by_label("Họ và tên người nộp đơn").fill("H’Liên Niê Kđăm")
    page.get_by_label("Số nhà, thôn, tổ").fill("Thôn 4, xã Hòa Bình")
    page.get_by_label("Trích yếu").fill("Bốn lần hẹn trả giấy chứng nhận quyền sử dụng đất")
    page.locator("#id_text").fill("Đã bốn lần được hẹn lại, không có văn bản nêu lý do.")
    page.locator("#id_field_typed").fill("giao")
    page.keyboard.press("Enter")
    page.locator("#id_documents").set_input_files(str(scan))
    desk.looks()
    desk.presses("Lưu và in giấy biên nhận").sees("Mã tra cứu")
    case = Case.objects.get()
    there = f"/vu-viec/{case.pk}/"

    leader = visitor(office.person("leader"), width=width).goes("/lanh-dao/").goes(there).presses("Bút phê")
    leader.page.get_by_label("Giao cho").select_option(str(office.person("handler").pk))
    leader.presses("Bút phê").sees("Đã có bút phê")

    handler = visitor(office.person("handler"), width=width).goes(there).presses("Nhận xử lý").presses("Nhận xử lý")
    handler.presses("Soạn công văn chuyển")
    handler.page.get_by_label("Cơ quan có thẩm quyền").select_option(str(office.agency.pk))
    handler.page.get_by_label("Đề nghị cơ quan").fill("Trả giấy chứng nhận hoặc nêu lý do bằng văn bản.")
    handler.presses("Soạn công văn chuyển").presses("Trình ký").presses("Trình ký")

    leader.goes(there).presses("Ký công văn").presses("Ký công văn")
    records = visitor(office.person("records_officer"), width=width).goes("/van-thu/").goes(there)
    records.presses("Cấp số, ban hành").presses("Cấp số, ban hành").sees("Công văn 01/MTTQ-BTT")
    records.presses("Gửi đi").presses("Gửi đi").presses("Xác nhận đã đến nơi").presses("Xác nhận đã đến nơi")

    agency = visitor(office.person("agency_officer"), width=width).goes("/co-quan/").goes(there)
    agency.presses("Nhận trách nhiệm trả lời").presses("Nhận trách nhiệm trả lời").presses("Trả lời")
    agency.page.get_by_label("Tiếp thu, sẽ thực hiện").check()
    agency.page.locator("#id_text").fill("Xã sẽ trả giấy chứng nhận trước ngày hẹn.")
    agency.page.get_by_label("Cam kết 1: việc phải làm").fill("Trả giấy chứng nhận thửa 118")
    agency.page.get_by_label("Cam kết 1: ai chịu trách nhiệm").fill("Công chức địa chính")
    agency.page.get_by_label("Cam kết 1: xong trước ngày").fill(later(20))
    agency.presses("Trả lời")

    handler.goes(there).presses("Chấp nhận trả lời")
    handler.page.get_by_label("Đã trả lời đủ").check()
    handler.presses("Chấp nhận trả lời").sees("Theo dõi thực hiện")
    handler.goes(f"{there}record_told/")
    handler.page.get_by_label("Qua điện thoại").check()
    handler.page.get_by_label("Đã báo điều gì").fill("Đã đọc văn bản trả lời qua điện thoại.")
    handler.presses("Ghi đã báo kết quả bằng lời").sees("Báo kết quả cho người nộp đơn bằng lời")
    supervisor = visitor(office.person("supervisor"), width=width).goes("/giam-sat/").goes(there)
    supervisor.presses("Xác minh cam kết")
    supervisor.page.get_by_label("Kết quả xác minh").fill("Đã xem giấy chứng nhận tại nhà.")
    supervisor.presses("Xác minh cam kết").sees("Đã xác minh xong")
    leader.goes(there).presses("Kết thúc vụ việc")
    leader.page.get_by_label("Đã trả lời và thực hiện xong").check()
    leader.presses("Kết thúc vụ việc").sees("Đã kết thúc")

    citizen = visitor(width=width).goes("/theo-doi/")
    citizen.page.get_by_label("Mã tra cứu").fill(Petition.objects.get().tracking_code.lower())
    citizen.presses("Xem đơn").sees("Việc theo dõi đơn đã kết thúc")
    citizen.page.get_by_label("Thỏa đáng", exact=True).check()
    citizen.presses("Gửi ý kiến").sees("Mặt trận đã ghi nhận ý kiến của ông, bà.")
    assert "Niê Kđăm" not in citizen.page.content()
    assert Case.objects.get().status == Status.CLOSED


# At the width of a desk `test_every_page_browser` looks at each of them.
@pytest.mark.parametrize("width", [360, pytest.param(1280, marks=pytest.mark.deep)])
def test_every_page_of_every_persona_is_accessible_in_light_and_dark(office, visitor, width):
    for status in Status:
        a_case(office, at=status, promises=2)
    paths = {
        "receptionist": ["/viec/", "/tiep-nhan/", "/so-don/?tab=all", "/thong-bao/", "/tai-khoan-cua-toi/"],
        "handler": ["/viec/", "/viec/?tab=others", *(f"/vu-viec/{case.pk}/" for case in Case.objects.all())],
        "leader": ["/lanh-dao/", "/giam-sat/?tab=own", "/lam-viec-cho/"],
        "records_officer": ["/van-thu/", "/viec/?tab=pool"],
        "agency_officer": ["/co-quan/", "/viec/", f"/vu-viec/{Case.objects.get(status=Status.FORWARDED).pk}/"],
        "supervisor": ["/giam-sat/", "/giam-sat/?tab=promised"],
        "auditor": ["/so-don/?tab=closed"],
    }
    duty = Case.objects.get(status=Status.REGISTERED).duties.first()
    paths["handler"].append(f"/vu-viec/{duty.case_id}/thoi-han/{duty.pk}/")
    for role, addresses in paths.items():
        someone = visitor(office.person(role), width=width)
        for address in addresses:
            someone.goes(address)
        someone.page.context.add_cookies([{"name": "theme", "value": "dark", "url": someone.address}])
        someone.goes(addresses[0]).goes(addresses[-1])


def test_refusals_and_errors_are_pages_that_help(office, visitor):
    case = a_case(office, at=Status.INSTRUCTED)
    handler = visitor(office.person("handler"))
    handler.goes(f"/vu-viec/{case.pk}/submit_letter/").sees("Lúc này làm được")
    handler.goes("/khong-co/").sees("Không có trang này")
    visitor(office.person("receptionist")).goes(f"/vu-viec/{case.pk}/instruct/").sees("không thuộc quyền")


def test_a_form_with_mistakes_keeps_what_was_typed_and_says_where(office, visitor):
    desk = visitor(office.person("receptionist")).goes("/tiep-nhan/")
    desk.page.get_by_label("Họ và tên người nộp đơn").fill("Lò Thị Mai")
    desk.presses("Lưu và in giấy biên nhận").sees("Những gì đã nhập vẫn còn nguyên")
    assert desk.page.get_by_label("Họ và tên người nộp đơn").input_value() == "Lò Thị Mai"


def test_the_desk_is_worked_by_keyboard_alone(office, visitor):
    handler = visitor(office.person("handler"))
    handler.page.keyboard.press("Tab")
    assert "Bỏ qua" in handler.page.evaluate("document.activeElement.textContent")
    handler.page.keyboard.press("Escape")
    handler.page.keyboard.press("/")
    assert handler.page.evaluate("document.activeElement.id") == "tim"
    handler.page.evaluate("document.activeElement.blur()")
    handler.page.keyboard.press("?")
    handler.sees("Phím tắt")


def test_the_desk_works_without_javascript(office, browser, live_server):
    case = a_case(office, at=Status.INSTRUCTED)
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(live_server.url + "/dang-nhap/")
    page.fill("#id_login", office.person("handler").username)
    page.fill("#id_password", "mật-khẩu-thử-9")
    page.click("main button[type=submit]")
    page.goto(live_server.url + f"/vu-viec/{case.pk}/")
    page.get_by_role("link", name="Nhận xử lý", exact=True).click()
    page.get_by_role("button", name="Nhận xử lý").click()
    assert Case.objects.get().status == Status.IN_HAND
