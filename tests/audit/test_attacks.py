"""Whoever owns the database can change any row: each way to do it is found, and found where it was done.

The triggers are dropped first, as only the owner of the tables can; what is changed then is what a forger would change.
"""

import json
from datetime import UTC, datetime, timedelta
from shutil import copytree

import pytest

from audit.chain import body_of, hash_of
from audit.checkpoints import NotASheet, make, put_sheet, read_sheet, sheet_of
from audit.models import ChainHead, Checkpoint, CheckpointedHead, CheckpointLeaf, Dispatch, Event
from audit.tree import Leaf, in_order, root_of
from audit.verifying import chains, check_sheet, everything, moved_since, one_chain
from audit.verifying.chains import Share, check_share, said_by_columns
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from config import guards
from sealing import signing
from tests.stories import DAY, a_case, a_petition

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture
def register(office):
    """Three cases with their events, under one checkpoint whose sheet was taken away, and one event after it."""
    first, second = a_case(office, at=Status.FORWARDED), a_case(office, at=Status.IN_HAND)
    made = make(at=Event.objects.latest("pk").recorded_at)
    return first, second, read_sheet(sheet_of(made))


@pytest.fixture
def owner(register):
    """The owner of the tables, who may drop what guards them."""
    guards.take_down()
    yield
    guards.put_up()


def found(report):
    return {(finding.code, finding.place) for finding in report.findings}


def codes(report):
    return {finding.code for finding in report.findings}


def chain(case):
    return f"cases.case:{case.pk}"


def events(case):
    return Event.objects.filter(subject_type="cases.case", subject_id=case.pk).order_by("sequence")


def remove(rows):
    """Take the events away, and what hangs on them."""
    Dispatch.objects.filter(event__in=rows.values("pk")).delete()
    rows.delete()


def forge(case, sequence, **columns):
    """Change an event and hash everything after it anew, so that the chain holds again."""
    last = ""
    for event in events(case):
        changed = columns if event.sequence == sequence else {}
        for name, value in changed.items():
            setattr(event, name, value)
        body = body_of(said_by_columns(event))
        event.body, event.previous_hash, event.hash = body, last, hash_of(last, body)
        Event.objects.filter(pk=event.pk).update(
            **changed, body=event.body, previous_hash=event.previous_hash, hash=event.hash
        )
        last = event.hash
    ChainHead.objects.filter(chain=chain(case)).update(hash=last, sequence=events(case).count())


def forge_checkpoint(*, sign):
    """Make the newest checkpoint agree with the forged register."""
    one = Checkpoint.objects.latest("number")
    for leaf in one.leaves.all():
        head = ChainHead.objects.get(chain=leaf.chain)
        CheckpointLeaf.objects.filter(pk=leaf.pk).update(sequence=head.sequence, hash=head.hash)
    leaves = in_order(Leaf(*row) for row in ChainHead.objects.values_list("chain", "sequence", "hash"))
    said = json.loads(one.body) | {"root": root_of(leaf.digest for leaf in leaves)}
    body = body_of(said)
    signatures = [vars(signature) for signature in signing.sign(body)] if sign else one.signatures
    Checkpoint.objects.filter(pk=one.pk).update(body=body, hash=hash_of(said["previous"], body), signatures=signatures)


def test_an_untouched_register_holds_and_says_how_much_was_checked(register):
    _first, _second, sheet = register
    report = everything()
    assert report.findings == []
    assert report.checked["events"] == Event.objects.count()
    assert report.checked["chains"] == ChainHead.objects.count() == report.checked["leaves"]
    assert report.checked["checkpoints"] == 1
    assert check_sheet(sheet).ok


def test_an_edited_column_is_found(register, owner):
    case, _second, _sheet = register
    events(case).filter(sequence=3).update(actor_key="999999")
    assert found(everything()) == {("columns_differ", f"{chain(case)} 3")}


def test_an_edited_text_is_found(register, owner):
    case, _second, _sheet = register
    event = events(case).get(sequence=3)
    events(case).filter(sequence=3).update(
        actor_key="999999", body=event.body.replace(f'"actor_key":"{event.actor_key}"', '"actor_key":"999999"')
    )
    assert found(everything()) == {("bytes_changed", f"{chain(case)} 3")}


def test_an_edited_event_hashed_anew_is_found_by_the_next_one(register, owner):
    case, _second, _sheet = register
    event = events(case).get(sequence=3)
    event.actor_key = "999999"
    body = body_of(said_by_columns(event))
    events(case).filter(sequence=3).update(actor_key="999999", body=body, hash=hash_of(event.previous_hash, body))
    assert found(everything()) == {("chain_broken", f"{chain(case)} 4")}


