"""System links: they begin, go live and end; does, refuses, stays quiet."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.history.refusal import IdAlreadyUsed, NoSuchRecord, NothingEntered
from domain.policy.version_1 import POLICY
from domain.relationship.surroundings import Alone, OwnSystem
from domain.relationship.system_link import (
    AdvanceLink,
    BeforeLinkBegan,
    LinkAlreadyLive,
    LinkAlreadyProposed,
    LinkAlreadyRetired,
    LinkGoesBackwards,
    LinkRetiredBeforeLatest,
    LinkRetiredBeforeLive,
    ProposeLink,
    RetireLink,
    Step,
    SystemLinkAdvanced,
    SystemLinkProposed,
    SystemLinkRetired,
    SystemLinkWentLive,
    TakeLinkLive,
)
from tests.domain.scenario import HARBOUR, given, on

PROPOSED = SystemLinkProposed(
    on=on("2023-05-01"), link_id="l1", title="EDI orders", kind="EDI", depth="coordinated", custom=True
)
LIVE = SystemLinkWentLive(
    on=on("2024-03-01"), link_id="l1", title="EDI orders", kind="EDI", over_unchanged_processes=True
)
AS_PROPOSED = SystemLinkWentLive(
    on=on("2024-03-01"),
    link_id="l1",
    title="EDI orders",
    kind="EDI",
    depth="coordinated",
    custom=True,
    over_unchanged_processes=True,
)
RETIRED = SystemLinkRetired(on=on("2025-03-01"), link_id="l1")


def step(when: str, to: Step) -> SystemLinkAdvanced:
    return SystemLinkAdvanced(on=on(when), link_id="l1", to=to)


def propose(title: str = "EDI orders", when: str = "2023-05-01", link_id: str = "l1") -> ProposeLink:
    return ProposeLink(on=on(when), link_id=link_id, title=title, kind="EDI", depth="coordinated", custom=True)


def advance(to: Step, when: str) -> AdvanceLink:
    return AdvanceLink(on=on(when), link_id="l1", to=to)


def go_live(title: str = "EDI orders", when: str = "2024-03-01", link_id: str = "l1") -> TakeLinkLive:
    return TakeLinkLive(on=on(when), link_id=link_id, title=title, kind="EDI")


def retire(when: str = "2025-03-01") -> RetireLink:
    return RetireLink(on=on(when), link_id="l1")


# Proposed.


def test_a_link_is_proposed() -> None:
    given(HARBOUR).when(propose(title=" EDI  orders ")).then(PROPOSED)
    assert PROPOSED.headline({}) == "System link “EDI orders” (EDI) proposed, coordinated, to the account's own measure"
    link = given(HARBOUR, PROPOSED).state().links["l1"]
    assert (link.stage, link.live, link.open, link.working) == ("proposed", None, True, False)


def test_a_proposal_without_a_name_is_refused() -> None:
    given(HARBOUR).when(propose(title=" ")).then_refused(NothingEntered, field="title")


def test_the_same_proposal_again_stays_quiet() -> None:
    given(HARBOUR, PROPOSED).when(propose(title="edi ORDERS", link_id="l2")).then_nothing()


@pytest.mark.parametrize("when", ["2023-04-01", "2023-06-01"])
def test_proposing_an_open_link_again_on_another_day_is_refused(when: str) -> None:
    given(HARBOUR, PROPOSED).when(propose(when=when, link_id="l2")).then_refused(
        LinkAlreadyProposed, "already proposed on 2023-05-01", field="title"
    )


def test_the_proposal_of_another_depth_on_the_same_day_is_refused() -> None:
    other = ProposeLink(on=on("2023-05-01"), link_id="l2", title="EDI orders", kind="EDI", depth="integrated")
    given(HARBOUR, PROPOSED).when(other).then_refused(LinkAlreadyProposed)


def test_a_retired_link_is_proposed_anew_from_the_day_it_was_retired() -> None:
    scenario = given(HARBOUR, PROPOSED, AS_PROPOSED, RETIRED)
    scenario.when(propose(when="2025-03-01", link_id="l2")).then(
        SystemLinkProposed(
            on=on("2025-03-01"), link_id="l2", title="EDI orders", kind="EDI", depth="coordinated", custom=True
        )
    )
    scenario.when(propose(when="2025-02-28", link_id="l2")).then_refused(LinkAlreadyProposed)


def test_an_id_that_stands_for_another_link_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(propose(title="Another")).then_refused(IdAlreadyUsed)


def test_a_proposal_logged_late_belongs_to_the_link_that_went_live() -> None:
    scenario = given(HARBOUR, LIVE)
    scenario.when(propose(link_id="l2")).then(PROPOSED)
    link = given(HARBOUR, LIVE, PROPOSED).state().links["l1"]
    assert (link.stage, link.proposed, link.live, link.depth) == ("live", on("2023-05-01"), LIVE.on, "coordinated")


def test_a_proposal_after_the_link_went_live_is_refused() -> None:
    given(HARBOUR, LIVE).when(propose(when="2024-03-01")).then(
        SystemLinkProposed(
            on=on("2024-03-01"), link_id="l1", title="EDI orders", kind="EDI", depth="coordinated", custom=True
        )
    )
    given(HARBOUR, LIVE).when(propose(when="2024-03-02")).then_refused(
        LinkAlreadyLive, "2024-03-01 or an earlier day", field="title"
    )


def test_a_proposal_known_only_to_the_year_of_going_live_leaves_the_link_live() -> None:
    same_year = SystemLinkProposed(on=on("2024"), link_id="l1", title="EDI orders", kind="EDI", depth="coordinated")
    link = given(HARBOUR, LIVE, same_year).state().links["l1"]
    assert (link.stage, link.begun, link.live) == ("live", on("2024"), LIVE.on)
    sooner = SystemLinkWentLive(on=on("2024"), link_id="l1", title="EDI orders", depth="integrated")
    later = SystemLinkProposed(on=on("2024-05"), link_id="l1", title="EDI orders", kind="EDI", depth="coordinated")
    link = given(HARBOUR, sooner, later).state().links["l1"]
    assert (link.stage, link.kind, link.depth, link.proposed) == ("live", "EDI", "integrated", on("2024-05"))


# Agreed, built, tested, certified.


def test_a_link_is_agreed_built_tested_and_certified() -> None:
    history = given(HARBOUR, PROPOSED)
    for to, when in (("agreed", "2023-06-01"), ("built", "2023-07-01"), ("tested", "2023-07-01")):
        event = step(when, to)  # type: ignore[arg-type]  # mypy widens the tuple's texts
        history.when(advance(event.to, when)).then(event)
        history = given(*history.events, event)
        assert history.state().links["l1"].stage == to
    history.when(advance("certified", "2023-09")).then(step("2023-09", "certified"))


def test_steps_may_be_left_out_and_filled_in_late() -> None:
    given(HARBOUR, PROPOSED).when(advance("certified", "2023-06-01")).then(step("2023-06-01", "certified"))
    given(HARBOUR, PROPOSED, step("2023-06-01", "certified")).when(advance("built", "2023-06-01")).then(
        step("2023-06-01", "built")
    )
    given(HARBOUR, PROPOSED, AS_PROPOSED).when(advance("built", "2023-06-01")).then(step("2023-06-01", "built"))


def test_a_step_before_an_earlier_one_or_after_a_later_one_is_refused() -> None:
    tested = given(HARBOUR, PROPOSED, step("2023-08", "tested"))
    tested.when(advance("built", "2023-09-01")).then_refused(LinkGoesBackwards, "2023-08-31 or an earlier", field="on")
    tested.when(advance("certified", "2023-07-31")).then_refused(LinkGoesBackwards, "2023-08-01 or a later", field="on")
    tested.when(advance("certified", "2023-08-01")).then(step("2023-08-01", "certified"))
    tested.when(advance("built", "2023-08-31")).then(step("2023-08-31", "built"))


def test_a_step_is_reached_once() -> None:
    tested = given(HARBOUR, PROPOSED, step("2023-08-01", "tested"))
    tested.when(advance("tested", "2023-08-01")).then_nothing()
    tested.when(advance("tested", "2023-08-02")).then_refused(LinkGoesBackwards, "once", field="to")


def test_a_step_after_going_live_is_refused() -> None:
    live = given(HARBOUR, PROPOSED, AS_PROPOSED)
    live.when(advance("certified", "2024-03-01")).then(step("2024-03-01", "certified"))
    live.when(advance("certified", "2024-03-02")).then_refused(LinkGoesBackwards, "went live on 2024-03-01", field="on")


def test_a_step_before_the_proposal_or_after_the_end_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(advance("agreed", "2023-04")).then_refused(BeforeLinkBegan, field="on")
    given(HARBOUR, PROPOSED, RETIRED).when(advance("agreed", "2025-03-02")).then_refused(LinkAlreadyRetired, field="on")


def test_a_step_of_a_link_that_nobody_proposed_asks_for_the_proposal() -> None:
    given(HARBOUR, LIVE).when(advance("built", "2024-02-01")).then_refused(
        BeforeLinkBegan, "first record when it was proposed"
    )


def test_a_step_of_a_link_that_is_not_on_record_is_refused() -> None:
    given(HARBOUR).when(advance("built", "2024")).then_refused(NoSuchRecord)


# Live.


def test_a_link_goes_live() -> None:
    given(HARBOUR).when(go_live()).then(LIVE)
    assert given(HARBOUR, LIVE).state().links["l1"].stage == "live"


def test_a_proposed_link_goes_live_as_it_was_proposed() -> None:
    given(HARBOUR, PROPOSED).when(TakeLinkLive(on=on("2024-03-01"), link_id="l2", title="edi orders")).then(AS_PROPOSED)


def test_what_is_said_on_going_live_stands_over_the_proposal() -> None:
    given(HARBOUR, PROPOSED).when(
        TakeLinkLive(on=on("2024-03-01"), link_id="l2", title="EDI orders", kind="API", depth="integrated")
    ).then(
        SystemLinkWentLive(
            on=on("2024-03-01"),
            link_id="l1",
            title="EDI orders",
            kind="API",
            depth="integrated",
            custom=True,
            over_unchanged_processes=True,
        )
    )


def test_going_live_before_the_proposal_or_its_steps_is_refused() -> None:
    given(HARBOUR, PROPOSED).when(go_live(when="2023-04-30")).then_refused(BeforeLinkBegan, field="on")
    certified = given(HARBOUR, PROPOSED, step("2023-06-01", "agreed"), step("2023-09-01", "certified"))
    certified.when(go_live(when="2023-08-31")).then_refused(LinkGoesBackwards, "certified on 2023-09-01", field="on")
    assert certified.when(go_live(when="2023-09-01")).refusal is None


def test_a_link_without_a_name_is_refused() -> None:
    given(HARBOUR).when(go_live(title=" ")).then_refused(NothingEntered, field="title")


def test_a_link_that_is_live_goes_live_again_quietly_on_the_same_day_only() -> None:
    given(HARBOUR, LIVE).when(go_live()).then_nothing()
    given(HARBOUR, LIVE).when(go_live(when="2024-05-01")).then_refused(LinkAlreadyLive, "live since 2024-03-01")


def test_a_link_proposed_earlier_and_live_later_does_not_go_live_in_between() -> None:
    given(HARBOUR, PROPOSED, AS_PROPOSED).when(go_live(when="2023-09-01")).then_refused(LinkAlreadyLive)


def test_a_link_of_the_name_of_a_retired_one_is_a_new_one() -> None:
    given(HARBOUR, LIVE, RETIRED).when(go_live(when="2025-03-01", link_id="l2")).then(
        SystemLinkWentLive(
            on=on("2025-03-01"), link_id="l2", title="EDI orders", kind="EDI", over_unchanged_processes=True
        )
    )


# Retired.


def test_a_link_is_retired() -> None:
    given(HARBOUR, LIVE).when(retire()).then(RETIRED)
    link = given(HARBOUR, LIVE, RETIRED).state().links["l1"]
    assert (link.stage, link.open) == ("retired", False)


def test_a_proposed_link_that_nobody_pursues_is_retired() -> None:
    given(HARBOUR, PROPOSED).when(retire()).then(RETIRED)
    given(HARBOUR, PROPOSED).when(retire("2023-04-30")).then_refused(BeforeLinkBegan, field="on")


def test_retiring_a_link_on_the_day_that_it_was_retired_stays_quiet() -> None:
    given(HARBOUR, LIVE, RETIRED).when(retire()).then_nothing()


def test_retiring_a_link_twice_is_refused() -> None:
    given(HARBOUR, LIVE, RETIRED).when(retire("2025-04-01")).then_refused(LinkAlreadyRetired)


def test_retiring_a_link_before_it_went_live_is_refused() -> None:
    given(HARBOUR, LIVE).when(retire("2024-02")).then_refused(LinkRetiredBeforeLive, "2024-03-01 or a later day")


def test_retiring_a_link_before_its_latest_step_is_refused() -> None:
    built = given(HARBOUR, PROPOSED, step("2023-08-01", "built"))
    built.when(retire("2023-07")).then_refused(LinkRetiredBeforeLatest, "2023-08-01 or a later day", field="on")
    assert built.when(retire("2023-08-01")).refusal is None


def test_a_step_before_the_proposal_is_refused_also_where_the_link_went_live_in_that_year() -> None:
    live, proposed = replace(LIVE, on=on("2023")), replace(PROPOSED, on=on("2023-05-01"))
    having = given(HARBOUR, live, proposed)
    having.when(advance("agreed", "2023-04-30")).then_refused(LinkGoesBackwards, "2023-05-01 or a later", field="on")
    having.when(advance("agreed", "2023-05-01")).then(step("2023-05-01", "agreed"))


def test_a_proposal_after_a_step_is_refused_also_where_the_link_went_live_in_that_year() -> None:
    having = given(HARBOUR, replace(LIVE, on=on("2023")), step("2023-04-30", "agreed"))
    having.when(propose(when="2023-05-01")).then_refused(LinkAlreadyLive, "2023-04-30 or an earlier", field="title")
    having.when(propose(when="2023-04-30")).then(replace(PROPOSED, on=on("2023-04-30")))


def test_an_own_system_that_is_named_twice_is_needed_once() -> None:
    orders = OwnSystem(id="s1", title="Orders", ready=False)

    class Around(Alone, frozen=True):
        def own_system(self, system_id: str, day: date) -> OwnSystem | None:  # there is one
            return orders

    having = given(HARBOUR).within(Around(POLICY))
    (live,) = having.when(replace(go_live(), needs=("s1", "s1"))).events
    assert isinstance(live, SystemLinkWentLive)
    assert (live.needs, live.on_unready_systems) == (("s1",), ("s1",))
    (proposed,) = having.when(replace(propose(), needs=("s1", "s1"))).events
    assert isinstance(proposed, SystemLinkProposed)
    assert proposed.needs == ("s1",)
