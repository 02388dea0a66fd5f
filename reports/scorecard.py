"""Cơ quan trả lời thế nào: what was sent to each agency in a period and what came of it, one line each.

Counted are sendings: a case that went to two agencies is on both lines. Late by law and late by letter stand apart
(law.md §14 points 3 and 16). A figure and the list behind it ask the same question, said once in `FIGURES`.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Count, Exists, ExpressionWrapper, F, OuterRef, Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.models import Answer, Case, Duty, Referral, Reopening
from cases.vocabulary import ReferralRole, ReferralStatus, ReopeningState
from organizations.models import Unit

from .dashboard import Limits, limits, missed

Sendings = models.QuerySet[Referral]


@dataclass(frozen=True)
class Period:
    seen_by: Actor
    first: date
    last: date
    on: date


def _late(rules: tuple[int, ...], on: date) -> Q:
    return Q(Exists(Duty.objects.filter(missed(rules, on=on), referral=OuterRef("pk"), unit=OuterRef("agency"))))


def _answered() -> Q:
    return Q(status=ReferralStatus.ANSWERED)


def _reopened() -> Q:
    again = Reopening.objects.filter(case=OuterRef("case"), state=ReopeningState.GRANTED)
    return Q(Exists(again.filter(judged_on__gte=OuterRef("sent_on"))))


Figure = Callable[[Limits, date], Q]
FIGURES: dict[str, tuple[str | Promise, Figure]] = {
    "sent": (_("Đã chuyển"), lambda _limits, _on: Q()),
    "on_time": (_("Trả lời đúng hạn"), lambda limits, on: _answered() & ~_late(limits.either, on)),
    "law": (_("Trễ theo luật"), lambda limits, on: _late(limits.law, on)),
    "letter": (_("Trễ theo công văn"), lambda limits, on: _late(limits.letter, on)),
    "refused": (_("Từ chối"), lambda _limits, _on: Q(refused_on__isnull=False)),
    "reopened": (_("Mở lại"), lambda _limits, _on: _reopened()),
}


@dataclass
class Score:
    """One agency, or all of them together."""

    agency: Unit | None = None
    figures: dict[str, int] = field(default_factory=lambda: dict.fromkeys(FIGURES, 0))
    late: int = 0
    """Late by law, by letter or both: one sending counts once."""
    days: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """How many answers took how many days."""

    @property
    def percent(self) -> int:
        return round(100 * self.figures["on_time"] / self.figures["sent"]) if self.figures["sent"] else 0

    @property
    def median(self) -> int | None:
        """Calendar days from the letter's leaving to the first answer, of those that answered."""
        half, seen = sum(self.days.values()) / 2, 0
        for days in sorted(self.days):
            seen += self.days[days]
            if seen >= half:
                return days
        return None


def sendings(period: Period, *, agency: int | None = None) -> Sendings:
    """What was sent to lead in the period, as far as the asker may see its cases."""
    visible = Case.objects.visible_to(period.seen_by).values("pk")
    sent = Referral.objects.filter(role=ReferralRole.LEAD, sent_on__range=(period.first, period.last), case__in=visible)
    found: Sendings = sent.filter(agency=agency) if agency is not None else sent
    return found


def behind(figure: str, period: Period, *, agency: int | None = None) -> Sendings:
    """Return the sendings behind one figure, the newest first."""
    asked = FIGURES[figure][1](limits(), period.on)
    return sendings(period, agency=agency).filter(asked).order_by("-pk")


def scores(period: Period) -> tuple[list[Score], Score]:
    """Return each agency, most late first, and all together; no sending is held in memory."""
    known, sent = limits(), sendings(period).order_by()
    found: dict[int, Score] = defaultdict(Score)
    everybody = Score()

    def add(agency: int, **figures: int) -> None:
        for one in (found[agency], everybody):
            for name, number in figures.items():
                one.figures[name] += number

    counted: Any = sent.values("agency").annotate(
        n=Count("pk"), no=Count("refused_on"), yes=Count("pk", filter=_answered())
    )
    for row in counted:
        add(row["agency"], sent=row["n"], refused=row["no"], on_time=row["yes"])
    reopened: Any = sent.filter(_reopened()).values("agency").annotate(n=Count("pk"))
    for row in reopened:
        add(row["agency"], reopened=row["n"])
    owed = Duty.objects.filter(missed(known.either, on=period.on), unit=F("referral__agency"), referral__in=sent)
    late = (
        owed.order_by()
        .values("referral__agency")
        .annotate(
            law=Count("referral", distinct=True, filter=Q(rule__in=known.law)),
            letter=Count("referral", distinct=True, filter=Q(rule__in=known.letter)),
            either=Count("referral", distinct=True),
            answered=Count("referral", distinct=True, filter=Q(referral__status=ReferralStatus.ANSWERED)),
        )
    )
    for held in late:
        agency = held["referral__agency"]
        add(agency, law=held["law"], letter=held["letter"], on_time=-held["answered"])
        for one in (found[agency], everybody):
            one.late += held["either"]
    _count_days(sent, found, everybody)
    names = Unit.objects.in_bulk(list(found))
    for agency, score in found.items():
        score.agency = names[agency]
    return sorted(found.values(), key=lambda one: (-one.late, -one.figures["sent"], str(one.agency))), everybody


def _count_days(sent: Sendings, found: dict[int, Score], everybody: Score) -> None:
    """How long each agency took, as a table of days: as many rows as there are different lengths, not answers."""
    earlier = Answer.objects.filter(referral=OuterRef("referral"), pk__lt=OuterRef("pk"))
    first: Any = Answer.objects.filter(~Exists(earlier), referral__in=sent).order_by()
    took = ExpressionWrapper(F("answered_on") - F("referral__sent_on"), output_field=models.DurationField())
    lengths = first.annotate(took=took).values_list("referral__agency", "took").annotate(n=Count("pk"))
    for agency, length, number in lengths:
        for one in (found[agency], everybody):
            one.days[length.days] += number
