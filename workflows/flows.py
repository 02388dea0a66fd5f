"""Who does what next, as two graphs one can read from top to bottom: the MTTQ's work and the agency's.

viewflow runs headless: it stores which step is open and who holds it. Every gateway asks the case; no node has a page,
a timer or a condition of its own. Released node names stay: running processes are stored under them.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views import View
from viewflow import this
from viewflow.workflow import flow

from cases.beside import look_beside
from cases.models import Case, Duty, Referral
from deadlines.vocabulary import DutyState

from .models import Assignment, CaseWork
from .nodes import Begin, Done, Gate, Human
from .steps import FACTS, WHILE_ANOTHER_LETTER_IS, Step, named_for, steps_for, steps_of_requests

_looking: "ContextVar[Look | None]" = ContextVar("looking", default=None)


@contextmanager
def case_row_lock(flow_class: type, process_pk: int) -> Iterator[None]:
    """Take the same lock as every operation on the case, so that the two cannot deadlock. Inside one it is held."""
    if _looking.get() is not None:
        yield
        return
    with transaction.atomic():
        Case.objects.select_for_update().filter(work__pk=process_pk).exists()
        yield


# What steps_for asks of every case, and most cases have nothing of.
ASKED_FOR_STEPS = (
    "bereaved",
    "dispute",
    "has_dissatisfaction",
    "has_recommendations",
    "has_rungs",
    "has_screenings",
    "late_entry_waits",
    "reopening_waits",
    "requests",
    "statuses_of_other_letters",
    "supplement_state",
    "withdrawal_doubted",
)


class NoPage(View):
    """viewflow wants a view for each human node; ours live in the desk and call operations."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise Http404


def waits_for(step: Step) -> Callable[[Any], bool]:
    def ask(activation: Any) -> bool:
        # One look at the case for all the branches of one gateway.
        if not hasattr(activation, "waited_for"):
            look = look_at(activation.process.case_id)
            activation.waited_for = wanted(look.case, activation.process.referral_id)
        return step in activation.waited_for

    return ask


class Look:
    """A case as it stands, read once for everything that is asked while its tasks are realigned."""

    def __init__(self, pk: int) -> None:
        rows = Case.objects.select_related("lead__letter")
        self.case: Case = look_beside(rows, *ASKED_FOR_STEPS).get(pk=pk)
        self.opened: set[tuple[int | None, str]] = set()
        """The steps that were opened since."""

    @cached_property
    def owed(self) -> list[Duty]:
        return list(self.case.duties.filter(state=DutyState.RUNNING).order_by("due_on", "pk"))

    def next_duty(self, unit: int, *, referral: int | None = None) -> Duty | None:
        """Return the nearest thing this unit owes in this case, or about this request to cooperate."""
        return nearest(self.owed, unit, referral=referral)


def nearest(owed: Sequence[Duty], unit: int, *, referral: int | None) -> Duty | None:
    """Of what is owed in a case, nearest first: the first that is this unit's, or about this request."""
    return next((one for one in owed if one.unit_id == unit and referral in {None, one.referral_id}), None)


@contextmanager
def looking_at(pk: int) -> Iterator[Look]:
    """Nothing changes the case while its tasks are realigned: its row is locked, and only operations write it."""
    look = Look(pk)
    before = _looking.set(look)
    try:
        yield look
    finally:
        _looking.reset(before)


def look_at(pk: int) -> Look:
    look = _looking.get()
    return look if look is not None and look.case.pk == pk else Look(pk)


def wanted(case: Case, referral: int | None) -> frozenset[Step]:
    """The steps the case waits for, or those of one request to cooperate beside it."""
    return steps_for(case) if referral is None else steps_of_requests(case).get(referral, frozenset())


def unit_of(case: Case, step: Step, referral: Referral | None) -> int:
    """Return whose step it is: the agency's that was asked to help, that leads, or the MTTQ's."""
    helper = referral.agency_id if referral is not None else case.agency_in_charge
    unit = helper if FACTS[step].at_agency else case.unit_id
    assert unit is not None, "an agency has a step only once a letter was sent to it"
    return unit


