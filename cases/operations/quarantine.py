"""What becomes of a paper when a scanner warns of it: the case says so, and an administrator may let it be opened."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor, system
from audit.models import Event
from audit.record import record
from organizations.vocabulary import Role

from .. import access
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Document
from .moving import lock


def note_quarantine(event: Event) -> None:
    """Write into each case that holds the content that it is kept from everybody from now on."""
    by = system("files")
    papers = Document.objects.filter(blob=event.subject_id).order_by("case_id", "pk")
    for paper in papers:
        with acting(by), transaction.atomic():
            case = lock(paper.case_id)
            record("document.quarantined", case, by=by, on=event.happened_on, document=paper.pk)


def release_document(document: Document, *, because: str, by: Actor, on: date) -> None:
    """Let the MTTQ open the paper although a scanner warned of it. Raises NotYoursToSee, NotAllowedNow, Unusable."""
    with acting(by), transaction.atomic():
        case = lock(document.case_id)
        if not access.may_release(by, case):
            raise NotYoursToSee(document.pk)
        held = Document.objects.select_for_update(of=("self",)).select_related("blob").get(pk=document.pk)
        if not held.is_quarantined:
            raise NotAllowedNow("release_document", [_("Tài liệu này không bị cách ly.")])
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao biết chắc tệp an toàn."))
        held.released_on, held.released_because = on, because.strip()
        held.save(update_fields=["released_on", "released_because"])
        record("document.released", case, by=by.as_role(Role.ADMINISTRATOR), on=on, document=held.pk)
