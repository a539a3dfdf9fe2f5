"""The timeline's picture: what is drawn for which events."""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from projections.projection import day_number
from tests.ui.pictures import DUE, frame, plan, row, story
from ui.charts.entries import milliseconds
from ui.charts.palette import CATEGORIES, INK, PAGE, QUIET, RULE, STRUCK, TONES, Theme
from ui.charts.timeline import Chart, timeline_chart

TODAY = date(2025, 1, 1)
SNAPSHOTS = Path(__file__).parent / "snapshots"


def chart(timeline: pd.DataFrame, today: date = TODAY, theme: Theme = "light") -> Chart:
    return timeline_chart(timeline, today, theme, name="Acme")


def rows(timeline: pd.DataFrame, dataset: str, today: date = TODAY) -> list[dict[str, Any]]:
    return [
        {str(key): value for key, value in each.items()}
        for each in chart(timeline, today).datasets[dataset].to_dict("records")
    ]


def at(day: date) -> int:
    return milliseconds(day_number(day))


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_story_is_drawn_as_it_was(theme: Theme) -> None:
    drawn = chart(story(), theme=theme)
    data = {name: table.to_dict("records") for name, table in drawn.datasets.items()}
    made = json.dumps({"spec": drawn.spec, "datasets": data, "alt": drawn.alt}, indent=1, ensure_ascii=False) + "\n"
    snapshot = SNAPSHOTS / f"timeline-{theme}.json"
    if os.environ.get("TIELINE_UPDATE_SNAPSHOTS"):
        snapshot.parent.mkdir(exist_ok=True)
        snapshot.write_text(made, encoding="utf-8")
    assert made == snapshot.read_text(encoding="utf-8"), "run with TIELINE_UPDATE_SNAPSHOTS=1 where this is meant"


def test_a_year_is_a_span_with_its_mark_in_the_middle() -> None:
    timeline = frame(row(1, "2020", "interaction-logged"))
    (whisker,) = rows(timeline, "whiskers")
    assert (whisker["start"], whisker["end"]) == (at(date(2020, 1, 1)), at(date(2021, 1, 1)))
    (mark,) = rows(timeline, "marks")
    assert mark["at"] == (whisker["start"] + whisker["end"]) // 2
    assert (mark["when"], mark["known"]) == ("2020", "to the year")


def test_a_class_that_was_confirmed_goes_on_as_one_band() -> None:
    timeline = frame(
        row(1, "2020-01-01", "reclassified", value="strategic"),
        row(2, "2021-01-01", "reclassified", value="strategic"),
        row(3, "2022-01-01", "reclassified", value="stable"),
    )
    bands = rows(timeline, "bars")
    assert [each["seq"] for each in bands] == [1, 3]


def test_a_day_has_no_whisker() -> None:
    timeline = frame(row(1, "2020-05-17", "interaction-logged"))
    assert not rows(timeline, "whiskers")
    assert rows(timeline, "marks")[0]["known"] == "to the day"


def test_a_span_that_is_not_over_says_perhaps_not_yet() -> None:
    timeline = frame(row(1, "2025", "interaction-logged"))
    assert rows(timeline, "marks", date(2025, 3, 1))[0]["known"] == "to the year; perhaps not yet"


def test_an_open_ended_link_fades_to_the_right_edge() -> None:
    timeline = frame(row(1, "2020-01-15", "system-link-went-live", subject="l", title="EDI"))
    (bar,) = rows(timeline, "bars")
    (fade,) = rows(timeline, "fading_out")
    assert bar["end"] == fade["end"] > at(TODAY)
    assert fade["start"] < at(TODAY), "it does not claim to run until today"
    assert rows(timeline, "titles")[0]["end"] <= fade["start"], "its words stay where it is solid"


def test_a_retired_link_ends_where_it_was_retired() -> None:
    timeline = frame(
        row(1, "2020-01-15", "system-link-went-live", subject="l", title="EDI"),
        row(2, "2022-03-01", "system-link-retired", subject="l", title="EDI"),
    )
    (bar,) = rows(timeline, "bars")
    assert bar["end"] == at(date(2022, 3, 2))
    assert bar["fill"] == TONES["light"]["past"].fill
    assert not rows(timeline, "fading_out")
    (mark,) = rows(timeline, "marks")
    assert bar["top"] < mark["y"] < bar["bottom"], "its retirement stands on the bar"


def test_a_class_known_to_the_quarter_fades_in_over_it() -> None:
    (fade,) = rows(frame(row(1, "2021-Q2", "reclassified", value="stable")), "fading_in")
    assert (fade["start"], fade["end"]) == (at(date(2021, 4, 1)), at(date(2021, 7, 1)))


def test_an_account_is_unclassified_until_its_first_class() -> None:
    timeline = frame(row(1, "2020-01-01", "relationship-opened"), row(2, "2021-01-01", "reclassified", value="stable"))
    assert [each["title"] for each in rows(timeline, "titles")] == ["Unclassified", "Stable"]
    unclassified, stable = rows(timeline, "bars")
    assert unclassified["end"] == stable["start"] == at(date(2021, 1, 1))
    assert len(rows(timeline, "wash")) == 1, "only a class colours the picture"


