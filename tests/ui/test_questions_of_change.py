"""What the questions about showcases and about change load say of the stories that are worked out by hand."""

from datetime import date

import pytest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import AdoptShowcase
from projections.portfolio import names
from tests.conftest import SAMPLE
from tests.projections.test_change_load import STORY as CHANGES
from tests.projections.test_showcases import CLASSES
from tests.projections.test_showcases import STORY as TRIALS
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.questions.change_load import QUESTION as CHANGE_LOAD
from ui.questions.question import Answer, Asked, Question
from ui.questions.showcases import QUESTION as SHOWCASES


@pytest.fixture
def portfolio(sqlite_tieline: Tieline, kim: Actor) -> Tieline:
    for name, account_class in CLASSES.items():
        opened = parse_when("2019-01-01")
        sqlite_tieline.handle(name, OpenRelationship(on=opened, name=name), by=kim)
        sqlite_tieline.handle(name, Reclassify(on=opened, to=account_class, reason="so"), by=kim)  # type: ignore[arg-type]  # one of the four
    for stream, command in [*TRIALS, *CHANGES]:
        sqlite_tieline.handle(stream, command, by=kim)
    return sqlite_tieline


def answers(tieline: Tieline, question: Question, as_of: date) -> list[Answer]:
    return question.answers(Asked(tieline=tieline, as_of=as_of, since=date(1985, 1, 1)))


def rows(answer: Answer) -> list[list[str]]:
    return [[str(cell) for cell in row] for row in answer.table.itertuples(index=False)]


def test_the_pipeline_says_what_was_fixed_and_where_nothing_was(portfolio: Tieline) -> None:
    pipeline = answers(portfolio, SHOWCASES, date(2022, 6, 30))[0]
    assert pipeline.says == "1 proposed, 1 running, 2 adopted, 1 concluded. 1 running one started without limits."
    fixed = {(row[0], row[1]): (row[2], row[4]) for row in rows(pipeline)}
    assert fixed["Alder", "Drones"] == ("Running", "without limits, without success measures")
    assert fixed["Alder", "RFID"] == ("Concluded: scale", "1,000 EUR, 2 sites, until 31 Aug 2020")
    assert fixed["Birch", "RFID"] == ("Adopted", "–")


def test_spending_says_how_far_it_is_beyond_which_limit(portfolio: Tieline) -> None:
    spending = answers(portfolio, SHOWCASES, date(2020, 8, 31))[1]
    assert rows(spending)[0][2:] == [
        "EUR", "1,100.50", "1,000", "110%", "31 Aug 2020", "over its budget by 100.50 EUR",
    ]  # fmt: skip
    late = answers(portfolio, SHOWCASES, date(2020, 9, 1))[1]
    assert rows(late)[0][-1] == "over its budget by 100.50 EUR and past its last day"
    within = answers(portfolio, SHOWCASES, date(2020, 5, 1))[1]
    assert rows(within)[0][-1] == "within its limits"
    assert within.says == "0 of 1 showcase with limits or spending went beyond a limit."


def test_what_is_ready_to_scale_says_to_whom(portfolio: Tieline) -> None:
    ready = answers(portfolio, SHOWCASES, date(2020, 12, 31))[2]
    ((title, tried_at, _, fits, whom, _, _),) = rows(ready)
    assert (title, tried_at, fits) == ("RFID", "Alder", "3")
    assert whom == "Cedar (strategic), Elm (strategic), Birch (integrated)"
    assert ready.counted_in("Fits", "RFID, Alder") == [("Cedar", 0), ("Elm", 0), ("Birch", 0)]
    assert ready.counted_in("Fits", "nothing") is None


def test_what_fits_nobody_leads_to_where_it_was_tried(portfolio: Tieline, kim: Actor) -> None:
    adopt = AdoptShowcase(on=parse_when("2021"), showcase_id="e1", source="Alder", showcase="RFID")
    portfolio.handle("Elm", adopt, by=kim)
    ready = answers(portfolio, SHOWCASES, date(2022, 12, 31))[2]
    assert [(row[3], row[4]) for row in rows(ready)] == [("0", "nobody left")]
    assert list(ready.accounts) == ["Alder"]
    assert ready.events[0] > 0


def test_the_spread_is_drawn_from_account_to_account(portfolio: Tieline) -> None:
    spread = answers(portfolio, SHOWCASES, date(2022, 12, 31))[3]
    assert rows(spread)[0][:2] == ["Birch", "integrated"]
    assert rows(spread)[1][-1] == "stop"
    assert spread.drawing
    assert spread.drawing.alt.endswith("RFID from Alder to Birch, 2021-05-01; RFID from Birch to Cedar, 2022-02-01.")


def test_what_a_source_tells_of_is_called_by_its_words_wherever_it_spread(sqlite_tieline: Tieline, kim: Actor) -> None:
    import_case(sqlite_tieline, SAMPLE, by=kim)
    stream = names(sqlite_tieline.database).set_index("name")["relationship"]
    adopt = AdoptShowcase(on=parse_when("1988"), showcase_id="k1", source=stream["Schnucks"], showcase="R070")
    sqlite_tieline.handle(stream["Kmart"], adopt, by=kim)
    pipeline, *_, spread = answers(sqlite_tieline, SHOWCASES, date(2014, 12, 31))
    words = "P&G team built the first continuous…"
    called = {(row[0], row[1]): row[4] for row in rows(pipeline) if row[1] == words}
    assert called == {("Schnucks", words): "not told", ("Kmart", words): "–"}
    assert rows(spread)[0][2] == words


def test_where_change_piles_up_is_said_and_drawn(portfolio: Tieline) -> None:
    piled, loads, waits = answers(portfolio, CHANGE_LOAD, date(2024, 5, 2))
    assert piled.says == "3 parties over capacity, in 1 quarter. Of 1 party no capacity is set for some quarter."
    assert rows(piled) == [
        ["Own company", "own company", "Q2 2024", "2", "5", "4", "1"],
        ["Alder", "the account", "Q2 2024", "1", "1", "0", "1"],
        ["Meyer Logistics", "channel partner", "Q2 2024", "2", "2", "1", "1"],
    ]
    assert rows(loads)[1] == ["Alder", "the account", "Q1 2024", "1", "1", "not set", "–"]
    assert piled.drawing
    assert "Own company in Q2 2024: 5/4" in piled.drawing.alt
    assert waits.says == "1 system link not yet live waits on 2 open milestones."
    assert rows(waits)[1] == ["Alder", "Orders by EDI", "Rollout", "Own company", "Q3 2024", "–", "over by 1"]


def test_a_span_that_begins_later_leaves_out_the_quarters_before(portfolio: Tieline) -> None:
    asked = Asked(tieline=portfolio, as_of=date(2024, 5, 2), since=date(2024, 7, 1))
    assert {row[2] for row in rows(CHANGE_LOAD.answers(asked)[1])} == {"Q3 2024"}
    assert CHANGE_LOAD.answers(asked)[0].says == "No capacity is exceeded."
