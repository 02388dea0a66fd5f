"""Is everything running? What works behind the pages, how old its last sign is, and what to do when it is silent.

Read by administrators. The same bounds make the one line in the shell and the page, so that they never disagree.
"""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from celery import current_app
from django.conf import settings
from django.db import models
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from kombu.exceptions import OperationalError as BrokerAway

from audit import checkpoints, heartbeat
from audit.actor import Actor
from audit.models import Dispatch, DispatchState, Heartbeat
from notifications.models import Message
from notifications.vocabulary import MessageState
from organizations.vocabulary import Role

SILENT_FOR = timedelta(minutes=5)
"""Both beat once a minute: so long without one is no slow minute."""
OWED_FOR = timedelta(minutes=10)
BACKUP_OLD = timedelta(hours=30)
"""A nightly backup that was late is none that is missing."""
LITTLE_ROOM = 0.10
SHOWN = 20
GIGABYTE = 1024**3


@dataclass(frozen=True)
class Sign:
    """One part: what it does for people, how it is, and what to do."""

    name: str
    label: str | Promise
    does: str | Promise
    well: bool | None
    """None: not known, or nothing that could be wrong or right."""
    said: str | Promise
    since: datetime | None = None
    """The last sign of it, or since when something waits."""
    advice: str | Promise = ""
    about: str = ""
    """Where it runs, or how much."""


def looks_after(actor: Actor) -> bool:
    """Say whether what runs behind the pages is this person's to look after."""
    return Role.ADMINISTRATOR in actor.roles


@dataclass(frozen=True)
class Expected:
    """Rows of which there are so many while all is well; whoever counts them need not count further than one more."""

    rows: "models.QuerySet[Any, Any]"
    well: int = 0


def expected(*, at: datetime) -> dict[str, Expected]:
    """Return what one line in the shell asks: nothing of it reads a table whole."""
    return {
        "beats": Expected(Heartbeat.objects.filter(name__in=ALIVE, at__gt=at - SILENT_FOR), well=len(ALIVE)),
        "owed": Expected(_long_owed(at)),
        "failed": Expected(_failed()),
        "mail": Expected(_mail_waiting(at)),
    }


ALIVE = (heartbeat.TIMETABLE, heartbeat.WORKER)


def health(*, at: datetime) -> list[Sign]:
    """Return every part, in the order in which one looks for the cause."""
    return list(_signs(at))


def failed() -> list[Dispatch]:
    """Return the latest that the outbox has given up, with what it stumbled over."""
    return list(_failed().select_related("event").order_by("-pk")[:SHOWN])


def _signs(at: datetime) -> Iterator[Sign]:
    beats = heartbeat.beats()
    timetable, worker = (beats.get(name) for name in ALIVE)
    yield _alive(
        "timetable",
        _("Lịch chạy tự động"),
        _("Gọi việc đến giờ: nhắc hạn, gửi thư, ký điểm kiểm soát."),
        timetable,
        at,
        _("Mở lại chương trình trên máy chủ (run), rồi xem logs/timetable.log trong thư mục dữ liệu."),
    )
    yield _alive(
        "worker",
        _("Tiến trình nền"),
        _("Làm những việc ấy: soạn thông báo, gửi thư, xem tệp, in danh sách lớn."),
        worker,
        at,
        _("Nếu lịch chạy vẫn ổn mà tiến trình nền im: mở lại chương trình, rồi xem logs/worker.log."),
    )
    yield _queue(worker)
    yield _owed(at)
    yield _given_up()
    yield _mail(at)
    yield _checkpoint(at)
    yield _backup(beats.get(heartbeat.BACKUP), at)
    yield _disk()


def _alive(
    name: str, label: Promise | str, does: Promise | str, beat: Heartbeat | None, at: datetime, advice: Promise | str
) -> Sign:
    if beat is None:
        return Sign(name, label, does, False, _("Chưa chạy lần nào"), advice=advice)
    well = at - beat.at <= SILENT_FOR
    said = _("Đang chạy") if well else _("Không thấy trả lời")
    return Sign(name, label, does, well, said, beat.at, "" if well else advice, beat.machine)


def _queue(worker: Heartbeat | None) -> Sign:
    label, does = _("Hàng đợi"), _("Nơi việc nền xếp hàng chờ đến lượt.")
    depth = queue_depth()
    if depth is None:
        advice = _("Xem máy chủ hàng đợi (CELERY_BROKER_URL). Không việc nào mất: sổ việc chờ giữ lại và gửi sau.")
        return Sign("queue", label, does, False, _("Không trả lời"), advice=advice)
    lay = (worker.at - worker.sent_at).total_seconds() if worker and worker.sent_at else None
    about = _("%(n)s việc đang xếp hàng") % {"n": depth}
    if lay is not None and lay > SILENT_FOR.total_seconds():
        said = _("Chậm: việc gần nhất phải chờ %(n)s phút") % {"n": round(lay / 60)}
        return Sign(
            "queue",
            label,
            does,
            False,
            said,
            advice=_("Thêm tiến trình nền (WORKERS), hoặc chờ đợt việc lớn qua đi."),
            about=about,
        )
    return Sign("queue", label, does, True, _("Thông suốt"), about=about)


def queue_depth() -> int | None:
    """Return how many tasks lie in the queue; None where it does not answer."""
    try:
        return _depth()
    except _away():
        return None


