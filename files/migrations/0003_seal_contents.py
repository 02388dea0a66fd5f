"""What people handed in so far is sealed on disk, and its pictures; the folder no longer says which papers are in it."""

from pathlib import Path
from typing import Any

from django.core.files.storage import storages
from django.db import migrations

from files import store
from sealing import keys

SIZES = (store.PAGE, store.SMALL)


def seal(apps: Any, schema_editor: Any) -> None:
    blobs = apps.get_model("files", "Blob").objects.order_by("pk").values_list("digest", flat=True)
    if blobs and keys.is_empty():
        keys.add()
    root = Path(storages["contents"].path(""))
    for digest in blobs.iterator():
        before = root / "sha256" / digest[:2] / digest
        if before.exists():
            store.put(before.read_bytes())
            before.unlink()
        for size in SIZES:
            picture = root / "pictures" / digest[:2] / f"{digest}-{size}.png"
            if picture.exists():
                store.put_picture(digest, size, picture.read_bytes())
                picture.unlink()


class Migration(migrations.Migration):
    dependencies = [("files", "0002_what_was_found")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
