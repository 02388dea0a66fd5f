"""A receipt is a promise: what it says can be shown years later, without us, and tells nobody else anything."""

import copy
import json
from base64 import b64encode
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

import verify
from audit.chain import grouped
from audit.checkpoints import make, put_sheet, read_sheet
from audit.models import ChainHead, Dispatch, Event
from audit.verifying import check_sheet, everything
from cases import operations as op
from cases import papers, receipts
from cases.models import Petition, Receipt
from cases.vocabulary import Kind
from config import guards
from organizations.vocabulary import Role
from reports.receipts import NotAReceipt, judge, keys_file, opening_file, receipt_file
from sealing import signing, vouching
from tests import qr
from tests.stories import PDF, a_denunciation, a_petition

pytestmark = pytest.mark.django_db
VECTOR = json.loads((Path(__file__).parents[1] / "cases" / "receipt_vector.json").read_text())
CHECK = "https://mattran.example/theo-doi/bien-nhan/"


@pytest.fixture
def receipt(office):
    case = a_petition(office, documents=[op.NewDocument("don.pdf", PDF)])
    return papers.petition_of(case).receipt


@pytest.fixture
def sheet(receipt, tmp_path):
    """Signed, and the sheet taken away by the supervisor."""
    made = make(at=Event.objects.latest("pk").recorded_at)
    return put_sheet(made, tmp_path / "supervisor")


@pytest.fixture
def kept(tmp_path):
    """Keep something as a file, as the citizen does."""

    def keep(content, name="bien-nhan.json"):
        file = tmp_path / name
        text = content if isinstance(content, bytes | str) else json.dumps(content)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return str(file)

    return keep


def slip_of(case):
    return papers.receipt(case, tracking_url="https://mattran.example/", check_url=CHECK, received_by="Lò Thị Mai")


def words_of(pdf):
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages).split())


# The exact bytes


def test_the_bytes_are_those_that_everybody_was_told():
    said = VECTOR["opening"]
    opened = receipts.opening(
        number=said["number"],
        received_on=date.fromisoformat(said["received_on"]),
        intake=said["intake"],
        words=said["words"],
        asked=said["asked"],
        papers=said["papers"],
        salt=said["salt"],
    )
    assert opened == VECTOR["canonical_opening"]
    assert receipts.digest_of(opened) == VECTOR["digest"]
    at = datetime(2026, 11, 21, 1, 2, 3, 456, tzinfo=UTC)
    assert receipts.promise(number=said["number"], given_at=at, digest=VECTOR["digest"]) == VECTOR["body"]
    made = Receipt(digest=VECTOR["digest"], body=VECTOR["body"], signature=VECTOR["signature"])
    assert receipts.code_of(made) == VECTOR["code"]
    key = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTOR["private_key"]))
    assert b64encode(key.sign(VECTOR["body"].encode())).decode() == VECTOR["signature"]["signature"]
    assert signing.holds(VECTOR["body"], signing.Signature(**VECTOR["signature"]))


def test_the_verifier_of_others_reads_the_same_bytes(kept, capsys):
    assert verify.canonical(VECTOR["opening"]) == VECTOR["canonical_opening"]
    assert verify.from_code(VECTOR["code"])["body"] == VECTOR["body"]
    bare = {"what": verify.RECEIPT, "body": VECTOR["body"], "signature": VECTOR["signature"]}
    opening = kept(VECTOR["opening"], "mo.json")
    assert verify.main([kept(bare), "--opening", opening]) == 0
    assert "đúng là điều đã nhận ngày 2026-11-21" in capsys.readouterr().out


# At the counter


def test_a_petition_gets_its_signed_receipt_at_once(receipt):
    said = json.loads(receipt.body)
    event = Event.objects.get(subject_type="cases.receipt", subject_id=receipt.pk)
    assert said["digest"] == receipt.digest == event.facts["digest"]
    assert said["given_at"] == receipts.moment(event.recorded_at)
    assert signing.holds(receipt.body, signing.Signature(**receipt.signature))
    assert receipt.key in signing.public_keys(place=signing.receipts())
    assert not set(signing.public_keys()) & set(signing.public_keys(place=signing.receipts()))


def test_the_event_tells_nothing_but_the_digest(office):
    case = a_denunciation(office)
    receipt = papers.petition_of(case).receipt
    event = Event.objects.get(subject_type="cases.receipt", subject_id=receipt.pk)
    said = json.loads(event.body)
    assert said["facts"] == {"digest": receipt.digest}
    assert (said["actor_kind"], said["actor_key"], said["actor_unit"]) == ("system", "receipt", None)
    assert said["channel"] == said["actor_role"] == said["on_behalf_of"] == ""
    assert ChainHead.objects.get(chain=f"cases.receipt:{receipt.pk}").sequence == 1


