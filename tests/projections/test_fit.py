"""Accounts treated unlike their class, worked out by hand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.policy.version_1 import POLICY
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.joint_plan import AgreePlan, AmendPlan, ClosePlan
from domain.relationship.opening import OpenRelationship
from domain.relationship.rules import Horizon, Rules
from domain.relationship.system_link import (
    ChangeLinkDepth,
    ProposeLink,
    ResumeLink,
    RetireLink,
    SuspendLink,
    TakeLinkLive,
)
from domain.relationship.team import JoinTeam, LeaveTeam
from domain.relationship.vocabulary import FUNCTIONS, Depth, Function
from projections.fit import by_class, misfits
from projections.projection import FOREVER, day_number, day_of
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case

TODAY = date(2024, 6, 1)


def classed(to: AccountClass, on: str = "2020-01-01", **settle: Any) -> Reclassify:
    return Reclassify(on=parse_when(on), to=to, reason=f"now {to}", settle=settle)


def agreed(starts: date, ends: date, *, plan_id: str = "p", on: str = "2020-02-01") -> AgreePlan:
    return AgreePlan(on=parse_when(on), plan_id=plan_id, title="Growth", starts=starts, ends=ends)


def live(depth: Depth | None, on: str = "2021-01-01", *, link_id: str = "l", custom: bool = False) -> TakeLinkLive:
    return TakeLinkLive(on=parse_when(on), link_id=link_id, title=f"Link {link_id}", depth=depth, custom=custom)


def deepened(depth: Depth, on: str) -> ChangeLinkDepth:
    return ChangeLinkDepth(on=parse_when(on), link_id="l", depth=depth)


def joined(function: Function, on: str = "2020-03-01", member_id: str = "") -> JoinTeam:
    known = member_id or function
    return JoinTeam(on=parse_when(on), member_id=known, title="Lead", function=function, person=f"Kim {known}")


TEAM = [joined(each) for each in FUNCTIONS]
PLAN = agreed(date(2020, 3, 1), date(2025, 3, 1))
SERVED = [classed("strategic"), PLAN, *TEAM, live("integrated", custom=True)]
"""A strategic account that has all that its class gets."""


def tell(tieline: Tieline, by: Actor, **told: Sequence[Command]) -> Tieline:
    """Accounts of these names, of which this happened."""
    for name, commands in told.items():
        tieline.handle(name, OpenRelationship(on=parse_when("2019-01-01"), name=name), by=by)
        for command in commands:
            tieline.handle(name, command, by=by)
    return tieline


def found(tieline: Tieline, on: date = TODAY, rules: Rules = POLICY, known_at: int = FOREVER) -> list[tuple[str, ...]]:
    """Name, kind of misfit, and since when."""
    frame = misfits(tieline.database, on, rules, known_at)
    return [
        (name, misfit, str(day_of(since)))
        for name, misfit, since in zip(frame["name"], frame["misfit"], frame["since"], strict=True)
    ]


def test_accounts_that_get_what_their_class_gets_fit(tieline: Tieline, kim: Actor) -> None:
    tell(
        tieline,
        kim,
        Alder=SERVED,
        Birch=[classed("emerging"), live("coordinated")],
        Cedar=[classed("stable"), live("arm's length")],
        Dogwood=[live("integrated", custom=True)],
    )
    assert found(tieline) == []
    counts = by_class(tieline.database, misfits(tieline.database, TODAY, POLICY), TODAY).set_index("account_class")
    assert list(counts["accounts"]) == list(counts["like"]) == [1, 0, 1, 1]


def test_a_misfit_says_its_rule_the_policy_version_and_the_events_behind_it(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Cedar=[live("coordinated"), classed("stable", "2022-01-01")])
    [row] = misfits(tieline.database, TODAY, POLICY).to_dict("records")
    assert row == {
        "relationship": "Cedar",
        "name": "Cedar",
        "account_class": "stable",
        "side": "over",
        "misfit": "link too deep",
        "what": "Link “Link l” is coordinated",
        "rule": "The deepest links of stable accounts are at arm's length",
        "policy_version": 1,
        "since": day_number(date(2022, 1, 1)),
        "since_last": day_number(date(2022, 1, 1)),
        "settled": 0,
        "seqs": (2, 3),
    }


# Over-served.


def test_a_custom_link_is_over_service_of_a_class_that_gets_none(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Birch=[classed("emerging"), live("coordinated", custom=True)])
    assert found(tieline, date(2020, 12, 31)) == []
    assert found(tieline) == [("Birch", "custom link", "2021-01-01")]


def test_a_proposal_serves_nobody_until_it_is_live_as_it_was_proposed(tieline: Tieline, kim: Actor) -> None:
    proposed = ProposeLink(
        on=parse_when("2020-06"), link_id="l", title="Link l", kind="VMI", depth="integrated", custom=True
    )
    tell(tieline, kim, Cedar=[classed("stable"), proposed, live(None)])
    assert found(tieline, date(2020, 12, 31)) == []
    assert found(tieline) == [("Cedar", "custom link", "2021-01-01"), ("Cedar", "link too deep", "2021-01-01")]


def test_a_link_is_too_deep_since_it_deepened_and_only_while_it_works(tieline: Tieline, kim: Actor) -> None:
    suspended = SuspendLink(on=parse_when("2023-01-01"), link_id="l", reason="Strike")
    resumed = ResumeLink(on=parse_when("2023-07-01"), link_id="l")
    retired = RetireLink(on=parse_when("2024-01-01"), link_id="l")
    history = [classed("emerging"), live("coordinated"), deepened("integrated", "2022-01-01")]
    tell(tieline, kim, Birch=[*history, suspended, resumed, retired])
    assert found(tieline, date(2021, 12, 31)) == []
    assert found(tieline, date(2022, 1, 1)) == [("Birch", "link too deep", "2022-01-01")]
    assert found(tieline, date(2023, 1, 1)) == []
    assert found(tieline, date(2023, 7, 1)) == [("Birch", "link too deep", "2023-07-01")]
    assert found(tieline, date(2024, 1, 1)) == []


def test_a_link_whose_depth_nobody_said_is_neither_too_deep_nor_deep_enough(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Cedar=[classed("stable"), live(None)], Alder=[*SERVED[:-1], live(None)])
    assert found(tieline) == [("Alder", "no link deep enough", "2020-01-01")]


def test_a_depth_known_only_to_the_year_of_going_live_counts_from_that_day(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Cedar=[classed("stable"), live("arm's length", "2021-03-01"), deepened("coordinated", "2021")])
    assert found(tieline) == [("Cedar", "link too deep", "2021-03-01")]


def test_a_misfit_since_a_month_or_a_year_says_so(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Cedar=[classed("stable"), live("coordinated", "2021-03")], Birch=[classed("integrated", "2023")])
    frame = misfits(tieline.database, TODAY, POLICY).drop_duplicates("name")
    assert [(day_of(row["since"]), day_of(row["since_last"])) for row in frame.to_dict("records")] == [
        (date(2023, 1, 1), date(2023, 12, 31)),
        (date(2021, 3, 1), date(2021, 3, 31)),
    ]


# Under-served.


def test_a_strategic_account_without_anything_is_under_served_in_every_way(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Alder=[classed("strategic")], Birch=[classed("integrated", "2021-01-01")])
    assert found(tieline) == [
        ("Alder", "no plan in force", "2020-01-01"),
        ("Alder", "team incomplete", "2020-01-01"),
        ("Alder", "no link deep enough", "2020-01-01"),
        ("Birch", "no plan in force", "2021-01-01"),
        ("Birch", "no link deep enough", "2021-01-01"),
    ]
    frame = misfits(tieline.database, TODAY, POLICY)
    assert list(frame["what"]) == [
        "No joint plan is on record as in force",
        "Nobody from IT, operations, commercial or executive is on the account team",
        "No live link is known to be integrated",
        "No joint plan is on record as in force",
        "No live link is known to be coordinated or deeper",
    ]
    assert frame["rule"].iloc[0] == "Strategic accounts have a joint plan of 36 to 60 calendar months"
    assert set(frame["side"]) == {"under"}


@pytest.mark.parametrize(
    ("on", "since"),
    [
        (date(2020, 2, 29), "2020-01-01"),
        (date(2020, 3, 1), ""),
        (date(2023, 2, 28), ""),
        (date(2023, 3, 1), "2023-03-01"),
        (date(2023, 5, 31), "2023-03-01"),
        (date(2023, 6, 1), ""),
        (date(2024, 2, 1), "2024-02-01"),
    ],
)
def test_a_plan_is_in_force_from_its_start_until_it_runs_out_or_ends(
    tieline: Tieline, kim: Actor, on: date, since: str
) -> None:
    plans = [
        agreed(date(2020, 3, 1), date(2023, 3, 1)),
        agreed(date(2023, 6, 1), date(2027, 6, 1), plan_id="q", on="2023-01-01"),
        ClosePlan(on=parse_when("2024-02-01"), plan_id="q"),
    ]
    tell(tieline, kim, Alder=[*SERVED[:1], *plans, *SERVED[2:]])
    missing = [row for row in found(tieline, on) if row[1] == "no plan in force"]
    assert missing == ([("Alder", "no plan in force", since)] if since else [])


def test_a_plan_that_was_closed_before_it_began_was_never_in_force(tieline: Tieline, kim: Actor) -> None:
    ahead = agreed(date(2023, 6, 1), date(2027, 6, 1), on="2023-01-01")
    closed = ClosePlan(on=parse_when("2023-02-01"), plan_id="p")
    tell(tieline, kim, Alder=[*SERVED[:1], ahead, closed, *SERVED[2:]])
    assert found(tieline) == [("Alder", "no plan in force", "2020-01-01")]


def test_the_team_is_short_since_the_first_of_those_who_are_missing_left(tieline: Tieline, kim: Actor) -> None:
    left = [LeaveTeam(on=parse_when(on), member_id=each) for each, on in (("IT", "2022-01-01"), ("executive", "2023"))]
    tell(tieline, kim, Alder=[*SERVED, *left])
    assert found(tieline, date(2021, 12, 31)) == []
    assert found(tieline, date(2022, 1, 1)) == [("Alder", "team incomplete", "2022-01-01")]
    assert found(tieline) == [("Alder", "team incomplete", "2022-01-01")]
    assert misfits(tieline.database, TODAY, POLICY)["what"].item().startswith("Nobody from IT or executive is")


def test_somebody_else_of_the_function_stands_in(tieline: Tieline, kim: Actor) -> None:
    left = LeaveTeam(on=parse_when("2022-01-01"), member_id="IT")
    tell(tieline, kim, Alder=[*SERVED, joined("IT", "2021-06-01", "other"), left])
    assert found(tieline) == []


def test_a_link_deep_enough_must_work(tieline: Tieline, kim: Actor) -> None:
    suspended = SuspendLink(on=parse_when("2022-01-01"), link_id="l", reason="Strike")
    tell(tieline, kim, Alder=[*SERVED, suspended], Birch=[classed("integrated"), live("integrated")])
    rows = [row for row in found(tieline) if row[1] == "no link deep enough"]
    assert rows == [("Alder", "no link deep enough", "2022-01-01")]


def test_a_second_link_that_is_deep_enough_will_do(tieline: Tieline, kim: Actor) -> None:
    retired = RetireLink(on=parse_when("2022-01-01"), link_id="l")
    tell(tieline, kim, Alder=[*SERVED, live("integrated", "2021-06-01", link_id="m"), retired])
    assert found(tieline) == []


# Off policy.


def test_a_live_plan_that_the_policy_of_the_day_does_not_allow_is_off_policy(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, Alder=SERVED)
    strategic = replace(POLICY.services["strategic"], plan=Horizon(at_least=24, at_most=48))
    stricter = replace(POLICY, version=2, services={**POLICY.services, "strategic": strategic})
    assert found(tieline, rules=stricter) == [("Alder", "plan off policy", "2020-02-01")]
    row = misfits(tieline.database, TODAY, stricter).iloc[0]
    assert row["what"] == "Joint plan “Growth” runs 60 months"
    assert row["rule"] == "Strategic accounts have joint plans of 24 to 48 calendar months"
    assert row["policy_version"] == 2
    assert found(tieline, date(2025, 3, 1), stricter) == [("Alder", "no plan in force", "2025-03-01")]


def test_a_plan_carried_to_its_end_is_settled_and_counts_as_no_misfit(tieline: Tieline, kim: Actor) -> None:
    history = [classed("strategic"), PLAN, classed("stable", "2022-01-01", p="carry")]
    tell(tieline, kim, Alder=history)
    frame = misfits(tieline.database, TODAY, POLICY)
    [row] = frame.to_dict("records")
    assert (row["misfit"], row["settled"], day_of(row["since"])) == ("plan off policy", 1, date(2022, 1, 1))
    assert row["what"] == "Joint plan “Growth” runs 60 months, carried to its end"
    assert row["rule"] == "Stable accounts have no joint plan"
    assert row["seqs"] == (3, 5, 4)
    counts = by_class(tieline.database, frame, TODAY).set_index("account_class")
    assert list(counts.loc["stable", ["accounts", "off policy", "like"]]) == [1, 0, 1]


def test_an_amended_plan_is_judged_by_its_present_term(tieline: Tieline, kim: Actor) -> None:
    amended = AmendPlan(on=parse_when("2021-01-01"), plan_id="p", ends=date(2024, 3, 1), reason="done sooner")
    tell(tieline, kim, Alder=[*SERVED, amended])
    assert found(tieline, date(2024, 2, 29)) == []
    assert found(tieline, date(2024, 3, 1)) == [("Alder", "no plan in force", "2024-03-01")]


# All of them.


def test_closed_unclassified_and_grouped_accounts_are_left_out(tieline: Tieline, kim: Actor) -> None:
    closed = CloseRelationship(on=parse_when("2023-01-01"), reason="sold")
    tell(tieline, kim, Alder=[classed("strategic"), closed], Birch=[])
    tieline.handle("group", OpenRelationship(on=parse_when("2019"), name="All", kind="segment"), by=kim)
    tieline.handle("group", classed("strategic"), by=kim)
    assert {row[0] for row in found(tieline, date(2022, 12, 31))} == {"Alder"}
    assert found(tieline) == []


def test_rows_come_by_name_and_then_by_side(tieline: Tieline, kim: Actor) -> None:
    tell(tieline, kim, birch=[classed("integrated"), live("integrated", custom=True)], Alder=[classed("integrated")])
    frame = misfits(tieline.database, TODAY, POLICY)
    assert list(zip(frame["name"], frame["side"], strict=True)) == [
        ("Alder", "under"),
        ("Alder", "under"),
        ("birch", "over"),
        ("birch", "over"),
        ("birch", "under"),
    ]
    counts = by_class(tieline.database, frame, TODAY).set_index("account_class")
    assert list(counts.loc["integrated"]) == [2, 1, 2, 0, 0]


def test_what_was_recorded_later_is_not_known_before(tieline: Tieline, clock: Clock, kim: Actor) -> None:
    tell(tieline, kim, Cedar=[classed("stable")])
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    tieline.handle("Cedar", live("integrated"), by=kim)
    assert found(tieline) == [("Cedar", "link too deep", "2021-01-01")]
    assert found(tieline, known_at=known_then) == []


def test_the_published_strategic_account_had_no_plan_on_record(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    assert ("Wal-Mart", "no plan in force") in {row[:2] for row in found(tieline, date(1996, 1, 1))}


def test_an_empty_ledger_has_no_misfits_but_its_columns(tieline: Tieline) -> None:
    frame = misfits(tieline.database, TODAY, POLICY)
    assert frame.empty
    assert {"side", "since", "seqs"} <= set(frame.columns)
    assert list(by_class(tieline.database, frame, TODAY)["accounts"]) == [0, 0, 0, 0]
