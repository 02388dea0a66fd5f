"""Files on disk under the office's keys: a scan carries handwriting, and a backup of the folder must tell nothing."""

from collections.abc import Iterator
from pathlib import Path

from django.core.files.base import ContentFile, File
from django.core.files.storage import FileSystemStorage

from .keys import keyring


class SealedStorage(FileSystemStorage):
    """Takes and gives plain bytes; what lies on disk is sealed, every file by itself."""

    def _open(self, name: str, mode: str = "rb") -> File:  # type: ignore[type-arg]  # Django itself cannot be asked for the type
        return ContentFile(keyring().open_content(Path(self.path(name)).read_bytes()), name=name)

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]
        sealed = ContentFile(keyring().seal_content(whole(content)), name=name)
        kept: str = super()._save(name, sealed)  # type: ignore[misc]  # the stubs leave it out
        return kept

    def renew(self, name: str) -> bool:
        """Bring one file under the newest key; say whether it was under another one."""
        place = Path(self.path(name))
        sealed, ring = place.read_bytes(), keyring()
        if ring.lies_under_newest(sealed):
            return False
        unfinished = place.with_name(f"{place.name}.renewed")
        unfinished.touch(0o600)
        unfinished.write_bytes(ring.seal_content(ring.open_content(sealed)))
        unfinished.replace(place)
        return True

    def everything(self, folder: str = "") -> Iterator[str]:
        """Yield the name of every file, folder by folder."""
        if folder and not self.exists(folder):
            return
        folders, names = self.listdir(folder)
        yield from (f"{folder}/{name}" if folder else name for name in sorted(names))
        for inner in sorted(folders):
            yield from self.everything(f"{folder}/{inner}" if folder else inner)


def whole(content: File) -> bytes:  # type: ignore[type-arg]
    return b"".join(chunk if isinstance(chunk, bytes) else chunk.encode() for chunk in content.chunks())
