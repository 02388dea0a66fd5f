"""A telephone photographs papers into a form of intake: a link for half an hour, that takes pictures and tells nothing.

The link is random, kept as a digest, and shown once, as a QR picture on the clerk's screen. The first telephone that
sends keeps it: another one is refused. What arrives lies sealed until the form is registered or dropped.
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from audit.actor import Actor
from cases.errors import NotYoursToSee
from cases.models import Petition
from cases.operations import NewDocument
from files.content import Unfit, recognise_scan
from files.fields import too_many, too_much
from files.vocabulary import MOST, TOGETHER
from organizations.capacities import acting_again
from organizations.models import Unit, User
from organizations.vocabulary import Role

from .models import PhoneLink, PhonePhoto

LIVES = timedelta(minutes=30)
KEPT_FOR = timedelta(days=1)
"""What was photographed for a form that nobody came back to."""
ROLES = frozenset({Role.RECEPTIONIST, Role.HANDLER})


@dataclass(frozen=True)
class Lent:
    """A link as it is shown once, and its row."""

    link: PhoneLink
    secret: str


def lend(user: User, unit: Unit, token: UUID, *, by: Actor, at: datetime) -> Lent | None:
    """Lend the form a link; one lent before ends. Nothing for a form that is registered already."""
    if Petition.objects.filter(form_token=token).exists():
        return None
    secret = secrets.token_urlsafe(32)
    with transaction.atomic():
        take_back(user, token, at=at)
        link = PhoneLink.objects.create(
            user=user,
            unit=unit,
            on_behalf_of=by.on_behalf_of,
            token=token,
            digest=_digest(secret),
            made_at=at,
            until=at + LIVES,
        )
    return Lent(link, secret)


def take_back(user: User, token: UUID, *, at: datetime) -> None:
    """End what was lent for the form; what has arrived stays."""
    PhoneLink.objects.filter(user=user, token=token, ended_at=None).update(ended_at=at)


def live_link(secret: str, *, phone: str, on: date, at: datetime) -> PhoneLink | None:
    """Return the link of this secret while it leads anywhere: its time not over, its clerk still at that desk.

    Once a telephone has sent by it, it is that one's: to any other it is as if there were none.
    """
    found = PhoneLink.objects.select_related("user", "unit").filter(digest=_digest(secret)).first()
    if found is None or found.ended_at is not None or found.until <= at or not _may_be(found, phone):
        return None
    clerk = acting_again(found.user, unit_id=found.unit_id, on_behalf_of=found.on_behalf_of, on=on)
    return found if clerk is not None and clerk.roles & ROLES else None


def link_of(user: User, token: UUID, *, at: datetime) -> PhoneLink | None:
    """Return what is lent for the form now; its secret is known to nobody any more."""
    return PhoneLink.objects.filter(user=user, token=token, ended_at=None, until__gt=at).first()


def lent_for(user: User, token: UUID) -> list[PhoneLink]:
    """Return every link that was lent for this person's form, each with what has arrived by it."""
    return list(PhoneLink.objects.filter(user=user, token=token).prefetch_related("photos"))


def sent_by(links: Sequence[PhoneLink]) -> list[PhonePhoto]:
    """Return what has arrived by these, in the order it came."""
    return sorted((photo for link in links for photo in link.photos.all()), key=attrgetter("pk"))


def photos_of(user: User, token: UUID) -> "QuerySet[PhonePhoto]":
    """Return what has arrived for this person's form, in the order it came."""
    return PhonePhoto.objects.filter(link__user=user, link__token=token).order_by("pk")


class Refused(Exception):
    """What was sent is not taken; says why in words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def take_in(link: PhoneLink, files: Sequence[Any], *, phone: str, at: datetime) -> str:
    """Keep what a telephone sent, all of it or nothing, and return the mark by which it is known again. Raises Refused.

    What is no picture and no scan is refused by its content here; what is kept is opened and scanned for viruses when
    the form is registered, like every other paper.
    """
    read = [(file.name or "", file.read()) for file in files]
    for name, content in read:
        _must_be_a_scan(name, content)
    with transaction.atomic():
        held = PhoneLink.objects.select_for_update().get(pk=link.pk)
        if held.ended_at is not None or not _may_be(held, phone):
            raise Refused(_("Đường dẫn này không còn dùng được; cần quét mã QR mới ở bàn tiếp nhận."))
        kept = photos_of(held.user, held.token)
        if kept.count() + len(read) > MOST:
            raise Refused(too_many(MOST))
        if (kept.aggregate(size=Sum("size"))["size"] or 0) + sum(len(content) for _name, content in read) > TOGETHER:
            raise Refused(too_much())
        if not held.phone:
            phone = secrets.token_urlsafe(32)
            held.phone = _digest(phone)
            held.save(update_fields=["phone"])
        for name, content in read:
            row = PhonePhoto(link=held, title=name, size=len(content), taken_at=at)
            row.content.save(f"{uuid4().hex}.bin", ContentFile(content), save=True)
    return phone


def _may_be(link: PhoneLink, phone: str) -> bool:
    return not link.phone or constant_time_compare(link.phone, _digest(phone))


def _must_be_a_scan(name: str, content: bytes) -> None:
    try:
        recognise_scan(content, name=name)
    except Unfit as refusal:
        raise Refused(refusal.reason) from None


def drop_photo(user: User, pk: int) -> UUID:
    """Throw one away and return the number of the form it was taken for. Raises NotYoursToSee."""
    photo = PhonePhoto.objects.select_related("link").filter(pk=pk, link__user=user).first()
    if photo is None:
        raise NotYoursToSee(pk)
    with transaction.atomic():
        _drop(photo)
    return photo.link.token


def as_papers(sent: Sequence[PhonePhoto]) -> list[NewDocument]:
    """Return what has arrived as papers for the petition, read from where it lies sealed."""
    return [NewDocument(title=one.title, content=_read(one)) for one in sent]


def forget(links: Sequence[PhoneLink]) -> None:
    """The form was registered, or is not wanted any more."""
    if not links:
        return
    with transaction.atomic():
        for photo in PhonePhoto.objects.filter(link__in=links):
            _drop(photo)
        PhoneLink.objects.filter(pk__in=[one.pk for one in links]).delete()


def forget_old(*, at: datetime) -> int:
    """Throw away what was photographed for forms that nobody came back to. Return how many links."""
    gone = list(PhoneLink.objects.filter(made_at__lt=at - KEPT_FOR))
    forget(gone)
    return len(gone)


def _drop(photo: PhonePhoto) -> None:
    """The row goes now, the content once that is certain."""
    storage, name = photo.content.storage, str(photo.content.name)
    photo.delete()
    transaction.on_commit(lambda: storage.delete(name), robust=True)


def _read(photo: PhonePhoto) -> bytes:
    with photo.content.open() as file:
        content: bytes = file.read()
    return content


def _digest(secret: str) -> str:
    return salted_hmac("desk.personal.phones", secret, algorithm="sha256").hexdigest()
