"""What the question of growth keeps of each account: its ratings, counterparts, IT terrain and system links."""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.counterpart.record import CounterpartConfirmed, CounterpartLeft, CounterpartNamed
from domain.relationship.criteria import CRITERIA, Criterion
from domain.relationship.rating import CriteriaRated
from domain.relationship.system_link import (
    SystemLinkDepthChanged,
    SystemLinkProposed,
    SystemLinkResumed,
    SystemLinkRetired,
    SystemLinkSuspended,
    SystemLinkWentLive,
)
from domain.relationship.terrain import TerrainSurveyed
from domain.relationship.vocabulary import DEPTHS, Function, Rating
from projections.projection import FOREVER
from projections.question import AddedRow, Facts, counted, fact_rows, fact_table, facts, latest, number, text

UNSAID = -1
"""A rating or a number of weeks that nobody gave."""

FACT = fact_table(
    "growth_fact",
    text("subject"),
    text("value"),
    text("title"),
    number("observed"),
    number("weeks"),
    *(number(each) for each in CRITERIA),
)
"""A rating by the criteria; a counterpart with the function (``value``) and, where that is so, "confirmed" (``title``);
a survey of the IT terrain with the weeks that a link takes; a link with its depth (``value``) and title."""

RATED, SURVEYED = "criteria-rated", "terrain-surveyed"
NAMED, CONFIRMED, LEFT = "counterpart-named", "counterpart-confirmed", "counterpart-left"
PROPOSED, LIVE, DEEPER = "system-link-proposed", "system-link-went-live", "system-link-depth-changed"
SUSPENDED, RESUMED, RETIRED = "system-link-suspended", "system-link-resumed", "system-link-retired"
LINK_KINDS = (PROPOSED, LIVE, DEEPER, SUSPENDED, RESUMED, RETIRED)


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of an account's growth."""
    match recorded.event:
        case CriteriaRated() as event:
            return _row(recorded, ratings=event.ratings)
        case CounterpartNamed() as event:
            return _row(recorded, event.function, "confirmed" if event.confirmed else "")
        case SystemLinkProposed() | SystemLinkWentLive() as event:
            return _row(recorded, event.depth or "", event.title)
        case SystemLinkDepthChanged() as event:
            return _row(recorded, event.depth)
        case TerrainSurveyed() as event:
            return _row(recorded, weeks=event.lead_time_weeks)
        case CounterpartConfirmed() | CounterpartLeft():
            return _row(recorded)
        case SystemLinkSuspended() | SystemLinkResumed() | SystemLinkRetired():
            return _row(recorded)
        case _:
            return None


def _row(
    recorded: Recorded,
    value: str = "",
    title: str = "",
    *,
    weeks: int | None = None,
    ratings: Mapping[Criterion, Rating] | None = None,
) -> AddedRow:
    event, rated = recorded.event, ratings or {}
    said = UNSAID if weeks is None else weeks
    return event.subject, value, title, int(event.observed), said, *(rated.get(each, UNSAID) for each in CRITERIA)


GROWTH = Facts(
    "growth",
    2,
    FACT,
    added,
    of=(
        CriteriaRated,
        CounterpartNamed,
        SystemLinkProposed,
        SystemLinkWentLive,
        SystemLinkDepthChanged,
        TerrainSurveyed,
        CounterpartConfirmed,
        CounterpartLeft,
        SystemLinkSuspended,
        SystemLinkResumed,
        SystemLinkRetired,
    ),
)


def ratings(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> dict[str, dict[Criterion, Rating]]:
    """The latest rating of each criterion that was rated, by relationship."""
    rated: dict[str, dict[Criterion, Rating]] = {}
    told = ("relationship", *CRITERIA)
    for row in fact_rows(database, FACT, as_of, known_at, kinds=[RATED], relationship=relationship, columns=told):
        said = zip(CRITERIA, row[1:], strict=True)
        rated.setdefault(row.relationship, {}).update({name: given for name, given in said if given != UNSAID})
    return rated


def counterparts(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> dict[str, dict[Function, bool]]:
    """By relationship the functions in which somebody is known who has not left, and whether anybody is confirmed."""
    told = ("relationship", "kind", "subject", "title", "value")
    kinds = [NAMED, CONFIRMED, LEFT]
    found = fact_rows(database, FACT, as_of, known_at, kinds=kinds, relationship=relationship, columns=told)
    left = {(row.relationship, row.subject) for row in found if row.kind == LEFT}
    sure = {(row.relationship, row.subject) for row in found if row.kind == CONFIRMED or row.title == "confirmed"}
    known: dict[str, dict[Function, bool]] = {}
    for row in found:
        who = row.relationship, row.subject
        if row.kind == NAMED and who not in left:
            functions = known.setdefault(row.relationship, {})
            functions[row.value] = functions.get(row.value, False) or who in sure
    return known


def surveys(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """The latest survey of each account's IT terrain: relationship, first_day, last_day, weeks (``UNSAID``) and seq."""
    told = ("relationship", "first_day", "last_day", "weeks", "seq")
    return latest(facts(database, FACT, as_of, known_at, kinds=[SURVEYED], relationship=relationship, columns=told))


def link_facts(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Everything that happened to links that had begun, in the order in which it counts but proposals first, and the
    ``day`` that it counts from (``projections.question.counted``).
    """
    told = ("relationship", "kind", "first_day", "last_day", "seq", "subject", "value", "title", "observed")
    found = counted(facts(database, FACT, as_of, known_at, kinds=LINK_KINDS, relationship=relationship, columns=told))
    begun = found["kind"].isin([PROPOSED, LIVE]).groupby([found["relationship"], found["subject"]]).transform("any")
    later = (found["kind"] != PROPOSED).rename("later")
    return found.assign(later=later)[begun.astype(bool)].sort_values("later", kind="stable", ignore_index=True)


def working(found: pd.DataFrame, by: str) -> pd.DataFrame:
    """The links that work after these facts, each once for every value of the column ``by``, the deepest of each first.

    Columns: by, relationship, subject, title, depth ("" where nobody said), first_day, last_day and seq of going live,
    observed (whether an import tells of it).
    """
    key = [by, "subject"]
    live = found[found["kind"] == LIVE].drop_duplicates(key, keep="last")
    kept = ["relationship", "subject", "title", "first_day", "last_day", "seq", "observed"]
    live = live[list(dict.fromkeys([by, *kept]))]
    said = found[found["value"] != ""].drop_duplicates(key, keep="last").rename(columns={"value": "depth"})
    turned = found[found["kind"].isin([SUSPENDED, RESUMED])].drop_duplicates(key, keep="last")
    stopped = pd.concat([turned[turned["kind"] == SUSPENDED], found[found["kind"] == RETIRED]])[key].drop_duplicates()
    live = live.merge(said[[*key, "depth"]], "left", key).merge(stopped.assign(stopped=True), "left", key)
    live = live[live["stopped"].isna()].drop(columns="stopped").fillna({"depth": ""})
    rank = -live["depth"].map(depth_rank).astype("int64")
    return live.assign(rank=rank).sort_values(["rank", "first_day", "seq"], ignore_index=True).drop(columns="rank")


def depth_rank(depth: str) -> int:
    """How deep: 0 where nobody said."""
    return next((place for place, each in enumerate(DEPTHS, 1) if each == depth), 0)
