"""Old books on screen: handed in, looked at, chosen, taken out; each by whom it is for, names only for few."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from audit.actor import system
from audit.models import Event
from cases import operations as op
from cases.models import Case, Opening
from cases.opening import reading
from cases.opening.columns import COLUMNS, LINE, REASONS
from cases.vocabulary import OpeningState, Purpose
from organizations.vocabulary import Role
from tests.desk.test_pages import MOST_QUERIES
from tests.opening import a_new_one, a_row, as_csv

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
HOUSE = system("opening")


def worked():
    op.carry_on(by=HOUSE, on=timezone.localdate())


def handed_in(client, rows):
    file = SimpleUploadedFile("so-cu.csv", as_csv(rows))
    answer = client.post(reverse("desk:openings"), {"file": file})
    assert answer.status_code == 302
    return Opening.objects.latest("pk")


@pytest.fixture
def rows(office):
    handler = office.person("handler").username
    return [a_row("1", handler=handler), a_new_one("2"), a_row("3", handler=handler, name="", agency="Ủy ban nhân xã")]


def test_a_table_is_handed_in_looked_at_and_chosen(as_role, office, rows):
    client = as_role(Role.RECORDS_OFFICER)
    opening = handed_in(client, rows)
    address = reverse("desk:opening", args=[opening.pk])
    assert "Đang kiểm tra" in client.get(address).content.decode()
    assert "HX-Refresh" not in client.get(address, headers={"HX-Request": "true"})
    worked()
    assert client.get(address, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address).content.decode()
    assert len(queries) <= MOST_QUERIES
    assert "1 trong 3 dòng chưa đúng" in page
    assert "Họ tên người nộp:" in page
    assert "có thể là" in page
    refused = client.post(reverse("desk:opening-choose", args=[opening.pk]), {"rows": "all"})
    assert refused.status_code == 409
    assert not Case.objects.exists()
    client.post(reverse("desk:opening-choose", args=[opening.pk]), {"rows": "good"})
    assert "Đang vào sổ" in client.get(address).content.decode()
    worked()
    page = client.get(address).content.decode()
    assert "Đã vào sổ 2 vụ việc" in page
    case = Case.objects.get(number="1")
    assert reverse("desk:case", args=[case.pk]) in page
    told = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Chuyển vào từ sổ cũ" in told
    assert "ban hành trên giấy" in told
    assert client.get(reverse("desk:letter", args=[case.pk])).status_code == 409


def test_what_was_refused_comes_back_with_its_reasons_and_may_be_handed_in_again(as_role, office, rows):
    client = as_role(Role.RECORDS_OFFICER)
    opening = handed_in(client, rows)
    worked()
    answer = client.post(reverse("desk:opening-refused", args=[opening.pk]))
    sheet = load_workbook(io.BytesIO(answer.content)).worksheets[0]
    head, row = [[cell.value for cell in line] for line in sheet.iter_rows()]
    assert head[:2] == [LINE, REASONS]
    assert row[0] == "4"
    assert "Họ tên người nộp: Cần ghi họ tên" in row[1]
    assert Event.objects.get(kind="opening.refused_out").facts == {"rows": 1}
    [(_line, cells)] = reading.rows_of(answer.content)
    again = handed_in(client, [{**cells, "name": "Trần Văn Bình", "agency": office.agency.name}])
    worked()
    again.refresh_from_db()
    assert (again.state, again.bad) == (OpeningState.CHECKED, 0)


def test_only_who_keeps_the_books_or_handed_it_in_reads_the_names(as_role, office, rows):
    opening = handed_in(as_role(Role.RECORDS_OFFICER), rows)
    worked()
    addresses = {name: reverse(f"desk:{name}", args=[opening.pk]) for name in ("opening", "opening-refused")}
    assert "Thanh Hương" in as_role(Role.RECORDS_OFFICER).get(addresses["opening"]).content.decode()
    administrator = as_role(Role.ADMINISTRATOR)
    page = administrator.get(addresses["opening"]).content.decode()
    assert "Thanh Hương" not in page
    assert "Đường liên thôn" not in page
    assert administrator.post(addresses["opening-refused"]).status_code == 403
    own = handed_in(administrator, [a_new_one("9")])
    worked()
    assert "Thanh Hương" in administrator.get(reverse("desk:opening", args=[own.pk])).content.decode()
    for role in set(Role) - {Role.ADMINISTRATOR, Role.RECORDS_OFFICER}:
        assert as_role(role).get(addresses["opening"]).status_code == 403, role
    for role in (Role.ADMINISTRATOR, Role.RECORDS_OFFICER):
        client = as_role(role, office.commune)
        assert client.get(addresses["opening"]).status_code == 404
        for name in ("opening-choose", "opening-forget", "opening-refused"):
            assert client.post(reverse(f"desk:{name}", args=[opening.pk])).status_code == 404, name


def test_what_is_no_table_is_said_at_the_field(as_role):
    client = as_role(Role.RECORDS_OFFICER)
    answer = client.post(reverse("desk:openings"), {"file": SimpleUploadedFile("x.csv", b"a;b\n1;2")})
    assert answer.status_code == 422
    assert "Bảng thiếu cột" in answer.content.decode()


def test_the_empty_form_has_every_column_and_lists_to_choose_from(as_role, office):
    answer = as_role(Role.ADMINISTRATOR).get(reverse("desk:opening-form"))
    book = load_workbook(io.BytesIO(answer.content))
    form, explained, lists = book.worksheets
    assert [cell.value.rstrip(" *") for cell in form[1]] == [column.heading for column in COLUMNS]
    assert len(list(explained.iter_rows(min_row=4))) == len(COLUMNS)
    assert any("Khiếu nại lần đầu" in [cell.value for cell in column] for column in lists.iter_cols())
    assert len(form.data_validations.dataValidation) == len(list(lists.iter_cols()))


def test_numbers_go_on_from_the_paper_book_and_the_book_says_why(as_role, office):
    client = as_role(Role.ADMINISTRATOR)
    year = timezone.localdate().year
    said = {"series": "letter", "year": year, "first": 215, "because": "Theo sổ giấy."}
    assert client.post(reverse("desk:series"), said).status_code == 302
    again = client.post(reverse("desk:series"), {**said, "first": 100})
    assert again.status_code == 422
    assert "nay đã là 215" in again.content.decode()
    assert Event.objects.get(kind="series.continued").facts == {
        "series": "letter",
        "year": year,
        "after": 0,
        "first": 215,
    }
    book = as_role(Role.RECORDS_OFFICER).get(reverse("desk:books"), {"book": "outgoing"} | period(year))
    assert "1–214" in book.content.decode()
    assert "Theo sổ giấy." in book.content.decode()
    commune = as_role(Role.ADMINISTRATOR, office.commune).post(reverse("desk:series"), {**said, "series": "case"})
    assert commune.status_code == 422
    assert "đơn vị cao nhất" in commune.content.decode()


def period(year):
    return {"first": f"{year}-01-01", "last": f"{year}-12-31"}


def test_the_register_goes_out_for_a_purpose_that_is_recorded(as_role, office, rows):
    client = as_role(Role.RECORDS_OFFICER)
    opening = handed_in(client, rows[:2])
    worked()
    client.post(reverse("desk:opening-choose", args=[opening.pk]))
    worked()
    said = {"first": "2025-01-01", "last": f"{timezone.localdate() + timedelta(days=1)}"}
    assert client.post(reverse("desk:hand-out"), said).status_code == 422
    assert not Event.objects.filter(kind="register.handed_out").exists()
    answer = client.post(reverse("desk:hand-out"), {**said, "purpose": Purpose.MOVE})
    assert [cells["number"] for _line, cells in reading.rows_of(answer.content)] == ["1", "2"]
    facts = Event.objects.get(kind="register.handed_out").facts
    assert (facts["purpose"], facts["rows"]) == ("move", 2)
    as_text = client.post(reverse("desk:hand-out"), {**said, "purpose": Purpose.MOVE, "csv": "1"})
    texts, cells = ([row for _, row in reading.rows_of(one)] for one in (as_text.getvalue(), answer.content))
    assert texts == cells
    assert as_role(Role.ADMINISTRATOR).post(reverse("desk:hand-out"), said).status_code == 403
