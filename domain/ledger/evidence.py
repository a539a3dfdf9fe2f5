"""The part of an evidence file that is proven: events with their proofs, under a checkpoint, in a file signed as a whole.

The file is HTML that a person reads, with two blocks of JSON in it: the data, and the signature over every other byte.
``tieline_verify.py`` checks it without Tieline (docs/ledger-format.md).
"""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

from domain.ledger.canonical import canonical_bytes, leaf_hash
from domain.ledger.database import Database
from domain.ledger.merkle import Tree, consistent, included
from domain.ledger.note import Note, SigningKey
from domain.ledger.proofs import CannotProve
from domain.ledger.record import Record
from domain.ledger.timestamp import Timestamp

FORMAT = "tieline-evidence-v1"
DATA = '<script type="application/json" id="evidence">'
SIGNATURE = '<script type="application/json" id="signature">'
END = "</script>"
READ_AT_ONCE = 10_000
LEAVES = "SELECT leaf_hash FROM events WHERE seq <= {} ORDER BY seq"
CHANGED_MEANWHILE = (
    "No evidence was made, because the ledger is not what its checkpoint was just signed over: see “tieline verify”."
)


class Ground:
    """The tree that a checkpoint is over, in memory, to prove events against; about 130 bytes for each event."""

    def __init__(self, database: Database, note: Note, timestamp: Timestamp | None = None) -> None:
        """``timestamp`` is one of the checkpoint. Raises CannotProve where the rows are no longer those that the checkpoint was signed over."""
        self.note = note
        self.timestamp = timestamp
        with database.read() as connection:
            chunks = database.stream(connection, LEAVES.format(note.size), READ_AT_ONCE)
            self.tree = Tree(bytes(leaf) for rows in chunks for (leaf,) in rows)
        if self.tree.size != note.size or self.tree.root() != note.root:
            raise CannotProve(CHANGED_MEANWHILE)

    def prefix(self, records: Sequence[Record]) -> list[str]:
        """The proof that these records, which are the first of the ledger, are the beginning of it. Raises CannotProve."""
        size, whole = len(records), self.tree
        proof = whole.consistency_proof(size)
        over = Tree(map(leaf_of, records)).root()
        if not consistent(size, over, whole.size, whole.root(), proof):
            raise CannotProve(CHANGED_MEANWHILE)
        return [b64(each) for each in proof]

    def event(self, record: Record, *, context: bool = False, proven: bool = True) -> dict[str, Any]:
        """A record as the file holds it, with the proof of its place. Raises CannotProve.

        ``context`` marks what others were judged by; ``proven`` is False where the tree over all events is the proof.
        """
        leaf, index = leaf_of(record), record.seq - 1
        data: dict[str, Any] = msgspec.structs.asdict(record)
        data |= {"payload": b64(record.payload), "leaf_hash": b64(leaf)}
        if proven:
            proof = self.tree.inclusion_proof(index)
            if not included(leaf, index, self.tree.size, proof, self.tree.root()):
                raise CannotProve(CHANGED_MEANWHILE)
            data["proof"] = [b64(each) for each in proof]
        if context:
            data["context"] = True
        return data


def leaf_of(record: Record) -> bytes:
    """The leaf hash of a record as it is."""
    return leaf_hash(canonical_bytes(*msgspec.structs.astuple(record)))


def b64(raw: bytes) -> str:
    """Bytes in Base64."""
    return b64encode(raw).decode()


def signed_file(readable: str, data: Mapping[str, Any], key: SigningKey) -> bytes:
    """The file: the readable part, the data, and the signature over both.

    ``readable`` is HTML up to before the end of its body.
    """
    ahead = f"{readable}{DATA}{in_script(data)}{END}\n{SIGNATURE}".encode()
    behind = f"{END}\n</body>\n</html>\n".encode()
    note = key.sign_digest("evidence", sha256(ahead + behind).digest())
    return ahead + in_script(note).encode() + behind


def in_script(value: Any) -> str:
    """A value as JSON in which nothing can end the block of HTML that it stands in."""
    return msgspec.json.encode(value).decode().replace("<", "\\u003c")
