"""The petitioner sends what they were asked for by the code; somebody of the house says whether it is enough."""

from datetime import date

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from audit.actor import Actor, ActorKind, Channel
from audit.models import Event
from cases import operations as op
from cases.errors import Unusable
from cases.holders import Holder
from cases.models import Document
from cases.operations.supplementing import MOST_TIMES
from cases.papers import petition_of
from cases.vocabulary import DocumentSource, Kind, Status, SupplementState
from files.vocabulary import MEGABYTE
from notifications.models import Message
from tests import stories
from tests.journeys.standing import waiting
from tests.journeys.test_turn_stories import held_by, in_step
from tests.notifications.hearing import deliver_all
from tests.stories import BRING_BY, PDF, a_case, a_petition, fresh, unchanged
from workflows.steps import Step

pytestmark = pytest.mark.django_db

SENT = date(2026, 3, 5)
WORDS = "Tôi gửi bản chụp sổ đỏ, trang 1 và 2."


@pytest.fixture(autouse=True)
def on_the_fifth():
    with time_machine.travel("2026-03-05 09:00:00+07:00", tick=False):
        yield


@pytest.fixture
def case(office):
    case = a_case(office, at=Status.IN_HAND)
    stories.supplement_asked(office, case)
    return fresh(case)


def code_of(case) -> str:
    return petition_of(case).tracking_code


def page(client, case) -> str:
    return client.post(reverse("portal:follow"), {"code": code_of(case)}).content.decode()


def sends(client, case, *, text: str = WORDS, files=(), **said):
    papers = [SimpleUploadedFile(name, content) for name, content in files]
    form = {"code": code_of(case), "number": case.number, "text": text, "documents": papers} | said
    return client.post(reverse("portal:supplement"), form)


def paper_called(case, title: str) -> Document | None:
    """Titles lie sealed: they are read, never searched."""
    return next((one for one in Document.objects.filter(case=case) if one.title == title), None)


def petitioner(case) -> Actor:
    return Actor(kind=ActorKind.PETITIONER, key=str(petition_of(case).pk), channel=Channel.PORTAL)


def test_what_was_asked_for_is_sent_by_the_code_and_comes_to_the_handler(client, office, case):
    asked = page(client, case)
    assert "Gửi bổ sung" in asked
    assert "giấy chứng nhận quyền sử dụng đất" not in asked, "what is wanted is not said here"
    answer = sends(client, case, files=[("So do.pdf", PDF + b"% so do\n")])
    assert answer.status_code == 200
    assert "Mặt trận đã nhận phần bổ sung của ông, bà" in answer.content.decode()
    assert "đang xem đủ hay còn thiếu" in page(client, case)
    case = in_step(case, on=SENT)
    assert case.supplement_state == SupplementState.OPEN
    assert waiting(case)[Step.RECEIVE_SUPPLEMENT] == 1
    event = Event.objects.get(kind="supplement.handed_in")
    assert (event.channel, event.actor_kind, event.facts["documents"]) == (Channel.PORTAL, ActorKind.PETITIONER, 1)
    assert "sổ đỏ" not in str(event.facts)
    paper = paper_called(case, "So do.pdf")
    assert paper is not None
    assert (paper.source, paper.petition) == (DocumentSource.PETITIONER, petition_of(case))
    assert case.notes.get(pk=event.facts["note"]).text == WORDS
    deliver_all()
    told = Message.objects.filter(template="supplement_received").values_list("user", flat=True)
    assert set(told) == {office.person("handler").pk}


def test_the_office_owes_the_look_from_that_day_and_the_petitioner_s_days_are_over(client, office, case):
    assert case.duties.get(rule__key="mttq.review_supplement").started_on == BRING_BY
    sends(client, case)
    look = case.duties.get(rule__key="mttq.review_supplement", state="running")
    assert look.started_on == SENT
    task = case.assignments.get(step=Step.RECEIVE_SUPPLEMENT, ended_at=None)
    assert (task.due_on, task.turn) == (look.due_on, 1), "new to the handler again"
    assert held_by(case, Holder.PETITIONER, on=date(2026, 3, 12)) == 3, "3, 4 and 5 March"


