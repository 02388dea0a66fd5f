"""On which other days the same life would have had the same course, as the law and the calendar count it."""

import json
from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.certificate import Certificate
from deadlines.models import Rule, Transition
from deadlines.refusals import Refused
from deadlines.rules import rule

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Counted:
    """One computation of the life, to be counted again from another day."""

    certificate: Certificate

    @classmethod
    def read(cls, said: dict[str, Any]) -> "Counted":
        return cls(Certificate.from_json(json.dumps(said)))


class Law:
    """The rules of the house and the calendar, asked often."""

    def __init__(self) -> None:
        self.calendar = working_calendar()
        bounds: set[date] = set()
        for row in Rule.objects.all():
            bounds |= {row.in_force_from, *([row.in_force_to + timedelta(days=1)] if row.in_force_to else [])}
        for one in Transition.objects.all():
            bounds |= {one.started_from} if one.started_from else set()
            bounds |= {one.started_to + timedelta(days=1)} if one.started_to else set()
        self._bounds = sorted(bounds)
        self._known: dict[tuple[str, int], Rule | None] = {}

    def rule(self, key: str, on: date) -> Rule | None:
        stretch = (key, bisect_right(self._bounds, on))
        if stretch not in self._known:
            try:
                self._known[stretch] = rule(key, on=on)
            except Refused:
                self._known[stretch] = None
        return self._known[stretch]

    def days_off(self, acted: set[date], counted: list[Counted], *, first: date, earliest: date) -> list[timedelta]:
        """Return by how much the whole life can be moved into the past: whole weeks, every date as it would be."""
        found = []
        moved = -WEEK
        while first + moved >= earliest:
            if self._holds(acted, counted, moved):
                found.append(moved)
            moved -= WEEK
        return found

    def _holds(self, acted: set[date], counted: list[Counted], moved: timedelta) -> bool:
        if not all(self.calendar.is_working_day(day + moved) for day in acted):
            return False
        return all(self._same(one.certificate, moved) for one in counted)

    def _same(self, was: Certificate, moved: timedelta) -> bool:
        row = self.rule(was.rule, was.start + moved)
        if row is None:
            return False
        try:
            due = clock.due_date(row.facts, **self._circumstances(was, moved))
        except Refused:
            return False
        return due == was.due_on + moved

    def certificate(self, was: Certificate, moved: timedelta) -> Certificate:
        """Return the certificate as the product would have written it then."""
        row = self.rule(was.rule, was.start + moved)
        assert row is not None, "asked only of days that hold"
        return clock.explain(row.facts, **self._circumstances(was, moved))

    def _circumstances(self, was: Certificate, moved: timedelta) -> dict[str, Any]:
        assert not was.pauses and not was.extensions, "no life of the demo stops a clock"
        return {
            "start": was.start + moved,
            "calendar": self.calendar,
            "given": was.given + moved if was.given else None,
        }
