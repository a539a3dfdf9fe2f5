"""Verifying, signing and taking evidence: long work over the whole ledger, in a thread of its own, and what it rests on."""

from pathlib import Path
from typing import NamedTuple

from domain.ledger.access_log import Access, access_findings
from domain.ledger.audit import Progress
from domain.ledger.checkpoints import SignedHead, sign_head
from domain.ledger.finding import Finding
from domain.ledger.proofs import KeyKept, NoteKept, ProofFolder
from projections.audit import Audited, audit
from projections.evidence import Chosen
from ui.bootstrap import Tieline
from ui.evidence.making import Made, made
from ui.queries.asking import permitted, running
from ui.queries.working import begin, begun
from ui.session import actor
from ui.working import Job

VERIFY, SIGN, EVIDENCE = "verify", "sign", "evidence"


class Verified(NamedTuple):
    """What verifying came to: the findings, and how many checkpoints the ledger was held against."""

    found: Audited
    checkpoints: int


class Proofs(NamedTuple):
    """The keys and checkpoints that are kept outside the database."""

    folder: Path
    keys: tuple[KeyKept, ...]
    notes: tuple[NoteKept, ...]
    can_sign: str
    """Why nothing can be signed; empty where it can."""


def verify() -> Job[Verified]:
    """Begin to verify everything (``projections.audit.audit``)."""
    tieline = running(permitted("audit"))

    def work(progress: Progress) -> Verified:
        folder = folder_of(tieline)
        keys, notes = folder.keys(), folder.notes()
        return Verified(audit(tieline.engine, keys, notes, progress), len(notes))

    return begin("audit", VERIFY, "Verifying", work)


def verifying() -> Job[Verified] | None:
    """The last time that everything was verified, by anybody, or is."""
    return begun("audit", VERIFY)


def proofs() -> Proofs:
    """What is kept. Raises CannotProve."""
    folder = folder_of(running(permitted("audit")))
    keys, notes = tuple(folder.keys()), tuple(folder.notes())
    why = ""
    if not keys:
        why = "There is no key to sign with yet: make one with “tieline keys create”."
    return Proofs(folder.folder, keys, notes, why)


def sign() -> Job[SignedHead]:
    """Begin to sign the present head (``sign_head``)."""
    tieline = running(permitted("operate"))
    return begin(
        "operate",
        SIGN,
        "Reading the ledger",
        lambda progress: sign_head(tieline.database, folder_of(tieline), progress),
    )


def signing() -> Job[SignedHead] | None:
    """The last checkpoint that was signed from a page, or is."""
    return begun("audit", SIGN)


def make_evidence(chosen: Chosen) -> Job[Made]:
    """Begin to make evidence of what was chosen, for whoever asks."""
    tieline, subject = running(permitted("audit")), actor().subject

    def work(progress: Progress) -> Made:
        tieline.engine.catch_up()
        return made(tieline, folder_of(tieline), chosen, subject, progress)

    return begin("audit", own_evidence(), "Reading the ledger", work)


def evidence_made() -> Job[Made] | None:
    """The evidence that whoever looks had made last, or is made for them."""
    return begun("audit", own_evidence(), with_words=True)


def own_evidence() -> str:
    """The name of the job that makes evidence for whoever looks; nobody else is shown it."""
    return f"{EVIDENCE} {actor().subject}"


def accesses(first_at: int, last_at: int | None, subject: str, limit: int, offset: int) -> list[Access]:
    """Rows of the access log, the newest first (``AccessLog.entries``)."""
    log = running(permitted("audit")).access_log
    return log.entries(first_at=first_at, last_at=last_at, subject=subject, limit=limit, offset=offset)


def accesses_counted(first_at: int, last_at: int | None, subject: str) -> int:
    """How many rows there are."""
    return running(permitted("audit")).access_log.count(first_at=first_at, last_at=last_at, subject=subject)


def access_subjects() -> list[str]:
    """Everybody who was handed something."""
    return running(permitted("audit")).access_log.subjects()


def accesses_wrong() -> list[Finding]:
    """What of the access log is not as it was written."""
    return access_findings(running(permitted("audit")).database)


def folder_of(tieline: Tieline) -> ProofFolder:
    """Where the keys and checkpoints are kept."""
    return ProofFolder(tieline.settings.proof_folder)
