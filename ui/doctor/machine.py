"""The machine: versions of what Tieline runs on, and the disk."""

import os
import platform
import shutil
import stat
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from domain.ledger.database import SAFE_SQLITE, sqlite_driver
from ui.doctor.check import Check, Scene, file_of, size_of

PARTS = ("SQLAlchemy", "psycopg", "cryptography", "eventsourcing", "streamlit")
LITTLE = 1_000_000_000
TOO_LITTLE = 100_000_000
COPIES = 3
"""A backup and a restore need room for the ledger as many times over."""


def versions(_: Scene) -> Iterator[Check]:
    """Which versions are at work."""
    parts = ", ".join(f"{each} {version(each)}" for each in PARTS)
    yield Check(what="versions", how="ok", found=f"Python {platform.python_version()} on {platform.system()}, {parts}.")


def sqlite_version(scene: Scene) -> Iterator[Check]:
    """Whether the SQLite at work can corrupt a database."""
    used = any(map(file_of, (scene.settings.ledger_address, scene.settings.vault_address)))
    yield sqlite_check(sqlite_driver().sqlite_version_info, used=used)


def sqlite_check(at_work: tuple[int, ...], *, used: bool) -> Check:
    """SQLite 3.7.0 to 3.51.2 can corrupt a database when a reset of its write-ahead log races a checkpoint."""
    named = ".".join(map(str, at_work))
    if at_work >= SAFE_SQLITE:
        return Check(what="SQLite", how="ok", found=f"SQLite {named}.")
    safe = ".".join(map(str, SAFE_SQLITE))
    return Check(
        what="SQLite",
        how="look",
        found=f"SQLite {named}, which can corrupt a database that several programs write to at once"
        f"{'' if used else '; no database of yours is kept by it'}.",
        do=f"Install the package pysqlite3, or a Python that comes with SQLite {safe} or newer." if used else "",
    )


def disk(scene: Scene) -> Iterator[Check]:
    """Whether the data folder can be written to, by its owner alone, and has room."""
    folder = scene.settings.data_dir
    nearest = next(each for each in (folder, *folder.parents) if each.exists())
    if not nearest.is_dir() or not os.access(nearest, os.W_OK | os.X_OK):
        yield Check(
            what="data folder",
            how="bad",
            found=f"{folder} cannot be written to.",
            do="Set TIELINE_DATA_DIR to a folder that you may write to.",
        )
        return
    ledger = file_of(scene.settings.ledger_address)
    yield room(folder, shutil.disk_usage(nearest).free, ledger.stat().st_size if ledger and ledger.exists() else 0)


def room(folder: Path, free: int, ledger: int) -> Check:
    """Whether so many free bytes are enough for a ledger of this size."""
    said = f"{folder}, with {size_of(free)} free."
    if free < TOO_LITTLE:
        return Check(what="data folder", how="bad", found=said, do="Free some space: recording will soon fail.")
    if free < max(LITTLE, COPIES * ledger):
        return Check(
            what="data folder",
            how="look",
            found=said,
            do=f"Free some space: a backup or restore needs {size_of(COPIES * ledger)}.",
        )
    return Check(what="data folder", how="ok", found=said)


def others_may_read(path: Path) -> bool:
    """Whether somebody but its owner may read a file."""
    return os.name == "posix" and bool(stat.S_IMODE(path.stat().st_mode) & 0o077)
