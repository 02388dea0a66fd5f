"""What is measured against what: the product's workload, the same by Django alone, the same by plain SQL."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

from django.db.models import Max
from django.test import Client
from django.utils import timezone

from audit.actor import Actor, system
from audit.verifying.chains import Share, check_share
from bench import large, workloads
from bench.register import plain_loop
from cases import operations as op
from cases.models import Case, Duty
from cases.vocabulary import Status
from deadlines.vocabulary import DutyState
from desk.forms.dashboard import DashboardForm
from desk.listing.order import turned
from desk.listing.register_filter import narrowed
from organizations.models import Unit
from organizations.vocabulary import Role
from reports.dashboard import Asked, board, limits

from . import looking, plain, site
from .written import Traces, keys, marks, rows, rows_between

PRODUCT, DJANGO, SQL = "product", "django", "sql"
VERIFIED = 1_000
"""Cases whose events are checked in one round."""
TOLD = 100


class TooSmall(RuntimeError):
    """The office does not hold what would be measured."""


@dataclass(frozen=True)
class Side:
    """What it needs first, and what is timed."""

    prepare: Callable[[], Any]
    work: Callable[[Any], Any]
    stays: bool = True
    """What it writes is the office's; of what does not stay, nothing is left in the end."""


@dataclass(frozen=True)
class Pair:
    name: str
    sides: dict[str, Side]
    goals: dict[str, float] = field(default_factory=dict)
    """So many times the floor at most."""
    each: int = 1
    """Into so many pieces the time of one round is divided."""


def pairs(left: Traces) -> tuple[Pair, ...]:
    return (
        registering(left),
        move_by_page(left),
        move_alone(left),
        Pair(
            "inbox",
            {
                PRODUCT: _page(Role.HANDLER, "/viec/"),
                DJANGO: Side(lambda: (_thin(Role.HANDLER), "/inbox/"), large.get),
                SQL: Side(
                    lambda: workloads.somebody(Role.HANDLER)[1],
                    lambda who: _some(looking.inbox(int(who.key), who.unit)),
                ),
            },
            {DJANGO: 4},
        ),
        Pair(
            "register page",
            {
                PRODUCT: _page(Role.HANDLER, "/so-don/?tab=all"),
                SQL: Side(lambda: workloads.somebody(Role.HANDLER)[1].unit, lambda unit: _some(looking.register(unit))),
            },
        ),
        *searches(),
        case_page("case page, on its way", Status.SUPERVISED),
        case_page("case page, closed", Status.CLOSED),
        *dashboards(),
        sweep(left),
        verify(),
    )


def registering(left: Traces) -> Pair:
    @cache
    def pattern() -> plain.Pattern:
        return plain.learn(lambda: workloads.somebody(Role.RECEPTIONIST)[1], workloads.register)

    def by_form() -> tuple[Client, dict[str, str]]:
        return large.signed_in(Role.RECEPTIONIST), workloads.form_filled_in()[1]

    def thin() -> tuple[Client, str, dict[str, str]]:
        return _thin(Role.RECEPTIONIST), "/register/", workloads.form_filled_in()[1]

    return Pair(
        "register a petition by the form",
        {
            PRODUCT: Side(by_form, workloads.send_form),
            DJANGO: Side(thin, send, stays=False),
            SQL: Side(pattern, lambda learned: learned.write({}), stays=False),
        },
        {DJANGO: 4},
    )


def move_by_page(left: Traces) -> Pair:
    def page() -> tuple[Client, str]:
        return large.signed_in(Role.HANDLER), workloads.move_page()[1]

    def thin() -> tuple[Client, str, dict[str, str]]:
        case, _actor = _instructed(left)[0]
        return _thin(Role.HANDLER), f"/case/{case.pk}/move/", {}

    return Pair(
        "one move by its page",
        {PRODUCT: Side(page, workloads.send_move), DJANGO: Side(thin, send, stays=False)},
        {DJANGO: 6},
    )


def move_alone(left: Traces) -> Pair:
    @cache
    def pattern() -> plain.Pattern:
        return plain.learn(workloads.instructed, workloads.take_first)

    def beginning() -> tuple[plain.Pattern, dict[str, list[int]]]:
        learned = pattern()
        begun = _instructed(left)[1]
        return learned, {table: [one[keys()[table]] for one in some] for table, some in begun.items()}

    return Pair(
        "one move, the operation alone",
        {
            PRODUCT: Side(workloads.instructed, workloads.take_first),
            SQL: Side(beginning, lambda given: given[0].write(given[1]), stays=False),
        },
        {SQL: 12},
    )


def case_page(name: str, status: str) -> Pair:
    def ours() -> tuple[Client, str]:
        if (
            not Case.objects.visible_to(workloads.somebody(Role.HANDLER)[1])
            .filter(sealed=False, status=status)
            .exists()
        ):
            raise TooSmall("the handler sees no such case")
        return large.signed_in(Role.HANDLER), large.a_case(status=status)

    def thin() -> tuple[Client, str]:
        number = large.a_case(status=status).strip("/").rpartition("/")[2]
        return _thin(Role.HANDLER), f"/case/{number}/"

    return Pair(
        name,
        {
            PRODUCT: Side(ours, large.get),
            DJANGO: Side(thin, large.get),
        },
        {DJANGO: 5},
    )


