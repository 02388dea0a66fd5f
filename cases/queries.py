"""Questions about cases that several rooms ask: what may be done, what happened, what is owed."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache, reduce
from operator import or_
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q, Subquery, prefetch_related_objects
from django.utils.translation import gettext as _

from audit.actor import Actor, ActorKind
from audit.models import Event
from audit.readers import Reader, may_read
from deadlines.vocabulary import DutyState
from files.vocabulary import Scan
from organizations.models import User

from . import access, searching
from .agenda import ELSEWHERE, is_on_another_s
from .beside import written_out
from .cooperation import is_about_another
from .errors import NotOpened, NotYoursToSee
from .kinds import RELAY
from .ladder import still_late
from .lifecycle import reasons_against
from .models import (
    AgendaItem,
    Answer,
    Bereavement,
    Case,
    Commitment,
    Dispute,
    Document,
    Duty,
    DutyComputation,
    DutyLateness,
    Hold,
    IncomingLetter,
    Inspected,
    Inspection,
    Inspector,
    Joining,
    LateEntry,
    Letter,
    Link,
    Matter,
    Paper,
    Proceeding,
    Recommendation,
    Recount,
    RedactedCopy,
    Referral,
    Reopening,
    Rung,
    Screening,
    SealedTrace,
    Splitting,
    Stop,
    Supplement,
    Verdict,
    Withdrawal,
)
from .models.case import CaseQuerySet
from .readers import OF_A_REFERRAL, OF_AN_INSPECTION
from .vocabulary import (
    MAY_BE_SUCCEEDED,
    STAND_BEHIND,
    SUPPLEMENT_AWAITED,
    UNSETTLED,
    DisputeState,
    DocumentSource,
    Helped,
    HoldState,
    InspectionState,
    Kind,
    LateEntryState,
    LetterStatus,
    Move,
    ReopeningState,
    RungState,
    WithdrawalState,
)

# Never a button on a case: it opens one.
NOT_ON_A_CASE = {Move.REGISTER}
MOST_ELSEWHERE = 50


def case_for(actor: Actor, pk: int) -> Case:
    """Look a case up and answer for the right to see it in one call."""
    found = Case.objects.visible_to(actor).select_related(
        "unit", "field", "area", "handler", "lead__agency", "lead__letter", "contested__unit"
    )
    # Not `first`, which would put the one row in an order.
    case: Case | None = next(iter(found.annotate(**_looks()).filter(pk=pk)[:1]), None)
    if case is None:
        raise NotYoursToSee(pk)
    return case


@cache
def _looks() -> dict[str, Any]:
    """What is asked of every case before its buttons are shown, in the same look."""
    return written_out(
        Case,
        {
            "leads_others": Exists(Joining.objects.current().filter(into=OuterRef("pk"))),
            "has_parts": Exists(Splitting.objects.current().filter(case=OuterRef("pk"))),
            "is_split_off": Exists(Splitting.objects.current().filter(made=OuterRef("pk"))),
            "has_unsettled_commitments": Exists(Commitment.objects.filter(case=OuterRef("pk"), status__in=UNSETTLED)),
            "has_inspections": Exists(Inspection.objects.filter(case=OuterRef("pk"))),
            "has_inspection_planned": Exists(
                Inspection.objects.filter(case=OuterRef("pk"), state=InspectionState.PLANNED)
            ),
            "has_sealed_beside": Exists(
                Matter.objects.filter(case=OuterRef("pk"), petition__matters__case__sealed=True)
            ),
            "registrar": Subquery(
                Matter.objects.filter(case=OuterRef("pk")).order_by("pk").values("petition__registered_by")[:1]
            ),
            "has_decisions": Exists(Joining.objects.filter(Q(case=OuterRef("pk")) | Q(into=OuterRef("pk"))))
            | Exists(Splitting.objects.filter(Q(case=OuterRef("pk")) | Q(made=OuterRef("pk")))),
            "has_gone_round": Exists(Dispute.objects.filter(case=OuterRef("pk")).exclude(state=DisputeState.DROPPED)),
            # A part of the page that nothing ever filled is not asked for.
            "has_papers": Exists(Paper.objects.filter(case=OuterRef("pk"))),
            "has_incoming": Exists(IncomingLetter.objects.filter(case=OuterRef("pk"))),
            "has_screenings": Exists(Screening.objects.filter(case=OuterRef("pk"))),
            "has_commitments": Exists(Commitment.objects.filter(case=OuterRef("pk"))),
            "has_recommendations": Exists(Recommendation.objects.filter(case=OuterRef("pk"))),
            "owes_relay": Exists(
                Duty.objects.filter(
                    case=OuterRef("pk"), rule__key=RELAY, state__in=[DutyState.RUNNING, DutyState.PAUSED]
                )
            ),
            "has_dissatisfaction": Exists(
                Verdict.objects.filter(case=OuterRef("pk"), helped=Helped.NO, heeded_on=None)
            ),
            "is_brought_up": Exists(AgendaItem.objects.filter(case=OuterRef("pk"), settled_on=None)),
            "has_rungs": Exists(Rung.objects.filter(case=OuterRef("pk"))),
            "has_proceedings": Exists(Proceeding.objects.filter(case=OuterRef("pk"))),
            "held_until": Subquery(
                Hold.objects.filter(letter__case=OuterRef("pk"), state=HoldState.WAITING)
                .order_by("leaves_at")
                .values("leaves_at")[:1]
            ),
            "has_stopped_letter": Exists(
                Stop.objects.filter(letter__case=OuterRef("pk"), letter__status=LetterStatus.ISSUED, cleared_on=None)
            ),
            "has_live_link": Exists(Link.objects.filter(referral__case=OuterRef("pk"), ended_on=None)),
            "supplement_state": Subquery(
                Supplement.objects.filter(case=OuterRef("pk"), state__in=SUPPLEMENT_AWAITED).values("state")[:1]
            ),
            "bereaved": Subquery(
                Bereavement.objects.filter(case=OuterRef("pk"), state__in=MAY_BE_SUCCEEDED)
                .order_by("-state")
                .values("state")[:1]
            ),
            "has_been_answered": Exists(Answer.objects.filter(referral__case=OuterRef("pk"))),
            "is_linked_to_first": Exists(
                Matter.objects.filter(case=OuterRef("pk"), petition__previous__kind=Kind.COMPLAINT)
            ),
            "late_entry_waits": Exists(LateEntry.objects.filter(case=OuterRef("pk"), state=LateEntryState.WAITING)),
            "withdrawal_doubted": Exists(Withdrawal.objects.filter(case=OuterRef("pk"), state=WithdrawalState.DOUBTED)),
            "reopening_waits": Exists(Reopening.objects.filter(case=OuterRef("pk"), state=ReopeningState.WAITING)),
            "has_sent_something": Exists(Letter.objects.filter(case=OuterRef("pk"), dispatched_on__isnull=False)),
        },
    )


def case_behind(
    *, case_id: int | None = None, document_id: int | None = None, letter_id: int | None = None
) -> int | None:
    """Return which case an address is about, whoever asks: only to write down who was turned away from it."""
    behind: models.QuerySet[Any, Any] | None = None
    if document_id is not None:
        behind = Document.objects.filter(pk=document_id)
    elif letter_id is not None:
        behind = Letter.objects.filter(pk=letter_id)
    found: int | None = case_id if behind is None else behind.values_list("case", flat=True).first()
    return found


def is_open_to(actor: Actor, case: Case, *, at: datetime) -> bool:
    """Say whether what the case says lies open to this person now; of a sealed one, after opening it with a reason."""
    if not case.sealed:
        return True
    return access.may_read(actor, case) and case.openings.filter(person=actor.person_id, until__gt=at).exists()


def must_be_open(actor: Actor, case: Case, *, at: datetime) -> None:
    """Raise NotYoursToSee, PermissionDenied or NotOpened unless the actor may read what the case says now."""
    if is_open_to(actor, case, at=at):
        return
    if not access.may_see(actor, case):
        raise NotYoursToSee(case.pk)
    if not access.may_read(actor, case):
        raise PermissionDenied(Move.REVEAL)
    raise NotOpened(Move.REVEAL, [_("Vụ việc niêm phong: cần mở niêm phong, ghi lý do, rồi mới đọc được.")])


def known_again(actor: Actor, case: Case) -> list[Case]:
    """Return the other sealed cases of whoever stands behind this one, only those the reader may read too."""
    if not (case.sealed and access.may_read(actor, case)):
        return []
    asked = Q(pk__in=[])
    for trace in SealedTrace.objects.filter(petition__matters__case=case, party__role__in=STAND_BEHIND):
        for column in ("name_digest", "identity_digest", "phone_digest"):
            if value := getattr(trace, column):
                asked |= Q(**{column: value})
    found = Matter.objects.filter(petition__traces__in=SealedTrace.objects.filter(asked, party__role__in=STAND_BEHIND))
    others = Case.objects.filter(access.readable(actor), pk__in=found.values("case"), sealed=True).exclude(pk=case.pk)
    return list(others.distinct().order_by("-pk")[:MOST_ELSEWHERE])


def sealed_elsewhere(case: Case) -> list[int]:
    """Return the petitions of this case that are sealed in another of their cases: one letter, several matters."""
    return [] if case.sealed else case.petitions_sealed_elsewhere


def redacted_copy_of(case: Case) -> RedactedCopy | None:
    """Return the latest copy that everybody who knows of the case may read."""
    return case.redacted_copies.select_related("made_by").order_by("-pk").first()


def moves_open_to(actor: Actor, case: Case) -> list[Move]:
    """Return what this actor may do to this case now, in the order of a case's life."""
    return [
        move
        for move in Move
        if move not in NOT_ON_A_CASE
        and access.may(actor, move, case)
        and not why_not_now(case, move, actor=actor)
        and not is_about_another(case, move, actor=actor)
    ]