def human(step: Step) -> Any:
    return Human(NoPage.as_view()).onCreate(this.opened).Next(this.next_step)


class CaseFlow(flow.Flow):  # type: ignore[misc]  # viewflow has no types
    """What both graphs share: the case they follow, its lock, and the row that says whose the step is."""

    process_class = CaseWork
    lock_impl = staticmethod(case_row_lock)
    steps: frozenset[Step] = frozenset()

    def open_work(self, activation: Any, case: Case, referral: int | None = None) -> CaseWork:
        work: CaseWork = activation.process
        work.case, work.referral_id = case, referral
        return work

    def opened(self, activation: Any) -> None:
        step = Step(activation.flow_task.name)
        look = look_at(activation.process.case_id)
        case = look.case
        facts = FACTS[step]
        referral = activation.process.referral
        unit = unit_of(case, step, referral)
        duty = look.next_duty(unit, referral=activation.process.referral_id)
        Assignment.objects.create(
            task_id=activation.task.pk,
            case=case,
            referral=referral,
            step=step,
            unit_id=unit,
            role=facts.role,
            owner_id=named_for(case, step),
            duty=duty,
            due_on=duty.due_on if duty else None,
            opened_at=timezone.now(),
        )
        look.opened.add((activation.process.referral_id, str(step)))


LETTER_STEPS = frozenset(WHILE_ANOTHER_LETTER_IS.values())
DISPUTE_STEPS = frozenset({Step.SETTLE_DISPUTE})
NAMING_STEPS = frozenset({Step.NAME_HANDLER})
LADDER_STEPS = frozenset({Step.CHASE, Step.BEFORE_LEADERSHIP})
SUPERIOR_STEPS = frozenset({Step.AWAIT_SUPERIOR})
TELLING_STEPS = frozenset({Step.TELL_RESULT})
ASKING_STEPS = frozenset({Step.LOOK_INTO})
INSPECTION_STEPS = frozenset({Step.INSPECT})
SCREENING_STEPS = frozenset(
    {
        Step.SCREEN,
        Step.CONFIRM_SCREENING,
        Step.REPORT_TO_HEAD,
        Step.TRANSFER_AT_ONCE,
        Step.WRITE_TO_SENDER,
        Step.GUIDE,
        Step.RETURN_TO_SENDER,
        Step.ASK_TO_SPLIT,
        Step.FILE_AWAY,
        Step.JOIN,
    }
)


REQUEST_STEPS_AT_AGENCY = frozenset({Step.ACKNOWLEDGE_REQUEST, Step.ANSWER_REQUEST})
REQUEST_STEPS = frozenset({Step.CONFIRM_REQUEST, Step.READ_REPLY})
SUPPLEMENT_STEPS = frozenset({Step.RECEIVE_SUPPLEMENT, Step.SETTLE_SUPPLEMENT})
SECOND_PERSON_STEPS = frozenset({Step.JUDGE_WITHDRAWAL, Step.JUDGE_LATE_ENTRY, Step.JUDGE_REOPENING})
SUCCESSOR_STEPS = frozenset({Step.FIND_SUCCESSOR})
BESIDE_THE_WALK = (
    LETTER_STEPS
    | DISPUTE_STEPS
    | SCREENING_STEPS
    | REQUEST_STEPS
    | SUPPLEMENT_STEPS
    | SECOND_PERSON_STEPS
    | SUCCESSOR_STEPS
    | NAMING_STEPS
    | LADDER_STEPS
    | SUPERIOR_STEPS
    | TELLING_STEPS
    | ASKING_STEPS
    | INSPECTION_STEPS
)
PROCEEDING_STEPS = frozenset({Step.ACCEPT_OR_REFUSE, Step.DECIDE})


