"""A refused form given back whole: the words as they were typed, the files that were chosen."""

from collections.abc import Iterable

from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.forms import FileField, Form
from django.http import HttpRequest
from django.utils import timezone
from django.utils.datastructures import MultiValueDict

from audit.actor import Actor
from cases.models import Case

from .addresses import numbers_in
from .personal.models import KeptFile, KeptForm, holder_of
from .personal.operations import drop_form, keep_form
from .personal.queries import kept_form

DROP = "drop-file"
"""Ticked beside a kept file that is not wanted any more."""
NOT_TYPED = {"csrfmiddlewaretoken", DROP}


def kept_for(actor: Actor, case: Case, move: str) -> KeptForm | None:
    return kept_form(holder_of(actor), case, move, at=timezone.now())


def files_with(kept: KeptForm | None, request: HttpRequest) -> "MultiValueDict[str, UploadedFile[bytes]]":
    """Return the files of the form: those chosen now, and those kept that were not dropped."""
    chosen: MultiValueDict[str, UploadedFile[bytes]] = MultiValueDict(dict(request.FILES.lists()))
    dropped = set(request.POST.getlist(DROP))
    for file in kept.files.all() if kept is not None else ():
        if str(file.pk) not in dropped:
            with file.content.open("rb") as content:
                again = SimpleUploadedFile(file.title, content.read())
            # A field that takes one file takes the one chosen last.
            chosen.setlist(file.field, [again, *chosen.getlist(file.field)])
    return chosen


def keep_what_was_said(request: HttpRequest, actor: Actor, case: Case, move: str, form: Form | None = None) -> KeptForm:
    """Keep the posted form; a file that was itself what is wrong is not kept."""
    typed = {name: said for name, said in request.POST.lists() if name not in NOT_TYPED}
    bad = set(form.errors) if form is not None else set()
    files = [(name, one) for name, many in request.FILES.lists() if name not in bad for one in many]
    dropped = numbers_in(request.POST.getlist(DROP))
    return keep_form(holder_of(actor), case, move, typed, files, dropped=dropped, at=timezone.now())


def resume(form: Form, kept: KeptForm | None) -> None:
    """Show the words of a kept form where the page is asked for anew."""
    if kept is None:
        return
    for name, field in form.fields.items():
        said = kept.typed.get(name)
        if said is not None and not isinstance(field, FileField):
            many = hasattr(field.widget, "allow_multiple_selected") and field.widget.allow_multiple_selected
            form.initial[name] = said if many else said[-1]


def forget(actor: Actor, case: Case, move: str) -> None:
    drop_form(holder_of(actor), case, move)


def names_of(kept: KeptForm | None) -> Iterable[KeptFile]:
    return list(kept.files.all()) if kept is not None else []
