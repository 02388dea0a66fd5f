"""Invented facts for every form, so that an office sees what it would send. Nobody and nothing in them exists."""

from datetime import date

from .catalogue import Form
from .facts import Shape
from .setting import Value
from .wording.citizens import REFUSAL_GROUNDS

DAY = date(2026, 3, 2)
LATER = date(2026, 3, 16)
TEXTS = {
    "unit": "Ủy ban MTTQ Việt Nam tỉnh Nam Thành",
    "place": "Tỉnh Nam Thành",
    "symbol": "MTTQ-BTT",
    "addressee": "MẪU - Ủy ban nhân dân xã Hòa Bình",
    "subject": "MẪU - sửa đoạn đường liên thôn",
    "signer_name": "MẪU - Nguyễn Thị Ví Dụ",
    "signer_title": "Phó Chủ tịch",
    "case_number": "MẪU-2026-00001",
    "head": "Ông Trần Văn Ví Dụ, Chủ tịch Ủy ban nhân dân xã Hòa Bình",
    "summary": "MẪU: đoạn đường liên thôn hư hỏng từ tháng 9, xe cấp cứu không vào được.",
    "petitioner_name": "MẪU - Lê Văn Ví Dụ",
    "petitioner_address": "Thôn Thượng, xã Hòa Bình, tỉnh Nam Thành",
    "address": "Thôn Thượng, xã Hòa Bình, tỉnh Nam Thành",
    "asked": "MẪU: xem xét, sửa đoạn đường và trả lời bằng văn bản.",
    "reason": "MẪU: đơn chưa có chữ ký.",
    "agency": "Ủy ban nhân dân xã Hòa Bình",
    "basis": "MẪU: điều khoản làm căn cứ",
    "law": "MẪU: điều khoản làm căn cứ",
    "late_text": "quá 5 ngày làm việc theo công văn",
    "overdue": "Thời hạn “Trả lời theo ngày hẹn trong công văn” đã hết ngày 16/03/2026",
    "contested": "MẪU: văn bản được kiến nghị xem xét",
    "letter_number": "00/MTTQ-BTT",
    "answer_number": "00/UBND",
    "result": "MẪU: xã đã sửa đoạn đường.",
    "content": "MẪU: trao đổi về nội dung đơn",
    "time": "8 giờ 30, ngày 16/03/2026",
    "venue": "MẪU: phòng tiếp công dân",
    "phone": "0900 000 000",
    "ground": next(iter(REFUSAL_GROUNDS)),
    "settled_by": "MẪU: Quyết định số 00/QĐ-UBND ngày 02/03/2026",
    "received_at": "09:00 ngày 02/03/2026",
    "given_at": "09:00:00 ngày 02/03/2026",
    "at": "09 giờ 00 phút ngày 02/03/2026",
    "petition_number": "MẪU-2026-00001",
    "tracking_code": "MAU0 0000",
    "kind": "Kiến nghị",
    "notice_basis": "Điều 28 khoản 1 Luật Tiếp công dân",
    "received_by": "MẪU - Phạm Thị Ví Dụ",
    "digest": "0" * 64,
    "key": "0" * 16,
    "identity": "Căn cước số 000000000000",
    "officer": "MẪU - Phạm Thị Ví Dụ",
    "officer_title": "Chuyên viên",
    "text": "MẪU: Tôi là █████, ở █████. Đoạn đường liên thôn hư hỏng.",
    "checked_by": "MẪU - Phạm Thị Ví Dụ",
    "tracking_url": "https://example.org/theo-doi",
}
LINES = {
    "recipients": ["Như trên;", "Người nộp đơn;", "Lưu: VT."],
    "enclosures": ["MẪU: đơn viết tay, 2 trang"],
    "chased": ["Công văn đôn đốc số 00/MTTQ-BTT ngày 09/03/2026"],
    "commitments": ["MẪU: sửa mặt đường, Phòng Kinh tế, trước ngày 16/03/2026"],
    "next_steps": ["Nếu chưa đồng ý với kết quả, ông (bà) có quyền kiến nghị, phản ánh tiếp."],
    "to_bring": ["Căn cước"],
}
ROWS = [{"name": "MẪU: đơn viết tay", "pages": "2", "original": "Mặt trận giữ"}]
# Where an agency or a citizen would go on: a code that leads nowhere has no place even on a sample.
LEFT_OUT = {"answer_url", "check_url"}
DAYS_TO_COME = {"answer_by", "notice_by", "answer_on"}


def facts_of(form: Form) -> dict[str, Value]:
    """Return every fact the form states, but for addresses that lead on; all of them said to be invented."""
    found: dict[str, Value] = {}
    for name, fact in form.fields.items():
        if name in LEFT_OUT:
            continue
        if fact.shape is Shape.DAY:
            found[name] = LATER if name in DAYS_TO_COME else DAY
        elif fact.shape is Shape.LINES:
            found[name] = LINES[name]
        elif fact.shape is Shape.ROWS:
            found[name] = ROWS
        else:
            found[name] = TEXTS[name]
    return found
