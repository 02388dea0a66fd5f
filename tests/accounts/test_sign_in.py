"""Coming in, being refused, being locked out, leaving: in Vietnamese, and each of it recorded."""

from datetime import timedelta

import pytest
import time_machine
from axes.models import AccessAttempt
from django.conf import settings as office_settings
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audit.models import Event
from organizations.models import User
from organizations.operations import deactivate_person
from tests.accounts.conftest import PASSWORD, kinds_of, sign_in, with_password

pytestmark = pytest.mark.django_db


def test_who_knows_the_password_comes_to_their_work(client, handler):
    answer = sign_in(client, handler)
    assert (answer.status_code, answer.url) == (302, reverse("desk:home"))
    page = client.get(answer.url, follow=True)
    assert page.status_code == 200
    assert handler.full_name in page.content.decode()
    assert kinds_of(handler) == ["person.signed_in"]


def test_capitals_in_the_name_do_not_matter(client, handler):
    assert sign_in(client, handler.username.upper()).status_code == 302


def test_what_was_asked_for_before_signing_in_comes_after(client, handler):
    asked = client.get(reverse("desk:register"))
    assert asked.url == f"{reverse('account_login')}?next={reverse('desk:register')}"
    assert sign_in(client, handler, next=reverse("desk:register")).url == reverse("desk:register")


def test_nobody_is_sent_to_another_site_after_signing_in(client, handler):
    assert sign_in(client, handler, next="https://example.com/").url == reverse("desk:home")


def test_a_wrong_password_and_an_unknown_name_get_the_same_answer(client, handler):
    wrong = sign_in(client, handler, "sai-mat-khau")
    unknown = sign_in(client, "khong-co-ai", "sai-mat-khau")
    sentence = "Tên đăng nhập hoặc mật khẩu không đúng."
    assert wrong.status_code == unknown.status_code == 200
    assert sentence in wrong.content.decode()
    assert sentence in unknown.content.decode()


def test_a_failed_attempt_is_recorded_without_what_was_typed(client, handler):
    sign_in(client, handler, "sai-mat-khau")
    sign_in(client, "MatKhauGoNham1", "x")
    known, unknown = Event.objects.filter(kind="person.sign_in_failed").order_by("pk")
    assert known.subject_id == handler.pk
    assert unknown.subject_id == 0
    assert "name" not in known.facts
    assert len(unknown.facts["name"]) == 40
    for kept in (*Event.objects.values_list("body", flat=True), *map(str, AccessAttempt.objects.values())):
        assert "gonham" not in kept.lower()
        assert handler.username not in kept


def test_the_fifth_failure_locks_for_a_quarter_of_an_hour(client, handler):
    with time_machine.travel("2026-03-02 09:00:00+07:00", tick=False) as clock:
        for _ in range(office_settings.AXES_FAILURE_LIMIT - 1):
            assert sign_in(client, handler, "sai-mat-khau").status_code == 200
        locked = sign_in(client, handler, "sai-mat-khau")
        assert locked.status_code == 429
        assert "Hãy chờ 15 phút rồi thử lại" in locked.content.decode()
        assert sign_in(client, handler).status_code == 429
        assert sign_in(client, handler.username.upper()).status_code == 429
        assert kinds_of(handler) == ["person.sign_in_failed"] * 4 + ["person.locked_out", "person.sign_in_failed"]
        clock.shift(timedelta(minutes=16))
        assert sign_in(client, handler).status_code == 302


def test_a_lock_out_elsewhere_does_not_keep_the_person_from_their_own_machine(client, handler):
    for _ in range(6):
        Client(REMOTE_ADDR="203.0.113.9").post(reverse("account_login"), {"login": handler.username, "password": "x"})
    assert sign_in(client, handler).status_code == 302


def test_the_right_password_wipes_the_count(client, handler):
    for _ in range(3):
        for _ in range(office_settings.AXES_FAILURE_LIMIT - 1):
            sign_in(client, handler, "sai-mat-khau")
        assert sign_in(client, handler).status_code == 302
        client.post(reverse("account_logout"))


def test_leaving_is_recorded_and_shuts_the_desk(client, handler):
    sign_in(client, handler)
    assert client.post(reverse("account_logout")).url == reverse("account_login")
    assert client.get(reverse("desk:inbox")).status_code == 302
    assert kinds_of(handler) == ["person.signed_in", "person.signed_out"]


