"""What an official letter says, and that nothing a citizen wrote can change how it says it."""

import hashlib
import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pypdf
import pytest
from django.utils.translation import override

import letters.wording
from letters.catalogue import FORMS, MTTQ, ND154, FormKey, NoSuchForm, Shape, form, version
from letters.editable import render_docx
from letters.render import render_pdf
from letters.setting import MissingFacts, UnknownFacts, missing_facts
from letters.wording.citizens import REFUSAL_GROUNDS, NoSuchGround

pytestmark = [pytest.mark.slow, pytest.mark.once]

HEAD = {"unit": "Ủy ban MTTQ Việt Nam tỉnh Nam Thành", "place": "Tỉnh Nam Thành", "symbol": "MTTQ-BTT"}
SIGNED = {
    "addressee": "Ủy ban nhân dân phường Ỷ Lan",
    "subject": "chuyển kiến nghị về Giấy chứng nhận quyền sử dụng đất",
    "signer_name": "Nguyễn Thị Ánh Tuyết",
    "signer_title": "Phó Chủ tịch",
    "recipients": ["Như trên;", "Người nộp đơn;", "Lưu: VT."],
    "case_number": "2026-01284",
}
TO_AGENCY = SIGNED | {
    "answer_by": date(2027, 1, 13),
    "answer_url": "https://cau-noi.example/tra-loi",
    "summary": "Nộp hồ sơ từ tháng 3/2025, bốn lần được hẹn.\nĐoạn thứ hai: ữ ẵ ợ ỹ ặ Ẫ Đ ĩ.",
}
TRANSFER = (
    HEAD
    | TO_AGENCY
    | {
        "received_on": date(2026, 11, 20),
        "asked": "Xem xét hồ sơ, cho biết lý do chậm.",
        "enclosures": ["Đơn viết tay, 2 trang", "Bản chụp giấy tiếp nhận"],
    }
)
# What is sealed leads to no link, and names the head of the agency.
SEALED = {name: fact for name, fact in TRANSFER.items() if name != "answer_url"}
SEALED |= {"head": "Ông Nguyễn Ngọc Vũ, Chủ tịch Ủy ban nhân dân phường Ỷ Lan"}
PETITIONER = {
    "petitioner_name": "H’Liên Niê Kđăm",
    "petitioner_address": "Thôn 4, xã Ea Rông Thượng, tỉnh Nam Thành",
}
SENT = {"letter_number": "125/MTTQ-BTT", "letter_on": date(2026, 11, 21)}
CITIZEN = (
    HEAD
    | SIGNED
    | {
        "addressee": "H’Liên Niê Kđăm",
        "address": "Thôn 4, xã Ea Rông Thượng, tỉnh Nam Thành",
        "received_on": date(2026, 11, 20),
        "summary": "Chậm cấp Giấy chứng nhận quyền sử dụng đất, thửa 118.",
    }
)
PAPERS = [{"name": "Đơn viết tay, ký tên", "pages": "2", "original": "Mặt trận giữ"}]
ORIGINALS = (
    HEAD
    | PETITIONER
    | {
        "at": "10 giờ 46 phút ngày 20/11/2026",
        "identity": "Căn cước số 030187654321",
        "subject": "Chậm cấp Giấy chứng nhận quyền sử dụng đất",
        "papers": PAPERS,
        "officer": "Trần Hoài Phương",
        "officer_title": "Chuyên viên Ban Dân chủ - Pháp luật",
    }
)
AGENCY = {"agency": "Chi nhánh Văn phòng Đăng ký đất đai khu vực Ỷ Lan"}
FACTS: dict[FormKey, dict[str, Any]] = {
    FormKey(MTTQ, "transfer_letter"): TRANSFER | PETITIONER,
    **{
        FormKey(MTTQ, name): TRANSFER | PETITIONER
        for name in ("request_corruption", "transfer_board", "transfer_voter", "transfer_opinion")
    },
    FormKey(MTTQ, "report_cadre"): SEALED,
    FormKey(MTTQ, "transfer_complaint"): TRANSFER | PETITIONER,
    FormKey(MTTQ, "transfer_denunciation"): SEALED,
    FormKey(MTTQ, "reminder"): HEAD
    | TO_AGENCY
    | SENT
    | {"asked_before": date(2026, 12, 31), "late_text": "quá 5 ngày làm việc theo công văn"}
    | {"overdue": "Thời hạn “Thụ lý giải quyết khiếu nại” đã hết ngày 05/01/2027"},
    FormKey(MTTQ, "dialogue"): HEAD
    | TO_AGENCY
    | SENT
    | {
        "asked_before": date(2026, 12, 31),
        "chased": ["Công văn đôn đốc số 131/MTTQ-BTT ngày 05/01/2027"],
        "overdue": "Thời hạn “Thụ lý giải quyết khiếu nại” đã hết ngày 05/01/2027",
        "time": "8 giờ 30, ngày 20/01/2027",
        "venue": "Phòng họp Ủy ban MTTQ Việt Nam tỉnh Nam Thành",
        "asked": "Tiến độ cấp Giấy chứng nhận thửa 118; lý do chậm trả lời.",
    },
    FormKey(MTTQ, "recommendation"): HEAD
    | TO_AGENCY
    | SENT
    | AGENCY
    | {
        "asked": "Kiểm tra, yêu cầu trả lời dứt điểm.",
        "reason": "Đã đôn đốc hai lần, chưa có văn bản trả lời.",
        "contested": "Quyết định giải quyết, kết luận số 77/QĐ-UBND ngày 04/01/2027",
        "law": "khoản 2 Điều 66 Luật Khiếu nại",
    },
    FormKey(MTTQ, "cooperation"): HEAD
    | TO_AGENCY
    | AGENCY
    | {
        "received_on": date(2026, 11, 20),
        "asked": "Cung cấp hồ sơ quy hoạch đoạn đường.",
        "enclosures": ["Đơn viết tay, 2 trang"],
    },
    FormKey(MTTQ, "return_petition"): CITIZEN
    | {"reason": "Đơn chưa có chữ ký hoặc điểm chỉ.", "enclosures": ["Đơn, 2 trang", "Bản chụp sổ hộ khẩu cũ"]},
    FormKey(MTTQ, "guidance"): CITIZEN | AGENCY | {"basis": "Điều 66 Luật Khiếu nại"},
    FormKey(MTTQ, "guidance_split"): CITIZEN
    | {"asked": "Đơn thứ nhất: khiếu nại quyết định thu hồi đất.\nĐơn thứ hai: kiến nghị sửa đường."},
    FormKey(MTTQ, "supplement"): CITIZEN
    | {
        "asked": "Bản chụp quyết định thu hồi đất số 12/QĐ-UBND.\nGiấy tờ về ranh giới thửa đất.",
        "answer_by": date(2026, 12, 4),
    },
    FormKey(MTTQ, "notice_transfer"): CITIZEN | AGENCY | SENT,
    FormKey(MTTQ, "notice_result"): CITIZEN
    | AGENCY
    | {
        "answer_number": "41/UBND-KT",
        "answer_on": date(2026, 12, 15),
        "result": "Hồ sơ thiếu bản vẽ; đã bổ sung ngày 10/12/2026.",
        "commitments": ["Trao Giấy chứng nhận: Phòng Kinh tế, trước ngày 30/12/2026"],
        "next_steps": ["Nếu chưa đồng ý với kết quả, ông (bà) có quyền kiến nghị, phản ánh tiếp."],
    },
    FormKey(MTTQ, "invitation"): HEAD
    | SIGNED
    | {
        "addressee": "H’Liên Niê Kđăm",
        "address": "Thôn 4, xã Ea Rông Thượng",
        "content": "Trao đổi về nội dung đơn",
        "time": "8 giờ 00 ngày 25/11/2026",
        "venue": "Phòng tiếp dân, số 2 phố Hàng Bạc",
        "to_bring": ["Căn cước", "Bản gốc giấy tiếp nhận hồ sơ"],
        "phone": "0900 000 200",
    },
    FormKey(ND154, "01/TCD"): CITIZEN
    | {"ground": "luat_tcd_9_3", "settled_by": "Quyết định số 88/QĐ-UBND ngày 02/4/2025 của Chủ tịch tỉnh"},
    FormKey(MTTQ, "redacted_copy"): HEAD
    | {
        "subject": "Đơn tố cáo, nội dung niêm phong",
        "case_number": "2026-00417",
        "received_on": date(2026, 11, 2),
        "text": "Tôi là █████, ở █████. Ông trưởng thôn nhận tiền đền bù của bảy hộ.",
        "checked_by": "Lò Thị Mai Hương",
        "checked_on": date(2026, 11, 3),
    },
    FormKey(MTTQ, "receipt"): HEAD
    | PETITIONER
    | {
        "received_at": "10:46 ngày 20/11/2026",
        "petition_number": "2026-01284",
        "tracking_code": "NT8Q 2X61",
        "tracking_url": "https://cau-noi.example/theo-doi",
        "kind": "Kiến nghị, phản ánh",
        "subject": "Chậm cấp Giấy chứng nhận quyền sử dụng đất",
        "papers": PAPERS,
        "notice_by": date(2026, 12, 7),
        "notice_basis": "Điều 28 khoản 1 Luật Tiếp công dân",
        "phone": "0900 000 200",
        "received_by": "Trần Hoài Phương",
        "digest": hashlib.sha256(b"noi dung").hexdigest(),
        "given_at": "10:46:00 ngày 20/11/2026",
        "key": "0123456789abcdef",
    },
    FormKey(ND154, "02/TCD"): ORIGINALS,
    FormKey(MTTQ, "originals_returned"): ORIGINALS,
}
TRANSFER_LETTER, REMINDER, RECEIPT = (FormKey(MTTQ, name) for name in ("transfer_letter", "reminder", "receipt"))
every_form = pytest.mark.parametrize("key", sorted(FORMS), ids="-".join)


