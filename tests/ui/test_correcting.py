"""Correcting and retracting in the app: filled in from the record, judged like any command, and nothing lost on the way."""

from datetime import date
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import Actor, local_actor
from domain.history.concept import EventKind
from domain.history.model import Model
from domain.history.retraction import STRIKES
from domain.history.when import parse_when as when
from domain.models import MODELS
from domain.observing import Observation
from domain.relationship.classification import Reclassified, Reclassify
from domain.relationship.counterpart.commands import NameCounterpart
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import MilestonePlanned, PlanMilestone, ReachMilestone
from domain.relationship.opening import OpenRelationship
from domain.relationship.partnership.commands import AssessPartnership
from domain.relationship.partnership.record import PartnershipAssessed
from projections.records import titles_of
from tests.domain.examples import example
from tests.ui.filling import PLAN, STRATEGIC, STREAM, count, fill, press, record, said
from ui import session
from ui.bootstrap import Tieline
from ui.forms.kinds import ELSEWHERE
from ui.settings import Settings

LOGGED: list[Model[Any]] = [model for model in MODELS if not model.for_good]


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """The database makes no difference here: what is written goes through the tracker, which is tested on both."""
    return sqlite_settings


def correcting(seq: int, stream: str = STREAM) -> AppTest:
    """The form that corrects a record, opened anew."""

    def script(stream: str, seq: int) -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), local_actor("kim"), stream, seq)

    app = AppTest.from_function(script, default_timeout=30, args=(stream, seq)).run()
    assert not app.exception, app.exception
    return app


def retracting(seq: int, why: str = "") -> AppTest:
    """The form that retracts a record, opened anew."""

    def script(stream: str, seq: int, why: str) -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.retraction import retraction_form

        retraction_form(session.tieline(), local_actor("kim"), stream, seq, why)

    app = AppTest.from_function(script, default_timeout=30, args=(STREAM, seq, why)).run()
    assert not app.exception, app.exception
    return app


def retract(app: AppTest) -> AppTest:
    app.button(key="log-retract").click().run()
    assert not app.exception, app.exception
    return app


def held(app: AppTest, key: str) -> Any:
    """What a field holds."""
    return next(each for each in app.main if getattr(each, "key", None) == f"log-{key}").value  # type: ignore[union-attr]  # every input has it


def last_seq(tieline: Tieline) -> int:
    return tieline.tracker.recorder.head()[0]


def every_kind() -> list[Any]:
    """Every kind of event that can be taken back, with its history."""
    return [
        pytest.param(model, kind, id=f"{model.name}-{kind.name}")
        for model in LOGGED
        for concept in model.concepts
        for kind in concept.kinds
        if kind.name not in STRIKES and not (concept.decisions and set(concept.decisions) <= ELSEWHERE)
    ]


@pytest.mark.parametrize(("model", "kind"), every_kind())
def test_a_record_of_every_kind_can_be_opened_for_correction(
    app_tieline: Tieline, kim: Actor, model: Model[Any], kind: EventKind
) -> None:
    stream = STREAM if model.name == "relationship" else model.name
    begun = [example(each.event) for concept in model.concepts for each in concept.kinds if each.event.begins]
    for number, event in enumerate([*begun, example(kind.event)]):
        seen = Observation(command_id=f"seen-{number}", fingerprint=b"", stream=stream, events=[event])
        app_tieline.tracker.observe([seen], by=kim, batch="seen")
    app_tieline.handle("relationship-pine", OpenRelationship(on=when("2020"), name="Pine Retail"), by=kim)
    app = correcting(app_tieline.tracker.history(stream)[-1].seq, stream)
    assert held(app, "because") == ""
    what = app.selectbox(key="log-what")
    assert what.label == "What happened instead"
    if what.value is None:  # several commands lead to it, or none: another is chosen
        app = fill(app, what=what.options[0])
    if kind.name == "showcase-adopted":
        assert "No showcase is on record at Pine Retail" in app.info[0].value, "where it was tried is not on record"
    else:
        assert (held(app, "when"), held(app, "when-precision")) == (date(2024, 3, 1), "month")


