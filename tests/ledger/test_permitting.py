"""Who may record what, by every door there is for writing; and that an account is whose opened it."""

import inspect
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Any

import msgspec
import pytest

from domain.access import ROLES, Actor, Grant, NotAllowed, Role, actor_of, local_actor
from domain.asked import Asked
from domain.company.capacity import SetCapacity
from domain.company.model import COMPANY
from domain.forgetting import affected, forget
from domain.history.asking import fields
from domain.history.event import Command
from domain.history.refusal import Refusal
from domain.history.retraction import OthersDependOnIt
from domain.history.when import parse_when
from domain.models import MODELS
from domain.observing import Observation
from domain.policy.change import ChangePolicy
from domain.policy.model import POLICY_MODEL
from domain.policy.version_1 import POLICY
from domain.relationship.interaction import LogInteraction
from domain.relationship.observation import FactObserved
from domain.relationship.opening import OpenRelationship, RelationshipOpened
from domain.relationship.responsibility import AssignAccount, ReleaseAccount
from domain.relationship.showcase import AdoptShowcase, StartShowcase
from domain.retracting import Correction
from domain.tracker import Tracker
from projections.responsibility import own
from tests.conftest import SAMPLE, Clock
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.record_file import record_file
from ui.telling_again import told_again

ADA = local_actor("ada")
ON = parse_when("2024-03-01")
HARBOUR, ORCHARD = "relationship-harbour", "relationship-orchard"
CONFINED = "confined"


@pytest.fixture
def story(sqlite_tieline: Tieline) -> Tieline:
    """Two accounts; Harbour Foods is Lee's. Records: 1 and 2 open them, 3 assigns, 4 and 5 are calls, 6 a capacity, 7 and 8 an import."""
    tell = sqlite_tieline.handle
    for stream, name in ((HARBOUR, "Harbour Foods"), (ORCHARD, "Orchard")):
        tell(stream, OpenRelationship(on=parse_when("2020"), name=name), by=ADA)
    tell(HARBOUR, AssignAccount(on=parse_when("2023"), manager="lee"), by=ADA)
    for stream in (HARBOUR, ORCHARD):
        tell(stream, call("Stock"), by=ADA, reported_by="Ann Lind")
    tell(COMPANY.name, SetCapacity(on=ON, party="own company", period=parse_when("2025-Q2"), capacity=3), by=ADA)
    answers = sqlite_tieline.tracker.handle_all(
        [asked("a", HARBOUR, call("Import")), asked("b", ORCHARD, call("Import"))], by=ADA, batch="import-1"
    )
    assert [each.became for each in answers] == ["recorded", "recorded"]
    sqlite_tieline.engine.catch_up()
    return sqlite_tieline


def theirs(tieline: Tieline) -> set[str]:
    """What Lee is responsible for."""
    return set(lee(tieline).own or ())


def lee(tieline: Tieline) -> Actor:
    """An account manager of Harbour Foods alone, as the groups and the views have it."""
    return actor_of("lee", ["sales"], {"sales": Grant("account manager", own=True)}, tieline.own)


def in_role(role: Role, _: Tieline) -> Actor:
    """Somebody in one role, of all accounts."""
    return Actor(f"s-{role}", frozenset({role}))


def call(summary: str = "Stock call") -> LogInteraction:
    return LogInteraction(on=ON, kind="call", summary=summary)


def asked(command_id: str, stream: str, command: Command | None, **more: str) -> Asked:
    said = f"{command_id} {stream}".encode()
    make = None if command is None else lambda _: command
    return Asked(command_id=command_id, said=said, stream=stream, command=make, **more)


def many(tieline: Tieline, by: Actor, item: Asked) -> None:
    """One of many commands; its refusal is raised, and is the same where it is only tried."""
    dry = tieline.tracker.handle_all([item], by=by, batch="b", dry_run=True)[0]
    found = tieline.tracker.handle_all([item], by=by, batch="b")[0]
    assert type(dry.refusal) is type(found.refusal)
    if found.refusal:
        raise found.refusal


def observe(tieline: Tieline, by: Actor, stream: str, *events: Any) -> None:
    row = Observation(command_id="row", fingerprint=b"x" * 32, stream=stream, events=events)
    tieline.tracker.observe([row], by=by, batch="b")


