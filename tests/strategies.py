"""Hypothesis strategies: commands as people give them, in any order and on any date."""

from datetime import date

from hypothesis import strategies as st

from domain.history.event import Command
from domain.history.when import PRECISIONS, When, add_months, widen
from domain.relationship.account_class import ACCOUNT_CLASSES
from domain.relationship.classification import SETTLEMENTS, Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan, ClosePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.showcase import OUTCOMES, ConcludeShowcase, StartShowcase
from domain.relationship.system_link import RetireLink, TakeLinkLive

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
    ),
    st.builds(plans, ids, whens, days, st.sampled_from([12, 36, 48, 60])),
    st.builds(ClosePlan, on=whens, plan_id=ids, reason=reasons),
    st.builds(StartShowcase, on=whens, showcase_id=ids, title=ids, reason=reasons),
    st.builds(ConcludeShowcase, on=whens, showcase_id=ids, outcome=st.sampled_from(OUTCOMES), reason=reasons),
    st.builds(PlanMilestone, on=whens, milestone_id=ids, title=ids, party=st.just("the account"), due=whens),
    st.builds(ReachMilestone, on=whens, milestone_id=ids, reason=reasons),
    st.builds(TakeLinkLive, on=whens, link_id=ids, title=ids),
    st.builds(RetireLink, on=whens, link_id=ids),
    st.builds(LogInteraction, on=whens, kind=st.just("call"), summary=st.just("Stock call"), reason=reasons),
)
"""Many of them are refused; the laws hold for what is left."""
