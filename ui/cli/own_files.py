"""What a command writes never takes the place of a file that Tieline itself needs, even with --force."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from ui.cli.refusing import CannotGoOn

if TYPE_CHECKING:
    from ui.settings import Settings

BESIDE = ("", "-wal", "-shm", "-journal")
"""What SQLite keeps beside a database is part of it."""


def refuse_own_files(settings: "Settings", path: Path) -> None:
    """Raises CannotGoOn where a file is one of the databases, signing keys or checkpoints, also by another name."""
    try:
        taken = path.exists() and any(path.samefile(each) for each in _own_files(settings) if each.exists())
    except OSError as error:
        raise CannotGoOn(f"The file {path} cannot be written ({error.strerror}): choose another.") from error
    if taken:
        raise CannotGoOn(f"{path} is a file that Tieline itself needs: name another.")


def _own_files(settings: "Settings") -> Iterator[Path]:
    from domain.ledger.keeping.remembered import FILE  # noqa: PLC0415  # here, because help needs no database
    from ui.doctor.check import file_of  # noqa: PLC0415  # as above

    for address in (settings.ledger_address, settings.vault_address):
        if database := file_of(address):
            yield from (database.with_name(database.name + each) for each in BESIDE)
    yield settings.data_dir / FILE
    yield from settings.proof_folder.rglob("*")
