"""Đơn vị on screen: the tree on a day, one unit with its history, entered, and moved after a look at what changes."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from organizations.models import Unit
from organizations.operations import rename_unit
from organizations.vocabulary import Level, Role, UnitKind
from tests.desk.test_pages import MOST_QUERIES
from tests.factories import a_unit

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def keeper(client, office):
    office.province.area.fold()
    office.province.area.path = "/98/"
    office.province.area.save()
    client.force_login(office.person(Role.ADMINISTRATOR))
    return client


def test_the_tree_begins_at_one_s_own_unit_and_goes_down_in_few_queries(keeper, office):
    page = keeper.get(reverse("desk:units")).content.decode()
    assert office.province.name in page
    assert office.commune.name not in page, "it hangs below"
    for number in range(60):
        a_unit(f"Ủy ban MTTQ xã số {number}", UnitKind.MTTQ, Level.COMMUNE, parent=office.province)
    with CaptureQueriesContext(connection) as asked:
        page = keeper.get(reverse("desk:unit", args=[office.province.pk])).content.decode()
    assert len(asked) <= MOST_QUERIES
    assert office.commune.name in page
    assert "sau=" in page
    assert "xã số 7" in keeper.get(reverse("desk:units"), {"q": "uy ban xa so 7"}).content.decode()


def test_on_an_earlier_day_a_unit_bears_the_name_it_had(keeper, office):
    before, today = office.commune.name, timezone.localdate()
    rename_unit(
        office.commune, name="Ủy ban MTTQ xã Hòa An", by=office.actor("administrator"), on=today, basis="NQ số 7"
    )
    address = reverse("desk:unit", args=[office.province.pk])
    now = keeper.get(address).content.decode()
    then = keeper.get(address, {"ngay": (today - timedelta(days=1)).isoformat()}).content.decode()
    assert (before in now, before in then) == (False, True)
    assert "NQ số 7" in keeper.get(reverse("desk:unit", args=[office.commune.pk])).content.decode()
    long_ago = keeper.get(address, {"ngay": "2019-12-31"}).content.decode()
    assert "Không có đơn vị trực thuộc vào ngày này." in long_ago
    assert keeper.get(address, {"ngay": "2019-13-45"}).status_code == 404


def test_a_unit_is_entered_below_another_or_as_an_agency_of_the_area(keeper, office):
    said = {"kind": "mttq", "level": "commune", "name": "Ủy ban MTTQ xã Tân Lập", "on": "2026-03-02"}
    below = f"{reverse('desk:unit-new')}?duoi={office.province.pk}"
    refused = keeper.post(below, said | {"area": "Xã không có"})
    assert "Không có địa bàn nào mang tên này." in refused.content.decode()
    keeper.post(below, said)
    assert Unit.objects.get(name=said["name"]).parent == office.province
    agency = said | {"kind": "police", "level": "province", "name": "Công an tỉnh"}
    refused = keeper.post(reverse("desk:unit-new"), agency)
    assert refused.status_code == 422, "an agency without a place belongs to no directory"
    assert "cơ quan ở địa bàn của mình" in refused.content.decode()
    keeper.post(reverse("desk:unit-new"), agency | {"area": "tỉnh Nam Thành"})
    assert Unit.objects.get(name="Công an tỉnh").in_force_from == date(2026, 3, 2)


def test_a_unit_is_moved_only_after_what_changes_was_shown(keeper, office):
    region = a_unit("Ủy ban MTTQ khu vực Đông", UnitKind.MTTQ, Level.COMMUNE, parent=office.province)
    address = reverse("desk:unit-move", args=[office.commune.pk])
    said = {"parent": region.pk, "on": timezone.localdate().isoformat(), "basis": "Quyết định số 5"}
    assert keeper.post(address, said | {"basis": "", "confirmed": "1"}).status_code == 422
    look = keeper.post(address, said).content.decode()
    assert "Ủy ban MTTQ khu vực Đông xem và quản trị được đơn vị này." in look
    office.commune.refresh_from_db()
    assert office.commune.parent == office.province
    assert keeper.post(address, said | {"confirmed": "1"}).status_code == 302
    office.commune.refresh_from_db()
    assert office.commune.parent == region
    below = keeper.get(reverse("desk:unit-move", args=[region.pk])).content.decode()
    assert f'<option value="{office.commune.pk}"' not in below, "nothing goes below itself"


def test_of_a_unit_that_one_does_not_administer_there_is_no_page(client, office):
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    for name in ("unit", "unit-move"):
        assert client.get(reverse(f"desk:{name}", args=[office.province.pk])).status_code == 404
        assert client.get(reverse(f"desk:{name}", args=[office.commune.pk])).status_code == 200
    assert client.get(reverse("desk:unit-new"), {"duoi": office.province.pk}).status_code == 404
    client.force_login(office.person(Role.LEADER))
    assert client.get(reverse("desk:unit", args=[office.province.pk])).status_code == 403


def test_a_program_s_token_is_shown_once_and_shut_out_by_a_click(keeper, office):
    address = reverse("desk:clients")
    assert keeper.post(address, {"name": "", "role": "leader"}).status_code == 422
    shown = keeper.post(address, {"name": "Cổng dịch vụ công", "role": "leader"})
    token = shown.context["token"]
    assert token in shown.content.decode()
    assert "no-store" in shown["Cache-Control"]
    assert token not in keeper.get(address).content.decode()
    asks = {"headers": {"Authorization": f"Bearer {token}"}}
    assert keeper.get(reverse("api:cases"), **asks).status_code == 200
    revoke = reverse("desk:client-revoke", args=[shown.context["made"].pk])
    keeper.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert keeper.post(revoke).status_code == 404
    assert keeper.get(address, {"don-vi": office.province.pk}).status_code == 403
    keeper.force_login(office.person(Role.ADMINISTRATOR))
    assert keeper.post(revoke).status_code == 302
    assert keeper.get(reverse("api:cases"), **asks).status_code == 401
