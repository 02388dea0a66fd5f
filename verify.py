#!/usr/bin/env python3
"""Kiểm một hồ sơ vụ việc hoặc một biên nhận, độc lập với phần mềm đã lập ra nó.

    python verify.py HO_SO.zip
    python verify.py HO_SO.zip --checkpoint PHIEU_KIEM_SOAT.json
    python verify.py BIEN_NHAN.json --checkpoint PHIEU_KIEM_SOAT.json
    python verify.py BIEN_NHAN.json --opening MO_BIEN_NHAN.json
    python verify.py MA_QR.txt --keys KHOA.json

HO_SO.zip do trang vụ việc đưa ra; BIEN_NHAN.json do nơi nhận đơn hoặc trang tra cứu đưa ra; MA_QR.txt là chữ đọc được
từ mã QR trên giấy biên nhận; KHOA.json là khóa công khai trên trang kiểm biên nhận; PHIEU_KIEM_SOAT.json là phiếu mà
người giám sát giữ. Tệp này chỉ cần Python từ bản 3.9, không cần cài thêm gì, không cần mạng và không dùng mã của phần
mềm.

Kiểm hồ sơ: chữ ký của cơ quan trên hồ sơ; từng tệp so với mã băm; từng sự kiện so với nguyên văn, nối tiếp nhau từ sự
kiện đầu, thời điểm không lùi; mỗi tài liệu và văn bản có trong sự kiện nào đó; đường từ chuỗi lên gốc của điểm kiểm
soát; chữ ký của gốc; và, khi có phiếu kiểm soát, phiếu ấy có đúng là điểm kiểm soát đó không.

Kiểm biên nhận: chữ ký trên số đơn, thời điểm và mã nội dung; khóa ký biên nhận có được khóa của điểm kiểm soát xác nhận
không; sự kiện trong sổ; đường từ sự kiện lên gốc đã ký; phiếu kiểm soát; và, khi có tệp mở, lời và giấy tờ trong tệp ấy
có đúng là điều đã nhận không.

Không kiểm: nội dung có đúng sự thật không, người giữ khóa là ai. Không có phiếu giữ ở nơi khác thì người giữ khóa ký có
thể đã lập lại tất cả.

Mã kết thúc: 0 là đúng, 1 là có điểm sai (mỗi điểm một dòng), 2 là không kiểm được.

In English: checks a dossier or a receipt offline with the standard library alone, Ed25519 included. Exit status 0: it
holds; 1: it does not, each fault on a line; 2: it cannot be checked.
"""

from __future__ import annotations

import argparse
import json
import lzma
import re
import struct
import sys
import unicodedata
import zipfile
import zlib
from base64 import b64decode, urlsafe_b64decode
from datetime import datetime, timedelta
from hashlib import sha256, sha512
from pathlib import Path, PurePosixPath
from typing import Any

DOSSIER = "Cầu Nối: hồ sơ vụ việc"
SHEET = "Cầu Nối: điểm kiểm soát sổ sự kiện"
RECEIPT = "Cầu Nối: biên nhận"
OPENING = "Cầu Nối: nội dung đã nhận"
RECEIPT_KEY = "Cầu Nối: khóa ký biên nhận"
KEYS = "Cầu Nối: khóa công khai"
FORMAT = 1
LARGEST = 4 * 1024**3
LARGEST_TEXT = 64 * 1024**2
BLOCK = 1024**2
READ = ("manifest.json", "events.json", "proof.json")
SLACK = timedelta(minutes=15)
LARGEST_RECEIPT = 10 * 1024**2


class CannotCheck(Exception):
    """What was given is not a dossier, a receipt or a sheet."""


# What Python says of a file that is cut off, damaged, locked, or no dossier at all.
DAMAGED = (OSError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error)
SENSELESS = (CannotCheck, ValueError, ArithmeticError, LookupError, TypeError, AttributeError)


