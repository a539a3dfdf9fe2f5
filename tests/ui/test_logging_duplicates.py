"""What was likely recorded before, also by a colleague, is shown before it is recorded again; it never stands in the way."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from domain.history.event import Command
from domain.history.when import parse_when
from domain.relationship.interaction import LogInteraction
from domain.relationship.joint_plan import ReviewPlan
from domain.relationship.showcase import MeasureShowcase, StartShowcase
from tests.ui.filling import PLAN, STRATEGIC, count, fill, form_of, press, record, said
from ui.bootstrap import Tieline
from ui.logging.alike import similar

MEETING = "Meeting, call, visit, review or note"
ON = parse_when("2026-11-20")
CALL = LogInteraction(on=ON, kind="call", summary="EDI cut-over moved to the spring")


def warned(app: AppTest) -> str:
    return " ".join(said(each) for each in (*app.warning, *app.markdown)) if app.warning else ""


def again(app: AppTest) -> AppTest:
    app.button(key="log-record-again").click().run()
    assert not app.exception
    return app


def test_a_likely_duplicate_of_a_colleague_is_shown_and_recorded_only_once_it_is_confirmed(
    app_tieline: Tieline,
) -> None:
    record(app_tieline, CALL, by="ann")
    app = fill(form_of(MEETING), kind="meeting", summary="EDI cut-over is moved to spring", when=date(2026, 11, 22))
    press(app)
    assert "already" in warned(app)
    assert "Call: EDI cut-over moved to the spring" in warned(app)
    assert "by local:ann" in warned(app)
    assert count(app_tieline) == 2
    again(app)
    assert not app.error
    assert count(app_tieline) == 3


def test_the_warning_goes_once_it_says_something_else_and_is_given_anew(app_tieline: Tieline) -> None:
    record(app_tieline, CALL)
    app = press(fill(form_of(MEETING), summary="EDI cut-over moved to the spring"))
    assert warned(app)
    assert not warned(fill(app, summary="Asked for a quote"))
    press(fill(app, summary="EDI cut-over moved to the spring"))
    assert warned(app)
    press(fill(app, summary="Asked for a quote"))
    assert count(app_tieline) == 3


UNLIKE: list[tuple[str, list[Command], str, dict[str, Any]]] = [
    ("weeks later", [CALL], MEETING, {"summary": "EDI cut-over moved to the spring", "when": date(2026, 10, 1)}),
    ("about something else", [CALL], MEETING, {"summary": "Prices for the summer"}),
    (
        "another result of a measure",
        [
            StartShowcase(on=ON, showcase_id="s1", title="RFID"),
            MeasureShowcase(on=ON, showcase_id="s1", measure="Seconds a pallet", measured=Decimal(30)),
        ],
        "Showcase measured",
        {"measure": "Seconds a pallet", "measured": "28"},
    ),
]


@pytest.mark.parametrize(("before", "kind", "values"), [each[1:] for each in UNLIKE], ids=[each[0] for each in UNLIKE])
def test_what_is_not_the_same_is_recorded_at_once(
    app_tieline: Tieline, before: list[Command], kind: str, values: dict[str, Any]
) -> None:
    record(app_tieline, *before)
    app = press(fill(form_of(kind), **values))
    assert not app.warning
    assert count(app_tieline) == 2 + len(before)


def test_the_same_findings_of_a_plan_are_a_likely_duplicate(app_tieline: Tieline) -> None:
    record(app_tieline, STRATEGIC, PLAN, ReviewPlan(on=ON, plan_id="p1", findings="Shelf stock is down"), by="ann")
    assert warned(press(fill(form_of("Joint plan reviewed"), findings="shelf stock is DOWN")))


def test_what_will_be_refused_is_refused_and_not_compared(app_tieline: Tieline) -> None:
    record(app_tieline, CALL)
    app = press(fill(form_of(MEETING), summary="EDI cut-over moved to the spring", hours="900"))
    assert not app.warning
    assert "336 hours" in said(app.error[0])


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("EDI cut-over moved", "EDI cut over moved", True),
        ("Agreed who counts the pallets", "who counts the pallets was agreed", True),
        ("EDI", "EDI", True),
        ("EDI", "RFID", False),
        ("Prices for the spring", "Staff for the spring fair and the dock", False),
        ("Line review", "Line review of the dock and prices of all that", True),
    ],
)
def test_two_texts_are_taken_for_one_by_their_letters_or_most_of_their_words(one: str, other: str, alike: bool) -> None:
    assert similar(one, other) is alike
    assert similar(other, one) is alike