def rendered(key: FormKey, *, number: str = "125/MTTQ-BTT", **changed: Any) -> bytes:
    of = form(*key)
    return render_pdf(of, version(of), FACTS[key] | changed, number=number, signed_on=date(2026, 11, 21))


def edited(key: FormKey, *, number: str = "125/MTTQ-BTT", **changed: Any) -> bytes:
    of = form(*key)
    return render_docx(of, version(of), FACTS[key] | changed, number=number, signed_on=date(2026, 11, 21))


def words_of_docx(content: bytes) -> list[str]:
    """Every word of the document, tables and page heads included."""
    paper = docx.Document(io.BytesIO(content))
    texts = [
        "".join(
            node.text or ("\t" if node.tag.endswith("}tab") else "")
            for node in one.iter()
            if node.tag.endswith(("}t", "}tab"))
        )
        for part in (paper.sections[0].header._element, paper.element.body)
        for one in part.iter()
        if one.tag.endswith("}p")
    ]
    return " ".join(texts).split()


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
def test_every_fact_stands_in_the_letter_with_its_marks(key: FormKey, tmp_path: Path) -> None:
    text = squeezed(read(rendered(key), tmp_path)).lower()
    for name, fact in FORMS[key].fields.items():
        # Part of the number, in the QR code, before the date.
        if name in {"symbol", "answer_url", "check_url", "place", "ground"}:
            continue
        if name == "head" and name not in FACTS[key]:  # only what is sealed names one
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
def test_every_letter_carries_the_head_of_the_front(key: FormKey, tmp_path: Path) -> None:
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
def test_the_same_facts_give_the_same_bytes(key: FormKey) -> None:
    in_vietnamese = rendered(key, number="")
    assert rendered(key) == rendered(key)
    assert rendered(key) != rendered(key, place="Đông Hà")
    with override("en"):
        assert rendered(key, number="") == in_vietnamese


