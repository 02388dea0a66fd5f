"""Questions about reception: which sessions, who waits, whom the head still owes a day, which papers must go back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Prefetch, Q, QuerySet

from audit.actor import Actor
from deadlines.vocabulary import DutyState

from . import access
from .errors import NotYoursToSee
from .models import Case, Paper, ReceptionDuty, ReceptionSession, Refusal, RefusalNotice, Visit, Visitor
from .reception_words import ReceptionAct, SessionKind, SessionStatus
from .vocabulary import LetterStatus

MONTHS = 12


def sessions_for(actor: Actor) -> QuerySet[ReceptionSession]:
    """Sessions this reader may know of, with who receives and how many came."""
    found = ReceptionSession.objects.filter(access.visible_reception(actor))
    counts = {
        "came": Count("visits", distinct=True),
        "waiting": Count("visits", filter=Q(visits__came_of=""), distinct=True),
    }
    found = found.select_related("unit", "receiver", "leader").prefetch_related("bodies")
    counted: QuerySet[ReceptionSession] = found.annotate(**counts)
    return counted


def session_for(actor: Actor, pk: int) -> ReceptionSession:
    found = sessions_for(actor).filter(pk=pk).first()
    if found is None:
        raise NotYoursToSee(pk)
    session: ReceptionSession = found
    return session


def visit_for(actor: Actor, pk: int) -> Visit:
    visits = Visit.objects.select_related("session__unit", "session__receiver", "guided_to", "written_by")
    found: Visit | None = visits.filter(pk=pk).first()
    if found is None or not access.may_see_reception(actor, found.session.unit_id):
        raise NotYoursToSee(pk)
    return found


def refusal_for(actor: Actor, pk: int) -> Refusal:
    refusals = Refusal.objects.select_related("visit__session__unit", "notice", "refused_by", "confirmed_by")
    found: Refusal | None = refusals.filter(pk=pk).first()
    if found is None or not access.may_see_reception(actor, found.visit.session.unit_id):
        raise NotYoursToSee(pk)
    return found


def may(actor: Actor, act: str, unit: int) -> bool:
    return access.may_receive(actor, act, unit) is not None


def acts_on(actor: Actor, session: ReceptionSession, *, on: date) -> list[ReceptionAct]:
    """Return what this actor may do with the session now, in the order of its life."""
    ahead = session.is_planned
    fits = {
        ReceptionAct.NOTE_ONLINE_NOTICE: ahead and session.online and session.announced_on is None,
        ReceptionAct.NOTE_CONNECTION_TEST: ahead and session.online and session.tested_on is None,
        ReceptionAct.OPEN_SESSION: ahead and session.held_on == on,
        ReceptionAct.ADD_VISIT: session.is_open,
        ReceptionAct.END_SESSION: session.is_open,
        ReceptionAct.CANCEL_SESSION: ahead,
    }
    return [act for act, now in fits.items() if now and may(actor, act, session.unit_id)]


def visits_of_all(sessions: Iterable[ReceptionSession]) -> QuerySet[Visit]:
    """Who came to these sessions, in the order they came."""
    return with_people(Visit.objects.filter(session__in=[one.pk for one in sessions])).order_by("pk")


def with_people(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    """Fetch beside each visit who came, which petitions it brought and whether somebody was turned away."""
    people = Visitor.objects.select_related("identity").order_by("pk")
    refusals = Refusal.objects.select_related("notice").order_by("pk")
    return visits.select_related("session", "guided_to").prefetch_related(
        Prefetch("visitors", people), "petitions__matters__case", Prefetch("refusals", refusals)
    )


def names_of(visit: Visit, *, seen_by: Actor) -> list[str]:
    """Who came, for whoever works at this counter; of a sealed kind nobody's name stands on a page."""
    if visit.is_sealed or not may(seen_by, ReceptionAct.ADD_VISIT, visit.session.unit_id):
        return []
    return [visitor.who.name for visitor in visit.visitors.all()]


