"""The lists of the other desks: leader, records officer, agency, supervisor."""

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from deadlines.calendar import working_calendar
from organizations.vocabulary import Role
from reports import queries
from workflows import inbox
from workflows.steps import FACTS, Step

from ..doors import StaffRequest, for_roles
from ..due import due_of

MOST = 200


@for_roles(Role.LEADER)
@require_safe
def leader(request: StaffRequest) -> HttpResponse:
    """What came in to instruct, letters to sign, files to close."""
    groups = (
        (_("Chờ bút phê"), [Step.INSTRUCT]),
        (_("Chờ cử người xử lý"), [Step.NAME_HANDLER]),
        (_("Chờ xác nhận phân loại"), [Step.CONFIRM_SCREENING]),
        (_("Đơn đi vòng, chờ quyết định nơi chuyển"), [Step.SETTLE_DISPUTE]),
        (_("Chờ ký"), [Step.SIGN, Step.SIGN_OTHER]),
        (_("Cơ quan chậm, chờ ý kiến lãnh đạo"), [Step.BEFORE_LEADERSHIP]),
        (_("Chờ kết thúc"), [Step.CLOSE]),
    )
    return _steps(request, _("Bàn lãnh đạo"), _("Đơn mới để bút phê, công văn để ký, vụ việc để kết thúc."), groups)


@for_roles(Role.RECORDS_OFFICER)
@require_safe
def records(request: StaffRequest) -> HttpResponse:
    """Signed letters to number, numbered ones to send, sent ones whose arrival is not known."""
    groups = (
        (_("Chờ cấp số"), [Step.ISSUE, Step.ISSUE_OTHER]),
        (_("Chờ gửi đi"), [Step.DISPATCH, Step.DISPATCH_OTHER]),
        (_("Chưa xác nhận đã đến"), [Step.CONFIRM_DELIVERY, Step.CONFIRM_REQUEST]),
    )
    return _steps(request, _("Bàn văn thư"), _("Công văn đã ký để cấp số, gửi đi và xác nhận đã đến nơi."), groups)


@for_roles(Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD)
@require_safe
def agency(request: StaffRequest) -> HttpResponse:
    """What the MTTQ has sent to this agency and still waits for."""
    groups = (
        (_("Cần nhận trách nhiệm hoặc từ chối"), [Step.ACKNOWLEDGE]),
        (_("Cần trả lời"), [Step.ANSWER]),
        (_("Được đề nghị phối hợp"), [Step.ACKNOWLEDGE_REQUEST, Step.ANSWER_REQUEST]),
    )
    return _steps(
        request,
        _("Việc Mặt trận chuyển đến"),
        _("Việc gấp nhất đứng trước. Ngày trả lời là ngày ghi trong công văn của Mặt trận."),
        groups,
    )


@for_roles(Role.SUPERVISOR, Role.LEADER, Role.AUDITOR)
@require_safe
def supervision(request: StaffRequest) -> HttpResponse:
    """What nobody did: agencies silent past the letter's date, commitments past their day, the MTTQ's own delays."""
    today, calendar = timezone.localdate(), working_calendar()
    chosen = request.GET.get("tab", "silent")
    chosen = chosen if chosen in queries.LATE else "silent"
    counts = queries.late_counts(seen_by=request.actor, on=today)
    rows = list(queries.late(chosen, seen_by=request.actor, on=today)[:MOST])
    for row in rows:
        row.due = due_of(row, today=today, calendar=calendar)  # type: ignore[attr-defined]
    context = {
        "dissatisfied": list(inbox.of_unit(request.actor, [Step.LOOK_INTO])[:MOST]),
        "tabs": [(name, label, counts[name], name == chosen) for name, (label, _asked) in queries.LATE.items()],
        "rows": rows,
        "chosen": chosen,
        "total": counts[chosen],
    }
    return render(request, "desk/lists/supervision.html", context)


def _steps(
    request: StaffRequest,
    title: str | Promise,
    help_text: str | Promise,
    groups: Sequence[tuple[str | Promise, list[Step]]],
) -> HttpResponse:
    today, calendar = timezone.localdate(), working_calendar()
    shown: list[tuple[str | Promise, list[Any], int]] = []
    for label, steps in groups:
        rows = list(inbox.of_unit(request.actor, steps)[:MOST])
        for row in rows:
            row.due = due_of(row.duty, today=today, calendar=calendar)  # type: ignore[attr-defined]
            row.facts = FACTS[Step(row.step)]  # type: ignore[attr-defined]
        # New cases can be instructed many at once; the number is of all that wait, not only of those shown.
        ticks = inbox.of_unit(request.actor, steps).count() if steps == [Step.INSTRUCT] and rows else 0
        shown.append((label, rows, ticks))
    total = sum(len(rows) for _label, rows, _ticks in shown)
    context = {"title": title, "help_text": help_text, "groups": shown, "total": total}
    return render(request, "desk/lists/steps.html", context)
