"""The ladder on which a late agency is chased: its rungs, the letter of each, when the next one is due.

Luật MTTQ Điều 28.4, 28.5, 28.7, 29.4, 30.1 allow the rungs and give no days: the days are the house's.
"""

from datetime import date, timedelta

from deadlines import clock
from deadlines.calendar import working_calendar
from deadlines.refusals import Refused
from deadlines.rules import rule

from .models import Duty, Letter, Referral, Rung
from .vocabulary import LetterForm, RungKind, RungState

RUNGS = (RungKind.REMINDER, RungKind.DIALOGUE, RungKind.SUPERIOR, RungKind.LEADERSHIP)
FORM_OF: dict[str, LetterForm] = {
    RungKind.REMINDER: LetterForm.REMINDER,
    RungKind.DIALOGUE: LetterForm.DIALOGUE,
    RungKind.SUPERIOR: LetterForm.RECOMMENDATION,
}
WAITS: dict[str, str] = {
    RungKind.REMINDER: "mttq.chase_reminder",
    RungKind.DIALOGUE: "mttq.chase_dialogue",
    RungKind.SUPERIOR: "mttq.chase_superior",
    RungKind.LEADERSHIP: "mttq.chase_leadership",
}
# Stands in the letter, so it is Vietnamese whatever the author reads; the author may change it.
SUBJECTS: dict[str, str] = {
    RungKind.REMINDER: "đôn đốc trả lời: %(summary)s",
    RungKind.DIALOGUE: "đề nghị làm việc về: %(summary)s",
    RungKind.SUPERIOR: "kiến nghị chỉ đạo trả lời: %(summary)s",
}
LONGEST_SUBJECT = 300
# What was done with a rung for good; the next one counts from there.
BEHIND = (RungState.CLIMBED, RungState.LET_BE, RungState.SKIPPED)


def usual_subject(kind: str, summary: str) -> str:
    """Return what the letter of the rung is about, as long as nobody says it otherwise."""
    return (SUBJECTS[kind] % {"summary": summary[:1].lower() + summary[1:]})[:LONGEST_SUBJECT]


def next_kind(referral: Referral, last: Rung | None) -> str | None:
    """Return the rung after this one; whoever only helps beside the lead is reminded and no more."""
    if last is None:
        return RungKind.REMINDER
    place = RUNGS.index(RungKind(last.kind)) + 1
    return RUNGS[place] if place < len(RUNGS) and not referral.cooperates else None


def due_on(kind: str, *, since: date, after: Letter | None) -> date | None:
    """Return the day on which the rung's turn comes; never before the date the last letter gave has passed."""
    try:
        wait = rule(WAITS[kind], on=since)
    except Refused:
        return None  # the house has no such rung on that day
    try:
        day = clock.due_date(wait.facts, start=since, calendar=working_calendar())
    except Refused:
        # A year whose days off nobody has loaded: by the week as it usually is, as overdue marks are told.
        day = since + timedelta(days=(wait.length or 0) * 7 // 5)
    asked = after.stated.get("answer_by") if after is not None else None
    return max(day, date.fromisoformat(asked) + timedelta(days=1)) if asked else day


def still_late(rung: Rung) -> bool:
    """Say whether what the rung rests on still runs, and is late since the same day."""
    return bool(rung.duty.state == "running" and rung.duty.due_on == rung.overdue_since)


def sending_of(duty: Duty) -> Referral | None:
    """Return the sending that an agency is late with; a promise, and what the MTTQ owes itself, is chased otherwise."""
    if duty.commitment_id is not None or duty.referral is None or duty.unit_id != duty.referral.agency_id:
        return None
    return duty.referral


def earlier_letters(rung: Rung) -> list[Letter]:
    """The letters by which the agency was chased before, for the same sending."""
    climbed = Rung.objects.filter(referral=rung.referral_id, state=RungState.CLIMBED, letter__isnull=False)
    return [one.letter for one in climbed.select_related("letter").order_by("pk") if one.letter is not None]