def moves_closed_to(actor: Actor, case: Case) -> list[tuple[Move, list[str]]]:
    """Return what this actor has the right to do but not now, each with its reasons."""
    mine = [move for move in Move if move not in NOT_ON_A_CASE and access.may(actor, move, case)]
    return [(move, reasons) for move in mine if (reasons := why_not_now(case, move, actor=actor))]


def why_not_now(case: Case, move: str, *, actor: Actor) -> list[str]:
    """Return every reason why the move is not possible in the state the case is in, for this actor."""
    reasons = reasons_against(case, move)
    return reasons or ([str(ELSEWHERE)] if is_on_another_s(case, move, actor=actor) else [])


def search(words: str, among: CaseQuerySet) -> CaseQuerySet:
    """Keep the cases in which every word occurs, marks or none, in the case or in a name that may be searched."""
    return searching.having(words, among).cases


def running_duties(case: Case) -> models.QuerySet[Duty]:
    states = [DutyState.RUNNING, DutyState.PAUSED]
    return case.duties.filter(state__in=states).select_related("rule", "unit").order_by("due_on", "pk")


def with_next_duty(cases: CaseQuerySet) -> CaseQuerySet:
    """Fetch beside each case its running duties, most urgent first, in one more query for the whole page."""
    running = Duty.objects.filter(state__in=[DutyState.RUNNING, DutyState.PAUSED]).select_related("rule")
    return cases.prefetch_related(Prefetch("duties", running.order_by("due_on", "pk"), to_attr="running_duties"))


