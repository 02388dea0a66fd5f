"""One row of an old book becomes a case: with its true dates, its own number, and what was owed from those dates.

Nothing is played again: no letter is made up, nobody is told, and no reminder follows for what passed before.
"""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_OID, uuid5

from audit.acting import current_operation
from audit.actor import Actor
from audit.record import NewEvent, record_many
from deadlines.calendar import Calendar
from deadlines.marks import passed
from deadlines.refusals import Refused
from deadlines.vocabulary import Because
from organizations.models import Unit

from .. import numbering
from ..contents import digest_of_text
from ..kinds import KINDS
from ..models import (
    Answer,
    Case,
    Duty,
    DutyComputation,
    DutyNotice,
    Imported,
    Letter,
    Matter,
    Opening,
    Petition,
    Referral,
    SentTo,
)
from ..opening.entry import Entry
from ..opening.past_duties import PastDuty, Rules, duties_of, given_to
from ..vocabulary import ContestedWhat, LetterStatus, ReferralStatus, Signing
from .contesting import NewContested, write_contested
from .parties import NewParty, check_parties, write_parties
from .words import begin_words


@dataclass(frozen=True)
class Entering:
    """What all rows of one table share while they are entered."""

    opening: Opening
    by: Actor
    on: date
    calendar: Calendar
    rules: Rules

    @property
    def unit(self) -> Unit:
        return self.opening.unit


def enter(entry: Entry, line: int, entering: Entering) -> Case:
    """Write the case down as it stands today. The caller holds the transaction; raises `Unusable`."""
    case = _case(entry, entering)
    petition = _petition(entry, line, entering)
    operation = current_operation()
    Matter.objects.create(
        petition=petition, case=case, summary=case.about, began_on=case.registered_on, began_by=operation
    )
    begin_words(case, texts=[entry.text], names=[entry.name])
    if KINDS[entry.kind].about_a_decision:
        write_contested(case, _contested(entry))
    referral = _referral(case, entry)
    answer = _answer(referral, entry) if referral else None
    for duty in duties_of(entry):
        _owe(case, duty, referral, entry, entering)
    Imported.objects.create(
        case=case, opening=entering.opening, line=line, previous_id=entry.previous_id, note=entry.note
    )
    numbering.keep_clear_of(entry.number)
    happened = list(_what_happened(case, petition, referral, answer, entry, line, entering))
    for on, event in happened:
        record_many([event], by=entering.by, on=on)
    return case


def _petition(entry: Entry, line: int, entering: Entering) -> Petition:
    parties = []
    if entry.signing != Signing.ANONYMOUS:
        names = ("name", "birth_year", "identity_number", "phone", "email", "address")
        parties = [NewParty(**{name: getattr(entry, name) for name in names})]
    check_parties(parties, signing=entry.signing, signers=entry.signers)
    petition = Petition.objects.create(
        unit=entering.unit,
        received_on=entry.received_on,
        intake=entry.intake,
        text=entry.text,
        asked=entry.asked,
        content_digest=digest_of_text(entry.text),
        signing=entry.signing,
        signers=entry.signers,
        signed=entry.signed,
        signed_on=entry.signed_on,
        # The line of a file has one token: even a row that were entered twice would make one petition.
        form_token=uuid5(NAMESPACE_OID, f"{entering.opening.pk}/{line}"),
        tracking_code=numbering.new_tracking_code(),
        registered_by_id=entering.by.person_id,
    )
    write_parties(petition, parties, by=entering.by)
    return petition


def _case(entry: Entry, entering: Entering) -> Case:
    case: Case = Case.objects.create(
        number=entry.number,
        kind=entry.kind,
        unit=entering.unit,
        field=entry.field,
        area=entry.area,
        summary=entry.summary,
        registered_on=entry.registered_on,
        handler=entry.handler,
        status=entry.status,
        outcome=entry.outcome,
        closed_on=entry.closed_on,
    )
    return case


def _contested(entry: Entry) -> NewContested:
    return NewContested(
        what=entry.contested_what or ContestedWhat.DECISION,
        number=entry.contested_number,
        decided_on=entry.decided_on,
        known_on=entry.known_on,
        first_number=entry.first_number,
        first_decided_on=entry.first_decided_on,
        first_overdue=entry.first_overdue,
    )


