"""Which web request or job everything now belongs to: its name stands in the events and in the lines of the log."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_request_id: ContextVar[str] = ContextVar("request_id", default="")


@contextmanager
def handling(request_id: str) -> Iterator[None]:
    """Name the web request or job that everything inside belongs to."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)


def current_request_id() -> str:
    return _request_id.get()