def test_the_same_words_never_give_the_same_digest(office):
    first, second = (a_petition(office, text="Đề nghị sửa đường liên thôn.", again=True) for _n in range(2))
    assert papers.petition_of(first).receipt.digest != papers.petition_of(second).receipt.digest


def test_without_a_key_nobody_is_sent_away_and_the_signature_comes_later(office, settings, tmp_path, kept, capsys):
    there = settings.RECEIPT_KEYS_DIR
    settings.RECEIPT_KEYS_DIR = tmp_path / "away"
    case = a_petition(office)
    receipt = papers.petition_of(case).receipt
    assert receipt.signature is None
    assert "chưa có chữ ký số" in words_of(slip_of(case))
    assert verify.main([kept(receipt_file(receipt))]) == 0
    assert "Biên nhận chưa được ký" in capsys.readouterr().out
    assert op.sign_receipts() == 0
    settings.RECEIPT_KEYS_DIR = there
    assert op.sign_receipts() == 1
    assert op.sign_receipts() == 0
    receipt.refresh_from_db()
    assert signing.holds(receipt.body, signing.Signature(**receipt.signature))
    assert "Quét mã QR để kiểm" in words_of(slip_of(case))


def test_what_was_promised_is_not_changed_even_by_sql(receipt):
    with pytest.raises(Exception, match="not changed"):
        Receipt.objects.filter(pk=receipt.pk).update(digest="0" * 64)


def test_what_has_no_public_number_has_no_receipt(office):
    case = a_petition(office, kind=Kind.CADRE)
    assert not Receipt.objects.filter(petition=papers.petition_of(case)).exists()


# On paper


def test_the_slip_s_code_is_read_back_and_checked_without_us(office, kept, capsys):
    case = a_petition(office)
    receipt = papers.petition_of(case).receipt
    pdf = slip_of(case)
    page = pypdfium2.PdfDocument(pdf)[0]
    read = qr.read_from(page.render(scale=300 / 72).to_pil())
    assert read == f"{CHECK}#{receipts.code_of(receipt)}"
    text = words_of(pdf)
    assert grouped(receipt.digest, by=4) in text
    assert receipt.key in text
    assert verify.main([kept(read, "ma.txt"), "--keys", kept(keys_file(), "khoa.json")]) == 0
    assert f"Biên nhận số {case.number}" in capsys.readouterr().out
    assert verify.main([kept(read, "ma.txt")]) == 2
    assert "--keys" in capsys.readouterr().err


def test_the_slip_of_a_denunciation_says_as_much_as_that_of_whoever_asks_for_secrecy(office):
    sealed, quiet = a_denunciation(office), a_petition(office, wants_secrecy=True)
    pages = []
    for case in (sealed, quiet):
        petition = papers.petition_of(case)
        text = words_of(slip_of(case))
        for own in (case.number, petition.tracking_code, grouped(petition.receipt.digest, by=4)):
            text = text.replace(own, "…")
        pages.append(text.split("Biên nhận ký số")[0])
    assert pages[0] == pages[1]
    assert "ố cáo" not in pages[0]
    assert "Khiếu nại" not in pages[0]


def test_the_code_holds_nobody_s_name_and_no_tracking_code(office):
    case = a_petition(office)
    petition = papers.petition_of(case)
    code = receipts.code_of(petition.receipt)
    assert petition.tracking_code not in code
    assert len(code) < 200


def test_a_petition_from_before_keeps_its_slip_and_gets_no_receipt(client, office):
    case = a_petition(office)
    guards.take_down()
    Receipt.objects.all().delete()
    guards.put_up()
    assert papers.digest_of(papers.petition_of(case)) in words_of(slip_of(case)).replace(" ", "")
    client.force_login(office.person(Role.RECEPTIONIST))
    page = client.get(reverse("desk:receipt", args=[case.pk])).content.decode()
    assert "Không thể lập biên nhận cho ngày đã qua" in page
    refused = client.get(reverse("desk:receipt-file", args=[case.pk]))
    assert refused.status_code == 409
    assert "Không thể lập biên nhận cho ngày đã qua" in refused.content.decode()
    client.logout()
    code = papers.petition_of(case).tracking_code
    asked = client.post(reverse("portal:receipt-file"), {"code": code})
    assert asked.status_code == 422
    assert "Không thể lập biên nhận cho ngày đã qua" in asked.content.decode()


