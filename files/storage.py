"""Where contents lie on disk: a file is there whole under its name, or not at all."""

import os
import tempfile
from pathlib import Path

from django.core.files.base import File

from sealing.keys import keyring
from sealing.storage import SealedStorage, whole

UNFINISHED = ".part"


class WholeFileStorage(SealedStorage):
    """Seal, write beside the place, wait for the disk, then rename: a power cut leaves a `.part`, never half a file.

    The name is made of the content: who finds it taken has the same content, and nothing is lost by replacing it.
    """

    def _save(self, name: str, content: File) -> str:  # type: ignore[type-arg]  # Django itself cannot be asked for the type
        place = Path(self.path(name))
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        number, unfinished = tempfile.mkstemp(suffix=UNFINISHED, dir=place.parent)
        with os.fdopen(number, "wb") as file:
            file.write(keyring().seal_content(whole(content)))
            file.flush()
            os.fsync(file.fileno())
        Path(unfinished).replace(place)
        folder = os.open(place.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
        return name

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        return name
