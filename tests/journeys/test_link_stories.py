"""An agency without an account answers by a one-time link: asked for, sent, opened once, used, refused, ended."""

import re
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse

from audit import outbox
from audit.actor import ActorKind, Channel, system
from audit.models import Dispatch, Event
from cases import access, links
from cases import operations as op
from cases.errors import NotYoursToSee, Unusable
from cases.models import Case, Knock, Link
from cases.operations import NotOpenedByCode
from cases.queries import documents_for, duties_for, events_of, referrals_for
from cases.vocabulary import LinkRefused, Move, Status
from desk.links import COOKIE
from notifications.models import Message
from notifications.operations import send
from notifications.vocabulary import MessageState, Trouble
from organizations.operations import register_email
from tests import stories
from tests.notifications.hearing import deliver_all
from tests.stories import AT, DAY, PDF, Office, a_case, fresh, unchanged

pytestmark = pytest.mark.django_db
FROM = "203.0.113.7"


@pytest.fixture
def nine():
    with time_machine.travel(AT, tick=False) as clock:
        yield clock


def handle_of(case: Case) -> str:
    return fresh(case).lead.letter.handle


def asked(case: Case, *, at: datetime = AT, handle: str = "") -> Link:
    link = op.ask_for_code(handle or handle_of(case), who=FROM, on=DAY, at=at)
    assert link is not None
    return link


def opened(case: Case, *, at: datetime = AT) -> tuple[str, Link]:
    """A code was asked for and typed: return the session and its link."""
    link = asked(case, at=at)
    session, _referral = op.open_link(handle_of(case), links.code_of(link), who=FROM, on=DAY, at=at)
    return session, Link.objects.get(pk=link.pk)


def by_link(case: Case):
    return links.actor_of(fresh(case).lead)


def refusals() -> list[str]:
    return [event.facts["why"] for event in Event.objects.filter(kind="link.refused").order_by("pk")]


def mailed_code() -> str:
    (found,) = re.findall(r"Mã: (\S+)", mail.outbox[-1].body)
    return found


def come_in(client, case: Case) -> None:
    """As the agency does it: ask on the page, read the mail, type the code."""
    handle = handle_of(case)
    client.post(reverse("desk:link-ask", args=[handle]))
    deliver_all()
    send(Message.objects.get(template="link_code", state=MessageState.OWED).pk)
    answer = client.post(reverse("desk:link-code", args=[handle]), {"code": mailed_code().lower()})
    assert answer.status_code == 302
    assert answer.url == reverse("desk:case", args=[case.pk])


ANSWER = {
    "result": "agreed",
    "text": "Xã sẽ sửa đường trong tháng 5.",
    "number": "41/UBND-KT",
    "dated_on": "2026-03-02",
    "what_1": "Sửa mặt đường",
    "who_1": "Phòng Kinh tế",
    "due_on_1": "2026-05-20",
}


def a_paper() -> SimpleUploadedFile:
    return SimpleUploadedFile("Văn bản trả lời.pdf", PDF)


# The way in


def test_the_letter_carries_an_address_that_says_nothing_and_a_draft_carries_none(office: Office):
    case = a_case(office, at=Status.IN_HAND)
    stories.signed(office, case)
    assert handle_of(case) == ""
    op.issue_letter(case, by=office.actor("records_officer"), on=DAY)
    handle = handle_of(case)
    assert re.fullmatch("[2-9A-Z]{10}", handle)
    assert case.number not in handle
    assert reverse("desk:link-ask", args=[handle]) == links.PATH.format(handle=handle)


