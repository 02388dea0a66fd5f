"""Each attack on the register, by its owner, is told by both verifiers: the register's own, and the one outside.

The sheet was taken away before. The dossier is made of the attacked register afterwards, as an office would make it
that does not know, or does not want to know.
"""

from datetime import timedelta

import pytest

import verify
from audit.chain import body_of, hash_of
from audit.checkpoints import make, put_sheet, read_sheet
from audit.models import ChainHead, CheckpointedHead, Event
from audit.verifying import check_sheet, everything
from audit.verifying.chains import said_by_columns
from cases import operations as op
from cases.models import Case, Document
from cases.verifying import check_papers
from cases.vocabulary import Status
from config import guards
from config.management.commands.audit import limits
from files.operations import keep
from reports.dossier import dossier_of
from tests.audit.test_attacks import chain, events, forge, forge_checkpoint, remove
from tests.stories import DAY, PDF, a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene(office, tmp_path):
    """Two cases under a checkpoint; the sheet lies with the supervisor, the guards are down."""
    case, other = a_case(office, at=Status.SUPERVISED), a_case(office, at=Status.FORWARDED)
    made = make(at=Event.objects.latest("pk").recorded_at)
    sheet = put_sheet(made, tmp_path / "supervisor")
    guards.take_down()
    yield office, case, other, sheet
    guards.put_up()


def edited_column(office, case, other):
    events(case).filter(sequence=3).update(actor_key="999999")


def edited_text(office, case, other):
    event = events(case).get(sequence=3)
    body = event.body.replace(f'"actor_key":"{event.actor_key}"', '"actor_key":"999999"')
    events(case).filter(sequence=3).update(actor_key="999999", body=body)


def edited_and_hashed_anew(office, case, other):
    forge(case, 3, actor_key="999999")


def deleted(office, case, other):
    remove(events(case).filter(sequence=3))


def inserted(office, case, other):
    """In the middle, with everything after it moved up and hashed anew."""
    for event in reversed(list(events(case).filter(sequence__gte=3))):
        Event.objects.filter(pk=event.pk).update(sequence=event.sequence + 1)
    event = events(case).get(sequence=2)
    event.pk, event.sequence = None, 3
    event.save(force_insert=True)
    forge(case, 0)


def reordered(office, case, other):
    total = events(case).count()
    for old, new in ((2, total + 10), (3, 2), (total + 10, 3)):
        events(case).filter(sequence=old).update(sequence=new)
    forge(case, 0)


def tail_cut(office, case, other):
    remove(events(case).filter(sequence=events(case).count()))
    forge(case, 0)


def swapped(office, case, other):
    ours, theirs = (list(events(one).values_list("pk", flat=True)) for one in (case, other))
    Event.objects.filter(pk__in=ours).update(subject_id=10**9)
    Event.objects.filter(pk__in=theirs).update(subject_id=case.pk)
    Event.objects.filter(pk__in=ours).update(subject_id=other.pk)


def swapped_and_hashed_anew(office, case, other):
    swapped(office, case, other)
    forge(case, 0)
    forge(other, 0)


def document_changed(office, case, other):
    paper = Document.objects.filter(case=case).first()
    another = keep(PDF + b"% another\n", name="khac.pdf")
    Document.objects.filter(pk=paper.pk).update(blob=another)


def checkpoint_forged(office, case, other):
    forge(case, 3, actor_key="999999")
    forge_checkpoint(sign=False)


def checkpoint_forged_with_the_key(office, case, other):
    forge(case, 3, actor_key="999999")
    forge_checkpoint(sign=True)


ATTACKS = {
    edited_column: ("columns_differ", 3, "Sự kiện 3: các cột trong sổ không khớp"),
    edited_text: ("bytes_changed", 3, "Sự kiện 3: nguyên văn"),
    edited_and_hashed_anew: ("chain_rewritten", None, "khác với lúc lập điểm kiểm soát"),
    deleted: ("sequence_gap", 4, "Sự kiện 4"),
    inserted: ("chain_rewritten", None, "khác với lúc lập điểm kiểm soát"),
    reordered: ("chain_rewritten", None, "khác với lúc lập điểm kiểm soát"),
    tail_cut: ("chain_cut", None, "hoặc đã bị bỏ"),
    swapped: ("columns_differ", 1, "Sự kiện 1"),
    swapped_and_hashed_anew: ("chain_cut", None, "hoặc đã bị bỏ"),
    document_changed: ("paper_exchanged", None, "không có trong sự kiện nào"),
    checkpoint_forged: ("signature_wrong", None, "Chữ ký của điểm kiểm soát số 1 không đúng"),
    checkpoint_forged_with_the_key: ("checkpoint_changed", None, "sổ đã bị viết lại"),
}


def by_the_register(sheet):
    report = everything()
    report.add(check_papers())
    report.add(check_sheet(read_sheet(sheet.read_text(encoding="utf-8"))))
    return report.findings


