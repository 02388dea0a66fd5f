"""Contents known by the digest of their bytes, behind Django's storage setting "contents", sealed on disk.

The file's name is digested once more under the office's secret: the folder does not say which papers are in it.
"""

import hashlib
from collections.abc import Iterator

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages

from sealing.keys import NotSealed, keyring

from .storage import UNFINISHED

CONTENTS = "contents"
PICTURES = "pictures"
PAGE, SMALL = "page", "small"


class Damaged(Exception):
    """What lies under the digest is not what was kept under it, or lies there no more."""


def digest_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def put(content: bytes) -> str:
    """Keep the content and return its digest. Kept once, however often it is handed in; a damaged copy is mended."""
    digest = digest_of(content)
    if not is_whole(digest):
        _storage().save(address(digest), ContentFile(content))
    return digest


def read(digest: str) -> bytes:
    """Return the content, checked against its digest. Raises Damaged."""
    try:
        with _storage().open(address(digest)) as file:
            content: bytes = file.read()
    except (FileNotFoundError, NotSealed):
        raise Damaged(digest) from None
    if digest_of(content) != digest:
        raise Damaged(digest)
    return content


def remove(digest: str) -> None:
    """Remove the content and its pictures; what is not there is left alone."""
    for name in (address(digest), *(_picture(digest, size) for size in (PAGE, SMALL))):
        _storage().delete(name)


def is_whole(digest: str) -> bool:
    try:
        read(digest)
    except Damaged:
        return False
    return True


def name_of(digest: str) -> str:
    """Return what the file of a content is called."""
    return keyring().digest("content", digest)


def address(digest: str) -> str:
    name = name_of(digest)
    return f"{CONTENTS}/{name[:2]}/{name}"


def put_picture(digest: str, size: str, png: bytes) -> None:
    """Keep how a content looks. Drawn from the content: it may be thrown away and drawn anew."""
    _storage().save(_picture(digest, size), ContentFile(png))


def picture(digest: str, size: str) -> bytes | None:
    try:
        with _storage().open(_picture(digest, size)) as file:
            png: bytes = file.read()
    except (FileNotFoundError, NotSealed):
        return None
    return png


def everything() -> Iterator[tuple[str, bool]]:
    """Yield the name of each file in the store and whether it is finished."""
    storage = _storage()
    if not storage.exists(CONTENTS):
        return
    for folder in sorted(storage.listdir(CONTENTS)[0]):
        for name in sorted(storage.listdir(f"{CONTENTS}/{folder}")[1]):
            yield name, not name.endswith(UNFINISHED)


def _picture(digest: str, size: str) -> str:
    name = name_of(digest)
    return f"{PICTURES}/{name[:2]}/{name}-{size}"


def _storage() -> Storage:
    return storages["contents"]
