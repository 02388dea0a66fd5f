"""When somebody is told: the points of the house, those of one rule, and what cannot be meant."""

import pytest

from deadlines.law.reading import WrongRow, rule_row
from deadlines.models import Rule
from deadlines.thresholds import Thresholds, WrongThresholds, thresholds
from tests.deadlines.test_law import A_ROW


@pytest.mark.parametrize(("unit", "week"), [("working_day", 5), ("calendar_day", 7), ("month", 7)])
def test_a_rule_that_names_nothing_is_told_as_the_house_does_it(unit, week):
    assert thresholds({}, unit=unit) == Thresholds(("half", 5, 2, 0), (1, 5, 10), week)


def test_a_rule_may_name_its_own_points_in_part():
    assert thresholds({"nearing": [3, 0]}, unit="working_day") == Thresholds((3, 0), (1, 5, 10), 5)
    assert thresholds({"nearing": [], "overdue": []}, unit="working_day") == Thresholds((), (), 5)
    assert thresholds({"then_every": 2, "overdue": [3]}, unit="hour") == Thresholds(("half", 5, 2, 0), (3,), 2)


WRONG = [
    ("nearing", 5),
    ("nearing", "half"),
    ("nearing", [2, 5]),
    ("nearing", [5, 5]),
    ("nearing", [5, -1]),
    ("nearing", [5, "half"]),
    ("nearing", [True]),
    ("overdue", [0, 1]),
    ("overdue", [5, 1]),
    ("overdue", [1, 1]),
    ("overdue", ["half"]),
    ("then_every", 0),
    ("then_every", -1),
    ("then_every", None),
    ("colour", [1]),
]


@pytest.mark.parametrize(("part", "value"), WRONG)
def test_points_that_cannot_be_meant_are_refused_by_name(part, value):
    with pytest.raises(WrongThresholds, match=part):
        thresholds({part: value}, unit="working_day")
    with pytest.raises(WrongRow, match=rf"thu\.mot.*{part}"):
        rule_row(A_ROW | {"thresholds": {part: value}})


def test_every_shipped_rule_knows_when_to_tell(law):
    assert {rule.told_at.nearing for rule in Rule.objects.all()} == {("half", 5, 2, 0)}
