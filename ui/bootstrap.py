"""The composition root: wires the parts together once. Tests call it with other parts."""

import getpass
import os
from collections.abc import Sequence
from functools import partial

from domain.access import Actor, local_actor
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.ledger.access_log import AccessLog
from domain.ledger.audit import Progress
from domain.ledger.database import Database
from domain.ledger.drafts import Drafts
from domain.ledger.migrate import migrate
from domain.ledger.pairing import pair
from domain.ledger.record import Receipt
from domain.ledger.recorder import Microseconds, system_clock
from domain.ledger.vault import Vault
from domain.retracting import Correction
from domain.retracting.batch import RowFate, retract_batch
from domain.tracker import Tracker
from projections.catalogue import ALL
from projections.engine import Engine
from projections.mentions import mentioned
from projections.projection import Projection
from projections.responsibility import RESPONSIBLE, own
from projections.showcases import running
from ui.settings import Settings


class ViewStopped(Refusal):
    """What can only be told from a view is not guessed while the view is stopped."""


class Tieline:
    """A running Tieline: one database, its tracker for writing and its projections for reading."""

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Microseconds = system_clock,
        projections: Sequence[Projection] = ALL,
    ) -> None:
        self.settings = settings
        self.clock = clock
        self.database, self.keys = databases(settings)
        try:
            pair(self.database, vault := Vault(self.keys))
        except BaseException:
            self.database.close()
            self.keys.close()
            raise
        self.access_log = AccessLog(self.database, clock)
        self.drafts = Drafts(self.keys, lambda: self.clock())  # noqa: PLW0108  # whoever sets another clock sets it for these, too
        self.tracker = Tracker(
            self.database,
            vault,
            clock=clock,
            running_showcases=partial(running, self.database),
            mentioned=self._mentioned,
        )
        self.engine = Engine(self.database, self.tracker.recorder, self.tracker.codec, projections)
        self.engine.prepare()

    def handle(
        self,
        stream: str,
        command: Command,
        *,
        by: Actor,
        command_id: str = "",
        seen_version: int | None = None,
        reported_by: str = "",
        correction: Correction | None = None,
    ) -> Receipt:
        """Carry out a command (``Tracker.handle``) and feed the views, so that its author sees it at once."""
        receipt = self.tracker.handle(
            stream,
            command,
            by=by,
            command_id=command_id,
            seen_version=seen_version,
            reported_by=reported_by,
            correction=correction,
        )
        self.engine.catch_up()
        return receipt

    def retract(self, seq: int, reason: str, *, by: Actor, command_id: str = "") -> Receipt:
        """Strike a record through (``Tracker.retract``) and feed the views."""
        self.engine.catch_up()
        receipt = self.tracker.retract(seq, reason, by=by, command_id=command_id)
        self.engine.catch_up()
        return receipt

    def retract_batch(
        self,
        batch: str,
        reason: str,
        *,
        by: Actor,
        dry_run: bool = False,
        progress: Progress = lambda _done, _all: None,
    ) -> list[RowFate]:
        """Retract an import row by row (``retract_batch`` of the domain) and feed the views."""

        def fed(done: int, rows: int) -> None:
            self.engine.catch_up()
            progress(done, rows)

        self.engine.catch_up()
        return retract_batch(self.tracker, batch, reason, by=by, dry_run=dry_run, progress=fed)

    def _mentioned(self, things: Sequence[str]) -> list[tuple[str, int, str]]:
        """The records that name one of these things, also those that others recorded just now. Raises ViewStopped."""
        self.engine.catch_up()
        self.need("mentions", "what rests on it elsewhere")
        return mentioned(self.database, things)

    def own(self, subject: str) -> frozenset[str]:
        """The relationships that a subject is responsible for today (``domain.access.actor_of``); none while that view is stopped."""
        self.engine.catch_up()
        if any(state.error for state in self.engine.states() if state.name == RESPONSIBLE.name):
            return frozenset()
        return own(self.database, subject, self.tracker.today())

    def need(self, view: str, to_tell: str = "which accounts are on record") -> None:
        """Raises ViewStopped unless this view is running."""
        if any(state.error for state in self.engine.states() if state.name == view):
            raise ViewStopped(
                f"The view {view} is stopped, so Tieline cannot tell {to_tell}: "
                "see “tieline projections status”, and rebuild it once the cause is mended."
            )

    def close(self) -> None:
        """Let go of the databases."""
        self.tracker.close()
        self.database.close()
        self.keys.close()


def databases(settings: Settings) -> tuple[Database, Database]:
    """The ledger's database and the vault's, brought to the present schema."""
    database, keys = Database(settings.ledger_address), Database(settings.vault_address, erase_deleted=True)
    try:
        migrate(database, "ledger")
        migrate(keys, "vault")
    except BaseException:
        database.close()
        keys.close()
        raise
    return database, keys


def open_tieline() -> Tieline:
    """Tieline as the environment sets it."""
    return Tieline(Settings())


def local_user() -> Actor:
    """Whoever runs this process."""
    try:
        return local_actor(getpass.getuser())
    except (KeyError, OSError):  # a user id without a name, as in a container
        return local_actor(f"uid-{os.getuid()}")
