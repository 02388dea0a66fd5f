"""The ledger of what was erased, outside the database: after an older backup was put back, it is erased once more.

One line of JSON for each row that was carried out, with keys and days and nobody's words; written through to the disk
before the row counts as done. It belongs with the sheets of the checkpoints, not with the backup of the database.
"""

import json
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings

from ..models import ErasureRow


def place() -> Path:
    return Path(settings.ERASURES_LEDGER)


def note(row: ErasureRow) -> None:
    """Append the row. The same row twice is the same line twice: both mean that it is erased."""
    file = place()
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(_said(row), sort_keys=True) + "\n")
        lines.flush()
        os.fsync(lines.fileno())


def lines(file: Path) -> Iterator[dict[str, Any]]:
    """Yield what was erased, each row once, in its order. A last line that was cut off is passed over."""
    seen = set()
    for text in file.read_text(encoding="utf-8").splitlines():
        try:
            said = json.loads(text)
        except ValueError:
            continue
        what = (said["decision"], said["case"], said["visit"])
        if what not in seen:
            seen.add(what)
            yield said


def _said(row: ErasureRow) -> dict[str, Any]:
    erasure = row.erasure
    judged_on: date | None = erasure.judged_on
    return {
        "decision": str(erasure.key),
        "ground": str(erasure.ground),
        "basis": erasure.basis,
        "unit": erasure.unit_id,
        "person": erasure.person_id,
        "prepared_by": erasure.prepared_by_id,
        "prepared_on": erasure.prepared_on.isoformat(),
        "judged_by": erasure.judged_by_id,
        "judged_on": judged_on.isoformat() if judged_on else None,
        "case": row.case_id,
        "number": row.case.number if row.case else None,
        "visit": row.visit_id,
        "visited": row.visit.number if row.visit else None,
        "person_only": row.person_only,
        "period": row.period,
        "erased_on": row.done_on.isoformat() if row.done_on else None,
    }
