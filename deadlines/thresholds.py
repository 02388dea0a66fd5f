"""When somebody is told that a date nears or has passed: the points a rule names, or those of the house. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .facts import Unit
from .refusals import Refused, gettext_noop

HALF = "half"
"""The day on which half of the limit is gone."""

NEARING: tuple[int | str, ...] = (HALF, 5, 2, 0)
OVERDUE: tuple[int, ...] = (1, 5, 10)
A_WEEK: Mapping[str, int] = {Unit.WORKING_DAY: 5}
A_WEEK_IN_PLAIN_DAYS = 7
PARTS = ("nearing", "overdue", "then_every")


class WrongThresholds(Refused):
    sentence = gettext_noop(
        "Mốc nhắc “%(part)s” không đúng: mốc trước hạn giảm dần đến 0 (có thể mở đầu bằng nửa thời hạn), "
        "mốc quá hạn tăng dần từ 1, chu kỳ nhắc lại ít nhất là 1."
    )


@dataclass(frozen=True)
class Thresholds:
    """Days before the date, days after it, and how often from then on; working days where the rule counts those."""

    nearing: tuple[int | str, ...]
    overdue: tuple[int, ...]
    then_every: int


def thresholds(content: Mapping[str, Any], *, unit: str) -> Thresholds:
    """Return the points of a rule; a part it does not name is the house's own. Raises `WrongThresholds`."""
    if unknown := sorted(set(content) - set(PARTS)):
        raise WrongThresholds(part=unknown[0])
    nearing = _row(content.get("nearing", NEARING), "nearing")
    overdue = _row(content.get("overdue", OVERDUE), "overdue")
    then_every = content.get("then_every", A_WEEK.get(unit, A_WEEK_IN_PLAIN_DAYS))
    before = _counts(nearing[1:] if nearing[:1] == (HALF,) else nearing, "nearing")
    if any(one <= other for one, other in pairwise(before)):
        raise WrongThresholds(part="nearing")
    after = _counts(overdue, "overdue")
    if any(one >= other for one, other in pairwise((0, *after))):
        raise WrongThresholds(part="overdue")
    if not _counts((then_every,), "then_every")[0]:
        raise WrongThresholds(part="then_every")
    return Thresholds(nearing, after, then_every)


def _row(value: object, part: str) -> tuple[Any, ...]:
    if not isinstance(value, list | tuple):
        raise WrongThresholds(part=part)
    return tuple(value)


def _counts(points: Sequence[object], part: str) -> tuple[int, ...]:
    counts = tuple(one for one in points if isinstance(one, int) and not isinstance(one, bool) and one >= 0)
    if len(counts) != len(points):
        raise WrongThresholds(part=part)
    return counts
