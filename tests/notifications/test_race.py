"""Two gatherers, two senders, two resenders at once: each thing is said once. Real threads, real row locks."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from cases import operations as op
from notifications.models import Message, PendingMessage
from notifications.operations import gather, resend, send
from notifications.vocabulary import Channel, MessageState, Trouble
from tests.cases.test_race import all_at_once
from tests.factories import an_office
from tests.notifications.hearing import deliver_all
from tests.stories import DAY, a_petition

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.row_locks,
]


@pytest.mark.parametrize("attempt", range(3))
def test_two_gatherers_make_one_digest(attempt):
    office = an_office()
    for _ in range(6):
        a_petition(office)
    op.sweep(by=system("sweep"), on=date(2026, 4, 20))
    deliver_all()
    later = timezone.now() + timedelta(minutes=2)
    assert all_at_once(*[lambda: gather(at=later)] * 4) == ["done"] * 4
    digests = Message.objects.filter(template="digest", user=office.person("leader"))
    assert sorted(digests.values_list("channel", flat=True)) == [Channel.EMAIL, Channel.IN_APP]
    assert not PendingMessage.objects.filter(message=None).exists()


@pytest.mark.parametrize("attempt", range(3))
def test_two_senders_send_one_letter(attempt):
    office = an_office()
    a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    mail.outbox.clear()
    all_at_once(*[lambda: send(message.pk)] * 4)
    assert len(mail.outbox) == 1
    message.refresh_from_db()
    assert (message.state, message.attempts, message.uncertain) == (MessageState.SENT, 1, False)


def test_two_administrators_resend_once():
    office = an_office()
    a_petition(office)
    deliver_all()
    message = Message.objects.get(template="receipt")
    Message.objects.filter(pk=message.pk).update(state=MessageState.FAILED, trouble=Trouble.REFUSED)
    by = office.actor("administrator")
    results = all_at_once(*[lambda: resend(message.pk, by=by, on=DAY)] * 3)
    assert sorted(results) == ["done", "refused", "refused"]
    assert Event.objects.filter(kind="message.resent").count() == 1
