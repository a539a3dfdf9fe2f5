"""Backing up the ledger, for the command line and the page alike: copied, noted in the access log, and remembered."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from domain.ledger.audit import Progress
from domain.ledger.keeping.backup import Kept, back_up
from domain.ledger.keeping.remembered import remember
from domain.ledger.keeping.whole import CannotKeep
from ui.bootstrap import Tieline
from ui.settings import Settings

WHAT = "ledger backup"
"""What the access log calls a backup."""
NAMES = "tieline-*.db"
"""What the files in the folder of backups are called."""


def back_up_to(tieline: Tieline, file: Path | None, by: str, progress: Progress, *, force: bool = False) -> Kept:
    """Copy the whole ledger into a file; without one, into a new one in the folder of backups. Raises CannotKeep."""
    file = file or new_file(tieline)
    kept = back_up(
        tieline.database,
        file,
        force=force,
        progress=progress,
        noted=lambda digest: tieline.access_log.note(by, WHAT, {}, digest),
    )
    remember(tieline.settings.data_dir, "ledger", file, at=tieline.clock(), upto=kept.events)
    return kept


def new_file(tieline: Tieline) -> Path:
    """A name for the next backup, by the time in UTC. Raises CannotKeep."""
    folder = tieline.settings.backup_folder
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    except OSError as error:
        raise CannotKeep(
            f"The folder of backups {folder} cannot be made ({error.strerror or error}): set TIELINE_BACKUP_DIR to one that "
            "you may write to."
        ) from error
    at = datetime.fromtimestamp(tieline.clock() / 1_000_000, UTC)
    return folder / f"tieline-{at:%Y-%m-%d-%H%M%S}.db"


def backup_files(settings: Settings) -> Iterator[Path]:
    """The backups that are in the folder."""
    yield from settings.backup_folder.glob(NAMES)
