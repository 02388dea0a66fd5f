"""One person is erased: looked for everywhere, in every spelling, she is nowhere; chains and figures are as before."""

import logging
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from io import StringIO
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.exceptions import PermissionDenied
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import models, transaction
from django.urls import reverse
from django.utils import timezone

from audit.actor import system
from audit.models import Dispatch, Event
from audit.outbox import deliver
from audit.verifying import everything
from cases import operations as op
from cases import people
from cases.errors import NotAllowedNow, NotYoursToSee, Unusable
from cases.models import (
    Case,
    Document,
    Erasure,
    ErasureRow,
    Findable,
    Identity,
    Letter,
    Party,
    Petition,
    Visit,
)
from cases.operations.identities import rebuild, rotate
from cases.operations.ledger import lines
from cases.operations.people import merge, part
from cases.personal import declared
from cases.retention import kept, run_out
from cases.retention_words import ErasedState, ErasureState
from cases.verifying import check_papers
from cases.vocabulary import SentBy, Status
from config import guards
from deadlines.law.reading import WrongRow
from deadlines.law.schedule import period_row, shipped_schedule
from desk.personal.operations import keep_form
from files import store
from files.models import Blob
from notifications.models import Message
from notifications.operations import send_waiting
from reports.dossier import dossier_of
from reports.registers import BOOKS
from sealing.fields import SealedText
from tests import stories
from tests.cases.leaks import files, leaks, tables, text_of
from tests.erasures import (
    BASIS,
    TEXT,
    VALUES,
    WHO,
    WORKER,
    YEARS_LATER,
    approved,
    asked_for,
    carried_out,
    filed,
    her_case,
    her_petition,
    person_of,
)
from tests.reception import DAY as THAT_DAY
from tests.reception import a_refusal, a_visit, an_open_session
from tests.stories import DAY, a_case

pytestmark = pytest.mark.django_db

OURS = ("cases", "desk", "files", "notifications")


@pytest.fixture(autouse=True)
def ledger_of_its_own(settings, tmp_path):
    settings.ERASURES_LEDGER = tmp_path / "erasures.jsonl"


def opened() -> Iterator[tuple[str, str]]:
    """What lies under the office's keys, read as somebody of the office reads it: sealed is not erased."""
    for model in apps.get_models(include_auto_created=True):
        sealed = [field.attname for field in model._meta.local_concrete_fields if isinstance(field, SealedText)]
        for row in model._base_manager.values_list(*sealed) if sealed else ():
            for column, value in zip(sealed, row, strict=True):
                yield f"{model._meta.label}.{column}", str(value)
    for identity in Identity.objects.all():
        yield "an identity", str(vars(identity.open()))


def kept_files() -> Iterator[tuple[str, str]]:
    """The contents of the folder, sealed as they lie, and opened."""
    yield from files(configured.MEDIA_ROOT)
    for blob in Blob.objects.all():
        if store.is_whole(blob.digest):
            yield f"content {blob.digest}", text_of(store.read(blob.digest))
    for letter in Letter.objects.exclude(digest=""):
        for file in (letter.file, letter.made_from):
            if file.storage.exists(str(file.name)):
                yield f"letter {letter.pk}", text_of(file.open("rb").read())


def everywhere(caplog) -> list[tuple[str, str]]:
    mail = files(Path(configured.EMAIL_FILE_PATH)) if Path(configured.EMAIL_FILE_PATH).is_dir() else ()
    return [*tables(), *opened(), *kept_files(), *mail, ("log", caplog.text)]


