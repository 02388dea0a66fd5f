"""Questions built on absence: what should have happened by today and has not, for those the asker may see."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.models import Case, Duty, Matter, Petition
from cases.vocabulary import NO_CASE_OF_ITS_OWN, Outcome, Status
from deadlines.vocabulary import DutyState

# Overdue by letter, by promise, by the house's own target and by law stand apart: they are never added together
# (law.md §14 points 3 and 16).
LATE: dict[str, tuple[str | Promise, models.Q]] = {
    "silent": (_("Cơ quan im lặng"), models.Q(rule__key="mttq.answer_asked")),
    "promised": (_("Cam kết quá ngày"), models.Q(commitment__isnull=False)),
    "unread": (_("Trả lời chưa xem"), models.Q(case__status=Status.ANSWERED, rule__key="mttq.review_answer")),
    "uninspected": (_("Kiểm tra chưa báo cáo"), models.Q(rule__key="mttq.inspection")),
    "own": (_("Mặt trận chậm"), models.Q(rule__nature="internal")),
    "law": (_("Quá hạn theo luật"), models.Q(rule__nature="statutory", rule__applies_here="yes")),
}


@dataclass(frozen=True)
class Counted:
    """What was handed in, and what it is about: three letters about one road are three petitions and one case."""

    petitions: int
    cases: int


def petitions_and_cases(petitions: models.QuerySet[Petition]) -> Counted:
    """Count the petitions and the cases they are followed in; a number voided or given up for another is none."""
    real = Matter.objects.current().exclude(case__outcome=Outcome.VOIDED)
    handed_in = petitions.filter(pk__in=real.values("petition"))
    concerned = real.filter(petition__in=handed_in.order_by().values("pk"))
    cases = concerned.exclude(case__outcome__in=NO_CASE_OF_ITS_OWN).aggregate(models.Count("case", distinct=True))
    return Counted(petitions=handed_in.order_by().count(), cases=cases["case__count"])


def late(which: str, *, seen_by: Actor, on: date) -> models.QuerySet[Duty]:
    """Return the duties of one question that ran past their day, the longest first."""
    visible = Case.objects.visible_to(seen_by).values("pk")
    overdue = Duty.objects.filter(LATE[which][1], state=DutyState.RUNNING, due_on__lt=on, case__in=visible)
    return overdue.select_related("case__unit", "case__lead__agency", "rule", "unit", "commitment").order_by(
        "due_on", "pk"
    )


def late_counts(*, seen_by: Actor, on: date) -> dict[str, int]:
    """Return how many of each, in one query."""
    visible = Case.objects.visible_to(seen_by).values("pk")
    overdue = Duty.objects.filter(state=DutyState.RUNNING, due_on__lt=on, case__in=visible)
    counted: dict[str, int] = overdue.aggregate(
        **{name: models.Count("pk", filter=asked) for name, (_label, asked) in LATE.items()}
    )
    return counted
