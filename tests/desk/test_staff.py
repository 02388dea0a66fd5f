"""Người dùng on screen: taken on, let in by a link, appointed, ended, locked; only where one administers."""

import re
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases.vocabulary import Status
from notifications.models import Message
from organizations.capacities import capacities_of
from organizations.models import Membership, User
from organizations.operations import appoint, correct_person, deputise, note_sign_in
from organizations.vocabulary import Role
from tests.desk.test_pages import MOST_QUERIES
from tests.factories import a_person
from tests.notifications.hearing import deliver_all
from tests.stories import a_case

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
NEW = {"full_name": "Đỗ Thị Mây", "username": "may.dt", "role": "handler", "title": "Chuyên viên"}


@pytest.fixture
def keeper(client, office):
    client.force_login(office.person(Role.ADMINISTRATOR))
    return client


def today() -> str:
    return timezone.localdate().isoformat()


def page_of(person: User) -> str:
    return reverse("desk:staff-person", args=[person.pk])


def test_a_new_colleague_sets_a_password_by_a_link_shown_once_and_works(keeper, office):
    answer = keeper.post(reverse("desk:staff-new"), NEW | {"from_on": today()})
    person = User.objects.get(username="may.dt")
    assert answer.url == page_of(person)
    assert "Chưa đặt mật khẩu" in keeper.get(answer.url).content.decode()
    shown = keeper.post(reverse("desk:staff-way-in", args=[person.pk]))
    assert "no-store" in shown["Cache-Control"]
    (link,) = re.findall(r"http://testserver(/\S+)</textarea>", shown.content.decode())
    assert link not in keeper.get(answer.url).content.decode()
    assert not any(link.rpartition("/")[0][-20:] in body for body in Event.objects.values_list("body", flat=True))
    newcomer = Client()
    step = newcomer.get(link)
    assert newcomer.post(step.url, {"password1": "sông-núi-nước-Nam-9", "password2": "sông-núi-nước-Nam-9"}).url
    assert "Mật khẩu" not in newcomer.get(link, follow=True).content.decode(), "a second time it opens nothing"
    signed_in = newcomer.post(reverse("account_login"), {"login": "may.dt", "password": "sông-núi-nước-Nam-9"})
    assert signed_in.url == reverse("desk:home")
    assert newcomer.get(signed_in.url, follow=True).status_code == 200
    kinds = list(Event.objects.filter(subject_type="organizations.user", subject_id=person.pk).order_by("sequence"))
    assert [one.kind for one in kinds] == [
        "person.created",
        "person.way_in_given",
        "person.password_changed",
        "person.signed_in",
    ]


def test_what_is_wrong_is_said_beside_its_field_and_nobody_is_half_taken_on(keeper, office):
    taken = office.person(Role.HANDLER).username
    answer = keeper.post(reverse("desk:staff-new"), NEW | {"username": taken, "from_on": today()})
    assert answer.status_code == 422
    assert "Tên đăng nhập này đã có người dùng." in answer.content.decode()
    assert NEW["full_name"] in answer.content.decode()
    # The account would do; the role would not: neither is made.
    answer = keeper.post(reverse("desk:staff-new"), NEW | {"from_on": "2019-12-31"})
    assert "Đơn vị không hoạt động vào ngày này." in answer.content.decode()
    assert not User.objects.filter(username="may.dt").exists()


def test_a_new_link_closes_the_old_password_and_every_open_session(keeper, office):
    person = office.person(Role.HANDLER)
    at_work = Client()
    at_work.force_login(person)
    first = keeper.post(reverse("desk:staff-way-in", args=[person.pk])).content.decode()
    assert not get_user(at_work).is_authenticated
    second = keeper.post(reverse("desk:staff-way-in", args=[person.pk])).content.decode()
    old, new = (re.findall(r"http://testserver(/\S+)</textarea>", page)[0] for page in (first, second))
    assert Client().get(new).status_code == 302
    assert Client().get(old).status_code == 200, "worthless: the page says so and asks for no password"
    deliver_all()
    assert Message.objects.filter(template="way_in_given", user=person, channel="in_app").count() == 2


