"""The calendar as an office keeps it: tables read, refused line by line, brought into force, corrected with history."""

from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext
from openpyxl import Workbook

from audit.models import Event
from deadlines import calendar_file
from deadlines.calendar import working_calendar
from deadlines.calendar_file import UnreadableTable
from deadlines.calendar_table import Notice, Table, plan, problems
from deadlines.law.reading import Catalogue, DayRow, shipped
from deadlines.models import CalendarDay, CalendarYear
from deadlines.operations import Loaded, change_calendar, load_law
from deadlines.refusals import YearWithoutCalendar
from tests.deadlines.conftest import BY
from tests.deadlines.test_catalogue_proposals import ONE, keeper

TODAY = date(2026, 11, 20)
NOTICE = Notice(2028, "Thông báo 1/TB-BNV", date(2026, 11, 2), "V")
HEAD = "Ngày;Loại;Tên;Đổi với ngày;Căn cứ\n"
LINES = (
    "01/01/2028;Ngày nghỉ;Tết Dương lịch;;Bộ luật Lao động Điều 112\n"
    "03/01/2028;Nghỉ bù;Nghỉ bù Tết Dương lịch;;\n"
    "28/01/2028;Nghỉ hoán đổi;Làm bù ngày 05/02/2028;05/02/2028;\n"
    "05/02/2028;Làm bù;Làm bù cho ngày 28/01/2028;28/01/2028;\n"
)


def table(text=HEAD + LINES, notice=NOTICE, **changes):
    days, wrong = calendar_file.read(text, notice)
    assert not wrong
    return replace(Table(notice, days), **changes)


def said(*found):
    return [gettext(one.sentence) % one.facts for one in found]


@pytest.mark.parametrize("encode", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_a_table_is_read_as_spreadsheets_save_it(encode, separator):
    content = (HEAD + LINES).replace(";", separator).replace("\n", "\r\n").encode(encode)
    days, wrong = calendar_file.read(calendar_file.text_of(content), NOTICE)
    assert not wrong
    assert [(one.day.isoformat(), one.kind) for one in days] == [
        ("2028-01-01", "day_off"),
        ("2028-01-03", "makeup_off"),
        ("2028-01-28", "swap_off"),
        ("2028-02-05", "swap_work"),
    ]
    assert [one.citation for one in days[:2]] == ["Bộ luật Lao động Điều 112", NOTICE.citation]
    assert days[2].swapped_with == date(2028, 2, 5)


def test_a_sheet_says_the_same_as_its_text_whether_its_days_are_days_or_words():
    book = Workbook()
    for line in (HEAD + LINES).splitlines():
        book.active.append([as_a_day(cell) for cell in line.split(";")])
    file = BytesIO()
    book.save(file)
    days, wrong = calendar_file.read(calendar_file.text_of(file.getvalue()), NOTICE)
    assert not wrong
    assert days == calendar_file.read(HEAD + LINES, NOTICE)[0]
    assert len(days) == 4


def as_a_day(cell: str) -> object:
    """Every day but the second of January stands in the sheet as a day; spreadsheets do as they like."""
    try:
        return datetime.strptime(cell, "%d/%m/%Y") if not cell.startswith("02") else cell
    except ValueError:
        return cell or None


def test_the_empty_table_can_be_read_back():
    assert calendar_file.read(calendar_file.text_of(calendar_file.empty_table()), NOTICE) == ([], [])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("Ngày;Loại\n".encode("utf-16"), "CSV UTF-8"),
        (b"x" * 300_000, "lớn hơn"),
        (b"PK\x03\x04 cut off", "Không mở được tệp bảng tính"),
        ("Ngày;Tên\n01/01/2028;Tết".encode(), "thiếu cột: Loại"),
        (b"", "thiếu cột"),
        ((HEAD + "01/01/2028;Nghỉ;Tết\n" * 500).encode(), "nhiều dòng hơn"),
    ],
)
def test_a_file_that_is_no_table_is_refused_with_a_sentence(content, sentence):
    with pytest.raises(UnreadableTable, match=sentence):
        calendar_file.read(calendar_file.text_of(content), NOTICE)


