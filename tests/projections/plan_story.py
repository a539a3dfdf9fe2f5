"""Ten accounts and a segment with plans of every standing, for tests."""

from datetime import date
from decimal import Decimal

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.joint_plan import (
    AgreePlan,
    AmendPlan,
    ClosePlan,
    CompletePlan,
    ProposePlan,
    ReviewPlan,
    SupersedePlan,
    WithdrawProposal,
)
from domain.relationship.objective import DropObjective, MeetObjective, MissObjective, MoveObjective, SetObjective
from domain.relationship.opening import OpenRelationship
from domain.relationship.scorecard import RecordMeasure, SetMeasure, SetTarget
from ui.bootstrap import Tieline

on = parse_when
AS_OF = date(2025, 7, 1)


def agree(plan: str, when: str, starts: str, ends: str, shared_risk: str = "") -> AgreePlan:
    return AgreePlan(
        on=on(when),
        plan_id=plan,
        title=f"Plan {plan}",
        starts=on(starts).first,
        ends=on(ends).first,
        shared_risk=shared_risk,
    )


def classify(to: str, when: str = "2023-01-01", **settle: str) -> Reclassify:
    return Reclassify(on=on(when), to=to, reason="judged so", settle=settle)  # type: ignore[arg-type]  # as there are


STORY: dict[str, list[Command]] = {
    "Alder": [
        classify("strategic"),
        agree("a", "2024-01-15", "2024-02-01", "2027-02-01", "half and half"),
        AmendPlan(on=on("2024-11-01"), plan_id="a", ends=date(2027, 8, 1), reason="new plant late"),
        ReviewPlan(on=on("2025-05-20"), plan_id="a", findings="on its way"),
        AmendPlan(on=on("2025-09-01"), plan_id="a", ends=date(2028, 2, 1), reason="later still"),
    ],
    "birch": [
        classify("integrated"),
        agree("b1", "2024-06-01", "2024-07-01", "2025-07-01"),
        agree("b2", "2025-06-01", "2025-06-15", "2026-06-15"),
        SupersedePlan(on=on("2025-06-15"), plan_id="b1", successor_id="b2"),
        SetMeasure(on=on("2025-06-16"), measure_id="fill", plan_id="b2", title="Fill rate", unit="percent"),
    ],
    "Cedar": [
        classify("strategic"),
        agree("c", "2024-12-01", "2024-12-01", "2027-12-01"),
        classify("stable", "2025-03-01", c="carry"),
    ],
    "Dogwood": [
        classify("integrated"),
        agree("d1", "2023-12-01", "2024-01-01", "2025-01-01"),
        CompletePlan(on=on("2025-02"), plan_id="d1", result="partly met"),
        agree("d2", "2025-06-20", "2025-08-01", "2026-08-01"),
    ],
    "Elm": [
        classify("strategic"),
        ProposePlan(on=on("2025-06"), plan_id="e", title="Plan e", starts=date(2025, 9, 1), ends=date(2029, 9, 1)),
    ],
    "Fir": [
        classify("strategic"),
        agree("f", "2024-01-01", "2024-01-01", "2027-01-01"),
        ClosePlan(on=on("2025-01-01"), plan_id="f"),
        ProposePlan(on=on("2025-02-01"), plan_id="f2", title="Next", starts=date(2025, 3, 1), ends=date(2028, 3, 1)),
        WithdrawProposal(on=on("2025-04-01"), plan_id="f2"),
    ],
    "Gum": [classify("stable")],
    "Hazel": [classify("integrated"), CloseRelationship(on=on("2025-01-01"), reason="merged")],
    "Ivy": [classify("integrated"), agree("i", "2024-05-10", "2024-05-10", "2025-06-10")],
    "Juniper": [classify("strategic"), agree("j", "2024-10-01", "2024-10-01", "2027-10-01")],
}

OBJECTIVES: list[Command] = [
    SetObjective(on=on("2024-03-01"), objective_id="1", plan_id="a", title="Halve gaps", due=on("2025-Q1"),
                 owner_here="Kim Berg", owner_there="Ann Lee"),
    MoveObjective(on=on("2025-02-01"), objective_id="1", due=on("2025-05"), reason="late"),
    MoveObjective(on=on("2025-08-01"), objective_id="1", due=on("2026"), reason="later still"),
    SetObjective(on=on("2024-03-01"), objective_id="2", plan_id="a", title="Web orders", due=on("2025-07-31")),
    SetObjective(on=on("2024-03-01"), objective_id="3", plan_id="a", title="RFID", due=on("2025-08-01")),
    SetObjective(on=on("2024-03-01"), objective_id="4", plan_id="a", title="One forecast", due=on("2025-06")),
    MeetObjective(on=on("2025-06-20"), objective_id="4"),
    SetObjective(on=on("2024-03-01"), objective_id="5", plan_id="a", title="Shared depot", due=on("2024")),
    MissObjective(on=on("2025-01-10"), objective_id="5"),
    SetObjective(on=on("2024-03-01"), objective_id="6", plan_id="a", title="Kiosks", due=on("2024")),
    DropObjective(on=on("2024-09-01"), objective_id="6", reason="no use"),
]  # fmt: skip

MEASURES: list[Command] = [
    SetMeasure(on=on("2025-06-16"), measure_id="days", plan_id="b2", title="Stock days", unit="days", better="lower"),
    SetTarget(on=on("2025-06-16"), measure_id="fill", period=on("2025-Q2"), target=Decimal("98.5")),
    SetTarget(on=on("2025-06-20"), measure_id="fill", period=on("2025-Q2"), target=Decimal(97)),
    SetTarget(on=on("2025-06-16"), measure_id="fill", period=on("2025-Q3"), target=Decimal(99)),
    SetTarget(on=on("2025-06-16"), measure_id="days", period=on("2025-06"), target=Decimal(20)),
    RecordMeasure(on=on("2025-06-30"), measure_id="fill", period=on("2025-Q2"), actual=Decimal("96.4")),
    RecordMeasure(on=on("2025-07-01"), measure_id="fill", period=on("2025-Q2"), actual=Decimal("97.3")),
    RecordMeasure(on=on("2025-07-01"), measure_id="days", period=on("2025-06"), actual=Decimal("20.5")),
    RecordMeasure(on=on("2025-07-01"), measure_id="days", period=on("2025"), actual=Decimal(19)),
    SetTarget(on=on("2025-06-16"), measure_id="days", period=on("2025-05"), target=Decimal(20)),
]


def tell(tieline: Tieline, by: Actor) -> None:
    """Record the story, without the objectives and measures."""
    for name, commands in STORY.items():
        for command in (OpenRelationship(on=on("2022"), name=name), *commands):
            tieline.handle(name, command, by=by)
    tieline.handle("all", OpenRelationship(on=on("2022"), name="All", kind="segment"), by=by)
    tieline.handle("all", classify("strategic"), by=by)
