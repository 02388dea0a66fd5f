"""Who people are: written down under the newest key, made searchable, moved to a newer key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.db import transaction

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from audit.rows import set_each
from organizations.folding import fold
from organizations.models import Area
from sealing import keys
from sealing.rotation import renew_files, renew_words

from ..digests import identity_digest, person_digest, phone_digest
from ..models import Case, Findable, Identity, IdentityKey, Party, Personal, SealedTrace
from .words import sealed_petitions, write_words

AT_A_TIME = 500


def require_keys() -> None:
    """Raise `KeyAway` when a key that something may lie under is not there; make the first key of a new office."""
    fingerprints = set(IdentityKey.objects.values_list("fingerprint", flat=True))
    if keys.is_empty() and not fingerprints:
        keys.add()
    missing = fingerprints - keys.keyring().fingerprints
    if missing:
        raise keys.KeyAway(
            f"The database holds names under the key {min(missing)}, which is not in {keys.folder()}: "
            "put the keys of the backup there."
        )
    newest_key()


def write_down(personal: Personal, *, area: Area | None = None, key: IdentityKey | None = None) -> Identity:
    """Keep what identifies a person under the newest key, which may have been looked up already."""
    return Identity.objects.create(key=key or newest_key(), sealed=Identity.seal(personal), area=area)


def withdraw_area(identity: Identity) -> None:
    """Close the commune a person lives in into the sealed part: in a small one it tells who it is."""
    if identity.area_id is not None and identity.erased_on is None:
        identity.sealed = Identity.seal(replace(identity.open(), commune=identity.area_id))
        identity.key, identity.area = newest_key(), None
        identity.save()


def leave_trace(party: Party) -> None:
    """Let the same person be known again without being searchable: digests under the office's secret."""
    who = party.who
    SealedTrace.objects.update_or_create(
        party=party,
        defaults={
            "petition_id": party.petition_id,
            "name_digest": person_digest(who.name, who.birth_year),
            "identity_digest": identity_digest(who.identity_number),
            "phone_digest": phone_digest(who.phone),
        },
    )


def make_findable(party: Party) -> None:
    """Let the name be searched, and the same person be recognised."""
    Findable.objects.create(**_found_by(party))


def rotate(*, by: Actor, on: date) -> Iterator[int]:
    """Bring names, words and files under the newest key, some at a time; yield how many are done.

    Cut off, it goes on later: what lies under the newest key already is passed over. At the end the older keys are
    forgotten, so that the office opens without them.
    """
    newest, done = newest_key(), 0
    ring = keys.keyring()
    while True:
        with transaction.atomic():
            rows = list(Identity.objects.exclude(key=newest).order_by("pk").select_for_update()[:AT_A_TIME])
            for row in rows:
                row.key, row.sealed = newest, ring.renew(row.sealed) if row.sealed else ""
            set_each(rows, ["key", "sealed"])
        if not rows:
            break
        done += len(rows)
        yield done
    names = done
    for part in (renew_words(), renew_files()):
        for some in part:
            done += some
            yield done
    with acting(by), transaction.atomic():
        IdentityKey.objects.filter(identities=None).exclude(pk=newest.pk).delete()
        record("identities.rotated", newest, by=by, on=on, identities=names, others=done - names)


def rebuild(*, by: Actor, on: date) -> Iterator[int]:
    """Make what is searchable anew from the identities, some at a time; what is there stays usable meanwhile."""
    done, last = 0, 0
    columns = [field.name for field in Findable._meta.concrete_fields if field.name not in {"id", "party"}]
    while True:
        parties = list(Party.objects.filter(pk__gt=last).order_by("pk")[:AT_A_TIME])
        if not parties:
            break
        closed = set(
            sealed_petitions().filter(pk__in=[one.petition_id for one in parties]).values_list("pk", flat=True)
        )
        shown = [one for one in parties if one.petition_id not in closed and one.identity.erased_on is None]
        rows = [Findable(**_found_by(party)) for party in shown]
        Findable.objects.bulk_create(rows, update_conflicts=True, unique_fields=["party"], update_fields=columns)
        done, last = done + len(parties), parties[-1].pk
        yield done
    last = 0
    while cases := list(Case.objects.filter(pk__gt=last).order_by("pk")[:AT_A_TIME]):
        write_words(cases)
        last = cases[-1].pk
        yield done
    with acting(by), transaction.atomic():
        record("identities.rebuilt", newest_key(), by=by, on=on, identities=done)


def newest_key() -> IdentityKey:
    """Return the key that seals now, and remember that it was used; an office that never had one gets its first."""
    if keys.is_empty() and not IdentityKey.objects.exists():
        keys.add()
    return IdentityKey.objects.get_or_create(fingerprint=keys.keyring().newest.fingerprint)[0]


def _found_by(party: Party) -> dict[str, object]:
    who = party.who
    return {
        "party": party,
        "petition_id": party.petition_id,
        "folded": fold(who.name),
        "birth_year": who.birth_year,
        "identity_digest": identity_digest(who.identity_number),
        "phone_digest": phone_digest(who.phone),
    }
