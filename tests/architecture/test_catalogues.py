"""Every sentence of ours is said in English as well: extracted anew from the code and compared with the catalogue."""

import os
import re
import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import override_settings

pytestmark = pytest.mark.once

ENGLISH = Path(settings.BASE_DIR) / "locale" / "en" / "LC_MESSAGES" / "django.po"
PLACEHOLDER = re.compile(r"%\(\w+\)s")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """What the code says today."""
    if shutil.which("xgettext") is None:
        if os.environ.get("CI"):
            pytest.fail("gettext is not installed: apt-get install gettext")
        pytest.skip("needs gettext: apt-get install gettext")
    # A copy beside an empty catalogue: the one in git is never written by a test, and what the extraction lays down
    # while it works (`403.html.py`) is not found by the tests that read our packages at the same time.
    folder = tmp_path_factory.mktemp("extracted")
    for package in Path(settings.BASE_DIR).iterdir():
        if (package / "__init__.py").exists() and package.name not in {"tests", "bench"}:
            shutil.copytree(package, folder / package.name, ignore=shutil.ignore_patterns("static", "fonts", "*.pyc"))
    (folder / "locale" / "en" / "LC_MESSAGES").mkdir(parents=True)
    before = Path.cwd()
    os.chdir(folder)
    try:
        with override_settings(LOCALE_PATHS=[]):
            call_command("makemessages", locale=["en"], no_obsolete=True, verbosity=0)
    finally:
        os.chdir(before)
    return polib.pofile(str(folder / "locale" / "en" / "LC_MESSAGES" / "django.po"))


def said(entry):
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.slow
def test_the_english_catalogue_has_every_sentence_of_the_code(extracted):
    english = {entry.msgid: entry for entry in polib.pofile(str(ENGLISH))}
    assert len(extracted) > 800
    missing = [entry.msgid for entry in extracted if entry.msgid not in english]
    assert not missing, f"add to locale/en: {missing}"


@pytest.mark.slow
def test_nothing_in_the_english_catalogue_is_left_over(extracted):
    used = {(entry.msgctxt, entry.msgid) for entry in extracted}
    english = polib.pofile(str(ENGLISH))
    left = [entry.msgid for entry in english if (entry.msgctxt, entry.msgid) not in used]
    assert not left, f"take out of locale/en: {left}"
    assert not english.obsolete_entries()


def test_sentences_are_marked_by_names_that_the_extraction_knows():
    alias = re.compile(r"\bn?p?gettext(?:_lazy|_noop)? as (?!_\b)\w+")
    packages = [file.parent for file in Path(settings.BASE_DIR).glob("*/__init__.py") if file.parent.name != "tests"]
    found = [file for package in packages for file in package.rglob("*.py") if alias.search(file.read_text())]
    assert not found, found


def test_nothing_in_the_english_catalogue_is_empty_or_loses_a_placeholder():
    entries = polib.pofile(str(ENGLISH))
    assert len(entries) > 800
    # A sentence entered twice is one that the extraction stops at.
    assert len({(entry.msgctxt, entry.msgid) for entry in entries}) == len(entries)
    for entry in entries:
        assert "fuzzy" not in entry.flags, entry.msgid
        for text in said(entry):
            assert text.strip(), entry.msgid
            assert set(PLACEHOLDER.findall(text)) == set(PLACEHOLDER.findall(entry.msgid)), entry.msgid
            assert text.count("<strong>") == entry.msgid.count("<strong>"), entry.msgid


def test_no_english_sentence_is_left_in_vietnamese():
    marks = re.compile("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", re.IGNORECASE)
    left = [entry.msgid for entry in polib.pofile(str(ENGLISH)) for text in said(entry) if marks.search(text)]
    assert not left, left