# To take away


def test_the_file_proves_that_the_petition_stood_in_the_register(receipt, sheet, kept, capsys):
    file = kept(receipt_file(receipt))
    assert verify.main([file, "--checkpoint", str(sheet)]) == 0
    said = capsys.readouterr().out
    for line in (
        "chữ ký đúng",
        "Khóa ký biên nhận được chính khóa đã ký phiếu kiểm soát xác nhận.",
        "Chuỗi sự kiện có trong điểm kiểm soát số 1",
        "Phiếu kiểm soát ghi chính sự kiện của biên nhận này.",
        "đúng là phiếu được giữ ở nơi khác",
        "Kết luận: mọi điều kiểm được đều đúng.",
    ):
        assert line in said
    assert "✗" not in said


def test_before_the_first_checkpoint_it_says_what_cannot_be_proven(receipt, kept, capsys):
    assert verify.main([kept(receipt_file(receipt))]) == 0
    assert "Lập trước điểm kiểm soát đầu tiên" in capsys.readouterr().out
    told = judge(receipt_file(receipt).decode())
    assert not told.wrong
    assert "Chưa có điểm kiểm soát nào lập sau biên nhận" in " ".join(told.unsaid)


def test_words_and_salt_show_that_this_was_handed_in(receipt, kept, capsys):
    file, opening = kept(receipt_file(receipt)), opening_file(receipt)
    assert verify.main([file, "--opening", kept(opening, "mo.json")]) == 0
    assert "1 giấy tờ" in capsys.readouterr().out
    for change in ({"words": "Đường liên xã."}, {"papers": []}, {"received_on": "2026-01-01"}, {"number": "2026-1"}):
        assert verify.main([file, "--opening", kept(json.loads(opening) | change, "mo.json")]) == 1
        assert "không phải là điều đã nhận" in capsys.readouterr().out


def test_what_is_corrected_later_does_not_change_what_was_handed_in(receipt):
    petition = Petition.objects.get(pk=receipt.petition_id)
    opened = opening_file(receipt)
    petition.received_on = date(2026, 1, 5)
    petition.save()
    assert opening_file(Receipt.objects.get(pk=receipt.pk)) == opened


def test_without_the_salt_nothing_opens_any_more_and_the_promise_stands(client, office, receipt, kept):
    Receipt.objects.filter(pk=receipt.pk).update(salt="")
    receipt.refresh_from_db()
    assert opening_file(receipt) is None
    assert verify.main([kept(receipt_file(receipt))]) == 0
    client.force_login(office.person(Role.RECEPTIONIST))
    refused = client.post(reverse("desk:receipt-opening", args=[receipt.petition.matters.get().case_id]))
    assert refused.status_code == 409
    assert "Lời của đơn đã được xóa" in refused.content.decode()


# Attacks


def leaves(said, way=()):
    """Every single word or number in the file, and the way to it."""
    if isinstance(said, dict | list):
        for key, value in said.items() if isinstance(said, dict) else enumerate(said):
            yield from leaves(value, (*way, key))
    else:
        yield way, said


