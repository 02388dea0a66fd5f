"""A date that moves or stands still: who owes it and the handler hear the old one and the new one; no petitioner."""

from datetime import date

import pytest

from audit.actor import system
from cases import operations as op
from cases.vocabulary import Status
from notifications.models import Message, PendingMessage
from notifications.operations import choose
from notifications.vocabulary import Channel, Recipient
from organizations.vocabulary import Role
from tests.moves import acknowledged
from tests.notifications.hearing import deliver_all, gather_all
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db
PAUSED_ON, RESUMED_ON = date(2026, 3, 9), date(2026, 3, 18)


@pytest.fixture
def case(office):
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    deliver_all()
    return case


def asked(case):
    return case.duties.get(rule__key="mttq.answer_asked")


def heard(template):
    """Who heard it inside the house, and in which words."""
    gather_all()
    return {m.user: m.body for m in Message.objects.filter(template=template, channel=Channel.IN_APP)}


def concerned(office):
    return {office.person(role) for role in (Role.HANDLER, Role.AGENCY_OFFICER, Role.AGENCY_LEADER)}


def test_an_extension_is_told_to_the_agency_and_the_handler_with_both_dates(office, case):
    op.extend_duty(case, duty=asked(case), more=10, because="Cơ quan đề nghị.", by=office.actor("leader"), on=DAY)
    deliver_all()
    told = heard("duty_extended")
    assert set(told) == concerned(office)
    now = asked(case).due_on
    for body in told.values():
        assert f"gia hạn đến hết ngày {now:%d/%m/%Y}, trước đây là 15/04/2026" in body
        assert "theo công văn" in body
        assert "theo luật" not in body
    assert not Message.objects.filter(template="duty_extended", recipient=Recipient.PETITIONER).exists()
    assert "Cơ quan đề nghị" not in "".join(told.values()), "the reason stands in the case, not in a message"


def test_a_pause_and_its_end_are_told_with_the_days_and_the_dates(office, case):
    leader = office.actor("leader")
    op.pause_duty(
        case,
        duty=asked(case),
        first_on=PAUSED_ON,
        document="13/MTTQ",
        because="Chờ giám định.",
        by=leader,
        on=PAUSED_ON,
    )
    deliver_all()
    paused = heard("duty_paused")
    assert set(paused) == concerned(office)
    assert all("tạm dừng từ ngày 09/03/2026; trước đây là 15/04/2026" in body for body in paused.values())
    op.resume_duty(case, duty=asked(case), last_on=RESUMED_ON, by=leader, on=RESUMED_ON)
    deliver_all()
    resumed = heard("duty_resumed")
    assert set(resumed) == concerned(office)
    assert all("đến hết ngày 18/03/2026" in body and "15/04/2026" in body for body in resumed.values())
    assert all(f"{asked(case).due_on:%d/%m/%Y}" in body for body in resumed.values())


def test_each_hears_it_in_their_own_language(office, case):
    choose(
        language="en",
        quiet_from="19:00",
        quiet_to="07:00",
        working_days_only=True,
        timings={},
        by=office.actor("handler"),
        on=DAY,
    )
    op.extend_duty(case, duty=asked(case), more=10, because="Cơ quan đề nghị.", by=office.actor("leader"), on=DAY)
    deliver_all()
    told = heard("duty_extended")
    assert "is extended until the end of" in told[office.person("handler")]
    assert "gia hạn đến hết ngày" in told[office.person("agency_officer")]


def test_the_mark_that_was_passed_and_the_nature_are_named(office):
    case = a_petition(office)
    deliver_all()
    op.sweep(by=system("sweep"), on=date(2026, 3, 12))
    deliver_all()
    soon = PendingMessage.objects.filter(
        template="duty_soon", channel=Channel.IN_APP, user=office.person("leader"), case=case
    )
    assert {line.heading.partition(",")[0] for line in soon} == {"sắp đến hạn"}
    own = next(line for line in soon if "nội bộ" in line.heading)
    assert "Mốc nhắc: trước hạn 2 ngày làm việc." in own.body
    assert "16/03/2026" in own.body
    op.sweep(by=system("sweep"), on=date(2026, 3, 25))
    deliver_all()
    late = PendingMessage.objects.filter(
        template="duty_overdue", channel=Channel.IN_APP, user=office.person("leader"), case=case
    )
    assert {line.heading for line in late} == {"quá hạn theo luật", "quá hạn nội bộ"}
    assert all("Mốc nhắc: quá hạn" in line.body for line in late)
