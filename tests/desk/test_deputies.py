"""Ủy quyền on screen: named for a time on a paper, by the holder or the administrator; seen by both; taken back."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from notifications.models import Message
from organizations.capacities import capacities_of
from organizations.models import Deputisation, Membership
from organizations.vocabulary import Role
from tests.notifications.hearing import deliver_all

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def asked(office, role, deputy) -> tuple[str, dict[str, object]]:
    held = Membership.objects.get(user=office.person(role))
    today = timezone.localdate()
    said = {"deputy": deputy.pk, "from_on": today.isoformat(), "basis": "Giấy ủy quyền số 4"}
    return reverse("desk:deputise", args=[held.pk]), said | {"to_on": (today + timedelta(days=3)).isoformat()}


def test_a_leader_names_a_deputy_who_hears_of_it_and_takes_the_role_back(client, office):
    leader, deputy = office.person(Role.LEADER), office.person(Role.HANDLER)
    address, said = asked(office, Role.LEADER, deputy)
    client.force_login(leader)
    answer = client.post(address, said | {"basis": "", "to_on": ""})
    assert answer.status_code == 422
    assert "Cần ghi văn bản làm căn cứ ủy quyền." in answer.content.decode()
    before = (timezone.localdate() - timedelta(days=1)).isoformat()
    assert "không thể trước ngày bắt đầu" in client.post(address, said | {"to_on": before}).content.decode()
    assert client.post(address, said).url == reverse("desk:deputies")
    assert "đang làm thay" in client.get(reverse("desk:deputies")).content.decode()
    deliver_all()
    assert leader.full_name in Message.objects.get(template="stands_in", channel="in_app").body
    client.force_login(deputy)
    assert leader.full_name in client.get(reverse("desk:deputies")).content.decode()
    key = f"{office.province.pk}.{leader.pk}"
    client.post(reverse("desk:capacity"), {"capacity": key})
    assert client.get(reverse("desk:leader")).status_code == 200
    assert client.get(address).status_code == 404, "what is lent is not lent on"
    end = reverse("desk:end-deputy", args=[Deputisation.objects.get().pk])
    assert client.post(end).status_code == 404
    client.force_login(leader)
    assert client.post(end).url == reverse("desk:deputies")
    assert client.post(end).status_code == 302, "twice by two clicks"
    assert [one.key for one in capacities_of(deputy, on=timezone.localdate())] == [str(office.province.pk)]


def test_an_administrator_names_one_for_somebody_who_cannot_and_nobody_else_does(client, office):
    address, said = asked(office, Role.LEADER, office.person(Role.HANDLER))
    for role in (Role.HANDLER, Role.SUPERVISOR, Role.RECORDS_OFFICER):
        client.force_login(office.person(role))
        assert client.get(address).status_code == 404
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert client.post(address, said).status_code == 404
    client.force_login(office.person(Role.ADMINISTRATOR))
    assert client.post(address, said).status_code == 302
    assert "Giấy ủy quyền số 4" in client.get(reverse("desk:deputies")).content.decode()


def test_a_deputy_from_another_unit_of_the_front_is_found_by_name_and_none_from_an_agency(client, office):
    far = office.person(Role.LEADER, office.commune)
    stranger = office.person(Role.AGENCY_LEADER, office.agency)
    address, said = asked(office, Role.LEADER, far)
    client.force_login(office.person(Role.LEADER))
    assert f'value="{far.pk}"' not in client.get(address).content.decode()
    number = far.full_name.split()[-1]
    assert f'value="{far.pk}"' in client.get(address, {"q": number}).content.decode()
    agency = client.get(address, {"q": stranger.full_name.split()[-1]}).content.decode()
    assert f'value="{stranger.pk}"' not in agency
    assert client.post(f"{address}?q={number}", said).status_code == 302
