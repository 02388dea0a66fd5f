"""The key of checkpoints vouches for the keys of receipts: who knows the first knows all the others.

A voucher lies beside the public key it is for, and goes out with every receipt. It holds no secret.
"""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from . import signing

WHAT = "Cầu Nối: khóa ký biên nhận"
FORMAT = 1
SUFFIX = ".vouched"


def vouch() -> int:
    """Sign every receipt key that the newest checkpoint key has not signed yet; return how many. Raises KeyAway."""
    place, done = signing.receipts(), 0
    for file in sorted(place.glob(f"*{signing.PUBLIC}")) if place.is_dir() else []:
        public = file.read_text().strip()
        body = _body(public)
        made = signing.sign(body)[0]
        kept = _read(file.with_suffix(SUFFIX))
        signed = kept["signatures"] if kept and kept["body"] == body else []
        if made.key in {one["key"] for one in signed}:
            continue
        # Whole or not at all: a web process may be reading it.
        unfinished = file.with_suffix(".part")
        unfinished.write_text(json.dumps({"body": body, "signatures": [*signed, asdict(made)]}, ensure_ascii=False))
        unfinished.replace(file.with_suffix(SUFFIX))
        done += 1
    return done


def voucher_of(key: str) -> dict[str, Any] | None:
    """Return what vouches for a receipt key, by its fingerprint; None while nothing does."""
    return vouchers().get(key)


def vouchers() -> dict[str, dict[str, Any]]:
    """Return every voucher by the fingerprint of the key it is for."""
    place = signing.receipts()
    found = (_read(file) for file in sorted(place.glob(f"*{SUFFIX}"))) if place.is_dir() else ()
    return {str(json.loads(one["body"])["key"]): one for one in found if one is not None}


def _body(public: str) -> str:
    said = {"what": WHAT, "format": FORMAT, "key": signing.fingerprint_of(public), "public": public}
    return json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _read(file: Path) -> dict[str, Any] | None:
    try:
        said: dict[str, Any] = json.loads(file.read_text())
    except FileNotFoundError:
        return None
    return said
