"""Which accounts are treated unlike their class?

Over-service and under-service are both faults (Byrnes): a custom service sold to a stable account loses money, and a
one-size-fits-all system starves the accounts that carry the profit.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Literal, NamedTuple

import pandas as pd

from domain.ledger.database import Database
from domain.relationship.account_class import ACCOUNT_CLASSES, AccountClass
from domain.relationship.joint_plan import horizon_in_words, length, outside_policy
from domain.relationship.rules import Rules, Service
from domain.relationship.vocabulary import DEPTHS, Depth
from projections.fit_facts import FIT, Held, LinkKept, PlanKept, Point, held, spell
from projections.going_on import by_itself
from projections.migration import spells
from projections.once import once
from projections.portfolio import portfolio
from projections.projection import FOREVER, day_number, day_of

__all__ = ["FIT", "MEASURE", "SIDES", "by_class", "classed", "misfits"]

Side = Literal["over", "under", "off policy"]
SIDES: tuple[Side, ...] = ("over", "under", "off policy")
"""Served more than the class gets, served less, or planned otherwise than the policy has it."""

COLUMNS = (
    "relationship", "name", "account_class", "side", "misfit", "what", "rule", "policy_version", "since", "since_last",
    "settled", "seqs",
)  # fmt: skip

MEASURE: dict[Depth, str] = {
    "arm's length": "at arm's length",
    "coordinated": "coordinated",
    "integrated": "integrated",
}  # fmt: skip


class Misfit(NamedTuple):
    """One way in which an account is treated unlike its class."""

    side: Side
    misfit: str
    what: str
    rule: str
    points: Sequence[Point]
    """The events behind it, what it is most about first."""
    settled: bool = False

    @property
    def since(self) -> Point:
        """It is a misfit since the latest of them."""
        return max(self.points)


class Account(NamedTuple):
    """An account, what its class gets, and what is kept of it."""

    account_class: AccountClass
    classed: Point
    rules: Rules
    held: Held

    @property
    def service(self) -> Service:
        """What its class gets."""
        return self.rules.service(self.account_class)

    @property
    def those(self) -> str:
        """Accounts of its class, to begin a sentence with."""
        return f"{self.account_class.capitalize()} accounts"


@once
@by_itself
def misfits(
    database: Database, as_of: date, rules: Rules, known_at: int = FOREVER, relationship: str | None = None
) -> pd.DataFrame:
    """Every way in which a classified account that is not closed, or only one, is treated unlike its class on a day.

    The policy is the one in force on that day. A link that is suspended or retired serves nobody; one of which nobody
    said how deep it reaches is not known to be deep. Going live over unchanged processes is no misfit.

    Columns: relationship, name, account_class, side ("over", "under", "off policy"), misfit (its kind), what (the misfit
    in words), rule (the policy's, in words), policy_version, since and since_last (the days in which it became so, judged by this policy), settled (1 for a plan that the class
    does not allow and that was carried to its end when the class changed) and seqs (the events behind it, what it is
    most about first). By name, then the worst first: over, under, off policy.
    """
    day = day_number(as_of)
    kept = held(database, as_of, known_at, relationship)
    rows: list[dict[str, Any]] = []
    for stay in classed(database, as_of, known_at, relationship).to_dict("records"):
        account = Account(
            account_class=stay["account_class"],
            classed=Point(int(stay["since"]), int(stay["seq"]), int(stay["since_last"])),
            rules=rules,
            held=kept.get(str(stay["relationship"]), Held([], [], set(), {})),
        )
        rows += [
            {
                "relationship": stay["relationship"],
                "name": stay["name"],
                "account_class": account.account_class,
                "side": each.side,
                "misfit": each.misfit,
                "what": each.what,
                "rule": each.rule,
                "policy_version": rules.version,
                "since": each.since.day,
                "since_last": each.since.last,
                "settled": int(each.settled),
                "seqs": tuple(dict.fromkeys(point.seq for point in each.points if point.seq)),
            }
            for each in (*over(account), *under(account, day), *off_policy(account, day))
        ]
    rows.sort(key=lambda row: (str(row["name"]).casefold(), SIDES.index(row["side"])))
    return pd.DataFrame(rows, columns=list(COLUMNS))


def over(account: Account) -> Iterator[Misfit]:
    """Links that the class does not get: built to measure, or too deep."""
    service = account.service
    for stood in account.held.links:
        title = stood[-1].title
        custom, _ = spell(stood, lambda each: each.working and each.custom)
        if custom.seq and not service.custom_links:
            yield Misfit(
                side="over",
                misfit="custom link",
                what=f"Link “{title}” is built to the account's own measure",
                rule=f"{account.those} have no links built to their own measure",
                points=(custom, account.classed),
            )
        deep, _ = spell(stood, lambda each: reaches(each, service.deepest_link, beyond=True))
        if deep.seq:
            yield Misfit(
                side="over",
                misfit="link too deep",
                what=f"Link “{title}” is {stood[-1].depth}",
                rule=f"The deepest links of {account.account_class} accounts are {MEASURE[service.deepest_link]}",
                points=(deep, account.classed),
            )


def reaches(link: LinkKept, depth: Depth, *, beyond: bool = False) -> bool:
    """Whether a link works and is as deep as this, or deeper."""
    at_least = DEPTHS.index(depth) + beyond
    return link.working and link.depth in DEPTHS[at_least:]


def under(account: Account, day: int) -> Iterator[Misfit]:
    """What the class gets and the account does not have: a plan in force, a whole team, a link deep enough."""
    service, kept = account.service, account.held
    if service.plan and not any(plan.in_force_on(day) for plan in kept.plans):
        last = max((plan.over for plan in kept.plans if plan.over.day <= day), default=Point())
        yield Misfit(
            side="under",
            misfit="no plan in force",
            what="No joint plan is on record as in force",
            rule=f"{account.those} have a joint plan of {horizon_in_words(service.plan)}",
            points=(last, account.classed),
        )
    if missing := [each for each in service.team if each not in kept.team]:
        left = [kept.vacated.get(each, Point()) for each in missing]
        first = min(max(each.day, account.classed.day) for each in left)
        behind = [each for each in left if each.day <= first]
        yield Misfit(
            side="under",
            misfit="team incomplete",
            what=f"Nobody from {listed(missing, 'or')} is on the account team",
            rule=f"{account.those} have an account team from {listed(service.team)}",
            points=(*behind, account.classed),
        )
    expected = service.link_expected
    if expected:
        deep = MEASURE[expected] + (" or deeper" if expected != DEPTHS[-1] else "")
        known = [spell(stood, lambda each: reaches(each, expected)) for stood in kept.links]
        if not any(since.seq for since, _ in known):
            yield Misfit(
                side="under",
                misfit="no link deep enough",
                what=f"No live link is known to be {deep}",
                rule=f"{account.those} have a live link that is {deep}",
                points=(max((ceased for _, ceased in known), default=Point()), account.classed),
            )


def off_policy(account: Account, day: int) -> Iterator[Misfit]:
    """Live plans of a length that the class does not allow; those carried to their end are settled."""
    horizon = account.service.plan
    for plan in account.held.plans:
        starts, ends = day_of(plan.starts), day_of(plan.ends)
        if not plan.lives_on(day) or not outside_policy(account.account_class, starts, ends, account.rules):
            continue
        yield Misfit(
            side="off policy",
            misfit="plan off policy",
            what=f"Joint plan “{plan.title}” runs {length(starts, ends)}{', carried to its end' * settled(plan)}",
            rule=f"{account.those} have "
            + (f"joint plans of {horizon_in_words(horizon)}" if horizon else "no joint plan"),
            points=(plan.term, account.classed, *([plan.carried] if settled(plan) else [])),
            settled=settled(plan),
        )


def settled(plan: PlanKept) -> bool:
    """Whether a plan runs on to its end although the class does not allow it."""
    return plan.carried.seq > 0


def listed(functions: Sequence[str], and_or: str = "and") -> str:
    """Functions in a sentence: "IT, operations and executive"."""
    *others, last = functions
    return f"{', '.join(others)} {and_or} {last}" if others else last


def by_class(database: Database, found: pd.DataFrame, as_of: date, known_at: int = FOREVER) -> pd.DataFrame:
    """How many accounts of each class are treated like it, and how many are not, of these ``misfits``.

    A settled plan is no misfit. Columns: account_class, accounts, over, under, off policy (an account may be in several
    of these) and like (those in none).
    """
    stays = classed(database, as_of, known_at)
    unsettled = found[found["settled"] == 0]
    rows: list[dict[str, Any]] = []
    for each in ACCOUNT_CLASSES:
        those = unsettled[unsettled["account_class"] == each]
        accounts = int((stays["account_class"] == each).sum())
        counts: dict[str, int] = {
            side: int(those.loc[those["side"] == side, "relationship"].nunique()) for side in SIDES
        }
        like = accounts - int(those["relationship"].nunique())
        rows.append({"account_class": each, "accounts": accounts, **counts, "like": like})
    return pd.DataFrame(rows)


@once
def classed(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> pd.DataFrame:
    """The accounts that are classified and not closed: the stay of each in its class (``projections.migration.spells``)."""
    stays = spells(database, as_of, known_at, relationship)
    now = portfolio(database, as_of, known_at, relationship)
    closed = now.loc[now["closed_since"] > 0, "relationship"]
    return stays[(stays["until"] == 0) & ~stays["relationship"].isin(closed)]
