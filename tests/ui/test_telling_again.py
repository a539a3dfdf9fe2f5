"""Which command a record came from, found from what the record says."""

from collections.abc import Sequence
from datetime import date

import msgspec
import pytest

from domain.access import Actor
from domain.company.model import COMPANY
from domain.history.asking import New, fields
from domain.history.event import Command
from domain.history.retraction import Strike
from domain.history.text import Sealed
from domain.history.when import parse_when as when
from domain.ledger.destroying import Destroyed, destroy
from domain.models import REGISTRY
from domain.observing import Observation
from domain.recorded import Recorded
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import InteractionLogged, LogInteraction
from domain.relationship.joint_plan import AgreePlan
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.relationship.showcase import AdoptShowcase, ConcludeShowcase, StartShowcase
from domain.relationship.system_link import SuspendLink, TakeLinkLive
from tests.browser.story import DECISIONS, OF_THE_COMPANY
from tests.conftest import SAMPLE
from tests.domain.examples import example
from tests.ui.filling import STREAM
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.telling_again import Again, told_again

OPENED = OpenRelationship(on=when("2020"), name="Harbour Foods")
STRATEGIC = Reclassify(on=when("2021"), to="strategic", reason="Able")
PLAN = AgreePlan(on=when("2024-01-01"), plan_id="p", title="Shelf", starts=date(2024, 1, 1), ends=date(2028, 1, 1))


def told(tieline: Tieline, record: Recorded) -> Again:
    again = told_again(tieline.tracker, tieline.tracker.history(record.originator_id), record.seq)
    assert again is not None
    return again


def recorded(tieline: Tieline, by: Actor, commands: Sequence[Command], stream: str = STREAM) -> list[Recorded]:
    """What the last of these commands led to."""
    receipts = [tieline.handle(stream, command, by=by) for command in commands]
    return tieline.tracker.history(stream)[-receipts[-1].count :]


@pytest.mark.parametrize(("stream", "commands"), [(STREAM, DECISIONS), (COMPANY.name, OF_THE_COMPANY)])
def test_every_record_is_told_again_by_its_own_command_with_what_was_said(
    sqlite_tieline: Tieline, kim: Actor, stream: str, commands: Sequence[Command]
) -> None:
    receipts = [(command, sqlite_tieline.handle(stream, command, by=kim)) for command in commands]
    history = sqlite_tieline.tracker.history(stream)
    for command, receipt in receipts:
        for seq in range(receipt.first_seq, receipt.last_seq + 1):
            again = told_again(sqlite_tieline.tracker, history, seq)
            assert again is not None
            assert (again.command, again.on, again.reason) == (type(command), command.on, command.reason)
            for field in fields(type(command)):
                said = getattr(command, field.name)
                if said != field.default and not isinstance(field.ask, New):
                    assert again.said[field.name] == said, (command, field.name)


def test_what_one_command_recorded_together_is_told_by_it_whichever_record_is_named(
    sqlite_tieline: Tieline, kim: Actor
) -> None:
    stable = Reclassify(on=when("2025-02-01"), to="stable", reason="No will", settle={"p": "close"})
    closed, classed = recorded(sqlite_tieline, kim, [OPENED, STRATEGIC, PLAN, stable])
    for record in (closed, classed):
        again = told(sqlite_tieline, record)
        assert (again.command, again.record) == (Reclassify, classed.seq)
        assert (again.said["to"], again.said["settle"]) == ("stable", {"p": "close"})


def test_a_new_end_that_a_class_gave_a_plan_is_told_with_it(sqlite_tieline: Tieline, kim: Actor) -> None:
    ends = date(2026, 1, 1)
    amended = Reclassify(
        on=when("2025-01-01"), to="integrated", reason="By the year", settle={"p": "amend"}, amend_to={"p": ends}
    )
    again = told(sqlite_tieline, recorded(sqlite_tieline, kim, [OPENED, STRATEGIC, PLAN, amended])[-1])
    assert (again.said["settle"], again.said["amend_to"]) == ({"p": "amend"}, {"p": ends})


