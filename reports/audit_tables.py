"""What an auditor found as a table: written row by row, and no cell of it is ever a formula."""

import io
from collections.abc import Iterable, Iterator

import xlsxwriter
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from audit import tables
from audit.actor import Actor
from audit.models import Event
from audit.shares import in_shares

from .auditing import told

AT_A_TIME = 500
WIDTH = 24


def heads() -> list[str]:
    return [
        _("Lúc ghi"),
        _("Ngày xảy ra"),
        _("Sự kiện"),
        _("Người"),
        _("Đơn vị"),
        _("Kênh"),
        _("Số vụ việc"),
        _("Chi tiết"),
        _("Chuỗi, số thứ tự"),
        _("Mã băm"),
    ]


def rows_of(events: QuerySet[Event], *, seen_by: Actor) -> Iterator[list[str]]:
    """Yield the rows as the page would show them, with the place in the chain by which each can be checked."""
    for share in in_shares(events.iterator(chunk_size=AT_A_TIME), size=AT_A_TIME):
        with override("vi"):
            for one in told(share, seen_by=seen_by):
                event = one.event
                yield [
                    f"{timezone.localtime(event.recorded_at):%d/%m/%Y %H:%M:%S}",
                    f"{event.happened_on:%d/%m/%Y}",
                    one.sentence,
                    one.who,
                    one.unit,
                    one.channel,
                    one.case.number if one.case else "",
                    one.details,
                    f"{event.chain} #{event.sequence}",
                    event.hash,
                ]


def as_csv(rows: Iterable[list[str]]) -> Iterator[str]:
    """Yield the table line by line."""
    with override("vi"):
        head = heads()
    return tables.as_csv(head, rows)


def as_sheet(rows: Iterable[list[str]]) -> bytes:
    """The same as a spreadsheet: every cell is a string, row by row to disk."""
    content = io.BytesIO()
    with override("vi"), xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        sheet = book.add_worksheet(_("Sổ sự kiện"))
        bold = book.add_format({"bold": True})
        for place, head in enumerate(heads()):
            sheet.set_column(place, place, WIDTH)
            sheet.write_string(0, place, head, bold)
        for number, row in enumerate(rows, 1):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
        sheet.freeze_panes(1, 0)
    return content.getvalue()