# Marked on the timeline as words among colleagues.
INTERNAL_KINDS = frozenset(
    {
        "document.quarantined",
        "document.released",
        "case.noted",
        "case.imported",
        "case.joined",
        "case.unjoined",
        "petition.joined",
        "petition.left",
        "case.revealed",
        "case.redacted",
        "case.reclassified",
        "case.split",
        "case.unsplit",
        "matter.returned",
        "case.voided",
        "case.instructed",
        "case.reassigned",
        "case.handed_over",
        "case.left_without_handler",
        "letter.sent_back",
        "letter.drafted",
        "dispute.settled",
        "case.screened",
        "screening.confirmed",
        "screening.rejected",
        "case.reported_to_head",
        "letter.held",
        "letter.called_back",
        "letter.hold_fell",
        "letter.stopped",
        "letter.cleared",
        "message.stopped",
        "link.requested",
        "link.sent",
        "link.refused",
        "link.revoked",
        "day.corrected",
        "complaint.linked",
        "complaint.continued",
        "late_entry.confirmed",
        "late_entry.struck",
        "party.corrected",
        "paper.corrected",
        "act.corrected",
        "withdrawal.doubted",
        "withdrawal.refused",
        "withdrawal.cleared",
        "reopening.asked",
        "reopening.declined",
        "supplement.lapsed",
        "supplement.waived",
        "rung.reached",
        "rung.let_be",
        "rung.before_leadership",
        "case.brought_up",
        "case.taken_down",
        "agenda.handed_on",
        "superior.recommended",
        "petitioner.heeded",
        "inspection.regrouped",
        "inspection.left",
    }
)


