"""The sealed columns of handing on, for the same reason as those of cases."""

from functools import partial
from typing import ClassVar

from django.db import migrations

from sealing.erasable import let_words_be_erased


class Migration(migrations.Migration):
    dependencies: ClassVar = [("workflows", "0019_judge_corrected_days")]

    operations: ClassVar = [
        migrations.RunPython(partial(let_words_be_erased, "workflows"), migrations.RunPython.noop, elidable=False),
    ]
