"""What the office keeps lies under its keys: words in every column that people write in, files in every folder."""

from io import StringIO

import pytest
from django.apps import apps
from django.conf import settings as configured
from django.core.exceptions import FieldError
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import call_command
from django.db import connection

from cases.models import Case, IdentityKey, Letter, Note, Petition
from cases.operations import identities
from files import store
from organizations.folding import fold
from sealing import keys
from sealing.fields import SealedText
from sealing.storage import SealedStorage
from tests import stories
from tests.stories import DAY, PDF, a_case, a_petition

SAID = "Ông Lê Quảng Đà nhận tiền của bà con xóm Trại"


@pytest.fixture
def own_keys(settings, tmp_path):
    settings.IDENTITY_KEYS_DIR = tmp_path / "identities"
    keys.add()
    return settings.IDENTITY_KEYS_DIR


def raw(table: str, column: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {table}")
        return [row[0] for row in cursor.fetchall()]


@pytest.mark.django_db
def test_a_petition_says_what_was_written_and_its_column_does_not(office):
    case = a_petition(office, text=SAID)
    petition = Petition.objects.get(matters__case=case)
    assert petition.text == SAID
    for table in ("cases_petition", "cases_historicalpetition"):
        assert raw(table, "text")
        assert not any(fold(SAID) in fold(value) or "Quảng" in value for value in raw(table, "text"))


@pytest.mark.django_db
def test_a_letter_keeps_its_words_and_what_was_stated_for_it(office):
    case = a_case(office, at="in_hand")
    letter = stories.other_drafted(office, case, "return_petition", subject=SAID, reason="Thiếu chữ ký của ông Đà")
    found = Letter.objects.get(pk=letter.pk)
    assert (found.subject, found.stated) == (SAID, {"reason": "Thiếu chữ ký của ông Đà"})
    assert "Thiếu" not in raw("cases_letter", "stated")[0]


@pytest.mark.django_db
def test_a_sealed_column_can_be_asked_whether_it_is_empty_and_nothing_else(office):
    a_petition(office, asked="")
    a_petition(office)
    assert Petition.objects.filter(asked="").count() == 1
    with pytest.raises(FieldError, match="sealed"):
        Petition.objects.filter(text="Đường").exists()
    with pytest.raises(FieldError, match="sealed"):
        Petition.objects.filter(text__contains="Đường").exists()


@pytest.mark.django_db
def test_every_file_on_disk_is_sealed_and_named_for_nothing(office):
    case = a_petition(office, documents=[stories.op.NewDocument(title="Đơn.pdf", content=PDF)])
    for move in (stories.instructed, stories.in_hand):
        move(office, case)
    stories.issued(office, case)
    digest = case.documents.get().blob.digest
    letter = Case.objects.get(pk=case.pk).letter
    files = [file for file in configured.MEDIA_ROOT.rglob("*") if file.is_file()]
    assert len(files) == 3, "the paper, the letter, and what it was made from"
    for file in files:
        assert file.read_bytes().startswith(keys.MARK)
        assert digest not in str(file)
    assert store.read(digest) == PDF
    with letter.file.open("rb") as frozen:
        assert frozen.read().startswith(b"%PDF")


def test_a_file_that_was_changed_on_disk_is_noticed(tmp_path):
    storage = SealedStorage(location=tmp_path)
    name = storage.save("a.txt", ContentFile(SAID.encode()))
    place = tmp_path / name
    place.write_bytes(place.read_bytes()[:-1] + b"x")
    with pytest.raises(keys.NotSealed), storage.open(name) as file:
        file.read()
    place.write_bytes(SAID.encode())
    with pytest.raises(keys.NotSealed), storage.open(name) as file:
        file.read()


def test_a_file_under_a_key_that_is_away_says_so(tmp_path, own_keys):
    storage = SealedStorage(location=tmp_path)
    name = storage.save("a.txt", ContentFile(b"x"))
    keys.add()
    (own_keys / "0001.key").unlink()
    with pytest.raises(keys.KeyAway, match="put the keys of the backup there"), storage.open(name) as file:
        file.read()


@pytest.mark.django_db
def test_after_rotating_words_histories_and_files_need_the_old_key_no_more(office, own_keys):
    case = a_petition(office, text=SAID, documents=[stories.op.NewDocument(title="Đơn.pdf", content=PDF)])
    stories.op.add_note(case, text="Ông Đà đã đến", by=office.actor("handler"), on=DAY)
    digest = case.documents.get().blob.digest
    call_command("identities", "new-key", stdout=StringIO())
    call_command("identities", "rotate", stdout=StringIO())
    (own_keys / "0001.key").unlink()
    identities.require_keys()
    assert IdentityKey.objects.count() == 1
    assert Petition.objects.get(matters__case=case).text == SAID
    assert Petition.history.get().text == SAID
    assert Note.objects.get(case=case).text == "Ông Đà đã đến"
    assert store.read(digest) == PDF
    said = StringIO()
    call_command("identities", "rotate", stdout=said)
    assert "(0 were not)" in said.getvalue()


@pytest.mark.django_db
def test_an_older_key_that_words_lie_under_is_missed_at_start(office, own_keys):
    a_petition(office, parties=[], signing="anonymous")
    (own_keys / "0001.key").unlink()
    keys.add()
    (own_keys / "0001.key").replace(own_keys / "0007.key")
    with pytest.raises(keys.KeyAway, match="which is not in"):
        identities.require_keys()


def test_every_column_people_write_sentences_in_is_sealed():
    open_on_purpose = {
        "folded",  # derived, and empty of words for a sealed case
        "certificate",  # days and articles
        "sealed",  # an identity: sealed by its own hand, with its key beside it
        "file",
        "made_from",  # names of files, as histories keep them
        "Receipt.body",  # number, moment and a salted digest
    }
    for model in apps.get_app_config("cases").get_models():
        for field in model._meta.local_concrete_fields:
            name = f"{model.__name__}.{field.name}"
            if field.get_internal_type() == "TextField" and not {field.name, name} & open_on_purpose:
                assert isinstance(field, SealedText), name


def test_every_storage_of_the_office_is_sealed():
    assert all(isinstance(storages[name], SealedStorage) for name in ("default", "contents"))
