"""The register of happenings is complete: what is recorded is declared, what is declared is recorded, once per act."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

from audit import kinds
from audit.models import Event
from cases import access, operations
from cases.models import Case
from organizations.models import Unit
from tests.moves import TRIES
from tests.stories import a_petition

pytestmark = pytest.mark.slow

PACKAGES = (
    "audit",
    "files",
    "organizations",
    "deadlines",
    "letters",
    "cases",
    "workflows",
    "notifications",
    "supervision",
)
INTERFACES = ("desk", "portal", "api", "reports", "config")
# Where the kind stands among the arguments.
RECORDERS = {"record": 0, "record_reading": 0, "moving": 2, "NewEvent": 0}
# moving() hands on the kind that its caller named: the places where it is not written out.
HANDS_ON = {("cases/operations/moving.py", "event"), ("audit/record.py", "kind"), ("audit/readings.py", "kind")}


# About one case, but no move that somebody's role grants: each has tests of its own.
READINGS = {
    "note_case_read",
    "note_readers_asked",
    "note_dossier",
    "note_opening",
    "note_reading",
    "note_receipt",
    "note_redacted",
    "note_statement",
}
NO_MOVES = {"give_place", "hand_in_supplement", "hand_over", "hold_case", "lift_hold", *READINGS}
# What such a move says on another case as well: the one that leads, the one that was made or left.
BESIDE = {
    "join": ["petition.joined"],
    "unjoin": ["petition.left"],
    "split": ["case.registered"],
    "unsplit": ["matter.returned"],
    "link_first": ["complaint.continued"],
}


def recorded() -> Iterator[tuple[str, str]]:
    """Yield (place, pattern) for every call that records an event anywhere in our code."""
    for package in (*PACKAGES, *INTERFACES):
        for module in sorted((Path(settings.BASE_DIR) / package).rglob("*.py")):
            place = module.relative_to(settings.BASE_DIR).as_posix()
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in RECORDERS:
                    kind = node.args[RECORDERS[node.func.id]]
                    if isinstance(kind, ast.Name) and (place, kind.id) in HANDS_ON:
                        continue
                    yield f"{place}:{node.lineno}", pattern_of(kind, place)


def pattern_of(kind: ast.expr, place: str) -> str:
    match kind:
        case ast.Constant(value=str(said)):
            return re.escape(said)
        case ast.JoinedStr(values=parts):
            return "".join(re.escape(part.value) if isinstance(part, ast.Constant) else "[a-z_]+" for part in parts)
    raise AssertionError(f"{place}: write the kind of the event out, so that it can be found")


def test_every_kind_recorded_anywhere_is_declared_with_a_sentence():
    calls = list(recorded())
    assert len(calls) > 30
    for place, pattern in calls:
        matching = [kind for kind in kinds.declared() if re.fullmatch(pattern, kind)]
        assert matching, f"{place}: {pattern} is declared nowhere"
        assert all(kinds.sentence(kind).strip() not in {"", kind} for kind in matching), place


def test_every_declared_kind_is_recorded_somewhere():
    patterns = [pattern for _place, pattern in recorded()]
    idle = [kind for kind in kinds.declared() if not any(re.fullmatch(pattern, kind) for pattern in patterns)]
    assert idle == []


def test_every_kind_says_what_happened_to_what():
    for kind in kinds.declared():
        assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind), kind


def acts() -> list[str]:
    """Return the operations on one case: exported, and done by somebody by a grant of the table of moves."""
    return [name for name in operations.__all__ if is_about_a_case(getattr(operations, name)) and name not in NO_MOVES]


def is_about_a_case(exported: object) -> bool:
    parameters = inspect.signature(exported).parameters if inspect.isfunction(exported) else {}
    return next(iter(parameters), "") == "case" and "by" in parameters


def test_every_act_on_a_case_is_tried_below():
    assert set(acts()) == set(TRIES)


@pytest.mark.django_db
@pytest.mark.parametrize("act", acts())
def test_an_act_records_exactly_one_event_of_its_actor(office, act):
    arrange, attempt = TRIES[act]
    case = arrange(office)
    newest = Event.objects.latest("pk").pk
    by = somebody_who_may(office, act, case)
    attempt(office, case, by)
    happened = Event.objects.filter(pk__gt=newest)
    event = happened.get(subject_type="cases.case", subject_id=case.pk)
    beside = [other.kind for other in happened if other != event]
    assert beside == BESIDE.get(act, [])
    assert (event.actor_kind, event.actor_key, event.actor_unit) == (by.kind, by.key, by.unit)
    assert event.actor_role == access.role_for(by, act, case)
    after = Case.objects.get(pk=case.pk).status
    moved = {"before": case.status, "after": after} if after != case.status else {}
    assert {name: event.facts[name] for name in ("before", "after") if name in event.facts} == moved


@pytest.mark.django_db
def test_a_registration_records_one_event_however_many_people_and_papers_and_its_receipt_one(office):
    before = Event.objects.count()
    a_petition(office)
    made = list(Event.objects.order_by("pk").values_list("kind", flat=True))
    assert made[before:] == ["case.registered", "receipt.given"]


def somebody_who_may(office, act, case):
    people = (office.actor(role, Unit.objects.get(pk=unit)) for unit, role in office.people)
    return next(person for person in people if access.may(person, act, case))
