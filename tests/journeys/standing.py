"""How a case stands in a story: what happened, what is owed, what waits for whom, which letters, who sees it."""

from collections import Counter

from audit.models import Event
from cases import access
from cases.models import Case
from deadlines.vocabulary import DutyState
from tests.stories import Office
from workflows.models import Assignment

INSIDE = {"receptionist", "handler", "leader", "records_officer", "supervisor", "auditor"}
AGENCY = {"agency_officer", "agency_leader", "agency_head"}


def events_of(case: Case) -> list[str]:
    found = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("pk")
    return list(found.values_list("kind", flat=True))


def owed(case: Case) -> set[str]:
    return set(case.duties.filter(state=DutyState.RUNNING).values_list("rule__key", flat=True))


def waiting(case: Case) -> Counter[str]:
    """The open steps and how often each waits."""
    return Counter(Assignment.objects.filter(case=case, ended_at=None).values_list("step", flat=True))


def letters_of(case: Case) -> list[tuple[str, str]]:
    return [(letter.form, letter.status) for letter in case.letters.order_by("pk")]


def seen_by(office: Office, case: Case) -> set[str]:
    """The roles of the own office and of the first agency that find the case."""
    return {role for role in INSIDE | AGENCY | {"administrator"} if access.may_see(office.actor(role), case)}
