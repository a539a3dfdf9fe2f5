"""Who is not yet known, whose IT terrain is not mapped, and is the CIO with customers as much as the policy wants?"""

from collections import defaultdict
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pandas as pd

from domain.company.cio_time import CioHoursReported
from domain.history.when import add_months
from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.account_class import CLASSED_KINDS
from domain.relationship.counterpart.record import CounterpartConfirmed, CounterpartLeft, CounterpartNamed
from domain.relationship.gaps import gaps_left
from domain.relationship.interaction import InteractionLogged
from domain.relationship.rules import CioTime, Rules
from domain.relationship.team import TeamMemberJoined, TeamMemberLeft
from domain.relationship.terrain import TerrainSurveyed
from projections.going_on import by_itself
from projections.once import once
from projections.portfolio import names, portfolio
from projections.projection import FOREVER, day_number, day_of
from projections.question import AddedRow, Facts, fact_table, facts, latest, number, text

FACT = fact_table(
    "reach_fact",
    text("subject"),
    text("function"),
    number("confirmed"),
    number("amount"),
    number("starts"),
    number("ends"),
)
"""A counterpart or team member (``subject``) and what happened to them, an interaction that the CIO took part in, the
CIO's hours in a period (``starts``, ``ends``), or a survey. ``amount`` is hundredths of hours, or the weeks that it takes
to link; ``UNKNOWN`` where it was not said."""

UNKNOWN = -1

PEOPLE = (
    "counterpart-named", "counterpart-confirmed", "counterpart-left", "team-member-joined", "team-member-left",
)  # fmt: skip


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of people, terrain or the CIO's time."""
    match recorded.event:
        case CounterpartNamed() as event:
            return event.counterpart_id, event.function, int(event.confirmed), UNKNOWN, 0, 0
        case CounterpartConfirmed() | CounterpartLeft() | TeamMemberLeft() as event:
            return event.subject, "", 0, UNKNOWN, 0, 0
        case TeamMemberJoined() as event:
            return event.member_id, event.function, 0, UNKNOWN, 0, 0
        case TerrainSurveyed() as event:
            return "", "", 0, UNKNOWN if event.lead_time_weeks is None else event.lead_time_weeks, 0, 0
        case InteractionLogged(with_cio=True) as event:
            return "", "", 0, UNKNOWN if event.hours is None else hundredths(event.hours), 0, 0
        case CioHoursReported() as event:
            period = event.period
            return "", "", 0, hundredths(event.hours), day_number(period.first), day_number(period.last)
        case _:
            return None


def hundredths(hours: Decimal) -> int:
    """Hours as a whole number."""
    return round(hours * 100)


REACH = Facts(
    "reach",
    2,
    FACT,
    added,
    of=(
        CounterpartNamed,
        CounterpartConfirmed,
        CounterpartLeft,
        TeamMemberLeft,
        TeamMemberJoined,
        TerrainSurveyed,
        InteractionLogged,
        CioHoursReported,
    ),
)