def events_of(case: Case, *, seen_by: Actor, inside: bool | None = None) -> list[Event]:
    """Return the case's events, newest first; an agency reads its own dealings with the MTTQ and no more."""
    if inside is None:
        inside = reads_internal(seen_by, case)
    reader = Reader.FILE if inside else Reader.AGENCY
    rows = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("-sequence")
    events = [event for event in rows if may_read(event.kind, reader)]
    if inside:
        return events
    own = set(referrals_for(seen_by, case, inside=False).values_list("pk", flat=True))
    answers = set(Answer.objects.filter(referral__in=own).values_list("pk", flat=True))
    promised = set(commitments_for(seen_by, case, inside=False).values_list("pk", flat=True))
    # A letter beside the transfer is an agency's own dealing only where it asked that agency to help.
    about = (("referral", own), ("answer", answers), ("commitment", promised))
    return [
        event
        for event in events
        if (event.kind not in OF_A_REFERRAL or "referral" in event.facts)
        and all(event.facts[name] in theirs for name, theirs in about if name in event.facts)
        and (event.kind not in OF_AN_INSPECTION or promised.intersection(event.facts["looks_at"]))
    ]


def event_of(case: Case, sequence: int) -> Event | None:
    """Return one event of the case by its place in the chain."""
    return Event.objects.filter(subject_type="cases.case", subject_id=case.pk, sequence=sequence).first()


def reads_internal(actor: Actor, case: Case) -> bool:
    """Only people of the MTTQ read its notes and instructions; an agency never does."""
    if actor.kind == ActorKind.SYSTEM:
        return True
    return access.may_see(actor_without_agency_roles(actor), case)


def actor_without_agency_roles(actor: Actor) -> Actor:
    return Actor(kind=actor.kind, key=actor.key, unit=actor.unit, roles=actor.roles - access.READS_SENT)


def documents_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Document]:
    """The MTTQ reads the whole file; an agency the petitioners' papers that went with the letter and its own."""
    papers = Document.objects.of(case).select_related("answer", "blob", "commitment").order_by("pk")
    twin = Document.objects.filter(blob=OuterRef("blob")).exclude(pk=OuterRef("pk"))
    papers = papers.annotate(has_twin=Exists(twin))
    if closed := sealed_elsewhere(case):
        papers = papers.exclude(petition__in=closed)
    if inside:
        return papers
    places = ("answer__referral__", "proceedings__referral__", "acts__referral__")
    own = reduce(or_, (access.own_sendings(actor, prefix=place) for place in places))
    went_with_the_letter = Q(source=DocumentSource.PETITIONER) & (Q(case=case) | Q(petition__in=_sent_to(actor, case)))
    return papers.filter(went_with_the_letter | own).distinct()


def _sent_to(actor: Actor, case: Case) -> "models.QuerySet[Matter, Any]":
    """Return the petitions that the agency was sent: not those that were joined to the case afterwards."""
    sent = case.referrals.filter(access.own_sendings(actor), sent_on__isnull=False)
    latest = sent.order_by("-sent_on").values("sent_on")[:1]
    return Matter.objects.current().filter(case=case, began_on__lte=Subquery(latest)).values("petition")


def referrals_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Referral]:
    """Every sending of the case; an agency sees its own."""
    sent = case.referrals.select_related("agency", "first_agency", "letter", "belongs_to").prefetch_related(
        "answers__points"
    )
    return sent if inside else sent.filter(access.own_sendings(actor), sent_on__isnull=False)


def disputes_of(case: Case, *, inside: bool) -> models.QuerySet[Dispute]:
    """Each time the petition was found to go round, with what was decided: the MTTQ's own affair."""
    known = inside and case.has_gone_round
    raised = case.disputes.exclude(state=DisputeState.DROPPED) if known else case.disputes.none()
    return raised.select_related("proposed", "agency", "superior", "settled_by").order_by("-pk")


