"""The receipt as a file to take away, what opens it, the keys that are public, and what the register says to one."""

import json
import re
from base64 import b64encode, urlsafe_b64decode
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audit.chain import body_of, hash_of
from audit.models import Checkpoint, CheckpointLeaf, Event
from audit.proofs import proof_of
from audit.record import chain_of
from audit.tree import Leaf, Turn, climbs_to
from cases.models import Receipt
from cases.receipts import FORMAT, MARK, WHAT, said_in, what_opens
from sealing import signing, vouching

WHAT_KEYS = "Cầu Nối: khóa công khai"
LONGEST = 200_000
"""So many characters hold any receipt with its proof."""
CODE = re.compile(MARK + r"\.([0-9-]+)\.(\d{8}T\d{12}Z)\.([\w-]{43})\.([0-9a-f]{16})\.([\w-]{86})")

NOT_IN_THE_REGISTER = gettext_lazy(
    "Sổ hiện nay không có biên nhận này. Nếu chữ ký đúng, ông/bà giữ tệp và báo cho cán bộ giám sát: sổ có thể đã bị "
    "cắt bớt hoặc thay bằng bản cũ."
)
DAMAGED = gettext_lazy("Đây không phải là tệp biên nhận hay mã trên giấy biên nhận, hoặc đã hỏng. Ông/bà chọn lại tệp.")


class NotAReceipt(ValueError):
    """What was brought is neither the file of a receipt nor the code on a slip."""


@dataclass
class Judgement:
    """What the register says to a receipt that somebody brought: nothing that is not in it already."""

    number: str
    given_at: datetime
    digest: str
    right: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    unsaid: list[str] = field(default_factory=list)

    def check(self, holds: bool, right: str, wrong: str) -> bool:
        (self.right if holds else self.wrong).append(right if holds else wrong)
        return holds


def receipt_file(receipt: Receipt) -> bytes:
    """Everything needed to check the receipt without us: signature, key, event, and its way to the newest root."""
    event = _event(receipt)
    said = {
        "what": WHAT,
        "body": receipt.body,
        "signature": receipt.signature,
        "voucher": vouching.voucher_of(receipt.signature["key"]) if receipt.signature else None,
        "event": {"body": event.body, "hash": event.hash} if event is not None else None,
        "proof": proof_of(chain_of(receipt)),
    }
    return _text(said)


def opening_file(receipt: Receipt) -> bytes | None:
    """Words, papers and salt as they were handed in; None once they were erased. Only for who may read the case."""
    opened = what_opens(receipt)
    return None if opened is None else (opened + "\n").encode()


def keys_file() -> bytes:
    """The public keys of checkpoints, and those of receipts with what vouches for them."""
    return _text({"what": WHAT_KEYS, "checkpoints": signing.public_keys(), "receipts": vouching.vouchers()})


def judge(text: str) -> Judgement:
    """Compare what somebody brought with the register. Raises NotAReceipt with what to do."""
    brought = _read(text)
    try:
        said = said_in(brought["body"])
        given_at = datetime.fromisoformat(said["given_at"])
        known = (said["what"], said["format"]) == (WHAT, FORMAT)
        found = Judgement(str(said["number"]), timezone.localtime(given_at), str(said["digest"]))
        if not known:
            raise NotAReceipt(_("Đây không phải là biên nhận, hoặc là của bản phần mềm mới hơn."))
        _judge_signature(brought, found)
        receipt = Receipt.objects.filter(digest=found.digest).first()
        event = _event(receipt) if receipt is not None and receipt.body == brought["body"] else None
        if found.check(event is not None, _("Biên nhận có trong sổ."), str(NOT_IN_THE_REGISTER)) and event is not None:
            _judge_event(event, found)
            _judge_proof(brought.get("proof"), event, found)
    except (KeyError, TypeError, ValueError, AttributeError):
        raise NotAReceipt(str(DAMAGED)) from None
    return found


