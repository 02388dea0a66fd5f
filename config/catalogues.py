"""Compiles the message catalogues where they are newer than their compiled form; needs no gettext on the machine."""

from pathlib import Path

import polib


def compile_catalogues(root: Path) -> int:
    """Compile what has changed under `root` and return how many files that was."""
    changed = 0
    for source in root.glob("*/LC_MESSAGES/*.po"):
        compiled = source.with_suffix(".mo")
        if not compiled.exists() or compiled.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(compiled))
            changed += 1
    return changed
