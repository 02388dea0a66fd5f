"""A denunciation is sealed from its first keystroke: searched for everywhere, in every spelling, it is nowhere."""

import logging
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db.models import Q
from django.urls import reverse

from audit.actor import Channel, system
from audit.models import Event
from audit.outbox import deliver, overdue
from cases import access, papers, people, public, queries
from cases import operations as op
from cases.errors import NotAllowedNow, NotOpened, NotYoursToSee, Unusable
from cases.models import Case, Findable, Identity, Merger, Party, Personal, SealedTrace
from cases.opening.handing_out import rows_of
from cases.operations.people import merge
from cases.redaction import blacked_out, still_told, suggested
from cases.timeline import timeline
from cases.vocabulary import Intake, Kind, Move, ScreenedTo, Status
from config import guards
from desk import urls
from organizations.models import Unit
from organizations.operations import admit_client
from organizations.vocabulary import Role
from reports.registers import BOOKS
from tests import stories
from tests.cases.leaks import files, leaks, mails, tables, text_of
from tests.factories import a_person
from tests.stories import DAY, WHO_DENOUNCES, a_denunciation, a_petition

pytestmark = pytest.mark.django_db

AT = datetime(2026, 3, 2, 8, tzinfo=UTC)
COMMAND = system("tests", channel=Channel.COMMAND)
BECAUSE = "Đọc để bút phê theo phân công"
TEXT = "Ông Triệu Quang Khuê giữ quỹ của hợp tác xã Đồng Nhất, kê khống bốn mươi ba phiếu chi và dọa người nói ra."
ASKED = "Kiểm tra quỹ hợp tác xã Đồng Nhất."
SUMMARY = "Tố cáo ông Khuê kê khống phiếu chi"
SCAN = "Toi la Quach Thi Ngoc Diep viet tay la don nay"
TITLE = "Don cua ba Quach Thi Ngoc Diep.txt"
PHRASES = ("kê khống bốn mươi ba phiếu chi", "Kiểm tra quỹ hợp tác xã Đồng Nhất", SUMMARY, "Triệu Quang Khuê")
# What no place may hold: who denounced, whom, what, how the paper is called and what is written on it.
SECRETS = (
    *(str(WHO_DENOUNCES[name]) for name in ("name", "identity_number", "phone", "email", "address")),
    "ngõ Giếng Đình",
    *PHRASES,
    SCAN,
)


def denounced(office, **changes) -> Case:
    facts = {
        "text": TEXT,
        "asked": ASKED,
        "summary": SUMMARY,
        "documents": [op.NewDocument(title=TITLE, content=SCAN.encode())],
        "parties": [op.NewParty(**WHO_DENOUNCES), op.NewParty(name="Triệu Quang Khuê", role="respondent")],
    }
    return a_denunciation(office, **(facts | changes))


def everywhere(caplog) -> list[tuple[str, str]]:
    return [*tables(), *files(configured.MEDIA_ROOT), *mails(), ("log", caplog.text)]


def opened(office, case: Case, role: str = "leader") -> None:
    op.reveal(case, because=BECAUSE, by=office.actor(role), on=DAY, at=AT)


def through_every_door(office) -> list[Case]:
    cases = [denounced(office, intake=intake, secrecy_waived=True) for intake in Intake]
    anonymous = denounced(
        office, parties=[op.NewParty(name="Triệu Quang Khuê", role="respondent")], signing="anonymous"
    )
    cadre = denounced(office, kind=Kind.CADRE)
    return [*cases, anonymous, cadre]