def test_no_administrator_alone_turns_both_keys_of_an_account(keeper, office):
    person, other = office.person(Role.LEADER), a_person(office.province, Role.ADMINISTRATOR)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    keeper.post(reverse("desk:staff-way-in", args=[person.pk]))
    address = reverse("desk:staff-second-step", args=[person.pk])
    answer = keeper.post(address, {"reason": "Mất điện thoại"})
    assert answer.status_code == 422
    assert "một người quản trị khác" in answer.content.decode()
    assert Authenticator.objects.exists()
    second = Client()
    second.force_login(other)
    assert second.post(address, {"reason": "Mất điện thoại, đã gặp tận mặt"}).status_code == 302
    assert not Authenticator.objects.exists()
    assert second.post(reverse("desk:staff-way-in", args=[person.pk])).status_code == 422, "nor the other way round"
    # Once the person came in by their own keys, everything begins anew.
    note_sign_in(person, on=timezone.localdate())
    assert second.post(reverse("desk:staff-way-in", args=[person.pk])).status_code == 200


def test_another_mail_address_is_a_way_in_too(office):
    by, person = office.actor(Role.ADMINISTRATOR), office.person(Role.LEADER)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": "x"})
    said = {"full_name": person.full_name, "title": person.title, "phone": "0900 000 111"}
    changed = correct_person(person, **said, email="khac@example.vn", by=by, on=timezone.localdate())
    assert changed == ["email", "phone"]
    client = Client()
    client.force_login(office.person(Role.ADMINISTRATOR))
    answer = client.post(reverse("desk:staff-second-step", args=[person.pk]), {"reason": "Mất điện thoại"})
    assert answer.status_code == 422
    assert "khac@example.vn" not in str(Event.objects.values_list("body"))


def test_a_role_is_given_and_ended_and_what_is_open_is_counted_first(keeper, office):
    a_case(office, at=Status.IN_HAND)
    who = office.person(Role.HANDLER)
    said = {"username": who.username, "role": "receptionist", "from_on": today(), "to_on": "2019-01-01"}
    refused = keeper.post(reverse("desk:staff-appoint"), said)
    assert "Ngày kết thúc không thể trước ngày bắt đầu." in refused.content.decode()
    assert keeper.post(reverse("desk:staff-appoint"), said | {"to_on": ""}).url == page_of(who)
    (capacity,) = capacities_of(who, on=timezone.localdate())
    assert capacity.roles == {"handler", "receptionist"}
    role = Membership.objects.get(user=who, role="handler")
    address = reverse("desk:staff-end", args=[role.pk])
    assert "1 vụ việc" in keeper.get(address).content.decode()
    assert keeper.post(address, {"last_on": ""}).status_code == 422
    assert keeper.post(address, {"last_on": today()}).url == reverse("desk:left-by", args=[who.pk])
    role.refresh_from_db()
    assert role.to_on == timezone.localdate()


def test_an_account_is_locked_with_a_reason_and_opened_again(keeper, office):
    who = office.person(Role.HANDLER)
    lock, reopen = reverse("desk:staff-close", args=[who.pk]), reverse("desk:staff-reopen", args=[who.pk])
    assert keeper.post(lock, {"reason": ""}).status_code == 422
    keeper.post(lock, {"reason": "Nghỉ việc không bàn giao"})
    assert capacities_of(User.objects.get(pk=who.pk), on=timezone.localdate()) == []
    assert who.full_name in keeper.get(reverse("desk:staff"), {"xem": "khoa"}).content.decode()
    assert keeper.post(lock, {"reason": "Lần nữa"}).status_code == 422
    keeper.post(reopen, {"reason": "Trở lại làm việc"})
    assert capacities_of(User.objects.get(pk=who.pk), on=timezone.localdate())
    own = reverse("desk:staff-close", args=[office.person(Role.ADMINISTRATOR).pk])
    assert "của chính mình" in keeper.post(own, {"reason": "Thử"}).content.decode()
    assert "Nghỉ việc" not in str(Event.objects.values_list("body"))


