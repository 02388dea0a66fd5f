"""The orders of the register, each walked along an index; that by the next day owed walks the duties."""

from typing import Any

from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.listed import owed_to_see
from cases.models import Duty
from deadlines.vocabulary import DutyState

from .order import Order, Rows, Stretch, day

NEWEST = "-received"
MOST_URGENT = "due"


def orders_for(actor: Actor) -> dict[str, Order]:
    """Return the orders by their name in the address; what is owed is what this reader is told of."""
    due, due_back = _due(actor, descending=False), _due(actor, descending=True)
    nothing_owed = _nothing_owed(actor)
    found = (
        Order(NEWEST, _("ngày vào sổ, mới nhất trước"), (_received(descending=True),)),
        Order("received", _("ngày vào sổ, cũ nhất trước"), (_received(descending=False),)),
        Order("number", _("số đơn, nhỏ nhất trước"), (Stretch("n", "number"),)),
        Order("-number", _("số đơn, lớn nhất trước"), (Stretch("n", "number", descending=True),)),
        Order(MOST_URGENT, _("hạn, gấp nhất trước"), (due, nothing_owed)),
        Order("-due", _("hạn, xa nhất trước"), (due_back, nothing_owed)),
    )
    return {order.name: order for order in found}


def _received(*, descending: bool) -> Stretch:
    return Stretch("r", "registered_on", read=day, descending=descending)


def _running(actor: Actor) -> dict[str, Any]:
    return {"state": DutyState.RUNNING, **owed_to_see(actor)}


def _due(actor: Actor, *, descending: bool) -> Stretch:
    """Each case once, at the nearest of its running duties: found by walking the index of open duties by their day."""

    def only(rows: Rows) -> Rows:
        told = Q(**{f"duties__{name}": value for name, value in _running(actor).items()})
        rows = rows.annotate(nearest=FilteredRelation("duties", condition=told)).filter(nearest__isnull=False)
        rows = rows.annotate(owed_on=F("nearest__due_on"), owed_number=F("nearest__pk"))
        before = Q(due_on__lt=OuterRef("owed_on")) | Q(due_on=OuterRef("owed_on"), pk__lt=OuterRef("owed_number"))
        return rows.filter(~Exists(Duty.objects.filter(before, case=OuterRef("pk"), **_running(actor))))

    return Stretch("d", "owed_on", "owed_number", read=day, descending=descending, only=only)


def _nothing_owed(actor: Actor) -> Stretch:
    """Cases without a running duty come after all others, the newest first."""

    def only(rows: Rows) -> Rows:
        return rows.filter(~Exists(Duty.objects.filter(case=OuterRef("pk"), **_running(actor))))

    return Stretch("o", "registered_on", read=day, descending=True, only=only)
