"""`./run bench mixed [--clients 8] [--seconds 60] [--url URL …]`: an office at work over HTTP, on this machine only.

In the office that DATA_DIR and DATABASE_URL name; without URL its web process is started for as long as it takes.
Nobody reads between two requests, unless `--pause` says for how many seconds on average. The command fails when any
answer was not the one a person could go on from.
"""

import argparse
import json
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.test import Client

from bench.large import machine, workloads
from cases.models import Case
from organizations.models import User
from organizations.vocabulary import Role

from .load import a_day, registering, somebody
from .people import OFFICE, Person
from .serving import served

HERE = {"127.0.0.1", "localhost", "::1"}
LONGEST = 600
GOAL = 1.6


def main(arguments: list[str]) -> int:
    words = argparse.ArgumentParser(prog="./run bench mixed", description=__doc__)
    words.add_argument("--clients", type=int, default=len(OFFICE))
    words.add_argument("--seconds", type=float, default=60)
    words.add_argument("--warm-up", type=float, default=8, help="seconds of the same before anything is counted")
    words.add_argument("--pause", type=float, default=0, help="seconds between two requests of one person, on average")
    words.add_argument("--url", action="append", default=[], help="of this machine; several are used in turn")
    words.add_argument("--json", action="store_true")
    asked = words.parse_args(arguments)
    if not 1 <= asked.clients <= 64 or not 0 < asked.seconds <= LONGEST:
        words.error(f"1 to 64 clients, and no longer than {LONGEST} seconds")
    if strange := [url for url in asked.url if urlsplit(url).hostname not in HERE]:
        words.error(f"{strange[0]} is not on this machine: a load is no greeting for somebody else's")
    with ExitStack() as open_house:
        urls = asked.url or [open_house.enter_context(served(Path(settings.DATA_DIR)))]
        told = {"machine": machine(), "cases": Case.objects.count(), **measured(urls, asked)}
    print(json.dumps(told)) if asked.json else say(told)
    return 1 if told["errors"] or told["registering"]["errors"] else 0


def measured(urls: list[str], asked: argparse.Namespace) -> dict[str, Any]:
    clients, seconds = asked.clients, asked.seconds
    told = a_day(office(urls, clients, pause=asked.pause), seconds, warm_up=asked.warm_up) | {"pause": asked.pause}
    counters = [
        somebody(Role.RECEPTIONIST, urls[number % len(urls)], signed_in(person), number)
        for number, person in enumerate(_of(Role.RECEPTIONIST) * clients)
    ][:clients]
    return {**told, "registering": registering(counters, seconds / 8)}


def office(urls: list[str], clients: int, *, pause: float = 0) -> list[Person]:
    """One of each role and then again, as far as there are people; whoever comes after that sits at the counter."""
    left = {role: _of(role) for role in OFFICE}
    people = []
    for number in range(clients):
        role = OFFICE[number % len(OFFICE)]
        if not left[role]:
            role, left[Role.RECEPTIONIST] = Role.RECEPTIONIST, left[Role.RECEPTIONIST] or _of(Role.RECEPTIONIST)
        session = signed_in(left[role].pop(0))
        people.append(somebody(role, urls[number % len(urls)], session, number, pause=pause))
    return people


def _of(role: str) -> list[User]:
    """The people of the province's office with this role and no other; of an agency any."""
    first, actor = workloads.somebody(role)
    others = User.objects.filter(memberships__role=role, memberships__unit=actor.unit, is_active=True)
    return [first, *others.exclude(pk=first.pk).distinct().order_by("pk")]


def signed_in(person: User) -> str:
    """Return a session of theirs, as signing in gives it: what is measured is work, not passwords."""
    client = Client()
    client.force_login(person)
    return str(client.cookies["sessionid"].value)


def say(told: dict[str, Any]) -> None:
    pause = f", who read for {told['pause']:g} s between two requests" if told["pause"] else ""
    print(f"{told['machine']} · {told['cases']} cases · {told['clients']} clients for {told['seconds']:.0f} s{pause}")
    print(f"{'what':<34}{'requests':>9}{'median ms':>11}{'p95 ms':>9}{'errors':>8}")
    for row in [*told["rows"], told["overall"]]:
        print(f"{row['name']:<34}{row['requests']:>9}{row['median_ms']:>11.1f}{row['p95_ms']:>9.1f}{row['errors']:>8}")
    print(f"{told['rate']:.1f} requests a second")
    counted = told["registering"]
    times = "" if counted["times"] is None else f": {counted['times']:.2f} times, ≥ {GOAL} is the goal"
    print(
        f"registering: {counted['one_a_second']:.1f} a second by one, {counted['all_a_second']:.1f} by"
        f" {counted['clients']}{times}"
    )
    for one in told["errors"] + counted["errors"]:
        print(f"error: {one['name']}: {one['status']}, {one['times']} times")