def _away() -> tuple[type[BaseException], ...]:
    """What the transport of this office raises when nobody answers."""
    return (BrokerAway, OSError, *current_app.connection_for_read().connection_errors)


def _depth() -> int:
    """Return how many tasks lie in the queue, whichever the transport."""
    with current_app.connection_for_read() as connection:
        connection.ensure_connection(max_retries=1, timeout=3)
        try:
            channel: Any = connection.default_channel
            queue = channel.queue_declare(queue=current_app.conf.task_default_queue, passive=True)
        except connection.channel_errors:
            return 0  # Redis knows no empty queue
        return int(queue.message_count)


def _owed(at: datetime) -> Sign:
    label, does = _("Sổ việc chờ"), _("Mỗi việc phải làm sau một sự kiện nằm ở đây đến khi làm xong, dù máy có tắt.")
    oldest = Dispatch.objects.filter(state=DispatchState.OWED).order_by("not_before").first()
    if oldest is None or at - oldest.not_before <= OWED_FOR:
        return Sign("outbox", label, does, True, _("Không có việc quá giờ"))
    advice = _("Việc tự chạy tiếp khi tiến trình nền và lịch chạy hoạt động: xem hai dòng đầu.")
    return Sign("outbox", label, does, False, _("Có việc chờ quá 10 phút"), oldest.not_before, advice)


def _given_up() -> Sign:
    label, does = _("Việc không làm được"), _("Những việc đã thử nhiều lần rồi thôi: không tự chạy lại.")
    number = len(_failed().values_list("pk", flat=True)[:SHOWN])
    if not number:
        return Sign("failed", label, does, True, _("Không có"))
    said = _("Có %(n)s việc") if number < SHOWN else _("Có từ %(n)s việc trở lên")
    advice = _("Xem bảng bên dưới; gửi tên lỗi và mã sự kiện cho người bảo trì.")
    return Sign("failed", label, does, False, said % {"n": number}, advice=advice)


def _mail(at: datetime) -> Sign:
    label, does = _("Thư điện tử"), _("Thư gửi ra ngoài, và thông báo qua thư.")
    oldest = Message.objects.filter(state__in=_UNSENT).order_by("not_before").first()
    if oldest is None or at - oldest.not_before <= OWED_FOR:
        return Sign("mail", label, does, True, _("Không có thư chờ lâu"))
    advice = _("Kiểm tra máy chủ thư (EMAIL_URL) và tiến trình nền; thư tự đi khi cả hai hoạt động.")
    return Sign("mail", label, does, False, _("Có thư chờ quá 10 phút"), oldest.not_before, advice)


def _checkpoint(at: datetime) -> Sign:
    label, does = _("Điểm kiểm soát"), _("Mỗi giờ ký một lần lên toàn bộ sổ sự kiện.")
    newest = checkpoints.newest()
    late = checkpoints.overdue_since(at=at)
    since = newest.made_at if newest else late
    if late is None:
        said = _("Đúng giờ") if newest else _("Chưa đến lượt đầu tiên")
        return Sign("checkpoint", label, does, True, said, since)
    advice = _("Lập ngay một điểm ở trang Điểm kiểm soát; nếu không được thì xem khóa ký và tiến trình nền.")
    return Sign("checkpoint", label, does, False, _("Thiếu"), since, advice)


def _backup(beat: Heartbeat | None, at: datetime) -> Sign:
    label, does = _("Sao lưu"), _("Bản sao để mở lại cơ quan khi hỏng máy (run backup).")
    if beat is None:
        advice = _("Hẹn giờ lệnh sao lưu mỗi đêm, sang ổ đĩa khác; khóa để nơi khác nữa.")
        return Sign("backup", label, does, False, _("Chưa sao lưu lần nào"), advice=advice)
    if at - beat.at > BACKUP_OLD:
        advice = _("Xem lịch hẹn giờ của máy chủ vì sao đêm qua không sao lưu, rồi chạy tay một lần.")
        return Sign("backup", label, does, False, _("Bản mới nhất đã cũ"), beat.at, advice, beat.machine)
    return Sign("backup", label, does, True, _("Có bản mới"), beat.at, about=beat.machine)


def _disk() -> Sign:
    label, does = _("Ổ đĩa"), _("Chỗ cho đơn, tệp và cơ sở dữ liệu.")
    room = shutil.disk_usage(settings.DATA_DIR)
    about = _("còn %(free)s GB trong %(all)s GB") % {
        "free": number_format(room.free / GIGABYTE, 1),
        "all": number_format(room.total / GIGABYTE, 1),
    }
    if room.free < room.total * LITTLE_ROOM:
        advice = _("Dọn hoặc mở rộng ổ đĩa trước khi đầy: đầy đĩa thì không nhận được đơn.")
        return Sign("disk", label, does, False, _("Sắp đầy"), advice=advice, about=about)
    return Sign("disk", label, does, True, _("Đủ chỗ"), about=about)


_UNSENT = [MessageState.OWED, MessageState.SENDING]


def _failed() -> "models.QuerySet[Dispatch, Any]":
    return Dispatch.objects.filter(state=DispatchState.FAILED)


def _long_owed(at: datetime) -> "models.QuerySet[Dispatch, Any]":
    return Dispatch.objects.filter(state=DispatchState.OWED, not_before__lte=at - OWED_FOR)


def _mail_waiting(at: datetime) -> "models.QuerySet[Message, Any]":
    return Message.objects.filter(state__in=_UNSENT, not_before__lte=at - OWED_FOR)
