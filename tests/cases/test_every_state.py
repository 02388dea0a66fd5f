"""Role × state × move: each state offers what the two reviewed pages say together, and somebody can always go on."""

from pathlib import Path

import pytest
from django.conf import settings

from cases import access
from cases.lifecycle import reasons_against
from cases.models import Case
from cases.queries import NOT_ON_A_CASE, moves_open_to
from cases.vocabulary import Move, Status
from deadlines.vocabulary import DutyState
from organizations.vocabulary import Role
from tests.stories import (
    a_bereaved_complaint,
    a_case,
    a_complaint_at_the_agency,
    accepted,
    asked_to_help,
    decided,
    gone_round,
    inspection_planned,
    supplement_asked,
    supplement_lapsed,
    suspended,
    withdrawal_doubted,
)
from workflows.follow import misaligned
from workflows.steps import FACTS, steps_for, steps_of_requests

pytestmark = pytest.mark.django_db

OPEN = [status for status in Status if status != Status.CLOSED]


def the_page(name: str) -> str:
    return (Path(settings.BASE_DIR) / "docs" / name).read_text(encoding="utf-8")


def from_where() -> dict[str, set[str]]:
    """Read off docs/lifecycle.md in which states the machine knows each move."""
    table = the_page("lifecycle.md").split("## Moves\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split(" | ") for line in table.splitlines() if line.startswith("| `")]
    every = set(Status.values)
    return {row[0].split("`")[1]: every if row[1] == "any" else set(row[1].split(", ")) for row in rows}


def by_whom() -> dict[str, set[str]]:
    """Read off docs/permissions.md which roles are granted each move, whatever their reach."""
    table = the_page("permissions.md").split("## Moves\n")[1].split("\n## ")[0]
    lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in table.splitlines() if line[:2] == "| "]
    head, rows = lines[0], lines[1:]
    return {
        row[0].split("`")[1]: {role for role, mark in zip(head[1:], row[1:], strict=True) if mark != "–"}
        for row in rows
    }


def somebody(office, role):
    unit = office.agency if role.startswith("agency") else office.province
    return office.actor(role, unit) if (unit.pk, role) in office.people else None


@pytest.mark.parametrize("status", list(Status))
def test_in_every_state_each_role_is_offered_what_both_pages_grant_and_the_rest_has_a_reason(office, status):
    case = a_case(office, at=status)
    possible, granted = from_where(), by_whom()
    for role in Role.values:
        actor = somebody(office, role)
        if actor is None:
            continue
        offered = set(moves_open_to(actor, case))
        wanted = {
            move for move in Move if move not in NOT_ON_A_CASE and status in possible[move] and role in granted[move]
        }
        assert offered <= wanted, role
        for move in wanted - offered:
            assert reasons_against(case, move) or not access.may(actor, move, case) or move in ABOUT_ANOTHER, (
                role,
                move,
            )


ABOUT_ANOTHER = {Move.ACKNOWLEDGE_REQUEST, Move.REFUSE_REQUEST, Move.ANSWER_REQUEST}
"""Possible on some request, which is another agency's."""


def a_dispute(office):
    case = a_case(office, at=Status.IN_HAND)
    gone_round(office, case)
    return case


def a_helped_case(office):
    case = a_case(office, at=Status.IN_HAND)
    asked_to_help(office, case, office.agency)
    return case


def an_accepted_complaint(office):
    case = a_complaint_at_the_agency(office)
    accepted(office, case)
    return case


def a_suspended_complaint(office):
    case = an_accepted_complaint(office)
    suspended(office, case)
    return case


def a_decided_complaint(office):
    case = an_accepted_complaint(office)
    decided(office, case)
    return case


def a_case_that_waits(office):
    case = a_case(office, at=Status.IN_HAND)
    supplement_asked(office, case)
    return case


def a_case_nobody_came_to(office):
    case = a_case(office, at=Status.IN_HAND)
    supplement_lapsed(office, case)
    return case


def a_doubted_withdrawal(office):
    case = a_case(office, at=Status.FORWARDED)
    withdrawal_doubted(office, case)
    return case


def an_inspection_planned(office):
    case = a_case(office, at=Status.SUPERVISED)
    inspection_planned(office, case)
    return case


STANDS = {status.value: lambda office, at=status: a_case(office, at=at) for status in OPEN} | {
    "complaint waiting": a_complaint_at_the_agency,
    "complaint accepted": an_accepted_complaint,
    "complaint suspended": a_suspended_complaint,
    "complaint decided": a_decided_complaint,
    "going round": a_dispute,
    "helped": a_helped_case,
    "waits for the petitioner": a_case_that_waits,
    "waits for the leader because nobody came": a_case_nobody_came_to,
    "waits for an heir": a_bereaved_complaint,
    "inspection planned": an_inspection_planned,
    "withdrawal doubted": a_doubted_withdrawal,
}


@pytest.mark.parametrize("stand", list(STANDS))
def test_wherever_an_open_case_stands_it_has_an_owner_a_clock_and_a_task_that_its_holder_can_do(office, stand):
    case = Case.objects.get(pk=STANDS[stand](office).pk)
    assert case.unit_id
    assert case.handler_id or case.status == Status.REGISTERED
    assert case.duties.filter(state=DutyState.RUNNING).exists()
    steps = steps_for(case) | {step for wanted in steps_of_requests(case).values() for step in wanted}
    assert steps
    assert misaligned(case) == ""
    for step in steps:
        holder = somebody(office, FACTS[step].role)
        assert FACTS[step].move in moves_open_to(holder, case), f"{step} stands in the list of one who cannot do it"
