"""What is in a window of a timeline, worked out by hand, and what holds of any history and any windows."""

from collections.abc import Iterator
from datetime import date
from itertools import count, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.access import Actor
from domain.history.lane import LANES
from domain.history.when import parse_when, widen
from domain.ledger.database import Row
from domain.recorded import NEVER
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from projections.projection import day_number, day_of
from projections.question import rows_of
from projections.timeline import ENTRY, timeline
from projections.timeline_window import (
    EVER,
    UNITS,
    Cut,
    Days,
    Lasting,
    Unit,
    counts,
    crowds,
    extent,
    first_of,
    lasting_counts,
    listed,
    one,
    singles,
    unit_days,
    unit_for,
)
from ui.bootstrap import Tieline

PLANS = Lasting(frozenset({"joint-plan-agreed", "reclassified"}), frozenset({"joint-plan-completed"}))
numbers = count(1)


def days(first: str, last: str) -> Days:
    return Days(date.fromisoformat(first).toordinal(), date.fromisoformat(last).toordinal())


@pytest.fixture
def told(tieline: Tieline, kim: Actor) -> Tieline:
    """Meetings on 3 and 5 March 2024, one in March, one some day of 2024; a class and a plan from before."""
    plan = AgreePlan(
        on=parse_when("2022-05-01"), plan_id="p", title="Growth", starts=date(2022, 6, 1), ends=date(2026, 6, 1)
    )
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Acme"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2022-01-10"), to="strategic", reason="able"), by=kim)
    tieline.handle("s", plan, by=kim)
    for on in ("2024-03-03", "2024-03-05", "2024-03", "2024"):
        tieline.handle("s", LogInteraction(on=parse_when(on), kind="meeting", summary=f"on {on}"), by=kim)
    return tieline


def test_a_window_counts_what_stands_in_it_by_the_middle_of_its_days(told: Tieline) -> None:
    cut = Cut("s")
    assert counts(told.database, cut) == {"other": 1, "class": 1, "plans": 1, "interactions": 4}
    assert counts(told.database, cut, days("2024-03-01", "2024-03-31")) == {"interactions": 3}
    assert counts(told.database, cut, days("2024-03-04", "2024-03-31")) == {"interactions": 2}
    assert counts(told.database, cut, days("2024-07-01", "2024-07-02")) == {"interactions": 1}, (
        "the year, in its middle"
    )


def test_columns_tell_how_many_there_were_in_each_month_and_week(told: Tieline) -> None:
    month = crowds(told.database, Cut("s"), days("2024-01-01", "2024-12-31"), ["interactions"], "month")
    assert [(day_of(each["first_day"]), day_of(each["last_day"]), each["events"]) for each in rows_of(month)] == [
        (date(2024, 3, 1), date(2024, 3, 31), 3),
        (date(2024, 7, 1), date(2024, 7, 31), 1),
    ]
    assert set(month["kind"]) == {"interaction-logged"}
    week = crowds(told.database, Cut("s"), days("2024-03-01", "2024-03-31"), ["interactions"], "week")
    assert [(day_of(each["first_day"]), each["events"]) for each in rows_of(week)] == [
        (date(2024, 2, 26), 1),
        (date(2024, 3, 4), 1),
        (date(2024, 3, 11), 1),
    ]
    assert crowds(told.database, Cut("s"), EVER, [], "month").empty


def test_how_far_a_timeline_reaches_takes_in_what_was_promised(told: Tieline) -> None:
    reach = extent(told.database, Cut("s"))
    assert (reach.events, day_of(reach.first), day_of(reach.last)) == (7, date(2020, 1, 1), date(2026, 6, 1))
    assert extent(told.database, Cut("nobody")) == (0, 0, 0)


