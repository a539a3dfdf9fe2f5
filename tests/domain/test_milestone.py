"""Change-management milestones: does, refuses, stays quiet."""

from domain.history.refusal import NoSuchRecord, NothingEntered
from domain.relationship.milestone import (
    MilestoneAlreadyPlanned,
    MilestoneAlreadyReached,
    MilestonePlanned,
    MilestoneReached,
    MilestoneReachedBeforePlanned,
    PlanMilestone,
    ReachMilestone,
)
from tests.domain.scenario import HARBOUR, given, on

PLANNED = MilestonePlanned(
    on=on("2024-03-01"), milestone_id="m1", title="Buyers trained", party="the account", due=on("2024-Q3")
)
REACHED = MilestoneReached(on=on("2024-08-20"), milestone_id="m1")


def plan(title: str = "Buyers trained", due: str = "2024-Q3") -> PlanMilestone:
    return PlanMilestone(on=on("2024-03-01"), milestone_id="m1", title=title, party="the account", due=on(due))


def test_a_milestone_is_planned_for_a_party() -> None:
    given(HARBOUR).when(plan()).then(PLANNED)


def test_a_milestone_without_a_name_is_refused() -> None:
    given(HARBOUR).when(plan(title="")).then_refused(NothingEntered, field="title")


def test_planning_the_very_same_milestone_again_stays_quiet() -> None:
    given(HARBOUR, PLANNED).when(plan()).then_nothing()


def test_planning_an_open_milestone_for_another_date_is_refused() -> None:
    given(HARBOUR, PLANNED).when(plan(due="2024-Q4")).then_refused(MilestoneAlreadyPlanned, "planned for 2024-Q3")


def test_a_milestone_is_reached() -> None:
    given(HARBOUR, PLANNED).when(ReachMilestone(on=on("2024-08-20"), milestone_id="m1")).then(REACHED)


def test_a_milestone_reached_twice_is_refused() -> None:
    given(HARBOUR, PLANNED, REACHED).when(ReachMilestone(on=on("2024-08-20"), milestone_id="m1")).then_refused(
        MilestoneAlreadyReached, "already reached on 2024-08-20"
    )


def test_a_milestone_reached_before_it_was_planned_is_refused() -> None:
    given(HARBOUR, PLANNED).when(ReachMilestone(on=on("2024-02"), milestone_id="m1")).then_refused(
        MilestoneReachedBeforePlanned, "2024-03-01 or a later day", field="on"
    )


def test_reaching_what_was_never_planned_is_refused() -> None:
    given(HARBOUR).when(ReachMilestone(on=on("2024-08-20"), milestone_id="m1")).then_refused(NoSuchRecord)
