"""What is written down of a database and loaded again is the same office, on the same engine or the other."""

import json
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader

from audit.chain import hash_of
from audit.checkpoints import make, read_sheet, sheet_of
from audit.models import Event
from audit.verifying import check_sheet, everything
from cases import operations as op
from cases.models import Case, Letter, Party
from cases.vocabulary import Status
from config import alignment, guards
from config.backup.bundle import DATABASE, MANIFEST, Manifest, NotUsable, faults_of, manifest_of, write_manifest
from config.backup.loading import last_of, load, require_known
from config.backup.restoring import Outcome, _hold_against
from config.backup.rows import Counted, Table, tables
from config.backup.taking import write_database, write_files
from organizations.models import Area
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db


def silent(_sentence):
    pass


@pytest.fixture
def written(office, tmp_path):
    """An office with a whole case, under a checkpoint, written down; what the manifest says of it."""
    a_case(office, at=Status.SUPERVISED)
    made = make(at=Event.objects.latest("pk").recorded_at)
    said = write_database(tmp_path / DATABASE, using="default", told=silent)
    part, files = said.pop("part"), write_files(tmp_path / "files.tar", None)
    parts = {DATABASE: vars(part), "files.tar": vars(files)}
    write_manifest(tmp_path, {**said, "parts": parts, "checkpoint": 0, "program": "0.1.0", "keys": {}})
    return tmp_path, read_sheet(sheet_of(made))


def loaded(folder):
    """Load into the same tables, as their owner, once everything in them is gone."""
    guards.take_down()
    load(folder, manifest_of(folder), known=apps, told=silent)
    guards.put_up()


def digests():
    return {table.label: Counted(table.lines("default")).run_through().sha256 for table in tables(apps)}


def test_every_row_comes_back_as_it_was_and_what_came_after_is_gone(office, written):
    folder, sheet = written
    before = digests()
    letter = Letter.objects.get()
    name = Party.objects.select_related("identity").first()
    later = a_petition(office)
    loaded(folder)
    assert digests() == before
    assert not Case.objects.filter(pk=later.pk).exists()
    assert everything().findings == []
    assert check_sheet(sheet).ok
    assert list(alignment.findings()) == []
    assert Letter.objects.get().number == letter.number
    assert Party.objects.first() == name
    event = Event.objects.latest("pk")
    assert hash_of(event.previous_hash, event.body) == event.hash


def test_the_register_goes_on_where_it_stood(office, written):
    folder, _sheet = written
    last = Case.objects.get()
    number, events = last.number, Event.objects.filter(subject_id=last.pk, subject_type="cases.case").count()
    loaded(folder)
    case = Case.objects.get()
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    following = a_petition(office)
    assert int(following.number[-5:]) == int(number[-5:]) + 1
    assert Event.objects.filter(subject_id=case.pk, subject_type="cases.case").count() == events + 1
    assert everything().ok


def test_a_number_whose_row_has_gone_is_not_given_again(office, tmp_path):
    area = next(table for table in tables(apps) if table.label == "auth.group")
    first = area.model._base_manager.create(name="một")
    gone = first.pk
    first.delete()
    last = area.last_number("default")
    assert last >= gone
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM sqlite_sequence WHERE name = 'auth_group'")
        else:
            cursor.execute("SELECT setval(pg_get_serial_sequence('auth_group', 'id'), 1, false)")
    area.count_on_from(last, "default")
    assert area.model._base_manager.create(name="hai").pk == last + 1


def test_nothing_that_lies_sealed_is_opened_to_be_written_down(office, written, settings, tmp_path):
    folder, _sheet = written
    settings.IDENTITY_KEYS_DIR = tmp_path / "no keys here"
    assert digests()["cases.petition"] == manifest_of(folder).tables["cases.petition"]["sha256"]


def test_the_guards_stand_again_afterwards(office, written):
    folder, _sheet = written
    loaded(folder)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Event.objects.update(kind="case.noted")


def test_columns_in_another_order_are_put_where_they_belong(office, tmp_path):
    areas = next(table for table in tables(apps) if table.label == "organizations.area")
    Area.objects.create(code="97", official_code="97", name="Tỉnh Thử", kind="province", in_force_from=DAY)
    turned = Table(areas.model, tuple(reversed([column.attname for column in areas.columns])))
    lines = list(turned.lines("default"))
    areas.empty("default")
    turned.write(lines, "default")
    assert Area.objects.get(code="97").name == "Tỉnh Thử"
    assert list(turned.lines("default")) == lines


def test_a_backup_that_holds_is_said_to_hold(written):
    folder, _sheet = written
    assert faults_of(folder, manifest_of(folder), keys=None, told=silent) == []


