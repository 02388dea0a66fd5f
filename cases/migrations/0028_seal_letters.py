"""Letters issued so far are sealed on disk, with the facts they were made from."""

from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.db import migrations

from sealing import keys


def seal(apps: Any, schema_editor: Any) -> None:
    letters = apps.get_model("cases", "Letter").objects.exclude(digest="").order_by("pk")
    for name in letters.values_list("file", "made_from").iterator():
        for place in (Path(default_storage.path(part)) for part in name if part):
            if place.exists() and not (content := place.read_bytes()).startswith(keys.MARK):
                unfinished = place.with_name(f"{place.name}.sealed")
                unfinished.write_bytes(keys.keyring().seal_content(content))
                unfinished.replace(place)


class Migration(migrations.Migration):
    dependencies = [("cases", "0027_sealed_words")]
    operations = [migrations.RunPython(seal, migrations.RunPython.noop)]
