"""A clock is stopped, goes on, gets more time; a late one gets its reason. Each leaves the old date and the new one."""

from datetime import date

import pytest

from audit.models import Event
from cases import operations as op
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, Duty
from cases.vocabulary import Status
from deadlines.certificate import Certificate
from tests.moves import TOO_LATE, acknowledged, told_late
from tests.stories import ANSWER_BY, DAY, a_case

pytestmark = pytest.mark.django_db
PAUSED_ON, RESUMED_ON = date(2026, 3, 9), date(2026, 3, 18)


@pytest.fixture
def case(office) -> Case:
    case = a_case(office, at=Status.FORWARDED)
    acknowledged(office, case)
    return case


@pytest.fixture
def leader(office):
    return office.actor("leader")


def asked(case: Case) -> Duty:
    return case.duties.get(rule__key="mttq.answer_asked")


def pause(case, by, **changes):
    facts = {"first_on": PAUSED_ON, "document": "13/MTTQ-BTT ngày 09/3/2026", "because": "Chờ giám định."}
    op.pause_duty(case, duty=asked(case), by=by, on=PAUSED_ON, **facts | changes)


def test_the_days_of_a_pause_are_added_and_the_certificate_names_each(case, leader):
    pause(case, leader)
    assert asked(case).state == "paused"
    assert not asked(case).is_overdue(on=date(2027, 1, 1))
    op.resume_duty(case, duty=asked(case), last_on=RESUMED_ON, by=leader, on=RESUMED_ON)
    duty = asked(case)
    # Ten days stood still: 15/4 and ten days is Saturday 25/4; Monday 27/4 is Hùng Kings' day in lieu.
    assert (duty.state, duty.first_due_on, duty.due_on) == ("running", ANSWER_BY, date(2026, 4, 28))
    first, second = duty.computations.order_by("pk")
    kept = Certificate.from_json(second.certificate)
    assert [step.day.day for step in kept.steps if step.citation == "13/MTTQ-BTT ngày 09/3/2026"] == list(range(9, 19))
    assert (first.due_on, second.because) == (ANSWER_BY, "resumed")
    event = Event.objects.get(kind="duty.resumed")
    assert (event.facts["was"], event.facts["due_on"]) == ("2026-04-15", "2026-04-28")


def test_a_pause_that_overlaps_another_is_refused_and_nothing_changes(case, leader):
    pause(case, leader)
    op.resume_duty(case, duty=asked(case), last_on=RESUMED_ON, by=leader, on=RESUMED_ON)
    before = asked(case).due_on
    with pytest.raises(Unusable, match="chồng lên nhau"):
        op.pause_duty(
            case, duty=asked(case), first_on=date(2026, 3, 12), document="14", because="Lý do", by=leader, on=RESUMED_ON
        )
    assert asked(case).due_on == before
    assert asked(case).stops.count() == 1


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first_on": DAY}, "first_on"),
        ({"first_on": date(2026, 3, 10)}, "first_on"),
        ({"document": " "}, "document"),
        ({"because": ""}, "because"),
    ],
)
def test_an_impossible_pause_is_refused_at_its_field(case, leader, changes, field):
    with pytest.raises(Unusable) as refusal:
        pause(case, leader, **changes)
    assert refusal.value.field == field
    assert asked(case).state == "running"


def test_a_pause_cannot_end_before_it_began(case, leader):
    pause(case, leader)
    with pytest.raises(Unusable, match="Ngày cuối"):
        op.resume_duty(case, duty=asked(case), last_on=date(2026, 3, 8), by=leader, on=RESUMED_ON)
    assert asked(case).state == "paused"


def test_nothing_stands_still_so_nothing_goes_on(case, leader):
    with pytest.raises(NotAllowedNow, match="tạm dừng"):
        op.resume_duty(case, duty=asked(case), last_on=RESUMED_ON, by=leader, on=RESUMED_ON)


def test_more_time_keeps_the_first_date_beside_the_new_one(case, leader):
    op.extend_duty(case, duty=asked(case), more=10, because="Cơ quan đề nghị.", by=leader, on=date(2026, 4, 10))
    duty = asked(case)
    assert (duty.first_due_on, duty.due_on) == (ANSWER_BY, date(2026, 4, 28))
    assert Event.objects.get(kind="duty.extended").facts["was"] == "2026-04-15"
    assert case.assignments.filter(ended_at=None, due_on=date(2026, 4, 28)).exists()


@pytest.mark.parametrize("more", [0, -3])
def test_an_extension_that_shortens_is_refused(case, leader, more):
    with pytest.raises(Unusable, match="ít nhất"):
        op.extend_duty(case, duty=asked(case), more=more, because="Lý do", by=leader, on=date(2026, 4, 10))
    assert asked(case).due_on == ANSWER_BY


def test_a_statutory_limit_without_extension_in_the_law_is_not_lengthened(office, leader):
    case = a_case(office, at=Status.INSTRUCTED)
    notice = case.duties.get(rule__key="tcd.result_notice_to_citizen")
    with pytest.raises(Unusable, match="không cho phép gia hạn"):
        op.extend_duty(case, duty=notice, more=5, because="Lý do", document="1", by=leader, on=DAY)
    notice.refresh_from_db()
    assert notice.due_on == notice.first_due_on
    assert not notice.longer.exists()


def test_a_duty_of_another_case_is_not_touched(office, case, leader):
    other = a_case(office, at=Status.FORWARDED)
    acknowledged(office, other)
    with pytest.raises(Unusable, match="của vụ việc này"):
        op.extend_duty(case, duty=asked(other), more=5, because="Lý do", by=leader, on=DAY)


def test_why_it_was_late_stands_beside_the_days_and_earlier_words_stay(office, case):
    told_late(office, case)
    handler = office.actor("handler")
    op.explain_lateness(case, duty=asked(case), because="Chờ ý kiến Sở.", by=handler, on=TOO_LATE)
    op.explain_lateness(case, duty=asked(case), because="Sở trả lời chậm.", by=office.actor("leader"), on=TOO_LATE)
    duty = asked(case)
    assert duty.lateness.because == "Sở trả lời chậm."
    assert duty.is_overdue(on=TOO_LATE)
    assert list(duty.lateness.history.order_by("history_id").values_list("because", flat=True)) == [
        "Chờ ý kiến Sở.",
        "Sở trả lời chậm.",
    ]


def test_what_was_done_in_time_has_no_lateness_to_explain(office, case):
    told_late(office, case)
    in_time = case.duties.filter(state="met").first()
    with pytest.raises(Unusable, match="không bị chậm"):
        op.explain_lateness(case, duty=in_time, because="Lý do", by=office.actor("handler"), on=TOO_LATE)
