"""What a list says of each case beside its own row: marks, who stands behind it, what is owed; for a page at once.

A sealed case says nothing of who stands behind it, nor how many; an agency reads neither names nor the MTTQ's marks.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q, Value
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines.vocabulary import DutyState

from . import access
from .models import Bereavement, Case, Dispute, Duty, Identity, Matter, Party, Supplement
from .queries import actor_without_agency_roles
from .vocabulary import (
    STAND_BEHIND,
    SUPPLEMENT_AWAITED,
    BereavementState,
    DisputeState,
    MatterOrigin,
    Signing,
)


class Mark(models.TextChoices):
    """What makes a case one to look at twice."""

    COLLECTIVE = "collective", _("Tập thể")
    AGAIN = "again", _("Nhiều lần")
    SECRET = "secret", _("Mật")
    SUPPLEMENT = "supplement", _("Chờ bổ sung")
    PAUSED = "paused", _("Tạm dừng")
    ROUND = "round", _("Đi vòng")
    SUCCESSOR = "successor", _("Chờ người thừa kế")


@dataclass
class Said:
    """What a row of a list says beside the case's own columns."""

    inside: bool
    names: list[str]
    unnamed: str
    """How it was signed, where nobody gave a name."""
    signers: int
    petitions: int
    marks: list[Mark]

    @property
    def who(self) -> str:
        """Who stands behind it: the first by name, and how many more; how it was signed, where nobody gave a name."""
        if not self.names:
            return self.unnamed
        others = len(self.names) - 1
        words = ngettext("%(name)s và %(n)s người khác", "%(name)s và %(n)s người khác", others)
        return words % {"name": self.names[0], "n": others} if others else self.names[0]

    @property
    def in_words(self) -> list[str]:
        """The marks as a list says them; that it is sealed stands where the name would."""
        words = {Mark.COLLECTIVE: self.collective}
        return [words.get(mark, str(mark.label)) for mark in self.marks if mark != Mark.SECRET]

    @property
    def collective(self) -> str:
        """How many signed, where it is more than one."""
        return gettext("Tập thể %(n)d người") % {"n": self.signers} if self.signers > 1 else ""


def owed_to_see(actor: Actor) -> dict[str, int]:
    """Which duties a list tells this reader: an agency its own, never the MTTQ's clocks."""
    return {} if actor.roles - access.READS_SENT or actor.unit is None else {"unit_id": actor.unit}


def _current() -> "models.QuerySet[Matter]":
    return Matter.objects.current()


def _again() -> Q:
    return Q(petition__previous__isnull=False) | Q(origin=MatterOrigin.JOINED)


_MARKED: dict[str, Callable[[], Q]] = {
    # Of a sealed case not even this is told: it would say something of who stands behind it.
    Mark.COLLECTIVE: lambda: Q(sealed=False, pk__in=_current().filter(petition__signers__gt=1).values("case")),
    Mark.AGAIN: lambda: Q(sealed=False, pk__in=_current().filter(_again()).values("case")),
    Mark.SECRET: lambda: Q(sealed=True),
    Mark.SUPPLEMENT: lambda: Q(pk__in=_awaited().values("case")),
    Mark.PAUSED: lambda: Q(pk__in=Duty.objects.filter(state=DutyState.PAUSED).values("case")),
    Mark.ROUND: lambda: Q(pk__in=_round().values("case")),
    Mark.SUCCESSOR: lambda: Q(pk__in=_bereaved().values("case")),
}


def marked(mark: str) -> Q:
    """Return the condition for the cases that bear the mark."""
    return _MARKED[mark]()


def _awaited() -> Any:
    return Supplement.objects.filter(state__in=SUPPLEMENT_AWAITED)


def _round() -> Any:
    return Dispute.objects.exclude(state=DisputeState.DROPPED)


def _bereaved() -> Any:
    return Bereavement.objects.filter(state=BereavementState.WAITING)


