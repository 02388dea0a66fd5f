"""The keys that sign: Ed25519, in folders of their own, apart from database and other keys.

One folder signs checkpoints, another receipts: every web process needs the second, none the first.
The newest private key signs. A public key stays when its private key has gone: what was signed can still be checked.
"""

from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from .keys import FINGERPRINT, KeyAway, put_in_place

PRIVATE, PUBLIC = ".key", ".pub"


@dataclass(frozen=True)
class Signature:
    key: str
    """The fingerprint of the key."""
    public: str
    signature: str


def folder() -> Path:
    return Path(settings.SIGNING_KEYS_DIR)


def receipts() -> Path:
    """Where the keys lie that sign receipts."""
    return Path(settings.RECEIPT_KEYS_DIR)


def is_empty(*, place: Path | None = None) -> bool:
    place = place or folder()
    return not place.is_dir() or not any(place.glob(f"*{PRIVATE}"))


def add(*, place: Path | None = None) -> str:
    """Make one more key, which signs from now on; return its fingerprint."""
    place = place or folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    number = max((int(file.stem) for file in place.glob(f"*{PUBLIC}")), default=0) + 1
    made = Ed25519PrivateKey.generate()
    secret = made.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
    put_in_place(place / f"{number:04d}{PRIVATE}", b64encode(secret).decode())
    # Derived from what lies there: of two who begin together one secret stays, and the public key belongs to it.
    kept = _private(place / f"{number:04d}{PRIVATE}")
    put_in_place(place / f"{number:04d}{PUBLIC}", _words(kept.public_key()))
    return fingerprint_of(_words(kept.public_key()))


def public_keys(*, place: Path | None = None) -> dict[str, str]:
    """Return every public key of the office by its fingerprint, the oldest first."""
    place = place or folder()
    files = sorted(place.glob(f"*{PUBLIC}")) if place.is_dir() else []
    return {fingerprint_of(words): words for words in (file.read_text().strip() for file in files)}


def sign(message: str, *, also_with: str = "", place: Path | None = None) -> list[Signature]:
    """Sign with the newest key, and once more with an older one that is named and still there."""
    place = place or folder()
    files = sorted(place.glob(f"*{PRIVATE}"), reverse=True) if place.is_dir() else []
    if not files:
        raise KeyAway(f"There is no key to sign with in {place}: put the keys of the backup there.")
    newest, *older = [_private(file) for file in files]
    witnesses = [key for key in older if fingerprint_of(_words(key.public_key())) == also_with]
    return [_signed(key, message) for key in (newest, *witnesses)]


def holds(message: str, signature: Signature) -> bool:
    """Say whether the signature is that of its own public key, whoever that belongs to."""
    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(signature.public))
        public.verify(b64decode(signature.signature), message.encode())
    except (InvalidSignature, ValueError):
        return False
    return fingerprint_of(signature.public) == signature.key


def fingerprint_of(public: str) -> str:
    return sha256(public.encode()).hexdigest()[:FINGERPRINT]


def _private(file: Path) -> Ed25519PrivateKey:
    try:
        return Ed25519PrivateKey.from_private_bytes(b64decode(file.read_text().strip()))
    except ValueError:
        raise KeyAway(f"{file} is not a key: put the one of the backup in its place.") from None


def _signed(key: Ed25519PrivateKey, message: str) -> Signature:
    words = _words(key.public_key())
    return Signature(fingerprint_of(words), words, b64encode(key.sign(message.encode())).decode())


def _words(public: Ed25519PublicKey) -> str:
    return b64encode(public.public_bytes(Encoding.Raw, PublicFormat.Raw)).decode()
