"""The path to the root is the same whether all chains are read or only those of one block."""

import json
from datetime import UTC, datetime

import pytest

from audit import checkpoints, proofs
from audit.checkpoints import leaves_at, make
from audit.models import ChainHead, Checkpoint, CheckpointBlock, CheckpointedHead
from audit.tree import Leaf, Turn, climbs_to, root_of
from tests.stories import a_petition

pytestmark = pytest.mark.django_db
NIGHT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(checkpoints, "BLOCK", 4)


def chains(many):
    """A register of these chains alone: what the law and the calendar recorded is left out."""
    ChainHead.objects.all().delete()
    ChainHead.objects.bulk_create(
        ChainHead(chain=f"cases.case:{number}", sequence=number % 5 + 1, hash=f"{number:064x}")
        for number in range(many)
    )


@pytest.mark.parametrize("many", [1, 4, 5, 9, 31, 33])
def test_every_chain_leads_to_the_root_by_its_block(db, small_blocks, many):
    chains(many)
    checkpoint = make(at=NIGHT)
    root = json.loads(checkpoint.body)["root"]
    assert root == root_of(leaf.digest for leaf in leaves_at(checkpoint.number))
    assert CheckpointBlock.objects.count() == -(-many // 4)
    for number in range(many):
        proof = proofs.proof_of(f"cases.case:{number}")
        assert proof == proofs._by_all(f"cases.case:{number}")
        path = [Turn(**turn) for turn in proof["path"]]
        assert climbs_to(Leaf(*proof["leaf"]), path) == root


def test_only_its_own_block_is_read(db, small_blocks, django_assert_num_queries):
    chains(60)
    make(at=NIGHT)
    with django_assert_num_queries(4):
        assert proofs.proof_of("cases.case:37")["path"]
    first, after = CheckpointBlock.objects.order_by("position").values_list("first", flat=True)[3:5]
    assert len(proofs._leaves_from(first, after)) == 4


def test_what_the_newest_checkpoint_does_not_know_has_no_proof(office):
    assert proofs.proof_of("cases.case:1") is None
    make(at=NIGHT)
    case = a_petition(office)
    assert proofs.proof_of(f"cases.case:{case.pk}") is None


def test_blocks_that_do_not_fit_the_root_are_not_believed(db, small_blocks):
    chains(9)
    checkpoint = make(at=NIGHT)
    whole = proofs.proof_of("cases.case:5")
    CheckpointBlock.objects.filter(position=0).update(digest="0" * 64)
    assert proofs.proof_of("cases.case:8") == proofs._by_all("cases.case:8")
    CheckpointBlock.objects.all().delete()
    assert proofs.proof_of("cases.case:5") == whole
    assert whole["checkpoint"]["body"] == checkpoint.body


def test_the_blocks_are_those_of_the_newest_checkpoint(db, small_blocks):
    chains(9)
    make(at=NIGHT)
    ChainHead.objects.filter(chain="cases.case:3").update(sequence=9, hash="f" * 64)
    second = make(at=NIGHT)
    proof = proofs.proof_of("cases.case:3")
    assert proof["leaf"] == ["cases.case:3", 9, "f" * 64]
    assert proof["checkpoint"]["body"] == second.body == Checkpoint.objects.latest("number").body
    assert CheckpointedHead.objects.count() == 9
    assert CheckpointBlock.objects.count() == 3