def found_out_later(office) -> list[Case]:
    """Taken for something else first: just entered, in hand with a draft, at the agency with its answer."""
    cases = []
    for reach in (0, 1, 2):
        case = denounced(office, kind=Kind.PROPOSAL, again=True)
        if reach:
            stories.instructed(office, case)
            stories.in_hand(office, case)
            op.add_note(case, text=f"Bà Điệp nói {PHRASES[0]}", by=office.actor("handler"), on=DAY)
            stories.drafted(office, case)
        if reach == 2:
            for move, role in (("submit", "handler"), ("sign", "leader"), ("issue", "records_officer")):
                getattr(op, f"{move}_letter")(case, by=office.actor(role), on=DAY)
            op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
            stories.other_drafted(office, case, subject=f"Về việc {PHRASES[0]}", body=TEXT)
            stories.answered(office, case)
        by = office.actor("handler" if reach else "leader")
        kind = Kind.CADRE if reach == 1 else Kind.DENUNCIATION
        op.reclassify(case, kind=kind, because=f"Nội dung là tố cáo: {PHRASES[0]}", by=by, on=DAY)
        cases.append(Case.objects.get(pk=case.pk))
    return cases


def walked(office, cases: list[Case]) -> None:
    """What a denunciation goes through until it has left the house."""
    case = next(one for one in cases if one.kind == Kind.DENUNCIATION and one.status == Status.REGISTERED)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    opened(office, case, "handler")
    op.redact(case, text=f"Ông [[Triệu Quang Khuê]]: {TEXT[24:40]}", by=office.actor("handler"), on=DAY)
    stories.issued(office, case)
    op.dispatch_letter(case, by=office.actor("records_officer"), on=DAY)
    letter = stories.other_issued(office, case, subject="Báo việc chuyển đơn")
    assert letter.secret


def test_no_table_no_file_no_log_and_no_mail_holds_anything_of_a_denunciation(office, caplog):
    caplog.set_level(logging.DEBUG)
    cases = [*through_every_door(office), *found_out_later(office)]
    walked(office, cases)
    for dispatch in overdue():
        deliver(dispatch)
    assert len(cases) == len(Intake) + 5
    assert leaks(SECRETS, everywhere(caplog)) == []


PLANTED = {
    "a column of a table": lambda office, caplog: Case.objects.update(summary=SUMMARY.upper()),
    "the search table": lambda office, caplog: Findable.objects.create(
        party=Party.objects.first(), petition_id=Party.objects.first().petition_id, folded="quach thi ngoc diep"
    ),
    "a history row": lambda office, caplog: Case.history.update(number="0977654321"),
    "a file": lambda office, caplog: (configured.MEDIA_ROOT / "x").write_text(unicodedata.normalize("NFD", TEXT)),
    "the name of a file": lambda office, caplog: (configured.MEDIA_ROOT / TITLE).write_bytes(b"x"),
    "a log": lambda office, caplog: logging.getLogger("cases").warning("refused: %s", WHO_DENOUNCES["email"]),
    "an event, escaped": lambda office, caplog: Case.history.update(
        history_change_reason='{"name": "Qu\\u00e1ch Th\\u1ecb Ng\\u1ecdc \\u0110i\\u1ec7p"}'
    ),
    "an address": lambda office, caplog: logging.getLogger("django").info(
        "GET /?q=Qu%C3%A1ch+Th%E1%BB%8B+Ng%E1%BB%8Dc+%C4%90i%E1%BB%87p"
    ),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED.keys())
def test_one_leak_anywhere_is_found(office, caplog, plant):
    caplog.set_level(logging.DEBUG)
    denounced(office)
    assert leaks(SECRETS, everywhere(caplog)) == []
    # Nobody could plant it in a history while the database guards it.
    guards.take_down()
    plant(office, caplog)
    guards.put_up()
    assert leaks(SECRETS, everywhere(caplog))


def pages(case: Case) -> Iterator[str]:
    """Every address of the desk that a case can stand on: a new one is asked for as well, without being added here."""
    rows = {
        ("case_id",): [(case.pk,)],
        ("case_id", "duty_id"): [(case.pk, duty.pk) for duty in case.duties.all()],
        ("case_id", "name"): [(case.pk, move) for move in Move if move not in queries.NOT_ON_A_CASE],
        ("document_id",): [(paper.pk,) for paper in case.documents.all()],
        ("letter_id",): [(letter.pk,) for letter in case.letters.all()],
        ("person_id",): [(one.person_id,) for one in Party.objects.filter(petition__matters__case=case)],
        (): [()],
    }
    for pattern in urls.urlpatterns:
        for arguments in rows.get(tuple(pattern.pattern.converters), []):
            yield reverse(f"desk:{pattern.name}", args=arguments)
    yield reverse("desk:inbox") + "?tab=others"
    for book in BOOKS:
        yield reverse("desk:books") + f"?book={book}&first=2026-01-01&last=2026-12-31"