def test_what_people_write_is_shown_as_written(tmp_path: Path) -> None:
    hostile = '#let x = 1 #panic("a") *đậm* _nghiêng_ `mã` $x^2$ @nguồn <nhãn> \\n // chú /* */ [ngoặc] {khối} = - + ~'
    text = read(rendered(TRANSFER_LETTER, summary=hostile, petitioner_name=hostile, subject=hostile), tmp_path)
    assert squeezed(text).count(squeezed(hostile)) == 3


def test_a_very_long_name_and_a_word_without_end_stay_on_the_paper(tmp_path: Path) -> None:
    endless = "Ẵ" * 400
    name = "Công Tằng Tôn Nữ " + "Nguyễn Phước Bảo Ngọc Quỳnh " * 20
    pdf = rendered(TRANSFER_LETTER, summary=endless, petitioner_name=name, signer_name=name, addressee=name)
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
    text = read(rendered(TRANSFER_LETTER, petitioner_name="Nguye\u0302\u0303n\u202e Va\u0306n A\r\n"), tmp_path)
    assert "ông (bà) Nguyễn Văn A" in text


@every_form
def test_only_tinos_is_embedded(key: FormKey, tmp_path: Path) -> None:
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
def test_a_letter_without_a_number_says_it_is_a_draft(key: FormKey, tmp_path: Path) -> None:
    assert "DỰ THẢO" in read(rendered(key, number=""), tmp_path)
    assert "DỰ THẢO" not in read(rendered(key), tmp_path)


