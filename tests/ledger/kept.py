"""A ledger with everything in it that is easily lost on the way, and a second look at what is in a database."""

import os
from collections.abc import Sequence
from pathlib import Path

from eventsourcing.persistence import StoredEvent

from domain.ledger.audit import LedgerAudit
from domain.ledger.database import Database, Row, sqlite_url
from domain.ledger.keeping.whole import InDatabase, Stated
from domain.ledger.migrate import migrate
from domain.ledger.pairing import pair
from domain.ledger.record import Append, Envelope
from domain.ledger.recorder import LedgerRecorder
from domain.ledger.vault import Vault
from tests.conftest import Clock

PAYLOADS = [
    b'{"what":"it"}',
    '{"said":"Zoë – “ja”\u2028 \\u0000 🥐"}'.encode(),
    b"\xff\xfe not UTF-8 \x00",
    b"",
    b"  { }\n",
    os.urandom(3000),
]


class Ledger:
    """A ledger and its vault, each in a database of its own, without anything that is made from them."""

    def __init__(self, address: str, vault: Path, clock: Clock) -> None:
        self.database = Database(address)
        self.keys = Database(sqlite_url(vault), erase_deleted=True)
        migrate(self.database, "ledger")
        migrate(self.keys, "vault")
        pair(self.database, Vault(self.keys))
        self.clock = clock
        self.recorder = LedgerRecorder(self.database, clock)

    def close(self) -> None:
        self.database.close()
        self.keys.close()

    def log(self, stream: str, payloads: Sequence[bytes] = (b"{}",), command_id: str = "", **more: str) -> None:
        """Record some events of one command, a second after the last."""
        self.clock.microseconds += 1_000_000
        first = self.recorder.versions([stream]).get(stream, 0) + 1
        events = [StoredEvent(stream, first + at, "happened@1", payload) for at, payload in enumerate(payloads)]
        envelope = Envelope(recorded_by="local:kim", policy_version=2, **more)
        command_id = command_id or f"{stream}-{first}"
        append = Append(command_id=command_id, fingerprint=command_id.encode(), events=events, envelope=envelope)
        self.recorder.append([append])

    def log_everything(self) -> None:
        """Bytes of every kind, envelopes with and without what is optional, and a command that led to nothing."""
        self.log("a", PAYLOADS, reported_by="person-1", batch="import-1")
        self.log("b")
        self.recorder.remember("nothing-to-do", b"\x00\xff")
        self.recorder.remember("Änderung", b"")
        self.log("a", [b'{"summary":{"key":7,"box":"AAAA"}}'] * 30)

    @property
    def stated(self) -> Stated:
        with self.database.read() as connection:
            return InDatabase(self.database, connection).stated

    def rows(self) -> tuple[list[Row], list[Row]]:
        """Every event and every command, as they are in the tables."""
        events = self.database.look("SELECT * FROM events ORDER BY seq")
        commands = self.database.look("SELECT command_id, fingerprint, first_seq, last_seq FROM commands")
        return events, sorted(commands)

    def findings(self) -> list[str]:
        audit = LedgerAudit(self.database)
        audit.run()
        return [each.sentence for each in audit.findings]