def reverse(tieline: Tieline, by: Actor, stream: str) -> None:
    """A whole import taken back, once it was tried; raises what is said of the row of this account."""
    tried = tieline.retract_batch("import-1", "Wrong file", by=by, dry_run=True)
    fate = next(each for each in tried if each.row.stream == stream)
    if fate.fate == "failed":
        raise NotAllowed(fate.why)
    assert tieline.retract_batch("import-1", "Wrong file", by=by) == tried


FACT = FactObserved(on=ON, observed=True, reason="It was so", lane="other")
OPENED = RelationshipOpened(on=ON, observed=True, name="New")
CAPACITY = SetCapacity(on=ON, party="own company", period=parse_when("2025-Q3"), capacity=2)
RULES = ChangePolicy(on=ON, rules=msgspec.structs.replace(POLICY, version=2), reason="As agreed")
THEIRS = {"account manager", "CIO", "administrator"}
EITHER, GOVERN, OPERATE = {*THEIRS, CONFINED}, {"CIO", "administrator"}, {"administrator"}

Door = Callable[[Tieline, Actor], object]
DOORS: Mapping[str, tuple[Door, set[str]]] = {
    "record": (lambda it, by: it.handle(HARBOUR, call(), by=by), EITHER),
    "record of another": (lambda it, by: it.handle(ORCHARD, call(), by=by), THEIRS),
    "record of one that is not there": (lambda it, by: it.handle("relationship-none", call(), by=by), EITHER),
    "open": (lambda it, by: it.handle("relationship-new", OpenRelationship(on=ON, name="New"), by=by), EITHER),
    "open another's": (lambda it, by: it.handle(ORCHARD, OpenRelationship(on=ON, name="Orchard"), by=by), THEIRS),
    "company": (lambda it, by: it.handle(COMPANY.name, CAPACITY, by=by), GOVERN),
    "policy": (lambda it, by: it.handle(POLICY_MODEL.name, RULES, by=by), GOVERN),
    "assign": (lambda it, by: it.handle(HARBOUR, AssignAccount(on=ON, manager="bo"), by=by), OPERATE),
    "assign another to oneself": (lambda it, by: it.handle(ORCHARD, AssignAccount(on=ON, manager="lee"), by=by), OPERATE),
    "release": (lambda it, by: it.handle(HARBOUR, ReleaseAccount(on=ON, manager="lee"), by=by), OPERATE),
    "retract": (lambda it, by: it.retract(4, "Wrong", by=by), EITHER),
    "retract of another": (lambda it, by: it.retract(5, "Wrong", by=by), THEIRS),
    "retract of the company": (lambda it, by: it.retract(6, "Wrong", by=by), GOVERN),
    "retract an assignment": (lambda it, by: it.retract(3, "Wrong", by=by), OPERATE),
    "correct": (lambda it, by: it.handle(HARBOUR, call(), by=by, correction=Correction(record=4, reason="x")), EITHER),
    "correct of another": (lambda it, by: it.handle(ORCHARD, call(), by=by, correction=Correction(record=5, reason="x")), THEIRS),
    "correct an assignment": (lambda it, by: it.handle(HARBOUR, call(), by=by, correction=Correction(record=3, reason="x")), OPERATE),
    "many": (lambda it, by: many(it, by, asked("c", HARBOUR, call())), EITHER),
    "many of another": (lambda it, by: many(it, by, asked("c", ORCHARD, call())), THEIRS),
    "many of the company": (lambda it, by: many(it, by, asked("c", COMPANY.name, CAPACITY)), GOVERN),
    "many of the policy": (lambda it, by: many(it, by, asked("c", POLICY_MODEL.name, RULES)), GOVERN),
    "many that assign": (lambda it, by: many(it, by, asked("c", HARBOUR, AssignAccount(on=ON, manager="bo"))), OPERATE),
    "many that retract": (lambda it, by: many(it, by, asked("c", HARBOUR, None, strikes="4", because="x")), EITHER),
    "many that retract another's": (lambda it, by: many(it, by, asked("c", ORCHARD, None, strikes="5", because="x")), THEIRS),
    "many that retract an assignment": (lambda it, by: many(it, by, asked("c", HARBOUR, None, strikes="3", because="x")), OPERATE),
    "many that correct an assignment": (lambda it, by: many(it, by, asked("c", HARBOUR, call(), strikes="3", because="x")), OPERATE),
    "observe": (lambda it, by: observe(it, by, HARBOUR, FACT), EITHER),
    "observe of another": (lambda it, by: observe(it, by, ORCHARD, FACT), THEIRS),
    "observe one that is new": (lambda it, by: observe(it, by, "relationship-new", OPENED, FACT), EITHER),
    "observe what nobody opened": (lambda it, by: observe(it, by, "relationship-new", FACT), THEIRS),
    "observe of the company": (lambda it, by: observe(it, by, COMPANY.name, FACT), GOVERN),
    "take an import back": (lambda it, by: reverse(it, by, HARBOUR), EITHER),
    "take another's import back": (lambda it, by: reverse(it, by, ORCHARD), THEIRS),
    "forget": (lambda it, by: forget(it.tracker, affected(it.tracker, "Ann Lind"), by=by, on=ON, reason="By letter"), OPERATE),
}  # fmt: skip
"""Each door with what is done through it, and who may."""


