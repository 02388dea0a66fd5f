"""The pages of docs/ that are read off the code say what the code says."""

import re

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.event_words import EVENTS
from cases.vocabulary import Move, Status
from config import documents
from organizations.vocabulary import Role

pytestmark = pytest.mark.once


@pytest.mark.parametrize("name", ["lifecycle.md", "permissions.md"])
def test_the_page_says_what_the_code_says(name, settings):
    page = settings.BASE_DIR / "docs" / name
    assert page.read_text(encoding="utf-8") == documents.pages()[name], "run ./run manage document_lifecycle"


def test_the_pages_are_the_same_whatever_language_the_reader_has_chosen():
    with translation.override("en"):
        abroad = documents.pages()
    assert abroad == documents.pages()


def test_no_state_move_role_or_event_is_left_out():
    pages = documents.pages()
    for word in (*Status.values, *Move.values, *EVENTS):
        assert word in pages["lifecycle.md"], word
    for word in (*Move.values, *Role.values):
        assert word in pages["permissions.md"], word


def test_a_stale_page_is_named_and_left_alone(settings, tmp_path):
    settings.BASE_DIR = tmp_path
    (tmp_path / "docs").mkdir()
    with pytest.raises(CommandError, match=r"docs/lifecycle\.md is stale"):
        call_command("document_lifecycle", "--check")
    call_command("document_lifecycle")
    call_command("document_lifecycle", "--check")
    stale = tmp_path / "docs" / "permissions.md"
    stale.write_text(stale.read_text(encoding="utf-8").replace("**H**", "**X**"), encoding="utf-8")
    with pytest.raises(CommandError, match=r"docs/permissions\.md is stale"):
        call_command("document_lifecycle", "--check")
    assert "**X**" in stale.read_text(encoding="utf-8")


def test_every_picture_that_a_text_shows_is_there_and_none_weighs_much(settings):
    shown = re.compile(r"!\[[^\]]+\]\((?:\.\./|docs/)(screens/[a-z0-9-]+\.png)\)")
    texts = [settings.BASE_DIR / "README.md", settings.BASE_DIR / "README.vi.md"]
    texts += sorted((settings.BASE_DIR / "docs" / "guide").glob("*.md"))
    named = {
        str(text.relative_to(settings.BASE_DIR)): shown.findall(text.read_text(encoding="utf-8")) for text in texts
    }
    assert named["README.md"] == named["README.vi.md"], "both readers see the same"
    assert all(named[name] for name in ("README.md", "docs/guide/tiep-nhan.md", "docs/guide/giam-sat.md"))
    missing = {
        (name, picture)
        for name, pictures in named.items()
        for picture in pictures
        if not (settings.BASE_DIR / "docs" / picture).read_bytes().startswith(b"\x89PNG")
    }
    assert not missing
    weights = {file.name: file.stat().st_size for file in (settings.BASE_DIR / "docs" / "screens").glob("*.png")}
    assert {name: weight for name, weight in weights.items() if weight > 200_000} == {}
    assert sum(weights.values()) < 2_000_000
