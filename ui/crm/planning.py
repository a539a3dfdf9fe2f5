"""A plan for files: their rows understood, each with the relationship that it goes to."""

from collections.abc import Mapping, Sequence
from datetime import date

import msgspec

from domain.access import Actor, reach
from ui.crm.accounts import Finder, Found, OnRecord
from ui.crm.known import Company, Known, known_from
from ui.crm.mapping import Understanding
from ui.crm.rows import Fallen, Told, told_in
from ui.crm.table import Table


class FileRows(msgspec.Struct, frozen=True):
    """The rows of one file, each understood."""

    file: str
    understanding: Understanding
    told: list[Told]
    fallen: list[Fallen]


class Understood(msgspec.Struct, frozen=True):
    """The rows of files that were dropped together, and what the files say of each other."""

    known: Known
    files: list[FileRows]


class Plan(msgspec.Struct, kw_only=True):
    """What is to be tried or recorded: rows understood, with the relationship of each account."""

    told: list[Told]
    fallen: list[Fallen]
    found: list[Found]
    """Where the rows of each account go."""
    places: list[tuple[Found, ...]]
    """Those of each row that was understood."""

    @property
    def rows(self) -> int:
        """How many rows the files have that could say something."""
        return len(self.told) + len(self.fallen)


def with_rows(files: Sequence[tuple[Table, Understanding]]) -> list[tuple[Table, Understanding]]:
    """The files whose rows are to be recorded: where others name accounts, a list of accounts is only the key to them."""
    told = [each for each in files if each[1].source.holds in {"interactions", "changes"}]
    return told or [each for each in files if each[1].source.holds == "accounts"]


def understood_rows(files: Sequence[tuple[Table, Understanding]], today: date) -> Understood:
    """The rows of files, understood together."""
    known = known_from(files)
    return Understood(
        known,
        [FileRows(table.file, how, *told_in(table, how, known, today)) for table, how in with_rows(files)],
    )


def placed(rows: Understood, record: OnRecord, *, chosen: Mapping[str, str], open_new: bool, by: Actor) -> Plan:
    """Where each of the rows goes."""
    confined = reach(by, "record") is not None
    finder = Finder(record, rows.known, chosen=chosen, open_new=open_new, confined=confined)
    plan = Plan(told=[], fallen=[], found=[], places=[])
    for file in rows.files:
        plan.fallen += file.fallen
        plan.told += file.told
        if file.understanding.account:
            plan.places += [(all_of(record, file.understanding.account),)] * len(file.told)
        else:
            plan.places += [tuple(map(finder.found, each.companies)) for each in file.told]
    plan.found = finder.every
    return plan


def all_of(record: OnRecord, stream: str) -> Found:
    """The one relationship that all rows of a file are about."""
    named = record.by_stream.get(stream)
    if named is None:
        return Found(
            company=Company("", "", ""),
            how="not yours",
            why="The account that was chosen is none that you may record about.",
        )
    return Found(company=Company("", named.name, ""), how="chosen", stream=stream, name=named.name)
