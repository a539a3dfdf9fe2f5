"""The timeline of one relationship, on what was logged and on the published history, worked out by hand."""

from datetime import UTC, date, datetime

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from projections.portfolio import names
from projections.projection import day_number, day_of
from projections.timeline import timeline
from projections.titles import with_titles
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case


@pytest.fixture
def published(tieline: Tieline, kim: Actor) -> Tieline:
    import_case(tieline, SAMPLE, by=kim)
    return tieline


def stream_named(tieline: Tieline, name: str) -> str:
    found = names(tieline.database)
    return str(found.loc[found["name"] == name, "relationship"].item())


def test_events_stand_in_the_order_that_they_happened_not_in_that_they_were_recorded(
    tieline: Tieline, kim: Actor
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2023-05"), to="strategic", reason="able"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2021-Q2"), to="emerging", reason="learned late"), by=kim)
    frame = timeline(tieline.database, "s")
    assert list(frame["headline"]) == [
        "Opened as an account: Harbour Foods",
        "Classified emerging",
        "Classified strategic",
    ]
    assert list(frame["seq"]) == [1, 3, 2]
    assert [day_of(number) for number in frame["last_day"]] == [
        date(2020, 12, 31),
        date(2021, 6, 30),
        date(2023, 5, 31),
    ]


def test_what_had_happened_by_a_day_leaves_out_what_came_later(tieline: Tieline, kim: Actor) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2023-05-10"), to="strategic", reason="able"), by=kim)
    assert len(timeline(tieline.database, "s", date(2023, 5, 9))) == 1
    assert len(timeline(tieline.database, "s", date(2023, 5, 10))) == 2
    assert timeline(tieline.database, "s", date(2019, 12, 31)).empty


def test_what_was_known_at_a_time_leaves_out_what_was_recorded_later(
    tieline: Tieline, clock: Clock, kim: Actor
) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    known_at = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    tieline.handle("s", Reclassify(on=parse_when("2021-05-10"), to="strategic", reason="able"), by=kim)
    assert len(timeline(tieline.database, "s", date(2022, 1, 1), known_at)) == 1
    assert len(timeline(tieline.database, "s", date(2022, 1, 1), clock())) == 2


def test_a_follow_up_has_the_title_of_what_it_follows_up(tieline: Tieline, kim: Actor) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle("s", StartShowcase(on=parse_when("2021"), showcase_id="a", title="RFID"), by=kim)
    tieline.handle("s", ConcludeShowcase(on=parse_when("2022"), showcase_id="a", outcome="scale"), by=kim)
    tieline.handle(
        "s",
        PlanMilestone(on=parse_when("2022-02"), milestone_id="m", title="Trained", party="the account", due=parse_when("2023")),
        by=kim,
    )  # fmt: skip
    tieline.handle("s", ReachMilestone(on=parse_when("2022-11"), milestone_id="m"), by=kim)
    frame = timeline(tieline.database, "s")
    assert list(frame["headline"])[1:] == [
        "Showcase “RFID” started",
        "Showcase “RFID” concluded: scale",
        "Milestone “Trained” planned for the account, due 2023",
        "Milestone “Trained” reached",
    ]
    assert list(frame["title"])[1:] == ["RFID", "RFID", "Trained", "Trained"]


def test_a_plan_carries_its_term(tieline: Tieline, kim: Actor) -> None:
    tieline.handle("s", OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=parse_when("2020-02"), to="strategic", reason="able"), by=kim)
    plan = AgreePlan(
        on=parse_when("2020-03"), plan_id="p", title="Plan", starts=date(2020, 4, 1), ends=date(2024, 4, 1)
    )
    tieline.handle("s", plan, by=kim)
    row = timeline(tieline.database, "s").iloc[-1]
    assert (row["starts"], row["ends"]) == (day_number(date(2020, 4, 1)), day_number(date(2024, 4, 1)))


def test_the_published_history_of_schnucks_is_told_as_the_sources_tell_it(published: Tieline) -> None:
    frame = timeline(published.database, stream_named(published, "Schnucks"))
    assert list(zip(frame["lane"], frame["kind"], frame["value"], strict=True))[1:] == [
        ("showcases", "showcase-started", ""),
        ("systems", "system-link-went-live", ""),
        ("people", "fact-observed", "started"),
        ("class", "reclassified", "emerging"),
        ("plans", "fact-observed", "proposed"),
        ("plans", "fact-observed", "proposed"),
        ("systems", "fact-observed", "proposed"),
    ]
    assert [day_of(number).year for number in frame["first_day"]][1:] == [1980, 1980, 1980, 1980, 1998, 1999, 2002]
    assert set(frame.loc[frame["kind"] == "reclassified", "inferred"]) == {1}


def test_a_showcase_that_the_sources_say_was_scaled_is_concluded(published: Tieline) -> None:
    stores = stream_named(published, "Independents and wholesaler-supplied stores")
    frame = timeline(published.database, stores)
    concluded = frame[frame["kind"] == "showcase-concluded"].iloc[0]
    assert concluded["value"] == "scale"
    assert day_of(concluded["first_day"]) == date(1998, 9, 28)
    assert concluded["title"] == "R037"
    titled = with_titles(published.tracker.recorder, published.tracker.codec, frame)
    concluded = titled[titled["kind"] == "showcase-concluded"].iloc[0]
    assert concluded["title"] == "Initiative first run with retailers in Arizona…"
    assert concluded["headline"] == "Showcase “Initiative first run with retailers in Arizona…” concluded: scale"


def test_no_rows_and_the_same_columns_for_a_relationship_that_is_not_on_record(tieline: Tieline) -> None:
    frame = timeline(tieline.database, "relationship-none")
    assert frame.empty
    assert "headline" in frame.columns