def test_people_are_found_without_marks_in_few_queries_page_by_page(keeper, office):
    for _ in range(60):
        a_person(office.province, Role.HANDLER)
    found = User.objects.get(pk=office.person(Role.LEADER).pk)
    found.full_name, found.title = "Đặng Thị Ánh", "Chủ tịch"
    found.save(update_fields=["full_name"])
    page = keeper.get(reverse("desk:staff"), {"q": "dang anh"}).content.decode()
    assert "Đặng Thị Ánh" in page
    assert office.person(Role.HANDLER).full_name not in page
    with CaptureQueriesContext(connection) as asked:
        page = keeper.get(reverse("desk:staff")).content.decode()
    assert len(asked) <= MOST_QUERIES
    (older,) = re.findall(r'rel="next" href="\?([^"]+)"', page)
    second = keeper.get(f"{reverse('desk:staff')}?{older.replace('&amp;', '&')}").content.decode()
    names = re.findall(r'class="fw-semibold" href="/quan-tri/nguoi-dung/(\d+)/"', page + second)
    here = Membership.objects.filter(unit__path__startswith=office.province.path).values("user").distinct().count()
    assert len(names) == len(set(names)) == here


def test_who_does_not_administer_the_unit_sees_and_changes_nobody_there(client, office):
    above, there = office.person(Role.LEADER), Membership.objects.get(user=office.person(Role.LEADER))
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert above.full_name not in client.get(reverse("desk:staff")).content.decode()
    unit = {"don-vi": office.province.pk}
    assert client.get(reverse("desk:staff"), unit).status_code == 403
    assert client.get(reverse("desk:staff-new"), unit).status_code == 403
    assert client.get(reverse("desk:staff-appoint"), unit).status_code == 403
    assert client.get(page_of(above)).status_code == 404
    for name in ("correct", "second-step", "close", "reopen"):
        assert client.get(reverse(f"desk:staff-{name}", args=[above.pk])).status_code == 404, name
    assert client.post(reverse("desk:staff-way-in", args=[above.pk])).status_code == 404
    assert client.get(reverse("desk:staff-end", args=[there.pk])).status_code == 404
    for role in set(Role) - {Role.ADMINISTRATOR, *(role for role in Role if role.startswith("agency"))}:
        client.force_login(office.person(role))
        for name in ("person", "correct", "second-step", "close", "reopen"):
            assert client.get(reverse(f"desk:staff-{name}", args=[above.pk])).status_code == 403, (role, name)
        assert client.post(reverse("desk:staff-way-in", args=[above.pk])).status_code == 403


@pytest.mark.parametrize("elsewhere", ["for a time", "standing in"])
def test_who_also_acts_elsewhere_is_let_in_and_out_by_whoever_administers_both(client, office, elsewhere):
    """Or a commune's administrator would open the province's desk with the account of whoever helps out there."""
    both, today = office.person(Role.HANDLER, office.commune), timezone.localdate()
    above = Membership.objects.get(user=office.person(Role.LEADER))
    if elsewhere == "standing in":
        said = {"from_on": today, "to_on": today + timedelta(days=9), "basis": "Giấy ủy quyền số 4"}
        deputise(above, deputy=both, by=office.actor(Role.LEADER), **said)
    else:
        said = {"role": Role.LEADER, "from_on": today, "to_on": today + timedelta(days=9)}
        appoint(both, unit=office.province, by=office.actor(Role.ADMINISTRATOR), **said)
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert client.get(page_of(both)).status_code == 200
    assert client.post(reverse("desk:staff-way-in", args=[both.pk])).status_code == 403
    for name in ("close", "correct", "second-step", "reopen"):
        assert client.get(reverse(f"desk:staff-{name}", args=[both.pk])).status_code == 403, name
    client.force_login(office.person(Role.ADMINISTRATOR))
    assert client.post(reverse("desk:staff-way-in", args=[both.pk])).status_code == 200


def test_whoever_left_several_roles_stands_once_among_those_who_left(keeper, office):
    who, yesterday = office.person(Role.HANDLER), timezone.localdate() - timedelta(days=1)
    appoint(who, unit=office.province, role=Role.RECEPTIONIST, from_on=yesterday, by=office.actor("administrator"))
    Membership.objects.filter(user=who).update(to_on=yesterday)
    page = keeper.get(reverse("desk:staff"), {"xem": "thoi-lam"}).content.decode()
    assert page.count(f'href="{page_of(who)}"') == 1
    assert who.full_name not in keeper.get(reverse("desk:staff")).content.decode()
