"""The lists that can be taken out as tables: what each asks, and what its lines say when they are written.

Which rows they are is fixed when the table is asked for. A line is written of a row that stands in its list still and
that its reader may still see: both are asked by the list's own question, so a table says nothing the page would not.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404, QueryDict
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from audit.actor import Actor
from deadlines.calendar import working_calendar
from organizations.vocabulary import Role
from reports import absence, seen, seen_absences, seen_tasks
from workflows.models import Assignment

from .order import Order, Rows, Stretch, day
from .own_tasks import TABS
from .register_filter import narrowed
from .tasks import task_question
from .whole import cases_of, numbers_of

Taken = tuple[int, int]
"""A row of a list, and the case it is about."""
Lines = Callable[[str, Sequence[int], Actor, date], Iterable[list[str]]]
SUPERVISORS = frozenset({Role.SUPERVISOR, Role.LEADER, Role.AUDITOR})


@dataclass(frozen=True)
class Question:
    """What an address asks of a list."""

    part: str
    """Its tab, where a row says other things on another tab."""
    rows: Callable[[], Iterator[Taken]]
    """Each row in the order of the list, without holding them."""
    said: str
    noted: Mapping[str, Any]
    """The same for the register of events: what was searched for may be a name, and stays out of it."""
    address: str
    """The page that asks it."""


@dataclass(frozen=True)
class Table:
    """A list as a table."""

    label: str | Promise
    stem: str
    """What its file is called."""
    asked: Callable[[QueryDict, Actor, date], Question]
    title: Callable[[], str]
    heads: Callable[[], list[str]]
    lines: Lines
    roles: frozenset[Role] | None = None
    """Who has this list; everybody at a desk where nothing is said."""

    def is_for(self, actor: Actor) -> bool:
        return self.roles is None or bool(actor.roles & self.roles)


def order_of(absence_asked: absence.Absence) -> Order:
    """Return the order of a supervisor's list: the longest wait first."""
    return Order(absence_asked.name, absence_asked.label, (Stretch("d", absence_asked.since, read=day),))


def _of_the_register(get: QueryDict, seen_by: Actor, on: date) -> Question:
    asked = narrowed(get, seen_by=seen_by, on=on)
    with override("vi"):
        conditions = [words for name, _value, words in asked.form.in_words() if name != "q"]
        noted = _noted(REGISTER, [str(asked.tab.label), *conditions], searched=bool(asked.form.cleaned_data["q"]))
    return Question(
        "",
        lambda: ((pk, pk) for pk in cases_of(asked)),
        " · ".join(asked.words),
        noted,
        f"{reverse('desk:register')}?{asked.query}",
    )


def _of_the_inbox(get: QueryDict, seen_by: Actor, on: date) -> Question:
    asked = task_question(get, seen_by=seen_by)
    name = get.get("tab", "")
    if name not in TABS:
        raise Http404(name)
    tab = TABS[name]
    with override("vi"):
        conditions = asked.in_words(without="q")
        noted = _noted(INBOX, [str(tab.label), *conditions], searched=bool(asked.form.cleaned_data.get("q")))
    return Question(
        name,
        lambda: _pairs(asked.of(tab.rows(seen_by, on, working_calendar())), tab.order, "case_id"),
        " · ".join([str(tab.label), *asked.in_words()]),
        noted,
        f"{reverse('desk:inbox')}?{asked.again(tab=name)}",
    )


def _of_supervision(get: QueryDict, seen_by: Actor, on: date) -> Question:
    name = get.get("tab", "")
    if name not in absence.ABSENCES:
        raise Http404(name)
    one = absence.ABSENCES[name]
    with override("vi"):
        noted = _noted(SUPERVISION, [str(one.title)], searched=False)

    def rows() -> Iterator[Taken]:
        found = absence.absent(name, seen_by=seen_by, known=absence.known(on=on))
        return _pairs(found, order_of(one), absence.way_to_case(name))

    return Question(name, rows, str(one.title), noted, f"{reverse('desk:supervision')}?tab={name}")


def _pairs(rows: Rows, order: Order, case: str) -> Iterator[Taken]:
    return ((row, of) for row, of in numbers_of(rows, order, "pk", case))


def _noted(name: str, asked: list[str], *, searched: bool) -> dict[str, Any]:
    return {"list": name, "asked": asked, "searched": searched}


def _cases(_part: str, keys: Sequence[int], seen_by: Actor, on: date) -> Iterator[list[str]]:
    return seen.rows_of(keys, seen_by=seen_by, on=on)


def _tasks(part: str, keys: Sequence[int], seen_by: Actor, on: date) -> Iterator[list[str]]:
    rows = TABS[part].rows(seen_by, on, working_calendar()).filter(pk__in=keys)
    known: dict[int, Assignment] = {row.pk: row for row in rows}
    return seen_tasks.lines_of(filter(None, map(known.get, keys)), seen_by=seen_by, on=on)


def _absences(part: str, keys: Sequence[int], seen_by: Actor, on: date) -> list[list[str]]:
    known = absence.known(on=on)
    rows = {row.pk: row for row in absence.absent(part, seen_by=seen_by, known=known).filter(pk__in=keys)}
    return seen_absences.lines_of(part, [rows[key] for key in keys if key in rows], seen_by=seen_by, known=known)


REGISTER, INBOX, SUPERVISION = "register", "inbox", "supervision"
TABLES = {
    REGISTER: Table(_("Sổ đơn"), "so-don", _of_the_register, seen.title, seen.heads, _cases),
    INBOX: Table(_("Việc của tôi"), "viec", _of_the_inbox, seen_tasks.title, seen_tasks.heads, _tasks),
    SUPERVISION: Table(
        _("Giám sát"),
        "giam-sat",
        _of_supervision,
        seen_absences.title,
        seen_absences.heads,
        _absences,
        roles=SUPERVISORS,
    ),
}
