"""Old books by the thousand: cases in every state with true-looking dates, and mistakes planted among them."""

import random
from collections.abc import Callable, Iterator
from datetime import date, timedelta

from cases.opening.reading import Cells

NAMES = ("Nguyễn Thị", "Trần Văn", "Lê Thị", "Phạm Văn", "Hoàng Thị", "Vũ Đức", "Đặng Ngọc", "Bùi Quang")
GIVEN = ("Hương", "Bình", "Ánh", "Dũng", "Lan", "Hải", "Thảo", "Sơn", "Đào", "Khánh", "Uyên", "Quý")
MATTERS = (
    "Đường liên thôn hư hỏng, đề nghị sửa chữa",
    "Chậm chi trả bồi thường giải phóng mặt bằng",
    "Ô nhiễm từ trại chăn nuôi tập trung",
    "Cột điện nghiêng, dây điện sà thấp trước trường học",
    "Thu phí vệ sinh không có hóa đơn",
)
FIRST = date(2024, 2, 1)

# Each spoils a forwarded row in its own way, and is found in this column.
Spoil = Callable[[Cells], Cells]
MISTAKES: tuple[tuple[str, Spoil], ...] = (
    ("number", lambda row: {**row, "number": "1/SC"}),
    ("received_on", lambda row: {**row, "received_on": "31/02/2025"}),
    ("letter_on", lambda row: {**row, "letter_on": "05/01/2024"}),
    ("answered_on", lambda row: {**row, "answered_on": "06/01/2024", "result": "Giải trình", "status": "Đã trả lời"}),
    ("closed_on", lambda row: {**row, "status": "Đã kết thúc"}),
    ("agency", lambda row: {**row, "agency": "Sở Giao thông Vận tãi"}),
    ("kind", lambda row: {**row, "kind": "Khen ngợi"}),
    ("identity_number", lambda row: {**row, "identity_number": "98168001234"}),
    ("name", lambda row: {**row, "name": ""}),
    ("field", lambda row: {**row, "field": "Chuyện khác lạ"}),
    ("handler", lambda row: {**row, "handler": "khong-co-ai"}),
    ("status", lambda row: {**row, "status": "Treo"}),
    ("arrived_on", lambda row: {**row, "arrived_on": "01/01/2099"}),
    ("evidence", lambda row: {**row, "evidence": ""}),
    ("answer_by", lambda row: {**row, "answer_by": ""}),
    ("letter_number", lambda row: {**row, "letter_number": ""}),
    ("birth_year", lambda row: {**row, "birth_year": "68"}),
    ("summary", lambda row: {**row, "summary": ""}),
    ("kind", lambda row: {**row, "kind": "Tố cáo"}),
)


def old_book(
    rows: int, *, wrong: int, handler: str, agency: str, field: str, until: date, seed: int = 37
) -> Iterator[tuple[Cells, str]]:
    """Yield each row with the column in which its mistake is found, nothing where it is right."""
    chance = random.Random(seed)
    spoilt = sorted(chance.sample(range(1, rows), wrong))
    kinds = {at: MISTAKES[number % len(MISTAKES)] for number, at in enumerate(spoilt)}
    for number in range(rows):
        row = _row(number, chance, handler=handler, agency=agency, field=field, until=until)
        if number in kinds:
            column, spoil = kinds[number]
            sent = _sent(_begun(f"{number + 1}/SC", chance, field), chance, handler=handler, agency=agency, until=until)
            yield spoil(sent), column
        else:
            yield row, ""


def _row(number: int, chance: random.Random, *, handler: str, agency: str, field: str, until: date) -> Cells:
    row = _begun(f"{number + 1}/SC", chance, field)
    status = chance.choice(("new", "in hand", "sent", "sent", "answered", "closed", "closed", "closed", "closed"))
    if number == 0 or status == "new":
        return {**row, "status": "Mới tiếp nhận"}
    if status == "in hand":
        return {**row, "status": "Đang xử lý", "handler": handler}
    row = _sent(row, chance, handler=handler, agency=agency, until=until)
    if status == "sent":
        return row
    answered = _later(row["arrived_on"], chance.randint(5, 60), until)
    row |= {"answered_on": answered, "result": "Giải trình", "answer_number": f"{chance.randint(1, 900)}/UBND"}
    if status == "answered":
        return {**row, "status": "Đã trả lời"}
    closed = _later(answered, chance.randint(1, 20), until)
    return {**row, "status": "Đã kết thúc", "closed_on": closed, "outcome": "Đã trả lời, giải thích rõ"}


def _begun(number: str, chance: random.Random, field: str) -> Cells:
    received = FIRST + timedelta(days=chance.randint(0, 600))
    what = chance.choice(MATTERS)
    return {
        "number": number,
        "received_on": _said(received),
        "intake": chance.choice(("Bưu điện", "Trực tiếp tại quầy", "Hòm thư góp ý")),
        "kind": chance.choice(("Kiến nghị", "Phản ánh")),
        "name": f"{chance.choice(NAMES)} {chance.choice(GIVEN)}",
        "birth_year": str(chance.randint(1940, 2003)),
        "identity_number": f"098{chance.randint(10**8, 10**9 - 1)}",
        "phone": f"09{chance.randint(10**7, 10**8 - 1)}",
        "address": f"Thôn {chance.randint(1, 20)}, xã Hòa Bình",
        "summary": what,
        "text": f"{what} ({number}). Chúng tôi đã phản ánh nhiều lần mà chưa được trả lời.",
        "asked": "Đề nghị xem xét, trả lời.",
        "field": field,
    }


def _sent(row: Cells, chance: random.Random, *, handler: str, agency: str, until: date) -> Cells:
    letter = _later(row["received_on"], chance.randint(2, 15), until)
    return {
        **row,
        "status": "Đã chuyển cơ quan",
        "handler": handler,
        "agency": agency,
        "letter_number": f"{chance.randint(1, 900)}/MTTQ-BTT",
        "letter_on": letter,
        "told_on": letter,
        "arrived_on": _later(letter, chance.randint(1, 6), until),
        "evidence": "Sổ giao nhận văn bản",
        "answer_by": _said(_day(letter) + timedelta(days=30)),
    }


def _later(day: str, days: int, until: date) -> str:
    return _said(min(_day(day) + timedelta(days=days), until))


def _day(text: str) -> date:
    day, month, year = text.split("/")
    return date(int(year), int(month), int(day))


def _said(day: date) -> str:
    return f"{day:%d/%m/%Y}"
