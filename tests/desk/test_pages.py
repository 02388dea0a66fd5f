"""Each page shows for who has it, in few queries; what is typed is never lost; refusals are pages that help."""

import re
from datetime import date
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit import outbox
from audit.models import Dispatch
from cases import operations as op
from cases.models import Case, Petition
from cases.papers import petition_of
from cases.vocabulary import AnswerResult, Move, Status
from organizations.models import Membership, User
from organizations.vocabulary import Role
from tests import stories
from tests.journeys.test_proceeding_stories import ACCEPTED, accepts, at_the_agency, decides, extends, fresh
from tests.stories import PDF, a_case, a_petition
from workflows.models import Assignment

pytestmark = pytest.mark.django_db
MOST_QUERIES = 30
RECEPTION = set(Role) - {Role.ADMINISTRATOR, Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD}
PAGES = {
    "desk:inbox": set(Role) - {Role.ADMINISTRATOR},
    "desk:register": set(Role),
    "desk:background": set(Role),
    "desk:intake": {Role.RECEPTIONIST, Role.HANDLER},
    "desk:reception": RECEPTION,
    "desk:reception-schedule": RECEPTION,
    "desk:reception-schedule-pdf": RECEPTION,
    "desk:reception-history": RECEPTION,
    "desk:reception-refusals": RECEPTION,
    "desk:reception-plan": {Role.RECEPTIONIST, Role.LEADER},
    "desk:leader": {Role.LEADER},
    "desk:records": {Role.RECORDS_OFFICER},
    "desk:incoming": {Role.RECORDS_OFFICER},
    "desk:books": {Role.RECORDS_OFFICER, Role.LEADER},
    "desk:erasures": {Role.RECORDS_OFFICER, Role.LEADER},
    "desk:agency": {Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD},
    "desk:addressees": {Role.ADMINISTRATOR},
    "desk:staff": {Role.ADMINISTRATOR},
    "desk:staff-new": {Role.ADMINISTRATOR},
    "desk:staff-appoint": {Role.ADMINISTRATOR},
    "desk:units": {Role.ADMINISTRATOR},
    "desk:unit-new": {Role.ADMINISTRATOR},
    "desk:clients": {Role.ADMINISTRATOR},
    "desk:letter-samples": {Role.ADMINISTRATOR},
    "desk:wordings": {Role.ADMINISTRATOR},
    "desk:deputies": set(Role),
    "desk:competence": {Role.ADMINISTRATOR},
    "desk:changeovers": {Role.ADMINISTRATOR},
    "desk:rename-unit": {Role.ADMINISTRATOR},
    "desk:workload": {Role.LEADER, Role.ADMINISTRATOR, Role.AGENCY_LEADER},
    "desk:checkpoints": {Role.SUPERVISOR, Role.AUDITOR, Role.ADMINISTRATOR},
    "desk:law": {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER},
    "desk:proposals": {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER},
    "desk:rule-new": {Role.ADMINISTRATOR},
    "desk:calendar": {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER},
    "desk:calendar-empty-table": {Role.ADMINISTRATOR, Role.AUDITOR, Role.LEADER},
    "desk:calendar-import": {Role.ADMINISTRATOR},
    "desk:openings": {Role.ADMINISTRATOR, Role.RECORDS_OFFICER},
    "desk:opening-form": {Role.ADMINISTRATOR, Role.RECORDS_OFFICER},
    "desk:series": {Role.ADMINISTRATOR},
    "desk:hand-out": {Role.RECORDS_OFFICER, Role.LEADER},
    "desk:quarantine": {Role.ADMINISTRATOR},
    "desk:supervision": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:agenda": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:scorecard": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:dashboard": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:notice": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:late": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:agencies": {Role.SUPERVISOR, Role.LEADER, Role.AUDITOR},
    "desk:audit": {Role.AUDITOR, Role.SUPERVISOR},
    "desk:audit-unusual": {Role.AUDITOR, Role.SUPERVISOR},
    "desk:messages": set(Role),
    "desk:preferences": set(Role),
    "desk:dead-letters": {Role.ADMINISTRATOR},
    "desk:administration": {
        Role.ADMINISTRATOR,
        Role.RECORDS_OFFICER,
        Role.SUPERVISOR,
        Role.AUDITOR,
        Role.LEADER,
    },
    "desk:jobs": {Role.ADMINISTRATOR},
    "desk:health": {Role.ADMINISTRATOR},
    "desk:search": set(Role),
    "desk:guide": set(Role),
    "desk:first-steps": set(Role),
    "desk:account": set(Role),
    "desk:capacity": set(Role),
}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_for_whom_it_is_and_for_nobody_else(as_role, office, page):
    for role in Role:
        answer = as_role(role).get(reverse(page))
        assert answer.status_code == (200 if role in PAGES[page] or page == "desk:inbox" else 403), role


