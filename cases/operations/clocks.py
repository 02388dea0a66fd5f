"""A clock is stopped, goes on, is given more time; why it was late is written down. Always with a reason."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from deadlines.facts import Pause, in_order
from deadlines.refusals import Refused
from deadlines.vocabulary import Because, DutyState
from deadlines.words import in_own_words

from ..errors import Unusable
from ..kinds import OF_THE_COMPETENT_BODY
from ..models import Case, Duty, DutyExtension, DutyLateness, DutyStop
from ..vocabulary import Move
from .duties import count_again
from .moving import Moving, moving
from .rungs import drop_rungs


def pause_duty(case: Case, *, duty: Duty, first_on: date, document: str, because: str, by: Actor, on: date) -> None:
    """Record that the clock stands still from this day on; it has no due day until it goes on."""
    with moving(case, Move.PAUSE_DUTY, "duty.paused", by=by, on=on) as step:
        stopped = _mine(step, duty, DutyState.RUNNING)
        _must_be_told(document=document, because=because)
        if not stopped.started_on < first_on <= on:
            raise Unusable("first_on", _("Ngày tạm dừng phải sau ngày bắt đầu tính hạn và không thể sau hôm nay."))
        try:
            in_order(stopped.rule.facts, [*stopped.pauses(), Pause(first_on, first_on)])
        except Refused as refusal:
            raise Unusable("first_on", in_own_words(refusal)) from refusal
        DutyStop.objects.create(duty=stopped, first_on=first_on, document=document.strip(), because=because.strip())
        stopped.stop()
        stopped.save()
        drop_rungs(stopped, on=on)
        step.facts |= _facts(stopped) | {"first_on": first_on.isoformat()}


def resume_duty(case: Case, *, duty: Duty, last_on: date, by: Actor, on: date) -> None:
    """Record the last day on which the clock stood still; from the next day it is counted again."""
    with moving(case, Move.RESUME_DUTY, "duty.resumed", by=by, on=on) as step:
        resumed = _mine(step, duty, DutyState.PAUSED)
        stretch = resumed.stops.get(last_on=None)
        if not stretch.first_on <= last_on <= on:
            raise Unusable("last_on", _("Ngày cuối của thời gian tạm dừng phải từ ngày tạm dừng đến hôm nay."))
        stretch.last_on = last_on
        stretch.save()
        resumed.go_on()
        was = _counted(resumed, Because.RESUMED, "last_on", on=on)
        step.facts |= _facts(resumed) | {"was": was.isoformat(), "last_on": last_on.isoformat()}


def extend_duty(
    case: Case, *, duty: Duty, more: int, because: str, by: Actor, on: date, document: str = "", when: str = ""
) -> None:
    """Give so many units of the rule more, within what the rule allows, on which document."""
    with moving(case, Move.EXTEND_DUTY, "duty.extended", by=by, on=on) as step:
        longer = _mine(step, duty, DutyState.RUNNING)
        _must_be_told(because=because)
        if more < 1:
            raise Unusable("more", _("Gia hạn phải thêm ít nhất một đơn vị thời gian."))
        DutyExtension.objects.create(
            duty=longer,
            by=more,
            document=document.strip(),
            when=when,
            because=because.strip(),
            granted_on=on,
        )
        was = _counted(longer, Because.EXTENDED, "more", on=on)
        step.facts |= _facts(longer) | {"was": was.isoformat(), "more": more}


def explain_lateness(case: Case, *, duty: Duty, because: str, by: Actor, on: date) -> None:
    """Write down why a duty was late, and who says so. Said again, the earlier words stay in the history."""
    with moving(case, Move.EXPLAIN_LATENESS, "duty.lateness_explained", by=by, on=on) as step:
        late = _mine(step, duty)
        _must_be_told(because=because)
        if (late.met_on or on) <= late.due_on:
            raise Unusable("duty", _("Thời hạn này không bị chậm."))
        said, _new = DutyLateness.objects.get_or_create(
            duty=late, defaults={"because": because.strip(), "said_by_id": step.by.person_id, "said_on": on}
        )
        if not _new:
            said.because, said.said_by_id, said.said_on = because.strip(), step.by.person_id, on
            said.save()
        step.facts |= _facts(late)


def _mine(step: Moving, duty: Duty, state: str | None = None) -> Duty:
    """Read the duty again under the lock of its case."""
    mine: Duty | None = step.case.duties.select_related("rule").filter(pk=duty.pk).first()
    if mine is None:
        raise Unusable("duty", _("Cần chọn một thời hạn của vụ việc này."))
    if state is not None and mine.rule.key in OF_THE_COMPETENT_BODY:
        # law.md §14 point 18: extended, suspended and resumed by the competent body alone.
        raise Unusable(
            "duty",
            _(
                "Thời hạn này chỉ cơ quan có thẩm quyền gia hạn, tạm đình chỉ hoặc tính tiếp, bằng quyết định; "
                "Mặt trận ghi lại quyết định ấy."
            ),
        )
    if state is not None and mine.state != state:
        raise Unusable(
            "duty", _("Thời hạn này %(state)s nên chưa làm được.") % {"state": mine.get_state_display().lower()}
        )
    return mine


def _must_be_told(**words: str) -> None:
    for name, text in words.items():
        if not text.strip():
            raise Unusable(
                name,
                _("Cần ghi số, ngày của văn bản.") if name == "document" else _("Cần ghi lý do."),
            )


def _counted(duty: Duty, because: str, field: str, *, on: date) -> date:
    try:
        return count_again(duty, because=because, on=on)
    except Refused as refusal:
        raise Unusable(field, in_own_words(refusal)) from refusal


def _facts(duty: Duty) -> dict[str, object]:
    return {"duty": duty.pk, "rule": duty.rule.key, "due_on": duty.due_on.isoformat()}
