"""What follows something up in the picture: it stands on, before or below its bar, or on one level with it."""

from datetime import date
from typing import Any

import pandas as pd
import pytest

from domain.models import REGISTRY
from projections.projection import day_number
from tests.ui.pictures import amended, frame, plan, row
from tests.ui.test_charts import TODAY, at, chart, rows
from ui.charts.marks import PHASE_NAMES
from ui.charts.palette import CATEGORIES, TONES
from ui.charts.things import DUE, LASTING, MOVES, PROPOSED_PLAN, RESUMED, SETTLED, SUSPENDED, WITHDRAWN

GROWTH = plan(1, "2022-01-01", "Growth", date(2022, 1, 1), date(2025, 1, 1))


def due(first: date, last: date) -> dict[str, int]:
    return {"starts": day_number(first), "ends": day_number(last)}


def mark(timeline: pd.DataFrame, seq: int) -> dict[str, Any]:
    return next(each for each in rows(timeline, "marks") if each["seq"] == seq)


def test_every_kind_and_phase_that_the_picture_knows_is_in_the_registry() -> None:
    named = {*LASTING, *MOVES, *DUE, *SETTLED, PROPOSED_PLAN, WITHDRAWN, SUSPENDED, RESUMED}
    named |= {kind for lasting in LASTING.values() for kind in lasting.ends}
    assert named <= set(REGISTRY.by_name)
    assert {PHASE_NAMES[kind.phase] for kind in REGISTRY.by_name.values()} <= set(CATEGORIES)


@pytest.mark.parametrize("kind", sorted(REGISTRY.by_name))
def test_every_kind_is_drawn(kind: str) -> None:
    drawn = chart(frame(row(1, "2020-01-01", kind, subject="s", title="S", starts=0, ends=0, value="stable")))
    assert set(drawn.datasets["bars"]["seq"]) | set(drawn.datasets["marks"]["seq"]) == {1}


def test_a_showcase_that_was_adopted_is_a_bar_with_a_mark_of_its_spread() -> None:
    timeline = frame(row(1, "2020-01-15", "showcase-adopted", subject="s", title="RFID"))
    (bar,) = rows(timeline, "bars")
    (spread,) = rows(timeline, "marks")
    assert (bar["fill"], spread["category"]) == (TONES["light"]["showcases"].fill, "Scaled or adopted")
    assert spread["y"] > bar["bottom"]


def test_what_is_only_noted_hides_nothing_of_the_same_day() -> None:
    timeline = frame(
        row(1, "2022-01-01", "measure-set", subject="m"), row(2, "2022-01-01", "measure-target-set", subject="m")
    )
    assert [each["seq"] for each in rows(timeline, "marks")] == [2, 1]


def test_a_plan_that_was_amended_runs_to_its_present_end_and_shows_the_first() -> None:
    timeline = frame(GROWTH, amended(2, "2023-06-01", "Growth", date(2022, 1, 1), date(2026, 1, 1)))
    (bar,) = rows(timeline, "bars")
    assert bar["end"] == at(date(2026, 1, 1))
    (promise,) = rows(timeline, "promises")
    assert promise["at"] == at(date(2025, 1, 1))
    assert promise["said"] == "“Growth” was first to end by 1 Jan 2025"
    assert promise["top"] < bar["top"] < bar["bottom"] < promise["bottom"]


def test_a_plan_that_was_cut_short_leads_to_the_end_that_was_first_agreed() -> None:
    timeline = frame(GROWTH, amended(2, "2023-06-01", "Growth", date(2022, 1, 1), date(2024, 1, 1)))
    (thread,) = rows(timeline, "threads")
    assert (thread["start"], thread["end"]) == (at(date(2024, 1, 1)), at(date(2025, 1, 1)))


def test_a_plan_that_kept_its_end_has_no_line_for_it() -> None:
    assert not rows(frame(GROWTH), "promises")


def test_what_happened_while_a_bar_ran_stands_below_it_and_leaves_its_words_alone() -> None:
    timeline = frame(GROWTH, row(2, "2022-03-01", "joint-plan-reviewed", subject="Growth"))
    (bar,) = rows(timeline, "bars")
    review = mark(timeline, 2)
    assert review["y"] > bar["bottom"]
    assert review["size"] < 95
    assert rows(timeline, "titles")[0]["end"] == bar["end"]


