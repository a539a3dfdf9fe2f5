"""The pictures of an account's tabs: what is drawn of which rows."""

import json
import os
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pytest

from domain.history.when import parse_when
from domain.relationship.economics import Figures
from ui.account.economics import figures_chart
from ui.account.measures import measures_chart
from ui.account.partnership import course_chart, height
from ui.account.people import meetings_chart
from ui.account.plans import objective_row, objectives_chart
from ui.account.showcases import row, spread_chart
from ui.account.systems import LOOKS as STEPS_OF_A_LINK
from ui.charts.axes import labelled
from ui.charts.entries import milliseconds
from ui.charts.palette import Theme
from ui.charts.timeline import Chart
from ui.charts.tracks import Bar, Mark, Track, tracks_chart

SNAPSHOTS = Path(__file__).parent / "snapshots"
TODAY = date(2025, 6, 30)
LOOKS = {"Begun": "Started", "Over": "Concluded or retired"}


def day(text: str) -> int:
    return date.fromisoformat(text).toordinal()


def tracks(theme: Theme) -> Chart:
    made = [
        Track("EDI orders", [Bar(day("2024-01-01"), day("2024-09-01"), "past", "retired")], [Mark(day("2024-09-01"), "Over", "over")]),
        Track("Web orders", [Bar(day("2024-05-01"), day("2025-07-01"), "systems", "working")], [Mark(day("2024-05-01"), "Begun", "begun")]),
    ]  # fmt: skip
    return tracks_chart(made, LOOKS, TODAY, theme, of="System links")


def measures(theme: Theme) -> Chart:
    rows = [
        ("Fill rate", "%", "2024-01-01", "2024-03-31", Decimal(98), Decimal(97), "off target"),
        ("Fill rate", "%", "2024-04-01", "2024-06-30", Decimal(98), Decimal("98.5"), "on target"),
        ("Lead time", "days", "2024-04-01", "2024-06-30", Decimal(9), None, "outstanding"),
    ]
    card = pd.DataFrame(rows, columns=["title", "unit", "period_first", "period_last", "target", "actual", "status"])
    card["actual"] = pd.Series([each[5] for each in rows], dtype=object)
    for column in ("period_first", "period_last"):
        card[column] = card[column].map(day)
    return measures_chart(card, theme)


def course(theme: Theme) -> Chart:
    rows = [
        ("commitment", "own company", 3, "2024-01-10", 3, pd.NA),
        ("commitment", "the account", 1, "2024-03-10", 3, 1),
        ("commitment", "the account", 2, "2025-03-10", 3, 2),
        ("dependency", "own company", 4, "2024-01-10", 4, pd.NA),
    ]
    found = pd.DataFrame(rows, columns=["determinant", "side", "rating", "on", "own", "theirs"])
    found = found.assign(own=found["own"].astype("Int64"), theirs=found["theirs"].astype("Int64"))
    found = found.assign(
        first_day=found["on"].map(day), last_day=found["on"].map(day), gap=found["own"] - found["theirs"]
    )
    return course_chart(found, TODAY, theme)


def figures(theme: Theme) -> Chart:
    reported = [
        Figures(period=parse_when("2023"), currency="EUR", revenue=Decimal(900), net_profit=Decimal(-20)),
        Figures(period=parse_when("2024"), currency="EUR", revenue=Decimal(1000), net_profit=Decimal(80), cost_to_serve=Decimal(70)),
    ]  # fmt: skip
    return figures_chart(reported, theme)


def meetings(theme: Theme) -> Chart:
    rows = [(day("2025-01-01"), day("2025-03-31"), 5, 2, 4.5), (day("2025-04-01"), day("2025-06-30"), 3, 0, 0.0)]
    return meetings_chart(
        pd.DataFrame(rows, columns=["first_day", "last_day", "meetings", "with_cio", "cio_hours"]), theme
    )


MADE: dict[str, Callable[[Theme], Chart]] = {
    "tracks": tracks, "measures": measures, "course": course, "figures": figures, "meetings": meetings,
}  # fmt: skip


@pytest.mark.parametrize("name", list(MADE))
def test_each_picture_is_drawn_as_it_was(name: str) -> None:
    pictures = {theme: MADE[name](theme) for theme in ("light", "dark")}
    told = {
        theme: {
            "spec": drawn.spec,
            "datasets": {key: table.to_dict("records") for key, table in drawn.datasets.items()},
        }
        for theme, drawn in pictures.items()
    }
    made = json.dumps({**told, "alt": pictures["light"].alt}, indent=1, ensure_ascii=False) + "\n"
    snapshot = SNAPSHOTS / f"account-{name}.json"
    if os.environ.get("TIELINE_UPDATE_SNAPSHOTS"):
        snapshot.write_text(made, encoding="utf-8")
    assert made == snapshot.read_text(encoding="utf-8"), "run with TIELINE_UPDATE_SNAPSHOTS=1 where this is meant"


