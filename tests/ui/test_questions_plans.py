"""What the page says of plans, over a story worked out by hand."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from domain.access import Actor
from domain.codec import FORGOTTEN
from tests.projections.plan_story import AS_OF, MEASURES, OBJECTIVES, tell
from ui.bootstrap import Tieline
from ui.questions.plans import QUESTION
from ui.questions.plans_drawn import drifted
from ui.questions.question import Answer, Asked
from ui.questions.question import told as in_words


@pytest.fixture
def told(sqlite_tieline: Tieline, kim: Actor) -> Tieline:
    tell(sqlite_tieline, kim)
    for account, commands in (("Alder", OBJECTIVES), ("birch", MEASURES)):
        for command in commands:
            sqlite_tieline.handle(account, command, by=kim)
    return sqlite_tieline


def answers(tieline: Tieline) -> dict[str, Answer]:
    asked = Asked(tieline=tieline, as_of=AS_OF, since=date(2022, 7, 1))
    return {each.title: each for each in QUESTION.answers(asked)}


def rows(answer: Answer, *columns: str) -> list[tuple[Any, ...]]:
    return list(answer.table[list(columns)].itertuples(index=False, name=None))


def with_words(told: Tieline, answer: Answer) -> Answer:
    """The answer as it is shown, the names of people in it."""
    return replace(answer, table=in_words(told, answer))


def test_the_accounts_that_need_a_look_come_first(told: Tieline) -> None:
    answer = answers(told)["Who shares a plan"]
    assert rows(answer, "Account", "Stands", "Last day", "Lacks") == [
        ("Cedar", "in force, but the class does not allow it", "30 Nov 2027", "a review"),
        ("Fir", "without a plan", "", ""),
        ("Ivy", "without a plan", "", ""),
        ("Juniper", "in force", "30 Sep 2027", "shared-risk terms, a review"),
        ("Elm", "only proposed", "31 Aug 2029", ""),
        ("Dogwood", "agreed, yet to begin", "31 Jul 2026", ""),
        ("Alder", "in force", "31 Jul 2027", ""),
        ("birch", "in force", "14 Jun 2026", ""),
    ]
    assert answer.says.startswith("Of 8 accounts that should share a plan or do, 3 have one in force")


def test_the_picture_of_coverage_says_in_words_what_it_shows(told: Tieline) -> None:
    drawing = answers(told)["Who shares a plan"].drawing
    assert drawing
    assert "Strategic: 2 in force; Strategic: 1 only proposed; Strategic: 1 without a plan" in drawing.alt
    assert "Stable: 1 in force, but the class does not allow it" in drawing.alt


def test_plans_that_are_not_over_come_first(told: Tieline) -> None:
    answer = answers(told)["Every plan"]
    assert answer.says == "11 plans proposed or agreed, 6 of them not yet over."
    assert rows(answer, "Plan", "Stands", "Amended", "Last reviewed")[:1] == [
        ("Plan a", "in force", "once", "20 May 2025")
    ]
    assert [row[0] for row in rows(answer, "Stands")[6:]] == [
        "superseded", "completed: partly met", "closed early", "withdrawn", "ran out",
    ]  # fmt: skip


def test_late_objectives_come_first_with_an_owner_on_each_side(told: Tieline) -> None:
    answer = with_words(told, answers(told)["Objectives due and late"])
    assert answer.says == "6 objectives: 1 late, 1 due within 30 days."
    assert rows(answer, "Objective", "Due", "Stands", "Our owner", "Their owner")[:3] == [
        ("Halve gaps", "May 2025", "1 month late", "Kim Berg", "Ann Lee"),
        ("Web orders", "31 Jul 2025", "due soon", "nobody named", "nobody named"),
        ("RFID", "1 Aug 2025", "open", "nobody named", "nobody named"),
    ]


def test_an_owner_who_was_forgotten_is_said_to_be(told: Tieline) -> None:
    with told.keys.write() as connection:
        connection.exec_driver_sql("DELETE FROM people WHERE name = 'Ann Lee'")
    answer = with_words(told, answers(told)["Objectives due and late"])
    assert rows(answer, "Our owner", "Their owner")[0] == ("Kim Berg", FORGOTTEN)


def test_what_is_off_target_comes_first_with_its_numbers_and_their_unit(told: Tieline) -> None:
    answer = answers(told)["The scorecards"]
    assert answer.says == "5 periods of 2 measures: 1 off target, 1 over without an actual."
    assert rows(answer, "Measure", "Period", "First promised", "Target", "Actual", "Stands") == [
        ("Stock days", "Jun 2025", "20 days", "20 days", "20.5 days", "off target, 0.5 days worse"),
        ("Stock days", "May 2025", "20 days", "20 days", "–", "outstanding"),
        ("Stock days", "2025", "–", "–", "19 days", "no target"),
        ("Fill rate", "Q3 2025", "99 percent", "99 percent", "–", "running"),
        ("Fill rate", "Q2 2025", "98.5 percent", "97 percent", "97.3 percent", "on target, 0.3 percent better"),
    ]


def test_the_drift_leads_from_the_first_promise_to_now(told: Tieline) -> None:
    answer = answers(told)["Drift from the first promise"]
    assert rows(answer, "Called", "First promised", "Now", "Moved by", "Times") == [
        ("Plan a", "31 Jan 2027", "31 Jul 2027", "6 months later", 1),
        ("Halve gaps", "31 Mar 2025", "31 May 2025", "2 months later", 1),
    ]
    assert answer.drawing
    assert [each["now"] for each in answer.drawing.spec["data"]["values"]] == ["2027-07-31", "2025-05-31"]


@pytest.mark.parametrize(("days", "said"), [(31, "1 month later"), (-31, "1 month earlier"), (0, "only its start")])
def test_a_drift_is_said_with_its_direction(days: int, said: str) -> None:
    assert drifted(days) == said