def turned(value):
    """The smallest change: one bit of one sign."""
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value ^ 1
    return chr(ord(value[len(value) // 2]) ^ 1).join((value[: len(value) // 2], value[len(value) // 2 + 1 :]))


def test_no_bit_of_a_receipt_can_be_turned_unseen(office, receipt, tmp_path, kept, capsys):
    for _n in range(4):
        a_petition(office)
    sheet = put_sheet(make(at=Event.objects.latest("pk").recorded_at), tmp_path / "supervisor")
    whole = json.loads(receipt_file(receipt))
    ways = [(way, value) for way, value in leaves(whole) if value != "" and way != ("event", "hash")]
    assert len(ways) > 15
    for way, value in ways:
        changed = copy.deepcopy(whole)
        place = changed
        for step in way[:-1]:
            place = place[step]
        place[way[-1]] = turned(value)
        assert verify.main([kept(changed), "--checkpoint", str(sheet)]) in {1, 2}, way
        try:
            assert judge(json.dumps(changed)).wrong or way[0] in {"voucher", "event"} or "signatures" in way, way
        except NotAReceipt:
            continue


def test_another_petition_s_proof_proves_nothing(office, receipt, kept, capsys):
    other = papers.petition_of(a_petition(office)).receipt
    make(at=Event.objects.latest("pk").recorded_at)
    mine, theirs = json.loads(receipt_file(receipt)), json.loads(receipt_file(other))
    for part in (("proof",), ("proof", "event")):
        mixed = mine | {name: theirs[name] for name in part}
        assert verify.main([kept(mixed)]) == 1
        assert judge(json.dumps(mixed)).wrong
    assert "không phải của biên nhận này" in capsys.readouterr().out


def test_an_older_root_does_not_hold_a_later_receipt(office, receipt, sheet, kept, capsys):
    later = papers.petition_of(a_petition(office)).receipt
    mixed = json.loads(receipt_file(later)) | {"proof": json.loads(receipt_file(receipt))["proof"]}
    assert verify.main([kept(mixed), "--checkpoint", str(sheet)]) == 1
    assert judge(json.dumps(mixed)).wrong
    assert "chưa có chữ ký nào xác nhận" not in capsys.readouterr().out
    make(at=Event.objects.latest("pk").recorded_at)
    assert verify.main([kept(receipt_file(later)), "--checkpoint", str(sheet)]) == 0
    assert "cần đúng phiếu cùng số" in capsys.readouterr().out


def test_a_forger_with_keys_of_his_own_is_found_by_the_sheet_and_by_the_portal(
    receipt, sheet, settings, tmp_path, kept, capsys
):
    said = json.loads(receipt_file(receipt))
    settings.SIGNING_KEYS_DIR, settings.RECEIPT_KEYS_DIR = tmp_path / "forger", tmp_path / "forger-receipts"
    signing.add()
    signing.add(place=signing.receipts())
    vouching.vouch()
    body = said["body"].replace(receipt.digest, "0" * 64)
    (forged,) = signing.sign(body, place=signing.receipts())
    forgery = said | {"body": body, "signature": vars(forged), "voucher": vouching.voucher_of(forged.key)}
    del forgery["event"], forgery["proof"]
    settings.SIGNING_KEYS_DIR, settings.RECEIPT_KEYS_DIR = (
        sheet.parent / "nowhere",
        tmp_path / "nowhere",
    )
    assert verify.main([kept(forgery)]) == 0
    assert "người giữ khóa ký có thể đã lập lại tất cả" in capsys.readouterr().out
    assert verify.main([kept(forgery), "--checkpoint", str(sheet)]) == 1
    assert "không được khóa đã ký phiếu kiểm soát xác nhận" in capsys.readouterr().out
    assert len(judge(json.dumps(forgery)).wrong) == 2


def test_a_petition_cut_off_the_register_is_missed_by_both_verifiers_and_the_portal(receipt, sheet, kept, capsys):
    """The tail is cut, and checkpoints are made anew with the office's own key."""
    file = kept(receipt_file(receipt))
    guards.take_down()
    event = Event.objects.get(subject_type="cases.receipt", subject_id=receipt.pk)
    Dispatch.objects.filter(event=event).delete()
    event.delete()
    ChainHead.objects.filter(chain=f"cases.receipt:{receipt.pk}").delete()
    Receipt.objects.filter(pk=receipt.pk).delete()
    guards.put_up()
    place = f"cases.receipt:{receipt.pk} 1"
    assert ("chain_cut", place) in {
        (one.code, one.place) for one in check_sheet(read_sheet(sheet.read_text())).findings
    }
    assert "chain_cut" in {one.code for one in everything().findings}
    # Whoever holds file and sheet proves by them alone that it once stood there.
    assert verify.main([file, "--checkpoint", str(sheet)]) == 0
    assert "Phiếu kiểm soát ghi chính sự kiện của biên nhận này." in capsys.readouterr().out
    told = judge(Path(file).read_text())
    assert "Chữ ký đúng" in " ".join(told.right)
    assert "Sổ hiện nay không có biên nhận này" in " ".join(told.wrong)


def test_a_register_written_anew_does_not_fit_the_sheet(receipt, sheet, tmp_path, kept, capsys):
    """Another event at the place of the receipt, under a root that the office signed anew."""
    said = json.loads(receipt_file(receipt))
    event = said["event"]["body"].replace('"happened_on":"2026', '"happened_on":"2025')
    digest = verify.sha256(f"\n{event}".encode()).hexdigest()
    chain = said["proof"]["leaf"][0]
    root = verify.climb(verify.leaf_digest(chain, 1, digest), said["proof"]["path"])
    body = json.dumps(json.loads(said["proof"]["checkpoint"]["body"]) | {"root": root})
    said["event"]["body"], said["proof"]["leaf"][2] = event, digest
    said["proof"]["checkpoint"] = {"body": body, "signatures": [vars(one) for one in signing.sign(body)]}
    assert verify.main([kept(said)]) == 0
    capsys.readouterr()
    assert verify.main([kept(said), "--checkpoint", str(sheet)]) == 1
    told = capsys.readouterr().out
    assert "sổ đã bị viết lại" in told
    assert judge(json.dumps(said)).wrong


def test_what_is_no_receipt_cannot_be_checked(kept, capsys):
    for text in ("", "xin chào", "{}", '{"what": "x"}', "CN1.2026-00017.x", "[1]", '{"what": "Cầu Nối: biên nhận"}'):
        assert verify.main([kept(text)]) == 2
        with pytest.raises(NotAReceipt):
            judge(text)
    assert "Không kiểm được" in capsys.readouterr().err


# On the portal and at the desk


def test_a_receipt_is_checked_on_the_portal_without_an_account(client, office, receipt, sheet):
    address = reverse("portal:receipt")
    assert client.get(address).status_code == 200
    by_code = client.post(address, {"said": f"{CHECK}#{receipts.code_of(receipt)}"})
    by_file = client.post(address, {"file": BytesIO(receipt_file(receipt))})
    for answer in (by_code, by_file):
        page = answer.content.decode()
        assert "Mọi điều kiểm được đều đúng" in page
        assert "Có trong sổ từ trước điểm kiểm soát số 1" in page
        assert "hư hỏng" not in page
    assert "dẫn đúng đến điểm kiểm soát số 1" in by_file.content.decode()
    refused = client.post(address, {"said": "không phải mã"})
    assert refused.status_code == 422
    assert "không phải mã" in refused.content.decode()
    assert client.post(address, {}).status_code == 422


def test_whoever_guesses_at_receipts_has_to_wait(client, office):
    answers = [client.post(reverse("portal:receipt"), {"said": "x"}).status_code for _n in range(21)]
    assert answers[-1] == 429


def test_with_the_tracking_code_the_file_is_taken_home(client, office, receipt, sheet, kept):
    code = receipt.petition.tracking_code
    page = client.post(reverse("portal:follow"), {"code": code}).content.decode()
    assert reverse("portal:receipt-file") in page
    answer = client.post(reverse("portal:receipt-file"), {"code": code.lower()})
    assert answer["Content-Disposition"] == 'attachment; filename="bien-nhan.json"'
    assert verify.main([kept(answer.content), "--checkpoint", str(sheet)]) == 0
    assert receipt.salt not in answer.content.decode()
    assert client.post(reverse("portal:receipt-file"), {"code": "AAAA-BBBB-CCCC"}).status_code == 422
    keys = client.get(reverse("portal:keys"))
    assert receipt.key in keys.json()["receipts"]


def test_the_desk_shows_the_receipt_and_hands_its_files_over(
    client, office, receipt, kept, django_assert_max_num_queries
):
    case = receipt.petition.matters.get().case
    client.force_login(office.person(Role.RECEPTIONIST))
    with django_assert_max_num_queries(30):
        page = client.get(reverse("desk:receipt", args=[case.pk])).content.decode()
    assert grouped(receipt.digest, by=4) in page
    assert "data:image/svg+xml" in page
    file = client.get(reverse("desk:receipt-file", args=[case.pk])).content
    opening = client.post(reverse("desk:receipt-opening", args=[case.pk]))
    assert verify.main([kept(file), "--opening", kept(opening.content, "mo.json")]) == 0
    told = Event.objects.get(kind="receipt.opened")
    reader = office.person(Role.RECEPTIONIST)
    assert (told.subject_type, told.actor_key) == ("audit.readingday", str(reader.pk))
    assert (told.about_id, told.facts) == (case.pk, {"digest": receipt.digest, "sealed": False})


def test_the_words_of_a_sealed_petition_are_not_handed_over_before_it_is_opened(client, office):
    case = a_denunciation(office)
    client.force_login(office.person(Role.RECEPTIONIST))
    assert client.get(reverse("desk:receipt-file", args=[case.pk])).status_code == 200
    assert client.post(reverse("desk:receipt-opening", args=[case.pk])).status_code == 409
    assert not Event.objects.filter(kind="receipt.opened").exists()


@pytest.mark.parametrize("role", [Role.AGENCY_OFFICER, Role.AGENCY_LEADER, Role.ADMINISTRATOR])
def test_who_has_no_business_with_the_words_does_not_get_them(client, office, receipt, role):
    case = receipt.petition.matters.get().case
    client.force_login(office.person(role))
    assert client.post(reverse("desk:receipt-opening", args=[case.pk])).status_code in {403, 404}
