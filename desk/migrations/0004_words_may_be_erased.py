"""The sealed columns of unfinished forms, for the same reason as those of cases."""

from functools import partial
from typing import ClassVar

from django.db import migrations

from sealing.erasable import let_words_be_erased


class Migration(migrations.Migration):
    dependencies: ClassVar = [("desk", "0003_read_tasks")]

    operations: ClassVar = [
        migrations.RunPython(partial(let_words_be_erased, "desk"), migrations.RunPython.noop, elidable=False),
    ]