def test_a_class_replaced_on_its_own_day_is_not_drawn() -> None:
    timeline = frame(
        row(1, "2021-01-01", "reclassified", value="stable"), row(2, "2021-01-01", "reclassified", value="emerging")
    )
    assert [each["title"] for each in rows(timeline, "titles")] == ["Emerging"]


def test_overlapping_plans_get_different_rows() -> None:
    timeline = frame(
        plan(1, "2022-01-01", "A", date(2022, 1, 1), date(2024, 1, 1)),
        plan(2, "2023-01-01", "B", date(2023, 1, 1), date(2025, 1, 1)),
        plan(3, "2024-06-01", "C", date(2024, 6, 1), date(2026, 6, 1)),
    )
    tops = [each["top"] for each in rows(timeline, "bars")]
    assert tops[0] != tops[1]
    assert tops[0] == tops[2], "a row is used again once it is free"


def test_a_plan_that_ended_is_pale_and_one_in_force_is_not() -> None:
    timeline = frame(
        plan(1, "2020-01-01", "A", date(2020, 1, 1), date(2021, 1, 1)),
        plan(2, "2024-01-01", "B", date(2024, 1, 1), date(2027, 1, 1)),
    )
    assert [each["fill"] for each in rows(timeline, "bars")] == [
        TONES["light"]["past"].fill,
        TONES["light"]["plans"].fill,
    ]


def test_a_plan_closed_early_ends_there() -> None:
    timeline = frame(
        plan(1, "2020-01-01", "A", date(2020, 1, 1), date(2023, 1, 1)),
        row(2, "2021-02-01", "joint-plan-closed-early", subject="A", title="A"),
    )
    assert rows(timeline, "bars")[0]["end"] == at(date(2021, 2, 2))


def test_marks_of_one_day_do_not_hide_each_other() -> None:
    timeline = frame(*(row(seq, "2024-05-01", "interaction-logged") for seq in range(1, 5)))
    assert len({each["y"] for each in rows(timeline, "marks")}) == 4


def test_a_planned_milestone_leads_to_when_it_is_due() -> None:
    due = {"starts": day_number(date(2025, 4, 1)), "ends": day_number(date(2025, 6, 30))}
    timeline = frame(row(1, "2024-03-01", "milestone-planned", subject="m", title="Trained", **due))
    (thread,) = rows(timeline, "threads")
    assert (thread["start"], thread["end"]) == (rows(timeline, "marks")[0]["at"], at(date(2025, 7, 1)))
    assert rows(timeline, "whiskers")[0]["start"] == at(date(2025, 4, 1)), "a quarter is a span here too"


def test_a_milestone_is_reached_on_the_level_on_which_it_was_planned() -> None:
    due = {"starts": day_number(date(2024, 12, 1)), "ends": day_number(date(2024, 12, 31))}
    timeline = frame(
        row(1, "2024-01-01", "milestone-planned", subject="a", title="A", **due),
        row(2, "2024-02-01", "milestone-planned", subject="b", title="B", **due),
        row(3, "2024-08-01", "milestone-reached", subject="a", title="A"),
        row(4, "2024-09-01", "milestone-reached", subject="b", title="B"),
    )
    a, b, a_reached, b_reached = (each["y"] for each in rows(timeline, "marks"))
    assert a == a_reached != b == b_reached


def test_only_inferred_facts_are_hollow_and_say_why() -> None:
    timeline = frame(
        row(1, "2020-01-01", "fact-observed", lane="people", value="live", inferred=1),
        row(2, "2022-01-01", "fact-observed", lane="people", value="live"),
        row(3, "2023-01-01", "reclassified", value="stable", inferred=1),
    )
    read, stated = rows(timeline, "marks")
    assert read["fill"] == PAGE["light"]
    assert read["known"].endswith("read from the facts, not stated")
    assert stated["fill"] == stated["colour"]
    assert rows(timeline, "bars")[0]["hollow"]


def test_a_lane_without_rows_is_left_out() -> None:
    drawn = chart(frame(row(1, "2024-05-01", "interaction-logged")))
    labels = json.dumps(drawn.spec)
    assert "Interactions" in labels
    assert "System links" not in labels


def test_the_legend_names_only_what_is_drawn() -> None:
    drawn = chart(frame(row(1, "2024-05-01", "interaction-logged")))
    (points,) = (each for each in drawn.spec["layer"] if "legend" in each["encoding"].get("shape", {}))
    assert points["encoding"]["shape"]["scale"]["domain"] == ["Met or reviewed"]


def test_light_and_dark_differ_in_colour_and_in_nothing_else() -> None:
    light, dark = chart(story(), theme="light"), chart(story(), theme="dark")
    assert light.spec != dark.spec
    assert light.spec["height"] == dark.spec["height"]
    colours = ["fill", "colour", "ink"]
    for name, table in light.datasets.items():
        same = [column for column in table.columns if column not in colours]
        pd.testing.assert_frame_equal(table[same], dark.datasets[name][same])


