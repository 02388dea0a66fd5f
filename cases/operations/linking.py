"""A second complaint follows a first one: the two cases know of each other, and each keeps its own rights."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from audit.record import NewEvent

from .. import access, papers
from ..errors import Unusable
from ..models import Case
from ..vocabulary import Kind, Move
from .moving import moving


def link_first(case: Case, *, first: Case, by: Actor, on: date) -> None:
    """Say which complaint it follows (Luật Khiếu nại Điều 33). Whoever may not see that one reads its number only."""
    with moving(case, Move.LINK_FIRST, "complaint.linked", by=by, on=on, beside=[first]) as step:
        other = step.beside.get(first.pk)
        if other is None or other.kind != Kind.COMPLAINT or not access.may_see(step.by, other):
            raise Unusable("first", _("Cần chọn một vụ việc khiếu nại lần đầu trong sổ mà bạn được xem."))
        if other.registered_on > step.case.registered_on:
            raise Unusable("first", _("Vụ việc khiếu nại lần đầu không thể vào sổ sau vụ việc này."))
        petition = papers.petition_of(step.case)
        petition.previous = other
        petition.save()
        step.facts |= {"first": other.pk, "number": other.number}
        back = {"second": step.case.pk, "number": step.case.number}
        step.also.append(NewEvent("complaint.continued", other, back))