def seen_by(client, person, addresses) -> Iterator[tuple[str, str]]:
    client.force_login(person)
    for address in addresses:
        answer = client.get(address, follow=True)
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        headers = " ".join(f"{name}: {value}" for name, value in answer.items())
        yield f"{person.pk} {address}", f"{text_of(content)} {headers} {answer.redirect_chain}"


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.parametrize("place", ["province", "agency"])
def test_no_page_shows_anything_of_a_sealed_case_before_it_is_opened(client, office, place):
    case = found_out_later(office)[2]
    addresses = list(pages(case))
    assert len(addresses) > 80
    watching = [one for (unit, _role), one in office.people.items() if unit == getattr(office, place).pk]
    assert len(watching) > 2
    for person in watching:
        assert leaks(SECRETS, seen_by(client, person, addresses)) == [], person


def test_no_search_finds_a_sealed_case_by_its_words(client, office):
    case = found_out_later(office)[2]
    client.force_login(office.person("receptionist"))
    for word in ("Quách Thị", "quach thi ngoc diep", "khống", "0977654321"):
        listed = client.get(reverse("desk:register"), {"q": word, "tab": "all"}).content.decode()
        assert case.number not in listed


def test_no_program_and_no_code_tells_anything_of_a_sealed_case(client, office):
    """What other machines read, and what a citizen reads who types the code of the receipt."""
    cases = [*through_every_door(office), *found_out_later(office)]
    for unit, role in office.people:
        _client, token = admit_client(
            name="Phần mềm thử", unit=Unit.objects.get(pk=unit), role=role, by=COMMAND, on=DAY
        )
        told = [
            client.get(f"/api/v1{path}", headers={"Authorization": f"Bearer {token}"}).content.decode()
            for path in ("/cases", *(f"/cases/{case.pk}" for case in cases))
        ]
        assert leaks(SECRETS, [("api", text) for text in told]) == [], role
        assert not [case.number for case in cases for text in told if case.number in text], role
    for case in cases:
        code = papers.petition_of(case).tracking_code
        page = client.post(reverse("portal:follow"), {"code": code})
        assert page.status_code == 200
        assert leaks(SECRETS, [("portal", page.content.decode())]) == []


def test_who_may_read_sees_it_after_saying_why_and_for_a_while(client, office, time_machine):
    time_machine.move_to(AT)
    case = denounced(office)
    leader = office.person("leader")
    client.force_login(leader)
    address = reverse("desk:case", args=[case.pk])
    assert WHO_DENOUNCES["name"] not in client.get(address).content.decode()
    paper = reverse("desk:document", args=[case.documents.get().pk])
    assert client.get(paper).status_code == 409
    client.post(reverse("desk:move", args=[case.pk, Move.REVEAL]), {"because": BECAUSE})
    shown = client.get(address).content.decode()
    assert WHO_DENOUNCES["name"] in shown
    assert "kê khống" in shown
    assert client.get(paper).content == SCAN.encode()
    client.force_login(office.person("receptionist", office.province))
    assert WHO_DENOUNCES["name"] not in client.get(address).content.decode(), "opened by one is opened for one"
    client.force_login(leader)
    time_machine.move_to(AT + timedelta(minutes=16))
    assert WHO_DENOUNCES["name"] not in client.get(address).content.decode()
    here, elsewhere = Q(subject_type="cases.case", subject_id=case.pk), Q(about_type="cases.case", about_id=case.pk)
    told = Event.objects.filter(here | elsewhere).exclude(kind="case.registered").order_by("pk")
    assert [(one.kind, one.actor_key) for one in told] == [
        ("reading.refused", str(leader.pk)),
        ("case.revealed", str(leader.pk)),
        ("case.read", str(leader.pk)),
        ("document.read", str(leader.pk)),
    ]
    assert case.openings.get().because == BECAUSE


