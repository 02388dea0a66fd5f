"""A list taken out as a table: at once when short, in the background when long, never with what was sealed since."""

import csv
import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from cases import operations as op
from cases.vocabulary import Kind
from desk.personal import exporting
from desk.personal.models import Export, ExportPart, ExportState
from desk.running import jobs_of
from organizations.models import Membership
from organizations.operations import end_membership
from organizations.vocabulary import Role
from reports import seen
from tests.desk.test_pages import MOST_QUERIES
from tests.stories import DAY, a_denunciation, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
TAKE = "/ket-xuat/"


@pytest.fixture
def short_patience(monkeypatch):
    """Three rows are long already, two make a part."""
    monkeypatch.setattr(exporting, "AT_ONCE", 2)
    monkeypatch.setattr(exporting, "SHARE", 2)


def whole(answer):
    return b"".join(answer.streaming_content)


def table(answer):
    text = whole(answer).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def asked(client, *, form="csv", query="tab=all"):
    return client.post(TAKE, {"form": form, "asked": query})


def files():
    return [one for one in (settings.MEDIA_ROOT / exporting.FOLDER).rglob("*") if one.is_file()]


def test_a_short_list_comes_at_once_as_it_is_shown_and_says_nothing_of_a_sealed_case(as_role, office):
    plain = a_petition(office, summary="=1+1 đường hỏng")
    secret = a_denunciation(office)
    client = as_role(Role.LEADER)
    head, *rows = table(asked(client))
    assert [row[0] for row in rows] == [secret.number, plain.number], "in the order of the list"
    at = head.index("Việc gì")
    assert [row[at] for row in rows] == ["Mật: nội dung niêm phong", "'=1+1 đường hỏng"]
    assert rows[0][head.index("Ai")] == ""
    assert rows[1][head.index("Ai")]
    sheet = openpyxl.load_workbook(io.BytesIO(whole(asked(client, form="xlsx")))).active
    cells = list(sheet.iter_rows())
    assert [cell.value for cell in cells[0]] == head
    assert (cells[2][at].value, cells[2][at].data_type) == ("=1+1 đường hỏng", "s"), "words, never a formula"
    assert not Export.objects.exists()


def test_what_is_taken_out_is_an_event_that_tells_the_question_but_not_the_name_searched_for(as_role, office):
    a_petition(office)
    client = as_role(Role.HANDLER)
    name = a_petition(office).opening_petition.parties.first().name
    whole(asked(client, query=f"tab=all&kind={Kind.PROPOSAL}&q={name}"))
    event = Event.objects.get(kind="list.taken_out")
    assert event.facts["asked"] == ["Tất cả", f"Loại: {Kind.PROPOSAL.label}"]
    assert (event.facts["searched"], event.facts["form"]) == (True, "csv")
    assert event.facts["rows"] >= 1
    assert name not in event.body
    assert client.post(TAKE, {"form": "csv", "asked": "tab=all&kind=nonsense"}).status_code == 302, "never read as all"
    assert Event.objects.filter(kind="list.taken_out").count() == 1


def test_a_long_list_is_written_part_by_part_found_again_and_gone_after_a_day(
    as_role, office, short_patience, django_assert_max_num_queries, django_capture_on_commit_callbacks
):
    cases = [a_petition(office) for _ in range(5)]
    client = as_role(Role.HANDLER)
    place = asked(client)["Location"]
    export = Export.objects.get()
    assert (place, export.total) == (reverse("desk:export", args=[export.pk]), 5)
    late = a_petition(office)
    assert exporting.carry_exports_on(on=DAY, enough=lambda: True) == 0, "there was no time"
    turns = iter([False, True])
    exporting.carry_exports_on(on=DAY, enough=lambda: next(turns))
    assert "Đã ghi 2 trong 5 dòng." in client.get(place).content.decode()
    assert client.post(f"{place}tai/").status_code == 302, "no half of it is handed out"
    assert "1 việc đang chạy nền" in client.get(reverse("desk:inbox")).content.decode()
    assert exporting.carry_exports_on(on=DAY) == 2
    assert client.get(place, headers={"HX-Request": "true"})["HX-Refresh"] == "true"
    with django_assert_max_num_queries(MOST_QUERIES):
        page = client.get(reverse("desk:background")).content.decode()
    assert place in page
    assert "Bảng đã sẵn sàng." in page
    assert "đang chạy nền" not in client.get(reverse("desk:inbox")).content.decode()
    _head, *rows = table(client.post(f"{place}tai/"))
    assert [row[0] for row in rows] == [case.number for case in reversed(cases)]
    assert late.number not in {row[0] for row in rows}, "which they are was fixed when it was asked for"
    assert Event.objects.filter(kind="list.taken_out", facts__rows=5).count() == 1
    assert all(cases[0].summary.encode() not in file.read_bytes() for file in files()), "it lies sealed"
    for other in (Role.LEADER, Role.AUDITOR):
        assert as_role(other).get(place).status_code == 404, "whoever asked, and nobody else"
    client = as_role(Role.HANDLER)
    with time_machine.travel(timezone.now() + exporting.KEPT_FOR + timedelta(minutes=1)):
        assert client.post(f"{place}tai/").status_code in {302, 404}
        with django_capture_on_commit_callbacks(execute=True):
            assert exporting.forget_exports(at=timezone.now()) == 1
    assert (Export.objects.count(), ExportPart.objects.count(), files()) == (0, 0, [])


