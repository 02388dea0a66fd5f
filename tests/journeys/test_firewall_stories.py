"""What stands before the door: to the head alone, stopped with a reason, let go by a leader, called back in time."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from audit.actor import Actor, Channel, system
from audit.models import Event
from cases import access
from cases import operations as op
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import Case, Hold, Stop
from cases.vocabulary import HoldState, Kind, LetterForm, LetterStatus, Move, Objection, SentBy, Status
from notifications.models import Message
from notifications.operations import Addressee, send, tell_people
from organizations.heads import addressed_by_name, head_of
from organizations.models import Membership
from organizations.operations import deputise, name_head
from organizations.vocabulary import Role
from tests import stories
from tests.factories import a_person, a_unit
from tests.journeys.standing import events_of
from tests.notifications.hearing import deliver_all
from tests.stories import AT, DAY, Office, a_case, fresh, unchanged
from workflows import inbox

pytestmark = pytest.mark.django_db
BY: Actor = system("directory", channel=Channel.COMMAND)
LATER = AT + timedelta(minutes=5)


def denounced(office: Office, **changes: object) -> Case:
    case = stories.a_denunciation(office, **changes)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    return fresh(case)


def no_head(office: Office) -> None:
    Membership.objects.filter(unit=office.agency, role=Role.AGENCY_HEAD).update(to_on=DAY - timedelta(days=1))


def heard_of(case: Case) -> set[str]:
    deliver_all()
    rows = Message.objects.filter(case=case, channel="in_app", user__memberships__unit__kind="peoples_committee")
    return {row.user.email for row in rows.select_related("user")}


# To the head alone


def test_a_denunciation_goes_to_the_named_head_and_the_letter_says_so(office: Office):
    case = denounced(office)
    name_head(
        office.other_agency, full_name="Trần Văn Kỷ", salutation="mr", title="Giám đốc", from_on=DAY, by=BY, on=DAY
    )
    assert addressed_by_name(head_of(office.other_agency.pk, on=DAY)) == "Ông Trần Văn Kỷ, Giám đốc Sở Xây dựng"
    stories.drafted(office, case, office.other_agency)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    letter = fresh(case).lead.letter
    assert letter.to_head.user.full_name == "Trần Văn Kỷ"
    with letter.made_from.open("rb") as facts:
        assert "Ông Trần Văn Kỷ, Giám đốc Sở Xây dựng" in facts.read().decode()
    assert letter.number.startswith("01-M/")
    assert letter.handle == ""


def test_only_the_head_of_the_agency_knows_of_it_and_ordinary_accounts_see_hear_and_count_nothing(
    client, office: Office
):
    case = denounced(office)
    stories.forwarded(office, case)
    case = fresh(case)
    head = office.person("agency_head")
    assert heard_of(case) == {head.email}
    assert not Message.objects.filter(case=case, recipient="unit").exists()
    for role in ("agency_officer", "agency_leader"):
        actor = office.actor(role)
        assert not access.may_see(actor, case)
        assert not inbox.waiting_for(actor).exists()
        client.force_login(office.person(role))
        assert client.get(reverse("desk:case", args=[case.pk])).status_code == 404
        assert client.get(reverse("desk:move", args=[case.pk, "acknowledge_referral"])).status_code == 404
        for page in ("desk:inbox", "desk:agency", "desk:register"):
            assert case.number not in client.get(reverse(page)).content.decode()
        with pytest.raises(NotYoursToSee):
            op.acknowledge_referral(case, by=actor, on=DAY)
    client.force_login(head)
    assert case.number in client.get(reverse("desk:agency")).content.decode()
    op.acknowledge_referral(case, by=office.actor("agency_head"), on=DAY)


def test_whom_the_head_names_in_writing_acts_for_as_long_as_that(office: Office):
    case = denounced(office)
    stories.forwarded(office, case)
    deputy, head = office.person("agency_officer"), office.person("agency_head")
    held = Membership.objects.get(user=head)
    until = DAY + timedelta(days=10)
    deputise(held, deputy=deputy, from_on=DAY, to_on=until, basis="Giấy ủy quyền số 3", by=BY)
    standing_in = replace(office.actor("agency_head"), key=str(deputy.pk), on_behalf_of=str(head.pk))
    assert access.may_see(standing_in, fresh(case))
    with time_machine.travel(AT):
        assert heard_of(case) == {head.email, deputy.email}


def test_without_a_known_head_nothing_is_sent_and_the_sentence_says_what_to_enter_and_where(office: Office):
    case = denounced(office)
    stories.drafted(office, case)
    no_head(office)
    with unchanged(case), pytest.raises(NotAllowedNow, match=r"Quản trị cần ghi họ tên.*Cơ quan nhận văn bản"):
        op.submit_letter(case, by=office.actor("handler"), on=DAY)
    name_head(office.agency, full_name="Lò Thị Kim", salutation="ms", title="Chủ tịch", from_on=DAY, by=BY, on=DAY)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)


def test_a_letter_to_a_head_who_has_left_does_not_leave(office: Office):
    case = denounced(office)
    stories.issued(office, case)
    name_head(office.agency, full_name="Lò Thị Kim", salutation="ms", title="Chủ tịch", from_on=DAY, by=BY, on=DAY)
    with pytest.raises(NotAllowedNow, match="không còn đứng đầu"):
        op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    stop = Stop.objects.get()
    assert stop.objections == [Objection.OTHER_HEAD]
    with pytest.raises(Unusable, match="hủy số"):
        op.clear_letter(case, letter=stop.letter, because="Gấp.", by=office.actor("leader"), on=DAY)


def test_one_head_follows_another_and_there_is_never_a_second_beside(office: Office):
    said = {"salutation": "mr", "title": "Chủ tịch", "by": BY}
    before = head_of(office.agency.pk, on=DAY)
    name_head(office.agency, full_name="Hà Văn Mới", from_on=date(2026, 6, 1), on=DAY, **said)
    assert head_of(office.agency.pk, on=date(2026, 5, 31)) == before
    assert head_of(office.agency.pk, on=date(2026, 6, 1)).user.full_name == "Hà Văn Mới"
    with pytest.raises(ValidationError) as refused:
        name_head(office.agency, full_name="Kẻ Khác", from_on=DAY, on=DAY, **said)
    assert set(refused.value.message_dict) == {"from_on"}


def test_a_message_about_a_sealed_case_to_somebody_who_may_not_know_of_it_is_stopped_and_written_down(office: Office):
    """Whatever a future reaction asks for: the firewall is one place."""
    case = denounced(office)
    stories.forwarded(office, case)
    event = Event.objects.filter(subject_id=case.pk, kind="referral.dispatched").get()
    officer = Addressee(office.person("agency_officer"))
    tell_people(event, fresh(case), "letter_for_agency", [officer])
    assert not Message.objects.filter(user=officer.user).exists()
    stopped = Event.objects.get(kind="message.stopped")
    assert stopped.facts["people"] == [officer.user.pk]


def test_no_sealed_letter_goes_by_e_mail_and_no_leader_lets_it(office: Office):
    case = denounced(office)
    stories.issued(office, case)
    with pytest.raises(NotAllowedNow, match="bì niêm phong"):
        op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY, sent_by=SentBy.EMAIL, at=AT)
    assert not Hold.objects.exists()
    letter = Stop.objects.get().letter
    with pytest.raises(Unusable):
        op.clear_letter(case, letter=letter, because="Gấp.", by=office.actor("leader"), on=DAY)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)


# Stopped, and let go


def test_a_letter_that_copies_a_note_is_stopped_and_leaves_once_a_leader_takes_it_upon_himself(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.stopped(office, case)
    letter = fresh(case).letters.get(referral=None)
    assert letter.status == LetterStatus.ISSUED
    assert events_of(case)[-1] == "letter.stopped"
    deliver_all()
    assert {row.user.email for row in Message.objects.filter(template="letter_stopped", channel="in_app")} == {
        office.person("leader").email
    }
    said = {"letter": letter, "sent_by": SentBy.POST, "by": office.actor("records_officer"), "on": DAY}
    with pytest.raises(NotAllowedNow, match="ghi chú nội bộ"):
        op.dispatch_other(case, **said)
    assert Stop.objects.count() == 1, "the same stop, however often it is tried"
    with pytest.raises(Unusable, match="vì sao"):
        op.clear_letter(case, letter=letter, because=" ", by=office.actor("leader"), on=DAY)
    with pytest.raises(PermissionDenied):
        op.clear_letter(case, letter=letter, because="Gấp.", by=office.actor("records_officer"), on=DAY)
    op.clear_letter(case, letter=letter, because="Đã công khai tại buổi tiếp.", by=office.actor("leader"), on=DAY)
    op.dispatch_other(case, **said)
    assert events_of(case)[-2:] == ["letter.cleared", "other_letter.dispatched"]
    assert "Đã công khai" not in str(list(Event.objects.values_list("facts", flat=True)))


def test_what_it_is_about_is_not_told_to_whom_it_is_about(office: Office):
    contested = op.NewContested(what="decision", unit=office.agency, number="5/QĐ", decided_on=date(2026, 2, 2))
    contested = replace(contested, first_number="5/QĐ", first_decided_on=date(2026, 2, 2))
    case = stories.a_petition(office, kind=Kind.COMPLAINT_SECOND, contested=contested)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.issued(office, case)
    with pytest.raises(NotAllowedNow, match="bị nêu trong đơn"):
        op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    assert fresh(case).status == Status.IN_HAND


def test_a_first_complaint_goes_by_law_to_whoever_decided(office: Office):
    """Luật Khiếu nại Điều 7: it is made to the very body."""
    contested = op.NewContested(what="decision", unit=office.agency, number="5/QĐ", decided_on=date(2026, 2, 2))
    case = stories.a_petition(office, kind=Kind.COMPLAINT, contested=contested)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.forwarded(office, case)
    assert fresh(case).status == Status.FORWARDED


def test_a_denunciation_never_goes_to_the_head_it_accuses(office: Office):
    agency = a_unit("Ủy ban nhân dân xã An Phú", "peoples_committee", "commune")
    accused = a_person(agency, Role.AGENCY_HEAD)
    parties = [
        op.NewParty(**stories.WHO_DENOUNCES),  # type: ignore[arg-type]
        op.NewParty(name=accused.full_name, role="respondent"),
    ]
    case = denounced(office, parties=parties)
    stories.drafted(office, case, agency)
    op.submit_letter(case, by=office.actor("handler"), on=DAY)
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    with pytest.raises(NotAllowedNow, match="bị nêu trong đơn"):
        op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)


def test_nothing_goes_by_e_mail_to_an_address_that_is_not_registered(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    said = {"to_unit": office.other_agency, "asked": "Cung cấp hồ sơ.", "answer_by": stories.ANSWER_BY}
    letter = stories.other_issued(office, case, form=LetterForm.COOPERATION, **said)
    records = office.actor("records_officer")
    with pytest.raises(NotAllowedNow, match="chưa có địa chỉ"):
        op.dispatch_other(case, letter=letter, sent_by=SentBy.EMAIL, by=records, on=DAY, at=AT)


# Held, called back, leaves once


def by_email(office: Office) -> Case:
    case = a_case(office, at=Status.IN_HAND)
    stories.issued(office, case)
    hold = op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY, sent_by=SentBy.EMAIL, at=AT)
    assert hold is not None
    assert hold.leaves_at == LATER
    return fresh(case)


def test_what_goes_by_e_mail_waits_and_nothing_has_happened_until_then(office: Office):
    case = by_email(office)
    assert (case.status, case.lead.letter.status) == (Status.IN_HAND, LetterStatus.ISSUED)
    assert not access.may_see(office.actor("agency_officer"), case)
    assert op.release_held(on=DAY, at=LATER - timedelta(seconds=1)) == 0
    with unchanged(case), pytest.raises(NotAllowedNow, match="gọi lại trước"):
        op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    with unchanged(case), pytest.raises(NotAllowedNow, match="gọi lại trước"):
        op.void_letter(case, letter=case.lead.letter, because="In sai.", by=office.actor("records_officer"), on=DAY)


def test_when_its_minutes_are_over_it_leaves_exactly_once_with_the_letter_itself(office: Office):
    case = by_email(office)
    assert op.release_held(on=DAY, at=LATER) == 1
    assert op.release_held(on=DAY, at=LATER) == 0
    assert fresh(case).status == Status.FORWARDED
    sent = Event.objects.get(kind="referral.dispatched")
    assert (sent.actor_key, sent.actor_role) == (str(office.person("records_officer").pk), "records_officer")
    deliver_all()
    message = Message.objects.get(template="letter_by_email", recipient="unit")
    send(message.pk)
    ((_name, content, kind),) = mail.outbox[-1].attachments
    assert (kind, content[:4]) == ("application/pdf", b"%PDF")
    assert mail.outbox[-1].to == [office.agency.email]
    assert not Message.objects.filter(template="letter_for_agency", recipient="unit").exists()


def test_it_is_called_back_within_the_minutes_by_whoever_sent_it_or_a_leader(client, office: Office):
    case = by_email(office)
    letter = case.lead.letter
    another = stories.as_person(a_person(office.province, Role.RECORDS_OFFICER), office.province, "records_officer")
    with pytest.raises(PermissionDenied):
        op.call_back_letter(case, letter=letter, by=another, on=DAY)
    client.force_login(office.person("records_officer"))
    with time_machine.travel(AT):
        page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
        assert "gửi lúc 09:05" in page
        client.post(reverse("desk:move", args=[case.pk, "call_back_letter"]), {"letter": letter.pk})
    assert Hold.objects.get().state == HoldState.CALLED_BACK
    assert events_of(case)[-2:] == ["letter.held", "letter.called_back"]
    assert op.release_held(on=DAY, at=LATER) == 0
    assert fresh(case).status == Status.IN_HAND
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY, sent_by=SentBy.EMAIL, at=AT)
    op.call_back_letter(case, letter=letter, by=office.actor("leader"), on=DAY)
    with pytest.raises(NotAllowedNow):
        op.call_back_letter(case, letter=letter, by=office.actor("leader"), on=DAY)


def test_what_has_left_is_not_called_back(office: Office):
    case = by_email(office)
    op.release_held(on=DAY, at=LATER)
    with pytest.raises(NotAllowedNow):
        op.call_back_letter(case, letter=case.lead.letter, by=office.actor("leader"), on=DAY)


def test_a_case_that_ends_meanwhile_keeps_its_letter_in_and_the_sender_hears_it(office: Office):
    case = by_email(office)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    assert op.release_held(on=DAY, at=LATER) == 0
    assert Hold.objects.get().state == HoldState.FALLEN
    assert events_of(case)[-1] == "letter.hold_fell"
    deliver_all()
    told = Message.objects.filter(template="letter_not_sent", channel="in_app").get()
    assert told.user == office.person("records_officer")
    assert op.release_held(on=DAY, at=LATER) == 0


def test_a_release_that_was_killed_half_way_leaves_nothing_and_the_next_one_finishes_it(office: Office, monkeypatch):
    case = by_email(office)

    def killed(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cases.operations.letters.meet", killed)
        with pytest.raises(KeyboardInterrupt):
            op.release_held(on=DAY, at=LATER)
    assert (Hold.objects.get().state, fresh(case).status) == (HoldState.WAITING, Status.IN_HAND)
    assert op.release_held(on=DAY, at=LATER) == 1
    assert Event.objects.filter(kind="referral.dispatched").count() == 1


def test_the_desk_says_when_it_leaves_and_offers_to_call_back(client, office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.issued(office, case)
    client.force_login(office.person("records_officer"))
    with time_machine.travel(AT):
        address = reverse("desk:move", args=[case.pk, "dispatch_letter"])
        page = client.post(address, {"sent_by": "email"}, follow=True).content.decode()
    assert "Văn bản sẽ gửi lúc 09:05" in page
    assert reverse("desk:move", args=[case.pk, Move.CALL_BACK_LETTER]) in page