def test_a_correction_stands_in_the_place_of_the_record_and_says_why(app_tieline: Tieline) -> None:
    record(app_tieline, PlanMilestone(on=when("2024-03"), milestone_id="m", title="Traind", party="the account", due=when("2025-Q1")))  # fmt: skip
    wrong = last_seq(app_tieline)
    record(app_tieline, ReachMilestone(on=when("2025-02-01"), milestone_id="m"))
    app = correcting(wrong)
    assert "Milestone “Traind” planned" in said(app.markdown[0])
    assert (held(app, "title"), held(app, "when"), held(app, "when-precision")) == ("Traind", date(2024, 3, 1), "month")
    assert (held(app, "party"), held(app, "due"), held(app, "due-precision")) == (
        "the account", date(2025, 1, 1), "quarter",
    )  # fmt: skip
    app = press(fill(app, title="Trained", because="Misspelt"))
    assert not app.error, said(app.error[0])
    state = app_tieline.tracker.load(STREAM)
    assert (state.milestones["m"].title, str(state.milestones["m"].reached)) == ("Trained", "2025-02-01")
    corrected, planned = (each.event for each in app_tieline.tracker.history(STREAM)[-2:])
    assert (corrected.record, planned.milestone_id) == (wrong, "m")  # type: ignore[attr-defined]  # what they are is said above
    assert isinstance(planned, MilestonePlanned)
    assert said(app.toast[0]).startswith("Corrected for Mar 2024: Milestone “Trained” planned")
    assert f"Record {wrong} is struck through" in said(app.toast[0])
    assert app.query_params["event"] == str(last_seq(app_tieline)), "what stands in its place is chosen"


def test_without_saying_why_nothing_is_corrected_and_nothing_is_lost(app_tieline: Tieline) -> None:
    record(app_tieline, LogInteraction(on=when("2025-01-10"), kind="call", summary="Prices", participants="Ann Dal"))
    before = count(app_tieline)
    app = press(fill(correcting(last_seq(app_tieline)), summary="Prices for the spring"))
    assert "write why it was wrong" in said(app.error[0])
    kinds = [each.type for each in app.main if each.type in ("text_area", "error")]
    assert kinds[:2] == ["text_area", "error"], "beside the question"
    assert count(app_tieline) == before
    assert (held(app, "summary"), held(app, "participants")) == ("Prices for the spring", "Ann Dal")
    press(fill(app, because="Left out the season"))
    event = app_tieline.tracker.history(STREAM)[-1].event
    assert isinstance(event, InteractionLogged)
    (words,) = app_tieline.tracker.codec.words([event])
    assert (words["summary"], words["participants"], event.kind) == ("Prices for the spring", "Ann Dal", "call")


def test_a_settled_class_is_corrected_with_what_became_of_the_plan(app_tieline: Tieline) -> None:
    settled = Reclassify(on=when("2025-03-01"), to="stable", reason="No will", settle={"p1": "close"}, decided_by="Lee")
    record(app_tieline, STRATEGIC, PLAN, settled)
    closed = last_seq(app_tieline) - 1
    app = correcting(closed)
    assert "closed" in said(app.markdown[0])
    assert "Classified stable" in said(app.markdown[0])
    assert any("go together" in each.value for each in app.caption)
    assert (held(app, "class"), held(app, "settle-p1"), held(app, "reason"), held(app, "decided_by")) == (
        "stable", "close", "No will", "Lee",
    )  # fmt: skip
    press(fill(app, **{"class": "emerging", "because": "Mixed up two accounts"}))
    state = app_tieline.tracker.load(STREAM)
    assert (state.account_class, state.plans["p1"].ending) == ("emerging", "closed")
    struck = [each.event.record for each in app_tieline.tracker.history(STREAM) if hasattr(each.event, "record")]
    assert sorted(struck) == [closed, closed + 1]
    assert isinstance(app_tieline.tracker.history(STREAM)[-1].event, Reclassified)


