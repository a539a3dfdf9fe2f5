"""What became of the rows of a batch, in sentences and as a table to take away."""

from collections.abc import Sequence

import pandas as pd

from ui.crm.outcome import Outcome
from ui.crm.rows import Fallen
from ui.crm.table import Table


def told(outcome: Outcome, *, dry_run: bool) -> str:
    """How many rows came to what; with ``dry_run`` what they would come to."""
    would = "would be " if dry_run else ""
    rows = f"{outcome.rows:,} row{'s' * (outcome.rows != 1)}"
    return (
        f"Of {rows}, {outcome.recorded:,} {would}recorded, {outcome.already_recorded:,} on record already, "
        f"{len(outcome.refused):,} refused, {len(outcome.left_out):,} left out. {besides(outcome, dry_run=dry_run)}"
    )


def besides(outcome: Outcome, *, dry_run: bool) -> str:
    """What came of it besides the rows, and by which name they can be taken back."""
    would = "would be " if dry_run else ""
    of_accounts = [
        f"{number:,} {what}{'s' * (number != 1)} {would}{done}"
        for number, what, done in ((outcome.opened, "account", "opened"), (outcome.linked, "id", "linked"))
        if number
    ]
    said = [f"Besides, {' and '.join(of_accounts)}."] if of_accounts else []
    if dry_run:
        return " ".join([*said, "Nothing was written."])
    return " ".join([*said, *(f"Batch {batch}." for batch in outcome.batches)] or ["Nothing was written."])


def not_recorded(outcome: Outcome, tables: Sequence[Table]) -> pd.DataFrame:
    """The rows that are not recorded, with the reason, and what each says by the columns of its file."""
    by_file = {table.file: table for table in tables}
    wanted: dict[str, set[int]] = {}
    fallen: list[Fallen] = [*outcome.refused, *outcome.left_out]
    for each in fallen:
        wanted.setdefault(each.file, set()).add(each.line)
    cells = {
        (file, row.line): dict(zip(table.columns, row.cells, strict=True))
        for file, table in by_file.items()
        for row in table.rows
        if row.line in wanted.get(file, ())
    }
    rows = [
        {"File": each.file, "Line": each.line or "", "What": each.became, "Reason": each.why,
         **cells.get((each.file, each.line), {})}
        for each in fallen
    ]  # fmt: skip
    return pd.DataFrame(rows).fillna("") if rows else pd.DataFrame(columns=["File", "Line", "What", "Reason"])