@every_form
def test_missing_facts_are_named_for_people(key: FormKey) -> None:
    assert missing_facts(form(*key), FACTS[key]) == []
    required = [fact.label for fact in FORMS[key].fields.values() if fact.required]
    assert missing_facts(form(*key), {}) == [str(label) for label in required]
    assert missing_facts(form(*key), FACTS[key] | {"place": " \n"}) == ["Nơi ban hành"]


def test_a_draft_shows_its_gaps_and_a_numbered_letter_refuses_them(tmp_path: Path) -> None:
    assert "[Ngày đề nghị trả lời]" in read(rendered(TRANSFER_LETTER, number="", answer_by=None), tmp_path)
    with pytest.raises(MissingFacts) as refused:
        rendered(TRANSFER_LETTER, answer_by=None)
    assert refused.value.labels == ["Ngày đề nghị trả lời"]


def test_a_misspelt_fact_does_not_vanish() -> None:
    with pytest.raises(UnknownFacts, match="sumary"):
        rendered(TRANSFER_LETTER, sumary="…")


def test_the_date_asked_for_is_the_letters_own(tmp_path: Path) -> None:
    text = read(rendered(TRANSFER_LETTER), tmp_path)
    assert "chậm nhất ngày 13/01/2027" in text
    assert "do công văn này đề nghị, không phải thời hạn do luật định" in text
    assert "Điều 26 Luật Tiếp công dân" in text


def test_a_petitioner_who_may_not_be_named_is_not_named(tmp_path: Path) -> None:
    text = read(rendered(TRANSFER_LETTER, petitioner_name="", petitioner_address="Thôn 4"), tmp_path)
    assert "họ tên và địa chỉ không nêu trong công văn này" in text
    assert "Thôn 4" not in text


SETTLES = re.compile("thụ lý|giải quyết|kết luận", re.IGNORECASE)


def test_no_form_says_that_the_front_settles_a_petition() -> None:
    """Where one of the words stands, the same breath names the competent body whose act it is."""
    folder = Path(letters.wording.__file__).parent
    said = {
        (file.name, line.strip())
        for file in folder.glob("*.py")
        for line in file.read_text(encoding="utf-8").splitlines()
        if SETTLES.search(line) and "cơ quan nhà nước có thẩm quyền giải quyết" not in line
    }
    assert not said


def test_days_and_months_are_written_so_that_no_digit_can_be_put_before_them(tmp_path: Path) -> None:
    of = form(*RECEIPT)
    pdf = render_pdf(of, version(of), FACTS[RECEIPT], number="1", signed_on=date(2027, 2, 5))
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
    text = read(rendered(REMINDER, place=area), tmp_path)
    assert written in text
    assert f"Tỉnh {written}" not in text


def test_a_list_of_papers_leaves_out_what_nobody_filled_in(tmp_path: Path) -> None:
    papers = [{"name": "Đơn viết tay", "pages": "2"}, {"name": "Bản chụp giấy tờ"}]
    text = read(rendered(RECEIPT, papers=papers), tmp_path)
    assert "Số trang" in text
    assert "Bản gốc" not in text
    assert "Không kèm giấy tờ" in read(rendered(RECEIPT, papers=[]), tmp_path)


def test_the_digest_of_a_receipt_can_be_copied_out_of_it(tmp_path: Path) -> None:
    digest = "67ef47c52ec8ec826d940b87e365810865b2667592f3275729f1a55086f498d9"
    file = tmp_path / "receipt.pdf"
    file.write_bytes(rendered(RECEIPT, digest=digest))
    (page,) = pypdf.PdfReader(file).pages
    assert digest in page.extract_text()


@every_form
@pytest.mark.parametrize("number", ["125/MTTQ-BTT", ""])
def test_the_editable_letter_says_the_same_words(key: FormKey, number: str, tmp_path: Path) -> None:
    # On one page: the number of a second one is set by the typesetter alone.
    short = {"enclosures": ["Đơn"], "summary": "Nộp hồ sơ từ tháng 3."} if FACTS[key].get("enclosures") else {}
    printed = squeezed(read(rendered(key, number=number, **short), tmp_path)).lower()
    typed = words_of_docx(edited(key, number=number, **short))
    assert len(typed) > 60
    assert sorted(printed) == sorted(squeezed(" ".join(typed)).lower())
    missing = [word for word in typed if word.lower() not in printed]
    assert not missing


