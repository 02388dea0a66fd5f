"""Papers photographed by a telephone into the form on the desk: into this form alone, for a while, and blindly."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases import links
from cases.models import Case, Knock
from desk.personal import phones
from desk.personal.models import Draft, PhoneLink, PhonePhoto
from desk.tasks import forget_photos
from files import fields
from organizations.models import Membership
from organizations.operations import end_membership
from organizations.vocabulary import Role
from tests.files.samples import picture
from tests.stories import Office

pytestmark = pytest.mark.django_db
JPEG = picture("JPEG")
HTMX = {"HX-Request": "true"}


def a_photo(name="trang-1.jpg", content=JPEG, more=b""):
    return SimpleUploadedFile(name, content + more, content_type="image/jpeg")


@pytest.fixture
def desk(client, office):
    client.force_login(office.person(Role.RECEPTIONIST))
    return client


@pytest.fixture
def lent(monkeypatch):
    """Every secret that is lent: the page shows it as a picture only."""
    known = []

    def note(*args, **said):
        found = phones_lend(*args, **said)
        known.append(found.secret if found else None)
        return found

    phones_lend = phones.lend
    monkeypatch.setattr(phones, "lend", note)
    return known


def lend(desk, token, **more):
    return desk.post(reverse("desk:phone"), {"form_token": token, "camera": "lend", **more}, headers=HTMX)


def of(secret):
    return reverse("desk:phone-take", args=[secret])


def send(phone, secret, *photos):
    return phone.post(of(secret), {"photos": list(photos or (a_photo(),))})


def kept_files():
    folder = settings.MEDIA_ROOT / "kept"
    return [one for one in folder.rglob("*") if one.is_file()]


def form(office: Office, token, **more):
    said = {"form_token": token, "kind": "proposal", "intake": "in_person", "received_on": timezone.localdate()}
    said |= {"name": "Đặng Thị Ngọc Ánh", "address": "Thôn Đông", "signers": 1, "signing": "named"}
    return said | {"summary": "Đường hỏng", "text": "Đường hỏng nặng.", "field": office.field.pk} | more


def test_what_a_telephone_sends_stands_beside_the_form_and_goes_into_the_petition(
    desk, office, lent, django_capture_on_commit_callbacks
):
    token = str(uuid4())
    part = lend(desk, token, name="Đặng Thị Ngọc Ánh", phone="0912345678").content.decode()
    assert "data:image/svg+xml" in part
    assert lent[0] not in part, "the address stands in the picture and nowhere else"
    typed = Draft.objects.get().typed
    assert (typed["name"], typed["phone"]) == ("Đặng Thị Ngọc Ánh", "0912345678"), "whoever comes back finds the form"
    phone = Client()
    page = phone.get(of(lent[0]))
    words = page.content.decode()
    assert 'capture="environment"' in words
    assert 'accept="image/*"' in words
    assert "multiple" in words
    assert "<script" not in words or page.status_code == 200
    assert "Ánh" not in words
    assert send(phone, lent[0], a_photo(), a_photo("trang-2.jpg", more=b"2")).status_code == 302
    assert "Đã nhận 2 ảnh" in phone.get(of(lent[0])).content.decode()
    assert send(phone, lent[0], a_photo("trang-3.jpg", more=b"3")).status_code == 302
    shown = desk.post(reverse("desk:phone"), {"form_token": token, "camera": "look"}, headers=HTMX).content.decode()
    assert re.findall(r"trang-\d\.jpg</span>", shown) == [f"trang-{n}.jpg</span>" for n in (1, 2, 3)]
    third = PhonePhoto.objects.order_by("pk").last()
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("desk:phone"), {"form_token": token, "camera": f"drop-{third.pk}"}, headers=HTMX)
    assert len(kept_files()) == 2
    assert all(JPEG not in file.read_bytes() for file in kept_files()), "it lies sealed"
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM desk_phonephoto")
        assert "trang" not in str(cursor.fetchall())
    with django_capture_on_commit_callbacks(execute=True):
        answer = desk.post(reverse("desk:intake"), form(office, token))
    assert answer.status_code == 302, answer.context["form"].errors
    case = Case.objects.get()
    assert sorted(one.title for one in case.documents.all()) == ["trang-1.jpg", "trang-2.jpg"]
    assert not PhoneLink.objects.exists()
    assert kept_files() == []
    assert phone.get(of(lent[0])).status_code == 404, "the form is registered: the link is over"
    assert lend(desk, token).status_code == 200
    assert not PhoneLink.objects.exists(), "nothing is lent for what is in the book already"


def test_without_scripts_the_form_comes_back_as_it_was_typed_with_the_picture(desk, office, lent):
    token = str(uuid4())
    page = desk.post(reverse("desk:phone"), form(office, token) | {"camera": "lend"}).content.decode()
    assert "data:image/svg+xml" in page
    assert "Đường hỏng nặng." in page
    assert token in page
    send(Client(), lent[0])
    again = desk.get(reverse("desk:intake"), {"nhap": token}).content.decode()
    assert "trang-1.jpg" in again
    assert "data:image/svg+xml" not in again, "the picture is shown once"
    refused = desk.post(reverse("desk:intake"), form(office, token, summary=""))
    assert refused.status_code == 422
    assert "trang-1.jpg" in refused.content.decode(), "a refused form keeps what the telephone sent"


@pytest.mark.parametrize("how", ["over", "closed", "newer", "unknown", "gone home"])
def test_a_link_that_is_over_closed_or_unknown_gets_one_and_the_same_answer(desk, office, lent, how):
    token = str(uuid4())
    lend(desk, token)
    at = timezone.now()
    if how == "closed":
        desk.post(reverse("desk:phone"), {"form_token": token, "camera": "close"}, headers=HTMX)
    elif how == "newer":
        lend(desk, token)
    elif how == "unknown":
        lent[0] = "x" * 43
    elif how == "over":
        at += phones.LIVES + timedelta(seconds=1)
    else:
        membership = Membership.objects.get(user=office.person(Role.RECEPTIONIST))
        end_membership(membership, last_on=timezone.localdate(), by=office.actor("administrator"), reason="Nghỉ hưu")
        at += timedelta(days=1)
        PhoneLink.objects.update(until=at + timedelta(hours=1))
    with time_machine.travel(at):
        answers = [Client().get(of(lent[0])), send(Client(), lent[0])]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert all("cần quét mã QR mới" in answer.content.decode() for answer in answers)
    assert not PhonePhoto.objects.exists()


def test_the_first_telephone_that_sends_keeps_the_link(desk, lent):
    lend(desk, str(uuid4()))
    mine, other = Client(), Client()
    assert other.get(of(lent[0])).status_code == 200
    assert send(mine, lent[0]).status_code == 302
    for answer in (other.get(of(lent[0])), send(other, lent[0], a_photo("khac.jpg", more=b"x"))):
        assert answer.status_code == 404, "to any other it is as if there were none"
        assert "Đã nhận" not in answer.content.decode()
    link = PhoneLink.objects.get()
    with pytest.raises(phones.Refused):
        phones.take_in(link, [a_photo()], phone="looked at the same moment", at=timezone.now())
    assert send(mine, lent[0], a_photo("trang-2.jpg", more=b"2")).status_code == 302
    assert PhonePhoto.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("thu.zip", b"PK\x03\x04" + b"0" * 40, "là tệp nén"),
        ("virus.exe", b"MZ" + b"\x00" * 200, "không phải loại tệp nhận được"),
        ("loi.txt", "chỉ là chữ".encode(), "không phải ảnh hay bản quét PDF"),
        ("trong.jpg", b"", ""),
    ],
)
def test_what_is_no_picture_is_refused_by_its_content_and_nothing_of_it_is_kept(desk, lent, name, content, said):
    lend(desk, str(uuid4()))
    answer = send(Client(), lent[0], a_photo(), a_photo(name, content))
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not PhonePhoto.objects.exists(), "all of it or nothing"


def test_there_is_a_limit_to_number_and_size_together_with_what_was_chosen_at_the_desk(desk, office, lent, monkeypatch):
    token = str(uuid4())
    lend(desk, token)
    monkeypatch.setattr(phones, "MOST", 2)
    phone = Client()
    send(phone, lent[0], a_photo(), a_photo(more=b"2"))
    assert send(phone, lent[0], a_photo(more=b"3")).status_code == 422
    monkeypatch.setattr(phones, "MOST", 20)
    monkeypatch.setattr(phones, "TOGETHER", 3 * len(JPEG))
    assert send(phone, lent[0], a_photo(more=b"3")).status_code == 422
    assert PhonePhoto.objects.count() == 2
    monkeypatch.setattr("desk.forms.intake.MOST", 2)
    at_the_desk = form(office, token) | {"documents": [a_photo("ban-quet.jpg", more=b"4")]}
    refused = desk.post(reverse("desk:intake"), at_the_desk)
    assert refused.status_code == 422
    assert not Case.objects.exists()
    monkeypatch.setattr(fields, "LARGEST", len(JPEG))
    assert send(phone, lent[0], a_photo(more=b"too large")).status_code == 422


def test_whoever_tries_doors_all_night_is_told_to_wait(desk, lent, monkeypatch):
    monkeypatch.setattr(links, "MOST_SENT", 3)
    stranger = Client()
    assert [stranger.get(of("y" * 43)).status_code for _ in range(5)] == [404, 404, 404, 429, 429]
    assert not Knock.objects.filter(who__contains="127").exists(), "no address is kept"
    lend(desk, str(uuid4()))
    assert Client().get(of(lent[0])).status_code == 200, "whoever only looks at a live one is not counted"


def test_nobody_but_its_clerk_reaches_what_was_photographed(desk, office, lent, as_role):
    token = str(uuid4())
    lend(desk, token)
    send(Client(), lent[0])
    photo = PhonePhoto.objects.get()
    other = as_role(Role.HANDLER)
    said = {"form_token": token, "camera": "look"}
    assert "trang-1.jpg" not in other.post(reverse("desk:phone"), said, headers=HTMX).content.decode()
    assert other.post(reverse("desk:phone"), said | {"camera": f"drop-{photo.pk}"}, headers=HTMX).status_code == 404
    other.post(reverse("desk:intake"), form(office, token))
    assert Case.objects.get().documents.count() == 0, "another person's form of the same number takes nothing"
    for role in (Role.LEADER, Role.SUPERVISOR, Role.AGENCY_OFFICER):
        assert as_role(role).post(reverse("desk:phone"), said).status_code == 403
    assert as_role(Role.RECEPTIONIST).post(reverse("desk:phone"), {"camera": "lend"}).status_code == 400
    assert Client().post(reverse("desk:phone"), said).status_code == 302, "to the door"


def test_a_telephone_without_the_page_s_own_mark_sends_nothing(desk, lent):
    lend(desk, str(uuid4()))
    strict = Client(enforce_csrf_checks=True)
    assert send(strict, lent[0]).status_code == 403
    assert not PhonePhoto.objects.exists()


def test_pictures_for_a_form_nobody_came_back_to_go_after_a_day(desk, lent, django_capture_on_commit_callbacks):
    lend(desk, str(uuid4()))
    send(Client(), lent[0])
    forget_photos()
    assert PhonePhoto.objects.count() == 1
    later = timezone.now() + phones.KEPT_FOR + timedelta(minutes=1)
    with time_machine.travel(later), django_capture_on_commit_callbacks(execute=True):
        forget_photos()
    assert (PhoneLink.objects.count(), PhonePhoto.objects.count(), kept_files()) == (0, 0, [])


def test_a_draft_that_is_dropped_takes_its_pictures_with_it(desk, lent, django_capture_on_commit_callbacks):
    token = str(uuid4())
    lend(desk, token)
    send(Client(), lent[0])
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(reverse("desk:draft"), {"form_token": token, "drop": "1"})
    assert (PhoneLink.objects.count(), kept_files()) == (0, [])
