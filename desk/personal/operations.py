"""Keeping and dropping what a person has begun; marking what they have read."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import QuerySet

from audit.actor import Actor
from audit.models import Event
from cases.errors import NotYoursToSee
from cases.models import Case, Petition
from files.vocabulary import LARGEST
from files.vocabulary import MOST as MOST_FILES
from organizations.models import Unit, User
from workflows import inbox
from workflows.models import Assignment

from .models import Draft, KeptFile, KeptForm, ReadTask, SeenTour
from .reading import unread_by

MOST = 50
"""Who begins more forms than this loses the oldest draft: nobody goes back to it."""


def keep_draft(user: User, unit: Unit, token: UUID, typed: Mapping[str, str], *, at: datetime) -> Draft | None:
    """Keep the form as it stands; the same form again replaces what was kept of it.

    Nothing of a form that was registered meanwhile: what was typed last may arrive behind it.
    """
    if Petition.objects.filter(form_token=token).exists():
        return None
    facts = {"unit": unit, "typed": dict(typed), "kept_at": at}
    draft, new = Draft.objects.update_or_create(user=user, token=token, defaults=facts)
    if new:
        kept = Draft.objects.filter(user=user).order_by("-kept_at").values_list("pk", flat=True)[:MOST]
        Draft.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return draft


def drop_draft(user: User, token: UUID) -> None:
    """The form was registered, or is not wanted any more."""
    # Nothing hangs on a draft: one statement, and no transaction around it.
    drafts = Draft.objects.filter(user=user, token=token)
    drafts._raw_delete(drafts.db)


KEPT_FOR = timedelta(days=1)


def keep_form(
    holder: str,
    case: Case,
    move: str,
    typed: Mapping[str, str | list[str]],
    files: "Iterable[tuple[str, UploadedFile[bytes]]]",
    *,
    dropped: Iterable[int] = (),
    at: datetime,
) -> KeptForm:
    """Keep what a refused form held; files chosen before stay, unless their holder dropped them."""
    with transaction.atomic():
        for old in KeptForm.objects.filter(kept_at__lt=at - KEPT_FOR):
            _drop(old)
        facts = {"typed": dict(typed), "kept_at": at}
        kept, _new = KeptForm.objects.update_or_create(holder=holder, case=case, move=move, defaults=facts)
        for gone in kept.files.filter(pk__in=list(dropped)):
            _drop_file(gone)
        for field, file in files:
            if (file.size or 0) <= LARGEST and kept.files.count() < MOST_FILES:
                file.seek(0)
                row = KeptFile(form=kept, field=field, title=file.name or "")
                row.content.save(f"{uuid4().hex}.bin", ContentFile(file.read()), save=True)
    return kept


def drop_form(holder: str, case: Case, move: str) -> None:
    """The form was accepted, or is not wanted any more."""
    with transaction.atomic():
        for kept in KeptForm.objects.filter(holder=holder, case=case, move=move):
            _drop(kept)


def read_tasks_of(case: Case, *, by: Actor) -> None:
    """Whoever opens the case has read what waits for them in it. Nothing is written when nothing was unread."""
    _mark_read(unread_by(by, inbox.waiting_for(by).filter(case=case)), by=by)


def mark_unread(assignment_id: int, *, by: Actor) -> None:
    """Put the mark back on a task one wants to come back to. Raises NotYoursToSee."""
    if not inbox.waiting_for(by).filter(pk=assignment_id).exists():
        raise NotYoursToSee(assignment_id)
    ReadTask.objects.filter(user=by.person_id, task=assignment_id).delete()


def put_tour_away(user: User, *, on: date) -> None:
    """The first steps are known: they are offered no more by themselves."""
    SeenTour.objects.get_or_create(user=user, defaults={"seen_on": on})


def put_back_read(assignment_id: int, *, by: Actor) -> None:
    """What one has put back oneself is nothing new to oneself."""
    _mark_read(inbox.waiting_for(by).filter(pk=assignment_id), by=by)


def forget_read() -> int:
    """Throw away the marks on tasks that have ended. Return how many."""
    return ReadTask.objects.filter(task__ended_at__isnull=False).delete()[0]


def _mark_read(tasks: "QuerySet[Assignment]", *, by: Actor) -> None:
    if by.person_id is None:
        return
    # The turn that was shown, not the one that holds by now: what comes anew meanwhile stays unread.
    read = [ReadTask(user_id=by.person_id, task_id=pk, turn=turn) for pk, turn in tasks.values_list("pk", "turn")]
    if read:
        ReadTask.objects.bulk_create(
            read, update_conflicts=True, unique_fields=["user", "task"], update_fields=["turn"]
        )


def forget_case(event: Event) -> None:
    """What was typed about a case that is erased goes with it."""
    for kept in KeptForm.objects.filter(case=event.subject_id):
        _drop(kept)


def _drop(kept: KeptForm) -> None:
    for file in kept.files.all():
        _drop_file(file)
    kept.delete()


def _drop_file(file: KeptFile) -> None:
    """The row goes now, the content once that is certain."""
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
