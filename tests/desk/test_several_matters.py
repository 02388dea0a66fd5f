"""One petition, several matters, said at the door: each a case of its own, all at once and once."""

from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.models import Event
from cases import operations as op
from cases.errors import Unusable
from cases.models import Case, Petition, Receipt, Splitting
from cases.papers import receipt
from cases.vocabulary import Intake, Kind, Outcome
from desk.forms.matters import WAS_ASKED, WAS_WRITTEN
from desk.personal.models import Draft
from organizations.vocabulary import Role
from tests.cases.test_papers import words_of
from tests.factories import a_province
from tests.stories import DAY, a_part, a_petition

pytestmark = pytest.mark.django_db
TEXT = "Đường liên thôn hỏng nặng; bãi rác đầu thôn không ai dọn; trạm y tế thiếu thuốc."


def form(office, **changes):
    return {
        "form_token": str(uuid4()),
        "kind": "proposal",
        "intake": "in_person",
        "received_on": str(DAY),
        "name": "Hồ Thị Giáng",
        "signers": "1",
        "summary": "Đường liên thôn hỏng nặng",
        "text": TEXT,
        "field": office.field.pk,
        "split_because": str(WAS_ASKED),
    } | changes


def matter(office, row, summary, **changes):
    said = {"summary": summary, "kind": "feedback", "field": office.field.pk} | changes
    return {f"matter_{name}_{row}": value for name, value in said.items()}


def several(office, **changes):
    return form(office, **matter(office, 1, "Bãi rác đầu thôn"), **matter(office, 3, "Trạm y tế thiếu thuốc")) | changes


def test_every_matter_is_a_case_of_its_own_behind_one_receipt(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    typed = several(office)
    page = client.post(reverse("desk:intake"), typed, follow=True).content.decode()
    first, waste, station = Case.objects.order_by("pk")
    assert [one.summary for one in (waste, station)] == ["Bãi rác đầu thôn", "Trạm y tế thiếu thuốc"]
    assert len({first.number, waste.number, station.number}) == 3
    assert (Petition.objects.count(), Receipt.objects.count()) == (1, 1)
    assert f"Đã vào sổ, số {first.number}" in page
    assert waste.number in page and station.number in page and "Nội dung khác của đơn" in page
    assert {one.because for one in Splitting.objects.all()} == {str(WAS_ASKED)}
    running = {one: set(one.duties.values_list("rule__key", "started_on")) for one in (first, waste, station)}
    assert running[waste] == running[station] and all(day == DAY for _key, day in running[waste])
    again = client.post(reverse("desk:intake"), typed | matter(office, 4, "Cầu treo"))
    assert again["Location"] == reverse("desk:receipt", args=[first.pk])
    assert Case.objects.count() == 3
    assert Event.objects.filter(kind="case.split").count() == 1


def test_the_printed_slip_names_the_other_numbers_and_keeps_silent_where_it_must(as_role, office, today):
    as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), several(office))
    first, waste, station = Case.objects.order_by("pk")
    said = {"tracking_url": "https://x.vn/theo-doi", "check_url": "https://x.vn/bien-nhan", "received_by": "Lò Thị Mai"}
    slip = words_of(receipt(first, **said))
    assert all(one.number in slip for one in (first, waste, station))
    assert "Trạm y tế thiếu thuốc" in slip
    first.opening_petition.wants_secrecy = True
    Petition.objects.update(wants_secrecy=True)
    assert waste.number not in words_of(receipt(Case.objects.get(pk=first.pk), **said))


def test_what_is_wrong_with_one_matter_stands_at_its_row_and_everything_typed_stays(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    half = several(office, matter_field_3="", matter_agency_1="Không có cơ quan này", split_because="Họ muốn vậy.")
    answer = client.post(reverse("desk:intake"), half)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"matter_field_3", "matter_agency_1"}
    page = answer.content.decode()
    assert "Trạm y tế thiếu thuốc" in page and "Họ muốn vậy." in page and "Không có cơ quan này" in page
    # What only the operation knows comes back to the row it is about: the third row holds the second of the parts.
    unsigned = several(office, intake="email", matter_kind_3="complaint", kind="feedback", signed="no")
    answer = client.post(reverse("desk:intake"), unsigned)
    assert list(answer.context["form"].errors) == ["matter_kind_3"]
    assert "chưa có chữ ký" in answer.content.decode()
    silent = client.post(reverse("desk:intake"), several(office, split_because=" "))
    assert list(silent.context["form"].errors) == ["split_because"]
    assert not Case.objects.exists()
    assert int(a_petition(office).number[-5:]) == 1, "no number was lost on the way"


def test_a_denunciation_has_one_matter(as_role, office, today):
    answer = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), several(office, kind="denunciation"))
    assert list(answer.context["form"].errors) == ["matter_summary_1"]
    assert "một lá đơn riêng" in answer.content.decode()
    sealed = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), several(office, matter_kind_1="denunciation"))
    assert "matter_kind_1" in sealed.context["form"].errors, "nor is one offered among the others"
    with pytest.raises(Unusable, match="một lá đơn riêng"):
        a_petition(office, kind=Kind.DENUNCIATION, parts=[a_part(office)], split_because="Lý do.")
    assert not Case.objects.exists()


