"""Makes the demo office in one go: everything or nothing, day by day in the order in which it happened."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from django.core.management import call_command
from django.db import transaction

from audit import outbox
from audit.actor import Channel, system
from audit.models import Dispatch, DispatchState
from cases import operations as op
from cases.models import Case
from deadlines.calendar import working_calendar
from deadlines.models import Rule
from notifications.operations import mark_all_read
from organizations.models import Area, Field, User
from organizations.vocabulary import Role

from . import acts, briefing, directory, lives, people, texts, units
from .counter import Counter

# The two-level government: no unit of today is older.
EARLIEST = date(2025, 7, 1)
UNREAD_DAYS = 4
LAST = 1_000_000
Doer = acts.Life | Counter
Planned = tuple[date, int, int, Doer, str]


class NotEmpty(RuntimeError):
    """Somebody works here already: a demo among real petitions could not be told apart from them."""


def make(*, cases: int, seed: int, today: date) -> None:
    """Raises NotEmpty; tracking codes differ each time, they are unguessable by design."""
    if User.objects.exists() or Case.objects.exists():
        raise NotEmpty
    _load()
    since = min(EARLIEST, today - timedelta(days=500))
    with outbox.held(), transaction.atomic():
        province = units.found(since)
        staff = people.hire(province, since=since)
        directory.enter(province, since=since)
        read = False
        for day, life, step in _plan(province, staff, cases=cases, seed=seed, today=today):
            if not read and day > today - timedelta(days=UNREAD_DAYS):
                read = _everybody_reads()
            life.do(step, day)
        op.sweep(by=system("sweep", channel=Channel.COMMAND), on=today)
        briefing.fill(province, staff, rng=Random(seed), on=today)  # noqa: S311 - as below
        _deliver()


def _plan(
    province: units.Province, staff: people.Staff, *, cases: int, seed: int, today: date
) -> Iterator[tuple[date, Doer, str]]:
    """Yield every step of every case and of the reception room by day: numbers of the books follow the days."""
    rng = Random(seed)  # noqa: S311 - a demo that comes out the same each time, nothing secret
    calendar = working_calendar()
    counter = Counter(province, staff, Random(seed))  # noqa: S311
    order = _Order(rng)
    steps: list[Planned] = [
        (day, when * LAST, number, counter, step)
        for number, (day, when, step) in enumerate(counter.steps(today=today, calendar=calendar))
    ]
    earlier: list[acts.Life] = []
    for number, road in enumerate(lives.roads(cases, rng)):
        twin = next((life for life in reversed(earlier)), None) if "join" in road.steps else None
        story = twin.story if twin else order.story(road)
        place = twin.place if twin else order.place(story)
        own = Random(rng.getrandbits(64))  # noqa: S311
        life = acts.Life(province, staff, story, own, place, counter, twin)
        if road.leads:
            earlier.append(life)
        days = lives.days(road, own, today=today, calendar=calendar)
        steps += [(day, number, at, life, step) for at, (day, step) in enumerate(zip(days, road.steps, strict=True))]
    for day, _, _, doer, step in sorted(steps, key=lambda planned: planned[:3]):
        yield day, doer, step


class _Order:
    """Gives each road a story it suits, none twice before all were told, and each time from another place."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng
        self.stories: dict[tuple[str, ...], list[texts.Story]] = {}
        self.places: dict[str, list[tuple[str, str]]] = {}

    def story(self, road: lives.Road) -> texts.Story:
        if not self.stories.get(road.kinds):
            suiting = [story for story in texts.stories() if road.suits(story.kind)]
            self.stories[road.kinds] = self.rng.sample(suiting, k=len(suiting))
        return self.stories[road.kinds].pop()

    def place(self, story: texts.Story) -> tuple[str, str]:
        if not self.places.get(story.text):
            free = units.places(story.field)
            self.places[story.text] = self.rng.sample(free, k=len(free))
        return self.places[story.text].pop()


def _load() -> None:
    if not Rule.objects.exists():
        call_command("load_law", verbosity=0)
    if not Area.objects.exists() or not Field.objects.exists():
        call_command("load_areas", verbosity=0)


def _everybody_reads() -> bool:
    """What is older than a few days has been read long ago."""
    _deliver()
    for user in User.objects.filter(memberships__role__in=Role.values).distinct():
        mark_all_read(by=people.actor_of(user))
    return True


def _deliver() -> None:
    for pk in list(Dispatch.objects.filter(state=DispatchState.OWED).order_by("pk").values_list("pk", flat=True)):
        outbox.deliver(pk)
