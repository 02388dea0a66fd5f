"""The keys under which names, words and files of the office are kept: files of their own, apart from the database.

The newest file encrypts, all of them decrypt. What is sealed by itself (a text, a content) names the key it lies under.
What must be comparable without being readable (the number of an identity card, a telephone) is digested under a secret
of its own, so that a new key leaves the digests as they are.
"""

import hashlib
import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

DIGEST = "digest.secret"
SUFFIX = ".key"
FINGERPRINT = 16
MARK = b"CN1"
"""What every sealed file begins with; the fingerprint of its key follows."""


class KeyAway(RuntimeError):
    """A key that is needed to read or write a name is not in its folder."""


class NotSealed(ValueError):
    """The bytes are not what the office sealed: never sealed, cut off, or changed."""


@dataclass(frozen=True)
class Key:
    fingerprint: str
    """Tells which key it is without telling the key: a file that was replaced under the same name is noticed."""
    secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Keyring:
    keys: tuple[Key, ...]
    """The newest first."""
    digesting: bytes = field(repr=False)

    @property
    def newest(self) -> Key:
        return self.keys[0]

    @property
    def fingerprints(self) -> frozenset[str]:
        return frozenset(key.fingerprint for key in self.keys)

    def seal(self, plain: str) -> str:
        return self._fernet.encrypt(plain.encode()).decode()

    def open(self, sealed: str) -> str:
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken:
            raise KeyAway(
                f"A name cannot be read with any key in {folder()}: put the keys of the backup there."
            ) from None

    def renew(self, sealed: str) -> str:
        """Return the same content under the newest key."""
        return self._fernet.rotate(sealed.encode()).decode()

    def seal_text(self, plain: str) -> str:
        return f"{self.newest.fingerprint}:{self.seal(plain)}" if plain else ""

    def open_text(self, sealed: str) -> str:
        return self.open(sealed[FINGERPRINT + 1 :]) if sealed else ""

    def seal_content(self, plain: bytes) -> bytes:
        return MARK + self.newest.fingerprint.encode() + urlsafe_b64decode(self._fernet.encrypt(plain))

    def open_content(self, sealed: bytes) -> bytes:
        """Return what was sealed. Raises `NotSealed` for what was not, `KeyAway` where the key is missing."""
        if not sealed.startswith(MARK):
            raise NotSealed("A file was not sealed by this office, or is damaged.")
        try:
            return self._fernet.decrypt(urlsafe_b64encode(sealed[len(MARK) + FINGERPRINT :]))
        except InvalidToken:
            if sealed[len(MARK) : len(MARK) + FINGERPRINT].decode("ascii", "replace") in self.fingerprints:
                raise NotSealed("A file was not sealed by this office, or is damaged.") from None
            raise KeyAway(
                f"A file cannot be read with any key in {folder()}: put the keys of the backup there."
            ) from None

    def lies_under_newest(self, sealed: bytes) -> bool:
        return sealed.startswith(MARK + self.newest.fingerprint.encode())

    def digest(self, kind: str, word: str) -> str:
        """Return what tells that two words of one kind are the same, and nothing else."""
        return hmac.new(self.digesting, f"{kind}:{word}".encode(), hashlib.sha256).hexdigest() if word else ""

    @cached_property
    def _fernet(self) -> MultiFernet:
        return MultiFernet([Fernet(key.secret) for key in self.keys])


def folder() -> Path:
    place: Path = settings.IDENTITY_KEYS_DIR
    return place


def keyring() -> Keyring:
    """Return the keys as they lie in their folder now: a key added while the office is open is used at once."""
    place = folder()
    try:
        names = tuple(sorted(file.name for file in os.scandir(place)))
    except FileNotFoundError:
        raise KeyAway(f"There is no key for names in {place}: put the keys of the backup there.") from None
    return _read(place, names, place.stat().st_mtime_ns)


def is_empty() -> bool:
    return not folder().is_dir() or not any(folder().iterdir())


def add() -> Key:
    """Make one more key; from now on it encrypts. The first one comes with the secret for digests."""
    place = folder()
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    put_in_place(place / DIGEST, os.urandom(32).hex())
    last = max((int(file.stem) for file in place.glob(f"*{SUFFIX}")), default=0)
    secret = urlsafe_b64encode(os.urandom(32))
    put_in_place(place / f"{last + 1:04d}{SUFFIX}", secret.decode())
    return keyring().newest


def put_in_place(file: Path, secret: str) -> None:
    """Put the whole secret in place at once. One that is there stays: two who begin together share it."""
    unfinished = file.with_suffix(f".{os.getpid()}.part")
    unfinished.touch(0o600)
    unfinished.write_text(secret)
    try:
        os.link(unfinished, file)
    except FileExistsError:
        return
    finally:
        unfinished.unlink()


@lru_cache(maxsize=4)
def _read(place: Path, names: tuple[str, ...], changed: int) -> Keyring:
    files = [place / name for name in reversed(names) if name.endswith(SUFFIX)]
    digesting = place / DIGEST
    if not files or DIGEST not in names:
        raise KeyAway(f"There is no key for names in {place}: put the keys of the backup there.")
    keys = []
    for file in files:
        secret = file.read_text().strip().encode()
        try:
            Fernet(secret)
        except ValueError:
            raise KeyAway(f"{file} is not a key: put the one of the backup in its place.") from None
        keys.append(Key(hashlib.sha256(secret).hexdigest()[:FINGERPRINT], secret))
    return Keyring(tuple(keys), digesting.read_text().strip().encode())
