"""One root for all chains, and a short path that proves one of them."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.tree import Leaf, Turn, climbs_to, in_order, path_to, root_of

pytestmark = pytest.mark.once


def leaves(many: int) -> list[Leaf]:
    return in_order(Leaf(f"cases.case:{number}", number + 1, f"{number:064x}") for number in range(many))


# The roots of RFC 6962's own test data (certificate-transparency), whose leaves are plain bytes.
DATA = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]


@pytest.mark.parametrize("many", range(1, 9))
def test_the_root_is_that_of_the_published_vectors(many):
    digests = [sha256(b"\x00" + bytes.fromhex(data)).digest() for data in DATA[:many]]
    assert root_of(digests) == ROOTS[many - 1]


def test_an_empty_register_has_a_root_too():
    assert root_of([]) == sha256(b"").hexdigest()


@given(st.integers(1, 70), st.data())
def test_every_leaf_climbs_to_the_root_by_its_own_path_and_by_no_other(many, data):
    here = leaves(many)
    digests = [leaf.digest for leaf in here]
    position = data.draw(st.integers(0, many - 1))
    path = path_to(position, digests)
    assert climbs_to(here[position], path) == root_of(digests)
    assert len(path) <= many.bit_length()
    other = Leaf(here[position].chain, here[position].sequence + 1, here[position].hash)
    assert climbs_to(other, path) != root_of(digests)
    if path:
        turned = [Turn(path[0].digest, left=not path[0].left), *path[1:]]
        assert climbs_to(here[position], turned) != root_of(digests)


@given(st.permutations(range(12)))
def test_the_root_does_not_depend_on_the_order_in_which_chains_were_found(order):
    here = leaves(12)
    assert root_of(leaf.digest for leaf in in_order([here[at] for at in order])) == root_of(
        leaf.digest for leaf in here
    )