def test_a_closed_account_does_not_open(client, office, handler):
    deactivate_person(
        handler, by=office.actor("administrator"), on=timezone.localdate(), reason="Chuyển công tác đơn vị khác"
    )
    assert sign_in(client, handler).url == reverse("account_inactive")
    page = client.get(reverse("account_inactive")).content.decode()
    assert "Tài khoản này đã bị khóa" in page
    assert client.get(reverse("desk:inbox")).status_code == 302


def test_nobody_opens_an_account_for_themselves(client, handler):
    before = User.objects.count()
    answer = client.post(reverse("account_signup"), {"username": "toi", "password1": PASSWORD})
    assert "không nhận đăng ký" in answer.content.decode()
    assert User.objects.count() == before


def test_the_pages_speak_english_to_who_asked_for_it_and_vietnamese_to_everybody_else(client, handler):
    page = client.get(reverse("account_reset_password"), HTTP_ACCEPT_LANGUAGE="en").content.decode()
    assert "Đặt lại mật khẩu" in page
    assert 'lang="vi"' in page
    client.post(reverse("desk:language"), {"language": "en"})
    page = client.get(reverse("account_reset_password")).content.decode()
    assert "Reset My Password" in page
    assert 'lang="en"' in page


class TestForgottenPassword:
    def ask(self, client, address):
        return client.post(reverse("account_reset_password"), {"email": address})

    def test_a_letter_in_vietnamese_brings_a_link_that_works_once(self, client, handler):
        assert self.ask(client, handler.email).url == reverse("account_reset_password_done")
        letter = mail.outbox[0]
        assert letter.to == [handler.email]
        assert letter.subject == "[Cầu Nối] Đặt lại mật khẩu"
        link = next(word for word in letter.body.split() if "/quen-mat-khau/" in word)
        page = client.get(link, follow=True)
        address = page.redirect_chain[-1][0]
        new = "duong-lien-thon-2026"
        assert client.post(address, {"password1": new, "password2": new}).status_code == 302
        assert "đường dẫn" in Client().get(link, follow=True).content.decode().lower()
        assert sign_in(Client(), handler, new).status_code == 302
        assert "person.password_changed" in kinds_of(handler)
        assert "đã được đặt lại" in mail.outbox[-1].body

    def test_an_unknown_address_gets_the_same_answer_and_no_letter(self, client, handler):
        assert self.ask(client, "khong.ai@example.vn").url == reverse("account_reset_password_done")
        assert mail.outbox == []

    def test_a_mail_server_that_is_away_is_no_error_page(self, client, handler, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        assert self.ask(client, handler.email).status_code == 302


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("ngan-qua", "quá ngắn"),
        ("83629475610284", "chỉ toàn chữ số"),
        ("password1234", "thông dụng"),
    ],
)
def test_a_weak_password_is_refused_with_the_reason(client, handler, password, sentence):
    sign_in(client, handler)
    facts = {"oldpassword": PASSWORD, "password1": password, "password2": password}
    page = client.post(reverse("account_change_password"), facts)
    assert page.status_code == 200
    assert sentence in page.content.decode()


def test_a_new_password_keeps_this_session_and_ends_the_others(client, handler):
    elsewhere = Client()
    sign_in(client, handler)
    sign_in(elsewhere, handler)
    new = "duong-lien-thon-2026"
    client.post(reverse("account_change_password"), {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert client.get(reverse("desk:inbox")).status_code == 200
    assert elsewhere.get(reverse("desk:inbox")).status_code == 302
    assert "person.password_changed" in kinds_of(handler)


def test_the_sessions_are_listed_and_the_others_can_be_ended(client, handler):
    elsewhere = Client(HTTP_USER_AGENT="May o nha")
    sign_in(client, handler)
    sign_in(elsewhere, handler)
    page = client.get(reverse("usersessions_list")).content.decode()
    assert "May o nha" in page
    assert page.count("Phiên này") == 1
    client.post(reverse("usersessions_list"))
    assert elsewhere.get(reverse("desk:inbox")).status_code == 302
    assert client.get(reverse("desk:inbox")).status_code == 200
    assert "May o nha" not in client.get(reverse("usersessions_list")).content.decode()


def test_sessions_of_others_are_not_shown(client, office, handler):
    sign_in(Client(HTTP_USER_AGENT="May cua lanh dao"), with_password(office.person("leader")))
    sign_in(client, handler)
    assert "May cua lanh dao" not in client.get(reverse("usersessions_list")).content.decode()
