"""What verifying found, in words, for the command line and the page alike."""

from domain.ledger.finding import counted
from projections.audit import Audited

WITHOUT_CHECKPOINT = (
    "No checkpoint is kept, so nothing shows whether somebody with full rights changed events and hashed them anew: "
    "see “tieline keys create” and “tieline checkpoint”."
)


def what_was_read(found: Audited, checkpoints: int) -> str:
    """How much was read again."""
    return f"{counted(found.events, 'event')}, {counted(found.views, 'view')} and {counted(checkpoints, 'checkpoint')}"


def verdict(found: Audited, checkpoints: int, seconds: float) -> str:
    """Whether everything is as it was recorded, in a sentence."""
    read = what_was_read(found, checkpoints)
    if found.findings:
        return f"{counted(len(found.findings), 'thing')} not as recorded, among {read}."
    return f"Everything is as it was recorded: {read}, read again in {seconds:.1f} s."