def test_a_whole_chain_hashed_anew_is_found_by_the_checkpoint(register, owner):
    case, _second, sheet = register
    forge(case, 3, actor_key="999999")
    last = events(case).count()
    assert found(everything()) == {("chain_rewritten", f"{chain(case)} {last}")}
    assert found(check_sheet(sheet)) == {("chain_rewritten", f"{chain(case)} {last}")}
    assert found(one_chain(chain(case))) == {("chain_rewritten", f"{chain(case)} {last}")}


def test_a_forged_checkpoint_is_found_by_its_signature(register, owner):
    case, _second, sheet = register
    forge(case, 3, actor_key="999999")
    forge_checkpoint(sign=False)
    assert found(everything()) == {("signature_wrong", "#1")}
    assert ("checkpoint_changed", "#1") in found(check_sheet(sheet))


def test_a_forger_with_the_key_is_found_only_by_the_sheet_that_was_kept_elsewhere(register, owner):
    case, _second, sheet = register
    forge(case, 3, actor_key="999999")
    forge_checkpoint(sign=True)
    assert everything().ok
    assert found(check_sheet(sheet)) == {
        ("checkpoint_changed", "#1"),
        ("chain_rewritten", f"{chain(case)} {events(case).count()}"),
    }


def test_a_deleted_event_is_found(register, owner):
    case, _second, _sheet = register
    remove(events(case).filter(sequence=2))
    assert found(everything()) == {("sequence_gap", f"{chain(case)} 3"), ("chain_broken", f"{chain(case)} 3")}


def test_an_inserted_event_is_found(register, owner):
    case, _second, _sheet = register
    last = events(case).last()
    last.pk, last.sequence = None, last.sequence + 1
    body = body_of(said_by_columns(last))
    last.previous_hash, last.body, last.hash = last.hash, body, hash_of(last.hash, body)
    last.save()
    assert found(everything()) == {("head_differs", chain(case))}
    forge(case, last.sequence)
    assert everything().ok, "a whole event added at the end by the owner of the database is an event like any other"


def test_events_that_changed_places_are_found(register, owner):
    case, _second, _sheet = register
    total = events(case).count()
    events(case).filter(sequence=2).update(sequence=total + 10)
    events(case).filter(sequence=3).update(sequence=2)
    events(case).filter(sequence=total + 10).update(sequence=3)
    places = {place for _code, place in found(everything())}
    assert {f"{chain(case)} 2", f"{chain(case)} 3"} <= places


def test_a_tail_cut_off_is_found_even_where_the_head_was_moved_back(register, owner):
    case, _second, sheet = register
    last = events(case).last()
    remove(events(case).filter(sequence=last.sequence))
    assert ("head_differs", chain(case)) in found(everything())
    forge(case, 0)
    assert found(everything()) == {("chain_cut", f"{chain(case)} {last.sequence}")}
    assert found(check_sheet(sheet)) == {("chain_cut", f"{chain(case)} {last.sequence}")}


def test_a_head_taken_away_is_found(register, owner):
    case, _second, _sheet = register
    ChainHead.objects.filter(chain=chain(case)).delete()
    assert ("head_missing", chain(case)) in found(everything())


def test_a_chain_that_grows_while_it_is_read_is_no_finding(register, office, monkeypatch):
    """The office is at work: between the heads and their events somebody acts, and somebody registers."""
    read, acted = chains._heads, []

    def and_then_somebody_acts(share):
        heads = read(share)
        if share.subject_type == "cases.case" and not acted:
            op.add_note(register[0], text="Đã gọi cơ quan.", by=office.actor("handler"), on=DAY)
            acted.extend([register[0], a_petition(office)])
        return heads

    monkeypatch.setattr(chains, "_heads", and_then_somebody_acts)
    last = Case.objects.latest("pk").pk
    assert check_share(Share("cases.case", 1, last + 10)).findings == []
    assert len(acted) == 2


def test_two_chains_swapped_are_found(register, owner):
    first, second, _sheet = register
    ours = list(events(first).values_list("pk", flat=True))
    theirs = list(events(second).values_list("pk", flat=True))
    Event.objects.filter(pk__in=ours).update(subject_id=10**9)
    Event.objects.filter(pk__in=theirs).update(subject_id=first.pk)
    Event.objects.filter(pk__in=ours).update(subject_id=second.pk)
    report = everything()
    assert {"columns_differ", "head_differs"} <= codes(report)
    assert {chain(first), chain(second)} <= {place for _code, place in found(report)}


