"""Units merged, split, abolished while work is open: everything arrives at exactly one successor, in its own time."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from audit.models import Event
from cases import operations as op
from cases.changeover import cases_open_at, shares_of, undecided
from cases.errors import NotAllowedNow, Unusable
from cases.models import Case, ChangeoverRow, Duty, Letter
from cases.statement import course_for, out_of_step, statement_of
from cases.succession_words import ChangeoverState, Handed, HandedState
from cases.timeline import timeline
from cases.vocabulary import AnswerResult, LetterForm, LetterStatus, ReferralStatus, Status
from config.alignment import findings
from deadlines.vocabulary import DutyState
from organizations.models import Competence, Field, Membership
from organizations.operations import NewCompetence, add_competence
from organizations.vocabulary import Role
from reports.agencies import behind, scores
from tests import stories
from tests.factories import a_person
from tests.stories import DAY, a_case, a_denunciation, a_petition, at_the_superior, fresh
from tests.successions import (
    DECIDED,
    EFFECTIVE,
    a_front,
    an_heir,
    at,
    carried_out,
    kept_by_the_province,
    merged,
    ordered,
    prepared,
)
from workflows.follow import misaligned
from workflows.models import Assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def here(office):
    return kept_by_the_province(office)


def test_an_agency_is_merged_and_its_successor_answers_what_was_asked_of_it(here):
    case = a_case(here, at=Status.FORWARDED)
    stories.delivered(here, case)
    heir = an_heir(here)
    before = Event.objects.filter(subject_type="cases.case").count()
    merged(here, before=[here.agency], heirs=[heir])
    moved = fresh(case)
    assert moved.lead.agency == heir
    assert moved.lead.first_agency == here.agency
    assert moved.lead.letter.status == LetterStatus.DISPATCHED, "what was sent stays as it was sent"
    assert Event.objects.filter(subject_type="cases.case").count() == before + 1
    assert misaligned(moved) == ""
    owed = Duty.objects.get(case=case, unit=heir)
    assert (owed.state, owed.due_on) == (DutyState.RUNNING, stories.ANSWER_BY)
    told = next(one for one in timeline(moved, seen_by=here.actor("leader")) if one.kind == "case.succeeded")
    assert told.words == f"{here.agency.name} → {heir.name}"
    # The successor's people find it in their inbox and answer; the old ones cannot.
    task = Assignment.objects.get(case=case, ended_at=None, role=Role.AGENCY_OFFICER)
    assert task.unit == heir
    with pytest.raises(PermissionDenied):
        op.acknowledge_referral(case, by=here.actor("agency_officer"), on=EFFECTIVE)
    by = here.actor("agency_officer", heir)
    op.acknowledge_referral(case, by=by, on=EFFECTIVE)
    op.answer(case, result=AnswerResult.EXPLAINED, text="Đã sửa xong.", by=by, on=EFFECTIVE)
    assert fresh(case).status == Status.ANSWERED


def test_each_day_is_of_one_agency_and_the_successor_s_days_begin_on_the_effective_day(here):
    case = a_case(here, at=Status.FORWARDED)
    stories.delivered(here, case)
    heir = an_heir(here)
    changeover = ordered(here, before=[here.agency], heirs=[heir])
    # The worker was down for three days: whose days they were does not depend on when it is entered.
    carried_out(date(2026, 3, 13))
    today = date(2026, 3, 31)
    assert out_of_step(fresh(case), on=today) == ""
    told = statement_of(fresh(case), seen_by=here.actor("leader"), on=today, inside=True, opened=True).case
    held = [(one.unit, one.first_on, one.last_on) for one in told.held if one.holder == "agency"]
    assert held == [
        (here.agency.name, date(2026, 3, 3), date(2026, 3, 9)),
        (heir.name, changeover.on, today),
    ]
    asked = {"seen_by": here.actor("leader"), "first": date(2026, 3, 1), "last": today, "on": today}
    score = scores(**asked)
    assert score[here.agency.pk].days == 5
    assert score[heir.pk].days == 16
    # The list behind the old agency's figure is found as well, although nothing names it any more.
    assert behind("cases", here.agency.pk, **asked) == [case.pk]


def test_late_days_stay_with_whoever_was_late(here):
    case = a_case(here, at=Status.FORWARDED)
    stories.delivered(here, case)
    heir = an_heir(here)
    merged(here, before=[here.agency], heirs=[heir], effective_on=date(2026, 4, 20), on=date(2026, 4, 18))
    carried_out(date(2026, 4, 20))
    today = date(2026, 4, 25)
    told = statement_of(fresh(case), seen_by=here.actor("leader"), on=today, inside=True, opened=True).case
    late = [
        (one.unit, item.days, item.ran_out_here) for one in told.held for item in one.late if one.holder == "agency"
    ]
    # Asked until 15/4: four days of the old one, six of the new.
    assert late == [(here.agency.name, 4, True), (heir.name, 6, False)]
    score = scores(seen_by=here.actor("leader"), first=DAY, last=date(2026, 4, 19), on=today)
    assert heir.pk not in score


def test_what_is_still_written_names_the_successor_and_a_signature_under_the_old_name_falls(here):
    drafted, signed, issued = (a_case(here, at=Status.IN_HAND) for _ in range(3))
    stories.drafted(here, drafted)
    stories.signed(here, signed)
    stories.issued(here, issued)
    number, digest = Letter.objects.values_list("number", "digest").get(case=issued)
    heir = an_heir(here)
    merged(here, before=[here.agency], heirs=[heir])
    assert {fresh(case).lead.agency for case in (drafted, signed, issued)} == {heir}
    assert fresh(drafted).lead.letter.status == LetterStatus.DRAFT
    again = fresh(signed).lead.letter
    assert (again.status, again.signer) == (LetterStatus.SUBMITTED, None)
    assert not Duty.objects.filter(case=signed, rule__key="vt.issue_outgoing", state=DutyState.RUNNING).exists()
    assert [task.step for task in Assignment.objects.filter(case=signed, ended_at=None)] == ["sign"]
    # What has its number leaves the house as it is, to whoever carries the agency on.
    assert Letter.objects.values_list("number", "digest").get(case=issued) == (number, digest)
    op.dispatch_letter(issued, by=here.actor("records_officer"), on=EFFECTIVE)
    assert fresh(issued).agency_in_charge == heir.pk
    assert list(findings()) == []


def test_what_is_sent_to_a_unit_that_has_ended_is_refused_with_a_sentence_that_names_the_successor(here):
    case, other = a_case(here, at=Status.IN_HAND), a_case(here, at=Status.IN_HAND)
    stories.issued(here, other)
    heir = an_heir(here)
    ordered(here, before=[here.agency], heirs=[heir])
    with pytest.raises(Unusable, match="thôi hoạt động từ ngày 10/03/2026") as refusal:
        op.draft_letter(
            case,
            agency=here.agency,
            subject="Chuyển đơn",
            asked="Xem xét, trả lời.",
            answer_by=stories.ANSWER_BY,
            by=here.actor("handler"),
            on=EFFECTIVE,
        )
    assert refusal.value.field == "agency"
    assert f"đơn vị kế thừa là {heir.name}" in str(refusal.value.reason)
    # Numbered for the old one and carried to the post on the day itself, before the worker came by.
    with pytest.raises(NotAllowedNow) as refused:
        op.dispatch_letter(other, by=here.actor("records_officer"), on=EFFECTIVE)
    assert "đơn vị kế thừa là" in str(refused.value.reasons[0])
    with pytest.raises(Unusable, match="kế thừa"):
        stories.other_drafted(
            here,
            case,
            LetterForm.COOPERATION,
            to_unit=here.agency,
            asked="Cho biết hiện trạng.",
            answer_by=stories.ANSWER_BY,
            on=EFFECTIVE,
        )
    # The day before it still goes out.
    op.dispatch_letter(other, by=here.actor("records_officer"), on=date(2026, 3, 9))
    carried_out()
    assert fresh(other).lead.agency == heir


def test_two_agencies_become_one_where_one_led_and_the_other_helped(here):
    case = a_case(here, at=Status.FORWARDED)
    stories.asked_to_help(here, case, here.other_agency)
    heir = an_heir(here)
    merged(here, before=[here.agency, here.other_agency], heirs=[heir])
    moved = fresh(case)
    assert moved.lead.agency == heir
    assert [one.status for one in moved.requests] == [ReferralStatus.ENDED], "nobody helps who leads"
    assert not cases_open_at(here.agency).exists()
    assert not cases_open_at(here.other_agency).exists()
    assert list(findings()) == []


def test_an_agency_is_split_by_field_and_place_and_the_rest_by_hand(here):
    land = Field.objects.create(key="land", name="Đất đai", folded="dat dai")
    compensation = Field.objects.create(key="land.comp", name="Bồi thường", folded="boi thuong", parent=land)
    roads, fields = a_case(here, at=Status.FORWARDED), []
    for about in (land, compensation):
        case = a_petition(here, field=about)
        stories.instructed(here, case)
        stories.in_hand(here, case)
        stories.forwarded(here, fresh(case))
        fields.append(case)
    heirs = [an_heir(here, "Phòng Nông nghiệp"), an_heir(here, "Phòng Hạ tầng")]
    changeover = prepared(here, before=[here.agency], heirs=heirs, how="split")
    assert undecided(changeover).count() == 3
    by = here.actor("administrator")
    with pytest.raises(NotAllowedNow, match="chưa biết giao cho đơn vị nào"):
        op.order_changeover(changeover, by=by, on=DECIDED)
    op.choose_heirs(changeover, by_field={"land": heirs[0]}, by=by)
    assert [row.case_id for row in undecided(changeover)] == [roads.pk]
    row = undecided(changeover).get()
    op.choose_heirs(changeover, by_field={"land": heirs[0]}, by_hand={row.pk: heirs[1]}, by=by)
    with pytest.raises(NotAllowedNow, match="phần còn lại"):
        op.order_changeover(changeover, by=by, on=DECIDED)
    op.choose_heirs(changeover, rest_to=heirs[1], by=by)
    shares = {share.heir.name if share.heir else "": share.counts["cases"] for share in shares_of(changeover)}
    assert shares == {"Phòng Nông nghiệp": 2, "Phòng Hạ tầng": 1, "": 0}
    op.order_changeover(changeover, by=by, on=DECIDED)
    # Sent after the preview, while the old one still was there: it finds its successor by the rules.
    late = a_case(here, at=Status.FORWARDED)
    carried_out()
    assert at(heirs[0]) == {case.pk for case in fields}
    assert at(heirs[1]) == {roads.pk, late.pk}
    changeover.refresh_from_db()
    assert changeover.state == ChangeoverState.DONE


def test_a_commune_s_front_is_merged_and_its_cases_people_and_sessions_go_along(here):
    case = a_petition(here, unit=here.commune, by=here.actor("receptionist", here.commune))
    op.instruct(case, handler=here.person("handler", here.commune), by=here.actor("leader", here.commune), on=DAY)
    number = fresh(case).number
    heir = a_front(here)
    changeover = prepared(here, before=[here.commune], heirs=[heir])
    who = here.person("handler", here.commune)
    staying = ChangeoverRow.objects.filter(changeover=changeover, what=Handed.MEMBERSHIP)
    leaves = staying.get(key=Membership.objects.get(user=here.person("receptionist", here.commune)).pk)
    by = here.actor("administrator")
    op.choose_heirs(changeover, by_hand={leaves.pk: None}, by=by)
    op.order_changeover(changeover, by=by, on=DECIDED)
    carried_out()
    moved = fresh(case)
    assert (moved.unit, moved.number, moved.handler) == (heir, number, who)
    assert Membership.objects.filter(user=who, unit=heir, role=Role.HANDLER, from_on=EFFECTIVE).exists()
    assert not Membership.objects.filter(user=here.person("receptionist", here.commune), unit=heir).exists()
    # The handler goes on where the work lay, now for the successor.
    op.take_up(moved, by=stories.as_person(who, heir, Role.HANDLER), on=EFFECTIVE)
    assert list(findings()) == []
    told = statement_of(fresh(case), seen_by=here.actor("leader"), on=EFFECTIVE, inside=True, opened=True).case
    assert [one.unit for one in told.held] == [here.commune.name, heir.name]


def test_where_the_handler_does_not_come_along_the_leader_there_is_asked_to_name_one(here):
    case = a_petition(here, unit=here.commune, by=here.actor("receptionist", here.commune))
    op.instruct(case, handler=here.person("handler", here.commune), by=here.actor("leader", here.commune), on=DAY)
    heir = a_front(here)
    changeover = prepared(here, before=[here.commune], heirs=[heir])
    people = ChangeoverRow.objects.filter(changeover=changeover, what=Handed.MEMBERSHIP)
    by = here.actor("administrator")
    op.choose_heirs(changeover, by_hand={row.pk: None for row in people}, by=by)
    op.order_changeover(changeover, by=by, on=DECIDED)
    carried_out()
    assert fresh(case).handler is None
    task = Assignment.objects.get(case=case, ended_at=None)
    assert (task.step, task.unit, task.role) == ("name_handler", heir, Role.LEADER)
    assert list(findings()) == []
    named = a_person(heir, Role.HANDLER)
    op.reassign(fresh(case), handler=named, by=here.actor("leader", heir), on=EFFECTIVE)
    task = Assignment.objects.get(case=case, ended_at=None)
    assert (task.step, task.owner) == ("take_up", named)


def test_the_directory_of_competence_names_the_successor_from_the_day_on(here):
    heir = an_heir(here)
    by = here.actor("administrator")
    row = add_competence(
        NewCompetence(
            basis="QĐ 05",
            confidence="checked",
            in_force_from=date(2026, 1, 1),
            field=here.field,
            area=here.province.area,
            agency=here.agency,
        ),
        by=by,
        on=DAY,
    )
    merged(here, before=[here.agency], heirs=[heir])
    row.refresh_from_db()
    assert row.in_force_to == date(2026, 3, 9)
    new = Competence.objects.get(agency=heir)
    assert (new.in_force_from, new.in_force_to, new.field) == (EFFECTIVE, None, here.field)
    assert "12/NQ-HĐND" in new.basis


def test_a_sealed_case_goes_along_unread(here):
    case = a_denunciation(here)
    stories.instructed(here, case)
    stories.in_hand(here, fresh(case))
    stories.forwarded(here, fresh(case))
    heir = an_heir(here)
    merged(here, before=[here.agency], heirs=[heir])
    moved = fresh(case)
    assert moved.lead.agency == heir
    event = Event.objects.get(kind="case.succeeded", subject_id=case.pk)
    assert set(event.facts) == {"changeover", "from_unit", "to_unit", "lead", "duties", "last_on"}
    assert list(findings()) == []


def test_nothing_happens_before_the_day_and_it_happens_once(here):
    case = a_case(here, at=Status.FORWARDED)
    heir = an_heir(here)
    changeover = ordered(here, before=[here.agency], heirs=[heir])
    assert carried_out(date(2026, 3, 9)) == 0
    assert fresh(case).lead.agency == here.agency
    carried_out()
    assert carried_out() == 0
    assert Event.objects.filter(kind="case.succeeded").count() == 1
    row = ChangeoverRow.objects.get(changeover=changeover, what=Handed.CASE)
    assert (row.state, row.to, row.done_on) == (HandedState.MOVED, heir, EFFECTIVE)


def test_a_decision_is_entered_by_who_keeps_both_units_and_only_as_it_can_be(here):
    heir = an_heir(here)
    with pytest.raises(PermissionDenied):
        prepared(here, before=[here.agency], heirs=[heir], by=here.actor("leader"))
    with pytest.raises(ValidationError):
        prepared(here, before=[here.agency], heirs=[a_front(here)])
    with pytest.raises(Unusable, match="số quyết định"):
        op.prepare_changeover(
            how="merged",
            number=" ",
            dated_on=DECIDED,
            effective_on=EFFECTIVE,
            before=[here.agency],
            heirs=[heir],
            by=here.actor("administrator"),
            on=DECIDED,
        )
    changeover = prepared(here, before=[here.agency], heirs=[heir])
    op.drop_changeover(changeover, by=here.actor("administrator"), on=DECIDED)
    with pytest.raises(NotAllowedNow, match="không còn ở bước chuẩn bị"):
        op.order_changeover(changeover, by=here.actor("administrator"), on=DECIDED)
    here.agency.refresh_from_db()
    assert here.agency.in_force_to is None


def test_the_same_number_in_two_old_books_is_told_apart_by_the_name_of_the_book(here):
    old = a_petition(here, unit=here.commune, by=here.actor("receptionist", here.commune))
    heir = a_front(here)
    theirs = a_petition(here, unit=heir, by=here.actor("receptionist", heir))
    Case.objects.filter(pk__in=[old.pk]).update(number="12/2024")
    Case.objects.filter(pk__in=[theirs.pk]).update(number="12/2024")
    merged(here, before=[here.commune], heirs=[heir])
    moved = fresh(old)
    assert moved.unit == heir
    assert moved.number != "12/2024"
    assert moved.former_number == "12/2024"


def test_a_superior_that_ends_leaves_what_it_was_asked_to_its_successor(here):
    case = a_case(here, at=Status.ANSWERED)
    at_the_superior(here, case)
    heir = an_heir(here, "Ủy ban nhân dân tỉnh Nam Thành Mới")
    merged(here, before=[here.other_agency], heirs=[heir])
    moved = fresh(case)
    assert moved.recommendation_sent.superior == heir
    assert Duty.objects.get(case=case, rule__key="mttq.superior_answer").unit == heir
    assert course_for(moved, on=date(2026, 3, 20)).at_unit == heir.pk
    assert out_of_step(moved, on=date(2026, 3, 20)) == ""
    assert misaligned(moved) == ""


def test_a_code_that_went_to_an_agency_that_ended_opens_nothing_at_its_successor(here):
    case = a_case(here, at=Status.FORWARDED)
    here.agency.email = "ubnd@hoabinh.example"
    here.agency.save()
    link = op.ask_for_code(fresh(case).lead.letter.handle, who="203.0.113.7", on=DAY, at=stories.AT)
    assert link.ended_on is None
    merged(here, before=[here.agency], heirs=[an_heir(here)])
    link.refresh_from_db()
    assert link.ended_on == EFFECTIVE


def test_two_heads_never_come_to_one_successor(here):
    heir = an_heir(here)
    changeover = prepared(here, before=[here.agency, here.other_agency], heirs=[heir])
    heads = Membership.objects.filter(role=Role.AGENCY_HEAD, unit__in=[here.agency, here.other_agency])
    rows = ChangeoverRow.objects.filter(changeover=changeover, what=Handed.MEMBERSHIP, key__in=heads.values("pk"))
    assert set(rows.values_list("to", flat=True)) == {None}
    with pytest.raises(Unusable, match="đứng đầu"):
        op.choose_heirs(changeover, by_hand={rows.first().pk: heir}, by=here.actor("administrator"))
    op.order_changeover(changeover, by=here.actor("administrator"), on=DECIDED)
    carried_out()
    assert not Membership.objects.filter(role=Role.AGENCY_HEAD, unit=here.agency, to_on=None).exists()
    assert Membership.objects.filter(role=Role.AGENCY_HEAD, unit=heir, to_on=None).count() == 1
