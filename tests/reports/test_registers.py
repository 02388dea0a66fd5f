"""The books of an office: what stands in which column, on paper and as a table."""

import io
import zipfile
from datetime import date
from xml.etree import ElementTree

import pypdf
import pytest

from cases import operations as op
from cases.models import Case
from cases.vocabulary import Intake, LetterForm, Status
from reports.exports import book_pdf, book_xlsx
from reports.registers import BOOKS
from tests import stories
from tests.stories import DAY, Office, a_case, a_petition

pytestmark = pytest.mark.django_db
MARCH = (date(2026, 3, 1), date(2026, 3, 31))
LONG = "Công Tằng Tôn Nữ Nguyễn Phước Bảo Ngọc Quỳnh Hương Thị Đặng Trần Lệ Thủy"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def lines(book: str, office: Office, period: tuple[date, date] = MARCH) -> list[dict[str, str]]:
    """The rows of the book, each by the labels of its columns."""
    head = [column.label for column in BOOKS[book].head()]
    return [dict(zip(head, row, strict=True)) for row in BOOKS[book].lines(office.province, *period, most=100)]


def an_incoming(office: Office, **changes: object) -> object:
    facts: dict[str, object] = {
        "sender": "Ủy ban nhân dân xã Hòa Bình",
        "subject": "Trả lời đơn",
        "number": "41/UBND-KT",
        "dated_on": DAY,
        "arrived_on": DAY,
        "by": office.actor("records_officer"),
        "on": DAY,
    }
    return op.register_incoming(office.province, **(facts | changes))  # type: ignore[arg-type]


def words_of(pdf: bytes) -> list[str]:
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(io.BytesIO(pdf)).pages]