def test_a_date_that_was_said_at_once_is_told_with_it(sqlite_tieline: Tieline, kim: Actor) -> None:
    closed = msgspec.structs.replace(PLAN, closed_on=when("2025-06"))
    for record in recorded(sqlite_tieline, kim, [OPENED, STRATEGIC, closed]):
        again = told(sqlite_tieline, record)
        assert (again.command, again.said["closed_on"]) == (AgreePlan, when("2025-06"))
    live = TakeLinkLive(on=when("2025-01"), link_id="l", title="EDI")
    rested = SuspendLink(on=when("2025-03"), link_id="l", resumed_on=when("2025-05"), reason="Counts")
    for record in recorded(sqlite_tieline, kim, [live, rested]):
        again = told(sqlite_tieline, record)
        assert (again.command, again.said["resumed_on"]) == (SuspendLink, when("2025-05"))


def test_what_goes_on_from_an_outcome_is_told_by_the_outcome(sqlite_tieline: Tieline, kim: Actor) -> None:
    tried = StartShowcase(on=when("2025-01"), showcase_id="s", title="RFID")
    concluded = ConcludeShowcase(on=when("2025-05"), showcase_id="s", outcome="extend", reason="One more site")
    for record in recorded(sqlite_tieline, kim, [OPENED, STRATEGIC, tried, concluded]):
        again = told(sqlite_tieline, record)
        assert (again.command, again.said["outcome"]) == (ConcludeShowcase, "extend")


def test_an_adoption_is_told_with_where_it_was_tried(sqlite_tieline: Tieline, kim: Actor) -> None:
    tried = StartShowcase(on=when("2025-01"), showcase_id="s", title="RFID")
    recorded(sqlite_tieline, kim, [OpenRelationship(on=when("2020"), name="Pine"), tried], "relationship-pine")
    adopted = AdoptShowcase(on=when("2025-05"), showcase_id="a", source="relationship-pine", showcase="s")
    again = told(sqlite_tieline, recorded(sqlite_tieline, kim, [OPENED, adopted])[-1])
    assert again.command is AdoptShowcase
    assert (again.said["source"], again.said["showcase"]) == ("relationship-pine", "s")


def test_history_that_was_observed_is_told_by_the_command_that_asks_for_it(sqlite_tieline: Tieline, kim: Actor) -> None:
    import_case(sqlite_tieline, SAMPLE, by=kim)
    streams = {row[0] for row in sqlite_tieline.database.look("SELECT DISTINCT stream FROM events")}
    found = {
        (REGISTRY.of(record.event).name, told(sqlite_tieline, record).command)
        for stream in streams
        for record in sqlite_tieline.tracker.history(stream)
    }
    assert {kind for kind, command in found if command is None} == set()
    assert len(found) == len(dict(found)), "every kind by one command"


def test_words_that_were_forgotten_are_left_empty(sqlite_tieline: Tieline, kim: Actor) -> None:
    talk = LogInteraction(on=when("2025"), kind="call", summary="With Ann", participants="Ann", reason="Prices")
    (record,) = recorded(sqlite_tieline, kim, [OPENED, talk])
    assert isinstance(record.event, InteractionLogged)
    assert isinstance(record.event.summary, Sealed)
    destroy(sqlite_tieline.keys, Destroyed(keys=frozenset({record.event.summary.key})))
    again = told(sqlite_tieline, record)
    assert (again.command, again.reason) == (LogInteraction, "")
    assert (again.said["kind"], again.said["summary"], again.said["participants"]) == ("call", "", "")


def test_no_kind_of_event_is_too_odd_to_be_told_again(sqlite_tieline: Tieline, kim: Actor) -> None:
    kinds = [kind for concept in RELATIONSHIP.concepts for kind in concept.kinds if kind.event not in Strike.__args__]
    for number, kind in enumerate(kinds):
        seen = Observation(command_id=str(number), fingerprint=b"", stream=STREAM, events=[example(kind.event)])
        sqlite_tieline.tracker.observe([seen], by=kim, batch="seen")
    for record in sqlite_tieline.tracker.history(STREAM):
        again = told(sqlite_tieline, record)
        concept = REGISTRY.concept_of[REGISTRY.of(record.event).name]
        assert again.command is None or again.command in concept.decisions