def rungs_of(case: Case, *, inside: bool) -> list[Rung]:
    """Each rung on which an agency was chased, the MTTQ's own affair; where it stands is asked of the same rows."""
    if not (inside and case.has_rungs):
        return []
    rows = case.rungs.select_related("letter", "referral__agency", "duty__rule", "settled_by").order_by("pk")
    known = [one for one in rows if one.state != RungState.DROPPED]
    case.rungs_waiting = [one for one in known if one.state == RungState.REACHED and still_late(one)]
    return known


def proceedings_for(actor: Actor, case: Case, *, inside: bool) -> list[Proceeding]:
    """What the competent bodies did, in the order it became known; an agency reads its own acts.

    Kept with the case: where it stands, and its timeline, are read from the same rows.
    """
    if not case.has_proceedings:
        return []
    rows = Proceeding.objects.select_related("paper__blob", "opened__rule", "met__rule", "referral")
    prefetch_related_objects([case], Prefetch("proceedings", rows))
    return [one for one in case.proceedings.all() if inside or access.is_own(actor, one.referral)]


def document_for(actor: Actor, pk: int, *, at: datetime) -> Document:
    """Look a paper up and answer for the right to read it now in one call."""
    paper = Document.objects.select_related("case", "blob").filter(pk=pk).first()
    if paper is None:
        raise NotYoursToSee(pk)
    # The file it came into first: then the others of the same petition.
    elsewhere = Case.objects.filter(matters__petition=paper.petition_id, matters__ended_on=None)
    files = Case.objects.visible_to(actor).filter(Q(pk=paper.case_id) | Q(pk__in=elsewhere.values("pk"))).distinct()
    for case in sorted(files, key=lambda one: one.pk != paper.case_id):
        if documents_for(actor, case, inside=reads_internal(actor, case)).filter(pk=pk).exists():
            must_be_open(actor, case, at=at)
            # The file through which it is read: of a sealed one the reading is written down.
            paper.case = case
            return paper
    raise NotYoursToSee(pk)


def letters_for(case: Case, *, inside: bool) -> models.QuerySet[Letter]:
    """The letters beside the transfers, newest first; they are the MTTQ's own file."""
    return case.letters.filter(referral=None).order_by("-pk") if inside else case.letters.none()


def incoming_for(case: Case, *, inside: bool) -> models.QuerySet[IncomingLetter]:
    """The letters that came about this case; they lie in the MTTQ's own file."""
    if not (inside and case.has_incoming):
        return case.incoming_letters.none()
    return case.incoming_letters.order_by("-pk")


def letter_for(actor: Actor, pk: int, *, at: datetime) -> Letter:
    """Look a letter up: the MTTQ reads every one, an agency the numbered transfer that was sent to it."""
    letters = Letter.objects.select_related("referral__agency", "unit__area", "signer", "to_unit")
    found: Letter | None = letters.filter(pk=pk).first()
    if found is None:
        raise NotYoursToSee(pk)
    found.case = case_for(actor, found.case_id)
    must_be_open(actor, found.case, at=at)
    sending = found.referral
    to_it = sending is not None and sending.sent_on is not None and access.is_own(actor, sending)
    if not (to_it or reads_internal(actor, found.case)):
        raise NotYoursToSee(pk)
    return found


def commitments_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Commitment]:
    """Everything promised in the case; an agency sees what it promised itself."""
    promised = case.commitments.all() if case.has_commitments else case.commitments.none()
    return promised if inside else promised.filter(access.own_sendings(actor, prefix="answer__referral__"))


