"""Much at once: ten thousand messages carried out, a new holiday counted into many duties, many marks told.

`./run bench deliver`, `recount`, `tell`; each beside what plain SQL needs for the same, where it can do the same.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from audit.actor import system
from audit.models import Event
from bench.clocks import HOUSE, many_duties
from cases import operations as op
from cases.models import Duty
from deadlines import operations as deadlines
from deadlines.calendar import working_calendar
from deadlines.calendar_table import Notice, Table
from deadlines.law.reading import DayRow
from deadlines.vocabulary import DutyState
from notifications import operations as telling
from notifications.models import Message
from notifications.vocabulary import Channel, MessageState, Recipient
from organizations.models import User

from .floor import looking
from .office import memory

Row = dict[str, Any]
TIMES = 3
"""So often is the plain statement tried: it is quick and undone."""
WINDOW = 40
"""Days from the first duty's beginning that the table of working days holds."""


def deliver(messages: int) -> Iterator[Row]:
    """Carry e-mails out to a server that costs nothing: what is measured is ours."""
    person = User.objects.filter(is_active=True).order_by("pk")[0]
    User.objects.filter(pk=person.pk).update(email="do@example.org")
    now = timezone.now()
    owed = (
        Message(
            event_id=10**9 + number,
            template="bench",
            channel=Channel.EMAIL,
            recipient=Recipient.PERSON,
            recipient_id=person.pk,
            user=person,
            subject="Đơn mới",
            body="Một đơn mới đã vào sổ.",
            not_before=now - timedelta(minutes=5),
        )
        for number in range(messages)
    )
    Message.objects.bulk_create(owed, batch_size=2000)
    sent = 0
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.dummy.EmailBackend"):
        began = time.perf_counter()
        while some := telling.send_waiting():
            sent += some
        lasted = time.perf_counter() - began
    left = Message.objects.filter(template="bench").exclude(state=MessageState.SENT).count()
    assert (sent >= messages, left) == (True, 0), (sent, left)
    yield _row("deliver", sent, "messages", lasted)


def recount(duties: int) -> Iterator[Row]:
    """Load a new holiday and count again what it touches; the same by one UPDATE from a table of working days.

    The UPDATE is measured alone, and with the rows that stand for each day moved: certificate, event, end of the chain
    and outbox.
    """
    many_duties(duties)
    today = timezone.localdate()
    off = working_calendar().on_or_after(today + timedelta(days=18))
    alone, whole, touched = _plain_update(off, today)
    notice = Notice(off.year, "Công văn đo", today, "V")
    day = DayRow(off, "day_off", "Ngày nghỉ đo", "Công văn đo", today, "V")
    deadlines.change_calendar(Table(notice, [day], whole=False), by=system("bench", channel="command"), on=today)
    before = Event.objects.count()
    counted, lasted = timed(lambda: op.recount(by=HOUSE, on=today))
    assert counted >= touched > 0, (counted, touched)
    row = _row("recount after a new holiday", counted, "duties", lasted)
    row |= {"events": Event.objects.count() - before, "sql_s": whole, "update_s": alone, "times": lasted / whole}
    row["line"] += (
        f"; by SQL over {touched} of them {whole:.2f} s, {lasted / whole:.1f} times (the UPDATE {alone:.2f} s)"
    )
    yield row


def _plain_update(off: date, today: date) -> tuple[float, float, int]:
    """Set every day that the holiday moves, from a table of working days, and say so; undone each time."""
    calendar = working_calendar()
    running = Duty.objects.filter(
        state=DutyState.RUNNING, rule__unit="working_day", due_on__gte=off, started_on__lt=off
    )
    first = running.order_by("started_on").values_list("started_on", flat=True).first()
    assert first is not None, "no duty runs over the holiday"
    days, number = [], 0
    for later in range((off - first).days + 3 * WINDOW):
        day = first + timedelta(days=later)
        works = calendar.is_working_day(day) and day != off
        number += works
        days.append((day, number, works))
    alone, whole, moved = [], [], []
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE bench_days (day date PRIMARY KEY, number integer, works boolean)")
        cursor.executemany("INSERT INTO bench_days VALUES (%s, %s, %s)", days)
        cursor.execute("CREATE INDEX bench_days_number ON bench_days (number)")
        for _try in range(TIMES):
            with transaction.atomic():
                began = time.perf_counter()
                cursor.execute(
                    "UPDATE cases_duty SET due_on = t.day FROM bench_days s, bench_days t, deadlines_rule r"
                    " WHERE r.id = rule_id AND r.unit = 'working_day' AND state = 'running' AND s.day = started_on"
                    " AND t.number = s.number + r.length AND t.works AND started_on < %s AND due_on >= %s"
                    " RETURNING cases_duty.id",
                    [off, off],
                )
                moved = [key for (key,) in cursor.fetchall()]
                alone.append(time.perf_counter() - began)
                looking.keep_certificates(moved)
                looking.write_events(moved, "duty.recomputed", on=today)
                whole.append(time.perf_counter() - began)
                transaction.set_rollback(True)
        cursor.execute("DROP TABLE bench_days")
    return statistics.median(alone), statistics.median(whole), len(moved)


def tell(duties: int) -> Iterator[Row]:
    """Let all of them pass a mark on one day, and sweep once: how many events a second."""
    many_duties(duties)
    today = timezone.localdate()
    op.sweep(by=HOUSE, on=today)
    waiting = Duty.objects.filter(state=DutyState.RUNNING, due_on__gt=today).order_by("-pk")[:duties]
    Duty.objects.filter(pk__in=list(waiting.values_list("pk", flat=True))).update(
        watched_from=today - timedelta(days=1), due_on=today, next_mark_on=today
    )
    before = Event.objects.count()
    noted, lasted = timed(lambda: op.sweep(by=HOUSE, on=today))
    events = Event.objects.count() - before
    row = _row("sweep, every duty passed a mark", noted, "duties", lasted) | {"events": events}
    row["line"] += f", {events / lasted:,.0f} events a second"
    yield row


MASSES: dict[str, tuple[Callable[[int], Iterator[Row]], str]] = {
    "deliver": (deliver, "messages"),
    "recount": (recount, "duties"),
    "tell": (tell, "duties"),
}


def timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.perf_counter()
    given = work()
    return given, time.perf_counter() - began


def _row(name: str, number: int, of: str, seconds: float) -> Row:
    line = f"{name}: {number:,} {of} in {seconds:.1f} s, {number / seconds:,.0f} a second, {memory()} MiB at most"
    return {"name": name, of: number, "seconds": seconds, "per_second": number / seconds, "mib": memory(), "line": line}
