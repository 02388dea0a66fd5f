"""A new colleague in a browser: taken on, let in by the link, appointed once more, named to stand in, at work."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from organizations.models import User
from organizations.vocabulary import Role

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("width", [1280, 360])
def test_a_colleague_is_taken_on_signs_in_and_stands_in_for_the_leader(office, visitor, width):
    administrator = visitor(office.person(Role.ADMINISTRATOR), width=width)
    administrator.goes("/quan-tri/nguoi-dung/").presses("Mở tài khoản")
    administrator.presses("Mở tài khoản").sees("Cần ghi họ và tên.")
    page = administrator.page
    page.get_by_label("Họ và tên").fill("Đỗ Thị Mây")
    page.get_by_label("Tên đăng nhập").fill("may.dt")
    page.get_by_label("Vai trò").select_option(label="Cán bộ xử lý đơn")
    administrator.presses("Mở tài khoản").sees("Chưa đặt mật khẩu")
    administrator.presses("Cấp đường dẫn đặt mật khẩu").sees("Trang này chỉ hiện một lần")
    link = page.get_by_label("Đường dẫn", exact=True).input_value()
    path = re.sub(r"^https?://[^/]+", "", link)

    newcomer = visitor(width=width)
    newcomer.goes(path)
    for name in ("password1", "password2"):
        newcomer.page.fill(f"input[name={name}]", "sông-núi-nước-Nam-9")
    newcomer.page.click("main button[type=submit]")
    newcomer.page.wait_for_load_state()
    newcomer.goes("/dang-nhap/")
    newcomer.page.fill("#id_login", "may.dt")
    newcomer.page.fill("#id_password", "sông-núi-nước-Nam-9")
    newcomer.page.click("main button[type=submit]")
    newcomer.page.wait_for_url("**/viec/**")

    administrator.goes("/quan-tri/nguoi-dung/giao-vai-tro/?ai=may.dt")
    page.get_by_label("Vai trò").select_option(label="Cán bộ tiếp dân")
    administrator.presses("Giao vai trò").sees("Cán bộ tiếp dân")
    assert newcomer.goes("/tiep-nhan/").page.title().startswith("Tiếp nhận"), "at 360 the menu hides the same words"

    leader = visitor(office.person(Role.LEADER), width=width)
    leader.goes("/uy-quyen/").presses("Cử người thay: Lãnh đạo Mặt trận")
    colleague = User.objects.get(username="may.dt")
    leader.page.get_by_label("Người làm thay").select_option(str(colleague.pk))
    leader.page.get_by_label("Đến hết ngày").fill((timezone.localdate() + timedelta(days=2)).isoformat())
    leader.page.get_by_label("Căn cứ").fill("Giấy ủy quyền số 4/GUQ-MTTQ")
    leader.presses("Ghi ủy quyền").sees("đang làm thay")

    newcomer.goes("/uy-quyen/").sees(office.person(Role.LEADER).full_name)
    newcomer.goes("/lam-viec-cho/")
    newcomer.page.get_by_role("button", name="thay mặt").click()
    newcomer.page.wait_for_url("**/viec/**")
    newcomer.goes("/lanh-dao/").sees("Đang thay mặt")
    for path in ("don-vi", f"don-vi/{office.province.pk}", "ket-noi", "mau-van-ban", "mau-thong-bao"):
        administrator.goes(f"/quan-tri/{path}/")
