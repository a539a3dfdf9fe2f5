"""How the rows of one file are understood: what a person chose, or what is proposed to them."""

from collections import Counter
from collections.abc import Mapping
from typing import get_args

import msgspec

from domain.history.lane import LANES
from domain.relationship.interaction import InteractionKind
from ui.crm.dates import DateOrder, has_order, lacks_zone, order_in
from ui.crm.sources import Role, Source, activity_kind, columns_in, recognised
from ui.crm.table import Row, Table

Meaning = str
"""What rows of a kind become: a kind of interaction, "fact: systems", "rename", or "leave out"."""

LEAVE_OUT, RENAME, FACT = "leave out", "rename", "fact: "
INTERACTIONS: tuple[InteractionKind, ...] = get_args(InteractionKind)
MEANINGS: tuple[Meaning, ...] = (*INTERACTIONS, *(f"{FACT}{lane}" for lane in reversed(LANES)), RENAME, LEAVE_OUT)
MOST_KINDS = 50
"""So many kinds of rows are told apart; the rest are one."""

OF_INTERACTIONS: Mapping[str, Meaning] = {
    "call": "call", "phone call": "call", "phonecall": "call", "meeting": "meeting", "event": "meeting",
    "appointment": "meeting", "visit": "visit", "site visit": "visit", "review": "review",
}  # fmt: skip
"""The kinds that other systems have, in lower case; any other is proposed as a note."""
OF_CHANGES: Mapping[str, Meaning] = {
    "owner": f"{FACT}people", "ownerid": f"{FACT}people", "annualrevenue": f"{FACT}economics",
    "amount": f"{FACT}economics", "expectedrevenue": f"{FACT}economics",
}  # fmt: skip
"""The fields whose changes are of a lane of their own, in lower case; any other is proposed as a fact of no lane."""


class Understanding(msgspec.Struct, frozen=True, kw_only=True):
    """How one file's rows are understood."""

    source: Source
    system: str
    """The system that its ids are of."""
    columns: dict[Role, str]
    kinds: dict[str, Meaning] = {}
    """What rows of a kind become, by the kind in lower case; for those not here, what is proposed."""
    dates: DateOrder = "year first"
    zone: str = "UTC"
    account: str = ""
    """The one relationship that all rows are about; "" where the rows say it."""

    def meaning(self, kind: str) -> Meaning:
        """What a row of this kind becomes."""
        return self.kinds.get(kind.casefold()) or proposed(self.source, kind)


class Cells:
    """What the cells of a table's rows are for: quick to ask for row after row."""

    def __init__(self, table: Table, understanding: Understanding) -> None:
        self.table = table
        self._places = {role: table.place(column) for role, column in understanding.columns.items()}
        self._call_type = table.place("CallType") if understanding.source.id == "salesforce-task" else -1
        self._kind = {"salesforce-task": "Task", "dynamics-activities": activity_kind(table)}.get(
            understanding.source.id, ""
        )

    def has(self, role: Role) -> bool:
        """Whether the table says this at all."""
        return self._places.get(role, -1) >= 0

    def of(self, row: Row, role: Role) -> str:
        """What a row says of this, "" where it says nothing."""
        place = self._places.get(role, -1)
        return row.cells[place].strip() if place >= 0 else ""

    def kind(self, row: Row) -> str:
        """The kind of a row, as the system calls it."""
        if said := self.of(row, "field") or self.of(row, "kind"):
            return said
        called = self._call_type >= 0 and row.cells[self._call_type].strip()
        return "Call" if called or self.of(row, "seconds") else self._kind


def proposed(source: Source, kind: str) -> Meaning:
    """What rows of a kind are proposed to become."""
    kind = " ".join(kind.split()).casefold()
    if source.holds != "changes":
        return OF_INTERACTIONS.get(kind, "note")
    if source.id == "salesforce-account-history" and kind in {"name", "account name"}:
        return RENAME
    return OF_CHANGES.get(kind, f"{FACT}other")


def understood(table: Table, source: Source | None = None, system: str = "", zone: str = "UTC") -> Understanding:
    """What is proposed for a table: its kind, its columns, and how its dates are written."""
    source = source or recognised(table)
    columns = columns_in(source, table)
    found = Understanding(source=source, system=system or source.system, columns=columns, zone=zone)
    return msgspec.structs.replace(found, dates=times_in(table, found).order)


class Times(msgspec.Struct, frozen=True):
    """How the dates of a table are written."""

    order: DateOrder
    """What comes first in those such as 17/05/2024, as far as they tell."""
    unsure: bool
    """Whether there are such."""
    lack_zone: bool
    """Whether there are times that do not say their zone."""


def times_in(table: Table, understanding: Understanding) -> Times:
    """How the dates of a table are written."""

    def look() -> Times:
        cells = Cells(table, understanding)
        dates = list(dict.fromkeys(cells.of(row, "date") for row in table.rows))
        return Times(order_in(dates), has_order(dates), lacks_zone(dates))

    return table.once(("times", understanding.columns.get("date")), look)


def notes_of(table: Table, understanding: Understanding) -> list[str]:
    """What to know of a file before it is brought in: of its kind, of how it was read, and of times without a zone."""
    notes = [*table.notes, *understanding.source.notes]
    if understanding.source.holds != "key" and times_in(table, understanding).lack_zone:
        notes.append(
            f"Its times do not say their zone: they are read as {understanding.zone}, and the day counts that it then is in UTC."
        )
    return notes


def kinds_in(table: Table, understanding: Understanding) -> dict[str, int]:
    """The kinds of a table's rows with how many rows are of each, the most frequent first."""

    def look() -> dict[str, int]:
        cells = Cells(table, understanding)
        counts: Counter[str] = Counter()
        spelled: dict[str, str] = {}
        for row in table.rows:
            kind = cells.kind(row)
            counts[spelled.setdefault(kind.casefold(), kind)] += 1
        return dict(counts.most_common(MOST_KINDS))

    roles: tuple[Role, ...] = ("field", "kind", "seconds")
    columns = (understanding.columns.get(role) for role in roles)
    return table.once(("kinds", understanding.source.id, *columns), look)
