"""The office's keys in a backup: an archive apart from everything else, and what a backup needs of them.

Named by fingerprints, which tell which key it is and not the key.
"""

import hashlib
import tarfile
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from sealing import keys as identities
from sealing import signing

from .bundle import NotUsable, Part, members_of, pack, written

SESSIONS = "secret_key"
"""The file of the key that signs sessions."""


def _folders() -> dict[str, Path]:
    return {"identities": Path(settings.IDENTITY_KEYS_DIR), "signing": signing.folder(), "receipts": signing.receipts()}


def _secret() -> Path:
    return Path(settings.DATA_DIR) / "keys" / SESSIONS


def needed() -> dict[str, Any]:
    """Say which keys the office has, by their fingerprints."""
    ring = None if identities.is_empty() else identities.keyring()
    return {
        "identities": sorted(ring.fingerprints) if ring else [],
        "digesting": hashlib.sha256(ring.digesting).hexdigest()[: identities.FINGERPRINT] if ring else "",
        "signing": sorted(signing.public_keys()),
    }


def write(file: Path) -> Part:
    """Write all keys of the office into one archive that only its owner may read."""
    with written(file) as out:
        with tarfile.open(fileobj=out, mode="w|") as archive:
            for name, folder in _folders().items():
                for place in sorted(folder.glob("*")):
                    if place.suffix in {identities.SUFFIX, signing.PUBLIC, ".secret"}:
                        pack(archive, place, name=f"{name}/{place.name}")
            secret = _secret()
            if secret.exists():
                pack(archive, secret, name=SESSIONS)
        return out.part


def places() -> dict[str, Path]:
    """Return where each kind of key lies in this office."""
    return {**_folders(), SESSIONS: _secret()}


def unpack(file: Path, into: dict[str, Path]) -> None:
    """Lay the keys down, each kind in a place of its own."""
    for member, content in members_of(file):
        kind, _slash, name = member.name.partition("/")
        if kind not in into:
            raise NotUsable(_("Trong tệp khóa có tệp lạ: đã hỏng hoặc bị sửa."))
        target = into[kind] / name if name else into[kind]
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        target.touch(0o600)
        target.write_bytes(content.read())


def require_those_in_place(wanted: dict[str, Any]) -> None:
    """Raise a sentence when the keys that lie in the office do not open what is in the backup."""
    have = needed()
    lacking = set(wanted["identities"]) - set(have["identities"])
    if lacking or (wanted["digesting"] and wanted["digesting"] != have["digesting"]):
        raise NotUsable(
            _(
                "Khóa của bản sao lưu không có trong %(folder)s: không có khóa thì không đọc được họ tên, nội dung, "
                "tệp. Hãy đưa tệp khóa vào bằng --keys."
            )
            % {"folder": settings.IDENTITY_KEYS_DIR}
        )
