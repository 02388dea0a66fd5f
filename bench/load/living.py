"""`python -m bench.load.living --lives N --seed S`: real lives, led through the product's own operations.

It works in the folder that DATA_DIR names and leaves there a database, the papers, and `lives.json`: which rows each
step of each life has made, and at which moment of the clock on the wall. Every table counts from a number of its own,
so that a number in whatever column, fact or sentence tells by itself which row it means.
"""

import argparse
import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
if __name__ == "__main__":
    from run import FOLDERS

    for folder in FOLDERS:
        (Path(os.environ["DATA_DIR"]) / folder).mkdir(parents=True, exist_ok=True)
    django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction

from audit import outbox
from audit.actor import Channel, system
from audit.models import Dispatch, DispatchState
from cases import operations as op
from cases.models import NumberSeries
from config.demo import acts, lives, people, texts, units
from config.demo.counter import Counter
from deadlines.calendar import working_calendar
from notifications.operations import mark_all_read
from organizations.models import Unit, User

from . import province
from .marks import CASES_FROM, LETTERS_FROM, id_from

YEARS = 10
UNREAD = timedelta(days=4)
NAMED_KINDS = (lives.COMPLAINED, lives.DENOUNCED)
LEFT_ALONE = ("django_", "auth_")
SWEEP = system("sweep", channel=Channel.COMMAND)


def main(arguments: list[str] | None = None) -> None:
    words = argparse.ArgumentParser(prog="python -m bench.load.living", description=__doc__)
    words.add_argument("--lives", type=int, required=True)
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--today", type=date.fromisoformat, required=True)
    asked = words.parse_args(arguments)
    call_command("migrate", verbosity=0, interactive=False)
    count_apart()
    call_command("load_law", verbosity=0)
    call_command("load_areas", verbosity=0)
    said = Led(asked.today).lead(asked.lives, asked.seed)
    (Path(settings.DATA_DIR) / "lives.json").write_text(json.dumps(said, ensure_ascii=False))


def count_apart() -> None:
    """Let each table count from where no other counts."""
    with connection.cursor() as cursor:
        tables = [name for name in sorted(connection.introspection.table_names()) if not name.startswith(LEFT_ALONE)]
        cursor.execute("DELETE FROM sqlite_sequence WHERE name NOT LIKE 'django%' AND name NOT LIKE 'auth%'")
        cursor.executemany(
            "INSERT INTO sqlite_sequence (name, seq) VALUES (%s, %s)",
            [(name, id_from(number)) for number, name in enumerate(tables)],
        )


class Led:
    """The lives of one province, led day by day in the order in which things happened."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.since = date(today.year - YEARS, 1, 1)
        self.steps: list[dict[str, object]] = []
        self.last: dict[str, int] = {}

    def lead(self, count: int, seed: int) -> dict[str, object]:
        with outbox.held(), transaction.atomic():
            where, staff, communes = province.found(self.since)
            self._deliver()
            number_apart(self.today)
            self.last = made_so_far()
            read = False
            for day, number, family, life, step in self._plan(where, staff, count, seed):
                if not read and day > self.today - UNREAD:
                    read = everybody_reads()
                with self._noted(day, number, family):
                    life.do(step, day)
            with self._noted(self.today, None, None):
                op.sweep(by=SWEEP, on=self.today)
        self.told["steps"] = self.steps
        self.told["communes"] = [asdict(one) for one in communes]
        return self.told

    def _plan(
        self, where: units.Province, staff: people.Staff, count: int, seed: int
    ) -> Iterator[tuple[date, int, int, acts.Life, str]]:
        """Yield what is done, day by day: by which life, and in which family of lives that are joined to one."""
        rng = Random(seed)
        calendar = working_calendar()
        room = Counter(where, staff, Random(seed))  # nobody comes to it: a visit is not one case's own
        every = every_road()[:count]
        roads = every + rng.choices(lives.ROADS, weights=[road.weight for road in lives.ROADS], k=count - len(every))
        told, steps, earlier, family = [], [], None, 0
        for number, road in enumerate(roads):
            twin = earlier if "join" in road.steps else None
            suiting = [story for story in texts.stories() if road.suits(story.kind)]
            story = twin.story if twin else rng.choice(suiting)
            place = twin.place if twin else rng.choice(units.places(story.field))
            life = acts.Life(where, staff, story, Random(rng.getrandbits(64)), place, room, twin)
            if road.leads:
                earlier, family = life, number
            belongs = family if twin or road.leads else number
            told.append({"commune": life.commune, "hamlet": place[1], "where": life.words["where"]})
            days = lives.days(road, Random(rng.getrandbits(64)), today=self.today, calendar=calendar)
            steps += [
                (day, number, at, belongs, life, step)
                for at, (day, step) in enumerate(zip(days, road.steps, strict=True))
            ]
        self.told: dict[str, object] = {"today": str(self.today), "since": str(self.since), "lives": told}
        for day, number, _at, belongs, life, step in sorted(steps, key=lambda planned: planned[:3]):
            yield day, number, belongs, life, step

    def _noted(self, day: date, life: int | None, family: int | None) -> "Noted":
        return Noted(self, day, life, family)

    def _deliver(self) -> None:
        owed = Dispatch.objects.filter(state=DispatchState.OWED).order_by("pk")
        for pk in list(owed.values_list("pk", flat=True)):
            outbox.deliver(pk)


class Noted:
    """One step, with what follows from it, and the rows that it made."""

    def __init__(self, led: Led, day: date, life: int | None, family: int | None) -> None:
        self.led, self.day, self.life, self.family = led, day, life, family

    def __enter__(self) -> None:
        self.began = datetime.now(UTC)

    def __exit__(self, kind: object, *_rest: object) -> None:
        if kind is not None:
            return
        self.led._deliver()
        before, now = self.led.last, made_so_far()
        made = {name: [before[name] + 1, last] for name, last in now.items() if last > before[name]}
        said = {
            "life": self.life,
            "family": self.family,
            "day": str(self.day),
            "at": self.began.isoformat(),
            "made": made,
        }
        self.led.steps.append(said)
        self.led.last = now


def made_so_far() -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, seq FROM sqlite_sequence")
        return dict(cursor.fetchall())


def every_road() -> list[lives.Road]:
    """Return each road once, those first that the mix of a year asks for by name."""
    asked = [road for road in lives.ROADS if road.kinds in NAMED_KINDS or road.steps[-1] == "file_away"]
    rest = [road for road in lives.ROADS if road not in asked]
    # From both ends: a few roads are then some open and some closed ones.
    mixed = [road for pair in zip(rest[::2], rest[::-2], strict=False) for road in pair]
    return asked + list(dict.fromkeys(mixed + rest))


def number_apart(today: date) -> None:
    """Let the books count from numbers that nothing else in a sentence could be."""
    years = range(today.year - 2, today.year + 1)
    names = [f"case/{year}{book}" for year in years for book in ("", "/apart")]
    NumberSeries.objects.bulk_create(NumberSeries(name=name, last=CASES_FROM) for name in names)
    units_there = set(Unit.objects.values_list("pk", flat=True))
    names = [
        f"letter/{unit}/{year}{book}" for unit in sorted(units_there) for year in years for book in ("", "/secret")
    ]
    NumberSeries.objects.bulk_create(NumberSeries(name=name, last=LETTERS_FROM) for name in names)


def everybody_reads() -> bool:
    for user in User.objects.filter(memberships__isnull=False).distinct():
        mark_all_read(by=people.actor_of(user))
    return True


if __name__ == "__main__":
    main()
