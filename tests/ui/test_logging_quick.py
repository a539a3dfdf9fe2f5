"""A dozen common events are logged in at most three fields each after the account and what happened."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block

from domain.history.event import Command
from domain.history.when import parse_when
from domain.models import REGISTRY
from domain.relationship.counterpart.commands import NameCounterpart
from domain.relationship.milestone import RescheduleMilestone
from domain.relationship.objective import SetObjective
from domain.relationship.risk import PutAtRisk
from domain.relationship.scorecard import SetMeasure
from domain.relationship.showcase import StartShowcase
from domain.relationship.system_link import ProposeLink
from tests.ui.filling import PLAN, STRATEGIC, TRAINED, count, fill, form_of, last, press, record, said
from ui.bootstrap import Tieline
from ui.settings import Settings

ON = parse_when("2025-01-01")
OPEN: Sequence[Command] = (
    STRATEGIC,
    PLAN,
    TRAINED,
    SetObjective(on=ON, objective_id="o1", plan_id="p1", title="Halve shelf gaps", due=parse_when("2026")),
    SetMeasure(on=ON, measure_id="f1", plan_id="p1", title="Order fill rate", unit="percent"),
    StartShowcase(on=ON, showcase_id="s1", title="RFID on displays"),
    ProposeLink(on=ON, link_id="l1", title="Orders by EDI", kind="EDI", depth="coordinated"),
    NameCounterpart(on=ON, counterpart_id="c1", title="Head of IT", function="IT", person="Ann Lee"),
)
"""One of everything that is followed up."""
DOZEN: list[tuple[str, dict[str, Any], str]] = [
    ("Meeting, call, visit, review or note", {"summary": "Line review"}, "interaction-logged"),
    ("Milestone reached", {}, "milestone-reached"),
    ("Milestone rescheduled", {"due__precision": "quarter", "reason": "Lorries late"}, "milestone-rescheduled"),
    ("Objective met", {}, "objective-met"),
    ("Objective missed", {"reason": "New owner"}, "objective-missed"),
    ("Measure recorded", {"actual": "97.2"}, "measure-recorded"),
    ("Showcase measured", {"measure": "Seconds a pallet", "measured": "28"}, "showcase-measured"),
    ("Showcase concluded", {"outcome": "scale"}, "showcase-concluded"),
    ("Joint plan reviewed", {"findings": "Forecasts are late"}, "joint-plan-reviewed"),
    ("System link live", {"title": "Orders by EDI", "kind": "EDI"}, "system-link-went-live"),
    ("Put at risk", {"reason": "A new buyer"}, "relationship-put-at-risk"),
    ("No longer at risk", {"reason": "The buyer stays"}, "relationship-recovered"),
    ("Counterpart confirmed", {}, "counterpart-confirmed"),
    ("Economics reported", {"revenue": "3200000", "currency": "EUR"}, "economics-reported"),
    ("Reclassification", {"class": "stable", "reason": "no will", "settle-p1": "carry"}, "reclassified"),
    ("Milestone planned", {"title": "Dock moved"}, "milestone-planned"),
    ("Showcase started", {"title": "Voice picking", "reason": "Faster"}, "showcase-started"),
]
NOT_ASKED_AGAIN = {"log-what", "log-often", "log-record", "log-settle-p1"}
"""What happened, the button, and what only this account's plan makes necessary."""


@pytest.fixture
def settings(sqlite_settings: Settings) -> Settings:
    """On SQLite alone: what differs between the databases is tested where drafts and duplicates are."""
    return sqlite_settings


def at_once(app: AppTest) -> list[str]:
    """The keys of the fields that are in sight before more is asked for; a date and how precisely it is known are one."""
    found: list[str] = []

    def walk(block: Block) -> None:
        for child in block.children.values():
            if isinstance(child, Block):
                if child.type != "expander":
                    walk(child)
            elif (key := getattr(child, "key", None)) and not str(key).endswith("-precision"):
                found.append(str(key))

    walk(app.main)
    return [key for key in found if key not in NOT_ASKED_AGAIN]


