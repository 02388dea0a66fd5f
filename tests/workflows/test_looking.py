"""What a case waits for is read in one look, and the look says what every table by itself would say."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from tests import stories
from tests.cases import test_every_state as states
from tests.stories import DAY, Office, a_case, a_petition
from workflows.flows import ASKED_FOR_STEPS, Look
from workflows.follow import all_steps_for, misaligned

pytestmark = pytest.mark.django_db


def beside(at: Status, *moves):
    def made(office: Office) -> Case:
        case = a_case(office, at=at)
        for move in moves:
            move(office, case)
        return case

    return made


ODD = {
    "a dispute": states.a_dispute,
    "a helper": states.a_helped_case,
    "an accepted complaint": states.an_accepted_complaint,
    "a bereaved complaint": stories.a_bereaved_complaint,
    "a late entry": stories.entered_late,
    "a supplement": beside(Status.IN_HAND, stories.supplement_asked),
    "a doubted withdrawal": beside(Status.IN_HAND, stories.withdrawal_doubted),
    "a reopening": beside(Status.CLOSED, stories.reopening_asked),
    "another letter": beside(Status.FORWARDED, stories.other_submitted),
    "a screening": beside(Status.IN_HAND, stories.screened_to_file),
}
IN_A_STATUS = {str(status): beside(status) for status in Status}


def everything(case: Case) -> dict[str, object]:
    return {name: getattr(case, name) for name in ASKED_FOR_STEPS}


@pytest.mark.parametrize("made", (ODD | IN_A_STATUS).values(), ids=(ODD | IN_A_STATUS).keys())
def test_a_look_says_of_a_case_what_its_tables_say(office: Office, made):
    case = made(office)
    look, plain = Look(case.pk).case, Case.objects.get(pk=case.pk)
    assert everything(look) == everything(plain)
    assert all_steps_for(look) == all_steps_for(plain)
    assert misaligned(plain) == ""


def test_the_look_brings_along_of_which_tables_there_is_nothing(office: Office):
    case = a_petition(office)
    with CaptureQueriesContext(connection) as asked:
        everything(Look(case.pk).case)
    assert len(asked) == 1


# With the two of the transaction, on both engines: what is read twice or written one by one shows here first.
REGISTERED, MOVED = 43, 31


def test_registering_and_one_move_ask_no_more_than_they_need(office: Office):
    a_petition(office)
    with CaptureQueriesContext(connection) as registering:
        case = a_petition(office)
    op.instruct(case, handler=office.person("handler"), by=office.actor("leader"), on=DAY)
    with CaptureQueriesContext(connection) as moving:
        op.take_up(case, by=office.actor("handler"), on=DAY)
    assert (len(registering) <= REGISTERED, len(moving) <= MOVED) == (True, True), (len(registering), len(moving))
