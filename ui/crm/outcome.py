"""What became of the rows of files."""

import msgspec

from ui.crm.rows import Fallen


class Outcome(msgspec.Struct, kw_only=True):
    """What became, or would become, of every row; the counts are of rows and add up to ``rows``."""

    rows: int = 0
    recorded: int = 0
    already_recorded: int = 0
    opened: int = 0
    """Relationships put on record."""
    linked: int = 0
    """Ids of other systems recorded with relationships."""
    refused: list[Fallen] = []
    left_out: list[Fallen] = []
    batches: tuple[str, ...] = ()
    """The names that the rows can be taken back by."""


def together(outcomes: list[Outcome]) -> Outcome:
    """What became of the rows of all files."""
    whole = Outcome()
    for each in outcomes:
        whole.rows += each.rows
        whole.recorded += each.recorded
        whole.already_recorded += each.already_recorded
        whole.opened += each.opened
        whole.linked += each.linked
        whole.refused = [*whole.refused, *each.refused]
        whole.left_out = [*whole.left_out, *each.left_out]
        whole.batches = (*whole.batches, *each.batches)
    return whole
