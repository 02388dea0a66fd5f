"""`./run bench large [NAME …]`: what people wait for in the office that DATA_DIR and DATABASE_URL name.

Fill it with `./run bench load` first. Pages are asked for through all of Django; times are ours and the database's.
"""

import argparse
import json
import os
import platform
import re
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from html import unescape
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
os.environ.setdefault("LOG_LEVEL", "WARNING")  # a line for each request would stand among the figures
django.setup()

from django.db import connection  # noqa: E402
from django.db.models import Count  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.utils import timezone  # noqa: E402

from audit.actor import system  # noqa: E402
from audit.models import Event  # noqa: E402
from cases import operations as op  # noqa: E402
from cases.models import Case, Findable, Letter, Party  # noqa: E402
from cases.vocabulary import STAND_BEHIND, Status  # noqa: E402
from organizations.vocabulary import Role  # noqa: E402

from . import workloads  # noqa: E402
from .plans import whole_reads  # noqa: E402

WARM_UP, RUNS = 2, 9
LATE_PAGE = 20
OLDER = re.compile(r'href="(\?[^"]*after=[^"]*)"')

# Forty questions to the search: rare, common, phrase, two words, wrong marks, a number, no match.
QUESTIONS = (
    *("đường", "ô nhiễm", "bồi thường", "đất", "nước", "chợ", "cầu", "trường", "điện", "rác"),
    *("nguyen thi hoa", "tran van", "Lê Thị Lụa", "nông văn khăm", "giang thi", "Quàng", "dang thi kim vinh"),
    *("duong lien thon", "chậm chi trả", "hư hỏng nặng", "ô nhiễm từ trại chăn nuôi", "xây nhà xưởng không phép"),
    *("miếu đồng chiêm", "lò gạch cũ gò mối", "bến đò vườn trầu", "sổ hộ số 77", "so ho so 4711", "Hải Xuyên"),
    *("xã hưng sơn bồi thường", "phường kim thạch rác", "đuòng lìên thôn", "o nhiêm", "bôi thừong", "dien nuoc"),
    *("2019-00077", "2024-01234", "2022-5", "khongcotuxyz", "zzzz", "qwertz asdf"),
)


@dataclass(frozen=True)
class Workload:
    name: str
    prepare: Callable[[], Any]
    work: Callable[[Any], None]


def get(given: tuple[Client, str]) -> None:
    client, address = given
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    getattr(answer, "content", b"")


signed_in = cache(workloads.signed_in)


def page(role: str, address: str) -> Callable[[], tuple[Client, str]]:
    return lambda: (signed_in(role), address)


@cache
def late_page(role: str, address: str) -> tuple[Client, str]:
    """Go on to older rows, outside the clock."""
    client = signed_in(role)
    place, went = address, 0
    for _number in range(LATE_PAGE):
        found = OLDER.search(client.get(place).content.decode())
        if found is None:
            break
        place, went = address.split("?", maxsplit=1)[0] + unescape(found[1]), went + 1
    assert went, f"{address} has no further page"
    return client, place


@cache
def a_case(**which: Any) -> str:
    """The open case whose history is the longest, or any closed one."""
    actor = workloads.somebody(Role.HANDLER)[1]
    cases = Case.objects.visible_to(actor).filter(sealed=False, **which).order_by("-pk")[:300]
    events = Event.objects.filter(subject_type="cases.case", subject_id__in=[one.pk for one in cases])
    longest = events.values("subject_id").annotate(many=Count("pk")).order_by("-many").first()
    assert longest is not None
    return f"/vu-viec/{longest['subject_id']}/"


@cache
def typed() -> tuple[Client, dict[str, str]]:
    """A name that somebody has, with the telephone, as it is typed into the form."""
    client = signed_in(Role.RECEPTIONIST)
    named = Findable.objects.filter(folded__startswith="nguyen thi", party__role__in=STAND_BEHIND)
    common = named.order_by("-pk").first()
    assert common is not None
    who = Party.objects.get(pk=common.party_id).who
    return client, {"name": who.name, "birth_year": str(who.birth_year or ""), "phone": who.phone or "0912345678"}


def type_name(given: tuple[Client, dict[str, str]]) -> None:
    client, said = given
    assert client.post("/tiep-nhan/don-truoc/", said).status_code == 200


@cache
def a_letter() -> tuple[Client, str]:
    actor = workloads.somebody(Role.HANDLER)[1]
    # The newest cases of a large office are of this week, and nothing has left in them yet.
    cases = Case.objects.visible_to(actor).filter(sealed=False, status=Status.CLOSED).order_by("-pk")
    letter = Letter.objects.filter(case__in=cases.values("pk")[:2000], serial__isnull=False).order_by("-pk").first()
    assert letter is not None
    return signed_in(Role.HANDLER), f"/van-ban-di/{letter.pk}.pdf"


def register(actor: Any) -> None:
    workloads.register(actor)


def sweep(_given: Any) -> None:
    op.sweep(by=system("bench"), on=timezone.localdate())