def test_the_handler_says_that_it_is_enough_or_what_is_still_missing(client, office, case):
    sends(client, case)
    handler = office.actor("handler")
    client.force_login(office.person("handler"))
    form = client.get(reverse("desk:move", args=[case.pk, "receive_supplement"])).content.decode()
    assert "tự gửi bổ sung ngày 05/03/2026" in form
    more = {"missing": "Trang 3.", "until": date(2026, 3, 20)}
    op.receive_supplement(case, what="Hai trang.", whole=False, by=handler, on=SENT, **more)
    assert "đang chờ đến hết ngày 20/03/2026" in page(client, case)
    assert held_by(case, Holder.PETITIONER, on=date(2026, 3, 12)) == 10, "waited for again, from the same day"
    sends(client, case, text="Trang 3 đây.")
    op.receive_supplement(fresh(case), what="Đủ.", whole=True, by=handler, on=SENT)
    case = in_step(case, on=SENT)
    assert case.supplement_state is None
    assert "Gửi bổ sung" not in page(client, case)


def test_what_comes_after_the_day_takes_the_file_back_from_the_leader(client, office):
    with time_machine.travel("2026-03-13 09:00:00+07:00", tick=False):
        case = a_case(office, at=Status.IN_HAND)
        stories.supplement_lapsed(office, case)
        assert Step.SETTLE_SUPPLEMENT in waiting(case)
        sends(client, case)
        case = in_step(case)
        assert Step.SETTLE_SUPPLEMENT not in waiting(case)
        assert Step.RECEIVE_SUPPLEMENT in waiting(case)


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"text": " "}, "viết điều cần bổ sung hoặc chọn tệp"),
        ({"text": "x" * 4001}, "viết gọn trong 4.000 ký tự"),
        ({"files": [("Ảnh.exe", b"MZ\x90\x00" * 40)]}, "Ảnh.exe"),
        ({"files": [(f"{n}.pdf", PDF) for n in range(21)]}, "không quá"),
    ],
    ids=["nothing", "too long", "no paper", "too many"],
)
def test_what_cannot_be_taken_says_what_to_do_and_the_words_stay(client, case, said, problem):
    with unchanged(case):
        answer = sends(client, case, **({"text": WORDS} | said))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert problem in text
    assert said.get("text", WORDS).strip() in text
    assert ("chọn lại tệp" in text) == ("files" in said)


def test_a_file_that_is_too_large_is_refused_before_it_is_read(client, case, monkeypatch):
    monkeypatch.setattr("files.fields.LARGEST", MEGABYTE)
    answer = sends(client, case, files=[("To.pdf", PDF + b"0" * MEGABYTE)])
    assert (answer.status_code, "To.pdf" in answer.content.decode()) == (422, True)
    assert paper_called(case, "To.pdf") is None


def test_one_request_is_answered_so_often_and_no_more(office, case):
    for n in range(MOST_TIMES):
        op.hand_in_supplement(fresh(case), text=f"Lần {n}", by=petitioner(case), on=SENT)
    with unchanged(case), pytest.raises(Unusable, match="mang đến"):
        op.hand_in_supplement(fresh(case), text="Nữa", by=petitioner(case), on=SENT)


def test_where_nothing_is_awaited_nothing_is_taken(client, office, case):
    sends(client, case)
    op.receive_supplement(fresh(case), what="Đủ.", whole=True, by=office.actor("handler"), on=SENT)
    with unchanged(case):
        answer = sends(client, case, files=[("So do.pdf", PDF)])
    assert "không còn chờ bổ sung" in answer.content.decode()
    assert paper_called(case, "So do.pdf") is None
    never = a_petition(office)
    assert "Gửi bổ sung" not in page(client, never)


def test_of_a_sealed_case_nothing_is_offered_and_nothing_taken(client, office):
    case = stories.a_denunciation(office)
    stories.instructed(office, case)
    stories.in_hand(office, case)
    stories.supplement_asked(office, case)
    shown = page(client, case)
    assert "Gửi bổ sung" not in shown and "bổ sung" not in shown.lower()
    with unchanged(case):
        sends(client, case, files=[("So do.pdf", PDF)])
    assert case.kind == Kind.DENUNCIATION


def test_another_petition_s_code_sends_nothing_here(client, office, case):
    other = a_petition(office)
    with unchanged(case):
        sends(client, case, code=code_of(other))
        sends(client, case, code="AAAA-AAAA-AAAA")
    assert client.get(reverse("portal:supplement")).status_code == 405


def test_guessing_by_this_door_is_stopped_too(client, case):
    for _ in range(20):
        sends(client, case, code="AAAA-AAAA-AAAA")
    assert sends(client, case).status_code == 429
    assert not fresh(case).supplement.times
