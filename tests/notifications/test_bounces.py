"""Mail that comes back: its address is marked, gets no more, and is free again once corrected or tried anew."""

import mailbox
from email import message_from_string

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases.errors import NotAllowedNow, NotYoursToSee
from notifications.bounces import bounce_of
from notifications.channels import message_id
from notifications.models import BadAddress, Message
from notifications.operations import Sent, mark_bounced, resend, send
from notifications.vocabulary import Channel, MessageState, Recipient, Trouble
from tests.notifications.hearing import deliver_all
from tests.stories import DAY, a_petition

pytestmark = pytest.mark.django_db
HOUSE = system("read_bounces")

NOTICE = """From: MAILER-DAEMON@mx.coquan.example
To: khong-tra-loi@localhost
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="==b=="

--==b==
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

--==b==
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.coquan.example

Final-Recipient: rfc822; someone@coquan.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 5.1.1 unknown user

--==b==
Content-Type: {kind}

Message-ID: {id}
Subject: whatever

--==b==--
"""


def notice(message, *, action="failed", status="5.1.1", kind="message/rfc822"):
    return NOTICE.format(action=action, status=status, kind=kind, id=message_id(message))


def a_sent_receipt(office):
    a_petition(office)
    deliver_all()
    message = Message.objects.filter(template="receipt").latest("pk")
    assert send(message.pk) is Sent.YES
    return message


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_a_notice_names_our_message_and_why_it_came_back(office, kind):
    message = a_sent_receipt(office)
    bounce = bounce_of(message_from_string(notice(message, kind=kind)))
    assert (bounce.key, bounce.status) == (message.key, "5.1.1")


@pytest.mark.parametrize(
    "changes",
    [{"action": "delayed", "status": "4.4.1"}, {"action": "delivered", "status": "2.0.0"}, {"status": "4.2.2"}],
)
def test_a_notice_of_delay_or_success_marks_nobody(office, changes):
    assert bounce_of(message_from_string(notice(a_sent_receipt(office), **changes))) is None


def test_an_ordinary_letter_and_a_stranger_s_bounce_mark_nobody(office):
    assert bounce_of(message_from_string("Subject: Hỏi\n\nXin chào")) is None
    strange = NOTICE.format(action="failed", status="5.1.1", kind="message/rfc822", id="<abc@elsewhere.example>")
    assert bounce_of(message_from_string(strange)) is None


@pytest.mark.parametrize("box", ["maildir", "mbox"])
def test_the_mailbox_is_read_and_its_addresses_marked_once(office, tmp_path, capsys, box):
    message = a_sent_receipt(office)
    path = tmp_path / "box"
    kept = mailbox.Maildir(path) if box == "maildir" else mailbox.mbox(path)
    kept.add(notice(message))
    kept.add("Subject: Hỏi\n\nXin chào".encode())
    kept.flush()
    call_command("read_bounces", str(path))
    call_command("read_bounces", str(path))
    assert capsys.readouterr().out.splitlines() == [
        "2 messages read, 1 say that mail came back, 1 are news",
        "2 messages read, 1 say that mail came back, 0 are news",
    ]
    message.refresh_from_db()
    assert (message.state, message.trouble) == (MessageState.FAILED, Trouble.BAD_ADDRESS)
    event = Event.objects.get(kind="address.bounced")
    assert event.facts == {"status": "5.1.1", "recipient": "petitioner", "recipient_id": message.recipient_id}
    with pytest.raises(CommandError):
        call_command("read_bounces", str(tmp_path / "nowhere"))


def test_a_marked_address_gets_no_more_mail_until_it_is_corrected(office):
    person = office.person("leader")
    a_petition(office)
    deliver_all()
    first = Message.objects.get(template="new_petition", user=person, channel=Channel.EMAIL)
    Message.objects.filter(channel=Channel.EMAIL).update(not_before=timezone.now())
    assert send(first.pk) is Sent.YES
    assert mark_bounced(first.key, status="5.1.1", by=HOUSE, on=DAY)
    a_petition(office)
    deliver_all()
    mail.outbox.clear()
    second = Message.objects.filter(template="new_petition", user=person, channel=Channel.EMAIL).latest("pk")
    Message.objects.filter(channel=Channel.EMAIL).update(not_before=timezone.now())
    assert send(second.pk) is Sent.NO
    second.refresh_from_db()
    assert (second.state, second.trouble) == (MessageState.FAILED, Trouble.BAD_ADDRESS)
    assert not [letter for letter in mail.outbox if person.email in letter.to]
    person.email = "moi@matran.example"
    person.save()
    resend(second.pk, by=office.actor("administrator"), on=DAY)
    assert send(second.pk) is Sent.YES
    assert [letter.to for letter in mail.outbox] == [["moi@matran.example"]]


def test_an_administrator_who_tries_again_frees_the_address(office):
    message = a_sent_receipt(office)
    mark_bounced(message.key, status="5.2.1", by=HOUSE, on=DAY)
    assert BadAddress.objects.count() == 1
    resend(message.pk, by=office.actor("administrator"), on=DAY)
    assert not BadAddress.objects.exists()
    assert send(message.pk) is Sent.YES
    assert Event.objects.get(kind="message.resent").facts == {"trouble": "bad_address"}


def test_only_an_administrator_of_the_case_s_unit_resends_and_only_what_is_dead(office):
    message = a_sent_receipt(office)
    with pytest.raises(NotAllowedNow):
        resend(message.pk, by=office.actor("administrator"), on=DAY)
    mark_bounced(message.key, status="5.1.1", by=HOUSE, on=DAY)
    with pytest.raises(PermissionDenied):
        resend(message.pk, by=office.actor("leader"), on=DAY)
    with pytest.raises(NotYoursToSee):
        resend(message.pk, by=office.actor("administrator", office.commune), on=DAY)
    assert Message.objects.get(pk=message.pk).state == MessageState.FAILED


def test_nobody_but_the_house_says_that_mail_came_back(office):
    message = a_sent_receipt(office)
    with pytest.raises(PermissionDenied):
        mark_bounced(message.key, status="5.1.1", by=office.actor("administrator"), on=DAY)
    assert message.recipient == Recipient.PETITIONER
