"""A published fact about a relationship, as a case file states it."""

import msgspec

CASE_COLUMNS: tuple[str, ...] = (
    "row_id", "supplier", "account", "date", "date_precision", "kind", "status_or_phase", "fact", "quantity",
    "unit", "side", "source_title", "source_author", "source_year", "source_url", "inferred", "date_basis",
)  # fmt: skip
"""The 17 columns of a case file, in its order."""


class CaseRow(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, gc=False):
    """Sixteen of a case row's seventeen columns as written; the seventeenth, the words of the fact, is the event's reason.

    The words may name people, so they are kept where they can be forgotten.
    """

    row_id: str
    supplier: str
    account: str
    date: str
    date_precision: str
    kind: str
    status_or_phase: str
    quantity: str = ""
    unit: str = ""
    side: str = ""
    source_title: str = ""
    source_author: str = ""
    source_year: str = ""
    source_url: str = ""
    inferred: str = ""
    date_basis: str = ""
