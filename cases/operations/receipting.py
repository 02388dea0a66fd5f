"""Promises at once: whoever hands a petition in gets a signed receipt, whose digest goes into a chain of its own."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from audit.actor import system
from audit.record import NewEvent
from sealing import signing
from sealing.keys import KeyAway

from .. import receipts
from ..models import Case, Document, Petition, Receipt

SALT_BYTES = 32
AT_A_TIME = 200


def give_receipt(case: Case, petition: Petition, papers: Sequence[Document], *, at: datetime) -> NewEvent:
    """Keep the promise for what was just handed in, inside the operation that registers it; return what is to be told.

    The event says nothing but the digest: not who wrote, not who took it in, not what kind it is.
    """
    salt = secrets.token_hex(SALT_BYTES)
    digests = [paper.blob.digest for paper in papers]
    opened = receipts.opening(
        number=case.number,
        received_on=petition.received_on,
        intake=petition.intake,
        words=petition.text,
        asked=petition.asked,
        papers=digests,
        salt=salt,
    )
    digest = receipts.digest_of(opened)
    body = receipts.promise(number=case.number, given_at=at, digest=digest)
    receipt = Receipt.objects.create(
        petition=petition,
        digest=digest,
        papers=digests,
        salt=salt,
        body=body,
        given_at=at,
        signature=_signature(body),
    )
    return NewEvent("receipt.given", receipt, {"digest": digest}, by=system("receipt", channel=""))


def sign_receipts() -> int:
    """Sign what could not be signed at the counter; return how many. Does nothing while the key is still away."""
    done = 0
    with transaction.atomic():
        waiting = Receipt.objects.select_for_update().filter(signature__isnull=True).exclude(body="").order_by("pk")
        for receipt in waiting[:AT_A_TIME]:
            receipt.signature = _signature(receipt.body)
            if receipt.signature is None:
                break
            receipt.save(update_fields=["signature"])
            done += 1
    return done


def _signature(body: str) -> dict[str, str] | None:
    """Nobody is sent away from the counter because a key is missing: it is signed as soon as there is one."""
    try:
        return asdict(signing.sign(body, place=signing.receipts())[0])
    except (KeyAway, OSError):
        return None