def by_the_other(office, case, sheet, folder, capsys):
    bundle = dossier_of(Case.objects.get(pk=case.pk), seen_by=office.actor("leader"), taken_by="Bà Hà", on=DAY)
    file = folder / "ho-so.zip"
    file.write_bytes(bundle.as_zip())
    capsys.readouterr()
    code = verify.main([str(file), "--checkpoint", str(sheet)])
    return code, capsys.readouterr().out


def test_before_any_attack_both_say_that_all_is_well(scene, tmp_path, capsys):
    office, case, _other, sheet = scene
    assert by_the_register(sheet) == []
    assert by_the_other(office, case, sheet, tmp_path, capsys)[0] == 0


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_an_attack_is_found_and_located_by_both(scene, tmp_path, capsys, attack):
    office, case, other, sheet = scene
    attack(office, case, other)
    code, sequence, told = ATTACKS[attack]
    found = by_the_register(sheet)
    places = {one.place for one in found if one.code == code}
    assert places, found
    if sequence is not None:
        assert f"{chain(case)} {sequence}" in places
    elif not code.endswith(("_wrong", "_changed")):
        assert any(place.startswith(chain(case)) for place in places)
    exit_code, said = by_the_other(office, case, sheet, tmp_path, capsys)
    assert exit_code == 1
    assert told in said


def test_papers_that_are_counted_on_a_receipt_confuse_neither(scene, tmp_path, capsys):
    office, case, _other, sheet = scene
    party = case.matters.get().petition.parties.first()
    papers = [op.NewPaper(title="Giấy hẹn trả kết quả", pages=1)]
    op.receive_papers(case, party=party, papers=papers, by=office.actor("receptionist"), on=DAY)
    assert by_the_register(sheet) == []
    assert by_the_other(office, case, sheet, tmp_path, capsys)[0] == 0


def test_an_older_backup_in_place_is_found_by_both_where_the_case_had_moved_since(scene, tmp_path, capsys):
    office, case, _other, _first = scene
    before = events(case).count()
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    later = make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=1))
    sheet = put_sheet(later, tmp_path / "supervisor")
    # As the backup knew it: neither the second checkpoint nor the event under it.
    later.leaves.all().delete()
    later.delete()
    remove(events(case).filter(sequence__gt=before))
    forge(case, 0)
    CheckpointedHead.objects.filter(chain=chain(case)).update(sequence=before)
    assert everything().ok, "by itself an older backup is a register like any other"
    assert {one.code for one in by_the_register(sheet)} == {"register_older", "chain_cut"}
    code, said = by_the_other(office, case, sheet, tmp_path, capsys)
    assert code == 1
    assert f"ghi sự kiện {before + 1} khác với trong hồ sơ, hoặc sự kiện đã bị bỏ" in said


def test_a_clock_turned_back_is_found_by_both(scene, tmp_path, capsys):
    office, case, _other, _sheet = scene
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    made = make(at=Event.objects.latest("pk").recorded_at - timedelta(days=2))
    sheet = put_sheet(made, tmp_path / "later")
    assert ("clock_back", "#2") in {(one.code, one.place) for one in by_the_register(sheet)}
    code, said = by_the_other(office, case, sheet, tmp_path, capsys)
    assert code == 1
    assert "đồng hồ đã bị vặn lùi" in said


def test_an_event_dated_back_in_a_chain_hashed_anew_is_found_by_both(scene, tmp_path, capsys):
    office, case, _other, sheet = scene
    event = events(case).get(sequence=4)
    forge(case, 4, recorded_at=event.recorded_at - timedelta(days=3))
    assert ("clock_back", f"{chain(case)} 4") in {(one.code, one.place) for one in by_the_register(sheet)}
    code, said = by_the_other(office, case, sheet, tmp_path, capsys)
    assert code == 1
    assert "Sự kiện 4: thời điểm ghi sớm hơn sự kiện đứng trước." in said


def test_what_is_younger_than_the_checkpoint_is_said_to_be_unproven_by_both(scene, tmp_path, capsys):
    """A whole event at the end, written by the owner: neither can tell it from any other, and both say so."""
    office, case, _other, sheet = scene
    last = events(case).last()
    last.pk, last.sequence = None, last.sequence + 1
    body = body_of(said_by_columns(last))
    last.previous_hash, last.body, last.hash = last.hash, body, hash_of(last.hash, body)
    last.save(force_insert=True)
    forge(case, 0)
    assert by_the_register(sheet) == []
    assert "không chứng minh được" in limits(read_sheet(sheet.read_text(encoding="utf-8")))[0]
    code, said = by_the_other(office, case, sheet, tmp_path, capsys)
    assert code == 0
    assert "1 sự kiện cuối ghi sau điểm kiểm soát: chưa có chữ ký nào xác nhận." in said


def test_another_case_that_vanished_is_told_by_the_register(scene, tmp_path, capsys):
    """A dossier speaks for its own case only; the sheet speaks for all."""
    office, case, other, sheet = scene
    remove(events(other))
    ChainHead.objects.filter(chain=chain(other)).delete()
    assert {one.code for one in by_the_register(sheet)} >= {"chain_cut"}
    assert by_the_other(office, case, sheet, tmp_path, capsys)[0] == 0
