"""Stepping through a history gives the same state at each step as replaying it up to there, in whatever order of steps."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.access import Actor
from domain.company.model import COMPANY
from domain.history.event import Command, Event
from domain.history.refusal import Refusal
from domain.history.when import parse_when as when
from domain.policy.change import ChangePolicy
from domain.policy.keys import parse
from domain.policy.model import POLICY_MODEL
from domain.policy.version_1 import POLICY
from domain.recorded import Recorded
from domain.relationship.classification import Reclassify
from domain.relationship.interaction import LogInteraction
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.relationship.surroundings import Alone
from domain.retracting import Correction, folded, standing
from projections import replay as replaying
from projections.replay import Stepping, replay
from tests.conftest import SAMPLE
from tests.domain.scenario import HARBOUR
from tests.strategies import commands
from ui.bootstrap import Tieline
from ui.importing import import_case
from ui.record_file import record_file


@pytest.fixture
def often(monkeypatch: pytest.MonkeyPatch) -> None:
    """States are kept after every few events, so that short histories have some."""
    monkeypatch.setattr(replaying, "KEPT_EVERY", 3)


def test_each_step_is_what_replaying_up_to_it_gives(often: None, sqlite_tieline: Tieline, kim: Actor) -> None:
    tieline = sqlite_tieline
    tieline.handle("s", OpenRelationship(on=when("2020"), name="Harbour Foods"), by=kim)
    tieline.handle("s", Reclassify(on=when("2023-05"), to="strategic", reason="able"), by=kim)
    tieline.handle("s", Reclassify(on=when("2021-Q2"), to="emerging", reason="late"), by=kim)
    tieline.handle("s", LogInteraction(on=when("2022-03"), kind="call", summary="Prices"), by=kim)
    right = Reclassify(on=when("2021-Q3"), to="integrated", reason="later")
    tieline.handle("s", right, by=kim, correction=Correction(record=3, reason="The wrong one"))
    tieline.retract(4, "Another account", by=kim)
    history = tieline.tracker.history("s")
    stepping = Stepping("s", history)
    for as_of in (date.max, date(2022, 12, 31), date(2019, 1, 1)):
        for seq in (*range(len(history) + 1), 3, 7, 1, 5):
            assert stepping.state(seq, as_of) == replay(tieline.tracker, "s", to_seq=seq, as_of=as_of).state, (
                seq,
                as_of,
            )


def test_a_published_history_steps_like_it_replays(often: None, sqlite_tieline: Tieline, kim: Actor) -> None:
    import_case(sqlite_tieline, SAMPLE, by=kim)
    tracker = sqlite_tieline.tracker
    streams = {each.stream for each in tracker.recorder.select_records(0, 1000)}
    for stream in sorted(streams)[:6]:
        history = tracker.history(stream)
        stepping = Stepping(stream, history)
        for each in [*history, *history[::-2]]:
            assert stepping.state(each.seq) == replay(tracker, stream, to_seq=each.seq).state


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    given_commands=st.lists(commands, max_size=20),
    steps=st.lists(st.integers(0, 25), max_size=12),
    day=st.dates(date(2019, 1, 1), date(2026, 1, 1)),
)
def test_any_history_steps_like_it_folds(
    given_commands: list[Command], steps: list[int], day: date, often: None
) -> None:
    history: list[Event] = [HARBOUR]
    for command in given_commands:
        try:
            history += RELATIONSHIP.decide(RELATIONSHIP.folded("r", history), history, command, Alone(POLICY))
        except Refusal:
            continue
    recorded = [Recorded("r", number, event, seq=number * 2) for number, event in enumerate(history, 1)]
    stepping = Stepping("r", recorded)
    for step in steps:
        seq = min(step, len(recorded)) * 2
        taken = [each for each in standing([one for one in recorded if one.seq <= seq]) if each.event.on.first <= day]
        assert stepping.state(seq, day) == folded("r", taken)


def test_the_company_and_the_policy_are_stepped_through_alike(
    often: None, sqlite_tieline: Tieline, kim: Actor, tmp_path: Path
) -> None:
    lines = "".join(
        f'{{"account": "company", "do": "company add-system", "on": "20{year}", "title": "Hub {year}"}}\n'
        for year in range(24, 16, -1)
    )
    (tmp_path / "company.jsonl").write_text(lines, encoding="utf-8")
    assert record_file(sqlite_tieline, tmp_path / "company.jsonl", by=kim).recorded == 8
    change = ChangePolicy(on=when("2024"), rules=parse(POLICY, ["attention.quiet=90"]), reason="Drawn up anew")
    sqlite_tieline.handle(POLICY_MODEL.name, change, by=kim)
    for stream in (COMPANY.name, POLICY_MODEL.name):
        history = sqlite_tieline.tracker.history(stream)
        assert history
        stepping = Stepping(stream, history)
        for each in history:
            assert stepping.state(each.seq) == replay(sqlite_tieline.tracker, stream, to_seq=each.seq).state
