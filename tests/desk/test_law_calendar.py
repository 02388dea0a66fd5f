"""The pages of the calendar: a year with what it rests on and what it lacks, and a table looked at before it counts."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.actor import system
from audit.models import Event
from cases import operations as op
from deadlines import calendar_file
from deadlines.calendar import working_calendar
from deadlines.models import CalendarDay, CalendarYear
from organizations.vocabulary import Role
from tests.factories import a_person
from tests.stories import a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TABLE = (
    "Ngày;Loại;Tên;Đổi với ngày\n"
    "01/01/2028;Ngày nghỉ;Tết Dương lịch;\n"
    "28/01/2028;Nghỉ hoán đổi;Nghỉ hoán đổi;05/02/2028\n"
    "05/02/2028;Làm bù;Làm bù;28/01/2028\n"
)
TYPED = {
    "year": "2028",
    "citation": "Thông báo 1/TB-BNV",
    "adopted_on": "2026-11-02",
    "confidence": "V",
    "whole": "whole",
    "table": TABLE,
}
IMPORT = "desk:calendar-import"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-20 09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def keeper(client, office):
    client.force_login(office.person(Role.ADMINISTRATOR))
    return client


def test_a_commune_s_administrator_reads_and_an_agency_s_does_not(client, office):
    client.force_login(office.person(Role.ADMINISTRATOR, office.commune))
    assert client.get(reverse("desk:calendar")).status_code == 200
    assert client.get(reverse(IMPORT)).status_code == 403
    assert client.post(reverse(IMPORT), TYPED | {"confirmed": "1"}).status_code == 403
    client.force_login(a_person(office.agency, Role.ADMINISTRATOR))
    assert client.get(reverse("desk:calendar")).status_code == 403


def test_a_year_shows_its_days_with_their_sources_and_what_it_lacks(keeper):
    with CaptureQueriesContext(connection) as queries:
        shown = keeper.get(reverse("desk:calendar"))
    assert len(queries) <= 30
    page = shown.content.decode()
    assert "Nghị quyết 28/2026/QH16 Điều 2" in page
    assert page.count('<table class="count caption-top">') == 12
    assert shown.context["missing"] == []
    empty = keeper.get(reverse("desk:calendar-year", args=[2028]))
    assert "Chưa nạp lịch của năm này" in empty.content.decode()
    CalendarDay.objects.filter(day=date(2026, 5, 1)).delete()
    CalendarDay.objects.filter(name="Giỗ Tổ Hùng Vương").delete()
    lacking = keeper.get(reverse("desk:calendar-year", args=[2026])).context["missing"]
    assert lacking == ["Thiếu ngày nghỉ cố định 01/05.", "Thiếu ngày Giỗ Tổ Hùng Vương."]
    assert keeper.get(reverse("desk:calendar-year", args=[1999])).status_code == 404


def test_a_table_is_shown_before_it_counts_and_counts_once_confirmed(keeper):
    looked = keeper.post(reverse(IMPORT), TYPED)
    assert looked.status_code == 200
    assert [(day.isoformat(), what) for what, day, _words in looked.context["said"]] == [
        ("2028-01-01", "Thêm"),
        ("2028-01-28", "Thêm"),
        ("2028-02-05", "Thêm"),
    ]
    assert not CalendarYear.objects.filter(year=2028).exists()
    page = looked.content.decode()
    hidden = {name: looked.context["form"].cleaned_data[name] for name in TYPED if f'name="{name}" value=' in page}
    assert set(hidden) == set(TYPED)
    done = keeper.post(reverse(IMPORT), TYPED | {"confirmed": "1"})
    assert done.url == reverse("desk:calendar-year", args=[2028])
    assert working_calendar().is_working_day(date(2028, 2, 5))
    assert Event.objects.filter(kind="calendar.changed", subject_id=2028).count() == 1
    again = keeper.post(reverse(IMPORT), TYPED | {"confirmed": "1"})
    assert (again.status_code, "không khác lịch đã nạp" in again.content.decode()) == (422, True)


def test_a_correction_shows_what_it_replaces_and_keeps_the_former_day(keeper):
    row = "Ngày,Loại,Tên,Căn cứ\n24/11/2026,Ngày nghỉ,Ngày Văn hóa,QĐ 9\n"
    typed = TYPED | {"year": "2026", "whole": "part", "table": row, "confirmed": "1"}
    assert keeper.post(reverse(IMPORT), typed).status_code == 302
    page = keeper.get(reverse("desk:calendar")).content.decode()
    assert "Đã được thay hoặc bỏ" in page
    assert "QĐ 9" in page


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"table": "Ngày;Loại;Tên\n28/01/2028;Nghỉ hoán đổi;Nghỉ\n"}, "thiếu ngày đối ứng"),
        ({"table": "Ngày;Loại;Tên\nmai;Nghỉ;Nghỉ\n"}, "Dòng 1"),
        ({"table": "Ngày;Tên\n01/01/2028;Tết\n"}, "thiếu cột"),
        ({"table": " "}, "Cần chọn tệp hoặc dán bảng"),
        ({"citation": ""}, "Chưa lưu được"),
        ({"adopted_on": "2027-01-01"}, "sau ngày hôm nay"),
        ({"year": "1"}, "Chưa lưu được"),
    ],
)
def test_a_table_with_a_fault_is_told_line_by_line_and_nothing_typed_is_lost(keeper, changes, sentence):
    answer = keeper.post(reverse(IMPORT), TYPED | changes | {"confirmed": "1"})
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not CalendarYear.objects.filter(year=2028).exists()
    assert (changes.get("citation") == "") or "Thông báo 1/TB-BNV" in answer.content.decode()


def test_a_file_is_read_as_a_spreadsheet_saves_it(keeper):
    file = SimpleUploadedFile("2028.csv", b"\xef\xbb\xbf" + TABLE.encode())
    assert len(keeper.post(reverse(IMPORT), TYPED | {"table": "", "file": file}).context["said"]) == 3
    wrong = keeper.post(
        reverse(IMPORT), TYPED | {"table": "", "file": SimpleUploadedFile("x.csv", TABLE.encode("utf-16"))}
    )
    assert (wrong.status_code, "CSV UTF-8" in wrong.content.decode()) == (422, True)


def test_the_empty_table_has_the_columns(keeper):
    answer = keeper.get(reverse("desk:calendar-empty-table"))
    assert answer.content == calendar_file.empty_table()
    assert "attachment" in answer["Content-Disposition"]


def test_from_december_administrators_read_that_next_year_s_table_is_missing(client, office):
    bar = "Chưa có lịch ngày nghỉ năm 2028"
    for moment, role, shown in (
        ("2027-11-30 12:00:00+07:00", Role.ADMINISTRATOR, False),
        ("2027-12-01 00:30:00+07:00", Role.ADMINISTRATOR, True),
        ("2027-12-01 00:30:00+07:00", Role.LEADER, False),
        ("2026-12-15 12:00:00+07:00", Role.ADMINISTRATOR, False),
    ):
        with time_machine.travel(moment, tick=False):
            client.force_login(office.person(role))
            assert (bar in client.get(reverse("desk:law")).content.decode()) is shown, (moment, role)


def test_the_preview_says_what_would_move_and_the_recount_moves_just_that(keeper, office):
    """Monday 23 November swapped off for a Saturday: whoever has ten working days from the 19th gains one."""
    today = date(2026, 11, 20)
    op.recount(by=system("recount"), on=today)
    case = a_petition(office, received_on=date(2026, 11, 19), on=today)
    duty = case.duties.get(rule__key="tt36.own_processing")
    swap = TYPED | {
        "year": "2026",
        "whole": "part",
        "adopted_on": "2026-11-20",
        "table": (
            "Ngày;Loại;Tên;Đổi với ngày\n"
            "23/11/2026;Nghỉ hoán đổi;Nghỉ hoán đổi;05/12/2026\n"
            "05/12/2026;Làm bù;Làm bù;23/11/2026\n"
        ),
    }
    page = keeper.post(reverse(IMPORT), swap).content.decode()
    assert not list(op.suppose(on=today)), "looking stores nothing"
    assert duty.rule.title in page
    assert "sẽ dời ngày" in page
    assert case.number not in page, "an administrator of the calendar reads no cases"
    assert keeper.post(reverse(IMPORT), swap | {"confirmed": "1"}).status_code == 302
    was = duty.due_on
    op.recount(by=system("recount"), on=today)
    duty.refresh_from_db()
    assert duty.due_on != was
    assert f"{was:%d/%m/%Y} → {duty.due_on:%d/%m/%Y}" in page
    assert "Lần tính lại thời hạn gần nhất" in keeper.get(reverse("desk:calendar")).content.decode()
