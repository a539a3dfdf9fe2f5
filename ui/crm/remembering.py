"""How somebody had the rows of a file understood last, for their next file with the same headings.

It is kept as their drafts are (``domain.ledger.drafts``): for them alone, apart from the ledger and its backups, for thirty
days after it was last used, and gone with whoever is forgotten whom it names. It holds headings and choices; of what stands
in the rows, such as kinds, only a keyed hash.
"""

from collections.abc import Mapping
from typing import cast, get_args

import msgspec
from msgspec.structs import replace

from domain.asked import in_writing
from ui.bootstrap import Tieline
from ui.crm.dates import DateOrder, zones
from ui.crm.mapping import MEANINGS, Meaning, Understanding, kinds_in, proposed, times_in, understood
from ui.crm.sources import BY_ID, Role, Source
from ui.crm.table import Table

PLACE = "mapping "
"""How the places begin that mappings are kept in; no account's id has a blank."""
SHOWN = 16
"""So many letters of a hash tell kinds apart."""


class Remembered(msgspec.Struct, frozen=True, kw_only=True):
    """What was chosen."""

    source: str
    columns: dict[str, str]
    kinds: dict[str, Meaning] = {}
    """What rows of a kind become where that is not what is proposed, by the hash of the kind."""
    dates: str = ""
    zone: str = ""
    system: str = ""


def remember(tieline: Tieline, subject: str, table: Table, how: Understanding) -> None:
    """Keep what somebody chose for a table; where that is just what is proposed, keep nothing."""
    kinds = {
        hashed(tieline, kind): meaning for kind, meaning in how.kinds.items() if meaning != proposed(how.source, kind)
    }
    plain = replace(how, kinds={}, account="")
    place = place_of(tieline, table)
    if not kinds and plain == understood(table):
        tieline.drafts.drop(subject, place)
        return
    chosen = Remembered(
        source=how.source.id,
        columns={str(role): column for role, column in how.columns.items()},
        kinds=kinds,
        dates=how.dates,
        zone=how.zone,
        system="" if how.source.system else how.system,
    )
    tieline.drafts.keep(subject, place, msgspec.json.encode(chosen).decode())


def recalled(tieline: Tieline, subject: str, table: Table) -> Remembered | None:
    """What they chose last for a table with these headings; None where nothing is kept, or cannot be read any more."""
    kept = tieline.drafts.at(subject, place_of(tieline, table))
    if kept is None:
        return None
    try:
        found = msgspec.json.decode(kept.content, type=Remembered)
    except msgspec.DecodeError:
        return None
    return found if source_of(found) else None


def forget(tieline: Tieline, subject: str, table: Table) -> None:
    """Keep no mapping for tables with these headings any longer."""
    tieline.drafts.drop(subject, place_of(tieline, table))


def source_of(remembered: Remembered) -> Source | None:
    """The kind of file that it was said to be; None where there is none of that name any more."""
    found = BY_ID.get(remembered.source)
    return found if found and found.holds != "tieline" else None


def as_remembered(tieline: Tieline, table: Table, how: Understanding, remembered: Remembered) -> Understanding:
    """The understanding with what was chosen last, as far as it fits this table; what its dates tell themselves counts first."""
    roles: tuple[Role, ...] = get_args(Role)
    columns: dict[Role, str] = {
        role: table.columns[place]
        for role in roles
        if (place := table.place(remembered.columns.get(role, ""))) >= 0 and role in remembered.columns
    }
    how = replace(how, columns=columns)
    told = times_in(table, how).order
    order = remembered.dates if told == "year first" and remembered.dates in get_args(DateOrder) else told
    how = replace(
        how,
        dates=cast("DateOrder", order),
        zone=remembered.zone if remembered.zone in zones() else how.zone,
        system=how.source.system or remembered.system,
    )
    kinds: Mapping[str, Meaning] = {
        kind.casefold(): meaning
        for kind in kinds_in(table, how)
        if (meaning := remembered.kinds.get(hashed(tieline, kind), "")) in MEANINGS
    }
    return replace(how, kinds=dict(kinds))


def hashed(tieline: Tieline, kind: str) -> str:
    """A kind, told apart from others without giving away what stands in the rows."""
    return tieline.tracker.vault.fingerprint(in_writing("kind", kind.casefold())).hex()[:SHOWN]


def place_of(tieline: Tieline, table: Table) -> str:
    """Where a mapping for tables with these headings is kept, in whatever order they stand."""
    return f"{PLACE}{tieline.tracker.vault.fingerprint(in_writing('mapping', sorted(table.names()))).hex()[:32]}"
