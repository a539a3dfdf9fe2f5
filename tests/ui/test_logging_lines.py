"""A line as somebody notes it is read as a record; what it does not say is not guessed, and what was not understood is told."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.history.when import When, parse_when
from domain.relationship.milestone.events import MilestonePlanned
from domain.relationship.model import RELATIONSHIP
from domain.relationship.objective.record import ObjectiveSet
from domain.relationship.scorecard.record import MeasureSet
from domain.relationship.showcase.events import ShowcaseStarted
from domain.relationship.state import Relationship
from ui.finding import Named
from ui.logging.dates import dates_in
from ui.logging.lines import Names, Read, read_line
from ui.logging.tables import is_table

TODAY = date(2026, 11, 22)
"""A Sunday."""
ON = parse_when("2024")
NAMES = Names(
    Named(id=name, name=name, kind="account")
    for name in ("Harbour Foods", "Harvest Mart", "Pine Retail", "Pine Wood", "Kim & Sons", "Meadow", "Café Ünder")
)
STATE = RELATIONSHIP.fold(
    Relationship(id="Harbour Foods"),
    [
        MilestonePlanned(on=ON, milestone_id="m1", title="Drivers trained", party="the account", due=ON),
        MilestonePlanned(on=ON, milestone_id="m2", title="Dock moved", party="the account", due=ON),
        ObjectiveSet(on=ON, objective_id="o1", plan_id="p1", title="Halve shelf gaps", due=ON),
        MeasureSet(on=ON, measure_id="f1", plan_id="p1", title="Order fill rate", unit="percent", better="higher"),
        ShowcaseStarted(on=ON, showcase_id="s1", title="RFID on displays"),
    ],
)


def read(line: str, stream: str = "") -> Read:
    return read_line(line, NAMES, TODAY, lambda _: STATE, stream)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("yesterday", "2026-11-21"),
        ("the day before yesterday", "2026-11-20"),
        ("today", "2026-11-22"),
        ("3 days ago", "2026-11-19"),
        ("two weeks ago", "2026-11-08"),
        ("two months ago", "2026-09"),
        ("a year ago", "2025"),
        ("last month", "2026-10"),
        ("this quarter", "2026-Q4"),
        ("last quarter", "2026-Q3"),
        ("next year", "2027"),
        ("on Friday", "2026-11-20"),
        ("last Sunday", "2026-11-15"),
        ("Sunday", "2026-11-22"),
        ("12 Mar 2024", "2024-03-12"),
        ("12th of March, 2024", "2024-03-12"),
        ("Mar 3rd, 2025", "2025-03-03"),
        ("12 Mar", "2026-03-12"),
        ("24 Dec", "2025-12-24"),
        ("by 24 Dec", "2026-12-24"),
        ("in May", "2026-05"),
        ("March 2024", "2024-03"),
        ("Q2 2024", "2024-Q2"),
        ("2024-Q2", "2024-Q2"),
        ("2024q2", "2024-Q2"),
        ("2024-05", "2024-05"),
        ("2024-05-17", "2024-05-17"),
        ("17.5.2024", "2024-05-17"),
        ("17/5/2024", "2024-05-17"),
        ("5/17/2024", "2024-05-17"),
        ("in 2023", "2023"),
        ("2023: merger", "2023"),
    ],
)
def test_a_date_is_read_as_precisely_as_it_was_said(text: str, when: str) -> None:
    (found,), doubts = dates_in(text, TODAY)
    assert (str(found.when), doubts) == (when, [])


@pytest.mark.parametrize(
    "text",
    [
        "",
        "may call them",
        "room 2024",
        "call 555-1234",
        "1.5 h",
    ],
)
def test_what_is_no_date_is_not_taken_for_one(text: str) -> None:
    assert dates_in(text, TODAY) == ([], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("12/03/2024", "could be 12 Mar 2024 or 3 Dec 2024: write 2024-03-12 or 2024-12-03"),
        ("last week", "choose the day"),
        *((each, f"“{each}” is no date") for each in ("31 Feb 2024", "2024-13-40", "99 Mar", "4711-03", "12/34/2024")),
    ],
)
def test_a_doubtful_date_is_told_and_not_guessed(text: str, told: str) -> None:
    found, (doubt,) = dates_in(text, TODAY)
    assert not found
    assert told in doubt.sentence


UNDERSTOOD: list[tuple[str, str, str, str, dict[str, Any], str]] = [
    ("Met Kim at Harbour about EDI yesterday", "Harbour Foods", "interaction", "2026-11-21", {"kind": "meeting", "participants": "Kim", "summary": "EDI"}, ""),
    ("Harbour Foods; call; 12 Mar 2024; EDI cut-over", "Harbour Foods", "interaction", "2024-03-12", {"kind": "call", "summary": "EDI cut-over"}, ""),
    ("Harbour Foods\tvisit\t2024-03-12\tShelves counted", "Harbour Foods", "interaction", "2024-03-12", {"kind": "visit", "summary": "Shelves counted"}, ""),
    ("Meeting with Ann Lee and Bo Berg at Pine Retail on 2024-05-17 regarding RFID", "Pine Retail", "interaction", "2024-05-17", {"kind": "meeting", "participants": "Ann Lee and Bo Berg", "summary": "RFID"}, ""),
    ("call with harbour foods, prices", "Harbour Foods", "interaction", "", {"kind": "call", "summary": "prices"}, ""),
    ("Harbour: Drivers trained reached in 2024-03", "Harbour Foods", "milestone reach", "2024-03", {"milestone_id": "m1"}, ""),
    ("Harbour: drivers trained done 3 days ago", "Harbour Foods", "milestone reach", "2026-11-19", {"milestone_id": "m1"}, ""),
    ("Harbour: Dock moved rescheduled to 2027-Q1, lorries late", "Harbour Foods", "milestone reschedule", "", {"milestone_id": "m2", "due": "2027-Q1", "reason": "lorries late"}, ""),
    ("Harbour: Halve shelf gaps met yesterday", "Harbour Foods", "objective meet", "2026-11-21", {"objective_id": "o1"}, ""),
    ("Harbour: Halve shelf gaps missed, new owner", "Harbour Foods", "objective miss", "", {"objective_id": "o1", "reason": "new owner"}, ""),
    ("Harbour: Order fill rate 97.2 in 2026-Q3", "Harbour Foods", "measure record", "", {"measure_id": "f1", "period": "2026-Q3", "actual": "97.2"}, ""),
    ("Harbour: showcase RFID on displays stopped yesterday", "Harbour Foods", "showcase conclude", "2026-11-21", {"showcase_id": "s1", "outcome": "stop"}, "stopped"),
    ("Meadow at risk since May: new owner", "Meadow", "at-risk", "2026-05", {"reason": "new owner"}, ""),
    ("Meadow no longer at risk", "Meadow", "recover", "", {}, ""),
    ("EDI orders went live at Meadow on 3 Jan 2025", "Meadow", "link live", "2025-01-03", {"title": "EDI orders"}, ""),
    ("Harbour revenue 3.2m USD in 2024", "Harbour Foods", "economics report", "", {"period": "2024", "revenue": "3200000", "currency": "USD"}, ""),
    ("Meadow net profit EUR 180,000 in Q3 2026", "Meadow", "economics report", "", {"period": "2026-Q3", "net_profit": "180000", "currency": "EUR"}, ""),
    ("Harbour Foods classified as strategic in 2023", "Harbour Foods", "classify", "2023", {"to": "strategic"}, ""),
    ("Café Ünder; note; they moved", "Café Ünder", "interaction", "", {"kind": "note", "summary": "they moved"}, ""),
]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "account", "does", "on", "answers", "left"), UNDERSTOOD, ids=[each[0] for each in UNDERSTOOD]
)
def test_a_line_is_read_as_its_author_meant_it(
    line: str, account: str, does: str, on: str, answers: dict[str, Any], left: str
) -> None:
    found = read(line)
    assert found.command is not None
    assert (found.stream, found.command.path, str(found.on or "")) == (account, does, on)
    assert {name: str(said) for name, said in found.answers.items()} == answers
    assert (found.left, found.doubts) == (left, ())


def test_a_line_without_an_account_is_about_the_one_that_is_chosen() -> None:
    found = read("2024-03 reached: Drivers trained")
    assert (found.stream, found.left) == ("", "Drivers trained"), "whose milestone it is, nobody knows yet"
    found = read("2024-03 reached: Drivers trained", "Harbour Foods")
    assert (found.answers, found.on, found.left) == ({"milestone_id": "m1"}, parse_when("2024-03"), "")


def test_a_beginning_that_is_of_several_accounts_is_told_and_none_is_taken() -> None:
    found = read("Meeting at Pine about prices")
    assert found.stream == ""
    assert found.doubts == ("The account could be “Pine Retail” or “Pine Wood”: choose it.",)


def test_what_a_meeting_was_about_does_not_make_it_another_thing() -> None:
    for line in ("Met Kim at Harbour about Drivers trained", "Meeting at Harbour: prices confirmed, plan reviewed"):
        assert (read(line).command or type).__name__ == "LogInteraction"


def test_a_person_who_is_called_like_an_account_is_not_taken_for_it() -> None:
    assert read("Met Kim about prices").stream == ""


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "asdf qwer zxcv",
        "😀😀",
        "{}",
        "<script>alert(1)</script>",
        "= 1+1",
        "\x00\x01",
        ";;;;",
        "()" * 500,
        "1" * 5000,
    ],
)
def test_of_nonsense_nothing_is_understood(line: str) -> None:
    assert read(line).nothing


@given(st.text(max_size=200))
def test_no_line_whatever_stops_the_reading(line: str) -> None:
    found = read(line)
    assert isinstance(found.on, When | None)
    assert found.stream in {
        "",
        "Harbour Foods",
        "Harvest Mart",
        "Pine Retail",
        "Pine Wood",
        "Kim & Sons",
        "Meadow",
        "Café Ünder",
    }


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("account;date;what\nHarbour;2024;call", True),
        ("account\tdate\twhat\nHarbour\t2024\tcall", True),
        ("Harbour; call; 12 Mar 2024; EDI\nMeadow; call; 13 Mar 2024; EDI", False),
        ("Met Kim at Harbour\nCalled Ann", False),
        ("account;date;what", False),
    ],
)
def test_a_table_with_a_heading_is_told_from_notes(text: str, is_one: bool) -> None:
    assert is_table(text.splitlines()) is is_one
