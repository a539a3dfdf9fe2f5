"""The policy's page: the matrix, the versions, what another policy would change, the change, and the company's own history."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor, may
from domain.company.capacity import SetCapacity
from domain.history.when import parse_when
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.version_1 import POLICY
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.rating import RateCriteria
from tests.ui.filling import STREAM
from ui.bootstrap import Tieline
from ui.policy.values import asked_for, assignments, called, settable, takes
from ui.policy.versions import versions_chart
from ui.settings import Settings

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
PAGE = "ui/pages/policy.py"


def page(path: str = PAGE, **query: Any) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(path).run()
    assert not app.exception
    return app


def words(app: AppTest) -> str:
    shown = (*app.markdown, *app.header, *app.error, *app.warning, *app.success)
    return " ".join(each.value for each in shown).replace("\\", "")


def tables(app: AppTest) -> str:
    return " ".join(each.value.to_string() for each in app.table).replace("\\", "")


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here."""
    return sqlite_settings


@pytest.fixture
def two(app_tieline: Tieline, kim: Actor) -> Tieline:
    """A second version, in force from 2025."""
    rules = parse(POLICY, ["attention.quiet=90"])
    app_tieline.handle("policy", ChangePolicy(on=parse_when("2025-01-01"), reason="Sooner", rules=rules), by=kim)
    return app_tieline


def test_the_matrix_is_of_the_version_in_force_on_the_day_looked_at(two: Tieline) -> None:
    app = page()
    assert "Policy version 2, in force from 1 Jan 2025" in words(app)
    assert "Shared strategic plan of three to five years" in tables(app)
    assert "Policy version 1, in force from the beginning" in words(page(as_of="2024-12-31"))
    assert "Policy version 1, in force from the beginning" in words(page(known_on="2026-11-21"))


def test_the_versions_say_why_and_any_two_are_told_apart(two: Tieline) -> None:
    app = page(tab="Versions")
    assert "Sooner" in tables(app)
    assert "Days without an interaction with a large account, at most" in tables(app)
    assert "Version 2, in force from 1 Jan 2025" in app.get("vega_lite_chart")[0].proto.alt
    same = page(tab="Versions", between="Version 2")
    assert "Nothing differs." in words(same)


def test_one_version_only_is_said(app_tieline: Tieline) -> None:
    assert "There is one version so far" in words(page(tab="Versions"))


def test_the_companys_own_history_is_a_tab(app_tieline: Tieline, kim: Actor) -> None:
    assert "Log what each party can absorb in change" in words(page(tab="The company"))
    capacity = SetCapacity(on=parse_when("2024-12-01"), party="own company", period=parse_when("2025"), capacity=24)
    app_tieline.handle("company", capacity, by=kim)
    assert len(page(tab="The company").get("vega_lite_chart")) == 1


@pytest.fixture
def quiet(app_tieline: Tieline, kim: Actor) -> Tieline:
    """A strategic account that was last talked to a hundred days ago, rated so that it is just not large."""
    for command in (
        Reclassify(on=parse_when("2024-01-01"), to="strategic", reason="able and willing"),
        RateCriteria(
            on=parse_when("2024-02-01"),
            evidence="Workshop",
            size=2,
            willingness=3,
            ability=3,
            innovativeness=1,
            growth=1,
        ),
        LogInteraction(on=parse_when("2026-08-14"), kind="call", summary="forecast"),
    ):
        app_tieline.handle(STREAM, command, by=kim)
    return app_tieline


def test_what_another_policy_would_change_is_in_the_address_and_nothing_is_written(quiet: Tieline) -> None:
    before = quiet.tracker.recorder.head()
    app = page(tab="What if", set=["criteria.large=2"])
    assert "1 of 1 account would be classed differently" in words(app)
    assert "Harbour Foods" in tables(app)
    assert app.multiselect(key="policy-values").value == ["criteria.large"]
    assert app.number_input(key="policy-criteria.large").value == 2
    assert quiet.tracker.recorder.head() == before