def test_each_unreadable_line_is_named():
    text = HEAD + "32/01/2028;Nghỉ;Tết;;\n;;;;\n02/01/2028;Lễ;Tết;mai;\n"
    days, wrong = calendar_file.read(text, NOTICE)
    assert (days, [one.line for one in wrong]) == ([], [1, 3, 3])
    assert said(wrong[0])[0].startswith("“32/01/2028” không phải là ngày")
    assert "“Lễ” không phải là loại ngày" in said(wrong[2])[0]


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("01/01/2028;Nghỉ;Tết;;\n01/01/2028;Nghỉ;Tết;;", "có hai dòng"),
        ("01/01/2027;Nghỉ;Tết;;", "không thuộc năm 2028"),
        ("03/01/2028;Làm bù;Làm bù;28/01/2028;", "vốn là ngày làm việc"),
        ("01/01/2028;Nghỉ bù;Nghỉ;;", "ngày nghỉ cuối tuần"),
        ("01/01/2028;Nghỉ;Tết;05/02/2028;", "không phải ngày hoán đổi"),
        ("28/01/2028;Nghỉ hoán đổi;Nghỉ;05/02/2028;", "thiếu ngày đối ứng"),
        ("28/01/2028;Nghỉ hoán đổi;Nghỉ;;", "thiếu ngày đối ứng"),
        (
            "28/01/2028;Nghỉ hoán đổi;Nghỉ;05/02/2028;\n05/02/2028;Làm bù;Bù;31/01/2028;",
            "thiếu ngày đối ứng",
        ),
        ("01/01/2028;Nghỉ;;;", "chưa có tên"),
        ("", "không có ngày nào"),
    ],
)
def test_a_table_that_cannot_be_meant_is_refused_in_words(line, sentence):
    found = problems(table(HEAD + line), [], on=TODAY)
    assert any(sentence in one for one in said(*found)), said(*found)


def test_a_decision_of_tomorrow_is_refused():
    assert (
        "sau ngày hôm nay"
        in said(*problems(table(notice=replace(NOTICE, adopted_on=date(2027, 1, 1))), [], on=TODAY))[0]
    )


def test_a_table_without_fault_has_no_problem():
    assert problems(table(), [], on=TODAY) == []


@pytest.mark.usefixtures("law")
def test_a_year_is_countable_once_its_table_is_in_force():
    with pytest.raises(YearWithoutCalendar):
        working_calendar().is_working_day(date(2028, 1, 4))
    year = change_calendar(table(), by=ONE, on=TODAY)
    calendar = working_calendar()
    assert calendar.is_working_day(date(2028, 2, 5))
    assert not calendar.is_working_day(date(2028, 1, 28))
    event = Event.objects.get(kind="calendar.changed", subject_id=2028)
    assert (event.facts["version"], event.facts["added"], event.actor_key) == (year.version, 4, "11")
    assert event.facts["days"] == ["2028-01-01", "2028-01-03", "2028-01-28", "2028-02-05"]


@pytest.mark.usefixtures("law")
def test_a_later_decision_takes_a_day_s_place_and_what_was_known_is_still_known():
    before = working_calendar()
    late = Notice(2026, "Quyết định 9/QĐ-TTg", date(2026, 11, 18), "V")
    text = HEAD + "23/11/2026;Nghỉ hoán đổi;Làm bù 28/11;28/11/2026;\n28/11/2026;Làm bù;Bù 23/11;23/11/2026;\n"
    text += "24/11/2026;Ngày nghỉ;Ngày Văn hóa;;Quyết định 9/QĐ-TTg Điều 2\n"
    change_calendar(table(text, late, whole=False), by=ONE, on=TODAY)
    monday = date(2026, 11, 23)
    assert before.is_working_day(monday)
    assert not working_calendar().is_working_day(monday)
    assert working_calendar(known_on=date(2026, 11, 17)).is_working_day(monday)
    assert not working_calendar(known_on=date(2026, 11, 18)).is_working_day(monday)
    history = CalendarDay.objects.filter(day=date(2026, 11, 24)).order_by("pk")
    assert [(row.withdrawn_on, row.source) for row in history] == [(late.adopted_on, "shipped"), (None, "local")]
    assert history[0].withdrawn_citation == "Quyết định 9/QĐ-TTg Điều 2"
    known = working_calendar(known_on=date(2026, 11, 17)).reason(date(2026, 11, 24))
    assert known[0] == "Ngày Văn hóa Việt Nam"
    on_the_day = working_calendar(known_on=late.adopted_on).reason(date(2026, 11, 24))
    assert on_the_day[0] == "Ngày Văn hóa"
    assert working_calendar().reason(date(2026, 11, 24))[0] == "Ngày Văn hóa"
    assert not CalendarDay.objects.filter(day=date(2026, 1, 1)).exclude(withdrawn_on=None).exists()