def test_an_agency_answers_by_link_from_the_letter_to_the_answer(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    come_in(client, case)
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert office.agency.name in page
    assert "Đường dẫn riêng" in page
    assert reverse("desk:register") not in page
    assert client.post(reverse("desk:move", args=[case.pk, "acknowledge_referral"])).status_code == 302
    answer = client.post(reverse("desk:move", args=[case.pk, "answer"]), ANSWER | {"documents": a_paper()})
    assert "Mặt trận đã nhận" in answer.content.decode()
    case = fresh(case)
    assert case.status == Status.ANSWERED
    assert case.lead.answers.get().documents.get().title == "Văn bản trả lời.pdf"
    acts = Event.objects.filter(subject_type="cases.case", subject_id=case.pk, actor_kind=ActorKind.LINK)
    assert list(acts.order_by("pk").values_list("kind", "channel", "actor_unit")) == [
        ("link.requested", "link", None),
        ("link.opened", "link", office.agency.pk),
        ("referral.acknowledged", "link", office.agency.pk),
        ("referral.answered", "link", office.agency.pk),
    ]
    assert Event.objects.filter(kind="link.sent").count() == 1
    # Answered: the session is over.
    assert client.get(reverse("desk:case", args=[case.pk])).status_code == 403


def test_a_helper_answers_its_request_by_its_own_link_and_moves_the_case_nowhere(client, office: Office, nine):
    office.other_agency.email = "sxd@coquan.example"
    office.other_agency.save()
    case = a_case(office, at=Status.FORWARDED)
    letter = stories.asked_to_help(office, case)
    link = op.ask_for_code(letter.handle, who=FROM, on=DAY, at=AT)
    assert link is not None
    session, referral = op.open_link(letter.handle, links.code_of(link), who=FROM, on=DAY, at=AT)
    client.cookies[COOKIE] = session
    assert referral == letter.referral
    move = reverse("desk:move", args=[case.pk, "acknowledge_request"])
    assert client.post(move, {"referral": referral.pk}).status_code == 302
    said = {"referral": referral.pk, "result": "explained", "text": "Theo quy hoạch năm 2019."}
    client.post(reverse("desk:move", args=[case.pk, "answer_request"]), said)
    referral.refresh_from_db()
    assert (referral.status, fresh(case).status) == ("answered", Status.FORWARDED)
    for move in (Move.ANSWER, Move.ACKNOWLEDGE_REFERRAL, Move.REFUSE_REFERRAL):
        assert not access.may(links.actor_of(referral), move, fresh(case))


def test_the_code_goes_to_the_registered_address_alone_and_lies_nowhere_but_as_a_digest(office: Office, nine, caplog):
    case = a_case(office, at=Status.FORWARDED)
    link = asked(case)
    code = links.code_of(link)
    deliver_all()
    message = Message.objects.get(template="link_code")
    assert (message.recipient, message.recipient_id) == ("unit", office.agency.pk)
    send(message.pk)
    sent = mail.outbox[-1]
    assert sent.to == [office.agency.email]
    assert code in sent.body
    assert str(message.key) in sent.extra_headers["Message-ID"]
    message.refresh_from_db()
    for kept in (message.body, message.subject, str(Event.objects.values_list("facts", "body")), caplog.text):
        assert code not in kept
        assert code.replace("-", "") not in kept
    assert set(Link.objects.values_list("digest", flat=True)) == {links.digest_of_code(code)}


def test_a_code_mailed_twice_because_the_line_broke_is_the_same_code(office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    asked(case)
    deliver_all()
    message = Message.objects.get(template="link_code")
    send(message.pk)
    first = mailed_code()
    Message.objects.filter(pk=message.pk).update(state=MessageState.OWED, not_before=AT)
    send(message.pk)
    assert mailed_code() == first
    assert mail.outbox[0].extra_headers["Message-ID"] == mail.outbox[1].extra_headers["Message-ID"]


def test_a_code_whose_hour_is_over_before_the_mail_left_is_not_mailed(office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    asked(case)
    deliver_all()
    nine.shift(links.CODE_LIVES)
    message = Message.objects.get(template="link_code")
    send(message.pk)
    message.refresh_from_db()
    assert (message.state, message.trouble, mail.outbox) == (MessageState.FAILED, Trouble.OVERTAKEN, [])


# Refused, with what to do


def refused(case: Case, code: str, *, at: datetime = AT, handle: str = "") -> LinkRefused:
    with pytest.raises(NotOpenedByCode) as refusal:
        op.open_link(handle or handle_of(case), code, who=FROM, on=DAY, at=at)
    assert "xin mã mới" in refusal.value.reason
    return refusal.value.why


def test_a_link_used_twice_is_refused_with_what_to_do(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    _session, link = opened(case)
    assert refused(case, links.code_of(link)) == LinkRefused.USED
    assert refusals() == ["used"]


def test_an_expired_code_is_refused_with_what_to_do(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    link = asked(case)
    assert refused(case, links.code_of(link), at=AT + links.CODE_LIVES) == LinkRefused.EXPIRED
    assert refusals() == ["expired"]


def test_a_stranger_learns_nothing_and_the_knock_is_kept(office: Office):
    case, other = a_case(office, at=Status.FORWARDED), a_case(office, at=Status.FORWARDED)
    link = asked(case)
    assert refused(case, "AAAAA-AAAAA") == LinkRefused.STRANGER
    assert refused(case, links.code_of(link), handle="ZZZZZZZZZZ") == LinkRefused.STRANGER
    # A code is bound to one referral: at another letter's door it is a stranger's.
    assert refused(other, links.code_of(link)) == LinkRefused.STRANGER
    assert refusals() == ["stranger"] * 3
    assert not Knock.objects.filter(who__contains="203").exists()


def test_the_page_answers_every_handle_alike(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    sealed = stories.a_denunciation(office)
    stories.instructed(office, sealed)
    stories.in_hand(office, sealed)
    stories.forwarded(office, sealed)
    told = []
    for handle in (handle_of(case), "ZZZZZZZZZZ"):
        page = client.get(reverse("desk:link-ask", args=[handle]))
        answer = client.post(reverse("desk:link-ask", args=[handle]), follow=True)
        words = [page.content.decode(), answer.content.decode()]
        told.append([re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", text).replace(handle, "") for text in words])
        assert page.headers["Cache-Control"].startswith("max-age=0")
    assert told[0] == told[1]
    assert Link.objects.count() == 1


def test_knocks_are_forgotten_once_no_limit_counts_them_and_what_was_refused_stays(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    for _try in range(links.MOST_TRIES):
        refused(case, "AAAAA-AAAAA")
    soon, later = AT + links.WINDOW, AT + 2 * links.WINDOW + timedelta(seconds=1)
    assert op.forget_knocks(by=system("links"), at=soon) == 0
    assert refused(case, "AAAAA-AAAAA", at=soon - timedelta(seconds=1)) == LinkRefused.TOO_MANY, "still counted"
    assert op.forget_knocks(by=system("links"), at=later) == links.MOST_TRIES
    assert Knock.objects.count() == 1, "the last one may still be counted"
    assert refusals() == ["stranger"] * links.MOST_TRIES + ["too_many"]
    with pytest.raises(PermissionDenied):
        op.forget_knocks(by=office.actor("leader"), at=later)


def test_too_many_wrong_codes_close_the_door_for_all_processes_and_fill_no_register(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    link = asked(case)
    for _try in range(links.MOST_TRIES):
        assert refused(case, "AAAAA-AAAAA") == LinkRefused.STRANGER
    for _try in range(4):
        assert refused(case, links.code_of(link)) == LinkRefused.TOO_MANY
    assert refusals() == ["stranger"] * links.MOST_TRIES + ["too_many"]
    later = AT + links.WINDOW
    link = asked(case, at=later)
    op.open_link(handle_of(case), links.code_of(link), who=FROM, on=DAY, at=later)


def test_no_more_than_so_many_codes_are_mailed_for_one_letter(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    for _time in range(links.MOST_CODES):
        asked(case)
    assert op.ask_for_code(handle_of(case), who=FROM, on=DAY, at=AT) is None
    assert refusals() == ["too_many"]


def test_of_several_codes_the_last_holds(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    first, second = asked(case), asked(case)
    assert refused(case, links.code_of(first)) == LinkRefused.ENDED
    op.open_link(handle_of(case), links.code_of(second), who=FROM, on=DAY, at=AT)


def test_an_agency_without_a_registered_address_gets_no_code(office: Office):
    office.agency.email = ""
    office.agency.save()
    case = a_case(office, at=Status.FORWARDED)
    assert op.ask_for_code(handle_of(case), who=FROM, on=DAY, at=AT) is None
    assert refusals() == ["no_address"]


def test_there_is_never_a_link_to_a_denunciation(office: Office):
    case = stories.a_denunciation(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.forwarded(office, case)
    case = fresh(case)
    assert case.lead.letter.handle == ""
    actor = links.actor_of(case.lead)
    assert not access.may_see(actor, case)
    assert not Case.objects.visible_to(replace(actor, roles=frozenset({"agency_head"}))).exists()
    with pytest.raises(NotYoursToSee):
        op.acknowledge_referral(case, by=actor, on=DAY)


def test_a_case_that_is_sealed_later_ends_its_links(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    session, _link = opened(case)
    code = asked(case)
    op.reclassify(case, kind="denunciation", because="Là tố cáo.", by=office.actor("leader"), on=DAY)
    link = links.opened_by(session)
    assert link is not None
    assert not links.is_live(link, at=AT)
    assert refused(case, links.code_of(code)) == LinkRefused.ENDED
    assert op.ask_for_code(handle_of(case), who=FROM, on=DAY, at=AT) is None


# Ended and revoked


@pytest.mark.parametrize("ending", ["answered", "recalled", "withdrawn", "refused", "revoked", "left", "moved away"])
def test_what_ends_the_matter_ends_the_link(office: Office, ending: str):
    case = a_case(office, at=Status.FORWARDED)
    session, link = opened(case)
    match ending:
        case "answered":
            stories.answered(office, case)
        case "recalled":
            op.recall_referral(case, because="Gửi nhầm.", by=office.actor("leader"), on=DAY)
        case "withdrawn":
            op.withdraw(case, by=office.actor("receptionist"), on=DAY)
        case "refused":
            stories.refused(office, case)
        case "revoked":
            op.revoke_link(case, because="Hộp thư bị lộ.", by=office.actor("handler"), on=DAY)
        case "left":
            op.leave_link(link, on=DAY)
        case "moved away":
            by = system("directory", channel=Channel.COMMAND)
            register_email(office.agency, email="moi@coquan.example", basis="12/UBND-VP", by=by, on=DAY)
    found = links.opened_by(session)
    assert found is not None
    assert found.ended_on == DAY
    assert not links.is_live(found, at=AT)


def test_asked_again_after_an_answer_takes_a_new_code(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    session, _link = opened(case)
    stories.answered(office, case)
    said = {"what": "Khi nào xong?", "answer_by": stories.PROMISED_BY, "weighed": stories.IN_PART}
    op.ask_clarification(case, **said, by=office.actor("handler"), on=DAY)
    found = links.opened_by(session)
    assert found is not None
    assert not links.is_live(found, at=AT)
    session, _link = opened(case)
    found = links.opened_by(session)
    assert found is not None
    assert links.is_live(found, at=AT)


def test_a_link_is_revoked_with_a_reason_by_the_mttq_alone(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    opened(case)
    with unchanged(case), pytest.raises(Unusable):
        op.revoke_link(case, because=" ", by=office.actor("leader"), on=DAY)
    for by in (office.actor("agency_officer"), by_link(case), office.actor("supervisor")):
        with pytest.raises(PermissionDenied):
            op.revoke_link(case, because="Thử.", by=by, on=DAY)


# What was typed or chosen is kept


def test_a_session_that_ran_out_while_typing_loses_no_word_and_no_file(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    come_in(client, case)
    nine.shift(links.SESSION_LIVES)
    late = client.post(reverse("desk:move", args=[case.pk, "answer"]), ANSWER | {"documents": a_paper()})
    assert late.status_code == 403
    page = late.content.decode()
    assert "xin mã mới" in page
    assert "được giữ lại" in page
    assert fresh(case).status == Status.FORWARDED
    come_in(client, case)
    page = client.get(reverse("desk:move", args=[case.pk, "answer"])).content.decode()
    assert ANSWER["text"] in page
    assert "Văn bản trả lời.pdf" in page
    done = client.post(reverse("desk:move", args=[case.pk, "answer"]), ANSWER)
    assert "Mặt trận đã nhận" in done.content.decode()
    assert fresh(case).lead.answers.get().documents.get().title == "Văn bản trả lời.pdf"


def test_a_refused_answer_keeps_its_file_until_it_is_dropped_or_sent(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    op.acknowledge_referral(case, by=office.actor("agency_officer"), on=DAY)
    come_in(client, case)
    address = reverse("desk:move", args=[case.pk, "answer"])
    answer = client.post(address, ANSWER | {"text": "", "documents": a_paper()})
    assert answer.status_code == 422
    (kept,) = answer.context["kept_files"]
    assert kept.title == "Văn bản trả lời.pdf"
    assert client.post(address, ANSWER | {"text": "", "drop-file": kept.pk}).context["kept_files"] == []
    without = client.post(address, ANSWER)
    assert without.status_code == 422
    assert "đính kèm bản sao" in without.content.decode()


# This referral and nothing else


def test_a_link_sees_one_referral_of_one_case(office: Office):
    """The same agency refused it once; what it did then, and its other cases, are not in reach of the new link."""
    first = a_case(office, at=Status.FORWARDED)
    other = a_case(office, at=Status.FORWARDED)
    stories.refused(office, first, text="Không phải việc của xã.")
    old = links.actor_of(fresh(first).lead)
    stories.sent_to(office, fresh(first), office.other_agency)
    stories.refused(office, first)
    stories.drafted(office, fresh(first), office.agency)
    op.settle_dispute(first, decision="send", because="Đường của xã.", by=office.actor("leader"), on=DAY)
    op.submit_letter(first, by=office.actor("handler"), on=DAY)
    op.sign_letter(first, by=office.actor("leader"), on=DAY)
    op.issue_letter(first, by=office.actor("records_officer"), on=DAY)
    op.dispatch_letter(first, by=office.actor("records_officer"), on=DAY)
    case = fresh(first)
    actor = links.actor_of(case.lead)
    assert list(Case.objects.visible_to(actor)) == [case]
    assert not access.may_see(actor, other)
    assert list(referrals_for(actor, case, inside=False)) == [case.lead]
    assert "referral.refused" not in {event.kind for event in events_of(case, seen_by=actor)}
    assert not documents_for(actor, case, inside=False).filter(answer__isnull=False).exists()
    assert {duty.referral_id for duty in duties_for(actor, case, inside=False)} <= {case.lead_id}
    assert not any(access.may(old, move, case) for move in (Move.ANSWER, Move.ACKNOWLEDGE_REFERRAL))
    assert access.may(actor, Move.ACKNOWLEDGE_REFERRAL, case)


REACHED = {
    "desk:case",
    "desk:move",
    "desk:letter",
    "desk:letter-pdf",
    "desk:letter-docx",
    "desk:document",
    "desk:page-picture",
    "desk:small-picture",
    "desk:link-leave",
}


def test_a_link_reaches_the_pages_of_its_referral_and_no_other_route_of_the_desk(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    come_in(client, case)
    desk = [one for one in get_resolver("desk.urls").url_patterns if isinstance(one, URLPattern)]
    named = {f"desk:{one.name}": one for one in desk}
    assert {name for name, one in named.items() if getattr(one.callback, "by_link", False)} == REACHED
    open_to_all = {"desk:home", "desk:theme", "desk:language", "desk:link-find", "desk:link-ask", "desk:link-code"}
    for name, one in named.items():
        if name in REACHED | open_to_all:
            continue
        keys = one.pattern.regex.groupindex if hasattr(one.pattern, "regex") else {}
        said = {key: case.pk if "id" in key or key in {"number", "sequence"} else "x" for key in keys}
        if name == "desk:print-book":
            said = {"kind": "pdf"}
        answer = client.get(reverse(name, kwargs=said))
        assert answer.status_code in {302, 403, 404, 405}, (name, answer.status_code)
        if answer.status_code == 302:
            assert answer.url.startswith(reverse("account_login")), name
    other = a_case(office, at=Status.FORWARDED)
    assert client.get(reverse("desk:case", args=[other.pk])).status_code == 404
    for move in (Move.ADD_NOTE, Move.CLOSE, Move.WITHDRAW, Move.REVOKE_LINK):
        assert client.post(reverse("desk:move", args=[case.pk, move])).status_code in {403, 409}, move


def test_notes_and_clocks_of_the_mttq_are_not_on_the_page_of_a_link(client, office: Office, nine):
    case = a_case(office, at=Status.FORWARDED)
    op.add_note(case, text=stories.INSIDE_WORDS, by=office.actor("handler"), on=DAY)
    come_in(client, case)
    page = client.get(reverse("desk:case", args=[case.pk])).content.decode()
    assert stories.INSIDE_WORDS not in page
    assert "Đề nghị xử lý sớm." not in page
    for duty in case.duties.exclude(unit=office.agency).select_related("rule"):
        assert duty.rule.title not in page
    assert reverse("desk:told", args=[case.pk]) not in page


def test_every_act_of_an_agency_may_come_on_paper_with_its_number_day_arrival_and_scan(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    records, later = office.actor("records_officer"), DAY + timedelta(days=3)
    with unchanged(case), pytest.raises(Unusable, match="bản quét"):
        op.acknowledge_referral(case, by=records, on=later)
    with unchanged(case), pytest.raises(Unusable, match="không thể trước việc"):
        op.acknowledge_referral(case, paper=stories.a_paper("5/VP", date(2026, 2, 1)), by=records, on=later)
    paper = stories.a_paper("51/UBND-VP", DAY + timedelta(days=1), arrived_on=later)
    op.acknowledge_referral(case, paper=paper, by=records, on=later)
    lead = fresh(case).lead
    act = lead.acts.get()
    assert (act.number, act.dated_on, act.arrived_on, act.what) == (
        "51/UBND-VP", DAY + timedelta(days=1), later, "acknowledge_referral",
    )  # fmt: skip
    assert (lead.acknowledged_on, lead.received_on, lead.evidence) == (act.dated_on, act.dated_on, "agency_paper")
    assert act.paper in documents_for(office.actor("agency_officer"), fresh(case), inside=False)
    assert Event.objects.get(kind="referral.acknowledged").channel == "paper"


def test_whoever_hears_of_a_withdrawal_are_the_agencies_that_were_to_answer_or_help(office: Office):
    case = a_case(office, at=Status.FORWARDED)
    stories.asked_to_help(office, case)
    op.withdraw(case, by=office.actor("receptionist"), on=DAY)
    for pk in Dispatch.objects.filter(event__kind="case.withdrawn").values_list("pk", flat=True):
        outbox.deliver(pk)
    rows = Message.objects.filter(template="petition_withdrawn", channel="in_app").select_related("user")
    agencies = (office.agency, office.other_agency)
    roles = ("agency_officer", "agency_leader", "agency_head")
    assert {row.user for row in rows} == {office.person(role, unit) for unit in agencies for role in roles}
    assert Message.objects.filter(template="petition_withdrawn", recipient="unit").count() == 1
