"""The form of every command is drawn from what the command says of how it is asked for, and records it."""

from datetime import date
from typing import Any, Literal, get_args, get_origin

import pytest
from streamlit.testing.v1 import AppTest

from domain.access import local_actor
from domain.history.asking import Field, New, Pick, Relation, fields
from domain.history.event import Command
from domain.history.model import Model
from domain.history.when import When, parse_when
from domain.models import MODELS, REGISTRY
from domain.observing import Observation
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import ProposePlan
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import ShowcaseAdopted, StartShowcase
from tests.domain.examples import example
from tests.ui.filling import PLAN, STRATEGIC, STREAM, fill, form_of, last, press, record, said
from ui.bootstrap import Tieline
from ui.forms.asked import belongs_to
from ui.forms.kinds import COMMON, ELSEWHERE, areas, labelled
from ui.forms.log import DRAWN

LOGGED: list[Model[Any]] = [model for model in MODELS if model.name != "policy"]
"""The policy has a form of its own."""


def stream_of(model: Model[Any]) -> str:
    return STREAM if model.name == "relationship" else model.name


def begin_everything(tieline: Tieline) -> None:
    """One of everything that can be followed up, on record as it was observed."""
    for model in LOGGED:
        begun = [example(kind.event) for concept in model.concepts for kind in concept.kinds if kind.event.begins]
        seen = Observation(command_id=model.name, fingerprint=b"seen", stream=stream_of(model), events=begun)
        tieline.tracker.observe([seen], by=local_actor("kim"), batch="seen")


def offered(model: Model[Any]) -> dict[str, type[Command]]:
    return labelled([each for some in areas(model).values() for each in some])


def keys(app: AppTest) -> set[str]:
    return {str(getattr(each, "key", None)) for each in app.main}


@pytest.mark.parametrize("model", LOGGED, ids=lambda each: each.name)
def test_every_command_is_offered_once_and_its_form_asks_for_every_field(
    app_tieline: Tieline, model: Model[Any]
) -> None:
    begin_everything(app_tieline)
    known = offered(model)
    assert set(known.values()) == set(model.decisions) - ELSEWHERE
    app = form_of(next(iter(known)), stream_of(model))
    for label, command in known.items():
        fill(app, what=label)
        if app.info and "log-record" not in keys(app):
            continue
        assert "log-when" in keys(app), label
        if command in DRAWN:
            continue
        for field in fields(command):
            asked = {f"log-{field.name}", f"log-{field.name}-known"} & keys(app)
            optional = not field.required and (
                isinstance(field.ask, Pick | Relation) or belongs_to(field, fields(command))
            )
            assert asked or optional or isinstance(field.ask, New), (label, field.name)


def fill_in(app: AppTest, command: type[Command]) -> AppTest:
    """Give every field the answer that it shows as an example, as far as one is open."""
    for field in fields(command):
        widget = next((each for each in app.main if getattr(each, "key", None) == f"log-{field.name}"), None)
        if widget is not None and (given := answer(field)) is not None:
            fill(app, **{field.name: given})
    return fill(app, reason="because")


def answer(field: Field) -> Any:
    """What somebody gives; None where what is chosen from the start will do."""
    ask = field.ask
    if isinstance(ask, New | Pick | Relation) or ask is None or field.type in (date, When, bool):
        return None
    if get_origin(field.type) is Literal:
        return next((each for each in get_args(field.type) if str(each) == ask.example), None)
    return ask.example


def first_commands() -> list[Any]:
    """The command that each concept begins with."""
    for_each = []
    for model in LOGGED:
        for concept in model.concepts:
            commands = [each for each in concept.decisions if each not in ELSEWHERE | {Reclassify}]
            if commands:
                for_each.append(pytest.param(model, commands[0], id=commands[0].path))
    return for_each


