"""What the proof of the ledger rests on outside the database: the signing key and the checkpoints."""

from collections.abc import Iterator

from domain.ledger.finding import counted
from domain.ledger.proofs import CannotProve, ProofFolder
from ui.doctor.check import DAY, Check, How, Scene, ago
from ui.doctor.databases import HEAD
from ui.doctor.machine import others_may_read

OLD = 7 * DAY
"""So old may a checkpoint be where something was recorded since."""


def signing_key(scene: Scene) -> Iterator[Check]:
    """Whether there is a key to sign with that nobody else may read."""
    folder = ProofFolder(scene.settings.proof_folder)
    try:
        if not folder.keys():
            yield Check(
                what="signing key",
                how="look",
                found="There is none yet, so nothing can be shown to others.",
                do="“tieline keys create”",
            )
            return
        key = folder.signing_key()
    except (CannotProve, OSError) as error:
        yield Check(what="signing key", how="bad", found=str(error), do="Restore it, or “tieline keys rotate”.")
        return
    path = folder.folder / f"signing-{key.public.id}.key"
    if others_may_read(path):
        yield Check(
            what="signing key",
            how="bad",
            found="Others on this machine may read the signing key.",
            do=f"chmod 600 {path}, and “tieline keys rotate” if somebody may have read it.",
        )
    else:
        yield Check(what="signing key", how="ok", found=f"{key.public.name}, {key.public.id}.")


def checkpoint(scene: Scene) -> Iterator[Check]:
    """How old the last signed checkpoint is, and what was recorded since."""
    folder = ProofFolder(scene.settings.proof_folder)
    keys = folder.keys()
    notes = [
        (each.note, folder.checkpoints / each.file)
        for each in folder.notes()
        if each.note and any(key.public.signed(each.note) for key in keys)
    ]
    head = scene.ledger.look(HEAD) if scene.ledger else []
    if not notes or not head:
        if head:
            yield _checkpoint("look", "None was signed yet.", "“tieline checkpoint”, every night and to hand out.")
        return
    note, path = max(notes, key=lambda each: (each[0].size, each[1].stat().st_mtime))
    at, since = path.stat().st_mtime_ns // 1_000, head[0][0] - note.size
    said = f"The last is over {counted(note.size, 'event')}, of {ago(at, scene.now)}; {counted(max(since, 0), 'event')} since."
    if since < 0:
        less = f"The ledger has {counted(head[0][0], 'event')}, and {note.size:,} were signed: its tail is gone, or it is an old copy."
        yield _checkpoint("bad", less, "“tieline verify”, then restore the newest backup.")
    elif since and scene.now - at > OLD:
        yield _checkpoint("look", said, "“tieline checkpoint”")
    else:
        yield _checkpoint("ok", said, "")


def _checkpoint(how: How, found: str, do: str) -> Check:
    return Check(what="checkpoint", how=how, found=found, do=do)
