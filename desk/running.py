"""What somebody has set going in the background: tables, acts on many, old books, hand-overs, units that end."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from audit.actor import Actor
from cases.models import Changeover, Opening
from cases.succession_words import ChangeoverState, HandedState
from cases.vocabulary import OpeningState
from organizations.vocabulary import Role
from workflows.models import Batch, BatchRowState, BatchState, Leaving, LeavingState, LeftState
from workflows.operations.acts import ACTS

from .listing.tables import TABLES
from .personal import exporting
from .personal.models import Export, ExportState

RUNNING = "running_"
RECENT = 20
"""Of each kind; what is older is found where its kind is listed."""


@dataclass(frozen=True)
class Job:
    what: str
    about: str
    address: str
    began_at: datetime
    is_under_way: bool
    state: str
    done: int
    total: int
    came_of: str = ""
    settled: bool = False
    """It is finished and nothing of it was refused."""


@dataclass(frozen=True)
class Kind:
    """One kind of job: which are of this person, when one is under way, how it is told."""

    of: Callable[[Actor], "QuerySet[Any, Any]"]
    under_way: Q
    told: Callable[[Any], Job]
    counted: Callable[["QuerySet[Any, Any]"], "QuerySet[Any, Any]"] = lambda rows: rows
    """Its rows counted by what became of them."""
    label: str | Promise = ""
    every: "QuerySet[Any, Any] | None" = None
    """All of the kind, where it is set going for one unit: what administrators see of it, without whose it is."""


@dataclass(frozen=True)
class LongWork:
    """One job as an administrator sees it: what it was, for which unit, when, and how it ended."""

    what: str | Promise
    unit: str
    job: Job
    ended_at: datetime | None


def under_way_of(actor: Actor) -> "dict[str, QuerySet[Any, Any]]":
    """Return what this person has under way, kind by kind: every page counts it in the query of its shell."""
    if actor.person_id is None:
        return {}
    return {f"{RUNNING}{at}": kind.of(actor).filter(kind.under_way) for at, kind in enumerate(KINDS)}


def jobs_of(actor: Actor) -> list[Job]:
    """Return what this person has set going lately: what is under way first, then the newest."""
    if actor.person_id is None:
        return []
    jobs = [kind.told(row) for kind in KINDS for row in kind.counted(kind.of(actor)).order_by("-pk")[:RECENT]]
    return sorted(jobs, key=lambda job: (job.is_under_way, job.began_at), reverse=True)


def jobs_of_units(units: Iterable[int]) -> list[LongWork]:
    """Return the long work of these units, the newest first; not who set it going nor what it is about."""
    among, found = list(units), []
    for kind in KINDS:
        if kind.every is None:
            continue
        rows = kind.counted(kind.every.filter(unit__in=among).select_related("unit")).order_by("-pk")[:RECENT]
        found += [LongWork(kind.label, row.unit.name, kind.told(row), row.finished_at) for row in rows]
    return sorted(found, key=lambda one: one.job.began_at, reverse=True)[:RECENT]


def how_far(request: HttpRequest, template: str, context: dict[str, Any], *, is_under_way: bool) -> HttpResponse:
    """Answer the part of a page that looks again by itself; when it is over, the whole page is asked for anew."""
    response = render(request, template, context)
    if not is_under_way:
        response["HX-Refresh"] = "true"
    return response


def _exports(actor: Actor) -> "QuerySet[Export]":
    return Export.objects.filter(user=actor.person_id, unit=actor.unit, on_behalf_of=actor.on_behalf_of)


def _export(one: Any) -> Job:
    ready = exporting.is_ready(one, at=timezone.now())
    over = "" if one.state != ExportState.DONE else _("Bảng đã sẵn sàng.") if ready else _("Đã hết thời gian giữ bảng.")
    done, place = min(one.written * exporting.SHARE, one.total), reverse("desk:export", args=[one.pk])
    state = str(one.get_state_display())
    return Job(
        _("Kết xuất: %(list)s") % {"list": TABLES[one.table].label},
        one.said,
        place,
        one.asked_at,
        one.is_under_way,
        state,
        done,
        one.total,
        over,
        settled=ready,
    )


def _batches(actor: Actor) -> "QuerySet[Batch]":
    return Batch.objects.filter(person=actor.person_id, unit=actor.unit, on_behalf_of=actor.on_behalf_of)


def _batch(one: Any) -> Job:
    over = "" if one.is_under_way else _came_of(one.made, one.refused)
    done, place = one.made + one.refused, reverse("desk:batch", args=[one.pk])
    what, state = str(ACTS[one.act].label), str(one.get_state_display())
    clean = not one.is_under_way and not one.refused
    return Job(what, one.about, place, one.asked_at, one.is_under_way, state, done, one.total, over, settled=clean)


def _openings(actor: Actor) -> "QuerySet[Opening]":
    mine = Opening.objects.filter(handed_in_by=actor.person_id, unit=actor.unit).defer("content")
    return mine if actor.roles & {Role.RECORDS_OFFICER, Role.ADMINISTRATOR} else mine.none()


def _opening(one: Any) -> Job:
    done, total = (one.looked_at, one.total) if one.state == OpeningState.READING else (one.handled, one.good)
    finished = one.state == OpeningState.DONE
    over, place = _came_of(one.entered, one.refused) if finished else "", reverse("desk:opening", args=[one.pk])
    about, state = _("Bảng %(number)s") % {"number": one.pk}, str(one.get_state_display())
    clean = finished and not one.refused
    return Job(
        _("Số liệu đầu kỳ"), about, place, one.handed_in_at, one.is_under_way, state, done, total, over, settled=clean
    )


def _leavings(actor: Actor) -> "QuerySet[Leaving]":
    mine = Leaving.objects.filter(ordered_by=actor.person_id, unit=actor.unit).select_related("person")
    return mine if actor.roles & {Role.LEADER, Role.ADMINISTRATOR} else mine.none()


def _leaving(one: Any) -> Job:
    running = one.state == LeavingState.ORDERED
    what = _("Bàn giao việc của %(name)s") % {"name": one.person.full_name}
    over, place = "" if running else _came_of(one.made, one.refused), reverse("desk:leaving", args=[one.pk])
    done, clean = one.total - one.waits, not running and not one.refused
    state = str(one.get_state_display())
    return Job(what, "", place, one.ordered_at, running, state, done, one.total, over, settled=clean)


def _changeovers(actor: Actor) -> "QuerySet[Changeover]":
    mine = Changeover.objects.filter(prepared_by=actor.person_id)
    return mine if Role.ADMINISTRATOR in actor.roles else mine.none()


def _changeover(one: Any) -> Job:
    place, state = reverse("desk:changeover", args=[one.pk]), str(one.get_state_display())
    what, done = _("Sắp xếp đơn vị"), one.total - one.waits
    clean = one.state == ChangeoverState.DONE
    return Job(what, one.basis, place, one.prepared_at, one.is_under_way, state, done, one.total, settled=clean)


def _by_state(**states: Iterable[str]) -> "Callable[[QuerySet[Any, Any]], QuerySet[Any, Any]]":
    """Count the rows of each job, and those of them in these states."""
    counts = {name: Count("rows", filter=Q(rows__state__in=list(some))) for name, some in states.items()}
    return lambda jobs: jobs.annotate(**counts)


def _written(jobs: "QuerySet[Any, Any]") -> "QuerySet[Any, Any]":
    counted: QuerySet[Any, Any] = jobs.annotate(written=Count("parts", filter=Q(parts__rows__isnull=False)))
    return counted


def _came_of(made: int, refused: int) -> str:
    said = ngettext("Đã ghi %(n)s.", "Đã ghi %(n)s.", made) % {"n": made}
    if not refused:
        return said
    return said + " " + ngettext("%(n)s không được ghi.", "%(n)s không được ghi.", refused) % {"n": refused}


KINDS = (
    Kind(
        _exports,
        Q(state=ExportState.RUNNING),
        _export,
        _written,
        label=gettext_lazy("Kết xuất danh sách"),
        every=Export.objects.all(),
    ),
    Kind(
        _batches,
        Q(state=BatchState.RUNNING),
        _batch,
        _by_state(made=[BatchRowState.DONE], refused=[BatchRowState.REFUSED]),
        label=gettext_lazy("Việc hàng loạt"),
        every=Batch.objects.all(),
    ),
    Kind(
        _openings,
        Q(state__in=[OpeningState.READING, OpeningState.ENTERING]),
        _opening,
        label=gettext_lazy("Số liệu đầu kỳ"),
        every=Opening.objects.defer("content"),
    ),
    Kind(
        _leavings,
        Q(state=LeavingState.ORDERED),
        _leaving,
        _by_state(
            total=LeftState.values,
            waits=[LeftState.WAITS],
            made=[LeftState.MOVED],
            refused=[LeftState.REFUSED, LeftState.GONE],
        ),
        label=gettext_lazy("Bàn giao việc"),
        every=Leaving.objects.select_related("person"),
    ),
    Kind(
        _changeovers,
        Q(state=ChangeoverState.ORDERED),
        _changeover,
        _by_state(total=HandedState.values, waits=[HandedState.WAITS]),
    ),
)
