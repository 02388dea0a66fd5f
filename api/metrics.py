"""`/metrics`: what a monitoring system reads, as the text format of Prometheus has it.

Who shows no token, or the wrong one, is told what everybody is told of an address that does not exist.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from reports.gauges import Gauge, gauges

from .counting import BOUNDS, CLASSES, Counted, counted_in

KIND = "text/plain; version=0.0.4; charset=utf-8"
PREFIX = "caunoi_"


@never_cache
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Every figure of this machine's web processes and of the house, to whom the token was given."""
    if not _may_read(request):
        raise Http404
    lines = [*_of_requests(counted_in(settings.COUNTS_DIR)), *_of_the_house(gauges(at=timezone.now()))]
    return HttpResponse("\n".join(lines) + "\n", content_type=KIND)


def _may_read(request: HttpRequest) -> bool:
    kind, _space, shown = request.headers.get("Authorization", "").partition(" ")
    # Compared in a time that tells nothing of where they differ.
    same = hmac.compare_digest(shown.strip().encode(), settings.METRICS_TOKEN.encode())
    return bool(settings.METRICS_TOKEN) and kind.lower() == "bearer" and same


def _of_requests(found: Mapping[str, Counted]) -> Iterator[str]:
    yield from _head("requests_total", "counter", "Requests that were answered, by view and class of status")
    for view, one in sorted(found.items()):
        for name, number in zip(CLASSES, one.by_class, strict=True):
            if number:
                yield _line("requests_total", number, {"view": view, "status": name})
    yield from _head("request_seconds", "histogram", "How long the answer took")
    for view, one in sorted(found.items()):
        bounds = [*map(str, BOUNDS), "+Inf"]
        for bound, number in zip(bounds, accumulate(one.by_bound), strict=True):
            yield _line("request_seconds_bucket", number, {"view": view, "le": bound})
        yield _line("request_seconds_sum", one.seconds, {"view": view})
        yield _line("request_seconds_count", sum(one.by_bound), {"view": view})


def _of_the_house(figures: Iterable[Gauge]) -> Iterator[str]:
    for figure in figures:
        yield from _head(figure.name, "gauge", figure.says)
        for labels, value in figure.values:
            yield _line(figure.name, value, labels)


def _head(name: str, kind: str, says: str) -> Iterator[str]:
    yield f"# HELP {PREFIX}{name} {says}."
    yield f"# TYPE {PREFIX}{name} {kind}"


def _line(name: str, value: float, labels: Mapping[str, str]) -> str:
    said = ",".join(f'{key}="{_escaped(text)}"' for key, text in labels.items())
    number = str(int(value)) if value == int(value) else repr(round(value, 6))
    return f"{PREFIX}{name}{{{said}}} {number}" if said else f"{PREFIX}{name} {number}"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