def open_accounts(
    database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """The classified accounts that are not closed, or only one: relationship, name, account_class."""
    found = portfolio(database, as_of, known_at, relationship)
    found = found[(found["kind"] == "account") & (found["account_class"] != "") & (found["closed_since"] == 0)]
    return found[["relationship", "name", "account_class"]].reset_index(drop=True)


@once
@by_itself
def people(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """The accounts, or only one, in which functions are missing that the policy gives to their class.

    Columns: relationship, name, account_class, unknown (functions in which nobody at the account is known), assumed
    (in which nobody is confirmed) and team (that are not on the account team), each a tuple of functions.
    """
    told = ("relationship", "kind", "subject", "function", "confirmed")
    found = facts(database, FACT, as_of, known_at, kinds=PEOPLE, relationship=relationship, columns=told)
    team = _there(found, "team-member-joined", "team-member-left")
    named = _there(found, "counterpart-named", "counterpart-left")
    confirmed = named.merge(_subjects(found, "counterpart-confirmed"), "left", ["relationship", "subject"])
    confirmed = confirmed[(confirmed["confirmed"] == 1) | confirmed["found"].notna()]
    by_account = [_functions(each) for each in (team, named, confirmed)]
    rows = []
    for each in open_accounts(database, as_of, known_at, relationship).to_dict("records"):
        on_team, known, sure = (functions.get(each["relationship"], set()) for functions in by_account)
        missing = gaps_left(rules.service(each["account_class"]), team=on_team, named=known, confirmed=sure)
        if missing.team or missing.counterparts or missing.assumed:
            rows.append((*each.values(), missing.counterparts, missing.assumed, missing.team))
    return pd.DataFrame(rows, columns=["relationship", "name", "account_class", "unknown", "assumed", "team"])


def _there(found: pd.DataFrame, begun: str, ended: str) -> pd.DataFrame:
    """Those who came and have not left."""
    came = found[found["kind"] == begun].merge(_subjects(found, ended), "left", ["relationship", "subject"])
    return came[came["found"].isna()].drop(columns="found")


def _subjects(found: pd.DataFrame, kind: str) -> pd.DataFrame:
    those = found.loc[found["kind"] == kind, ["relationship", "subject"]].drop_duplicates()
    return those.assign(found=True)


def _functions(found: pd.DataFrame) -> dict[str, set[str]]:
    functions: dict[str, set[str]] = defaultdict(set)
    for relationship, function in zip(found["relationship"], found["function"], strict=True):
        functions[relationship].add(function)
    return functions


@once
def terrain(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """The accounts, or only one, whose IT terrain the policy wants surveyed and that have no survey, or none young enough.

    Columns: relationship, name, account_class, surveyed and surveyed_last (the days in which it last was, 0 where it
    never was), due (the first day on which that is too old, 0 where it never was), weeks (that it takes to link;
    ``UNKNOWN`` where not said) and seq (of the survey, 0 where there is none).
    """
    surveys = latest(facts(database, FACT, as_of, known_at, kinds=["terrain-surveyed"], relationship=relationship))
    surveys = surveys.rename(columns={"first_day": "surveyed", "last_day": "surveyed_last", "amount": "weeks"})
    kept = ["surveyed", "surveyed_last", "weeks", "seq"]
    found = open_accounts(database, as_of, known_at, relationship)
    found = found.merge(surveys[["relationship", *kept]], "left", "relationship")
    found = found.fillna({**dict.fromkeys(kept, 0), "weeks": UNKNOWN}).astype(dict.fromkeys(kept, "int64"))
    months = [rules.service(each).terrain_months for each in found["account_class"]]
    due = [_due(last, each) for last, each in zip(found["surveyed_last"], months, strict=True)]
    found.insert(5, "due", due)
    wanted = pd.Series([each is not None for each in months], index=found.index, dtype=bool)
    return found[wanted & (found["due"] <= day_number(as_of))].reset_index(drop=True)


def _due(surveyed: int, months: int | None) -> int:
    return day_number(add_months(day_of(surveyed), months)) + 1 if surveyed and months is not None else 0


RulesOn = Callable[[date], Rules]


def cio_time(database: Database, as_of: date, rules_on: RulesOn, known_at: int = FOREVER) -> pd.DataFrame:
    """The CIO's share of time with customers in every period whose hours were reported, judged by the policy of its last day.

    Columns: starts and ends (of the period), hours and with_customers, both in hours; vague (hours of interactions of
    which it is not sure that they were in the period), unmeasured (interactions without hours), share (0 to 1, missing
    where the CIO worked no hours), at_least and at_most (the policy's), verdict ("below", "within" or "above", "" where
    there is no share) and seq (of the report). ``met``, ``perhaps`` and ``silent`` are the interactions behind
    with_customers, vague and unmeasured, each as (relationship, seq).
    """
    found = facts(database, FACT, as_of, known_at, kinds=["interaction-logged", "cio-hours-reported"])
    periods = latest(found[found["kind"] == "cio-hours-reported"], "starts", "ends").sort_values(["starts", "ends"])
    customers = names(database, known_at)
    customers = customers.loc[customers["kind"].isin(CLASSED_KINDS), ["relationship"]]
    met = found[found["kind"] == "interaction-logged"].merge(customers, "inner", "relationship")
    rows = []
    for each in periods.to_dict("records"):
        touching = met[(met["first_day"] <= each["ends"]) & (met["last_day"] >= each["starts"])]
        within = (touching["first_day"] >= each["starts"]) & (touching["last_day"] <= each["ends"])
        measured = touching["amount"] != UNKNOWN
        spent = int(touching.loc[within & measured, "amount"].sum())
        policy = rules_on(min(day_of(each["ends"]), as_of)).cio_time
        rows.append(
            {
                "starts": each["starts"],
                "ends": each["ends"],
                "hours": each["amount"] / 100,
                "with_customers": spent / 100,
                "vague": int(touching.loc[~within & measured, "amount"].sum()) / 100,
                "unmeasured": int((~measured).sum()),
                "share": spent / each["amount"] if each["amount"] else None,
                "at_least": float(policy.at_least),
                "at_most": float(policy.at_most),
                "verdict": judged(spent, each["amount"], policy),
                "seq": each["seq"],
                "met": _records(touching[within & measured]),
                "perhaps": _records(touching[~within & measured]),
                "silent": _records(touching[~measured]),
            }
        )
    columns = [
        "starts", "ends", "hours", "with_customers", "vague", "unmeasured", "share", "at_least", "at_most", "verdict",
        "seq", "met", "perhaps", "silent",
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=columns)


def _records(found: pd.DataFrame) -> list[tuple[str, int]]:
    return [(stream, int(seq)) for stream, seq in zip(found["relationship"], found["seq"], strict=True)]


def judged(spent: int, hours: int, policy: CioTime) -> str:
    """Whether a share is below, within or above what the policy wants, both bounds included; "" without any hours."""
    if not hours:
        return ""
    if spent < policy.at_least * hours:
        return "below"
    return "above" if spent > policy.at_most * hours else "within"
