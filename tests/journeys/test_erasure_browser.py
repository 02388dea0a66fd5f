"""A list of files that have run out, and what a person asks to be erased: prepared, approved, gone; wide and narrow."""

import os
from pathlib import Path

import pytest

from cases import operations as op
from cases.models import Case, Erasure
from cases.retention_words import ErasureState
from organizations.vocabulary import Role
from tests.erasures import BASIS, WHO, WORKER, filed, her_case, person_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

A_YEAR_LATER = "2027-03-08T02:00:00Z"


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings, tmp_path):
    settings.ERASURES_LEDGER = tmp_path / "erasures.jsonl"


def picture(someone, name: str, width: int) -> None:
    """Kept where somebody wants to look at the pages."""
    if folder := os.environ.get("PICTURES"):
        someone.page.screenshot(path=str(Path(folder) / f"{name}-{width}.png"), full_page=True)


@pytest.mark.parametrize("width", [1280, 360])
def test_a_file_runs_out_is_listed_approved_by_another_and_erased(office, visitor, width, time_machine):
    time_machine.move_to(A_YEAR_LATER)
    case, held = filed(office), filed(office, again=True)
    officer = visitor(office.person(Role.RECORDS_OFFICER), width=width)
    officer.goes("/luu-tru/").sees("2 hồ sơ của đơn vị đã hết thời hạn lưu")
    picture(officer, "lists", width)
    officer.presses("Lập danh mục").sees("Duyệt rồi thì mất hẳn")
    officer.presses("Trình lãnh đạo duyệt").sees("Chờ duyệt")
    leader = visitor(office.person(Role.LEADER), width=width)
    leader.goes(f"/vu-viec/{held.pk}/luu-giu/").sees("Đến hết ngày 02/03/2027.")
    leader.page.get_by_label("Lý do").fill("Thanh tra huyện đang xem lại.")
    leader.presses("Tạm giữ hồ sơ").sees("Đang được tạm giữ")
    picture(leader, "held", width)
    erasure = Erasure.objects.get()
    leader.goes(f"/luu-tru/{erasure.pk}/").sees("Để lại: hồ sơ đang tạm giữ")
    leader.presses("Duyệt xóa").sees("Cần xác nhận đã xem")
    leader.page.get_by_label("Tôi đã xem từng hồ sơ").check()
    picture(leader, "judged", width)
    leader.presses("Duyệt xóa").sees("Còn 1 hồ sơ đang được xóa")
    op.carry_erasures_on(by=WORKER, on=erasure.prepared_on)
    leader.goes(f"/luu-tru/{erasure.pk}/").sees("Đã thực hiện xong")
    picture(leader, "done", width)
    leader.goes(f"/vu-viec/{case.pk}/").sees("Nội dung đã xóa theo thời hạn lưu")
    picture(leader, "case", width)
    assert Case.objects.get(pk=held.pk).erased_on is None


@pytest.mark.parametrize("width", [1280, 360])
def test_a_person_asks_and_nothing_is_lost_that_was_typed(office, visitor, width):
    case = her_case(office)
    officer = visitor(office.person(Role.RECORDS_OFFICER), width=width)
    officer.goes(f"/nguoi-nop-don/{person_of(case).pk}/").presses("Người này yêu cầu xóa dữ liệu")
    page = officer.page
    page.get_by_label(case.number).check()
    page.get_by_label("Căn cứ pháp lý").fill(BASIS)
    officer.presses("Lập danh mục").sees("Cần ghi ai yêu cầu")
    picture(officer, "asked", width)
    assert page.get_by_label("Căn cứ pháp lý").input_value() == BASIS
    page.get_by_label("Ai yêu cầu").fill(f"{WHO['name']}, đơn ngày 02/11/2026")
    officer.presses("Lập danh mục").sees("1 vụ việc, 0 lượt tiếp công dân")
    picture(officer, "asked-list", width)
    assert Erasure.objects.get().state == ErasureState.PREPARED
