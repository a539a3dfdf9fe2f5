"""The rows of a file, each understood: what it says happened, or why it is left out or refused."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Literal

import msgspec

from domain.history.event import Command
from domain.history.refusal import NothingEntered, Refusal
from domain.history.when import When
from domain.relationship.interaction import LogInteraction
from domain.relationship.observation import NoteFact
from domain.relationship.opening import RenameRelationship
from ui.crm.dates import read_when
from ui.crm.known import Company, Known, is_yes, same_id
from ui.crm.mapping import FACT, LEAVE_OUT, RENAME, Cells, Understanding
from ui.crm.sources import SALESFORCE
from ui.crm.table import Row, Table
from ui.crm.words import about, author, change
from ui.finding import folded

Fell = Literal["refused", "left out"]
SECONDS_IN_AN_HOUR = 3600
OPPORTUNITY = "006"
"""What Salesforce ids of opportunities begin with; those of accounts begin with 001."""
ACCOUNT = "001"
DONE = ("completed", "complete", "done", "closed")
NOT_DONE = ("not_started", "not started", "in_progress", "in progress", "waiting", "waiting on someone else", "deferred",
            "open", "scheduled", "canceled", "cancelled")  # fmt: skip


class Fallen(msgspec.Struct, frozen=True, gc=False):
    """A row that is not recorded, and why."""

    file: str
    line: int
    became: Fell
    why: str
    account: str = ""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A row that says enough to be recorded once it is known which relationship it belongs to."""

    file: str
    line: int
    companies: tuple[Company, ...]
    """The accounts that it is about; none where the one that was chosen for all rows is meant."""
    record: tuple[str, ...]
    """What the row is told from all others by, in its system; empty where it has no id."""
    on: When
    command: Command | None
    """What it says happened; None where it only says that there is an account."""
    author: str = ""
    formerly: str = ""
    """What the account was called until then, where the row renames it."""


class LeftOut(Exception):
    """A row that is not to be recorded; the message says why."""


def told_in(table: Table, understanding: Understanding, known: Known, today: date) -> tuple[list[Told], list[Fallen]]:
    """The rows that say enough, and those that do not with the reason."""
    cells = Cells(table, understanding)
    reader = Reader(table, cells, understanding, known, today)
    told: list[Told] = []
    fallen = [Fallen(table.file, each.line, "refused", each.why) for each in table.unread]
    for row in table.rows:
        try:
            told.append(reader.told(row))
        except LeftOut as why:
            fallen.append(Fallen(table.file, row.line, "left out", str(why)))
        except Refusal as refusal:
            fallen.append(Fallen(table.file, row.line, "refused", refusal.sentence))
    return told, fallen


