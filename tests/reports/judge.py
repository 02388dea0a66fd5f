"""Judges a dossier by the register's own code: its chain, its tree, its signatures; nothing of `verify.py`.

What `verify.py` says of the same file must be the same: it holds, or it does not.
"""

import json
import zipfile
from collections import Counter
from datetime import datetime
from hashlib import sha256
from typing import Any

from audit.chain import hash_of
from audit.checkpoints import Sheet
from audit.tree import Leaf, Turn, climbs_to
from audit.verifying import SLACK
from reports.dossier import BESIDE, FORMAT, WHAT
from sealing import signing

LARGEST, LARGEST_TEXT = 4 * 1024**3, 64 * 1024**2


def holds(file: Any, sheet: Sheet) -> bool:
    """Say whether the dossier is whole, and is what the sheet knows of this case; what is no dossier does not hold."""
    try:
        with zipfile.ZipFile(file) as bundle:
            return _whole(bundle, sheet)
    except Exception:  # noqa: BLE001 - a judge of damaged files: that it cannot be read is the judgement
        return False


def _whole(bundle: zipfile.ZipFile, sheet: Sheet) -> bool:
    names = Counter(entry.filename for entry in bundle.infolist())
    if max(names.values()) > 1 or any(
        name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names
    ):
        return False
    if sum(entry.file_size for entry in bundle.infolist()) > LARGEST:
        return False
    digests = {}
    for name in names:
        digest = sha256()
        with bundle.open(name) as content:
            while block := content.read(1 << 20):
                digest.update(block)
        digests[name] = digest.hexdigest()
    manifest, events, proof = (_json(bundle, name) for name in ("manifest.json", "events.json", "proof.json"))
    said = json.loads(manifest["body"])
    del digests["manifest.json"]
    lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(manifest["files"].items()) if name not in BESIDE)
    chain, hashes = said["chain"], _hashes_of(events, said["chain"])
    return (
        (said["what"], said["format"]) == (WHAT, FORMAT)
        and digests == manifest["files"]
        and sha256(lines.encode()).hexdigest() == said["content"]
        and _signed(manifest["body"], manifest["signatures"])
        and hashes is not None
        and _papers_are_named(manifest["files"], events)
        and _proven(proof, chain, hashes, events, sheet)
    )


def _json(bundle: zipfile.ZipFile, name: str) -> Any:
    if bundle.getinfo(name).file_size > LARGEST_TEXT:
        raise ValueError(name)
    return json.loads(bundle.read(name))


def _signed(body: str, signatures: list[dict[str, str]]) -> bool:
    return bool(signatures) and all(signing.holds(body, signing.Signature(**one)) for one in signatures)


def _hashes_of(events: list[dict[str, Any]], chain: str) -> dict[int, str] | None:
    """Return the hash of each event, or nothing when the chain does not hold."""
    last, hashes, before = "", {}, None
    for number, event in enumerate(events, start=1):
        said = json.loads(event["body"])
        moment = _moment(said["recorded_at"])
        right = (
            (event["sequence"], said["sequence"]) == (number, number)
            and event["previous"] == last
            and event["hash"] == hash_of(last, event["body"])
            and f"{said['subject_type']}:{said['subject_id']}" == chain
            and event.get("columns", said) == said
            and (before is None or moment >= before - SLACK)
        )
        if not right:
            return None
        last, before = event["hash"], moment
        hashes[number] = last
    return hashes


def _papers_are_named(files: dict[str, str], events: list[dict[str, Any]]) -> bool:
    facts = [json.loads(event["body"]).get("facts", {}) for event in events]
    lists = [one["papers"] for one in facts if isinstance(one.get("papers"), list)]
    named = {digest for papers in lists for digest in papers} | {one.get("sha256", "") for one in facts}
    return {digest for name, digest in files.items() if name.startswith(("papers/", "letters/"))} <= named


def _proven(
    proof: dict[str, Any] | None, chain: str, hashes: dict[int, str], events: list[dict[str, Any]], sheet: Sheet
) -> bool:
    noted = all(hashes.get(one.sequence) == one.hash for one in sheet.leaves if one.chain == chain)
    noted = noted and all(signing.holds(sheet.body, one) for one in sheet.signatures)
    if proof is None:
        return noted
    body = proof["checkpoint"]["body"]
    said, leaf = json.loads(body), Leaf(*proof["leaf"])
    path = [Turn(turn["digest"], left=bool(turn["left"])) for turn in proof["path"]]
    return (
        _signed(body, proof["checkpoint"]["signatures"])
        and climbs_to(leaf, path) == said["root"]
        and leaf.chain == chain
        and hashes.get(leaf.sequence) == leaf.hash
        and _moment(said["made_at"]) >= _moment(json.loads(events[leaf.sequence - 1]["body"])["recorded_at"]) - SLACK
        and noted
        and (said["number"] != sheet.said["number"] or body == sheet.body)
    )


def _moment(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
