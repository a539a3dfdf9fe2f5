"""The forms: log it, see it; break a rule, read why beside the field, and nothing is written."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from domain.access import Actor, local_actor
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.event import Command, Event
from domain.relationship.joint_plan import AgreePlan, JointPlanAgreed, JointPlanCarriedToEnd, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached, PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship, RelationshipOpened
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted, StartShowcase
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive, TakeLinkLive
from domain.relationship.when import parse_when
from tests.conftest import Clock
from ui import session
from ui.bootstrap import Tieline
from ui.forms import log
from ui.settings import Settings

STREAM = "relationship-harbour"


@pytest.fixture
def app_tieline(settings: Settings, clock: Clock, kim: Actor, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tieline]:
    """The Tieline that the app opens, with one account on record, once on each database."""
    monkeypatch.setenv("TIELINE_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("TIELINE_DATABASE_URL", settings.database_url)
    st.cache_resource.clear()
    tieline = session.tieline()
    tieline.clock = tieline.tracker.recorder.clock = clock
    tieline.handle(STREAM, OpenRelationship(on=parse_when("2020-01-01"), name="Harbour Foods"), by=kim)
    yield tieline
    tieline.close()
    st.cache_resource.clear()


def form_of(kind: str) -> AppTest:
    """The form, with what happened chosen."""

    def script() -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), local_actor("kim"), "relationship-harbour")

    app = AppTest.from_function(script, default_timeout=30).run()
    app.selectbox(key="log-kind").select(kind).run()
    assert not app.exception
    return app


def fill(app: AppTest, **values: Any) -> AppTest:
    """Fill in fields by the part of their key after "log-"."""
    for name, value in values.items():
        key = f"log-{name.replace('__', '-')}"
        widget = next(each for each in app.main if getattr(each, "key", None) == key)
        widget.set_value(value).run()  # type: ignore[union-attr]  # every input has it
    return app


def press(app: AppTest) -> AppTest:
    app.button(key="log-record").click().run()
    assert not app.exception, app.exception
    return app


def record(tieline: Tieline, *commands: Command) -> None:
    for command in commands:
        tieline.handle(STREAM, command, by=local_actor("kim"))


def last(tieline: Tieline) -> Event:
    return tieline.tracker.history(STREAM)[-1].event


def count(tieline: Tieline) -> int:
    return tieline.tracker.recorder.head()[0]


STRATEGIC = Reclassify(on=parse_when("2021-01-01"), to="strategic", reason="able and willing")
PLAN = AgreePlan(
    on=parse_when("2024-01-01"), plan_id="p1", title="Shelf to factory", starts=date(2024, 1, 1), ends=date(2028, 1, 1)
)
MILESTONE = PlanMilestone(
    on=parse_when("2024-01-01"), milestone_id="m1", title="Trained", party="the account", due=parse_when("2027")
)


def test_a_reclassification_is_logged_with_its_date_apart_from_its_recording(app_tieline: Tieline) -> None:
    app = fill(form_of("Reclassification"), **{"class": "emerging", "reason": "small and quick"})
    fill(app, when=date(2024, 5, 17), when__precision="month", reported__by="Ann Dal")
    press(app)
    recorded = app_tieline.tracker.history(STREAM)[-1]
    assert isinstance(recorded.event, Reclassified)
    assert (recorded.event.to, str(recorded.event.on)) == ("emerging", "2024-05")
    assert recorded.recorded_by == "local:kim"
    assert recorded.recorded_at == app_tieline.clock()
    assert recorded.reported_by is not None
    assert app.toast[0].value == "Recorded: Classified emerging — small and quick."


def test_a_month_is_said_to_be_some_day_in_it(app_tieline: Tieline) -> None:
    del app_tieline
    app = fill(form_of("Reclassification"), when=date(2024, 5, 17), when__precision="quarter")
    assert "Some day in Q2 2024." in [each.value for each in app.caption]


def test_a_reclassification_without_a_reason_is_refused_and_what_was_entered_stays(app_tieline: Tieline) -> None:
    app = press(fill(form_of("Reclassification"), **{"class": "emerging"}))
    assert "write a reason" in app.error[0].value
    assert count(app_tieline) == 1
    assert app.session_state["log-class"] == "emerging"
    press(fill(app, reason="small"))
    assert isinstance(last(app_tieline), Reclassified)


@pytest.mark.parametrize(("choice", "kind"), [("carry", JointPlanCarriedToEnd), ("close", JointPlanClosedEarly)])
def test_each_live_plan_that_the_new_class_forbids_is_settled_in_the_same_step(
    app_tieline: Tieline, choice: str, kind: type[Event]
) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "stable", "reason": "no will"})
    press(app)
    assert "Shelf to factory" in app.error[0].value
    assert count(app_tieline) == 3
    press(fill(app, **{"settle-p1": choice}))
    events = [each.event for each in app_tieline.tracker.history(STREAM)][-2:]
    assert [type(event) for event in events] == [kind, Reclassified]


def test_a_joint_plan_is_logged(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), title="Shelf to factory", starts=date(2026, 1, 1), ends=date(2030, 1, 1))
    assert any("Runs 48 months" in each.value and "36 to 60 calendar months" in each.value for each in app.caption)
    press(app)
    event = last(app_tieline)
    assert isinstance(event, JointPlanAgreed)
    assert (event.title, event.ends) == ("Shelf to factory", date(2030, 1, 1))


@pytest.mark.parametrize(
    ("account_class", "ends", "sentence"),
    [
        ("strategic", date(2028, 1, 1), "36 to 60 calendar months; this one runs 24 months"),
        ("integrated", date(2027, 7, 1), "11 to 13 calendar months; this one runs 18 months"),
        ("emerging", date(2027, 1, 1), "An emerging account has no joint plan"),
        ("stable", date(2027, 1, 1), "A stable account has no joint plan"),
        (None, date(2027, 1, 1), "not yet classified has no joint plan"),
    ],
)
def test_a_joint_plan_outside_the_policy_is_refused(
    app_tieline: Tieline, account_class: Any, ends: date, sentence: str
) -> None:
    if account_class:
        record(app_tieline, Reclassify(on=parse_when("2021"), to=account_class, reason="judged so"))
    before = count(app_tieline)
    press(app := fill(form_of("Joint plan agreed"), title="Plan", starts=date(2026, 1, 1), ends=ends))
    assert sentence in app.error[0].value
    assert count(app_tieline) == before


def test_a_plan_is_closed_early_and_there_must_be_one(app_tieline: Tieline) -> None:
    assert "Log one as agreed first" in form_of("Joint plan closed early").info[0].value
    record(app_tieline, STRATEGIC, PLAN)
    press(form_of("Joint plan closed early"))
    assert isinstance(last(app_tieline), JointPlanClosedEarly)


def test_a_showcase_is_started_and_concluded(app_tieline: Tieline) -> None:
    assert "Log one as started first" in form_of("Showcase concluded").info[0].value
    press(fill(form_of("Showcase started"), title="RFID", when=date(2026, 3, 1)))
    assert isinstance(last(app_tieline), ShowcaseStarted)
    press(fill(form_of("Showcase concluded"), outcome="scale", reason="It paid"))
    event = last(app_tieline)
    assert isinstance(event, ShowcaseConcluded)
    assert event.outcome == "scale"


def test_a_showcase_concluded_before_it_started_is_refused_beside_the_date(app_tieline: Tieline) -> None:
    record(app_tieline, StartShowcase(on=parse_when("2026-03-01"), showcase_id="s", title="RFID"))
    app = press(fill(form_of("Showcase concluded"), when=date(2026, 2, 1)))
    assert "choose 2026-03-01 or a later day" in app.error[0].value
    kinds = [each.type for each in app.main if each.type in ("date_input", "error", "text_area")]
    assert kinds == ["date_input", "error", "text_area"]
    assert count(app_tieline) == 2


def test_a_milestone_is_planned_and_reached(app_tieline: Tieline) -> None:
    app = fill(form_of("Milestone planned"), title="Trained", due=date(2027, 5, 1), due__precision="quarter")
    press(app)
    event = last(app_tieline)
    assert isinstance(event, MilestonePlanned)
    assert str(event.due) == "2027-Q2"
    press(form_of("Milestone reached"))
    assert isinstance(last(app_tieline), MilestoneReached)
    assert form_of("Milestone reached").info


def test_a_milestone_that_a_colleague_reached_meanwhile_is_refused_saying_so(app_tieline: Tieline) -> None:
    record(app_tieline, MILESTONE)
    app = form_of("Milestone reached")
    app_tieline.handle(STREAM, ReachMilestone(on=parse_when("2026-05"), milestone_id="m1"), by=local_actor("ann"))
    app.button(key="log-record").click().run()
    assert count(app_tieline) == 3
    assert "No milestone is open" in app.info[0].value


def test_a_plan_over_a_class_that_changed_meanwhile_is_refused_and_may_then_be_sent_again(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), title="Plan", starts=date(2026, 1, 1), ends=date(2030, 1, 1))
    at_first = Reclassify(on=parse_when("2019"), to="emerging", reason="at first")
    app_tieline.handle(STREAM, at_first, by=local_actor("ann"))
    press(app)
    assert "Changed meanwhile: Classified emerging (by local:ann)" in app.error[0].value
    assert count(app_tieline) == 3
    press(app)
    assert isinstance(last(app_tieline), JointPlanAgreed)


def test_a_back_dated_reclassification_that_breaks_a_later_plan_is_refused_beside_the_date(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "emerging", "reason": "late", "when": date(2022, 1, 1)})
    press(app)
    assert "would break the joint plan already effective on 2024-01-01" in app.error[0].value
    assert count(app_tieline) == 3


def test_a_link_goes_live_and_is_retired(app_tieline: Tieline) -> None:
    press(fill(form_of("System link live"), title="EDI orders", when=date(2025, 1, 1)))
    assert isinstance(last(app_tieline), SystemLinkWentLive)
    press(form_of("System link retired"))
    assert isinstance(last(app_tieline), SystemLinkRetired)
    assert form_of("System link retired").info


def test_a_meeting_takes_two_fields(app_tieline: Tieline) -> None:
    form = form_of(next(iter(log.KINDS)))
    press(fill(form, summary="Line review"))
    assert app_tieline.tracker.codec.words([last(app_tieline)])[0]["summary"] == "Line review"


def test_recording_what_is_on_record_already_says_so_and_adds_nothing(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = press(fill(form_of("Reclassification"), **{"class": "strategic", "reason": "again"}))
    assert "on record already" in app.info[0].value
    assert count(app_tieline) == 2


def test_every_kind_has_a_record_button_or_says_what_to_log_first(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN, MILESTONE, TakeLinkLive(on=parse_when("2024"), link_id="l", title="EDI"))
    for kind in log.KINDS:
        app = form_of(kind)
        assert app.button or app.info


def opening_form() -> AppTest:
    def script() -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.opening import opening_form

        opening_form(session.tieline(), local_actor("kim"))

    return AppTest.from_function(script, default_timeout=30).run()


def test_an_account_without_a_name_is_refused(app_tieline: Tieline) -> None:
    app = opening_form()
    app.button(key="log-open").click().run()
    assert "write the name of the account" in app.error[0].value
    assert count(app_tieline) == 1


def test_an_account_is_opened(app_tieline: Tieline) -> None:
    app = fill(opening_form(), name="Pine Retail", when=date(2024, 1, 1), when__precision="year")
    app.button(key="log-open").click().run()
    opened = app_tieline.tracker.codec.recorded(app_tieline.tracker.recorder.select_records(1, 1)[0]).event
    assert isinstance(opened, RelationshipOpened)
    assert (opened.name, str(opened.on)) == ("Pine Retail", "2024")
