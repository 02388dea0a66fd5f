"""A case that does not move is brought before people: the leader, the next briefing, the plan of supervision."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor

from ..errors import Unusable
from ..models import AgendaItem, Case
from ..vocabulary import BroughtTo, Move
from .freezing import author
from .moving import moving


def bring_up(case: Case, *, to: str, by: Actor, on: date, because: str = "") -> AgendaItem:
    """Put the case on one of the lists. What is on it already is not put there twice."""
    with moving(case, Move.BRING_UP, "case.brought_up", by=by, on=on) as step:
        if to not in BroughtTo.values:
            raise Unusable("to", _("Cần chọn đưa ra giao ban, trình lãnh đạo hay vào kế hoạch giám sát."))
        if step.case.agenda.filter(brought_to=to, settled_on=None).exists():
            raise Unusable("to", _("Vụ việc đã nằm trong danh sách này và chưa ghi kết quả."))
        item = AgendaItem.objects.create(
            case=step.case, brought_to=to, because=because.strip(), brought_on=on, brought_by=author(step.by)
        )
        step.facts |= {"agenda": item.pk, "to": str(to)}
    return item


def take_down(case: Case, *, decided: str, by: Actor, on: date, item: AgendaItem | None = None) -> None:
    """Write down what was said of it; with that it leaves the list."""
    with moving(case, Move.TAKE_DOWN, "case.taken_down", by=by, on=on) as step:
        if not decided.strip():
            raise Unusable("decided", _("Cần ghi kết quả hoặc ý kiến, để vụ việc rời danh sách có lý do."))
        waiting = list(step.case.agenda.filter(settled_on=None))
        fitting = [one for one in waiting if item is None or one.pk == item.pk]
        if not fitting:
            raise Unusable("item", _("Việc này đã được ghi kết quả."))
        if len(fitting) > 1:
            raise Unusable("item", _("Vụ việc nằm trong nhiều danh sách; cần chọn danh sách nào."))
        settled = fitting[0]
        settled.decided, settled.settled_on, settled.settled_by = decided.strip(), on, author(step.by)
        settled.save()
        step.facts |= {"agenda": settled.pk, "to": str(settled.brought_to)}
