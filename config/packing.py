"""Packs what is text on its way to the browser; papers, pictures and tables of spreadsheets are packed already."""

from typing import Any

from django.http import HttpRequest
from django.middleware.gzip import GZipMiddleware

TEXT = frozenset({"text/html", "text/csv", "text/plain", "application/json", "image/svg+xml"})


class TextPackingMiddleware(GZipMiddleware):
    """Django adds a random length to each answer, so that nobody can guess what a page holds from how it packs."""

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        return super().process_response(request, response) if kind in TEXT else response