def test_values_are_set_in_fields_of_their_kind(quiet: Tieline) -> None:
    app = page(tab="What if")
    app.multiselect(key="policy-values").select("attention.quiet").select("services.strategic.scorecard").run()
    app.number_input(key="policy-attention.quiet").set_value(60).run()
    next(each for each in app.button if each.label == "See what would change").click().run()
    assert not app.exception
    assert app.query_params["set"] in ("attention.quiet=60", ["attention.quiet=60"])
    assert "would be flagged" in words(app)


@pytest.mark.parametrize("number", ["99999", "9" * 5000])
def test_a_number_in_a_link_that_no_field_holds_is_refused_in_a_sentence(quiet: Tieline, number: str) -> None:
    app = page(tab="What if", set=f"attention.quiet={number}")
    assert app.number_input(key="policy-attention.quiet").value is None
    assert app.error


def test_the_days_in_what_would_be_flagged_are_written_as_everywhere(quiet: Tieline) -> None:
    shown = tables(page(tab="What if", set="attention.quiet=30"))
    assert "No meeting" in shown
    assert "2026-" not in shown


def test_a_policy_that_contradicts_itself_is_refused_in_a_sentence(quiet: Tieline) -> None:
    app = page(tab="What if", set=["services.strategic.plan.at_least=90"])
    assert app.error
    assert "What would be different" not in words(app)
    assert page(tab="What if", set=["no.such.key=1"]).error


def form(lines: tuple[str, ...]) -> AppTest:
    def script(lines: tuple[str, ...]) -> None:
        from ui.policy.changing import change_form

        change_form(lines, "Nothing would be different.")

    return AppTest.from_function(script, default_timeout=30, args=(lines,)).run()


def test_the_change_shows_what_would_differ_asks_why_and_makes_a_version(quiet: Tieline) -> None:
    app = form(("attention.quiet=60",))
    assert "Version 2 would differ from version 1" in words(app)
    assert "Days without an interaction" in tables(app)
    app.button(key="policy-record").click().run()
    assert "say why the policy changes" in words(app)
    assert quiet.tracker.load("policy").latest == 1
    app.date_input(key="policy-from").set_value(date(2027, 1, 1)).run()
    app.text_area(key="policy-reason").input("Sooner is better").run()
    app.button(key="policy-record").click().run()
    policy = quiet.tracker.load("policy")
    assert policy.latest == 2
    assert policy.rules_on(date(2026, 12, 31)).attention.quiet == 120
    assert policy.rules_on(date(2027, 1, 1)).attention.quiet == 60


def test_only_who_governs_is_offered_the_change(quiet: Tieline, monkeypatch: pytest.MonkeyPatch) -> None:
    def offered() -> bool:
        app = page(tab="What if", set=["attention.quiet=60"])
        return "Make it so…" in [each.label for each in app.button]

    assert offered()
    looker = Actor("auditor:ann", frozenset({"auditor"}))
    assert not may(looker, "govern")
    monkeypatch.setattr("ui.session.local_user", lambda: looker)
    assert not offered()


def test_every_value_of_the_policy_has_a_name_and_can_be_set() -> None:
    present = settable(POLICY)
    for key, value in present.items():
        assert called(key) != key
        assert takes(key, value)
    assert "services.stable.plan.at_least" in present
    assert assignments(present, present) == ()
    again = parse(POLICY, assignments({"attention.quiet": 60}, present))
    assert again.attention.quiet == 60
    assert asked_for(["attention.quiet=60", "nothing", "=1"]) == {"attention.quiet": "60"}


def test_the_picture_of_the_versions_marks_the_one_in_force(two: Tieline) -> None:
    bars = versions_chart(two.tracker.load("policy"), date(2024, 6, 1), "light").datasets["bars"]
    assert list(bars["label"]) == ["Version 1", "Version 2"]
    assert list(bars["now"]) == [True, False]
