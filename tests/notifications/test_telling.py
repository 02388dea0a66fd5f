"""Who hears of what, once; and what an e-mail does when its sender is killed in the middle."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from audit.actor import system
from cases import operations as op
from cases.models import Personal
from cases.operations.identities import write_down
from cases.vocabulary import Outcome, Status
from notifications import tasks
from notifications.models import Message
from notifications.operations import Sent, send, sending
from notifications.vocabulary import Channel, MessageState, Recipient, Trouble
from tests import stories
from tests.notifications.hearing import deliver_all, gather_all, told
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


def test_a_new_petition_reaches_the_leader_and_its_receipt_the_petitioner(office):
    case = a_petition(office)
    deliver_all()
    petition = case.matters.get().petition
    assert (Channel.IN_APP, Recipient.PERSON, office.person("leader").pk) in told("new_petition")
    assert told("receipt") == {(Channel.EMAIL, Recipient.PETITIONER, petition.parties.get().pk)}
    receipt = Message.objects.get(template="receipt")
    assert petition.tracking_code in receipt.body
    assert petition.parties.get().name not in receipt.body


def test_everybody_on_the_walk_is_told_when_it_is_their_turn(office):
    a_case(office, at=Status.CLOSED)
    deliver_all()
    expected = {
        "handed_to_you": "handler",
        "letter_to_sign": "leader",
        "letter_to_issue": "records_officer",
        "letter_for_agency": "agency_officer",
        "agency_answered": "handler",
        "commitments_to_follow": "supervisor",
        "ready_to_close": "leader",
    }
    for template, role in expected.items():
        assert (Channel.IN_APP, Recipient.PERSON, office.person(role).pk) in told(template), template
    assert len(told("case_closed")) == 1


def test_the_other_turns_are_told_too(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, case)
    op.send_back_letter(case, because="Sửa ngày.", by=office.actor("leader"), on=DAY)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    op.refuse_referral(case, reason="unclear", text="Thiếu bản vẽ.", by=office.actor("agency_officer"), on=DAY)
    other = a_case(office, at=Status.ANSWERED)
    op.ask_clarification(
        other, weighed=stories.IN_PART, what="Khi nào?", answer_by=stories.ANSWER_BY, by=office.actor("handler"), on=DAY
    )
    short = a_case(office, at=Status.SUPERVISED, promises=0)
    op.close(short, outcome=Outcome.EXPLAINED, by=office.actor("leader"), on=DAY)
    deliver_all()
    for template in ("letter_sent_back", "agency_refused", "clarification_asked", "ready_to_close"):
        assert told(template), template


def test_lateness_is_told_to_who_owes_and_to_the_supervisor(office):
    a_petition(office)
    mine = a_case(office, at=Status.FORWARDED)
    stories.delivered(office, mine)
    op.sweep(by=system("sweep"), on=stories.ANSWER_BY + timedelta(days=1))
    deliver_all()
    gather_all()
    reached = {pk for channel, _, pk in told("duty_overdue") if channel == Channel.IN_APP}
    assert {office.person(role).pk for role in ("leader", "agency_officer")} <= reached
    watching = {pk for channel, _, pk in told("duty_overdue_watched") if channel == Channel.IN_APP}
    assert watching == {office.person("supervisor").pk}


def test_an_email_leaves_once_with_a_message_id_of_its_own(office):
    a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    assert send(message.pk) is Sent.YES
    assert send(message.pk) is Sent.NO
    (sent,) = [m for m in mail.outbox if m.to == ["anh@nguoidan.example"]]
    assert str(message.key) in sent.extra_headers["Message-ID"]
    message.refresh_from_db()
    assert (message.state, message.uncertain) == (MessageState.SENT, False)


def test_an_email_cut_off_in_the_middle_is_repeated_under_the_same_id_and_says_so(office):
    a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    assert sending._claim(message.pk) is not None  # the sender dies here
    assert send(message.pk) is Sent.NO, "its lease still runs"
    long_ago = timezone.now() - sending.RELAY_AFTER - timedelta(seconds=1)
    Message.objects.filter(pk=message.pk).update(not_before=long_ago)
    tasks.relay()
    message.refresh_from_db()
    assert (message.state, message.uncertain, message.attempts) == (MessageState.SENT, True, 2)
    assert str(message.key) in mail.outbox[-1].extra_headers["Message-ID"]


def test_a_mail_server_that_is_away_is_tried_again_later(office, settings):
    a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert send(message.pk) is Sent.NOBODY_THERE
    message.refresh_from_db()
    assert (message.state, message.trouble, message.attempts) == (MessageState.OWED, Trouble.UNREACHABLE, 0)
    assert message.not_before > timezone.now()


def test_who_has_no_address_any_more_is_not_written_to(office):
    case = a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    party = case.matters.get().petition.parties.get()
    party.identity = write_down(Personal(name=party.name))
    party.save()
    assert send(message.pk) is Sent.NO
    message.refresh_from_db()
    assert (message.state, message.trouble) == (MessageState.FAILED, Trouble.NO_ADDRESS)
