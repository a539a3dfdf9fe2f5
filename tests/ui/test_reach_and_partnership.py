"""Reach and Partnership in the words that a person reads."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from domain.access import Actor
from domain.company.cio_time import ReportCioHours
from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.account_class import AccountClass
from domain.relationship.classification import Reclassify
from domain.relationship.counterpart.commands import NameCounterpart
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.partnership.commands import AssessPartnership, StateBenefit
from domain.relationship.terrain import SurveyTerrain
from domain.relationship.vocabulary import Rating, Side
from ui.bootstrap import Tieline
from ui.questions.partnership import QUESTION as PARTNERSHIP
from ui.questions.question import Answer, Asked
from ui.questions.reach import QUESTION as REACH

Say = Callable[[str, Command], None]


@pytest.fixture
def say(sqlite_tieline: Tieline, kim: Actor) -> Say:
    def say_(stream: str, command: Command) -> None:
        sqlite_tieline.handle(stream, command, by=kim)

    classes: dict[str, AccountClass] = {"Alder": "strategic", "Birch": "integrated"}
    for name, account_class in classes.items():
        say_(name, OpenRelationship(on=parse_when("2019-01-01"), name=name))
        say_(name, Reclassify(on=parse_when("2020-01-01"), to=account_class, reason="judged so"))
    return say_


def asked(tieline: Tieline, as_of: date = date(2024, 6, 30)) -> Asked:
    return Asked(tieline=tieline, as_of=as_of, since=date(2022, 1, 1))


def rows(answer: Answer) -> list[list[str]]:
    return [[str(each) for each in row] for row in answer.table.itertuples(index=False)]


def test_who_is_missing_is_told_by_function(sqlite_tieline: Tieline, say: Say) -> None:
    command = NameCounterpart(
        on=parse_when("2021-01-01"), counterpart_id="c1", title="Head of IT", function="IT", person="Ann Lee"
    )
    say("Birch", command)
    everything = "IT, operations, commercial, executive"
    answer = REACH.answers(asked(sqlite_tieline))[0]
    assert answer.says.startswith("2 accounts without somebody")
    assert rows(answer) == [
        ["Alder", "strategic", everything, "–", everything],
        ["Birch", "integrated", "operations", "IT", "–"],
    ]
    assert list(answer.accounts) == ["Alder", "Birch"]


def test_the_terrain_to_survey_is_told_with_how_long_linking_takes(sqlite_tieline: Tieline, say: Say) -> None:
    say("Birch", SurveyTerrain(on=parse_when("2022-03"), systems=("SAP R/3",), lead_time_weeks=12))
    answer = REACH.answers(asked(sqlite_tieline))[1]
    assert answer.says.startswith("2 accounts to survey, 1 of them for the first time.")
    assert rows(answer) == [
        ["Alder", "strategic", "never", "–", "not known"],
        ["Birch", "integrated", "Mar 2022", "1 Oct 2023", "12"],
    ]
    assert answer.events[0] == 0
    assert answer.events[1] > 0


def test_the_cios_share_is_told_against_the_policy(sqlite_tieline: Tieline, say: Say) -> None:
    command = LogInteraction(
        on=parse_when("2024-02-05"), kind="visit", summary="Line review", hours=Decimal("62.5"), with_cio=True
    )
    say("Alder", command)
    for period, hours in (("2024-Q1", "500"), ("2024", "0"), ("2024-02", "125")):
        say("company", ReportCioHours(on=parse_when("2024-06-01"), period=parse_when(period), hours=Decimal(hours)))
    answer = REACH.answers(asked(sqlite_tieline))[2]
    assert answer.says.startswith("Within the policy in 1 of 2 periods.")
    assert rows(answer) == [
        ["Feb 2024", "125", "62.5", "50 %", "30 % to 50 %", "within", "0", "0"],
        ["2024 so far", "0", "62.5", "–", "30 % to 50 %", "–", "0", "0"],
        ["Q1 2024", "500", "62.5", "12 %", "30 % to 50 %", "below", "0", "0"],
    ]
    assert answer.drawing is not None
    assert answer.drawing.alt.endswith("Q1 2024 12 % (below), Feb 2024 50 % (within).")


def test_the_two_sides_of_a_partnership_are_told_apart(sqlite_tieline: Tieline, say: Say) -> None:
    story: list[tuple[str, Side, Rating | None, Rating | None]] = [
        ("2021-05-01", "own company", 3, 2),
        ("2021-06-01", "the account", 1, 3),
        ("2023-05-01", "own company", 1, None),
        ("2024-05-01", "own company", 4, None),
    ]
    for on, side, commitment, dependency in story:
        command = AssessPartnership(
            on=parse_when(on), side=side, evidence="Interviews", commitment=commitment, dependency=dependency
        )
        say("Alder", command)
    benefit = StateBenefit(
        on=parse_when("2021-05"), benefit_id="b1", title="Fewer gaps", side="the account", kind="efficiency"
    )
    say("Alder", benefit)
    differing, widest, profiles, changed, stated, scale = PARTNERSHIP.answers(asked(sqlite_tieline))
    assert differing.says.startswith("1 partnership assessed, 1 of them by both sides.")
    assert rows(differing)[1] == ["Commitment", "Will it last?", "1", "1", "0", "0", "0"]
    assert differing.drawing is not None
    assert "Dependency: 1 partnership at -1" in differing.drawing.alt
    assert rows(widest) == [
        ["Alder", "commitment", "4", "1", "we rate it 3 higher", "1 May 2024", "1 Jun 2021"],
        ["Alder", "dependency", "2", "3", "they rate it 1 higher", "1 May 2021", "1 Jun 2021"],
    ]
    assert rows(profiles) == [["Alder", "– | –", "4 | 1", "– | –", "– | –", "2 | 3", "– | –", "1 May 2024"]]
    assert rows(changed) == [["Alder", "commitment", "we rate it 2 higher", "we rate it 3 higher"]]
    assert changed.drawing is not None
    assert "dependency: 0 we rate it higher, 0 alike, 1 they rate it higher" in changed.drawing.alt
    assert rows(stated) == [["Alder", "the account", "efficiency", "Fewer gaps", "May 2021"]]
    assert "Tieline's own" in scale.says
    assert "Lee & Kim 1999" in scale.says
    assert scale.table.shape == (6, 7)
