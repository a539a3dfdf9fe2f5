"""Hypothesis strategies: commands as people give them, in any order and on any date."""

from datetime import date
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st
from msgspec.structs import replace

from domain.history.asking import Field, New, Person, Pick, Relation, fields
from domain.history.event import Command
from domain.history.model import Model
from domain.history.when import PRECISIONS, When, add_months, widen
from domain.models import MODELS
from domain.policy.change import ChangePolicy
from domain.policy.version_1 import POLICY
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
from domain.relationship.model import RELATIONSHIP
from domain.relationship.objective import MeetObjective, MoveObjective, SetObjective
from domain.relationship.rating import RateCriteria
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.rules import ShowcaseLimits
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


def plans(plan_id: str, on: When, starts: date, months: int, closed_on: When | None) -> AgreePlan:
    """A plan of a length that some class allows."""
    title, ends = f"Plan {plan_id}", add_months(starts, months)
    return AgreePlan(on=on, plan_id=plan_id, title=title, starts=starts, ends=ends, closed_on=closed_on)


BY_HAND: dict[type[Command], st.SearchStrategy[Command]] = {
    ChangePolicy: st.builds(
        ChangePolicy,
        on=whens,
        reason=st.just("drawn up anew"),
        rules=st.builds(lambda most: replace(POLICY, showcases=ShowcaseLimits(per_account=most)), st.integers(1, 3)),
    ),
    Reclassify: st.builds(
        Reclassify,
        on=whens,
        to=st.sampled_from(ACCOUNT_CLASSES),
        reason=st.just("judged so"),
        settle=st.dictionaries(ids, st.sampled_from(SETTLEMENTS), max_size=2),
        amend_to=st.dictionaries(ids, days, max_size=1),
    ),
    RateCriteria: st.builds(
        RateCriteria,
        on=whens,
        size=st.sampled_from([None, *RATINGS]),
        ability=st.sampled_from([None, *RATINGS]),
        evidence=st.just("seen so"),
    ),
    PutAtRisk: st.builds(PutAtRisk, on=whens, reason=reasons),
    RecoverRelationship: st.builds(RecoverRelationship, on=whens),
    CloseRelationship: st.builds(CloseRelationship, on=whens, reason=reasons),
    ReopenRelationship: st.builds(ReopenRelationship, on=whens),
    AgreePlan: st.builds(plans, ids, whens, days, st.sampled_from([12, 36, 48, 60]), st.none() | whens),
    ClosePlan: st.builds(ClosePlan, on=whens, plan_id=ids, reason=reasons),
    ProposePlan: st.builds(
        ProposePlan,
        on=whens,
        plan_id=ids,
        title=ids.map("Plan {}".format),
        starts=st.just(date(2023, 1, 1)),
        ends=st.just(date(2026, 1, 1)),
    ),
    WithdrawProposal: st.builds(WithdrawProposal, on=whens, plan_id=ids),
    AmendPlan: st.builds(AmendPlan, on=whens, plan_id=ids, ends=days, reason=st.just("delayed")),
    CompletePlan: st.builds(CompletePlan, on=whens, plan_id=ids, result=st.sampled_from(PLAN_RESULTS)),
    SupersedePlan: st.builds(SupersedePlan, on=whens, plan_id=ids, successor_id=ids),
    SetObjective: st.builds(SetObjective, on=whens, objective_id=ids, plan_id=ids, title=ids, due=whens),
    MoveObjective: st.builds(MoveObjective, on=whens, objective_id=ids, due=whens, reason=st.just("delayed")),
    MeetObjective: st.builds(MeetObjective, on=whens, objective_id=ids),
    SetMeasure: st.builds(SetMeasure, on=whens, measure_id=ids, plan_id=ids, title=ids, unit=st.just("percent")),
    SetTarget: st.builds(SetTarget, on=whens, measure_id=ids, period=whens, target=st.just(Decimal(9))),
    ProposeShowcase: st.builds(ProposeShowcase, on=whens, showcase_id=ids, title=ids, reason=reasons),
    StartShowcase: st.builds(StartShowcase, on=whens, showcase_id=ids, title=ids, reason=reasons),
    SpendOnShowcase: st.builds(
        SpendOnShowcase, on=whens, showcase_id=ids, amount=st.just(Decimal(9)), currency=st.just("EUR")
    ),
    ConcludeShowcase: st.builds(
        ConcludeShowcase, on=whens, showcase_id=ids, outcome=st.sampled_from(OUTCOMES), reason=reasons
    ),
    PlanMilestone: st.builds(
        PlanMilestone, on=whens, milestone_id=ids, title=ids, party=st.just("the account"), due=whens
    ),
    RescheduleMilestone: st.builds(
        RescheduleMilestone, on=whens, milestone_id=ids, due=whens, reason=st.just("delayed")
    ),
    ReachMilestone: st.builds(ReachMilestone, on=whens, milestone_id=ids, reason=reasons),
    DropMilestone: st.builds(DropMilestone, on=whens, milestone_id=ids, reason=st.just("not needed")),
    TakeLinkLive: st.builds(TakeLinkLive, on=whens, link_id=ids, title=ids),
    ProposeLink: st.builds(
        ProposeLink, on=whens, link_id=ids, title=ids, kind=st.just("EDI"), depth=st.sampled_from(DEPTHS)
    ),
    AdvanceLink: st.builds(AdvanceLink, on=whens, link_id=ids, to=st.sampled_from(STEPS)),
    ChangeLinkDepth: st.builds(ChangeLinkDepth, on=whens, link_id=ids, depth=st.sampled_from(DEPTHS)),
    SuspendLink: st.builds(SuspendLink, on=whens, link_id=ids, reason=reasons, resumed_on=st.none() | whens),
    ResumeLink: st.builds(ResumeLink, on=whens, link_id=ids),
    RetireLink: st.builds(RetireLink, on=whens, link_id=ids),
    NameCounterpart: st.builds(
        NameCounterpart, on=whens, counterpart_id=ids, title=ids, function=st.just("IT"), person=st.just("ann")
    ),
    ConfirmCounterpart: st.builds(ConfirmCounterpart, on=whens, counterpart_id=ids),
    LeaveCounterpart: st.builds(LeaveCounterpart, on=whens, counterpart_id=ids),
    JoinTeam: st.builds(JoinTeam, on=whens, member_id=ids, title=ids, function=st.just("IT"), person=st.just("kim")),
    LeaveTeam: st.builds(LeaveTeam, on=whens, member_id=ids),
    LogInteraction: st.builds(
        LogInteraction, on=whens, kind=st.just("call"), summary=st.just("Stock call"), reason=reasons
    ),
}
"""Those whose fields have to fit each other, and those that little would come of if they were made from their fields."""