def searches() -> tuple[Pair, Pair]:
    """The page with its tabs and their counts, and what is found alone."""
    by_sql = Side(
        lambda: workloads.somebody(Role.HANDLER)[1].unit,
        lambda unit: [looking.search(unit, words) for words in large.QUESTIONS],
    )
    pages = Side(lambda: large.signed_in(Role.HANDLER), _search)
    found = Side(lambda: workloads.somebody(Role.HANDLER)[1], _find)
    each = len(large.QUESTIONS)
    return (
        Pair("search", {PRODUCT: pages, SQL: by_sql}, {SQL: 3}, each=each),
        Pair("search, what is found alone", {PRODUCT: found, SQL: by_sql}, {SQL: 3}, each=each),
    )


def dashboards() -> tuple[Pair, Pair]:
    """The page with its charts, and the figures alone."""
    today = timezone.localdate()

    def asked() -> Asked:
        return DashboardForm({}, seen_by=workloads.somebody(Role.SUPERVISOR)[1], today=today).asked

    def groups() -> tuple[str, list[int], list[int], Asked]:
        said, known = asked(), limits()
        return Unit.objects.get(pk=said.seen_by.unit).path, list(known.law), list(known.letter), said

    def group(given: tuple[str, list[int], list[int], Asked]) -> None:
        path, law, letter, said = given
        looking.figures(path, law, letter, first=said.first, on=said.last)

    by_sql = Side(groups, group)
    return (
        Pair("dashboard", {PRODUCT: _page(Role.SUPERVISOR, "/bao-cao/"), SQL: by_sql}, {SQL: 1.5}),
        Pair("dashboard, the figures alone", {PRODUCT: Side(asked, board), SQL: by_sql}, {SQL: 1.5}),
    )


def sweep(left: Traces) -> Pair:
    """Tell some duties whose day is today; afterwards they are as they were."""
    today = timezone.localdate()
    used: set[int] = set()

    def armed() -> list[int]:
        op.sweep(by=system("bench"), on=today)
        waiting = Duty.objects.filter(state=DutyState.RUNNING, due_on__gt=today).exclude(case__in=used).order_by("-pk")
        chosen = {one.case_id: one.pk for one in waiting[: 3 * TOLD]}
        cases, duties = list(chosen)[:TOLD], list(chosen.values())[:TOLD]
        if len(duties) < TOLD:
            raise TooSmall("too few duties run here: load more cases, or ask for fewer rounds")
        used.update(cases)
        left.keep({"cases_duty": rows("cases_duty", f"id IN ({', '.join(map(str, duties))})", [])})
        heads = ", ".join(f"'cases.case:{case}'" for case in cases)
        left.keep({"audit_chainhead": rows("audit_chainhead", f"chain IN ({heads})", [])})
        Duty.objects.filter(pk__in=duties).update(
            watched_from=today - timedelta(days=1), due_on=today, next_mark_on=today
        )
        return duties

    def ours(duties: list[int]) -> None:
        assert op.sweep(by=system("bench"), on=today) >= len(duties)

    def plainly(duties: list[int]) -> None:
        assert looking.tell(duties, on=today) == len(duties)

    return Pair(
        f"sweep: {TOLD} marks to tell",
        {PRODUCT: Side(armed, ours, stays=False), SQL: Side(armed, plainly, stays=False)},
        each=TOLD,
    )


def verify() -> Pair:
    """The events of some cases, checked and only hashed."""

    def some() -> tuple[int, int]:
        last = Case.objects.aggregate(last=Max("pk"))["last"]
        return max(1, last // 2 - VERIFIED), last // 2

    def check(given: tuple[int, int]) -> None:
        assert not check_share(Share("cases.case", *given)).findings

    def loop(given: tuple[int, int]) -> None:
        assert plain_loop("cases.case", *given)

    return Pair(
        f"verify the events of {VERIFIED:,} cases", {PRODUCT: Side(some, check), SQL: Side(some, loop)}, {SQL: 2}
    )


def send(given: tuple[Client, str, dict[str, str]]) -> None:
    client, address, typed = given
    answer = client.post(address, typed)
    assert answer.status_code == 302, (address, answer.status_code, answer.content[:300])


def _search(client: Client) -> None:
    for words in large.QUESTIONS:
        assert client.get("/so-don/", {"tab": "all", "q": words}).status_code == 200


def _find(actor: Actor) -> None:
    for words in large.QUESTIONS:
        asked = narrowed({"tab": "all", "q": words}, seen_by=actor, on=timezone.localdate())
        turned(asked.cases.select_related("unit", "lead__agency", "handler"), asked.order)


@cache
def _thin(role: str) -> Client:
    return site.signed_in(workloads.somebody(role)[0])


def _page(role: str, address: str) -> Side:
    return Side(large.page(role, address), large.get)


def _some(rows: list[Any]) -> None:
    assert rows


def _instructed(left: Traces) -> tuple[Any, dict[str, list[dict[str, Any]]]]:
    """A case of the product's, ready for one move, which is as it was when the floor has gone."""
    before = marks()
    given = workloads.instructed()
    begun = rows_between(before, marks())
    left.keep(begun)
    return given, begun
