"""The lists of the other desks: leader, records officer, agency."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases.access import READS_SENT
from deadlines.calendar import working_calendar
from organizations.vocabulary import Role
from reports.counting import Count, counted_each
from workflows import inbox
from workflows.steps import FACTS, Step

from ..doors import StaffRequest, for_roles
from ..due import due_of
from ..listing.beside_tasks import beside
from ..listing.order import Turned, turned
from ..listing.sources import acts_on
from ..listing.tasks import MOST_URGENT, task_question

PAGE = 50
FIRST = 10
"""Tasks of each group where all groups stand on one page; the others follow behind a link."""


@dataclass(frozen=True)
class Group:
    """Tasks of one kind on somebody's desk."""

    name: str
    label: str | Promise
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Shown:
    group: Group
    rows: list[Any]
    count: Count
    ticks: bool
    """They can be instructed many at once."""
    query: str

    @property
    def more(self) -> bool:
        """Say whether the page shows fewer than there are."""
        return self.count.number > len(self.rows)


@for_roles(Role.LEADER)
@require_safe
def leader(request: StaffRequest) -> HttpResponse:
    """What came in to instruct, letters to sign, files to close."""
    groups = (
        Group("instruct", _("Chờ bút phê"), (Step.INSTRUCT,)),
        Group("name", _("Chờ cử người xử lý"), (Step.NAME_HANDLER,)),
        Group("confirm", _("Chờ xác nhận phân loại"), (Step.CONFIRM_SCREENING,)),
        Group("round", _("Đơn đi vòng, chờ quyết định nơi chuyển"), (Step.SETTLE_DISPUTE,)),
        Group("sign", _("Chờ ký"), (Step.SIGN, Step.SIGN_OTHER)),
        Group("late", _("Cơ quan chậm, chờ ý kiến lãnh đạo"), (Step.BEFORE_LEADERSHIP,)),
        Group("close", _("Chờ kết thúc"), (Step.CLOSE,)),
    )
    return _steps(request, _("Bàn lãnh đạo"), _("Đơn mới để bút phê, công văn để ký, vụ việc để kết thúc."), groups)


@for_roles(Role.RECORDS_OFFICER)
@require_safe
def records(request: StaffRequest) -> HttpResponse:
    """Signed letters to number, numbered ones to send, sent ones whose arrival is not known."""
    groups = (
        Group("issue", _("Chờ cấp số"), (Step.ISSUE, Step.ISSUE_OTHER)),
        Group("dispatch", _("Chờ gửi đi"), (Step.DISPATCH, Step.DISPATCH_OTHER)),
        Group("arrive", _("Chưa xác nhận đã đến"), (Step.CONFIRM_DELIVERY, Step.CONFIRM_REQUEST)),
    )
    return _steps(request, _("Bàn văn thư"), _("Công văn đã ký để cấp số, gửi đi và xác nhận đã đến nơi."), groups)


@for_roles(Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD)
@require_safe
def agency(request: StaffRequest) -> HttpResponse:
    """What the MTTQ has sent to this agency and still waits for."""
    groups = (
        Group("acknowledge", _("Cần nhận trách nhiệm hoặc từ chối"), (Step.ACKNOWLEDGE,)),
        Group("answer", _("Cần trả lời"), (Step.ANSWER,)),
        Group("help", _("Được đề nghị phối hợp"), (Step.ACKNOWLEDGE_REQUEST, Step.ANSWER_REQUEST)),
    )
    return _steps(
        request,
        _("Việc Mặt trận chuyển đến"),
        _("Việc gấp nhất đứng trước. Ngày trả lời là ngày ghi trong công văn của Mặt trận."),
        groups,
    )


def _steps(
    request: StaffRequest, title: str | Promise, help_text: str | Promise, groups: Sequence[Group]
) -> HttpResponse:
    """Show the beginning of every group, or one group (`nhom`) a page at a time."""
    asked = task_question(request.GET, seen_by=request.actor, steps=[step for group in groups for step in group.steps])
    one = next((group for group in groups if group.name == request.GET.get("nhom")), None)
    after, before = (request.GET.get(name, "") if one else "" for name in ("after", "before"))
    shown, page = [], Turned([], "", "")
    lists = {group.name: asked.of(inbox.of_unit(request.actor, group.steps)) for group in groups}
    counts = counted_each(lists)
    for group in groups:
        found = lists[group.name].select_related("case__suggested_agency", "case__unit")
        count, rows = counts[group.name], []
        if count.number and one in {None, group}:
            page = turned(found, MOST_URGENT, after=after, before=before, size=PAGE if one else FIRST)
            rows = page.rows
        # New cases can be instructed many at once: those that are ticked, or all that the list holds.
        ticks = group.steps == (Step.INSTRUCT,) and bool(rows)
        shown.append(Shown(group, rows, count, ticks, asked.again(nhom=group.name)))
    lay_out([row for part in shown for row in part.rows])
    context = {
        "title": title,
        "help_text": help_text,
        "asked": asked,
        # The tabs say what is empty: where all groups stand on one page, only those are drawn that hold something.
        "groups": [part for part in shown if part.group is one or (one is None and part.rows)],
        "tabs": [(part.group, part.count, part.group is one, part.query) for part in shown],
        "one": one,
        # An agency knows who it is; it is told who sent it.
        "of_agency": not request.actor.roles - READS_SENT,
        "acts": acts_on("leader", request.actor),
        "newer": one and page.before and asked.again(nhom=one.name, before=page.before),
        "older": one and page.after and asked.again(nhom=one.name, after=page.after),
    }
    return render(request, "desk/lists/steps.html", context)


def lay_out(rows: list[Any]) -> None:
    """Put beside each task its day in words, its step's button, what is proposed and the letter it is about."""
    today, calendar = timezone.localdate(), working_calendar()
    known = beside(rows)
    for row in rows:
        row.due = due_of(row.duty, today=today, calendar=calendar)
        row.facts = FACTS[Step(row.step)]
        row.beside = known[row.pk]
