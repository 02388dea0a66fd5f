"""A line of the inbox in words, before it is laid out: what is the same for every line is looked up once a page."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from cases.listed import said_of
from deadlines.calendar import Calendar
from deadlines.words import Due
from organizations.capacities import Capacity
from organizations.vocabulary import Role
from workflows.steps import FACTS, Step

from ..addresses import of_each
from ..due import due_of
from .case_lines import who_of
from .order import Rows
from .own_tasks import TABS, Tab

GIVES = frozenset({Role.LEADER, Role.AGENCY_LEADER})
SHOWN = (
    *("step", "due_on", "ended_at", "ended_by", "owner"),
    *("case__number", "case__kind", "case__status", "case__summary", "case__sealed"),
    *("case__lead__sent_on", "case__lead__status", "case__lead__agency__name", "case__lead__agency__short_name"),
    *("referral__status", "referral__agency__name", "referral__agency__short_name"),
    *("duty__due_on", "duty__state", "duty__met_on", "duty__rule__step", "duty__rule__role", "duty__rule__nature"),
    *("duty__rule__confidence", "duty__rule__approved_on", "duty__rule__applies_here"),
)
BESIDE = ("case__lead__agency", "referral__agency", "duty__rule")


def as_shown(rows: Rows, tab: Tab) -> Rows:
    """Fetch of each task what its line says: the rest is wide, and over every table more PostgreSQL thinks longer."""
    rows = rows.select_related(None).select_related(*BESIDE).only(*SHOWN)
    if tab.is_mine or tab.is_done:
        return rows
    return rows.select_related("owner").only(*SHOWN, "owner__full_name")


@dataclass(frozen=True)
class Button:
    """What may be done with a task in its line."""

    label: str
    said: str
    """What it says of one case to who does not see the line around it."""
    address: Callable[[int], str]
    look: str = "btn-quiet"
    is_link: bool = False
    comes_back: bool = False
    """To the tab one was on."""


@dataclass(frozen=True)
class TaskLine:
    pk: int
    number: str
    address: str
    step: str
    kind: str
    summary: str
    sealed: bool
    who: str
    """Nothing where the reader is not told names: then the line says what it is about, and no more."""
    marks: list[str]
    instead_of: str
    is_unread: bool
    tick: str
    due: Due | None
    done: str
    holder: str
    state: str
    acts: list[tuple[Button, str, str]]
    """Each with its address and its sentence, in the order in which they stand."""


def task_lines(rows: Sequence[Any], name: str, *, seen_by: Capacity, on: date, calendar: Calendar) -> list[TaskLine]:
    """Write the lines of one page of the tab."""
    tab, actor = TABS[name], seen_by.actor()
    told = said_of([row.case for row in rows], seen_by=actor)
    address, buttons, tick = of_each("desk:case"), _buttons(), _("Chọn việc %(number)s")
    instead_of = _("thay %(name)s") % {"name": seen_by.on_behalf_of_name}
    is_marked = tab.is_marked and actor.person_id is not None
    lines = []
    for row in rows:
        case, said = row.case, told[row.case_id]
        acts = [buttons[act] for act in _acts(row, name, gives=bool(actor.roles & GIVES), is_marked=is_marked)]
        holder, state = _held(row, tab, seen_by.unit.label)
        line = TaskLine(
            pk=row.pk,
            number=case.number,
            address=address(case.pk),
            step=row.get_step_display(),
            kind=case.get_kind_display(),
            summary=case.summary,
            sealed=case.sealed,
            who=who_of(case, said) if case.sealed or said.inside else "",
            marks=said.in_words,
            instead_of=instead_of if str(row.owner_id) == seen_by.on_behalf_of else "",
            is_unread=is_marked and row.is_unread,
            tick=tick % {"number": case.number},
            due=due_of(row.duty, today=on, calendar=calendar),
            done=_("xong lúc %(time)s") % {"time": f"{timezone.localtime(row.ended_at):%H:%M}"} if tab.is_done else "",
            holder=holder,
            state=state,
            acts=[(act, act.address(row.pk), act.said % {"number": case.number}) for act in acts],
        )
        lines.append(line)
    return lines


def _buttons() -> dict[str, Button]:
    give = _("Giao việc %(number)s cho người khác")
    return {
        "take": Button(_("Nhận"), _("Nhận việc %(number)s về mình"), of_each("desk:take"), look="btn-plain"),
        "give": Button(_("Giao"), give, of_each("desk:give"), is_link=True),
        "put_back": Button(_("Trả lại"), _("Trả lại việc %(number)s cho đơn vị"), of_each("desk:put-back")),
        "unread": Button(
            _("Chưa đọc"), _("Đánh dấu chưa đọc: việc %(number)s"), of_each("desk:unread-task"), comes_back=True
        ),
    }


def _acts(row: Any, name: str, *, gives: bool, is_marked: bool) -> list[str]:
    """Say what may be done with the task, in the order of its buttons."""
    tab, by_name = TABS[name], FACTS[Step(row.step)].by_name
    acts = ["take"] if name == "pool" else []
    acts += ["give", "put_back"] if tab.is_mine and not by_name else []
    acts += ["unread"] if is_marked and not row.is_unread else []
    acts += ["give"] if gives and not (tab.is_mine or tab.is_done or by_name) else []
    return acts


def _held(row: Any, tab: Tab, own: str) -> tuple[str, str]:
    """Say who holds it, nothing where nobody does; and where it stands."""
    case = row.case
    state = case.get_status_display()
    is_sent = row.referral is not None or (case.lead is not None and case.lead.sent_on is not None)
    if tab.is_mine or tab.is_done:
        return row.with_whom if is_sent else own, state
    return row.owner.full_name if row.owner is not None else "", row.with_whom if is_sent else state
