"""The forms: log it, see it; break a rule, read why beside the field, and nothing is written."""

from datetime import date
from typing import Any

import pytest

from domain.history.when import parse_when
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.joint_plan import JointPlanAgreed, JointPlanClosedEarly
from domain.relationship.milestone import MilestonePlanned, MilestoneReached
from domain.relationship.model import RELATIONSHIP
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted, StartShowcase
from domain.relationship.system_link import SystemLinkRetired, SystemLinkWentLive, TakeLinkLive
from tests.ui.filling import PLAN, STRATEGIC, STREAM, TRAINED, count, fill, form_of, kinds, last, press, record, said
from ui.bootstrap import Tieline
from ui.forms.kinds import areas, labelled

KINDS = labelled([each for some in areas(RELATIONSHIP).values() for each in some])


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
    assert said(app.toast[0]) == "Recorded for May 2024: Classified emerging — small and quick."


def test_a_month_is_said_to_be_some_day_in_it(app_tieline: Tieline) -> None:
    del app_tieline
    app = fill(form_of("Reclassification"), when=date(2024, 5, 17), when__precision="quarter")
    assert "Some day in Q2 2024." in [each.value for each in app.caption]


def test_a_reclassification_without_a_reason_is_refused_and_what_was_entered_stays(app_tieline: Tieline) -> None:
    app = press(fill(form_of("Reclassification"), **{"class": "emerging"}))
    assert "write a reason" in said(app.error[0])
    assert [each.type for each in app.main if each.type in ("text_area", "error")] == ["text_area", "error"]
    assert any("read why above" in each.value for each in app.markdown)
    assert count(app_tieline) == 1
    assert app.session_state["log-class"] == "emerging"
    press(fill(app, reason="small"))
    assert isinstance(last(app_tieline), Reclassified)


@pytest.mark.parametrize(
    ("choice", "kind"), [("carry", "joint-plan-carried-to-end"), ("close", "joint-plan-closed-early")]
)
def test_each_live_plan_that_the_new_class_forbids_is_settled_in_the_same_step(
    app_tieline: Tieline, choice: str, kind: str
) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "stable", "reason": "no will"})
    press(app)
    assert "Shelf to factory" in said(app.error[0])
    assert count(app_tieline) == 3
    press(fill(app, **{"settle-p1": choice}))
    assert kinds(app_tieline, since=3) == [kind, "reclassified"]


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
    assert sentence in said(app.error[0])
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
    assert "choose 2026-03-01 or a later day" in said(app.error[0])
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


def test_a_link_goes_live_and_is_retired(app_tieline: Tieline) -> None:
    press(fill(form_of("System link live"), title="EDI orders", when=date(2025, 1, 1)))
    assert isinstance(last(app_tieline), SystemLinkWentLive)
    press(form_of("System link retired"))
    assert isinstance(last(app_tieline), SystemLinkRetired)
    assert form_of("System link retired").info


def test_a_meeting_takes_two_fields(app_tieline: Tieline) -> None:
    form = form_of(next(iter(KINDS)))
    press(fill(form, summary="Line review"))
    assert app_tieline.tracker.codec.words([last(app_tieline)])[0]["summary"] == "Line review"


def test_every_kind_has_a_record_button_or_says_what_to_log_first(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN, TRAINED, TakeLinkLive(on=parse_when("2024"), link_id="l", title="EDI"))
    app = form_of(next(iter(KINDS)))
    for kind in KINDS:
        fill(app, what=kind)
        assert app.selectbox(key="log-what").value == kind
        assert app.button or app.info


def test_a_refusal_does_not_linger_when_something_else_is_chosen(app_tieline: Tieline) -> None:
    app = press(form_of("Showcase started"))
    assert app.error
    assert not fill(app, what="System link live").error
    assert count(app_tieline) == 1


def test_words_are_shown_as_written_and_fetch_no_picture(app_tieline: Tieline) -> None:
    picture = "![shelf](https://example.com/shelf.png)"
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), title=picture, starts=date(2026, 11, 1), ends=date(2030, 1, 1))
    assert "![" not in press(app).toast[0].value
    app = fill(form_of("Reclassification"), **{"class": "stable", "reason": "no will"})
    assert "![" not in app.radio[0].label
    assert "![" not in press(app).error[0].value
    assert picture in said(app.error[0])


def test_a_plan_is_proposed_from_its_agreement_for_as_long_as_the_policy_asks_until_its_author_chooses(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), when=date(2022, 3, 1))
    assert (app.date_input(key="log-starts").value, app.date_input(key="log-ends").value) == (
        date(2022, 3, 1),
        date(2025, 3, 1),
    )
    fill(app, starts=date(2022, 6, 1))
    assert app.date_input(key="log-ends").value == date(2025, 6, 1)
    fill(fill(app, ends=date(2026, 6, 1)), starts=date(2022, 7, 1), when=date(2022, 4, 1))
    assert (app.date_input(key="log-starts").value, app.date_input(key="log-ends").value) == (
        date(2022, 7, 1),
        date(2026, 6, 1),
    )


def test_a_plan_near_the_last_day_that_can_be_entered_is_proposed_to_end_on_it(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(form_of("Joint plan agreed"), starts=date(2198, 1, 1))
    assert app.date_input(key="log-ends").value == date(2199, 12, 31)


def test_an_account_without_joint_plans_is_said_to_be_one_before_the_form_is_filled_in(app_tieline: Tieline) -> None:
    del app_tieline
    app = form_of("Joint plan agreed")
    assert any("only strategic and integrated accounts do" in said(each) for each in app.caption)
