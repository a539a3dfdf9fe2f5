"""Files that are there whole or not at all."""

import os
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

from domain.ledger.database import sqlite_driver
from domain.ledger.keeping.whole import CannotKeep

Noted = Callable[[bytes], object]
"""Told the SHA-256 of a file once it is whole, before it stands under its name."""
FULL = "database or disk is full"
"""What SQLite says where the file that is written cannot grow."""
UNFINISHED = ".*.[0-9]*.part*"
"""What files are called that are not whole yet, and what SQLite keeps beside them."""


@contextmanager
def written_whole(path: Path, *, force: bool, noted: Noted = lambda _: None) -> Iterator[Path]:
    """A file to write beside ``path``, which takes that name at the end, or is removed where anything fails.

    Only its owner may read it. Raises CannotKeep where there is such a file and ``force`` is not given.
    """
    refuse_taken(path, force=force)
    beside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        _remove(beside)
        os.close(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        yield beside
        with beside.open("rb") as file:
            os.fsync(file.fileno())
            digest = file_digest(file, "sha256").digest()
        refuse_taken(path, force=force)
        noted(digest)
        beside.replace(path)
        _settle(path.parent)
    except OSError as error:
        raise CannotKeep(f"The file {path} cannot be written ({error.strerror or error}): choose another.") from error
    except Exception as error:
        if FULL not in str(error):
            raise
        raise CannotKeep(f"The file {path} cannot be written (no room is left there): choose another.") from error
    finally:
        _remove(beside)


def refuse_taken(path: Path, *, force: bool) -> None:
    """Raises CannotKeep where a file cannot take this name."""
    if path.is_dir():
        raise CannotKeep(f"{path} is a folder: name a file.")
    if path.exists() and not path.is_file():
        raise CannotKeep(f"{path} is no ordinary file: name one.")
    if path.exists() and not force:
        raise CannotKeep(f"There is a file {path} already: name another, or say --force to replace it.")


def refuse_own(path: Path, *own: str | None) -> None:
    """Raises CannotKeep where a file is one of Tieline's own databases."""
    for each in own:
        if each and path.exists() and Path(each).exists() and path.samefile(each):
            raise CannotKeep(f"{path} is a database that Tieline itself uses: name another file.")


def without_log(path: Path) -> None:
    """Put what SQLite keeps in a log beside a database into the file itself, which then needs no other."""
    with closing(sqlite_driver().connect(path)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _remove(path: Path) -> None:
    """Remove an unfinished file, and what SQLite keeps beside one."""
    for each in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + each).unlink(missing_ok=True)


def _settle(folder: Path) -> None:
    """Make the new name outlast a power cut, where the system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