def with_duties_of(cases: Any, actor: Actor) -> Any:
    """Fetch beside each case the duties this reader is told of, most urgent first, in one query for the page."""
    running = Duty.objects.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED], **owed_to_see(actor))
    rows = running.select_related("rule").order_by("due_on", "pk")
    return cases.prefetch_related(Prefetch("duties", rows, to_attr="running_duties"))


def said_of(cases: Sequence[Case], *, seen_by: Actor) -> dict[int, Said]:
    """Say of each case of a page who stands behind it and what marks it bears, in a handful of queries."""
    inside = _inside(cases, seen_by)
    told = {case.pk: Said(case.pk in inside, [], "", 0, 0, []) for case in cases}
    _tell_petitions([case.pk for case in cases if case.pk in inside and not case.sealed], told)
    sets = _beside(inside)
    for case in cases:
        said, paused = told[case.pk], any(one.state == DutyState.PAUSED for one in _duties_of(case))
        bears = {
            Mark.COLLECTIVE: said.signers > 1,
            Mark.AGAIN: Mark.AGAIN in said.marks,
            Mark.SECRET: case.sealed,
            Mark.PAUSED: paused,
            **{mark: case.pk in pks for mark, pks in sets.items()},
        }
        said.marks = [mark for mark in Mark if bears[mark]]
    return told


def _beside(cases: set[int]) -> dict[Mark, set[int]]:
    """Which of them wait for papers, go round or wait for a successor, in one query."""
    asked = {Mark.SUPPLEMENT: _awaited(), Mark.ROUND: _round(), Mark.SUCCESSOR: _bereaved()}
    found: dict[Mark, set[int]] = {mark: set() for mark in asked}
    if not cases:
        return found
    marks = list(asked)
    rows = [
        asked[mark].filter(case__in=cases).order_by().annotate(of=Value(at)).values_list("case", "of")
        for at, mark in enumerate(marks)
    ]
    for case, at in rows[0].union(*rows[1:], all=True):
        found[marks[at]].add(case)
    return found


def _duties_of(case: Case) -> list[Duty]:
    return getattr(case, "running_duties", [])


def _inside(cases: Sequence[Case], actor: Actor) -> set[int]:
    """The cases of the page whose file this reader reads as the MTTQ does (`queries.reads_internal`, for a list)."""
    shown = {case.pk for case in cases}
    if not shown or not actor.roles & access.READS_SENT:
        return shown
    within = actor_without_agency_roles(actor)
    if not within.roles:
        return set()
    return set(Case.objects.visible_to(within).filter(pk__in=shown).values_list("pk", flat=True))


def _tell_petitions(cases: list[int], told: dict[int, Said]) -> None:
    """Names and numbers, but nothing of a petition that is sealed in another of its cases."""
    # Who asks not to be named when it is forwarded asks that of the letter: here read those who have the file as well.
    if not cases:
        return
    beside = Matter.objects.filter(petition=OuterRef("petition"), case__sealed=True)
    rows = _current().filter(~Exists(beside), case__in=cases).order_by("pk")
    # Words lie under keys: what the list does not say is not opened.
    columns = ("case_id", "petition_id", "origin", "petition__previous_id", "petition__signers", "petition__signing")
    of_petition: dict[int, list[int]] = defaultdict(list)
    for case, petition, origin, previous, signers, signing in rows.values_list(*columns):
        said = told[case]
        said.petitions += 1
        said.signers = max(said.signers, signers)
        if signing != Signing.NAMED:
            said.unnamed = str(Signing(signing).label)
        if previous or origin == MatterOrigin.JOINED:
            said.marks = [Mark.AGAIN]
        of_petition[petition].append(case)
    behind = Party.objects.filter(petition__in=of_petition, role__in=STAND_BEHIND).order_by("petition", "pk")
    for petition, sealed, erased_on in behind.values_list("petition", "identity__sealed", "identity__erased_on"):
        if name := Identity.opened(sealed, erased_on).name:
            for case in of_petition[petition]:
                told[case].names.append(name)
