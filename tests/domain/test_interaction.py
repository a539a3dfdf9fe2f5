"""Interactions with participants, hours and the CIO: does, refuses, reads well."""

from decimal import Decimal

import msgspec
import pytest

from domain.history.sentence import sentence
from domain.relationship.interaction import HoursNotPossible, InteractionLogged, LogInteraction
from tests.domain.scenario import HARBOUR, given, on


def log(participants: str = "", hours: str | None = None, *, with_cio: bool = False) -> LogInteraction:
    return LogInteraction(
        on=on("2024-03-01"),
        kind="meeting",
        summary="Line review",
        participants=participants,
        hours=None if hours is None else Decimal(hours),
        with_cio=with_cio,
    )


def logged(participants: str = "", hours: str | None = None, *, with_cio: bool = False) -> InteractionLogged:
    return InteractionLogged(
        on=on("2024-03-01"),
        kind="meeting",
        summary="Line review",
        participants=participants,
        hours=None if hours is None else Decimal(hours),
        with_cio=with_cio,
    )


def said(event: InteractionLogged, reason: str = "") -> str:
    return sentence(
        event, {}, {"reason": reason, "summary": str(event.summary), "participants": str(event.participants)}
    )


def test_an_interaction_is_logged_with_who_took_part_and_its_hours() -> None:
    given(HARBOUR).when(log("  Ann Lee  and Kim Berg ", "2", with_cio=True)).then(
        logged("Ann Lee and Kim Berg", "2", with_cio=True)
    )


@pytest.mark.parametrize("hours", ["0.01", "0.25", "336"])
def test_hours_from_a_moment_to_two_weeks_are_accepted(hours: str) -> None:
    given(HARBOUR).when(log(hours=hours)).then(logged(hours=hours))


@pytest.mark.parametrize("hours", ["0", "-1", "336.01", "0.005", "NaN", "Infinity"])
def test_hours_that_no_interaction_takes_are_refused(hours: str) -> None:
    given(HARBOUR).when(log(hours=hours)).then_refused(
        HoursNotPossible, hours, "more than 0 and at most 336", field="hours"
    )


def test_without_participants_and_hours_it_reads_as_it_always_did() -> None:
    assert said(logged(), "Yearly") == "Meeting: Line review — Yearly."
    assert msgspec.json.encode(logged()) == b'{"on":{"first":"2024-03-01"},"kind":"meeting","summary":"Line review"}'


def test_participants_and_hours_stand_before_what_it_was_about() -> None:
    assert said(logged("Ann Lee and Kim Berg", "2.0")) == "Meeting (2 h) with Ann Lee and Kim Berg: Line review."
    assert said(logged(hours="10")) == "Meeting (10 h): Line review."
    assert said(logged(hours="1.50", with_cio=True)) == "Meeting (1.5 h, the CIO took part): Line review."
    assert said(logged("Ann Lee", with_cio=True)) == "Meeting (the CIO took part) with Ann Lee: Line review."


def test_names_are_not_in_the_headline() -> None:
    assert logged("Ann Lee", "2").headline({}) == "Meeting (2 h)"
