"""A list of cases as a table: what the list on the screen says of each, and nothing that the list does not say."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from audit.actor import Actor
from cases.listed import Said, said_of, with_duties_of
from cases.models import Case, Duty
from cases.vocabulary import Status
from deadlines.calendar import working_calendar
from deadlines.vocabulary import DutyState
from deadlines.words import in_words


def heads() -> list[str]:
    with override("vi"):
        return [
            _("Số đơn"),
            _("Ngày vào sổ"),
            _("Loại"),
            _("Dấu hiệu"),
            _("Ai"),
            _("Việc gì"),
            _("Hạn"),
            _("Ngày hạn"),
            _("Hạn dựa vào đâu"),
            _("Đang ở"),
            _("Người xử lý"),
            _("Trạng thái"),
        ]


def title() -> str:
    with override("vi"):
        return _("Sổ đơn")


def rows_of(cases: Sequence[int], *, seen_by: Actor, on: date) -> Iterator[list[str]]:
    """Yield a row for each of these cases that this reader may see now, in this order; the others have none."""
    seen = Case.objects.visible_to(seen_by).filter(pk__in=cases).select_related("unit", "lead__agency", "handler")
    known: dict[int, Case] = {case.pk: case for case in with_duties_of(seen, seen_by)}
    calendar = working_calendar()
    with override("vi"):
        told = said_of(list(known.values()), seen_by=seen_by)
        for case in filter(None, map(known.get, cases)):
            said, duty = told[case.pk], _nearest(case)
            due = in_words(duty.due_on, on, calendar, duty.state, rule=duty.rule) if duty is not None else None
            yield [
                case.number,
                f"{case.registered_on:%d/%m/%Y}",
                str(case.get_kind_display()),
                ", ".join(said.in_words),
                said.who,
                _about(case, said),
                due.text if due is not None else "",
                f"{duty.due_on:%d/%m/%Y}" if duty is not None else "",
                due.nature_text if due is not None else "",
                case.lead.agency.name if case.status == Status.FORWARDED and case.lead else case.unit.label,
                case.handler.full_name if said.inside and case.handler is not None else "",
                str(case.get_outcome_display() if case.outcome else case.get_status_display()),
            ]


def _nearest(case: Case) -> Duty | None:
    """Return the duty the list tells of: a running one before one that stands still."""
    duties: list[Duty] = case.running_duties  # type: ignore[attr-defined]  # by with_duties_of
    return next(iter(sorted(duties, key=lambda duty: duty.state != DutyState.RUNNING)), None)


def _about(case: Case, said: Said) -> str:
    if said.inside and case.voided_because and not case.sealed:
        return _("Đã hủy: %(reason)s") % {"reason": case.voided_because}
    return about(case)


def about(case: Case) -> str:
    """Of a sealed case nothing but that it is sealed: a file is read by more people than the page it came from."""
    return _("Mật: nội dung niêm phong") if case.sealed else case.summary
