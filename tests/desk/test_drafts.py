"""What is half typed is kept for whoever typed it, under the office's keys, until it is registered."""

from uuid import uuid4

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from cases.models import Case
from desk.personal.models import Draft
from desk.personal.operations import MOST, keep_draft
from tests.stories import Office

pytestmark = pytest.mark.django_db
HALF = {"kind": "complaint", "name": "Đặng Thị Ngọc Ánh", "rep_name_1": "Hoàng Văn Thụ", "text": "Thửa 118"}


def typed(office: Office, **more: str) -> dict[str, str]:
    late = {"received_on": "2026-03-02", "late_because": "Đơn gửi nhầm phòng, nay mới chuyển đến"}
    return {"form_token": str(uuid4()), "intake": "post", **late, **HALF, **more}


def test_a_half_typed_form_is_found_again_as_it_was_left(office, client):
    client.force_login(office.person("receptionist"))
    said = typed(office)
    kept = client.post(reverse("desk:draft"), said, headers={"HX-Request": "true"})
    assert "Đã giữ nháp lúc" in kept.content.decode()
    client.post(reverse("desk:draft"), said | {"text": "Thửa 118, tờ bản đồ 7"})
    assert Draft.objects.count() == 1
    listed = client.get(reverse("desk:intake")).content.decode()
    assert said["form_token"] in listed
    page = client.get(reverse("desk:intake"), {"nhap": said["form_token"]}).content.decode()
    for words in ("Đặng Thị Ngọc Ánh", "Hoàng Văn Thụ", "Thửa 118, tờ bản đồ 7"):
        assert words in page
    assert not Case.objects.exists()


def test_nobody_else_sees_a_draft_and_the_database_cannot_read_it(office, client):
    client.force_login(office.person("receptionist"))
    said = typed(office)
    client.post(reverse("desk:draft"), said)
    with connection.cursor() as cursor:
        cursor.execute("SELECT typed FROM desk_draft")
        assert "Ánh" not in str(cursor.fetchall())
    client.force_login(office.person("handler"))
    assert said["form_token"] not in client.get(reverse("desk:intake")).content.decode()
    assert client.get(reverse("desk:intake"), {"nhap": said["form_token"]}).status_code == 404
    client.post(reverse("desk:draft"), said | {"drop": "1"})
    assert Draft.objects.count() == 1


def test_the_draft_of_a_secret_petition_is_listed_without_a_word_of_it(office, client):
    client.force_login(office.person("receptionist"))
    client.post(reverse("desk:draft"), typed(office, kind="denunciation", summary="Ông Kiên nhận tiền"))
    page = client.get(reverse("desk:intake")).content.decode()
    assert "Đơn phải giữ bí mật" in page
    assert "Kiên" not in page


def test_a_form_with_nothing_but_its_kind_is_a_draft_too(office, client):
    client.force_login(office.person("receptionist"))
    said = {"form_token": str(uuid4()), "kind": "proposal"}
    client.post(reverse("desk:draft"), said)
    assert "Chưa ghi trích yếu" in client.get(reverse("desk:intake")).content.decode()


def test_registering_ends_the_draft(office, client):
    client.force_login(office.person("receptionist"))
    said = typed(office, kind="proposal", summary="Cấp giấy chứng nhận", field=str(office.field.pk), signers="1")
    client.post(reverse("desk:draft"), said)
    done = client.post(reverse("desk:intake"), said)
    assert done.status_code == 302, done.context["form"].errors
    assert not Draft.objects.exists()
    # What was typed last arrives behind the form that was registered.
    client.post(reverse("desk:draft"), said, headers={"HX-Request": "true"})
    assert not Draft.objects.exists()


def test_a_draft_without_its_number_is_no_draft(office, client):
    client.force_login(office.person("receptionist"))
    assert client.post(reverse("desk:draft"), HALF).status_code == 400
    assert client.get(reverse("desk:intake"), {"nhap": "x"}).status_code == 404
    client.force_login(office.person("leader"))
    assert client.post(reverse("desk:draft"), typed(office)).status_code == 403


def test_the_clocks_follow_what_is_chosen(office, client):
    client.force_login(office.person("receptionist"))
    address = reverse("desk:intake-clocks")
    said = {"kind": "complaint", "intake": "in_person", "received_on": "2026-11-20"}
    page = client.get(address, said).content.decode()
    assert "Điều 28 khoản 1" in page
    assert "07/12/2026" in page
    unsigned = client.get(address, said | {"intake": "email"}).content.decode()
    assert "chỉ chạy từ ngày ký" in unsigned
    assert "Luật 42/2013/QH13 Điều 28 khoản 1" not in unsigned
    assert "25/2018" in client.get(address, {"kind": "denunciation", "received_on": "2026-11-20"}).content.decode()
    client.force_login(office.person("auditor"))
    assert client.get(address).status_code == 403


def test_of_many_drafts_the_oldest_goes(office):
    someone = office.person("receptionist")
    for number in range(MOST + 2):
        keep_draft(someone, office.province, uuid4(), {"summary": str(number)}, at=timezone.now())
    assert sorted(int(one.typed["summary"]) for one in Draft.objects.all()) == list(range(2, MOST + 2))
