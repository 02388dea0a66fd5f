"""Questions built on absence: what should have happened by today and has not, for those the asker may see.

Overdue by letter, by promise, by the house's own target and by law stand apart: they are never added together
(law.md §14 points 3 and 16). Each question is one walk along one small index, the longest wait first.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audit.actor import Actor
from cases.models import Case, Dispute, Duty, DutyStop, LastMove, Referral, Verdict
from cases.vocabulary import NOT_ACCEPTED, DisputeState, Helped, Status
from deadlines import clock
from deadlines.calendar import Calendar, working_calendar
from deadlines.facts import Nature
from deadlines.models import Rule
from deadlines.refusals import Refused
from deadlines.vocabulary import DutyState, RuleRole

from .counting import Count, counted_each

Sentence = str | Promise
Rows = models.QuerySet[Any, Any]
ANSWER_ASKED = "mttq.answer_asked"
WITHOUT_AN_ANSWER = (Status.REGISTERED, Status.INSTRUCTED, Status.IN_HAND, Status.FORWARDED)


@dataclass(frozen=True)
class Absence:
    """One question: what is missing, since when, and what one may do about it."""

    name: str
    label: Sentence
    title: Sentence
    then: Sentence
    """What can be done now, in one line."""
    find: "Callable[[Known], Rows]"
    since: str
    """The column that says since when: the order of the list."""
    beside: tuple[str, ...]
    """What its rows are told with, fetched in the same question: who is waited for, and by which letter or duty."""
    chased: bool = False
    """An agency is waited for, and may be chased."""


@dataclass(frozen=True)
class Known:
    """What every question asks first, looked up once: the day, the rules, the calendar."""

    on: date
    rules: Sequence[Rule]
    calendar: Calendar

    def last_day_of(self, key: str) -> date:
        """Return the last day from which the house's mark has passed by now: who began then has waited too long."""
        mark = next((one for one in self.rules if one.key == key and _in_force(one, self.on)), None)
        if mark is None or mark.length is None:
            return date.min  # the house has no such mark: nothing is too long
        day = self.on - timedelta(days=1 + mark.length)
        try:
            while clock.due_date(mark.facts, start=day, calendar=self.calendar) >= self.on:
                day -= timedelta(days=1)
        except Refused:
            # A year whose days off nobody has loaded: by the week as it usually is.
            return self.on - timedelta(days=1 + mark.length * 7 // 5)
        return day


def _in_force(one: Rule, on: date) -> bool:
    return one.in_force_from <= on and (one.in_force_to is None or on <= one.in_force_to)


def known(*, on: date) -> Known:
    return Known(on, list(Rule.objects.all()), working_calendar())


def _past_their_day(on: date) -> Rows:
    found: Rows = Duty.objects.filter(state=DutyState.RUNNING, due_on__lt=on)
    return found


def _overdue(meant: Callable[[Rule], bool]) -> Callable[[Known], Rows]:
    """Duties of these rules that ran past their day: the rules are few, the duties many."""

    return lambda known: _past_their_day(known.on).filter(rule__in=[one.pk for one in known.rules if meant(one)])


def _of(key: str) -> Callable[[Known], Rows]:
    return _overdue(lambda one: one.key == key)


def _unreviewed(known: Known) -> Rows:
    found: Rows = _of("mttq.review_answer")(known).filter(case__status=Status.ANSWERED)
    return found


def _unaccepted(known: Known) -> Rows:
    """The letter left the house, and the agency has neither accepted nor refused for longer than is usual."""
    last = known.last_day_of("mttq.watch_acceptance")
    found: Rows = Referral.objects.filter(status__in=NOT_ACCEPTED, sent_on__lte=last)
    return found


def _going_round(known: Known) -> Rows:
    """Found to go round (back to who refused, or a third transfer), and still without an answer."""
    raised = Dispute.objects.filter(~Q(state=DisputeState.DROPPED), raised_on__lte=known.on)
    found: Rows = raised.filter(case__status__in=WITHOUT_AN_ANSWER)
    return found


def _paused(known: Known) -> Rows:
    stopped = DutyStop.objects.filter(last_on=None, first_on__lte=known.last_day_of("mttq.watch_pause"))
    return stopped.filter(duty__state=DutyState.PAUSED)


def _still(known: Known) -> Rows:
    return LastMove.objects.filter(moved_on__lte=known.last_day_of("mttq.watch_movement"))


def _dissatisfied(known: Known) -> Rows:
    return Verdict.objects.filter(helped=Helped.NO, heeded_on=None, said_on__lte=known.on)


_OF_THE_SENDING = ("rule", "referral__agency", "referral__letter")
_OF_THE_DUTY = ("rule", "unit", "commitment")
_OF_THE_CASE = ("case__handler", "case__lead__agency", "case__lead__letter")
ABSENCES = {
    one.name: one
    for one in (
        Absence(
            "silent",
            _("Cơ quan im lặng"),
            _("Cơ quan chưa trả lời, đã quá ngày ghi trong công văn"),
            _("Bấm Đôn đốc: văn bản soạn sẵn theo mẫu, trình lãnh đạo ký ngay."),
            _of(ANSWER_ASKED),
            "due_on",
            _OF_THE_SENDING,
            chased=True,
        ),
        Absence(
            "unaccepted",
            _("Chưa ai nhận"),
            _("Công văn đã gửi, cơ quan chưa nhận trách nhiệm cũng chưa từ chối"),
            _("Gọi hỏi cơ quan đã nhận được công văn chưa; quá ngày trả lời thì đôn đốc."),
            _unaccepted,
            "sent_on",
            ("agency", "letter"),
            chased=True,
        ),
        Absence(
            "unread",
            _("Trả lời chưa xem xét"),
            _("Cơ quan đã trả lời, Mặt trận chưa xem xét"),
            _("Người xử lý xem xét trả lời; bạn có thể báo cáo lãnh đạo hoặc đưa ra giao ban."),
            _unreviewed,
            "due_on",
            _OF_THE_DUTY,
        ),
        Absence(
            "promised",
            _("Cam kết quá ngày"),
            _("Cơ quan đã hứa làm, đã quá ngày hứa"),
            _("Xác minh cam kết ngay trong vụ việc, hoặc lên lịch kiểm tra thực tế."),
            _of("mttq.commitment"),
            "due_on",
            _OF_THE_DUTY,
        ),
        Absence(
            "round",
            _("Đi vòng"),
            _("Đơn bị chuyển vòng: trở lại nơi đã từ chối, hoặc chuyển lần thứ ba"),
            _("Lãnh đạo quyết định nơi chuyển; chưa có trả lời thì vụ việc còn ở đây."),
            _going_round,
            "raised_on",
            ("proposed",),
        ),
        Absence(
            "paused",
            _("Tạm dừng quá lâu"),
            _("Thời hạn đang tạm dừng quá lâu"),
            _("Xem lý do tạm dừng còn hay không; lãnh đạo cho thời hạn chạy tiếp."),
            _paused,
            "first_on",
            ("duty__rule", "duty__unit"),
        ),
        Absence(
            "still",
            _("Không động tĩnh"),
            _("Vụ việc đang mở mà lâu không ai làm gì"),
            _("Hỏi người đang giữ; đưa ra giao ban nếu cần người khác tham gia."),
            _still,
            "moved_on",
            _OF_THE_CASE,
            chased=True,
        ),
        Absence(
            "uninspected",
            _("Kiểm tra chưa báo cáo"),
            _("Đã lên lịch kiểm tra thực tế, chưa có báo cáo"),
            _("Người chủ trì báo cáo kết quả, hoặc đổi lịch."),
            _of("mttq.inspection"),
            "due_on",
            _OF_THE_DUTY,
        ),
        Absence(
            "own",
            _("Mặt trận chậm"),
            _("Việc của Mặt trận đã quá mốc nội bộ"),
            _("Mốc nội bộ không phải hạn luật định; hỏi người đang giữ."),
            _overdue(lambda one: one.nature == Nature.INTERNAL and one.role == RuleRole.DUTY),
            "due_on",
            _OF_THE_DUTY,
        ),
        Absence(
            "law",
            _("Quá hạn theo luật"),
            _("Đã quá thời hạn luật định"),
            _("Ai phải làm ghi ở từng dòng; vì sao ngày này thì mở vụ việc để xem cách tính."),
            _overdue(lambda one: one.can_be_overdue_by_law),
            "due_on",
            _OF_THE_DUTY,
            chased=True,
        ),
        Absence(
            "dissatisfied",
            _("Chưa thỏa đáng"),
            _("Người nộp đơn cho biết kết quả chưa thỏa đáng, chưa ai xem xét"),
            _("Xem xét và ghi lý do, hoặc đề nghị mở lại vụ việc."),
            _dissatisfied,
            "said_on",
            _OF_THE_CASE,
        ),
    )
}


def absent(which: str, *, seen_by: Actor, known: Known) -> Rows:
    """Return what is missing by one question in the cases the asker may see, the longest first."""
    asked, path = ABSENCES[which], way_to_case(which)
    # Not one table more than the question is told with: of a dozen PostgreSQL thinks longer than it reads.
    rows = _of_these(which, _seen(seen_by), known).select_related(f"{path}__unit", *asked.beside)
    return rows.order_by(asked.since, "pk")


def silent(*, seen_by: Actor, on: date) -> Rows:
    """Return the first question's rows alone, for the number on every page: no rule is looked up first."""
    return _past_their_day(on).filter(rule__key=ANSWER_ASKED, case__in=_seen(seen_by))


def how_many(*, seen_by: Actor, known: Known) -> dict[str, Count]:
    """Count each as far as it is ever said exactly, all in one query: nobody waits for a hundred thousand."""
    seen = _seen(seen_by)
    return counted_each({name: _of_these(name, seen, known) for name in ABSENCES})


def way_to_case(which: str) -> str:
    """Return the way from a row of the list to its case."""
    return "duty__case" if which == "paused" else "case"


def _seen(by: Actor) -> "models.QuerySet[Case, dict[str, Any]]":
    found: models.QuerySet[Case, dict[str, Any]] = Case.objects.visible_to(by).values("pk")
    return found


def _of_these(which: str, cases: "models.QuerySet[Case, dict[str, Any]]", known: Known) -> Rows:
    return ABSENCES[which].find(known).filter(**{f"{way_to_case(which)}__in": cases})
