"""`python -m tests.mutation`: does any test notice when the clock or the calendar is broken in one place?

Each mutant lives in a process of its own, forked after the heavy imports; the files on disk are never touched.
"""

import importlib
import importlib.abc
import importlib.util
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType

import django.db.models
import hypothesis
import pytest
import yaml

import verify_certificate
from tests.mutation.equivalent import EQUIVALENT
from tests.mutation.mutants import Mutant, mutants

ROOT = Path(__file__).resolve().parents[2]
# Imported here once, so that two hundred processes need not.
HEAVY = (django.db.models, hypothesis, yaml, verify_certificate)
LONGEST = 40
HERE = "tests/deadlines"
PURE = [
    "-c", os.devnull, "--rootdir", str(ROOT), "--noconftest", "-p", "tests.mutation.fixtures", "-p", "no:django",
    "-p", "no:cacheprovider",
    f"{HERE}/test_counting.py", f"{HERE}/test_counting_properties.py",
    f"{HERE}/test_verifier.py::test_another_count_comes_to_the_same_date",
]  # fmt: skip
ROWS = [f"{HERE}/test_working_calendar.py"]
TARGETS = {
    "deadlines.clock": PURE,
    "deadlines.working_days": PURE,
    "deadlines.facts": PURE,
    "deadlines.calendar": ROWS,
}
QUIET = ["-q", "-x", "-p", "no:randomly", "-p", "no:xdist", "-p", "no:cov"]


class Broken(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Gives the mutant to whoever imports the module."""

    def __init__(self, mutant: Mutant) -> None:
        self.mutant = mutant

    def find_spec(self, fullname: str, path: object, target: object = None) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.mutant.module:
            return None
        return importlib.util.spec_from_loader(fullname, self)

    def get_source(self, fullname: str) -> str:
        return self.mutant.code

    def get_code(self, fullname: str) -> CodeType:
        return compile(self.mutant.code, f"<{fullname}>", "exec")


@dataclass
class Trial:
    mutant: Mutant
    until: float


def try_all(wanted: Sequence[Mutant], at_once: int) -> Iterator[tuple[Mutant, str]]:
    """Yield each mutant with what became of it: killed, survived or endless."""
    waiting, running = list(reversed(wanted)), dict[int, Trial]()
    while waiting or running:
        while waiting and len(running) < at_once:
            mutant = waiting.pop()
            running[_start(mutant, TARGETS[mutant.module])] = Trial(mutant, time.monotonic() + LONGEST)
        pid, status = os.waitpid(-1, os.WNOHANG)
        if pid:
            yield running.pop(pid).mutant, _verdict(os.waitstatus_to_exitcode(status))
            continue
        for number, trial in running.items():
            if time.monotonic() > trial.until:
                os.kill(number, signal.SIGKILL)
        time.sleep(0.01)


def _start(mutant: Mutant, tests: Sequence[str]) -> int:
    sys.stdout.flush()
    pid = os.fork()
    if pid:
        return pid
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    if mutant.code:
        sys.meta_path.insert(0, Broken(mutant))
    code = 70
    try:
        if tests is PURE:
            importlib.import_module("tests.mutation.first_look").look()
        code = int(pytest.main([*QUIET, *tests]))
    finally:
        # Whatever was raised at the first look, the mutant was noticed.
        os._exit(1 if sys.exc_info()[0] else code)


def _verdict(code: int) -> str:
    if code == 0:
        return "survived"
    if code == -signal.SIGKILL:
        return "endless"
    # 1: a test failed, 2 and 3: the broken module cannot even be imported. Else nobody has tested anything.
    return "killed" if code in {1, 2, 3} else f"not tried ({code})"


def _every(modules: Sequence[str]) -> list[Mutant]:
    return [
        mutant
        for module in modules
        for mutant in mutants(module, (ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    ]


def main(arguments: list[str]) -> int:
    modules = arguments or list(TARGETS)
    os.chdir(ROOT)
    for module in modules:
        # Unbroken, the tests pass: else every mutant would seem killed.
        _, status = os.waitpid(_start(Mutant(module, "unbroken", ""), TARGETS[module]), 0)
        if status:
            print(f"{module}: the tests fail without any mutant")
            return 1
    every, found = _every(modules), Counter[tuple[str, str]]()
    began, left = time.monotonic(), []
    known = {name for name in EQUIVALENT if name.partition(" ")[0] in modules}
    unknown = known - {mutant.name for mutant in every}
    for mutant, fate in try_all([one for one in every if one.name not in known], os.cpu_count() or 1):
        found[mutant.module, fate] += 1
        if fate not in {"killed", "endless"}:
            left.append(f"{fate}: {mutant.name}")
            print(left[-1], flush=True)
    for module in modules:
        fates = {fate: number for (one, fate), number in sorted(found.items()) if one == module}
        equal = sum(name.startswith(f"{module} ") for name in known)
        print(f"{module}: {sum(fates.values()) + equal} mutants, {fates}, {equal} equivalent")
    print(f"{time.monotonic() - began:.0f} s")
    for name in sorted(unknown):
        print(f"no longer made, take it off the list: {name}")
    return int(bool(left or unknown))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
