"""The house keeps its rules, and each rule can tell when it is broken."""

import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest

from cases import lifecycle, models
from tests.architecture import rules

pytestmark = pytest.mark.once

ROOT = Path(__file__).parents[2]
# What has to wait until the applications are loaded is imported there and nowhere else.
INNER_IMPORTS_ALLOWED = "apps.py"
SKIPPED_TEXT = {".woff2", ".ttf", ".otf", ".png", ".jpg", ".ico", ".pdf", ".mo", ".gz", ".docx", ".xlsx"}


def tracked() -> list[Path]:
    names = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode()
    files = [ROOT / name for name in names.split("\0") if name]
    # Outside of a repository (an unpacked archive) everything beside the environment counts.
    return [file for file in files or ROOT.rglob("*") if file.is_file() and ".venv" not in file.parts]


def sources(packages: Iterable[str]) -> list[Path]:
    files = (file for package in packages for file in sorted((ROOT / package).rglob("*.py")))
    return [file for file in files if "migrations" not in file.parts]


def complaints(file: Path, said: Iterable[str]) -> list[str]:
    return [f"{file.relative_to(ROOT)}, {line}" for line in said]


def transitions() -> set[str]:
    classes = [value for module in (lifecycle, models) for value in vars(module).values() if isinstance(value, type)]
    return {name for kind in classes for name in dir(kind) if hasattr(getattr(kind, name, None), "_django_fsm")}


def test_relations_by_name_go_one_way_as_imports_do():
    found = [
        line
        for package in sorted(rules.OURS)
        for file in sources([package])
        for line in complaints(file, rules.upward_references(package, file.read_text()))
    ]
    assert not found, "\n".join(found)


def test_interfaces_and_reports_write_nothing():
    found = []
    for file in sources(["desk", "portal", "api", "reports"]):
        # What a person keeps for themselves (drafts, saved filters) is no fact of the office.
        if file.relative_to(ROOT).parts[:2] != ("desk", "personal"):
            found += complaints(file, rules.row_writes(file.read_text()))
    assert not found, "\n".join(found)


def test_only_operations_run_a_transition():
    names = transitions()
    assert {"take_up", "close", "reopen"} <= names
    found = []
    for file in sources(rules.OURS):
        if file.relative_to(ROOT).parts[:2] != ("cases", "operations"):
            found += complaints(file, rules.transitions_called(file.read_text(), names))
    assert not found, "\n".join(found)


def test_no_module_is_called_what_anything_could_be_called():
    found = [line for file in sources(rules.OURS) for line in rules.banned_name(str(file.relative_to(ROOT)))]
    assert not found, "\n".join(found)


def test_imports_stand_at_the_top():
    found = []
    for file in sources(rules.OURS):
        if file.name != INNER_IMPORTS_ALLOWED:
            found += complaints(file, rules.inner_imports(file.read_text()))
    assert not found, "\n".join(found)


def test_no_tracked_file_names_a_registry_or_one_machine():
    found = []
    for file in tracked():
        if file.suffix not in SKIPPED_TEXT and "vendor" not in file.parts:
            found += complaints(file, rules.machine_words(file.read_text(encoding="utf-8", errors="replace")))
    assert not found, "\n".join(found)


def test_pages_and_pictures_hold_no_style_and_no_script():
    found = []
    for package in sorted(rules.OURS):
        for pattern in ("templates/**/*.html", "static/**/*.svg"):
            for file in (ROOT / package).glob(pattern):
                if "vendor" not in file.parts:
                    found += complaints(file, rules.inline_code(file.read_text(encoding="utf-8")))
    assert not found, "\n".join(found)


BROKEN = {
    "a relation upwards": lambda: rules.upward_references(
        "deadlines", 'models.ForeignKey("cases.Case", models.CASCADE)'
    ),
    "a relation sideways": lambda: rules.upward_references("deadlines", 'x = ManyToManyField(to="organizations.Unit")'),
    "get_model upwards": lambda: rules.upward_references("audit", 'apps.get_model("cases", "Case")'),
    "a row created by a page": lambda: rules.row_writes("Case.objects.create(number=1)"),
    "a row saved by a page": lambda: rules.row_writes("case.save()"),
    "rows updated by a page": lambda: rules.row_writes('Case.objects.filter(pk=1).update(status="closed")'),
    "a row deleted by a page": lambda: rules.row_writes("message.delete()"),
    "many rows set by a page": lambda: rules.row_writes("set_each(cases, names)"),
    "many rows added by a page": lambda: rules.row_writes("add_all(cases)"),
    "a transition run by a page": lambda: rules.transitions_called("case.close()", {"close"}),
    "a transition of a relation": lambda: rules.transitions_called("self.case.close()", {"close"}),
    "a module for anything": lambda: rules.banned_name("cases/utils.py"),
    "a package for anything": lambda: rules.banned_name("cases/services/close.py"),
    "an import in a function": lambda: rules.inner_imports("def f():\n    from cases import models\n"),
    "an address in a lock": lambda: rules.machine_words("--index" + "-url https://mirror.example/x"),
    "an import in a function beside a late one": lambda: rules.inner_imports("def f():\n    import openpyxl, os\n"),
    "a path of one machine": lambda: rules.machine_words('open("/' + 'root/x.txt")'),
    "a style attribute": lambda: rules.inline_code('<p class="a" style="color:red">'),
    "a style element": lambda: rules.inline_code("<style>p{}</style>"),
    "a script in the page": lambda: rules.inline_code("<script>alert(1)</script>"),
    "a handler in the page": lambda: rules.inline_code('<a href="#" onclick="go()">'),
    "a script from elsewhere": lambda: rules.inline_code('<script src="https://cdn.example/x.js"></script>'),
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_rule_is_noticed(broken):
    assert list(broken())


KEPT = {
    "a relation downwards": lambda: rules.upward_references(
        "cases", 'models.ForeignKey("organizations.Unit", PROTECT)'
    ),
    "a relation at home": lambda: rules.upward_references("cases", 'models.ForeignKey("cases.Case", PROTECT)'),
    "a dictionary updated": lambda: rules.row_writes("context.update(a=1)"),
    "a hash updated": lambda: rules.row_writes("digest.update(part)"),
    "an operation called": lambda: rules.transitions_called("operations.close(case, by=actor)", {"close"}),
    "a file closed": lambda: rules.transitions_called("file.close()", {"close"}),
    "an import at the top": lambda: rules.inner_imports("import os\ndef f():\n    return os.sep\n"),
    "a late import": lambda: rules.inner_imports("def f():\n    from openpyxl.utils import exceptions\n"),
    "data for a script": lambda: rules.inline_code('<script type="application/json" id="x">{}</script>'),
    "a script of our own": lambda: rules.inline_code('<script src="/static/desk/desk.js" defer></script>'),
}


@pytest.mark.parametrize("kept", KEPT.values(), ids=KEPT.keys())
def test_what_is_allowed_is_left_alone(kept):
    assert not list(kept())