class Findings:
    def __init__(self) -> None:
        self.right: list[str] = []
        self.wrong: list[str] = []
        self.unsaid: list[str] = []
        self.times: dict[int, datetime] = {}

    def check(self, holds: bool, right: str, wrong: str) -> bool:
        (self.right if holds else self.wrong).append(right if holds else wrong)
        return holds


# Ed25519 (RFC 8032), checking only: slow, short, and nobody else's.

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def _x_of(y: int, odd: int) -> int | None:
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P or (x == 0 and odd):
        return None
    return P - x if x & 1 != odd else x


def _add(one: Point, other: Point) -> Point:
    a = (one[1] - one[0]) * (other[1] - other[0]) % P
    b = (one[1] + one[0]) * (other[1] + other[0]) % P
    c, d = 2 * one[3] * other[3] * D % P, 2 * one[2] * other[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(number: int, point: Point) -> Point:
    result: Point = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = _add(result, point)
        point, number = _add(point, point), number >> 1
    return result


def _point(packed: bytes) -> Point | None:
    number = int.from_bytes(packed, "little")
    y, odd = number & (1 << 255) - 1, number >> 255
    x = _x_of(y, odd) if y < P else None
    return None if x is None else (x, y, 1, x * y % P)


def _same(one: Point, other: Point) -> bool:
    across = (one[0] * other[2] - other[0] * one[2]) % P, (one[1] * other[2] - other[1] * one[2]) % P
    return across == (0, 0)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE_X = _x_of(BASE_Y, 0) or 0
BASE: Point = (BASE_X, BASE_Y, 1, BASE_X * BASE_Y % P)


def signature_holds(public: bytes, message: bytes, signature: bytes) -> bool:
    """Say whether the signature over the message is that of the public key."""
    if len(public) != 32 or len(signature) != 64:
        return False
    key, start = _point(public), _point(signature[:32])
    scalar = int.from_bytes(signature[32:], "little")
    if key is None or start is None or scalar >= ORDER:
        return False
    hashed = int.from_bytes(sha512(signature[:32] + public + message).digest(), "little") % ORDER
    return _same(_times(scalar, BASE), _add(start, _times(hashed, key)))


# The tree (RFC 6962)


def leaf_digest(chain: str, sequence: int, digest: str) -> bytes:
    return sha256(b"\x00" + f"{chain}\n{sequence}\n{digest}".encode()).digest()


def climb(digest: bytes, path: list[dict[str, Any]]) -> str:
    for turn in path:
        beside = bytes.fromhex(turn["digest"])
        pair = beside + digest if turn["left"] else digest + beside
        digest = sha256(b"\x01" + pair).digest()
    return digest.hex()


# What is checked


def check_signatures(body: str, signatures: list[dict[str, str]], found: Findings, what: str) -> None:
    good = bool(signatures)
    for one in signatures:
        named = sha256(one["public"].encode()).hexdigest()[:16] == one["key"]
        good = good and named and signature_holds(b64decode(one["public"]), body.encode(), b64decode(one["signature"]))
    keys = ", ".join(one["key"] for one in signatures)
    found.check(good, f"Chữ ký của {what} đúng (khóa {keys}).", f"Chữ ký của {what} không đúng.")


def check_sheet(sheet: dict[str, Any], body: str, found: Findings) -> None:
    """The sheet that was kept elsewhere and the checkpoint of the proof: one and the same, or it proves nothing."""
    check_signatures(sheet["body"], sheet["signatures"], found, "phiếu kiểm soát")
    here, there = json.loads(body), json.loads(sheet["body"])
    if here["number"] == there["number"]:
        found.check(
            sheet["body"] == body,
            f"Điểm kiểm soát số {here['number']} đúng là phiếu được giữ ở nơi khác.",
            f"Điểm kiểm soát số {here['number']} không phải là phiếu được giữ ở nơi khác: sổ đã bị viết lại.",
        )
    else:
        found.unsaid.append(
            f"Bằng chứng dựa vào điểm kiểm soát số {here['number']}, phiếu được giữ là số {there['number']}: cần đúng "
            "phiếu cùng số thì mới so được."
        )


def check_proof(proof: dict[str, Any] | None, hashes: dict[int, str], chain: str, found: Findings) -> str:
    """Check the way from the chain to the signed root; return the signed text of the checkpoint."""
    if proof is None:
        found.unsaid.append("Lập trước điểm kiểm soát đầu tiên: chưa có chữ ký nào xác nhận chuỗi sự kiện.")
        return ""
    body = proof["checkpoint"]["body"]
    said = json.loads(body)
    name, sequence, digest = proof["leaf"]
    check_signatures(body, proof["checkpoint"]["signatures"], found, f"điểm kiểm soát số {said['number']}")
    found.check(
        climb(leaf_digest(name, sequence, digest), proof["path"]) == said["root"],
        f"Chuỗi sự kiện có trong điểm kiểm soát số {said['number']}, lập lúc {said['made_at']}.",
        f"Chuỗi sự kiện không có trong điểm kiểm soát số {said['number']}.",
    )
    found.check(
        name == chain and hashes.get(sequence) == digest,
        f"Đến sự kiện {sequence}, chuỗi đúng như lúc lập điểm kiểm soát.",
        f"Sự kiện {sequence} khác với lúc lập điểm kiểm soát, hoặc đã bị bỏ.",
    )
    later = max(hashes, default=0) - sequence
    if later > 0:
        found.unsaid.append(f"{later} sự kiện cuối ghi sau điểm kiểm soát: chưa có chữ ký nào xác nhận.")
    if sequence in found.times:
        found.check(
            moment_of(said["made_at"]) >= found.times[sequence] - SLACK,
            f"Điểm kiểm soát lập sau sự kiện {sequence}.",
            f"Điểm kiểm soát đề giờ trước sự kiện {sequence} mà nó xác nhận: đồng hồ đã bị vặn lùi.",
        )
    return str(body)


def moment_of(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")


def check_chain_on_sheet(sheet: dict[str, Any], chain: str, hashes: dict[int, str], found: Findings) -> None:
    """A sheet of another hour speaks of this case as well, if it had moved: an older backup shows here."""
    for name, sequence, digest in sheet["leaves"]:
        if name == chain:
            found.check(
                hashes.get(sequence) == digest,
                f"Phiếu được giữ ở nơi khác ghi sự kiện {sequence} của vụ việc đúng như trong hồ sơ.",
                f"Phiếu được giữ ở nơi khác ghi sự kiện {sequence} khác với trong hồ sơ, hoặc sự kiện đã bị bỏ.",
            )


def check_chain(events: list[dict[str, Any]], chain: str, found: Findings) -> dict[int, str]:
    """Recompute the chain from the bytes; return the hash of each event."""
    last, hashes = "", {}
    for number, event in enumerate(events, start=1):
        said = json.loads(event["body"])
        whole = (
            event["sequence"] == said["sequence"] == number
            and event["previous"] == last
            and event["hash"] == sha256(f"{last}\n{event['body']}".encode()).hexdigest()
            and f"{said['subject_type']}:{said['subject_id']}" == chain
        )
        if not whole:
            found.wrong.append(f"Sự kiện {event['sequence']}: nguyên văn, số thứ tự hoặc chỗ nối không đúng.")
        elif event.get("columns", said) != said:
            found.wrong.append(f"Sự kiện {event['sequence']}: các cột trong sổ không khớp với nguyên văn.")
        moment = moment_of(said["recorded_at"])
        if moment < found.times.get(number - 1, moment) - SLACK:
            found.wrong.append(f"Sự kiện {event['sequence']}: thời điểm ghi sớm hơn sự kiện đứng trước.")
        found.times[number] = moment
        last = event["hash"]
        hashes[event["sequence"]] = event["hash"]
    if not found.wrong:
        found.right.append(f"{len(events)} sự kiện nối tiếp nhau đúng như lúc ghi.")
    return hashes


def check_named(files: dict[str, str], events: list[dict[str, Any]], found: Findings) -> None:
    """Each paper and letter is named by the event of the operation that kept or numbered it."""
    told = [json.loads(event["body"]) for event in events]
    papers = {path: digest for path, digest in files.items() if path.startswith(("papers/", "letters/"))}
    named: set[str] = set()
    for said in told:
        facts = said.get("facts", {})
        named.update([*_papers_of(facts), facts.get("sha256", "")])
    for said in told:
        if said["kind"] != "case.erased":
            continue
        facts, day = said["facts"], "/".join(reversed(said["happened_on"].split("-")))
        gone = len(facts["contents"]) + len(facts["letters"])
        found.unsaid.append(
            f"Nội dung {gone} tài liệu, văn bản đã xóa ngày {day} theo quyết định {facts['decision']}; mã băm của "
            "chúng còn trong sự kiện. Không kiểm được chữ đã xóa, chỉ kiểm được là đã xóa theo quyết định."
        )
        back = set(facts["contents"]) | set(facts["letters"])
        for path, digest in papers.items():
            if digest in back and not _came_again(digest, said, told):
                found.wrong.append(f"{path}: đã xóa ngày {day} mà vẫn có trong hồ sơ.")
    unnamed = [path for path, digest in papers.items() if digest not in named]
    for path in unnamed:
        found.wrong.append(f"{path}: không có trong sự kiện nào của vụ việc.")
    if not unnamed and papers:
        found.right.append(f"{len(papers)} tài liệu, văn bản đều có trong sự kiện của vụ việc.")


def _came_again(digest: str, erased: dict[str, Any], told: list[dict[str, Any]]) -> bool:
    """Say whether the same content was handed in once more after it was erased."""
    return any(digest in _papers_of(one.get("facts", {})) for one in told if one["sequence"] > erased["sequence"])


def _papers_of(facts: dict[str, Any]) -> list[str]:
    """The digests an event names; a few happenings count papers under the same word, and a number names none."""
    papers = facts.get("papers", [])
    return papers if isinstance(papers, list) else []


def open_dossier(file: Path) -> tuple[dict[str, str], dict[str, bytes]]:
    """Return the digest of each entry, and the few texts that are read; no other entry is ever whole in memory."""
    digests: dict[str, str] = {}
    texts: dict[str, bytes] = {}
    with zipfile.ZipFile(file) as bundle:
        entries = bundle.infolist()
        if sum(entry.file_size for entry in entries) > LARGEST:
            raise CannotCheck("Hồ sơ quá lớn.")
        for entry in entries:
            name = PurePosixPath(entry.filename)
            # What another program would lay elsewhere, or would show instead of what was checked here.
            if name.is_absolute() or ".." in name.parts or "\\" in entry.filename or entry.filename in digests:
                raise CannotCheck(f"Hồ sơ có tệp trùng tên hoặc tên không hợp lệ: {entry.filename!r}.")
            if entry.filename in READ and entry.file_size > LARGEST_TEXT:
                raise CannotCheck(f"{entry.filename} quá lớn.")
            digest, kept = sha256(), []
            with bundle.open(entry) as content:
                while block := content.read(BLOCK):
                    digest.update(block)
                    if entry.filename in READ:
                        kept.append(block)
            digests[entry.filename] = digest.hexdigest()
            if entry.filename in READ:
                texts[entry.filename] = b"".join(kept)
    return digests, texts


def check_dossier(file: Path, sheet: dict[str, Any] | None) -> Findings:
    found = Findings()
    contents, texts = open_dossier(file)
    contents.pop("manifest.json", None)
    manifest = json.loads(texts.get("manifest.json", b"null"))
    said = json.loads(manifest["body"]) if isinstance(manifest, dict) else {}
    if said.get("what") != DOSSIER or said.get("format") != FORMAT:
        raise CannotCheck("Tệp này không phải là hồ sơ vụ việc, hoặc của bản phần mềm mới hơn.")
    check_signatures(manifest["body"], manifest["signatures"], found, f"hồ sơ {said['case']}")
    files: dict[str, str] = manifest["files"]
    for path in sorted(files.keys() | contents.keys()):
        if path not in contents:
            found.wrong.append(f"{path}: bị bỏ khỏi hồ sơ.")
        elif path not in files:
            found.wrong.append(f"{path}: được thêm vào hồ sơ.")
        elif contents[path] != files[path]:
            found.wrong.append(f"{path}: nội dung không khớp với mã băm.")
    for name in READ:
        if name not in texts and name not in files:
            found.wrong.append(f"{name}: không có trong hồ sơ.")
    if not found.wrong:
        found.right.append(f"{len(files)} tệp đúng với mã băm.")
    covered = sorted(path for path in files if path not in ("manifest.json", "proof.json"))
    lines = "".join(f"{files[path]}  {path}\n" for path in covered)
    found.check(
        sha256(lines.encode()).hexdigest() == said["content"],
        f"Mã nội dung của hồ sơ {said['case']}: {said['content']}",
        "Mã nội dung của hồ sơ không đúng.",
    )
    events = json.loads(texts.get("events.json", b"[]"))
    hashes = check_chain(events, said["chain"], found)
    check_named(files, events, found)
    body = check_proof(json.loads(texts.get("proof.json", b"null")), hashes, said["chain"], found)
    if sheet is not None:
        check_chain_on_sheet(sheet, said["chain"], hashes, found)
        if body:
            check_sheet(sheet, body, found)
        else:
            check_signatures(sheet["body"], sheet["signatures"], found, "phiếu kiểm soát")
    return found


# A receipt

CODE = re.compile(r"CN1\.([0-9-]+)\.(\d{8}T\d{12}Z)\.([\w-]{43})\.([0-9a-f]{16})\.([\w-]{86})")


def canonical(said: Any) -> str:
    """The exact text of a mapping: keys sorted, NFC, no spaces."""
    if isinstance(said, dict):
        said = {unicodedata.normalize("NFC", key): value for key, value in said.items()}
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return unicodedata.normalize("NFC", text)


def from_code(text: str) -> dict[str, Any] | None:
    """Read what the QR code on a slip says; None for anything else."""
    found = CODE.search(text)
    if found is None:
        return None
    number, at, digest, key, signature = found.groups()
    moment = f"{at[:4]}-{at[4:6]}-{at[6:11]}:{at[11:13]}:{at[13:15]}.{at[15:]}"
    body = canonical(
        {"what": RECEIPT, "format": FORMAT, "number": number, "given_at": moment, "digest": _long(digest).hex()}
    )
    return {"what": RECEIPT, "body": body, "signature": {"key": key, "public": "", "signature": _long(signature)}}


def _long(short: str) -> bytes:
    return urlsafe_b64decode(short + "=" * (-len(short) % 4))


def public_of(voucher: dict[str, Any], key: str, found: Findings) -> str:
    """Return the public key that the checkpoint key vouches for under this fingerprint, or nothing."""
    said = json.loads(voucher["body"])
    if said["what"] != RECEIPT_KEY or said["key"] != key or sha256(said["public"].encode()).hexdigest()[:16] != key:
        found.wrong.append("Giấy xác nhận khóa không phải của khóa đã ký biên nhận này.")
        return ""
    check_signatures(voucher["body"], voucher["signatures"], found, f"giấy xác nhận khóa {key}")
    return str(said["public"])


def check_promise(receipt: dict[str, Any], keys: dict[str, Any] | None, found: Findings) -> dict[str, Any] | None:
    """The signature over number, moment and digest, and who vouches for its key; return the voucher."""
    said, signature = json.loads(receipt["body"]), receipt.get("signature")
    if said["what"] != RECEIPT or said["format"] != FORMAT:
        raise CannotCheck("Tệp này không phải là biên nhận, hoặc của bản phần mềm mới hơn.")
    if signature is None:
        found.unsaid.append("Biên nhận chưa được ký: lúc lập chưa đọc được khóa ký.")
        return None
    voucher = receipt.get("voucher") or (keys or {}).get("receipts", {}).get(signature["key"])
    if voucher is None and not signature["public"]:
        raise CannotCheck("Mã QR không kèm khóa công khai: cần tệp khóa (--keys) tải từ trang kiểm biên nhận.")
    public = public_of(voucher, signature["key"], found) if voucher else signature["public"]
    if voucher is None:
        found.unsaid.append("Chưa có giấy xác nhận khóa: không biết khóa ký biên nhận có phải của cơ quan không.")
    packed = signature["signature"]
    packed = packed if isinstance(packed, bytes) else b64decode(packed)
    named = sha256(public.encode()).hexdigest()[:16] == signature["key"] and signature["public"] in ("", public)
    at = said["given_at"]
    found.check(
        named and signature_holds(b64decode(public), receipt["body"].encode(), packed),
        f"Biên nhận số {said['number']}, lập lúc {at}, mã nội dung {said['digest']}: chữ ký đúng.",
        f"Chữ ký của biên nhận số {said['number']} không đúng: biên nhận giả hoặc đã bị sửa.",
    )
    return dict(voucher) if voucher else None


def check_place(receipt: dict[str, Any], found: Findings) -> tuple[str, dict[int, str]]:
    """The one event of the receipt's chain; return the chain and its hash."""
    said, event = json.loads(receipt["body"]), json.loads(receipt["event"]["body"])
    digest = sha256(f"\n{receipt['event']['body']}".encode()).hexdigest()
    whole = event["kind"] == "receipt.given" and event["sequence"] == 1 and event["subject_type"] == "cases.receipt"
    same = event["facts"].get("digest") == said["digest"] and event["recorded_at"] == said["given_at"]
    found.check(
        whole and same,
        "Sự kiện trong sổ ghi đúng mã nội dung và thời điểm của biên nhận.",
        "Sự kiện trong sổ không phải của biên nhận này.",
    )
    return f"cases.receipt:{event['subject_id']}", {1: digest}


def check_voucher_key(voucher: dict[str, Any], signatures: list[dict[str, str]], what: str, found: Findings) -> None:
    mine = {one["public"] for one in voucher["signatures"]}
    found.check(
        bool(mine & {one["public"] for one in signatures}),
        f"Khóa ký biên nhận được chính khóa đã ký {what} xác nhận.",
        f"Khóa ký biên nhận không được khóa đã ký {what} xác nhận: biên nhận giả, hoặc {what} ký bằng khóa khác.",
    )


def check_receipt(
    receipt: dict[str, Any], sheet: dict[str, Any] | None, keys: dict[str, Any] | None, opening: dict[str, Any] | None
) -> Findings:
    found = Findings()
    voucher = check_promise(receipt, keys, found)
    body = ""
    if "event" not in receipt:
        found.unsaid.append("Mã QR chỉ có lời hứa đã ký; muốn kiểm chỗ của đơn trong sổ thì cần tệp biên nhận.")
    else:
        chain, hashes = check_place(receipt, found)
        body = check_proof(receipt.get("proof"), hashes, chain, found)
        if receipt.get("proof") and voucher:
            number = json.loads(body)["number"]
            signed = receipt["proof"]["checkpoint"]["signatures"]
            check_voucher_key(voucher, signed, f"điểm kiểm soát số {number}", found)
        if sheet is not None:
            check_noted(sheet, chain, hashes[1], found)
    if sheet is not None:
        if body:
            check_sheet(sheet, body, found)
        else:
            check_signatures(sheet["body"], sheet["signatures"], found, "phiếu kiểm soát")
        if voucher:
            check_voucher_key(voucher, sheet["signatures"], "phiếu kiểm soát", found)
    if opening is not None:
        check_opening(opening, json.loads(receipt["body"]), found)
    return found


def check_noted(sheet: dict[str, Any], chain: str, digest: str, found: Findings) -> None:
    """A sheet lists the chains that moved in its hour: that of the registration names the receipt itself."""
    noted = [leaf for leaf in sheet["leaves"] if leaf[0] == chain]
    if noted:
        found.check(
            noted == [[chain, 1, digest]],
            "Phiếu kiểm soát ghi chính sự kiện của biên nhận này.",
            "Phiếu kiểm soát ghi một sự kiện khác ở chỗ của biên nhận này: sổ đã bị viết lại.",
        )


def check_opening(opening: dict[str, Any], said: dict[str, Any], found: Findings) -> None:
    """Salt and words give the promised digest: this, and nothing else, was handed in."""
    opens = opening.get("what") == OPENING and sha256(canonical(opening).encode()).hexdigest() == said["digest"]
    found.check(
        opens and opening.get("number") == said["number"],
        f"Lời và {len(opening.get('papers', []))} giấy tờ trong tệp mở đúng là điều đã nhận ngày "
        f"{opening.get('received_on')}.",
        "Lời trong tệp mở không phải là điều đã nhận: đã bị sửa, hoặc của đơn khác.",
    )


def read(file: Path, what: str, otherwise: str) -> dict[str, Any]:
    said = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(said, dict) or said.get("what") != what:
        raise CannotCheck(otherwise)
    return said


def check(given: argparse.Namespace) -> Findings:
    sheet = None
    if given.checkpoint:
        sheet = read(given.checkpoint, SHEET, "Tệp sau --checkpoint không phải là phiếu kiểm soát.")
    if zipfile.is_zipfile(given.file):
        return check_dossier(given.file, sheet)
    if given.file.stat().st_size > LARGEST_RECEIPT:
        raise CannotCheck("Tệp này không phải là hồ sơ vụ việc hay biên nhận.")
    text = given.file.read_text(encoding="utf-8")
    keys = read(given.keys, KEYS, "Tệp sau --keys không đúng loại.") if given.keys else None
    opening = read(given.opening, OPENING, "Tệp sau --opening không đúng loại.") if given.opening else None
    receipt = json.loads(text) if text.lstrip().startswith("{") else from_code(text)
    if not isinstance(receipt, dict) or receipt.get("what") != RECEIPT:
        raise CannotCheck("Tệp này không phải là hồ sơ vụ việc hay biên nhận.")
    return check_receipt(receipt, sheet, keys, opening)


def main(words: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("file", type=Path, metavar="HO_SO.zip | BIEN_NHAN.json | MA_QR.txt")
    asked.add_argument("--checkpoint", type=Path, metavar="PHIEU.json", help="phiếu kiểm soát giữ ở nơi khác")
    asked.add_argument("--opening", type=Path, metavar="MO.json", help="tệp mở biên nhận: lời, giấy tờ, số ngẫu nhiên")
    asked.add_argument("--keys", type=Path, metavar="KHOA.json", help="khóa công khai, cần khi chỉ có mã QR")
    given = asked.parse_args(words)
    try:
        found = check(given)
    except (*DAMAGED, *SENSELESS) as trouble:
        print(f"Không kiểm được: {trouble}", file=sys.stderr)
        return 2
    for line in found.right:
        print(f"✓ {line}")
    for line in found.wrong:
        print(f"✗ {line}")
    for line in found.unsaid:
        print(f"• {line}")
    if given.checkpoint is None:
        print("• Không có phiếu kiểm soát giữ ở nơi khác: người giữ khóa ký có thể đã lập lại tất cả.")
    print("Kết luận: có điểm không đúng." if found.wrong else "Kết luận: mọi điều kiểm được đều đúng.")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