def inspections_of(case: Case, *, inside: bool) -> list[Inspection]:
    """Each going there, the last first, with what it looks at and who goes: the MTTQ's own affair, in one query.

    A promise comes once for each person who goes to see it: both are few, and the page has no query to spare.
    """
    if not (inside and case.has_inspections):
        return []
    goer = "inspection__inspectors"
    rows = Inspected.objects.filter(inspection__case=case).select_related("inspection", "commitment")
    rows = rows.annotate(goer=F(goer), leads=F(f"{goer}__leads"), came=F(f"{goer}__came"))
    rows = rows.annotate(person=F(f"{goer}__person"), name=F(f"{goer}__person__full_name"))
    found: dict[int, Inspection] = {}
    looks: dict[int, Inspected] = {}
    goers: dict[int, Inspector] = {}
    for row in rows.order_by("-inspection", "pk", "-leads", "goer"):
        if row.inspection_id not in found:
            found[row.inspection_id] = row.inspection
            row.inspection.looks, row.inspection.goers = [], []
        here = found[row.inspection_id]
        if row.pk not in looks:
            looks[row.pk] = row
            here.looks.append(row)
        if row.goer is not None and row.goer not in goers:
            person = User(pk=row.person, full_name=row.name)
            goers[row.goer] = Inspector(pk=row.goer, person=person, leads=row.leads, came=row.came)
            here.goers.append(goers[row.goer])
    return list(found.values())


def latest_recount() -> Recount | None:
    """Return how far the latest recount has come."""
    return Recount.objects.first()


def computations_of(duty: Duty) -> models.QuerySet[DutyComputation]:
    """Return every count of this date, the first first."""
    return duty.computations.order_by("pk")


def lateness_of(duty: Duty) -> DutyLateness | None:
    """Return why it was late and who says so, if anybody has said."""
    return DutyLateness.objects.select_related("said_by").filter(duty=duty).first()


def duties_for(actor: Actor, case: Case, *, inside: bool) -> models.QuerySet[Duty]:
    """Everything owed in the case; an agency sees what it owes itself, never the MTTQ's own clocks."""
    owed = case.duties.select_related("rule", "unit", "commitment")
    if inside:
        return owed
    theirs = owed.filter(unit_id=actor.unit or 0)
    if actor.kind != ActorKind.LINK:
        return theirs
    sending = access.own_sendings(actor, prefix="referral__")
    return theirs.filter(sending | access.own_sendings(actor, prefix="commitment__answer__referral__"))


def withheld(actor: Actor, paper: Document) -> str:
    """Return why the paper is not handed over, nothing when it is. What a scanner warned of never goes to an agency."""
    if paper.blob.erased_on is not None:
        return _("Nội dung tệp đã xóa ngày %(day)s.") % {"day": f"{paper.blob.erased_on:%d/%m/%Y}"}
    if paper.is_quarantined:
        return _("Tệp bị cách ly vì nghi có mã độc; quản trị có thể cho mở lại nếu biết chắc là an toàn.")
    if paper.blob.is_infected and not reads_internal(actor, paper.case):
        return _("Tệp nghi có mã độc nên không chuyển ra ngoài Mặt trận; hãy đề nghị Mặt trận gửi bản giấy.")
    return ""


def quarantined_for(actor: Actor) -> models.QuerySet[Document]:
    """Papers a scanner warned of, in the cases whose files this administrator answers for."""
    found = Document.objects.filter(blob__scan=Scan.INFECTED, case__in=Case.objects.filter(access.releasable(actor)))
    return found.select_related("blob", "case__unit").order_by("-pk")


def quarantined_paper(actor: Actor, pk: int) -> Document:
    paper = quarantined_for(actor).filter(pk=pk).first()
    if paper is None:
        raise NotYoursToSee(pk)
    return paper


def same_elsewhere(actor: Actor, papers: Iterable[Any]) -> dict[int, list[Case]]:
    """Return for each content the other cases this reader may see that hold it too: the same letter handed in again.

    The papers are those of `documents_for`, which knows of each whether its content lies anywhere else at all.
    """
    mine = {paper.blob_id: paper.case_id for paper in papers if paper.has_twin}
    if not mine:
        return {}
    others = Document.objects.filter(blob__in=mine).exclude(case__in=set(mine.values()))
    # That a paper lies in a sealed case as well is not said: it would say what that one is about.
    others = (
        others.filter(case__in=Case.objects.visible_to(actor).filter(sealed=False))
        .select_related("case")
        .order_by("case_id")
    )
    found: dict[int, list[Case]] = {}
    for other in others[:MOST_ELSEWHERE]:
        cases = found.setdefault(other.blob_id, [])
        if other.case not in cases:
            cases.append(other.case)
    return found
