"""The doors of an office: the first page of an empty one, signing in, and the pages about one's own account."""

import pytest
from django.urls import reverse

from organizations.models import User
from tests.factories import a_province

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WIDTHS = [1280, 360]
OWN_PAGES = ["account_change_password", "usersessions_list", "mfa_index"]


@pytest.mark.parametrize("width", WIDTHS)
def test_an_empty_office_makes_its_first_administrator_who_signs_in(transactional_db, visitor, width):
    province = a_province()
    begin = visitor(width=width).goes("/viec/").sees("Bắt đầu dùng Cầu Nối")
    begin.page.fill("[name=unit_name]", "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nam Thành")
    begin.page.select_option("select[name=province]", str(province.pk))
    begin.page.fill("[name=symbol]", "MTTQ-BTT")
    begin.page.fill("[name=full_name]", "Đỗ Thị Hạnh")
    begin.page.fill("[name=username]", "hanh.do")
    begin.page.fill("[name=password]", "cau-treo-qua-song-7")
    begin.page.fill("[name=again]", "cau-treo-qua-song-8")
    begin.page.click("main button[type=submit]")
    begin.looks()
    begin.sees("Hai lần nhập mật khẩu không giống nhau")
    assert not User.objects.exists()
    begin.page.fill("[name=password]", "cau-treo-qua-song-7")
    begin.page.fill("[name=again]", "cau-treo-qua-song-7")
    begin.page.click("main button[type=submit]")
    begin.sees("Hãy đăng nhập để bắt đầu").looks()
    begin.page.fill("#id_login", "hanh.do")
    begin.page.fill("#id_password", "cau-treo-qua-song-7")
    begin.page.click("main button[type=submit]")
    begin.page.wait_for_url("**/quan-tri/")
    begin.looks()
    assert "Đỗ Thị Hạnh" in begin.page.content()


@pytest.mark.parametrize("width", WIDTHS)
def test_a_wrong_password_is_told_aloud_and_the_way_back_is_shown(office, visitor, width):
    someone = visitor(width=width).goes("/dang-nhap/")
    someone.page.fill("#id_login", office.person("handler").username)
    someone.page.fill("#id_password", "không-phải-mật-khẩu")
    someone.page.click("main button[type=submit]")
    someone.looks()
    assert "không đúng" in someone.page.locator("[role=alert]").first.inner_text()
    someone.goes(reverse("account_reset_password"))


@pytest.mark.parametrize("width", WIDTHS)
def test_the_pages_about_ones_own_account_are_accessible(office, visitor, width):
    someone = visitor(office.person("handler"), width=width)
    for name in OWN_PAGES:
        someone.goes(reverse(name))


def test_who_prefers_english_reads_english(office, visitor):
    someone = visitor(office.person("handler"))
    someone.page.context.add_cookies([{"name": "django_language", "value": "en", "url": someone.address}])
    someone.goes("/viec/").sees("My work")
    assert someone.page.locator("html").get_attribute("lang") == "en"