@pytest.mark.parametrize("name", list(MADE))
def test_every_mark_says_what_it_is_or_is_not_read_out(name: str) -> None:
    drawn = MADE[name]("light")
    assert drawn.alt.endswith(".")
    whole = drawn.spec.get("encoding", {})
    for layer in drawn.spec.get("layer", [drawn.spec]):
        described = "description" in {**whole, **layer.get("encoding", {})}
        silent = isinstance(layer["mark"], dict) and layer["mark"].get("aria") is False
        assert described != silent, layer["mark"]


def test_the_gap_is_shaded_only_while_both_sides_have_rated() -> None:
    gaps = course("light").datasets["gaps"].to_dict("records")
    assert [(each["start"], each["end"]) for each in gaps] == [
        (milliseconds(day("2024-03-10")), milliseconds(day("2025-03-10"))),
        (milliseconds(day("2025-03-10")), milliseconds(TODAY.toordinal() + 1)),
    ]
    assert [(each["top"], each["bottom"]) for each in gaps] == [
        (height(0, 3), height(0, 1)),
        (height(0, 3), height(0, 2)),
    ]
    assert height(0, 4) < height(0, 0) < height(1, 4), "4 is at the top of its row, rows go down"


def test_a_side_goes_on_as_it_last_rated_until_the_day_looked_from() -> None:
    lines = course("light").datasets["lines"]
    own = lines[(lines["side"] == "Own company") & (lines["y"] == height(0, 3))].to_dict("records")
    assert [(each["start"], each["end"]) for each in own] == [
        (milliseconds(day("2024-01-10")), milliseconds(TODAY.toordinal() + 1))
    ]


def test_an_objective_that_was_moved_leads_from_what_was_first_promised() -> None:
    moved = {
        "title": "Half the stock", "first_due": day("2024-01-01"), "first_due_last": day("2024-12-31"),
        "due": day("2025-10-01"), "due_last": day("2025-12-31"), "moves": 1, "settled": 0, "status": "open",
    }  # fmt: skip
    drawn = objectives_chart(pd.DataFrame([moved]), TODAY, "light")
    (bar,) = drawn.datasets["bars"].to_dict("records")
    assert (bar["start"], bar["end"]) == (milliseconds(day("2024-12-31")), milliseconds(day("2026-01-01")))
    assert list(drawn.datasets["marks"]["called"]) == ["First promised", "Due"]


def test_things_of_one_name_share_a_row() -> None:
    twice = [Track("EDI", (), [Mark(day("2024-01-01"), "Begun", "begun")]) for _ in range(2)]
    drawn = tracks_chart(twice, LOOKS, TODAY, "light", of="System links")
    domain = drawn.spec["layer"][-1]["encoding"]["y"]["scale"]["domain"]
    assert domain == ["EDI"]


@pytest.mark.parametrize(("days", "written", "apart"), [(90, "%-d %b %Y", 2), (1000, "%b %Y", 31), (1800, "%Y", 366)])
def test_labels_are_so_far_apart_that_no_two_read_alike(days: int, written: str, apart: int) -> None:
    axis = labelled(days)
    assert axis["format"] == written
    assert axis["tickMinStep"] == apart * 24 * 60 * 60 * 1000


def test_no_two_steps_of_a_link_look_alike_before_it_is_live() -> None:
    steps = ["Proposed", "Agreed", "Built", "Tested", "Certified", "Live"]
    assert len({STEPS_OF_A_LINK[each] for each in steps}) == len(steps)


def test_what_spread_is_marked_where_it_came_from_and_where_it_went() -> None:
    adopted = {
        "title": "RFID",
        "source_name": "Harbour",
        "name": "Castle",
        "adopted": day("2025-01-01"),
        "adopted_last": day("2025-01-01"),
    }
    marks = spread_chart(pd.DataFrame([adopted]), TODAY, "light").datasets["marks"]
    assert list(zip(marks["name"], marks["called"], strict=True)) == [("Harbour", "Passed on"), ("Castle", "Adopted")]


def test_long_lateness_and_large_budgets_are_said_as_people_say_them() -> None:
    late = {
        "title": "Depot", "plan_title": "Plan", "due": day("2024-01-01"), "due_last": day("2024-01-01"), "moves": 0,
        "status": "late", "days_late": 563,
    }  # fmt: skip
    assert objective_row(late)["Stands"] == "late, 1 year 6 months"
    tried = {
        "title": "RFID", "status": "running", "outcome": "", "since": day("2024-01-01"), "since_last": day("2024-01-01"),
        "budget": Decimal(30000), "spent": Decimal(25200), "currency": "EUR", "sites": 0, "ends": 0, "success": "", "result": "",
    }  # fmt: skip
    assert row(tried)["Limits"] == "25,200 of 30,000 EUR"
