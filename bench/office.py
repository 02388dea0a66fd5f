"""The office that is measured: in a folder of its own, which must be said before Django reads its settings.

What reads settings is imported after `begin`; nothing of the office is left after `run`.
"""

import os
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import django

from run import FOLDERS

MADE: list[Path] = []


def begin() -> None:
    made = Path(tempfile.mkdtemp(prefix="cau-noi-bench-"))
    MADE.append(made)
    os.environ["DATA_DIR"] = str(made)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line for each request would stand among the figures
    for folder in FOLDERS:
        (made / folder).mkdir(parents=True)
    django.setup()


def run(main: Callable[[list[str]], int]) -> None:
    """Do what the command asks, throw the office away and leave with its answer."""
    try:
        code = main(sys.argv[1:])
    finally:
        for folder in MADE:
            shutil.rmtree(folder, ignore_errors=True)
    sys.exit(code)


def memory() -> int:
    """Return the most memory this process ever had, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