def test_who_is_not_signed_in_is_asked_to(client, office):
    case = a_petition(office)
    for address in (reverse("desk:inbox"), reverse("desk:case", args=[case.pk]), reverse("desk:intake")):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("status", list(Status))
def test_the_case_page_shows_at_every_station_in_few_queries(as_role, office, status):
    case = a_case(office, at=status, promises=3)
    for role in (Role.HANDLER, Role.LEADER, Role.SUPERVISOR, Role.RECEPTIONIST, Role.RECORDS_OFFICER):
        client = as_role(role)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            answer = client.get(reverse("desk:case", args=[case.pk]))
        assert answer.status_code == 200
        assert case.number in answer.content.decode()
        assert len(queries) <= MOST_QUERIES, (role, len(queries))


def test_lists_take_few_queries_however_many_rows(as_role, office):
    for _ in range(12):
        a_case(office, at=Status.FORWARDED)
    for role, page in (
        (Role.HANDLER, "desk:register"),
        (Role.RECORDS_OFFICER, "desk:inbox"),
        (Role.SUPERVISOR, "desk:supervision"),
    ):
        client = as_role(role)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(reverse(page)).status_code == 200
        assert len(queries) <= MOST_QUERIES, (page, len(queries))


def test_the_walk_by_the_desk_s_own_forms(as_role, office, today):
    """Every move made by its page, by the person whose task it is, from the door to the archive."""
    form = {
        "form_token": str(uuid4()),
        "kind": "proposal",
        "intake": "in_person",
        "received_on": "2026-03-02",
        "name": "Vàng A Páo",
        "signers": "1",
        "summary": "Đường liên thôn hư hỏng",
        "text": "Đường hư hỏng nặng.",
        "field": office.field.pk,
        "documents": SimpleUploadedFile("Đơn viết tay.pdf", PDF),
    }
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), form, follow=True)
    case = Case.objects.get()
    assert answer.redirect_chain[-1][0] == reverse("desk:receipt", args=[case.pk])
    assert Petition.objects.get().tracking_code in answer.content.decode()
    pdf = as_role(Role.RECEPTIONIST).get(reverse("desk:receipt-pdf", args=[case.pk]))
    assert pdf.content.startswith(b"%PDF")

    told = {"party": petition_of(case).parties.get().pk, "how": "telephone", "text": "Đã báo.", "told_on": "2026-03-02"}
    steps = [
        (Role.LEADER, Move.INSTRUCT, {"handler": office.person("handler").pk, "text": "Xử lý sớm."}),
        (Role.HANDLER, Move.TAKE_UP, {}),
        (
            Role.HANDLER,
            Move.DRAFT_LETTER,
            {
                "agency": office.agency.pk,
                "subject": "Chuyển kiến nghị",
                "body": "Đường hư hỏng.",
                "asked": "Xem xét, sửa chữa.",
                "answer_by": "2026-04-15",
                "copy_to_petitioner": "on",
            },
        ),
        (Role.HANDLER, Move.SUBMIT_LETTER, {}),
        (Role.LEADER, Move.SIGN_LETTER, {}),
        (Role.RECORDS_OFFICER, Move.ISSUE_LETTER, {}),
        (Role.RECORDS_OFFICER, Move.DISPATCH_LETTER, {"sent_by": "by_hand", "sent_number": "12"}),
        (Role.RECORDS_OFFICER, Move.CONFIRM_DELIVERY, {"received_on": "2026-03-02", "evidence": "delivery_book"}),
        (Role.AGENCY_OFFICER, Move.ACKNOWLEDGE_REFERRAL, {}),
        (
            Role.AGENCY_OFFICER,
            Move.ANSWER,
            {
                "result": "agreed",
                "text": "Sẽ sửa.",
                "what_1": "Sửa mặt đường",
                "who_1": "Phòng Kinh tế",
                "due_on_1": "2026-05-20",
                "documents": SimpleUploadedFile("Văn bản.pdf", PDF),
            },
        ),
        (Role.HANDLER, Move.ACCEPT_ANSWER, {"weighed_1": "answered"}),
        (Role.RECEPTIONIST, Move.RECORD_TOLD, told),
        (Role.SUPERVISOR, Move.VERIFY, {"findings": "Đã xem tại chỗ."}),
        (Role.LEADER, Move.CLOSE, {"outcome": "fulfilled"}),
    ]
    for role, move, facts in steps:
        client = as_role(role)
        address = reverse("desk:move", args=[case.pk, move])
        shown = client.get(address)
        assert shown.status_code == 200, (move, shown.status_code)
        if move == Move.VERIFY:
            facts["commitment"] = case.commitments.get().pk
        answer = client.post(address, facts, follow=True)
        assert answer.redirect_chain, (move, answer.context["form"].errors)
    case = Case.objects.get()
    assert case.status == Status.CLOSED
    assert case.documents.count() == 2


