"""How a case of the demo is screened and ends without going to an agency, or goes there at once."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import TYPE_CHECKING

from cases import operations as op
from cases.models import Letter
from cases.vocabulary import Kind, LetterForm, LetterStatus, ScreenedTo, SentBy
from organizations.vocabulary import Role

if TYPE_CHECKING:
    from .acts import Life

FORMAL = {"named": "yes", "signed": "yes", "dated": "yes", "vietnamese": "yes"}
CALM = {"urgent": "no", "same_open": "no"}
PLAIN = CALM | FORMAL
COMPLAINED = PLAIN | {"sent_also": "no", "guided": "no", "settled": "no", "represented": "single"}
DENOUNCED = CALM | {"crime": "no", "named": "yes", "signed": "yes", "sent_also": "no", "guided": "no"}
DENOUNCED |= {"settled": "no", "party": "no"}
BECAUSE = "Đã trao đổi với lãnh đạo và với người nộp đơn."
NOT_AGREED = "Đơn gửi nhiều nơi nhưng nơi có thẩm quyền chưa nhận; vẫn cần chuyển."
REPORTED = "Khoảng ba mươi hộ dự định kéo lên trụ sở vào đầu tuần; đề nghị lãnh đạo chủ trì buổi gặp bà con trước."
JOINED = "Cùng một việc, cùng địa điểm với đơn đã vào sổ; xử lý chung."
SPLIT = "Đơn nêu thêm một việc khác loại; đã gọi điện, người nộp đơn đồng ý tách ra xử lý riêng."
ENTERED_TWICE = "Vào sổ hai lần cùng một lá đơn."
ANOTHER_MATTER = "Đề nghị lắp thêm đèn chiếu sáng trên đường liên khu"


def _screen(life: "Life", on: date, decided: str, answers: dict[str, str], *, several: bool = False) -> None:
    kind = "several" if several else life.story.kind
    op.screen(life.case, answers={"kind": kind, **answers}, decided=decided, because=BECAUSE, by=life.hand, on=on)


def forward(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.FORWARD, PLAIN | {"sent_also": "no", "guided": "no"})


def denounced(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.FORWARD, DENOUNCED)


def crime(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.TRANSFER_INVESTIGATION, {"crime": "yes"})


def to_guide(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.GUIDE, COMPLAINED | {"followed": "no"})


def to_return(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.RETURN, COMPLAINED | {"signed": "no"})


def to_split(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.ASK_TO_SPLIT, CALM, several=True)


def to_file(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.FILE_AWAY, PLAIN | {"sent_also": "yes"})


def to_report(life: "Life", on: date) -> None:
    _screen(life, on, ScreenedTo.REPORT, {"urgent": "mass"})


def confirm(life: "Life", on: date) -> None:
    op.confirm_screening(life.case, by=life.one(Role.LEADER), on=on)


def reject(life: "Life", on: date) -> None:
    op.reject_screening(life.case, because=NOT_AGREED, by=life.one(Role.LEADER), on=on)


def report(life: "Life", on: date) -> None:
    op.report_to_head(life.case, text=REPORTED, by=life.hand, on=on)


def hasten(life: "Life", on: date) -> None:
    life.agency = life.province.agencies["cong_an"]
    op.transfer_at_once(
        life.case,
        agency=life.agency,
        subject="chuyển ngay đơn có dấu hiệu tội phạm",
        asked="Xem xét theo thẩm quyền và thông báo kết quả cho Mặt trận.",
        answer_by=on + timedelta(days=20),
        by=life.hand,
        on=on,
    )


def write_guidance(life: "Life", on: date) -> None:
    _write(
        life,
        on,
        LetterForm.GUIDANCE,
        "hướng dẫn gửi đơn khiếu nại",
        to_unit=life.agency,
        basis="Luật Khiếu nại Điều 66",
    )


def write_return(life: "Life", on: date) -> None:
    _write(
        life, on, LetterForm.RETURN_PETITION, "trả lại đơn để bổ sung", reason="Đơn chưa có chữ ký của người khiếu nại."
    )


def write_split(life: "Life", on: date) -> None:
    _write(
        life,
        on,
        LetterForm.GUIDANCE_SPLIT,
        "đề nghị viết riêng từng đơn",
        asked="Viết mỗi nội dung thành một đơn riêng.",
    )


def sign(life: "Life", on: date) -> None:
    op.sign_other(life.case, letter=_letter(life, LetterStatus.SUBMITTED), by=life.one(Role.LEADER), on=on)


def send(life: "Life", on: date) -> None:
    records, letter = life.one(Role.RECORDS_OFFICER), _letter(life, LetterStatus.SIGNED)
    op.issue_other(life.case, letter=letter, by=records, on=on)
    op.dispatch_other(life.case, letter=letter, sent_by=SentBy.POST, by=records, on=on)


def guide(life: "Life", on: date) -> None:
    op.guide(life.case, by=life.hand, on=on)


def give_back(life: "Life", on: date) -> None:
    op.return_to_sender(life.case, by=life.hand, on=on)


def ask_to_split(life: "Life", on: date) -> None:
    op.ask_to_split(life.case, by=life.hand, on=on)


def file_away(life: "Life", on: date) -> None:
    op.file_away(life.case, by=life.hand, on=on)


def join(life: "Life", on: date) -> None:
    """To the one who wrote before, while that case is open; otherwise it goes on alone."""
    lead = life.twin.found if life.twin is not None else None
    if lead is not None and lead.pk != life.case.pk:
        op.join(life.case, into=lead, because=JOINED, by=life.hand, on=on)


def split(life: "Life", on: date) -> None:
    part = op.Part(
        kind=Kind.PROPOSAL, field=life.case.field, summary=ANOTHER_MATTER, area=life.province.areas[life.commune]
    )
    op.split(life.case, parts=[part], because=SPLIT, by=life.hand, on=on)


def void(life: "Life", on: date) -> None:
    op.void_registration(life.case, because=ENTERED_TWICE, by=life.one(Role.LEADER), on=on)


def _write(life: "Life", on: date, letter_form: str, subject: str, **facts: object) -> None:
    letter = op.draft_other(life.case, letter_form=letter_form, subject=subject, by=life.hand, on=on, **facts)  # type: ignore[arg-type]
    op.submit_other(life.case, letter=letter, by=life.hand, on=on)


def _letter(life: "Life", status: str) -> Letter:
    letter: Letter = Letter.objects.get(case=life.case, referral=None, status=status)
    return letter


STEPS: dict[str, Callable[["Life", date], None]] = {
    "screen_forward": forward,
    "screen_denounced": denounced,
    "screen_crime": crime,
    "screen_guide": to_guide,
    "screen_return": to_return,
    "screen_split": to_split,
    "screen_file": to_file,
    "screen_report": to_report,
    "confirm": confirm,
    "reject": reject,
    "report": report,
    "hasten": hasten,
    "write_guidance": write_guidance,
    "write_return": write_return,
    "write_split": write_split,
    "other_sign": sign,
    "other_send": send,
    "guide": guide,
    "give_back": give_back,
    "ask_to_split": ask_to_split,
    "file_away": file_away,
    "join": join,
    "split": split,
    "void": void,
}