def test_what_lasts_into_a_window_is_found_with_its_title_although_it_began_before(told: Tieline, kim: Actor) -> None:
    for number, on in enumerate(("2021-01-01", "2023-01-01")):
        begun = PlanMilestone(
            on=parse_when(on), milestone_id=f"m{number}", title=on, party="the account", due=parse_when("2025")
        )
        told.handle("s", begun, by=kim)
    told.handle("s", ReachMilestone(on=parse_when("2024-03-09"), milestone_id="m1"), by=kim)
    march = days("2024-03-01", "2024-03-31")
    found = singles(told.database, Cut("s"), march, ["milestones", "interactions"], PLANS)
    assert list(found["kind"]) == [
        "reclassified", "joint-plan-agreed", *["interaction-logged"] * 4, "milestone-reached",
    ]  # fmt: skip
    assert found["headline"].iloc[-1] == "Milestone “2023-01-01” reached", "its title is from before the window"
    assert lasting_counts(told.database, Cut("s"), march, PLANS) == {"class": 1, "plans": 1}
    bare = singles(told.database, Cut("s"), march, [], PLANS, ["plans"])
    assert list(bare["kind"]) == ["reclassified"]
    over = Lasting(frozenset({"milestone-planned"}), frozenset({"milestone-reached"}))
    assert list(singles(told.database, Cut("s"), march, [], over)["title"]) == ["2021-01-01", "2023-01-01"]
    assert list(singles(told.database, Cut("s"), days("2024-04-01", "2024-04-30"), [], over)["title"]) == ["2021-01-01"]


def test_both_clocks_and_what_was_struck_through_cut_what_is_counted(told: Tieline, kim: Actor) -> None:
    (seq,) = listed(told.database, Cut("s"), days("2024-03-05", "2024-03-05"))["seq"]
    told.retract(int(seq), "It was cancelled", by=kim)
    strike = told.tracker.recorder.head()[0]
    assert counts(told.database, Cut("s"))["interactions"] == 3
    assert counts(told.database, Cut("s", struck=True))["interactions"] == 4
    assert counts(told.database, Cut("s", as_of=date(2024, 3, 4), struck=True))["interactions"] == 3
    page = listed(told.database, Cut("s", struck=True), days("2024-03-05", "2024-03-05"))
    assert list(page["retracted_by"]) == [strike]
    assert one(told.database, Cut("s"), int(seq)).empty
    assert list(one(told.database, Cut("s", struck=True), int(seq))["retracted_by"]) == [strike]


def test_as_known_before_it_was_struck_through_a_record_stands(told: Tieline, kim: Actor) -> None:
    known_at = told.tracker.recorder.clock()
    seq = int(listed(told.database, Cut("s"), days("2024-03-05", "2024-03-05"))["seq"].iloc[0])
    told.tracker.recorder.clock = told.tracker.clock = lambda: known_at + 60_000_000
    told.retract(seq, "It was cancelled", by=kim)
    then = timeline(told.database, "s", date.max, known_at)
    assert list(then.loc[then["seq"] == seq, "retracted_by"]) == [0]
    assert seq in set(singles(told.database, Cut("s", known_at=known_at), EVER, LANES, PLANS)["seq"])


def test_the_beginning_of_a_history_is_told_with_when_it_was_first_recorded(told: Tieline) -> None:
    found = first_of(told.database, "s")
    assert found is not None
    assert (day_of(found[0]), day_of(found[1])) == (date(2020, 1, 1), date(2020, 1, 1))
    assert first_of(told.database, "nobody") is None


@pytest.mark.parametrize(
    ("unit", "day", "first", "last"),
    [
        ("day", "2024-02-29", "2024-02-29", "2024-02-29"),
        ("week", "2024-02-29", "2024-02-26", "2024-03-03"),
        ("month", "2024-02-29", "2024-02-01", "2024-02-29"),
        ("quarter", "2024-02-29", "2024-01-01", "2024-03-31"),
        ("year", "2024-02-29", "2024-01-01", "2024-12-31"),
        ("month", "2023-12-31", "2023-12-01", "2023-12-31"),
    ],
)
def test_units_begin_and_end_as_in_a_calendar(unit: Unit, day: str, first: str, last: str) -> None:
    on = date.fromisoformat(day)
    months = on.year * 12 + on.month - 1
    places = {
        "day": on.toordinal(),
        "week": (on.toordinal() - 1) // 7,
        "month": months,
        "quarter": months // 3,
        "year": on.year,
    }
    assert tuple(day_of(each) for each in unit_days(unit, places[unit])) == (
        date.fromisoformat(first), date.fromisoformat(last),
    )  # fmt: skip


