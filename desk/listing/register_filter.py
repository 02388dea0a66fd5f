"""What is asked of the register, read from an address: which cases, and the same said in words.

`narrowed` is for whoever does something with what a list shows: what an address cannot mean is never read as *all*.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases import searching
from cases.access import READS_SENT
from cases.listed import Mark, marked, owed_to_see
from cases.models import Case, Duty
from cases.models.case import CaseQuerySet
from cases.vocabulary import Kind, Status
from deadlines.vocabulary import DutyState
from organizations.capacities import unit_and_below
from organizations.models import Area, Field, Unit, User
from reports.counting import Count, counted_at_once, counted_each

from ..addresses import number_in, said_again
from .order import Order
from .register_orders import MOST_URGENT, NEWEST, orders_for

NOBODY = "none"
"""In the address: cases that nobody has in hand."""
PLACES = ("after", "before")
"""Where one is in the list; no part of what is asked."""


@dataclass(frozen=True)
class Tab:
    name: str
    label: str | Promise
    only: Q
    order: str
    """The order the question is answered in unless another one is asked for."""


def tabs(seen_by: Actor, on: date) -> dict[str, Tab]:
    """The questions people ask of the book."""
    open_now = ~Q(status=Status.CLOSED)
    owed = Duty.objects.filter(state=DutyState.RUNNING, **owed_to_see(seen_by))
    sunday = on + timedelta(days=6 - on.weekday())
    # Subqueries, not joins: a case with two late duties is one row. Whatever is closed owes nothing; said here as well,
    # so that nobody reads ten years of cases for the few that are open.
    late = open_now & Q(pk__in=owed.filter(due_on__lt=on).values("case"))
    week = open_now & Q(pk__in=owed.filter(due_on__gte=on, due_on__lte=sunday).values("case"))
    found = (
        Tab("open", _("Đang mở"), open_now, NEWEST),
        Tab("late", _("Quá hạn"), late, MOST_URGENT),
        Tab("week", _("Đến hạn tuần này"), week, MOST_URGENT),
        Tab("unassigned", _("Chưa có người giữ"), open_now & Q(handler=None), NEWEST),
        Tab("answered", _("Đã trả lời, chưa xem"), Q(status=Status.ANSWERED), MOST_URGENT),
        Tab("closed", _("Đã kết thúc"), Q(status=Status.CLOSED), NEWEST),
        Tab("all", _("Tất cả"), Q(), NEWEST),
    )
    # Whose hands a case is in at the MTTQ, and what it has not read yet, is asked by nobody else.
    own = bool(seen_by.roles - READS_SENT)
    return {tab.name: tab for tab in found if own or tab.name not in {"unassigned", "answered"}}


class FilterForm(forms.Form):
    """The conditions of the register, as they stand in its address."""

    q = forms.CharField(label=_("Tìm số đơn, họ tên, nội dung"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("Loại"), required=False, choices=[("", _("Mọi loại")), *Kind.choices])
    status = forms.ChoiceField(
        label=_("Trạng thái"), required=False, choices=[("", _("Mọi trạng thái")), *Status.choices]
    )
    field = forms.ModelChoiceField(
        label=_("Lĩnh vực"), required=False, queryset=Field.objects.order_by("order"), empty_label=_("Mọi lĩnh vực")
    )
    area = forms.ModelChoiceField(
        label=_("Địa bàn"), required=False, queryset=Area.objects.all(), empty_label=_("Mọi địa bàn")
    )
    agency = forms.ModelChoiceField(
        label=_("Đã chuyển đến"), required=False, queryset=Unit.objects.all(), empty_label=_("Mọi cơ quan")
    )
    unit = forms.ModelChoiceField(
        label=_("Đơn vị giữ"), required=False, queryset=Unit.objects.all(), empty_label=_("Mọi đơn vị")
    )
    handler = forms.CharField(label=_("Người xử lý"), required=False, max_length=20)
    received_from = forms.DateField(label=_("Vào sổ từ ngày"), required=False)
    received_to = forms.DateField(label=_("Vào sổ đến hết ngày"), required=False)
    mark = forms.MultipleChoiceField(label=_("Dấu hiệu"), required=False, choices=Mark.choices)

    def __init__(self, *args: Any, seen_by: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.seen_by = seen_by
        if not seen_by.roles - READS_SENT:
            # Whose hands it is in at the MTTQ is not told to an agency, nor is it asked which agency it is itself.
            for name in ("agency", "unit", "handler"):
                del self.fields[name]

    def clean_handler(self) -> User | str | None:
        said: str = self.cleaned_data["handler"]
        if said in {"", NOBODY}:
            return said or None
        person: User | None = self.colleagues().filter(pk=number_in(said)).first()
        if person is None:
            raise forms.ValidationError(gettext("Không có người này trong đơn vị."))
        return person

    def colleagues(self) -> Any:
        """Whose name may be read off a condition: people of the units whose register this reader reads."""
        return User.objects.filter(memberships__unit__in=unit_and_below(self.seen_by.unit or 0)).distinct()

    def conditions(self) -> Iterator[Q]:
        said = self.cleaned_data
        plain = {"kind": "kind", "status": "status", "field": "field", "agency": "lead__agency", "unit": "unit"}
        for name, column in plain.items():
            if said.get(name):
                yield Q(**{column: said[name]})
        if said.get("agency"):
            yield Q(lead__sent_on__isnull=False)
        if area := said["area"]:
            yield Q(area__in=Area.objects.filter(path__startswith=area.path))
        if handler := said.get("handler"):
            yield Q(handler=None) if handler == NOBODY else Q(handler=handler)
        if said["received_from"]:
            yield Q(registered_on__gte=said["received_from"])
        if said["received_to"]:
            yield Q(registered_on__lte=said["received_to"])
        for mark in said["mark"]:
            yield marked(mark)

    def in_words(self) -> "Iterator[tuple[str, str, str]]":
        """Yield each condition as name, value in the address, and words."""
        for name, bound in self.fields.items():
            said = self.cleaned_data.get(name)
            if not said:
                continue
            for value in said if isinstance(said, list) else [said]:
                label = gettext("Tìm") if name == "q" else bound.label
                yield name, _in_address(value), f"{label}: {_shown(bound, value)}"


def _in_address(value: Any) -> str:
    return str(getattr(value, "pk", value))


def _shown(bound: forms.Field, value: Any) -> str:
    if value == NOBODY:
        return gettext("chưa có")
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, User):
        return value.full_name
    choices = {} if isinstance(bound, forms.ModelChoiceField) else dict(getattr(bound, "choices", []))
    return str(choices.get(value, value))


@dataclass(frozen=True)
class Asked:
    """What an address asks of the register."""

    tab: Tab
    order: Order
    form: FilterForm
    among: CaseQuerySet
    """Everything this reader may see that the conditions leave, whatever the tab."""
    few: bool
    """Everything is not much, and is known by its numbers: it is gone through once for all tabs."""
    cases: CaseQuerySet
    """Of those, the cases of the tab: what the list shows, in no order yet."""
    chips: list[tuple[str, str]] = field(default_factory=list)
    """Each condition in words, and the address without it."""
    query: str = ""
    """The address that asks this again: tab, order and conditions, and nothing that was not understood."""
    refused: list[str] = field(default_factory=list)
    """Conditions that mean nothing; then there are no cases."""

    @property
    def words(self) -> list[str]:
        """What is asked, in words: the question first, then each condition."""
        return [str(self.tab.label), *(words for words, _without in self.chips)]

    @property
    def without_words(self) -> str:
        """Return the same question without what was searched for, which may be somebody's name."""
        return said_again(self.query, "q")

    def counts(self, known: Mapping[str, Tab]) -> dict[str, Count]:
        """Return how many there are under each question."""
        if self.few:
            return counted_at_once(self.among, {name: tab.only for name, tab in known.items()})
        counts = counted_each({name: self.among.filter(tab.only) for name, tab in known.items() if name != "all"})
        # Every case is open or closed: both are counted already.
        return counts | {"all": counts["open"] + counts["closed"]}

    def of_tab(self, tab: Tab) -> str:
        """Return the same conditions under another question, in the order that question has by itself."""
        return said_again(self.query, "sort", tab=tab.name)

    def again(self, **changes: str) -> str:
        """Return the same question in another order, or at another place."""
        return said_again(self.query, **changes)


