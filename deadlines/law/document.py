"""Writes docs/law.md: every shipped rule and day with its citation and its mark, in Vietnamese and English."""

from collections.abc import Iterable, Iterator, Sequence

from django.utils import translation

from ..facts import AppliesHere, Direction, Unit
from ..vocabulary import APPLICABILITY, NATURES, UNITS, DayKind, RuleRole
from .leaves import LeafRow, shipped_leaves
from .reading import Catalogue, DayRow, RuleRow, TransitionRow
from .schedule import PeriodRow, shipped_schedule

ENGLISH_UNITS = {
    "working_day": "working days",
    "calendar_day": "calendar days",
    "hour": "hours",
    "month": "months",
    "year": "years",
}

HEAD = """\
# Thời hạn và lịch làm việc / Time limits and working calendar

Trang này do `manage.py document_law` viết ra từ `deadlines/law/`; không sửa tay.
This page is written by `manage.py document_law` from `deadlines/law/`; never edit it by hand.

Mức tin cậy / confidence: **V** đã đọc văn bản / read in the legal text; **Vs** theo nguồn thứ cấp / secondary source;
**M** theo trí nhớ, chưa đối chiếu / from memory; **?** chưa xác minh / not established.

Chỉ nói *quá hạn theo luật* khi thời hạn do luật định, là việc phải làm, mức **V** (hoặc **Vs** đã được duyệt) và
áp dụng tại đơn vị. / *Overdue by law* is said only of a statutory duty, read as **V** (or an approved **Vs**), that
applies here.

## Cách đếm / Counting

1. Ngày xảy ra sự kiện không tính, ngày kế tiếp là ngày 1. / The event day is not counted. (Bộ luật Dân sự Điều 147)
2. Ngày cuối là ngày nghỉ thì hạn là ngày làm việc tiếp theo. / A limit ending on a day off ends with the next working
   day. (Điều 148 khoản 5)
3. Ngày thứ Bảy làm bù là ngày làm việc, ngày được hoán đổi là ngày nghỉ. / A swapped Saturday is a working day.
4. Tháng, năm kết thúc vào ngày tương ứng hoặc ngày cuối tháng. / Months and years end on the corresponding date or the
   last day of the month.
5. Tính lùi gặp ngày nghỉ thì chuyển sớm hơn. / A backward limit falling on a day off moves earlier.
6. Hạn còn đến hết ngày, giờ Việt Nam. / A duty is due until the end of its day in Asia/Ho_Chi_Minh.
7. Năm chưa có lịch thì không tính. / A year without its calendar is refused.
"""


def document(catalogue: Catalogue) -> str:
    """Return the page. The same catalogue gives the same text, whatever language is active."""
    with translation.override("vi"):
        return (
            "\n".join(
                [
                    HEAD,
                    *_rules(catalogue.rules),
                    *_transitions(catalogue.transitions),
                    *_leaves(shipped_leaves().values()),
                    *_schedule(shipped_schedule()),
                    *_calendar(catalogue),
                ]
            )
            + "\n"
        )


def _rules(rules: Sequence[RuleRow]) -> Iterator[str]:
    yield "## Quy tắc / Rules"
    for nature, label in NATURES.items():
        rows = [row for row in rules if row.nature == nature]
        yield f"\n### {str(label).capitalize()} / {nature.replace('_', ' ')} ({len(rows)})\n"
        yield from _table(
            (
                "Mã / key",
                "Việc / step",
                "Loại / kind",
                "Thời hạn / limit",
                "Tính từ / from",
                "Ai / who",
                "Căn cứ / citation",
                "Hiệu lực / in force",
                "Tin cậy",
                "Áp dụng / applies",
            ),
            (_rule(row) for row in rows),
        )


def _rule(row: RuleRow) -> tuple[str, ...]:
    role = "" if row.role == RuleRole.DUTY else f"; {RuleRole(row.role).label} / {row.role}"
    applies = str(APPLICABILITY[AppliesHere(row.applies_here)])
    return (
        f"`{row.key}` v{row.version}",
        f"{row.title} / {row.step}{role}",
        row.case_kind,
        _limit(row),
        row.starts_on,
        f"{row.responsible} ({row.binds})",
        f"{row.citation}{f' ({row.note})' if row.note else ''}",
        f"{row.in_force_from:%d/%m/%Y} –" + (f" {row.in_force_to:%d/%m/%Y}" if row.in_force_to else ""),
        f"**{row.confidence}**",
        f"{applies} / {row.applies_here}{f': {row.applies_basis}' if row.applies_basis else ''}",
    )


