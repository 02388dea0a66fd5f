"""Opens a content for a trial, in a process that may die over it, and brings back what it looks like."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from .vocabulary import Condition

DRAWING = Path(__file__).with_name("drawing.py")
PATIENCE = 40


@dataclass(frozen=True)
class Look:
    condition: str
    pages: int | None = None
    page: bytes = b""
    small: bytes = b""


def look_at(content: bytes, media_type: str) -> Look:
    """Return how it opens, and its first page or picture. Whatever the content does to the process, an answer comes."""
    try:
        done = subprocess.run(  # noqa: S603 - our own file with our own Python; the content goes to its input
            [sys.executable, "-I", str(DRAWING), media_type],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            env={},
            cwd="/",
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired):
        return Look(Condition.BROKEN)
    line, _, pictures = done.stdout.partition(b"\n")
    said = json.loads(line)
    page, *_ = said["lengths"] or [0]
    return Look(Condition(said["condition"]), said["pages"], pictures[:page], pictures[page:])
