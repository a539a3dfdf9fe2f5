"""Making evidence, for the command line and the page alike: sign how the ledger stands, gather, and sign the file."""

from pathlib import Path

import msgspec

import domain.ledger
from domain.ledger.audit import Progress
from domain.ledger.checkpoints import sign_head, timestamp_of
from domain.ledger.evidence import Ground, signed_file
from domain.ledger.proofs import ProofFolder
from projections.evidence import Chosen, Evidence, gather
from ui.bootstrap import Tieline
from ui.evidence.report import report


class Made(msgspec.Struct, frozen=True):
    """An evidence file that is not handed out yet, and what is in it."""

    file: bytes
    found: Evidence

    @property
    def about(self) -> dict[str, object]:
        """What it was chosen by, for the access log."""
        chosen = {name: each for name, each in self.found.chosen.as_data().items() if each is not None}
        return {**chosen, "checkpoint": self.found.note.size}


def made(
    tieline: Tieline, folder: ProofFolder, chosen: Chosen, by: str, progress: Progress, *, stamped_by: str = ""
) -> Made:
    """The evidence of what was chosen, made by a subject. Every event is read again for it.

    ``stamped_by`` is the address of a timestamping authority. Raises CannotProve, NoSuchRecord.
    """
    key = folder.signing_key()
    signed = sign_head(tieline.database, folder, progress)
    stamp = timestamp_of(signed, folder, stamped_by)
    ground, at = Ground(tieline.database, signed.note, stamp), tieline.clock()
    found = gather(tieline.tracker, ground, key.public, chosen, by=by, at=at)
    return Made(signed_file(report(found, key.public, by, at), found.data, key), found)


def verifier() -> bytes:
    """The program that checks evidence: one file, for whoever has no Tieline."""
    return Path(domain.ledger.__path__[0], "tieline_verify.py").read_bytes()
