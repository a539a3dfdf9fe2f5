"""The last backups: how old they are, whether they are still there, and what they lack."""

from collections.abc import Iterator
from pathlib import Path

from domain.ledger.destroying import how_many
from domain.ledger.finding import counted
from domain.ledger.keeping.backup import RESTORING
from domain.ledger.keeping.files import UNFINISHED
from domain.ledger.keeping.remembered import LastBackup, remembered
from domain.ledger.keeping.vaults import last_key
from ui.doctor.check import DAY, Check, Scene, ago
from ui.doctor.databases import HEAD

OLD = 7 * DAY
"""So old may a backup be where something was added since."""


def ledger_backup(scene: Scene) -> Iterator[Check]:
    """Of the ledger."""
    head = scene.ledger.look(HEAD) if scene.ledger else []
    if head:
        last = remembered(scene.settings.data_dir).ledger
        yield _judged(scene, "backup", "tieline backup FILE", last, head[0][0], "event")


def vault_backup(scene: Scene) -> Iterator[Check]:
    """Of the vault, which still holds what was destroyed since."""
    if not scene.vault:
        return
    last, command = remembered(scene.settings.data_dir).vault, "tieline vault backup FILE"
    if last and how_many(scene.vault) > last.destroyed:
        yield Check(
            what="vault backup",
            how="look",
            found=f"Somebody was forgotten since the last one, {last.file}, which still holds the keys.",
            do=f"“{command}” anew, and delete those before.",
        )
    else:
        yield _judged(scene, "vault backup", command, last, last_key(scene.vault), "key")


def left_over(scene: Scene) -> Iterator[Check]:
    """What a backup or a restore left that was killed: copies of the ledger, or of keys that are since destroyed."""
    last = remembered(scene.settings.data_dir)
    folders = {Path(each.file).parent for each in (last.ledger, last.vault) if each}
    found = [each for folder in sorted(folders) for each in sorted(folder.glob(UNFINISHED))]
    for each in [*sorted(scene.settings.data_dir.glob(RESTORING + "*")), *found]:
        yield Check(
            what="left over",
            how="look",
            found=f"{each} is of a backup or restore that is at work, or was interrupted.",
            do="Unless one is at work, remove it: it may hold keys.",
        )


def _judged(scene: Scene, what: str, command: str, last: LastBackup | None, present: int, counts: str) -> Check:
    if last is None:
        found = "None was made from here yet."
        return (
            Check(what=what, how="look", found=found, do=f"“{command}”")
            if present
            else Check(what=what, how="ok", found=found)
        )
    since = present - last.upto
    said = f"{last.file}, of {ago(last.at, scene.now)}; {counted(max(since, 0), counts)} since."
    if not Path(last.file).exists():
        return Check(
            what=what,
            how="look",
            found=f"{said} It is not there any more.",
            do=f"See that you have it, or “{command}”.",
        )
    if since < 0:
        return Check(
            what=what,
            how="look",
            found=f"{last.file} holds more than there is now.",
            do="See whether it should be restored.",
        )
    if since and scene.now - last.at > OLD:
        return Check(what=what, how="look", found=said, do=f"“{command}”")
    return Check(what=what, how="ok", found=said)
