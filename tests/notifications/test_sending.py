"""Against a real mail server: accepted, refused for now, refused for good, dead in the middle, not there at all."""

from datetime import timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from uuid import UUID

import pytest
from django.utils import timezone

from audit.models import Event
from notifications import channels
from notifications.models import Message
from notifications.operations import Sent, send, send_waiting, sending
from notifications.undelivered import waiting_for_server
from notifications.vocabulary import Channel, MessageState, Recipient, Trouble
from tests.notifications.hearing import deliver_all
from tests.notifications.mail_server import listening
from tests.stories import a_petition

pytestmark = pytest.mark.django_db


def a_receipt(office):
    a_petition(office)
    deliver_all()
    return Message.objects.filter(template="receipt").latest("pk")


def next_day(message):
    """Let its time come, as the clock would."""
    Message.objects.filter(pk=message.pk).update(not_before=timezone.now() - timedelta(minutes=1))
    return message


def seen(message):
    message.refresh_from_db()
    return message.state, message.trouble, message.uncertain


def test_a_letter_arrives_whole_under_its_key(office, settings):
    message = a_receipt(office)
    with listening(settings) as server:
        assert send(message.pk) is Sent.YES
    (letter,) = (message_from_bytes(content) for content in server.letters)
    assert letter["Message-ID"] == channels.message_id(message)
    assert str(message.key) in letter["Message-ID"]
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Content-Language"] == "vi"
    assert str(make_header(decode_header(letter["Subject"]))) == message.subject
    assert letter.get_payload(decode=True).decode().strip() == message.body
    assert seen(message) == (MessageState.SENT, "", False)


def test_refused_for_now_is_tried_again_under_the_same_key(office, settings):
    message = a_receipt(office)
    with listening(settings) as server:
        server.at_recipient = "450 mailbox busy"
        assert send(message.pk) is Sent.NO
        assert seen(message) == (MessageState.OWED, Trouble.NOT_NOW, False)
        assert (message.reply_code, message.attempts) == (450, 1)
        assert message.not_before > timezone.now() + timedelta(seconds=30)
        assert send(message.pk) is Sent.NO, "before its time nobody asks again"
        assert message.attempts == 1
        server.at_recipient = "250 OK"
        assert send(next_day(message).pk) is Sent.YES
    assert seen(message) == (MessageState.SENT, "", False)
    assert list(server.received.values()) == [1]


def test_refused_for_now_too_often_becomes_a_dead_letter(office, settings):
    message = a_receipt(office)
    waits = []
    with listening(settings) as server:
        server.at_data = "451 try later"
        for _ in range(sending.MOST_ATTEMPTS):
            send(next_day(message).pk)
            message.refresh_from_db()
            waits.append(round((message.not_before - timezone.now()).total_seconds()))
    assert seen(message) == (MessageState.FAILED, Trouble.NOT_NOW, False)
    assert waits == sorted(waits), "each wait is at least as long as the one before"
    assert waits[-1] <= sending.LONGEST_WAIT.total_seconds()
    assert sum(waits) > 12 * 3600, "a mail server may be ill for half a day"


@pytest.mark.parametrize("words", ["550 no such user", "554 not wanted"])
def test_refused_for_good_is_a_dead_letter_at_once(office, settings, words):
    message = a_receipt(office)
    with listening(settings) as server:
        server.at_recipient = words
        assert send(message.pk) is Sent.NO
    assert seen(message) == (MessageState.FAILED, Trouble.REFUSED, False)
    assert message.reply_code == int(words[:3])


@pytest.mark.parametrize("kept", [True, False])
def test_a_server_that_dies_with_the_letter_gets_it_at_most_once_more(office, settings, kept):
    message = a_receipt(office)
    with listening(settings) as server:
        server.dies, server.keeps_before_dying = True, kept
        assert send(message.pk) is Sent.NO
        assert seen(message) == (MessageState.OWED, Trouble.CUT_OFF, True)
        server.dies = False
        assert send(next_day(message).pk) is Sent.YES
        assert send(next_day(message).pk) is Sent.NO
    assert seen(message) == (MessageState.SENT, "", True), "it may have come twice, and says so"
    assert dict(server.received) == {channels.message_id(message): 2 if kept else 1}


def test_with_nobody_there_everything_waits_and_the_round_stops_at_the_first(office, settings):
    for _ in range(3):
        a_petition(office)
    deliver_all()
    with listening(settings):
        pass
    for message in Message.objects.filter(template="receipt"):
        next_day(message)
    for _ in range(sending.MOST_ATTEMPTS + 2):
        assert send_waiting() == 0
        Message.objects.filter(template="receipt").update(not_before=timezone.now() - timedelta(minutes=1))
    receipts = Message.objects.filter(template="receipt")
    assert set(receipts.values_list("state", flat=True)) == {MessageState.OWED}, "an outage makes no dead letters"
    assert set(receipts.values_list("uncertain", flat=True)) == {False}
    asked = receipts.filter(trouble=Trouble.UNREACHABLE).count()
    assert asked < 3, "the first that nobody answered stopped the round"
    waiting = waiting_for_server(office.actor("administrator"))
    assert waiting.count == asked
    assert waiting_for_server(office.actor("handler")) is None
    with listening(settings) as server:
        assert send_waiting() == Message.objects.filter(state=MessageState.SENT, channel=Channel.EMAIL).count()
        assert not receipts.exclude(state=MessageState.SENT).exists()
    assert waiting_for_server(office.actor("administrator")) is None
    assert set(server.received.values()) == {1}


def test_a_server_that_does_not_let_us_in_is_no_fault_of_the_letter(office, settings):
    message = a_receipt(office)
    with listening(settings):
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "house", "wrong"
        assert send(message.pk) is Sent.NOBODY_THERE
    assert seen(message) == (MessageState.OWED, Trouble.UNREACHABLE, False)


class TextMessages:
    """A channel whose other side cannot tell a repetition from a second message."""

    leaves, repeats = True, False

    def __init__(self):
        self.sent = []

    def reaches(self, person):
        return False

    def address_of(self, message):
        return "0900000000"

    def carry(self, message, address):
        self.sent.append(message.key)


def test_a_channel_that_cannot_be_repeated_safely_waits_for_a_person(office, monkeypatch):
    message = a_receipt(office)
    way = TextMessages()
    monkeypatch.setitem(channels.WAYS, "sms", way)
    Message.objects.filter(pk=message.pk).update(channel="sms")
    assert sending._claim(message.pk) is not None  # the sender dies here
    assert send(next_day(message).pk) is Sent.NO
    assert seen(message) == (MessageState.FAILED, Trouble.CUT_OFF, True)
    assert way.sent == []


def test_no_log_line_names_an_address(office, settings, caplog):
    message = a_receipt(office)
    with listening(settings) as server, caplog.at_level("DEBUG"):
        server.at_recipient = "550 anh@nguoidan.example unknown"
        send(message.pk)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("notifications")]
    assert ours
    assert not [line for line in ours if "@" in line]
    assert all(UUID(str(message.key)).hex and "nguoidan" not in line for line in ours)
    assert message.recipient == Recipient.PETITIONER
    assert not Event.objects.filter(body__contains="nguoidan.example").exists()
