"""Letting a program in, and shutting it out again."""

from datetime import date

from django.db import transaction
from organizations.access import must_administer

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.models import Unit

from .models import Client, digest_of, new_token


def admit(*, name: str, unit: Unit, role: str, by: Actor, on: date) -> tuple[Client, str]:
    """Return the new client and its token; the token is shown once and kept nowhere."""
    must_administer(by, unit)
    token = new_token()
    with acting(by), transaction.atomic():
        client = Client.objects.create(name=name, unit=unit, role=role, digest=digest_of(token), created_on=on)
        record("client.admitted", client, by=by, on=on, unit=unit.pk, role=role)
    return client, token


def revoke(client: Client, *, by: Actor, on: date) -> None:
    must_administer(by, client.unit)
    with acting(by), transaction.atomic():
        client = Client.objects.select_for_update().get(pk=client.pk)
        client.revoked_on = on
        client.save(update_fields=["revoked_on"])
        record("client.revoked", client, by=by, on=on)
