"""How accounts stand at a point, status by status, so that two points can be compared."""

from collections.abc import Iterator
from typing import NamedTuple

from domain.ledger.database import Database
from domain.policy.state import Policy
from projections.change_load.milestones import milestones
from projections.difference.points import Point
from projections.economics import standing as segments
from projections.fit import misfits
from projections.fit_facts import LinkKept, link, things
from projections.migration import CLOSED, UNCLASSIFIED
from projections.plans import objectives, plans
from projections.portfolio import portfolio
from projections.projection import day_number, day_of
from projections.question import rows_of
from projections.showcases import trials

LINKS = ("system-link-proposed", "system-link-went-live")
"""What a link begins with."""


class Status(NamedTuple):
    """What a standing is about: of which account, in which respect, and of which thing of it."""

    relationship: str
    aspect: str
    """ "class", "plan in force", "milestone": what the account is asked about."""
    thing: str = ""


class Standing(NamedTuple):
    """How it stands, in words; "" where there is nothing."""

    value: str
    title: str = ""
    """The thing's, where it has one."""
    seq: int = 0
    """The event that it is most about, 0 where that is not one."""


def standings(
    database: Database, point: Point, policy: Policy, relationship: str | None = None
) -> dict[Status, Standing]:
    """How every account, or only one, stands at a point, by the policy as it was known then. What is not there has no row."""
    found: dict[Status, Standing] = {}
    for each in (_accounts, _fit, _plans, _trials, _milestones, _links, _segments):
        found.update(each(database, point, policy, relationship))
    return found


Rows = Iterator[tuple[Status, Standing]]


def _accounts(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    del policy
    for row in rows_of(portfolio(database, *point, relationship)):
        stream = row["relationship"]
        yield Status(stream, "name"), Standing(row["name"])
        yield Status(stream, "kind"), Standing(row["kind"])
        if row["kind"] == "account":
            account_class = row["account_class"] or UNCLASSIFIED
            yield Status(stream, "class"), Standing(CLOSED if row["closed_since"] else account_class)
        if row["at_risk_since"]:
            yield Status(stream, "risk"), Standing("at risk")
        if row["plan_ends"]:
            yield Status(stream, "plan in force"), Standing(f"“{row['plan']}”, to {day_of(row['plan_ends'])}")


def _fit(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    rules = policy.rules_on(point.day)
    for row in rows_of(misfits(database, point.day, rules, point.known_at, relationship)):
        status = Status(row["relationship"], "misfit", f"{row['misfit']}: {row['what']}")
        yield status, Standing(row["what"], row["misfit"], row["seqs"][0] if row["seqs"] else 0)


def _plans(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    del policy
    for row in rows_of(plans(database, *point, relationship)):
        term = f", {day_of(row['starts'])} to {day_of(row['ends'])}"
        said = row["status"] + (term if row["status"] in {"proposed", "agreed", "in force"} else "")
        yield Status(row["relationship"], "joint plan", row["plan"]), Standing(said, row["title"], row["seq"])
    for row in rows_of(objectives(database, *point, relationship, due_soon=0)):
        waits = row["status"] in {"open", "due soon", "late"}
        status = "late" if row["status"] == "late" else "open" if waits else row["status"]
        said = f"{status}, due {day_of(row['due_last'])}" if waits else status
        yield Status(row["relationship"], "objective", row["objective"]), Standing(said, row["title"], row["seq"])


def _trials(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    del policy
    for row in rows_of(trials(database, *point, relationship)):
        said = f"concluded: {row['outcome']}" if row["status"] == "concluded" else row["status"]
        yield Status(row["relationship"], "showcase", row["showcase"]), Standing(said, row["title"], row["seq"])


def _milestones(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    del policy
    for each in milestones(database, *point, relationship=relationship):
        late = "overdue" if each.due_last < day_number(point.day) else "planned"
        said = each.ending or f"{late}, due {day_of(each.due_last)}"
        yield Status(each.relationship, "milestone", each.milestone), Standing(said, each.title, each.seq)


def _links(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    del policy
    for steps in things(database, *point, relationship):
        if steps[0].kind in LINKS:
            first, now = steps[0], link(steps)[-1]
            yield Status(first.relationship, "link", first.subject), Standing(_stage(now), now.title, now.since.seq)


def _stage(link: LinkKept) -> str:
    """How a link stands."""
    if link.retired:
        return "retired"
    stage = "suspended" if link.suspended else "live" if link.live else "not yet live"
    return f"{stage}, {link.depth}" if link.depth else stage


def _segments(database: Database, point: Point, policy: Policy, relationship: str | None) -> Rows:
    for row in rows_of(segments(database, point.day, policy.rules_on, point.known_at, relationship)):
        yield (
            Status(row["relationship"], "profit segment", row["currency"]),
            Standing(row["segment"], row["currency"], row["seq"]),
        )
