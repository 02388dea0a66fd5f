"""Lưu trữ, xóa hồ sơ on screen: how long, held, listed, approved by another, printed; nobody else sees the lists."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import outbox
from audit.models import Dispatch, DispatchState
from cases import operations as op
from cases.models import Case, Erasure, LegalHold
from cases.retention_words import ErasedState, ErasureState
from notifications.models import Message
from notifications.vocabulary import Channel
from organizations.vocabulary import Role
from tests.cases.leaks import leaks, text_of
from tests.desk.test_pages import MOST_QUERIES
from tests.erasures import BASIS, VALUES, WHO, WORKER, YEARS_LATER, asked_for, filed, her_case, person_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def years_later(settings, tmp_path, time_machine):
    settings.ERASURES_LEDGER = tmp_path / "erasures.jsonl"
    time_machine.move_to(f"{YEARS_LATER.isoformat()}T03:00:00Z")


def test_a_list_walks_from_the_schedule_to_the_last_file(as_role, office):
    cases = [filed(office, again=True) for _ in range(3)]
    officer = as_role(Role.RECORDS_OFFICER)
    assert "3 hồ sơ của đơn vị đã hết thời hạn lưu" in officer.get(reverse("desk:erasures")).content.decode()
    made = officer.post(reverse("desk:erasures"), follow=True).content.decode()
    erasure = Erasure.objects.get()
    for case in cases:
        assert case.number in made
        assert case.summary not in made
    assert "Duyệt rồi thì mất hẳn" in made
    first = erasure.rows.first()
    row = reverse("desk:erasure-row", args=[erasure.pk, first.pk])
    assert officer.post(row, {"because": ""}).status_code == 422
    assert officer.post(row, {"because": "Vụ nghiêm trọng"}).status_code == 302
    officer.post(reverse("desk:erasure-act", args=[erasure.pk, "trinh"]))
    leader = as_role(Role.LEADER)
    page = reverse("desk:erasure", args=[erasure.pk])
    with CaptureQueriesContext(connection) as asked:
        shown = leader.get(page).content.decode()
    assert len(asked) <= MOST_QUERIES
    assert "Vụ nghiêm trọng" in shown
    approve = reverse("desk:erasure-act", args=[erasure.pk, "duyet"])
    assert leader.post(approve).status_code == 422, "without the tick nothing is approved"
    assert Erasure.objects.get().state == ErasureState.PROPOSED
    assert "Còn 2 hồ sơ đang được xóa" in leader.post(approve, {"known": "on"}, follow=True).content.decode()
    op.carry_erasures_on(by=WORKER, on=YEARS_LATER)
    assert [one.state for one in erasure.rows.all()] == [ErasedState.OFF, ErasedState.DONE, ErasedState.DONE]
    assert "Nội dung đã xóa ngày 04/03/2042" in leader.get(reverse("desk:case", args=[cases[1].pk])).content.decode()
    paper = text_of(leader.get(reverse("desk:erasure-pdf", args=[erasure.pk])).content)
    assert "DANH MỤC HỒ SƠ HẾT THỜI HẠN LƯU" in paper
    assert leaks(VALUES, [("the list", paper)]) == []


def test_who_is_asked_and_who_prepared_it_hear_of_a_list(as_role, office):
    filed(office)
    as_role(Role.RECORDS_OFFICER).post(reverse("desk:erasures"))
    number = Erasure.objects.get().pk

    def act(role, name, **said):
        as_role(role).post(reverse("desk:erasure-act", args=[number, name]), said)

    def told(role):
        for dispatch in Dispatch.objects.filter(state=DispatchState.OWED, event__kind__startswith="erasure."):
            assert outbox.deliver(dispatch.pk)
        heard = Message.objects.filter(channel=Channel.IN_APP, user=office.person(role), case=None)
        return list(heard.order_by("pk").values_list("subject", flat=True))

    act(Role.RECORDS_OFFICER, "trinh")
    assert told(Role.LEADER) == [f"Danh mục xóa hồ sơ số {number} chờ duyệt"]
    act(Role.LEADER, "tra-lai", because="Thiếu một hồ sơ")
    act(Role.RECORDS_OFFICER, "trinh")
    act(Role.LEADER, "duyet", known="on")
    op.carry_erasures_on(by=WORKER, on=YEARS_LATER)
    assert told(Role.RECORDS_OFFICER) == [
        f"Danh mục xóa hồ sơ số {number} bị trả lại",
        f"Đã thực hiện xong danh mục xóa hồ sơ số {number}",
    ]


def test_older_lists_stand_on_further_pages(as_role, office, monkeypatch):
    monkeypatch.setattr("desk.views.erasures.RECENT", 2)
    made = [op.prepare_list(office.province, by=office.actor(Role.RECORDS_OFFICER), on=YEARS_LATER).pk
            for _ in range(5) if filed(office, again=True)]  # fmt: skip
    officer, page, seen = as_role(Role.RECORDS_OFFICER), reverse("desk:erasures"), []
    while page:
        said = officer.get(page).content.decode()
        seen += [int(one) for one in re.findall(r"Danh mục số (\d+)</a>", said)]
        older = re.search(r'href="(\?truoc=\d+)"', said)
        page = reverse("desk:erasures") + older[1] if older else ""
    assert seen == sorted(made, reverse=True)
    for nowhere in ("x", "-1", "9" * 40, "²"):
        assert officer.get(reverse("desk:erasures"), {"truoc": nowhere}).status_code == 404


def test_what_a_person_asks_is_entered_looked_at_and_may_be_refused(as_role, office):
    case = her_case(office)
    officer = as_role(Role.RECORDS_OFFICER)
    person = person_of(case).pk
    assert (
        reverse("desk:erase-person", args=[person])
        in officer.get(reverse("desk:person", args=[person])).content.decode()
    )
    address = reverse("desk:erase-person", args=[person])
    typed = {"cases": [case.pk], "basis": BASIS, "asked": ""}
    refused = officer.post(address, typed)
    assert refused.status_code == 422
    assert BASIS in refused.content.decode(), "what was typed is kept"
    page = officer.post(address, typed | {"asked": f"Đơn của {WHO['name']}"}, follow=True).content.decode()
    assert "1 vụ việc" in page
    erasure = Erasure.objects.get()
    officer.post(reverse("desk:erasure-act", args=[erasure.pk, "trinh"]))
    leader = as_role(Role.LEADER)
    refuse = reverse("desk:erasure-act", args=[erasure.pk, "khong-duyet"])
    assert leader.post(refuse, {"because": ""}).status_code == 422
    assert "Chưa đủ căn cứ" in leader.post(refuse, {"because": "Chưa đủ căn cứ"}, follow=True).content.decode()
    assert Case.objects.get(pk=case.pk).erased_on is None


def test_a_held_file_says_by_whom_and_cannot_be_asked_for(as_role, office):
    case = her_case(office)
    leader = as_role(Role.LEADER)
    keeping = reverse("desk:keeping", args=[case.pk])
    assert "Chưa rõ thời hạn lưu" in leader.get(keeping).content.decode()
    assert leader.post(keeping, {"because": ""}).status_code == 422
    assert "Đang được tạm giữ" in leader.post(keeping, {"because": "Tòa án yêu cầu"}, follow=True).content.decode()
    officer = as_role(Role.RECORDS_OFFICER)
    typed = {"cases": [case.pk], "basis": BASIS, "asked": "Đơn ngày 02/01/2042"}
    refused = officer.post(reverse("desk:erase-person", args=[person_of(case).pk]), typed)
    assert refused.status_code == 409
    assert "đang được tạm giữ" in refused.content.decode()
    assert officer.post(keeping, {"because": "Thôi"}).status_code == 403
    as_role(Role.LEADER).post(keeping, {"because": "Tòa án đã trả hồ sơ"})
    assert LegalHold.objects.get().lifted_on == YEARS_LATER


def test_the_lists_are_for_who_prepares_and_who_judges_in_their_own_unit(client, office):
    erasure = asked_for(office, her_case(office))
    row = erasure.rows.get()
    pages = {
        "desk:erasure": [erasure.pk],
        "desk:erasure-pdf": [erasure.pk],
        "desk:erasure-row": [erasure.pk, row.pk],
    }
    for (unit, role), person in office.people.items():
        client.force_login(person)
        here = unit == office.province.pk
        allowed = role in {Role.RECORDS_OFFICER, Role.LEADER}
        wanted = (200 if here else 404) if allowed else 403
        for name, arguments in pages.items():
            assert client.get(reverse(name, args=arguments)).status_code == wanted, (role, unit, name)
        act = client.post(reverse("desk:erasure-act", args=[erasure.pk, "duyet"]), {"known": "on"})
        assert act.status_code == (409 if here and role == Role.LEADER else 403 if here or not allowed else 404)
        ask = client.get(reverse("desk:erase-person", args=[person_of(row.case).pk]))
        assert ask.status_code == (200 if here else 404) if role == Role.RECORDS_OFFICER else 403
    assert Erasure.objects.get().state == ErasureState.PREPARED