def test_bars_make_room_for_the_marks_below_them() -> None:
    other = plan(3, "2022-01-01", "Other", date(2022, 1, 1), date(2025, 1, 1))
    timeline = frame(GROWTH, row(2, "2022-03-01", "joint-plan-reviewed", subject="Growth"), other)
    _, below = sorted(each["top"] for each in rows(timeline, "bars"))
    assert mark(timeline, 2)["y"] < below


def test_a_proposal_stands_before_what_came_of_it_and_leads_to_it() -> None:
    timeline = frame(
        row(1, "2021-01-01", "system-link-proposed", subject="l", title="EDI"),
        row(2, "2021-06-01", "system-link-advanced", subject="l", title="EDI", value="tested"),
        row(3, "2022-01-01", "system-link-went-live", subject="l", title="EDI"),
    )
    (bar,) = rows(timeline, "bars")
    middle = (bar["top"] + bar["bottom"]) / 2
    assert [each["y"] for each in rows(timeline, "marks")] == [middle, middle]
    (thread,) = rows(timeline, "threads")
    assert (thread["start"], thread["end"]) == (mark(timeline, 1)["at"], bar["start"])


def test_a_row_is_not_used_for_another_bar_where_marks_lead_to_one() -> None:
    timeline = frame(
        row(1, "2020-01-01", "system-link-went-live", subject="a", title="A"),
        row(2, "2021-03-01", "system-link-retired", subject="a", title="A"),
        row(3, "2021-01-01", "system-link-proposed", subject="b", title="B"),
        row(4, "2022-01-01", "system-link-went-live", subject="b", title="B"),
    )
    first, second = (each["top"] for each in rows(timeline, "bars"))
    assert first != second


def test_a_plan_that_is_only_proposed_is_outlined_over_its_term() -> None:
    proposed = {**GROWTH, "kind": "joint-plan-proposed"}
    (bar,) = rows(frame(proposed), "bars")
    assert bar["dashed"]
    assert (bar["start"], bar["end"]) == (at(date(2022, 1, 1)), at(date(2025, 1, 1)))
    assert rows(frame(proposed), "titles")[0]["title"] == "Growth (proposed)"


def test_a_proposal_that_was_withdrawn_is_no_bar() -> None:
    proposed = {**GROWTH, "kind": "joint-plan-proposed"}
    timeline = frame(proposed, row(2, "2022-03-01", "joint-plan-withdrawn", subject="Growth"))
    assert not rows(timeline, "bars")
    assert mark(timeline, 1)["y"] == mark(timeline, 2)["y"]


def test_a_review_after_the_end_hangs_on_the_bar_by_a_thread() -> None:
    timeline = frame(GROWTH, row(2, "2025-03-01", "joint-plan-completed", subject="Growth", value="met"))
    (thread,) = rows(timeline, "threads")
    assert (thread["start"], thread["end"]) == (at(date(2025, 1, 1)), mark(timeline, 2)["at"])


def test_a_suspension_leaves_a_notch_until_the_link_is_resumed() -> None:
    timeline = frame(
        row(1, "2020-01-01", "system-link-went-live", subject="l", title="EDI"),
        row(2, "2021-01-01", "system-link-suspended", subject="l", title="EDI"),
        row(3, "2021-03-01", "system-link-resumed", subject="l", title="EDI"),
        row(4, "2024-01-01", "system-link-suspended", subject="l", title="EDI"),
    )
    (bar,) = rows(timeline, "bars")
    first, second = rows(timeline, "pauses")
    assert (first["start"], first["end"]) == (at(date(2021, 1, 1)), at(date(2021, 3, 1)))
    assert (second["start"], second["end"]) == (at(date(2024, 1, 1)), bar["end"])
    assert bar["top"] < first["top"] < first["bottom"] == bar["bottom"]