def refusals_of(actor: Actor) -> QuerySet[Refusal]:
    """Refusals of the actor's unit, the latest first."""
    mine = Refusal.objects.filter(visit__session__unit=actor.unit or 0)
    mine = mine.select_related("visit__session", "notice", "refused_by", "confirmed_by")
    found: QuerySet[Refusal] = mine.prefetch_related("visit__petitions__matters__case").order_by("-pk")
    return found


def acts_on_refusal(actor: Actor, refusal: Refusal) -> list[ReceptionAct]:
    """Return what this actor may do about the refusal now."""
    notice = getattr(refusal, "notice", None)
    status = notice.status if notice is not None else ""
    fits = {
        ReceptionAct.CONFIRM_REFUSAL: refusal.is_undecided,
        ReceptionAct.OVERTURN_REFUSAL: refusal.is_undecided,
        ReceptionAct.ISSUE_NOTICE: status == LetterStatus.SIGNED,
        ReceptionAct.DISPATCH_NOTICE: status == LetterStatus.ISSUED,
    }
    unit = refusal.visit.session.unit_id
    return [act for act, now in fits.items() if now and may(actor, act, unit)]


def undecided(actor: Actor) -> QuerySet[Refusal]:
    return refusals_of(actor).filter(confirmed_on=None, overturned_on=None)


def notices_waiting(actor: Actor) -> QuerySet[RefusalNotice]:
    """Notices that are signed and not yet sent: the records officer's."""
    waiting = RefusalNotice.objects.filter(unit=actor.unit or 0, status__in=[LetterStatus.SIGNED, LetterStatus.ISSUED])
    ordered: QuerySet[RefusalNotice] = waiting.select_related("refusal__visit__session").order_by("pk")
    return ordered


def duties_of(sessions: Iterable[ReceptionSession]) -> dict[int, list[ReceptionDuty]]:
    """Return what is owed before each of these sessions, in one query."""
    owed: dict[int, list[ReceptionDuty]] = {}
    rows = ReceptionDuty.objects.filter(session__in=[one.pk for one in sessions]).exclude(state=DutyState.VOID)
    for duty in rows.select_related("rule"):
        owed.setdefault(duty.session_id or 0, []).append(duty)
    return owed


@dataclass(frozen=True)
class HeadsMonth:
    """One month and the head's own day of reception in it, if there is one."""

    first: date
    session: ReceptionSession | None

    @property
    def is_missing(self) -> bool:
        return self.session is None


def heads_months(unit: int, *, on: date, back: int = 2, ahead: int = 2) -> list[HeadsMonth]:
    """Say of each month whether the head receives in it (Luật Tiếp công dân Điều 18: at least one day a month)."""
    firsts = [_month(on, shift) for shift in range(-back, ahead + 1)]
    last = _month(on, ahead + 1)
    held = ReceptionSession.objects.filter(
        unit=unit, kind=SessionKind.HEAD, held_on__gte=firsts[0], held_on__lt=last
    ).exclude(status=SessionStatus.CANCELLED)
    # A day that passed without being opened was not held.
    counts = [one for one in held.order_by("held_on") if one.held_on >= on or not one.is_planned]
    by_month: dict[tuple[int, int], ReceptionSession] = {}
    for one in counts:
        by_month.setdefault((one.held_on.year, one.held_on.month), one)
    return [HeadsMonth(first, by_month.get((first.year, first.month))) for first in firsts]


def papers_of(case: Case, *, inside: bool) -> list[Paper]:
    """The papers that went over the counter; they are the MTTQ's own affair with the citizen."""
    if not (inside and case.has_papers):
        return []
    return list(case.papers.select_related("received__party__identity", "returned"))


def _month(on: date, shift: int) -> date:
    months = on.year * MONTHS + on.month - 1 + shift
    return date(months // MONTHS, months % MONTHS + 1, 1)