def test_what_is_sealed_after_it_was_written_is_written_anew(
    as_role, office, short_patience, django_capture_on_commit_callbacks
):
    case = a_petition(office, summary="Cán bộ xã nhận tiền khi làm giấy")
    others = [a_petition(office) for _ in range(2)]
    client = as_role(Role.LEADER)
    place = asked(client)["Location"]
    exporting.carry_exports_on(on=DAY)
    assert any(case.summary in row for row in table(client.post(f"{place}tai/")))
    with django_capture_on_commit_callbacks(execute=True):
        op.reclassify(case, kind=Kind.DENUNCIATION, because="Đơn tố cáo cán bộ.", by=office.actor(Role.LEADER), on=DAY)
    assert client.post(f"{place}tai/").status_code == 302, "not until it is written anew"
    assert exporting.carry_exports_on(on=DAY) == 1, "that part and no other"
    rows = table(client.post(f"{place}tai/"))
    assert not any(case.summary in row for row in rows)
    assert {one.number for one in others} <= {row[0] for row in rows}
    assert len(files()) == 2


def test_rows_read_before_a_case_was_sealed_are_not_kept_after_it(office, as_role, short_patience, monkeypatch):
    case = a_petition(office, summary="Cán bộ xã nhận tiền khi làm giấy")
    _others = [a_petition(office) for _ in range(2)]
    asked(as_role(Role.LEADER))
    read = seen.rows_of

    def sealed_meanwhile(cases, **said):
        rows = list(read(cases, **said))
        monkeypatch.setattr(seen, "rows_of", read)
        op.reclassify(case, kind=Kind.DENUNCIATION, because="Đơn tố cáo cán bộ.", by=office.actor(Role.LEADER), on=DAY)
        return iter(rows)

    monkeypatch.setattr(seen, "rows_of", sealed_meanwhile)
    exporting.carry_exports_on(on=DAY)
    lines = b"".join(exporting.hand_over(Export.objects.get(), by=office.actor(Role.LEADER), on=DAY, at=timezone.now()))
    written_first = ExportPart.objects.order_by("number").first()
    assert written_first.rows is not None
    assert case.summary.encode() not in lines or case.pk not in written_first.cases


def test_whose_role_has_ended_gets_no_row_more(as_role, office, short_patience):
    for _ in range(3):
        a_petition(office)
    client = as_role(Role.HANDLER)
    asked(client)
    membership = Membership.objects.get(user=office.person(Role.HANDLER))
    end_membership(membership, last_on=DAY, by=office.actor("administrator"), reason="Nghỉ hưu")
    exporting.carry_exports_on(on=DAY + timedelta(days=1))
    export = Export.objects.get()
    assert (export.state, export.parts.filter(rows__isnull=False).count()) == (ExportState.STOPPED, 0)
    assert [job.settled for job in jobs_of(office.actor(Role.HANDLER))] == [False]


def test_a_part_that_is_gone_from_the_disk_is_said_and_nothing_is_handed_out(as_role, office, short_patience):
    for _ in range(3):
        a_petition(office)
    client = as_role(Role.HANDLER)
    place = asked(client)["Location"]
    exporting.carry_exports_on(on=DAY)
    files()[0].unlink()
    assert "cần kết xuất lại" in client.post(f"{place}tai/", follow=True).content.decode()
    assert not Event.objects.filter(kind="list.taken_out").exists()