def test_the_reason_follows_the_road_until_somebody_writes_another(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    client.post(reverse("desk:intake"), several(office, intake="post"))
    assert {one.because for one in Splitting.objects.all()} == {str(WAS_WRITTEN)}
    client.post(reverse("desk:intake"), several(office, intake="post", split_because="Đã gọi, họ đồng ý.", again="on"))
    assert Splitting.objects.last().because == "Đã gọi, họ đồng ý."


def test_only_who_may_split_is_asked_for_several_matters(as_role, office, today):
    assert "Đơn có nhiều nội dung" in as_role(Role.RECEPTIONIST).get(reverse("desk:intake")).content.decode()
    handler = as_role(Role.HANDLER)
    assert "Đơn có nhiều nội dung" not in handler.get(reverse("desk:intake")).content.decode()
    assert handler.post(reverse("desk:intake"), several(office)).status_code == 403
    assert not Case.objects.exists()
    assert handler.post(reverse("desk:intake"), form(office)).status_code == 302


def test_a_letter_that_is_taken_into_a_case_leaves_its_other_matters_outside(as_role, office, today):
    lead = a_petition(office, text=TEXT)
    page = as_role(Role.RECEPTIONIST).post(reverse("desk:intake"), several(office, tie=f"join:{lead.pk}"), follow=True)
    first, waste, station = Case.objects.exclude(pk=lead.pk).order_by("pk")
    assert (first.outcome, first.joinings.get().into) == (Outcome.JOINED, lead)
    assert waste.outcome == station.outcome == ""
    assert "Nội dung thứ nhất đã nhập vào vụ việc" in page.content.decode()
    # What cannot be joined leaves nothing of the other matters either.
    refused = as_role(Role.RECEPTIONIST).post(
        reverse("desk:intake"), several(office, tie=f"join:{first.pk}", again="on")
    )
    assert refused.status_code == 422
    assert Case.objects.count() == 4


def test_drafts_keep_the_rows_and_the_page_opens_them(as_role, office, today):
    client = as_role(Role.RECEPTIONIST)
    typed = several(office, matter_area_1_typed="xa hoa binh")
    client.post(reverse("desk:draft"), typed)
    assert Draft.objects.get().typed["matter_summary_3"] == "Trạm y tế thiếu thuốc"
    page = client.get(reverse("desk:intake"), {"nhap": typed["form_token"]}).content.decode()
    assert "Trạm y tế thiếu thuốc" in page and "xa hoa binh" in page
    assert "Trạm y tế" not in client.get(reverse("desk:intake")).content.decode()


def test_a_matter_has_its_own_place_and_agency_or_those_of_the_first(as_role, office, today):
    a_province()
    client = as_role(Role.RECEPTIONIST)
    offered = client.post(reverse("desk:intake-places"), {"matter_area_1_typed": "hoa binh"}).content.decode()
    assert 'data-value="98001"' in offered
    typed = several(
        office,
        area_typed="Xã Hòa Bình, Tỉnh Nam Thành",
        matter_area_1_typed="nowhere",
        matter_agency_3=office.agency.name,
    )
    asked = client.post(reverse("desk:intake"), typed)
    assert list(asked.context["form"].errors) == ["matter_area_1_typed"]
    assert client.post(reverse("desk:intake"), typed | {"matter_area_1": "-"}).status_code == 302
    first, waste, station = Case.objects.order_by("pk")
    assert (first.area_id, waste.area_id, station.area_id) == ("98001", None, "98001")
    assert (waste.suggested_agency, station.suggested_agency) == (None, office.agency)


def test_a_form_of_one_matter_asks_the_database_nothing_more(as_role, office, today):
    """The page reads the fields once for all rows, and a simple letter none of them."""
    client = as_role(Role.RECEPTIONIST)
    client.get(reverse("desk:intake"))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("desk:intake"))
    assert sum("organizations_field" in one["sql"] for one in asked) == 1
    with CaptureQueriesContext(connection) as asked:
        assert client.post(reverse("desk:intake"), form(office)).status_code == 302
    assert sum("cases_splitting" in one["sql"] for one in asked) == 0
    assert sum("organizations_field" in one["sql"] for one in asked) <= 1


@pytest.mark.parametrize("intake", [Intake.IN_PERSON, Intake.POST])
def test_both_or_neither(office, intake):
    with pytest.raises(Unusable) as refused:
        a_petition(office, intake=intake, parts=[a_part(office), a_part(office, summary=" ")], split_because="Lý do.")
    assert isinstance(refused.value, op.UnusablePart)
    assert (refused.value.number, refused.value.what) == (2, "summary")
    assert not Case.objects.exists() and not Petition.objects.exists()
