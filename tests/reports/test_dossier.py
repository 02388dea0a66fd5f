"""The whole case as a bundle: what is in it, who may take it, and that the other verifier finds every change."""

import json
import zipfile
from io import BytesIO, StringIO

import pypdf
import pytest
from django.core.management import call_command
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

import verify
from audit.checkpoints import make, put_sheet
from audit.models import Checkpoint, Event
from cases import operations as op
from cases.models import Case
from cases.vocabulary import Status
from organizations.vocabulary import Role
from reports.dossier import dossier_of
from sealing import signing
from tests.stories import DAY, a_case, a_denunciation

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(office):
    return a_case(office, at=Status.SUPERVISED)


@pytest.fixture
def sheet(case, tmp_path):
    """Signed, and the sheet taken away by the supervisor."""
    made = make(at=Event.objects.latest("pk").recorded_at)
    return put_sheet(made, tmp_path / "supervisor")


def bundle_of(office, case):
    return dossier_of(Case.objects.get(pk=case.pk), seen_by=office.actor("leader"), taken_by="Bà Hà", on=DAY)


@pytest.fixture
def file(office, case, sheet, tmp_path):
    kept = tmp_path / "ho-so.zip"
    kept.write_bytes(bundle_of(office, case).as_zip())
    return kept


def rewrite(file, change):
    """Change what lies in the zip, hash the manifest anew and sign it, as one who holds the key could."""
    with zipfile.ZipFile(file) as bundle:
        contents = {name: bundle.read(name) for name in bundle.namelist()}
    change(contents)
    manifest = json.loads(contents["manifest.json"])
    manifest["files"] = {
        name: verify.sha256(content).hexdigest() for name, content in contents.items() if name != "manifest.json"
    }
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(manifest["files"].items()) if name != "proof.json")
    content = verify.sha256(lines.encode()).hexdigest()
    manifest["body"] = json.dumps(json.loads(manifest["body"]) | {"content": content})
    manifest["signatures"] = [vars(one) for one in signing.sign(manifest["body"])]
    contents["manifest.json"] = json.dumps(manifest).encode()
    with zipfile.ZipFile(file, "w") as bundle:
        for name, content in contents.items():
            bundle.writestr(name, content)


def test_a_dossier_holds_everything_and_the_other_verifier_agrees(office, case, sheet, file, capsys):
    with zipfile.ZipFile(file) as bundle:
        names = bundle.namelist()
        index = bundle.read("index.html").decode()
        history = json.loads(bundle.read("history.json"))
        duties = json.loads(bundle.read("duties.json"))
        pages = pypdf.PdfReader(BytesIO(bundle.read("index.pdf"))).pages
    assert {"manifest.json", "proof.json", "events.json", "holding.pdf", "index.pdf"} <= set(names)
    assert sum(name.startswith("letters/") for name in names) == 1
    assert sum(name.startswith("papers/") for name in names) == case.documents.count() > 0
    assert case.number in index
    assert "MỤC LỤC HỒ SƠ VỤ VIỆC" in pages[0].extract_text()
    assert {"cases.case", "cases.letter"} <= history.keys()
    assert {row["operation"] for row in history["cases.case"]} <= {
        str(operation) for operation in Event.objects.values_list("operation", flat=True)
    }
    assert all(duty["certificates"] for duty in duties)
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 0
    said = capsys.readouterr().out
    assert "đúng là phiếu được giữ ở nơi khác" in said
    assert "Kết luận: mọi điều kiểm được đều đúng." in said
    assert "✗" not in said


def test_the_same_reader_and_state_give_the_same_content_whatever_checkpoint_is_newest(office, case, sheet):
    first = bundle_of(office, case)
    make(at=Checkpoint.objects.get().made_at)
    second = bundle_of(office, case)
    assert first.content_digest == second.content_digest
    assert first.entries["proof.json"] != second.entries["proof.json"]
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    assert bundle_of(office, case).content_digest != first.content_digest


def test_before_the_first_checkpoint_it_says_that_nothing_is_signed_yet(office, case, tmp_path, capsys):
    kept = tmp_path / "ho-so.zip"
    kept.write_bytes(bundle_of(office, case).as_zip())
    assert verify.main([str(kept)]) == 0
    assert "chưa có chữ ký nào xác nhận" in capsys.readouterr().out


