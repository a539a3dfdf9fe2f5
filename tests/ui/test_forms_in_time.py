"""The forms over time: a form outlives what it showed, and what is logged late or ahead lands where it belongs."""

from datetime import date

import pytest
from msgspec.structs import replace

from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import ClosePlan, JointPlanAgreed
from domain.relationship.milestone import ReachMilestone
from domain.relationship.showcase import ConcludeShowcase, StartShowcase
from domain.relationship.system_link import RetireLink, TakeLinkLive
from projections.portfolio import portfolio
from tests.ui.filling import (
    MOVED,
    PLAN,
    STRATEGIC,
    STREAM,
    TRAINED,
    count,
    fill,
    form_of,
    kinds,
    last,
    press,
    record,
    said,
)
from ui.bootstrap import Tieline

START, LIVE = parse_when("2024-01-01"), parse_when("2025-01-01")
RACES: list[tuple[str, list[Command], Command, str]] = [
    ("Milestone reached", [TRAINED, MOVED], ReachMilestone(on=LIVE, milestone_id="m1"), "Milestone “Trained” reached"),
    (
        "Joint plan closed early",
        [STRATEGIC, PLAN, replace(PLAN, plan_id="p2", title="Other")],
        ClosePlan(on=LIVE, plan_id="p1"),
        "Joint plan “Shelf to factory” closed early",
    ),
    (
        "Showcase concluded",
        [StartShowcase(on=START, showcase_id=each, title=each.upper()) for each in ("s1", "s2")],
        ConcludeShowcase(on=LIVE, showcase_id="s1", outcome="stop"),
        "Showcase “S1” concluded",
    ),
    (
        "System link retired",
        [TakeLinkLive(on=START, link_id=each, title=each.upper()) for each in ("l1", "l2")],
        RetireLink(on=LIVE, link_id="l1"),
        "System link “L1” retired",
    ),
]


@pytest.mark.parametrize(("kind", "before", "meanwhile", "changed"), RACES)
def test_the_second_to_end_a_thing_is_told_what_changed_and_their_choice_never_moves_to_another_thing(
    app_tieline: Tieline, kind: str, before: list[Command], meanwhile: Command, changed: str
) -> None:
    record(app_tieline, *before)
    app = form_of(kind)
    record(app_tieline, meanwhile, by="ann")
    there = count(app_tieline)
    press(app)
    assert said(app.error[0]).startswith(f"Changed meanwhile: {changed}")
    assert "(by local:ann)" in said(app.error[0])
    press(app)
    assert "already" in said(app.error[0])
    assert count(app_tieline) == there


def test_a_change_of_another_thing_meanwhile_is_no_obstacle(app_tieline: Tieline) -> None:
    record(app_tieline, TRAINED, MOVED)
    app = fill(form_of("Milestone reached"), milestone_id="m2")
    record(app_tieline, ReachMilestone(on=LIVE, milestone_id="m1"), by="ann")
    record(app_tieline, StartShowcase(on=START, showcase_id="s", title="RFID"), by="ann")
    press(app)
    assert not app.error
    assert getattr(last(app_tieline), "milestone_id", "") == "m2"


def test_a_plan_over_a_class_that_changed_meanwhile_is_refused_and_may_then_be_sent_again(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), title="Plan", starts=date(2026, 1, 1), ends=date(2030, 1, 1))
    record(app_tieline, Reclassify(on=parse_when("2019"), to="emerging", reason="at first"), by="ann")
    press(app)
    assert "Changed meanwhile: Classified emerging (by local:ann)" in said(app.error[0])
    assert count(app_tieline) == 3
    assert app.text_input(key="log-title").value == "Plan"
    press(app)
    assert isinstance(last(app_tieline), JointPlanAgreed)


