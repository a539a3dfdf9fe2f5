"""What the question of fit keeps of each account: its joint plans, system links and account team, and how they add up."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from domain.ledger.database import Database
from domain.recorded import Recorded
from domain.relationship.joint_plan import (
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanCarriedToEnd,
    JointPlanClosedEarly,
    JointPlanCompleted,
    JointPlanSuperseded,
)
from domain.relationship.system_link import (
    SystemLinkDepthChanged,
    SystemLinkProposed,
    SystemLinkResumed,
    SystemLinkRetired,
    SystemLinkSuspended,
    SystemLinkWentLive,
)
from domain.relationship.team import TeamMemberJoined, TeamMemberLeft
from projections.projection import FOREVER, day_number
from projections.question import AddedRow, Facts, counted_rows, fact_rows, fact_table, number, text

FACT = fact_table(
    "fit_fact",
    text("subject"),
    text("title"),
    text("value"),
    number("custom"),
    number("starts"),
    number("ends"),
)
"""A joint plan with its term, a system link with its depth (``value``), or a team member with the function (``value``)."""

ENDINGS = {"joint-plan-closed-early", "joint-plan-completed", "joint-plan-superseded"}


def added(recorded: Recorded) -> AddedRow | None:
    """What an event says of plans, links and team."""
    match recorded.event:
        case JointPlanAgreed() | JointPlanAmended() as event:
            return event.plan_id, event.title, "", 0, day_number(event.starts), day_number(event.ends)
        case SystemLinkProposed() | SystemLinkWentLive() as event:
            return event.link_id, event.title, event.depth or "", int(event.custom), 0, 0
        case SystemLinkDepthChanged() as event:
            return event.link_id, "", event.depth, 0, 0, 0
        case TeamMemberJoined() as event:
            return event.member_id, event.title, event.function, 0, 0, 0
        case JointPlanCarriedToEnd() | JointPlanClosedEarly() | JointPlanCompleted() | JointPlanSuperseded() as event:
            return event.subject, "", "", 0, 0, 0
        case SystemLinkSuspended() | SystemLinkResumed() | SystemLinkRetired() | TeamMemberLeft() as event:
            return event.subject, "", "", 0, 0, 0
        case _:
            return None


FIT = Facts(
    "fit",
    2,
    FACT,
    added,
    of=(
        JointPlanAgreed,
        JointPlanAmended,
        SystemLinkProposed,
        SystemLinkWentLive,
        SystemLinkDepthChanged,
        TeamMemberJoined,
        JointPlanCarriedToEnd,
        JointPlanClosedEarly,
        JointPlanCompleted,
        JointPlanSuperseded,
        SystemLinkSuspended,
        SystemLinkResumed,
        SystemLinkRetired,
        TeamMemberLeft,
    ),
)


class Step(NamedTuple):
    """One fact of a plan, a link or a team member, from the day on that it counts from."""

    relationship: str
    kind: str
    day: int
    last_day: int
    seq: int
    subject: str
    title: str
    value: str
    custom: int
    starts: int
    ends: int

    @property
    def point(self) -> "Point":
        """When it was."""
        return Point(self.day, self.seq, max(self.day, self.last_day))


class Point(NamedTuple):
    """The first day that an event counts from, the event, and the last day of its span; 0 for never."""

    day: int = 0
    seq: int = 0
    last: int = 0


class PlanKept(NamedTuple):
    """A joint plan: its present term and the event that set it, and when it was carried on or ended (0 for never)."""

    title: str
    starts: int
    ends: int
    term: Point
    carried: Point
    ended: Point

    def lives_on(self, day: int) -> bool:
        """Whether by a day it has neither ended nor run out."""
        return day < self.ends and not self.ended.day

    def in_force_on(self, day: int) -> bool:
        """Whether it has begun, too."""
        return self.starts <= day and self.lives_on(day)

    @property
    def over(self) -> Point:
        """When it stops being in force; never, where it ended before it began."""
        last = Point(self.ends, self.term.seq, self.ends)
        if self.ended.day and self.ended.day < self.ends:
            last = self.ended
        return last if self.starts < last.day else Point()


class LinkKept(NamedTuple):
    """A system link as it stood from a point on."""

    since: Point
    title: str
    depth: str = ""
    custom: bool = False
    live: bool = False
    suspended: bool = False
    retired: bool = False

    @property
    def working(self) -> bool:
        """Whether it carries real work."""
        return self.live and not self.suspended and not self.retired


class Held(NamedTuple):
    """What is kept of one account: its plans, its links as each stood step by step, and its team."""

    plans: list[PlanKept]
    links: list[list[LinkKept]]
    team: set[str]
    """The functions that are on it."""
    vacated: dict[str, Point]
    """When somebody of a function last left it."""


def held(database: Database, as_of: date, known_at: int = FOREVER, relationship: str | None = None) -> dict[str, Held]:
    """What is kept of every account, or only one, by a day, as known at an instant."""
    accounts: dict[str, Held] = {}
    for steps in things(database, as_of, known_at, relationship):
        account = accounts.setdefault(steps[0].relationship, Held([], [], set(), {}))
        match steps[0].kind:
            case "joint-plan-agreed":
                account.plans.append(plan(steps))
            case "team-member-joined":
                serve(account, steps)
            case _:
                account.links.append(link(steps))
    return accounts


def things(database: Database, as_of: date, known_at: int, relationship: str | None = None) -> Iterable[Sequence[Step]]:
    """The facts of each thing that has begun, in the order in which they count."""
    for steps in counted_rows(fact_rows(database, FACT, as_of, known_at, relationship=relationship)):
        yield [
            Step(
                row.relationship, row.kind, day, row.last_day, row.seq, row.subject, row.title, row.value, row.custom,
                row.starts, row.ends,
            )
            for row, day in steps
        ]  # fmt: skip


def plan(steps: Sequence[Step]) -> PlanKept:
    """A plan from what happened to it."""
    term = [step for step in steps if step.kind in {"joint-plan-agreed", "joint-plan-amended"}][-1]
    carried = point(steps, "joint-plan-carried-to-end")
    return PlanKept(term.title, term.starts, term.ends, term.point, carried, point(steps, *ENDINGS))


def point(steps: Sequence[Step], *kinds: str) -> Point:
    """The first of these kinds."""
    return next((step.point for step in steps if step.kind in kinds), Point())


def link(steps: Sequence[Step]) -> list[LinkKept]:
    """A link as it stood after each step."""
    stood: list[LinkKept] = []
    now = LinkKept(Point(), steps[0].title)
    for step in steps:
        now = now._replace(since=step.point, custom=now.custom or bool(step.custom))
        match step.kind:
            case "system-link-proposed":
                now = now._replace(depth=now.depth or step.value)
            case "system-link-went-live":
                now = now._replace(depth=step.value or now.depth, live=True)
            case "system-link-depth-changed":
                now = now._replace(depth=step.value)
            case "system-link-suspended" | "system-link-resumed":
                now = now._replace(suspended=step.kind == "system-link-suspended")
            case _:
                now = now._replace(retired=True)
        stood.append(now)
    return stood


def serve(account: Held, steps: Sequence[Step]) -> None:
    """Put a member on the account team; one who left it leaves the function to others, or vacant."""
    function, left = steps[0].value, point(steps, "team-member-left")
    if not left.day:
        account.team.add(function)
    elif left > account.vacated.get(function, Point()):
        account.vacated[function] = left


def spell(stood: Sequence[LinkKept], holds: Callable[[LinkKept], bool]) -> tuple[Point, Point]:
    """Since when something holds of a link (never, where it does not), and when it last ceased to."""
    since, ceased = Point(), Point()
    for each in stood:
        if holds(each) and not since.seq:
            since = each.since
        elif not holds(each) and since.seq:
            since, ceased = Point(), each.since
    return since, ceased
