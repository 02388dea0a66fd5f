"""An empty office: every page leads to the one that makes the first administrator; then it is gone."""

import pytest
from django.urls import reverse

from organizations.capacities import capacities_of
from organizations.models import Area, Unit, User
from tests.factories import SINCE, a_province

pytestmark = pytest.mark.django_db
PASSWORD = "cau-treo-qua-song-7"


@pytest.fixture
def province() -> Area:
    return a_province()


@pytest.fixture
def facts(province):
    return {
        "unit_name": "Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh Nam Thành",
        "level": "province",
        "province": province.pk,
        "commune": "",
        "symbol": "MTTQ-BTT",
        "full_name": "Đỗ Thị Hạnh",
        "username": "hanh.do",
        "email": "hanh@matran.example",
        "password": PASSWORD,
        "again": PASSWORD,
    }


@pytest.mark.parametrize("name", ["desk:inbox", "account_login", "portal:follow", "account_reset_password"])
def test_every_page_of_an_empty_office_leads_to_the_first_one(client, name):
    answer = client.get(reverse(name))
    assert (answer.status_code, answer.url) == (302, reverse("begin"))
    assert "Bắt đầu dùng Cầu Nối" in client.get(answer.url).content.decode()


def test_probes_are_not_led_anywhere(client):
    assert client.get("/healthz/live").status_code == 200


def test_the_first_administrator_is_made_once_and_signs_in(client, facts, province):
    assert client.post(reverse("begin"), facts).url == reverse("account_login")
    person = User.objects.get()
    (capacity,) = capacities_of(person, on=SINCE.today())
    assert capacity.roles == {"administrator"}
    assert (capacity.unit.name, capacity.unit.area) == (facts["unit_name"], province)
    assert client.get(reverse("begin")).status_code == 404
    assert client.post(reverse("begin"), facts | {"username": "ke-khac"}).status_code == 404
    assert User.objects.count() == 1
    done = client.post(reverse("account_login"), {"login": "hanh.do", "password": PASSWORD})
    assert done.url == reverse("desk:home")


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"unit_name": ""}, "Cần ghi tên đơn vị."),
        ({"province": ""}, "Cần chọn tỉnh, thành phố của đơn vị."),
        ({"username": "Hạnh Đỗ"}, "Tên đăng nhập chỉ gồm chữ không dấu"),
        ({"again": "khac-hoan-toan-9"}, "Hai lần nhập mật khẩu không giống nhau."),
        ({"password": "ngan", "again": "ngan"}, "quá ngắn"),
        ({"level": "commune"}, "Cần ghi đúng tên xã, phường, đặc khu"),
        ({"level": "commune", "commune": "Hòa"}, "Có nhiều nơi khớp"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(client, facts, changes, sentence):
    page = client.post(reverse("begin"), facts | changes)
    assert page.status_code == 422
    assert sentence in page.content.decode()
    assert "Đỗ Thị Hạnh" in page.content.decode()
    assert not User.objects.exists()
    assert not Unit.objects.exists()


def test_a_commune_finds_its_place_by_name(client, facts):
    client.post(reverse("begin"), facts | {"level": "commune", "commune": "xã hòa bình"})
    assert Unit.objects.get().area_id == "98001"
