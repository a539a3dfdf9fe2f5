"""The Merkle tree of RFC 6962 over the leaf hashes that the rows hold: its root, its proofs, and their verification.

A proof is a list of hashes from the bottom up, as the RFC writes it. Nothing here reads a database.
"""

from collections.abc import Iterable, Sequence
from hashlib import sha256

HASH_BYTES = 32
EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of an inner node: SHA-256 over a byte 1 and its two children (a leaf has a byte 0)."""
    return sha256(b"\x01" + left + right).digest()


class Frontier:
    """What has to be kept of a tree to add leaves to it and to know its root: a hash for each 1 in the size's binary.

    They are the roots of the full subtrees that the leaves fall into, from the largest, at the left, to the smallest.
    """

    __slots__ = ("roots", "size")

    def __init__(self, size: int = 0, kept: bytes = b"") -> None:
        """A tree of ``size`` leaves from ``bytes(frontier)``. Raises ValueError where the two do not fit."""
        if len(kept) != HASH_BYTES * size.bit_count():
            raise ValueError(f"a tree of {size} leaves is kept as {size.bit_count()} hashes of {HASH_BYTES} bytes")
        self.size = size
        self.roots = [kept[at : at + HASH_BYTES] for at in range(0, len(kept), HASH_BYTES)]

    def add(self, leaf: bytes) -> None:
        """Put one more leaf behind the others; on average one hash."""
        size, roots = self.size, self.roots
        self.size = size + 1
        while size & 1:
            leaf = sha256(b"\x01" + roots.pop() + leaf).digest()
            size >>= 1
        roots.append(leaf)

    def root(self) -> bytes:
        """The hash over the whole tree."""
        if not self.roots:
            return EMPTY
        *others, root = self.roots
        for left in reversed(others):
            root = node_hash(left, root)
        return root

    def __bytes__(self) -> bytes:
        return b"".join(self.roots)


class Tree:
    """A whole tree in memory, about 130 bytes for each leaf: what proofs are made from."""

    def __init__(self, leaves: Iterable[bytes]) -> None:
        self._levels = [list(leaves)]
        """The full subtrees of 1, 2, 4 … leaves."""
        self.size = len(self._levels[0])
        while len(below := self._levels[-1]) > 1:
            self._levels.append([node_hash(below[at], below[at + 1]) for at in range(0, len(below) - 1, 2)])

    def root(self, size: int | None = None) -> bytes:
        """The root over the first ``size`` leaves, or over all."""
        return self._over(0, self.size if size is None else self._within(size))

    def inclusion_proof(self, index: int, size: int | None = None) -> list[bytes]:
        """The hashes that lead from the leaf at ``index``, counted from 0, to the root over the first ``size``."""
        size = self.size if size is None else self._within(size)
        if not 0 <= index < size:
            raise ValueError(f"a tree of {size} leaves has none at {index}")
        proof: list[bytes] = []
        first, last = 0, size
        while last - first > 1:
            middle = first + _split(last - first)
            if index < middle:
                proof.append(self._over(middle, last))
                last = middle
            else:
                proof.append(self._over(first, middle))
                first = middle
        return proof[::-1]

    def consistency_proof(self, old: int, size: int | None = None) -> list[bytes]:
        """The hashes that show that the first ``old`` leaves are the beginning of the first ``size``."""
        size = self.size if size is None else self._within(size)
        if not 0 <= old <= size:
            raise ValueError(f"a tree of {size} leaves does not extend one of {old}")
        if old in (0, size):
            return []
        proof: list[bytes] = []
        first, last = 0, size
        while last != old:
            middle = first + _split(last - first)
            if old <= middle:
                proof.append(self._over(middle, last))
                last = middle
            else:
                proof.append(self._over(first, middle))
                first = middle
        if first:
            proof.append(self._over(first, last))
        return proof[::-1]

    def _within(self, size: int) -> int:
        if not 0 <= size <= self.size:
            raise ValueError(f"a tree of {self.size} leaves has no first {size}")
        return size

    def _over(self, first: int, last: int) -> bytes:
        """The hash over the leaves from ``first`` to before ``last``, which the RFC's way of splitting led to."""
        count = last - first
        if count == 0:
            return EMPTY
        if count & (count - 1) == 0:
            return self._levels[count.bit_length() - 1][first // count]
        middle = first + _split(count)
        return node_hash(self._over(first, middle), self._over(middle, last))


def _split(count: int) -> int:
    """The largest power of two below ``count``: where a tree is divided in two."""
    return 1 << (count - 1).bit_length() - 1


def included(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """Whether the proof shows that the leaf stands at ``index`` in the tree of this size and root (RFC 9162, 2.1.3.2)."""
    if not 0 <= index < size or any(len(each) != HASH_BYTES for each in proof):
        return False
    at, end, reached = index, size - 1, leaf
    for each in proof:
        if end == 0:
            return False
        if at & 1 or at == end:
            reached = node_hash(each, reached)
            while not at & 1 and at:
                at, end = at >> 1, end >> 1
        else:
            reached = node_hash(reached, each)
        at, end = at >> 1, end >> 1
    return end == 0 and reached == root


def consistent(old: int, old_root: bytes, size: int, root: bytes, proof: Sequence[bytes]) -> bool:
    """Whether the proof shows that the tree of size ``old`` is the beginning of the other (RFC 9162, 2.1.4.2)."""
    if not 0 <= old <= size or any(len(each) != HASH_BYTES for each in proof):
        return False
    if old == size:
        return not proof and old_root == root
    if old == 0:
        return not proof and old_root == EMPTY
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    at, end = old - 1, size - 1
    while at & 1:
        at, end = at >> 1, end >> 1
    old_reached = reached = path[0]
    for each in path[1:]:
        if end == 0:
            return False
        if at & 1 or at == end:
            old_reached, reached = node_hash(each, old_reached), node_hash(each, reached)
            while not at & 1 and at:
                at, end = at >> 1, end >> 1
        else:
            reached = node_hash(reached, each)
        at, end = at >> 1, end >> 1
    return end == 0 and old_reached == old_root and reached == root
