"""Is everything still as it was recorded? Reads the ledger and every view again and says all that is not."""

from collections.abc import Sequence

import msgspec

from domain.codec import EventCodec, UnreadableEvent
from domain.ledger.access_log import access_findings
from domain.ledger.audit import LedgerAudit, Progress, Readable
from domain.ledger.checkpoints import note_findings, sizes_of
from domain.ledger.database import Row
from domain.ledger.finding import Finding, in_order
from domain.ledger.guards import guard_findings
from domain.ledger.proofs import KeyKept, NoteKept
from domain.ledger.record import Record
from projections.audit_views import ViewAudit
from projections.engine import Engine


class Audited(msgspec.Struct, frozen=True, kw_only=True):
    """How much was read again, the root of the tree over all rows, and what was found, from the first bad event on."""

    events: int
    root: bytes
    views: int
    findings: list[Finding]


def audit(
    engine: Engine,
    keys: Sequence[KeyKept],
    notes: Sequence[NoteKept],
    progress: Progress = lambda _done, _total: None,
) -> Audited:
    """Verify the ledger, its guards, its checkpoints and its views. Writes nothing.

    Every event is read twice, and ``progress`` told so: once for the ledger and once for the views.
    """
    ledger = LedgerAudit(engine.database, sizes_of(notes), readable(engine.codec))
    ledger.run(lambda done, total: progress(done, 2 * total))
    views = ViewAudit(engine)
    views.run(lambda done, total: progress(total + done, 2 * total))
    findings = [
        *ledger.findings,
        *note_findings(keys, notes, ledger),
        *guard_findings(engine.database),
        *access_findings(engine.database),
        *views.findings,
    ]
    return Audited(
        events=ledger.tree.size, root=ledger.tree.root(), views=len(engine.projections), findings=in_order(findings)
    )


def readable(codec: EventCodec) -> Readable:
    """Tells of a row of the log why its event cannot be read by this version of Tieline."""
    recorded = codec.recorded

    def why_not(row: Row) -> str:
        try:
            recorded(Record(*row[:12]))
        except UnreadableEvent as error:
            return str(error)
        except Exception as error:  # noqa: BLE001  # whatever is in a row that somebody changed, it is a finding
            return f"Event {row[0]} ({row[3]}) cannot be read: {type(error).__name__}."
        return ""

    return why_not
