"""The drill: a backup while the office works, brought back elsewhere, opened and read; and `kill -9` in the middle."""

import json
import os
import signal
import time

import psycopg
import pytest

from .conftest import ON_POSTGRES, Place

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def backup(furnished, tmp_path_factory):
    """Made while a clerk registers; afterwards he went on, and a newer sheet left the house."""
    media = tmp_path_factory.mktemp("media")
    clerk = furnished.house.start_clerk(10**6, pause=0.02)
    time.sleep(1)
    said = furnished.place.run("manage.py", "backup", str(media), "--keys", str(media / "keys"))
    assert clerk.poll() is None, "nobody worked meanwhile: the test showed nothing"
    time.sleep(2)
    os.killpg(clerk.pid, signal.SIGKILL)
    clerk.wait()
    furnished.place.run("manage.py", "audit", "checkpoint", "--to", str(media / "supervisor"))
    (folder,) = media.glob("cau-noi-*")
    (sheet,) = (media / "supervisor").iterdir()
    assert "✓ Đã sao lưu" in said
    return folder, media / "keys", sheet


@pytest.fixture(scope="module")
def restored(backup, tmp_path_factory, a_database):
    """Another PC: an empty folder, an empty database."""
    folder, keys, sheet = backup
    place = Place(tmp_path_factory.mktemp("elsewhere"), a_database())
    said = place.run("manage.py", "restore", str(folder), "--keys", str(keys), "--checkpoint", str(sheet))
    return place, said


def test_the_backup_holds_and_its_keys_lie_elsewhere(furnished, backup):
    folder, keys, _sheet = backup
    assert not any(folder.rglob("*.key"))
    assert not any("key" in file.name for file in folder.iterdir())
    (archive,) = keys.iterdir()
    assert archive.stat().st_mode & 0o077 == 0
    assert (folder.stat().st_mode | (folder / "manifest.json").stat().st_mode) & 0o077 == 0
    said = furnished.place.run("manage.py", "backup", "--verify", str(folder), "--keys", str(archive))
    assert "✓ Bản sao lưu còn nguyên vẹn." in said
    assert json.loads(json.loads((folder / "manifest.json").read_text())["body"])["checkpoint"] == 1


def test_the_restored_office_opens_and_shows_the_case_to_who_signs_in(furnished, backup, restored):
    place, said = restored
    assert "có thể mở cơ quan" in said
    assert not (place.folder / "restore.json").exists()
    seen = json.loads(place.run("-m", "tests.backup.desk", "visit", furnished.name, furnished.case))
    assert (seen["signed_in"], seen["page"], seen["shows"]) == (302, 200, True)
    assert seen["broken_chains"] == []
    assert seen["findings"] == []
    assert 0 < seen["events"] < furnished.place.holds()["events"] + 2


def test_what_the_clerk_did_afterwards_is_said_to_be_lost(restored):
    _place, said = restored
    assert "Sự kiện ghi sau bản sao lưu này đã mất" in said
    assert "Ít nhất" in said


def test_a_restore_killed_in_the_middle_leaves_the_office_that_was_there(furnished, backup, restored):
    folder, keys, _sheet = backup
    place, _said = restored
    before = place.holds()
    words = ("manage.py", "restore", str(folder), "--keys", str(keys))
    assert "Muốn thay bằng bản sao lưu" in place.run(*words, expect=2)
    place.killed_at("40 trên", *words, "--replace")
    assert place.holds() == before
    assert not (place.folder / "restore.json").exists(), "the office that was there may open"
    place.run(*words, "--replace")
    aside = [file.name for file in place.folder.iterdir() if ".before-" in file.name]
    assert any(name.startswith("files.before-") for name in aside)
    if ON_POSTGRES:
        with psycopg.connect(place.database_url) as server:
            schemas = server.execute("SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'before_restore_%'")
            assert schemas.fetchone() == (1,)
    else:
        assert any(name.startswith("cau-noi.sqlite3.before-") for name in aside)
    assert place.holds()["cases"] == before["cases"]


def test_a_backup_killed_in_the_middle_does_not_look_whole(furnished, tmp_path):
    furnished.place.killed_at("40 trên", "manage.py", "backup", str(tmp_path))
    (left,) = tmp_path.iterdir()
    assert left.name.endswith(".part")
    assert "bị ngắt giữa chừng" in furnished.place.run("manage.py", "backup", "--verify", str(left), expect=2)
    said = furnished.place.run("manage.py", "backup", str(tmp_path))
    assert "có thể xóa" in said
    assert "không có khóa" in said
    assert len(list(tmp_path.glob("cau-noi-*Z"))) == 1


def test_without_the_keys_nothing_is_restored_and_a_damaged_backup_touches_nothing(furnished, backup, tmp_path):
    folder, keys, _sheet = backup
    place = Place(tmp_path / "office")
    assert "--keys" in place.run("manage.py", "restore", str(folder), expect=2)
    tar = folder / "files.tar"
    whole = tar.read_bytes()
    try:
        tar.write_bytes(whole[:600] + bytes([whole[600] ^ 1]) + whole[601:])
        said = place.run("manage.py", "restore", str(folder), "--keys", str(keys), expect=2)
        assert "files.tar" in said
        assert "files.tar" in place.run("manage.py", "backup", "--verify", str(folder), expect=1)
    finally:
        tar.write_bytes(whole)
    assert not (place.folder / "cau-noi.sqlite3").exists()
    assert not (place.folder / "files").exists()


@pytest.mark.once
def test_an_office_that_was_not_verified_stays_closed(tmp_path):
    place = Place(tmp_path)
    (tmp_path / "restore.json").write_text('{"state": "unverified", "from": "x"}')
    assert "not verified yet" in place.run("run.py", "--no-demo", expect=1)
    (tmp_path / "restore.json").write_text('{"state": "begun", "from": "x"}')
    assert "khôi phục lại từ đầu" in place.run("manage.py", "restore", "--check", expect=2)
    (tmp_path / "restore.json").unlink()
    assert "Không có lần khôi phục nào" in place.run("manage.py", "restore", "--check", expect=2)
