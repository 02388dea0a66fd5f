"""What the product is measured against does the same work: the same rows written, the same rows found."""

import json
from datetime import timedelta

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from audit.actor import system
from audit.verifying.chains import Share, check_share
from bench import large, workloads
from bench.floor import looking, pairs, plain, site
from bench.floor.command import main, measure, told, weigh
from bench.floor.written import Traces, keys, marks, rows, rows_between, traces
from cases import operations as op
from cases.models import Case, Duty, DutyNotice
from cases.searching import having
from cases.vocabulary import Status
from deadlines.vocabulary import DutyState
from organizations.vocabulary import Role
from reports.dashboard import Asked, board, limits
from tests.factories import an_office

TODAY = timezone.localdate()


@pytest.fixture
def house(transactional_db):
    """One that commits: the floors speak to the driver past Django's transactions."""
    for known in (large.signed_in, large.a_case, pairs._thin):
        known.cache_clear()
    office = an_office()
    # The first one of an office opens its book and writes its key down.
    workloads.register(workloads.somebody(Role.RECEPTIONIST)[1])
    return office


def held() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(f"SELECT '{table}', count(*) FROM {table}" for table in keys()))
        return dict(cursor.fetchall())


def written(work) -> dict[str, int]:
    before = marks()
    work()
    return {table: len(some) for table, some in rows_between(before, marks()).items()}


def begun(left: Traces) -> dict[str, list[int]]:
    given = pairs._instructed(left)[1]
    return {table: [one[keys()[table]] for one in some] for table, some in given.items()}


def states(case: Case) -> tuple[list[str], list[tuple[str, str]]]:
    duties = sorted(f"{one.rule.key}: {one.state}" for one in case.duties.all())
    return duties, sorted(case.assignments.values_list("step", "ending"))


def test_a_registration_by_plain_sql_writes_as_many_rows_of_each_table_as_the_products(house):
    receptionist = workloads.somebody(Role.RECEPTIONIST)[1]
    with traces() as left:
        left.leave(plain.begin_book)
        pattern = plain.learn(lambda: receptionist, workloads.register)
        products = written(lambda: workloads.register(receptionist))
        assert written(lambda: left.leave(lambda: pattern.write({}))) == products
        assert {"cases_case", "audit_event", "cases_historicalcase", "cases_duty", "audit_dispatch"} <= products.keys()
        bare, ours = Case.objects.order_by("-pk")[:2]
        assert (bare.number, bare.status) == ("F-0000001", ours.status)
        assert bare.matters.get().petition.parties.get().name == "Nguyễn Thị Đo Đạc"
        assert [one.due_on for one in bare.duties.all()] == [one.due_on for one in ours.duties.all()]
        assert bare.assignments.get().duty.case_id == bare.pk


def test_a_move_by_plain_sql_writes_the_same_rows_and_changes_the_same_columns(house):
    with traces() as left:
        pattern = plain.learn(workloads.instructed, workloads.take_first)
        case, actor = workloads.instructed()
        products = written(lambda: op.take_up(case, by=actor, on=TODAY))
        given = begun(left)
        assert written(lambda: left.leave(lambda: pattern.write(given))) == products
        bare = Case.objects.get(pk=given["cases_case"][0])
        ours = Case.objects.get(pk=case.pk)
        assert bare.status == ours.status == Status.IN_HAND
        assert states(bare) == states(ours)


def test_nothing_of_a_floor_stays(house):
    """Neither its rows, nor what it did to the product's: the chains are whole."""
    before = held()
    with traces() as left:
        pattern = plain.learn(lambda: workloads.somebody(Role.RECEPTIONIST)[1], workloads.register)
        products = held()
        left.leave(plain.begin_book)
        left.leave(lambda: pattern.write({}))
        assert held() != products
    assert held() == products != before
    with traces() as left:
        pattern = plain.learn(workloads.instructed, workloads.take_first)
        given = begun(left)
        image = rows("cases_case", "id = %s", given["cases_case"])
        products = held()
        left.leave(lambda: pattern.write(given))
        after = rows("cases_case", "id = %s", given["cases_case"])
        assert after != image
        left.keep({"cases_case": after})  # another floor goes over the same case
    assert held() == products
    assert rows("cases_case", "id = %s", given["cases_case"]) == image
    assert check_share(Share("cases.case", 1, Case.objects.latest("pk").pk)).findings == []


def test_the_thin_application_registers_moves_and_shows(house):
    with traces() as left:
        left.leave(plain.begin_book)
        client = site.signed_in(house.person(Role.RECEPTIONIST))
        typed = workloads.form_filled_in()[1]
        new = written(lambda: left.leave(lambda: pairs.send((client, "/register/", typed))))
        history = {"cases_historicalpetition", "cases_historicalcase"}
        assert {"cases_petition", "cases_case", "cases_duty", "audit_event", "audit_dispatch", *history} <= new.keys()
        case = Case.objects.latest("pk")
        shown = client.get(f"/case/{case.pk}/").content.decode()
        assert "Nguyễn Thị Đo Đạc" in shown
        assert "Đường liên thôn hư hỏng nặng." in shown
        ready, _rows = pairs._instructed(left)
        left.leave(lambda: pairs.send((client, f"/case/{ready[0].pk}/move/", {})))
        assert Case.objects.get(pk=ready[0].pk).status == Status.IN_HAND
        client.logout()
        assert client.get("/inbox/").status_code == 302


