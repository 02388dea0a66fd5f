"""The tabs of Việc của tôi: what I have to do, how urgent it is, what others hold, what I have done today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines.words import soon_until
from deadlines.working_days import Calendar
from reports.counting import Count, counted_each
from workflows import inbox
from workflows.models import Assignment

from .order import Order, Stretch
from .tasks import MOST_URGENT

LAST_DONE = Order("done", _("mới xong trước"), (Stretch("x", "ended_by", read=int, descending=True),))


@dataclass(frozen=True)
class Tab:
    """One question to one's tasks; `on` and the calendar say what is late and what is soon."""

    label: str | Promise
    rows: Callable[[Actor, date, Calendar], "QuerySet[Assignment]"]
    empty: str | Promise
    """What is said where there is none."""
    order: Order = MOST_URGENT
    is_mine: bool = False
    """The tasks are in one's own hands."""
    is_marked: bool = False
    """What is new to oneself is shown as such; what others have in hand is not new, read or not."""
    is_done: bool = False
    part_of_mine: Callable[[date, Calendar], Q] | None = None
    """Which of the tasks in one's hands it shows, where it shows some of them: they are counted together."""


def _of_mine(label: str | Promise, part: Callable[[date, Calendar], Q], empty: str | Promise) -> Tab:
    return Tab(
        label,
        lambda actor, on, calendar: inbox.mine(actor).filter(part(on, calendar)),
        empty,
        part_of_mine=part,
        is_mine=True,
        is_marked=True,
    )


TABS = {
    "mine": Tab(
        _("Phải làm"),
        lambda actor, on, calendar: inbox.mine(actor),
        _("Không còn việc nào chờ bạn."),
        is_mine=True,
        is_marked=True,
    ),
    "late": _of_mine(
        _("Quá hạn"),
        lambda on, calendar: inbox.is_late(on),
        _("Không có việc nào của bạn quá hạn."),
    ),
    "soon": _of_mine(
        _("Sắp đến hạn"),
        lambda on, calendar: inbox.is_due_between(on, soon_until(on, calendar)),
        _("Không có việc nào của bạn đến hạn trong ba ngày làm việc tới."),
    ),
    "others": Tab(
        _("Chờ người khác"),
        lambda actor, on, calendar: inbox.held_by_others(actor),
        _("Không có việc nào trong tay người khác."),
    ),
    "pool": Tab(
        _("Chưa ai nhận trong đơn vị"),
        lambda actor, on, calendar: inbox.pool(actor),
        _("Đơn vị không có việc nào chưa ai nhận."),
        is_marked=True,
    ),
    "done": Tab(
        _("Xong hôm nay"),
        lambda actor, on, calendar: inbox.done_on(actor, on),
        _("Hôm nay bạn chưa xong việc nào."),
        order=LAST_DONE,
        is_done=True,
    ),
}


def counted_tabs(
    actor: Actor, on: date, calendar: Calendar, *, narrowed: "Callable[[QuerySet[Assignment]], QuerySet[Assignment]]"
) -> dict[str, Count]:
    """Count what each tab holds, narrowed as asked."""
    parts = {name: tab.part_of_mine(on, calendar) for name, tab in TABS.items() if tab.part_of_mine is not None}
    whole = {name: narrowed(tab.rows(actor, on, calendar)) for name, tab in TABS.items() if name not in parts}
    return counted_each(whole, parts={"mine": parts})
