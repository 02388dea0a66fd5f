"""Lines of the log that may be handed on: each is one JSON object, and none says anything about anybody.

What an error says may repeat what somebody typed, an address what somebody searched for. So of an error only its type
and its place in the program are written, and of foreign messages only the words of the program, never what was put in.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any

from audit.handling import current_request_id

OURS = frozenset(
    ("api", "audit", "cases", "config", "deadlines", "desk", "files", "letters", "notifications", "organizations")
) | {"portal", "reports", "sealing", "supervision", "workflows"}
FRAMES = 12
"""The innermost of an error's places."""


class JsonLines(logging.Formatter):
    """Write a record as one line of JSON."""

    def __init__(self, ours: Path) -> None:
        super().__init__()
        self.root = str(ours.resolve()) + "/"

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, tz=UTC).isoformat(timespec="milliseconds")
        line: dict[str, Any] = {"at": moment, "level": record.levelname.lower(), "from": record.name}
        if request_id := current_request_id():
            line["request"] = request_id
        said = getattr(record, "said", None)
        line |= said if isinstance(said, dict) else self._words_of(record)
        if record.exc_info and record.exc_info[0] is not None:
            line |= self._error(record.exc_info[0], record.exc_info[1], record.exc_info[2])
        return json.dumps(line, ensure_ascii=False, default=str)

    def _words_of(self, record: logging.LogRecord) -> dict[str, Any]:
        """Our own messages are written to be read by others; of foreign ones the words without what was put in."""
        at = {"place": f"{self._file(record.pathname)}:{record.lineno} {record.funcName}"}
        if record.name.partition(".")[0] in OURS:
            return {"message": record.getMessage(), **at}
        # A foreign message without a place to fill in may be a filled-in one already.
        return {"message": str(record.msg), **at} if record.args else at

    def _error(
        self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None
    ) -> dict[str, Any]:
        chain: list[str] = []
        seen = error
        while seen is not None and len(chain) < FRAMES:
            chain.append(_name_of(type(seen)))
            seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
        places = [f"{self._file(one.filename)}:{one.lineno} {one.name}" for one in traceback.extract_tb(trace)]
        return {"error": chain or [_name_of(kind)], "trace": places[-FRAMES:]}

    def _file(self, path: str) -> str:
        """Return where in our program, or in whose package; not where this machine keeps it."""
        if path.startswith(self.root) and "site-packages" not in path:
            return path.removeprefix(self.root)
        return path.rpartition("site-packages/")[2] if "site-packages/" in path else Path(path).name


class NotSaidTwice(logging.Filter):
    """Leave out Django's own line about an answer without an error: every request has one of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.name != "django.request" or bool(record.exc_info)


def _name_of(kind: type[BaseException]) -> str:
    return f"{kind.__module__}.{kind.__qualname__}".removeprefix("builtins.")
