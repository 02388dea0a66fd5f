"""What must always be true of live data, asked of every case: the same invariants the property test walks."""

from collections.abc import Iterator

from django.utils import timezone

from audit.models import Event
from audit.shares import in_shares
from cases.changeover import LEADS, being_handed_on
from cases.models import AgendaItem, Case, CaseWords, Joining
from cases.operations.leaving import without_their_handler
from cases.operations.words import words_of
from cases.statement import out_of_step
from cases.vocabulary import Outcome, Status
from deadlines.vocabulary import DutyState
from workflows.follow import misaligned
from workflows.steps import Step

AT_A_TIME = 500


def _nobody_s(case: Case) -> Iterator[str]:
    """Every open case has an owner who works there, a task somebody may do, and lies with units that go on."""
    today = timezone.localdate()
    if case.handler_id is not None and without_their_handler(on=today).filter(pk=case.pk).exists():
        yield f"{case.number}: its handler does not work there"
    if case.handler_id is None and case.status != Status.REGISTERED:
        named = case.assignments.filter(ended_at=None, step=Step.NAME_HANDLER).exists()
        if not named:
            yield f"{case.number}: nobody handles it, and nobody is asked to name somebody"
    if not case.assignments.filter(ended_at=None).exists():
        yield f"{case.number}: open without a task"
    agency = case.lead.agency if case.lead is not None and case.lead.status in LEADS else None
    for unit in (case.unit, agency):
        ended = unit is not None and unit.in_force_to is not None and unit.in_force_to < today
        if unit is not None and ended and not being_handed_on(unit):
            yield f"{case.number}: lies with {unit}, which has ended"


def _searched_otherwise() -> Iterator[str]:
    """What a search looks in is what the case says, no less and no more."""
    for some in in_shares(Case.objects.order_by("pk").iterator(chunk_size=AT_A_TIME), size=AT_A_TIME):
        looked_in = dict(CaseWords.objects.filter(case__in=some).values_list("case", "folded"))
        said = words_of(some)
        yield from (f"{one.number}: is searched otherwise" for one in some if looked_in.get(one.pk) != said[one.pk])


def _on_the_list_of_who_ended() -> Iterator[str]:
    """What waits to be spoken of stands on the list of a unit that goes on."""
    today = timezone.localdate()
    waiting = AgendaItem.objects.filter(settled_on=None, unit__in_force_to__lt=today).select_related("case", "unit")
    for item in waiting.order_by("pk"):
        if not being_handed_on(item.unit):
            yield f"{item.case.number}: waits on a list of {item.unit}, which has ended"


STILL_OWED = (DutyState.RUNNING, DutyState.PAUSED)


def findings() -> Iterator[str]:
    """Yield one sentence for each case that is out of step; nothing when all is well."""
    cases = Case.objects.select_related("lead__letter", "lead__agency", "unit").order_by("pk")
    joined = set(Joining.objects.current().values_list("case", flat=True))
    leads = set(Joining.objects.current().values_list("into", flat=True))
    for case in Case.objects.filter(pk__in=joined & leads):
        yield f"{case.number}: joined, and others are joined to it"
    yield from _searched_otherwise()
    yield from _on_the_list_of_who_ended()
    for case in cases.iterator(chunk_size=AT_A_TIME):
        wrong = misaligned(case)
        if wrong:
            yield wrong
        owed = case.duties.filter(state__in=STILL_OWED).exists()
        if case.status == Status.CLOSED and owed:
            yield f"{case.number}: closed, and something is still owed"
        if case.status != Status.CLOSED and not owed:
            yield f"{case.number}: open without a clock"
        if case.status == Status.CLOSED and case.has_unsettled_commitments:
            yield f"{case.number}: closed with an open commitment"
        if (case.outcome == Outcome.JOINED) != (case.pk in joined):
            yield f"{case.number}: joined in one place and not in the other"
        if held := out_of_step(case, on=timezone.localdate()):
            yield held
        if case.status != Status.CLOSED:
            yield from _nobody_s(case)
        events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
        last = events.order_by("-sequence").values_list("sequence", flat=True).first()
        if last != events.count():
            yield f"{case.number}: its chain of events has a gap"
