"""`./run manage audit`: what it says, how it ends, and what it finds beside the register."""

import json
from io import StringIO
from pathlib import Path
from shutil import copytree

import pytest
from django.core.management import CommandError, call_command

from audit.models import Checkpoint, Event
from audit.tasks import checkpoint
from cases.models import Document, Letter
from cases.vocabulary import Status
from config import guards
from config.management.commands import audit as audit_command
from config.management.commands.prepare import require_signing_key
from files import store
from files.models import Blob
from sealing import signing
from sealing.keys import KeyAway
from tests.stories import a_case, a_petition

pytestmark = pytest.mark.django_db


def verify(*options):
    said = StringIO()
    try:
        call_command("audit", "verify", "--json", *options, stdout=said)
        code = 0
    except CommandError as trouble:
        code = trouble.returncode
    return code, json.loads(said.getvalue()) if said.getvalue() else None


@pytest.fixture
def case(office):
    return a_case(office, at=Status.ANSWERED)


def test_a_whole_register_ends_with_0_and_says_what_it_cannot_prove(case, tmp_path):
    call_command("audit", "checkpoint", "--to", str(tmp_path), stdout=StringIO())
    (sheet,) = tmp_path.iterdir()
    code, said = verify("--checkpoint", str(sheet))
    assert (code, said["ok"], said["findings"]) == (0, True, [])
    assert said["checked"]["papers"] == Document.objects.count() > 0
    assert said["checked"]["letters"] == 1
    assert said["checked"]["sheets"] == 1
    assert "số 1" in said["not_provable"][0]
    _code, alone = verify()
    assert "--checkpoint" in alone["not_provable"][0]


def test_it_tells_people_in_their_words(case):
    said = StringIO()
    call_command("audit", "verify", stdout=said, stderr=StringIO())
    assert "✓ Mọi điều kiểm tra được đều đúng." in said.getvalue()
    guards.take_down()
    Event.objects.filter(subject_id=case.pk, sequence=2).update(actor_role="auditor")
    with pytest.raises(CommandError, match="không còn nguyên vẹn"):
        call_command("audit", "verify", stdout=said, stderr=StringIO())
    guards.put_up()
    assert f"✗ cases.case:{case.pk} 2" in said.getvalue()


def test_a_fault_ends_with_1_and_is_found_by_number_and_since_a_checkpoint_as_well(case, office):
    call_command("audit", "checkpoint", stdout=StringIO())
    other = a_petition(office)
    guards.take_down()
    Event.objects.filter(subject_type="cases.case", subject_id=other.pk).update(actor_role="leader")
    guards.put_up()
    place = f"cases.case:{other.pk} 1"
    for options in ([], ["--case", other.number], ["--since", "1"]):
        code, said = verify(*options)
        assert code == 1, options
        assert [(one["code"], one["place"]) for one in said["findings"]] == [("columns_differ", place)]
    assert verify("--case", case.number)[0] == 0


def test_what_cannot_be_checked_ends_with_2(case, tmp_path):
    (tmp_path / "sheet.json").write_text("nothing", encoding="utf-8")
    for options in (
        ["--checkpoint", str(tmp_path / "sheet.json")],
        ["--checkpoint", str(tmp_path / "away.json")],
        ["--case", "2026-99999"],
        ["--since", "7"],
    ):
        assert verify(*options) == (2, None), options


def test_a_paper_exchanged_for_another_is_found_though_both_are_whole(case, office):
    theirs = a_case(office, at=Status.ANSWERED).documents.first()
    ours = case.documents.first()
    other = Blob.objects.exclude(pk=ours.blob_id).exclude(pk=theirs.blob_id).first() or Blob.objects.create(
        digest=store.put(b"another"), size=7, media_type="application/pdf"
    )
    Document.objects.filter(pk=ours.pk).update(blob=other)
    code, said = verify()
    assert code == 1
    assert ("paper_exchanged", f"cases.case:{case.pk} cases.document:{ours.pk}") in {
        (one["code"], one["place"]) for one in said["findings"]
    }


def test_a_damaged_content_and_a_letter_that_is_not_as_it_was_issued_are_found(case, settings):
    digest = case.documents.first().blob.digest
    (Path(settings.MEDIA_ROOT) / store.address(digest)).write_bytes(b"something else")
    letter = Letter.objects.exclude(digest="").get()
    letter.file.storage.delete(letter.file.name)
    found = {(one["code"], one["place"]) for one in verify()[1]["findings"]}
    assert found == {
        ("content_damaged", digest),
        ("letter_changed", f"cases.case:{case.pk} cases.letter:{letter.pk}"),
    }


def test_the_timetable_signs_and_leaves_the_sheet_where_the_supervisor_keeps_it(case, settings, tmp_path):
    settings.CHECKPOINTS_DIR = tmp_path
    checkpoint()
    checkpoint()
    assert [file.name[:7] for file in sorted(tmp_path.iterdir())] == ["0000001", "0000002"]
    assert verify("--checkpoint", str(sorted(tmp_path.iterdir())[1]))[0] == 0


def test_the_first_key_is_made_and_a_lost_one_never_replaced_in_silence(case, settings, tmp_path):
    settings.RECEIPT_KEYS_DIR = copytree(settings.RECEIPT_KEYS_DIR, tmp_path / "receipts")
    settings.SIGNING_KEYS_DIR = tmp_path / "new"
    require_signing_key()
    assert len(signing.public_keys()) == 1
    call_command("audit", "checkpoint", stdout=StringIO())
    settings.SIGNING_KEYS_DIR = tmp_path / "lost"
    with pytest.raises(KeyAway, match="backup"):
        require_signing_key()
    call_command("audit", "new-key", stdout=StringIO())
    require_signing_key()
    call_command("audit", "checkpoint", stdout=StringIO())
    assert Checkpoint.objects.count() == 2
    assert {one["code"] for one in verify()[1]["findings"]} == {"key_unknown", "key_changed"}


def test_a_private_key_is_readable_by_its_owner_only(settings, tmp_path):
    settings.SIGNING_KEYS_DIR = tmp_path / "keys"
    signing.add()
    (secret,) = (tmp_path / "keys").glob("*.key")
    assert secret.stat().st_mode & 0o077 == 0
    (signature,) = signing.sign("lời")
    assert signing.holds("lời", signature)
    assert not signing.holds("lời khác", signature)


@pytest.mark.row_locks  # On SQLite the tests' database lies in the memory of this process alone.
@pytest.mark.django_db(transaction=True)
def test_several_processes_find_what_one_finds(case, office, monkeypatch):
    monkeypatch.setattr(audit_command, "WORTH_SHARING", 0)
    assert verify("--workers", "2")[0] == 0
    guards.take_down()
    Event.objects.filter(subject_type="cases.case", subject_id=case.pk, sequence=2).update(actor_role="auditor")
    guards.put_up()
    assert verify("--workers", "1") == verify("--workers", "2")
    assert verify("--workers", "2")[1]["findings"][0]["place"] == f"cases.case:{case.pk} 2"
