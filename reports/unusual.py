"""Reading that an auditor should look at: much that is sealed, at night, elsewhere, in heaps."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery
from django.db.models.functions import ExtractHour, ExtractIsoWeekDay
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor, ActorKind
from cases.models import Case
from organizations.names import names_of

from .auditing import OF_A_CASE, OF_A_READER, events_for, span

# From when on a day of one person is shown: the house's own measure, no law's, and nobody's guilt. In force since:
SINCE = date(2026, 11, 21)
MANY_SEALED = 10
MANY_TAKEN = 30
MANY_ELSEWHERE = 5
MANY_REFUSED = 5
MANY_AT_NIGHT = 3
DAY_BEGINS, DAY_ENDS = 6, 20
SATURDAY = 6
TAKEN = (
    "document.read",
    "letter.read",
    "book.printed",
    "register.handed_out",
    "list.taken_out",
    "dossier.taken",
    "holding.printed",
)

MEASURES: dict[str, tuple[str | Promise, int]] = {
    "sealed": (_("Đọc nội dung niêm phong"), MANY_SEALED),
    "at_night": (_("Đọc ngoài giờ: trước 6 giờ, sau 20 giờ, thứ bảy, chủ nhật"), MANY_AT_NIGHT),
    "elsewhere": (_("Đọc vụ việc của đơn vị khác"), MANY_ELSEWHERE),
    "taken": (_("Tải, in, lấy ra"), MANY_TAKEN),
    "refused": (_("Bị từ chối"), MANY_REFUSED),
}


@dataclass(frozen=True)
class Unusual:
    """One day of one person, and what of it is beyond the measure."""

    person: str
    who: str
    on: date
    figures: list[tuple[str, int, bool]]
    """Name of the measure, how often, whether beyond."""


def unusual(actor: Actor, *, first: date, last: date, most: int) -> list[Unusual]:
    """Return the days on which somebody read beyond a measure, the latest first: one statement, and one for names."""
    begins, ends = span(first, last)
    zone = timezone.get_default_timezone()
    refused = Q(kind="reading.refused")
    read = Q(subject_type=OF_A_READER) & ~refused & ~Q(kind__startswith="audit.")
    rows = events_for(actor).filter(
        subject_type=OF_A_READER, actor_kind=ActorKind.PERSON, recorded_at__gte=begins, recorded_at__lt=ends
    )
    owner = Case.objects.filter(pk=OuterRef("about_id")).order_by().values("unit")[:1]
    rows = rows.annotate(
        hour=ExtractHour("recorded_at", tzinfo=zone),
        weekday=ExtractIsoWeekDay("recorded_at", tzinfo=zone),
        owner=Subquery(owner),
    )
    night = Q(hour__lt=DAY_BEGINS) | Q(hour__gte=DAY_ENDS) | Q(weekday__gte=SATURDAY)
    counted = rows.order_by().values("actor_key", "happened_on")
    counted = counted.annotate(
        sealed=Count("pk", filter=read & Q(facts__sealed=True)),
        at_night=Count("pk", filter=read & night),
        elsewhere=Count("pk", filter=read & Q(about_type=OF_A_CASE) & ~Q(owner=F("actor_unit"))),
        taken=Count("pk", filter=Q(kind__in=TAKEN)),
        refused=Count("pk", filter=refused),
    )
    beyond = reduce(or_, (Q(**{f"{name}__gte": measure}) for name, (_label, measure) in MEASURES.items()))
    found: list[Any] = list(counted.filter(beyond).order_by("-happened_on", "actor_key")[:most])
    people = names_of({row["actor_key"] for row in found})
    return [
        Unusual(
            person=row["actor_key"],
            who=people.get(row["actor_key"], ""),
            on=row["happened_on"],
            figures=[(name, row[name], row[name] >= measure) for name, (_label, measure) in MEASURES.items()],
        )
        for row in found
    ]