class Reader:
    """Understands the rows of one file."""

    def __init__(self, table: Table, cells: Cells, understanding: Understanding, known: Known, today: date) -> None:
        self._file = table.file
        self._cells = cells
        self._how = understanding
        self._source = understanding.source
        self._known = known
        self._today = today
        self._by_name = set(self._named_changes(table.rows)) if self._source.holds == "changes" else set()

    def _named_changes(self, rows: Iterable[Row]) -> Iterator[tuple[str, ...]]:
        """The changes that are told with names; Salesforce tells them a second time with ids."""
        for row in rows:
            if self._cells.of(row, "data type").casefold() != "entityid":
                yield self._edit(row)

    def _edit(self, row: Row) -> tuple[str, ...]:
        return tuple(self._cells.of(row, role) for role in ("account id", "parent", "date", "field", "author"))

    def told(self, row: Row) -> Told:
        """What a row says. Raises LeftOut, or a Refusal."""
        cells = self._cells
        if is_yes(cells.of(row, "deleted")) and not cells.of(row, "merged into"):
            raise LeftOut(f"It was deleted in {self._how.system}.")
        if self._source.holds == "accounts":
            return self._account(row)
        meaning = self._how.meaning(cells.kind(row))
        if meaning == LEAVE_OUT:
            kind = cells.kind(row)
            raise LeftOut(f"Rows of the kind “{kind}” are left out." if kind else "Rows of no kind are left out.")
        if self._source.holds == "interactions":
            self._refuse_undone(row)
        elif cells.of(row, "data type").casefold() == "entityid" and self._edit(row) in self._by_name:
            raise LeftOut("The same change is told with names in another row.")
        on = self._on(row)
        if on.first > self._today:
            raise LeftOut(f"It lies ahead, {on.told}: bring it in once it has happened.")
        companies = self._companies(row)
        return Told(
            file=self._file,
            line=row.line,
            companies=companies,
            record=self._record(row),
            on=on,
            command=self._command(row, meaning, on),
            author=author(cells, row, self._how, self._known),
            formerly=cells.of(row, "old") if meaning == RENAME else "",
        )

    def _refuse_undone(self, row: Row) -> None:
        """Raises LeftOut of what was planned and not done."""
        closed, status = self._cells.of(row, "closed"), self._cells.of(row, "status")
        undone = not is_yes(closed) if closed else status.casefold() in NOT_DONE
        if undone and status.casefold() not in DONE:
            raise LeftOut(f"It was not done yet ({status or 'not closed'}).")

    def _on(self, row: Row) -> When:
        said = self._cells.of(row, "date")
        if not said:
            column = self._how.columns.get("date", "")
            told = f"The column {column} is empty" if column else "No column was chosen for when it happened"
            raise NothingEntered(f"{told}: a row says when it happened.", field="on")
        return read_when(said, self._how.dates, self._how.zone)

    def _record(self, row: Row) -> tuple[str, ...]:
        said = self._cells.of(row, "id")
        return (folded(self._how.system), self._source.id, same_id(said, self._how.system)) if said else ()

    def _account(self, row: Row) -> Told:
        cells, known, system = self._cells, self._known, self._how.system
        company_id, name = cells.of(row, "account id"), " ".join(cells.of(row, "account name").split())
        if not company_id and not name:
            raise NothingEntered("The row has neither an id nor a name: an account has one of them.", field="account")
        if cells.of(row, "merged into"):
            into = known.company(system, company_id)
            raise LeftOut(f"It was merged into {into.name or into.id}, which stands for both.")
        said = cells.of(row, "date")
        on = read_when(said, self._how.dates, self._how.zone) if said else When(first=self._today)
        return Told(
            file=self._file,
            line=row.line,
            companies=(Company(company_id, name, system),),
            record=(),
            on=on,
            command=None,
        )

    def _companies(self, row: Row) -> tuple[Company, ...]:
        """The accounts that a row is about. Raises LeftOut where they cannot be told."""
        if self._how.account:
            return ()
        cells, known, system = self._cells, self._known, self._how.system
        if self._source.id == "hubspot-engagements" and not cells.has("account id"):
            return self._associated(cells.of(row, "id"))
        company_id, name = cells.of(row, "account id"), " ".join(cells.of(row, "account name").split())
        if not company_id and (parent := cells.of(row, "parent")):
            company_id = self._account_of(parent)
        if company_id:
            return (known.company(system, company_id, name),)
        if name:
            same = known.named.get((folded(system), folded(name)), [])
            return (same[0],) if len(same) == 1 else (Company("", name, system),)
        raise LeftOut("It names no account: choose one account for all rows, or the column that names it.")

    def _account_of(self, parent: str) -> str:
        """The account's id of what a row hangs off. Raises LeftOut."""
        if parent.startswith(ACCOUNT):
            return parent
        if parent.startswith(OPPORTUNITY):
            found, _ = self._known.opportunities.get(same_id(parent, SALESFORCE), ("", ""))
            if found:
                return found
            raise LeftOut(
                f"None of the files says which account the opportunity {parent} is of: drop the export of opportunities "
                "(Id, AccountId, Name) with it."
            )
        raise LeftOut(f"It is about {parent}, which is neither an account nor an opportunity.")

    def _associated(self, engagement: str) -> tuple[Company, ...]:
        """The companies of an engagement. Raises LeftOut."""
        found = self._known.of_engagement.get(engagement, [])
        if found:
            companies = (self._known.company(self._how.system, each) for each in found)
            return tuple({each.token: each for each in companies}.values())
        if self._known.has_associations:
            raise LeftOut("The table of associations names no company for it.")
        raise LeftOut("None of the files says which company it is about: drop the table of associations with it.")

    def _command(self, row: Row, meaning: str, on: When) -> Command:
        """What the row says happened. Raises a Refusal."""
        cells = self._cells
        if meaning == RENAME:
            return RenameRelationship(on=on, name=cells.of(row, "new"))
        words = change(cells, row, self._how, self._known) if self._source.holds == "changes" else about(cells, row)
        if meaning.startswith(FACT):
            return NoteFact(on=on, reason=words, lane=meaning.removeprefix(FACT))  # type: ignore[arg-type]  # one of the lanes
        return LogInteraction(
            on=on,
            kind=meaning,  # type: ignore[arg-type]  # one of the kinds
            summary=words,
            participants=cells.of(row, "participants"),
            hours=hours(cells.of(row, "seconds")),
        )


def hours(seconds: str) -> Decimal | None:
    """How long a call took, in hours; None where it says none."""
    if not seconds.isdecimal() or len(seconds) > 9 or int(seconds) == 0:
        return None
    return max(round(Decimal(seconds) / SECONDS_IN_AN_HOUR, 2), Decimal("0.01"))
