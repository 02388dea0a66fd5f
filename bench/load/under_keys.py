"""The office's keys, opened once: a hundred thousand words are sealed, digested and signed with them every minute."""

import hashlib
import hmac
import json
from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass, field

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from cases.operations.receipting import _signature
from sealing import signing
from sealing.keys import keyring


@dataclass
class Sealing:
    """The office's keys, opened once: a hundred thousand words are sealed with them every few seconds."""

    fernet: Fernet = field(init=False)
    prefix: str = field(init=False)
    secret: bytes = field(init=False)
    signs: Callable[[str], str] = field(init=False)

    def __post_init__(self) -> None:
        ring = keyring()
        self.fernet, self.prefix = Fernet(ring.newest.secret), f"{ring.newest.fingerprint}:"
        self.secret = ring.digesting
        self.signs = _signer()

    def seal(self, plain: str, *, named: bool) -> str:
        return (self.prefix if named else "") + self.fernet.encrypt(plain.encode()).decode()

    def digest(self, kind: str, word: str) -> str:
        return hmac.new(self.secret, f"{kind}:{word}".encode(), hashlib.sha256).hexdigest() if word else ""


def _signer() -> Callable[[str], str]:
    """Sign as the counter does, with the key read once."""
    files = sorted(signing.receipts().glob(f"*{signing.PRIVATE}"), reverse=True)
    if not files:
        return lambda body: json.dumps(None)
    key: Ed25519PrivateKey = signing._private(files[0])
    said = _signature("")
    assert said is not None

    def sign(body: str) -> str:
        signed = b64encode(key.sign(body.encode())).decode()
        return json.dumps({"key": said["key"], "public": said["public"], "signature": signed})

    return sign
