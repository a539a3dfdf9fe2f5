"""Change-management milestones: does, refuses, stays quiet."""

import msgspec
from msgspec.structs import replace

from domain.history.refusal import BreaksLaterRecord, NoSuchRecord, NothingEntered, ReasonMissing
from domain.policy.version_1 import POLICY
from domain.relationship.milestone import (
    DropMilestone,
    MilestoneAlreadyDropped,
    MilestoneAlreadyPlanned,
    MilestoneAlreadyReached,
    MilestoneChangedBeforePlanned,
    MilestoneDropped,
    MilestoneDueBeforePlanned,
    MilestonePlanned,
    MilestoneReached,
    MilestoneReachedBeforePlanned,
    MilestoneRescheduled,
    NoChannelPartner,
    PlanMilestone,
    ReachMilestone,
    RescheduleMilestone,
    WeightNotPositive,
)
from domain.relationship.rules import Weights
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted
from domain.relationship.surroundings import Alone
from domain.relationship.system_link import SystemLinkWentLive
from tests.domain.scenario import HARBOUR, given, on

PLANNED = MilestonePlanned(
    on=on("2024-03-01"), milestone_id="m1", title="Buyers trained", party="the account", due=on("2024-Q3"), weight=1
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


# What a milestone says of the change.


def test_a_paradigmatic_change_weighs_what_the_policy_says() -> None:
    command = replace(plan(), change="paradigmatic", stage="cementing")
    planned = replace(PLANNED, change="paradigmatic", stage="cementing", weight=3)
    given(HARBOUR).when(command).then(planned)
    rules = msgspec.structs.replace(POLICY, weights=Weights(paradigmatic=7))
    given(HARBOUR).within(Alone(rules)).when(command).then(replace(planned, weight=7))


def test_a_weight_that_is_given_counts() -> None:
    given(HARBOUR).when(replace(plan(), weight=1)).then(PLANNED)
    given(HARBOUR).when(replace(plan(), weight=5)).then(replace(PLANNED, weight=5))
    given(HARBOUR).when(replace(plan(), weight=0)).then_refused(WeightNotPositive, "1 or more", field="weight")


def test_a_milestone_written_without_a_weight_keeps_none() -> None:
    state = given(HARBOUR, replace(PLANNED, weight=None)).state()
    assert state.milestones["m1"].weight is None


def test_a_channel_partner_is_named() -> None:
    command = replace(plan(), party="channel partner", channel_partner=" Meyer  Logistics ")
    planned = replace(PLANNED, party="channel partner", channel_partner="Meyer Logistics")
    given(HARBOUR).when(command).then(planned)
    assert planned.headline({}) == (
        "Milestone “Buyers trained” planned for the channel partner Meyer Logistics, due 2024-Q3"
    )


def test_two_channel_partners_have_each_a_milestone_of_the_name() -> None:
    first = replace(PLANNED, party="channel partner", channel_partner="Meyer Logistics")
    command = replace(plan(), milestone_id="m2", party="channel partner", channel_partner="Northway")
    given(HARBOUR, first).when(command).then(replace(first, milestone_id="m2", channel_partner="Northway"))


def test_only_a_channel_partner_goes_by_a_name() -> None:
    given(HARBOUR).when(replace(plan(), channel_partner="Meyer Logistics")).then_refused(
        NoChannelPartner, "the account is to change", field="channel_partner"
    )


LINK = SystemLinkWentLive(on=on("2024-01"), link_id="l1", title="Orders by EDI")
TRIAL = ShowcaseStarted(on=on("2024-01"), showcase_id="s1", title="Pallet count")


def test_a_milestone_belongs_to_a_link_or_a_showcase_by_its_title_or_id() -> None:
    for said in ("orders by  EDI", "l1"):
        given(HARBOUR, LINK, TRIAL).when(replace(plan(), part_of=said)).then(replace(PLANNED, part_of="l1"))
    planned = replace(PLANNED, part_of="s1")
    given(HARBOUR, LINK, TRIAL).when(replace(plan(), part_of="Pallet count")).then(planned)
    assert planned.headline({"s1": "Pallet count"}) == (
        "Milestone “Buyers trained” for “Pallet count” planned for the account, due 2024-Q3"
    )


def test_what_it_belongs_to_is_on_record() -> None:
    given(HARBOUR, LINK, TRIAL).when(replace(plan(), part_of="Drones")).then_refused(
        NoSuchRecord, "“Orders by EDI”, “Pallet count”", field="part_of"
    )
    given(HARBOUR).when(replace(plan(), part_of="Drones")).then_refused(NoSuchRecord, "record it first")


def test_of_two_things_of_a_name_the_open_one_is_meant_else_the_id_is_asked_for() -> None:
    namesake = replace(TRIAL, showcase_id="s2", on=on("2024-02"), title="Orders by EDI")
    ended = ShowcaseConcluded(on=on("2024-02-20"), showcase_id="s2", outcome="stop")
    command = replace(plan(), part_of="Orders by EDI")
    given(HARBOUR, LINK, namesake, ended).when(command).then(replace(PLANNED, part_of="l1"))
    given(HARBOUR, LINK, namesake).when(command).then_refused(NoSuchRecord, "“l1” or “s2”", field="part_of")


def test_a_milestone_is_due_on_the_day_it_is_planned_or_later() -> None:
    given(HARBOUR).when(plan(due="2024-03-01")).then(replace(PLANNED, due=on("2024-03-01")))
    given(HARBOUR).when(plan(due="2024")).then(replace(PLANNED, due=on("2024")))
    given(HARBOUR).when(plan(due="2024-02")).then_refused(
        MilestoneDueBeforePlanned, "2024-03-01 or a later date", field="due"
    )


def test_planning_an_open_milestone_as_another_kind_of_change_is_refused() -> None:
    given(HARBOUR, PLANNED).when(replace(plan(), change="paradigmatic")).then_refused(MilestoneAlreadyPlanned)


# Rescheduled.

MOVED = MilestoneRescheduled(on=on("2024-05-10"), reason="The supplier is late", milestone_id="m1", due=on("2024-Q4"))


def reschedule(when: str = "2024-05-10", due: str = "2024-Q4") -> RescheduleMilestone:
    return RescheduleMilestone(on=on(when), reason="The supplier is late", milestone_id="m1", due=on(due))


def test_a_milestone_is_rescheduled_and_keeps_what_it_was_due_at_first() -> None:
    given(HARBOUR, PLANNED).when(reschedule()).then(MOVED)
    again = replace(MOVED, on=on("2024-06-01"), due=on("2025-Q1"))
    milestone = given(HARBOUR, PLANNED, again, MOVED).state().milestones["m1"]
    assert (milestone.first_due, milestone.due, milestone.moves) == (on("2024-Q3"), on("2025-Q1"), 2)


def test_rescheduling_to_the_same_date_stays_quiet() -> None:
    given(HARBOUR, PLANNED).when(reschedule(due="2024-Q3")).then_nothing()
    given(HARBOUR, PLANNED, MOVED).when(reschedule()).then_nothing()


def test_planning_again_what_was_rescheduled_since_stays_quiet() -> None:
    given(HARBOUR, PLANNED, MOVED).when(plan()).then_nothing()


def test_rescheduling_without_a_reason_is_refused() -> None:
    given(HARBOUR, PLANNED).when(replace(reschedule(), reason=" ")).then_refused(ReasonMissing, field="reason")


def test_rescheduling_before_it_was_planned_or_to_before_then_is_refused() -> None:
    given(HARBOUR, PLANNED).when(reschedule("2024-02-29")).then_refused(
        MilestoneChangedBeforePlanned, "2024-03-01 or a later day", field="on"
    )
    given(HARBOUR, PLANNED).when(reschedule(due="2024-02")).then_refused(MilestoneDueBeforePlanned, field="due")


def test_only_an_open_milestone_is_rescheduled() -> None:
    given(HARBOUR, PLANNED, REACHED).when(reschedule("2024-08-20")).then_refused(
        MilestoneAlreadyReached, "choose an earlier day", field="milestone_id"
    )
    given(HARBOUR, PLANNED, DROPPED).when(reschedule("2024-07-02")).then_refused(MilestoneAlreadyDropped)
    given(HARBOUR).when(reschedule()).then_refused(NoSuchRecord)


def test_what_was_still_open_on_the_day_is_rescheduled_late() -> None:
    given(HARBOUR, PLANNED, REACHED).when(reschedule("2024-08-19")).then(replace(MOVED, on=on("2024-08-19")))


def test_a_milestone_may_not_be_reached_before_it_was_rescheduled() -> None:
    reach = ReachMilestone(on=on("2024-05-09"), milestone_id="m1")
    given(HARBOUR, PLANNED, MOVED).when(reach).then_refused(BreaksLaterRecord, "2024-05-10 or a later day")
    given(HARBOUR, PLANNED, MOVED).when(replace(reach, on=on("2024-05"))).then(replace(REACHED, on=on("2024-05")))


# Dropped.

DROPPED = MilestoneDropped(on=on("2024-07-01"), reason="The system was bought instead", milestone_id="m1")


def drop(when: str = "2024-07-01") -> DropMilestone:
    return DropMilestone(on=on(when), reason="The system was bought instead", milestone_id="m1")


def test_a_milestone_is_dropped() -> None:
    given(HARBOUR, PLANNED).when(drop()).then(DROPPED)
    milestone = given(HARBOUR, PLANNED, DROPPED).state().milestones["m1"]
    assert (milestone.open, milestone.ended) == (False, on("2024-07-01"))


def test_dropping_it_again_on_the_day_stays_quiet_and_on_another_is_refused() -> None:
    given(HARBOUR, PLANNED, DROPPED).when(drop()).then_nothing()
    given(HARBOUR, PLANNED, DROPPED).when(drop("2024-07-02")).then_refused(
        MilestoneAlreadyDropped, "on 2024-07-01", field="milestone_id"
    )


def test_dropping_without_a_reason_is_refused() -> None:
    given(HARBOUR, PLANNED).when(replace(drop(), reason="")).then_refused(ReasonMissing, field="reason")


def test_dropping_before_it_was_planned_is_refused() -> None:
    given(HARBOUR, PLANNED).when(drop("2024-02")).then_refused(MilestoneChangedBeforePlanned, field="on")


def test_what_was_reached_is_not_dropped_and_what_was_dropped_not_reached() -> None:
    given(HARBOUR, PLANNED, REACHED).when(drop()).then_refused(MilestoneAlreadyReached)
    given(HARBOUR, PLANNED, DROPPED).when(ReachMilestone(on=on("2024-08-20"), milestone_id="m1")).then_refused(
        MilestoneAlreadyDropped
    )


def test_a_milestone_that_was_dropped_may_be_planned_again() -> None:
    given(HARBOUR, PLANNED, DROPPED).when(replace(plan(), milestone_id="m2")).then(replace(PLANNED, milestone_id="m2"))