def _judge_signature(brought: dict[str, Any], found: Judgement) -> None:
    signature = brought["signature"]
    if signature is None:
        found.unsaid.append(_("Biên nhận chưa được ký: lúc lập chưa đọc được khóa ký. Ông/bà lấy lại tệp biên nhận."))
        return
    office = signing.public_keys(place=signing.receipts())
    public = office.get(signature["key"], "")
    holds = signing.holds(brought["body"], signing.Signature(signature["key"], public, signature["signature"]))
    found.check(
        bool(public) and signature.get("public", public) == public and holds,
        _("Chữ ký đúng, bằng khóa %(key)s của cơ quan này.") % {"key": signature["key"]},
        _("Chữ ký không đúng hoặc không phải của cơ quan này: biên nhận giả, bị sửa, hoặc do nơi khác lập."),
    )


def _judge_event(event: Event, found: Judgement) -> None:
    facts = json.loads(event.body).get("facts", {})
    found.check(
        event.hash == hash_of("", event.body) and facts.get("digest") == found.digest,
        _("Sự kiện trong sổ ghi đúng mã nội dung này."),
        _("Sự kiện trong sổ không còn như lúc lập biên nhận. Ông/bà báo cho cán bộ giám sát."),
    )
    first = CheckpointLeaf.objects.filter(chain=event.chain).select_related("checkpoint")
    noted = first.order_by("checkpoint__number").first()
    if noted is None:
        found.unsaid.append(
            _(
                "Chưa có điểm kiểm soát nào lập sau biên nhận, nên chưa chứng minh được chỗ của đơn trong sổ. Mỗi giờ "
                "có một điểm kiểm soát; ông/bà quay lại sau."
            )
        )
        return
    made = {
        "number": noted.checkpoint.number,
        "at": f"{timezone.localtime(noted.checkpoint.made_at):%H:%M %d/%m/%Y}",
    }
    found.check(
        (noted.sequence, noted.hash) == (1, event.hash),
        _("Có trong sổ từ trước điểm kiểm soát số %(number)s, lập lúc %(at)s.") % made,
        _("Điểm kiểm soát số %(number)s ghi khác. Ông/bà báo cho cán bộ giám sát.") % made,
    )


def _judge_proof(proof: dict[str, Any] | None, event: Event, found: Judgement) -> None:
    """The way to the root that was taken away: it must still lead to a checkpoint that is kept here."""
    if not proof:
        return
    body = proof["checkpoint"]["body"]
    number = json.loads(body)["number"]
    kept = Checkpoint.objects.filter(number=number).first()
    path = [Turn(str(turn["digest"]), bool(turn["left"])) for turn in proof["path"]]
    climbed = climbs_to(Leaf(*proof["leaf"]), path)
    same = proof["leaf"] == [event.chain, event.sequence, event.hash]
    found.check(
        kept is not None and kept.body == body and same and climbed == json.loads(body)["root"],
        _("Bằng chứng trong tệp dẫn đúng đến điểm kiểm soát số %(number)s.") % {"number": number},
        _("Bằng chứng trong tệp không dẫn đến điểm kiểm soát nào của sổ: tệp bị sửa, hoặc sổ đã bị viết lại."),
    )


def _read(text: str) -> dict[str, Any]:
    """Read the file of a receipt, or the code on a slip, with or without the address before it."""
    text = text.strip().lstrip("\ufeff")
    if len(text) > LONGEST:
        raise NotAReceipt(_("Tệp quá lớn nên không phải là biên nhận."))
    code = CODE.search("".join(text.split()))
    if not text.startswith("{") and code is not None:
        return _from_code(*code.groups())
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAReceipt(str(DAMAGED)) from None
    if not isinstance(said, dict) or said.get("what") != WHAT:
        raise NotAReceipt(str(DAMAGED))
    return said


def _from_code(number: str, at: str, digest: str, key: str, signature: str) -> dict[str, Any]:
    moment = f"{at[:4]}-{at[4:6]}-{at[6:11]}:{at[11:13]}:{at[13:15]}.{at[15:]}"
    said = {"what": WHAT, "format": FORMAT, "number": number, "given_at": moment, "digest": _long(digest).hex()}
    return {"body": body_of(said), "signature": {"key": key, "signature": b64encode(_long(signature)).decode()}}


def _long(short: str) -> bytes:
    return urlsafe_b64decode(short + "=" * (-len(short) % 4))


def _event(receipt: Receipt) -> Event | None:
    return Event.objects.filter(subject_type="cases.receipt", subject_id=receipt.pk, sequence=1).first()


def _text(said: object) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()
