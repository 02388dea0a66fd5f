"""What is open at a unit that ends, and to which successor each thing goes by the rules of the decision. Reads only."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from deadlines.vocabulary import DutyState
from organizations.models import Area, Competence, Field, Membership, Unit
from organizations.vocabulary import Role

from .agenda import left_behind_at, may_stand_on
from .models import (
    AgendaItem,
    Case,
    Changeover,
    ChangeoverRow,
    Dispute,
    Duty,
    Letter,
    NumberSeries,
    Opening,
    ReceptionSession,
    Referral,
    Refusal,
    RefusalNotice,
)
from .models.case import CaseQuerySet
from .reception_words import SessionStatus
from .succession_words import ChangeoverState, Handed, HandedState
from .vocabulary import (
    UNDER_WAY,
    DisputeState,
    LetterStatus,
    OpeningState,
    Outcome,
    ReferralRole,
    ReferralStatus,
    Status,
)

STILL_OWED = (DutyState.RUNNING, DutyState.PAUSED)
# A letter in which the agency can still be named anew, or that has not left the house yet.
NOT_LEFT = (LetterStatus.DRAFT, LetterStatus.SUBMITTED, LetterStatus.SIGNED, LetterStatus.ISSUED)
# The lead referral as long as anything is awaited of its agency, be it what it promised.
LEADS = (ReferralStatus.PREPARED, *UNDER_WAY, ReferralStatus.ANSWERED)


def cases_open_at(unit: Unit) -> CaseQuerySet:
    """Return the cases in which something open is this unit's, by ascending id.

    Of the MTTQ: those it holds; what sleeps joined to another case goes with it, because it may wake. Of an agency:
    where it leads, helps, owes, or stands in a letter that has not left.
    """
    if unit.is_front:
        ended = Q(status=Status.CLOSED) & ~Q(outcome=Outcome.JOINED)
        found: CaseQuerySet = Case.objects.filter(unit=unit).exclude(ended).order_by("pk")
        return found
    here = OuterRef("pk")
    helps = Referral.objects.filter(case=here, agency=unit, role=ReferralRole.COOPERATING, status__in=UNDER_WAY)
    owes = Duty.objects.filter(case=here, unit=unit, state__in=STILL_OWED)
    named = Letter.objects.filter(case=here, to_unit=unit, status__in=NOT_LEFT)
    disputed = Dispute.objects.filter(case=here, state=DisputeState.OPEN, proposed=unit)
    leads = Q(lead__agency=unit, lead__status__in=LEADS)
    beside = Exists(helps) | Exists(owes) | Exists(named) | Exists(disputed)
    asked: CaseQuerySet = Case.objects.open().filter(leads | beside).order_by("pk")
    return asked


def agenda_beside(unit: Unit) -> QuerySet[AgendaItem]:
    """Return what stands on the lists of a unit of the MTTQ without its case going along: cases of units below."""
    return left_behind_at(unit, cases_open_at(unit)) if unit.is_front else AgendaItem.objects.none()


def sessions_planned_at(unit: Unit) -> QuerySet[ReceptionSession]:
    """Return the sessions of reception on the schedule that the unit holds, or at which it receives too."""
    mine = Q(unit=unit) | Q(bodies=unit)
    found: QuerySet[ReceptionSession] = ReceptionSession.objects.filter(mine, status=SessionStatus.PLANNED)
    return found.distinct().order_by("pk")


def competences_of(unit: Unit, changeover: Changeover) -> QuerySet[Competence]:
    """Return the rows of the directory that would name the unit after its end."""
    runs_on = Q(in_force_to=None) | Q(in_force_to__gte=changeover.on)
    return Competence.objects.filter(runs_on, agency=unit).order_by("pk")


def memberships_of(unit: Unit, changeover: Changeover) -> QuerySet[Membership]:
    """Return who works there on the unit's last day or would come later."""
    stays = Q(to_on=None) | Q(to_on__gte=changeover.on)
    return Membership.objects.filter(stays, unit=unit).select_related("user").order_by("pk")


def comes_along(membership: Membership) -> bool:
    """A head heads the unit that ended: who heads the successor is named there, and never two."""
    return membership.role != Role.AGENCY_HEAD


@dataclass(frozen=True)
class Route:
    """The rules of one decision: the field says it first, then the place, then who gets the rest."""

    heirs: Sequence[Unit]
    by_field: Mapping[str, int]
    by_area: bool
    rest_to: int | None

    @classmethod
    def of(cls, changeover: Changeover) -> "Route":
        heirs = list(changeover.heirs.select_related("area").order_by("pk"))
        return cls(heirs, changeover.by_field, changeover.by_area, changeover.rest_to_id)

    def heir_of(self, about: Field | None, place: Area | None) -> int | None:
        """Return the one successor, nothing where the rules do not say."""
        if len(self.heirs) == 1:
            return self.heirs[0].pk
        for key in (about.pk, about.parent_id) if about is not None else ():
            if key is not None and key in self.by_field:
                return self.by_field[key]
        found = self._by_place(place) if self.by_area and place is not None else None
        return found or self.rest_to

    def heir_above(self, item: AgendaItem) -> int | None:
        """Return the successor that reads on what stood on the list: the one above that case, or as for a case."""
        above = [heir for heir in self.heirs if may_stand_on(heir, item.case)]
        return above[0].pk if len(above) == 1 else self.heir_of(item.case.field, item.case.area)

    def _by_place(self, place: Area) -> int | None:
        """The successor in whose area it lies; of one inside another the smaller. Two of one area decide nothing."""
        here = [heir for heir in self.heirs if heir.area is not None and place.path.startswith(heir.area.path)]
        deepest = max((len(heir.area.path) for heir in here if heir.area), default=0)
        nearest = [heir for heir in here if heir.area and len(heir.area.path) == deepest]
        return nearest[0].pk if len(nearest) == 1 else None