def test_who_knows_of_a_denunciation_and_who_may_read_it(office):
    case = denounced(office)
    stories.instructed(office, case)
    case = Case.objects.get(pk=case.pk)
    knows = {"receptionist", "handler", "leader", "records_officer", "supervisor", "auditor"}
    for role in Role.values:
        if role.startswith("agency"):
            continue
        actor = office.actor(role)
        assert access.may_see(actor, case) == (role in knows), role
        assert access.may_read(actor, case) == (role in {"receptionist", "handler", "leader"}), role
    other = a_person(office.province, Role.RECEPTIONIST)
    assert not access.may_read(stories.as_person(other, office.province, Role.RECEPTIONIST), case), "did not enter it"
    with pytest.raises(PermissionDenied):
        op.reveal(case, because=BECAUSE, by=office.actor("supervisor"), on=DAY, at=AT)
    with pytest.raises(Unusable, match="vì sao"):
        op.reveal(case, because="xem", by=office.actor("leader"), on=DAY, at=AT)


def test_the_records_officer_reads_once_there_is_a_letter_to_send_and_the_agency_s_head_once_it_has_come(office):
    case = denounced(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.submitted(office, case)
    records, head, officer = (office.actor(role) for role in ("records_officer", "agency_head", "agency_officer"))
    assert not access.may_read(records, Case.objects.get(pk=case.pk))
    op.sign_letter(case, by=office.actor("leader"), on=DAY)
    assert access.may_read(records, Case.objects.get(pk=case.pk))
    op.issue_letter(case, by=records, on=DAY)
    op.dispatch_letter(case, by=records, on=DAY)
    case = Case.objects.get(pk=case.pk)
    assert access.may_read(head, case)
    assert not access.may_see(officer, case), "never the ordinary accounts (law.md §14 point 21)"
    with pytest.raises(NotYoursToSee):
        op.acknowledge_referral(case, by=officer, on=DAY)
    op.acknowledge_referral(case, by=head, on=DAY)


def test_only_leader_and_named_handler_know_of_a_reflection_on_a_cadre(office):
    case = denounced(office, kind=Kind.CADRE)
    assert case.number == "M-2026-00001"
    assert a_petition(office).number == "2026-00001", "the open book shows no hole"
    assert {
        role for role in Role.values if not role.startswith("agency") and access.may_see(office.actor(role), case)
    } == {"leader"}
    stories.instructed(office, case)
    case = Case.objects.get(pk=case.pk)
    assert access.may_see(office.actor("handler"), case)
    assert not access.may_see(office.actor("receptionist"), case)
    assert not access.may_see(office.actor("supervisor"), case)
    assert public.standing(case.matters.get().petition.tracking_code) is None
    assert not any("Niêm phong" in row for row in BOOKS["petitions"].lines(office.province, DAY, DAY, most=50))


def test_the_rights_to_see_and_to_read_agree_with_their_lists_for_sealed_cases(office):
    through_every_door(office)
    later = found_out_later(office)
    walked(office, later[:1])
    cases = list(Case.objects.all())
    for (unit, role), _person in office.people.items():
        units = (office.province, office.commune, office.agency, office.other_agency)
        actor = office.actor(role, next(one for one in units if one.pk == unit))
        for right, listed in ((access.may_see, access.visible), (access.may_read, access.readable)):
            one_by_one = {case for case in cases if right(actor, case)}
            assert set(Case.objects.filter(listed(actor))) == one_by_one, (role, right.__name__)


def test_nothing_leads_from_the_open_petitions_of_a_person_to_the_sealed_one(office):
    first = a_petition(office, parties=[op.NewParty(**WHO_DENOUNCES)])
    known = first.matters.get().petition.parties.get().person_id
    sealed = denounced(office, parties=[op.NewParty(**WHO_DENOUNCES, person=known)])
    assert sealed.matters.get().petition.parties.get().person_id != known
    later = denounced(office, kind=Kind.PROPOSAL, parties=[op.NewParty(**WHO_DENOUNCES)], again=True)
    taken = later.matters.get().petition.parties.get().person_id
    merge(known, taken, because="Cùng số căn cước", by=office.actor("receptionist"), on=DAY)
    op.reclassify(later, kind=Kind.DENUNCIATION, because="Là tố cáo", by=office.actor("leader"), on=DAY)
    assert later.matters.get().petition.parties.get().person_id not in {known, taken}
    assert not Merger.objects.get().parties.exists()
    receptionist = office.actor("receptionist")
    assert [one.case for one in people.earlier(receptionist, Personal(**WHO_DENOUNCES))] == [first]
    assert {party.petition_id for party in people.parties_of(receptionist, known)} == {first.matters.get().petition_id}


def test_a_person_who_denounced_before_is_known_again_by_who_may_read_both(office):
    first, second = denounced(office), denounced(office)
    assert queries.known_again(office.actor("leader"), second) == [first]
    assert queries.known_again(office.actor("supervisor"), second) == []
    stories.instructed(office, second)
    handler = office.actor("handler")
    assert queries.known_again(handler, Case.objects.get(pk=second.pk)) == [], "the first one is not theirs to read"
    traces = SealedTrace.objects.filter(party__role="petitioner")
    assert len({one.identity_digest for one in traces}) == 1
    assert not Findable.objects.exists()


def test_a_second_registration_is_not_asked_about_because_the_question_would_tell(office):
    first = denounced(office)
    assert denounced(office).pk != first.pk


class TestReclassifying:
    def test_the_old_clocks_end_and_the_new_ones_run_from_the_day_of_receipt(self, office):
        case = denounced(office, kind=Kind.PROPOSAL)
        op.reclassify(case, kind=Kind.DENUNCIATION, because="Là tố cáo", by=office.actor("leader"), on=DAY)
        states = {duty.rule.key: (duty.state, duty.started_on) for duty in case.duties.select_related("rule")}
        assert states["tcd.result_notice_to_citizen"][0] == "void"
        assert states["tc.transfer_not_competent"] == ("running", DAY)
        event = Event.objects.get(kind="case.reclassified")
        assert (event.facts["was"], event.facts["kind"]) == ("proposal", "denunciation")

    def test_everything_is_sealed_backwards_in_the_same_transaction(self, office):
        case = denounced(office, kind=Kind.PROPOSAL)
        party = case.matters.get().petition.parties.first()
        assert Findable.objects.filter(party=party).exists()
        op.reclassify(case, kind=Kind.DENUNCIATION, because="Là tố cáo", by=office.actor("leader"), on=DAY)
        case = Case.objects.get(pk=case.pk)
        assert (case.sealed, case.summary, case.about) == (True, "Đơn tố cáo, nội dung niêm phong", SUMMARY)
        assert case.words.folded == case.number.lower()
        assert not Findable.objects.exists()
        assert not Identity.objects.exclude(area=None).exists()

    def test_a_draft_that_was_written_for_the_old_kind_is_dropped(self, office):
        case = found_out_later(office)[1]
        assert case.lead is None
        assert list(case.letters.values_list("status", flat=True)) == ["cancelled"]
        assert (case.number[:2], case.former_number[:5]) == ("M-", "2026-")

    def test_only_a_leader_takes_the_seal_off_and_then_it_is_found_again(self, office):
        case = denounced(office)
        stories.instructed(office, case)
        with pytest.raises(Unusable, match="lãnh đạo"):
            op.reclassify(case, kind=Kind.FEEDBACK, because="Không phải tố cáo", by=office.actor("handler"), on=DAY)
        op.reclassify(case, kind=Kind.FEEDBACK, because="Không phải tố cáo", by=office.actor("leader"), on=DAY)
        case = Case.objects.get(pk=case.pk)
        assert (case.sealed, case.summary, case.full_summary) == (False, SUMMARY, "")
        assert list(queries.search("quach diep", Case.objects.all())) == [case]
        assert not SealedTrace.objects.exists()

    def test_a_stranger_and_a_kind_that_is_the_same_are_refused(self, office):
        case = denounced(office)
        for role in ("receptionist", "supervisor", "records_officer"):
            with pytest.raises(PermissionDenied):
                op.reclassify(case, kind=Kind.FEEDBACK, because="x", by=office.actor(role), on=DAY)
        with pytest.raises(Unusable, match="loại khác"):
            op.reclassify(case, kind=Kind.DENUNCIATION, because="x", by=office.actor("leader"), on=DAY)


class TestLetters:
    def test_a_letter_that_names_the_denouncer_is_refused_at_its_field(self, office):
        case = denounced(office)
        stories.instructed(office, case)
        stories.in_hand(office, case)
        stories.screened(office, case, ScreenedTo.FORWARD, stories.DENOUNCED)
        stories.confirmed(office, case)
        facts = {"agency": office.agency, "answer_by": stories.ANSWER_BY, "by": office.actor("handler"), "on": DAY}
        for field, words in (
            ("subject", "Đơn của bà quách thị ngọc điệp"),
            ("body", "Theo số điện thoại 0977.654.321"),
            ("asked", "Trả lời tại Số 9 ngõ Giếng Đình"),
        ):
            said = {"subject": "Chuyển đơn", "asked": "Xem xét", "body": "Tóm tắt"} | {field: words}
            with pytest.raises(Unusable) as refusal:
                op.draft_letter(case, **said, **facts)
            assert refusal.value.field == field

    def test_the_letter_to_the_agency_and_the_receipt_name_nobody(self, office):
        case = denounced(office)
        stories.instructed(office, case)
        stories.in_hand(office, case)
        stories.drafted(office, case)
        letter = Case.objects.get(pk=case.pk).letter
        assert letter.secret
        assert leaks(SECRETS, [("letter", text_of(op.letter_pdf(letter)))]) == []
        receipt = receipt_of(case)
        assert leaks(SECRETS, [("receipt", text_of(receipt))]) == []

    def test_the_copy_for_others_is_black_where_marked_and_refused_where_something_was_forgotten(self, client, office):
        case = denounced(office)
        stories.instructed(office, case)
        handler = office.actor("handler")
        with pytest.raises(Unusable, match=r"\[\["):
            op.redact(case, text=f"{WHO_DENOUNCES['name'].upper()} viết: {TEXT}", by=handler, on=DAY)
        op.redact(case, text=f"[[{WHO_DENOUNCES['name']}]] viết: việc quỹ.", by=handler, on=DAY)
        client.force_login(office.person("supervisor"))
        answer = client.get(reverse("desk:redacted", args=[case.pk]))
        assert answer.status_code == 200
        said = text_of(answer.content)
        assert "█████ viết: việc quỹ." in said
        assert leaks(SECRETS, [("copy", said)]) == []
        assert client.get(reverse("desk:redacted", args=[a_petition(office).pk])).status_code == 404


def receipt_of(case: Case) -> bytes:
    return papers.receipt(
        case,
        tracking_url="https://mattran.example/",
        check_url="https://mattran.example/bien-nhan/",
        received_by="Lò Thị Mai",
    )


@pytest.mark.parametrize(
    "text",
    [
        "Bà Quách Thị Ngọc Điệp",
        "ba quach thi ngoc diep",
        unicodedata.normalize("NFD", "Quách Thị Ngọc Điệp"),
        "QUÁCH THỊ NGỌC ĐIỆP",
        "Quách Thị\nNgọc Điệp",
        "036 171 004 455",
        "0977.654.321",
        "diep.quach@nguoidan.example",
        "số 9 ngõ giếng đình",
    ],
)
def test_whatever_tells_the_person_is_found_in_any_spelling(text):
    assert still_told(f"Người viết là {text}, ngày 3.", [Personal(**WHO_DENOUNCES)])


def test_what_is_marked_is_black_and_always_as_long():
    assert blacked_out("Bà [[An]] và bà [[Nguyễn Thị Bình\nMinh]]") == "Bà █████ và bà █████"
    marked = suggested("Tôi là Quách Thị Ngọc Điệp, 0977 654 321.", [Personal(**WHO_DENOUNCES)])
    assert marked == "Tôi là [[Quách Thị Ngọc Điệp]], [[0977 654 321]]."
    assert not still_told("Xã Hòa Bình có bảy hộ.", [Personal(**WHO_DENOUNCES)])


def test_while_a_denunciation_is_written_nothing_is_looked_up(client, office):
    a_petition(office, parties=[op.NewParty(**WHO_DENOUNCES)])
    client.force_login(office.person("receptionist"))
    typed = {"name": WHO_DENOUNCES["name"], "identity_number": WHO_DENOUNCES["identity_number"]}
    known = client.post(reverse("desk:earlier"), typed | {"kind": "proposal"}).content.decode()
    assert "2026-00001" in known
    sealed = client.post(reverse("desk:earlier"), typed | {"kind": "denunciation"}).content.decode()
    assert "2026-00001" not in sealed
    assert WHO_DENOUNCES["name"] not in sealed


def test_words_about_a_sealed_case_are_on_no_timeline_before_it_is_opened(office):
    case = denounced(office)
    op.add_note(case, text="Bà Điệp gọi điện", by=office.actor("leader"), on=DAY)
    leader = office.actor("leader")
    assert not any(one.words for one in timeline(case, seen_by=leader))
    assert any(one.words for one in timeline(case, seen_by=leader, opened=True))


def test_a_sealed_petition_closes_its_words_in_its_other_cases_too(office):
    case = denounced(office, kind=Kind.PROPOSAL)
    other = a_petition(office, summary="Đường hỏng")
    other.matters.update(petition=case.matters.get().petition)
    op.reclassify(case, kind=Kind.DENUNCIATION, because="Là tố cáo", by=office.actor("leader"), on=DAY)
    other = Case.objects.get(pk=other.pk)
    assert other.words.folded == f"{other.number} duong hong"
    assert queries.sealed_elsewhere(other)


def test_reading_without_opening_is_refused_in_words(office):
    case = denounced(office)
    paper = case.documents.get()
    with pytest.raises(NotOpened, match="mở niêm phong"):
        queries.document_for(office.actor("leader"), paper.pk, at=AT)
    opened(office, case)
    assert queries.document_for(office.actor("leader"), paper.pk, at=AT) == paper
    with pytest.raises(PermissionDenied):
        queries.document_for(office.actor("supervisor"), paper.pk, at=AT)
    with pytest.raises(NotAllowedNow, match="không niêm phong"):
        op.reveal(a_petition(office), because=BECAUSE, by=office.actor("leader"), on=DAY, at=AT)


def test_the_outgoing_books_and_the_reception_book_say_nothing_of_it(office):
    case = found_out_later(office)[0]
    walked(office, [case])
    for book in BOOKS.values():
        rows = book.lines(office.province, DAY, DAY, most=500)
        assert leaks(SECRETS, [("row", " ".join(row)) for row in rows]) == [], book.title


def test_the_table_of_the_register_leaves_sealed_cases_out(office):
    shown = a_petition(office)
    denounced(office)
    found_out_later(office)
    rows = list(rows_of(office.province, DAY, DAY))
    assert [row["number"] for row in rows] == [shown.number]
    assert leaks(SECRETS, [("row", " ".join(row.values())) for row in rows]) == []


def test_a_file_of_the_office_is_never_written_in_clear(office):
    name = default_storage.save("x.txt", ContentFile(TEXT.encode()))
    assert leaks([TEXT], files(configured.MEDIA_ROOT)) == []
    with default_storage.open(name) as file:
        assert file.read() == TEXT.encode()
