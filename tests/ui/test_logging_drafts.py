"""What was typed and not recorded is kept for whoever typed it, offered on the next visit, and gone once it is recorded."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.history.when import parse_when
from domain.relationship.interaction import LogInteraction
from domain.relationship.milestone import ReachMilestone
from tests.ui.filling import MOVED, STREAM, TRAINED, count, fill, form_of, press, record, said
from ui.bootstrap import Tieline
from ui.settings import Settings

MEETING = "Meeting, call, visit, review or note"


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """On SQLite alone: what differs between the databases is tested where drafts and duplicates are."""
    return sqlite_settings


def visit(by: str = "kim", stream: str = STREAM, corrects: int = 0) -> AppTest:
    """A new session of somebody, who opens the form."""

    def script(by: str, stream: str, corrects: int) -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), local_actor(by), stream, corrects)

    app = AppTest.from_function(script, default_timeout=30, args=(by, stream, corrects)).run()
    assert not app.exception
    return app


def asked(app: AppTest) -> list[str]:
    """Which of the two ways to go on with a draft are offered."""
    return [each.label for each in app.button if str(each.key).startswith("draft-")]


def chosen(app: AppTest, key: str) -> AppTest:
    app.button(key=f"draft-{key}").click().run()
    assert not app.exception
    return app


def test_a_draft_survives_a_new_session_of_the_same_subject_and_is_not_shown_to_another(app_tieline: Tieline) -> None:
    fill(visit(), summary="Agreed who counts", kind="call", when=date(2026, 11, 20), when__precision="month")
    assert not asked(visit("ann"))
    app = visit()
    assert asked(app) == ["Continue", "Discard"]
    assert any("Draft of 09:00 UTC" in said(each) and MEETING in said(each) for each in app.markdown)
    assert not app.selectbox, "the form waits for the answer"
    chosen(app, "continue")
    assert app.text_area(key="log-summary").value == "Agreed who counts"
    press(app)
    (event,) = [each.event for each in app_tieline.tracker.history(STREAM)[1:]]
    assert (getattr(event, "kind", ""), str(event.on)) == ("call", "2026-11")
    assert not asked(visit())


def test_the_day_of_an_older_draft_is_told(app_tieline: Tieline) -> None:
    fill(visit(), summary="Agreed who counts")
    app_tieline.clock.set(datetime(2026, 11, 24, 8, tzinfo=UTC))  # type: ignore[attr-defined]  # the clock of the tests
    assert any("Draft of 22 Nov 2026, 09:00 UTC" in said(each) for each in visit().markdown)
    app_tieline.clock.set(datetime(2026, 12, 24, 8, tzinfo=UTC))  # type: ignore[attr-defined]  # as above
    assert not asked(visit()), "after thirty days it is gone"


def test_a_draft_that_is_discarded_is_gone(app_tieline: Tieline) -> None:
    fill(visit(), summary="Agreed who counts")
    app = chosen(visit(), "discard")
    assert app.text_area(key="log-summary").value == ""
    assert not app_tieline.drafts.of("local:kim")
    assert not asked(visit())


def test_to_choose_what_happened_and_type_nothing_leaves_no_draft(app_tieline: Tieline) -> None:
    form_of("Milestone planned")
    assert not app_tieline.drafts.of("local:kim")
    fill(app := visit(), summary="Agreed")
    fill(app, summary="")
    assert not app_tieline.drafts.of("local:kim")


def test_what_was_refused_stays_a_draft(app_tieline: Tieline) -> None:
    press(fill(form_of("Reclassification"), **{"class": "emerging"}))
    app = chosen(visit(), "continue")
    assert app.selectbox(key="log-what").value == "Reclassification"
    assert app.session_state["log-class"] == "emerging"
    assert count(app_tieline) == 1


def test_what_was_typed_comes_back_where_another_kind_was_looked_at_in_between(app_tieline: Tieline) -> None:
    app = fill(visit(), summary="Agreed who counts")
    fill(app, what="Showcase started")
    fill(app, what=MEETING)
    app.run()
    assert app.text_area(key="log-summary").value == "Agreed who counts"


def test_a_draft_about_what_a_colleague_settled_meanwhile_keeps_its_words(app_tieline: Tieline) -> None:
    record(app_tieline, TRAINED, MOVED)
    fill(form_of("Milestone rescheduled"), milestone_id="m2", reason="Lorries late")
    record(app_tieline, ReachMilestone(on=parse_when("2025"), milestone_id="m2"), by="ann")
    app = chosen(visit(), "continue")
    assert app.text_area(key="log-reason").value == "Lorries late"
    assert app.selectbox(key="log-milestone_id").options == ["Trained (planned 2024-01-01)"]


def test_a_correction_has_a_draft_of_its_own(app_tieline: Tieline) -> None:
    record(app_tieline, LogInteraction(on=parse_when("2025-02-03"), kind="call", summary="Prices"))
    fill(visit(corrects=2), because="It was a visit", kind="visit")
    assert not asked(visit())
    app = chosen(visit(corrects=2), "continue")
    assert app.text_area(key="log-because").value == "It was a visit"
    assert app.text_area(key="log-summary").value == "Prices"
    press(app)
    assert not app.error
    assert getattr(app_tieline.tracker.history(STREAM)[-1].event, "kind", "") == "visit"
    assert not app_tieline.drafts.of("local:kim")


def test_a_draft_that_cannot_be_read_can_only_be_discarded(app_tieline: Tieline) -> None:
    app_tieline.drafts.keep("local:kim", STREAM, "[]")
    app = visit()
    assert asked(app) == ["Discard"]
    chosen(app, "discard")


@pytest.mark.parametrize(
    "values", [{"log-milestone_id": "gone", "log-kind": "nonsense", "log-when": {"day": "2026-11-03"}}]
)
def test_a_draft_with_what_is_no_longer_on_offer_falls_back_on_what_is(
    app_tieline: Tieline, values: dict[str, Any]
) -> None:
    import msgspec

    record(app_tieline, TRAINED)
    for what in ("Milestone reached", MEETING, "No such kind"):
        app_tieline.drafts.keep("local:kim", STREAM, msgspec.json.encode({"what": what, "values": values}).decode())
        app = chosen(visit(), "continue")
        assert app.date_input(key="log-when").value == date(2026, 11, 3)


def test_what_was_typed_last_before_a_sign_in_ended_is_kept(app_tieline: Tieline) -> None:
    def script(stream: str) -> None:
        import streamlit as st

        from domain.access import Actor, local_actor
        from ui import session
        from ui.forms.log import log_form

        ended = st.session_state.get("ended", False)
        log_form(session.tieline(), Actor("nobody", frozenset()) if ended else local_actor("kim"), stream)

    app = AppTest.from_function(script, default_timeout=30, args=(STREAM,)).run()
    app.text_area(key="log-summary").set_value("Agreed who counts")
    app.session_state["ended"] = True
    app.run()
    assert not app.exception
    assert "What you had typed is kept" in said(app.warning[0])
    assert not app_tieline.drafts.of("nobody")
    assert chosen(visit(), "continue").text_area(key="log-summary").value == "Agreed who counts"


def test_one_who_may_only_read_is_told_and_shown_no_form(app_tieline: Tieline) -> None:
    def script(stream: str) -> None:
        from domain.access import Actor
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), Actor("audrey", frozenset({"auditor"})), stream)

    app = AppTest.from_function(script, default_timeout=30, args=(STREAM,)).run()
    assert "audrey may not record" in said(app.warning[0])
    assert not app.button
