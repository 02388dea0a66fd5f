"""The libraries speak Vietnamese: every sentence of theirs that can be seen, with its places for names and numbers."""

import re
from pathlib import Path

import allauth
import axes
import polib
import pytest
from django.conf import settings

OURS = Path(settings.BASE_DIR) / "locale" / "vi" / "LC_MESSAGES" / "django.po"
PLACES = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Neither library ships a template: any other language holds the same sentences.
SHIPPED = {
    library.__name__: Path(library.__file__).parent / "locale/de/LC_MESSAGES/django.po" for library in (allauth, axes)
}


def sentences(file: Path) -> dict[tuple[str | None, str], polib.POEntry]:
    return {(entry.msgctxt, entry.msgid): entry for entry in polib.pofile(str(file)) if not entry.obsolete}


def forms(entry: polib.POEntry) -> list[str]:
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


@pytest.mark.parametrize("library", SHIPPED)
def test_every_sentence_of_the_library_has_its_vietnamese(library):
    ours, theirs = sentences(OURS), sentences(SHIPPED[library])
    assert len(theirs) > 20
    assert [key for key in theirs if key not in ours] == []


def test_no_sentence_is_empty_uncertain_or_loses_a_name_or_number():
    for entry in sentences(OURS).values():
        assert not entry.fuzzy, entry.msgid
        places = sorted(PLACES.findall(entry.msgid_plural or entry.msgid))
        for form in forms(entry):
            assert form.strip(), entry.msgid
            assert sorted(PLACES.findall(form)) == places, entry.msgid
            assert form.count("\n") == entry.msgid.count("\n"), entry.msgid


def test_vietnamese_has_one_form_for_one_and_for_many():
    catalogue = polib.pofile(str(OURS))
    assert catalogue.metadata["Plural-Forms"] == "nplurals=1; plural=0;"
    assert {len(entry.msgstr_plural) for entry in catalogue if entry.msgid_plural} == {1}