ALL: tuple[Workload, ...] = (
    Workload("open my inbox", page(Role.HANDLER, "/viec/"), get),
    Workload("open the inbox of my unit", page(Role.HANDLER, "/viec/?tab=pool"), get),
    Workload("open the register", page(Role.HANDLER, "/so-don/?tab=all"), get),
    Workload("open a late page of the register", lambda: late_page(Role.HANDLER, "/so-don/?tab=all"), get),
    Workload("filter the register: open, one kind", page(Role.HANDLER, "/so-don/?tab=open&kind=proposal"), get),
    Workload("filter the register: closed, one field", page(Role.HANDLER, "/so-don/?tab=closed&field=land"), get),
    Workload("filter the register: since a day", page(Role.HANDLER, "/so-don/?tab=all&received_from=2026-10-01"), get),
    Workload(
        "filter the register: nasty",
        page(Role.HANDLER, "/so-don/?tab=late&kind=complaint&field=finance&q=nguyen+nuoc"),
        get,
    ),
    Workload("earlier petitions while typing", typed, type_name),
    Workload("open a case on its way", lambda: (signed_in(Role.HANDLER), a_case(status=Status.SUPERVISED)), get),
    Workload("open a closed case", lambda: (signed_in(Role.HANDLER), a_case(status=Status.CLOSED)), get),
    Workload("register a petition", lambda: workloads.somebody(Role.RECEPTIONIST)[1], register),
    Workload("register a petition by the form", workloads.form_filled_in, workloads.send_form),
    Workload("one move with all that follows", workloads.instructed, workloads.take_first),
    Workload("one move by its page", workloads.move_page, workloads.send_move),
    Workload("supervisor's tabs", page(Role.SUPERVISOR, "/giam-sat/"), get),
    Workload("agency scorecard", page(Role.SUPERVISOR, "/giam-sat/co-quan/"), get),
    Workload("open the dashboard", page(Role.SUPERVISOR, "/bao-cao/"), get),
    Workload("leader's list", page(Role.LEADER, "/lanh-dao/"), get),
    Workload("read a letter as PDF", a_letter, get),
    Workload("sweep with nothing to tell", lambda: op.sweep(by=system("bench"), on=timezone.localdate()), sweep),
)
SEARCH = "search without marks"


def main(arguments: list[str]) -> int:
    names = [one.name for one in ALL] + [SEARCH]
    words = argparse.ArgumentParser(prog="./run bench large", description=__doc__)
    words.add_argument("names", nargs="*", metavar="NAME", help=", ".join(names))
    words.add_argument("--runs", type=int, default=RUNS)
    words.add_argument("--json", action="store_true")
    words.add_argument("--plans", action="store_true", help="say which questions read a large table from end to end")
    asked = words.parse_args(arguments)
    if unknown := sorted(set(asked.names) - set(names)):
        words.error(f"unknown workload {unknown[0]}; there are: {', '.join(names)}")
    cases = Case.objects.count()
    if not asked.json:
        print(f"{machine()} · {cases} cases · {asked.runs} runs after {WARM_UP} to warm up")
        print(f"{'workload':<42}{'median ms':>11}{'p95 ms':>9}{'queries':>9}")
    rows = []
    for one in [one for one in ALL if not asked.names or one.name in asked.names]:
        rows.append(_told(measure(one, asked.runs, plans=asked.plans), asked))
    if not asked.names or SEARCH in asked.names:
        rows.append(_told(searches(asked.runs, plans=asked.plans, each=not asked.json), asked))
    if asked.json:
        print(json.dumps({"machine": machine(), "cases": cases, "runs": asked.runs, "rows": rows}))
    return 0


def _told(row: dict[str, Any], asked: argparse.Namespace) -> dict[str, Any]:
    if not asked.json:
        print(f"{row['name']:<42}{row['median_ms']:>11.1f}{row['p95_ms']:>9.1f}{row['queries']:>9}", flush=True)
        for said in row.get("reads", ()):
            print(f"    reads {', '.join(said['tables'])}: {said['sql'][:300]}")
    return row


def measure(one: Workload, runs: int, *, plans: bool) -> dict[str, Any]:
    given = one.prepare()
    with CaptureQueriesContext(connection) as counted:
        one.work(given)
    # At once: the next request empties the list.
    queries, reads = len(counted), _reads(counted, plans=plans)
    times = []
    for run in range(WARM_UP + runs):
        given = one.prepare()
        began = time.perf_counter()
        one.work(given)
        if run >= WARM_UP:
            times.append((time.perf_counter() - began) * 1000)
    return {"name": one.name, **figures(times), "queries": queries, **reads}


def searches(runs: int, *, plans: bool, each: bool) -> dict[str, Any]:
    """Ask all the questions in turn, round after round."""
    client = signed_in(Role.HANDLER)
    times: dict[str, list[float]] = {words: [] for words in QUESTIONS}
    queries, reads = 0, []
    for run in range(1 + runs):
        for words in QUESTIONS:
            began = time.perf_counter()
            answer = client.get("/so-don/", {"tab": "all", "q": words})
            assert answer.status_code == 200, words
            if run:
                times[words].append((time.perf_counter() - began) * 1000)
    for words in QUESTIONS:
        with CaptureQueriesContext(connection) as counted:
            client.get("/so-don/", {"tab": "all", "q": words})
        queries = max(queries, len(counted))
        reads += _reads(counted, plans=plans).get("reads", [])
    if each:
        for words, found in sorted(times.items(), key=lambda one: -statistics.median(one[1]))[:12]:
            print(f"    {words:<38}{statistics.median(found):>11.1f}{max(found):>9.1f}")
    every = [one for found in times.values() for one in found]
    return {"name": SEARCH, **figures(every), "queries": queries, "reads": reads}


def figures(times: list[float]) -> dict[str, float]:
    p95 = sorted(times)[max(0, round(0.95 * len(times)) - 1)]
    return {"median_ms": statistics.median(times), "p95_ms": p95}


def _reads(counted: CaptureQueriesContext, *, plans: bool) -> dict[str, Any]:
    if not plans or connection.vendor != "postgresql":
        return {}
    return {"reads": [{"tables": one.tables, "sql": one.sql} for one in whole_reads(counted.captured_queries)]}


def machine() -> str:
    python = platform.python_version()
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} CPUs, Python {python}, {connection.vendor}"
