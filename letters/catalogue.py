"""The official forms of the house: which facts each one states, and which of them it cannot do without."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Shape(Enum):
    """How a fact is handed over: one text, one day, a list of texts, or a list of rows."""

    TEXT = "text"
    DAY = "day"
    LINES = "lines"
    ROWS = "rows"


@dataclass(frozen=True)
class Fact:
    label: str | Promise
    required: bool = True
    shape: Shape = Shape.TEXT


@dataclass(frozen=True)
class Form:
    """One official form: its key, its Vietnamese title, the instrument it is, its template and its facts."""

    key: str
    title: str | Promise
    instrument: str | Promise
    template: str
    fields: Mapping[str, Fact]


# What every form states: who writes, where, and who signs.
HEAD: dict[str, Fact] = {
    "unit": Fact(_("Đơn vị ban hành")),
    "place": Fact(_("Nơi ban hành")),
    "symbol": Fact(_("Ký hiệu văn bản"), required=False),
}
SIGNED: dict[str, Fact] = {
    "addressee": Fact(_("Cơ quan nhận")),
    "subject": Fact(_("Trích yếu")),
    "signer_name": Fact(_("Họ tên người ký")),
    "signer_title": Fact(_("Chức danh người ký")),
    "recipients": Fact(_("Nơi nhận"), required=False, shape=Shape.LINES),
    "case_number": Fact(_("Số vụ việc")),
    "answer_by": Fact(_("Ngày đề nghị trả lời"), shape=Shape.DAY),
    "answer_url": Fact(_("Địa chỉ trang trả lời"), required=False),
}

TRANSFER_LETTER = Form(
    key="transfer_letter",
    title=_("Công văn chuyển kiến nghị, phản ánh"),
    instrument=_("Công văn"),
    template="transfer_letter.typ",
    fields=HEAD
    | SIGNED
    | {
        "received_on": Fact(_("Ngày nhận đơn"), shape=Shape.DAY),
        # A wish for confidentiality, or the law, may forbid both: the letter then says so instead of leaving a gap.
        "petitioner_name": Fact(_("Họ tên người nộp đơn"), required=False),
        "petitioner_address": Fact(_("Địa chỉ người nộp đơn"), required=False),
        "summary": Fact(_("Tóm tắt nội dung")),
        "asked": Fact(_("Việc đề nghị cơ quan làm")),
        "enclosures": Fact(_("Tài liệu gửi kèm"), required=False, shape=Shape.LINES),
    },
)

REMINDER = Form(
    key="reminder",
    title=_("Công văn đôn đốc"),
    instrument=_("Công văn"),
    template="reminder.typ",
    fields=HEAD
    | SIGNED
    | {
        "letter_number": Fact(_("Số công văn đã chuyển")),
        "letter_on": Fact(_("Ngày công văn đã chuyển"), shape=Shape.DAY),
        "summary": Fact(_("Tóm tắt nội dung")),
        "asked_before": Fact(_("Ngày đã đề nghị trả lời"), shape=Shape.DAY),
        "late_text": Fact(_("Thời gian đã quá"), required=False),
    },
)

RECEIPT = Form(
    key="receipt",
    title=_("Giấy biên nhận"),
    instrument=_("Giấy biên nhận"),
    template="receipt.typ",
    fields=HEAD
    | {
        "received_at": Fact(_("Thời điểm nhận")),
        "petition_number": Fact(_("Số đơn")),
        "tracking_code": Fact(_("Mã tra cứu")),
        "tracking_url": Fact(_("Địa chỉ trang theo dõi")),
        "petitioner_name": Fact(_("Họ tên người nộp đơn")),
        "petitioner_address": Fact(_("Địa chỉ người nộp đơn"), required=False),
        "kind": Fact(_("Loại đơn")),
        "subject": Fact(_("Về việc")),
        "papers": Fact(_("Giấy tờ đã nhận"), required=False, shape=Shape.ROWS),
        "notice_by": Fact(_("Ngày báo kết quả xử lý đơn"), required=False, shape=Shape.DAY),
        "notice_basis": Fact(_("Căn cứ của ngày báo kết quả"), required=False),
        "phone": Fact(_("Điện thoại liên hệ"), required=False),
        "received_by": Fact(_("Người nhận đơn")),
        "digest": Fact(_("Mã nội dung")),
    },
)

FORMS: dict[str, Form] = {form.key: form for form in (TRANSFER_LETTER, RECEIPT, REMINDER)}
# A row of a receipt's list of papers.
PAPER_COLUMNS = ("name", "pages", "original")
