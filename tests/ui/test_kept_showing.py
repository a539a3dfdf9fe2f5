"""While an answer about the portfolio is worked out, the one before it is shown and says so; and never more than may be seen."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.history.when import parse_when
from domain.ledger.destroying import Destroyed, destroy
from domain.relationship.classification import Reclassify
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from tests.ui.filling import STREAM
from ui import session
from ui.bootstrap import Tieline
from ui.portfolio import waiting
from ui.queries.answers import Key, answers
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
ON = parse_when
WAIT = 60
WORKED_OUT = "Being worked out …"


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here."""
    return sqlite_settings


@pytest.fixture
def told(app_tieline: Tieline, kim: Actor, monkeypatch: pytest.MonkeyPatch) -> Tieline:
    """Two accounts at risk."""
    monkeypatch.setattr(waiting, "PATIENCE", WAIT)
    for each in (STREAM, "Birch"):
        at_risk(app_tieline, each, kim)
    return app_tieline


def at_risk(tieline: Tieline, stream: str, kim: Actor) -> None:
    if stream != STREAM:
        tieline.handle(stream, OpenRelationship(on=ON("2020-01-01"), name=stream), by=kim)
    tieline.handle(stream, Reclassify(on=ON("2021-01-01"), to="stable", reason="Small"), by=kim)
    tieline.handle(stream, PutAtRisk(on=ON("2026-05-05"), reason="Late deliveries"), by=kim)


@pytest.fixture
def hold(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[], Callable[[], None]]]:
    """Keep the one thread that makes answers busy, and pages from waiting for it, until what is given back is called."""
    held = Event()

    def let_go() -> None:
        monkeypatch.setattr(waiting, "PATIENCE", WAIT)
        held.set()

    def hold_up() -> Callable[[], None]:
        monkeypatch.setattr(waiting, "PATIENCE", 0)
        answers().ask(Key(("held up", (1, 0)), "nothing"), lambda: held.wait(WAIT))
        return let_go

    yield hold_up
    held.set()


def page(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=WAIT)
    for name, value in query.items():
        app.query_params[name] = value
    return again(app)


def again(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def accounts(app: AppTest) -> set[str]:
    """The accounts that the most pressing matters lead to."""
    links = [each.proto for each in app.get("page_link") if "account=" in each.proto.query_string]
    return {link.label[2:-2] for link in links}


def captions(app: AppTest) -> list[str]:
    """What is said of answers that are on their way."""
    return [each.value for each in app.caption if each.value.startswith("Being ")]


def test_the_answer_before_it_is_shown_says_what_it_lacks_and_makes_room_for_the_newer_one(
    told: Tieline, kim: Actor, hold: Callable[[], Callable[[], None]]
) -> None:
    app = page()
    assert (accounts(app), captions(app)) == ({"Harbour Foods", "Birch"}, [])
    position = told.engine.position()
    at_risk(told, "Cedar", kim)
    let_go = hold()
    again(app)
    assert accounts(app) == {"Harbour Foods", "Birch"}
    lacks = f"Being brought up to date: this is without the last 3 records, as of record {position}."
    assert captions(app) == [lacks, lacks]
    assert [each.label for each in app.metric[6:]][:2] == ["Fit", "Plans"]
    let_go()
    assert captions(again(app)) == []
    assert accounts(app) == {"Harbour Foods", "Birch", "Cedar"}


def test_without_an_answer_before_it_its_place_is_held(told: Tieline, hold: Callable[[], Callable[[], None]]) -> None:
    let_go = hold()
    app = page()
    assert (accounts(app), captions(app)) == (set(), [WORKED_OUT, WORKED_OUT])
    let_go()
    assert captions(again(app)) == []
    assert accounts(app) == {"Harbour Foods", "Birch"}


def test_an_answer_to_other_days_does_not_stand_in(told: Tieline, hold: Callable[[], Callable[[], None]]) -> None:
    page()
    hold()
    assert captions(page(as_of="2026-11-01")) == [WORKED_OUT, WORKED_OUT]


def test_who_is_confined_is_shown_what_is_theirs_of_the_answer_before_it(
    told: Tieline, kim: Actor, hold: Callable[[], Callable[[], None]], monkeypatch: pytest.MonkeyPatch
) -> None:
    page()
    at_risk(told, "Cedar", kim)
    hold()
    confined = Actor("local:ann", frozenset({"account manager"}), own=frozenset({"Birch", "Cedar"}))
    monkeypatch.setattr(session, "local_user", lambda: confined)
    app = page()
    assert len(captions(app)) == 1
    assert accounts(app) == {"Birch"}
    nobodys = Actor("local:bob", frozenset({"account manager"}), own=frozenset({"Cedar"}))
    monkeypatch.setattr(session, "local_user", lambda: nobodys)
    assert accounts(page()) == set()


def test_no_answer_is_shown_that_is_of_before_something_was_forgotten(
    told: Tieline, kim: Actor, hold: Callable[[], Callable[[], None]]
) -> None:
    app = page()
    at_risk(told, "Cedar", kim)
    destroy(told.keys, Destroyed(people=frozenset({"ann"})))
    hold()
    again(app)
    assert (accounts(app), captions(app)) == (set(), [WORKED_OUT, WORKED_OUT])


def test_a_file_of_the_answer_before_it_says_up_to_which_record_it_goes(
    told: Tieline, kim: Actor, hold: Callable[[], Callable[[], None]], take: dict[str, Callable[[], bytes]]
) -> None:
    app = page(section="Attention")
    assert list(take) == ["attention-0.csv", "attention-0.xlsx"]
    position = told.engine.position()
    at_risk(told, "Cedar", kim)
    let_go = hold()
    take.clear()
    again(app)
    named = f"attention-0-up-to-record-{position}.csv"
    assert list(take) == [named, named.replace("csv", "xlsx")]
    assert b"Cedar" not in take[named]()
    assert told.access_log.entries()[0].about["up_to_record"] == position
    let_go()
    take.clear()
    assert captions(again(app)) == []
    assert b"Cedar" in take["attention-0.csv"]()
