"""The forms that say more than is asked: what the criteria suggest, what becomes of plans, what was proposed."""

from datetime import date
from typing import Any

from domain.history.when import parse_when
from domain.relationship.classification import Reclassified
from domain.relationship.joint_plan import JointPlanAgreed, ProposePlan
from domain.relationship.rating import RateCriteria
from tests.ui.filling import PLAN, STRATEGIC, fill, form_of, kinds, last, press, record, said
from ui.bootstrap import Tieline

SMALL = RateCriteria(on=parse_when("2025-05-01"), size=1, innovativeness=4, growth=3, evidence="their figures")


def captions(app: Any) -> str:
    return " ".join(said(each) for each in app.caption)


def test_the_class_that_the_criteria_suggest_is_proposed_and_why(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, SMALL)
    app = form_of("Reclassification")
    assert "The rated criteria suggest emerging: not large (size 1" in captions(app)
    press(fill(app, reason="judged again", decided_by="Ann Dal"))
    event = last(app_tieline)
    assert isinstance(event, Reclassified)
    assert (event.to, event.suggested, bool(event.decided_by)) == ("emerging", "emerging", True)


def test_the_criteria_suggest_nothing_of_a_day_before_they_were_rated(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, SMALL)
    app = fill(form_of("Reclassification"), when=date(2024, 1, 1))
    assert "The rated criteria" not in captions(app)


def test_what_is_still_to_be_rated_is_said(app_tieline: Tieline) -> None:
    record(app_tieline, RateCriteria(on=parse_when("2025-05-01"), size=4, willingness=4, evidence="their plans"))
    assert "leave it undetermined: ability is not rated" in captions(form_of("Reclassification"))


def test_a_plan_that_the_new_class_does_not_allow_is_amended_in_the_same_step(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "integrated", "reason": "less willing"})
    fill(app, **{"settle-p1": "amend"})
    assert app.date_input(key="log-amend-p1").value == date(2027, 11, 22)
    press(fill(app, **{"amend-p1": date(2029, 11, 22)}))
    assert "11 to 13 calendar months" in said(app.error[0])
    press(fill(app, **{"amend-p1": date(2027, 10, 22)}))
    assert kinds(app_tieline, since=3) == ["joint-plan-amended", "reclassified"]


def test_a_class_without_joint_plans_offers_no_amendment(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = fill(form_of("Reclassification"), **{"class": "stable"})
    assert app.radio(key="log-settle-p1").options == ["Carry it to its end", "Close it on that day"]


def test_what_was_proposed_is_agreed_with_the_term_that_was_proposed(app_tieline: Tieline) -> None:
    starts, ends = date(2027, 1, 1), date(2031, 1, 1)
    proposed = ProposePlan(on=parse_when("2026-05-01"), plan_id="p2", title="Next steps", starts=starts, ends=ends)
    record(app_tieline, STRATEGIC, proposed)
    app = form_of("Joint plan agreed")
    assert "Proposed: “Next steps” (1 Jan 2027 to 1 Jan 2031)" in captions(app)
    fill(app, title="next steps", shared_risk="Unsold stock half and half")
    assert app.date_input(key="log-ends").value == ends
    press(app)
    event = last(app_tieline)
    assert isinstance(event, JointPlanAgreed)
    assert (event.plan_id, event.starts, event.ends) == ("p2", starts, ends)
