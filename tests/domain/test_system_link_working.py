"""System links at work: depth, investment, interruptions, and what they go live over; does, refuses, stays quiet."""

from datetime import date
from decimal import Decimal

import msgspec
import pytest

from domain.history.refusal import NoSuchRecord, ReasonMissing
from domain.policy.version_1 import POLICY
from domain.relationship.figures import AmountNotUnderstood, CurrencyNotUnderstood
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.surroundings import Alone, OwnSystem
from domain.relationship.system_link import (
    BeforeLinkBegan,
    ChangeLinkDepth,
    InvestInLink,
    InvestmentNotPositive,
    LinkAlreadyRetired,
    LinkAlreadySuspended,
    LinkNotLive,
    LinkNotSuspended,
    LinkRetiredBeforeLatest,
    OwnSystemUnknown,
    ProposeLink,
    ResumedBeforeSuspended,
    ResumeLink,
    RetireLink,
    SuspendLink,
    SystemLinkDepthChanged,
    SystemLinkInvested,
    SystemLinkProposed,
    SystemLinkResumed,
    SystemLinkRetired,
    SystemLinkSuspended,
    SystemLinkWentLive,
    TakeLinkLive,
)
from domain.relationship.vocabulary import Depth
from tests.domain.scenario import HARBOUR, Given, given, on

PROPOSED = SystemLinkProposed(on=on("2023-05-01"), link_id="l1", title="Orders", kind="VMI", depth="coordinated")
LIVE = SystemLinkWentLive(on=on("2024-03-01"), link_id="l1", title="Orders", kind="VMI", depth="coordinated")
SUSPENDED = SystemLinkSuspended(on=on("2024-06-01"), link_id="l1", reason="Wrong stocks")
RESUMED = SystemLinkResumed(on=on("2024-08-01"), link_id="l1")
RETIRED = SystemLinkRetired(on=on("2025-03-01"), link_id="l1")


class WithSystems(Alone, frozen=True):
    """Surroundings with an order desk that is ready from 2024 on, and a warehouse system that never is."""

    def own_system(self, system_id: str, day: date) -> OwnSystem | None:
        return {
            "desk": OwnSystem(id="desk", title="Order desk", ready=day >= date(2024, 1, 1)),
            "stock": OwnSystem(id="stock", title="Warehouse", ready=False),
        }.get(system_id)


AROUND = WithSystems(POLICY)


# What it goes live over.


def planned(milestone_id: str, part_of: str) -> MilestonePlanned:
    return MilestonePlanned(
        on=on("2023-06"),
        milestone_id=milestone_id,
        title="Buyers trust the counts",
        party="the account",
        due=on("2024"),
        part_of=part_of,
    )


def reached(milestone_id: str, when: str) -> MilestoneReached:
    return MilestoneReached(on=on(when), milestone_id=milestone_id)


def went_live(scenario: Given, needs: tuple[str, ...] = (), when: str = "2024-03-01") -> SystemLinkWentLive:
    [event] = scenario.when(TakeLinkLive(on=on(when), link_id="l2", title="Orders", needs=needs)).events
    assert isinstance(event, SystemLinkWentLive)
    return event


def test_a_link_goes_live_over_changed_processes_once_a_milestone_of_its_own_was_reached() -> None:
    ready = given(HARBOUR, PROPOSED, planned("m", "l1"), reached("m", "2024-03-01"))
    assert not went_live(ready).over_unchanged_processes
    assert went_live(ready).headline({}) == "System link “Orders” (VMI) went live"


@pytest.mark.parametrize(
    "history",
    [
        [],
        [planned("m", "l1")],
        [planned("m", "l1"), reached("m", "2024-03-02")],
        [planned("m", ""), reached("m", "2024-02-01")],
        [planned("m", "l9"), reached("m", "2024-02-01")],
    ],
    ids=["none", "not reached", "reached a day later", "of nothing", "of another link"],
)
def test_a_link_goes_live_over_unchanged_processes_otherwise(
    history: list[MilestonePlanned | MilestoneReached],
) -> None:
    event = went_live(given(HARBOUR, PROPOSED, *history))
    assert event.over_unchanged_processes
    assert event.headline({}) == "System link “Orders” (VMI) went live over unchanged processes"
    assert given(HARBOUR, PROPOSED, *history, event).state().links["l1"].over_unchanged_processes


def test_a_milestone_reached_by_a_later_record_does_not_rewrite_what_was_known() -> None:
    event = went_live(given(HARBOUR, PROPOSED))
    late = given(HARBOUR, PROPOSED, event, planned("m", "l1"), reached("m", "2024-02-01"))
    assert late.state().links["l1"].over_unchanged_processes


def test_a_link_goes_live_on_own_systems_that_are_not_ready() -> None:
    event = went_live(given(HARBOUR).within(AROUND), needs=("desk", "stock"))
    assert event.needs == ("desk", "stock")
    assert event.on_unready_systems == ("stock",)
    assert event.headline({}) == "System link “Orders” went live over unchanged processes, on unready systems"