@pytest.mark.parametrize(("kind", "values", "becomes"), DOZEN, ids=[each[0] for each in DOZEN])
def test_each_common_event_is_on_record_after_at_most_three_fields(
    app_tieline: Tieline, kind: str, values: dict[str, Any], becomes: str
) -> None:
    record(app_tieline, *OPEN)
    if kind == "No longer at risk":
        record(app_tieline, PutAtRisk(on=ON, reason="A new buyer"))
    there = count(app_tieline)
    app = form_of(kind)
    fields = at_once(app)
    assert 1 <= len(fields) <= 3
    assert {f"log-{name.replace('__', '-')}".removesuffix("-precision") for name in values} - NOT_ASKED_AGAIN <= set(
        fields
    )
    press(fill(app, **values))
    assert not app.error, said(app.error[0])
    assert count(app_tieline) == there + 1 + (becomes == "reclassified")
    assert REGISTRY.of(last(app_tieline)).name == becomes
    assert str(last(app_tieline).on) == "2026-11-22", "today, where nothing else is said"


def test_where_the_currency_is_known_two_figures_are_asked_for_and_it_is_proposed(app_tieline: Tieline) -> None:
    press(fill(form_of("Economics reported"), revenue="3200000", currency="EUR"))
    app = form_of("Economics reported")
    assert at_once(app) == ["log-period", "log-revenue", "log-net_profit"]
    press(fill(app, revenue="3300000", net_profit="180000"))
    event = last(app_tieline)
    assert (getattr(event, "currency", ""), getattr(event, "net_profit", None)) == ("EUR", Decimal(180000))


def test_a_date_that_is_not_asked_for_at_once_is_told_and_can_be_changed(app_tieline: Tieline) -> None:
    from datetime import date

    record(app_tieline, *OPEN)
    app = form_of("Milestone rescheduled")
    assert "Decided: 22 Nov 2026. Another date is under “More”." in [said(each) for each in app.caption]
    fill(app, due=date(2027, 6, 1), reason="Lorries late", when=date(2026, 11, 3))
    assert "Decided: 3 Nov 2026. Another date is under “More”." in [said(each) for each in app.caption]
    press(app)
    assert str(last(app_tieline).on) == "2026-11-03"


def test_what_was_proposed_under_a_name_is_told_beside_the_name(app_tieline: Tieline) -> None:
    record(app_tieline, *OPEN)
    app = form_of("System link live")
    assert any("Proposed: “Orders by EDI”" in said(each) for each in app.caption)


def test_a_refusal_of_what_is_folded_away_opens_it_and_stands_at_its_field(app_tieline: Tieline) -> None:
    app = fill(form_of("Meeting, call, visit, review or note"), summary="Line review", hours="900")
    press(app)
    assert not app.exception
    (more,) = app.expander
    assert more.proto.expanded
    assert [each.type for each in more if each.type in ("text_input", "error")][:3] == [
        "text_input",
        "text_input",
        "error",
    ]
    assert "at most 336 hours" in said(more.error[0])
    press(fill(app, hours="1.5"))
    assert getattr(last(app_tieline), "hours", None) == Decimal("1.5")


def test_what_is_logged_most_of_an_account_by_its_author_comes_first(app_tieline: Tieline) -> None:
    record(app_tieline, *OPEN)
    for due in ("2027", "2028", "2029"):
        moved = RescheduleMilestone(on=ON, milestone_id="m1", due=parse_when(due), reason="late")
        record(app_tieline, moved, by="kim")
    app_tieline.engine.catch_up()
    app = form_of("Milestone rescheduled")
    assert app.selectbox(key="log-what").options[0] == "Milestone rescheduled"
    assert app.pills(key="log-often").options[0] == "Milestone rescheduled"


def test_a_kind_is_chosen_at_a_touch(app_tieline: Tieline) -> None:
    record(app_tieline, *OPEN)
    app = form_of("Milestone reached")
    app.pills(key="log-often").select("Milestone rescheduled").run()
    assert app.selectbox(key="log-what").value == "Milestone rescheduled"
    assert not app.exception