def test_the_outgoing_book_has_every_number_and_says_which_were_voided(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    wrong = stories.other_issued(office, case)
    op.void_letter(case, letter=wrong, because="In sai.", by=office.actor("records_officer"), on=DAY)
    stories.other_dispatched(office, case)
    rows = lines("outgoing", office)
    assert [row["Số, ký hiệu"] for row in rows] == ["01/MTTQ-BTT", "02/MTTQ-BTT", "03/MTTQ-BTT"]
    assert rows[0]["Nơi nhận"] == office.agency.name
    assert rows[1]["Ngày đến nơi; lý do hủy"] == "Đã hủy ngày 02/03/2026: In sai."
    assert rows[2]["Gửi bằng"] == "Bưu điện"
    # Nobody's name stands in a book that lies open in the office.
    assert rows[2]["Nơi nhận"] == f"Người nộp đơn, vụ việc {case.number}"
    assert lines("outgoing", office, (date(2026, 4, 1), date(2026, 4, 30))) == []


def test_secret_letters_stand_in_a_book_of_their_own(office: Office) -> None:
    case = a_case(office, at=Status.FORWARDED)
    stories.other_issued(office, case, secret=True)
    assert [row["Số, ký hiệu"] for row in lines("outgoing_secret", office)] == ["01-M/MTTQ-BTT"]
    assert [row["Số, ký hiệu"] for row in lines("outgoing", office)] == ["01/MTTQ-BTT"]


def test_the_incoming_book_counts_in_the_order_of_arrival(office: Office) -> None:
    case = a_petition(office)
    first = an_incoming(office, case_number=case.number)
    an_incoming(office, sender="Sở Xây dựng", number="", dated_on=None)
    an_incoming(office, secret=True)
    op.acknowledge_incoming(first, by=office.actor("records_officer"), on=DAY)  # type: ignore[arg-type]
    rows = lines("incoming", office)
    assert [(row["Số đến"], row["Nơi gửi"]) for row in rows] == [
        ("1", "Ủy ban nhân dân xã Hòa Bình"),
        ("2", "Sở Xây dựng"),
    ]
    assert (rows[0]["Vụ việc"], rows[0]["Đã báo nhận"]) == (case.number, "02/03/2026")


def test_the_reception_book_has_the_thirteen_columns_of_the_decree(office: Office) -> None:
    assert len(BOOKS["reception"].columns) == 13
    forwarded = a_case(office, at=Status.FORWARDED)
    a_petition(office, intake=Intake.POST)
    guided = a_case(office, at=Status.IN_HAND)
    stories.other_dispatched(
        office, guided, form=LetterForm.GUIDANCE, to_unit=office.other_agency, basis="Điều 66 Luật Khiếu nại"
    )
    rows = lines("reception", office)
    assert [row["Số thứ tự"] for row in rows] == ["1", "2"]
    person = forwarded.matters.get().petition.parties.get()
    assert rows[0]["Họ tên, địa chỉ"] == f"{person.name}, {person.address}"
    assert rows[0]["Cơ quan tiếp nhận, số văn bản"] == f"{office.agency.name} (01/MTTQ-BTT, 02/03/2026)"
    assert rows[0]["Thuộc thẩm quyền"] == "Không"
    assert rows[1]["Hướng dẫn đến cơ quan"] == office.other_agency.name
    assert len(lines("petitions", office)) == 3


def test_another_unit_s_letters_stand_in_its_own_book(office: Office) -> None:
    a_case(office, at=Status.FORWARDED)
    an_incoming(office)
    for book in BOOKS.values():
        assert book.lines(office.commune, *MARCH, most=100) == []


def counted(office: Office) -> tuple[int, int]:
    found = BOOKS["petitions"].counted(office.province, *MARCH)
    assert found is not None
    return found.petitions, found.cases


def test_one_petition_with_three_matters_is_one_petition_and_three_cases(office: Office) -> None:
    case = a_petition(office)
    assert counted(office) == (1, 1)
    first = stories.split_off(office, case)
    second = stories.split_off(office, case, summary="Trạm y tế thiếu thuốc")
    assert counted(office) == (1, 3)
    (row,) = lines("petitions", office)
    assert row["Số vụ việc"] == f"{case.number}; {first.number}; {second.number}"
    op.unsplit(second, because="Vẫn là một việc.", by=office.actor("leader"), on=DAY)
    assert counted(office) == (1, 2)


def test_three_petitions_about_one_road_are_three_petitions_and_one_case(office: Office) -> None:
    lead = a_case(office, at=Status.FORWARDED)
    again = [stories.joined(office, a_petition(office), into=lead) for _ in range(2)]
    assert len(again) == 2 and counted(office) == (3, 1)
    rows = lines("petitions", office)
    assert [row["Số vụ việc"] for row in rows[1:]] == [
        f"{case.number} → {lead.number}" for case in Case.objects.exclude(pk=lead.pk).order_by("pk")
    ]
    # Whoever looks a petition up reads what became of it: in the case that leads.
    assert {row["Chuyển đến, số công văn"] for row in rows} == {rows[0]["Chuyển đến, số công văn"]} != {""}


def test_a_voided_number_stays_in_the_book_and_is_counted_nowhere(office: Office) -> None:
    case = a_petition(office)
    op.void_registration(case, because="Vào sổ hai lần.", by=office.actor("leader"), on=DAY)
    assert counted(office) == (0, 0)
    (row,) = lines("petitions", office)
    assert row["Số vụ việc"] == f"{case.number} (đã hủy: Vào sổ hai lần.)"
    assert BOOKS["outgoing"].counted(office.province, *MARCH) is None


@pytest.mark.parametrize("name", list(BOOKS))
def test_a_book_is_printed_with_long_names_over_several_pages(office: Office, name: str) -> None:
    book = BOOKS[name]
    rows = [[f"{LONG} {line}" if place == 2 else f"{line}" for place in range(len(book.columns))] for line in range(90)]
    pages = words_of(book_pdf(book, office.province, *MARCH, rows))
    assert len(pages) > 2
    together = "".join("".join(pages).split())
    for line in (0, 45, 89):
        assert "".join(f"{LONG} {line}".split()) in together
    for number, page in enumerate(pages, 1):
        assert "".join(str(book.columns[2][0]).split()) in "".join(page.split()), "the head is repeated"
        assert f"Trang {number} / {len(pages)}" in page
    assert "TỪ" not in pages[0]
    assert "Từ ngày 01/03/2026 đến ngày 31/03/2026" in pages[0]


def test_a_book_without_rows_says_so(office: Office) -> None:
    (page,) = words_of(book_pdf(BOOKS["outgoing"], office.province, *MARCH, []))
    assert "Không có việc nào trong kỳ này." in page


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t=", "{="])
def test_no_cell_of_the_table_is_a_formula(office: Office, start: str) -> None:
    wrote = f"{start}HYPERLINK(1;2)"
    width = len(BOOKS["petitions"].columns)
    content = book_xlsx(BOOKS["petitions"], office.province, *MARCH, [[wrote] * width])
    with zipfile.ZipFile(io.BytesIO(content)) as table:
        sheet = ElementTree.fromstring(table.read("xl/worksheets/sheet1.xml"))
        strings = ElementTree.fromstring(table.read("xl/sharedStrings.xml"))
    assert not list(sheet.iter(f"{SHEET}f"))
    assert {cell.get("t") for cell in sheet.iter(f"{SHEET}c") if cell.find(f"{SHEET}v") is not None} == {"s"}
    assert wrote.strip() in {(text.text or "").strip() for text in strings.iter(f"{SHEET}t")}


@pytest.mark.parametrize("name", list(BOOKS))
def test_the_queries_of_a_book_do_not_grow_with_its_rows(
    office: Office, name: str, django_assert_max_num_queries: object
) -> None:
    for _ in range(3):
        case = a_case(office, at=Status.FORWARDED)
        stories.other_issued(office, case, secret=name == "outgoing_secret")
        an_incoming(office, case_number=case.number)
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        assert len(BOOKS[name].lines(office.province, *MARCH, most=100)) >= 3


def test_the_book_of_outgoing_letters_says_when_a_transfer_arrived(office):
    case = a_case(office, at=Status.ANSWERED)
    arrived = case.lead.received_on
    assert arrived is not None
    [row] = BOOKS["outgoing"].lines(office.province, DAY, arrived, most=10)
    assert row[-1] == f"{arrived:%d/%m/%Y}"