@pytest.mark.parametrize(("when", "unready"), [("2023-12-31", ("desk",)), ("2024-01-01", ())])
def test_own_systems_count_as_they_stood_on_the_day(when: str, unready: tuple[str, ...]) -> None:
    needing = msgspec.structs.replace(PROPOSED, needs=("desk",))
    event = went_live(given(HARBOUR, needing).within(AROUND), when=when)
    assert (event.needs, event.on_unready_systems) == (("desk",), unready)


def test_needing_an_own_system_that_the_company_does_not_have_is_refused() -> None:
    proposal = ProposeLink(
        on=on("2024"), link_id="l1", title="Orders", kind="VMI", depth="integrated", needs=("desk", "fax")
    )
    given(HARBOUR).within(AROUND).when(proposal).then_refused(OwnSystemUnknown, "“fax”", field="needs")
    live = TakeLinkLive(on=on("2024"), link_id="l1", title="Orders", needs=("fax",))
    given(HARBOUR).within(AROUND).when(live).then_refused(OwnSystemUnknown, field="needs")
    [event] = given(HARBOUR).within(AROUND).when(msgspec.structs.replace(proposal, needs=("desk",))).events
    assert given(HARBOUR, event).state().links["l1"].needs == ("desk",)


# Depth.


def deepen(depth: Depth, when: str) -> ChangeLinkDepth:
    return ChangeLinkDepth(on=on(when), link_id="l1", depth=depth)


def test_a_link_deepens() -> None:
    deeper = SystemLinkDepthChanged(on=on("2025-01"), link_id="l1", depth="integrated")
    given(HARBOUR, LIVE).when(deepen("integrated", "2025-01")).then(deeper)
    assert given(HARBOUR, LIVE, deeper).state().links["l1"].depth == "integrated"


def test_the_depth_that_a_link_has_stays_quiet_as_of_its_own_day() -> None:
    deeper = SystemLinkDepthChanged(on=on("2025-01"), link_id="l1", depth="integrated")
    given(HARBOUR, LIVE).when(deepen("coordinated", "2025-01")).then_nothing()
    given(HARBOUR, LIVE, deeper).when(deepen("coordinated", "2024-12-31")).then_nothing()
    assert given(HARBOUR, LIVE, deeper).when(deepen("coordinated", "2025-02")).events


def test_the_depth_of_a_link_outside_its_life_is_refused() -> None:
    retired = given(HARBOUR, LIVE, RETIRED)
    retired.when(deepen("integrated", "2024-02")).then_refused(BeforeLinkBegan, field="on")
    retired.when(deepen("integrated", "2025-03-02")).then_refused(LinkAlreadyRetired, "2025-03-01 or an earlier day")
    given(HARBOUR).when(deepen("integrated", "2025")).then_refused(NoSuchRecord)


# Investment.


def invest(amount: str, currency: str = "EUR", when: str = "2024-05") -> InvestInLink:
    return InvestInLink(on=on(when), link_id="l1", amount=Decimal(amount), currency=currency)


def test_money_is_invested_in_a_link() -> None:
    first = SystemLinkInvested(on=on("2024-05"), link_id="l1", amount=Decimal("75000.50"), currency="EUR")
    given(HARBOUR, LIVE).when(invest("75000.50", " eur ")).then(first)
    assert first.headline({"l1": "Orders"}) == "Invested 75,000.50 EUR in system link “Orders”"
    more = given(HARBOUR, LIVE, first, msgspec.structs.replace(first, on=on("2024-06")))
    dollars = SystemLinkInvested(on=on("2025"), link_id="l1", amount=Decimal(10), currency="USD", dimension="vertical")
    assert given(*more.events, dollars).state().links["l1"].invested == {
        "EUR": Decimal("150001.00"),
        "USD": Decimal(10),
    }


def test_the_same_investment_again_stays_quiet() -> None:
    first = SystemLinkInvested(on=on("2024-05"), link_id="l1", amount=Decimal(75000), currency="EUR")
    given(HARBOUR, LIVE, first).when(invest("75000")).then_nothing()


def test_a_bill_may_come_after_the_link_was_retired() -> None:
    assert given(HARBOUR, LIVE, RETIRED).when(invest("1", when="2025-06")).events


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity"])
def test_an_investment_that_is_no_amount_is_refused(amount: str) -> None:
    given(HARBOUR, LIVE).when(invest(amount)).then_refused(AmountNotUnderstood, field="amount")


def test_an_investment_of_nothing_in_no_currency_or_before_the_link_is_refused() -> None:
    live = given(HARBOUR, LIVE)
    live.when(invest("0")).then_refused(InvestmentNotPositive, field="amount")
    live.when(invest("1", "Euro")).then_refused(CurrencyNotUnderstood, field="currency")
    live.when(invest("1", when="2024-02-29")).then_refused(BeforeLinkBegan, field="on")


# Suspended and resumed.


def suspend(when: str, reason: str = "Wrong stocks", until: str = "") -> SuspendLink:
    return SuspendLink(on=on(when), link_id="l1", reason=reason, resumed_on=on(until) if until else None)


