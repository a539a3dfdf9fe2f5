"""The tree of RFC 6962: the reference vectors of Certificate Transparency, and laws that hold for every tree."""

from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.ledger.canonical import leaf_hash
from domain.ledger.merkle import EMPTY, Frontier, Tree, consistent, included

INPUTS = ("", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f")
LEAVES = [leaf_hash(bytes.fromhex(each)) for each in INPUTS]
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
INCLUSION = (
    (0, 1, ()),
    (
        0,
        8,
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        5,
        8,
        (
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (2, 3, ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",)),
    (
        1,
        5,
        (
            "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
)
CONSISTENCY = (
    (1, 1, ()),
    (
        1,
        8,
        (
            "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
        ),
    ),
    (
        6,
        8,
        (
            "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
            "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
            "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        ),
    ),
    (
        2,
        5,
        (
            "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
            "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        ),
    ),
)


def leaf(number: int) -> bytes:
    return leaf_hash(str(number).encode())


def tree_hash(leaves: list[bytes]) -> bytes:
    """MTH of RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return sha256(b"\x01" + tree_hash(leaves[:k]) + tree_hash(leaves[k:])).digest()


@pytest.mark.parametrize("size", range(9))
def test_the_roots_are_those_of_certificate_transparency(size: int) -> None:
    frontier = Frontier()
    for each in LEAVES[:size]:
        frontier.add(each)
    assert frontier.root().hex() == Tree(LEAVES).root(size).hex() == ROOTS[size]


@pytest.mark.parametrize(("index", "size", "proof"), INCLUSION)
def test_the_inclusion_proofs_are_those_of_certificate_transparency(
    index: int, size: int, proof: tuple[str, ...]
) -> None:
    made = Tree(LEAVES).inclusion_proof(index, size)
    assert tuple(each.hex() for each in made) == proof
    assert included(LEAVES[index], index, size, made, bytes.fromhex(ROOTS[size]))


@pytest.mark.parametrize(("old", "size", "proof"), CONSISTENCY)
def test_the_consistency_proofs_are_those_of_certificate_transparency(
    old: int, size: int, proof: tuple[str, ...]
) -> None:
    made = Tree(LEAVES).consistency_proof(old, size)
    assert tuple(each.hex() for each in made) == proof
    assert consistent(old, bytes.fromhex(ROOTS[old]), size, bytes.fromhex(ROOTS[size]), made)


@given(st.integers(0, 200))
def test_frontier_and_tree_agree_with_the_definition(size: int) -> None:
    leaves = [leaf(number) for number in range(size)]
    frontier = Frontier()
    for each in leaves:
        frontier.add(each)
    assert frontier.root() == Tree(leaves).root() == tree_hash(leaves)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_frontier_that_was_kept_goes_on_where_it_stood(size: int, more: int) -> None:
    frontier = Frontier()
    for number in range(size):
        frontier.add(leaf(number))
    assert len(bytes(frontier)) == 32 * size.bit_count()
    kept = Frontier(size, bytes(frontier))
    for number in range(size, size + more):
        kept.add(leaf(number))
    assert (kept.size, kept.root()) == (size + more, Tree(map(leaf, range(size + more))).root())


@pytest.mark.parametrize(("size", "kept"), [(0, 32), (1, 0), (3, 32), (4, 64), (7, 95)])
def test_a_frontier_of_another_size_is_refused(size: int, kept: int) -> None:
    with pytest.raises(ValueError, match=f"a tree of {size} leaves is kept as"):
        Frontier(size, b"x" * kept)


@given(st.data())
def test_every_inclusion_proof_verifies_and_none_that_was_altered(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    index = data.draw(st.integers(0, size - 1))
    tree = Tree(map(leaf, range(size)))
    proof, root = tree.inclusion_proof(index), tree.root()
    assert included(leaf(index), index, size, proof, root)
    assert not included(leaf(size), index, size, proof, root)
    assert not included(leaf(index), index, size, proof, leaf(0) + b"x")
    assert not included(leaf(index), index, size, [*proof, root], root)
    assert not any(included(leaf(index), other, size, proof, root) for other in range(-1, size + 2) if other != index)
    if proof:
        assert not included(leaf(index), index, size, proof[:-1], root)
        assert not included(leaf(index), index, size, proof[1:], root)
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not included(leaf(index), index, size, [*proof[:at], flipped(data, proof[at]), *proof[at + 1 :]], root)


@given(st.data())
def test_every_consistency_proof_verifies_and_none_that_was_altered(data: st.DataObject) -> None:
    size = data.draw(st.integers(1, 130))
    old = data.draw(st.integers(1, size))
    tree = Tree(map(leaf, range(size)))
    proof, root, old_root = tree.consistency_proof(old), tree.root(), tree.root(old)
    assert consistent(old, old_root, size, root, proof)
    assert not consistent(old, flipped(data, old_root), size, root, proof)
    assert not consistent(old, old_root, size, flipped(data, root), proof)
    assert not consistent(old, old_root, size, root, [*proof, root])
    if proof:
        assert not consistent(old, old_root, size, root, proof[:-1])
        assert not consistent(old, old_root, size, root, proof[1:])
        at = data.draw(st.integers(0, len(proof) - 1))
        assert not consistent(old, old_root, size, root, [*proof[:at], flipped(data, proof[at]), *proof[at + 1 :]])


@given(st.data())
def test_a_tree_with_one_leaf_changed_extends_none_that_had_it(data: st.DataObject) -> None:
    size = data.draw(st.integers(2, 130))
    old = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, old - 1))
    before = Tree(map(leaf, range(old))).root()
    after = Tree(leaf(number) if number != changed else leaf(-1) for number in range(size))
    assert not consistent(old, before, size, after.root(), after.consistency_proof(old))


def flipped(data: st.DataObject, value: bytes) -> bytes:
    """The hash with one bit changed."""
    bit = data.draw(st.integers(0, 255))
    return (int.from_bytes(value) ^ 1 << bit).to_bytes(32)


def test_every_tree_begins_with_the_empty_one() -> None:
    tree = Tree(LEAVES)
    assert tree.consistency_proof(0) == []
    assert consistent(0, EMPTY, 8, tree.root(), [])
    assert not consistent(0, EMPTY, 8, tree.root(), [EMPTY])
    assert not consistent(0, LEAVES[0], 8, tree.root(), [])
    assert Tree([]).root() == EMPTY
    assert not included(EMPTY, 0, 0, [], EMPTY)


def test_what_a_tree_does_not_hold_has_no_proof() -> None:
    tree = Tree(LEAVES)
    for index, size in ((8, 8), (-1, 8), (3, 3), (0, 9), (0, -1)):
        with pytest.raises(ValueError, match="a tree of"):
            tree.inclusion_proof(index, size)
    for old, size in ((9, 8), (-1, 8), (1, 9), (4, 3)):
        with pytest.raises(ValueError, match="a tree of"):
            tree.consistency_proof(old, size)


@pytest.mark.parametrize("old", range(1, 8))
def test_a_larger_tree_is_not_the_beginning_of_a_smaller(old: int) -> None:
    tree = Tree(LEAVES)
    proof = tree.consistency_proof(old)
    assert not consistent(8, tree.root(), old, tree.root(old), proof)
    assert not consistent(old, tree.root(old), 8, tree.root(), [])