def _referral(case: Case, entry: Entry) -> Referral | None:
    """The sending that drove the case, with the letter that carried it on paper."""
    if entry.agency is None or entry.sent_on is None or entry.answer_by is None:
        return None
    referral: Referral = Referral.objects.create(
        case=case,
        agency=entry.agency,
        asked=entry.asked,
        answer_by=entry.answer_by,
        sent_on=entry.sent_on,
        received_on=entry.arrived_on,
        evidence=entry.evidence,
        status=_referral_status(entry),
    )
    Letter.objects.create(
        case=case,
        referral=referral,
        unit=case.unit,
        form=KINDS[case.kind].letter_form,
        subject=entry.summary,
        body="",
        copy_to_petitioner=entry.told_on is not None,
        number=entry.letter_number,
        on_paper=True,
        year=entry.letter_on.year if entry.letter_on else None,
        issued_on=entry.letter_on,
        dispatched_on=entry.sent_on,
        delivered_on=entry.arrived_on,
        evidence=entry.evidence,
        status=LetterStatus.DELIVERED if entry.arrived_on else LetterStatus.DISPATCHED,
    )
    SentTo.objects.create(case=case, unit=entry.agency)
    case.lead = referral
    case.save()
    return referral


def _referral_status(entry: Entry) -> str:
    if entry.answered_on:
        return ReferralStatus.ANSWERED
    if entry.is_closed:
        return ReferralStatus.ENDED
    return ReferralStatus.RECEIVED if entry.arrived_on else ReferralStatus.SENT


def _answer(referral: Referral, entry: Entry) -> Answer | None:
    if entry.answered_on is None:
        return None
    return Answer.objects.create(
        referral=referral,
        result=entry.result,
        text=entry.answer_text,
        number=entry.answer_number,
        answered_on=entry.answered_on,
        accepted_on=entry.accepted_on,
    )


def _owe(case: Case, past: PastDuty, referral: Referral | None, entry: Entry, entering: Entering) -> None:
    """Count the duty from its true day under the rule of that day. What passed on its way counts as told."""
    owner = entry.agency if past.of_agency and entry.agency else case.unit
    try:
        rule = entering.rules.of(past.key, past.start)
        duty = Duty(case=case, rule=rule, unit=owner, started_on=past.start, given_on=given_to(rule, past))
        # Watched since it began: the marks are those it would have had, had it been counted here.
        certificate = duty.compute(entering.calendar, on=past.start)
    except Refused:
        # Said as a warning beforehand: what no rule or no calendar covers is not made up.
        return
    duty.referral = referral if past.of_referral else None
    until = past.met_on or past.void_on or entering.on
    told = passed(duty.course(), entering.calendar, until=until) if duty.next_mark_on else []
    if past.met_on:
        duty.meet(on=past.met_on)
    elif past.void_on:
        duty.make_void(on=past.void_on)
    else:
        duty.watch(entering.calendar, after=entering.on)
    duty.save()
    DutyComputation.of(certificate, because=Because.OPENED, duty=duty).save()
    DutyNotice.objects.bulk_create(
        [DutyNotice(duty=duty, due_on=duty.due_on, mark=mark.name, noted_on=entering.on) for mark in told]
    )


def _what_happened(
    case: Case,
    petition: Petition,
    referral: Referral | None,
    answer: Answer | None,
    entry: Entry,
    line: int,
    entering: Entering,
) -> Any:
    """Yield each thing the book tells with its true day; last that the case was brought in, today."""
    if referral is not None:
        sent = {"referral": referral.pk, "letter": referral.letter.pk, "agency": referral.agency_id}
        yield entry.sent_on, NewEvent("past.forwarded", case, sent)
        if entry.arrived_on:
            facts = {"referral": referral.pk, "received_on": entry.arrived_on.isoformat(), "evidence": entry.evidence}
            yield entry.arrived_on, NewEvent("past.delivered", case, facts)
    if referral is not None and answer is not None:
        facts = {"referral": referral.pk, "answer": answer.pk, "result": entry.result}
        yield entry.answered_on, NewEvent("past.answered", case, facts)
        if entry.accepted_on:
            yield entry.accepted_on, NewEvent("past.accepted", case, {"answer": answer.pk})
    if entry.closed_on:
        yield entry.closed_on, NewEvent("past.closed", case, {"outcome": entry.outcome})
    brought = {
        "petition": petition.pk,
        "opening": entering.opening.pk,
        "line": line,
        "kind": entry.kind,
        "intake": entry.intake,
        "received_on": entry.received_on.isoformat(),
        "registered_on": entry.registered_on.isoformat(),
        "status": entry.status,
    }
    yield entering.on, NewEvent("case.imported", case, brought)
