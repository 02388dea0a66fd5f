"""The case page: where it stands, what is owed and why, who said what, and what I may do now."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from cases import access, operations, queries, reception
from cases.bounds import beside, decisions_about
from cases.kinds import KINDS, WHAT_IT_MEANS
from cases.models import Case, Contested, Duty, Petition
from cases.retention import kept
from cases.statement import statement_of
from cases.timeline import Happening, timeline
from cases.vocabulary import LetterForm, Move, Standing
from deadlines import clock
from deadlines.calendar import Calendar, working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule
from deadlines.vocabulary import DutyState
from deadlines.words import Due
from workflows.steps import FACTS, steps_for, steps_of_requests

from ..doors import StaffRequest, staff_or_link
from ..due import due_of
from ..personal import operations as own
from ..screened import result_of

# The button that stands first and strongest: the step the case waits for.
LEADING = [
    Move.INSTRUCT,
    Move.TAKE_UP,
    Move.CONFIRM_SCREENING,
    Move.TRANSFER_AT_ONCE,
    Move.GUIDE,
    Move.RETURN_TO_SENDER,
    Move.ASK_TO_SPLIT,
    Move.FILE_AWAY,
    Move.SETTLE_DISPUTE,
    Move.CALL_BACK_LETTER,
    Move.CLEAR_LETTER,
    Move.SUBMIT_LETTER,
    Move.SCREEN,
    Move.DRAFT_LETTER,
    Move.SIGN_LETTER,
    Move.ISSUE_LETTER,
    Move.DISPATCH_LETTER,
    Move.SIGN_OTHER,
    Move.ISSUE_OTHER,
    Move.DISPATCH_OTHER,
    Move.CONFIRM_DELIVERY,
    Move.ACKNOWLEDGE_REFERRAL,
    Move.RECORD_ACCEPTANCE,
    Move.RECORD_DECISION,
    Move.ANSWER,
    Move.ACKNOWLEDGE_REQUEST,
    Move.ANSWER_REQUEST,
    Move.NOTE_REPLY,
    Move.CONFIRM_REQUEST,
    Move.CHASE,
    Move.LAY_BEFORE_LEADERSHIP,
    Move.RECORD_SUPERIOR_REPLY,
    Move.ACCEPT_ANSWER,
    Move.REPORT_INSPECTION,
    Move.VERIFY,
    Move.CLOSE,
]
SHOWN_BUTTONS = 3
SPAN = 196
"""Width of the bar between the two piers of a duty, in its own units."""


# What of the timeline is shown: all of it, what went out and came in, or the words among colleagues.
VIEWS: dict[str, tuple[str | Promise, Callable[[Happening], bool]]] = {
    "": (_("Tất cả"), lambda one: True),
    "van-ban": (_("Văn bản"), lambda one: one.letter or one.incoming),
    "noi-bo": (_("Nội bộ"), lambda one: one.internal),
}


@dataclass(frozen=True)
class Owed:
    duty: Duty
    due: Due
    gone: int


@staff_or_link
@require_safe
def case(request: StaffRequest, case_id: int) -> HttpResponse:
    """Show everything this person may know of the case."""
    actor = request.actor
    found = queries.case_for(actor, case_id)
    today = timezone.localdate()
    inside = queries.reads_internal(actor, found)
    opened = queries.is_open_to(actor, found, at=timezone.now())
    events = queries.events_of(found, seen_by=actor, inside=inside)
    duties = list(queries.duties_for(actor, found, inside=inside))
    calendar = working_calendar()
    owed = [_owed(duty, today, calendar) for duty in duties]
    papers = list(queries.documents_for(actor, found, inside=inside)) if opened else []
    shown = inside and opened
    if request.method == "GET":
        own.read_tasks_of(found, by=actor)
    decided = decisions_about(found) if shown else []
    other_letters = list(queries.letters_for(found, inside=shown))
    referrals = list(queries.referrals_for(actor, found, inside=inside)) if opened else []
    disputes = list(queries.disputes_of(found, inside=shown))
    rungs = queries.rungs_of(found, inside=inside)
    handed = reception.papers_of(found, inside=shown)
    petitions = _petitions(found) if shown else []
    if shown:
        # What the page shows answers what the moves ask: nothing is looked up twice.
        found.statuses_of_other_letters = {str(letter.status) for letter in other_letters}
        result = [letter for letter in other_letters if letter.form == LetterForm.NOTICE_RESULT]
        found.has_originals = any(paper.is_original and paper.returned is None for paper in handed)
        found.has_notice_of_result_under_way = any(one.waits_for_others for one in result)
        found.requests = [one for one in referrals if one.cooperates]
        found.dispute = disputes[0] if disputes else None
        found.lead_has_answered = any(one.pk == found.lead_id and one.answers.all() for one in referrals)
    proceedings = queries.proceedings_for(actor, found, inside=inside)
    awaited = {FACTS[step].move for step in {*steps_for(found), *chain(*steps_of_requests(found).values())}}
    awaited = awaited if inside else set()
    told = timeline(found, seen_by=actor, inside=inside, opened=opened, decided=decided, events=events)
    chosen = VIEWS.get(request.GET.get("xem", ""), VIEWS[""])
    moves = _in_order(queries.moves_open_to(actor, found), awaited)
    context = {
        "case": found,
        "inside": inside,
        "opened": opened,
        "may_open": Move.REVEAL in moves,
        "may_take": shown and access.may_take_dossier(actor, found) is not None,
        "redacted": queries.redacted_copy_of(found) if found.sealed else None,
        "known_again": queries.known_again(actor, found) if shown else [],
        "petitions": petitions,
        "standing": _standing(found) if inside else None,
        "contested": _contested(found, calendar) if shown else None,
        "open_duties": [one for one in owed if one.duty.state in {DutyState.RUNNING, DutyState.PAUSED}],
        "ended_duties": [one for one in owed if one.duty.state not in {DutyState.RUNNING, DutyState.PAUSED}],
        "leading": next((move for move in moves if move in LEADING or move in awaited), None),
        "main_moves": moves[:SHOWN_BUTTONS],
        "other_moves": moves[SHOWN_BUTTONS:],
        "closed_moves": queries.moves_closed_to(actor, found),
        "happenings": [one for one in told if chosen[1](one)],
        "views": list(_views(request, told, chosen[0])) if inside else [],
        "comes_again": any(one.previous_id for one in petitions) or len(petitions) > 1,
        "is_paused": any(one.duty.state == DutyState.PAUSED for one in owed),
        "is_late": any(one.due.tone == "late" for one in owed),
        "promised_until": {one.duty.commitment_id: one.due for one in owed if one.duty.commitment_id},
        "statement": statement_of(
            found,
            seen_by=actor,
            on=today,
            inside=inside,
            opened=opened,
            events=events,
            duties=duties,
            calendar=calendar,
        ),
        "documents": papers,
        "beside": beside(actor, decided),
        "lead_shown": inside or access.answers_for(actor, found),
        "may_call_back": Move.CALL_BACK_LETTER in moves,
        "disputes": disputes,
        "rungs": rungs if shown else [],
        "inspections": queries.inspections_of(found, inside=shown),
        "recommendations": found.all_recommendations if shown else [],
        "elsewhere": queries.same_elsewhere(actor, papers) if inside and papers else {},
        "incoming_letters": queries.incoming_for(found, inside=shown),
        "other_letters": other_letters,
        "referrals": referrals,
        "proceedings": proceedings,
        "commitments": queries.commitments_for(actor, found, inside=inside) if opened else [],
        "kept": kept(found, on=today) if inside else None,
        "handed_papers": handed,
        "today": today,
    }
    if shown:
        context |= result_of(found)
    page = render(request, "desk/case/page.html", context)
    operations.note_case_read(found, opened=opened, by=actor, on=today)
    return page


def _views(request: StaffRequest, told: list[Happening], chosen: str | Promise) -> Iterator[tuple[Any, ...]]:
    """The ways to read the timeline, each with how much it shows; the rest of the address stays as it is."""
    for name, (label, shows) in VIEWS.items():
        asked = request.GET.copy()
        asked.pop("xem", None)
        if name:
            asked["xem"] = name
        yield name, label, sum(shows(one) for one in told), label == chosen, asked.urlencode()


def _standing(found: Case) -> tuple[str, object] | None:
    """What the petition counts as where it is less than complete, and what that means."""
    if not found.awaits_signature:
        return None
    stands = KINDS[found.kind].unsigned
    return str(Standing(stands).label), WHAT_IT_MEANS[stands]


def _contested(found: Case, calendar: Calendar) -> tuple[Contested, date | None, str] | None:
    """What a complaint is about, and until when it could be made: said, never swept (law.md §14 point 22)."""
    if not KINDS[found.kind].about_a_decision:
        return None
    contested = getattr(found, "contested", None)
    if contested is None:
        return None
    since, key = contested.barred_from, KINDS[found.kind].limitation
    if since is None or not key:
        return contested, None, ""
    try:
        bar = rule(key, on=since)
        return contested, clock.due_date(bar.facts, start=since, calendar=calendar), bar.citation
    except Refused:
        return contested, None, ""


def _petitions(found: Case) -> list[Petition]:
    """What was handed in; of a petition that is sealed in another of its cases nothing is shown in this one.

    Which of them opened the case is kept with it: the moves ask for it.
    """
    matters = found.matters.select_related("petition__visit", "petition__previous").order_by("pk")
    rows = list(matters.prefetch_related("petition__parties"))
    found.opening_petition = rows[0].petition if rows else None
    closed = set(queries.sealed_elsewhere(found))
    return [matter.petition for matter in rows if matter.ended_on is None and matter.petition_id not in closed]


def _owed(duty: Duty, today: date, calendar: Calendar) -> Owed:
    due = due_of(duty, today=today, calendar=calendar)
    assert due is not None
    whole = max((duty.due_on - duty.started_on).days, 1)
    gone = min(max((today - duty.started_on).days, 0), whole)
    return Owed(duty=duty, due=due, gone=2 + round(SPAN * gone / whole))


def _in_order(moves: list[Move], awaited: set[Move]) -> list[Move]:
    """Put first what the case waits for, whoever looks."""
    return sorted(
        moves, key=lambda move: (move not in awaited, LEADING.index(move) if move in LEADING else len(LEADING))
    )
