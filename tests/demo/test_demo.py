"""The demo office: believable, in step with itself, the same for the same seed, and never among real petitions."""

from datetime import date
from io import StringIO

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction
from django.test import override_settings

from audit.models import Dispatch, DispatchState
from cases.models import (
    AgendaItem,
    Bereavement,
    Case,
    Correction,
    Dispute,
    Joining,
    LateEntry,
    Referral,
    Rung,
    Screening,
    Splitting,
    Supplement,
    Verdict,
    Visit,
    Withdrawal,
)
from cases.vocabulary import (
    BereavementState,
    DisputeState,
    Helped,
    LateEntryState,
    Outcome,
    ReferralRole,
    ReferralStatus,
    Status,
    SupplementState,
    WithdrawalState,
)
from config import alignment
from config.demo import logins, people, texts
from deadlines.vocabulary import DutyState
from organizations.models import Field, Unit, User
from organizations.vocabulary import Level, Role

TODAY = date(2026, 11, 20)
CASES = 50


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """Made once for all these tests, and gone after them."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DATA_DIR=folder, MEDIA_ROOT=folder):
        call_command("load_areas", verbosity=0)
        call_command("demo", "--cases", str(CASES), "--today", TODAY.isoformat(), stdout=StringIO())
        yield folder
        transaction.set_rollback(True)


def test_a_small_demo_shows_cases_in_every_state_and_all_in_step(db):
    cases = Case.objects.all()
    # Whatever was split off has a number of its own.
    assert cases.count() == CASES + Splitting.objects.count()
    assert {case.status for case in cases} == set(Status.values)
    assert list(alignment.findings()) == []
    assert all(case.registered_on <= TODAY for case in cases)
    assert Case.objects.filter(duties__state=DutyState.RUNNING, duties__due_on__lt=TODAY).exists()
    assert not Dispatch.objects.exclude(state=DispatchState.DONE).exists()


def test_a_province_is_to_speak_of_a_case_below_and_a_commune_of_its_own(db):
    items = AgendaItem.objects.select_related("unit", "case")
    assert any(item.unit.level == Level.PROVINCE and item.case.unit_id != item.unit_id for item in items)
    assert any(item.unit.level == Level.COMMUNE and item.case.unit_id == item.unit_id for item in items)


def test_it_shows_what_came_in_under_seal_was_screened_joined_split_and_received(db):
    assert Case.objects.filter(sealed=True).exists()
    for model in (Joining, Screening, Splitting, Visit):
        assert model.objects.exists(), model
    ended = set(Case.objects.values_list("outcome", flat=True))
    assert {Outcome.GUIDED, Outcome.RETURNED, Outcome.SPLIT_ASKED, Outcome.FILED_AWAY, Outcome.VOIDED} <= ended


def test_it_shows_a_letter_taken_back_a_petition_that_goes_round_and_agencies_that_help(db):
    assert Referral.objects.filter(status=ReferralStatus.RECALLED).exists()
    assert Dispute.objects.filter(state=DisputeState.OPEN).exists()
    helping = Referral.objects.filter(role=ReferralRole.COOPERATING)
    assert {ReferralStatus.SENT, ReferralStatus.ANSWERED} <= set(helping.values_list("status", flat=True))


def test_it_shows_the_odd_turns(db):
    asked = set(Supplement.objects.values_list("state", flat=True))
    assert {SupplementState.OPEN, SupplementState.RECEIVED, SupplementState.LAPSED} <= asked
    assert {WithdrawalState.DOUBTED, WithdrawalState.REFUSED} <= set(Withdrawal.objects.values_list("state", flat=True))
    assert {BereavementState.WAITING, BereavementState.SUCCEEDED} <= set(
        Bereavement.objects.values_list("state", flat=True)
    )
    assert LateEntry.objects.filter(state=LateEntryState.WAITING).exists()
    assert Correction.objects.exists()
    assert Verdict.objects.filter(helped=Helped.NO, heeded_on=None).exists()
    assert Case.objects.filter(status=Status.CLOSED, assignments__step="judge_reopening").exists()
    assert Rung.objects.exists(), "agencies that are late are chased"


def test_numbers_of_the_book_follow_the_days(db):
    days = list(Case.objects.order_by("number").values_list("registered_on", flat=True))
    assert days == sorted(days)


def test_every_role_has_a_login_that_opens(db, demo, rf):
    listed = (demo / "demo-logins.txt").read_text(encoding="utf-8")
    for role in Role:
        person = next(person for person in (*people.FRONT, *people.AGENCY) if role in person.roles)
        assert person.username in listed
        assert authenticate(rf.post("/"), username=person.username, password=people.PASSWORD) is not None, role
    # Eleven heads of agencies are known by name and office, and have no login.
    assert len(logins.lines()) == sum(user.has_usable_password() for user in User.objects.all()) == 32
    assert User.objects.count() == 32 + 11
    assert Unit.objects.exclude(kind="mttq").count() == 12


def test_a_demo_is_made_once_and_never_among_people_who_work_here(db):
    with pytest.raises(CommandError, match="đã có người dùng"):
        call_command("demo")
    assert Case.objects.count() == CASES + Splitting.objects.count()


def test_the_texts_are_many_and_name_known_fields(db):
    stories = texts.stories()
    assert len({story.text for story in stories}) == len(stories) >= 40
    assert {story.field for story in stories} <= set(Field.objects.values_list("pk", flat=True))
