"""System links: does, refuses, stays quiet."""

from domain.history.refusal import NothingEntered
from domain.relationship.system_link import (
    LinkAlreadyLive,
    LinkAlreadyRetired,
    LinkRetiredBeforeLive,
    RetireLink,
    SystemLinkRetired,
    SystemLinkWentLive,
    TakeLinkLive,
)
from tests.domain.scenario import HARBOUR, given, on

LIVE = SystemLinkWentLive(on=on("2024-03-01"), link_id="l1", title="EDI orders", kind="EDI")
RETIRED = SystemLinkRetired(on=on("2025-03-01"), link_id="l1")


def go_live(title: str = "EDI orders", when: str = "2024-03-01") -> TakeLinkLive:
    return TakeLinkLive(on=on(when), link_id="l1", title=title, kind="EDI")


def test_a_link_goes_live() -> None:
    given(HARBOUR).when(go_live()).then(LIVE)


def test_a_link_without_a_name_is_refused() -> None:
    given(HARBOUR).when(go_live(title=" ")).then_refused(NothingEntered, field="title")


def test_a_link_that_is_live_goes_live_again_quietly_on_the_same_day_only() -> None:
    given(HARBOUR, LIVE).when(go_live()).then_nothing()
    given(HARBOUR, LIVE).when(go_live(when="2024-05-01")).then_refused(LinkAlreadyLive, "live since 2024-03-01")


def test_a_link_is_retired() -> None:
    given(HARBOUR, LIVE).when(RetireLink(on=on("2025-03-01"), link_id="l1")).then(RETIRED)


def test_retiring_a_link_on_the_day_that_it_was_retired_stays_quiet() -> None:
    given(HARBOUR, LIVE, RETIRED).when(RetireLink(on=on("2025-03-01"), link_id="l1")).then_nothing()


def test_retiring_a_link_twice_is_refused() -> None:
    given(HARBOUR, LIVE, RETIRED).when(RetireLink(on=on("2025-04-01"), link_id="l1")).then_refused(LinkAlreadyRetired)


def test_retiring_a_link_before_it_went_live_is_refused() -> None:
    given(HARBOUR, LIVE).when(RetireLink(on=on("2024-02"), link_id="l1")).then_refused(LinkRetiredBeforeLive)