def test_people_are_bars_from_joining_to_leaving() -> None:
    timeline = frame(
        row(1, "2020-01-15", "counterpart-named", subject="c", title="Head of IT"),
        row(2, "2021-05-01", "counterpart-left", subject="c", title="Head of IT"),
        row(3, "2021-05-02", "team-member-joined", subject="t", title="Lead"),
    )
    left, joined = rows(timeline, "bars")
    assert (left["start"], left["end"]) == (at(date(2020, 1, 15)), at(date(2021, 5, 2)))
    assert (left["fill"], joined["fill"]) == (TONES["light"]["past"].fill, TONES["light"]["people"].fill)
    assert left["top"] < mark(timeline, 2)["y"] < left["bottom"]


def test_a_milestone_that_was_rescheduled_is_due_at_its_present_date() -> None:
    timeline = frame(
        row(1, "2024-01-01", "milestone-planned", subject="m", **due(date(2024, 6, 1), date(2024, 6, 30))),
        row(2, "2024-05-01", "milestone-rescheduled", subject="m", **due(date(2025, 4, 1), date(2025, 6, 30))),
    )
    planned, moved = rows(timeline, "marks")
    assert planned["y"] == moved["y"]
    (whisker,) = rows(timeline, "whiskers")
    assert whisker["start"] == at(date(2025, 4, 1))
    (thread,) = rows(timeline, "threads")
    assert (thread["start"], thread["end"]) == (planned["at"], at(date(2025, 7, 1)))


@pytest.mark.parametrize("kind", ["milestone-dropped", "milestone-reached"])
def test_what_is_settled_is_due_no_more(kind: str) -> None:
    timeline = frame(
        row(1, "2024-01-01", "milestone-planned", subject="m", **due(date(2024, 6, 1), date(2024, 6, 30))),
        row(2, "2024-05-01", kind, subject="m"),
    )
    assert not rows(timeline, "whiskers")
    assert rows(timeline, "threads")[0]["end"] == mark(timeline, 2)["at"]


def test_everything_about_one_rule_is_on_one_level_apart_from_another() -> None:
    timeline = frame(
        row(1, "2022-01-01", "rule-set", subject="a", title="A"),
        row(2, "2022-02-01", "rule-set", subject="b", title="B"),
        row(3, "2023-01-01", "rule-breached", subject="a", title="A"),
        row(4, "2024-01-01", "rule-lifted", subject="b", title="B"),
    )
    a, b = mark(timeline, 1)["y"], mark(timeline, 2)["y"]
    assert a != b
    assert (mark(timeline, 3)["y"], mark(timeline, 4)["y"]) == (a, b)


def test_a_time_at_risk_is_a_bar_below_the_class_and_colours_nothing_else() -> None:
    timeline = frame(
        row(1, "2020-01-01", "reclassified", value="stable"),
        row(2, "2022-01-01", "relationship-put-at-risk"),
        row(3, "2022-05-01", "relationship-recovered"),
    )
    stable, risk = rows(timeline, "bars")
    assert risk["top"] > stable["bottom"]
    assert (risk["start"], risk["end"]) == (at(date(2022, 1, 1)), at(date(2022, 5, 2)))
    assert len(rows(timeline, "wash")) == 1
    assert (rows(timeline, "titles")[1]["title"], rows(timeline, "titles")[1]["start"]) == ("At risk", risk["end"])
    assert "Classification: stable from 1 Jan 2020. " in chart(timeline).alt


def test_an_account_still_at_risk_fades_from_today() -> None:
    (risk,) = rows(frame(row(1, "2022-01-01", "relationship-put-at-risk")), "bars")
    (fade,) = rows(frame(row(1, "2022-01-01", "relationship-put-at-risk")), "fading_out")
    assert (fade["start"], fade["end"]) == (at(TODAY), risk["end"])


def test_the_band_of_the_class_stops_while_the_relationship_is_closed() -> None:
    timeline = frame(
        row(1, "2020-01-01", "relationship-opened"),
        row(2, "2020-06-01", "reclassified", value="stable"),
        row(3, "2021-01-01", "relationship-closed"),
        row(4, "2023-01-01", "relationship-reopened"),
    )
    _, before, after = rows(timeline, "bars")
    assert before["end"] == at(date(2021, 1, 1))
    assert after["start"] == at(date(2023, 1, 1))
    assert before["fill"] == after["fill"]
    assert before["top"] < mark(timeline, 3)["y"] < before["bottom"]
