"""Stories of reception: a session that is going on, somebody who comes, somebody who is turned away."""

from datetime import date, datetime, time

from django.utils import timezone

from cases import operations as op
from cases.models import ReceptionSession, Refusal, Visit
from cases.reception_words import SessionKind
from cases.vocabulary import Kind
from tests.stories import Office

# Mẫu 01/TCD and the grounds of the decree are in force.
DAY = date(2026, 9, 7)

SETTLED = "Thông báo số 18/TB-UBND ngày 05/01/2026 của Ủy ban nhân dân xã Hòa Bình"


def moment(day: date = DAY, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour)))


def planned(office: Office, day: date = DAY, *, on: date = DAY, **changes: object) -> ReceptionSession:
    facts: dict[str, object] = {
        "days": [day],
        "begins_at": time(8),
        "ends_at": time(11, 30),
        "place": "Phòng tiếp công dân, 12 Lê Lợi",
        "kind": SessionKind.REGULAR,
        "receiver": office.person("receptionist"),
        "by": office.actor("receptionist"),
        "on": on,
    }
    return op.plan_sessions(office.province, **(facts | changes))[0]  # type: ignore[arg-type]


def an_open_session(office: Office, day: date = DAY, **changes: object) -> ReceptionSession:
    return planned(office, day, on=day, kind=SessionKind.AD_HOC, opened_at=moment(day), **changes)


def somebody(**changes: object) -> op.NewParty:
    facts: dict[str, object] = {
        "name": "H’Liên Niê Kđăm",
        "identity_number": "066185001234",
        "address": "Thôn 4, xã Hòa Bình",
    }
    return op.NewParty(**(facts | changes))  # type: ignore[arg-type]


def a_visit(office: Office, session: ReceptionSession, **changes: object) -> Visit:
    facts: dict[str, object] = {
        "kind": Kind.PROPOSAL,
        "parties": [somebody()],
        "about": "Bốn lần hẹn trả giấy chứng nhận quyền sử dụng đất",
        "by": office.actor("receptionist"),
        "on": session.held_on,
        "at": moment(session.held_on, 9),
    }
    return op.add_visit(session, **(facts | changes))  # type: ignore[arg-type]


def a_refusal(office: Office, visit: Visit, ground: str = "nd154_4_1_h", **changes: object) -> Refusal:
    facts: dict[str, object] = {
        "ground": ground,
        "said": "Đã giải thích việc này đã được trả lời và chưa có tình tiết mới.",
        "settled_by": SETTLED,
        "by": office.actor("receptionist"),
        "on": visit.session.held_on,
    }
    return op.refuse_visit(visit, **(facts | changes))  # type: ignore[arg-type]