@pytest.fixture
def mail_in_files(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def hear() -> None:
    """What is owed after an event is done, as the worker does it."""
    for dispatch in Dispatch.objects.filter(state="owed").order_by("pk"):
        deliver(dispatch.pk)


def told(case: Case) -> None:
    """Whoever is to hear of it has heard, by mail as well."""
    hear()
    Message.objects.update(not_before=timezone.now())
    send_waiting()
    Message.objects.filter(case=case).update(body=f"Về đơn của {WHO['name']}")


def kept_form_of(office, case: Case) -> None:
    keep_form("person:1:1", case, "add_note", {"text": f"Gọi lại {WHO['name']}"}, [], at=timezone.now())


def test_a_person_who_was_erased_is_found_nowhere(
    client, office, caplog, mail_in_files, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    with django_capture_on_commit_callbacks(execute=True):
        case = her_case(office)
        told(case)
        kept_form_of(office, case)
    before = {name for name, _text in everywhere(caplog) if leaks(VALUES, [(name, _text)])}
    assert {"cases.Note.text", "cases.HistoricalPetition.text", "an identity", "cases_findable.folded"} <= before
    assert {"cases.Letter.body", "cases.HistoricalLetter.subject", "cases.KeptForm.typed"} & before
    with django_capture_on_commit_callbacks(execute=True):
        erasure = carried_out(office, asked_for(office, case))
        hear()
    assert erasure.state == ErasureState.DONE
    assert leaks(VALUES, everywhere(caplog)) == []
    fresh = Case.objects.get(pk=case.pk)
    dossier = dossier_of(fresh, seen_by=office.actor("leader"), taken_by="x", on=YEARS_LATER)
    assert leaks(VALUES, [(path, text_of(content)) for path, content in dossier.entries.items()]) == []
    assert any("đã xóa ngày 04/03/2042" in line for line in dossier.left_out)
    client.force_login(office.person("leader"))
    addresses = [reverse("desk:case", args=[case.pk]), reverse("desk:holding", args=[case.pk])]
    addresses += [reverse("desk:told", args=[case.pk]), reverse("desk:register") + "?tab=all"]
    addresses += [reverse("desk:document", args=[paper.pk]) for paper in case.documents.all()]
    addresses += [reverse("desk:letter-pdf", args=[letter.pk]) for letter in case.letters.all()]
    addresses += [f"{reverse('desk:books')}?book={book}&first=2026-01-01&last=2026-12-31" for book in BOOKS]
    for address in addresses:
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 409}, address
        assert leaks(VALUES, [(address, answer.content.decode())]) == []


def test_a_visit_that_led_to_no_petition_goes_with_it_and_the_notice_of_refusal(
    office, caplog, mail_in_files, django_capture_on_commit_callbacks
):
    caplog.set_level(logging.DEBUG)
    leader, records = office.actor("leader"), office.actor("records_officer")
    with django_capture_on_commit_callbacks(execute=True):
        case = filed(office)
        known = op.NewParty(**WHO, person=person_of(case).pk)
        visit = a_visit(office, an_open_session(office), parties=[known], about=TEXT)
        refusal = a_refusal(office, visit, said=f"Đã giải thích cho bà {WHO['name']}.")
        op.confirm_refusal(refusal, by=leader, on=THAT_DAY)
        notice = op.issue_notice(refusal, by=records, on=THAT_DAY)
        op.dispatch_notice(refusal, sent_by=SentBy.BY_HAND, by=records, on=THAT_DAY)
        hear()
    assert {"cases.Visit.about", "cases.Refusal.said", "an identity"} <= {
        place for place, text in everywhere(caplog) if leaks(VALUES, [(place, text)])
    }
    assert WHO["name"] in text_of(notice.file.open("rb").read())
    with django_capture_on_commit_callbacks(execute=True):
        erasure = carried_out(office, asked_for(office, case))
        hear()
    assert [row.state for row in erasure.rows.all()] == [ErasedState.DONE] * 2
    assert leaks(VALUES, everywhere(caplog)) == []
    assert not any(file.storage.exists(file.name) for file in (notice.file, notice.made_from) if file)
    told = Event.objects.get(kind="visit.erased")
    assert (told.subject_id, told.facts["erasure"]) == (visit.pk, erasure.pk)
    assert everything().findings == []
    assert Visit.objects.filter(pk=visit.pk, serial=visit.serial).exists(), "that somebody came is still counted"


PLANTED = {
    "a note": lambda case: case.notes.create(text=f"Bà {WHO['name']}", operation="0" * 32),
    "a name in another spelling": lambda case: Case.objects.update(summary=unicodedata.normalize("NFD", WHO["name"])),
    "a message without marks": lambda case: Message.objects.update(body="ba ta thi huyen tran"),
}


@pytest.mark.parametrize("plant", PLANTED.values(), ids=PLANTED)
def test_one_value_left_anywhere_is_found(office, caplog, plant):
    case = her_case(office)
    hear()
    carried_out(office, asked_for(office, case))
    plant(case)
    assert leaks(VALUES, everywhere(caplog))


def test_every_column_of_words_is_declared_once():
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label not in OURS or model.__name__.startswith("Historical"):
            continue
        words = [
            field.name
            for field in model._meta.local_concrete_fields
            if isinstance(field, models.CharField | models.TextField | models.JSONField | models.FileField)
            and not field.choices
        ]
        assert sorted(declared(model._meta.label)) == sorted(words), (
            f"{model._meta.label}: declare every column of words once in cases/personal.py"
        )


def figures(office) -> list[object]:
    """What is counted and listed about cases, without anybody's words."""
    rows = Case.objects.order_by("pk").values_list(
        "number", "kind", "status", "outcome", "registered_on", "closed_on", "unit", "field", "area", "handler"
    )
    duties = [
        list(case.duties.order_by("pk").values_list("rule__key", "state", "due_on", "met_on"))
        for case in Case.objects.order_by("pk")
    ]
    letters = Letter.objects.order_by("pk").values_list("number", "issued_on", "to_unit", "digest", "status")
    return [
        list(rows),
        duties,
        list(letters),
        Petition.objects.count(),
        Party.objects.count(),
        Event.objects.filter(kind__startswith="duty").count(),
    ]


def test_figures_and_chains_are_as_before(office):
    case = her_case(office)
    a_case(office, at=Status.CLOSED)
    before = figures(office)
    carried_out(office, asked_for(office, case))
    assert figures(office) == before
    assert check_papers().ok
    out = StringIO()
    call_command("audit", "verify", stdout=out, stderr=StringIO())
    assert "đã xóa ngày 04/03/2042 theo quyết định" in out.getvalue()


def test_what_is_missing_without_an_erasure_is_still_a_finding(office):
    case, other = her_case(office), her_case(office, again=True, documents=[])
    carried_out(office, asked_for(office, case))
    assert check_papers().ok
    letter = other.letters.exclude(digest="").first()
    letter.file.storage.delete(str(letter.file.name))
    store.remove(other.documents.exclude(blob__erased_on__isnull=False).first().blob.digest)
    assert {one.code for one in check_papers().findings} == {"letter_changed", "content_damaged"}
    guards.take_down()
    other.notes.model.objects.filter(case=other).update(text=None)
    Letter.history.filter(case_id=other.pk).update(body=None)
    guards.put_up()
    assert "words_missing" in {one.code for one in check_papers().findings}


def test_an_event_holds_nobody(office, caplog):
    case = her_case(office)
    carried_out(office, asked_for(office, case))
    bodies = [(event.kind, event.body) for event in Event.objects.all()]
    assert len(bodies) > 30
    assert leaks(VALUES, bodies) == []


def test_only_what_is_erased_is_erased(office):
    case, kept_one = her_case(office), her_case(office, again=True)
    merge(
        person_of(case).pk, person_of(kept_one).pk, because="Cùng số căn cước", by=office.actor("receptionist"), on=DAY
    )
    erasure = op.prepare_for_person(
        person_of(case), [case], basis=BASIS, asked="Bà Trân", by=office.actor("records_officer"), on=YEARS_LATER
    )
    carried_out(office, erasure)
    assert Petition.objects.get(matters__case=kept_one).text != ""
    assert Party.objects.get(petition__matters__case=kept_one).name == WHO["name"]
    assert Party.objects.get(petition__matters__case=case).name == "Đã xóa thông tin"
    # The same scan came with the other case: it stays.
    assert store.is_whole(Document.objects.filter(case=kept_one).first().blob.digest)
    again = people.earlier(office.actor("receptionist"), Party.objects.get(petition__matters__case=kept_one).who)
    assert [one.case for one in again] == [kept_one]


def test_nothing_brings_her_back(office, caplog):
    case = her_case(office)
    other = her_case(office, again=True, documents=[])
    merger = merge(
        person_of(case).pk, person_of(other).pk, because="Cùng một người", by=office.actor("receptionist"), on=DAY
    )
    erasure = op.prepare_for_person(
        person_of(case), [case, other], basis=BASIS, asked="Bà", by=office.actor("records_officer"), on=YEARS_LATER
    )
    carried_out(office, erasure)
    part(merger, by=office.actor("receptionist"), on=DAY)
    list(rebuild(by=system("identities"), on=DAY))
    list(rotate(by=system("identities"), on=DAY))
    assert Findable.objects.count() == 0
    assert leaks(VALUES, everywhere(caplog)) == []


def test_where_others_signed_too_only_who_she_is_goes(office):
    case = her_case(office, parties=[op.NewParty(**WHO), op.NewParty(name="Lò Văn Pản")], signers=2)
    carried_out(office, asked_for(office, case))
    assert ErasureRow.objects.get().person_only
    assert {party.name for party in Party.objects.filter(petition__matters__case=case)} == {
        "Đã xóa thông tin",
        "Lò Văn Pản",
    }
    assert Case.objects.get(pk=case.pk).erased_on is None
    assert Event.objects.filter(kind="case.person_erased", subject_id=case.pk).count() == 1


# Who, when, and what stands against it


def test_a_running_case_and_a_held_one_stand_against_it(office):
    running = her_petition(office)
    with pytest.raises(NotAllowedNow, match="chưa kết thúc"):
        asked_for(office, running)
    case = her_case(office, again=True)
    op.hold_case(case, because="Tòa án đang yêu cầu", by=office.actor("leader"), on=DAY)
    with pytest.raises(NotAllowedNow, match="tạm giữ"):
        asked_for(office, case)
    op.lift_hold(case, because="Tòa án đã trả hồ sơ", by=office.actor("leader"), on=DAY)
    assert asked_for(office, case).is_prepared


def test_a_hold_placed_after_the_approval_keeps_the_file(office):
    case = her_case(office)
    erasure = approved(office, asked_for(office, case))
    op.hold_case(case, because="Thanh tra yêu cầu", by=office.actor("leader"), on=DAY)
    op.carry_erasures_on(by=WORKER, on=YEARS_LATER)
    assert erasure.rows.get().state == ErasedState.LEFT
    assert Case.objects.get(pk=case.pk).erased_on is None
    assert Erasure.objects.get(pk=erasure.pk).state == ErasureState.DONE


def test_two_people_are_needed_and_none_of_them_from_elsewhere(office):
    erasure = asked_for(office, her_case(office))
    officer, leader = office.actor("records_officer"), office.actor("leader")
    with pytest.raises(NotAllowedNow, match="đang ở bước"):
        op.approve_erasure(erasure, by=leader, on=DAY)
    op.propose_erasure(erasure, by=officer, on=DAY)
    with pytest.raises(PermissionDenied):
        op.approve_erasure(erasure, by=officer, on=DAY)
    with pytest.raises(NotAllowedNow, match="cần người thứ hai"):
        both = stories.as_person(office.person("records_officer"), office.province, "leader")
        op.approve_erasure(erasure, by=both, on=DAY)
    with pytest.raises(NotYoursToSee):
        op.approve_erasure(erasure, by=office.actor("leader", office.commune), on=DAY)
    with pytest.raises(Unusable):
        op.send_erasure_back(erasure, because=" ", by=leader, on=DAY)
    op.send_erasure_back(erasure, because="Thiếu văn bản ủy quyền", by=leader, on=DAY)
    op.propose_erasure(erasure, by=officer, on=DAY)
    op.refuse_erasure(erasure, because="Chưa đủ căn cứ", by=leader, on=DAY)
    assert Erasure.objects.get(pk=erasure.pk).state == ErasureState.REFUSED
    assert op.carry_erasures_on(by=WORKER, on=DAY) == 0
    with pytest.raises(PermissionDenied):
        op.carry_erasures_on(by=leader, on=DAY)


def test_an_erased_case_is_not_opened_again(office):
    case = her_case(office)
    carried_out(office, asked_for(office, case))
    with pytest.raises(NotAllowedNow, match="không mở lại được"):
        op.ask_reopening(case, because="Có tình tiết mới", by=office.actor("supervisor"), on=YEARS_LATER)


# The schedule and the list


def test_a_stored_petition_is_kept_to_the_end_of_its_year_and_not_a_day_less(office):
    case = filed(office)
    found = kept(case, on=DAY)
    assert (found.until, found.row.citation) == (DAY.replace(year=2027), "TT 05/2021/TT-TTCP Điều 28")
    officer = office.actor("records_officer")
    assert not run_out(officer, office.province.pk, on=found.until).exists()
    assert list(run_out(officer, office.province.pk, on=found.until.replace(day=3))) == [case]


def test_a_case_of_unknown_period_is_on_no_list(office):
    case = a_case(office, at=Status.CLOSED)
    assert kept(case, on=DAY) is None
    assert not run_out(office.actor("records_officer"), office.province.pk, on=DAY.replace(year=2099)).exists()
    with pytest.raises(NotAllowedNow, match="Chưa có hồ sơ nào"):
        op.prepare_list(office.province, by=office.actor("records_officer"), on=DAY.replace(year=2099))


def test_what_was_read_nowhere_says_so():
    unsure = {row.key for row in shipped_schedule() if not row.is_sure}
    assert unsure == {"complaint_denunciation"}
    with pytest.raises(WrongRow):
        period_row({"key": "x"})


def test_a_list_loses_what_is_taken_off_and_what_is_held(office):
    cases = [filed(office, again=True) for _ in range(3)]
    officer = office.actor("records_officer")
    erasure = op.prepare_list(office.province, by=officer, on=YEARS_LATER)
    assert [row.case for row in erasure.rows.all()] == cases
    with pytest.raises(NotAllowedNow):
        op.prepare_list(office.province, by=officer, on=YEARS_LATER)
    op.take_row_off(erasure.rows.first(), because="Vụ nghiêm trọng", by=officer, on=YEARS_LATER)
    op.hold_case(cases[1], because="Đang thanh tra", by=office.actor("leader"), on=YEARS_LATER)
    carried_out(office, erasure)
    assert [row.state for row in erasure.rows.all()] == [ErasedState.OFF, ErasedState.LEFT, ErasedState.DONE]
    assert [one.erased_on is None for one in Case.objects.order_by("pk")] == [True, True, False]


# The ledger


class PutBack(Exception):
    """The database stands again as it stood before; the ledger, outside it, knows more."""


def test_what_an_older_backup_brings_back_is_erased_once_more(office, caplog):
    """The backup is of before the decision: nothing in it knows of the erasure but the ledger."""
    case, other = her_case(office), a_case(office, at=Status.CLOSED)
    with suppress(PutBack), transaction.atomic():
        carried_out(office, asked_for(office, case))
        raise PutBack
    assert Case.objects.get(pk=case.pk).erased_on is None
    assert not Erasure.objects.exists()
    out = StringIO()
    call_command("erasures", "reapply", stdout=out)
    assert "Đã xóa lại: 1" in out.getvalue()
    assert leaks(VALUES, everywhere(caplog)) == []
    assert Case.objects.get(pk=other.pk).erased_on is None
    assert check_papers().ok
    out = StringIO()
    call_command("erasures", "reapply", stdout=out)
    assert "Đã xóa lại: 0. Vẫn đã xóa: 1." in out.getvalue()


def test_what_cannot_be_erased_again_is_named(office):
    case = her_case(office)
    carried_out(office, asked_for(office, case))
    text = configured.ERASURES_LEDGER.read_text()
    configured.ERASURES_LEDGER.write_text(text + text + '{"cut')
    assert len(list(lines(configured.ERASURES_LEDGER))) == 1
    configured.ERASURES_LEDGER.write_text(text.replace(case.number, "2031-99999"))
    with pytest.raises(CommandError):
        call_command("erasures", "reapply", stdout=StringIO())