def test_a_form_that_cannot_be_saved_keeps_every_word(as_role, office, today):
    typed = {
        "form_token": str(uuid4()),
        "kind": "feedback",
        "name": "Lò Thị Mai",
        "text": "Rác không ai thu gom",
        "phone": "abc",
    }
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    for word in ("Lò Thị Mai", "Rác không ai thu gom", typed["form_token"], "abc"):
        assert word in page
    assert "Cần ghi trích yếu" in page
    assert not Case.objects.exists()


def test_what_an_operation_refuses_stands_at_its_field(as_role, office, today):
    case = a_case(office, at=Status.IN_HAND)
    answer = as_role(Role.HANDLER).post(
        reverse("desk:move", args=[case.pk, Move.DRAFT_LETTER]),
        {"agency": office.agency.pk, "subject": "Về đường", "asked": "Sửa đường giúp dân", "answer_by": "2026-03-01"},
    )
    assert answer.status_code == 422
    assert answer.context["form"].errors["answer_by"]
    assert "Sửa đường giúp dân" in answer.content.decode()


def test_a_move_out_of_turn_is_a_page_that_says_why_and_what_is_possible(as_role, office):
    case = a_case(office, at=Status.INSTRUCTED)
    answer = as_role(Role.HANDLER).get(reverse("desk:move", args=[case.pk, Move.SUBMIT_LETTER]))
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đã có bút phê" in page
    assert reverse("desk:move", args=[case.pk, Move.TAKE_UP]) in page


def test_the_second_of_two_is_told_who_did_what(as_role, office):
    case = a_case(office, at=Status.INSTRUCTED)
    op.take_up(case, by=office.actor("handler"), on=stories.DAY)
    answer = as_role(Role.HANDLER).post(reverse("desk:move", args=[case.pk, Move.TAKE_UP]))
    assert answer.status_code == 409
    assert "Mặt trận nhận xử lý" in answer.content.decode()
    assert office.person("handler").full_name in answer.content.decode()


def test_not_yours_is_404_not_you_is_403_no_such_move_is_404(as_role, office):
    case = a_petition(office)
    assert as_role(Role.HANDLER, office.commune).get(reverse("desk:case", args=[case.pk])).status_code == 404
    assert as_role(Role.AGENCY_OFFICER).get(reverse("desk:case", args=[case.pk])).status_code == 404
    address = reverse("desk:move", args=[case.pk, Move.INSTRUCT])
    assert as_role(Role.RECEPTIONIST).get(address).status_code == 403
    assert as_role(Role.LEADER).get(reverse("desk:move", args=[case.pk, "explode"])).status_code == 404
    assert as_role(Role.LEADER).get(reverse("desk:move", args=[case.pk, "register"])).status_code == 404


