"""What changed between two points, on the page: of the portfolio and of one account, on both clocks."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.relationship.risk import PutAtRisk
from tests.conftest import Clock
from tests.ui.filling import STREAM
from ui.bootstrap import Tieline
from ui.comparing.flow import flow_chart
from ui.comparing.points import named_start, offered, said
from ui.format import end_of_day
from ui.looking import Looking
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
TODAY = date(2026, 11, 22)


def page(**query: str) -> AppTest:
    at = AppTest.from_file(APP, default_timeout=30)
    for name, value in query.items():
        at.query_params[name] = value
    at.switch_page("ui/pages/compare.py").run()
    assert not at.exception
    return at


def said_on(at: AppTest) -> str:
    html = [each.proto.body for each in at.get("html")]
    return "\n".join([*(each.value for each in (*at.title, *at.header, *at.markdown, *at.warning)), *html])


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here."""
    return sqlite_settings


@pytest.fixture
def clock() -> Clock:
    """A clock that stands ahead of all that is recorded here, because what is recorded never goes back."""
    return Clock(datetime(2026, 7, 1, 9, tzinfo=UTC))


@pytest.fixture
def story(app_tieline: Tieline, clock: Clock, kim: Actor) -> Tieline:
    """Harbour Foods was stable, was told of late, and is strategic since October; Castle is the same, and new."""

    def do(stream: str, command: object) -> int:
        return app_tieline.handle(stream, command, by=kim).last_seq  # type: ignore[arg-type]  # each is a command

    do(STREAM, Reclassify(on=parse_when("2021-01"), to="stable", reason="content"))
    wrong = do(STREAM, LogInteraction(on=parse_when("2026-05-02"), kind="call", summary="of another line"))
    clock.set(datetime(2026, 11, 1, 9, tzinfo=UTC))
    do(STREAM, LogInteraction(on=parse_when("2026-06-02"), kind="call", summary="told late"))
    do(STREAM, Reclassify(on=parse_when("2026-10-05"), to="strategic", reason="able and willing"))
    app_tieline.retract(wrong, "Another line", by=kim)
    do("relationship-castle", OpenRelationship(on=parse_when("2026-10-01"), name="Castle"))
    do("relationship-castle", PutAtRisk(on=parse_when("2026-10-02"), reason="heard so"))
    clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC))
    return app_tieline


def test_the_portfolio_since_last_quarter(story: Tieline) -> None:
    at = page()
    told = said_on(at)
    assert at.segmented_control(key="since").value == "Last quarter"
    assert "2 accounts are different" in told
    assert {each.label: each.value for each in at.metric} == {
        "Accounts different": "2",
        "Moved class": "2",
        "Happened": "3",
        "Learned since": "1",
        "No longer hold": "1",
        "Newly late": "0",
    }
    assert ":gray-badge[Stable] → :violet-badge[Strategic]" in told
    assert "put at risk" in told
    chart = at.get("vega_lite_chart")[0]
    assert "1 account from stable to strategic; " not in chart.proto.alt
    assert "1 account new on record, unclassified; 1 account from stable to strategic" in chart.proto.alt


def test_where_nobody_moved_the_classes_are_told_in_a_sentence(story: Tieline, kim: Actor) -> None:
    story.handle(STREAM, LogInteraction(on=parse_when("2026-11-10"), kind="call", summary="the line"), by=kim)
    at = page(since="Another point", **{"from": "2026-10-10"})
    assert {each.label: each.value for each in at.metric}["Moved class"] == "0"
    assert not at.get("vega_lite_chart")
    assert "No account moved to another class. At both points: 1 strategic, 1 unclassified." in said_on(at)


def test_each_row_leads_to_the_same_points_of_the_account(story: Tieline) -> None:
    at = page(since="Last year", as_of="2026-11-20")
    at.button(key=f"to-{STREAM}").click().run()
    assert not at.exception
    assert at.query_params["account"] in (STREAM, [STREAM])
    assert at.segmented_control(key="since").value == "Last year"
    assert "What changed at Harbour Foods" in said_on(at)
    next(each for each in at.button if each.label == "The whole portfolio").click().run()
    assert at.metric