def answers(field: Field) -> st.SearchStrategy[Any]:
    """What people answer to what a field asks."""
    one: st.SearchStrategy[Any]
    if isinstance(field.ask, New | Pick):
        one = ids
    elif isinstance(field.ask, Relation):
        one = st.just("elsewhere")
    elif isinstance(field.ask, Person):
        one = st.sampled_from(["ann", "kim"])
    elif field.name == "currency":
        one = st.sampled_from(["EUR", "USD"])
    elif get_origin(field.type) is Literal:
        one = st.sampled_from(get_args(field.type))
    else:
        one = ANSWERS[field.type]
    if field.several:
        one = st.lists(one, max_size=2).map(tuple)
    return one if field.required else st.just(field.default) | one


def as_asked(command: type[Command]) -> st.SearchStrategy[Command]:
    """The command as its fields ask for it."""
    asked = {field.name: answers(field) for field in fields(command)}
    return st.builds(command, on=whens, reason=reasons, **asked)


ANSWERS: dict[Any, st.SearchStrategy[Any]] = {
    str: st.sampled_from(["a", "A", "b"]),
    bool: st.booleans(),
    int: st.integers(-1, 30),
    Decimal: st.sampled_from([Decimal(each) for each in ("-1", "0", "2.5", "9")]),
    date: days,
    When: whens,
}
BY_COMMAND: dict[type[Command], st.SearchStrategy[Command]] = {
    command: BY_HAND[command] if command in BY_HAND else as_asked(command)
    for model in MODELS
    for command in model.decisions
}


def commands_of(model: Model[Any]) -> st.SearchStrategy[Command]:
    """Any command of a model. Many of them are refused; the laws hold for what is left."""
    return st.one_of([BY_COMMAND[command] for command in model.decisions])


commands = commands_of(RELATIONSHIP)
