"""Bút phê for many cases at once: said in words first, then one line for each case and nothing half done."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from desk.views import bulk
from organizations.vocabulary import Role
from tests.factories import a_person
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db
ADDRESS = "/lanh-dao/but-phe/"
WORD = {"text": "Xử lý trước Tết.", "due_on": "2026-03-20"}


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False):
        yield date(2026, 3, 2)


@pytest.fixture
def leader(client, office):
    client.force_login(office.person("leader"))
    return client


def new_cases(office, count=3):
    return [a_petition(office) for _ in range(count)]


def test_the_leaders_page_offers_to_tick_new_cases_or_take_all(leader, office):
    cases = new_cases(office, 2)
    page = leader.get(reverse("desk:leader")).content.decode()
    assert "Bút phê tất cả 2 đơn mới" in page
    assert page.count('name="case"') == 2
    for case in cases:
        op.instruct(case, handler=office.person("handler"), by=office.actor("leader"), on=DAY)
    assert 'name="case"' not in leader.get(reverse("desk:leader")).content.decode()


def test_ticked_cases_are_shown_in_words_and_then_instructed_one_by_one(leader, office):
    cases, left = new_cases(office), a_petition(office)
    helper = a_person(office.province, Role.HANDLER)
    said = WORD | {
        "case": [str(case.pk) for case in cases],
        "handler": office.person("handler").pk,
        "cooperators": [helper.pk],
    }
    asked = leader.post(ADDRESS, {"case": said["case"]})
    assert asked.status_code == 200
    assert "Bút phê 3 đơn" in asked.content.decode()
    looked = leader.post(ADDRESS, said | {"look": "1"}).content.decode()
    for words in (office.person("handler").full_name, helper.full_name, "Xử lý trước Tết.", "20/03/2026"):
        assert words in looked
    assert not Case.objects.exclude(status=Status.REGISTERED).exists(), "looking does nothing yet"

    changed = leader.post(ADDRESS, said | {"change": "1"}).content.decode()
    assert "Xử lý trước Tết." in changed, "what was typed is kept"
    done = leader.post(ADDRESS, said | {"do": "1"}).content.decode()
    assert "Đã bút phê 3 đơn" in done
    for case in cases:
        given = Case.objects.get(pk=case.pk).instructions.get()
        assert (given.handler, given.text, given.due_on) == (
            office.person("handler"), "Xử lý trước Tết.", date(2026, 3, 20),
        )  # fmt: skip
        assert list(given.cooperators.all()) == [helper]
        assert Event.objects.filter(kind="case.instructed", subject_id=case.pk).count() == 1
        assert case.duties.get(rule__key="mttq.take_up").state == "running"
        assert case.assignments.get(ended_at=None).step == "take_up"
    assert Case.objects.get(pk=left.pk).status == Status.REGISTERED


def test_a_case_somebody_else_instructed_meanwhile_says_so_and_the_others_are_done(leader, office):
    first, second = new_cases(office, 2)
    other = a_person(office.province, Role.HANDLER)
    said = {"case": [first.pk, second.pk], "handler": office.person("handler").pk}
    leader.post(ADDRESS, said | {"look": "1"})
    op.instruct(first, handler=other, by=office.actor("leader"), on=DAY)
    page = leader.post(ADDRESS, said | {"do": "1"}).content.decode()
    assert f"Đã có bút phê trước đó, giao cho {other.full_name}; không thay đổi gì." in page
    assert "1 đơn không được ghi" in page
    assert Case.objects.get(pk=first.pk).handler == other
    assert Case.objects.get(pk=second.pk).handler == office.person("handler")


def test_all_new_cases_are_those_on_the_page_and_what_came_in_later_is_left(leader, office):
    new_cases(office, 2)
    asked = leader.post(ADDRESS, {"all": "1"})
    chosen = [case.pk for case in asked.context["cases"]]
    late = a_petition(office)
    leader.post(ADDRESS, {"case": chosen, "handler": office.person("handler").pk, "do": "1"})
    assert set(Case.objects.filter(status=Status.INSTRUCTED).values_list("pk", flat=True)) == set(chosen)
    assert Case.objects.get(pk=late.pk).status == Status.REGISTERED


def test_more_than_one_page_can_wait_for_is_said_beforehand(leader, office, monkeypatch):
    monkeypatch.setattr(bulk, "MOST_AT_ONCE", 2)
    new_cases(office, 3)
    assert "Đang chọn 2 trong 3 đơn mới của đơn vị." in leader.post(ADDRESS, {"all": "1"}).content.decode()


def test_a_form_with_mistakes_keeps_what_was_typed_and_instructs_nobody(leader, office):
    case = a_petition(office)
    answer = leader.post(ADDRESS, {"case": case.pk, "text": "Gấp.", "due_on": "2026-03-01", "do": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hạn nội bộ không thể trước hôm nay." in page
    assert "Gấp." in page
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED
    assert leader.post(ADDRESS, {}).url == reverse("desk:leader")


def test_only_a_leader_instructs_and_only_in_the_own_unit(client, office):
    case = a_petition(office)
    said = {"case": case.pk, "handler": office.person("handler").pk, "do": "1"}
    for role in set(Role) - {Role.LEADER}:
        client.force_login(office.person(role))
        assert client.post(ADDRESS, said).status_code == 403, role
    client.force_login(office.person("leader", office.commune))
    assert client.post(ADDRESS, said).status_code == 302, "there is no such case for another unit"
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED
