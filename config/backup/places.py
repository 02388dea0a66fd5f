"""Where a restore builds, and where it puts what was there: beside each thing, so that every step is one renaming."""

import shutil
from pathlib import Path

BUILT = ".restoring"


def beside(place: Path) -> Path:
    return place.with_name(f"{place.name}{BUILT}")


def gone(*left: Path) -> None:
    """Throw away what a restore that was killed had begun to build."""
    for place in left:
        if place.is_dir():
            shutil.rmtree(place)
        else:
            place.unlink(missing_ok=True)


def put_aside(place: Path, moment: str) -> Path | None:
    """Give what lies there another name; nothing of it is deleted."""
    if not place.exists():
        return None
    if place.is_dir() and not any(place.iterdir()):
        place.rmdir()
        return None
    return place.rename(place.with_name(f"{place.name}.before-{moment}"))


def put_in_place(place: Path, moment: str) -> None:
    """Let what was built take the place, and what was there stand aside."""
    put_aside(place, moment)
    place.parent.mkdir(parents=True, exist_ok=True)
    beside(place).rename(place)
