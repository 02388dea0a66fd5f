"""The mark that keeps a restored office closed until it was checked: `./run` looks for this file."""

import json
from pathlib import Path

from django.conf import settings

FILE = "restore.json"
BEGUN, UNVERIFIED = "begun", "unverified"


def _file() -> Path:
    return Path(settings.DATA_DIR) / FILE


def put(state: str, *, source: str) -> None:
    unfinished = _file().with_suffix(".part")
    unfinished.write_text(json.dumps({"state": state, "from": source}, ensure_ascii=False), encoding="utf-8")
    unfinished.replace(_file())


def state() -> str:
    try:
        said: dict[str, str] = json.loads(_file().read_text(encoding="utf-8"))
    except FileNotFoundError:
        return ""
    return said.get("state", BEGUN)


def source() -> str:
    said: dict[str, str] = json.loads(_file().read_text(encoding="utf-8"))
    return said["from"]


def lift() -> None:
    _file().unlink(missing_ok=True)