def test_the_rows_narrow_by_what_changed_and_by_name(story: Tieline) -> None:
    at = page(only="No longer holds")
    assert [each.value for each in at.header][-1] == "1 account"
    assert at.pills(key="only").value == "No longer holds"
    at = page(named="castle")
    assert [each.label for each in at.button if str(each.key).startswith("to-")] == ["**Castle**"]
    at = page(named="nobody")
    assert "choose another filter" in said_on(at)


def test_one_account_with_what_happened_what_was_learned_and_what_no_longer_holds(story: Tieline) -> None:
    told = said_on(page(account=STREAM))
    assert "What changed at Harbour Foods" in told
    assert "1 event happened, 1 was learned of, 1 no longer holds" in told.replace("\\", "")
    assert [each in told for each in ("It happened: 1", "We learned it: 1", "No longer holds: 1")] == [True] * 3
    assert "told late" in told
    assert "Another line" in told
    assert f'href="account?account={STREAM}&amp;event=' in told


def test_only_what_was_learned_is_different_where_the_days_are_the_same(story: Tieline) -> None:
    query = {"since": "Another point", "from": "2026-09-30", "from_known": "2026-09-30", "as_of": "2026-09-30"}
    told = said_on(page(account=STREAM, **query))
    assert "We learned it: 1" in told
    assert "It happened" not in told
    told = said_on(page(account=STREAM, **query, known_on="2026-09-30"))
    assert "Both points are 30 Sep 2026, as known that day" in told


def test_a_difference_goes_forwards_and_says_so(story: Tieline) -> None:
    at = page(since="Another point", as_of="2026-01-31", **{"from": "2026-09-30"})
    assert "choose a first day that is not after the second" in at.warning[0].value


def test_where_nothing_was_on_record_only_the_days_are_told_apart(story: Tieline) -> None:
    told = said_on(page(since="Last year", account=STREAM, as_of="2026-06-30"))
    assert "Nothing was on record by 30 Jun 2025" in told
    assert "We learned it" not in told


def test_nothing_changed_is_said(story: Tieline) -> None:
    at = page(account=STREAM, since="Another point", **{"from": "2026-11-21"})
    assert "Nothing changed" in [each.value for each in at.header]
    at = page(since="Another point", **{"from": "2026-11-21"})
    assert "Nothing changed" in [each.value for each in at.header]


def test_an_account_that_is_not_there_is_said_and_the_portfolio_shown(story: Tieline) -> None:
    at = page(account="relationship-none")
    assert "no account under this address" in at.warning[0].value
    assert at.metric


def test_the_last_visit_is_offered_where_there_was_one_and_is_the_very_instant() -> None:
    visit = round(datetime(2026, 11, 20, 9, 30, tzinfo=UTC).timestamp()) * 1_000_000
    looked = Looking(TODAY)
    assert offered(visit, looked)[0] == "My last visit"
    assert "My last visit" not in offered(None, looked)
    assert "My last visit" not in offered(visit, Looking(TODAY, as_of=date(2026, 11, 1)))
    assert named_start("My last visit", looked, visit) == (date(2026, 11, 20), visit)


@pytest.mark.parametrize(
    ("name", "day", "expected"),
    [
        ("Last quarter", date(2026, 11, 22), date(2026, 9, 30)),
        ("Last quarter", date(2026, 3, 31), date(2025, 12, 31)),
        ("Last year", date(2024, 2, 29), date(2023, 2, 28)),
    ],
)
def test_a_first_point_by_name_is_what_was_seen_at_the_end_of_that_day(name: str, day: date, expected: date) -> None:
    assert named_start(name, Looking(TODAY, as_of=day), None) == (expected, end_of_day(expected))
    assert said(named_start(name, Looking(TODAY, as_of=day), None)).endswith("as known that day")


def test_the_flow_has_a_line_for_each_move_and_none_without() -> None:
    classes = [("stable", 3, 2), ("emerging", 0, 1)]
    chart = flow_chart(classes, [("stable", "emerging", 1)], ("before", "after"), "dark")
    assert list(chart.datasets["lines"]["said"]) == ["1 account from stable to emerging"]
    still = flow_chart(classes, [], ("before", "after"), "light")
    assert "lines" not in still.datasets
    assert "nobody moved" in still.alt