class PetitionFlow(CaseFlow):
    """The work of the MTTQ on a case, from bút phê to closing."""

    steps = frozenset(step for step in Step if not FACTS[step].at_agency) - BESIDE_THE_WALK

    begin = Begin(this.open_work).Next(this.next_step)

    next_step = (
        Gate()
        .Case(this.instruct, waits_for(Step.INSTRUCT))
        .Case(this.take_up, waits_for(Step.TAKE_UP))
        .Case(this.draft, waits_for(Step.DRAFT))
        .Case(this.sign, waits_for(Step.SIGN))
        .Case(this.issue, waits_for(Step.ISSUE))
        .Case(this.dispatch, waits_for(Step.DISPATCH))
        .Case(this.confirm_delivery, waits_for(Step.CONFIRM_DELIVERY))
        .Case(this.review, waits_for(Step.REVIEW))
        .Case(this.verify, waits_for(Step.VERIFY))
        .Case(this.close, waits_for(Step.CLOSE))
        .Default(this.done)
    )
    instruct = human(Step.INSTRUCT)
    take_up = human(Step.TAKE_UP)
    draft = human(Step.DRAFT)
    sign = human(Step.SIGN)
    issue = human(Step.ISSUE)
    dispatch = human(Step.DISPATCH)
    confirm_delivery = human(Step.CONFIRM_DELIVERY)
    review = human(Step.REVIEW)
    verify = human(Step.VERIFY)
    close = human(Step.CLOSE)
    done = Done()


class AgencyFlow(CaseFlow):
    """The work of the agency a case was sent to; runs beside the MTTQ's own."""

    steps = frozenset(step for step in Step if FACTS[step].at_agency) - PROCEEDING_STEPS - REQUEST_STEPS_AT_AGENCY

    begin = Begin(this.open_work).Next(this.next_step)

    next_step = (
        Gate()
        .Case(this.acknowledge, waits_for(Step.ACKNOWLEDGE))
        .Case(this.answer, waits_for(Step.ANSWER))
        .Default(this.done)
    )
    acknowledge = human(Step.ACKNOWLEDGE)
    answer = human(Step.ANSWER)
    done = Done()


class ProceedingFlow(CaseFlow):
    """What the law has the competent body do before it answers: accept or refuse, then resolve. Beside its answer."""

    steps = PROCEEDING_STEPS

    begin = Begin(this.open_work).Next(this.next_step)

    next_step = (
        Gate()
        .Case(this.accept_or_refuse, waits_for(Step.ACCEPT_OR_REFUSE))
        .Case(this.decide, waits_for(Step.DECIDE))
        .Default(this.done)
    )
    accept_or_refuse = human(Step.ACCEPT_OR_REFUSE)
    decide = human(Step.DECIDE)
    done = Done()


class ScreeningFlow(CaseFlow):
    """What becomes of a petition once it is in hand: screened, agreed to, carried out. Beside the walk it may leave."""

    steps = SCREENING_STEPS

    begin = Begin(this.open_work).Next(this.next_step)

    next_step = (
        Gate()
        .Case(this.screen, waits_for(Step.SCREEN))
        .Case(this.confirm_screening, waits_for(Step.CONFIRM_SCREENING))
        .Case(this.report_to_head, waits_for(Step.REPORT_TO_HEAD))
        .Case(this.transfer_at_once, waits_for(Step.TRANSFER_AT_ONCE))
        .Case(this.write_to_sender, waits_for(Step.WRITE_TO_SENDER))
        .Case(this.guide, waits_for(Step.GUIDE))
        .Case(this.return_to_sender, waits_for(Step.RETURN_TO_SENDER))
        .Case(this.ask_to_split, waits_for(Step.ASK_TO_SPLIT))
        .Case(this.file_away, waits_for(Step.FILE_AWAY))
        .Case(this.join, waits_for(Step.JOIN))
        .Default(this.done)
    )
    screen = human(Step.SCREEN)
    confirm_screening = human(Step.CONFIRM_SCREENING)
    report_to_head = human(Step.REPORT_TO_HEAD)
    transfer_at_once = human(Step.TRANSFER_AT_ONCE)
    write_to_sender = human(Step.WRITE_TO_SENDER)
    guide = human(Step.GUIDE)
    return_to_sender = human(Step.RETURN_TO_SENDER)
    ask_to_split = human(Step.ASK_TO_SPLIT)
    file_away = human(Step.FILE_AWAY)
    join = human(Step.JOIN)
    done = Done()


