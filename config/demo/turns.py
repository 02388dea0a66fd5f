"""The odd turns of a case of the demo: something is missing, somebody presses, somebody dies, something was wrong."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cases import operations as op
from cases.papers import petition_of
from cases.vocabulary import AskedBy, Doubt, HeardBy, Helped, PartyRole, SupplementOf
from organizations.vocabulary import Role

from .papers import a_page

if TYPE_CHECKING:
    from .acts import Life

ASKED_FOR = "Bản chụp giấy chứng nhận quyền sử dụng đất và ảnh chụp hiện trạng."
BROUGHT = "Nộp bản chụp giấy chứng nhận và bốn ảnh chụp, ghi ngày chụp ở mặt sau."
GIVEN = timedelta(days=10)
PRESSED = "Người nộp đơn gọi điện xin rút, nói có người đến nhà dọa; người nhà xác nhận đã nghe lời dọa."
NOT_LET_GO = "Có dấu hiệu bị đe dọa; giữ đơn, tiếp tục theo dõi và báo Công an xã nắm tình hình."
NOT_HELPED = "Đoạn trước nhà tôi vẫn như cũ, chưa ai đến làm."
STILL_OPEN = "Người nộp đơn và trưởng khu cùng báo việc đã hứa chưa làm xong."
LONG_BEFORE = timedelta(days=21)
LAY_UNSEEN = "Thư nằm ở hòm thư góp ý của khu, đến đợt mở hòm mới thấy."
MISREAD = "Đọc nhầm số trên bản quét."


def ask_papers(life: "Life", on: date) -> None:
    asked = {"wants": SupplementOf.PAPERS, "what": ASKED_FOR, "way": AskedBy.TELEPHONE}
    op.ask_supplement(life.case, **asked, until=on + GIVEN, by=life.hand, on=on)


def papers_came(life: "Life", on: date) -> None:
    paper = op.NewDocument(title="Giấy chứng nhận, ảnh chụp.pdf", content=a_page(f"So do, {life.case.number}"))
    by = life.one(Role.RECEPTIONIST)
    op.receive_supplement(life.case, what=BROUGHT, whole=True, documents=[paper], by=by, on=on)


def nobody_came(life: "Life", on: date) -> None:
    op.report_no_supplement(life.case, by=life.hand, on=on)


def pressed(life: "Life", on: date) -> None:
    # Of a group whoever was appointed to speak for all.
    who = [one for one in petition_of(life.case).parties.order_by("pk") if one.stands_behind][-1]
    by = life.one(Role.RECEPTIONIST)
    op.doubt_withdrawal(life.case, party=who.pk, doubt=Doubt.COERCION, because=PRESSED, by=by, on=on)


def not_let_go(life: "Life", on: date) -> None:
    op.refuse_withdrawal(life.case, because=NOT_LET_GO, by=life.one(Role.LEADER), on=on)


def died(life: "Life", on: date) -> None:
    alive = [one for one in petition_of(life.case).parties.order_by("pk") if one.role == PartyRole.PETITIONER]
    paper = op.NewDocument(title="Trích lục khai tử.pdf", content=a_page(f"Trich luc khai tu, {life.case.number}"))
    by = life.one(Role.RECEPTIONIST)
    op.record_death(life.case, paper=paper, party=alive[0].pk, died_on=on - timedelta(days=3), by=by, on=on)


def heir(life: "Life", on: date) -> None:
    paper = op.NewDocument(title="Văn bản thừa kế.pdf", content=a_page(f"Thua ke, {life.case.number}"))
    op.record_successor(life.case, successor=life.an_heir(on), paper=paper, by=life.one(Role.RECEPTIONIST), on=on)


def found_late(life: "Life", on: date) -> None:
    life.register(on, received_on=on - LONG_BEFORE, late_because=LAY_UNSEEN)


def misread(life: "Life", on: date) -> None:
    number = f"{life.rng.randint(100, 990)}/UBND-VP"
    op.correct_paper(life.case, number=number, dated_on=None, because=MISREAD, by=life.hand, on=on)


def not_helped(life: "Life", on: date) -> None:
    by = life.one(Role.RECEPTIONIST)
    op.record_helped(life.case, helped=Helped.NO, heard_by=HeardBy.TELEPHONE, text=NOT_HELPED, by=by, on=on)


def ask_again(life: "Life", on: date) -> None:
    op.ask_reopening(life.case, because=STILL_OPEN, by=life.one(Role.SUPERVISOR), on=on)


STEPS: dict[str, Callable[["Life", date], None]] = {
    "ask_papers": ask_papers,
    "papers_came": papers_came,
    "nobody_came": nobody_came,
    "pressed": pressed,
    "not_let_go": not_let_go,
    "died": died,
    "heir": heir,
    "found_late": found_late,
    "misread": misread,
    "not_helped": not_helped,
    "ask_again": ask_again,
}