@pytest.mark.parametrize(("model", "command"), first_commands())
def test_each_concept_is_logged_through_its_form(
    app_tieline: Tieline, model: Model[Any], command: type[Command]
) -> None:
    record(app_tieline, STRATEGIC, PLAN, StartShowcase(on=parse_when("2025"), showcase_id="s1", title="Orders by EDI"))
    there = len(app_tieline.tracker.history(stream_of(model)))
    app = press(fill_in(form_of(command.label, stream_of(model)), command))
    assert not app.error, said(app.error[0])
    recorded = app_tieline.tracker.history(stream_of(model))[there:]
    assert {REGISTRY.concept_of[REGISTRY.of(each.event).name].decisions.get(command) for each in recorded} != {None}
    assert said(app.toast[0]).startswith("Recorded for 22 Nov 2026: ")


def test_a_field_that_belongs_to_a_choice_is_asked_with_it(app_tieline: Tieline) -> None:
    del app_tieline
    app = form_of("Milestone planned")
    assert "log-channel_partner" not in keys(app)
    fill(fill(app, party="channel partner"), title="Scans pallets", channel_partner="Meyer Logistics")
    assert not press(app).error


@pytest.mark.parametrize(("written", "sentence"), [("", "Nothing was entered"), ("many", "“many” is not a number")])
def test_what_is_no_number_is_told_beside_it_and_nothing_is_recorded(
    app_tieline: Tieline, written: str, sentence: str
) -> None:
    app = press(fill(form_of("CIO's hours reported", "company"), hours=written))
    assert sentence in said(app.error[0])
    assert [each.type for each in app.main if each.type in ("text_input", "error")][:2] == ["text_input", "error"]
    assert not app_tieline.tracker.history("company")


def test_a_date_that_may_be_left_out_is_asked_once_it_is_ticked(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN)
    app = form_of("Joint plan amended")
    assert "log-ends" not in keys(app)
    fill(app, ends__known=True)
    assert app.date_input(key="log-ends").value == PLAN.ends, "where it stands"
    press(fill(app, ends=date(2029, 1, 1), reason="more to do"))
    assert last(app_tieline).term == (PLAN.starts, date(2029, 1, 1))


def test_only_what_the_command_can_be_about_is_offered(app_tieline: Tieline) -> None:
    proposed = ProposePlan(
        on=PLAN.on, plan_id="p2", title="Next", starts=date(2028, 1, 1), ends=date(2032, 1, 1)
    )  # fmt: skip
    record(app_tieline, STRATEGIC, PLAN)
    assert "“Shelf to factory” is agreed, so it is no proposal" in said(
        form_of("Proposed joint plan withdrawn").info[0]
    )
    record(app_tieline, proposed)
    (plan,) = (each for each in form_of("Proposed joint plan withdrawn").selectbox if each.key == "log-plan_id")
    assert plan.options == ["Next (proposed 2024-01-01)"]


def test_the_company_is_logged_by_concept() -> None:
    (company,) = (each for each in LOGGED if each.name == "company")
    assert {"Capacity for change", "CIO's time", "Own system"} <= set(areas(company))


def test_the_common_kinds_come_first_and_exist() -> None:
    paths = [each.path for each in offered(LOGGED[0]).values()]
    assert tuple(paths[: len(COMMON)]) == COMMON


def test_what_belongs_to_a_class_is_not_offered_of_a_channel_partner(app_tieline: Tieline) -> None:
    carrier = "relationship-meyer"
    app_tieline.handle(
        carrier, OpenRelationship(on=parse_when("2020"), name="Meyer", kind="channel partner"), by=local_actor("kim")
    )
    assert "Reclassification" not in form_of("Milestone planned", carrier).selectbox(key="log-what").options


def test_a_showcase_is_adopted_from_those_tried_at_another_account(app_tieline: Tieline) -> None:
    assert "Open the one where it was tried first" in form_of("Showcase adopted").info[0].value
    other = "relationship-pine"
    app_tieline.handle(other, OpenRelationship(on=parse_when("2020"), name="Pine Retail"), by=local_actor("kim"))
    assert "No showcase is on record at Pine Retail" in form_of("Showcase adopted").info[0].value
    started = StartShowcase(on=parse_when("2025"), showcase_id="s1", title="RFID on pallets")
    app_tieline.handle(other, started, by=local_actor("kim"))
    press(form_of("Showcase adopted"))
    event = last(app_tieline)
    assert isinstance(event, ShowcaseAdopted)
    assert (event.source_relationship, event.source_showcase) == (other, "s1")
