"""A thousand dossiers, each changed in one way or several: both verifiers say the same of every one."""

import contextlib
import io
import json
import random
import resource
import zipfile
from collections import Counter

import pytest

import verify
from audit.checkpoints import make, put_sheet, read_sheet
from audit.models import Event
from cases.models import Case
from cases.vocabulary import Status
from reports.dossier import dossier_of
from sealing import signing
from tests.reports import judge
from tests.reports.test_dossier import chained_anew
from tests.stories import DAY, a_case

pytestmark = pytest.mark.django_db


@pytest.fixture
def dossier(office, tmp_path):
    case = a_case(office, at=Status.SUPERVISED)
    made = make(at=Event.objects.latest("pk").recorded_at)
    sheet = put_sheet(made, tmp_path / "supervisor")
    bundle = dossier_of(Case.objects.get(pk=case.pk), seen_by=office.actor("leader"), taken_by="Bà Hà", on=DAY)
    return bundle.entries, sheet


def packed(entries, *extra):
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in [*entries.items(), *extra]:
            with contextlib.suppress(UserWarning):
                bundle.writestr(name, content)
    return kept.getvalue()


def signed_anew(entries):
    """As one who holds the key would: every digest right, the manifest signed."""
    manifest = json.loads(entries["manifest.json"])
    rest = {name: content for name, content in entries.items() if name != "manifest.json"}
    manifest["files"] = {name: verify.sha256(content).hexdigest() for name, content in rest.items()}
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(manifest["files"].items()) if name != "proof.json")
    content = verify.sha256(lines.encode()).hexdigest()
    manifest["body"] = json.dumps(json.loads(manifest["body"]) | {"content": content})
    manifest["signatures"] = [vars(one) for one in signing.sign(manifest["body"])]
    return {**rest, "manifest.json": json.dumps(manifest).encode()}


def a_bit(entries, chance):
    name = chance.choice(sorted(entries))
    changed = bytearray(entries[name])
    changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return packed({**entries, name: bytes(changed)})


def a_bit_of_the_file(entries, chance):
    whole = bytearray(packed(entries))
    whole[chance.randrange(len(whole))] ^= 1 << chance.randrange(8)
    return bytes(whole)


def cut_short(entries, chance):
    whole = packed(entries)
    return whole[: chance.randrange(len(whole))]


def an_entry_lost_or_added(entries, chance):
    changed = dict(entries)
    if chance.random() < 0.5:
        del changed[chance.choice(sorted(changed))]
    else:
        changed[f"papers/{chance.randrange(999):03d}-x.pdf"] = b"%PDF"
    return packed(signed_anew(changed) if chance.random() < 0.5 and "manifest.json" in changed else changed)


def events_moved(entries, chance):
    """Dropped, doubled, exchanged; hashed anew or not; under the right signature."""
    events = json.loads(entries["events.json"])
    at = chance.randrange(len(events))
    match chance.randrange(3):
        case 0:
            del events[at]
        case 1:
            events.insert(at, events[at])
        case _:
            other = chance.randrange(len(events))
            events[at], events[other] = events[other], events[at]
    if chance.random() < 0.5:
        for number, event in enumerate(events, start=1):
            event["sequence"] = number
        chained_anew(events)
    return packed(signed_anew({**entries, "events.json": json.dumps(events).encode()}))


def a_value_changed(entries, chance):
    """Somewhere in one of the texts, a value is another one of the same or of another type."""
    name = chance.choice(["events.json", "proof.json", "manifest.json", "duties.json", "history.json"])
    said = json.loads(entries[name])
    holders = list(_holders(said))
    holder, key = chance.choice(holders)
    holder[key] = chance.choice([None, 0, -1, True, "", "x", [], {}, 10**30, 1.5, _turned(holder[key])])
    changed = {**entries, name: json.dumps(said).encode()}
    return packed(changed if name == "manifest.json" else signed_anew(changed))


def _turned(value):
    return value[::-1] if isinstance(value, str) else [value]


def _holders(said):
    for key, value in said.items() if isinstance(said, dict) else enumerate(said) if isinstance(said, list) else ():
        yield said, key
        yield from _holders(value)


def foreign_signatures(entries, chance):
    """Signatures exchanged, doubled, of another key, or none."""
    name = chance.choice(["manifest.json", "proof.json"])
    said = json.loads(entries[name])
    holder = said if name == "manifest.json" else said["checkpoint"]
    (right,) = holder["signatures"]
    (other,) = (vars(one) for one in signing.sign("something else"))
    wrong = [
        [],
        [other],
        [right, other],
        [{**right, "key": "0" * 16}],
        [{**right, "signature": "AA=="}],
        [right, right],
    ]
    holder["signatures"] = chance.choice(wrong)
    changed = {**entries, name: json.dumps(said).encode()}
    return packed(changed if name == "manifest.json" else signed_anew(changed))


def a_trick_of_the_zip(entries, chance):
    name = chance.choice(sorted(entries))
    another = (name, b"another")
    wrong = ["../x", "/etc/x", "papers/../../x", "papers\\x", "C:\\x"]
    match chance.randrange(4):
        case 0:
            return packed(entries, another)
        case 1:
            return packed(dict([another]), *entries.items())
        case 2:
            return packed(signed_anew({**entries, chance.choice(wrong): b"x"}))
        case _:
            return packed(entries) + bytes(chance.randrange(64))


def nothing_changed(entries, chance):
    return packed(dict(sorted(entries.items(), key=lambda entry: chance.random())))


MUTATIONS = [
    *(a_bit, a_bit_of_the_file, cut_short, an_entry_lost_or_added, events_moved, a_value_changed),
    *(foreign_signatures, a_trick_of_the_zip, nothing_changed),
]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize(
    "many", [pytest.param(45, marks=pytest.mark.slow), pytest.param(1000, marks=pytest.mark.deep)], ids=["some", "1000"]
)
def test_both_verifiers_say_the_same_of_every_mutant(dossier, tmp_path, many, capsys):
    entries, sheet = dossier
    kept, chance = read_sheet(sheet.read_text(encoding="utf-8")), random.Random(20261121)
    file, said = tmp_path / "mutant.zip", Counter()
    for number in range(many):
        mutation = MUTATIONS[number % len(MUTATIONS)]
        file.write_bytes(mutation(entries, chance))
        code = verify.main([str(file), "--checkpoint", str(sheet)])
        assert (code == 0) == judge.holds(file, kept), f"{number} {mutation.__name__}: {capsys.readouterr()}"
        said[code] += 1
        if mutation is nothing_changed:
            assert code == 0
        capsys.readouterr()
    assert min(said[0], said[1], said[2]) >= many // 20, said


@pytest.mark.slow
def test_a_bomb_is_neither_unpacked_into_memory_nor_believed(dossier, tmp_path):
    entries, sheet = dossier
    zeros = bytes(1 << 24)
    file = tmp_path / "bomb.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in entries.items():
            bundle.writestr(name, content)
        with bundle.open(zipfile.ZipInfo("papers/999-bomb.pdf"), "w", force_zip64=True) as out:
            for _ in range(24):
                out.write(zeros)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 1
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 100 * 1024, f"{grown} KiB more for a paper of 384 MiB"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as bundle,
        bundle.open(zipfile.ZipInfo("events.json"), "w", force_zip64=True) as out,
    ):
        for _ in range(6):
            out.write(zeros)
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 2