class DisputeFlow(CaseFlow):
    """A petition that goes round waits for the leader; then the handler's work begins anew in its own graph."""

    steps = DISPUTE_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.settle_dispute, waits_for(Step.SETTLE_DISPUTE)).Default(this.done)
    settle_dispute = human(Step.SETTLE_DISPUTE)
    done = Done()


class NamingFlow(CaseFlow):
    """A case whose handler has gone waits for the leader to name another; then the work goes on in its own graph."""

    steps = NAMING_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.name_handler, waits_for(Step.NAME_HANDLER)).Default(this.done)
    name_handler = human(Step.NAME_HANDLER)
    done = Done()


class SupplementFlow(CaseFlow):
    """The petitioner was asked to bring something: wait for it, then the leader where nobody came."""

    steps = SUPPLEMENT_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = (
        Gate()
        .Case(this.receive_supplement, waits_for(Step.RECEIVE_SUPPLEMENT))
        .Case(this.settle_supplement, waits_for(Step.SETTLE_SUPPLEMENT))
        .Default(this.done)
    )
    receive_supplement = human(Step.RECEIVE_SUPPLEMENT)
    settle_supplement = human(Step.SETTLE_SUPPLEMENT)
    done = Done()


class SuccessorFlow(CaseFlow):
    """The petitioner has died: somebody looks for who goes on."""

    steps = SUCCESSOR_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.find_successor, waits_for(Step.FIND_SUCCESSOR)).Default(this.done)
    find_successor = human(Step.FIND_SUCCESSOR)
    done = Done()


class DoubtFlow(CaseFlow):
    """A withdrawal that looks wrong waits for a second person."""

    steps = frozenset({Step.JUDGE_WITHDRAWAL})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.judge_withdrawal, waits_for(Step.JUDGE_WITHDRAWAL)).Default(this.done)
    judge_withdrawal = human(Step.JUDGE_WITHDRAWAL)
    done = Done()


class LateEntryFlow(CaseFlow):
    """A day of the past waits for a second person."""

    steps = frozenset({Step.JUDGE_LATE_ENTRY})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.judge_late_entry, waits_for(Step.JUDGE_LATE_ENTRY)).Default(this.done)
    judge_late_entry = human(Step.JUDGE_LATE_ENTRY)
    done = Done()


class ReopeningFlow(CaseFlow):
    """What was closed waits for the leader who opens it again or leaves it."""

    steps = frozenset({Step.JUDGE_REOPENING})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.judge_reopening, waits_for(Step.JUDGE_REOPENING)).Default(this.done)
    judge_reopening = human(Step.JUDGE_REOPENING)
    done = Done()


class SigningFlow(CaseFlow):
    """Letters beside the transfer that wait for the leader. One graph a step: several letters may stand at several."""

    steps = frozenset({Step.SIGN_OTHER})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.sign_other, waits_for(Step.SIGN_OTHER)).Default(this.done)
    sign_other = human(Step.SIGN_OTHER)
    done = Done()


class IssuingFlow(CaseFlow):
    """Signed letters beside the transfer that wait for their number."""

    steps = frozenset({Step.ISSUE_OTHER})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.issue_other, waits_for(Step.ISSUE_OTHER)).Default(this.done)
    issue_other = human(Step.ISSUE_OTHER)
    done = Done()