def test_what_happened_after_the_checkpoint_is_said_to_be_unproven(office, case, sheet, tmp_path, capsys):
    op.add_note(case, text="Đã gọi điện", by=office.actor("handler"), on=DAY)
    kept = tmp_path / "ho-so.zip"
    kept.write_bytes(bundle_of(office, case).as_zip())
    assert verify.main([str(kept), "--checkpoint", str(sheet)]) == 0
    assert "1 sự kiện cuối ghi sau điểm kiểm soát" in capsys.readouterr().out


def an_event(contents, change):
    events = json.loads(contents["events.json"])
    change(events)
    contents["events.json"] = json.dumps(events).encode()


def chained_anew(events):
    last = ""
    for event in events:
        event["previous"] = last
        event["hash"] = last = verify.sha256(f"{last}\n{event['body']}".encode()).hexdigest()


def another_actor(events):
    events[2]["body"] = events[2]["body"].replace('"actor_key":"', '"actor_key":"9')
    events[2]["columns"] = json.loads(events[2]["body"])


def rewritten_whole(events):
    another_actor(events)
    chained_anew(events)


def a_tail_cut(events):
    del events[-2:]


def a_paper_exchanged(contents):
    name = next(name for name in contents if name.startswith("papers/"))
    contents[name] = b"%PDF another"


def another_root(contents):
    proof = json.loads(contents["proof.json"])
    said = json.loads(proof["checkpoint"]["body"]) | {"root": "0" * 64}
    proof["checkpoint"]["body"] = json.dumps(said)
    contents["proof.json"] = json.dumps(proof).encode()


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda contents: an_event(contents, another_actor), "Sự kiện 3"),
        (lambda contents: an_event(contents, rewritten_whole), "khác với lúc lập điểm kiểm soát"),
        (lambda contents: an_event(contents, a_tail_cut), "đã bị bỏ"),
        (a_paper_exchanged, "không có trong sự kiện nào"),
        (another_root, "Chữ ký của điểm kiểm soát số 1 không đúng"),
    ],
)
def test_a_careful_forger_is_found_all_the_same(file, sheet, capsys, change, told):
    rewrite(file, change)
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 1
    assert told in capsys.readouterr().out


def test_another_page_or_another_number_without_the_key_is_found(file, sheet, capsys):
    def another_index(contents):
        contents["index.html"] = contents["index.html"].replace(b"2026", b"2025")

    with zipfile.ZipFile(file) as bundle:
        signed = json.loads(bundle.read("manifest.json"))["signatures"]
    rewrite(file, another_index)
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 0, "the key signs whatever it is given"

    def signed_as_before(contents):
        manifest = json.loads(contents["manifest.json"]) | {"signatures": signed}
        contents["manifest.json"] = json.dumps(manifest).encode()

    with zipfile.ZipFile(file) as bundle:
        contents = {name: bundle.read(name) for name in bundle.namelist()}
    signed_as_before(contents)
    with zipfile.ZipFile(file, "w") as bundle:
        for name, content in contents.items():
            bundle.writestr(name, content)
    capsys.readouterr()
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 1
    assert "Chữ ký của hồ sơ" in capsys.readouterr().out


def test_a_forger_with_a_key_is_found_by_the_sheet(office, case, file, sheet, settings, tmp_path, capsys):
    settings.SIGNING_KEYS_DIR = tmp_path / "forger"
    signing.add()

    def signed_anew(contents):
        an_event(contents, rewritten_whole)
        proof, events = json.loads(contents["proof.json"]), json.loads(contents["events.json"])
        chain, sequence, _hash = proof["leaf"]
        leaf = verify.leaf_digest(chain, sequence, events[-1]["hash"])
        proof["leaf"][2] = events[-1]["hash"]
        body = json.dumps(json.loads(proof["checkpoint"]["body"]) | {"root": verify.climb(leaf, proof["path"])})
        proof["checkpoint"] = {"body": body, "signatures": [vars(one) for one in signing.sign(body)]}
        contents["proof.json"] = json.dumps(proof).encode()

    rewrite(file, signed_anew)
    assert verify.main([str(file)]) == 0
    assert "người giữ khóa ký có thể đã lập lại tất cả" in capsys.readouterr().out
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 1
    assert "sổ đã bị viết lại" in capsys.readouterr().out