def test_a_plan_agreed_meanwhile_is_settled_once_its_author_was_told_of_it(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Reclassification"), **{"class": "stable", "reason": "no will"})
    record(app_tieline, PLAN, by="ann")
    press(app)
    assert "Shelf to factory" in said(app.error[0])
    press(fill(app, **{"settle-p1": "close"}))
    assert "Changed meanwhile: Joint plan “Shelf to factory” agreed" in said(app.error[0])
    press(app)
    assert kinds(app_tieline, since=3) == ["joint-plan-closed-early", "reclassified"]


def test_a_second_press_has_no_second_effect(app_tieline: Tieline) -> None:
    app = fill(form_of("Meeting, call, visit, review or note"), summary="Line review")
    press(press(app))
    assert kinds(app_tieline) == ["relationship-opened", "interaction-logged"]


def test_the_same_content_in_a_form_opened_anew_is_another_record(app_tieline: Tieline) -> None:
    press(fill(form_of("Meeting, call, visit, review or note"), summary="Line review"))
    app = press(fill(form_of("Meeting, call, visit, review or note"), summary="Line review"))
    app.button(key="log-record-again").click().run()
    assert kinds(app_tieline, since=1) == ["interaction-logged", "interaction-logged"]


def test_recording_what_is_on_record_already_says_so_and_adds_nothing(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = press(
        fill(form_of("Reclassification"), **{"class": "strategic", "when": date(2021, 1, 1), "reason": "again"})
    )
    assert "on record already" in app.info[0].value
    assert count(app_tieline) == 2


def stands(tieline: Tieline, day: date) -> str:
    """The class that a person sees for that day."""
    return str(portfolio(tieline.database, day).set_index("relationship").at[STREAM, "account_class"])


def test_a_class_that_is_logged_late_lands_where_it_belongs_and_todays_stays(app_tieline: Tieline) -> None:
    record(app_tieline, Reclassify(on=parse_when("2024-02-01"), to="emerging", reason="quick"))
    app = fill(form_of("Reclassification"), **{"class": "stable", "reason": "found in the file"})
    press(fill(app, when=date(2022, 5, 17), when__precision="month"))
    assert str(last(app_tieline).on) == "2022-05"
    assert [stands(app_tieline, date(year, 1, 1)) for year in (2022, 2023, 2025)] == ["", "stable", "emerging"]
    assert app_tieline.tracker.load(STREAM).account_class == "emerging"


def test_a_class_that_is_logged_ahead_begins_on_its_day(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Reclassification"), **{"class": "integrated", "reason": "agreed", "when": date(2027, 1, 1)})
    press(app)
    assert stands(app_tieline, date(2026, 11, 22)) == "strategic"
    assert stands(app_tieline, date(2027, 1, 1)) == "integrated"


def test_a_back_dated_reclassification_that_breaks_a_later_plan_is_refused_beside_the_date(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "emerging", "reason": "late", "when": date(2022, 1, 1)})
    press(app)
    assert "would break the joint plan “Shelf to factory” already effective on 2024-01-01" in said(app.error[0])
    assert [each.type for each in app.main if each.type in ("date_input", "error")] == ["date_input", "error"]
    assert count(app_tieline) == 3


def test_a_plan_that_is_logged_late_may_have_been_closed_before_its_time(app_tieline: Tieline) -> None:
    stable = Reclassify(on=parse_when("2025-01-01"), to="stable", reason="no will")
    record(app_tieline, STRATEGIC, stable)
    app = fill(form_of("Joint plan agreed"), title="Shelf to factory", when=date(2024, 1, 1), ends=date(2028, 1, 1))
    assert "record the plan together with the date on which it was closed" in said(press(app).error[0])
    press(fill(fill(app, closed__early=True), closed=date(2024, 12, 31)))
    assert kinds(app_tieline, since=3) == ["joint-plan-agreed", "joint-plan-closed-early"]
    assert "“Shelf to factory” agreed" in said(app.toast[0])
    assert "closed early" in said(app.toast[0])


def test_the_policy_said_for_a_back_dated_plan_is_that_of_the_class_at_the_time(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, Reclassify(on=parse_when("2025-01-01"), to="integrated", reason="less willing"))
    app = form_of("Joint plan agreed")
    assert any("11 to 13 calendar months for integrated accounts" in each.value for each in app.caption)
    fill(app, title="Shelf", when=date(2021, 5, 1))
    assert any("36 to 60 calendar months for strategic accounts" in each.value for each in app.caption)
