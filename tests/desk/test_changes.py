"""An act on the timeline unfolds to what it changed, before and after; sealed words stay sealed; agencies read none."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.changes import changes_of, recorded_in_a_file
from cases.field_words import FIELDS, MACHINERY, RECORDS
from cases.models import Case
from cases.vocabulary import Kind, Move, Status
from organizations.vocabulary import Role
from tests.stories import DAY, a_case, a_denunciation, a_petition, instructed

pytestmark = pytest.mark.django_db
WHY = "Cần đọc để trình lãnh đạo theo yêu cầu kiểm tra."


def act(case, kind):
    return Event.objects.filter(subject_type="cases.case", subject_id=case.pk, kind=kind).latest("sequence")


def told(case, kind, *, opened=True):
    found = changes_of(act(case, kind), Case.objects.get(pk=case.pk), opened=opened)
    return {
        (one.record, change.label): (change.before, change.after, change.hidden)
        for one in found
        for change in one.changes
    }


def test_naming_a_handler_shows_the_handler_before_and_after(office):
    case = a_petition(office)
    instructed(office, case)
    name = office.person("handler").full_name
    assert told(case, "case.instructed")["Vụ việc", "người xử lý"] == ("", name, False)
    op.take_up(case, by=office.actor("handler"), on=DAY)
    before, after, _hidden = told(case, "case.taken_up")["Vụ việc", "tình trạng"]
    assert (before, after) == (str(Status.INSTRUCTED.label), str(Status.IN_HAND.label))


def test_an_act_that_writes_a_new_record_says_so(office):
    case = a_case(office, at=Status.FORWARDED)
    found = changes_of(act(case, "letter.drafted"), case, opened=True)
    assert {one.record for one in found if one.new} >= {"Văn bản", "Lần chuyển"}


def test_every_field_that_can_be_shown_has_a_vietnamese_name():
    for model in recorded_in_a_file():
        assert model.__name__ in RECORDS, model
        for field in model.history.model._meta.concrete_fields:
            if field.name in MACHINERY or field.name.startswith("history_"):
                continue
            own = FIELDS.get(f"{model.__name__}.{field.name}") or FIELDS.get(field.name)
            assert own or str(field.verbose_name) != field.name.replace("_", " "), (model.__name__, field.name)


def test_the_page_and_its_part_take_few_queries_and_work_without_a_script(as_role, office):
    case = a_case(office, at=Status.ANSWERED)
    client = as_role(Role.HANDLER)
    event = act(case, "letter.drafted")
    address = reverse("desk:changes", args=[case.pk, event.sequence])
    assert address in client.get(reverse("desk:case", args=[case.pk])).content.decode()
    with CaptureQueriesContext(connection) as queries:
        page = client.get(address)
    assert page.status_code == 200
    assert len(queries) <= 30, len(queries)
    assert "Lần chuyển" in page.content.decode()
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert "Lần chuyển" in part
    assert client.get(reverse("desk:changes", args=[case.pk, 999])).status_code == 404


def test_words_of_a_sealed_case_are_masked_until_it_lies_open(as_role, office):
    case = a_denunciation(office)
    secret = "Tố cáo trưởng thôn nhận tiền đền bù"
    hidden = [one for one in told(case, "case.registered", opened=False).values() if one[2]]
    assert hidden
    assert all(one[:2] == ("", "") for one in hidden)
    client = as_role(Role.LEADER)
    address = reverse("desk:changes", args=[case.pk, 1])
    closed = client.get(address).content.decode()
    assert secret not in closed
    assert "Niêm phong" in closed
    client.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": WHY})
    assert secret in client.get(address).content.decode()
    assert Event.objects.filter(kind="case.read", about_id=case.pk).exists()


def test_reclassifying_shows_the_kind_before_and_after(office):
    case = a_petition(office)
    instructed(office, case)
    op.reclassify(case, kind=Kind.FEEDBACK, because="Nội dung là phản ánh.", by=office.actor("handler"), on=DAY)
    assert told(case, "case.reclassified")["Vụ việc", "loại"][:2] == ("Kiến nghị", "Phản ánh")


def test_an_agency_and_a_link_unfold_nothing(as_role, office):
    case = a_case(office, at=Status.ANSWERED)
    client = as_role(Role.AGENCY_OFFICER)
    page = client.get(reverse("desk:case", args=[case.pk]))
    assert "dien-bien" not in page.content.decode()
    dispatched = act(case, "referral.dispatched")
    assert client.get(reverse("desk:changes", args=[case.pk, dispatched.sequence])).status_code == 404
