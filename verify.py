#!/usr/bin/env python3
"""Kiểm một hồ sơ vụ việc, độc lập với phần mềm đã lập ra nó.

    python verify.py HO_SO.zip
    python verify.py HO_SO.zip --checkpoint PHIEU_KIEM_SOAT.json

HO_SO.zip do trang vụ việc đưa ra; PHIEU_KIEM_SOAT.json là phiếu mà người giám sát giữ. Tệp này chỉ cần Python từ bản
3.9, không cần cài thêm gì, không cần mạng và không dùng mã của phần mềm.

Kiểm: chữ ký của cơ quan trên hồ sơ; từng tệp so với mã băm; từng sự kiện so với nguyên văn, nối tiếp nhau từ sự kiện
đầu; mỗi tài liệu và văn bản có trong sự kiện nào đó; đường từ chuỗi lên gốc của điểm kiểm soát; chữ ký của gốc; và, khi
có phiếu kiểm soát, phiếu ấy có đúng là điểm kiểm soát đó không.

Không kiểm: nội dung có đúng sự thật không, người ký khóa là ai. Không có phiếu giữ ở nơi khác thì người giữ khóa ký có
thể đã lập lại tất cả.

Mã kết thúc: 0 là đúng, 1 là có điểm sai (mỗi điểm một dòng), 2 là không kiểm được.

In English: checks a dossier offline with the standard library alone, Ed25519 included. Exit status 0: it
holds; 1: it does not, each fault on a line; 2: it cannot be checked.
"""

from __future__ import annotations

import argparse
import json
import sys
import zipfile
from base64 import b64decode
from hashlib import sha256, sha512
from pathlib import Path
from typing import Any

DOSSIER = "Cầu Nối: hồ sơ vụ việc"
SHEET = "Cầu Nối: điểm kiểm soát sổ sự kiện"
FORMAT = 1
LARGEST = 4 * 1024**3


class CannotCheck(Exception):
    """What was given is not a dossier or a sheet."""


class Findings:
    def __init__(self) -> None:
        self.right: list[str] = []
        self.wrong: list[str] = []
        self.unsaid: list[str] = []

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
        found.unsaid.append("Hồ sơ lập trước điểm kiểm soát đầu tiên: chưa có chữ ký nào xác nhận chuỗi sự kiện.")
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
        f"Đến sự kiện {sequence}, chuỗi trong hồ sơ đúng như lúc lập điểm kiểm soát.",
        f"Sự kiện {sequence} trong hồ sơ khác với lúc lập điểm kiểm soát, hoặc đã bị bỏ.",
    )
    later = max(hashes, default=0) - sequence
    if later > 0:
        found.unsaid.append(f"{later} sự kiện cuối ghi sau điểm kiểm soát: chưa có chữ ký nào xác nhận.")
    return str(body)


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
        last = event["hash"]
        hashes[event["sequence"]] = event["hash"]
    if not found.wrong:
        found.right.append(f"{len(events)} sự kiện nối tiếp nhau đúng như lúc ghi.")
    return hashes


def check_named(files: dict[str, str], events: list[dict[str, Any]], found: Findings) -> None:
    """Each paper and letter is named by the event of the operation that kept or numbered it."""
    named: set[str] = set()
    for event in events:
        facts = json.loads(event["body"]).get("facts", {})
        named.update([*facts.get("papers", []), facts.get("sha256", "")])
    papers = {path: digest for path, digest in files.items() if path.startswith(("papers/", "letters/"))}
    unnamed = [path for path, digest in papers.items() if digest not in named]
    for path in unnamed:
        found.wrong.append(f"{path}: không có trong sự kiện nào của vụ việc.")
    if not unnamed and papers:
        found.right.append(f"{len(papers)} tài liệu, văn bản đều có trong sự kiện của vụ việc.")


def check_dossier(file: Path, sheet: dict[str, Any] | None) -> Findings:
    found = Findings()
    with zipfile.ZipFile(file) as bundle:
        if sum(entry.file_size for entry in bundle.infolist()) > LARGEST:
            raise CannotCheck("Hồ sơ quá lớn.")
        contents = {name: bundle.read(name) for name in bundle.namelist()}
    manifest = json.loads(contents.pop("manifest.json", b"null"))
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
        elif sha256(contents[path]).hexdigest() != files[path]:
            found.wrong.append(f"{path}: nội dung không khớp với mã băm.")
    if not found.wrong:
        found.right.append(f"{len(files)} tệp đúng với mã băm.")
    covered = sorted(path for path in files if path not in ("manifest.json", "proof.json"))
    lines = "".join(f"{files[path]}  {path}\n" for path in covered)
    found.check(
        sha256(lines.encode()).hexdigest() == said["content"],
        f"Mã nội dung của hồ sơ {said['case']}: {said['content']}",
        "Mã nội dung của hồ sơ không đúng.",
    )
    events = json.loads(contents.get("events.json", b"[]"))
    hashes = check_chain(events, said["chain"], found)
    check_named(files, events, found)
    body = check_proof(json.loads(contents.get("proof.json", b"null")), hashes, said["chain"], found)
    if sheet is not None and body:
        check_sheet(sheet, body, found)
    return found


def read_sheet(file: Path) -> dict[str, Any]:
    said = json.loads(file.read_text(encoding="utf-8"))
    if not isinstance(said, dict) or said.get("what") != SHEET:
        raise CannotCheck("Tệp sau --checkpoint không phải là phiếu kiểm soát.")
    return said


def check(file: Path, sheet: dict[str, Any] | None) -> Findings:
    if not zipfile.is_zipfile(file):
        raise CannotCheck("Tệp này không phải là hồ sơ vụ việc.")
    return check_dossier(file, sheet)


def main(words: list[str] | None = None) -> int:
    asked = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    asked.add_argument("file", type=Path, metavar="HO_SO.zip")
    asked.add_argument("--checkpoint", type=Path, metavar="PHIEU.json", help="phiếu kiểm soát giữ ở nơi khác")
    given = asked.parse_args(words)
    try:
        sheet = read_sheet(given.checkpoint) if given.checkpoint else None
        found = check(given.file, sheet)
    except (CannotCheck, OSError, ValueError, KeyError, TypeError, AttributeError, zipfile.BadZipFile) as trouble:
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