def test_a_plan_with_an_end_and_ratings_and_people_are_filled_in(app_tieline: Tieline) -> None:
    closed = AgreePlan(
        on=when("2024-01-01"), plan_id="p1", title="Shelf", starts=date(2024, 1, 1), ends=date(2028, 1, 1),
        closed_on=when("2025-06"), shared_risk="Half each",
    )  # fmt: skip
    record(app_tieline, STRATEGIC, closed)
    app = correcting(last_seq(app_tieline))
    assert (held(app, "title"), held(app, "starts"), held(app, "ends")) == ("Shelf", date(2024, 1, 1), date(2028, 1, 1))
    assert (held(app, "closed-early"), held(app, "closed"), held(app, "closed-precision")) == (
        True, date(2025, 6, 1), "month",
    )  # fmt: skip
    assert held(app, "shared_risk") == "Half each"
    rated = AssessPartnership(
        on=when("2024-02"), side="own company", evidence="Talks", shared_knowledge=3, assessor="Lee"
    )
    record(app_tieline, rated)
    app = correcting(last_seq(app_tieline))
    assert (held(app, "shared_knowledge"), held(app, "evidence"), held(app, "assessor")) == (3, "Talks", "Lee")
    press(fill(app, shared_knowledge=4, because="Counted again"))
    event = app_tieline.tracker.history(STREAM)[-1].event
    assert isinstance(event, PartnershipAssessed)
    assert event.ratings == {"shared knowledge": 4}
    record(app_tieline, NameCounterpart(on=when("2024-02"), counterpart_id="c", title="CIO", function="IT", person="Ann"))  # fmt: skip
    assert held(correcting(last_seq(app_tieline)), "person") == "Ann"


def test_a_follow_up_is_corrected_although_what_it_follows_up_is_over_by_it(app_tieline: Tieline) -> None:
    record(
        app_tieline,
        PlanMilestone(on=when("2024-03"), milestone_id="m", title="Trained", party="the account", due=when("2025")),
        ReachMilestone(on=when("2025-02-01"), milestone_id="m"),
    )
    app = correcting(last_seq(app_tieline))
    assert held(app, "milestone_id") == "m"
    press(fill(app, when=date(2025, 2, 11), because="Read the minutes"))
    assert str(app_tieline.tracker.load(STREAM).milestones["m"].reached) == "2025-02-11"


def test_what_happened_instead_may_be_of_another_kind(app_tieline: Tieline) -> None:
    record(app_tieline, LogInteraction(on=when("2025-01-10"), kind="call", summary="Trained"))
    app = fill(correcting(last_seq(app_tieline)), what="Showcase started", because="It was the pilot")
    press(fill(app, title="Training by film"))
    state = app_tieline.tracker.load(STREAM)
    assert [each.title for each in state.showcases.values()] == ["Training by film"]
    assert str(next(iter(state.showcases.values())).started) == "2025-01-10", "its date is kept"


