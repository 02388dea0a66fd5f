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
LEAVE = ("other_sign", "other_send")
DENOUNCED = ("denunciation",)
PLAIN = ("proposal", "feedback")
COMPLAINED = ("complaint",)
SECRET = ("denunciation", "cadre")

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
    "recall": (1, 4),
    "draft_round": (1, 3),
    "ask_help": (1, 4),
    "help_agree": (1, 4),
    "help_answer": (4, 12),
    "read_reply": (1, 3),
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
    "screen_forward": (0, 1),
    "screen_denounced": (0, 2),
    "screen_crime": (0, 0),
    "screen_guide": (0, 2),
    "screen_return": (0, 2),
    "screen_split": (0, 2),
    "screen_file": (0, 2),
    "screen_report": (0, 0),
    "confirm": (0, 1),
    "reject": (0, 1),
    "report": (0, 0),
    "hasten": (0, 0),
    "write_guidance": (0, 2),
    "write_return": (0, 2),
    "write_split": (0, 2),
    "other_sign": (0, 2),
    "other_send": (0, 1),
    "guide": (0, 1),
    "give_back": (0, 1),
    "ask_to_split": (0, 1),
    "file_away": (0, 2),
    "join": (0, 2),
    "split": (0, 2),
    "void": (0, 0),
    "ask_papers": (0, 2),
    "papers_came": (3, 9),
    "nobody_came": (13, 16),
    "pressed": (2, 6),
    "not_let_go": (1, 2),
    "died": (2, 6),
    "heir": (5, 12),
    "found_late": (0, 0),
    "misread": (0, 2),
    "not_helped": (2, 10),
    "ask_again": (10, 25),
}


@dataclass(frozen=True)
class Road:
    weight: int
    steps: tuple[str, ...]
    idle: tuple[int, int]
    """How many days ago the last step was taken: long means somebody is late."""
    kinds: tuple[str, ...] = ()
    """What such a petition is; nothing for whatever needs no secrecy."""

    @property
    def leads(self) -> bool:
        """Say whether it stays open, so that somebody else's petition of the same matter can be joined to it."""
        return self.suits("proposal") and self.steps[-1] in {"acknowledge", "note", "draft", "submit", "deliver"}

    def suits(self, kind: str) -> bool:
        return kind in self.kinds if self.kinds else kind not in SECRET


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
    # What does not go on to an agency: a tenth is filed away, as in a province's published year.
    Road(22, (*ARRIVE, "screen_file", "confirm", "file_away"), (3, 250), PLAIN),
    Road(2, (*ARRIVE, "screen_file"), (0, 3), PLAIN),
    Road(1, (*ARRIVE, "screen_file", "reject"), (0, 3), PLAIN),
    Road(2, (*ARRIVE, "screen_forward"), (0, 2), PLAIN),
    Road(6, (*ARRIVE, "screen_guide", "write_guidance", *LEAVE, "guide"), (3, 200), COMPLAINED),
    Road(2, (*ARRIVE, "screen_guide", "write_guidance"), (0, 3), COMPLAINED),
    Road(3, (*ARRIVE, "screen_return", "confirm", "write_return", *LEAVE, "give_back"), (3, 150), COMPLAINED),
    Road(3, (*ARRIVE, "screen_split", "write_split", *LEAVE, "ask_to_split"), (3, 120), PLAIN),
    Road(3, (*ARRIVE, "screen_report", "report", "screen_forward"), (0, 6), PLAIN),
    Road(6, (*ARRIVE, "join"), (0, 20), PLAIN),
    Road(4, (*ARRIVE, "split"), (0, 12), PLAIN),
    Road(2, ("register", "void"), (5, 150), PLAIN),
    Road(3, ("register",), (0, 2), DENOUNCED),
    Road(3, (*ARRIVE, "screen_denounced"), (0, 2), DENOUNCED),
    Road(3, (*ARRIVE, "screen_denounced", "confirm", "draft", "submit"), (0, 2), DENOUNCED),
    Road(5, (*ARRIVE, "screen_denounced", "confirm", *WRITE, *DELIVER), (2, 35), DENOUNCED),
    Road(2, (*ARRIVE, "screen_crime", "confirm", "hasten", "sign", "issue", "dispatch", "deliver"), (1, 20), DENOUNCED),
    Road(
        5, (*ARRIVE, "screen_denounced", "confirm", *WRITE, *DELIVER, "explain", "accept", "close"), (5, 150), DENOUNCED
    ),
    # Taken back; passed on and on until the leader must decide; others asked to help beside the lead.
    Road(2, (*ARRIVE, *WRITE, "deliver", "recall"), (0, 6), PLAIN),
    Road(2, (*ARRIVE, *WRITE, "refuse", *WRITE, "refuse", "draft_round"), (0, 2), PLAIN),
    Road(2, (*SEND, "ask_help"), (0, 4), PLAIN),
    Road(2, (*SEND, "ask_help", "help_agree", "help_answer"), (0, 3), PLAIN),
    Road(2, (*SEND, "ask_help", "help_agree", "help_answer", "read_reply", "explain", "accept"), (0, 9), PLAIN),
    # Something is missing; somebody presses; somebody dies; found long after; written down wrongly; it did not help.
    Road(1, (*ARRIVE, "ask_papers"), (0, 6), PLAIN),
    Road(1, (*ARRIVE, "ask_papers", "papers_came"), (0, 5), PLAIN),
    Road(1, (*ARRIVE, "ask_papers", "nobody_came"), (0, 2), PLAIN),
    Road(1, (*ARRIVE, "pressed"), (0, 1), PLAIN),
    Road(1, (*SEND, "pressed", "not_let_go"), (1, 20), PLAIN),
    Road(1, (*ARRIVE, "died"), (0, 12), COMPLAINED),
    Road(1, (*ARRIVE, "died", "heir"), (1, 9), COMPLAINED),
    Road(1, ("found_late",), (0, 1), PLAIN),
    Road(1, (*SEND, "answer", "misread"), (0, 3), PLAIN),
    Road(1, (*SEND, "explain", "accept", "close", "not_helped"), (0, 5), PLAIN),
    Road(1, (*SEND, "explain", "accept", "close", "ask_again"), (0, 3), PLAIN),
    Road(2, ("register",), (0, 5), ("cadre",)),
    Road(2, (*ARRIVE, *WRITE, *DELIVER), (3, 30), ("cadre",)),
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
