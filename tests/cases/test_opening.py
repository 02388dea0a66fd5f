"""The old books come in: every row looked at, good ones entered with their true dates, and nobody hears of it."""

import json
from contextlib import nullcontext
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.db import connection

from audit.actor import Channel, system
from audit.models import Dispatch, Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Duty, Letter, Opening, OpeningRow
from cases.opening import handing_out, problems, sheets
from cases.vocabulary import LetterStatus, OpeningState, ReferralStatus, RowState, Status
from config import alignment
from deadlines.vocabulary import DutyState
from notifications.models import Message
from organizations.vocabulary import Role
from tests.opening import a_new_one, a_row, as_csv, as_sheet
from tests.stories import a_petition
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
HOUSE = system("opening")


@pytest.fixture
def handler(office):
    return office.person("handler").username


def handed_in(office, content, role=Role.RECORDS_OFFICER):
    opening = op.hand_in(office.province, content, by=office.actor(role), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    return Opening.objects.get(pk=opening.pk)


def entered(office, *rows, good_ones=False):
    opening = handed_in(office, as_csv(list(rows)))
    op.choose(opening, good_ones=good_ones, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    return Opening.objects.get(pk=opening.pk)


def raw(table, column):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [row[0] for row in cursor.fetchall()]


def said(row):
    return [(one.column, one.said()) for one in problems.read(row.said["problems"])]


def test_a_forwarded_case_comes_in_with_its_true_dates(office, handler):
    opening = entered(office, a_row(handler=handler))
    assert (opening.state, opening.entered, opening.refused) == (OpeningState.DONE, 1, 0)
    case = Case.objects.get(unit=office.province)
    assert (case.number, case.status, case.registered_on) == ("125/2025", Status.FORWARDED, date(2025, 11, 4))
    petition = case.matters.get().petition
    assert petition.received_on == date(2025, 11, 3)
    assert petition.tracking_code
    assert petition.parties.get().name == "Lê Thị Thanh Hương"
    assert case.lead.status == ReferralStatus.RECEIVED
    letter = Letter.objects.get()
    assert (letter.number, letter.status, letter.on_paper) == ("214/MTTQ-BTT", LetterStatus.DELIVERED, True)
    assert not letter.digest
    assert not letter.file
    assert list(alignment.findings()) == []


def test_duties_are_those_of_the_true_dates_and_what_passed_is_told_to_nobody_again(office, handler):
    entered(office, a_row(handler=handler))
    duties = {duty.rule.key: duty for duty in Duty.objects.select_related("rule")}
    own = duties["tt36.own_processing"]
    assert (own.started_on, own.state, own.met_on) == (date(2025, 11, 3), DutyState.MET, date(2025, 11, 10))
    assert duties["tcd.result_notice_to_citizen"].met_on == date(2025, 11, 12)
    assert duties["mttq.confirm_delivery"].met_on == date(2025, 11, 13)
    asked = duties["mttq.answer_asked"]
    assert (asked.unit, asked.due_on, asked.state) == (office.agency, date(2025, 12, 15), DutyState.RUNNING)
    assert asked.notices.overdue().exists()
    assert asked.next_mark_on > DAY
    assert op.sweep(by=system("sweep"), on=DAY) == 0
    assert not Event.objects.filter(kind__startswith="duty.").exists()
    # From here on the office is told as of any other case.
    assert op.sweep(by=system("sweep"), on=date(2026, 3, 20)) == 1


def test_nobody_is_written_to_and_the_tasks_are_there(office, handler):
    entered(office, a_row(handler=handler), a_new_one())
    assert not Message.objects.exists()
    assert not Dispatch.objects.exists()
    open_tasks = Assignment.objects.filter(ended_at=None).values_list("case__number", "step")
    assert sorted(open_tasks) == [("125/2025", "acknowledge"), ("126/2025", "instruct")]


def test_the_history_says_that_the_case_came_from_the_old_book(office, handler):
    entered(office, a_row(handler=handler))
    case = Case.objects.get()
    events = list(Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence"))
    assert [(event.kind, event.happened_on) for event in events] == [
        ("past.forwarded", date(2025, 11, 10)),
        ("past.delivered", date(2025, 11, 13)),
        ("case.imported", DAY),
    ]
    assert {event.channel for event in events} == {Channel.IMPORT}
    assert {event.actor_key for event in events} == {str(office.person(Role.RECORDS_OFFICER).pk)}
    assert "Hương" not in "".join(event.body for event in Event.objects.all())


ANSWERED = {
    "answered_on": "20/12/2025",
    "result": "Giải trình",
    "answer_number": "90/UBND",
    "answer_text": "Đã bố trí vốn.",
}


@pytest.mark.parametrize(
    ("status", "changes", "waits_for"),
    [
        ("Mới tiếp nhận", None, {"instruct"}),
        ("Đã có bút phê", {"instructed_on": "05/11/2025"}, {"take_up"}),
        ("đang xử lý", {}, {"screen"}),
        ("Đã chuyển cơ quan", {"arrived_on": "", "evidence": ""}, {"confirm_delivery", "acknowledge"}),
        ("đã trả lời", ANSWERED, {"review"}),
        ("Theo dõi thực hiện", ANSWERED | {"accepted_on": "22/12/2025"}, {"close"}),
        ("Đã kết thúc", {"closed_on": "22/12/2025", "outcome": "Người nộp đơn rút đơn"}, set()),
        ("Đã kết thúc", ANSWERED | {"closed_on": "24/12/2025", "outcome": "explained"}, set()),
    ],
)
def test_a_case_stands_where_the_old_book_left_it(office, handler, status, changes, waits_for):
    early = status in {"Mới tiếp nhận", "Đã có bút phê", "đang xử lý"}
    make = a_new_one if early else a_row
    row = make("7", status=status, **{"handler": "" if changes is None else handler, **(changes or {})})
    opening = entered(office, row)
    assert opening.entered == 1
    case = Case.objects.get()
    assert set(case.assignments.filter(ended_at=None).values_list("step", flat=True)) == waits_for
    assert list(alignment.findings()) == []
    late = case.duties.filter(rule__key="mttq.answer_asked", state=DutyState.MET)
    assert all(duty.met_on == date(2025, 12, 20) > duty.due_on for duty in late)
    assert op.sweep(by=system("sweep"), on=DAY) == 0


def test_every_error_of_every_row_is_said_with_its_column(office, handler):
    rows = [
        a_row("1", handler=handler, letter_on="01/11/2025"),
        a_row("2", handler=handler, status="Đã kết thúc"),
        a_row("2", handler=handler, agency="Ủy ban nhân dân xã Hoà Bìn", kind="Khen ngợi"),
        a_row("4", handler="ai-do", field="Đường", received_on="31/02/2025"),
        a_row("5", handler=handler, identity_number="98168001234", answered_on="11/11/2025"),
        a_row("6", handler=handler, arrived_on="01/04/2026"),
        a_row("7", handler=handler),
    ]
    opening = handed_in(office, as_csv(rows))
    assert (opening.state, opening.total, opening.bad) == (OpeningState.CHECKED, 7, 6)
    found = {row.line: said(row) for row in OpeningRow.objects.exclude(state=RowState.READY)}
    assert ("letter_on", "Ngày công văn chuyển không thể trước ngày nhận đơn.") in found[2]
    assert [column for column, _ in found[3]] == ["closed_on", "outcome"]
    assert dict(found[4])["agency"].endswith("có thể là: Ủy ban nhân dân xã Hòa Bình.")
    assert dict(found[4])["number"] == "Số “2” đã có ở dòng 3 của bảng này."
    assert "Kiến nghị" in dict(found[4])["kind"]
    assert [column for column, _ in found[5]] == ["received_on", "field", "handler"]
    assert {"identity_number", "answered_on", "result"} <= {column for column, _ in found[6]}
    assert found[7] == [("arrived_on", "Ngày 01/04/2026 chưa tới.")]
    # What identifies a person is in no sentence.
    assert "98168001234" not in str(found)


def test_nothing_comes_in_while_a_row_is_wrong_unless_the_good_ones_are_chosen(office, handler):
    opening = handed_in(office, as_csv([a_row("1", handler=handler), a_row("2", handler=handler, name="")]))
    by = office.actor(Role.RECORDS_OFFICER)
    with pytest.raises(NotAllowedNow):
        op.choose(opening, good_ones=False, by=by, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    assert not Case.objects.exists()
    op.choose(opening, good_ones=True, by=by, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    assert Case.objects.get().number == "1"
    assert OpeningRow.objects.get(state=RowState.BAD).line == 3


def test_what_stands_in_the_table_is_unreadable_in_the_database(office, handler):
    content = as_csv([a_row(handler=handler), a_row("2", handler=handler, email="huong@")])
    opening = op.hand_in(office.province, content, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    kept = raw("cases_opening", "content")
    op.carry_on(by=HOUSE, on=DAY)
    assert kept[0]
    assert raw("cases_opening", "content") == [""]
    kept += raw("cases_openingrow", "said")
    assert len(kept) == 3
    kept = "".join(kept)
    for word in ("Hương", "huong", "098168001234", "0912345678", "Thôn Đông"):
        assert word not in kept
    op.forget(opening, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    assert not OpeningRow.objects.exists()


def test_the_same_table_twice_is_one_and_who_chooses_second_is_told(office, handler):
    content = as_csv([a_row(handler=handler)])
    first = handed_in(office, content)
    op.choose(first, good_ones=False, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    second = op.hand_in(office.province, content, by=office.actor(Role.ADMINISTRATOR), on=DAY)
    assert second.pk == first.pk
    with pytest.raises(NotAllowedNow):
        op.choose(second, good_ones=False, by=office.actor(Role.ADMINISTRATOR), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    assert Case.objects.count() == 1
    assert op.hand_in(office.province, content, by=office.actor(Role.ADMINISTRATOR), on=DAY).state == OpeningState.DONE


def test_what_was_cut_off_goes_on_where_it_was(office, handler):
    opening = handed_in(office, as_csv([a_new_one(str(number)) for number in range(5)]))
    op.choose(opening, good_ones=False, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    looks = iter([False, False, False, True, True])
    op.carry_on(by=HOUSE, on=DAY, enough=lambda: next(looks))
    assert Case.objects.count() == 2
    op.carry_on(by=HOUSE, on=DAY)
    assert sorted(Case.objects.values_list("number", flat=True)) == list("01234")
    assert Opening.objects.get().entered == 5


def test_a_number_taken_meanwhile_is_refused_alone(office, handler):
    opening = handed_in(office, as_csv([a_new_one("1"), a_new_one("2")]))
    other = handed_in(office, as_csv([a_new_one("2", summary="Khác")]))
    by = office.actor(Role.RECORDS_OFFICER)
    op.choose(opening, good_ones=False, by=by, on=DAY)
    op.choose(other, good_ones=False, by=by, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    other.refresh_from_db()
    assert (other.entered, other.refused, other.state) == (0, 1, OpeningState.DONE)
    assert said(OpeningRow.objects.get(opening=other)) == [("number", "Số “2” đã có trong sổ của đơn vị.")]


def test_a_sheet_is_read_as_offices_make_it(office, handler):
    row = a_row(handler=handler) | {"received_on": date(2025, 11, 3), "phone": 912345678, "birth_year": 1968}
    opening = handed_in(office, as_sheet([row], title="SỔ TIẾP NHẬN ĐƠN NĂM 2025"))
    assert (opening.state, opening.bad) == (OpeningState.CHECKED, 0)
    op.choose(opening, good_ones=False, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    who = Case.objects.get().matters.get().petition.parties.get().who
    assert (who.phone, who.birth_year) == ("0912345678", 1968)


NO_TABLES = [b"PK\x03\x04 broken", b"", b"a;b;c\n1;2;3", "Số đơn;Ngày nhận đơn".encode("utf-16")]


@pytest.mark.parametrize("content", NO_TABLES)
def test_what_is_no_table_is_refused_at_once(office, content):
    with pytest.raises(Unusable):
        op.hand_in(office.province, content, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    assert not Opening.objects.exists()


def test_a_known_person_is_a_warning_and_stops_nothing(office, handler):
    entered(office, a_row(handler=handler))
    opening = handed_in(office, as_csv([a_row("2", handler=handler, summary="Cống hỏng")]))
    assert (opening.bad, opening.warned) == (0, 1)


def test_an_imported_number_like_ours_is_never_given_again(office):
    from_there = a_new_one("2026-00041")
    entered(office, from_there)
    assert a_petition(office).number == "2026-00042"


ROUND = [
    a_new_one("1"),
    a_new_one("2", signing="Không ghi tên", name="", birth_year="", identity_number="", phone="", address=""),
    a_new_one("3", status="đang xử lý", handler="{handler}", note="Hồ sơ ở tủ 3", previous_id="HT-3", signers="12"),
    a_new_one("4", status="Đã có bút phê", handler="{handler}", instructed_on="06/11/2025"),
    a_row("5", handler="{handler}", sent_on="11/11/2025"),
    a_row("6/KN-MT", handler="{handler}", kind="Khiếu nại lần hai", first_number="01/QĐ", decided_on="01/02/2025"),
    a_row("7", handler="{handler}", status="Đã trả lời", **ANSWERED),
    a_row("8", handler="{handler}", status="Theo dõi thực hiện", accepted_on="22/12/2025", **ANSWERED),
    a_row("9", status="Đã kết thúc", closed_on="24/12/2025", outcome="Đáp ứng một phần", **ANSWERED),
    a_new_one("10", intake="Thư điện tử", kind="Khiếu nại lần đầu", signed_on="07/11/2025"),
]


def test_what_is_taken_out_and_brought_into_an_empty_office_is_the_same_table(office, handler):
    entered(office, *({key: said.format(handler=handler) for key, said in row.items()} for row in ROUND))
    year = (date(2025, 1, 1), DAY)
    first = list(handing_out.rows_of(office.province, *year))
    assert [row["number"] for row in first] == [row["number"] for row in ROUND]
    assert first[2]["note"] == "Hồ sơ ở tủ 3"
    # Another unit of the house has a book of its own: there these numbers are free.
    elsewhere = office.person("handler", office.commune).username
    table = [{**row, "handler": elsewhere} if row.get("handler") else row for row in first]
    content = sheets.filled(table)
    by = office.actor(Role.RECORDS_OFFICER, office.commune)
    opening = op.hand_in(office.commune, content, by=by, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    opening.refresh_from_db()
    assert [said(row) for row in opening.rows.filter(state=RowState.BAD)] == []
    op.choose(opening, good_ones=False, by=by, on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    again = list(handing_out.rows_of(office.commune, *year))
    assert again == table
    assert list(alignment.findings()) == []


def test_a_complaint_signed_later_has_the_clock_of_its_signature(office, handler):
    entered(office, a_new_one("10", intake="Thư điện tử", kind="Khiếu nại lần đầu", signed_on="07/11/2025"))
    petition = Case.objects.get().matters.get().petition
    assert (petition.signed, petition.signed_on) == (True, date(2025, 11, 7))
    started = dict(Duty.objects.values_list("rule__key", "started_on"))
    assert started["tt36.own_processing"] == date(2025, 11, 3)
    assert started["tcd.result_notice_to_citizen"] == date(2025, 11, 7)


def test_sealed_kinds_are_refused_with_their_reason(office, handler):
    opening = handed_in(office, as_csv([a_row("1", handler=handler, kind="Tố cáo")]))
    assert [column for column, _ in said(OpeningRow.objects.get(opening=opening))] == ["kind"]


def test_an_open_case_of_a_year_without_a_calendar_is_refused_and_a_closed_one_is_not(office, handler):
    old = {"received_on": "03/11/2021", "registered_on": "03/11/2021"}
    rows = [
        a_new_one("1", **old),
        a_new_one("2", **old, status="Đã kết thúc", closed_on="05/12/2021", outcome="explained"),
    ]
    opening = handed_in(office, as_csv(rows))
    first, second = OpeningRow.objects.order_by("line")
    assert "2021" in said(first)[0][1]
    assert (second.state, second.warned) == (RowState.READY, True)
    op.choose(opening, good_ones=True, by=office.actor(Role.RECORDS_OFFICER), on=DAY)
    op.carry_on(by=HOUSE, on=DAY)
    assert not Case.objects.get().duties.exists()


def test_the_series_goes_on_and_never_back(office):
    by = office.actor(Role.ADMINISTRATOR)
    op.continue_series(office.province, series="case", year=2026, first=300, because="Sổ giấy.", by=by, on=DAY)
    assert a_petition(office).number == "2026-00300"
    with pytest.raises(Unusable):
        op.continue_series(office.province, series="case", year=2026, first=300, because="Sổ giấy.", by=by, on=DAY)
    with pytest.raises(PermissionDenied):
        by = office.actor(Role.RECORDS_OFFICER)
        op.continue_series(office.province, series="case", year=2026, first=900, because="Sổ giấy.", by=by, on=DAY)


@pytest.mark.parametrize("role", list(Role))
def test_tables_are_handed_in_by_who_keeps_the_books_or_sets_the_office_up(office, role):
    content = as_csv([a_new_one()])
    agency = office.agency if role.startswith("agency") else office.province
    allowed = role in {Role.RECORDS_OFFICER, Role.ADMINISTRATOR}
    with nullcontext() if allowed else pytest.raises(PermissionDenied):
        op.hand_in(agency, content, by=office.actor(role), on=DAY)
    assert Opening.objects.exists() == allowed


def test_old_tables_are_forgotten_after_a_month(office):
    handed_in(office, as_csv([a_new_one()]))
    assert op.forget_old(by=HOUSE, on=DAY + timedelta(days=30)) == 0
    assert op.forget_old(by=HOUSE, on=DAY + timedelta(days=31)) == 1
    assert not OpeningRow.objects.exists()


def brought(*arguments):
    out, err = StringIO(), StringIO()
    try:
        call_command("opening", *arguments, stdout=out, stderr=err)
    except SystemExit as end:
        return end.code, out.getvalue()
    return 0, out.getvalue()


def test_the_command_checks_and_brings_in(office, handler, tmp_path):
    file = tmp_path / "so-cu.csv"
    file.write_bytes(as_csv([a_row("1", handler=handler), a_row("2", handler=handler, name="")]))
    unit = ("--unit", str(office.province.pk))
    code, out = brought(str(file), *unit, "--check", "--json")
    assert code == 1
    told = json.loads(out)
    assert (told["rows"], told["good"], told["bad"], told["entered"]) == (2, 1, 1, 0)
    assert told["wrong"][0]["line"] == 3
    assert brought(str(file), *unit)[0] == 1
    assert not Case.objects.exists()
    code, out = brought(str(file), *unit, "--good-ones")
    assert (code, Case.objects.get().number) == (0, "1")
    assert "Dòng 3, Họ tên người nộp" in out
    file.write_text("nothing")
    assert brought(str(file), *unit)[0] == 2
