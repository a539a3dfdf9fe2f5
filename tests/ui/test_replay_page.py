"""The page Replay, as an auditor works in it."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor
from domain.history.when import parse_when as when
from domain.ledger.proofs import ProofFolder
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.opening import OpenRelationship
from domain.retracting import Correction
from projections.replay import replay
from tests.conftest import Clock
from tests.ledger.tampering import Attacker
from tests.team import as_one_of
from tests.ui.filling import STREAM, record, said
from ui import session
from ui.bootstrap import Tieline
from ui.queries.working import _jobs
from ui.settings import Settings
from ui.standing import lines

APP = str(Path(__file__).parents[2] / "streamlit_app.py")
PAGE = str(Path(__file__).parents[2] / "ui" / "pages" / "replay.py")
BAY = "relationship-bay"


@pytest.fixture
def kept(sqlite_settings: Settings, kim: Actor, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tieline]:
    """Records of two accounts: 3 is struck through by 6, and 7 stands in its place."""
    clock.set(datetime(2025, 1, 1, 9, tzinfo=UTC))
    for name, value in (
        ("TIELINE_DATA_DIR", str(sqlite_settings.data_dir)),
        ("TIELINE_DATABASE_URL", ""),
        ("TIELINE_KEYS_DATABASE_URL", ""),
    ):
        monkeypatch.setenv(name, value)
    st.cache_resource.clear()
    st.cache_data.clear()
    tieline = session.tieline()
    tieline.clock = tieline.tracker.recorder.clock = tieline.access_log.clock = clock
    tieline.handle(STREAM, OpenRelationship(on=when("2020-01-01"), name="Harbour Foods"), by=kim)
    tieline.handle(BAY, OpenRelationship(on=when("2021-06"), name="Bay *Stores*"), by=kim)
    record(tieline, Reclassify(on=when("2023-05"), to="stable", reason="small"))
    clock.set(datetime(2025, 2, 1, 9, tzinfo=UTC))
    record(tieline, LogInteraction(on=when("2024-03-04"), kind="call", summary="Prices"), by="ann")
    record(tieline, Reclassify(on=when("2024-06-01"), to="integrated", reason="grew"), by="ann")
    clock.set(datetime(2025, 3, 1, 9, tzinfo=UTC))
    right = Reclassify(on=when("2023-05"), to="emerging", reason="quick")
    tieline.handle(STREAM, right, by=kim, correction=Correction(record=3, reason="The wrong class"))
    clock.set(datetime(2026, 11, 22, 9, tzinfo=UTC))
    yield tieline
    tieline.close()
    st.cache_resource.clear()
    st.cache_data.clear()


def page(**query: str) -> AppTest:
    app = AppTest.from_file(APP, default_timeout=30)
    for name, value in query.items():
        app.query_params[name] = value
    app.switch_page(PAGE).run()
    assert not app.exception, app.exception
    return app


def headers(app: AppTest) -> list[str]:
    return [said(each) for each in app.header]


def rows(app: AppTest, column: str) -> list[dict[str, str]]:
    """The rows of the table that has this column."""
    table = next(each.value for each in app.table if column in each.value.columns)
    return [
        {str(name): str(value).replace("\\", "") for name, value in row.items()} for row in table.to_dict("records")
    ]


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception, app.exception
    return app


def finished(name: str) -> None:
    """Wait for a job to be over."""
    job = _jobs(session.tieline().settings.model_dump_json()).last(name)
    assert job
    job.wait(60)


def test_the_first_record_is_shown_with_what_it_changed(kept: Tieline) -> None:
    app = page()
    assert headers(app)[0] == "Record 1 of Harbour Foods"
    assert app.number_input(key="replay-number").value == 1
    assert app.number_input(key="replay-number").label == "Step, of 7"
    assert [each["Of"] for each in rows(app, "Before")] == ["Class"]
    assert app.button(key="replay-previous").disabled
    assert app.query_params["step"] == "1"


def test_the_steps_of_the_whole_ledger_go_through_every_history(kept: Tieline) -> None:
    app = page()
    for number, of in ((2, "Bay *Stores*"), (3, "Harbour Foods"), (4, "Harbour Foods")):
        press(app, "replay-next")
        assert headers(app)[0] == f"Record {number} of {of}"
        assert app.query_params["step"] == str(number)
    press(app, "replay-last")
    assert headers(app)[0] == "Record 7 of Harbour Foods"
    assert app.button(key="replay-next").disabled
    press(app, "replay-previous")
    press(app, "replay-first")
    assert headers(app)[0] == "Record 1 of Harbour Foods"


def test_a_step_says_what_stood_before_and_what_stands_after_it(kept: Tieline) -> None:
    app = page(history=STREAM, step="5")
    (changed,) = rows(app, "Before")
    assert (changed["Of"], changed["Before"], changed["After"]) == (
        "Class", "stable since May 2023", "integrated since 1 Jun 2024",
    )  # fmt: skip
    assert "changed" in changed["How"]
    assert rows(app, "By this record")[0]["Stands"] == "integrated since 1 Jun 2024"


def test_the_lines_are_those_of_the_state_that_a_replay_gives(kept: Tieline) -> None:
    for seq in (1, 3, 4, 5, 6, 7):
        app = page(history=STREAM, step=str(seq))
        state = replay(kept.tracker, STREAM, to_seq=seq).state
        assert [each["Stands"] for each in rows(app, "By this record")] == [
            line for _, line in lines(state, date(2026, 11, 22))
        ]


def test_a_correction_shows_what_it_strikes_and_what_stands_instead(kept: Tieline) -> None:
    app = page(history=STREAM, step="6")
    shown = [said(each) for each in app.markdown]
    assert any("It strikes through record 3: ~~Classified stable" in each for each in shown)
    assert "In its place stands record 7." in shown
    third = next(each for each in rows(app, "What it says") if each["Record"] == "3")
    assert third["What it says"].startswith("~~Classified stable — small.~~ – struck through by record 6")
    app = page(history=STREAM, step="3")
    assert "Later struck through by record 6" in said(app.warning[0])
    assert "~~" not in rows(app, "What it says")[0]["What it says"], "by this step nobody knew"


def test_the_number_and_the_slider_lead_to_the_same_step(kept: Tieline) -> None:
    app = page(history=STREAM)
    app.number_input(key="replay-number").set_value(3).run()
    assert headers(app)[0] == "Record 4 of Harbour Foods"
    assert app.slider(key="replay-place").value == 3
    app.slider(key="replay-place").set_value(5).run()
    assert headers(app)[0] == "Record 6 of Harbour Foods"
    assert app.number_input(key="replay-number").value == 5
    assert app.query_params["step"] == "6"


def test_the_other_slider_is_the_clock_of_what_had_happened(kept: Tieline) -> None:
    app = page(history=STREAM, step="5")
    app.slider(key="replay-day").set_value(date(2023, 12, 31)).run()
    assert not app.exception
    assert app.query_params["as_of"] == "2023-12-31"
    assert "it had not happened yet on 31 Dec 2023" in " ".join(said(each) for each in app.markdown)
    assert rows(app, "By this record")[0]["Stands"] == "stable since May 2023"
    app.slider(key="replay-day").set_value(date(2026, 11, 22)).run()
    assert "as_of" not in app.query_params


def test_what_was_not_yet_known_is_no_step(kept: Tieline) -> None:
    app = page(history=STREAM, known_on="2025-02-10", step="7")
    assert app.number_input(key="replay-number").label == "Step, of 4"
    assert headers(app)[0] == "Record 5 of Harbour Foods"
    app = page(history=STREAM, known_on="2025-02-10", step="3")
    assert not app.warning, "that it was wrong was not known then"
    app = page(known_on="2024-12-31")
    assert headers(app) == ["Nothing was on record yet"]


def test_filters_choose_the_steps(kept: Tieline) -> None:
    app = page()
    app.selectbox(key="author").select("local:ann").run()
    assert app.number_input(key="replay-number").label == "Step, of 2"
    assert headers(app)[0] == "Record 4 of Harbour Foods"
    assert app.expander[0].label == "Filter (1 set)"
    app = page(author="local:ann", kind="Interaction")
    assert app.number_input(key="replay-number").label == "Step, of 1"
    app = page(happened_from="2023-01-01", happened_to="2023-12-31")
    assert app.number_input(key="replay-number").label == "Step, of 3", "a strike is of the day that it strikes"
    app = page(recorded_from="2025-02-01", recorded_to="2025-02-01")
    assert app.number_input(key="replay-number").label == "Step, of 2"
    app = page(recorded_from="2025-02-02", recorded_to="2025-02-01")
    assert said(app.warning[0]) == "The time in which it was recorded ends before it begins: exchange the two days."
    app = page(author="local:ann", happened_to="2020-12-31")
    assert headers(app) == ["No record fits the filter"]


@pytest.mark.parametrize("step", ["0", "-4", "x", "99999999999999999999", "²"])
def test_an_address_of_no_step_leads_to_one_that_there_is(kept: Tieline, step: str) -> None:
    assert headers(page(step=step))[0].startswith("Record 1 of")


def test_an_address_of_no_history_says_so(kept: Tieline) -> None:
    app = page(history="relationship-none")
    assert "There is no history under this address" in said(app.warning[0])


def test_the_records_are_listed_the_newest_first_and_lead_to_their_step(kept: Tieline) -> None:
    app = page(tab="Records", history=STREAM)
    assert headers(app) == ["6 records"]
    shown = rows(app, "What it says")
    assert [each["Record"] for each in shown] == ["7", "6", "5", "4", "3", "1"]
    assert shown[4]["What it says"].startswith("~~")
    app.selectbox(key="standing").select("Struck through").run()
    assert [each["Record"] for each in rows(app, "What it says")] == ["3"]
    next(each for each in app.button if each.label == "Step to it").click().run()
    assert not app.exception
    assert headers(app)[0] == "Record 3 of Harbour Foods"


def test_words_that_were_forgotten_are_in_no_list(kept: Tieline) -> None:
    assert "Prices" in rows(page(tab="Records"), "What it says")[3]["What it says"]
    with kept.keys.write() as connection:
        connection.exec_driver_sql("DELETE FROM keys")
    assert not [each for each in rows(page(tab="Records"), "What it says") if "Prices" in each["What it says"]]
    assert "[forgotten]" in " ".join(said(each) for each in page(step="4").markdown)


def test_a_ledger_that_nobody_changed_is_verified(kept: Tieline) -> None:
    app = press(page(tab="Verify"), "verify")
    finished("verify")
    app.run()
    assert "Everything is as it was recorded: 7 events" in said(app.success[0])
    assert "No checkpoint is kept" in said(app.warning[0])
    assert "a second" in str(app.table[0].value.to_numpy())


def test_a_ledger_that_somebody_changed_is_told_of_as_sentences(kept: Tieline) -> None:
    Attacker(kept.database).change(4, "recorded_by", "local:mallory")
    app = press(page(tab="Verify"), "verify")
    finished("verify")
    app.run()
    assert "things not as recorded, among 7 events" in said(app.error[0])
    first = rows(app, "First record")[0]
    assert first == {
        "First record": "4",
        "What is not as it was recorded": "Event 4 is not as it was recorded: its row does not have its leaf hash.",
    }


def test_checkpoints_are_signed_listed_and_a_changed_ledger_is_not_signed(kept: Tieline) -> None:
    app = page(tab="Checkpoints")
    assert "make one with “tieline keys create”" in said(app.info[0])
    ProofFolder(kept.settings.proof_folder).create("example.org/tieline", kept.clock())
    app = page(tab="Checkpoints")
    assert headers(app) == ["None was signed yet"]
    next(each for each in app.button if each.label == "Sign how the ledger stands").click().run()
    finished("sign")
    app.run()
    assert said(app.success[0]) == "Signed the first 7 events."
    assert rows(app, "Signed by")[0]["Records"] == "7"
    Attacker(kept.database).change(4, "recorded_by", "local:mallory")
    next(each for each in app.button if each.label == "Sign how the ledger stands").click().run()
    finished("sign")
    app.run()
    assert "Nothing was signed, because the ledger is not as it was recorded" in said(app.error[0])


def test_evidence_is_made_of_what_was_chosen_for_whoever_asked(kept: Tieline) -> None:
    assert page(tab="Evidence").button(key="make-evidence").disabled
    ProofFolder(kept.settings.proof_folder).create("example.org/tieline", kept.clock())
    app = page(tab="Evidence")
    assert app.button(key="make-evidence").disabled, "nothing is chosen yet"
    app.selectbox(key="evidence-history").select(STREAM).run()
    press(app, "make-evidence")
    finished("evidence " + session.actor().subject)
    app.run()
    assert said(app.success[0]) == "Evidence of Harbour Foods: 6 records, under a checkpoint over 7."
    assert [each.proto.label for each in app.get("download_button")] == ["Download the evidence", "tieline_verify.py"]
    assert not kept.access_log.entries(), "it is noted when it is handed out"
    app.segmented_control(key="evidence-of").set_value("One record").run()
    app.number_input(key="evidence-record").set_value(99).run()
    press(app, "make-evidence")
    finished("evidence " + session.actor().subject)
    app.run()
    assert "Nothing is on record of what was asked for" in said(app.error[0])


def test_the_access_log_is_filtered_and_checked(kept: Tieline) -> None:
    assert "Nothing is in the access log yet." in [said(each) for each in page(tab="Access log").markdown]
    kept.access_log.note("local:kim", "evidence", {"stream": STREAM}, bytes(32))
    kept.access_log.note("local:ann", "table export", {"table": "plans"}, bytes(32))
    app = page(tab="Access log")
    assert [(each["Row"], each["Handed to"], each["What"]) for each in rows(app, "Row")] == [
        ("2", "local:ann", "table export"), ("1", "local:kim", "evidence"),
    ]  # fmt: skip
    app.selectbox(key="handed_to").select("local:kim").run()
    assert [each["Row"] for each in rows(app, "Row")] == ["1"]
    press(app, "check-accesses")
    assert "Every row of the access log is as it was written" in said(app.success[0])
    Attacker(kept.database).run("UPDATE access_log SET subject = 'local:bob' WHERE number = 1")
    press(app, "check-accesses")
    assert "Row 1 of the access log is not as it was written" in said(app.error[0])


@pytest.mark.parametrize("role", ["account manager", "CIO"])
def test_who_may_not_audit_is_refused_by_the_page_itself(
    kept: Tieline, monkeypatch: pytest.MonkeyPatch, role: str
) -> None:
    app = as_one_of(role, PAGE, monkeypatch).run()
    assert app.exception
    assert not app.header
    assert not app.tabs


@pytest.mark.parametrize(("role", "signs"), [("auditor", False), ("administrator", True)])
def test_who_audits_sees_it_and_who_operates_signs(
    kept: Tieline, monkeypatch: pytest.MonkeyPatch, role: str, signs: bool
) -> None:
    ProofFolder(kept.settings.proof_folder).create("example.org/tieline", kept.clock())
    app = as_one_of(role, APP, monkeypatch)
    app.query_params["tab"] = "Checkpoints"
    app.switch_page(PAGE).run()
    assert not app.exception
    assert headers(app) == ["None was signed yet"]
    assert bool([each for each in app.button if each.label == "Sign how the ledger stands"]) is signs
