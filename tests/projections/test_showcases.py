"""The pipeline of showcases, what is ready to scale, and how they spread, worked out by hand."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from domain.access import Actor
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.closing import CloseRelationship
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import (
    AdoptShowcase,
    ConcludeShowcase,
    MeasureShowcase,
    ProposeShowcase,
    ShowcaseLimitReached,
    SpendOnShowcase,
    StartShowcase,
)
from projections.portfolio import names
from projections.projection import day_number
from projections.showcases import ready, running, spread, trials
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case

CLASSES = {"Alder": "emerging", "Birch": "integrated", "Cedar": "strategic", "Dogwood": "stable", "Elm": "strategic"}


def start(text: str, showcase: str, title: str, **limits: object) -> StartShowcase:
    return StartShowcase(on=parse_when(text), showcase_id=showcase, title=title, **limits)  # type: ignore[arg-type]  # named


def adopt(text: str, showcase: str, source: str, title: str = "RFID") -> AdoptShowcase:
    return AdoptShowcase(on=parse_when(text), showcase_id=showcase, source=source, showcase=title)


STORY: list[tuple[str, Command]] = [
    ("Alder", ProposeShowcase(on=parse_when("2020-01-10"), showcase_id="a1", title="RFID", reason="Faster counts")),
    (
        "Alder",
        start("2020-03-01", "x", "RFID", budget=Decimal(1000), currency="EUR", sites=2, ends=date(2020, 8, 31),
              success="Under 30 seconds"),
    ),
    ("Alder", SpendOnShowcase(on=parse_when("2020-04-01"), showcase_id="a1", amount=Decimal("700.50"))),
    ("Alder", SpendOnShowcase(on=parse_when("2020-06-01"), showcase_id="a1", amount=Decimal(400))),
    (
        "Alder",
        MeasureShowcase(on=parse_when("2020-07-01"), showcase_id="a1", measure="Count", measured=Decimal(25),
                        unit="s", target=Decimal(30)),
    ),
    ("Alder", ConcludeShowcase(on=parse_when("2020-09-01"), showcase_id="a1", outcome="scale")),
    ("Alder", start("2021-01-01", "a2", "Drones")),
    ("Birch", adopt("2021-05", "b1", "Alder")),
    ("Cedar", adopt("2022-02-01", "c1", "Birch")),
    ("Cedar", ConcludeShowcase(on=parse_when("2022-12-01"), showcase_id="c1", outcome="stop")),
    ("Dogwood", ProposeShowcase(on=parse_when("2021-03-01"), showcase_id="d1", title="Lockers", reason="Fewer visits")),
]  # fmt: skip


@pytest.fixture
def portfolio(tieline: Tieline, kim: Actor) -> Tieline:
    for name, account_class in CLASSES.items():
        opened = parse_when("2019-01-01")
        tieline.handle(name, OpenRelationship(on=opened, name=name), by=kim)
        tieline.handle(name, Reclassify(on=opened, to=account_class, reason="so"), by=kim)  # type: ignore[arg-type]  # one of the four
    for stream, command in STORY:
        tieline.handle(stream, command, by=kim)
    return tieline


def test_every_showcase_is_in_the_pipeline_once_by_how_far_it_is(portfolio: Tieline) -> None:
    found = trials(portfolio.database, date(2022, 6, 30))
    assert list(zip(found["name"], found["title"], found["status"], found["outcome"], strict=True)) == [
        ("Dogwood", "Lockers", "proposed", ""),
        ("Alder", "Drones", "running", ""),
        ("Birch", "RFID", "adopted", ""),
        ("Cedar", "RFID", "adopted", ""),
        ("Alder", "RFID", "concluded", "scale"),
    ]
    assert found["since"].tolist() == [
        day_number(date(*each)) for each in [(2021, 3, 1), (2021, 1, 1), (2021, 5, 1), (2022, 2, 1), (2020, 9, 1)]
    ]


def test_a_proposal_that_started_is_one_showcase(portfolio: Tieline) -> None:
    assert trials(portfolio.database, date(2020, 2, 1))[["showcase", "status"]].to_numpy().tolist() == [
        ["a1", "proposed"]
    ]
    assert trials(portfolio.database, date(2020, 3, 1))[["showcase", "status"]].to_numpy().tolist() == [
        ["a1", "running"]
    ]


def test_spending_adds_up_against_what_was_fixed(portfolio: Tieline) -> None:
    rfid = trials(portfolio.database, date(2020, 7, 1)).iloc[0]
    assert (rfid["budget"], rfid["spent"], rfid["currency"]) == (Decimal(1000), Decimal("1100.50"), "EUR")
    assert (rfid["sites"], rfid["ends"], rfid["success"]) == (2, day_number(date(2020, 8, 31)), True)
    assert rfid["result"] == "Count 25 s (target 30)"
    assert trials(portfolio.database, date(2020, 5, 31)).iloc[0]["spent"] == Decimal("700.50")


def test_a_showcase_without_limits_shows_as_one(portfolio: Tieline) -> None:
    found = trials(portfolio.database, date(2022, 6, 30)).set_index("showcase")
    assert found["limited"].to_dict() == {"d1": False, "a2": False, "b1": False, "c1": False, "a1": True}


def test_what_is_ready_to_scale_fits_strategic_and_integrated_accounts_that_have_neither_run_nor_adopted_it(
    portfolio: Tieline,
) -> None:
    found = ready(portfolio.database, date(2020, 12, 31))
    assert list(zip(found["title"], found["candidate_name"], found["account_class"], strict=True)) == [
        ("RFID", "Cedar", "strategic"),
        ("RFID", "Elm", "strategic"),
        ("RFID", "Birch", "integrated"),
    ]
    later = ready(portfolio.database, date(2022, 12, 31))
    assert later["candidate"].tolist() == ["Elm"]
    assert later[["adopted", "stopped"]].to_numpy().tolist() == [[2, 1]]


def test_an_account_that_ran_one_of_the_same_name_or_was_closed_is_no_candidate(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Cedar", start("2019-05-01", "c0", "rfid"), by=kim)
    close = CloseRelationship(on=parse_when("2020-10-01"), reason="Sold")
    portfolio.handle("Elm", close, by=kim)
    assert ready(portfolio.database, date(2020, 9, 30))["candidate"].tolist() == ["Elm", "Birch"]
    assert ready(portfolio.database, date(2020, 12, 31))["candidate"].tolist() == ["Birch"]


def test_what_fits_nobody_any_more_is_ready_all_the_same(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Elm", adopt("2021-01-01", "e1", "Alder"), by=kim)
    found = ready(portfolio.database, date(2022, 12, 31))
    assert found[["title", "candidate", "adopted"]].to_numpy().tolist() == [["RFID", "", 3]]


def test_nothing_is_ready_before_it_was_concluded_so(portfolio: Tieline) -> None:
    assert ready(portfolio.database, date(2020, 8, 31)).empty


def test_the_spread_leads_from_where_it_was_tried_to_each_that_adopted_it(portfolio: Tieline) -> None:
    found = spread(portfolio.database, date(2022, 12, 31))
    kept = ["source_name", "source_class", "name", "account_class", "step", "root", "outcome"]
    assert found[kept].to_numpy().tolist() == [
        ["Alder", "emerging", "Birch", "integrated", 1, "Alder", ""],
        ["Birch", "integrated", "Cedar", "strategic", 2, "Alder", "stop"],
    ]
    assert found["source_started"].tolist() == [day_number(date(2020, 3, 1)), day_number(date(2021, 5, 1))]
    assert found["adopted_last"].tolist() == [day_number(date(2021, 5, 31)), day_number(date(2022, 2, 1))]
    assert spread(portfolio.database, date(2021, 12, 31))["name"].tolist() == ["Birch"]


def test_the_class_of_an_edge_is_that_of_its_day(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Birch", Reclassify(on=parse_when("2021-06-01"), to="strategic", reason="so"), by=kim)
    found = spread(portfolio.database, date(2022, 12, 31))
    assert found["account_class"].tolist() == ["integrated", "strategic"]
    assert found["source_class"].tolist() == ["emerging", "strategic"]


def test_what_was_recorded_later_is_not_known_before(portfolio: Tieline, clock: Clock, kim: Actor) -> None:
    known_then = clock()
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    portfolio.handle("Elm", adopt("2021-01-01", "e1", "Alder"), by=kim)
    portfolio.handle("Dogwood", ConcludeShowcase(on=parse_when("2021-04-01"), showcase_id="d1", outcome="stop"), by=kim)
    as_of = date(2022, 12, 31)
    assert spread(portfolio.database, as_of)["name"].tolist() == ["Elm", "Birch", "Cedar"]
    assert spread(portfolio.database, as_of, known_then)["name"].tolist() == ["Birch", "Cedar"]
    assert ready(portfolio.database, as_of, known_then)["candidate"].tolist() == ["Elm"]
    statuses = trials(portfolio.database, as_of, known_then).set_index("showcase")["status"]
    assert statuses["d1"] == "proposed"


def test_an_outcome_known_only_to_the_year_of_the_start_counts_once_it_started(portfolio: Tieline, kim: Actor) -> None:
    portfolio.handle("Alder", ConcludeShowcase(on=parse_when("2021"), showcase_id="a2", outcome="stop"), by=kim)
    assert "a2" not in set(trials(portfolio.database, date(2020, 12, 31))["showcase"])
    found = trials(portfolio.database, date(2021, 1, 1)).set_index("showcase")
    assert list(found.loc["a2", ["status", "outcome"]]) == ["concluded", "stop"]


def test_only_experiments_of_other_accounts_that_run_on_the_day_count_against_the_limit(portfolio: Tieline) -> None:
    counted = [running(portfolio.database, each, "Birch") for each in (date(2020, 2, 29), date(2020, 3, 1))]
    assert counted == [0, 1]
    assert running(portfolio.database, date(2020, 8, 31), "Birch") == 1
    assert running(portfolio.database, date(2020, 9, 1), "Birch") == 0
    assert running(portfolio.database, date(2022, 6, 30), "Birch") == 1
    assert running(portfolio.database, date(2022, 6, 30), "Alder") == 0


def test_the_limit_in_total_is_judged_by_what_runs_elsewhere(tieline: Tieline, kim: Actor) -> None:
    for number in range(7):
        name = f"Account {number}"
        tieline.handle(name, OpenRelationship(on=parse_when("2019"), name=name), by=kim)
    for number in range(6):
        for showcase in ("first", "second"):
            tieline.handle(f"Account {number}", start("2020-01-01", showcase, showcase), by=kim)
    with pytest.raises(ShowcaseLimitReached, match="12 showcases at other accounts run already"):
        tieline.handle("Account 6", start("2020-01-02", "first", "first"), by=kim)
    tieline.handle("Account 6", start("2019-12-31", "first", "first"), by=kim)


def test_the_published_history_spreads_from_schnucks_where_it_was_tried_first(tieline: Tieline, kim: Actor) -> None:
    import_case(tieline, SAMPLE, by=kim)
    stream = names(tieline.database).set_index("name")["relationship"]
    found = trials(tieline.database, date(2014, 12, 31)).set_index("title")
    assert list(found.loc["R070", ["name", "status", "observed", "limited"]]) == ["Schnucks", "running", True, False]
    assert len(found) == 9
    assert found["status"].value_counts().to_dict() == {"running": 8, "concluded": 1}
    assert spread(tieline.database, date(2014, 12, 31)).empty
    assert running(tieline.database, date(2014, 12, 31), "") == 0
    tieline.handle(stream["Kmart"], adopt("1988", "k1", stream["Schnucks"], "R070"), by=kim)
    tieline.handle(stream["Wal-Mart"], adopt("1988-06", "w1", stream["Kmart"], "R070"), by=kim)
    edges = spread(tieline.database, date(2014, 12, 31))
    assert list(zip(edges["source_name"], edges["name"], edges["step"], strict=True)) == [
        ("Schnucks", "Kmart", 1),
        ("Kmart", "Wal-Mart", 2),
    ]
    assert edges["root_observed"].tolist() == [True, True]
    scaled = ready(tieline.database, date(2014, 12, 31))
    assert scaled["name"].unique().tolist() == ["Independents and wholesaler-supplied stores"]
    assert "Schnucks" not in scaled["candidate_name"].tolist()