def _limit(row: RuleRow) -> str:
    if row.length is None:
        return "ngày hẹn / date given"
    parts = [f"{row.length} {UNITS[Unit(row.unit)]} / {row.length} {ENGLISH_UNITS[row.unit]}"]
    if row.direction == Direction.BEFORE:
        parts = [f"{row.length} {UNITS[Unit(row.unit)]} trước / {row.length} {ENGLISH_UNITS[row.unit]} before"]
    parts += [f"{one['when']}: {one['length']}" for one in row.variants]
    for grant in row.extension:
        if "max_total" in grant:
            parts.append(f"gia hạn đến / up to {grant['max_total']} ({grant['needs']})")
        elif "add" in grant:
            parts.append(f"gia hạn / + {grant['add']} × {grant['times']} ({grant['needs']})")
    if row.pause != "none" and row.nature == "statutory":
        parts.append(f"tạm dừng / pause: {row.pause}")
    return "; ".join(parts)


def _transitions(rows: Sequence[TransitionRow]) -> Iterator[str]:
    yield "\n## Quy định chuyển tiếp / Transitional provisions\n"
    yield "Chỉ điều khoản mức **V** làm đổi cách tính. / Only a provision marked **V** moves a clock.\n"
    yield from _table(
        ("Mã / key", "Bắt đầu / started", "Theo bản / goes by", "Căn cứ / citation", "Tin cậy"),
        (_transition(row) for row in rows),
    )


def _transition(row: TransitionRow) -> tuple[str, ...]:
    first = f"{row.started_from:%d/%m/%Y}" if row.started_from else ""
    last = f"{row.started_to:%d/%m/%Y}" if row.started_to else ""
    goes_by = f"`{row.goes_by_key}` v{row.goes_by_version}" if row.goes_by_key else "giữ nguyên / stays"
    citation = f"{row.citation}{f' ({row.note})' if row.note else ''}"
    return (f"`{row.key}` v{row.version}", f"{first} – {last}".strip(), goes_by, citation, f"**{row.confidence}**")


def _leaves(rows: Iterable[LeafRow]) -> Iterator[str]:
    yield "\n## Kết quả phân loại đơn / Leaves of classification\n"
    yield "Chỉ những kết quả của Mặt trận được đề xuất. / Only the leaves of the Front are ever offered.\n"
    yield from _table(
        (
            "Mã / key",
            "Khi nào / when",
            "Xử lý / outcome",
            "Mẫu / form",
            "Văn bản / paper",
            "Căn cứ / citation",
            "Tin cậy",
        ),
        (_leaf(row) for row in rows),
    )


def _leaf(row: LeafRow) -> tuple[str, ...]:
    outcome = row.outcome if row.at_mttq else f"không của Mặt trận / not the Front's: {row.outcome}"
    kept = f"; lưu / kept {row.retention_years} năm / year" if row.retention_years else ""
    form = f"`{row.form}`" if row.form else "–"
    return (f"`{row.key}`", row.when, outcome + kept, form, row.paper or "–", row.citation, f"**{row.confidence}**")


def _schedule(rows: Iterable[PeriodRow]) -> Iterator[str]:
    yield "\n## Thời hạn lưu hồ sơ / Retention\n"
    yield (
        "Hồ sơ không thuộc dòng nào thì chưa rõ thời hạn và không bao giờ vào danh mục xóa. / "
        "A file that no row names is never put on a list.\n"
    )
    yield from _table(
        (
            "Mã / key",
            "Hồ sơ / file",
            "Loại / kinds",
            "Kết quả / outcomes",
            "Lưu / kept",
            "Căn cứ / citation",
            "Hiệu lực / in force",
            "Tin cậy",
        ),
        (
            (
                f"`{row.key}`",
                row.title,
                ", ".join(row.kinds) or "mọi loại / any",
                ", ".join(row.outcomes) or "mọi kết quả / any",
                f"{row.years} năm từ ngày kết thúc / years from closing" if row.years else "vĩnh viễn / for good",
                f"{row.citation}{f' ({row.note})' if row.note else ''}",
                f"{row.in_force_from:%d/%m/%Y} –" + (f" {row.in_force_to:%d/%m/%Y}" if row.in_force_to else ""),
                f"**{row.confidence}**",
            )
            for row in rows
        ),
    )


def _calendar(catalogue: Catalogue) -> Iterator[str]:
    yield "\n## Lịch làm việc / Working calendar"
    for year in catalogue.years:
        yield f"\n### {year.year}\n"
        yield f"{year.citation} (**{year.confidence}**){f'. {year.note}' if year.note else ''}\n"
        rows = (row for row in catalogue.days if row.day.year == year.year)
        yield from _table(
            ("Ngày / day", "Loại / kind", "Tên / name", "Căn cứ / citation", "Ban hành / adopted", "Tin cậy"),
            (_day(row) for row in rows),
        )


def _day(row: DayRow) -> tuple[str, ...]:
    return (
        f"{row.day:%d/%m/%Y}",
        f"{DayKind(row.kind).label} / {row.kind}",
        row.name,
        row.citation,
        f"{row.adopted_on:%d/%m/%Y}" if row.adopted_on else "",
        f"**{row.confidence}**",
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '/') for cell in row)} |"
