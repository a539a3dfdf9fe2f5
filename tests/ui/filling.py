"""Filling in the forms as a person does, and reading what they and the ledger then say."""

import re
from datetime import date
from typing import Any

from streamlit.testing.v1 import AppTest

from domain.access import local_actor
from domain.history.event import Command, Event
from domain.history.when import parse_when
from domain.models import REGISTRY
from domain.relationship.classification import Reclassify
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.milestone import PlanMilestone
from ui.bootstrap import Tieline

STREAM = "relationship-harbour"
STRATEGIC = Reclassify(on=parse_when("2021-01-01"), to="strategic", reason="able and willing")
PLAN = AgreePlan(
    on=parse_when("2024-01-01"), plan_id="p1", title="Shelf to factory", starts=date(2024, 1, 1), ends=date(2028, 1, 1)
)
TRAINED, MOVED = (
    PlanMilestone(
        on=parse_when("2024-01-01"), milestone_id=each, title=title, party="the account", due=parse_when("2027")
    )
    for each, title in (("m1", "Trained"), ("m2", "Dock moved"))
)


def form_of(kind: str, stream: str = STREAM) -> AppTest:
    """The form for logging, opened anew, with what happened chosen."""

    def script(stream: str) -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.log import log_form

        log_form(session.tieline(), local_actor("kim"), stream)

    app = AppTest.from_function(script, default_timeout=30, args=(stream,)).run()
    app.selectbox(key="log-what").select(kind).run()
    assert not app.exception
    return app


def opening_form() -> AppTest:
    """The form for opening an account."""

    def script() -> None:
        from domain.access import local_actor
        from ui import session
        from ui.forms.opening import opening_form

        opening_form(session.tieline(), local_actor("kim"))

    return AppTest.from_function(script, default_timeout=30).run()


def fill(app: AppTest, **values: Any) -> AppTest:
    """Fill in fields by the part of their key after "log-"."""
    for name, value in values.items():
        key = f"log-{name.replace('__', '-')}"
        widget = next(each for each in app.main if getattr(each, "key", None) == key)
        widget.set_value(value).run()  # type: ignore[union-attr]  # every input has it
        assert not app.exception, app.exception
    return app


def press(app: AppTest) -> AppTest:
    """Record."""
    app.button(key="log-record").click().run()
    assert not app.exception, app.exception
    return app


def said(element: Any) -> str:
    """What an element shows, without the marks that keep a person's words from being read as Markdown."""
    return re.sub(r"\\(.)", r"\1", element.value)


def record(tieline: Tieline, *commands: Command, by: str = "kim") -> None:
    """Record past the form."""
    for command in commands:
        tieline.handle(STREAM, command, by=local_actor(by))


def last(tieline: Tieline) -> Event:
    """The last event on record of the account."""
    return tieline.tracker.history(STREAM)[-1].event


def kinds(tieline: Tieline, since: int = 0) -> list[str]:
    """What kinds of event are on record of the account after a version."""
    return [REGISTRY.of(each.event).name for each in tieline.tracker.history(STREAM)[since:]]


def count(tieline: Tieline) -> int:
    """How many events are on record altogether."""
    return tieline.tracker.recorder.head()[0]
