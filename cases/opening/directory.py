"""What the rows name, as people write it: fields, places, agencies and colleagues, by code or by name, old or new."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Generic, TypeVar

from organizations.capacities import people_with
from organizations.folding import fold
from organizations.models import Area, Field, Succession, Unit, User
from organizations.vocabulary import FRONT_KINDS, Role

Named = TypeVar("Named")
ALIKE = 3
CUTOFF = 0.6


@dataclass(frozen=True)
class Answer(Generic[Named]):
    """What a word names: one thing, several, or none, with what it may have meant."""

    found: list[Named] = field(default_factory=list)
    alike: list[str] = field(default_factory=list)

    @property
    def only(self) -> Named | None:
        return self.found[0] if len(self.found) == 1 else None


class Directory:
    """Looked up once for a whole table, as it stands on the day."""

    def __init__(self, unit: Unit, *, on: date) -> None:
        self.unit, self.on = unit, on

    def field(self, said: str) -> Answer[Field]:
        return _answer(said, self._fields, self._field_names)

    def agency(self, said: str) -> Answer[Unit]:
        """Return the agency of this name today; an old name or a unit that ended leads to whoever carries on."""
        return _answer(said, self._agencies, self._agency_names)

    def area(self, said: str, *, on: date) -> Answer[Area]:
        """Return the place of this name: the one in force that day before all others, the own province before others.

        Districts and provinces of before 01/7/2025 are rows of the register like any other.
        """
        found = _answer(said, self._areas, self._area_names)
        for narrower in (self._near, lambda area: area.is_in_force(on), lambda area: area.in_force_to is None):
            few = [area for area in found.found if narrower(area)]
            if len(found.found) > 1 and few:
                found = Answer(few)
        return found

    def handler(self, said: str) -> User | None:
        return self._handlers.get(said.casefold())

    def anybody(self, said: str) -> User | None:
        """Return the account of this name, whether it may still act or not: who closed a case may have left."""
        return self._people.get(said.casefold())

    def _near(self, area: Area) -> bool:
        own = self.unit.area
        return own is not None and area.path.startswith(f"/{own.path.split('/')[1]}/")

    @cached_property
    def _fields(self) -> dict[str, list[Field]]:
        return _by_name((row, (row.key, row.name)) for row in Field.objects.order_by("order"))

    @cached_property
    def _field_names(self) -> dict[str, str]:
        return {fold(row.name): row.name for rows in self._fields.values() for row in rows}

    @cached_property
    def _areas(self) -> dict[str, list[Area]]:
        rows = Area.objects.select_related("parent").order_by("code")
        return _by_name((row, (row.code, row.official_code, row.name, row.full_name)) for row in rows)

    @cached_property
    def _area_names(self) -> dict[str, str]:
        near = [row for rows in self._areas.values() for row in rows if self._near(row)]
        return {fold(row.name): row.name for row in near}

    @cached_property
    def _agencies(self) -> dict[str, list[Unit]]:
        units = {unit.pk: unit for unit in Unit.objects.exclude(kind__in=FRONT_KINDS).order_by("pk")}
        after: dict[int, list[int]] = defaultdict(list)
        former: dict[int, set[str]] = defaultdict(set)
        for edge in Succession.objects.filter(before__in=units):
            former[edge.before_id].add(edge.name_before)
            if edge.before_id != edge.after_id:
                after[edge.before_id].append(edge.after_id)
        named: dict[str, list[Unit]] = defaultdict(list)
        for unit in units.values():
            heirs = [unit] if unit.is_in_force(self.on) else _heirs(unit, units, after, self.on)
            for word in {fold(word) for word in (unit.code, unit.name, unit.short_name, *former[unit.pk]) if word}:
                named[word] += [heir for heir in heirs if heir not in named[word]]
        return named

    @cached_property
    def _agency_names(self) -> dict[str, str]:
        return {fold(unit.name): unit.name for units in self._agencies.values() for unit in units}

    @cached_property
    def _handlers(self) -> dict[str, User]:
        people = people_with(Role.HANDLER, unit_id=self.unit.pk, on=self.on)
        return {person.username.casefold(): person for person in people}

    @cached_property
    def _people(self) -> dict[str, User]:
        people = User.objects.filter(memberships__unit=self.unit).distinct()
        return {person.username.casefold(): person for person in people}


def _heirs(unit: Unit, units: dict[int, Unit], after: dict[int, list[int]], on: date) -> list[Unit]:
    """Follow who carried on, as often as it happened, to those who are there today."""
    living: list[Unit] = []
    seen, ahead = {unit.pk}, list(after[unit.pk])
    while ahead:
        heir = units.get(ahead.pop())
        if heir is None or heir.pk in seen:
            continue
        seen.add(heir.pk)
        if heir.is_in_force(on):
            living.append(heir)
        else:
            ahead += after[heir.pk]
    return sorted(living, key=lambda one: one.pk)


def _by_name(rows: Iterable[tuple[Named, tuple[str, ...]]]) -> dict[str, list[Named]]:
    named: dict[str, list[Named]] = defaultdict(list)
    for row, words in rows:
        for word in {fold(word) for word in words if word}:
            named[word].append(row)
    return named


def _answer(said: str, named: dict[str, list[Named]], names: dict[str, str]) -> Answer[Named]:
    word = fold(said)
    found = named.get(word, [])
    if found:
        return Answer(list(found))
    alike = get_close_matches(word, list(names), n=ALIKE, cutoff=CUTOFF)
    return Answer(alike=[names[one] for one in alike])
