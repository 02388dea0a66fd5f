"""An office may have stopped at any step of ours: the wholes beside the steps must let it go on from there."""

import pytest
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

pytestmark = pytest.mark.once

WHOLE = "0000_whole"
BEGAN_WITH = ("organizations", "0004_competence_no_overlap")
"""Every office has had its people since; the tables of others hang on the last step that their whole replaces."""


@pytest.fixture
def steps() -> list[tuple[str, str]]:
    """Every single step in an order in which an office can have taken them, those of others first."""
    loader = MigrationLoader(None, replace_migrations=False)
    leaves = [max(name for name in loader.disk_migrations if name[0] == app) for app in ours(loader)]
    others = [key for key in loader.graph.leaf_nodes() if key[0] not in ours(loader)]
    taken: dict[tuple[str, str], None] = {}
    for leaf in [*others, *leaves]:
        taken |= dict.fromkeys(key for key in loader.graph.forwards_plan(leaf) if key[1] != WHOLE)
    return list(taken)


def ours(loader: MigrationLoader) -> list[str]:
    return sorted(app for app, name in loader.disk_migrations if name == WHOLE)


def not_ready(taken: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """Return what would be taken for done although something it builds on is owed: Django starts no such office."""
    monkeypatch.setattr(MigrationRecorder, "applied_migrations", lambda self: dict.fromkeys(taken))
    loader = MigrationLoader(None)
    loader.connection = object()
    loader.build_graph()
    done = {loader.graph.node_map[key] for key in loader.applied_migrations if key in loader.graph.node_map}
    return [node.key for node in done if node.parents - done]


def test_an_office_that_stopped_at_any_step_goes_on_to_the_last(steps, monkeypatch):
    first = steps.index(BEGAN_WITH)
    assert len(steps) - first > 80
    for at in range(first, len(steps)):
        assert not_ready(steps[: at + 1], monkeypatch) == [], steps[at]


def test_a_whole_that_hangs_on_a_later_step_is_noticed(steps, monkeypatch):
    missed = ("cases", "0001_initial")
    assert ("notifications", WHOLE) in not_ready([step for step in steps if step != missed], monkeypatch)


def test_no_step_builds_on_a_whole():
    steps = MigrationLoader(None, replace_migrations=False).disk_migrations
    assert [key for key, step in steps.items() if any(name == WHOLE for _app, name in step.dependencies)] == []
