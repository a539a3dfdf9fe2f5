"""What became of the rows of an import that was retracted, in a sentence."""

from collections import Counter
from collections.abc import Sequence
from typing import get_args

from domain.retracting.batch import Fate, RowFate


def told(fates: Sequence[RowFate], *, dry_run: bool) -> str:
    """How many rows came to what; with ``dry_run`` what would become of them."""
    counts = Counter(each.fate for each in fates)
    would = "would be " if dry_run else ""
    became = ", ".join(
        f"{counts[fate]:,} {would if fate in ('reversed', 'kept') else ''}{fate}" for fate in get_args(Fate)
    )
    rows = f"{len(fates):,} row{'s' * (len(fates) != 1)}"
    return f"of {rows}, {became}.{' Nothing was written.' if dry_run else ''}"
