"""What the tests of telling ask: let everything owed be told, and who heard it."""

from datetime import timedelta

from django.utils import timezone

from audit import outbox
from audit.models import Dispatch
from notifications.models import Message
from notifications.operations import gather


def deliver_all():
    for pk in Dispatch.objects.filter(state="owed").values_list("pk", flat=True):
        assert outbox.deliver(pk), Dispatch.objects.get(pk=pk).last_error


def told(template):
    return {(m.channel, m.recipient, m.recipient_id) for m in Message.objects.filter(template=template)}


def gather_all():
    """Gather as the timetable does once a sweep has fallen silent."""
    return gather(at=timezone.now() + timedelta(minutes=2))
