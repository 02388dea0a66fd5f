"""How the house speaks of itself in every letter: the standing board in whose name it writes, and who gets a copy."""

from collections.abc import Mapping
from typing import Any

STANDING = "Ban Thường trực"


def board(unit: str) -> str:
    """Ban Thường trực of the unit, once."""
    return unit if unit.lower().startswith(STANDING.lower()) else f"{STANDING} {unit}"


def foot(said: Mapping[str, Any]) -> dict[str, Any]:
    """Who gets a copy and who signs."""
    return {
        "recipients": said["recipients"] or ["Như trên;", "Lưu: VT."],
        "signer_title": said["signer_title"],
        "signer_name": said["signer_name"],
    }
