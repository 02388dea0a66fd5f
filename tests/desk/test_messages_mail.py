"""Dead letters for administrators, the bar while the mail server is away, and who was told what about a case."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from audit.actor import system
from audit.models import Event
from cases.vocabulary import Status
from notifications.models import Message
from notifications.operations import Sent, mark_bounced, send
from notifications.vocabulary import MessageState, Trouble
from organizations.vocabulary import Role
from tests.notifications.hearing import deliver_all
from tests.notifications.mail_server import listening
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


def a_dead_letter(office, settings):
    a_petition(office)
    deliver_all()
    message = Message.objects.filter(template="receipt").latest("pk")
    with listening(settings) as server:
        server.at_recipient = "550 no"
        send(message.pk)
    return message


def test_a_dead_letter_is_shown_without_address_or_words_and_sent_again(as_role, office, settings):
    message = a_dead_letter(office, settings)
    client = as_role(Role.ADMINISTRATOR)
    page = client.get(reverse("desk:dead-letters")).content.decode()
    assert "Máy chủ thư từ chối hẳn" in page
    assert "550" in page
    assert "nguoidan.example" not in page
    assert message.body not in page
    answer = client.post(reverse("desk:resend", args=[message.pk]), follow=True)
    assert answer.redirect_chain == [(reverse("desk:dead-letters"), 302)]
    assert "Không có thư nào bị giữ lại" in answer.content.decode()
    with listening(settings):
        assert send(message.pk) is Sent.YES
    assert Event.objects.filter(kind="message.resent").count() == 1


def test_who_is_no_administrator_there_resends_nothing(as_role, office, settings):
    message = a_dead_letter(office, settings)
    address = reverse("desk:resend", args=[message.pk])
    for role in set(Role) - {Role.ADMINISTRATOR}:
        assert as_role(role).post(address).status_code == 403, role
        assert as_role(role).get(reverse("desk:dead-letters")).status_code == 403, role
    assert as_role(Role.ADMINISTRATOR, office.commune).post(address).status_code == 404
    assert (
        "Không có thư" in as_role(Role.ADMINISTRATOR, office.commune).get(reverse("desk:dead-letters")).content.decode()
    )
    assert as_role(Role.ADMINISTRATOR).get(address).status_code == 405
    Message.objects.filter(pk=message.pk).update(state=MessageState.OWED)
    assert as_role(Role.ADMINISTRATOR).post(address).status_code == 409


def test_many_dead_letters_are_paged_by_key_in_few_queries(as_role, office):
    for _ in range(32):
        a_petition(office)
    deliver_all()
    Message.objects.filter(template="receipt").update(state=MessageState.FAILED, trouble=Trouble.REFUSED)
    client = as_role(Role.ADMINISTRATOR)
    with CaptureQueriesContext(connection) as queries:
        first = client.get(reverse("desk:dead-letters"))
    assert len(queries) <= 30
    assert len(first.context["rows"]) == 30
    rest = client.get(reverse("desk:dead-letters"), {"after": first.context["older"]})
    assert len(rest.context["rows"]) == 2
    assert client.get(reverse("desk:dead-letters"), {"after": "x"}).status_code == 404


def test_the_bar_says_how_much_mail_waits_and_only_to_administrators(as_role, office, settings):
    a_petition(office)
    deliver_all()
    with listening(settings):
        pass
    assert send(Message.objects.get(template="receipt").pk) is Sent.NOBODY_THERE
    assert "1 thư đang chờ" in as_role(Role.ADMINISTRATOR).get(reverse("desk:messages")).content.decode()
    assert "thư đang chờ" not in as_role(Role.LEADER).get(reverse("desk:messages")).content.decode()


def test_who_was_told_what_of_a_case_is_seen_by_whom_it_concerns(as_role, office):
    case = a_case(office, at=Status.FORWARDED)
    deliver_all()
    letter = Message.objects.get(template="letter_for_agency", recipient="unit")
    assert send(letter.pk) is Sent.YES
    mark_bounced(letter.key, status="5.1.1", by=system("read_bounces"), on=DAY)
    address = reverse("desk:told", args=[case.pk])
    client = as_role(Role.HANDLER)
    with CaptureQueriesContext(connection) as queries:
        inside = client.get(address).content.decode()
    assert len(queries) <= 30
    assert office.person("leader").full_name in inside
    assert "Người nộp đơn" in inside
    assert "nguoidan.example" not in inside
    assert "xa@coquan.example" in inside
    assert "Địa chỉ này không nhận được thư" in inside
    assert address in client.get(reverse("desk:case", args=[case.pk])).content.decode()
    agency = as_role(Role.AGENCY_OFFICER).get(address).content.decode()
    assert office.agency.name in agency
    assert "@" not in agency.split("<main")[1].split("</main")[0]
    assert office.person("leader").full_name not in agency
    assert "Người nộp đơn" not in agency
    assert as_role(Role.AGENCY_OFFICER, office.other_agency).get(address).status_code == 404
    assert as_role(Role.HANDLER, office.commune).get(address).status_code == 404
