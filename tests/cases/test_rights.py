"""Reads are paired: the predicate for one case and the filter for the list always agree."""

import pytest

from audit.actor import Actor, ActorKind, system
from cases import access
from cases.errors import NotYoursToSee
from cases.models import Case
from cases.queries import case_for, duties_for, events_of, moves_closed_to, moves_open_to, search
from cases.vocabulary import Move, Status
from organizations.vocabulary import Role
from tests import stories
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


def everybody(office):
    yield system("nightly")
    yield Actor(kind=ActorKind.PETITIONER, key="1")
    yield Actor(kind=ActorKind.CLIENT, key="nobody")
    for unit, role in office.people:
        yield office.actor(role, next(u for u in units(office) if u.pk == unit))


def units(office):
    return office.province, office.commune, office.agency, office.other_agency


def test_the_right_to_see_one_case_and_the_list_agree_for_everybody(office):
    a_petition(office)
    a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune))
    a_case(office, at=Status.FORWARDED)
    a_case(office, at=Status.CLOSED)
    cases = list(Case.objects.all())
    assert len(cases) == 4
    for actor in everybody(office):
        listed = set(Case.objects.visible_to(actor))
        assert listed == {case for case in cases if access.may_see(actor, case)}, actor


def test_a_province_s_supervisor_sees_its_communes_and_a_commune_not_its_province(office):
    above, below = (
        a_petition(office),
        a_petition(office, unit=office.commune, by=office.actor("receptionist", office.commune)),
    )
    seen = set(Case.objects.visible_to(office.actor("supervisor")))
    assert seen == {above, below}
    assert set(Case.objects.visible_to(office.actor("supervisor", office.commune))) == {below}
    assert set(Case.objects.visible_to(office.actor("handler"))) == {above}


def test_an_agency_sees_a_case_only_from_the_day_its_letter_left(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.issued(office, case)
    officer = office.actor("agency_officer")
    with pytest.raises(NotYoursToSee):
        case_for(officer, case.pk)
    from_here = office.actor("records_officer")
    stories.op.dispatch_letter(case, by=from_here, on=stories.DAY)
    assert case_for(officer, case.pk) == case
    with pytest.raises(NotYoursToSee):
        case_for(office.actor("agency_officer", office.other_agency), case.pk)


def test_an_administrator_reads_no_petition(office):
    a_petition(office)
    assert not Case.objects.visible_to(office.actor("administrator")).exists()


def test_notes_and_instructions_stay_inside_the_front(office):
    case = a_case(office, at=Status.FORWARDED)
    stories.op.add_note(case, text="Đã gọi điện.", by=office.actor("handler"), on=stories.DAY)
    inside = {event.kind for event in events_of(case, seen_by=office.actor("handler"))}
    outside = {event.kind for event in events_of(case, seen_by=office.actor("agency_officer"))}
    assert {"case.noted", "case.instructed"} <= inside
    assert not {"case.noted", "case.instructed", "letter.drafted"} & outside
    assert "referral.dispatched" in outside


def test_buttons_are_exactly_the_moves_that_would_succeed(office):
    case = a_case(office, at=Status.INSTRUCTED)
    assert moves_open_to(office.actor("handler"), case) == [
        Move.TAKE_UP,
        Move.REPORT_TO_HEAD,
        Move.WITHDRAW,
        Move.WITHDRAW_PART,
        Move.DOUBT_WITHDRAWAL,
        Move.ASK_SUPPLEMENT,
        Move.RECORD_DEATH,
        Move.CORRECT_PARTY,
        Move.JOIN,
        Move.SPLIT,
        Move.ATTACH_DOCUMENT,
        Move.RECEIVE_PAPERS,
        Move.ADD_NOTE,
        Move.RECLASSIFY,
    ]
    closed = dict(moves_closed_to(office.actor("handler"), case))
    assert Move.DRAFT_LETTER in closed
    assert closed[Move.DRAFT_LETTER]


def test_every_move_is_granted_to_somebody_and_only_known_roles_are_granted():
    assert set(access.GRANTS) == set(Move)
    named = {grant.role for grants in access.GRANTS.values() for grant in grants}
    assert named - {"system", "petitioner"} <= set(Role.values)


def test_search_finds_without_marks_and_folds_d(office):
    case = a_petition(office, summary="Đường liên thôn hư hỏng")
    found = search("duong LIEN thon", Case.objects.all())
    assert list(found) == [case]
    assert list(search("đường đặng", Case.objects.all())) == [case]
    assert not search("cầu treo", Case.objects.all()).exists()


def test_the_second_agency_reads_nothing_of_the_first_one_s_dealings(office):
    case = a_case(office, at=Status.FORWARDED)
    stories.op.refuse_referral(
        case, reason="not_competent", text="Việc của Sở Xây dựng.", by=office.actor("agency_officer"), on=stories.DAY
    )
    stories.drafted(office, case, agency=office.other_agency)
    for move, role in (("submit_letter", "handler"), ("sign_letter", "leader")):
        getattr(stories.op, move)(case, by=office.actor(role), on=stories.DAY)
    for move in ("issue_letter", "dispatch_letter"):
        getattr(stories.op, move)(case, by=office.actor("records_officer"), on=stories.DAY)
    case = Case.objects.get(pk=case.pk)
    second = office.actor("agency_officer", office.other_agency)
    first = office.actor("agency_officer")
    assert [event.kind for event in events_of(case, seen_by=second)] == ["referral.dispatched"]
    assert [event.kind for event in events_of(case, seen_by=first)] == ["referral.refused", "referral.dispatched"]
    assert not duties_for(second, case, inside=False).exists()