@dataclass
class Share:
    """What one successor gets, counted; without a successor: what nobody has decided yet."""

    heir: Unit | None
    counts: dict[str, int] = field(default_factory=dict)


COUNTED = ("cases", "referrals", "requests", "duties", "letters", "agenda", "sessions", "competences", "memberships")


ROWS_ABOUT = {
    Handed.CASE: "cases",
    Handed.AGENDA: "agenda",
    Handed.SESSION: "sessions",
    Handed.COMPETENCE: "competences",
    Handed.MEMBERSHIP: "memberships",
}


def shares_of(changeover: Changeover) -> list[Share]:
    """Count for each successor what goes there: one question for each kind of thing."""
    heirs = {heir.pk: Share(heir, dict.fromkeys(COUNTED, 0)) for heir in changeover.heirs.all()}
    nobody = Share(None, dict.fromkeys(COUNTED, 0))
    before = list(changeover.before.all())
    rows = ChangeoverRow.objects.filter(changeover=changeover).exclude(state=HandedState.GONE)
    told: dict[str, list[tuple[int | None, int]]] = {name: [] for name in COUNTED}
    for what, heir, n in rows.order_by().values_list("what", "to").annotate(n=Count("pk")):
        if what in ROWS_ABOUT:
            told[ROWS_ABOUT[what]].append((heir, n))
    if changeover.is_prepared:
        # Once it is carried out these are the successor's own, and counted there.
        asked = Referral.objects.filter(agency__in=before)
        told |= {
            "referrals": _by_case(changeover, asked.filter(lead_of_case())),
            "requests": _by_case(changeover, asked.filter(role=ReferralRole.COOPERATING, status__in=UNDER_WAY)),
            "duties": _by_case(changeover, Duty.objects.filter(unit__in=before, state__in=STILL_OWED)),
            "letters": _by_case(changeover, Letter.objects.filter(letters_of(before), status__in=NOT_LEFT)),
        }
        # Beside what has a row of its own: what goes along with a case.
        along = AgendaItem.objects.filter(unit__in=before, unit=F("case__unit"), settled_on=None)
        told["agenda"] += _by_case(changeover, along)
    for name, counted in told.items():
        for heir, n in counted:
            share = heirs.get(heir, nobody) if heir is not None else nobody
            share.counts[name] += n
    return [*heirs.values(), nobody]


def lead_of_case() -> Q:
    return Q(status__in=LEADS, role=ReferralRole.LEAD, case__lead=F("pk")) & ~Q(case__status=Status.CLOSED)


def letters_of(before: Sequence[Unit]) -> Q:
    return Q(unit__in=before) | Q(to_unit__in=before) | Q(referral__agency__in=before)


Things = QuerySet[AgendaItem] | QuerySet[Duty] | QuerySet[Letter] | QuerySet[Referral]


def _by_case(changeover: Changeover, things: Things) -> list[tuple[int | None, int]]:
    """Count the things by where their case goes."""
    mine = ChangeoverRow.objects.filter(changeover=changeover, what=Handed.CASE, case=OuterRef("case_id"))
    known = things.filter(case__in=ChangeoverRow.objects.filter(changeover=changeover, what=Handed.CASE).values("case"))
    goes_to = known.annotate(goes_to=Subquery(mine.values("to")[:1])).order_by()
    return list(goes_to.values_list("goes_to").annotate(n=Count("pk")))


def undecided(changeover: Changeover) -> QuerySet[ChangeoverRow]:
    """Return what neither a rule nor anybody has decided. Who leaves with the unit has been decided by leaving."""
    rows = ChangeoverRow.objects.filter(changeover=changeover, to=None, state=HandedState.WAITS)
    rows = rows.exclude(what__in=[Handed.MEMBERSHIP, Handed.CLIENT])
    return rows.select_related("case__field", "case__area", "before").order_by("what", "key")


def must_be_done_first(changeover: Changeover) -> list[tuple[str, int]]:
    """Return what belongs to the unit before alone and is finished there: which, and how many."""
    before = list(changeover.before.all())
    going_on = ReceptionSession.objects.filter(unit__in=before, status=SessionStatus.OPEN).count()
    unjudged = Refusal.objects.filter(visit__session__unit__in=before, confirmed_by=None, overturned_by=None).count()
    notices = RefusalNotice.objects.filter(unit__in=before, status__in=NOT_LEFT).count()
    tables = Opening.objects.filter(unit__in=before, state__in=[OpeningState.READING, OpeningState.ENTERING]).count()
    found = (("session", going_on), ("refusal", unjudged), ("notice", notices), ("opening", tables))
    return [(name, n) for name, n in found if n]


def series_that_end(changeover: Changeover) -> list[tuple[Unit, str, int]]:
    """Return the rows of numbers of the units before in that year, with the last number given: they end there."""
    names = {
        f"{kind}/{unit.pk}/{changeover.on.year}": (unit, kind)
        for unit in changeover.before.all()
        for kind in ("letter", "incoming", "visit")
    }
    given = NumberSeries.objects.filter(name__in=names, last__gt=0).order_by("name")
    return [(*names[name], last) for name, last in given.values_list("name", "last")]


def being_handed_on(unit: Unit) -> bool:
    """Say whether a decision about the unit is being carried out: what is still there is on its way."""
    return Changeover.objects.filter(before=unit, state=ChangeoverState.ORDERED).exists()
