"""Who may act as what on which day."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.actor import Actor, ActorKind, Channel
from audit.models import Event
from organizations.capacities import capacities_of, capacity, people_acting_as, people_with
from organizations.models import Membership, User
from organizations.models.user import NeverDeleted
from organizations.names import names_of
from organizations.operations import (
    appoint,
    create_person,
    deactivate_person,
    deputise,
    end_deputisation,
    end_membership,
    first_administrator,
)
from organizations.vocabulary import Level, Role

from .conftest import COMMAND, SINCE, TODAY, House

DAY = timedelta(days=1)


def test_all_roles_in_one_unit_make_one_capacity(house: House) -> None:
    person = house.member("hoa", Role.HANDLER)
    appoint(person, unit=house.province, role=Role.RECEPTIONIST, from_on=SINCE, by=COMMAND)
    appoint(person, unit=house.commune, role=Role.SUPERVISOR, from_on=SINCE, by=COMMAND)
    first, second = capacities_of(person, on=TODAY)
    assert (first.unit, first.roles) == (house.province, {Role.HANDLER, Role.RECEPTIONIST})
    assert (second.unit, second.roles) == (house.commune, {Role.SUPERVISOR})
    assert capacity(person, second.key, on=TODAY) == second
    actor = first.actor(Channel.DESK)
    assert (actor.person_id, actor.unit, actor.roles) == (person.pk, house.province.pk, first.roles)


@pytest.mark.parametrize(("day", "may"), [(-1, False), (0, True), (10, True), (11, False)])
def test_a_role_is_held_from_its_first_to_the_end_of_its_last_day(house: House, day: int, may: bool) -> None:
    person = house.member("hoa", Role.HANDLER, from_on=TODAY, to_on=TODAY + 10 * DAY)
    assert bool(capacities_of(person, on=TODAY + day * DAY)) is may
    assert people_with(Role.HANDLER, unit_id=house.province.pk, on=TODAY + day * DAY).exists() is may


def test_a_deactivated_account_has_no_capacity_and_stays(house: House) -> None:
    person = house.member("hoa", Role.HANDLER)
    deactivate_person(person, by=COMMAND, on=TODAY, reason="Chuyển công tác")
    assert capacities_of(person, on=TODAY) == []
    assert not people_with(Role.HANDLER, unit_id=house.province.pk, on=TODAY).exists()
    with pytest.raises(NeverDeleted):
        person.delete()
    with pytest.raises(NeverDeleted):
        User.objects.filter(pk=person.pk).delete()


class TestStandingIn:
    def test_a_deputy_acts_in_the_role_for_the_person_and_not_a_day_longer(self, house: House) -> None:
        leader, deputy = house.member("leader", Role.LEADER), house.member("deputy", Role.HANDLER)
        lend(leader, deputy)
        own, lent = capacities_of(deputy, on=TODAY + 5 * DAY)
        assert (own.roles, own.on_behalf_of) == ({Role.HANDLER}, "")
        assert (lent.roles, lent.on_behalf_of) == ({Role.LEADER}, str(leader.pk))
        assert lent.actor().on_behalf_of == str(leader.pk)
        assert lent.key != own.key
        for day in (TODAY - DAY, TODAY + 6 * DAY):
            assert capacities_of(deputy, on=day) == [own]
        assert set(people_acting_as(Role.LEADER, unit_id=house.province.pk, on=TODAY)) == {leader, deputy}
        assert set(people_with(Role.LEADER, unit_id=house.province.pk, on=TODAY)) == {leader}

    def test_what_is_taken_back_ends_on_that_day(self, house: House) -> None:
        leader, deputy = house.member("leader", Role.LEADER), house.member("deputy", Role.HANDLER)
        end_deputisation(lend(leader, deputy), by=COMMAND, on=TODAY + 2 * DAY)
        assert len(capacities_of(deputy, on=TODAY + DAY)) == 2
        assert len(capacities_of(deputy, on=TODAY + 2 * DAY)) == 1

    def test_nobody_stands_in_for_somebody_who_may_not_act(self, house: House) -> None:
        leader, deputy = house.member("leader", Role.LEADER), house.member("deputy", Role.HANDLER)
        lend(leader, deputy)
        deactivate_person(leader, by=COMMAND, on=TODAY, reason="Nghỉ hưu")
        assert len(capacities_of(deputy, on=TODAY)) == 1

    def test_a_person_lends_the_role_but_a_deputy_does_not_lend_it_on(self, house: House) -> None:
        leader, deputy = house.member("leader", Role.LEADER), house.member("deputy", Role.HANDLER)
        third = house.member("third", Role.HANDLER)
        own = capacities_of(leader, on=TODAY)[0].actor()
        lend(leader, deputy, by=own)
        lent = capacities_of(deputy, on=TODAY)[1].actor()
        with pytest.raises(PermissionDenied):
            lend(leader, third, by=lent)

    def test_not_to_oneself_not_to_strangers_not_beyond_the_role(self, house: House) -> None:
        leader = house.member("leader", Role.LEADER, to_on=TODAY + 5 * DAY)
        officer = house.member("officer", Role.AGENCY_OFFICER, house.agency)
        for deputy, fields in ((leader, {"deputy"}), (officer, {"deputy", "to_on"})):
            with pytest.raises(ValidationError) as refused:
                lend(leader, deputy, to_on=TODAY + 5 * DAY if deputy == leader else TODAY - DAY)
            assert set(refused.value.message_dict) == fields
        colleague = house.member("colleague", Role.HANDLER)
        with pytest.raises(ValidationError) as refused:
            lend(leader, colleague, to_on=TODAY + 6 * DAY)
        assert set(refused.value.message_dict) == {"from_on"}

    def test_the_same_deputy_is_not_named_twice_for_the_same_days(self, house: House) -> None:
        leader, deputy = house.member("leader", Role.LEADER), house.member("deputy", Role.HANDLER)
        lend(leader, deputy)
        with pytest.raises(ValidationError) as refused:
            lend(leader, deputy)
        assert set(refused.value.message_dict) == {"from_on"}


class TestAppointing:
    @pytest.mark.parametrize("role", [Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.AGENCY_HEAD])
    def test_an_agency_role_is_not_for_the_mttq(self, house: House, role: str) -> None:
        with pytest.raises(ValidationError):
            house.member("hoa", role, house.province)

    @pytest.mark.parametrize(
        "role", [Role.RECEPTIONIST, Role.HANDLER, Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR]
    )
    def test_a_role_of_the_mttq_is_not_for_an_agency(self, house: House, role: str) -> None:
        with pytest.raises(ValidationError) as refused:
            house.member("hoa", role, house.agency)
        assert set(refused.value.message_dict) == {"role"}

    def test_the_same_role_is_not_held_twice_at_a_time_but_again_later(self, house: House) -> None:
        person = house.member("hoa", Role.HANDLER, to_on=TODAY)
        with pytest.raises(ValidationError):
            appoint(person, unit=house.province, role=Role.HANDLER, from_on=TODAY, by=COMMAND)
        appoint(person, unit=house.province, role=Role.HANDLER, from_on=TODAY + DAY, by=COMMAND)

    def test_the_last_administrator_does_not_leave_before_there_is_another(self, house: House) -> None:
        house.administrator("first", house.province)
        held = Membership.objects.get()
        with pytest.raises(ValidationError) as refused:
            end_membership(held, last_on=TODAY, by=COMMAND)
        assert set(refused.value.message_dict) == {"membership"}
        house.administrator("second", house.province)
        end_membership(held, last_on=TODAY, by=COMMAND)
        assert held.to_on == TODAY
        assert Event.objects.filter(kind="membership.ended", subject_id=held.pk).count() == 1


class TestRights:
    def test_an_administrator_acts_in_the_own_unit_and_below_and_not_above(self, house: House) -> None:
        above = house.administrator("tinh", house.province)
        below = house.administrator("xa", house.commune)
        person = house.person("hoa")
        appoint(person, unit=house.commune, role=Role.HANDLER, from_on=SINCE, by=above)
        appoint(person, unit=house.commune, role=Role.LEADER, from_on=SINCE, by=below)
        with pytest.raises(PermissionDenied):
            appoint(person, unit=house.province, role=Role.HANDLER, from_on=SINCE, by=below)
        assert set(capacities_of(person, on=TODAY)[0].roles) == {Role.HANDLER, Role.LEADER}

    @pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
    def test_no_other_role_changes_the_organization(self, house: House, role: str) -> None:
        actor = Actor(ActorKind.PERSON, "1", unit=house.province.pk, roles=frozenset({role}), channel=Channel.DESK)
        with pytest.raises(PermissionDenied):
            create_person(unit=house.province, username="moi", full_name="Trần Thị Mới", by=actor, on=TODAY)

    def test_a_timetable_job_is_not_an_administrator(self, house: House) -> None:
        job = Actor(ActorKind.SYSTEM, "sweep", channel=Channel.TIMETABLE)
        with pytest.raises(PermissionDenied):
            create_person(unit=house.province, username="moi", full_name="Trần Thị Mới", by=job, on=TODAY)

    def test_an_administrator_closes_no_account_that_also_works_elsewhere_nor_the_own(self, house: House) -> None:
        below = house.administrator("xa", house.commune)
        person = house.member("hoa", Role.HANDLER, house.commune)
        appoint(person, unit=house.province, role=Role.HANDLER, from_on=SINCE, by=COMMAND)
        with pytest.raises(PermissionDenied):
            deactivate_person(person, by=below, on=TODAY, reason="Chuyển công tác")
        with pytest.raises(ValidationError):
            deactivate_person(User.objects.get(username="xa"), by=below, on=TODAY, reason="Nhầm")


class TestAccounts:
    def test_an_account_is_told_all_that_is_wrong_with_it(self, house: House) -> None:
        house.person("hoa")
        with pytest.raises(ValidationError) as refused:
            create_person(unit=house.province, username="HOA", full_name=" ", email="không", by=COMMAND, on=TODAY)
        assert set(refused.value.message_dict) == {"username", "full_name", "email"}
        with pytest.raises(ValidationError) as refused:
            create_person(unit=house.province, username="hòa", full_name="Lê Hòa", by=COMMAND, on=TODAY)
        assert set(refused.value.message_dict) == {"username"}

    def test_logging_in_is_no_change_of_the_account(self, house: House) -> None:
        person = house.person("hoa")
        person.last_login = None
        person.save(update_fields=["last_login"])
        assert person.history.count() == 1
        assert not hasattr(person.history.get(), "password")

    def test_the_history_says_which_account_made_the_change_in_which_operation(self, house: House) -> None:
        by = house.administrator("tinh", house.province)
        person = create_person(unit=house.province, username="hoa", full_name="Lê Thị Hoa", by=by, on=TODAY)
        row = person.history.get()
        assert row.history_user_id == by.person_id
        assert row.operation == Event.objects.get(kind="person.created", subject_id=person.pk).operation

    def test_events_find_the_names_behind_their_keys(self, house: House) -> None:
        person = house.person("hoa", "Lê Thị Hoa")
        assert names_of([str(person.pk), "sweep", "999999"]) == {str(person.pk): "Lê Thị Hoa"}


@pytest.mark.django_db
class TestFounding:
    FACTS = {
        "unit_name": "Ủy ban Mặt trận Tổ quốc tỉnh An Phước",
        "level": Level.PROVINCE,
        "username": "quantri",
        "full_name": "Phạm Thị Quản",
        "password": "mot-mat-khau-rat-dai-2026",
        "on": TODAY,
    }

    def test_an_empty_office_gets_its_unit_and_its_administrator(self) -> None:
        person = first_administrator(**self.FACTS)
        held = capacities_of(person, on=TODAY)[0]
        assert (held.unit.parent, held.roles) == (None, {Role.ADMINISTRATOR})
        assert person.check_password(self.FACTS["password"])
        founding = Event.objects.filter(actor_key="founding")
        assert {event.kind for event in founding} == {"unit.created", "person.created", "membership.begun"}
        assert len({event.operation for event in founding}) == 1

    def test_a_house_with_people_in_it_gets_no_second_founder(self) -> None:
        first_administrator(**self.FACTS)
        with pytest.raises(ValidationError):
            first_administrator(**(self.FACTS | {"username": "khac"}))
        assert User.objects.count() == 1


def lend(leader: User, deputy: User, *, to_on: date = TODAY + 5 * DAY, by: Actor = COMMAND) -> object:
    membership = Membership.objects.get(user=leader)
    return deputise(membership, deputy=deputy, from_on=TODAY, to_on=to_on, basis="Giấy ủy quyền số 3", by=by)