def resume(when: str) -> ResumeLink:
    return ResumeLink(on=on(when), link_id="l1")


def test_a_link_is_suspended_and_resumed() -> None:
    given(HARBOUR, LIVE).when(suspend("2024-06-01")).then(SUSPENDED)
    suspended = given(HARBOUR, LIVE, SUSPENDED)
    link = suspended.state().links["l1"]
    assert (link.stage, link.suspended, link.working, link.open) == ("suspended", SUSPENDED.on, False, True)
    suspended.when(resume("2024-08-01")).then(RESUMED)
    resumed = given(HARBOUR, LIVE, SUSPENDED, RESUMED).state().links["l1"]
    assert (resumed.stage, resumed.suspended, resumed.live) == ("live", None, LIVE.on)


def test_a_suspension_without_a_reason_is_refused() -> None:
    given(HARBOUR, LIVE).when(suspend("2024-06-01", " ")).then_refused(ReasonMissing, field="reason")


def test_the_same_suspension_and_resumption_again_stay_quiet() -> None:
    history = given(HARBOUR, LIVE, SUSPENDED, RESUMED)
    history.when(suspend("2024-06-01", "")).then_nothing()
    history.when(resume("2024-08-01")).then_nothing()


def test_only_a_live_link_is_suspended() -> None:
    given(HARBOUR, PROPOSED).when(suspend("2024-06-01")).then_refused(LinkNotLive, "take it live first", field="on")
    given(HARBOUR, PROPOSED, LIVE).when(suspend("2024-02")).then_refused(LinkNotLive, "2024-03-01 or a later day")
    given(HARBOUR, PROPOSED, LIVE).when(resume("2024-02")).then_refused(LinkNotLive)
    given(HARBOUR, LIVE, RETIRED).when(suspend("2025-03-02")).then_refused(LinkAlreadyRetired)
    given(HARBOUR, LIVE).when(suspend("2024")).then(
        SystemLinkSuspended(on=on("2024"), link_id="l1", reason="Wrong stocks")
    )


def test_suspending_what_is_suspended_is_refused() -> None:
    suspended = given(HARBOUR, LIVE, SUSPENDED)
    suspended.when(suspend("2024-07-01")).then_refused(LinkAlreadySuspended, "resume it first", field="on")
    suspended.when(suspend("2024-05-01")).then_refused(
        LinkAlreadySuspended, "suspended again on 2024-06-01", field="resumed_on"
    )


def test_resuming_what_is_not_suspended_is_refused() -> None:
    given(HARBOUR, LIVE).when(resume("2024-07-01")).then_refused(LinkNotSuspended, "never suspended by then")
    resumed = given(HARBOUR, LIVE, SUSPENDED, RESUMED)
    resumed.when(resume("2024-09-01")).then_refused(LinkNotSuspended, "live again since 2024-08-01", field="on")
    resumed.when(resume("2024-07-01")).then_refused(LinkNotSuspended, "resumed on 2024-08-01", field="on")
    resumed.when(resume("2024-05-01")).then_refused(LinkNotSuspended, "never suspended by then")


def test_a_suspension_logged_late_stands_between_others() -> None:
    again = [
        SystemLinkSuspended(on=on("2024-10-01"), link_id="l1", reason="Strike"),
        SystemLinkResumed(on=on("2024-11-01"), link_id="l1"),
    ]
    scenario = given(HARBOUR, LIVE, *again)
    scenario.when(suspend("2024-11-02")).then(
        SystemLinkSuspended(on=on("2024-11-02"), link_id="l1", reason="Wrong stocks")
    )
    scenario.when(suspend("2024-06-01", until="2024-10-01")).then_refused(LinkAlreadySuspended, "again on 2024-10-01")
    scenario.when(suspend("2024-06-01", until="2024-05-31")).then_refused(ResumedBeforeSuspended, field="resumed_on")
    outcome = scenario.when(suspend("2024-06-01", until="2024-09-30"))
    outcome.then(SUSPENDED, SystemLinkResumed(on=on("2024-09-30"), link_id="l1"))
    turns = given(*scenario.events, *outcome.events).state().links["l1"].turns
    assert [turn.to for turn in turns] == ["suspended", "resumed"] * 2


def test_a_suspension_that_would_end_after_the_link_was_retired_is_refused() -> None:
    retired = given(HARBOUR, LIVE, RETIRED)
    retired.when(suspend("2025-02-01", until="2025-03-02")).then_refused(LinkAlreadyRetired, field="resumed_on")
    assert len(retired.when(suspend("2025-02-01", until="2025-03-01")).events) == 2


def test_a_link_is_not_retired_before_it_was_last_resumed() -> None:
    resumed = given(HARBOUR, LIVE, SUSPENDED, RESUMED)
    resumed.when(RetireLink(on=on("2024-07-31"), link_id="l1")).then_refused(LinkRetiredBeforeLatest)
    assert resumed.when(RetireLink(on=on("2024-08-01"), link_id="l1")).refusal is None
