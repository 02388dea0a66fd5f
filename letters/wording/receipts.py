"""What a citizen takes home: the slip with the code, and the receipts for originals handed over and given back."""

from collections.abc import Mapping
from typing import Any

from ..blocks import Block, Body, Run, fine_print, paragraph, particulars, table, title, tracking, two_sign

NUMBER = {"label": "TT", "width": "narrow", "align": "center"}
COLUMNS = {
    "name": {"label": "Giấy tờ, tài liệu", "width": "wide", "align": "left"},
    "pages": {"label": "Số trang", "width": "small", "align": "center"},
    "original": {"label": "Bản gốc", "width": "medium", "align": "left"},
}


def receipt_1(said: Mapping[str, Any]) -> Body:
    notice = []
    if said["notice_by"]:
        basis = f" ({said['notice_basis']})" if said["notice_basis"] else ""
        result = f", Mặt trận báo cho ông (bà) kết quả xử lý đơn{basis}."
        notice = [paragraph("Chậm nhất ngày ", Run(said["notice_by"], bold=True), result)]
    ask = f" Hỏi: {said['phone']}." if said["phone"] else ""
    return [
        title("GIẤY BIÊN NHẬN", "Nhận đơn, thông tin, tài liệu"),
        tracking(code=said["tracking_code"], number=said["petition_number"], received_at=said["received_at"]),
        particulars(
            [
                ("Người nộp", said["petitioner_name"]),
                ("Nơi ở", said["petitioner_address"]),
                ("Loại đơn", said["kind"]),
                ("Về việc", said["subject"]),
            ]
        ),
        _papers(said["papers"]) if said["papers"] else paragraph("Không kèm giấy tờ."),
        *notice,
        paragraph(
            "Mặt trận chuyển đơn đến cơ quan có thẩm quyền và theo dõi, giám sát việc trả lời đến khi có kết quả."
        ),
        two_sign("Người nộp", said["petitioner_name"], "Người nhận", said["received_by"]),
        fine_print(
            f"Xem đơn đang ở đâu: quét mã QR hoặc vào {said['tracking_url']} và nhập mã tra cứu.{ask}",
            f"Mã nội dung (SHA-256): {said['digest']}",
        ),
    ]


def receipt_2(said: Mapping[str, Any]) -> Body:
    """The slip as a signed promise: the QR code carries number, moment, digest and signature, and nothing else."""
    notice = []
    if said["notice_by"]:
        basis = f" ({said['notice_basis']})" if said["notice_basis"] else ""
        result = f", Mặt trận báo cho ông (bà) kết quả xử lý đơn{basis}."
        notice = [paragraph("Chậm nhất ngày ", Run(said["notice_by"], bold=True), result)]
    ask = f" Hỏi: {said['phone']}." if said["phone"] else ""
    return [
        title("GIẤY BIÊN NHẬN", "Nhận đơn, thông tin, tài liệu"),
        tracking(
            code=said["tracking_code"], number=said["petition_number"], received_at=said["received_at"], dense=True
        ),
        particulars(
            [
                ("Người nộp", said["petitioner_name"]),
                ("Nơi ở", said["petitioner_address"]),
                ("Loại đơn", said["kind"]),
                ("Về việc", said["subject"]),
            ]
        ),
        _papers(said["papers"]) if said["papers"] else paragraph("Không kèm giấy tờ."),
        *notice,
        paragraph(
            "Mặt trận chuyển đơn đến cơ quan có thẩm quyền và theo dõi, giám sát việc trả lời đến khi có kết quả."
        ),
        two_sign("Người nộp", said["petitioner_name"], "Người nhận", said["received_by"]),
        fine_print(
            f"Xem đơn đang ở đâu: vào {said['tracking_url']} và nhập mã tra cứu.{ask}",
            f"Mã nội dung (SHA-256, có kèm số ngẫu nhiên): {said['digest']}",
            _signed_so(said),
        ),
    ]


def _signed_so(said: Mapping[str, Any]) -> str:
    if not said["key"]:
        return (
            f"Biên nhận lập lúc {said['given_at']}, chưa có chữ ký số vì chưa đọc được khóa ký. Chữ ký được bổ sung "
            "sau; ông (bà) lấy tệp biên nhận tại trang tra cứu hoặc tại nơi nhận đơn."
        )
    return (
        f"Biên nhận ký số lúc {said['given_at']}, khóa {said['key']}. Quét mã QR để kiểm; mã chỉ có số đơn, thời điểm, "
        "mã nội dung và chữ ký."
    )


def originals_received_1(said: Mapping[str, Any]) -> Body:
    """Mẫu 02/TCD (NĐ 154/2026 Điều 15.4): what was handed over, paper by paper."""
    return [
        title("GIẤY BIÊN NHẬN", "Nhận thông tin, tài liệu, bằng chứng do công dân cung cấp"),
        particulars([("Thời điểm nhận", said["at"]), *_people(said)]),
        paragraph("Người nhận đã nhận của người nộp các thông tin, tài liệu, bằng chứng sau đây:"),
        _papers(said["papers"]),
        paragraph("Giấy biên nhận lập thành hai bản, mỗi bên giữ một bản."),
        two_sign("Người nộp", said["petitioner_name"], "Người nhận", said["officer"]),
    ]


def originals_returned_1(said: Mapping[str, Any]) -> Body:
    return [
        title("GIẤY GIAO TRẢ BẢN GỐC", "Trả lại giấy tờ, tài liệu gốc cho công dân"),
        particulars([("Thời điểm trả", said["at"]), *_people(said)]),
        paragraph(
            "Mặt trận trả lại cho người nộp các giấy tờ, tài liệu gốc sau đây; người nộp đã kiểm tra và nhận đủ:"
        ),
        _papers(said["papers"]),
        paragraph("Giấy này lập thành hai bản, mỗi bên giữ một bản."),
        two_sign("Người nhận lại", said["petitioner_name"], "Người trả", said["officer"]),
    ]


def _people(said: Mapping[str, Any]) -> list[tuple[str, str]]:
    officer = f"{said['officer']}, {said['officer_title']}" if said["officer_title"] else said["officer"]
    return [
        ("Cán bộ Mặt trận", officer),
        ("Người nộp", said["petitioner_name"]),
        ("Giấy tờ tùy thân", said["identity"]),
        ("Nơi ở", said["petitioner_address"]),
        ("Về việc", said["subject"]),
    ]


def _papers(papers: list[dict[str, str]]) -> Block:
    """A column nobody filled in is left out of the list."""
    keys = [key for key in COLUMNS if key == "name" or any(paper[key] for paper in papers)]
    rows = [(str(number), *(paper[key] for key in keys)) for number, paper in enumerate(papers, 1)]
    return table([NUMBER, *(COLUMNS[key] for key in keys)], rows)
