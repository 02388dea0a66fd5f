"""A commune's committee is split while petitions are open, and a handler leaves: both in a browser, wide and narrow."""

import os
from pathlib import Path

import pytest
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person
from tests.stories import a_case
from tests.successions import an_heir, kept_by_the_province
from workflows import operations as work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_split_is_entered_looked_at_chosen_ordered_and_followed(office, visitor, width):
    kept_by_the_province(office)
    cases = [a_case(office, at=Status.FORWARDED) for _ in range(3)]
    heirs = [an_heir(office, "Ủy ban nhân dân xã Hòa Đông"), an_heir(office, "Ủy ban nhân dân xã Hòa Tây")]
    today = timezone.localdate().isoformat()
    someone = visitor(office.person(Role.ADMINISTRATOR), width=width)
    someone.goes("/quan-tri/sap-xep/").sees("Nhập quyết định")
    page = someone.page
    page.select_option("#id_how", "split")
    page.fill("#id_number", "45/NQ-UBTVQH15")
    page.fill("#id_dated_on", today)
    page.fill("#id_effective_on", today)
    page.get_by_role("group", name="Đơn vị thôi hoạt động").get_by_label(office.agency.name, exact=True).check()
    for heir in heirs:
        page.get_by_role("group", name="Đơn vị kế thừa").get_by_label(heir.name, exact=True).check()
    picture(someone, "enter", width)
    someone.presses("Xem trước").sees("Chưa biết về đâu: chọn từng việc")
    picture(someone, "preview", width)
    page.get_by_label(cases[0].number).select_option(label=heirs[0].name)
    page.get_by_label("Phần còn lại và việc phát sinh sau này").select_option(label=heirs[1].name)
    someone.presses("Ghi nơi nhận").sees("Đã ghi nơi nhận.")
    someone.presses("Quyết định bàn giao").sees("Đã bàn giao 0 trong 3 việc.")
    op.carry_changeovers_on(by=system("changeover"), on=timezone.localdate())
    page.get_by_text("Đã bàn giao xong 3 việc.").wait_for()
    someone.looks()
    picture(someone, "result", width)
    assert {Case.objects.get(pk=case.pk).lead.agency for case in cases} == set(heirs)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_leader_sees_how_much_everybody_has_and_hands_over_what_somebody_leaves(office, visitor, width):
    case = a_case(office, at=Status.IN_HAND)
    stories.drafted(office, case)
    a_case(office, at=Status.INSTRUCTED)
    successor = a_person(office.province, Role.HANDLER)
    leader = visitor(office.person("leader"), width=width)
    leader.goes("/lanh-dao/khoi-luong/").sees("Từng người trong đơn vị")
    picture(leader, "workload", width)
    leader.presses(office.person("handler").full_name).sees("Vụ việc đang xử lý")
    leader.presses("Bàn giao").sees("Cần ghi vì sao bàn giao")
    leader.page.get_by_label("Mọi vụ việc về").select_option(label=f"{successor.full_name} · {successor.title}")
    leader.page.get_by_label("Vì sao bàn giao").fill("Chuyển công tác về đơn vị khác.")
    picture(leader, "person", width)
    leader.presses("Bàn giao").sees("Đã bàn giao 0 trong 2 việc.")
    work.carry_leavings_on(by=system("leaving"), on=timezone.localdate())
    leader.page.get_by_text("Đã bàn giao ·").first.wait_for()
    leader.looks()
    picture(leader, "handed-over", width)
    assert {one.handler for one in Case.objects.all()} == {successor}
