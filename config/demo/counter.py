"""The reception room of the province's MTTQ: a month of sessions behind, a fortnight of them on the schedule."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from django.utils import timezone

from audit.actor import Actor
from cases import operations as op
from cases.models import ReceptionSession, Visit
from cases.reception_words import CameOf, Manner, SessionKind
from cases.vocabulary import Kind, SentBy
from deadlines.working_days import Calendar
from organizations.vocabulary import Role

from . import texts
from .people import Staff
from .units import Province

PLACE = "Phòng tiếp công dân, tầng 1, số 12 đường Thống Nhất"
BEHIND, AHEAD = 20, 10
POSTED_BEFORE = 12
A_GROUP = 5
SETTLED = "Công văn số 214/UBND-NC của Ủy ban nhân dân tỉnh Nam Thành"
REFUSED = "Đã giải thích: kiến nghị này đã được trả lời bằng văn bản và chưa có tình tiết mới."


class Counter:
    """Opens and closes the room on its days, and writes down who comes."""

    def __init__(self, province: Province, staff: Staff, rng: Random) -> None:
        self.province, self.staff, self.rng = province, staff, rng
        self.unit = province.fronts["tinh"]
        self.open: ReceptionSession | None = None
        self.days: list[date] = []
        self.today = date.max

    def steps(self, *, today: date, calendar: Calendar) -> Iterator[tuple[date, int, str]]:
        """Yield what happens in the room: the day, before (-1) or after (1) what comes by letter, and the act."""
        self.today = today
        day = today - timedelta(days=BEHIND)
        while day <= today + timedelta(days=AHEAD):
            if calendar.is_working_day(day):
                self.days.append(day)
            day += timedelta(days=1)
        yield calendar.on_or_before(self.days[0] - timedelta(days=POSTED_BEFORE)), -1, "plan"
        for number, held_on in enumerate(self.days):
            if held_on > today:
                break
            yield held_on, -1, "begin"
            yield held_on, 1, "guide" if number % 2 else "explain"
            if number % 6 == 1:
                yield held_on, 1, "turn_away"
            if held_on < today:
                yield held_on, 1, "finish"

    def do(self, step: str, on: date) -> None:
        getattr(self, step)(on)

    def plan(self, on: date) -> None:
        """A regular session every working day, and one of the head on the first of them."""
        head, *others = self.days
        leader, _ = self.staff.pick(self.unit, Role.LEADER, self.rng)
        receiver, by = self.staff.pick(self.unit, Role.RECEPTIONIST, self.rng)
        hours = {"begins_at": time(7, 30), "ends_at": time(11, 30), "place": PLACE, "by": by, "on": on}
        made = op.plan_sessions(self.unit, days=[head], kind=SessionKind.HEAD, receiver=leader, **hours)  # type: ignore[arg-type]
        made += op.plan_sessions(self.unit, days=others, kind=SessionKind.REGULAR, receiver=receiver, **hours)  # type: ignore[arg-type]
        op.post_schedule(made, posted_on=on, by=by, on=on)

    def begin(self, on: date) -> None:
        self.open = ReceptionSession.objects.get(unit=self.unit, held_on=on)
        op.open_session(self.open, by=self._by(), on=on, at=_at(on, 7, 30))

    def finish(self, on: date) -> None:
        assert self.open is not None, "begun this morning"
        op.end_session(self.open, by=self._by(), on=on, at=_at(on, 11, 30))
        self.open = None

    def explain(self, on: date) -> None:
        visit = self._somebody("Hỏi thời gian trả lời của công văn Mặt trận đã chuyển.", on)
        said = "Đã tra cứu, cho biết cơ quan đang xử lý và ngày hẹn trả lời; hướng dẫn cách theo dõi bằng mã tra cứu."
        op.end_visit(visit, came_of=CameOf.EXPLAINED, said=said, by=self._by(), on=on)

    def guide(self, on: date) -> None:
        visit = self._somebody("Đề nghị hướng dẫn nơi nộp hồ sơ hưởng trợ cấp hưu trí xã hội.", on)
        agency = self.province.agencies[self.rng.choice(("dong_an", "tan_hoa", "hoa_binh", "suoi_ngan"))]
        said = "Hướng dẫn nộp tại bộ phận một cửa của xã, phường nơi cư trú."
        op.end_visit(visit, came_of=CameOf.GUIDED, said=said, guided_to=agency, by=self._by(), on=on)

    def turn_away(self, on: date) -> None:
        """Refused by the receptionist, confirmed by the leader the same day, and the notice sent with the post."""
        visit = self._somebody("Kiến nghị lại việc đã được trả lời bằng văn bản.", on)
        refusal = op.refuse_visit(visit, ground="nd154_4_1_h", said=REFUSED, settled_by=SETTLED, by=self._by(), on=on)
        if on < self.today:
            _, leader = self.staff.pick(self.unit, Role.LEADER, self.rng)
            _, records = self.staff.pick(self.unit, Role.RECORDS_OFFICER, self.rng)
            op.confirm_refusal(refusal, by=leader, on=on)
            op.issue_notice(refusal, by=records, on=on)
            op.dispatch_notice(refusal, sent_by=SentBy.POST, by=records, on=on)

    def visited(self, parties: Sequence[op.NewParty], *, kind: str, count: int, about: str, on: date) -> Visit | None:
        """Whoever hands a petition in while the room is open has come to the session."""
        if self.open is None or self.open.held_on != on or count > 1:
            return None
        return op.add_visit(
            self.open, kind=kind, parties=parties, about=about, manner=Manner.ALONE, by=self._by(), on=on, at=_at(on, 9)
        )

    def _somebody(self, about: str, on: date) -> Visit:
        assert self.open is not None, "begun this morning"
        rng = self.rng
        who = op.NewParty(
            name=texts.a_name(rng), birth_year=rng.randint(1945, 2002), address="Phường Đông An, tỉnh Nam Thành"
        )
        return op.add_visit(
            self.open, kind=Kind.PROPOSAL, parties=[who], about=about, by=self._by(), on=on, at=_at(on, 8)
        )

    def _by(self) -> Actor:
        return self.staff.pick(self.unit, Role.RECEPTIONIST, self.rng)[1]


def _at(day: date, hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))
