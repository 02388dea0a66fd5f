"""The tabs of Việc của tôi: what I have to do, how urgent it is, what others hold, what I have done today."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines.words import soon_until
from deadlines.working_days import Calendar
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


TABS = {
    "mine": Tab(
        _("Phải làm"),
        lambda actor, on, calendar: inbox.mine(actor),
        _("Không còn việc nào chờ bạn."),
        is_mine=True,
        is_marked=True,
    ),
    "late": Tab(
        _("Quá hạn"),
        lambda actor, on, calendar: inbox.late(actor, on=on),
        _("Không có việc nào của bạn quá hạn."),
        is_mine=True,
        is_marked=True,
    ),
    "soon": Tab(
        _("Sắp đến hạn"),
        lambda actor, on, calendar: inbox.due_between(actor, on, soon_until(on, calendar)),
        _("Không có việc nào của bạn đến hạn trong ba ngày làm việc tới."),
        is_mine=True,
        is_marked=True,
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