def test_every_seq_in_the_picture_leads_to_its_record() -> None:
    drawn = chart(story())
    assert set(drawn.datasets["bars"]["seq"]) | set(drawn.datasets["marks"]["seq"]) == set(story()["seq"])


def test_decoration_is_not_read_out_and_marks_are() -> None:
    for layer in chart(story()).spec["layer"]:
        assert (layer["mark"].get("aria") is False) != ("description" in layer["encoding"])


def test_what_there_is_none_of_has_no_layer_that_would_be_read_out_without_a_name() -> None:
    drawn = chart(frame(row(1, "2020-01-01", "relationship-opened")))
    assert drawn.datasets["promises"].empty
    assert not [each for each in drawn.spec["layer"] if drawn.datasets[each["data"]["name"]].empty]


def test_the_same_rows_give_the_same_picture() -> None:
    first, second = chart(story()), chart(story())
    assert first.spec == second.spec
    for name, table in first.datasets.items():
        pd.testing.assert_frame_equal(table, second.datasets[name])


def test_a_new_account_shows_more_than_its_first_day() -> None:
    drawn = chart(frame(row(1, "2025-01-01", "relationship-opened")))
    (bar,) = drawn.datasets["bars"].to_dict("records")
    assert bar["start"] == at(TODAY)
    assert bar["end"] > at(TODAY)


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2)."""

    def luminance(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    lighter, darker = sorted([luminance(one), luminance(other)], reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_can_be_read_on_what_they_stand_on(theme: Theme) -> None:
    for name, tone in TONES[theme].items():
        assert contrast(tone.ink, tone.fill) >= 4.5, name
    for ink in (INK, QUIET, RULE):
        assert contrast(ink[theme], PAGE[theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_marks_stand_out_from_the_page(theme: Theme) -> None:
    for name, category in CATEGORIES.items():
        assert contrast(category.light if theme == "light" else category.dark, PAGE[theme]) >= 3, name


def test_the_page_colour_is_the_one_configured() -> None:
    config = (Path(__file__).parents[2] / ".streamlit" / "config.toml").read_text(encoding="utf-8")
    for colour in PAGE.values():
        assert f'backgroundColor = "{colour}"' in config


def test_what_was_struck_through_is_a_hollow_crossed_mark_and_nothing_follows_it_up() -> None:
    timeline = frame(
        row(1, "2020-05-17", "milestone-planned", subject="m", title="Traind", retracted_by=3, **DUE),
        row(2, "2021-01-01", "reclassified", value="strategic", retracted_by=4),
        row(5, "2020-05-17", "milestone-planned", subject="m", title="Trained", **DUE),
    )
    struck = [each for each in rows(timeline, "marks") if each["category"] == STRUCK]
    assert {each["seq"] for each in struck} == {1, 2}
    assert {each["fill"] for each in struck} == {PAGE["light"]}
    assert all("(struck through)" in each["said"] for each in struck)
    assert not rows(timeline, "bars"), "a class that was struck through never was one"
    (thread,) = rows(timeline, "threads")
    height = {each["seq"]: each["y"] for each in rows(timeline, "marks")}
    assert thread["y"] == height[5] != height[1], "neither hides the other"
    assert "3 events in the lanes classification, milestones, 2 struck through among them." in chart(timeline).alt


def test_a_plan_that_was_struck_through_is_a_crossed_out_bar_over_its_term() -> None:
    struck = {**plan(1, "2020-01-01", "Growth", date(2020, 1, 1), date(2023, 1, 1)), "retracted_by": 3}
    timeline = frame(struck, plan(2, "2020-01-01", "Growth", date(2020, 1, 1), date(2024, 1, 1)))
    bars = {each["seq"]: each for each in rows(timeline, "bars")}
    assert (bars[1]["hollow"], bars[2]["hollow"]) == (True, False)
    (line,) = rows(timeline, "struck")
    assert (
        (line["start"], line["end"])
        == (bars[1]["start"], bars[1]["end"])
        == (at(date(2020, 1, 1)), at(date(2023, 1, 1)))
    )
    assert bars[1]["top"] < line["y"] < bars[1]["bottom"]
    assert not rows(timeline, "marks")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_is_crossed_is_hollow_in_the_legend_too(theme: Theme) -> None:
    timeline = frame(
        row(1, "2020-05-17", "interaction-logged", retracted_by=2), row(3, "2020-06-01", "interaction-logged")
    )
    (legend,) = (
        each["encoding"]["shape"]["legend"]
        for each in chart(timeline, theme=theme).spec["layer"]
        if "shape" in each["encoding"]
    )
    assert f"'{STRUCK}': '{PAGE[theme]}'" in legend["symbolFillColor"]["expr"]
    assert f"'{STRUCK}': '{PAGE[theme]}'" not in legend["symbolStrokeColor"]["expr"]
