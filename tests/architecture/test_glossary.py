"""The glossary is the law of names: every value people can meet stands in it, under its label and no other."""

import re
from collections.abc import Iterator
from importlib import import_module
from inspect import getmembers, isclass
from pathlib import Path

import pytest
from django.db.models import TextChoices
from django.utils import translation

pytestmark = pytest.mark.once

GLOSSARY = Path(__file__).parents[2] / "docs" / "glossary.md"
VOCABULARIES = (
    "audit.actor",
    "organizations.vocabulary",
    "deadlines.vocabulary",
    "files.vocabulary",
    "cases.vocabulary",
    "cases.holders",
    "cases.reception_words",
    "cases.retention_words",
    "cases.succession_words",
    "workflows.steps",
    "notifications.vocabulary",
)

SECTION = re.compile(r"^### `(?P<name>[\w.]+)`$(?P<rows>.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
ROW = re.compile(r"^\| (?P<label>[^|]+?) \| `(?P<value>\w+)` \|$", re.MULTILINE)


def choices() -> Iterator[type[TextChoices]]:
    for name in VOCABULARIES:
        for _, member in getmembers(import_module(name), isclass):
            if issubclass(member, TextChoices) and member.__module__ == name:
                yield member


def name_of(choice: type[TextChoices]) -> str:
    return f"{choice.__module__.partition('.')[0]}.{choice.__name__}"


def glossary() -> dict[str, dict[str, str]]:
    sections = SECTION.finditer(GLOSSARY.read_text(encoding="utf-8"))
    return {
        section["name"]: {row["value"]: row["label"] for row in ROW.finditer(section["rows"])} for section in sections
    }


@pytest.mark.parametrize("choice", list(choices()), ids=name_of)
def test_every_value_stands_in_the_glossary_with_its_vietnamese_label(choice: type[TextChoices]) -> None:
    with translation.override("vi"):
        in_code = {str(member.value): str(member.label) for member in choice}
    assert glossary().get(name_of(choice)) == in_code, f"docs/glossary.md, section `{name_of(choice)}`"


def test_the_glossary_names_nothing_that_the_code_has_forgotten() -> None:
    assert set(glossary()) == {name_of(choice) for choice in choices()}


def test_two_values_of_one_vocabulary_never_share_a_label() -> None:
    for name, values in glossary().items():
        assert len(set(values.values())) == len(values), name
