"""The exact bytes of a receipt: what its digest covers, what is signed, and what the QR code on the slip carries.

Decision 054 defines them; `tests/cases/receipt_vector.json` is shared with the verifier of others (`verify.py`).
"""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext_lazy as _

from audit.chain import body_of, moment

from .models import Petition, Receipt

FORMAT = 1
WHAT = "Cầu Nối: biên nhận"
WHAT_OPENS = "Cầu Nối: nội dung đã nhận"
NO_PROMISE = _(
    "Đơn này vào sổ trước khi phần mềm ký biên nhận, hoặc chuyển vào từ sổ cũ. Không thể lập biên nhận cho ngày đã "
    "qua, nên không có."
)
MARK = "CN1"
"""What every code begins with; five parts follow, with stops between."""


def opening(
    *, number: str, received_on: date, intake: str, words: str, asked: str, papers: Sequence[str], salt: str
) -> str:
    """Return the canonical text of what was handed in, whose digest is promised. The salt keeps guesses off."""
    return body_of(
        {
            "what": WHAT_OPENS,
            "format": FORMAT,
            "number": number,
            "received_on": received_on.isoformat(),
            "intake": str(intake),
            "words": words,
            "asked": asked,
            "papers": list(papers),
            "salt": salt,
        }
    )


def digest_of(opened: str) -> str:
    return sha256(opened.encode()).hexdigest()


def promise(*, number: str, given_at: datetime, digest: str) -> str:
    """Return the text that is signed."""
    said = {"what": WHAT, "format": FORMAT, "number": number, "given_at": moment(given_at), "digest": digest}
    return body_of(said)


def what_opens(receipt: Receipt) -> str | None:
    """Return what was handed in as it stood that day, whatever was corrected since; None once it was erased."""
    was: Any = receipt.petition.history.order_by("history_id").first()
    if was is None or not receipt.salt:
        return None
    opened = opening(
        number=number_of(receipt),
        received_on=was.received_on,
        intake=was.intake,
        words=was.text,
        asked=was.asked,
        papers=receipt.papers,
        salt=receipt.salt,
    )
    return opened if digest_of(opened) == receipt.digest else None


def number_of(receipt: Receipt) -> str:
    """Return the number under which it was taken in; the petition may be followed under another today."""
    return str(said_in(receipt.body)["number"])


def code_of(receipt: Receipt) -> str:
    """Return what fits into a QR code and is checked without us: number, moment, digest, key, signature."""
    if receipt.signature is None:
        return ""
    said = said_in(receipt.body)
    parts = [
        MARK,
        said["number"],
        said["given_at"].replace("-", "").replace(":", "").replace(".", ""),
        _short(bytes.fromhex(said["digest"])),
        receipt.signature["key"],
        _short(b64decode(receipt.signature["signature"])),
    ]
    return ".".join(parts)


def receipt_of(petition: Petition) -> Receipt | None:
    """Return the receipt of a petition; None for what was registered before receipts were signed, or elsewhere."""
    return Receipt.objects.filter(petition=petition).first()


def said_in(body: str) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(body)
    return said


def _short(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
