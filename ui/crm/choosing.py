"""What somebody chose for a table, in place of what is proposed: columns, kinds, and what they become."""

from collections.abc import Iterable
from typing import get_args

from msgspec.structs import replace

from domain.history.refusal import Refusal
from ui.crm.mapping import MEANINGS, Meaning, Understanding
from ui.crm.sources import BY_ID, Role, Source
from ui.crm.table import Table


class NotAmongThem(Refusal):
    """What is chosen is one of what there is."""


def source_called(text: str) -> Source:
    """The kind of file of this name. Raises NotAmongThem."""
    found = BY_ID.get(text.strip().casefold())
    if found is None or found.holds == "tieline":
        offered = ", ".join(each.id for each in BY_ID.values() if each.holds != "tieline")
        raise NotAmongThem(f"“{text}” is no kind of file: choose one of {offered}.", field="as")
    return found


def with_columns(understanding: Understanding, table: Table, said: Iterable[str]) -> Understanding:
    """The understanding with "date=When" and the like taken in: what it is, and the column that it stands in.

    Raises NotAmongThem.
    """
    columns = dict(understanding.columns)
    for role, column in in_pairs(said, "date=When"):
        roles: tuple[Role, ...] = get_args(Role)
        chosen = next((each for each in roles if each == role.casefold()), None)
        if chosen is None:
            raise NotAmongThem(
                f"“{role}” is nothing that a column says: choose one of {', '.join(roles)}.", field="column"
            )
        place = table.place(column)
        if column and place < 0:
            raise NotAmongThem(
                f"“{table.file}” has no column “{column}”: name one of {', '.join(table.columns)}.", field="column"
            )
        columns.pop(chosen, None)
        if column:
            columns[chosen] = table.columns[place]
    return replace(understanding, columns=columns)


def kinds_chosen(said: Iterable[str]) -> dict[str, Meaning]:
    """What kinds become, from "Call=call" and the like. Raises NotAmongThem."""
    return {kind.casefold(): meaning_called(meaning) for kind, meaning in in_pairs(said, "Call=call")}


def meaning_called(text: str) -> Meaning:
    """What rows become, by what it is called. Raises NotAmongThem."""
    sought = " ".join(text.split()).casefold()
    found = next((each for each in MEANINGS if sought in {each, each.replace(": ", ":")}), None)
    if found is None:
        raise NotAmongThem(f"“{text}” is nothing that rows become: choose one of {', '.join(MEANINGS)}.", field="kind")
    return found


def in_pairs(said: Iterable[str], example: str) -> Iterable[tuple[str, str]]:
    """Pairs written "a=b". Raises NotAmongThem."""
    for each in said:
        one, equals, other = each.rpartition("=")
        if not equals or not one.strip():
            raise NotAmongThem(f"“{each}” is no pair: write it as {example}.")
        yield " ".join(one.split()), " ".join(other.split())
