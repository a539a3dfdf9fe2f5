"""An account with something in every lane, decided by people, for the browser to show."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from domain.asked import Asked
from domain.company.capacity import SetCapacity
from domain.company.cio_time import ReportCioHours
from domain.company.investment import ReportCompanyInvestment
from domain.company.own_system import AddOwnSystem, MarkReady
from domain.history.event import Command
from domain.history.when import parse_when as when
from domain.relationship.classification import Reclassify
from domain.relationship.counterpart.commands import ConfirmCounterpart, LeaveCounterpart, NameCounterpart
from domain.relationship.economics import ReportEconomics
from domain.relationship.interaction import InteractionKind, LogInteraction
from domain.relationship.joint_plan import AgreePlan, AmendPlan, ProposePlan, ReviewPlan
from domain.relationship.milestone import DropMilestone, PlanMilestone, ReachMilestone, RescheduleMilestone
from domain.relationship.objective import MeetObjective, MoveObjective, SetObjective
from domain.relationship.opening import OpenRelationship
from domain.relationship.partnership.commands import AssessPartnership
from domain.relationship.rating import RateCriteria
from domain.relationship.risk import PutAtRisk, RecoverRelationship
from domain.relationship.service_terms.offering import TakeOffering
from domain.relationship.service_terms.rule_commands import LiftRule, NoteBreach, SetRule
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from domain.relationship.system_link import (
    AdvanceLink,
    InvestInLink,
    ProposeLink,
    ResumeLink,
    RetireLink,
    SuspendLink,
    TakeLinkLive,
)
from domain.relationship.team import JoinTeam
from domain.relationship.terrain import SurveyTerrain

MEETINGS: Sequence[tuple[str, InteractionKind, str]] = (
    ("2021-06-15", "meeting", "First meeting of both IT leads"),
    ("2021-11-20", "visit", "Walked the distribution centre"),
    ("2023-04-18", "review", "Scorecard: fill rate 97 percent"),
    ("2024-07-09", "visit", "Joint planning week"),
    ("2024-12-04", "meeting", "What vendor-managed inventory taught both sides"),
    ("2025-03-19", "call", "Forecast error"),
    ("2025-03-25", "meeting", "Forecast error, what follows"),
)

DECIDED: Sequence[Command] = (
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

FURTHER: Sequence[Command] = (
    RateCriteria(on=when("2021-08"), size=1, innovativeness=4, growth=4, evidence="Doubled in two years"),
    ProposePlan(
        on=when("2024-04-02"),
        plan_id="p3",
        title="Joint strategic plan 2024–2028",
        starts=date(2024, 7, 1),
        ends=date(2028, 7, 1),
    ),
    SetObjective(
        on=when("2024-07-01"), objective_id="o1", plan_id="p3", title="Fill rate of 98 percent", due=when("2025-Q2")
    ),
    MeetObjective(on=when("2025-06-12"), objective_id="o1"),
    SetObjective(
        on=when("2024-07-01"), objective_id="o2", plan_id="p3", title="Half the stock in the chain", due=when("2025")
    ),
    MoveObjective(on=when("2025-09-15"), objective_id="o2", due=when("2026-Q4"), reason="The new warehouse came late"),
    ReviewPlan(on=when("2025-01-20"), plan_id="p3", findings="Shelf stock is down, forecasts are still late"),
    ReviewPlan(on=when("2025-07-14"), plan_id="p3", findings="Forecasts agree within 5 percent"),
    AmendPlan(on=when("2025-11-03"), plan_id="p3", ends=date(2029, 7, 1), reason="Two more regions join"),
    ReviewPlan(on=when("2026-01-19"), plan_id="p3", findings="The new regions follow"),
    ProposePlan(
        on=when("2026-10-05"),
        plan_id="p4",
        title="One forecast",
        starts=date(2027, 1, 1),
        ends=date(2030, 1, 1),
    ),
    ProposeLink(
        on=when("2024-07-15"),
        link_id="l3",
        title="Vendor-managed inventory to the shelf",
        kind="VMI",
        depth="integrated",
    ),
    AdvanceLink(on=when("2024-09-10"), link_id="l3", to="tested"),
    SuspendLink(on=when("2025-08-04"), link_id="l3", reason="Counts did not match"),
    ResumeLink(on=when("2025-10-20"), link_id="l3"),
    InvestInLink(on=when("2025-02"), link_id="l3", amount=Decimal(240000), currency="EUR"),
    SurveyTerrain(on=when("2022-05"), systems=("Own warehouse system",), standards=("EDIFACT",), lead_time_weeks=20),
    RescheduleMilestone(on=when("2026-03-02"), milestone_id="m3", due=when("2027-Q1"), reason="Stores open later"),
    PlanMilestone(
        on=when("2023-11-06"), milestone_id="m4", title="Paper forms gone", party="the account", due=when("2024-09")
    ),
    DropMilestone(on=when("2024-10-01"), milestone_id="m4", reason="Overtaken by the scanners"),
    NameCounterpart(
        on=when("2021-05"),
        counterpart_id="c1",
        title="Head of logistics IT",
        function="IT",
        person="Ann Lee",
        ours="Kim Berg",
    ),
    ConfirmCounterpart(on=when("2021-06-15"), counterpart_id="c1"),
    LeaveCounterpart(on=when("2024-11"), counterpart_id="c1"),
    NameCounterpart(
        on=when("2024-12-01"),
        counterpart_id="c2",
        title="Director of supply chain",
        function="operations",
        person="Jo Falk",
        confirmed=True,
    ),
    JoinTeam(on=when("2024-08-01"), member_id="t1", title="On-site systems lead", function="IT", person="Kim Berg"),
    JoinTeam(on=when("2024-09"), member_id="t2", title="Account director", function="executive", person="Lee Ode"),
    SetRule(on=when("2021-10"), rule_id="r1", title="Orders once a week"),
    NoteBreach(on=when("2022-03-14"), rule_id="r1", by="the account", seen="Three orders in one week"),
    LiftRule(on=when("2022-07-01"), rule_id="r1"),
    TakeOffering(on=when("2022-07-01"), offering_id="f1", title="Mixed pallets"),
    *(
        ReportEconomics(
            on=when(f"{year + 1}-02-10"),
            period=when(str(year)),
            currency="EUR",
            revenue=Decimal(revenue),
            net_profit=Decimal(profit),
        )
        for year, revenue, profit in ((2022, 4000000, 150000), (2023, 6500000, 420000), (2024, 9100000, 800000))
    ),
    AssessPartnership(
        on=when("2023-10"),
        side="own company",
        evidence="Interviews",
        mutual_benefits=2,
        commitment=2,
        shared_knowledge=1,
    ),
    AssessPartnership(on=when("2023-10"), side="the account", evidence="Interviews", mutual_benefits=1, commitment=1),
    AssessPartnership(on=when("2025-10"), side="the account", evidence="Interviews", mutual_benefits=3, commitment=3),
    PutAtRisk(on=when("2025-08-10"), reason="Counts did not match, and nobody told them"),
    RecoverRelationship(on=when("2025-12-01")),
)
"""What else there is to record: something of every concept."""

DECISIONS: Sequence[Command] = sorted((*DECIDED, *FURTHER), key=lambda command: command.on.first)
"""All of it, in the order that it happened."""

OF_THE_COMPANY: Sequence[Command] = (
    AddOwnSystem(on=when("2021-02"), system_id="w1", title="Warehouse control"),
    MarkReady(on=when("2022-06-01"), system_id="w1"),
    SetCapacity(on=when("2024-12"), party="own company", period=when("2025"), capacity=8),
    SetCapacity(on=when("2024-12"), party="the account", period=when("2025"), capacity=2),
    *(
        ReportCioHours(on=when(on), period=when(period), hours=Decimal(hours))
        for on, period, hours in (("2024-10-02", "2024-Q3", 480), ("2025-01-08", "2024-Q4", 500))
    ),
    ReportCompanyInvestment(
        on=when("2025-01"), dimension="horizontal", period=when("2024"), amount=Decimal(900000), currency="EUR"
    ),
)
"""What is on record of the company itself."""

BEGINNINGS: Sequence[Command] = (
    OpenRelationship(on=when("2020-01-01"), name="Orchard Markets"),
    Reclassify(on=when("2020-06-01"), to="strategic", reason="Willing and able"),
    PlanMilestone(
        on=when("2026-01-12"), milestone_id="trained", title="Pickers trained", party="the account", due=when("2030")
    ),
)

TO_CORRECT: Sequence[Command] = (
    OpenRelationship(on=when("2020-01-01"), name="Meadow Dairies"),
    Reclassify(on=when("2021-06-01"), to="strategic", reason="Willing and able"),
    PlanMilestone(
        on=when("2024-09-02"), milestone_id="m", title="Drivers traind", party="the account", due=when("2025-Q1")
    ),
    ReachMilestone(on=when("2025-02-11"), milestone_id="m"),
    LogInteraction(on=when("2025-03-19"), kind="call", summary="Prices for the spring"),
    AgreePlan(on=when("2024-01-10"), plan_id="p", title="One chain", starts=date(2024, 2, 1), ends=date(2028, 2, 1)),
)
TO_TAKE_BACK = """\
{"account": "Quarry Stores", "do": "open", "on": "2020"}
{"account": "Quarry Stores", "do": "interaction", "on": "2022", "kind": "call", "summary": "Prices"}
{"account": "Meadow Dairies", "do": "showcase start", "on": "2025-05-05", "title": "Crates that call home"}
"""
"""A file of commands that was recorded, and was the wrong one."""


def many_meetings(stream: str) -> list[Asked]:
    """An account opened in 2024, and a meeting on each of 250 days from February on."""
    opened = OpenRelationship(on=when("2024-01-01"), name="Busy Stores")
    days = (date(2024, 2, 1) + timedelta(days=number) for number in range(250))
    met = [LogInteraction(on=when(str(day)), kind="meeting", summary=f"Meeting of {day:%d %B}") for day in days]
    return [
        Asked(command_id=f"busy-{number}", said=str(number).encode(), stream=stream, command=lambda _, each=each: each)  # type: ignore[misc]  # of this turn
        for number, each in enumerate([opened, *met])
    ]
