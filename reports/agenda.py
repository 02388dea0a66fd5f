"""What is to be spoken of: the cases brought before the leader, the next briefing or the plan; the same as a paper."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor
from cases.models import AgendaItem, Case
from cases.vocabulary import BroughtTo
from letters.blocks import paragraph, table, title, two_sign
from letters.sheet import render_sheet
from organizations.models import Unit

from .root import newest_root


def agenda_for(seen_by: Actor, *, to: str = "") -> "models.QuerySet[AgendaItem]":
    """Return what waits on a list of the asker's unit (on all of them) in cases they may see, oldest first."""
    mine = AgendaItem.objects.filter(unit=seen_by.unit or 0, settled_on=None)
    waiting = mine.filter(case__in=Case.objects.visible_to(seen_by).values("pk"))
    if to:
        waiting = waiting.filter(brought_to=to)
    return waiting.select_related("case__unit", "case__lead__agency", "case__handler", "brought_by").order_by("pk")


def agenda_pdf(unit: Unit, to: BroughtTo, waiting: Sequence[AgendaItem], *, on: date, printed_by: str) -> bytes:
    """The list as a paper with room to write; it leaves the room, so of a sealed case nothing is said."""
    with override("vi"):
        columns = [
            {"label": _("Vụ việc"), "width": "wide", "align": "left"},
            {"label": _("Đang ở đâu"), "width": "medium", "align": "left"},
            {"label": _("Kết luận"), "width": "medium", "align": "left"},
        ]
        rows = [["\n".join(_said(item)), where(item.case), ""] for item in waiting]
        name = _("Danh sách vụ việc: %(list)s") % {"list": to.label}
        return render_sheet(
            unit=unit.name,
            place=unit.place,
            title=name,
            line=_("Dùng trong cuộc họp"),
            day=on,
            blocks=[
                title(name.upper()),
                *([table(columns, rows)] if rows else [paragraph(_("Không có vụ việc nào."))]),
                two_sign(_("Người lập danh sách"), printed_by, _("Chủ trì"), ""),
            ],
            foot=newest_root(),
        )


def about(case: Case) -> str:
    return _("Giữ kín nội dung theo pháp luật") if case.sealed else case.summary


def holder(case: Case) -> str:
    """Who has it now: the agency that was asked, or whoever holds it at the MTTQ."""
    if case.agency_in_charge is not None and case.lead is not None:
        return case.lead.agency.name
    return at_the_front(case)


def kept_by(item: AgendaItem) -> str:
    """Whose file it is, where that is not the unit on whose list it stands."""
    return item.case.unit.label if item.case.unit_id != item.unit_id else ""


def at_the_front(case: Case) -> str:
    return case.handler.full_name if case.handler is not None else case.unit.label


def where(case: Case) -> str:
    """Who has it now, and in which state."""
    return f"{holder(case)}\n{case.get_status_display()}"


def _said(item: AgendaItem) -> Iterator[str]:
    """Which case it is, what it is about, who wants it spoken of and why."""
    yield item.case.number
    yield about(item.case)
    if unit := kept_by(item):
        yield _("Hồ sơ của %(unit)s") % {"unit": unit}
    yield _("%(name)s nêu ngày %(day)s") % {"name": item.brought_by.full_name, "day": f"{item.brought_on:%d/%m/%Y}"}
    if item.because and not item.case.sealed:
        yield item.because
