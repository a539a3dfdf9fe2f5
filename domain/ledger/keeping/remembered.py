"""When and where the last backups were made: a small file in the data folder, never in the ledger."""

import os
from pathlib import Path
from typing import Literal

import msgspec

FILE = "last-backup.json"

Of = Literal["ledger", "vault"]


class LastBackup(msgspec.Struct, frozen=True, kw_only=True):
    """The last backup of a ledger or a vault. ``at`` is in UTC microseconds since 1970.

    ``upto`` is the last event in it, or the last number given to a key; ``destroyed`` how many keys and names the vault
    listed as destroyed.
    """

    at: int
    file: str
    upto: int
    destroyed: int = 0


class Remembered(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is in the file."""

    ledger: LastBackup | None = None
    vault: LastBackup | None = None


def remember(folder: Path, of: Of, file: Path, *, at: int, upto: int, destroyed: int = 0) -> None:
    """Note a backup that was just made. ``at`` is in UTC microseconds since 1970."""
    last = LastBackup(at=at, file=str(file.absolute()), upto=upto, destroyed=destroyed)
    noted = msgspec.structs.replace(remembered(folder), **{of: last})
    beside = folder / f".{FILE}.{os.getpid()}"
    beside.write_bytes(msgspec.json.format(msgspec.json.encode(noted), indent=2) + b"\n")
    beside.replace(folder / FILE)


def remembered(folder: Path) -> Remembered:
    """The last backups of each kind; none where nothing is noted, or nothing that can be read."""
    try:
        return msgspec.json.decode((folder / FILE).read_bytes(), type=Remembered)
    except (OSError, msgspec.MsgspecError, UnicodeError):
        return Remembered()