@pytest.mark.slow
def test_no_bit_of_a_dossier_can_be_turned_unseen(file, sheet):
    whole = file.read_bytes()
    with zipfile.ZipFile(file) as bundle:
        contents = {name: bundle.read(name) for name in bundle.namelist()}

    @settings(max_examples=40, deadline=None)
    @given(st.data())
    def turned(data):
        name = data.draw(st.sampled_from(sorted(contents)))
        at = data.draw(st.integers(0, len(contents[name]) - 1))
        bit = data.draw(st.integers(0, 7))
        changed = bytearray(contents[name])
        changed[at] ^= 1 << bit
        with zipfile.ZipFile(file, "w") as bundle:
            for other, content in contents.items():
                bundle.writestr(other, bytes(changed) if other == name else content)
        assert verify.main([str(file), "--checkpoint", str(sheet)]) in {1, 2}, f"{name} {at} {bit}"

    turned()
    file.write_bytes(whole)
    assert verify.main([str(file), "--checkpoint", str(sheet)]) == 0


def test_what_is_no_dossier_cannot_be_checked(tmp_path, file, capsys):
    (tmp_path / "x.zip").write_bytes(b"PK")
    assert verify.main([str(tmp_path / "x.zip")]) == 2
    assert verify.main([str(tmp_path / "away.zip")]) == 2
    assert verify.main([str(file), "--checkpoint", str(file)]) == 2
    assert "Không kiểm được" in capsys.readouterr().err


def test_the_register_s_own_verifier_says_the_same(case, sheet):
    said = StringIO()
    call_command("audit", "verify", "--json", "--checkpoint", str(sheet), stdout=said)
    assert json.loads(said.getvalue())["ok"]


@pytest.mark.once
@pytest.mark.parametrize("size", [0, 1, 32, 1000])
def test_the_two_ways_to_check_a_signature_agree(settings, tmp_path, size):
    settings.SIGNING_KEYS_DIR = tmp_path
    signing.add()
    message = "ă" * size
    (one,) = signing.sign(message)
    public, signature = verify.b64decode(one.public), verify.b64decode(one.signature)
    assert verify.signature_holds(public, message.encode(), signature)
    for at in (0, 31, 32, 63):
        turned = bytearray(signature)
        turned[at] ^= 1
        assert not verify.signature_holds(public, message.encode(), bytes(turned))
    assert not verify.signature_holds(public, message.encode() + b".", signature)
    assert not verify.signature_holds(public[:-1], message.encode(), signature)


# RFC 8032, section 7.1: tests 1 to 3.
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246"
        "55141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb"
        "00d291612bb0c00",
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc"
        "027beceea1ec40a",
    ),
]


@pytest.mark.once
@pytest.mark.parametrize(("public", "message", "signature"), VECTORS)
def test_the_published_vectors_hold(public, message, signature):
    assert verify.signature_holds(bytes.fromhex(public), bytes.fromhex(message), bytes.fromhex(signature))


def test_a_leader_takes_it_out_and_it_stands_in_his_own_chain(
    client, office, case, sheet, django_assert_max_num_queries
):
    client.force_login(office.person(Role.LEADER))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("desk:dossier", args=[case.pk]))
    assert "điểm kiểm soát số 1" in page.content.decode()
    before = Event.objects.filter(subject_type="cases.case", subject_id=case.pk).count()
    taken = client.post(reverse("desk:dossier-zip", args=[case.pk]))
    assert taken["Content-Type"] == "application/zip"
    with zipfile.ZipFile(BytesIO(taken.content)) as bundle:
        manifest = json.loads(bundle.read("manifest.json"))
    told = Event.objects.get(kind="dossier.taken")
    assert (told.subject_type, told.actor_key) == ("audit.readingday", str(office.person(Role.LEADER).pk))
    assert (told.about_type, told.about_id) == ("cases.case", case.pk)
    assert told.facts == {"content": json.loads(manifest["body"])["content"], "sealed": False}
    assert Event.objects.filter(subject_type="cases.case", subject_id=case.pk).count() == before


@pytest.mark.parametrize("role", [Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.RECEPTIONIST, Role.ADMINISTRATOR])
def test_who_has_no_business_with_the_whole_file_does_not_get_it(client, office, case, role):
    client.force_login(office.person(role))
    for way in (
        client.get(reverse("desk:dossier", args=[case.pk])),
        client.post(reverse("desk:dossier-zip", args=[case.pk])),
    ):
        assert way.status_code in {403, 404}
    assert not Event.objects.filter(kind="dossier.taken").exists()


def test_of_a_sealed_case_only_whom_it_lies_open_to(client, office):
    case = a_denunciation(office)
    client.force_login(office.person(Role.LEADER))
    assert client.post(reverse("desk:dossier-zip", args=[case.pk])).status_code == 409
    client.force_login(office.person(Role.SUPERVISOR))
    assert client.post(reverse("desk:dossier-zip", args=[case.pk])).status_code in {403, 404}