def test_plain_sql_finds_what_the_product_finds(house):
    """The tasks of a person, the newest of a unit, what has a word, the figures of a year."""
    first = Case.objects.get()
    case, actor = workloads.instructed()
    op.take_up(case, by=actor, on=TODAY)
    other = workloads.register(workloads.somebody(Role.RECEPTIONIST)[1])
    (task,) = looking.inbox(actor.person_id, actor.unit)
    assert (task[4], task[1]) == (case.number, "screen")
    assert [one[0] for one in looking.register(actor.unit)] == [other.pk, case.pk, first.pk]
    for words in ("duong thon", "Đo Đạc", case.number, "duong khongco"):
        found = having(words, Case.objects.visible_to(actor)).cases.order_by("-registered_on", "-pk")
        assert [one[0] for one in looking.search(actor.unit, words)] == [one.pk for one in found]
    known, since = limits(), TODAY.replace(month=1, day=1)
    Duty.objects.filter(case=other).update(due_on=TODAY - timedelta(days=1))
    supervisor = workloads.somebody(Role.SUPERVISOR)[1]
    plainly = looking.figures(house.province.path, list(known.law), list(known.letter), first=since, on=TODAY)
    shown = board(Asked(supervisor, since, TODAY, TODAY))
    assert sum(one[3] for one in plainly[0]) == shown.total.figures["received"] == 3
    assert sum(one[5] for one in plainly[1]) == shown.total.missed == 1
    assert sum(one[1] for one in plainly[4]) == shown.open_now


def test_a_sweep_by_plain_sql_tells_of_the_same_duties(house):
    for _case in range(2):
        workloads.register(workloads.somebody(Role.RECEPTIONIST)[1])
    duties = list(Duty.objects.filter(state=DutyState.RUNNING))
    for duty in duties:
        Duty.objects.filter(pk=duty.pk).update(watched_from=TODAY - timedelta(days=9), due_on=TODAY, next_mark_on=TODAY)
    half = [one.pk for one in duties if one.case_id == duties[0].case_id]
    with traces() as left:
        left.keep({"cases_duty": rows("cases_duty", "case_id = %s", [duties[0].case_id])})
        left.keep({"audit_chainhead": rows("audit_chainhead", "chain = %s", [f"cases.case:{duties[0].case_id}"])})
        assert left.leave(lambda: looking.tell(half, on=TODAY)) == len(half)
        assert set(DutyNotice.objects.values_list("duty", flat=True)) == set(half)
        assert looking.tell(half, on=TODAY) == 0
    assert op.sweep(by=system("bench"), on=TODAY) == len(duties)
    assert check_share(Share("cases.case", 1, Case.objects.latest("pk").pk)).findings == []


def test_the_command_says_it_as_json_and_leaves_whole_chains(house, capsys):
    assert main(["one move, the operation alone", "--rounds", "1", "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)["rows"]
    assert (row["name"], row["goals"], row["django_ms"]) == ("one move, the operation alone", {"sql": 12}, None)
    assert row["to_sql"] == pytest.approx(row["median_ms"] / row["sql_ms"])
    assert check_share(Share("cases.case", 1, Case.objects.latest("pk").pk)).findings == []
    assert not rows("cases_numberseries", "name = %s", [plain.BOOK])


def test_an_office_that_is_too_small_for_a_measure_says_so(house, capsys):
    assert main([f"sweep: {pairs.TOLD} marks to tell", "--rounds", "1"]) == 0
    assert "left out: too few duties run here" in capsys.readouterr().out


@pytest.mark.row_locks
def test_nobody_else_is_in_the_database_while_rows_are_taken_away(house, capsys):
    another = psycopg.connect(**{**connection.get_connection_params(), "cursor_factory": psycopg.Cursor})
    with another, pytest.raises(SystemExit):
        main(["inbox"])
    assert "1 more are at work" in capsys.readouterr().err


def test_rounds_are_weighed_side_by_side_against_the_goal(house):
    with traces() as left:
        left.leave(plain.begin_book)
        row = measure(pairs.registering(left), left, 1)
    assert {"median_ms", "p95_ms", "django_ms", "sql_ms", "to_django", "to_sql"} <= row.keys()
    slow = weigh("x", {"product": [40.0, 44.0, 48.0], "django": [10.0, 11.0, 12.0]}, {"django": 3})
    assert (slow["to_django"], slow["to_sql"], slow["reached"]) == (4.0, None, False)
    assert told(slow).endswith("≤ 3 × Django, not reached")
    assert told({**slow, "reached": True}).endswith(", reached")
