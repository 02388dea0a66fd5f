"""What an official letter says, and that nothing a citizen wrote can change how it says it."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from letters.catalogue import FORMS, Shape
from letters.render import TEMPLATES, MissingFacts, UnknownFacts, missing_facts, render_pdf

HEAD = {"unit": "Ủy ban MTTQ Việt Nam tỉnh Nam Thành", "place": "Tỉnh Nam Thành", "symbol": "MTTQ-BTT"}
SIGNED = {
    "addressee": "Ủy ban nhân dân phường Ỷ Lan",
    "subject": "chuyển kiến nghị về Giấy chứng nhận quyền sử dụng đất",
    "signer_name": "Nguyễn Thị Ánh Tuyết",
    "signer_title": "Phó Chủ tịch",
    "recipients": ["Như trên;", "Người nộp đơn;", "Lưu: VT."],
    "case_number": "2026-01284",
    "answer_by": date(2027, 1, 13),
    "answer_url": "https://cau-noi.example/tra-loi",
}
FACTS: dict[str, dict[str, Any]] = {
    "transfer_letter": HEAD
    | SIGNED
    | {
        "received_on": date(2026, 11, 20),
        "petitioner_name": "H’Liên Niê Kđăm",
        "petitioner_address": "Thôn 4, xã Ea Rông Thượng, tỉnh Nam Thành",
        "summary": "Nộp hồ sơ từ tháng 3/2025, bốn lần được hẹn.\nĐoạn thứ hai: ữ ẵ ợ ỹ ặ Ẫ Đ ĩ.",
        "asked": "Xem xét hồ sơ, cho biết lý do chậm.",
        "enclosures": ["Đơn viết tay, 2 trang", "Bản chụp giấy tiếp nhận"],
    },
    "reminder": HEAD
    | SIGNED
    | {
        "letter_number": "125/MTTQ-BTT",
        "letter_on": date(2026, 11, 21),
        "summary": "Chậm cấp Giấy chứng nhận, thửa 118.",
        "asked_before": date(2026, 12, 31),
        "late_text": "quá 5 ngày làm việc theo công văn",
    },
    "receipt": HEAD
    | {
        "received_at": "10:46 ngày 20/11/2026",
        "petition_number": "2026-01284",
        "tracking_code": "NT8Q 2X61",
        "tracking_url": "https://cau-noi.example/theo-doi",
        "petitioner_name": "H’Liên Niê Kđăm",
        "petitioner_address": "Thôn 4, xã Ea Rông Thượng",
        "kind": "Kiến nghị, phản ánh",
        "subject": "Chậm cấp Giấy chứng nhận quyền sử dụng đất",
        "papers": [{"name": "Đơn viết tay, ký tên", "pages": "2", "original": "Mặt trận giữ"}],
        "notice_by": date(2026, 12, 7),
        "notice_basis": "Điều 28 khoản 1 Luật Tiếp công dân",
        "phone": "0900 000 200",
        "received_by": "Trần Hoài Phương",
        "digest": hashlib.sha256(b"noi dung").hexdigest(),
    },
}
every_form = pytest.mark.parametrize("key", sorted(FORMS))


def rendered(key: str, *, number: str = "125/MTTQ-BTT", **changed: Any) -> bytes:
    return render_pdf(key, FACTS[key] | changed, number=number, signed_on=date(2026, 11, 21))


def read(pdf: bytes, tmp_path: Path) -> str:
    """All words on all pages, with one space between them."""
    file = tmp_path / "letter.pdf"
    file.write_bytes(pdf)
    pages = pypdf.PdfReader(file).pages
    return " ".join(" ".join(page.extract_text() for page in pages).replace("\u200b", "").split())


def squeezed(text: str) -> str:
    """Where lines break is the typesetter's business."""
    return "".join(text.split())


@every_form
def test_every_fact_stands_in_the_letter_with_its_marks(key: str, tmp_path: Path) -> None:
    text = squeezed(read(rendered(key), tmp_path)).lower()
    for name, fact in FORMS[key].fields.items():
        if name in {"symbol", "answer_url", "place"}:  # part of the number, in the QR code, before the date
            continue
        value = FACTS[key][name]
        if fact.shape is Shape.DAY:
            said = [value.strftime("%d/%m/%Y")]
        elif fact.shape is Shape.TEXT:
            said = value.splitlines()
        else:
            said = [part for row in value for part in (row.values() if isinstance(row, dict) else [row])]
        for part in said:
            assert squeezed(part).lower() in text, name
    assert squeezed("Số: 125/MTTQ-BTT").lower() in text
    assert squeezed("Nam Thành, ngày 21 tháng 11 năm 2026").lower() in text


@every_form
def test_every_letter_carries_the_head_of_the_front(key: str, tmp_path: Path) -> None:
    text = read(rendered(key), tmp_path)
    for words in (
        "ỦY BAN MTTQ VIỆT NAM",
        "TỈNH NAM THÀNH",
        "BAN THƯỜNG TRỰC",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ):
        assert words in text


@every_form
def test_the_same_facts_give_the_same_bytes(key: str) -> None:
    assert rendered(key) == rendered(key)
    assert rendered(key) != rendered(key, place="Đông Hà")


def test_what_people_write_is_shown_as_written(tmp_path: Path) -> None:
    hostile = '#let x = 1 #panic("a") *đậm* _nghiêng_ `mã` $x^2$ @nguồn <nhãn> \\n // chú /* */ [ngoặc] {khối} = - + ~'
    text = read(rendered("transfer_letter", summary=hostile, petitioner_name=hostile, subject=hostile), tmp_path)
    assert squeezed(text).count(squeezed(hostile)) == 3


