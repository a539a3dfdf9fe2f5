"""Hypothesis strategies: commands as people give them, in any order and on any date."""

from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from domain.history.event import Command
from domain.history.when import PRECISIONS, When, add_months, widen
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.classification import SETTLEMENTS, Reclassify
from domain.relationship.closing import CloseRelationship, ReopenRelationship
from domain.relationship.counterpart.commands import ConfirmCounterpart, LeaveCounterpart, NameCounterpart
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import (
    PLAN_RESULTS,
    AgreePlan,
    AmendPlan,
    ClosePlan,
    CompletePlan,
    ProposePlan,
    SupersedePlan,
    WithdrawProposal,
)
from domain.relationship.milestone import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.objective import MeetObjective, MoveObjective, SetObjective
from domain.relationship.rating import RateCriteria
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.scorecard import SetMeasure, SetTarget
from domain.relationship.showcase import (
    OUTCOMES,
    ConcludeShowcase,
    ProposeShowcase,
    SpendOnShowcase,
    StartShowcase,
)
from domain.relationship.system_link import (
    STEPS,
    AdvanceLink,
    ChangeLinkDepth,
    ProposeLink,
    ResumeLink,
    RetireLink,
    SuspendLink,
    TakeLinkLive,
)
from domain.relationship.team import JoinTeam, LeaveTeam
from domain.relationship.vocabulary import DEPTHS, RATINGS

days = st.dates(date(2020, 1, 1), date(2025, 12, 31))
whens: st.SearchStrategy[When] = st.builds(widen, days, st.sampled_from(PRECISIONS))
ids = st.sampled_from(["a", "b", "c"])
reasons = st.sampled_from(["", "because", "Kim said so"])


def plans(plan_id: str, on: When, starts: date, months: int) -> AgreePlan:
    """A plan of a length that some class allows."""
    return AgreePlan(on=on, plan_id=plan_id, title=f"Plan {plan_id}", starts=starts, ends=add_months(starts, months))


commands: st.SearchStrategy[Command] = st.one_of(
    st.builds(
        Reclassify,
        on=whens,
        to=st.sampled_from(ACCOUNT_CLASSES),
        reason=st.just("judged so"),
        settle=st.dictionaries(ids, st.sampled_from(SETTLEMENTS), max_size=2),
        amend_to=st.dictionaries(ids, days, max_size=1),
    ),
    st.builds(
        RateCriteria,
        on=whens,
        size=st.sampled_from([None, *RATINGS]),
        ability=st.sampled_from([None, *RATINGS]),
        evidence=st.just("seen so"),
    ),
    st.builds(PutAtRisk, on=whens, reason=reasons),
    st.builds(RecoverRelationship, on=whens),
    st.builds(CloseRelationship, on=whens, reason=reasons),
    st.builds(ReopenRelationship, on=whens),
    st.builds(plans, ids, whens, days, st.sampled_from([12, 36, 48, 60])),
    st.builds(ClosePlan, on=whens, plan_id=ids, reason=reasons),
    st.builds(
        ProposePlan,
        on=whens,
        plan_id=ids,
        title=ids.map("Plan {}".format),
        starts=st.just(date(2023, 1, 1)),
        ends=st.just(date(2026, 1, 1)),
    ),
    st.builds(WithdrawProposal, on=whens, plan_id=ids),
    st.builds(AmendPlan, on=whens, plan_id=ids, ends=days, reason=st.just("delayed")),
    st.builds(CompletePlan, on=whens, plan_id=ids, result=st.sampled_from(PLAN_RESULTS)),
    st.builds(SupersedePlan, on=whens, plan_id=ids, successor_id=ids),
    st.builds(SetObjective, on=whens, objective_id=ids, plan_id=ids, title=ids, due=whens),
    st.builds(MoveObjective, on=whens, objective_id=ids, due=whens, reason=st.just("delayed")),
    st.builds(MeetObjective, on=whens, objective_id=ids),
    st.builds(SetMeasure, on=whens, measure_id=ids, plan_id=ids, title=ids, unit=st.just("percent")),
    st.builds(SetTarget, on=whens, measure_id=ids, period=whens, target=st.just(Decimal(9))),
    st.builds(ProposeShowcase, on=whens, showcase_id=ids, title=ids, reason=reasons),
    st.builds(StartShowcase, on=whens, showcase_id=ids, title=ids, reason=reasons),
    st.builds(SpendOnShowcase, on=whens, showcase_id=ids, amount=st.just(Decimal(9)), currency=st.just("EUR")),
    st.builds(ConcludeShowcase, on=whens, showcase_id=ids, outcome=st.sampled_from(OUTCOMES), reason=reasons),
    st.builds(PlanMilestone, on=whens, milestone_id=ids, title=ids, party=st.just("the account"), due=whens),
    st.builds(RescheduleMilestone, on=whens, milestone_id=ids, due=whens, reason=st.just("delayed")),
    st.builds(ReachMilestone, on=whens, milestone_id=ids, reason=reasons),
    st.builds(DropMilestone, on=whens, milestone_id=ids, reason=st.just("not needed")),
    st.builds(TakeLinkLive, on=whens, link_id=ids, title=ids),
    st.builds(ProposeLink, on=whens, link_id=ids, title=ids, kind=st.just("EDI"), depth=st.sampled_from(DEPTHS)),
    st.builds(AdvanceLink, on=whens, link_id=ids, to=st.sampled_from(STEPS)),
    st.builds(ChangeLinkDepth, on=whens, link_id=ids, depth=st.sampled_from(DEPTHS)),
    st.builds(SuspendLink, on=whens, link_id=ids, reason=reasons, resumed_on=st.none() | whens),
    st.builds(ResumeLink, on=whens, link_id=ids),
    st.builds(RetireLink, on=whens, link_id=ids),
    st.builds(NameCounterpart, on=whens, counterpart_id=ids, title=ids, function=st.just("IT"), person=st.just("ann")),
    st.builds(ConfirmCounterpart, on=whens, counterpart_id=ids),
    st.builds(LeaveCounterpart, on=whens, counterpart_id=ids),
    st.builds(JoinTeam, on=whens, member_id=ids, title=ids, function=st.just("IT"), person=st.just("kim")),
    st.builds(LeaveTeam, on=whens, member_id=ids),
    st.builds(LogInteraction, on=whens, kind=st.just("call"), summary=st.just("Stock call"), reason=reasons),
)
"""Many of them are refused; the laws hold for what is left."""
