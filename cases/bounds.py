"""What was decided about the bounds of a case: joined and taken out, split and put back, with which other case."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from audit.actor import Actor

from . import access
from .models import Case, Joining, Splitting


@dataclass(frozen=True)
class Decision:
    """A joining or a splitting, as one of its two cases sees it."""

    row: Joining | Splitting
    other: Case
    away: bool
    """The case this is about went out of the other, or into it; the other way round, it stayed."""

    @property
    def is_undone(self) -> bool:
        return self.row.undone_on is not None

    @property
    def because(self) -> str:
        return str(self.row.because)

    @property
    def how(self) -> str:
        """Say it beside the number of the other case."""
        if isinstance(self.row, Joining):
            return _("Vụ việc này đã nhập vào") if self.away else _("Đã nhập vào vụ việc này")
        if self.away:
            return _("Đã gộp lại vào") if self.is_undone else _("Được tách từ")
        return _("Đã tách ra rồi gộp lại") if self.is_undone else _("Nội dung khác của đơn, tách riêng")


def decisions_about(case: Case) -> list[Decision]:
    """Return everything that was decided, the first first; what was undone stays a part of it."""
    if not case.has_decisions:
        return []
    joinings = Joining.objects.filter(Q(case=case) | Q(into=case)).select_related("case", "into")
    splittings = Splitting.objects.filter(Q(case=case) | Q(made=case)).select_related("case", "made")
    found = [Decision(one, *_other(case, one.case, one.into)) for one in joinings]
    return found + [Decision(one, *_other(case, one.made, one.case)) for one in splittings]


def _other(case: Case, left: Case, stayed: Case) -> tuple[Case, bool]:
    return (stayed, True) if left.pk == case.pk else (left, False)


def beside(actor: Actor, decisions: list[Decision]) -> list[Decision]:
    """Return what a reader is shown of them: the cases joined now, and every matter of the petition, theirs to see."""
    shown = [one for one in decisions if not (isinstance(one.row, Joining) and one.is_undone)]
    return [one for one in shown if access.may_see(actor, one.other)]
