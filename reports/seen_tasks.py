"""A list of tasks as a table: what the inbox says of each, and nothing that it does not say."""

from collections.abc import Iterable, Iterator
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor
from cases.listed import said_of
from deadlines.calendar import working_calendar
from deadlines.words import in_words
from workflows.models import Assignment

from .seen import about


def heads() -> list[str]:
    with override("vi"):
        return [
            _("Việc phải làm"),
            _("Số đơn"),
            _("Loại"),
            _("Dấu hiệu"),
            _("Ai"),
            _("Việc gì"),
            _("Hạn"),
            _("Ngày hạn"),
            _("Hạn dựa vào đâu"),
            _("Người giữ"),
            _("Đang ở"),
            _("Trạng thái"),
            _("Xong lúc"),
        ]


def title() -> str:
    with override("vi"):
        return _("Việc của tôi")


def lines_of(tasks: Iterable[Assignment], *, seen_by: Actor, on: date) -> Iterator[list[str]]:
    """Yield a line for each of these tasks, in this order."""
    rows, calendar = list(tasks), working_calendar()
    told = said_of([row.case for row in rows], seen_by=seen_by)
    with override("vi"):
        for row in rows:
            case, said, duty = row.case, told[row.case_id], row.duty
            due = None
            if duty is not None:
                due = in_words(duty.due_on, on, calendar, duty.state, rule=duty.rule, met_on=duty.met_on)
            is_sent = row.referral is not None or (case.lead is not None and case.lead.sent_on is not None)
            yield [
                str(row.get_step_display()),
                case.number,
                str(case.get_kind_display()),
                ", ".join(said.in_words),
                said.who,
                about(case),
                due.text if due is not None else "",
                f"{duty.due_on:%d/%m/%Y}" if duty is not None else "",
                due.nature_text if due is not None else "",
                row.owner.full_name if row.owner is not None else _("Chưa ai nhận"),
                row.with_whom if is_sent else row.unit.label,
                str(case.get_status_display()),
                f"{timezone.localtime(row.ended_at):%H:%M %d/%m/%Y}" if row.ended_at is not None else "",
            ]
