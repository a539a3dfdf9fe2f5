"""The state that everything is in, thing by thing, and what to do about it. Writes nothing.

It is for when something is wrong, so what cannot be looked at is a line of the answer and never an error.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.ledger.recorder import Microseconds, system_clock
from ui.doctor.backups import ledger_backup, left_over, vault_backup
from ui.doctor.check import Check, Scene
from ui.doctor.databases import clock_check, database_checks, forgetting, guards, vault_checks, views
from ui.doctor.machine import disk, sqlite_version, versions
from ui.doctor.proofs import checkpoint, signing_key
from ui.failing import database_failure
from ui.settings import Settings

Look = Callable[[Scene], Iterable[Check]]

LOOKS: Sequence[tuple[str, Look]] = (
    ("versions", versions),
    ("SQLite", sqlite_version),
    ("data folder", disk),
    ("database", database_checks),
    ("clock", clock_check),
    ("guards", guards),
    ("vault", vault_checks),
    ("forgetting", forgetting),
    ("views", views),
    ("signing key", signing_key),
    ("checkpoint", checkpoint),
    ("backup", ledger_backup),
    ("vault backup", vault_backup),
    ("left over", left_over),
)
"""In this order: those that open the databases come before those that ask them."""


def examine(settings: Settings, clock: Microseconds = system_clock) -> list[Check]:
    """Look at everything, one thing after another."""
    scene = Scene(settings, clock())
    try:
        return [check for what, look in LOOKS for check in _looked(what, look, scene)]
    finally:
        scene.close()


def _looked(what: str, look: Look, scene: Scene) -> Iterator[Check]:
    try:
        yield from look(scene)
    except Exception as error:  # noqa: BLE001  # whatever it is, it is told as a line of the answer
        why = database_failure(error) or f"{type(error).__name__}: {error}"
        yield Check(
            what=what, how="bad", found=f"It could not be looked at: {why}.", do="Mend what is told above first."
        )
