"""Nothing is done, taken out or refused without an event: every operation is looked at, in the code itself."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.translation import override

from audit import kinds

pytestmark = pytest.mark.once

ROOT = Path(settings.BASE_DIR)
RECORDS = {"record", "record_many", "record_reading", "moving"}
PERSONAL = "what a person keeps for themselves: no fact of the office (ARCHITECTURE.md)"
ERASES = "inside an approved erasure, whose events say what was erased"
LOOKS = "changes nothing; what is handed over is recorded by whoever hands it over (test below)"
# Each public operation that leads to no event, with its reason.
WITHOUT = {
    "cases.end_links_of_unit": "a reaction to unit.email_changed, in its transaction",
    "cases.forget_knocks": "throws counts away that no limit reads any more; who was refused is link.refused",
    "cases.letter_docx": LOOKS,
    "cases.letter_pdf": LOOKS,
    "cases.note_movement": "a reaction to every event of a case: the day of the last one, in its transaction",
    "cases.note_phone_knock": "counts at a door that tells nothing; what is taken in comes with case.registered",
    "cases.notice_of": LOOKS,
    "cases.notice_pdf": LOOKS,
    "cases.order_recount": "a reaction to calendar.changed and law.*; what it finds is duties.recounted",
    "cases.preview_letter": LOOKS,
    "cases.require_keys": "refuses to start without the keys of names",
    "cases.sign_receipts": "signs what receipt.given recorded, once the key is there",
    "cases.suppose": LOOKS,
    "deadlines.keep_calendar": "a reaction to calendar.changed, in its transaction",
    "desk.drop_draft": PERSONAL,
    "desk.drop_form": PERSONAL,
    "desk.forget_case": ERASES,
    "desk.forget_read": PERSONAL,
    "desk.keep_draft": PERSONAL,
    "desk.keep_form": PERSONAL,
    "desk.mark_unread": PERSONAL,
    "desk.put_back_read": PERSONAL,
    "desk.put_tour_away": PERSONAL,
    "desk.read_tasks_of": PERSONAL,
    "files.bury": ERASES,
    "files.keep": "inside the operation that brings the paper, whose event names the content",
    "files.take_waiting": "takes work for the worker; what it finds is file.*",
    "notifications.enqueue": "a message follows from an event, which says so; its own life stands in its row",
    "notifications.field_of": LOOKS,
    "notifications.forget_case": ERASES,
    "notifications.forget_mails": ERASES,
    "notifications.gather": "puts messages together that follow from events",
    "notifications.mark_all_read": PERSONAL,
    "notifications.mark_read": PERSONAL,
    "notifications.to_send": LOOKS,
    "organizations.digest_of_name": LOOKS,
    "workflows.batch_for": LOOKS,
}


def modules() -> Iterator[Path]:
    for package in sorted(ROOT.iterdir()):
        single = package / "operations.py"
        if single.exists():
            yield single
        yield from sorted((package / "operations").glob("*.py"))
    yield ROOT / "desk" / "personal" / "operations.py"


def functions(file: Path) -> dict[str, ast.FunctionDef]:
    return {node.name: node for node in ast.parse(file.read_text()).body if isinstance(node, ast.FunctionDef)}


def called(function: ast.FunctionDef) -> set[tuple[str, str]]:
    """Return whom it calls, (module, name) or ("", name); what is called on an object (`case.close()`) is nobody."""
    found = set()
    for node in ast.walk(function):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            found.add(("", node.func.id))
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and isinstance(node.func.value, ast.Name)
        ):
            found.add((node.func.value.id, node.func.attr))
    return found


def leads_to_an_event(sources: dict[tuple[str, str], ast.FunctionDef]) -> set[tuple[str, str]]:
    """Return (module, name) of what records, by itself or by what it calls. Of two of one name both must."""
    homes: dict[str, set[tuple[str, str]]] = {}
    for place in sources:
        homes.setdefault(place[1], set()).add(place)
    telling: set[tuple[str, str]] = set()

    def tells(home: str, call: tuple[str, str]) -> bool:
        module, name = call
        if not module and name in RECORDS:
            return True
        if module or (home, name) in sources:
            return (module or home, name) in telling
        return bool(homes.get(name)) and homes[name] <= telling

    while True:
        more = {place for place, node in sources.items() if any(tells(place[0], call) for call in called(node))}
        if more == telling:
            return telling
        telling = more


def exported(package: Path) -> set[str]:
    """Return what the rooms above may call: the names in `__all__`, or all public ones of a single module."""
    if package.is_file():
        return {name for name in functions(package) if not name.startswith("_")}
    for node in ast.parse((package / "__init__.py").read_text()).body:
        if isinstance(node, ast.Assign) and node.targets[0].id == "__all__":  # type: ignore[attr-defined]
            return set(ast.literal_eval(node.value))
    raise AssertionError(f"{package} exports nothing")


def everything() -> tuple[set[str], set[str]]:
    """Return every public operation, and those that lead to an event."""
    public, telling = set(), set()
    sources = {(file.stem, name): node for file in modules() for name, node in functions(file).items()}
    records = {name for _module, name in leads_to_an_event(sources)}
    for package in sorted({file if file.name == "operations.py" else file.parent for file in modules()}):
        room = package.relative_to(ROOT).parts[0]
        for name in exported(package) | (set(functions(package / "people.py")) if room == "cases" else set()):
            if name in {known for _module, known in sources} and not name.startswith("_"):
                public.add(f"{room}.{name}")
                telling |= {f"{room}.{name}"} if name in records else set()
    return public, telling


def test_every_operation_records_or_says_why_not():
    public, telling = everything()
    assert len(public) > 150
    silent = public - telling
    assert silent == set(WITHOUT), sorted(silent ^ set(WITHOUT))
    assert all(WITHOUT.values())


def test_an_operation_without_an_event_is_noticed():
    quiet = ast.parse("def close(case):\n    case.save()\ndef _tell(case):\n    record('a.b', case)\n").body
    sources = {("closing", node.name): node for node in quiet if isinstance(node, ast.FunctionDef)}
    assert leads_to_an_event(sources) == {("closing", "_tell")}


# Files that tell nothing of anybody: empty forms, and what hangs on the wall.
NOTHING_IN_IT = {
    "calendar.empty_table": "an empty table",
    "checkpoints.sheet": "names of chains and hashes: it is made to be kept elsewhere",
    "letter_samples.preview": "an official form with invented facts",
    "opening.empty_form": "an empty table",
    "reception.schedule_pdf": "the sheet that hangs on the wall",
}


HANDING = {("", "handed"), ("", "handed_in_parts")}
NOTING = {("cases", "note_list_out")}


def hands_over() -> dict[str, bool]:
    """Return each function of a page that hands over a file, and whether it writes that down.

    What a page hands over may be written down where the file is made (`desk/personal/exporting.py`).
    """
    made = {
        name for name, node in functions(ROOT / "desk" / "personal" / "exporting.py").items() if called(node) & NOTING
    }
    found = {}
    for file in sorted((ROOT / "desk" / "views").glob("*.py")):
        here = functions(file)
        files = {name for name, node in here.items() if called(node) & HANDING}
        for name, node in here.items():
            calls = {call for _module, call in called(node)} | {name}
            if calls & files and not name.startswith("_"):
                told = {one for call in calls & here.keys() for _room, one in called(here[call])}
                told |= {one for _room, one in called(node)}
                found[f"{file.stem}.{name}"] = any(one in made or one.startswith(("note_", "record_")) for one in told)
    return found


def test_whatever_leaves_as_a_file_is_written_down():
    found = hands_over()
    assert {"documents.document", "books.print_book", "dossier.dossier_zip", "certificate.certificate_file"} <= set(
        found
    )
    silent = {place for place, told in found.items() if not told}
    assert silent == {place for place in NOTHING_IN_IT if place in found}, silent


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_kind_has_its_sentence_in_both_languages(language):
    with override(language):
        said = {kind: kinds.sentence(kind) for kind in kinds.declared()}
    with override("vi"):
        source = {kind: kinds.sentence(kind) for kind in kinds.declared()}
    for kind, sentence in said.items():
        assert sentence.strip() not in {"", kind}, kind
        assert sentence[0].isupper() and not sentence.endswith("."), (kind, sentence)
        assert language == "vi" or sentence != source[kind], kind
