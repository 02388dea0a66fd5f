"""Two persons are one after all, or were not: a merger says why, shows what moved, and can be taken back."""

from datetime import date

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record

from .. import access, people
from ..errors import NotAllowedNow, NotYoursToSee, Unusable
from ..models import Merger, Party, Person

MERGE, PART = "merge", "part"


def merge(kept: int, merged: int, *, because: str, by: Actor, on: date) -> Merger:
    """Everything of the one becomes the other's. Nothing that was written down is changed."""
    with acting(by), transaction.atomic():
        by = _granted(by, MERGE, kept, merged)
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao biết đây là cùng một người."))
        parties = list(Party.objects.filter(person=merged).order_by("pk"))
        if kept == merged or not parties:
            raise NotAllowedNow(MERGE, [_("Hai người này đã được gộp làm một.")])
        assert by.person_id is not None, "only a person holds the role that grants this"
        merger = Merger.objects.create(
            kept_id=kept, merged_id=merged, because=because.strip(), merged_by_id=by.person_id, merged_on=on
        )
        merger.parties.set(parties)
        _move(parties, to=kept)
        record("person.merged", merger.kept, by=by, on=on, merged=merged, parties=len(parties))
    return merger


def part(merger: Merger, *, by: Actor, on: date) -> None:
    """Take a merger back: what it moved belongs to the other person again."""
    with acting(by), transaction.atomic():
        by = _granted(by, PART, merger.kept_id, merger.merged_id)
        fresh = Merger.objects.get(pk=merger.pk)
        parties = list(fresh.parties.order_by("pk"))
        if fresh.undone_on is not None:
            raise NotAllowedNow(PART, [_("Việc gộp này đã được hoàn lại.")])
        if any(party.person_id != fresh.kept_id for party in parties):
            raise NotAllowedNow(PART, [_("Sau đó người này còn được gộp tiếp; cần hoàn lại lần gộp sau trước.")])
        _move(parties, to=fresh.merged_id)
        fresh.undone_on = on
        fresh.save(update_fields=["undone_on"])
        record("person.parted", fresh.kept, by=by, on=on, merged=fresh.merged_id, parties=len(parties))


def _move(parties: list[Party], *, to: int) -> None:
    for party in parties:
        party.person_id = to
        party.save(update_fields=["person"])


def _granted(by: Actor, act: str, *persons: int) -> Actor:
    """Lock the persons, the smaller number first; answer who may. Not theirs to see comes before not theirs to do."""
    locked = Person.objects.select_for_update().filter(pk__in=persons).order_by("pk")
    if len(set(locked.values_list("pk", flat=True))) != len(set(persons)):
        raise NotYoursToSee(persons)
    if by.unit is None or not people.sees_all_of(by, *persons):
        raise NotYoursToSee(persons)
    role = access.may_register(by, by.unit)
    if role is None:
        raise PermissionDenied(act)
    return by.as_role(role)
