"""Two persons, never one under two names: whoever wrote, or for whom it was written, neither signs nor confirms."""

from dataclasses import replace
from datetime import timedelta

import pytest

from audit.actor import Actor
from cases import operations as op
from cases.errors import NotAllowedNow
from cases.kinds import DENUNCIATIONS
from cases.models import Case, Letter, Refusal, Screening
from cases.vocabulary import Kind, LetterForm, ScreenedTo, Status
from organizations.models import User
from organizations.vocabulary import Role
from tests import reception, stories
from tests.factories import a_person
from tests.stories import ANSWER_BY, DAY, Office, a_case, a_denunciation, as_person

pytestmark = pytest.mark.django_db


def standing_in(office: Office, deputy: User, absent: User, role: str) -> Actor:
    actor = as_person(deputy, office.province, role)
    return replace(actor, on_behalf_of=str(absent.pk))


def drafted(office: Office, case: Case, by: Actor) -> None:
    op.draft_letter(
        case,
        agency=office.agency,
        subject="Chuyển kiến nghị",
        asked="Xem xét, trả lời.",
        answer_by=ANSWER_BY,
        by=by,
        on=DAY,
    )
    op.submit_letter(case, by=by, on=DAY)


def pairs(office: Office) -> list[tuple[str, Actor, Actor, bool]]:
    """Who does the first thing, who the second, and whether that is two persons."""
    handler, leader = office.person("handler"), office.person("leader")
    deputy, other = a_person(office.province, Role.HANDLER), a_person(office.province, Role.LEADER)
    for person in (handler, leader, deputy, other):
        person.title = "Phó Chủ tịch"
        person.save()
    writes = as_person(handler, office.province, "handler")
    return [
        ("another person", writes, as_person(leader, office.province, "leader"), True),
        ("oneself", writes, as_person(handler, office.province, "leader"), False),
        (
            "for whom the deputy wrote",
            standing_in(office, deputy, handler, "handler"),
            as_person(handler, office.province, "leader"),
            False,
        ),
        (
            "the deputy who wrote, as leader",
            standing_in(office, deputy, handler, "handler"),
            as_person(deputy, office.province, "leader"),
            False,
        ),
        (
            "the author standing in for a leader",
            as_person(handler, office.province, "handler"),
            standing_in(office, handler, leader, "leader"),
            False,
        ),
        (
            "somebody standing in for the author as leader",
            as_person(handler, office.province, "handler"),
            standing_in(office, other, handler, "leader"),
            False,
        ),
        (
            "somebody else, where a deputy wrote",
            standing_in(office, deputy, handler, "handler"),
            as_person(leader, office.province, "leader"),
            True,
        ),
    ]


NAMES = [
    "another person",
    "oneself",
    "for whom the deputy wrote",
    "the deputy who wrote, as leader",
    "the author standing in for a leader",
    "somebody standing in for the author as leader",
    "somebody else, where a deputy wrote",
]


@pytest.fixture(params=NAMES)
def pair(request, office) -> tuple[Actor, Actor, bool]:
    return next((first, second, two) for name, first, second, two in pairs(office) if name == request.param)


def judged(act, two: bool) -> None:
    if two:
        act()
        return
    with pytest.raises(NotAllowedNow):
        act()


def test_a_transfer_is_signed_by_somebody_else_than_who_wrote_it_or_for_whom(office, pair):
    first, second, two = pair
    case = a_case(office, at=Status.IN_HAND)
    drafted(office, case, first)
    judged(lambda: op.sign_letter(case, by=second, on=DAY), two)
    assert Letter.objects.get(case=case).status == ("signed" if two else "submitted")


def test_another_letter_is_signed_by_somebody_else(office, pair):
    first, second, two = pair
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.other_drafted(office, case, LetterForm.NOTICE_TRANSFER, by=first)
    op.submit_other(case, letter=letter, by=first, on=DAY)
    judged(lambda: op.sign_other(case, letter=letter, by=second, on=DAY), two)


@pytest.mark.parametrize("judgement", ["confirm", "reject"])
def test_a_screening_is_judged_by_a_second_person(office, pair, judgement):
    first, second, two = pair
    case = a_denunciation(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    assert Kind(case.kind) in DENUNCIATIONS
    op.screen(case, answers=stories.DENOUNCED, decided=ScreenedTo.FORWARD, because=stories.OTHERWISE, by=first, on=DAY)
    if judgement == "confirm":
        judged(lambda: op.confirm_screening(case, by=second, on=DAY), two)
    else:
        judged(lambda: op.reject_screening(case, because="Chưa rõ.", by=second, on=DAY), two)
    assert (Screening.objects.get(case=case).state == "waiting") != two


@pytest.mark.parametrize("judgement", ["confirm", "overturn"])
def test_turning_somebody_away_is_judged_by_another_leader(office, pair, judgement):
    first, second, two = pair
    visit = reception.a_visit(office, reception.an_open_session(office))
    refusal = reception.a_refusal(office, visit, by=replace(first, roles=frozenset({Role.RECEPTIONIST})))
    day = reception.DAY + timedelta(days=1)
    if judgement == "confirm":
        judged(lambda: op.confirm_refusal(refusal, by=second, on=day), two)
    else:
        judged(lambda: op.overturn_refusal(refusal, because="Có tình tiết mới.", by=second, on=day), two)
    assert Refusal.objects.get().is_undecided != two