def test_a_correction_that_a_rule_forbids_is_refused_beside_its_field(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    before = count(app_tieline)
    app = press(fill(correcting(last_seq(app_tieline)), ends=date(2025, 1, 1), because="Shorter"))
    assert "36 to 60 calendar months" in said(app.error[0])
    assert count(app_tieline) == before
    assert held(app, "because") == "Shorter"


def test_what_a_colleague_changed_meanwhile_is_told_before_it_is_overwritten(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = fill(correcting(last_seq(app_tieline)), because="Wrong reason", reason="able, willing and growing")
    record(app_tieline, Reclassify(on=when("2026-01-01"), to="integrated", reason="By the year"), by="ann")
    press(app)
    assert "Changed meanwhile: Classified integrated (by local:ann)" in said(app.error[0])
    press(app)
    assert app.toast, "once it was seen, the correction goes through"


def test_a_record_that_was_struck_meanwhile_says_so(app_tieline: Tieline, kim: Actor) -> None:
    record(app_tieline, STRATEGIC)
    wrong = last_seq(app_tieline)
    app = correcting(wrong)
    app_tieline.retract(wrong, "Wrong account", by=local_actor("ann"))
    app.run()
    assert "was struck through meanwhile" in app.info[0].value
    assert "was struck through meanwhile" in retracting(wrong).info[0].value


def test_retracting_says_what_goes_and_asks_why(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = retract(retracting(last_seq(app_tieline)))
    assert "Classified strategic — able and willing" in said(app.markdown[0])
    assert "write why it was wrong" in said(app.error[0])
    assert app_tieline.tracker.load(STREAM).account_class == "strategic"
    retract(fill(app, because="It was another account"))
    assert app_tieline.tracker.load(STREAM).account_class is None
    assert said(app.toast[0]) == "Record 2 is struck through: It was another account"


def test_what_others_rest_on_is_not_retracted_and_they_are_named(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    record(app_tieline, PLAN, by="ann")
    app = retract(fill(retracting(2), because="Never was"))
    assert "“Shelf to factory” agreed, 2024-01-01 to 2028-01-01 (record 3, by local:ann)" in said(app.error[0])
    order = [each.type for each in app.main if each.type in ("error", "text_area")]
    assert order == ["error", "text_area"], "where the records that go are listed"
    assert held(app, "because") == "Never was"
    assert app_tieline.tracker.load(STREAM).account_class == "strategic"


def test_undoing_proposes_the_reason_which_may_be_changed(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC)
    app = retracting(2, "Entered by mistake")
    assert held(app, "because") == "Entered by mistake"
    retract(fill(app, because="Entered twice"))
    assert said(app.toast[0]).endswith("Entered twice")


def test_what_was_logged_just_now_is_offered_to_be_undone_until_it_is(app_tieline: Tieline) -> None:
    from ui.forms.done import KEY, Done

    def script(stream: str) -> None:
        from ui import session
        from ui.parts.just_recorded import show_just_recorded

        show_just_recorded(session.tieline(), stream)

    record(app_tieline, STRATEGIC)
    app = AppTest.from_function(script, default_timeout=30, args=(STREAM,))
    app.session_state[KEY] = Done(STREAM, "Recorded for 2021", undo=2)
    app.run()
    assert app.success[0].value == "Recorded for 2021"
    assert [each.label for each in app.button] == ["Undo", "Hide"]
    app_tieline.retract(2, "Undone", by=local_actor("kim"))
    app.run()
    assert not app.success
    app.session_state[KEY] = Done("relationship-other", "Recorded elsewhere", undo=2)
    assert not app.run().success


def test_logging_keeps_what_can_be_undone(app_tieline: Tieline) -> None:
    from tests.ui.filling import form_of
    from ui.forms.done import KEY

    app = press(fill(form_of("Reclassification"), **{"class": "emerging", "reason": "small"}))
    done = app.session_state[KEY]
    assert (done.stream, done.undo) == (STREAM, last_seq(app_tieline))


@pytest.mark.parametrize(("roles", "offered"), [({"account manager"}, ["Correct…", "Retract…"]), ({"auditor"}, [])])
def test_only_who_may_record_is_offered_to_change(
    app_tieline: Tieline, monkeypatch: pytest.MonkeyPatch, roles: set[Any], offered: list[str]
) -> None:
    monkeypatch.setattr(session, "local_user", lambda: Actor("local:kim", frozenset(roles)))
    assert [each.label for each in changes(app_tieline, STREAM).button] == offered


def test_the_record_of_a_forgetting_is_never_taken_back(app_tieline: Tieline, kim: Actor) -> None:
    from domain.company.forgetting import ForgetPerson

    forgotten = ForgetPerson(on=when("2026"), reason="By letter", people=("person-1",), records=1, keys=())
    app_tieline.handle("company", forgotten, by=kim)
    assert not changes(app_tieline, "company").button


def changes(tieline: Tieline, stream: str) -> AppTest:
    """The ways to change the first record of a history."""

    def script(stream: str, seq: int) -> None:
        from ui.parts.changing import show_changes
        from ui.queries.account import records_of

        show_changes(stream, records_of(stream, [seq])[0])

    history = tieline.tracker.history(stream)
    assert titles_of(history) == {}
    return AppTest.from_function(script, default_timeout=30, args=(stream, history[0].seq)).run()
