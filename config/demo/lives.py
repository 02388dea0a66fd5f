"""The roads that petitions take, each a row of steps with the days between, and how far each case has come by today."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from deadlines.working_days import Calendar

ARRIVE = ("register", "instruct", "take_up")
WRITE = ("draft", "submit", "sign", "issue", "dispatch")
DELIVER = ("deliver", "acknowledge")
SEND = (*ARRIVE, *WRITE, *DELIVER)

# Days between a step and the one before it, at least and at most.
WAITS = {
    "register": (0, 0),
    "instruct": (0, 2),
    "take_up": (0, 2),
    "note": (0, 1),
    "attach": (0, 1),
    "reassign": (1, 3),
    "draft": (1, 3),
    "submit": (0, 1),
    "send_back": (1, 1),
    "sign": (0, 2),
    "issue": (0, 1),
    "dispatch": (0, 1),
    "deliver": (1, 3),
    "acknowledge": (1, 4),
    "refuse": (2, 5),
    "answer": (8, 24),
    "explain": (7, 20),
    "ask_clarification": (1, 4),
    "accept": (1, 5),
    "contest": (15, 35),
    "waive": (20, 40),
    "verify": (15, 40),
    "close": (1, 4),
    "reopen": (10, 30),
    "withdraw": (2, 8),
}


@dataclass(frozen=True)
class Road:
    weight: int
    steps: tuple[str, ...]
    idle: tuple[int, int]
    """How many days ago the last step was taken: long means somebody is late."""


ROADS = (
    Road(5, ("register",), (0, 2)),
    Road(1, ("register",), (12, 20)),
    Road(5, ("register", "instruct"), (0, 2)),
    Road(2, ("register", "instruct"), (6, 14)),
    Road(5, ARRIVE, (0, 5)),
    Road(2, (*ARRIVE, "reassign", "note"), (3, 12)),
    Road(4, (*ARRIVE, "note", "draft"), (0, 4)),
    Road(5, (*ARRIVE, "draft", "submit"), (0, 2)),
    Road(3, (*ARRIVE, "attach", "draft", "submit"), (8, 18)),
    Road(2, (*ARRIVE, "draft", "submit", "send_back"), (0, 4)),
    Road(2, (*ARRIVE, "draft", "submit", "sign"), (0, 3)),
    Road(2, (*ARRIVE, "draft", "submit", "sign", "issue"), (0, 1)),
    Road(5, (*ARRIVE, *WRITE), (0, 4)),
    Road(2, (*ARRIVE, *WRITE), (12, 25)),
    Road(4, (*ARRIVE, *WRITE, "deliver"), (0, 6)),
    Road(14, SEND, (0, 14)),
    Road(12, (*SEND, "note"), (30, 75)),
    Road(3, (*ARRIVE, *WRITE, "deliver", "refuse"), (0, 9)),
    Road(5, (*ARRIVE, *WRITE, "refuse", *WRITE, *DELIVER), (2, 40)),
    Road(9, (*SEND, "answer"), (0, 4)),
    Road(3, (*SEND, "answer"), (10, 20)),
    Road(5, (*SEND, "answer", "ask_clarification"), (3, 30)),
    Road(14, (*SEND, "answer", "accept"), (0, 20)),
    Road(10, (*SEND, "note", "answer", "accept"), (45, 80)),
    Road(5, (*SEND, "answer", "accept", "contest"), (3, 40)),
    Road(4, (*SEND, "answer", "accept", "verify"), (0, 8)),
    Road(5, (*SEND, "explain", "accept"), (0, 6)),
    Road(40, (*SEND, "attach", "answer", "accept", "verify", "close"), (5, 190)),
    Road(34, (*SEND, "explain", "accept", "close"), (5, 250)),
    Road(8, (*SEND, "answer", "ask_clarification", "answer", "accept", "verify", "close"), (5, 110)),
    Road(6, (*SEND, "answer", "accept", "contest", "verify", "close"), (5, 90)),
    Road(3, (*SEND, "answer", "accept", "waive", "close"), (5, 120)),
    Road(4, (*ARRIVE, *WRITE, "refuse", *WRITE, *DELIVER, "explain", "accept", "close"), (5, 150)),
    Road(5, (*ARRIVE, "withdraw"), (5, 280)),
    Road(3, (*SEND, "withdraw"), (5, 180)),
    Road(3, (*SEND, "explain", "accept", "close", "reopen"), (1, 12)),
    Road(3, (*SEND, "explain", "accept", "close", "reopen", "note", *WRITE, *DELIVER), (2, 25)),
)


def roads(count: int, rng: Random) -> list[Road]:
    """Choose a road for each case: one of every kind of ending first, so that a small office shows them all too."""
    first = {road.steps[-1]: road for road in reversed(ROADS)}
    rest = rng.choices(ROADS, weights=[road.weight for road in ROADS], k=max(0, count - len(first)))
    return [*reversed(first.values()), *rest][:count]


def days(road: Road, rng: Random, *, today: date, calendar: Calendar) -> Iterator[date]:
    """Give each step its day, all by today and all working days."""
    waits = [rng.randint(*WAITS[step]) for step in road.steps]
    day = today - timedelta(days=sum(waits) + rng.randint(*road.idle))
    for wait in waits:
        day += timedelta(days=wait)
        yield calendar.on_or_before(day)
