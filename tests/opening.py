"""Tables of old books for tests: rows as an office writes them, as CSV or as a sheet."""

import csv
import io

import xlsxwriter

from cases.opening.columns import BY_KEY, COLUMNS


def a_row(number: str = "125/2025", **changes: str) -> dict[str, str]:
    """One case that was forwarded in November 2025, and arrived, and was not answered."""
    row = {
        "number": number,
        "received_on": "03/11/2025",
        "registered_on": "04/11/2025",
        "intake": "Bưu điện",
        "kind": "Kiến nghị",
        "name": "Lê Thị Thanh Hương",
        "birth_year": "1968",
        "identity_number": "098168001234",
        "phone": "0912345678",
        "address": "Thôn Đông, xã Hòa Bình",
        "summary": "Đường liên thôn hư hỏng",
        "text": "Đường liên thôn hư hỏng, đề nghị sửa trước mùa mưa.",
        "asked": "Sửa mặt đường.",
        "field": "Giao thông",
        "status": "Đã chuyển cơ quan",
        "agency": "Ủy ban nhân dân xã Hòa Bình",
        "letter_number": "214/MTTQ-BTT",
        "letter_on": "10/11/2025",
        "told_on": "12/11/2025",
        "arrived_on": "13/11/2025",
        "evidence": "Sổ giao nhận văn bản",
        "answer_by": "15/12/2025",
    }
    return {key: said for key, said in {**row, **changes}.items() if said}


BARE = dict.fromkeys(("agency", "letter_number", "letter_on", "told_on", "arrived_on", "evidence", "answer_by"), "")


def a_new_one(number: str = "126/2025", **changes: str) -> dict[str, str]:
    """One that lies there unread."""
    return a_row(number, **{**BARE, "status": "Mới tiếp nhận", "handler": "", **changes})


def as_csv(rows: list[dict[str, str]], *, delimiter: str = ";") -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow([column.heading for column in COLUMNS])
    writer.writerows([[row.get(column.key, "") for column in COLUMNS] for row in rows])
    return ("\ufeff" + text.getvalue()).encode()


def as_sheet(rows: list[dict[str, object]], *, title: str = "") -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        first = 0
        if title:
            sheet.write_string(0, 0, title)
            first = 2
        for place, key in enumerate(BY_KEY):
            sheet.write_string(first, place, BY_KEY[key].heading)
        for line, row in enumerate(rows, first + 1):
            for place, key in enumerate(BY_KEY):
                cell = row.get(key, "")
                if hasattr(cell, "year"):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    return content.getvalue()
