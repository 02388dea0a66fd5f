"""Many at once before a server, and what came of it."""

import random
import statistics
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from .browser import NO_ANSWER, Asked, Browser, Failed
from .people import NAMES, Person, open_form, register

MOMENT = 0.05
"""After what went wrong: a server that is down is not asked ten thousand times a second."""


def together(people: Sequence[Person], work: Callable[[Person], None], seconds: float) -> tuple[list[Asked], float]:
    """Let all do it over and over until the time is up. Return every request, and how long it really took."""
    until = time.monotonic() + seconds
    for who in people:
        who.browser.asked.clear()

    def stay(who: Person) -> None:
        while time.monotonic() < until:
            try:
                work(who)
            except Failed:
                time.sleep(MOMENT)
        who.browser.leave()

    began = time.monotonic()
    threads = [threading.Thread(target=stay, args=(who,)) for who in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [one for who in people for one in who.browser.asked], time.monotonic() - began


def a_day(people: Sequence[Person], seconds: float, *, warm_up: float = 0) -> dict[str, Any]:
    """Let them work for so many seconds. Of what they did to warm up only the errors count."""
    before = together(people, Person.round, warm_up)[0] if warm_up else []
    asked, lasted = together(people, Person.round, seconds)
    kinds = sorted({one.kind for one in asked})
    rows = [figures(kind, [one for one in asked if one.kind == kind]) for kind in kinds]
    return {
        "clients": len(people),
        "seconds": lasted,
        "rate": len(asked) / lasted,
        "rows": rows,
        "overall": figures("all", asked),
        "errors": errors([*before, *asked]),
    }


def figures(kind: str, asked: Sequence[Asked]) -> dict[str, Any]:
    times = sorted(one.seconds * 1000 for one in asked)
    return {
        "name": kind,
        "requests": len(times),
        "median_ms": statistics.median(times) if times else None,
        "p95_ms": times[max(0, round(0.95 * len(times)) - 1)] if times else None,
        "errors": sum(one.failed for one in asked),
    }


def errors(asked: Sequence[Asked]) -> list[dict[str, Any]]:
    """Say what was answered instead, and how often."""
    counted = Counter((one.kind, one.status) for one in asked if one.failed)
    return [
        {"name": kind, "status": "no answer" if status == NO_ANSWER else status, "times": times}
        for (kind, status), times in sorted(counted.items())
    ]


def registering(counters: Sequence[Person], seconds: float, *, rounds: int = 2) -> dict[str, Any]:
    """How many petitions one registers in a second, and how many all do, in turn."""
    alone: list[float] = []
    all_together: list[float] = []
    wrong: list[Asked] = []
    for who in counters:
        try:
            open_form(who)
        except Failed:
            wrong += who.browser.asked
    for _round in range(rounds):
        for some, rates in ((counters[:1], alone), (counters, all_together)):
            asked, lasted = together(some, lambda who: register(who, who.chance.choice(NAMES)), seconds)
            rates.append(sum(not one.failed for one in asked) / lasted)
            wrong += [one for one in asked if one.failed]
    one, many = statistics.median(alone), statistics.median(all_together)
    return {
        "clients": len(counters),
        "one_a_second": one,
        "all_a_second": many,
        "times": many / one if one else None,
        "errors": errors(wrong),
    }


def somebody(role: str, url: str, session: str, seed: int, *, pause: float = 0) -> Person:
    """Return one person before a browser, who reads for so many seconds on the average; without, for none at all."""
    chance = random.Random(seed)
    browser = Browser(url, session, pause=lambda: chance.expovariate(1 / pause) if pause else 0.0)
    return Person(role, browser, chance)
