"""Questions about cases that several rooms ask: what may be done, what happened, what is owed."""

from collections.abc import Iterable

from django.db import models
from django.db.models import Prefetch, Q

from audit.actor import Actor, ActorKind
from audit.models import Event
from deadlines.vocabulary import DutyState
from organizations.folding import fold

from . import access
from .errors import NotYoursToSee
from .lifecycle import reasons_against
from .models import Answer, Case, Commitment, Document, Duty, Referral
from .models.case import CaseQuerySet
from .vocabulary import DocumentSource, Move

# Never a button on a case: the first opens one, the last is the house's own.
NOT_ON_A_CASE = {Move.REGISTER, Move.NOTE_THRESHOLD}


def case_for(actor: Actor, pk: int) -> Case:
    """Look a case up and answer for the right to see it in one call."""
    found = Case.objects.visible_to(actor).select_related(
        "unit", "field", "area", "handler", "lead__agency", "lead__letter"
    )
    case: Case | None = found.filter(pk=pk).first()
    if case is None:
        raise NotYoursToSee(pk)
    return case


def moves_open_to(actor: Actor, case: Case) -> list[Move]:
    """Return what this actor may do to this case now, in the order of a case's life."""
    return [
        move
        for move in Move
        if move not in NOT_ON_A_CASE and access.may(actor, move, case) and not reasons_against(case, move)
    ]


def moves_closed_to(actor: Actor, case: Case) -> list[tuple[Move, list[str]]]:
    """Return what this actor has the right to do but not now, each with its reasons."""
    mine = [move for move in Move if move not in NOT_ON_A_CASE and access.may(actor, move, case)]
    return [(move, reasons) for move in mine if (reasons := reasons_against(case, move))]


def why_not_now(case: Case, move: str) -> list[str]:
    """Return every reason why the move is not possible in the state the case is in."""
    return reasons_against(case, move)


def search(words: str, among: CaseQuerySet) -> CaseQuerySet:
    """Keep the cases in which every word occurs, marks or none."""
    for word in fold(words).split():
        among = among.filter(folded__contains=word)
    return among


def running_duties(case: Case) -> models.QuerySet[Duty]:
    states = [DutyState.RUNNING, DutyState.PAUSED]
    return case.duties.filter(state__in=states).select_related("rule", "unit").order_by("due_on", "pk")


def with_next_duty(cases: CaseQuerySet) -> CaseQuerySet:
    """Fetch beside each case its running duties, most urgent first, in one more query for the whole page."""
    running = Duty.objects.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED]).select_related("rule")
    return cases.prefetch_related(Prefetch("duties", running.order_by("due_on", "pk"), to_attr="running_duties"))


# Marked on the timeline as words among colleagues.
INTERNAL_KINDS = frozenset({"case.noted", "case.instructed", "case.reassigned", "letter.sent_back", "letter.drafted"})
# What an agency may know of a case: what it did itself, what it was told, how the case ended.
SHOWN_TO_AGENCIES = frozenset(
    {
        "referral.dispatched",
        "referral.delivered",
        "referral.acknowledged",
        "referral.refused",
        "referral.answered",
        "answer.clarification_asked",
        "answer.accepted",
        "commitment.verified",
        "commitment.contested",
        "commitment.waived",
        "case.closed",
        "case.reopened",
        "case.withdrawn",
    }
)


def events_of(case: Case, *, seen_by: Actor, inside: bool | None = None) -> Iterable[Event]:
    """Return the case's events, newest first; an agency reads its own dealings with the MTTQ and no more."""
    events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("-sequence")
    if inside is None:
        inside = reads_internal(seen_by, case)
    if inside:
        return events
    own = set(referrals_for(seen_by, case, inside=False).values_list("pk", flat=True))
    answers = set(Answer.objects.filter(referral__in=own).values_list("pk", flat=True))
    promised = set(commitments_for(seen_by, case, inside=False).values_list("pk", flat=True))
    about = (("referral", own), ("answer", answers), ("commitment", promised))
    return [
        event
        for event in events.filter(kind__in=SHOWN_TO_AGENCIES)
        if all(event.facts[name] in theirs for name, theirs in about if name in event.facts)
    ]


def reads_internal(actor: Actor, case: Case) -> bool:
    """Only people of the MTTQ read its notes and instructions; an agency never does."""
    if actor.kind == ActorKind.SYSTEM:
        return True
    return (
        bool(actor.roles - access.READS_SENT)
        and Case.objects.filter(Q(pk=case.pk) & access.visible(actor_without_agency_roles(actor))).exists()
    )


def actor_without_agency_roles(actor: Actor) -> Actor:
    return Actor(kind=actor.kind, key=actor.key, unit=actor.unit, roles=actor.roles - access.READS_SENT)


def documents_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Document]:
    """The MTTQ reads the whole file; an agency the petitioner's papers that went with the letter and its own."""
    papers = case.documents.select_related("answer")
    if inside:
        return papers
    own = Q(answer__referral__agency_id=actor.unit or 0)
    return papers.filter(Q(source=DocumentSource.PETITIONER) | own)


def referrals_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Referral]:
    """Every sending of the case; an agency sees its own."""
    sent = case.referrals.select_related("agency", "letter", "belongs_to").prefetch_related("answers__documents")
    return sent if inside else sent.filter(agency_id=actor.unit, sent_on__isnull=False)


def document_for(actor: Actor, pk: int) -> Document:
    """Look a paper up and answer for the right to read it in one call."""
    paper = Document.objects.select_related("case").filter(pk=pk).first()
    if paper is None:
        raise NotYoursToSee(pk)
    case = case_for(actor, paper.case_id)
    if not documents_for(actor, case, inside=reads_internal(actor, case)).filter(pk=pk).exists():
        raise NotYoursToSee(pk)
    return paper


def commitments_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Commitment]:
    """Everything promised in the case; an agency sees what it promised itself."""
    promised = case.commitments.all()
    return promised if inside else promised.filter(answer__referral__agency_id=actor.unit)


def duties_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Duty]:
    """Everything owed in the case; an agency sees what it owes itself, never the MTTQ's own clocks."""
    owed = case.duties.select_related("rule", "unit", "commitment")
    return owed if inside else owed.filter(unit_id=actor.unit or 0)
