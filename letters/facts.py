"""The facts official forms state: what each is called by people, how it is handed over, whether it may be absent."""

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


# What every form states: who writes, and where.
HEAD: dict[str, Fact] = {
    "unit": Fact(_("Đơn vị ban hành")),
    "place": Fact(_("Nơi ban hành")),
    "symbol": Fact(_("Ký hiệu văn bản"), required=False),
}
SIGNED: dict[str, Fact] = {
    "addressee": Fact(_("Nơi gửi đến")),
    "subject": Fact(_("Trích yếu")),
    "signer_name": Fact(_("Họ tên người ký")),
    "signer_title": Fact(_("Chức danh người ký")),
    "recipients": Fact(_("Nơi nhận"), required=False, shape=Shape.LINES),
    "case_number": Fact(_("Số vụ việc")),
}
TO_AGENCY: dict[str, Fact] = {
    "answer_by": Fact(_("Ngày đề nghị trả lời"), shape=Shape.DAY),
    "answer_url": Fact(_("Địa chỉ trang trả lời"), required=False),
    "head": Fact(_("Người đứng đầu nơi nhận"), required=False),
    "summary": Fact(_("Tóm tắt nội dung")),
}
# A wish for confidentiality, or the law, may forbid both: the letter then says so instead of leaving a gap.
PETITIONER: dict[str, Fact] = {
    "petitioner_name": Fact(_("Họ tên người nộp đơn"), required=False),
    "petitioner_address": Fact(_("Địa chỉ người nộp đơn"), required=False),
}
TRANSFER: dict[str, Fact] = {
    "received_on": Fact(_("Ngày nhận đơn"), shape=Shape.DAY),
    "asked": Fact(_("Việc đề nghị cơ quan làm")),
    "enclosures": Fact(_("Tài liệu gửi kèm"), required=False, shape=Shape.LINES),
}
SENT_BEFORE: dict[str, Fact] = {
    "letter_number": Fact(_("Số công văn đã chuyển")),
    "letter_on": Fact(_("Ngày công văn đã chuyển"), shape=Shape.DAY),
}
REMINDER: dict[str, Fact] = SENT_BEFORE | {
    "asked_before": Fact(_("Ngày đã đề nghị trả lời"), shape=Shape.DAY),
    "late_text": Fact(_("Thời gian đã quá"), required=False),
    "overdue": Fact(_("Thời hạn đã qua"), required=False),
}
DIALOGUE: dict[str, Fact] = SENT_BEFORE | {
    "asked_before": Fact(_("Ngày đã đề nghị trả lời"), shape=Shape.DAY),
    "overdue": Fact(_("Thời hạn đã qua"), required=False),
    "chased": Fact(_("Các văn bản đã đôn đốc"), required=False, shape=Shape.LINES),
    "time": Fact(_("Thời gian")),
    "venue": Fact(_("Địa điểm")),
    "asked": Fact(_("Nội dung đề nghị làm việc"), required=False),
}
RECOMMENDATION: dict[str, Fact] = SENT_BEFORE | {
    "agency": Fact(_("Cơ quan có thẩm quyền")),
    "asked": Fact(_("Việc đề nghị cơ quan làm")),
    "reason": Fact(_("Lý do")),
    "contested": Fact(_("Văn bản được kiến nghị xem xét"), required=False),
    "law": Fact(_("Căn cứ"), required=False),
}
COOPERATION: dict[str, Fact] = {
    "received_on": Fact(_("Ngày nhận đơn"), shape=Shape.DAY),
    "agency": Fact(_("Cơ quan chủ trì"), required=False),
    "asked": Fact(_("Việc đề nghị cơ quan làm")),
    "enclosures": Fact(_("Tài liệu gửi kèm"), required=False, shape=Shape.LINES),
}
RECEIVED_FROM: dict[str, Fact] = {
    "address": Fact(_("Địa chỉ người nộp đơn"), required=False),
    "received_on": Fact(_("Ngày nhận đơn"), shape=Shape.DAY),
    "summary": Fact(_("Tóm tắt nội dung")),
}
GUIDANCE: dict[str, Fact] = RECEIVED_FROM | {
    "agency": Fact(_("Cơ quan có thẩm quyền")),
    "basis": Fact(_("Căn cứ")),
}
GUIDANCE_SPLIT: dict[str, Fact] = RECEIVED_FROM | {"asked": Fact(_("Các đơn cần viết riêng"))}
SUPPLEMENT: dict[str, Fact] = RECEIVED_FROM | {
    "asked": Fact(_("Nội dung cần bổ sung")),
    "answer_by": Fact(_("Ngày đề nghị bổ sung"), shape=Shape.DAY),
}
RETURN: dict[str, Fact] = RECEIVED_FROM | {
    "reason": Fact(_("Lý do")),
    "enclosures": Fact(_("Tài liệu gửi kèm"), required=False, shape=Shape.LINES),
}
NOTICE_TRANSFER: dict[str, Fact] = RECEIVED_FROM | SENT_BEFORE | {"agency": Fact(_("Cơ quan có thẩm quyền"))}
NOTICE_RESULT: dict[str, Fact] = RECEIVED_FROM | {
    "agency": Fact(_("Cơ quan có thẩm quyền")),
    "answer_number": Fact(_("Số văn bản trả lời"), required=False),
    "answer_on": Fact(_("Ngày văn bản trả lời"), required=False, shape=Shape.DAY),
    "result": Fact(_("Nội dung trả lời")),
    "commitments": Fact(_("Việc cơ quan cam kết làm"), required=False, shape=Shape.LINES),
    "next_steps": Fact(_("Việc ông (bà) có thể làm tiếp"), required=False, shape=Shape.LINES),
}
INVITATION: dict[str, Fact] = {
    "address": Fact(_("Địa chỉ người được mời"), required=False),
    "content": Fact(_("Nội dung làm việc")),
    "time": Fact(_("Thời gian")),
    "venue": Fact(_("Địa điểm")),
    "to_bring": Fact(_("Giấy tờ cần mang theo"), required=False, shape=Shape.LINES),
    "phone": Fact(_("Điện thoại liên hệ"), required=False),
}
REFUSAL: dict[str, Fact] = {
    "address": Fact(_("Địa chỉ người nộp đơn"), required=False),
    "received_on": Fact(_("Ngày công dân đến"), shape=Shape.DAY),
    "summary": Fact(_("Tóm tắt nội dung")),
    # One of the two for which the decree has this form; every other ground is explained by word of mouth.
    "ground": Fact(_("Căn cứ từ chối")),
    "settled_by": Fact(_("Văn bản của cơ quan có thẩm quyền")),
}
RECEIPT: dict[str, Fact] = {
    "received_at": Fact(_("Thời điểm nhận")),
    "petition_number": Fact(_("Số đơn")),
    "tracking_code": Fact(_("Mã tra cứu")),
    "tracking_url": Fact(_("Địa chỉ trang theo dõi")),
    "petitioner_name": Fact(_("Họ tên người nộp đơn")),
    "petitioner_address": Fact(_("Địa chỉ người nộp đơn"), required=False),
    "kind": Fact(_("Loại đơn"), required=False),
    "subject": Fact(_("Về việc"), required=False),
    "papers": Fact(_("Giấy tờ đã nhận"), required=False, shape=Shape.ROWS),
    "notice_by": Fact(_("Ngày báo kết quả xử lý đơn"), required=False, shape=Shape.DAY),
    "notice_basis": Fact(_("Căn cứ của ngày báo kết quả"), required=False),
    "phone": Fact(_("Điện thoại liên hệ"), required=False),
    "received_by": Fact(_("Người nhận đơn")),
    "digest": Fact(_("Mã nội dung")),
    "check_url": Fact(_("Mã kiểm biên nhận"), required=False),
    "given_at": Fact(_("Thời điểm lập biên nhận"), required=False),
    "key": Fact(_("Khóa ký biên nhận"), required=False),
}
ORIGINALS: dict[str, Fact] = {
    "at": Fact(_("Thời điểm giao nhận")),
    "petitioner_name": Fact(_("Họ tên người nộp đơn")),
    "petitioner_address": Fact(_("Địa chỉ người nộp đơn"), required=False),
    "identity": Fact(_("Giấy tờ tùy thân"), required=False),
    "subject": Fact(_("Về việc")),
    "papers": Fact(_("Giấy tờ đã nhận"), shape=Shape.ROWS),
    "officer": Fact(_("Cán bộ giao nhận")),
    "officer_title": Fact(_("Chức danh"), required=False),
}
REDACTED: dict[str, Fact] = {
    "subject": Fact(_("Trích yếu")),
    "case_number": Fact(_("Số vụ việc")),
    "received_on": Fact(_("Ngày nhận đơn"), shape=Shape.DAY),
    "text": Fact(_("Nội dung đã che")),
    "checked_by": Fact(_("Người che và kiểm tra")),
    "checked_on": Fact(_("Ngày kiểm tra"), shape=Shape.DAY),
}
# A row of a list of papers.
PAPER_COLUMNS = ("name", "pages", "original")