def test_a_very_long_name_and_a_word_without_end_stay_on_the_paper(tmp_path: Path) -> None:
    endless = "Ẵ" * 400
    name = "Công Tằng Tôn Nữ " + "Nguyễn Phước Bảo Ngọc Quỳnh " * 20
    pdf = rendered("transfer_letter", summary=endless, petitioner_name=name, signer_name=name, addressee=name)
    text = squeezed(read(pdf, tmp_path))
    assert endless in text
    assert squeezed(name) in text
    lines = [
        line
        for page in pypdf.PdfReader(tmp_path / "letter.pdf").pages
        for line in page.extract_text().splitlines()
        if "Ẵ" in line
    ]
    assert len(lines) > 5  # 400 such letters of 14 points need at least nine lines between the margins


def test_marks_typed_apart_are_joined_and_invisible_signs_fall_out(tmp_path: Path) -> None:
    text = read(rendered("transfer_letter", petitioner_name="Nguye\u0302\u0303n\u202e Va\u0306n A\r\n"), tmp_path)
    assert "ông (bà) Nguyễn Văn A" in text


@every_form
def test_only_tinos_is_embedded(key: str, tmp_path: Path) -> None:
    file = tmp_path / "letter.pdf"
    file.write_bytes(rendered(key))
    fonts = {
        str(font.get_object()["/BaseFont"])
        for page in pypdf.PdfReader(file).pages
        for font in page["/Resources"].get("/Font", {}).values()
    }
    assert fonts
    assert all("+Tinos-" in font for font in fonts), fonts


@every_form
def test_a_letter_without_a_number_says_it_is_a_draft(key: str, tmp_path: Path) -> None:
    assert "DỰ THẢO" in read(rendered(key, number=""), tmp_path)
    assert "DỰ THẢO" not in read(rendered(key), tmp_path)


@every_form
def test_missing_facts_are_named_for_people(key: str) -> None:
    assert missing_facts(key, FACTS[key]) == []
    required = [fact.label for fact in FORMS[key].fields.values() if fact.required]
    assert missing_facts(key, {}) == [str(label) for label in required]
    assert missing_facts(key, FACTS[key] | {"place": " \n"}) == ["Nơi ban hành"]


def test_a_draft_shows_its_gaps_and_a_numbered_letter_refuses_them(tmp_path: Path) -> None:
    assert "[Ngày đề nghị trả lời]" in read(rendered("transfer_letter", number="", answer_by=None), tmp_path)
    with pytest.raises(MissingFacts) as refused:
        rendered("transfer_letter", answer_by=None)
    assert refused.value.labels == ["Ngày đề nghị trả lời"]


def test_a_misspelt_fact_does_not_vanish() -> None:
    with pytest.raises(UnknownFacts, match="sumary"):
        rendered("transfer_letter", sumary="…")


def test_the_date_asked_for_is_the_letters_own(tmp_path: Path) -> None:
    text = read(rendered("transfer_letter"), tmp_path)
    assert "chậm nhất ngày 13/01/2027" in text
    assert "do công văn này đề nghị, không phải thời hạn do luật định" in text
    assert "Điều 26 Luật Tiếp công dân" in text


def test_a_petitioner_who_may_not_be_named_is_not_named(tmp_path: Path) -> None:
    text = read(rendered("transfer_letter", petitioner_name="", petitioner_address="Thôn 4"), tmp_path)
    assert "họ tên và địa chỉ không nêu trong công văn này" in text
    assert "Thôn 4" not in text


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.typ")), ids=lambda path: path.name)
def test_no_form_says_that_the_front_settles_a_petition(template: Path) -> None:
    words = template.read_text(encoding="utf-8").lower()
    assert not [word for word in ("thụ lý", "giải quyết", "kết luận") if word in words]


def test_days_and_months_are_written_so_that_no_digit_can_be_put_before_them(tmp_path: Path) -> None:
    pdf = render_pdf("receipt", FACTS["receipt"], number="1", signed_on=date(2027, 2, 5))
    assert "ngày 05 tháng 02 năm 2027" in read(pdf, tmp_path)


@pytest.mark.parametrize(
    ("area", "written"),
    [
        ("Tỉnh Nam Thành", "Nam Thành, ngày 21"),
        ("Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh, ngày 21"),
        ("Phường 5", "Phường 5, ngày 21"),
    ],
)
def test_the_place_before_the_date_is_written_as_the_rules_of_paperwork_want(
    area: str, written: str, tmp_path: Path
) -> None:
    text = read(rendered("reminder", place=area), tmp_path)
    assert written in text
    assert f"Tỉnh {written}" not in text


def test_a_list_of_papers_leaves_out_what_nobody_filled_in(tmp_path: Path) -> None:
    papers = [{"name": "Đơn viết tay", "pages": "2"}, {"name": "Bản chụp giấy tờ"}]
    text = read(rendered("receipt", papers=papers), tmp_path)
    assert "Số trang" in text
    assert "Bản gốc" not in text
    assert "Không kèm giấy tờ" in read(rendered("receipt", papers=[]), tmp_path)


def test_the_digest_of_a_receipt_can_be_copied_out_of_it(tmp_path: Path) -> None:
    digest = "67ef47c52ec8ec826d940b87e365810865b2667592f3275729f1a55086f498d9"
    file = tmp_path / "receipt.pdf"
    file.write_bytes(rendered("receipt", digest=digest))
    (page,) = pypdf.PdfReader(file).pages
    assert digest in page.extract_text()