def test_a_chain_that_vanished_with_or_without_its_head_is_found(register, owner):
    case, _second, sheet = register
    last = events(case).count()
    remove(events(case))
    assert ("chain_missing", chain(case)) in found(everything())
    ChainHead.objects.filter(chain=chain(case)).delete()
    assert found(everything()) == {("chain_cut", f"{chain(case)} {last}")}
    assert found(check_sheet(sheet)) == {("chain_cut", f"{chain(case)} {last}")}


def test_an_older_backup_put_in_place_is_found_by_the_sheet_made_after_it(register, owner, office):
    a_petition(office)
    later = make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=1))
    sheet = read_sheet(sheet_of(later))
    # The backup knew nothing of the second checkpoint, nor of the case under it.
    fresh = Event.objects.latest("pk")
    remove(Event.objects.filter(subject_id=fresh.subject_id, subject_type=fresh.subject_type))
    ChainHead.objects.filter(chain=fresh.chain).delete()
    later.leaves.all().delete()
    later.delete()
    assert everything().ok
    assert ("register_older", "#2") in found(check_sheet(sheet))


def test_a_checkpoint_taken_out_or_dated_back_is_found(register, owner, office):
    for hours in (1, 2):
        a_petition(office)
        make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=hours))
    assert everything().ok
    Checkpoint.objects.get(number=2).leaves.all().delete()
    Checkpoint.objects.filter(number=2).delete()
    assert ("checkpoint_changed", "#3") in found(everything())


@pytest.mark.parametrize(("back", "faults"), [(timedelta(minutes=16), {"clock_back"}), (timedelta(minutes=14), set())])
def test_an_event_dated_before_the_one_in_front_of_it_is_found_unless_by_little(register, owner, back, faults):
    case, _second, _sheet = register
    moment = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    for event in events(case):
        forge(case, event.sequence, recorded_at=moment + timedelta(milliseconds=500 * event.sequence))
    forge(case, 3, recorded_at=moment + timedelta(seconds=1) - back)
    report = check_share(Share("cases.case", case.pk, case.pk))
    assert codes(report) == faults
    assert found(report) == {(fault, f"{chain(case)} 3") for fault in faults}


def test_a_clock_turned_back_is_found(register, office):
    with_later_clock = Event.objects.latest("pk").recorded_at - timedelta(days=2)
    make(at=with_later_clock)
    assert found(everything()) == {("clock_back", "#2")}


def test_a_key_that_nobody_vouched_for_is_found_and_one_that_was_changed_openly_is_not(
    register, office, settings, tmp_path
):
    settings.SIGNING_KEYS_DIR = copytree(settings.SIGNING_KEYS_DIR, tmp_path / "with-one-more")
    signing.add()
    a_petition(office)
    moment = Event.objects.latest("pk").recorded_at
    changed = make(at=moment + timedelta(hours=1))
    assert len(changed.signatures) == 2
    assert everything().ok
    settings.SIGNING_KEYS_DIR = tmp_path / "others"
    signing.add()
    make(at=moment + timedelta(hours=2))
    assert ("key_changed", "#3") in found(everything())
    assert ("key_unknown", "#1") in found(everything())


def test_a_sheet_signed_with_another_key_is_no_proof(register, settings, tmp_path):
    _first, _second, sheet = register
    settings.SIGNING_KEYS_DIR = tmp_path
    signing.add()
    assert ("key_unknown", "#1") in found(check_sheet(sheet))


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"body": "{}", "signatures": [], "leaves": []}', "{'x'"])
def test_what_is_no_sheet_is_refused(text):
    with pytest.raises(NotASheet):
        read_sheet(text)


def test_a_second_checkpoint_notes_only_what_has_moved_and_still_stands_for_everything(register, office):
    fresh = a_petition(office)
    second = make(at=Event.objects.latest("pk").recorded_at + timedelta(hours=1))
    said = json.loads(second.body)
    assert said["chains"] == ChainHead.objects.count() > second.leaves.count() > 0
    assert chain(fresh) in set(second.leaves.values_list("chain", flat=True))
    assert CheckpointedHead.objects.count() == ChainHead.objects.count()
    assert everything().ok
    assert chain(fresh) in moved_since(1)
    third = make(at=second.made_at + timedelta(hours=1))
    assert third.leaves.count() == 0
    assert json.loads(third.body)["root"] == said["root"]


def test_the_sheet_lies_whole_in_the_folder_under_a_name_that_sorts(register, tmp_path):
    made = Checkpoint.objects.get()
    file = put_sheet(made, tmp_path / "giám sát")
    assert file.name.startswith("0000001-")
    assert read_sheet(file.read_text(encoding="utf-8")) == read_sheet(sheet_of(made))
    assert [one.name for one in file.parent.iterdir()] == [file.name]
