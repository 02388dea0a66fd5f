"""Two administrators keep the law in a browser: a new version proposed, decided by the other, counted on trial."""

from datetime import date

import pytest

from deadlines.calendar import working_calendar
from deadlines.rules import rule
from organizations.vocabulary import Role
from tests.factories import a_person
from tests.journeys.conftest import PASSWORD

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_new_version_is_proposed_by_one_and_approved_by_another(office, visitor, width):
    other = a_person(office.province, Role.ADMINISTRATOR)
    other.set_password(PASSWORD)
    other.save()
    one = visitor(office.person("administrator"), width=width).goes("/quan-tri/thoi-han/")
    one.sees("Mỗi thời hạn có căn cứ").presses("Thụ lý hoặc từ chối thụ lý khiếu nại").presses("Đề nghị phiên bản mới")
    one.presses("Gửi đề nghị").sees("Chưa lưu được")
    one.page.get_by_label("Thời hạn (con số)").fill("5")
    one.page.get_by_label("Căn cứ: số hiệu văn bản").fill("NĐ 1/2027/NĐ-CP Điều 2")
    one.page.get_by_label("Có hiệu lực từ ngày").fill("2027-01-01")
    one.page.get_by_label("Vì sao đề nghị").fill("Nghị định mới rút ngắn thời hạn")
    one.presses("Gửi đề nghị").sees("Đề nghị của chính bạn")

    second = (
        visitor(other, width=width)
        .goes("/quan-tri/thoi-han/de-nghi/")
        .presses("Phiên bản mới của quy tắc: Thụ lý hoặc từ chối thụ lý khiếu nại")
    )
    second.presses("Không duyệt").presses("Duyệt").sees("Đã duyệt.")
    assert rule("kn.accept", on=date(2027, 1, 1)).length == 5
    second.page.get_by_label("Bắt đầu từ ngày").fill("2026-11-13")
    second.presses("Tính").sees("25/11/2026")


@pytest.mark.parametrize("width", [1280, 360])
def test_the_table_of_next_year_is_looked_at_and_put_into_the_calendar(office, visitor, width):
    keeper = visitor(office.person("administrator"), width=width).goes("/quan-tri/lich/2027/")
    keeper.sees("Những ngày khác thường lệ").goes("/quan-tri/lich/2028/").sees("Chưa nạp lịch của năm này")
    keeper.presses("Nhập bảng ngày nghỉ").presses("Xem trước").sees("Chưa lưu được")
    keeper.page.get_by_label("Căn cứ: thông báo").fill("Thông báo 1/TB-BNV")
    keeper.page.get_by_label("Ngày ban hành").fill("2026-11-02")
    table = "Ngày;Loại;Tên;Đổi với ngày\n28/01/2028;Nghỉ hoán đổi;Nghỉ;05/02/2028\n"
    keeper.page.get_by_label("Hoặc dán bảng").fill(table)
    keeper.presses("Xem trước").sees("thiếu ngày đối ứng")
    keeper.page.get_by_label("Hoặc dán bảng").fill(f"{table}05/02/2028;Làm bù;Làm bù;28/01/2028\n")
    keeper.presses("Xem trước").presses("Nạp vào lịch").sees("Đã nạp lịch năm 2028.")
    assert working_calendar().is_working_day(date(2028, 2, 5))
