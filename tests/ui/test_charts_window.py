"""The picture of a window of days, with what is too much to be drawn event by event."""

import json
import os
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from domain.models import REGISTRY
from projections.timeline_window import CROWD
from tests.ui.pictures import frame, row, story
from tests.ui.test_charts import TODAY, at
from ui.charts.crowds import LEAST, TALL, crowds_of, heights
from ui.charts.palette import Theme
from ui.charts.timeline import Chart, Scene, timeline_chart

SNAPSHOTS = Path(__file__).parent / "snapshots"
AMONG = ", ".join(
    f"{n} {REGISTRY.by_name[kind].label.lower()}" for n, kind in ((200, "interaction-logged"), (1, "fact-observed"))
)
WINDOW = (date(2023, 1, 1).toordinal(), date(2024, 6, 30).toordinal())
WHOLE = (date(2020, 1, 1).toordinal(), date(2027, 1, 1).toordinal())


def crowd(lane: str, month: int, kind: str, events: int, seq: int = 1) -> tuple[object, ...]:
    first = date(2023, month, 1).toordinal()
    return lane, first, date(2023, month + 1, 1).toordinal() - 1, kind, events, seq


CROWDS = pd.DataFrame(
    [
        crowd("interactions", 3, "interaction-logged", 40),
        crowd("interactions", 5, "interaction-logged", 200),
        crowd("interactions", 5, "fact-observed", 1),
        crowd("interactions", 7, "interaction-logged", 1, seq=77),
    ],
    columns=CROWD,
)


def windowed(
    theme: Theme = "light", shown: tuple[int, int] | None = WINDOW, timeline: pd.DataFrame | None = None
) -> Chart:
    scene = Scene(*WHOLE, shown, 250, CROWDS)
    return timeline_chart(story() if timeline is None else timeline, TODAY, theme, name="Acme", scene=scene)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_a_window_of_a_story_is_drawn_as_it_was(theme: Theme) -> None:
    drawn = windowed(theme)
    data = {name: table.to_dict("records") for name, table in drawn.datasets.items()}
    made = json.dumps({"spec": drawn.spec, "datasets": data, "alt": drawn.alt}, indent=1, ensure_ascii=False) + "\n"
    snapshot = SNAPSHOTS / f"timeline-window-{theme}.json"
    if os.environ.get("TIELINE_UPDATE_SNAPSHOTS"):
        snapshot.write_text(made, encoding="utf-8")
    assert made == snapshot.read_text(encoding="utf-8"), "run with TIELINE_UPDATE_SNAPSHOTS=1 where this is meant"


def test_nothing_is_drawn_outside_the_window() -> None:
    left, right = at(date(2023, 1, 1)), at(date(2024, 7, 1))
    for name, table in windowed().datasets.items():
        for column in {"start", "end", "at"} & set(table.columns):
            assert table[column].between(left, right).all(), (name, column)


def test_a_bar_that_began_before_the_window_and_goes_on_after_it_fills_it() -> None:
    (strategic,) = windowed().datasets["bars"].query("headline == 'Classified strategic'").to_dict("records")
    assert (strategic["start"], strategic["end"]) == (at(date(2023, 1, 1)), at(date(2024, 7, 1)))


def test_a_crowded_lane_has_columns_and_no_marks() -> None:
    columns = windowed().datasets["columns"].to_dict("records")
    assert [each["events"] for each in columns] == ["40", "201", "1"]
    assert columns[1]["said"] == "Interactions: 201 events in May 2023"
    assert columns[1]["among"] == AMONG
    assert [each["seq"] for each in columns] == [0, 0, 77], "one event leads to its record"
    assert columns[0]["since"] == date(2023, 3, 1).toordinal()
    assert columns[0]["until"] == date(2023, 3, 31).toordinal()
    assert 2 not in set(windowed(shown=None).datasets["marks"]["seq"]), "the meeting of 2020 is counted, not drawn"


def test_the_tallest_column_is_the_one_of_the_most_and_the_least_can_be_seen() -> None:
    found = crowds_of(CROWDS)
    assert heights(found) == [max(LEAST, round(TALL * 40 / 201, 1)), TALL, LEAST]
    assert heights([]) == []


def test_columns_say_what_they_are_to_who_does_not_see_them() -> None:
    drawn = windowed()
    assert "Timeline of Acme from 1 Jan 2023 to 30 Jun 2024: 250 events" in drawn.alt
    assert "Columns stand for many events each." in drawn.alt
    (layer,) = (each for each in drawn.spec["layer"] if any(p["name"] == "many" for p in each.get("params", ())))
    assert layer["encoding"]["description"]["field"] == "said"


def test_days_are_chosen_by_dragging_over_the_picture_across_its_width() -> None:
    params = [param for each in windowed().spec["layer"] for param in each.get("params", ())]
    (zoom,) = (each for each in params if each["name"] == "zoom")
    assert zoom["select"]["type"] == "interval"
    assert zoom["select"]["encodings"] == ["x"]
    assert windowed().spec["layer"][0]["params"] == [zoom], "behind everything that can be clicked"


def test_the_rule_at_today_is_drawn_only_where_today_is() -> None:
    assert windowed().datasets["today"].empty
    assert len(windowed(shown=None).datasets["today"]) == 1


def test_a_window_with_nothing_in_it_is_an_empty_picture() -> None:
    drawn = timeline_chart(
        frame(row(1, "2020-01-01", "interaction-logged")), TODAY, "light",
        scene=Scene(*WHOLE, (WHOLE[0] - 900, WHOLE[0] - 800), 0, CROWDS.iloc[:0]),
    )  # fmt: skip
    assert drawn.datasets["marks"].empty
    assert "0 events in these days" in drawn.alt


@pytest.mark.parametrize(("days", "format_"), [(90, "%-d %b %Y"), (900, "%b %Y"), (2000, "%Y")])
def test_days_are_written_as_exactly_as_the_window_is_wide(days: int, format_: str) -> None:
    first = date(2022, 1, 1).toordinal()
    spec = windowed(shown=(first, first + days)).spec
    assert spec["layer"][0]["encoding"]["x"]["axis"]["format"] == format_
