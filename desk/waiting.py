"""What waits behind each door, in one query: numbers somebody can act on, none counted further than it is shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import models

from audit.actor import Actor
from cases.models import Case, Visit
from cases.vocabulary import Status
from notifications.inbox import MOST_COUNTED, unread_of
from reports.absence import silent
from reports.counting import Count, counted_each
from reports.health import expected, looks_after
from workflows import inbox
from workflows.steps import Step

from .navigation import AGENCY, OVERSEES, STAFF
from .personal.models import Draft, SeenTour
from .personal.reading import is_unread_by
from .running import under_way_of

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


def waiting_for(actor: Actor, *, on: date, at: datetime) -> Waiting:
    """Count behind every door this person has, in one query."""
    if actor.person_id is None:
        return Waiting({}, Count(0), 0, True, 0)
    behind = _behind(actor, on)
    asked: dict[str, models.QuerySet[models.Model]] = {
        "unread": unread_of(actor.person_id),
        "toured": SeenTour.objects.filter(user=actor.person_id),
        **{f"door_{name}": rows for name, rows in behind.items()},
    }
    # Those in one's hands and those in nobody's are counted apart: together no index leads to the first thousand.
    tasks = {"mine": inbox.mine(actor), "pool": inbox.pool(actor)} if actor.roles & (STAFF | AGENCY) else {}
    asked |= {f"inbox_{name}": rows for name, rows in tasks.items()}
    among_mine = {"inbox_mine": {"fresh_mine": is_unread_by(actor)}}
    if tasks:
        # Of a pool of thousands it would take a second question.
        asked["fresh_pool"] = tasks["pool"].filter(is_unread_by(actor))
    running = under_way_of(actor)
    asked |= running
    well = expected(at=at) if looks_after(actor) else {}
    asked |= {f"health_{name}": one.rows for name, one in well.items()}
    bounds = {"unread": MOST_COUNTED, "toured": 1} | {f"health_{name}": one.well for name, one in well.items()}
    found = counted_each(asked, up_to=bounds, parts=among_mine)
    troubles = sum(found[f"health_{name}"] != Count(one.well) for name, one in well.items())
    doors = {name.removeprefix("door_"): found[name] for name in found if name.startswith("door_")}
    if tasks:
        doors["inbox"] = found["inbox_mine"] + found["inbox_pool"]
    fresh = sum((found[f"fresh_{name}"] for name in tasks), start=Count(0))
    unread, toured = found["unread"].number, bool(found["toured"])
    return Waiting(doors, fresh, unread, toured, troubles, sum(found[name].number for name in running))


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