def test_an_agency_reads_what_was_sent_and_nothing_internal(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    op.add_note(case, text="Gọi lại chủ tịch xã", by=office.actor("handler"), on=stories.DAY)
    page = as_role(Role.AGENCY_OFFICER).get(reverse("desk:case", args=[case.pk])).content.decode()
    assert "Gọi lại chủ tịch xã" not in page
    assert "Đề nghị xử lý sớm" not in page
    assert "nguoidan.example" not in page
    assert as_role(Role.AGENCY_OFFICER).get(reverse("desk:letter", args=[case.pk])).status_code == 200
    assert (
        as_role(Role.AGENCY_OFFICER, office.other_agency).get(reverse("desk:letter", args=[case.pk])).status_code == 404
    )


def test_papers_go_to_who_may_read_them(as_role, office):
    case = a_case(office, at=Status.ANSWERED)
    paper = case.documents.get()
    address = reverse("desk:document", args=[paper.pk])
    for role, unit, expected in (
        (Role.HANDLER, None, 200),
        (Role.AGENCY_OFFICER, None, 200),
        (Role.AGENCY_OFFICER, office.other_agency, 404),
        (Role.HANDLER, office.commune, 404),
        (Role.ADMINISTRATOR, None, 404),
    ):
        answer = as_role(role, unit).get(address)
        assert answer.status_code == expected, (role, unit)
    assert answer.get("X-Content-Type-Options") == "nosniff"


def test_tasks_are_taken_and_put_back(as_role, office):
    a_petition(office)
    task = Assignment.objects.get()
    client = as_role(Role.LEADER)
    assert client.post(reverse("desk:take", args=[task.pk])).status_code == 302
    task.refresh_from_db()
    assert task.owner == office.person("leader")
    assert client.post(reverse("desk:take", args=[task.pk])).status_code == 409
    assert client.post(reverse("desk:put-back", args=[task.pk])).status_code == 302
    assert as_role(Role.LEADER, office.commune).post(reverse("desk:take", args=[task.pk])).status_code == 404


def test_the_register_turns_its_pages_without_losing_or_repeating_a_case(as_role, office, monkeypatch):
    monkeypatch.setattr("desk.views.register.PAGE", 3)
    numbers = [a_petition(office).number for _ in range(7)]
    client, seen, query = as_role(Role.HANDLER), [], "tab=all"
    for _ in range(5):
        answer = client.get(reverse("desk:register") + "?" + query)
        seen += [row.number for row in answer.context["rows"]]
        query = answer.context["older"]
        if not query:
            break
    assert seen == numbers[::-1]
    back = client.get(reverse("desk:register") + "?" + answer.context["newer"])
    assert [row.number for row in back.context["rows"]] == numbers[1:4][::-1]


def test_the_register_filters_and_searches_without_marks(as_role, office):
    a_petition(office, summary="Cầu treo bản Phiêng Khoài xuống cấp")
    other = a_petition(office, summary="Chợ xã mất vệ sinh", kind="feedback")
    client = as_role(Role.HANDLER)
    found = client.get(reverse("desk:register"), {"q": "cho xa ve sinh", "tab": "all"})
    assert [row.number for row in found.context["rows"]] == [other.number]
    assert "Bỏ lọc" in found.content.decode()
    assert [tab.name for tab, _count, active, _query in found.context["tabs"] if active] == ["all"]
    late = client.get(reverse("desk:register"), {"tab": "late"})
    assert [tab.name for tab, _count, active, _query in late.context["tabs"] if active] == ["late"]
    assert len(client.get(reverse("desk:register"), {"kind": "proposal"}).context["rows"]) == 1
    assert not client.get(reverse("desk:register"), {"q": "sân bay"}).context["rows"]
    assert client.get(reverse("desk:register"), {"after": "x"}).status_code == 404


def test_why_this_date_is_counted_day_by_day(as_role, office):
    case = a_petition(office)
    duty = case.duties.get(rule__key="tcd.result_notice_to_citizen")
    page = as_role(Role.HANDLER).get(reverse("desk:certificate", args=[case.pk, duty.pk])).content.decode()
    assert "Điều 28" in page
    assert "16/3" in page
    other = a_petition(office)
    assert as_role(Role.HANDLER).get(reverse("desk:certificate", args=[other.pk, duty.pk])).status_code == 404


def test_theme_and_language_are_kept_and_never_lead_to_another_host(client, office):
    answer = client.post(reverse("desk:theme"), {"theme": "dark", "next": "https://evil.example/"})
    assert (answer.url, answer.cookies["theme"].value) == ("/", "dark")
    answer = client.post(reverse("desk:language"), {"language": "en", "next": reverse("account_login")})
    assert answer.url == reverse("account_login")
    assert client.post(reverse("desk:language"), {"language": "xx"}).cookies.get("django_language") is None


def test_a_person_chooses_for_which_unit_to_act(client, office):
    person = office.person("handler")
    Membership.objects.create(user=person, unit=office.commune, role=Role.HANDLER, from_on=date(2021, 1, 1))
    client.force_login(person)
    page = client.get(reverse("desk:capacity")).content.decode()
    assert office.commune.name in page
    client.post(reverse("desk:capacity"), {"capacity": str(office.commune.pk)})
    assert client.get(reverse("desk:inbox")).context["request"].capacity.unit == office.commune
    assert client.post(reverse("desk:capacity"), {"capacity": str(office.agency.pk)}).status_code == 404


def test_who_acts_for_nobody_is_told_whom_to_ask(client, office):
    client.force_login(User.objects.create(username="moi"))
    answer = client.get(reverse("desk:inbox"), follow=True)
    assert "chưa được giao vai trò" in answer.content.decode()


def test_messages_are_shown_and_marked_read(as_role, office):
    a_petition(office)
    for pk in Dispatch.objects.values_list("pk", flat=True):
        outbox.deliver(pk)
    client = as_role(Role.LEADER)
    page = client.get(reverse("desk:messages")).content.decode()
    assert "cần bút phê" in page
    client.post(reverse("desk:messages"))
    assert client.get(reverse("desk:messages")).context["unread"] == 0


def test_no_page_holds_inline_style_or_script(as_role, office):
    case = a_case(office, at=Status.SUPERVISED)
    client = as_role(Role.LEADER)
    for address in (reverse("desk:inbox"), reverse("desk:case", args=[case.pk]), reverse("desk:register")):
        page = client.get(address).content.decode()
        assert not re.search(r"\sstyle=|<script(?![^>]*\ssrc=)|\son\w+=", page)


def test_the_page_of_a_complaint_with_everything_there_can_be_takes_few_queries_too(as_role, office):
    case = at_the_agency(office)
    accepts(office, case)
    stories.other_drafted(office, fresh(case))
    papers = [op.NewPaper(title="Sổ đỏ", is_original=True)]
    party, receptionist = petition_of(case).parties.first(), office.actor(Role.RECEPTIONIST)
    op.receive_papers(case, party=party, papers=papers, by=receptionist, on=ACCEPTED)
    paper = op.NewDocument(title="Biên bản.pdf", content=PDF)
    op.attach_document(case, document=paper, source="front", by=office.actor(Role.HANDLER), on=ACCEPTED)
    stories.joined(office, a_petition(office), into=fresh(case))
    stories.split_off(office, fresh(case))
    extends(office, fresh(case), date(2026, 9, 10))
    decides(office, fresh(case), date(2026, 9, 12))
    promises = [op.Promise(what="Cắm lại mốc", who="Phòng Kinh tế", due_on=date(2026, 12, 1))]
    op.answer(
        fresh(case), result=AnswerResult.AGREED, text="Hủy quyết định thu hồi đất.", promises=promises,
        by=office.actor(Role.AGENCY_LEADER), on=date(2026, 10, 14),
    )  # fmt: skip
    for role in (Role.HANDLER, Role.LEADER, Role.SUPERVISOR, Role.RECEPTIONIST, Role.RECORDS_OFFICER):
        client = as_role(role)
        with CaptureQueriesContext(connection) as queries:
            answer = client.get(reverse("desk:case", args=[case.pk]))
        assert answer.status_code == 200
        assert len(queries) <= MOST_QUERIES, (role, len(queries))
