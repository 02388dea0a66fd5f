"""Sealed columns of an office that already works may be NULL from now on: erased. History too."""

from functools import partial
from typing import ClassVar

from django.db import migrations

from sealing.erasable import let_words_be_erased


class Migration(migrations.Migration):
    dependencies: ClassVar = [("cases", "0061_erasures")]

    operations: ClassVar = [
        migrations.RunPython(partial(let_words_be_erased, "cases"), migrations.RunPython.noop, elidable=False),
    ]
