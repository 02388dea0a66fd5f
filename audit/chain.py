"""The exact bytes of an event and their hash: the same on every engine, so that a copy can be checked anywhere."""

import hashlib
import json
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

FORMAT = 1


class NotRecordable(TypeError):
    """A fact holds something other than strings, whole numbers, booleans, null, or lists and mappings of these."""


def body_of(values: Mapping[str, Any]) -> str:
    """Return the canonical text: keys sorted, NFC, no spaces, no floats."""
    return text_of(canonical(values))


text_of = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
"""Write what is canonical already."""


def moment(at: datetime) -> str:
    """Write a moment as it stands in everything that is hashed or signed, on every engine alike."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def grouped(digest: str, *, by: int) -> str:
    """Write a digest in groups, as people compare it by eye."""
    return " ".join(digest[start : start + by] for start in range(0, len(digest), by))


def chain_named(subject_type: str, subject_id: int) -> str:
    """Return the name of the chain in which what happens to a thing stands."""
    return f"{subject_type}:{subject_id}"


def hash_of(previous_hash: str, body: str) -> str:
    return hashlib.sha256(f"{previous_hash}\n{body}".encode()).hexdigest()


def canonical(value: Any) -> Any:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {canonical(str(key)): canonical(item) for key, item in value.items()}
    if isinstance(value, Sequence):
        return [canonical(item) for item in value]
    raise NotRecordable(f"{type(value).__name__} cannot stand in an event: write it as text")