@pytest.mark.usefixtures("law")
def test_a_day_missing_from_the_table_of_the_whole_year_is_withdrawn():
    change_calendar(table(), by=ONE, on=TODAY)
    shorter = table(HEAD + LINES.splitlines()[0], replace(NOTICE, adopted_on=date(2026, 11, 10), citation="TB 2"))
    change_calendar(shorter, by=ONE, on=TODAY)
    assert working_calendar().is_working_day(date(2028, 1, 3))
    assert not working_calendar(known_on=date(2026, 11, 9)).is_working_day(date(2028, 1, 3))
    assert working_calendar(known_on=date(2026, 11, 10)).is_working_day(date(2028, 1, 3))
    event = Event.objects.filter(kind="calendar.changed", subject_id=2028).latest("pk")
    assert (event.facts["added"], event.facts["changed"], event.facts["withdrawn"]) == (0, 0, 3)


@pytest.mark.usefixtures("law")
def test_half_of_a_loaded_swap_cannot_be_taken_away():
    change_calendar(table(), by=ONE, on=TODAY)
    half = table(HEAD + "28/01/2028;Ngày nghỉ;Nghỉ;;TB 3\n", whole=False)
    with pytest.raises(ValidationError, match="mất ngày đối ứng"):
        change_calendar(half, by=ONE, on=TODAY)
    assert not CalendarDay.objects.filter(withdrawn_on__isnull=False).exists()


@pytest.mark.usefixtures("law")
def test_nothing_is_stored_of_a_table_with_a_fault_or_without_a_change():
    with pytest.raises(ValidationError, match="vốn là ngày làm việc"):
        change_calendar(table(HEAD + LINES + "04/01/2028;Làm bù;Bù;28/01/2028;"), by=ONE, on=TODAY)
    assert not CalendarYear.objects.filter(year=2028).exists()
    change_calendar(table(), by=ONE, on=TODAY)
    with pytest.raises(ValidationError, match="không khác"):
        change_calendar(table(), by=ONE, on=TODAY)
    assert Event.objects.filter(kind="calendar.changed", subject_id=2028).count() == 1
    with pytest.raises(PermissionDenied):
        change_calendar(table(), by=keeper("15", roles=["leader"]), on=TODAY)


@pytest.mark.usefixtures("law")
def test_the_next_shipped_catalogue_leaves_what_this_house_brought():
    change_calendar(table(), by=ONE, on=TODAY)
    fixed = replace(table(HEAD + "24/11/2026;Ngày nghỉ;Ngày Văn hóa;;TB 5\n", replace(NOTICE, year=2026)), whole=False)
    change_calendar(fixed, by=ONE, on=TODAY)
    catalogue = shipped()
    assert load_law(by=BY, catalogue=Catalogue(catalogue.rules, catalogue.years, catalogue.days)) == Loaded()
    assert working_calendar().reason(date(2026, 11, 24))[1] == "TB 5"


@pytest.mark.parametrize(
    "changes",
    [
        {"withdrawn_on": TODAY},
        {"withdrawn_citation": "TB"},
        {"withdrawn_on": date(2020, 1, 1), "withdrawn_citation": "TB", "adopted_on": TODAY},
    ],
)
def test_the_database_refuses_a_half_withdrawal(law, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        CalendarDay.objects.filter(day=date(2026, 1, 1)).update(**changes)


def test_one_day_holds_once(law):
    row = CalendarDay.objects.get(day=date(2026, 1, 1))
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_an_exact_source_is_kept_when_the_table_names_none():
    loaded = DayRow(date(2028, 1, 1), "day_off", "Tết", "Bộ luật", None, "V")
    only_notice = replace(loaded, citation=NOTICE.citation, adopted_on=NOTICE.adopted_on)
    assert plan(Table(NOTICE, [only_notice]), {loaded.day: loaded}).days == []
    assert plan(Table(NOTICE, [replace(loaded, citation="TB khác")]), {loaded.day: loaded}).days == [loaded.day]
