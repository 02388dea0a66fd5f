"""The case page says at its head what to look at twice, and its timeline is read in three ways."""

import pytest
import time_machine
from django.urls import reverse

from cases import operations as op
from cases.vocabulary import Status
from organizations.vocabulary import Role
from tests import stories
from tests.moves import acknowledged, paused
from tests.stories import DAY, a_case

pytestmark = pytest.mark.django_db
NOTE = "Đã gọi điện cho địa chính xã."


def shown(client, case, **asked):
    answer = client.get(reverse("desk:case", args=[case.pk]), asked)
    assert answer.status_code == 200
    return answer


def sentences(answer):
    return [one.sentence for one in answer.context["happenings"]]


def test_letters_and_words_among_colleagues_are_read_apart(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    op.add_note(case, text=NOTE, by=office.actor("handler"), on=DAY)
    handler = as_role(Role.HANDLER)
    everything = shown(handler, case)
    assert NOTE in everything.content.decode()
    letters, internal = shown(handler, case, xem="van-ban"), shown(handler, case, xem="noi-bo")
    assert NOTE not in letters.content.decode()
    assert NOTE in internal.content.decode()
    assert all(one.internal for one in internal.context["happenings"])
    assert {*sentences(letters), *sentences(internal)} < {*sentences(everything)}
    counts = {name: count for name, _label, count, _active, _query in everything.context["views"]}
    assert counts == {
        "": len(sentences(everything)),
        "van-ban": len(sentences(letters)),
        "noi-bo": len(sentences(internal)),
    }
    # What nobody offers is everything.
    assert sentences(shown(handler, case, xem="khac")) == sentences(everything)


def test_an_agency_has_one_timeline_and_no_view_of_notes(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    op.add_note(case, text=NOTE, by=office.actor("handler"), on=DAY)
    answer = shown(as_role(Role.AGENCY_OFFICER, office.agency), case, xem="noi-bo")
    assert answer.context["views"] == []
    assert NOTE not in answer.content.decode()


def test_its_head_says_paused_overdue_and_several_times(client, as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    handler = as_role(Role.HANDLER)
    page = shown(handler, case).content.decode()
    assert not [word for word in ("Tạm dừng</span>", "Quá hạn</span>", "Nhiều lần") if word in page]
    paused(office, case)
    assert "Tạm dừng</span>" in shown(handler, case).content.decode()
    lead = stories.joined(office, a_case(office, at=Status.IN_HAND))
    assert "Nhiều lần: 2 đơn" in shown(handler, lead).content.decode()
    with time_machine.travel("2026-09-01 09:00:00+07:00", tick=False):
        client.force_login(office.person(Role.HANDLER))
        assert "Quá hạn</span>" in shown(client, lead).content.decode()


def test_in_whose_hands_it_is_at_the_mttq_is_not_told_to_the_agency(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    head = "Người xử lý</div>"
    assert head in shown(as_role(Role.HANDLER), case).content.decode()
    assert head not in shown(as_role(Role.AGENCY_OFFICER), case).content.decode()


def test_of_persons_the_agency_reads_its_own_and_of_the_mttq_the_unit(as_role, office, today):
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    inside = {(one.who, one.unit) for one in shown(as_role(Role.HANDLER), case).context["happenings"]}
    agency = shown(as_role(Role.AGENCY_OFFICER), case).context["happenings"]
    own = {one.who for one in agency if one.unit == office.agency.label}
    theirs = {(one.who, one.unit) for one in agency if one.unit == office.province.label}
    assert own == {office.person(Role.AGENCY_OFFICER).full_name}
    assert theirs == {("", office.province.label)}
    assert len({who for who, unit in inside if who and unit == office.province.label}) > 1