class DispatchingFlow(CaseFlow):
    """Numbered letters beside the transfer that wait to be sent."""

    steps = frozenset({Step.DISPATCH_OTHER})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.dispatch_other, waits_for(Step.DISPATCH_OTHER)).Default(this.done)
    dispatch_other = human(Step.DISPATCH_OTHER)
    done = Done()


class ChasingFlow(CaseFlow):
    """An agency let its day pass: the handler writes to it. Beside the walk, which waits for its answer."""

    steps = frozenset({Step.CHASE})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.chase, waits_for(Step.CHASE)).Default(this.done)
    chase = human(Step.CHASE)
    done = Done()


class LeadershipFlow(CaseFlow):
    """The last rung: an agency that nobody could move is laid before the leader."""

    steps = frozenset({Step.BEFORE_LEADERSHIP})

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.before_leadership, waits_for(Step.BEFORE_LEADERSHIP)).Default(this.done)
    before_leadership = human(Step.BEFORE_LEADERSHIP)
    done = Done()


class SuperiorFlow(CaseFlow):
    """A superior was asked to judge what the agency did: whoever follows the case waits for its word."""

    steps = SUPERIOR_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.await_superior, waits_for(Step.AWAIT_SUPERIOR)).Default(this.done)
    await_superior = human(Step.AWAIT_SUPERIOR)
    done = Done()


class TellingFlow(CaseFlow):
    """The petitioner is told what was answered, beside the commitments that are followed."""

    steps = TELLING_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.tell_result, waits_for(Step.TELL_RESULT)).Default(this.done)
    tell_result = human(Step.TELL_RESULT)
    done = Done()


class AskingFlow(CaseFlow):
    """A petitioner says that it did not help: the supervisor looks into it, be the case closed."""

    steps = ASKING_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.look_into, waits_for(Step.LOOK_INTO)).Default(this.done)
    look_into = human(Step.LOOK_INTO)
    done = Done()


class InspectionFlow(CaseFlow):
    """Somebody goes to see what was promised, beside what is verified from the desk."""

    steps = INSPECTION_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = Gate().Case(this.inspect, waits_for(Step.INSPECT)).Default(this.done)
    inspect = human(Step.INSPECT)
    done = Done()


class RequestFlow(CaseFlow):
    """The MTTQ's work on one request to cooperate: know that it arrived, read what came back."""

    steps = REQUEST_STEPS

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = (
        Gate()
        .Case(this.confirm_request, waits_for(Step.CONFIRM_REQUEST))
        .Case(this.read_reply, waits_for(Step.READ_REPLY))
        .Default(this.done)
    )
    confirm_request = human(Step.CONFIRM_REQUEST)
    read_reply = human(Step.READ_REPLY)
    done = Done()


class HelperFlow(CaseFlow):
    """The work of one agency that was asked to help beside the lead. As many run as were asked."""

    steps = REQUEST_STEPS_AT_AGENCY

    begin = Begin(this.open_work).Next(this.next_step)
    next_step = (
        Gate()
        .Case(this.acknowledge_request, waits_for(Step.ACKNOWLEDGE_REQUEST))
        .Case(this.answer_request, waits_for(Step.ANSWER_REQUEST))
        .Default(this.done)
    )
    acknowledge_request = human(Step.ACKNOWLEDGE_REQUEST)
    answer_request = human(Step.ANSWER_REQUEST)
    done = Done()


OF_A_REQUEST: tuple[type[CaseFlow], ...] = (RequestFlow, HelperFlow)
FLOWS: tuple[type[CaseFlow], ...] = (
    PetitionFlow,
    ScreeningFlow,
    AgencyFlow,
    DisputeFlow,
    NamingFlow,
    SupplementFlow,
    SuccessorFlow,
    DoubtFlow,
    LateEntryFlow,
    ReopeningFlow,
    ProceedingFlow,
    SigningFlow,
    IssuingFlow,
    DispatchingFlow,
    ChasingFlow,
    LeadershipFlow,
    SuperiorFlow,
    TellingFlow,
    AskingFlow,
    InspectionFlow,
)