ACTORS: Mapping[str, Callable[[Tieline], Actor]] = {
    **{role: partial(in_role, role) for role in ROLES},
    CONFINED: lee,
    "nobody": lambda _: Actor("s", frozenset()),
}


def spread(tieline: Tieline) -> Mapping[str, str]:
    """A showcase at either account that the other adopted; their ids by account. Records: 9 to 12."""
    for number, stream in enumerate((HARBOUR, ORCHARD)):
        tieline.handle(stream, StartShowcase(on=ON, showcase_id=f"showcase-{number}", title=f"EDI {number}"), by=ADA)
    for number, (stream, source) in enumerate(((ORCHARD, HARBOUR), (HARBOUR, ORCHARD))):
        adopted = AdoptShowcase(
            on=parse_when("2024-05-01"), showcase_id=f"adopted-{number}", source=source, showcase=f"EDI {number}"
        )
        tieline.handle(stream, adopted, by=ADA)
    return {HARBOUR: "showcase-0", ORCHARD: "showcase-1"}


def test_whoever_is_confined_names_no_other_account_and_is_told_nothing_of_one(story: Tieline) -> None:
    by, head = lee(story), story.tracker.recorder.head()
    guesses = [
        AdoptShowcase(on=ON, showcase_id="s", source=each, showcase="?") for each in (ORCHARD, "relationship-none")
    ]
    for guess in guesses:
        with pytest.raises(NotAllowed, match="may look only at accounts of their own") as refused:
            story.handle(HARBOUR, guess, by=by)
        assert refused.value.field == "source"
        with pytest.raises(NotAllowed, match="may look only at accounts of their own"):
            many(story, by, asked("g", HARBOUR, guess))
    assert story.tracker.recorder.head() == head
    spread(story)
    for door in (
        lambda: story.retract(9, "Wrong", by=by),
        lambda: many(story, by, asked("r", HARBOUR, None, strikes="9", because="x")),
        lambda: story.handle(HARBOUR, call(), by=by, correction=Correction(record=9, reason="x")),
    ):
        with pytest.raises(OthersDependOnIt, match=r"an account that is not yours \(record 11\)"):
            door()
    with pytest.raises(OthersDependOnIt, match=r"Orchard \(record 11\)"):
        story.retract(9, "Wrong", by=ADA)


def test_taking_an_import_back_names_no_other_account_to_who_is_confined(story: Tieline) -> None:
    begun = StartShowcase(on=ON, showcase_id="s", title="EDI")
    story.tracker.handle_all([asked("s", HARBOUR, begun)], by=ADA, batch="import-2")
    story.handle(ORCHARD, AdoptShowcase(on=ON, showcase_id="t", source=HARBOUR, showcase="s"), by=ADA)
    for by, told in ((lee(story), "an account that is not yours (record"), (ADA, "Orchard (record")):
        (fate,) = story.retract_batch("import-2", "Wrong file", by=by, dry_run=True)
        assert told in fate.why


@pytest.mark.parametrize("name", ACTORS)
def test_every_door_for_writing_is_closed_to_those_who_may_not_and_open_to_others(story: Tieline, name: str) -> None:
    by, head = ACTORS[name](story), story.tracker.recorder.head()
    for door, (act, may) in DOORS.items():
        if name not in may:
            with pytest.raises(NotAllowed, match=r"ask an administrator (for the role|to assign it).*\.$"):
                act(story, by)
            assert story.tracker.recorder.head() == head, door
    for door, (act, may) in DOORS.items():
        if name in may:
            try:
                act(story, by)
            except NotAllowed as refused:
                pytest.fail(f"{door}: {refused}")
            except Refusal:  # by a rule of its own, as for what another door struck through before
                continue
    written = story.tracker.recorder.select_records(head[0], 1000)[1:]
    assert {each.recorded_by for each in written} <= {by.subject}
    assert bool(written) == any(name in may for _, may in DOORS.values())


