"""No machine has a state that nothing leads to, or one that nothing leads out of."""

from dataclasses import replace

import pytest

from cases import access
from cases.vocabulary import Move
from config.machines import Machine, dead_ends, machines, unreachable
from config.pictures import picture
from workflows.steps import FACTS

pytestmark = pytest.mark.once
ALL = {machine.name: machine for machine in machines()}


@pytest.mark.parametrize("name", list(ALL))
def test_every_state_is_reached_and_every_state_leads_to_an_end(name):
    machine = ALL[name]
    assert unreachable(machine) == set()
    assert dead_ends(machine) == set()


@pytest.mark.parametrize("name", list(ALL))
def test_what_is_called_an_end_is_a_state_and_all_others_are_left_by_some_arrow(name):
    machine = ALL[name]
    states = {value for value, _label in machine.states}
    left = {source for arrow in machine.moving for source in arrow.sources}
    assert machine.ends < states
    assert states - left <= machine.ends


@pytest.mark.parametrize("arrow", ALL["Referral"].moving, ids=lambda arrow: arrow.name)
def test_a_machine_that_lost_an_arrow_is_found_out_where_the_arrow_was_the_only_road(arrow):
    machine = ALL["Referral"]
    without = replace(machine, arrows=tuple(one for one in machine.arrows if one != arrow))
    lost = unreachable(without) | dead_ends(without)
    assert lost == ONLY_ROADS.get(arrow.name, set())


ONLY_ROADS = {
    "be_sent": {"sent", "received", "acknowledged", "refused", "recalled", "answered"},
    "be_received": {"received", "acknowledged", "answered"},
    "be_acknowledged": {"acknowledged", "answered"},
    "be_refused": {"refused"},
    "be_recalled": {"recalled"},
    "be_answered": {"answered"},
    "be_ended": {"ended"},
}


def test_every_move_is_granted_to_somebody_and_every_step_to_one_who_may_take_it():
    for move in Move:
        assert access.GRANTS[move], f"nobody may {move.value}"
    for step, facts in FACTS.items():
        assert facts.role in {grant.role for grant in access.GRANTS[facts.move]}, step.value


def test_a_picture_shows_every_state_and_every_arrow_that_moves():
    for machine in ALL.values():
        drawn = picture(machine)
        for value, _label in machine.states:
            assert f">{value}<" in drawn
        for arrow in machine.moving:
            assert f">{arrow.name}<" in drawn
        assert drawn.count('class="tip"') >= len(machine.moving)
        assert drawn.count('class="dot"') == sum(len(arrow.sources) for arrow in machine.moving)


def test_what_a_picture_says_is_escaped():
    odd = Machine(
        name="<M>",
        table="m",
        column="status",
        states=(("a", "x < y"),),
        starts=("a",),
        ends=frozenset({"a"}),
        arrows=(),
    )
    assert "x &lt; y" in picture(odd)
    assert "<M>" not in picture(odd)
