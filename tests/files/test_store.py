"""A content is kept once, whole, and what is handed out is what was handed in."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import transaction

from files import operations, store
from files.models import Blob
from tests.files.samples import PDF, PNG


def place(digest: str) -> Path:
    return Path(storages["contents"].path(store.address(digest)))


def test_the_same_content_is_one_file_however_often_it_comes(db):
    first = operations.keep(PDF, name="a.pdf")
    again = operations.keep(PDF, name="b.pdf")
    assert first == again
    assert Blob.objects.count() == 1
    assert [name for name, _finished in store.everything()] == [store.name_of(first.digest)]
    assert store.read(first.digest) == PDF
    assert place(first.digest).stat().st_mode & 0o077 == 0


def test_a_changed_content_is_not_handed_out_and_mended_when_it_comes_again(db):
    digest = operations.keep(PDF, name="a.pdf").digest
    place(digest).write_bytes(PDF + b" ")
    with pytest.raises(store.Damaged):
        store.read(digest)
    operations.keep(PDF, name="a.pdf")
    assert store.read(digest) == PDF


def test_a_crash_while_writing_leaves_no_half_content(db, monkeypatch):
    def power_cut(self, target):
        raise OSError("power cut")

    with monkeypatch.context() as patched, pytest.raises(OSError, match="power cut"):
        patched.setattr(Path, "replace", power_cut)
        operations.keep(PDF, name="a.pdf")
    assert not Blob.objects.exists()
    assert [finished for _name, finished in store.everything()] == [False]
    assert operations.keep(PDF, name="a.pdf").size == len(PDF)


def test_the_check_names_what_is_damaged_missing_unfinished_or_nobody_s(db):
    kept = operations.keep(PDF, name="a.pdf").digest
    said = StringIO()
    call_command("files", "check", stdout=said)
    assert "1 contents are whole" in said.getvalue()
    with transaction.atomic():
        taken_back = operations.keep(PNG, name="b.png").digest
        transaction.set_rollback(True)
    (place(kept).parent / "xyz.part").write_bytes(b"half")
    said = StringIO()
    call_command("files", "check", stdout=said)
    assert f"{store.name_of(taken_back)}: nobody's" in said.getvalue()
    assert "xyz.part: unfinished" in said.getvalue()
    for break_it in (lambda: place(kept).write_bytes(b"x"), lambda: place(kept).unlink()):
        break_it()
        said = StringIO()
        with pytest.raises(CommandError, match="1 contents are missing or damaged"):
            call_command("files", "check", stdout=said)
        assert f"{kept}: missing or damaged" in said.getvalue()
