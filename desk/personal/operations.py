"""Keeping and dropping what a person has begun."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from cases.models import Case
from files.vocabulary import LARGEST
from files.vocabulary import MOST as MOST_FILES
from organizations.models import Unit, User

from .models import Draft, KeptFile, KeptForm

MOST = 50
"""Who begins more forms than this loses the oldest draft: nobody goes back to it."""


def keep_draft(user: User, unit: Unit, token: UUID, typed: Mapping[str, str], *, at: datetime) -> Draft:
    """Keep the form as it stands; the same form again replaces what was kept of it."""
    facts = {"unit": unit, "typed": dict(typed), "kept_at": at}
    draft, new = Draft.objects.update_or_create(user=user, token=token, defaults=facts)
    if new:
        kept = Draft.objects.filter(user=user).order_by("-kept_at").values_list("pk", flat=True)[:MOST]
        Draft.objects.filter(user=user).exclude(pk__in=list(kept)).delete()
    return draft


def drop_draft(user: User, token: UUID) -> None:
    """The form was registered, or is not wanted any more."""
    Draft.objects.filter(user=user, token=token).delete()


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


def _drop(kept: KeptForm) -> None:
    for file in kept.files.all():
        _drop_file(file)
    kept.delete()


def _drop_file(file: KeptFile) -> None:
    """The row goes now, the content once that is certain."""
    storage, name = file.content.storage, str(file.content.name)
    file.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)