def test_the_wider_the_window_the_wider_the_unit() -> None:
    widths = [7, 75, 76, 900, 901, 4500, 15_000, 15_001]
    assert [unit_for(Days(1, each)) for each in widths] == [
        "day", "day", "week", "week", "month", "month", "quarter", "year",
    ]  # fmt: skip


FIRST, LAST = date(2019, 1, 1), date(2026, 12, 31)
events = st.lists(
    st.tuples(
        st.dates(FIRST, LAST), st.sampled_from(["day", "day", "month", "quarter", "year"]),
        st.sampled_from(["interactions", "milestones", "class"]), st.booleans(),
    ),
    min_size=1, max_size=30,
)  # fmt: skip


def entries_of(relationship: str, told: list[tuple[date, str, str, bool]]) -> Iterator[Row]:
    for on, precision, lane, struck in told:
        when, seq = widen(on, precision), next(numbers)  # type: ignore[arg-type]  # one of the precisions
        kind = {"interactions": "interaction-logged", "milestones": "milestone-reached", "class": "reclassified"}[lane]
        yield (
            relationship, day_number(when.first), day_number(when.last), seq, 1, 2 if struck else NEVER, seq if struck else 0,
            "kim", kind, lane, "", "", "", 0, 0, 0, 0, kind,
        )  # fmt: skip


@given(
    told=events, edges=st.lists(st.dates(FIRST, LAST), max_size=6), struck=st.booleans(), unit=st.sampled_from(UNITS)
)
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_windows_side_by_side_add_up_and_what_a_column_counts_is_what_it_opens(
    tieline: Tieline, told: list[tuple[date, str, str, bool]], edges: list[date], struck: bool, unit: Unit
) -> None:
    relationship = f"r{next(numbers)}"
    rows = list(entries_of(relationship, told))
    with tieline.database.write() as connection:
        tieline.database.insert(connection, ENTRY, rows)
    cut = Cut(relationship, struck=struck)
    whole = {row[3] for row in rows if struck or row[6] == 0}
    ends = [1, *sorted({each.toordinal() for each in edges}), date.max.toordinal()]
    windows = [Days(first, last - 1) for first, last in pairwise(ends)]
    assert sum(sum(counts(tieline.database, cut, each).values()) for each in windows) == len(whole)
    seen: list[int] = []
    for window in windows:
        found = crowds(tieline.database, cut, window, LANES, unit)
        assert sum(found["events"]) == sum(counts(tieline.database, cut, window).values())
        for _, column in found.groupby(["lane", "first_day", "last_day"]):
            lane, first, last = (rows_of(column)[0][each] for each in ("lane", "first_day", "last_day"))
            opened = Days(max(first, window.first), min(last, window.last))
            within = listed(tieline.database, cut, opened, lane, most=100)
            assert len(within) == column["events"].sum()
            assert set(column["seq"]) <= set(within["seq"])
            drawn = singles(tieline.database, cut, opened, [lane], Lasting(frozenset({"none"}), frozenset({"none"})))
            assert set(within["seq"]) <= set(drawn["seq"]), "once opened, each of them is drawn"
            seen += list(within["seq"])
    assert sorted(seen) == sorted(whole), "nothing is dropped, nothing is told twice"


def test_pages_of_the_log_are_the_whole_log(told: Tieline) -> None:
    whole = [int(each) for each in timeline(told.database, "s")["seq"]][::-1]
    pages = [listed(told.database, Cut("s"), past=past, most=3) for past in (0, 3, 6)]
    assert [int(seq) for page in pages for seq in page["seq"]] == whole
    assert [len(page) for page in pages] == [3, 3, 1]
