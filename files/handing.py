"""Handing a file over to a browser: what it is, what it is called, and that nobody keeps a copy on the way."""

from collections.abc import Iterable
from typing import TypeVar

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header

Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)


def handed(content: bytes | str, *, name: str, kind: str, inline: bool = False) -> HttpResponse:
    """Return the whole file as a download; `inline` for what a browser shows and prints."""
    return _labelled(HttpResponse(content, content_type=kind), name, inline=inline)


def handed_in_parts(parts: Iterable[str] | Iterable[bytes], *, name: str, kind: str) -> StreamingHttpResponse:
    """Return a download that is sent while it is written."""
    return _labelled(StreamingHttpResponse(parts, content_type=kind), name)


def _labelled(answer: Answer, name: str, *, inline: bool = False) -> Answer:
    answer["Content-Disposition"] = content_disposition_header(not inline, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
