"""One line of the answer, and what the looks have in common: the settings, the time, and the databases once they are open."""

from pathlib import Path
from typing import Literal

import msgspec
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from domain.ledger.database import Database
from domain.ledger.finding import counted
from ui.format import instant
from ui.settings import Settings

How = Literal["ok", "look", "bad"]
DAY = 86_400_000_000
HOUR = 3_600_000_000
CONNECT_SECONDS = "5"


class Check(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked at, how it is, what was found, and what to do, which is empty where it is well."""

    what: str
    how: How
    found: str
    do: str = ""


class Scene:
    """What is looked at. ``ledger`` and ``vault`` are there once they were found open and of the present schema."""

    def __init__(self, settings: Settings, now: int) -> None:
        self.settings = settings
        self.now = now
        self.ledger: Database | None = None
        self.vault: Database | None = None
        self._opened: list[Database] = []

    def open(self, address: str) -> Database:
        """A database that is not waited for long. Raises DatabaseUnusable."""
        url = parsed(address)
        if url and url.get_backend_name() == "postgresql" and "connect_timeout" not in url.query:
            url = url.update_query_dict({"connect_timeout": CONNECT_SECONDS})
        self._opened.append(Database(url or address))
        return self._opened[-1]

    def close(self) -> None:
        """Let go of what was opened."""
        for each in self._opened:
            each.close()


def parsed(address: str) -> URL | None:
    """The parts of a database's address; None where it is none."""
    try:
        return make_url(address)
    except (ArgumentError, ValueError):
        return None


def file_of(address: str) -> Path | None:
    """The file of an embedded database; None for a server's."""
    url = parsed(address)
    return Path(url.database) if url and url.get_backend_name() == "sqlite" and url.database else None


def ago(at: int, now: int) -> str:
    """When something was, for a person: the time, and how long ago."""
    since = now - at
    if since >= DAY:
        return f"{instant(at)}, {counted(since // DAY, 'day')} ago"
    if since >= HOUR:
        return f"{instant(at)}, {counted(since // HOUR, 'hour')} ago"
    return f"{instant(at)}, just now" if since >= 0 else f"{instant(at)}, ahead of the clock"


def size_of(count: int) -> str:
    """So many bytes, in the unit that is read most easily."""
    amount = float(count)
    for unit in ("bytes", "kB", "MB", "GB"):
        if amount < 1000:
            return f"{amount:.0f} {unit}" if unit == "bytes" else f"{amount:.1f} {unit}"
        amount /= 1000
    return f"{amount:.1f} TB"
