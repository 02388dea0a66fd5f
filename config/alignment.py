"""What must always be true of live data, asked of every case: the same invariants the property test walks."""

from collections.abc import Iterator

from django.utils import timezone

from audit.models import Event
from cases.models import Case, Joining
from cases.statement import out_of_step
from cases.vocabulary import Outcome, Status
from deadlines.vocabulary import DutyState
from workflows.follow import misaligned

STILL_OWED = (DutyState.RUNNING, DutyState.PAUSED)


def findings() -> Iterator[str]:
    """Yield one sentence for each case that is out of step; nothing when all is well."""
    cases = Case.objects.select_related("lead__letter").order_by("pk")
    joined = set(Joining.objects.current().values_list("case", flat=True))
    leads = set(Joining.objects.current().values_list("into", flat=True))
    for case in Case.objects.filter(pk__in=joined & leads):
        yield f"{case.number}: joined, and others are joined to it"
    for case in cases.iterator(chunk_size=500):
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
        events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk)
        last = events.order_by("-sequence").values_list("sequence", flat=True).first()
        if last != events.count():
            yield f"{case.number}: its chain of events has a gap"
