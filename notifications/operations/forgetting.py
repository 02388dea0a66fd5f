"""What was said about a case that is erased: that something was said, to whom and when, stays; the words go."""

from pathlib import Path

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from audit.models import Event
from cases.models import Party

from ..channels import message_id
from ..models import BadAddress, Message, PendingMessage
from ..vocabulary import MessageState, Recipient, Trouble

GONE = _("Nội dung đã xóa")
IN_FILES = "django.core.mail.backends.filebased.EmailBackend"


def forget_case(event: Event) -> None:
    """Take the words out of every message about the case, those gathered with others among them; nothing leaves now."""
    with override("vi"):
        said = {"subject": str(GONE), "body": str(GONE)}
    about = Message.objects.filter(pk__in=_about(event.subject_id).values("pk"))
    waiting = about.filter(state__in=[MessageState.OWED, MessageState.SENDING])
    waiting.update(state=MessageState.FAILED, trouble=Trouble.OVERTAKEN)
    about.update(**said, sent_to="")
    PendingMessage.objects.filter(case=event.subject_id).update(**said)
    parties = Party.objects.filter(petition__matters__case=event.subject_id, identity__erased_on__isnull=False)
    gone = BadAddress.objects.filter(recipient=Recipient.PETITIONER, recipient_id__in=parties.values("pk"))
    gone.delete()


def forget_mails(event: Event) -> None:
    """Remove the mails that were written into the folder, where the office sends none: they bear our Message-ID."""
    if settings.EMAIL_BACKEND != IN_FILES:
        return
    folder, ours = Path(settings.EMAIL_FILE_PATH), {message_id(one) for one in _about(event.subject_id)}
    for file in folder.iterdir() if ours and folder.is_dir() else ():
        text = file.read_text(encoding="utf-8", errors="replace")
        if any(one in text for one in ours):
            file.unlink(missing_ok=True)


def _about(case: int) -> "QuerySet[Message]":
    return Message.objects.filter(Q(case=case) | Q(gathered__case=case)).distinct()
