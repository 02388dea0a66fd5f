"""Somebody comes to the counter, through the browser: session, visit, petition, originals, refusal."""

import pytest

from cases.models import Case, ReceptionSession, RefusalNotice, Visit

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_comes_to_the_session_with_originals_and_another_is_refused(office, visitor, width):
    desk = visitor(office.person("receptionist"), width=width).goes("/tiep-cong-dan/")
    page = desk.page
    desk.sees("Hôm nay không có buổi tiếp công dân nào").presses("Mở buổi tiếp ngay")
    page.locator("#id_place").fill("Phòng tiếp công dân, 12 Lê Lợi")
    desk.presses("Xếp lịch").presses("Ghi lượt tiếp")
    session = ReceptionSession.objects.get()
    page.get_by_label("Đến về việc").select_option("proposal")
    page.locator("#id_about").fill("Bốn lần hẹn trả giấy chứng nhận")
    page.locator("#id_name").fill("H’Liên Niê Kđăm")
    page.get_by_label("Cơ quan đã giải quyết").fill("Ủy ban nhân dân xã Hòa Bình, Công văn 12/UBND")
    desk.presses("Ghi lượt tiếp").sees("Đang chờ")

    desk.presses(f"Nhận đơn, {Visit.objects.get().number}").sees("Đơn của lượt tiếp")
    assert page.get_by_label("Họ và tên người nộp đơn").input_value() == "H’Liên Niê Kđăm"
    page.locator("#id_text").fill("Đã bốn lần được hẹn lại, không có văn bản nêu lý do.")
    page.locator("#id_field_typed").fill("giao")
    page.keyboard.press("Enter")
    desk.looks()
    desk.presses("Lưu và in giấy biên nhận").sees("Mã tra cứu")
    case = Case.objects.get()
    desk.goes(f"/vu-viec/{case.pk}/").sees("lượt tiếp").goes(f"/vu-viec/{case.pk}/receive_papers/")
    page.get_by_label("Giấy tờ 1: tên").fill("Giấy chứng nhận quyền sử dụng đất")
    page.get_by_label("Giấy tờ 1 là bản gốc, phải giao trả").check()
    desk.presses("Nhận giấy tờ, lập biên nhận").sees("Bản gốc, đang ở đơn vị")
    desk.goes(f"/vu-viec/{case.pk}/return_papers/").presses("Giao trả bản gốc").sees("Bản gốc, đã giao trả")

    desk.goes(f"/tiep-cong-dan/buoi/{session.pk}/add_visit/")
    page.get_by_label("Đến về việc").select_option("feedback")
    page.locator("#id_about").fill("Bụi ở mỏ đá")
    page.locator("#id_name").fill("Lò Thị Mai")
    desk.presses("Ghi lượt tiếp")
    visit = Visit.objects.latest("pk")
    desk.presses(f"Từ chối tiếp, {visit.number}")
    page.get_by_label("Kiến nghị, phản ánh đã được trả lời").check()
    page.get_by_label("Đã giải thích cho công dân").fill("Đã giải thích.")
    page.get_by_label("Văn bản đã giải quyết, trả lời").fill("Thông báo 18/TB-UBND ngày 05/01/2026")
    desk.presses("Từ chối tiếp công dân").sees("chờ lãnh đạo xác nhận")

    leader = visitor(office.person("leader"), width=width).goes("/tiep-cong-dan/tu-choi/")
    leader.presses(f"Xác nhận từ chối tiếp, {visit.number}").presses("Xác nhận từ chối tiếp")
    records = visitor(office.person("records_officer"), width=width).goes("/tiep-cong-dan/tu-choi/")
    records.presses(f"Cấp số thông báo từ chối, {visit.number}").presses("Cấp số thông báo từ chối")
    records.presses(f"Gửi thông báo từ chối, {visit.number}").presses("Gửi thông báo từ chối")
    assert RefusalNotice.objects.get().dispatched_on is not None
    desk.goes(f"/tiep-cong-dan/buoi/{session.pk}/end_session/").presses("Kết thúc buổi tiếp")
    desk.goes("/tiep-cong-dan/lich/").goes("/tiep-cong-dan/da-qua/").sees("Đã xong")