def test_each_part_that_was_changed_or_lost_is_named(written):
    folder, _sheet = written
    whole = (folder / DATABASE).read_bytes()
    (folder / DATABASE).write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert DATABASE in faults_of(folder, manifest_of(folder), keys=None, told=silent)[0]
    (folder / DATABASE).unlink()
    assert DATABASE in faults_of(folder, manifest_of(folder), keys=None, told=silent)[0]


def test_a_row_changed_by_one_who_also_mends_the_digests_of_the_parts_is_found_by_its_table(written):
    folder, _sheet = written
    manifest = manifest_of(folder)
    manifest.tables["cases.case"]["rows"] += 1
    assert faults_of(folder, manifest, keys=None, told=silent) == [
        "Bảng cases.case không đúng số dòng hoặc không khớp với mã băm."
    ]


def test_a_table_that_does_not_come_back_the_same_stops_the_loading(office, written):
    folder, _sheet = written
    manifest = manifest_of(folder)
    manifest.tables["cases.case"]["sha256"] = "0" * 64
    guards.take_down()
    with pytest.raises(NotUsable, match=r"cases\.case"):
        load(folder, manifest, known=apps, told=silent)


def test_a_manifest_that_was_touched_or_is_half_there_is_refused(written):
    folder, _sheet = written
    text = (folder / MANIFEST).read_text()
    (folder / MANIFEST).write_text(text.replace("0.1.0", "0.1.1"))
    with pytest.raises(NotUsable, match="bị sửa"):
        manifest_of(folder)
    (folder / MANIFEST).write_text(text[: len(text) // 2])
    with pytest.raises(NotUsable, match="bị sửa"):
        manifest_of(folder)
    (folder / MANIFEST).unlink()
    with pytest.raises(NotUsable, match="không phải là một bản sao lưu"):
        manifest_of(folder)
    with pytest.raises(NotUsable, match="bị ngắt giữa chừng"):
        manifest_of(folder.with_name("cau-noi-x.part"))


def test_a_backup_of_a_newer_program_is_refused(written):
    folder, _sheet = written
    said = dict(manifest_of(folder).said)
    said["migrations"] = [*said["migrations"], ["cases", "9999_not_yet"]]
    require_known(manifest_of(folder))
    with pytest.raises(NotUsable, match="phần mềm mới hơn"):
        require_known(Manifest(said))


def test_what_a_newer_sheet_knows_and_the_backup_does_not_is_a_loss_and_no_fault(office, written):
    folder, _older = written
    later = a_petition(office)
    fresh = make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=1))
    sheet, events = read_sheet(sheet_of(fresh)), json.loads(fresh.body)["events"]
    loaded(folder)
    outcome, report = Outcome(), everything()
    _hold_against(sheet, report, outcome)
    assert report.ok
    lost = events - Event.objects.count()
    assert f"{len(sheet.leaves)} chuỗi" in outcome.losses[0]
    assert f"Ít nhất {lost} sự kiện" in outcome.losses[1]
    assert f"cases.case:{later.pk}" in {leaf.chain for leaf in sheet.leaves}


def test_a_chain_rewritten_in_the_backup_is_a_fault_under_a_newer_sheet_too(office, written):
    folder, _older = written
    case = Case.objects.get()
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    fresh = make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=1))
    sheet = read_sheet(sheet_of(fresh))
    loaded(folder)
    op.add_note(case, text="Chuyện khác", by=office.actor("handler"), on=DAY)
    report, outcome = everything(), Outcome()
    _hold_against(sheet, report, outcome)
    assert {finding.code for finding in report.findings} == {"chain_rewritten"}


def test_no_table_of_the_office_is_left_out(office, written):
    """But who is signed in just now, the work of Django's own migrations, and nothing else."""
    folder, _sheet = written
    kept = {table.name for table in tables(apps)}
    assert {table.label for table in tables(apps)} == set(manifest_of(folder).tables)
    assert set(connection.introspection.table_names()) - kept == {
        "django_migrations",
        "django_session",
        "usersessions_usersession",
    }


@pytest.mark.once
def test_an_older_office_is_named_by_its_last_steps_alone():
    """Asked for a step in the middle beside a later one, Django would take the later one back."""
    graph = MigrationLoader(None).graph
    (newest,) = graph.leaf_nodes("cases")
    older = set(graph.nodes) - set(graph.backwards_plan(newest))
    tips = last_of(older, graph)
    assert {step for tip in tips for step in graph.forwards_plan(tip)} == older
    for tip in tips:
        assert not any(tip in graph.forwards_plan(other) for other in tips if other != tip)