def test_every_way_to_write_asks_who_does() -> None:
    doors = {
        name
        for each in (Tieline, Tracker)
        for name, method in inspect.getmembers(each, inspect.isfunction)
        if "by" in inspect.signature(method).parameters
    }
    assert doors == {"handle", "retract", "retract_batch", "handle_all", "observe", "permit"}
    assert all(act.__code__.co_names for act, _ in DOORS.values())


def test_nobody_says_who_records() -> None:
    """The author is whoever asks; no command has a field for them, and no file a column."""
    names = {field.name for model in MODELS for command in model.decisions for field in fields(command)}
    assert names.isdisjoint({"recorded_by", "author", "subject"})


def test_a_file_of_commands_cannot_name_its_author(story: Tieline, tmp_path: Path) -> None:
    file = tmp_path / "calls.jsonl"
    line = {"account": "Harbour Foods", "do": "interaction", "on": "2024-03-02", "kind": "call", "summary": "x"}
    file.write_text("\n".join(json.dumps(each) for each in (line, {**line, "recorded_by": "kim"})), encoding="utf-8")
    result = record_file(story, file, by=lee(story))
    assert (result.recorded, [each.line for each in result.refused]) == (1, [2])
    assert story.tracker.history(HARBOUR)[-1].recorded_by == "lee"


# A batch goes on past what is another's.


def test_rows_about_other_peoples_accounts_are_refused_one_by_one(story: Tieline, tmp_path: Path) -> None:
    file = tmp_path / "calls.jsonl"
    called = {"do": "interaction", "on": "2024-03-02", "kind": "call", "summary": "x"}
    lines = [
        {"account": "Orchard", **called},
        {"account": "Harbour Foods", **called},
        {"account": "company", "do": "company capacity", "on": "2024-03", "party": "own company", "period": "2025-Q4"},
        {"account": "New Foods", "do": "open", "name": "New Foods", "on": "2024-01"},
        {"account": "New Foods", **called},
    ]
    lines[2]["capacity"] = "3"
    file.write_text("\n".join(json.dumps(each) for each in lines), encoding="utf-8")
    tried, result = (record_file(story, file, by=lee(story), dry_run=dry) for dry in (True, False))
    assert tried.refused == result.refused
    assert [each.line for each in result.refused] == [1, 3]
    assert "lee may record only about accounts of their own" in result.refused[0].reason
    assert "the role CIO or administrator" in result.refused[1].reason
    assert result.recorded == 3
    assert len(theirs(story)) == 2, "what they opened is theirs"


def test_rows_of_a_case_file_about_other_peoples_accounts_are_refused(story: Tieline) -> None:
    story.handle("relationship-walmart", OpenRelationship(on=ON, name="Wal-Mart"), by=ADA)
    tried, result = (import_case(story, SAMPLE, by=lee(story), dry_run=dry) for dry in (True, False))
    assert tried.refused == result.refused
    assert result.refused
    assert {each.reason for each in result.refused} == {
        "lee may record only about accounts of their own, and this is none of them: ask an administrator to assign it."
    }
    assert result.recorded == result.rows - len(result.refused)
    opened = {each.originator_id for each in story.tracker.history("relationship-walmart")}
    assert opened.isdisjoint(theirs(story))
    assert len(theirs(story)) > 5
    again = import_case(story, SAMPLE, by=lee(story))
    assert (again.recorded, again.already_recorded) == (0, result.recorded)


# Whose an account is.


def test_who_is_confined_and_opens_an_account_is_responsible_for_it_however_often_they_ask(story: Tieline) -> None:
    by = lee(story)
    command = OpenRelationship(on=parse_when("2015"), name="New Foods")
    first = story.handle("relationship-new", command, by=by, command_id="c1")
    again = story.handle("relationship-new", command, by=by, command_id="c1")
    assert (first.count, again.repeated) == (2, True)
    assert theirs(story) == {HARBOUR, "relationship-new"}
    story.handle("relationship-new", call(), by=by)  # by whom they were looked up as before they opened it


