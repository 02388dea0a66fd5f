"""A case that does not move is brought before people: the leader, the next briefing, the plan of supervision.

Each unit has lists of its own. A unit above brings up a case of a unit below on its own list and does nothing else in
it: what was said is written into the file, where both read it.
"""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..agenda import ELSEWHERE
from ..errors import NotAllowedNow, Unusable
from ..models import AgendaItem, Case
from ..vocabulary import BroughtTo, Move
from .freezing import author
from .moving import moving


def bring_up(case: Case, *, to: str, by: Actor, on: date, because: str = "") -> AgendaItem:
    """Put the case on one of the lists of the actor's unit. What is on it already is not put there twice."""
    with moving(case, Move.BRING_UP, "case.brought_up", by=by, on=on) as step:
        if to not in BroughtTo.values:
            raise Unusable("to", _("Cần chọn đưa ra giao ban, trình lãnh đạo hay vào kế hoạch giám sát."))
        if step.case.agenda.filter(unit=step.by.unit, brought_to=to, settled_on=None).exists():
            raise Unusable("to", _("Vụ việc đã nằm trong danh sách này và chưa ghi kết quả."))
        assert step.by.unit is not None, "only a unit's own person holds the role that grants this move"
        item = AgendaItem.objects.create(
            case=step.case,
            unit_id=step.by.unit,
            brought_to=to,
            because=because.strip(),
            brought_on=on,
            brought_by=author(step.by),
        )
        step.facts |= {"agenda": item.pk, "to": str(to)}
    return item


def take_down(case: Case, *, decided: str, by: Actor, on: date, item: AgendaItem | None = None) -> None:
    """Write down what was said of it; with that it leaves the list. Another unit's list is for that unit."""
    with moving(case, Move.TAKE_DOWN, "case.taken_down", by=by, on=on) as step:
        if not decided.strip():
            raise Unusable("decided", _("Cần ghi kết quả hoặc ý kiến, để vụ việc rời danh sách có lý do."))
        waiting = list(step.case.agenda.filter(unit=step.by.unit, settled_on=None))
        if not waiting or (item is not None and item.unit_id != step.by.unit):
            raise NotAllowedNow(Move.TAKE_DOWN, [ELSEWHERE])
        fitting = [one for one in waiting if item is None or one.pk == item.pk]
        if not fitting:
            raise Unusable("item", _("Việc này đã được ghi kết quả."))
        if len(fitting) > 1:
            raise Unusable("item", _("Vụ việc nằm trong nhiều danh sách; cần chọn danh sách nào."))
        settled = fitting[0]
        take_off([settled], because=decided.strip(), by=step.by, on=on)
        step.facts |= {"agenda": settled.pk, "to": str(settled.brought_to)}


def take_off(items: Iterable[AgendaItem], *, because: str, by: Actor, on: date) -> list[int]:
    """Write a word to each, with which it leaves its list; the caller records it. Nothing leaves unspoken."""
    taken = []
    for item in items:
        item.decided, item.settled_on, item.settled_by = because, on, author(by)
        item.save()
        taken.append(item.pk)
    return taken
