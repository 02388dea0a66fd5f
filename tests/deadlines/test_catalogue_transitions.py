"""Transitional provisions: which version a clock goes by when the law changed around its start."""

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from deadlines.law.reading import HERE, Catalogue, TransitionRow, WrongRow, shipped
from deadlines.models import Rule, Transition
from deadlines.operations import CatalogueChanged, Loaded, load_law
from deadlines.refusals import NoRuleInForce
from deadlines.rules import rule
from tests.deadlines.conftest import BY

# The shared legal table is not part of the repository; who has a copy names it here.
TABLES = [Path(os.environ["LEGAL_TABLE"])] if "LEGAL_TABLE" in os.environ else []
LAST_OLD, FIRST_NEW = date(2026, 6, 30), date(2026, 7, 1)


def provision(**changes):
    row = TransitionRow(
        key="kn.accept.old",
        version=1,
        goes_by_key="kn.accept",
        goes_by_version=1,
        started_from=date(2026, 6, 15),
        started_to=LAST_OLD,
        citation="NĐ thử Điều 9",
        confidence="V",
    )
    return replace(row, **changes)


def with_provision(row):
    catalogue = shipped()
    others = [one for one in catalogue.transitions if one.key != row.key]
    return Catalogue(catalogue.rules, catalogue.years, catalogue.days, [*others, row])


@pytest.fixture
def without_the_open_question(law):
    Transition.objects.filter(rule__key="kn.accept.old").delete()


def test_clocks_that_a_provision_names_go_by_the_new_version(without_the_open_question):
    assert load_law(by=BY, catalogue=with_provision(provision())) == Loaded(transitions_added=1)
    assert rule("kn.accept.old", on=date(2026, 6, 14)).key == "kn.accept.old"
    assert rule("kn.accept.old", on=date(2026, 6, 15)).key == "kn.accept"
    assert rule("kn.accept", on=LAST_OLD).length == 7
    with pytest.raises(NoRuleInForce):
        rule("kn.accept", on=date(2026, 6, 14))


def test_clocks_may_stay_with_the_old_version_after_its_end(without_the_open_question):
    stays = provision(goes_by_key=None, goes_by_version=None, started_from=FIRST_NEW, started_to=date(2026, 12, 31))
    load_law(by=BY, catalogue=with_provision(stays))
    assert rule("kn.accept.old", on=date(2026, 12, 31)).length == 10
    with pytest.raises(NoRuleInForce):
        rule("kn.accept.old", on=date(2027, 1, 1))


@pytest.mark.parametrize("mark", ["Vs", "M", "?"])
def test_a_provision_that_was_not_read_moves_no_clock(without_the_open_question, mark):
    load_law(by=BY, catalogue=with_provision(provision(confidence=mark)))
    assert rule("kn.accept.old", on=LAST_OLD).key == "kn.accept.old"


def test_the_shipped_provisions_change_nothing_that_force_does_not_say(law):
    assert Transition.objects.count() == len(shipped().transitions) == 4
    assert {row.confidence for row in shipped().transitions if row.key == "kn.accept.old"} == {"?"}
    assert rule("kn.accept.old", on=LAST_OLD).version == 1
    assert rule("kn.dialogue_notice", on=FIRST_NEW).version == 1
    with pytest.raises(NoRuleInForce):
        rule("kn.dialogue_notice", on=LAST_OLD)


def test_a_loaded_provision_is_never_edited(without_the_open_question):
    load_law(by=BY, catalogue=with_provision(provision()))
    with pytest.raises(CatalogueChanged, match="citation"):
        load_law(by=BY, catalogue=with_provision(provision(citation="NĐ khác")))


HEAD = "transitions: [%s]"
ROW = (
    "{key: kn.accept.old, version: 1, goes_by_key: %s, goes_by_version: %s, started_from: %s, started_to: %s, "
    "citation: NĐ, confidence: V}"
)
RIGHT = ROW % ("kn.accept", 1, "2026-06-01", "2026-06-30")


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (ROW % ("kn.none", 1, "2026-06-01", "2026-06-30"), "kn.none v1, which is not"),
        (ROW % ("null", "null", "null", "null"), "without days"),
        (ROW % ("null", "null", "2026-06-30", "2026-06-01"), "backward"),
        (f"{RIGHT}, {ROW % ('null', 'null', '2026-06-30', '2026-07-01')}", "overlaps"),
        (RIGHT.replace("confidence: V", "confidence: X"), "confidence"),
        (RIGHT.replace("citation: NĐ", "citation: ''"), "no citation"),
    ],
)
def test_a_provision_that_cannot_be_meant_is_refused(tmp_path, rows, why):
    for name in ("complaint.yaml", "calendar.yaml"):
        (tmp_path / name).write_text((HERE / name).read_text(encoding="utf-8"))
    (tmp_path / "transitions.yaml").write_text(HEAD % RIGHT, encoding="utf-8")
    assert len(shipped(tmp_path).transitions) == 1
    (tmp_path / "transitions.yaml").write_text(HEAD % rows, encoding="utf-8")
    with pytest.raises(WrongRow, match=why):
        shipped(tmp_path)


@pytest.mark.parametrize(
    "changes",
    [
        {"citation": ""},
        {"started_from": None, "started_to": None},
        {"started_from": date(2026, 7, 1), "started_to": date(2026, 6, 30)},
    ],
)
def test_the_database_refuses_a_provision_that_cannot_be(law, changes):
    with pytest.raises(IntegrityError), transaction.atomic():
        Transition.objects.filter(rule__key="kn.accept.old").update(**changes)


def test_one_provision_speaks_of_a_day(law):
    old = Rule.objects.get(key="kn.accept.old")
    with pytest.raises(IntegrityError), transaction.atomic():
        Transition.objects.create(rule=old, started_to=LAST_OLD, citation="NĐ", confidence="V")


if TABLES:

    def test_the_shipped_files_are_what_the_shared_table_makes():
        for table in TABLES:
            call_command("convert_law", "--from", str(table), "--check", verbosity=0)