@pytest.mark.parametrize("key", [key for key in sorted(FORMS) if "summary" in FORMS[key].fields], ids="-".join)
def test_the_editable_letter_shows_what_people_wrote_as_written(key: FormKey) -> None:
    hostile = '<w:p/> &amp; "quoted" = {{ x }} {% y %}'
    assert squeezed(hostile) in squeezed(" ".join(words_of_docx(edited(key, summary=hostile))))


def test_a_letter_is_set_again_with_the_version_it_was_made_with() -> None:
    of = form(MTTQ, "transfer_letter")
    assert version(of, number=1) == version(of, on=date(2026, 3, 2)) == of.versions[0]
    with pytest.raises(NoSuchForm):
        version(form(ND154, "01/TCD"), on=date(2026, 6, 30))  # the decree came into force on 1 July 2026
    assert version(form(ND154, "01/TCD"), on=date(2026, 7, 1)).number == 1
    with pytest.raises(NoSuchForm):
        version(of, number=99)
    with pytest.raises(NoSuchForm):
        form(MTTQ, "01/TCD")


# What each released version looks like. A difference means that a released wording or layout was edited: add a version.
RELEASED = Path(__file__).with_name("released.txt")


def released_now() -> list[str]:
    return [
        f"{key.instrument} {key.form} {one.number} "
        + hashlib.sha256(
            render_pdf(FORMS[key], one, FACTS[key], number="125/MTTQ-BTT", signed_on=date(2026, 11, 21))
        ).hexdigest()
        for key in sorted(FORMS)
        for one in FORMS[key].versions
    ]


def test_a_released_version_never_changes_by_a_byte() -> None:
    assert released_now() == RELEASED.read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize(
    ("ground", "article"), [("luat_tcd_9_3", "Khoản 3 Điều 9"), ("nd154_4_1_h", "Điểm h khoản 1 Điều 4")]
)
def test_a_refusal_names_one_of_the_two_grounds_the_decree_has_the_form_for(
    ground: str, article: str, tmp_path: Path
) -> None:
    assert len(REFUSAL_GROUNDS) == 2
    with pytest.raises(NoSuchGround):
        rendered(FormKey(ND154, "01/TCD"), ground="Gây rối trật tự")
    assert article in read(rendered(FormKey(ND154, "01/TCD"), ground=ground), tmp_path)


@pytest.mark.parametrize("fact", ["petitioner_name", "petitioner_address", "answer_url"])
def test_the_transfer_of_a_denunciation_names_nobody_and_opens_no_link(fact: str) -> None:
    with pytest.raises(UnknownFacts, match=fact):
        rendered(FormKey(MTTQ, "transfer_denunciation"), **{fact: "Nguyễn Văn A"})


LONG = "Ủy ban Mặt trận Tổ quốc Việt Nam và các tổ chức chính trị - xã hội phường Nguyễn Trung Trực Bến Nghé Thành phố"


@every_form
def test_long_names_stay_on_the_paper_and_whole(key: FormKey, tmp_path: Path) -> None:
    names = ("unit", "addressee", "agency", "signer_name", "signer_title", "petitioner_name", "officer", "received_by")
    long = {name: f"{LONG} {name.replace('_', ' ')}" for name in names if name in FORMS[key].fields}
    file = tmp_path / "long.pdf"
    file.write_bytes(rendered(key, **long))
    right_edge = 595 - 2 / 2.54 * 72 + 1  # A4 less two centimetres
    for page in pypdf.PdfReader(file).pages:
        placed: list[float] = [0.0]

        def note(text: str, cm: list[float], tm: list[float], *_font: object, placed: list[float] = placed) -> None:
            placed.append(cm[4] + cm[0] * tm[4] if text.strip() else 0.0)

        page.extract_text(visitor_text=note)
        assert 0 < max(placed) < right_edge
    text = squeezed(read(file.read_bytes(), tmp_path)).lower()
    for name, said in long.items():
        assert squeezed(said).lower() in text or name == "unit", name
    assert squeezed(LONG).lower() in text
