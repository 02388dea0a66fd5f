"""One petition with several matters, several petitions about one: nothing is lost on the way there and back."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from audit.actor import Actor, ActorKind, Channel, system
from audit.models import Event
from cases import operations as op
from cases import public, queries
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Document
from cases.papers import facts_of
from cases.vocabulary import DocumentSource, Intake, Kind, LetterForm, Outcome, Status
from deadlines.vocabulary import DutyState
from notifications.models import Message
from notifications.vocabulary import Channel as By
from notifications.vocabulary import Recipient
from tests import stories
from tests.files.samples import PDF
from tests.notifications.hearing import deliver_all, told
from tests.stories import DAY, a_case, a_petition, joined, unchanged
from workflows.follow import misaligned

pytestmark = pytest.mark.django_db
LATER = date(2026, 3, 9)
NOW = timezone.now()
BECAUSE = "Cùng đoạn đường, cùng người ký."
PAPER = op.NewDocument(title="Đơn.pdf", content=PDF)


def fresh(case):
    return Case.objects.get(pk=case.pk)


def petition_of(case):
    return case.matters.order_by("pk")[0].petition


def owed(case):
    """What is owed: under which rule, in which state, by when."""
    running = case.duties.filter(state__in=["running", "paused"])
    return sorted(running.values_list("rule__key", "state", "due_on"))


def waiting(case):
    return set(case.assignments.filter(ended_at=None).values_list("step", "owner", "due_on"))


def papers_of(case):
    return set(Document.objects.of(case).values_list("pk", flat=True))


def links_of(case):
    return set(case.matters.current().values_list("petition", "origin", "summary"))


def everything(case):
    case = fresh(case)
    return case.status, case.outcome, case.handler_id, case.lead_id, owed(case), papers_of(case), links_of(case)


def kinds_of(case):
    events = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence")
    return list(events.values_list("kind", flat=True))


def join(office, case, into, *, because=BECAUSE, role="leader", unit=None):
    op.join(case, into=into, because=because, by=office.actor(role, unit), on=DAY)


def unjoin(office, case, *, on=DAY):
    op.unjoin(case, because="Hai đoạn đường khác nhau.", by=office.actor("leader"), on=on)


def test_the_same_matter_again_is_followed_in_the_case_that_leads(office):
    lead, again = a_case(office, at=Status.FORWARDED), a_case(office, at=Status.IN_HAND)
    join(office, again, lead, role="handler")
    again = fresh(again)
    assert (again.status, again.outcome, again.closed_on) == (Status.CLOSED, Outcome.JOINED, DAY)
    assert owed(again) == []
    assert misaligned(again) == misaligned(lead) == ""
    last = again.assignments.latest("pk")
    assert (last.ending, last.ended_by) == ("obsolete", Event.objects.get(kind="case.joined").pk)
    assert kinds_of(again)[-1] == "case.joined"
    assert kinds_of(lead)[-1] == "petition.joined"
    events = Event.objects.filter(kind__in=["case.joined", "petition.joined"])
    assert len(set(events.values_list("operation", flat=True))) == 1
    assert not any("Cùng đoạn" in body for body in events.values_list("body", flat=True))
    joining = again.joining
    assert (joining.into, joining.because, joining.stood_at) == (lead, BECAUSE, Status.IN_HAND)
    assert lead.matters.count() == 2


def test_the_newcomer_is_owed_a_notice_from_the_day_their_own_petition_came(office):
    lead = a_case(office, at=Status.FORWARDED)
    assert "tcd.result_notice_to_citizen" not in {key for key, _, _ in owed(lead)}
    again = a_petition(office)
    notice = again.duties.get(rule__key="tcd.result_notice_to_citizen")
    join(office, again, lead)
    (running,) = lead.duties.filter(rule__key="tcd.result_notice_to_citizen", state=DutyState.RUNNING)
    assert (running.started_on, running.due_on) == (DAY, notice.due_on)
    stories.other_dispatched(office, lead, form=LetterForm.NOTICE_TRANSFER)
    running.refresh_from_db()
    assert running.state == DutyState.MET


def test_one_notice_tells_both_while_the_lead_owes_it_anyway(office):
    lead, again = a_petition(office), a_petition(office)
    before = owed(lead)
    join(office, again, lead)
    assert owed(lead) == before


def test_the_letters_of_the_lead_speak_to_everybody_who_handed_in(office):
    lead, again = a_case(office, at=Status.IN_HAND), a_petition(office)
    names = [case.matters.get().petition.parties.get().name for case in (lead, again)]
    join(office, again, lead)
    stories.drafted(office, lead)
    assert facts_of(fresh(lead).letter)["petitioner_name"] == "; ".join(names)


def test_who_handed_in_is_told_and_follows_on_by_the_same_code(office):
    lead, again = a_case(office, at=Status.FORWARDED), a_petition(office)
    join(office, again, lead)
    deliver_all()
    person = petition_of(again).parties.get()
    assert told("case_joined") == {(By.EMAIL, Recipient.PETITIONER, person.pk)}
    message = Message.objects.get(template="case_joined")
    for said in (again.number, lead.number, petition_of(again).tracking_code):
        assert said in message.body
    assert (By.IN_APP, Recipient.PERSON, office.person("handler").pk) in told("petition_joined")
    (standing,) = public.standing(petition_of(again).tracking_code)
    assert (standing.number, standing.joined_from) == (lead.number, again.number)
    assert standing.holder == office.agency.name
    (own,) = public.standing(petition_of(lead).tracking_code)
    assert own.joined_from == ""
    stories.answered(office, lead)
    stories.supervised(office, lead)
    deliver_all()
    both = {petition_of(case).parties.get().pk for case in (lead, again)}
    assert {pk for _, _, pk in told("answer_relayed")} == both


def test_the_papers_are_read_in_the_case_that_leads_and_copied_to_none(office):
    lead, again = a_case(office, at=Status.FORWARDED), a_petition(office, documents=[PAPER])
    (paper,) = papers_of(again)
    join(office, again, lead)
    assert paper in papers_of(lead) and Document.objects.filter(source=DocumentSource.PETITIONER).count() == 1
    handler, agency = office.actor("handler"), office.actor("agency_officer")
    assert queries.document_for(handler, paper, at=NOW).pk == paper
    # Joined on the day of sending: it goes with the letter.
    assert queries.document_for(agency, paper, at=NOW).pk == paper
    assert queries.documents_for(agency, lead, inside=False).filter(pk=paper).exists()


def test_an_agency_never_reads_papers_that_were_joined_after_it_was_written_to(office):
    lead, again = a_case(office, at=Status.FORWARDED), a_petition(office, documents=[PAPER])
    (paper,) = papers_of(again)
    op.join(again, into=lead, because=BECAUSE, by=office.actor("leader"), on=LATER)
    agency = office.actor("agency_officer")
    assert not queries.documents_for(agency, lead, inside=False).filter(pk=paper).exists()
    with pytest.raises(NotYoursToSee):
        queries.document_for(agency, paper, at=NOW)
    assert queries.document_for(office.actor("handler"), paper, at=NOW).pk == paper


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.INSTRUCTED, Status.IN_HAND])
def test_taken_out_again_it_stands_as_if_it_had_never_been_joined(office, status):
    lead, again = a_petition(office), a_case(office, at=status)
    if status == Status.IN_HAND:
        stories.drafted(office, again)
    op.attach_document(again, document=PAPER, source=DocumentSource.PETITIONER, by=office.actor("receptionist"), on=DAY)
    before, of_the_lead, steps = everything(again), everything(lead), waiting(again)
    events = kinds_of(again), kinds_of(lead)
    join(office, again, lead)
    assert everything(lead) != of_the_lead
    unjoin(office, again, on=LATER)
    assert everything(again) == before
    assert everything(lead) == of_the_lead
    assert waiting(again) == steps
    assert misaligned(fresh(again)) == misaligned(fresh(lead)) == ""
    assert kinds_of(again) == [*events[0], "case.joined", "case.unjoined"]
    assert kinds_of(lead) == [*events[1], "petition.joined", "petition.left"]
    assert lead.matters.count() == 2, "the link is ended, not deleted"
    deliver_all()
    assert len(told("case_unjoined")) == 1


def test_what_the_newcomer_was_owed_in_the_lead_ends_with_the_joining(office):
    lead, again = a_case(office, at=Status.FORWARDED), a_petition(office)
    before = owed(lead)
    join(office, again, lead)
    assert owed(lead) != before
    unjoin(office, again)
    assert owed(lead) == before


def test_what_ran_out_meanwhile_is_told_once_it_runs_again(office):
    lead, again = a_petition(office), a_petition(office)
    join(office, again, lead)
    late = date(2026, 4, 20)
    op.sweep(by=system("sweep"), on=late)
    assert "duty.overdue" in kinds_of(lead)
    assert "duty.overdue" not in kinds_of(again)
    unjoin(office, again, on=late)
    op.sweep(by=system("sweep"), on=late)
    assert kinds_of(again).count("duty.overdue") == len(owed(again)) > 0
    op.sweep(by=system("sweep"), on=late)
    assert kinds_of(again).count("duty.overdue") == len(owed(again))


def test_a_mark_that_was_told_before_the_joining_is_not_told_again(office):
    lead, again = a_petition(office), a_petition(office)
    late = date(2026, 4, 20)
    op.sweep(by=system("sweep"), on=late)
    before = kinds_of(again)
    op.join(again, into=lead, because=BECAUSE, by=office.actor("leader"), on=late)
    unjoin(office, again, on=late)
    op.sweep(by=system("sweep"), on=late)
    assert kinds_of(again) == [*before, "case.joined", "case.unjoined"]


def test_joined_and_taken_out_twice_both_are_remembered(office):
    first, second, again = a_petition(office), a_petition(office), a_petition(office)
    before = everything(again)
    for lead in (first, second, first):
        join(office, again, lead)
        unjoin(office, again)
    assert everything(again) == before
    assert [one.into for one in again.joinings.all()] == [first, second, first]


def test_a_case_is_not_joined_to_itself(office):
    case = a_petition(office)
    with unchanged(case), pytest.raises(Unusable, match="chính nó"):
        join(office, case, case)


def test_a_case_that_is_joined_leads_nobody_and_is_named_with_the_one_that_does(office):
    lead, middle, case = a_petition(office), a_petition(office), a_petition(office)
    join(office, middle, lead)
    with unchanged(case), pytest.raises(Unusable) as refusal:
        join(office, case, middle)
    assert refusal.value.field == "into"
    assert lead.number in refusal.value.reason and middle.number in refusal.value.reason


def test_neither_chain_nor_circle(office):
    lead, again, third = a_petition(office), a_petition(office), a_petition(office)
    join(office, again, lead)
    for into in (third, again):
        with unchanged(lead), pytest.raises(NotAllowedNow, match="Đã có đơn nhập vào"):
            join(office, lead, into)


def test_what_has_gone_out_is_not_joined_but_joined_to(office):
    sent, case = a_case(office, at=Status.FORWARDED), a_petition(office)
    with unchanged(sent), pytest.raises(NotAllowedNow, match="không làm ngược lại"):
        join(office, sent, case)
    waits = a_case(office, at=Status.IN_HAND)
    stories.submitted(office, waits)
    with unchanged(waits), pytest.raises(NotAllowedNow, match="trình ký"):
        join(office, waits, case)


def test_cases_of_two_units_are_not_joined(office):
    own = a_petition(office)
    by = office.actor("receptionist", office.commune)
    of_the_commune = a_petition(office, unit=office.commune, by=by)
    with unchanged(own), pytest.raises(Unusable, match="đơn vị khác"):
        join(office, own, of_the_commune)
    with unchanged(of_the_commune), pytest.raises(Unusable, match="được xem"):
        join(office, of_the_commune, own, unit=office.commune)


def test_what_has_ended_leads_nobody(office):
    case = a_petition(office)
    with unchanged(case), pytest.raises(Unusable, match="đã kết thúc"):
        join(office, case, a_case(office, at=Status.CLOSED))
    with unchanged(case), pytest.raises(Unusable, match="Cần ghi vì sao"):
        join(office, case, a_petition(office), because="  ")


def test_a_joined_case_is_taken_out_not_reopened(office):
    case = a_petition(office)
    joined(office, case)
    with unchanged(case), pytest.raises(NotAllowedNow, match="bỏ nhập, không mở lại"):
        op.reopen(case, handler=office.person("handler"), by=office.actor("leader"), on=DAY)
    closed = a_case(office, at=Status.CLOSED)
    with unchanged(closed), pytest.raises(NotAllowedNow, match="không nhập vào"):
        unjoin(office, closed)
    with unchanged(case), pytest.raises(Unusable, match="lý do"):
        op.unjoin(case, because="", by=office.actor("leader"), on=DAY)


def test_nobody_closes_another_s_petition_by_withdrawing_their_own(office):
    lead, again = a_petition(office), a_petition(office)
    join(office, again, lead)
    follows, opened = (
        Actor(kind=ActorKind.PETITIONER, key=str(petition_of(case).pk), channel=Channel.PORTAL)
        for case in (again, lead)
    )
    with unchanged(lead), pytest.raises(NotYoursToSee):
        op.withdraw(lead, by=follows, on=DAY)
    with unchanged(lead), pytest.raises(NotAllowedNow, match="bỏ nhập các đơn ấy"):
        op.withdraw(lead, by=opened, on=DAY)
    unjoin(office, again)
    op.withdraw(lead, by=opened, on=DAY)
    assert fresh(again).status == Status.REGISTERED


def test_a_petition_with_three_matters_becomes_three_cases_with_one_code(office):
    case = a_petition(office, received_on=date(2026, 2, 26), documents=[PAPER])
    parts = [stories.a_part(office), stories.a_part(office, summary="Trạm y tế thiếu thuốc")]
    rubbish, clinic = op.split(
        case, parts=parts, because="Ba việc, ba cơ quan.", by=office.actor("receptionist"), on=DAY
    )
    assert len({case.number, rubbish.number, clinic.number}) == 3
    for part in (rubbish, clinic):
        assert kinds_of(part) == ["case.registered"]
        assert misaligned(fresh(part)) == ""
        assert {step for step, _, _ in waiting(part)} == {"instruct"}
        # From the day of receipt, not from the day of splitting.
        assert set(part.duties.values_list("started_on", flat=True)) == {date(2026, 2, 26)}
        assert papers_of(part) == papers_of(case)
        assert petition_of(part) == petition_of(case)
    assert owed(rubbish) == owed(case)
    assert Document.objects.count() == 1
    assert kinds_of(case) == ["case.registered", "case.split"]
    standings = public.standing(petition_of(case).tracking_code)
    assert [one.number for one in standings] == [case.number, rubbish.number, clinic.number]
    assert [one.about for one in standings][1:] == [rubbish.summary, "Trạm y tế thiếu thuốc"]
    deliver_all()
    assert len(told("matter_split")) == 1
    assert Message.objects.filter(template="matter_split").count() == 2
    assert len(told("receipt")) == 1


def test_a_later_paper_of_the_petitioner_is_in_every_case_at_once(office):
    case = a_petition(office)
    part = stories.split_off(office, case)
    by = office.actor("receptionist")
    paper = op.attach_document(part, document=PAPER, source=DocumentSource.PETITIONER, by=by, on=DAY)
    assert papers_of(case) == papers_of(part) == {paper.pk}
    with pytest.raises(Unusable, match="đã có trong hồ sơ"):
        op.attach_document(case, document=PAPER, source=DocumentSource.PETITIONER, by=by, on=DAY)


def test_each_agency_reads_the_papers_of_the_petition_and_nothing_of_the_other_matter(office):
    case = a_case(office, at=Status.IN_HAND)
    op.attach_document(case, document=PAPER, source=DocumentSource.PETITIONER, by=office.actor("receptionist"), on=DAY)
    part = stories.split_off(office, case)
    stories.instructed(office, part)
    stories.in_hand(office, part)
    for one, agency in ((case, office.agency), (part, office.other_agency)):
        stories.drafted(office, one, agency)
        op.submit_letter(one, by=office.actor("handler"), on=DAY)
        op.sign_letter(one, by=office.actor("leader"), on=DAY)
        op.issue_letter(one, by=office.actor("records_officer"), on=DAY)
        op.dispatch_letter(one, by=office.actor("records_officer"), on=DAY)
    (paper,) = papers_of(case)
    theirs = office.actor("agency_officer", office.other_agency)
    assert queries.document_for(theirs, paper, at=NOW).pk == paper
    with pytest.raises(NotYoursToSee):
        queries.case_for(theirs, case.pk)


def test_two_matters_of_one_petition_are_not_the_same_content(office):
    case = a_case(office, at=Status.FORWARDED)
    part = stories.split_off(office, case)
    stories.instructed(office, part)
    stories.in_hand(office, part)
    letter = op.draft_letter(
        part,
        agency=office.agency,
        subject="Bãi rác",
        asked="Dọn.",
        answer_by=date(2026, 4, 15),
        by=office.actor("handler"),
        on=DAY,
    )
    assert letter.referral.again_because == ""


@pytest.mark.parametrize("status", [Status.REGISTERED, Status.IN_HAND, Status.FORWARDED, Status.SUPERVISED])
def test_split_and_put_back_nothing_is_different_and_nothing_is_lost(office, status):
    case = a_case(office, at=status)
    before, steps, events = everything(case), waiting(case), kinds_of(case)
    part = stories.split_off(office, case)
    paper = op.attach_document(
        part, document=PAPER, source=DocumentSource.PETITIONER, by=office.actor("receptionist"), on=DAY
    )
    stories.instructed(office, part)
    stories.in_hand(office, part)
    stories.drafted(office, part)
    op.unsplit(part, because="Vẫn là một việc.", by=office.actor("leader"), on=LATER)
    part = fresh(part)
    assert (part.status, part.outcome, owed(part), waiting(part)) == (Status.CLOSED, Outcome.UNSPLIT, [], set())
    after = everything(case)
    assert after[:5] == before[:5] and after[6] == before[6]
    assert after[5] == before[5] | {paper.pk}, "what came for the part is read where it went back to"
    assert waiting(case) == steps
    assert kinds_of(case) == [*events, "case.split", "matter.returned"]
    assert misaligned(fresh(case)) == misaligned(part) == ""
    (matter,) = part.matters.all()
    assert matter.ended_on == LATER
    deliver_all()
    assert len(told("matter_returned")) == 1
    assert [one.number for one in public.standing(petition_of(case).tracking_code)] == [case.number]


def test_a_part_that_wrote_to_somebody_stays(office):
    case = a_petition(office)
    part = stories.split_off(office, case)
    stories.instructed(office, part)
    stories.in_hand(office, part)
    stories.other_dispatched(office, part, form=LetterForm.RETURN_PETITION, reason="Thiếu chữ ký")
    for move in (op.unsplit, op.void_registration):
        with unchanged(part), pytest.raises(NotAllowedNow, match="Đã có văn bản gửi đi"):
            move(part, because="Nhầm.", by=office.actor("leader"), on=DAY)


def test_only_the_last_split_is_undone_and_only_into_an_open_case(office):
    case = a_petition(office)
    part = stories.split_off(office, case)
    leader = office.actor("leader")
    last = stories.split_off(office, part)
    with unchanged(part), pytest.raises(NotAllowedNow, match="bỏ tách các vụ việc ấy"):
        op.unsplit(part, because="Nhầm.", by=leader, on=DAY)
    op.unsplit(last, because="Nhầm.", by=leader, on=DAY)
    with unchanged(case), pytest.raises(NotAllowedNow, match="không tách từ"):
        op.unsplit(case, because="Nhầm.", by=leader, on=DAY)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    with unchanged(part), pytest.raises(NotAllowedNow, match="không còn nơi trở về"):
        op.unsplit(part, because="Nhầm.", by=leader, on=DAY)


def test_parts_of_one_petition_are_put_back_not_joined(office):
    case = a_petition(office)
    part = stories.split_off(office, case)
    with unchanged(part), pytest.raises(Unusable, match="bỏ tách"):
        join(office, part, case)
    lead = a_petition(office)
    join(office, part, lead)
    assert [one.number for one in public.standing(petition_of(case).tracking_code)] == [case.number, lead.number]


@pytest.mark.parametrize(
    ("parts", "because", "said"),
    [
        ([], "Lý do.", "từ một đến"),
        ([{}], " ", "vì sao tách"),
        ([{"summary": " "}], "Lý do.", "trích yếu"),
        ([{"kind": "nonsense"}], "Lý do.", "Cần chọn loại"),
        ([{"kind": Kind.DENUNCIATION}], "Lý do.", "một lá đơn riêng"),
        ([{"kind": Kind.COMPLAINT_SECOND}], "Lý do.", "lần đầu"),
        ([{}] * 11, "Lý do.", "từ một đến"),
    ],
)
def test_what_cannot_be_split_off_is_said_and_leaves_no_number_behind(office, parts, because, said):
    case = a_petition(office)
    with unchanged(case), pytest.raises(Unusable, match=said):
        op.split(
            case,
            parts=[stories.a_part(office, **changes) for changes in parts],
            because=because,
            by=office.actor("leader"),
            on=DAY,
        )
    assert int(a_petition(office).number[-5:]) == int(case.number[-5:]) + 1


def test_an_unsigned_petition_is_signed_before_a_complaint_is_taken_out_of_it(office):
    case = a_petition(office, intake=Intake.EMAIL)
    complaint = stories.a_part(office, kind=Kind.COMPLAINT)
    with unchanged(case), pytest.raises(Unusable, match="chưa có chữ ký"):
        op.split(case, parts=[complaint], because="Có cả khiếu nại.", by=office.actor("leader"), on=DAY)


def test_a_voided_number_stays_with_its_reason_and_is_no_case(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.drafted(office, case)
    op.void_registration(case, because="Vào sổ hai lần.", by=office.actor("leader"), on=DAY)
    case = fresh(case)
    assert (case.status, case.outcome, case.voided_because) == (Status.CLOSED, Outcome.VOIDED, "Vào sổ hai lần.")
    assert (owed(case), waiting(case), misaligned(case)) == ([], set(), "")
    assert kinds_of(case)[-1] == "case.voided"
    op.sweep(by=system("sweep"), on=date(2026, 6, 1))
    assert kinds_of(case)[-1] == "case.voided"
    assert int(a_petition(office).number[-5:]) == int(case.number[-5:]) + 1
    (standing,) = public.standing(petition_of(case).tracking_code)
    assert (standing.voided, standing.stages, str(standing.headline)) == (True, (), "Số này vào sổ nhầm nên đã hủy")
    deliver_all()
    assert len(told("case_voided")) == 1
    with unchanged(case), pytest.raises(NotAllowedNow, match="tiếp nhận lại với số mới"):
        op.reopen(case, handler=office.person("handler"), by=office.actor("leader"), on=DAY)


def test_the_letter_behind_a_voided_number_is_entered_again_without_a_question(office):
    person = [op.NewParty(name="Lò Thị Mai")]
    case = a_petition(office, parties=person)
    with pytest.raises(op.AlreadyRegistered):
        a_petition(office, parties=person)
    op.void_registration(case, because="Ghi nhầm loại.", by=office.actor("receptionist"), on=DAY)
    assert a_petition(office, parties=person).number != case.number


def test_who_entered_it_voids_it_the_same_day_while_nobody_has_touched_it(office):
    case = a_petition(office)
    receptionist = office.actor("receptionist")
    colleague = stories.as_person(office.person("handler"), office.province, "receptionist")
    with unchanged(case), pytest.raises(PermissionDenied):
        op.void_registration(case, because="Nhầm.", by=colleague, on=DAY)
    with unchanged(case), pytest.raises(NotAllowedNow, match="trong ngày vào sổ"):
        op.void_registration(case, because="Nhầm.", by=receptionist, on=LATER)
    with unchanged(case), pytest.raises(Unusable, match="vì sao vào sổ nhầm"):
        op.void_registration(case, because=" ", by=receptionist, on=DAY)
    op.void_registration(case, because="Nhầm.", by=receptionist, on=DAY)
    touched = a_case(office, at=Status.INSTRUCTED)
    with unchanged(touched), pytest.raises(NotAllowedNow, match="chưa ai xử lý"):
        op.void_registration(touched, because="Nhầm.", by=receptionist, on=DAY)


def test_a_number_others_hang_on_is_not_voided(office):
    lead, split = a_petition(office), a_petition(office)
    joined(office, a_petition(office), into=lead)
    part = stories.split_off(office, split)
    for case, said in ((lead, "bỏ nhập"), (split, "bỏ tách"), (part, "bỏ tách, không hủy số")):
        with unchanged(case), pytest.raises(NotAllowedNow, match=said):
            op.void_registration(case, because="Nhầm.", by=office.actor("leader"), on=DAY)
    op.unsplit(part, because="Nhầm.", by=office.actor("leader"), on=DAY)
    with unchanged(part), pytest.raises(NotAllowedNow, match="tách lại, không mở lại"):
        op.reopen(part, handler=office.person("handler"), by=office.actor("leader"), on=DAY)