def narrowed(get: Mapping[str, Any], *, seen_by: Actor, on: date) -> Asked:
    """Read what is asked: only cases this reader may see, and none at all where a condition cannot be read."""
    said = get if isinstance(get, QueryDict) else _as_said(get)
    known = tabs(seen_by, on)
    tab = known.get(said.get("tab", ""), known["open"])
    orders = orders_for(seen_by)
    order = orders.get(said.get("sort", ""), orders[tab.order])
    form = FilterForm(said, seen_by=seen_by)
    visible = Case.objects.visible_to(seen_by)
    if not form.is_valid():
        refused = [f"{form.fields[name].label}: {sentence}" for name, said in form.errors.items() for sentence in said]
        return Asked(tab, order, form, visible.none(), False, visible.none(), refused=refused, query=f"tab={tab.name}")
    among, few = visible, False
    for condition in form.conditions():
        among = among.filter(condition)
    if form.cleaned_data["q"]:
        searched = searching.having(form.cleaned_data["q"], among)
        among, few = searched.cases, searched.few
        order = order.of_few() if few else order
    chips = list(form.in_words())
    head = [("tab", tab.name)] + ([("sort", order.name)] if order.name != tab.order else [])
    without = [(words, _address(head, chips[:at] + chips[at + 1 :])) for at, (_n, _v, words) in enumerate(chips)]
    return Asked(tab, order, form, among, few, among.filter(tab.only), chips=without, query=_address(head, chips))


def _address(head: list[tuple[str, str]], chips: list[tuple[str, str, str]]) -> str:
    said = QueryDict(mutable=True)
    for name, value, *_words in [*head, *chips]:
        said.appendlist(name, value)
    return said.urlencode()


def _as_said(get: Mapping[str, Any]) -> QueryDict:
    said = QueryDict(mutable=True)
    for name, value in get.items():
        for one in value if isinstance(value, (list, tuple)) else [value]:
            said.appendlist(name, str(one))
    return said
