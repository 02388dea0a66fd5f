"""How long a closed case is kept, by the schedule in force on the day one looks; and what has run out."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, QuerySet

from audit.actor import Actor
from deadlines.law.schedule import PeriodRow, shipped_schedule

from .models import Case, ErasureRow, LegalHold, Matter, Party, Person, Visit
from .retention_words import UNDER_WAY, UNFINISHED, ErasedState
from .vocabulary import STAND_BEHIND, Kind, Outcome, Status


@dataclass(frozen=True)
class Kept:
    """One case, one row of the schedule, and the last day it is kept; no day where it is kept for good."""

    row: PeriodRow
    until: date | None


def kept(case: Case, *, on: date) -> Kept | None:
    """Return how long the case is kept; None while it is open, and where no row of the schedule names it."""
    if case.closed_on is None:
        return None
    row = next((one for one in _in_force(on) if one.covers(case.kind, case.outcome)), None)
    if row is None:
        return None
    return Kept(row, after_years(case.closed_on, row.years) if row.years else None)


def run_out(actor: Actor, unit: int, *, on: date) -> "QuerySet[Case]":
    """Return the closed cases of the unit whose time has run out, which nothing holds and no other list names."""
    over = Q(pk__in=[])
    earlier = Q(pk__in=[])
    for row in _in_force(on):
        kinds, outcomes = row.kinds or Kind.values, row.outcomes or Outcome.values
        named = Q(kind__in=kinds, outcome__in=outcomes)
        if row.years:
            over |= named & Q(closed_on__lt=years_before(on, row.years)) & ~earlier
        earlier |= named
    free = Case.objects.visible_to(actor).filter(over, unit=unit, status=Status.CLOSED, erased_on=None)
    found: QuerySet[Case] = free.exclude(_is_held()).exclude(_is_listed()).order_by("closed_on", "pk")
    return found


def standing_hold(case: Case) -> LegalHold | None:
    return _standing().filter(case=case).select_related("placed_by").first()


def is_held(case: Case) -> bool:
    return _standing().filter(case=case).exists()


def cases_of(actor: Actor, person: Person) -> "QuerySet[Case]":
    """Return the cases in which the person stands behind a petition, that the actor may see and that hold anything."""
    mine = Matter.objects.filter(petition__parties__person=person, petition__parties__role__in=STAND_BEHIND)
    seen = Case.objects.visible_to(actor).filter(pk__in=mine.values("case"), erased_on=None)
    found: QuerySet[Case] = seen.select_related("unit").order_by("pk")
    return found


def visits_of(person: Person, unit: int) -> "QuerySet[Visit]":
    """Return the visits of the person that led to no petition: those of a petition go with its case."""
    here = Visit.objects.filter(visitors__person=person, petitions=None, session__unit=unit)
    gone = ErasureRow.objects.filter(visit=OuterRef("pk"), state__in=[ErasedState.DONE, ErasedState.WIPED])
    return here.exclude(Exists(gone)).distinct().order_by("pk")


def others_behind(case: Case, person: Person) -> int:
    """Return how many other people handed in what the case is about."""
    behind = Party.objects.filter(petition__matters__case=case, role__in=STAND_BEHIND)
    return behind.exclude(person=person).values("person").distinct().count()


def after_years(day: date, years: int) -> date:
    """Return the day of the same name so many years later (Bộ luật Dân sự Điều 148)."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def years_before(day: date, years: int) -> date:
    """Return the day before which a case was closed whose so many years are over on this day."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, month=3, day=1)


def _in_force(on: date) -> list[PeriodRow]:
    return [row for row in shipped_schedule() if row.is_in_force(on)]


def _standing() -> "QuerySet[LegalHold]":
    return LegalHold.objects.filter(lifted_on=None)


def _is_held() -> Exists:
    return Exists(_standing().filter(case=OuterRef("pk")))


def _is_listed() -> Exists:
    rows = ErasureRow.objects.filter(case=OuterRef("pk"), erasure__state__in=UNDER_WAY)
    return Exists(rows.filter(state__in=UNFINISHED))
