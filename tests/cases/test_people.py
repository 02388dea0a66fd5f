"""Somebody who comes again is recognised, never assumed; the same letter is not registered twice unasked."""

from threading import Barrier, Thread

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection, transaction

from audit.models import Event
from cases import operations as op
from cases import people
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Merger, Party, Personal, Petition
from cases.operations import people as acts
from cases.vocabulary import Sameness
from organizations.vocabulary import Role
from tests.factories import an_office
from tests.stories import DAY, a_petition

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ID, PHONE, ADDRESS = "038190012345", "0912 777 666", "Ngõ 7, thôn Đoài"


def handed_in(office, name="Hồ Thị Giáng", **person) -> Party:
    changes = {key: person.pop(key) for key in ("unit", "by", "received_on", "again") if key in person}
    case = a_petition(office, parties=[op.NewParty(name=name, **person)], **{"again": True} | changes)
    return case.matters.get().petition.parties.get()


def case_of(party: Party) -> Case:
    return Case.objects.get(matters__petition=party.petition_id)


def recognised(office, unit=None, **personal):
    found = people.earlier(office.actor("receptionist", unit), Personal(**personal))
    return [(one.case.pk, one.sameness) for one in found]


@pytest.mark.parametrize(
    ("typed", "sameness"),
    [
        ({"name": "Ho Thi Giang", "identity_number": ID}, Sameness.IDENTITY_NUMBER),
        ({"identity_number": "038 190 012 345"}, Sameness.IDENTITY_NUMBER),
        ({"name": "ho thi giang", "phone": "+84 912 777 666"}, Sameness.PHONE),
        ({"name": "Hồ Thị Giáng", "birth_year": 1979, "address": "ngo 7, thon doai"}, Sameness.ADDRESS),
    ],
)
def test_who_came_before_is_recognised_by(office, typed, sameness):
    before = handed_in(office, birth_year=1979, identity_number=ID, phone=PHONE, address=ADDRESS)
    assert recognised(office, **typed) == [(case_of(before).pk, sameness)]


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Hồ Thị Giáng"},
        {"name": "Hồ Thị Giáng", "birth_year": 1979},
        {"name": "Hồ Thị Giáng", "birth_year": 1980, "phone": PHONE},
        {"name": "Hồ Thị Giang Hương", "phone": PHONE},
        {"name": "Hồ Thị Giáng", "identity_number": "038190099999", "phone": PHONE},
        {"phone": PHONE},
        {},
    ],
)
def test_who_is_only_called_alike_is_somebody_else(office, typed):
    handed_in(office, birth_year=1979, identity_number=ID, phone=PHONE, address=ADDRESS)
    assert recognised(office, **typed) == []


def test_earlier_petitions_are_shown_only_where_the_register_is_theirs(office):
    handed_in(office, identity_number=ID)
    assert recognised(office, unit=office.commune, identity_number=ID) == []
    for role in ("leader", "supervisor", "agency_officer"):
        assert people.earlier(office.actor(role), Personal(identity_number=ID)) == []


def test_who_was_recognised_is_the_same_person_and_nobody_is_without_being_chosen(office):
    first = handed_in(office, identity_number=ID)
    unasked = handed_in(office, identity_number=ID)
    chosen = handed_in(office, identity_number=ID, person=first.person_id)
    assert unasked.person_id != first.person_id == chosen.person_id


def test_a_person_of_a_register_that_is_not_mine_cannot_be_named(office):
    theirs = handed_in(office, identity_number=ID)
    before = Petition.objects.count(), Event.objects.count()
    with pytest.raises(Unusable, match="Không có người này"):
        handed_in(office, person=theirs.person_id, unit=office.commune, by=office.actor("receptionist", office.commune))
    assert (Petition.objects.count(), Event.objects.count()) == before


def test_the_same_letter_on_the_same_day_is_asked_about_once(office):
    first = handed_in(office)
    with pytest.raises(op.AlreadyRegistered) as question:
        handed_in(office, name="HỒ THỊ GIÁNG", again=False)
    assert question.value.case == case_of(first)
    assert case_of(first).number in question.value.reason
    assert "Giáng" not in question.value.reason, "the question names the case, nobody by name"
    assert Petition.objects.count() == 1
    other = handed_in(office, again=True)
    assert case_of(other).number.endswith("2"), "a question takes no number"


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "Hồ Thị Giảng Hà"},
        {"birth_year": 1980},
        {"identity_number": "038190099999"},
        {"received_on": DAY.replace(day=1)},
    ],
)
def test_another_person_or_another_day_is_not_asked_about(office, changes):
    handed_in(office, birth_year=1979, identity_number=ID)
    handed_in(office, **changes, again=False)
    assert Petition.objects.count() == 2


