"""What every page of the shell shows: where one may go, for whom one acts, what is new, what is wrong."""

from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.utils import timezone

from audit.actor import Actor, ActorKind
from audit.checkpoints import overdue_since
from deadlines.queries import missing_year
from notifications.undelivered import waiting_for_server
from organizations.vocabulary import Role
from reports.counting import Count

from .help import help_for
from .navigation import WATCHES, doors_of, home_of
from .waiting import Waiting, waiting_for

SOURCE = "https://example.org/cau-noi"
THEMES = ("light", "dark")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Icons and theme for every page; navigation and counts for who acts for a unit."""
    theme = request.COOKIES.get("theme", "light")
    actor: Actor | None = getattr(request, "actor", None)
    shown: dict[str, Any] = {
        "icons": static("desk/icons.svg"),
        "theme": theme if theme in THEMES else "light",
        "source_link": SOURCE,
        "frame": "desk/base.html",
    }
    if actor is None:
        return shown
    if actor.kind == ActorKind.LINK:
        # One referral and nothing else: no list, no count, no other door.
        return shown | {"frame": "desk/link/frame.html", "by_link": True}
    doors = doors_of(actor, request.path)
    shown["nav"] = {page.name: True for door in doors for page in door.section.open_to(actor)}
    htmx = getattr(request, "htmx", None)
    if htmx and not htmx.boosted:
        # A part of a page has no shell around it, and nothing is counted for it.
        return shown
    now, today = timezone.now(), timezone.localdate()
    waiting = waiting_for(actor, path=request.capacity.unit.path, on=today, at=now)  # type: ignore[attr-defined]
    shown["doors"] = [(door, *_count(door.section.name, waiting)) for door in doors]
    shown["help"] = help_for(request.resolver_match)
    shown["unread"] = waiting.unread
    shown["running"] = waiting.running
    shown["offers_tour"] = not waiting.knows_its_way and request.path == home_of(actor)
    # Said at the doors, not on every case behind them: those have their own questions to the database.
    at_a_door = any(door.is_here for door in doors)
    if Role.ADMINISTRATOR in actor.roles:
        shown["missing_year"] = missing_year(on=today)
        shown["troubles"] = waiting.troubles
        shown["mail_waits"] = waiting_for_server(actor)
    if WATCHES & actor.roles and at_a_door:
        shown["checkpoint_missing_since"] = overdue_since(at=now)
    return shown


def _count(section: str, waiting: Waiting) -> tuple[str, Count]:
    """The number behind a door, none where none would help, and how much of it is new to this person."""
    count = waiting.doors.get(section)
    match section:
        case "intake" if count is not None:
            count += waiting.doors.get("drafts", Count(0))
        case "administration":
            count = Count(waiting.troubles)
    # That nothing waits is worth saying only of one's own tasks.
    shown = "" if count is None or (not count and section != "inbox") else str(count)
    return shown, waiting.fresh if section == "inbox" else Count(0)
