"""Joint plans on record, and commands about them, for tests."""

from datetime import date

from domain.history.event import Event
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassified
from domain.relationship.joint_plan import (
    AgreePlan,
    AmendPlan,
    JointPlanAgreed,
    JointPlanAmended,
    JointPlanProposed,
    ProposePlan,
)
from tests.domain.scenario import HARBOUR, Given, given, on

START = date(2024, 3, 1)
AGREED = JointPlanAgreed(
    on=on("2024-02-10"), plan_id="p1", title="Shelf to factory", starts=START, ends=date(2028, 3, 1)
)


def classified(to: AccountClass) -> Reclassified:
    return Reclassified(on=on("2023-01-01"), to=to, reason="judged so")


def plan(ends: date, title: str = "Shelf to factory", when: str = "2024-02-10") -> AgreePlan:
    return AgreePlan(on=on(when), plan_id="p1", title=title, starts=START, ends=ends)


LATER = JointPlanAgreed(on=on("2027-06-01"), plan_id="p2", title="Next", starts=date(2027, 9, 1), ends=date(2031, 9, 1))
PROPOSED = JointPlanProposed(
    on=on("2024-01-05"), plan_id="p0", title="Shelf to factory", starts=START, ends=date(2027, 3, 1)
)


def strategic(*events: Event) -> Given:
    return given(HARBOUR, classified("strategic"), *events)


def propose(ends: date = date(2027, 3, 1), title: str = "Shelf to factory", plan_id: str = "p0") -> ProposePlan:
    return ProposePlan(on=on("2024-01-05"), plan_id=plan_id, title=title, starts=START, ends=ends)


def amend(when: str = "2026-01-10", reason: str = "new plant late", **term: date) -> AmendPlan:
    return AmendPlan(on=on(when), plan_id="p1", reason=reason, **term)


def amended(when: str, ends: date, starts: date = START) -> JointPlanAmended:
    return JointPlanAmended(on=on(when), plan_id="p1", title="Shelf to factory", starts=starts, ends=ends, reason="so")
