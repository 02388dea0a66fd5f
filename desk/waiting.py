"""What waits behind each door, in one query: numbers somebody can act on, none counted further than it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache

from django.db import models

from audit.actor import Actor
from cases.models import Case, Visit
from cases.vocabulary import Status
from notifications.inbox import MOST_COUNTED, unread_of
from reports.absence import silent
from reports.counting import Count, Written, counted_written, written_each
from reports.health import expected, looks_after
from workflows import inbox
from workflows.steps import Step

from .navigation import AGENCY, OVERSEES, STAFF
from .personal.models import Draft, SeenTour
from .personal.reading import unread_by
from .running import RUNNING, under_way_of

REMEMBERED = 1_000
"""So many people's questions are kept in words; those who have not been here longest are forgotten."""
DOOR, MINE, POOL, FRESH = "door_", "mine", "pool", "fresh_"
OPEN = [status for status in Status if status != Status.CLOSED]
AT_AN_AGENCY = [Step.ACKNOWLEDGE, Step.ANSWER, Step.ACKNOWLEDGE_REQUEST, Step.ANSWER_REQUEST]


@dataclass(frozen=True)
class Waiting:
    """What the shell shows, counted once for a request."""

    doors: Mapping[str, Count]
    fresh: Count
    unread: int
    knows_its_way: bool
    troubles: int
    running: int = 0
    """What this person has set going in the background and is not finished."""


def waiting_for(actor: Actor, *, path: str, on: date, at: datetime) -> Waiting:
    """Count behind every door this person has, in one query; `path` is where their unit stands in the tree."""
    if actor.person_id is None:
        return Waiting({}, Count(0), 0, True, 0)
    well = expected(at=at) if looks_after(actor) else {}
    bounds = {name: one.well for name, one in well.items()}
    asked = _asked(actor, path, on) | written_each({name: one.rows for name, one in well.items()}, up_to=bounds)
    found = counted_written(asked)
    doors = {name.removeprefix(DOOR): count for name, count in found.items() if name.startswith(DOOR)}
    held = [name for name in (MINE, POOL) if name in found]
    if held:
        doors["inbox"] = sum((found[name] for name in held), start=Count(0))
    return Waiting(
        doors,
        fresh=sum((found[FRESH + name] for name in held), start=Count(0)),
        unread=found["unread"].number,
        knows_its_way=bool(found["toured"]),
        troubles=sum(found[name] != Count(one.well) for name, one in well.items()),
        running=sum(count.number for name, count in found.items() if name.startswith(RUNNING)),
    )


@lru_cache(maxsize=REMEMBERED)
def _asked(actor: Actor, path: str, on: date) -> dict[str, Written]:
    """Return what every page asks for this person on this day: to put it into words takes longer than to answer it.

    It holds questions and no answers. It rests on the actor, on where their unit stands, and on the day: nothing else.
    """
    assert actor.person_id is not None, "whoever is no person has no doors"
    asked: dict[str, models.QuerySet[models.Model]] = {
        "unread": unread_of(actor.person_id),
        "toured": SeenTour.objects.filter(user=actor.person_id),
        **{DOOR + name: rows for name, rows in _behind(actor, on).items()},
        **under_way_of(actor),
    }
    if actor.roles & (STAFF | AGENCY):
        # Those in one's hands and those in nobody's are counted apart: together no index leads to the first thousand.
        for name, rows in ((MINE, inbox.mine(actor)), (POOL, inbox.pool(actor))):
            asked |= {name: rows, FRESH + name: unread_by(actor, rows)}
    return written_each(asked, up_to={"unread": MOST_COUNTED, "toured": 1})


def _behind(actor: Actor, on: date) -> dict[str, "models.QuerySet[models.Model]"]:
    """Return the rows each door counts."""
    seen = Case.objects.visible_to(actor)
    rows: dict[str, models.QuerySet[models.Model]] = {}
    if actor.roles & (STAFF | AGENCY):
        # By status and not "not closed": the index of statuses answers it.
        rows["register"] = seen.filter(status__in=OPEN)
    if actor.roles & STAFF:
        rows["intake"] = Visit.objects.filter(session__unit=actor.unit, session__held_on=on, came_of="")
        rows["drafts"] = Draft.objects.filter(user=actor.person_id, unit=actor.unit)
    if actor.roles & AGENCY:
        rows["agency"] = inbox.of_unit(actor, AT_AN_AGENCY)
    elif actor.roles & OVERSEES:
        rows["agency"] = seen.filter(status=Status.FORWARDED)
    if actor.roles & OVERSEES:
        # One kind of lateness: by letter, by promise and by law are never added together (law.md §14 points 3 and 16).
        rows["supervision"] = silent(seen_by=actor, on=on)
    return rows
