"""The common kinds in at most three fields each: what has to be said; all else is asked of who wants to say more.

What is not asked has an answer that is mostly right: the date is today, a currency the one that was used last.
"""

from collections.abc import Mapping, Sequence

from domain.history.event import Command
from domain.relationship.counterpart.commands import ConfirmCounterpart
from domain.relationship.economics import ReportEconomics
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import ReviewPlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.objective import MeetObjective, MissObjective
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.scorecard import RecordMeasure
from domain.relationship.showcase import ConcludeShowcase, MeasureShowcase, StartShowcase
from domain.relationship.state import Relationship
from domain.relationship.system_link import TakeLinkLive
from ui.forms.form import Form

ON, REASON = "on", "reason"
"""The fields of every command: when it happened, and why."""

QUICK: Mapping[type[Command], Sequence[str]] = {
    LogInteraction: ("kind", "summary", ON),
    ReachMilestone: ("milestone_id", ON),
    RescheduleMilestone: ("milestone_id", "due", REASON),
    MeetObjective: ("objective_id", ON),
    MissObjective: ("objective_id", ON, REASON),
    RecordMeasure: ("measure_id", "period", "actual"),
    MeasureShowcase: ("showcase_id", "measure", "measured"),
    ConcludeShowcase: ("showcase_id", "outcome", ON),
    ReviewPlan: ("plan_id", "findings", ON),
    TakeLinkLive: ("title", "kind", ON),
    PutAtRisk: (REASON, ON),
    RecoverRelationship: (ON, REASON),
    ConfirmCounterpart: ("counterpart_id", ON),
    ReportEconomics: ("period", "revenue", "net_profit"),
    PlanMilestone: ("title", "party", "due"),
    StartShowcase: ("title", ON, REASON),
}
"""The fields of each, in the order asked; a reclassification has three in a form of its own."""


def quick_fields(form: Form, command: type[Command]) -> Sequence[str]:
    """What is asked at once, "" where the command has no short form."""
    if command is ReportEconomics and not usual_currency(form.state):
        return ("period", "revenue", "currency")
    return QUICK.get(command, ())


def usual(form: Form, command: type[Command], field: str) -> str:
    """What a text field holds from the start, because it was said of this account before."""
    return usual_currency(form.state) if command is ReportEconomics and field == "currency" else ""


def usual_currency(state: object) -> str:
    """The currency that figures of this account were last reported in."""
    if not isinstance(state, Relationship):
        return ""
    latest = max(state.economics.figures.values(), key=lambda each: each.period.first, default=None)
    return latest.currency if latest else ""


def titles_waiting(state: object, command: type[Command]) -> list[str]:
    """The titles of what was proposed and can begin with this command under the same name."""
    if not isinstance(state, Relationship):
        return []
    if command is TakeLinkLive:
        return [each.title for each in state.links.values() if each.live is None and each.open]
    if command is StartShowcase:
        return [each.title for each in state.showcases.values() if each.started is None and each.open]
    return []
