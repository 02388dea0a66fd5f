"""The directory on screen: asked by the administrator, kept row by row or as a table, and refused to everybody else."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from cases.vocabulary import Move
from organizations import directory
from organizations.models import Competence
from organizations.operations import NewCompetence, add_competence
from organizations.vocabulary import Confidence, Role
from tests import stories
from tests.factories import SINCE
from tests.organizations.conftest import COMMAND
from tests.stories import DAY, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PAGES = ["competence", "competence-add", "competence-import", "competence-export"]


@pytest.fixture
def row(office):
    new = NewCompetence(
        field=office.field,
        agency=office.agency,
        basis="Luật Đường bộ 2024",
        confidence=Confidence.CHECKED,
        in_force_from=SINCE,
    )
    return add_competence(new, by=COMMAND, on=SINCE)


def test_the_directory_is_kept_by_administrators_alone(as_role, office, row):
    addresses = [reverse(f"desk:{page}") for page in PAGES] + [reverse("desk:competence-end", args=[row.pk])]
    for role in Role:
        for address in addresses:
            expected = 200 if role == Role.ADMINISTRATOR else 403
            assert as_role(role).get(address).status_code == expected, (role, address)
    as_role(Role.ADMINISTRATOR)
    assert as_role(Role.ADMINISTRATOR).get(reverse("desk:competence-end", args=[row.pk + 1])).status_code == 404
    client = as_role(Role.ADMINISTRATOR, office.commune)
    ended = client.post(reverse("desk:competence-end", args=[row.pk]), {"last_on": DAY})
    assert ended.status_code == 403


def test_who_would_get_this_is_answered_with_its_reason(as_role, office, row):
    asked = {"field": office.field.pk, "kind": "proposal"}
    page = as_role(Role.ADMINISTRATOR).get(reverse("desk:competence"), asked).content.decode()
    assert "Được gợi ý" in page
    assert "Luật Đường bộ 2024" in page
    early = as_role(Role.ADMINISTRATOR).get(reverse("desk:competence"), {**asked, "on": "2019-12-31"}).content.decode()
    assert "chưa cho biết cơ quan nào" in early
    assert "không có hiệu lực vào ngày được hỏi" in early


def test_a_row_is_added_and_ended_on_its_page(as_role, office):
    client = as_role(Role.ADMINISTRATOR)
    typed = {
        "field": office.field.pk,
        "agency": office.agency.pk,
        "basis": "Luật Đường bộ 2024",
        "confidence": "checked",
        "in_force_from": "2026-01-01",
    }
    wrong = client.post(reverse("desk:competence-add"), {**typed, "agency": ""})
    assert wrong.status_code == 422
    assert "Cần chọn cơ quan" in wrong.content.decode()
    assert "Luật Đường bộ 2024" in wrong.content.decode()
    assert client.post(reverse("desk:competence-add"), typed).status_code == 302
    assert client.post(reverse("desk:competence-add"), typed).status_code == 422
    row = Competence.objects.get()
    address = reverse("desk:competence-end", args=[row.pk])
    assert client.post(address, {"last_on": "2025-01-01"}).status_code == 422
    assert client.post(address, {"last_on": "2026-03-31"}).status_code == 302


def test_a_table_is_looked_at_before_it_is_entered(as_role, office, row):
    client = as_role(Role.ADMINISTRATOR)
    address = reverse("desk:competence-import")
    text = client.get(reverse("desk:competence-export")).content.decode()
    upload = {"file": SimpleUploadedFile("danh-ba.csv", text.encode())}
    again = client.post(address, upload)
    assert again.status_code == 422
    assert "Dòng 2:" in again.content.decode()
    assert "cùng lĩnh vực" in again.content.decode()
    new = text.replace("traffic,,", "traffic,feedback,")
    shown = client.post(address, {"file": SimpleUploadedFile("danh-ba.csv", new.encode())})
    assert shown.status_code == 200
    assert "1 dòng sẽ được nhập" in shown.content.decode()
    assert Competence.objects.count() == 1
    assert client.post(address, {"table": shown.context["text"], "confirmed": "1"}).status_code == 302
    assert Competence.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"a,b\n1,2\n", "Dòng đầu của bảng phải là"),
        ("Đường".encode("utf-16"), "không phải UTF-8"),
        (b"x" * (1024 * 1024 + 1), "lớn hơn 1 MB"),
    ],
)
def test_what_is_no_table_is_refused_at_its_field(as_role, content, said):
    upload = {"file": SimpleUploadedFile("danh-ba.csv", content)}
    answer = as_role(Role.ADMINISTRATOR).post(reverse("desk:competence-import"), upload)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert as_role(Role.ADMINISTRATOR).post(reverse("desk:competence-import"), {}).status_code == 422


def test_a_long_directory_turns_its_pages_in_few_queries(as_role, office, monkeypatch):
    monkeypatch.setattr("desk.views.competence.PAGE", 3)
    lines = [f"traffic,k{n},,Sở Xây dựng,,,Luật,checked,2026-01-01,," for n in range(7)]
    for line in directory.read("\n".join([",".join(directory.COLUMNS), *lines])):
        add_competence(line.new, by=COMMAND, on=DAY)
    client, seen, query = as_role(Role.ADMINISTRATOR), [], ""
    for _ in range(3):
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(f"{reverse('desk:competence')}?field=traffic&{query}")
        assert len(asked) <= 30
        seen += [row.kind for row, _label in answer.context["rows"]]
        query = f"sau={answer.context['after']}"
    assert seen == [f"k{n}" for n in range(7)]
    assert answer.context["after"] is None
    assert client.get(reverse("desk:competence"), {"sau": "x"}).status_code == 404


# What the directory says at the two desks that need it


def test_the_intake_page_suggests_the_agency_with_its_reason(as_role, office, row):
    address = reverse("desk:suggestion")
    said = as_role(Role.RECEPTIONIST).get(address, {"field": office.field.pk, "kind": "proposal"}).content.decode()
    assert office.agency.name in said
    assert "Luật Đường bộ 2024" in said
    assert "<html" not in said
    nothing = as_role(Role.RECEPTIONIST).get(address, {"field": "", "kind": "proposal"}).content.decode()
    assert "người xử lý sẽ tự chọn" in nothing
    for role in set(Role) - {Role.RECEPTIONIST, Role.HANDLER}:
        assert as_role(role).get(address).status_code == 403, role


def test_without_javascript_a_button_asks_and_keeps_what_was_typed(as_role, office, row):
    typed = {"suggest": "1", "field": office.field.pk, "kind": "proposal", "name": "Lò Thị Mai", "text": "Đường hỏng"}
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), typed)
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Lò Thị Mai" in page
    assert f'<option value="{office.agency.pk}" selected>' in page
    assert "Luật Đường bộ 2024" in page
    assert not Case.objects.exists()
    chosen = {**typed, "suggested_agency": office.other_agency.pk}
    kept = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), chosen).content.decode()
    assert f'<option value="{office.other_agency.pk}" selected>' in kept


def test_the_draft_suggests_the_agency_and_shows_what_went_before(as_role, office, row):
    text = "Rác thải ở chợ xã không ai thu gom đã ba tháng, đề nghị có biện pháp."
    first = a_petition(office, text=text)
    for moves in (stories.instructed, stories.in_hand, stories.forwarded):
        moves(office, first)
    case = a_petition(office, text=text)
    for moves in (stories.instructed, stories.in_hand):
        moves(office, case)
    address = reverse("desk:move", args=[case.pk, Move.DRAFT_LETTER])
    client = as_role(Role.HANDLER)
    with CaptureQueriesContext(connection) as asked:
        answer = client.get(address)
    page = answer.content.decode()
    assert len(asked) <= 30
    assert answer.context["form"].initial["agency"] == office.agency.pk
    for said in ("Đã chuyển trước đây", first.number, "Cùng nội dung", "Luật Đường bộ 2024"):
        assert said in page
    typed = {
        "agency": office.agency.pk,
        "subject": "Về rác",
        "asked": "Thu gom.",
        "answer_by": timezone.localdate() + timedelta(days=20),
    }
    refused = client.post(address, typed)
    assert refused.status_code == 422
    assert "vì sao chuyển lại" in str(refused.context["form"].errors["again_because"])
    assert client.post(address, {**typed, "again_because": "Bản trước thất lạc."}).status_code == 302
    assert "Bản trước thất lạc." in client.get(reverse("desk:case", args=[case.pk])).content.decode()


def test_a_first_transfer_asks_for_no_reason(as_role, office):
    case = a_petition(office)
    for moves in (stories.instructed, stories.in_hand):
        moves(office, case)
    page = as_role(Role.HANDLER).get(reverse("desk:move", args=[case.pk, Move.DRAFT_LETTER])).content.decode()
    assert "Đã chuyển trước đây" not in page
    assert "again_because" not in page


def test_where_the_place_is_not_known_the_unit_s_own_area_is_asked_for(as_role, office):
    new = NewCompetence(
        field=office.field,
        area=office.province.area,
        agency=office.other_agency,
        basis="Quyết định của UBND tỉnh",
        confidence=Confidence.ASSUMED,
        in_force_from=SINCE,
    )
    add_competence(new, by=COMMAND, on=SINCE)
    asked = {"field": office.field.pk, "kind": "proposal"}
    for role, page in ((Role.RECEPTIONIST, "desk:suggestion"), (Role.ADMINISTRATOR, "desk:competence")):
        answer = as_role(role).get(reverse(page), asked)
        assert answer.context["finding"].first.agency == office.other_agency
    case = a_petition(office)
    for moves in (stories.instructed, stories.in_hand):
        moves(office, case)
    page = as_role(Role.HANDLER).get(reverse("desk:move", args=[case.pk, Move.DRAFT_LETTER]))
    assert page.context["form"].initial["agency"] == office.other_agency.pk
