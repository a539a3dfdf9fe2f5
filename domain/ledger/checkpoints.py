"""Checkpoints against the ledger: each must be signed by a key of its own and be over the rows as they still are."""

from collections.abc import Sequence
from pathlib import Path

import msgspec

from domain.ledger.audit import LedgerAudit, Progress
from domain.ledger.database import Database
from domain.ledger.finding import Finding, counted, in_short
from domain.ledger.note import Note
from domain.ledger.proofs import CannotProve, KeyKept, NoteKept, ProofFolder, file_of
from domain.ledger.timestamp import Timestamp, read_timestamp, timestamped


class SignedHead(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint of the present head, where it is kept, and whether the very same was kept before."""

    note: Note
    path: Path
    repeated: bool


def sign_head(database: Database, folder: ProofFolder, progress: Progress = lambda _done, _total: None) -> SignedHead:
    """Sign the present head and keep the note. Raises CannotProve.

    Before that every row is read again, and the ledger proven to extend every checkpoint that is kept.
    """
    key, keys, notes = folder.signing_key(), folder.keys(), folder.notes()
    audit = LedgerAudit(database, sizes_of(notes))
    audit.run(progress)
    if findings := [*audit.findings, *note_findings(keys, notes, audit)]:
        raise CannotProve(
            f"Nothing was signed, because the ledger is not as it was recorded: {in_short(findings)} (see “tieline verify”)."
        )
    note = key.sign(audit.tree.size, audit.tree.root())
    repeated = any(each.note == note for each in notes)
    return SignedHead(note=note, path=folder.keep(note), repeated=repeated)


def timestamp_of(signed: SignedHead, folder: ProofFolder, url: str = "") -> Timestamp | None:
    """The timestamp that is kept beside a checkpoint; else one got from the authority at an address, and kept.

    None where there is neither. Raises CannotProve.
    """
    said = str(signed.note).encode()
    if kept := folder.timestamp(signed.path):
        return read_timestamp(kept, said)
    if not url:
        return None
    stamp = timestamped(said, url)
    folder.keep_timestamp(signed.path, stamp.raw)
    return stamp


def sizes_of(notes: Sequence[NoteKept]) -> frozenset[int]:
    """The sizes of ledger that an audit has to know the roots of."""
    return frozenset(each.note.size for each in notes if each.note)


def note_findings(keys: Sequence[KeyKept], notes: Sequence[NoteKept], audit: LedgerAudit) -> list[Finding]:
    """What is wrong with the keys and checkpoints, and what they show to be wrong with the rows that were audited."""
    missing = {file for key in keys for file in key.signed} - {each.file for each in notes}
    findings = [Finding(sentence=f"The checkpoint {file} is on record as signed but missing.") for file in missing]
    good = 0
    for kept in sorted(notes, key=lambda each: each.note.size if each.note else 0):
        if kept.note is None:
            findings.append(Finding(sentence=f"The checkpoint {kept.file} cannot be read: {kept.error}."))
        elif wrong := _signature_wrong(keys, kept.file, kept.note):
            findings.append(Finding(sentence=wrong))
        elif kept.note.size > audit.tree.size:
            findings.append(
                Finding(
                    sentence=f"The ledger has {counted(audit.tree.size, 'event')} and had {kept.note.size:,} when the checkpoint "
                    f"{kept.file} was signed: its tail was cut, or an old copy was put in its place.",
                    seq=audit.tree.size + 1,
                )
            )
        elif audit.roots[kept.note.size] != kept.note.root:
            findings.append(
                Finding(
                    sentence=f"Of the first {counted(kept.note.size, 'event')} not all are those that the checkpoint {kept.file} was "
                    f"signed over{f'; the first {good} are' if good else ''}.",
                    seq=min(
                        (each.seq for each in audit.findings if good < each.seq <= kept.note.size), default=good + 1
                    ),
                )
            )
        else:
            good = kept.note.size
    return findings


def _signature_wrong(keys: Sequence[KeyKept], file: str, note: Note) -> str:
    """Why a checkpoint is not the ledger's own; empty where it is."""
    signed_by = [key for key in keys if key.public.signed(note)]
    if not signed_by:
        return f"The checkpoint {file} is not signed by a key of this ledger."
    if all(key.public.name != note.origin for key in signed_by):
        return f"The checkpoint {file} is of another ledger, {note.origin}."
    if all(key.until and file_of(note, key.public.id) not in key.signed for key in signed_by):
        return f"The checkpoint {file} is signed with a retired key that is not on record as having signed it."
    return ""
