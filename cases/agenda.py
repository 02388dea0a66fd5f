"""On whose list a case may stand to be spoken of, and on whose it stands. Reads only."""

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from organizations.models import Unit

from . import access
from .models import AgendaItem, Case
from .vocabulary import Move

ELSEWHERE = _("Vụ việc không nằm trong danh sách nào của đơn vị bạn; đơn vị đã đưa ra là nơi ghi kết quả.")


def may_stand_on(unit: Unit, case: Case) -> bool:
    """Say whether people of this unit may have the case on a list: who holds it, and above that who may read it."""
    return unit.pk == case.unit_id or (access.is_known_above(case) and case.unit.path.startswith(unit.path))


def is_on_another_s(case: Case, move: str, *, actor: Actor) -> bool:
    """Say whether the case waits to be spoken of, but on no list of the actor's unit."""
    return move == Move.TAKE_DOWN and all(item.unit_id != actor.unit for item in case.open_agenda)


def left_behind_at(unit: Unit, going: QuerySet[Case]) -> QuerySet[AgendaItem]:
    """Return what stands on the lists of a unit without its case going along when the unit ends: cases of others."""
    goes_along = going.order_by().filter(pk=OuterRef("case"))
    waiting = AgendaItem.objects.filter(unit=unit, settled_on=None).exclude(Exists(goes_along))
    found: QuerySet[AgendaItem] = waiting.select_related("case__unit", "case__field", "case__area").order_by("pk")
    return found
