"""Letters to citizens: guidance, return of a petition, notices, invitation, refusal to receive."""

from collections.abc import Mapping
from typing import Any

from ..blocks import Body, Run, addressed_to, closing, dashed, paragraph, paragraphs, particulars, title
from .voice import board, foot

# NĐ 154/2026 Điều 4.3 has its form for these two grounds only.
REFUSAL_GROUNDS = {
    "luat_tcd_9_3": (
        "Khoản 3 Điều 9 Luật Tiếp công dân: vụ việc khiếu nại, tố cáo đã được cơ quan nhà nước có thẩm quyền giải quyết"
        " đúng chính sách, pháp luật, kiểm tra, rà soát, thông báo bằng văn bản; công dân đã được tiếp, giải thích, "
        "hướng dẫn nhưng vẫn khiếu nại, tố cáo kéo dài."
    ),
    "nd154_4_1_h": (
        "Điểm h khoản 1 Điều 4 Nghị định số 154/2026/NĐ-CP: kiến nghị, phản ánh đã được cơ quan có thẩm quyền trả lời "
        "mà không có tình tiết mới."
    ),
}


class NoSuchGround(ValueError):
    """The decree has no refusal form for this ground: it is explained by word of mouth and recorded."""


def guidance_1(said: Mapping[str, Any]) -> Body:
    # Luật Khiếu nại Điều 66, TT 05/2021: the MTTQ guides once; it decides nothing.
    return [
        title("PHIẾU HƯỚNG DẪN", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(
            f"Căn cứ {said['basis']}, nội dung nêu trên thuộc thẩm quyền của ",
            Run(said["agency"], bold=True),
            f". {board(said['unit'])} hướng dẫn ông (bà) gửi đơn và tài liệu kèm theo đến {said['agency']} để được xem "
            "xét theo quy định của pháp luật.",
        ),
        paragraph(
            "Việc hướng dẫn được thực hiện một lần cho cùng một nội dung. Nếu quá thời hạn luật định mà chưa được trả "
            "lời, ông (bà) báo cho Mặt trận biết để theo dõi, giám sát."
        ),
        closing(f"{said['unit']} thông báo để ông (bà) biết và thực hiện./.", **foot(said)),
    ]


def guidance_split_1(said: Mapping[str, Any]) -> Body:
    # NĐ 154/2026 Điều 14.4 asks whoever speaks to split by kind; the written form (TT 07/2014 Mẫu 07) has expired.
    return [
        title("PHIẾU HƯỚNG DẪN", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(
            "Đơn có nhiều nội dung khác loại, thuộc thẩm quyền của nhiều cơ quan. "
            f"{board(said['unit'])} đề nghị ông (bà) viết riêng từng đơn theo từng nội dung, cụ thể như sau:"
        ),
        *paragraphs(said["asked"]),
        paragraph("Khi nhận được từng đơn, Mặt trận tiếp nhận và xử lý như đơn mới."),
        closing(f"{said['unit']} thông báo để ông (bà) biết và thực hiện./.", **foot(said)),
    ]


def return_petition_1(said: Mapping[str, Any]) -> Body:
    enclosed = said["enclosures"]
    return [
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(f"{board(said['unit'])} trả lại đơn và tài liệu kèm theo vì lý do sau:"),
        *paragraphs(said["reason"]),
        *([paragraph("Gửi trả kèm công văn này:"), dashed(enclosed)] if enclosed else []),
        paragraph("Khi đã bổ sung đủ, ông (bà) gửi lại đơn; Mặt trận tiếp nhận và xử lý như đơn mới."),
        closing(f"{said['unit']} thông báo để ông (bà) biết./.", **foot(said)),
    ]


def supplement_1(said: Mapping[str, Any]) -> Body:
    return [
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(f"Để có đủ căn cứ xử lý, {board(said['unit'])} đề nghị ông (bà) bổ sung:"),
        *paragraphs(said["asked"]),
        paragraph(
            f"Đề nghị ông (bà) gửi hoặc mang đến {said['unit']} trước hết ngày {said['answer_by']}, ghi số vụ việc "
            f"{said['case_number']}. Nếu cần thêm thời gian, ông (bà) báo cho Mặt trận biết trước ngày ấy."
        ),
        closing("Rất mong ông (bà) phối hợp./.", **foot(said)),
    ]


def notice_transfer_1(said: Mapping[str, Any]) -> Body:
    return [
        title("THÔNG BÁO", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(
            f"Căn cứ Điều 26 và khoản 1 Điều 28 Luật Tiếp công dân, {board(said['unit'])} đã chuyển đơn của ông (bà) "
            "đến ",
            Run(said["agency"], bold=True),
            f" bằng Công văn số {said['letter_number']} ngày {said['letter_on']} để xem xét, xử lý theo thẩm quyền "
            "và trả lời ông (bà).",
        ),
        paragraph("Mặt trận theo dõi, giám sát việc trả lời đến khi có kết quả và báo lại cho ông (bà)."),
        closing(f"{said['unit']} thông báo để ông (bà) biết./.", **foot(said)),
    ]


def notice_result_1(said: Mapping[str, Any]) -> Body:
    by_letter = ""
    if said["answer_number"]:
        by_letter = f" tại Văn bản số {said['answer_number']}"
        by_letter += f" ngày {said['answer_on']}" if said["answer_on"] else ""
    promised = said["commitments"]
    return [
        title("THÔNG BÁO", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(
            "Căn cứ Điều 28 Luật Tiếp công dân, "
            f"{board(said['unit'])} thông báo kết quả trả lời của {said['agency']}{by_letter} như sau:"
        ),
        *paragraphs(said["result"]),
        *([paragraph(f"{said['agency']} cam kết:"), dashed(promised)] if promised else []),
        paragraph(
            "Mặt trận tiếp tục theo dõi, giám sát việc thực hiện. Nếu không đồng ý với kết quả, ông (bà) có quyền "
            "khiếu nại, khởi kiện hoặc kiến nghị tiếp theo quy định của pháp luật."
        ),
        closing(f"{said['unit']} thông báo để ông (bà) biết./.", **foot(said)),
    ]


def notice_result_2(said: Mapping[str, Any]) -> Body:
    by_letter = ""
    if said["answer_number"]:
        by_letter = f" tại Văn bản số {said['answer_number']}"
        by_letter += f" ngày {said['answer_on']}" if said["answer_on"] else ""
    promised, steps = said["commitments"], said["next_steps"]
    return [
        title("THÔNG BÁO", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        *_received(said),
        paragraph(
            "Căn cứ Điều 28 Luật Tiếp công dân, "
            f"{board(said['unit'])} thông báo kết quả trả lời của {said['agency']}{by_letter} như sau:"
        ),
        *paragraphs(said["result"]),
        *([paragraph(f"{said['agency']} cam kết:"), dashed(promised)] if promised else []),
        paragraph("Mặt trận tiếp tục theo dõi, giám sát việc thực hiện."),
        *([paragraph("Ông (bà) có thể làm tiếp:"), dashed(steps)] if steps else []),
        closing(f"{said['unit']} thông báo để ông (bà) biết./.", **foot(said)),
    ]


def invitation_1(said: Mapping[str, Any]) -> Body:
    bring, phone = said["to_bring"], said["phone"]
    return [
        title("GIẤY MỜI", said["subject"]),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        paragraph(f"{board(said['unit'])} trân trọng mời ông (bà) đến làm việc về vụ việc số {said['case_number']}:"),
        particulars(
            [
                ("Nội dung", said["content"]),
                ("Thời gian", said["time"]),
                ("Địa điểm", said["venue"]),
                ("Người được mời", _invited(said)),
                ("Điện thoại", phone),
            ]
        ),
        *([paragraph("Đề nghị ông (bà) mang theo:"), dashed(bring)] if bring else []),
        closing("Rất mong ông (bà) sắp xếp thời gian đến đúng giờ./.", **foot(said)),
    ]


def _invited(said: Mapping[str, Any]) -> str:
    return f"{said['addressee']}, {said['address']}" if said["address"] else str(said["addressee"])


def refusal_1(said: Mapping[str, Any]) -> Body:
    """Mẫu 01/TCD, whose ground is one of the decree's two."""
    address = f", địa chỉ: {said['address']}" if said["address"] else ""
    return [
        title("THÔNG BÁO", f"Về việc từ chối tiếp công dân{_about(said)}"),
        addressed_to(f"Ông (bà) {said['addressee']}"),
        paragraph(
            f"Ngày {said['received_on']}, ông (bà) {said['addressee']}{address} đến {said['unit']} (việc tiếp công dân "
            f"số {said['case_number']}) về nội dung:"
        ),
        *paragraphs(said["summary"]),
        paragraph(f"Nội dung này đã được cơ quan có thẩm quyền trả lời tại: {said['settled_by']}."),
        paragraph(f"Căn cứ: {_ground(said['ground'])}"),
        paragraph(
            f"{board(said['unit'])} từ chối tiếp công dân về nội dung nêu trên. Khi có tình tiết mới, ông (bà) gửi tài "
            "liệu để Mặt trận xem xét tiếp."
        ),
        closing(f"{said['unit']} thông báo để ông (bà) biết./.", **foot(said)),
    ]


def _ground(name: str) -> str:
    if name not in REFUSAL_GROUNDS and not name.startswith("["):  # the gap of a draft
        raise NoSuchGround(name)
    return REFUSAL_GROUNDS.get(name, name)


def _about(said: Mapping[str, Any]) -> str:
    return f": {said['subject']}" if said["subject"] else ""


def _received(said: Mapping[str, Any]) -> Body:
    address = f", địa chỉ: {said['address']}" if said["address"] else ""
    return [
        paragraph(
            f"Ngày {said['received_on']}, {said['unit']} nhận được đơn (vụ việc số {said['case_number']}) của ông (bà) "
            f"{said['addressee']}{address}. Tóm tắt nội dung như sau:"
        ),
        *paragraphs(said["summary"]),
    ]