def test_what_begins_later_is_theirs_from_today(story: Tieline) -> None:
    story.handle("relationship-new", OpenRelationship(on=parse_when("2030"), name="New"), by=lee(story))
    assert "relationship-new" in theirs(story)


def test_who_is_not_confined_opens_without_being_responsible(story: Tieline) -> None:
    by = Actor("bo", frozenset({"account manager"}))
    assert story.handle("relationship-new", OpenRelationship(on=ON, name="New"), by=by).count == 1


def test_who_opened_an_account_by_mistake_takes_it_back_and_it_is_no_longer_theirs(story: Tieline) -> None:
    seq = story.handle("relationship-new", OpenRelationship(on=ON, name="New"), by=lee(story)).first_seq
    assert story.retract(seq, "Another name", by=lee(story)).count == 2
    assert theirs(story) == {HARBOUR}


@pytest.mark.parametrize("corrector", ["lee", "ada"])
def test_whoever_corrects_an_opening_leaves_it_with_who_is_responsible(story: Tieline, corrector: str) -> None:
    seq = story.handle("relationship-new", OpenRelationship(on=ON, name="Nwe"), by=lee(story)).first_seq
    by = lee(story) if corrector == "lee" else ADA
    rightly = OpenRelationship(on=ON, name="New")
    story.handle("relationship-new", rightly, by=by, correction=Correction(record=seq, reason="Misspelt"))
    standing = story.tracker.load("relationship-new")
    assert (standing.name, list(standing.managers)) == ("New", ["lee"])
    assert theirs(story) == {HARBOUR, "relationship-new"}


def test_nobody_gets_another_ones_account_by_opening_what_was_retracted_whole(story: Tieline) -> None:
    story.retract(8, "Wrong", by=ADA)
    for seq in (5, 2):
        story.retract(seq, "Wrong", by=ADA)
    with pytest.raises(NotAllowed):
        story.handle(ORCHARD, OpenRelationship(on=ON, name="Orchard"), by=lee(story))


def test_a_release_counts_at_once_and_from_its_day(story: Tieline, clock: Clock) -> None:
    by = lee(story)
    story.handle(HARBOUR, ReleaseAccount(on=parse_when("2026-12-01"), manager="lee"), by=ADA)
    assert theirs(story) == {HARBOUR}
    clock.set(datetime(2026, 12, 1, tzinfo=UTC))
    assert theirs(story) == set()
    with pytest.raises(NotAllowed):
        story.handle(HARBOUR, call(), by=lee(story))
    with pytest.raises(NotAllowed):
        story.handle(HARBOUR, call(), by=by)  # who was looked up before


def test_what_somebody_is_responsible_for_is_told_as_of_a_day_and_as_known(tieline: Tieline) -> None:
    for name in ("a", "b"):
        tieline.handle(name, OpenRelationship(on=parse_when("2020"), name=name), by=ADA)
    assigned = tieline.handle("a", AssignAccount(on=parse_when("2024"), manager="lee"), by=ADA)
    tieline.handle("b", AssignAccount(on=parse_when("2025-03"), manager="lee"), by=ADA)
    tieline.handle("b", AssignAccount(on=parse_when("2025-03"), manager="bo"), by=ADA)
    tieline.handle("a", ReleaseAccount(on=parse_when("2025-06-01"), manager="lee"), by=ADA)
    days = [date(2023, 12, 31), date(2024, 1, 1), date(2025, 3, 1), date(2025, 6, 1)]
    assert [own(tieline.database, "lee", day) for day in days] == [set(), {"a"}, {"a", "b"}, {"b"}]
    tieline.retract(assigned.first_seq + 3, "Another account", by=ADA)
    assert own(tieline.database, "lee", days[-1]) == {"a", "b"}
    assert own(tieline.database, "lee", days[-1], 0) == set()
    assert tieline.own("nobody") == set()


def test_an_opening_that_made_somebody_responsible_is_told_again_as_an_opening(story: Tieline) -> None:
    seq = story.handle("relationship-new", OpenRelationship(on=ON, name="Nwe"), by=lee(story)).first_seq
    again = told_again(story.tracker, story.tracker.history("relationship-new"), seq)
    assert again
    assert (again.command, again.said["name"]) == (OpenRelationship, "Nwe")
