"""An account with something in every lane, decided by people, for the browser to show."""

from collections.abc import Sequence
from datetime import date

from domain.history.event import Command
from domain.history.when import parse_when as when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import InteractionKind, LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from domain.relationship.system_link import RetireLink, TakeLinkLive

MEETINGS: Sequence[tuple[str, InteractionKind, str]] = (
    ("2021-06-15", "meeting", "First meeting of both IT leads"),
    ("2021-11-20", "visit", "Walked the distribution centre"),
    ("2023-04-18", "review", "Scorecard: fill rate 97 percent"),
    ("2024-07-09", "visit", "Joint planning week"),
    ("2024-12-04", "meeting", "What vendor-managed inventory taught both sides"),
    ("2025-03-19", "call", "Forecast error"),
    ("2025-03-25", "meeting", "Forecast error, what follows"),
)

DECISIONS: Sequence[Command] = (
    OpenRelationship(on=when("2021-03-10"), name="Harbour Foods"),
    *(LogInteraction(on=when(on), kind=kind, summary=summary) for on, kind, summary in MEETINGS),
    Reclassify(on=when("2021-09"), to="emerging", reason="Small, growing fast, first to try what is new"),
    StartShowcase(
        on=when("2021-10-04"),
        showcase_id="s1",
        title="Shelf-level replenishment",
        reason="Stock-outs fall by half in ten stores",
    ),
    ConcludeShowcase(on=when("2022-05-18"), showcase_id="s1", outcome="scale", reason="Stock-outs fell by 58 percent"),
    Reclassify(on=when("2022-07-01"), to="integrated", reason="Aligned ordering, a horizon of one year"),
    AgreePlan(
        on=when("2022-08-01"),
        plan_id="p1",
        title="Business plan 2022/23",
        starts=date(2022, 9, 1),
        ends=date(2023, 9, 1),
    ),
    TakeLinkLive(on=when("2022-Q3"), link_id="l1", title="Order status portal", kind="order status"),
    PlanMilestone(
        on=when("2022-09-12"),
        milestone_id="m1",
        title="Planners trained on EDI",
        party="the account",
        due=when("2023-Q1"),
    ),
    TakeLinkLive(on=when("2023-01-16"), link_id="l2", title="EDI orders and invoices", kind="EDI"),
    ReachMilestone(on=when("2023-03-03"), milestone_id="m1"),
    StartShowcase(on=when("2023-05"), showcase_id="s2", title="RFID on promotion pallets"),
    AgreePlan(
        on=when("2023-08-20"),
        plan_id="p2",
        title="Business plan 2023/24",
        starts=date(2023, 9, 1),
        ends=date(2024, 9, 1),
    ),
    ConcludeShowcase(on=when("2024-02"), showcase_id="s2", outcome="stop", reason="The tags cost more than they saved"),
    RetireLink(on=when("2024-03-31"), link_id="l1"),
    Reclassify(
        on=when("2024-06-01"),
        to="strategic",
        reason="Willing and able to integrate supply chains",
        settle={"p2": "carry"},
    ),
    AgreePlan(
        on=when("2024-06-20"),
        plan_id="p3",
        title="Joint strategic plan 2024–2028",
        starts=date(2024, 7, 1),
        ends=date(2028, 7, 1),
    ),
    PlanMilestone(
        on=when("2024-09-02"),
        milestone_id="m2",
        title="One account team on site",
        party="own company",
        due=when("2025-03"),
    ),
    TakeLinkLive(on=when("2024-10-07"), link_id="l3", title="Vendor-managed inventory to the shelf", kind="VMI"),
    PlanMilestone(
        on=when("2025-02-10"),
        milestone_id="m3",
        title="Store staff accept shelf counts",
        party="the account",
        due=when("2026-Q2"),
    ),
    ReachMilestone(on=when("2025-04-11"), milestone_id="m2"),
    StartShowcase(on=when("2025-05-15"), showcase_id="s3", title="Returns without paper"),
)

BEGINNINGS: Sequence[Command] = (
    OpenRelationship(on=when("2020-01-01"), name="Orchard Markets"),
    Reclassify(on=when("2020-06-01"), to="strategic", reason="Willing and able"),
)
