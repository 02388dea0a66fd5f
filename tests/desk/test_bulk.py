"""One act on many cases: said in words first, then one line for each and nothing half done."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from desk.running import jobs_of
from organizations.models import Membership
from organizations.operations import end_membership
from organizations.vocabulary import Role
from tests import stories
from tests.desk.test_pages import MOST_QUERIES
from tests.factories import a_person
from tests.stories import DAY, a_case, a_denunciation, a_petition
from workflows import operations as work
from workflows.models import Assignment, Batch, BatchRow, BatchRowState
from workflows.operations.acts import ACTS
from workflows.vocabulary import Bulk

pytestmark = pytest.mark.django_db
ADDRESS = "/viec-hang-loat/instruct/"
WORD = {"text": "Xử lý trước Tết.", "due_on": "2026-03-20"}
WORKER = system("batches")
IN_APRIL = date(2026, 4, 27)


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


def carried(on=DAY):
    return work.carry_batches_on(by=WORKER, on=on)


def test_ticked_cases_are_shown_in_words_and_then_instructed_one_by_one(leader, office, django_assert_max_num_queries):
    page = leader.get(reverse("desk:leader")).content.decode()
    assert 'name="case"' not in page
    cases, left = new_cases(office), a_petition(office)
    assert leader.get(reverse("desk:leader")).content.decode().count('name="case"') == 4
    helper = a_person(office.province, Role.HANDLER)
    said = WORD | {
        "case": [str(case.pk) for case in cases],
        "handler": office.person("handler").pk,
        "cooperators": [helper.pk],
    }
    asked = leader.post(ADDRESS, {"case": said["case"]})
    assert "3 đơn" in asked.content.decode()
    looked = leader.post(ADDRESS, said | {"look": "1"})
    words = looked.content.decode()
    for word in (office.person("handler").full_name, helper.full_name, "Xử lý trước Tết.", "20/03/2026", "Chỉ 3 đơn"):
        assert word in words
    assert not Batch.objects.exists(), "looking orders nothing yet"
    assert "Xử lý trước Tết." in leader.post(ADDRESS, said | {"change": "1"}).content.decode(), "what was typed is kept"

    order = said | {"do": "1", "token": looked.context["token"]}
    place = leader.post(ADDRESS, order)["Location"]
    assert leader.post(ADDRESS, order)["Location"] == place, "sent twice it is one order"
    assert not Case.objects.exclude(status=Status.REGISTERED).exists(), "the worker does it"
    assert "Đã xong 0 trong 3 đơn" in leader.get(place).content.decode()
    mark = "1 việc đang chạy nền"
    assert mark in leader.get(reverse("desk:home"), follow=True).content.decode(), "every page says that it runs"

    assert (carried(), carried()) == (3, 0)
    assert leader.get(place, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    with django_assert_max_num_queries(MOST_QUERIES):
        done = leader.get(place).content.decode()
    assert "Đã ghi 3 đơn." in done
    for case in cases:
        given = Case.objects.get(pk=case.pk).instructions.get()
        assert (given.handler, given.text, given.due_on) == (
            office.person("handler"), "Xử lý trước Tết.", date(2026, 3, 20),
        )  # fmt: skip
        assert list(given.cooperators.all()) == [helper]
        assert Event.objects.filter(kind="case.instructed", subject_id=case.pk).count() == 1
        assert case.number in done
    assert Case.objects.get(pk=left.pk).status == Status.REGISTERED
    assert Batch.objects.get().said == {}, "what was said stands in each case, and only there"
    job = jobs_of(office.actor("leader"))[0]
    assert (job.came_of, job.settled) == ("Đã ghi 3.", True)
    client = leader
    client.force_login(office.person("handler"))
    assert client.get(place).status_code == 404, "whoever ordered it, and nobody else"


def test_what_stands_in_the_way_of_one_is_said_in_its_line_and_the_others_are_done(leader, office):
    first, second, third = new_cases(office)
    other = a_person(office.province, Role.HANDLER)
    said = {"case": [first.pk, second.pk, third.pk], "handler": office.person("handler").pk, "do": "1"}
    place = leader.post(ADDRESS, said)["Location"]
    op.instruct(first, handler=other, by=office.actor("leader"), on=DAY)
    op.withdraw(third, by=office.actor("receptionist"), on=DAY)
    carried()
    page = leader.get(place).content.decode()
    assert f"Đã có bút phê trước đó, giao cho {other.full_name}; không thay đổi gì." in page
    assert "2 đơn không được ghi" in page
    assert leader.get(f"{place}?xem=done").content.decode().count("pill pill-ok") == 1
    assert Case.objects.get(pk=first.pk).handler == other
    assert Case.objects.get(pk=second.pk).handler == office.person("handler")


def test_all_that_match_are_fixed_when_confirmed_and_what_changed_meanwhile_is_asked_again(leader, office):
    cases = new_cases(office, 2)
    said = {"scope": "all", "source": "register", "asked": "tab=unassigned", "handler": office.person("handler").pk}
    looked = leader.post(ADDRESS, said | {"look": "1"})
    assert "Cả 2 đơn khớp" in looked.content.decode()
    assert "Chưa có người giữ" in looked.content.decode(), "which they are, in words"
    cases.append(a_petition(office))
    order = said | {"do": "1", "expected": "2", "token": looked.context["token"]}
    refused = leader.post(ADDRESS, order)
    assert refused.status_code == 422
    assert "nay khớp 3 vụ việc" in refused.content.decode()
    assert not Batch.objects.exists()
    leader.post(ADDRESS, order | {"expected": "3"})
    late = a_petition(office)
    assert carried() == 3
    assert set(Case.objects.filter(status=Status.INSTRUCTED)) == set(cases)
    assert Case.objects.get(pk=late.pk).status == Status.REGISTERED


def test_tasks_are_taken_and_given_many_at_once_each_by_whoever_may_do_it(client, office):
    new_cases(office, 3)
    records = a_person(office.province, Role.RECORDS_OFFICER)
    client.force_login(office.person("leader"))
    assert "/viec-hang-loat/take/" in client.get("/viec/?tab=pool").content.decode()
    assert client.post("/viec-hang-loat/take/", {"scope": "all"}).status_code == 404, "the register holds no tasks"
    tasks = list(Assignment.objects.filter(ended_at=None).order_by("pk").values_list("pk", flat=True))
    said = {"source": "pool", "case": tasks[:2]}
    assert "Chỉ 2 đơn đã chọn." in client.post("/viec-hang-loat/take/", said).content.decode(), "nothing is left to ask"
    place = client.post("/viec-hang-loat/take/", said | {"do": "1"})["Location"]
    assert carried() == 2
    assert Assignment.objects.filter(owner=office.person("leader")).count() == 2
    assert client.get(place).content.decode().count("Đã nhận về mình.") == 2
    given = {"source": "pool", "scope": "all", "to": records.pk, "do": "1"}
    place = client.post("/viec-hang-loat/give/", given)["Location"]
    carried()
    assert "phải có vai trò làm việc này" in client.get(place).content.decode()
    assert not Assignment.objects.filter(owner=records).exists()


def test_late_agencies_are_chased_many_at_once_with_the_same_day(client, office):
    late = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, late)
    op.acknowledge_referral(late, by=office.actor("agency_officer"), on=DAY)
    stories.swept(IN_APRIL)
    fresh, secret = a_petition(office), a_denunciation(office)
    with time_machine.travel("2026-04-27 09:00:00+07:00", tick=False):
        client.force_login(office.person("handler"))
        said = {"case": [late.pk, fresh.pk, secret.pk], "answer_by": "2026-05-12"}
        place = client.post("/viec-hang-loat/chase/", said | {"do": "1"})["Location"]
        carried(on=IN_APRIL)
        page = client.get(place).content.decode()
    letter = Case.objects.get(pk=late.pk).letters.get(form="reminder")
    assert (letter.status, letter.stated["answer_by"]) == ("draft", "2026-05-12")
    assert "Đã soạn dự thảo đôn đốc." in page
    assert BatchRow.objects.filter(state=BatchRowState.REFUSED).exclude(said="").count() == 2


def test_a_form_with_mistakes_keeps_what_was_typed_and_orders_nothing(leader, office):
    case = a_petition(office)
    answer = leader.post(ADDRESS, {"case": case.pk, "text": "Gấp.", "due_on": "2026-03-01", "do": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Hạn nội bộ không thể trước hôm nay." in page
    assert "Gấp." in page
    assert not Batch.objects.exists()
    assert leader.post(ADDRESS, {"source": "leader"}).url == reverse("desk:leader")


def test_only_who_may_is_let_in_and_only_with_the_rights_of_the_day(client, office):
    case = a_petition(office)
    said = {"case": case.pk, "handler": office.person("handler").pk, "do": "1"}
    for name, act in ACTS.items():
        for role in Role:
            client.force_login(office.person(role))
            found = client.post(f"/viec-hang-loat/{name}/", {}).status_code
            assert (found == 403) == (role not in act.roles), (name, role)
    client.force_login(office.person("leader", office.commune))
    assert client.post(ADDRESS, said).url.startswith("/so-don/"), "there is no such case for another unit"
    client.force_login(office.person("leader"))
    place = client.post(ADDRESS, said)["Location"]
    membership = Membership.objects.get(user=office.person("leader"), unit=office.province)
    end_membership(membership, last_on=DAY, by=office.actor("administrator"), reason="Nghỉ hưu")
    carried(on=DAY + timedelta(days=1))
    assert BatchRow.objects.get().said == "Vụ việc này không thuộc quyền làm việc ấy của bạn."
    assert Case.objects.get(pk=case.pk).status == Status.REGISTERED
    assert place
    assert ACTS[Bulk.INSTRUCT].may(office.actor("leader"))