@pytest.mark.row_locks
@pytest.mark.django_db(transaction=True)
def test_two_receptionists_with_one_letter_get_one_case_and_one_question():
    office = an_office()
    for turn in range(5):
        start, said = Barrier(2), []
        hands = [Thread(target=type_it_in, args=(office, f"Hồ Thị Giáng {turn}", start, said)) for _ in range(2)]
        for hand in hands:
            hand.start()
        for hand in hands:
            hand.join(30)
        assert sorted(said) == ["asked", "registered"]
    assert Case.objects.count() == 5


def type_it_in(office, name, start, said):
    try:
        start.wait(10)
        handed_in(office, name=name, again=False)
        said.append("registered")
    except op.AlreadyRegistered:
        said.append("asked")
    finally:
        connection.close()


def merged(office, kept: Party, other: Party, **changes) -> Merger:
    facts = {"because": "Cùng căn cước, đã đối chiếu.", "by": office.actor("receptionist"), "on": DAY}
    return acts.merge(kept.person_id, other.person_id, **facts | changes)


def test_two_persons_put_together_stand_under_one_and_keep_what_was_written(office):
    kept, other = handed_in(office, identity_number=ID), handed_in(office, name="Hồ T. Giáng", identity_number=ID)
    before = Event.objects.count()
    merged(office, kept, other)
    parties = people.parties_of(office.actor("receptionist"), kept.person_id)
    assert {party.name for party in parties} == {"Hồ Thị Giáng", "Hồ T. Giáng"}
    event = Event.objects.latest("pk")
    assert Event.objects.count() == before + 1
    assert (event.kind, event.facts) == ("person.merged", {"merged": other.person_id, "parties": 1})
    assert "Giáng" not in event.body
    with pytest.raises(NotYoursToSee):
        people.parties_of(office.actor("receptionist"), other.person_id)


def test_a_merger_is_taken_back_and_everything_stands_as_before(office):
    kept, other = handed_in(office, identity_number=ID), handed_in(office, identity_number=ID)
    merger = merged(office, kept, other)
    later = handed_in(office, identity_number=ID, person=kept.person_id)
    acts.part(merger, by=office.actor("handler"), on=DAY)
    fresh = {party.pk: party.person_id for party in Party.objects.all()}
    assert fresh == {kept.pk: kept.person_id, other.pk: other.person_id, later.pk: kept.person_id}
    with pytest.raises(NotAllowedNow, match="đã được hoàn lại"):
        acts.part(merger, by=office.actor("handler"), on=DAY)
    merged(office, kept, other)


def test_an_earlier_merger_waits_until_the_later_one_is_taken_back(office):
    a, b, c = (handed_in(office, identity_number=ID) for _ in range(3))
    first, second = merged(office, b, a), merged(office, c, b)
    with pytest.raises(NotAllowedNow, match="lần gộp sau trước"):
        acts.part(first, by=office.actor("handler"), on=DAY)
    acts.part(second, by=office.actor("handler"), on=DAY)
    acts.part(first, by=office.actor("handler"), on=DAY)
    assert [party.person_id for party in Party.objects.order_by("pk")] == [a.person_id, b.person_id, c.person_id]


def test_who_does_not_see_all_petitions_of_both_cannot_merge_them(office):
    kept = handed_in(office, identity_number=ID)
    other = handed_in(office, identity_number=ID, unit=office.commune, by=office.actor("receptionist", office.commune))
    for unit in (office.province, office.commune):
        with pytest.raises(NotYoursToSee):
            merged(office, kept, other, by=office.actor("receptionist", unit))
    assert not Merger.objects.exists()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.RECEPTIONIST, Role.HANDLER}))
def test_only_who_registers_may_merge_and_part(office, role):
    kept, other = handed_in(office, identity_number=ID), handed_in(office, identity_number=ID)
    sees = role in {Role.LEADER, Role.RECORDS_OFFICER, Role.SUPERVISOR, Role.AUDITOR}
    refusal = PermissionDenied if sees else NotYoursToSee
    with pytest.raises(refusal), transaction.atomic():
        merged(office, kept, other, by=office.actor(role))
    merger = merged(office, kept, other)
    with pytest.raises(refusal), transaction.atomic():
        acts.part(merger, by=office.actor(role), on=DAY)


@pytest.mark.parametrize("because", ["", "   "])
def test_a_merger_says_why(office, because):
    kept, other = handed_in(office, identity_number=ID), handed_in(office, identity_number=ID)
    with pytest.raises(Unusable, match="vì sao"):
        merged(office, kept, other, because=because)
    with pytest.raises(NotAllowedNow, match="đã được gộp"):
        merged(office, kept, kept)


def test_others_who_look_alike_are_named_with_the_strongest_evidence(office):
    one = handed_in(office, identity_number=ID, phone=PHONE)
    same = handed_in(office, identity_number=ID, phone=PHONE)
    perhaps = handed_in(office, phone=PHONE)
    handed_in(office, name="Lò Văn Chung", phone=PHONE)
    found = people.alike(office.actor("handler"), [one])
    assert {party.pk: sameness for party, sameness in found} == {
        same.pk: Sameness.IDENTITY_NUMBER,
        perhaps.pk: Sameness.PHONE,
    }
