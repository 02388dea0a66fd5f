"""The maker of mutants breaks what it should and nothing else, and a run of it tells the noticed from the unnoticed."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import mutants

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]

SOURCE = '''
"""A docstring is no code."""


def late(due: int, today: int, *, grace: int = 1) -> bool:
    """Nor is this."""
    if today and not due:
        raise ValueError
    return due + grace < today
'''


def changes(source):
    return {one.name.partition(": ")[2] for one in mutants("m", source)}


def test_each_small_mistake_is_made_once():
    assert changes(SOURCE) == {
        "1 -> 2",
        "1 -> 0",
        "if today and (not due): raise ValueError -> if not (today and (not due)): raise ValueError",
        "today and (not due) -> today or not due",
        "today and (not due) -> not due",
        "today and (not due) -> today",
        "not due -> due",
        "raise ValueError -> pass",
        "return due + grace < today -> return None",
        "due + grace < today -> due + grace <= today",
        "due + grace < today -> due + grace > today",
        "due + grace -> due - grace",
    }


def test_a_mutant_differs_from_the_program_in_its_own_place_only():
    plain = ast.unparse(ast.parse(SOURCE))
    for mutant in mutants("m", SOURCE):
        assert mutant.code != plain
        lines = zip(plain.split("\n"), mutant.code.split("\n"), strict=False)
        assert sum(one != other for one, other in lines) <= 2


def test_the_same_change_twice_has_two_names():
    assert changes("a = 1\nb = 1") == {"1 -> 2", "1 -> 0", "1 -> 2 #2", "1 -> 0 #2"}


@pytest.mark.parametrize("name", EQUIVALENT)
def test_a_mutant_that_is_let_live_is_really_made_and_says_why(name):
    module = name.partition(" ")[0]
    source = (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8")
    assert name in {one.name for one in mutants(module, source)}
    assert len(EQUIVALENT[name]) > 20


@pytest.mark.deep
def test_no_mutant_of_the_clock_and_the_calendar_is_left_alive():
    done = subprocess.run(
        [sys.executable, "-m", "tests.mutation"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    sys.stdout.write(done.stdout)
    assert done.returncode == 0, done.stdout + done.stderr
