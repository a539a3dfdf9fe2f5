"""The sentence of a record says its dates as everything else does, and leaves alone what people wrote."""

from datetime import date

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.opening import OpenRelationship
from projections.records import RecordShown, records
from ui.bootstrap import Tieline
from ui.format import in_days
from ui.record_data import record_data
from ui.record_words import record_words

ON = parse_when
HARBOUR = "relationship-harbour"


@pytest.fixture
def told(sqlite_tieline: Tieline, kim: Actor) -> list[RecordShown]:
    for command in (
        OpenRelationship(on=ON("2020"), name="Harbour Foods"),
        Reclassify(on=ON("2021-01-01"), to="strategic", reason="Since the talk of 2020-12-01"),
        AgreePlan(
            on=ON("2024-07-01"), plan_id="p", title="Plan of 2024-08", starts=date(2024, 8, 1), ends=date(2028, 8, 1)
        ),
        LogInteraction(on=ON("2024-07-01"), kind="call", summary="Meet on 2024-09-01"),
    ):
        sqlite_tieline.handle(HARBOUR, command, by=kim)
    tracker = sqlite_tieline.tracker
    return records(tracker.recorder, tracker.codec, [1, 2, 3, 4], {}, of=HARBOUR)


def test_the_dates_of_a_sentence_are_said_as_everywhere_else_and_a_title_stays(told: list[RecordShown]) -> None:
    assert record_words(told[2]).startswith("Joint plan “Plan of 2024-08” agreed, 1 Aug 2024 to 1 Aug 2028")


def test_what_somebody_wrote_stays_as_they_wrote_it(told: list[RecordShown]) -> None:
    assert record_words(told[1]).endswith("Since the talk of 2020-12-01.")
    assert "Meet on 2024-09-01" in record_words(told[3])


def test_for_machines_the_sentence_and_its_dates_are_as_on_record(told: list[RecordShown]) -> None:
    data = record_data(told[2])
    assert "2024-08-01 to 2028-08-01" in data["sentence"]
    assert "quoted" not in data


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("to 2028-08-01.", "to 1 Aug 2028."),
        ("in 2024-Q1: 5", "in Q1 2024: 5"),
        ("in 2024-03", "in Mar 2024"),
        ("in 2024", "in 2024"),
        ("2024-02-31 and 2024-13", "2024-02-31 and 2024-13"),
        (
            "plan-2024-08-01, 2024-08-01-x, 12024-08-01, 2022-2026",
            "plan-2024-08-01, 2024-08-01-x, 12024-08-01, 2022-2026",
        ),
    ],
)
def test_only_what_is_a_date_is_said_otherwise(written: str, said: str) -> None:
    assert in_days(written) == said


def test_a_text_that_is_left_alone_may_hold_signs_and_others() -> None:
    assert in_days("A (2024-08-01) b 2024-08-01", ["A (2024-08-01)", "2024", ""]) == "A (2024-08-01) b 1 Aug 2024"
