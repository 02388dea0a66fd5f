"""What the demo's units are to speak of next: where an agency was silent longest, and for the province below it too."""

from datetime import date
from random import Random

from cases import operations as op
from cases.models import Case
from cases.vocabulary import BroughtTo
from organizations.models import Unit
from organizations.vocabulary import Role
from reports import absence

from .people import Staff
from .units import Province

SILENT = "Cơ quan quá ngày hẹn mà chưa trả lời; đề nghị cho ý kiến."


def fill(province: Province, staff: Staff, *, rng: Random, on: date) -> None:
    """Every unit with a supervisor brings up one case of its own, and one of a unit below."""
    known = absence.known(on=on)
    for unit in (one for one in province.fronts.values() if staff.has(one, Role.SUPERVISOR)):
        by = staff.pick(unit, Role.SUPERVISOR, rng)[1]
        rows = absence.absent("silent", seen_by=by, known=known).order_by("due_on", "pk")
        silent = [duty.case for duty in rows if not duty.case.sealed]
        for case in _one_each(unit, silent):
            op.bring_up(case, to=BroughtTo.BRIEFING, because=SILENT, by=by, on=on)


def _one_each(unit: Unit, silent: list[Case]) -> list[Case]:
    own = [case for case in silent if case.unit_id == unit.pk]
    below = [case for case in silent if case.unit_id != unit.pk]
    return [*own[:1], *below[:1]]
