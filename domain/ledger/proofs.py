"""The folder of keys and checkpoints, kept outside the database, so that whoever can write there cannot write here.

``keys.json`` lists the public keys, the present one last, and of each earlier one the checkpoints that it signed;
``signing-ID.key`` holds the present secret, ``checkpoints/SIZE-ID.txt`` a signed note each, ``SIZE-ID.tsr`` a timestamp of it.
"""

import os
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from domain.ledger.note import (
    NotANote,
    Note,
    PublicKey,
    SigningKey,
    new_key,
    read_note,
    read_public_key,
    read_signing_key,
)

MICROSECONDS = 1_000_000
TIMESTAMP = ".tsr"
"""What the file of a timestamp ends in, whose name else is that of its checkpoint."""


class CannotProve(Exception):
    """A key or checkpoint is missing or was there before; the message says what would be accepted."""


class KeyKept(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A public key, since when it was used and, once it is retired, until when and what it had signed."""

    key: str
    since: str
    until: str = ""
    signed: tuple[str, ...] = ()

    @property
    def public(self) -> PublicKey:
        """The key itself. Raises NotANote."""
        return read_public_key(self.key)


class NoteKept(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint file: the note in it, or why it holds none."""

    file: str
    note: Note | None
    error: str = ""


class ProofFolder:
    """Where the keys and checkpoints of one ledger are kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._keys = folder / "keys.json"
        self.checkpoints = folder / "checkpoints"

    def keys(self) -> Sequence[KeyKept]:
        """Every key that was used, the present one last; none where none was created. Raises CannotProve."""
        try:
            kept = msgspec.json.decode(self._keys.read_bytes(), type=tuple[KeyKept, ...])
            for each in kept:
                read_public_key(each.key)
        except FileNotFoundError:
            return ()
        except (msgspec.MsgspecError, NotANote, UnicodeDecodeError) as error:
            raise CannotProve(
                f"The list of keys {self._keys} cannot be read ({error}): restore it from a copy."
            ) from error
        return kept

    def create(self, name: str, now: int) -> PublicKey:
        """Make the first key. Raises CannotProve."""
        if self.keys():
            raise CannotProve(
                "There is a key already: “tieline keys rotate” replaces it, “tieline keys show” shows it."
            )
        return self._begin([], name, now)

    def rotate(self, now: int) -> PublicKey:
        """Put a fresh key in the place of the present one, whose secret is then deleted. Raises CannotProve."""
        *earlier, present = self._some_keys()
        signed = tuple(each.file for each in self.notes() if each.note and present.public.signed(each.note))
        retired = msgspec.structs.replace(present, until=_iso(now), signed=signed)
        fresh = self._begin([*earlier, retired], present.public.name, now)
        self._secret(present.public).unlink(missing_ok=True)
        return fresh

    def signing_key(self) -> SigningKey:
        """The present key. Raises CannotProve."""
        public = self._some_keys()[-1].public
        path = self._secret(public)
        try:
            key = read_signing_key(path.read_text(encoding="utf-8"))
        except (FileNotFoundError, NotANote, UnicodeDecodeError) as error:
            raise CannotProve(
                f"The signing key {path} cannot be read: restore it, or replace it with “tieline keys rotate”."
            ) from error
        if key.public != public:
            raise CannotProve(f"The signing key {path} is not the one that {self._keys} names: restore the right one.")
        return key

    def notes(self) -> Sequence[NoteKept]:
        """Every checkpoint that is kept, from the smallest."""
        found = [read_kept(path) for path in self.checkpoints.glob("*.txt")] if self.checkpoints.is_dir() else []
        return sorted(found, key=lambda each: (each.note.size if each.note else -1, each.file))

    def keep(self, note: Note) -> Path:
        """Keep a signed checkpoint for good."""
        path = self.checkpoints / file_of(note, note.signatures[0].key_id)
        if not path.exists():
            _write(path, str(note))
        return path

    def timestamp(self, checkpoint: Path) -> bytes | None:
        """The answer of a timestamping authority that is kept beside a checkpoint; None where there is none."""
        try:
            return checkpoint.with_suffix(TIMESTAMP).read_bytes()
        except FileNotFoundError:
            return None

    def keep_timestamp(self, checkpoint: Path, answer: bytes) -> Path:
        """Keep the answer of a timestamping authority beside a checkpoint."""
        path = checkpoint.with_suffix(TIMESTAMP)
        _write(path, answer)
        return path

    def _some_keys(self) -> Sequence[KeyKept]:
        kept = self.keys()
        if not kept:
            raise CannotProve("There is no key to sign with yet: make one with “tieline keys create”.")
        return kept

    def _begin(self, earlier: Sequence[KeyKept], name: str, now: int) -> PublicKey:
        key = new_key(name)
        _write(self._secret(key.public), key.secret() + "\n", 0o600)
        listed = [*earlier, KeyKept(key=str(key.public), since=_iso(now))]
        _write(self._keys, msgspec.json.format(msgspec.json.encode(listed), indent=2).decode() + "\n")
        return key.public

    def _secret(self, public: PublicKey) -> Path:
        return self.folder / f"signing-{public.id}.key"


def file_of(note: Note, key_id: str) -> str:
    """What the file of a checkpoint is called that this key signed."""
    return f"{note.size:012d}-{key_id}.txt"


def read_kept(path: Path) -> NoteKept:
    """The checkpoint in a file."""
    try:
        return NoteKept(file=path.name, note=read_note(path.read_bytes().decode()))
    except (NotANote, UnicodeDecodeError) as error:
        return NoteKept(file=path.name, note=None, error=str(error))


def _write(path: Path, content: str | bytes, mode: int = 0o644) -> None:
    """Write a file whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def _iso(microseconds: int) -> str:
    return datetime.fromtimestamp(microseconds / MICROSECONDS, UTC).isoformat(timespec="seconds")
