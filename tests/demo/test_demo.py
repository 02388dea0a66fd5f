"""The demo office: believable, in step with itself, the same for the same seed, and never among real petitions."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.core.management import CommandError, call_command
from django.db import transaction

from audit.models import Dispatch, DispatchState
from cases.models import Case
from cases.vocabulary import Status
from config import alignment
from config.demo import logins, office, people, texts
from deadlines.vocabulary import DutyState
from organizations.models import Field, Unit, User
from organizations.vocabulary import Role
from tests.factories import a_person, a_unit

TODAY = date(2026, 11, 20)
CASES = 24


@pytest.fixture
def demo(db, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    call_command("load_areas", verbosity=0)
    call_command("demo", "--cases", str(CASES), "--today", TODAY.isoformat(), verbosity=0)
    return tmp_path


def test_a_small_demo_shows_cases_in_every_state_and_all_in_step(demo):
    cases = Case.objects.all()
    assert cases.count() == CASES
    assert {case.status for case in cases} == set(Status.values)
    assert list(alignment.findings()) == []
    assert all(case.registered_on <= TODAY for case in cases)
    assert Case.objects.filter(duties__state=DutyState.RUNNING, duties__due_on__lt=TODAY).exists()
    assert not Dispatch.objects.exclude(state=DispatchState.DONE).exists()


def test_numbers_of_the_book_follow_the_days(demo):
    days = list(Case.objects.order_by("number").values_list("registered_on", flat=True))
    assert days == sorted(days)


def test_every_role_has_a_login_that_opens(demo, rf):
    listed = (demo / "demo-logins.txt").read_text(encoding="utf-8")
    for role in Role:
        person = next(person for person in (*people.FRONT, *people.AGENCY) if role in person.roles)
        assert person.username in listed
        assert authenticate(rf.post("/"), username=person.username, password=people.PASSWORD) is not None, role
    assert len(logins.lines()) == User.objects.count() == 31
    assert Unit.objects.exclude(kind="mttq").count() == 12


def test_the_same_seed_makes_the_same_office(db):
    call_command("load_areas", verbosity=0)
    first, again, other = _made(seed=7), _made(seed=7), _made(seed=8)
    assert first == again
    assert first != other


def test_a_demo_never_mixes_with_people_who_work_here(db):
    a_person(a_unit("Ủy ban MTTQ Việt Nam xã Thật", "mttq", "commune"), Role.LEADER)
    with pytest.raises(CommandError, match="đã có người dùng"):
        call_command("demo")
    assert User.objects.count() == 1


def test_the_texts_are_many_and_name_known_fields(db):
    call_command("load_areas", verbosity=0)
    stories = texts.stories()
    assert len({story.text for story in stories}) == len(stories) >= 40
    assert {story.field for story in stories} <= set(Field.objects.values_list("pk", flat=True))


def _made(*, seed: int) -> list[tuple[str, str, str, str, date]]:
    with transaction.atomic():
        office.make(cases=6, seed=seed, today=TODAY)
        rows = Case.objects.order_by("number")
        made = list(rows.values_list("number", "summary", "status", "unit__name", "registered_on"))
        transaction.set_rollback(True)
    return made
