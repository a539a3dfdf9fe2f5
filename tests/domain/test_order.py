"""The order in which things happened."""

from datetime import date

from domain.history.order import dated
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.system_link import SystemLinkWentLive
from tests.domain.scenario import on


def test_what_follows_up_a_thing_waits_for_its_beginning_and_not_for_that_of_another_sort_with_the_same_id() -> None:
    link = SystemLinkWentLive(on=on("2023-05-01"), link_id="x", title="Orders")
    planned = MilestonePlanned(
        on=on("2024-03-10"), milestone_id="x", title="Train", party="the account", due=on("2024-06")
    )
    reached = MilestoneReached(on=on("2024"), milestone_id="x")
    assert dated([link, planned, reached]) == [
        (date(2023, 5, 1), link),
        (date(2024, 3, 10), planned),
        (date(2024, 3, 10), reached),
    ]
