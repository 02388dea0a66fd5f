"""Walks a desk by its links, one page of each kind: a page that is linked must be there."""

import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import urljoin, urlsplit

from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import Resolver404, resolve

LINK = re.compile(r'(?:href|hx-get)="([^"#]+)')
# Leaving is no page.
NEVER = {"account_logout"}


@dataclass(frozen=True)
class Page:
    kind: str
    """The name of the route, and of the move where it is one."""
    address: str
    answer: HttpResponse
    statements: list[str]
    linked_from: str

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("Content-Type", "").startswith("text/html")

    @property
    def is_whole(self) -> bool:
        """A fragment for htmx is no page of its own."""
        return self.is_html and b"<html" in self.answer.content[:400]


def kind_of(address: str) -> str | None:
    """Name what the address shows; None for files and other houses."""
    place = urlsplit(address)
    if place.scheme or place.netloc:
        return None
    try:
        found = resolve(place.path)
    except Resolver404:
        # A link into nothing is followed, so that it is seen to fail.
        return None if place.path.startswith(("/static/", "/media/")) else f"nothing at {place.path}"
    words = [str(value) for value in found.kwargs.values() if not str(value).isdigit()]
    tab = re.search(r"(?:^|&)tab=(\w+)", place.query)
    return " ".join([found.view_name, *(words if found.view_name in BY_WORD else []), *(tab.groups() if tab else [])])


# One route, many pages: what is named in the address makes the kind.
BY_WORD = {"desk:move", "desk:erasure-act", "desk:session-act", "desk:visit-act", "desk:refusal-act"}


def walk(client: Client, starts: list[str], *, seen: set[str] | None = None) -> Iterator[Page]:
    """Yield one page of each kind that links lead to, the starts first; what was seen by others is left out."""
    known = set() if seen is None else seen
    waiting = deque((start, "") for start in starts)
    while waiting:
        address, linked_from = waiting.popleft()
        kind = kind_of(address)
        if kind is None or kind in known or kind in NEVER:
            continue
        known.add(kind)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(address)
        while answer.status_code in {301, 302}:
            address = answer.headers["Location"]
            answer = client.get(address)
        page = Page(kind, address, answer, [query["sql"] for query in asked.captured_queries], linked_from)
        yield page
        if page.is_whole:
            links = LINK.findall(answer.content.decode())
            waiting.extend((urljoin(address, unescape(link)), address) for link in links)
