"""Sessions of reception: planned, posted, announced and tested where they are online, opened and ended."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from audit.acting import acting
from audit.actor import Actor
from audit.record import record
from organizations.capacities import people_with
from organizations.models import Unit, User
from organizations.vocabulary import Role

from ..errors import NotAllowedNow, Unusable
from ..models import ReceptionSession
from ..reception_words import ReceptionAct, SessionKind, SessionStatus
from .at_the_counter import AtTheCounter, at_the_counter, granted
from .reception_duties import meet_about, owe_about, void_about

AHEAD = timedelta(days=366)
MOST_AT_ONCE = 53
WHO_RECEIVES = (Role.RECEPTIONIST, Role.HANDLER, Role.LEADER)
POSTED, ANNOUNCED, TESTED = "tcd.post_schedule", "tcd.online_notice", "tcd.online_test"


def plan_sessions(
    unit: Unit,
    *,
    days: Sequence[date],
    begins_at: time,
    ends_at: time,
    place: str,
    kind: str,
    receiver: User,
    by: Actor,
    on: date,
    online: bool = False,
    leader: User | None = None,
    bodies: Sequence[Unit] = (),
    opened_at: datetime | None = None,
) -> list[ReceptionSession]:
    """Put sessions on the schedule, one for each day; `opened_at` begins today's one at once.

    What the law wants done before the day is owed from now: the schedule posted, an online session announced and
    its connection tested (Luật Tiếp công dân Điều 24.4; NĐ 154/2026 Điều 16–24).
    """
    with acting(by), transaction.atomic():
        by = granted(by, ReceptionAct.PLAN_SESSIONS, unit.pk)
        _check_days(days, begins_at=begins_at, ends_at=ends_at, place=place, on=on)
        check_people(unit, kind=kind, receiver=receiver, leader=leader, on=min(days))
        if opened_at is not None and list(days) != [on]:
            raise Unusable("days", _("Chỉ bắt đầu ngay được buổi tiếp của hôm nay."))
        planned = []
        for day in sorted(set(days)):
            session = ReceptionSession.objects.create(
                unit=unit,
                held_on=day,
                begins_at=begins_at,
                ends_at=ends_at,
                place=place.strip(),
                kind=kind,
                online=online,
                receiver=receiver,
                leader=leader,
            )
            session.bodies.set(bodies)
            _owe_before(session, on=on)
            record("session.planned", session, by=by, on=on, kind=str(kind), online=online, held_on=day.isoformat())
            if opened_at is not None:
                _open(AtTheCounter(session, by), at=opened_at, on=on)
            planned.append(session)
    return planned


def post_schedule(sessions: Sequence[ReceptionSession], *, posted_on: date, by: Actor, on: date) -> int:
    """The schedule hangs where people read it (Luật Tiếp công dân Điều 24.4): five working days before."""
    if posted_on > on:
        raise Unusable("posted_on", _("Ngày niêm yết không thể sau hôm nay."))
    with acting(by), transaction.atomic():
        posted = 0
        for pk in sorted(session.pk for session in sessions):
            with at_the_counter(pk, ReceptionAct.POST_SCHEDULE, by=by) as here:
                if here.session.posted_on is not None or not here.session.is_planned:
                    continue
                here.session.posted_on = posted_on
                here.session.save()
                meet_about(here.session, POSTED, on=posted_on)
                record("session.posted", here.session, by=here.by, on=on, posted_on=posted_on.isoformat())
                posted += 1
    if not posted:
        raise NotAllowedNow(ReceptionAct.POST_SCHEDULE, [_("Không còn buổi nào trong lịch chưa ghi ngày niêm yết.")])
    return posted


def note_online_notice(session: ReceptionSession, *, announced_on: date, by: Actor, on: date) -> None:
    """The people and bodies concerned were told of the online session."""
    with at_the_counter(session.pk, ReceptionAct.NOTE_ONLINE_NOTICE, by=by) as here:
        _must_be_ahead(here, ReceptionAct.NOTE_ONLINE_NOTICE, done=here.session.announced_on)
        if announced_on > on:
            raise Unusable("announced_on", _("Ngày thông báo không thể sau hôm nay."))
        here.session.announced_on = announced_on
        here.session.save()
        meet_about(here.session, ANNOUNCED, on=announced_on)
        record("session.announced", here.session, by=here.by, on=on, announced_on=announced_on.isoformat())


def note_connection_test(session: ReceptionSession, *, tested_on: date, by: Actor, on: date) -> None:
    """The connection was tried between the places."""
    with at_the_counter(session.pk, ReceptionAct.NOTE_CONNECTION_TEST, by=by) as here:
        _must_be_ahead(here, ReceptionAct.NOTE_CONNECTION_TEST, done=here.session.tested_on)
        if tested_on > on:
            raise Unusable("tested_on", _("Ngày kiểm tra không thể sau hôm nay."))
        here.session.tested_on = tested_on
        here.session.save()
        meet_about(here.session, TESTED, on=tested_on)
        record("session.tested", here.session, by=here.by, on=on, tested_on=tested_on.isoformat())


def open_session(session: ReceptionSession, *, by: Actor, on: date, at: datetime) -> None:
    """The session begins, on its own day; an online one only when it was announced and its connection tried."""
    with at_the_counter(session.pk, ReceptionAct.OPEN_SESSION, by=by) as here:
        _open(here, at=at, on=on)


def end_session(session: ReceptionSession, *, by: Actor, on: date, at: datetime, recording: str = "") -> None:
    """The session is over: nobody waits any more, and the recording of an online one has its place."""
    with at_the_counter(session.pk, ReceptionAct.END_SESSION, by=by) as here:
        here.session.be_over()
        waiting = here.session.visits.filter(came_of="").count()
        if waiting:
            reason = _("Còn %(n)d lượt chưa ghi kết quả; cần ghi kết quả từng lượt trước khi kết thúc buổi tiếp.")
            raise NotAllowedNow(ReceptionAct.END_SESSION, [reason % {"n": waiting}])
        if here.session.online and not recording.strip():
            raise Unusable("recording", _("Buổi tiếp trực tuyến được ghi âm, ghi hình: cần ghi bản ghi lưu ở đâu."))
        here.session.ended_at, here.session.recording = at, recording.strip() if here.session.online else ""
        here.session.save()
        record("session.ended", here.session, by=here.by, on=on, visits=here.session.visits.count())


def cancel_session(session: ReceptionSession, *, because: str, by: Actor, on: date) -> None:
    """Take a planned session off the schedule; the reason stays."""
    with at_the_counter(session.pk, ReceptionAct.CANCEL_SESSION, by=by) as here:
        if not because.strip():
            raise Unusable("because", _("Cần ghi vì sao hủy lịch, để trả lời người đã xem lịch niêm yết."))
        here.session.be_called_off()
        here.session.cancelled_because = because.strip()
        here.session.save()
        void_about(here.session, on=on)
        record("session.cancelled", here.session, by=here.by, on=on)


def _open(here: AtTheCounter, *, at: datetime, on: date) -> None:
    session = here.session
    session.be_opened()
    reasons = []
    if session.held_on != on:
        reasons.append(_("Buổi này không phải của hôm nay."))
    if session.online and session.announced_on is None:
        reasons.append(_("Buổi trực tuyến chưa ghi ngày thông báo cho người được tiếp (Nghị định 154/2026/NĐ-CP)."))
    if session.online and session.tested_on is None:
        reasons.append(_("Buổi trực tuyến chưa ghi ngày kiểm tra đường truyền (Nghị định 154/2026/NĐ-CP)."))
    if reasons:
        raise NotAllowedNow(ReceptionAct.OPEN_SESSION, reasons)
    session.opened_at = at
    session.save()
    # Never posted: from here nobody can read it beforehand any more; it stays counted as late.
    meet_about(session, POSTED, on=on)
    record("session.opened", session, by=here.by, on=on)


def _must_be_ahead(here: AtTheCounter, act: str, *, done: date | None) -> None:
    if not here.session.online:
        raise NotAllowedNow(act, [_("Buổi này tiếp trực tiếp, không có việc chuẩn bị trực tuyến.")])
    if done is not None or here.session.status != SessionStatus.PLANNED:
        raise NotAllowedNow(act, [_("Việc này đã được ghi rồi, hoặc buổi tiếp không còn ở trong lịch.")])


def _owe_before(session: ReceptionSession, *, on: date) -> None:
    owed = [] if session.kind == SessionKind.AD_HOC else [POSTED]
    if session.online:
        owed += [ANNOUNCED, TESTED]
    for key in owed:
        owe_about(session, key, start=session.held_on, on=on, field="days")


def _check_days(days: Sequence[date], *, begins_at: time, ends_at: time, place: str, on: date) -> None:
    if not days:
        raise Unusable("days", _("Cần chọn ngày tiếp."))
    if len(set(days)) > MOST_AT_ONCE:
        raise Unusable("days", _("Mỗi lần xếp không quá %(most)d buổi.") % {"most": MOST_AT_ONCE})
    if min(days) < on:
        raise Unusable("days", _("Ngày tiếp không thể trước hôm nay."))
    if max(days) > on + AHEAD:
        raise Unusable("days", _("Ngày tiếp quá xa, cần kiểm tra lại năm."))
    if ends_at <= begins_at:
        raise Unusable("ends_at", _("Giờ kết thúc phải sau giờ bắt đầu."))
    if not place.strip():
        raise Unusable("place", _("Cần ghi tiếp ở đâu."))


def check_people(unit: Unit, *, kind: str, receiver: User, leader: User | None, on: date) -> None:
    if kind not in SessionKind.values:
        raise Unusable("kind", _("Cần chọn loại buổi tiếp."))
    leaders = people_with(Role.LEADER, unit_id=unit.pk, on=on)
    if leader is not None and not leaders.filter(pk=leader.pk).exists():
        raise Unusable("leader", _("Lãnh đạo cùng tiếp phải là lãnh đạo của đơn vị này."))
    # Luật Tiếp công dân as amended by 136/2025: the head may not give the reception day to somebody else.
    if kind == SessionKind.HEAD and not leaders.filter(pk=receiver.pk).exists():
        raise Unusable("receiver", _("Ngày tiếp định kỳ do chính người đứng đầu tiếp, không giao cho người khác."))
    if not any(people_with(role, unit_id=unit.pk, on=on).filter(pk=receiver.pk).exists() for role in WHO_RECEIVES):
        raise Unusable("receiver", _("Người tiếp phải là cán bộ tiếp dân, người xử lý hoặc lãnh đạo của đơn vị này."))
