"""What logging asks of what is on record: what is logged most, and what was recorded of about the same."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

import msgspec
import streamlit as st

from domain.history.event import Command, Event
from domain.history.refusal import NoSuchRecord
from domain.models import MODELS
from domain.relationship.state import Relationship
from projections.logged import is_standing, kinds_of, seqs_near
from ui.queries.asking import Now, permitted, running
from ui.session import actor

CALLED_OTHERWISE: Mapping[str, str] = {
    "relationship-put-at-risk": "at-risk",
    "relationship-recovered": "recover",
    "joint-plan-agreed": "plan agree",
    "joint-plan-reviewed": "plan review",
    "joint-plan-closed-early": "plan close",
    "measure-target-set": "measure target",
    "system-link-went-live": "link live",
    "system-link-retired": "link retire",
    "economics-reported": "economics report",
}
"""Common kinds of event whose command has another label, by its path."""
AT_MOST = 20
"""So many records near in time are compared; more of one kind in a fortnight are no likely duplicates of one."""
LATELY = 500
"""So many records of an account, the latest, say what is logged of it most."""
AGAIN = 2
"""What was logged but once is no habit."""
OWN = 3
"""What somebody recorded themselves counts as so many records of others."""


class Near(msgspec.Struct, frozen=True):
    """A record that stands, with its words opened."""

    seq: int
    event: Event
    words: Mapping[str, str]


def recorded_near(stream: str, kind: str, first: date, last: date, days: int) -> list[Near]:
    """The records of a kind of an account that happened up to so many days before or after; the latest first.

    Never cached, because their words can be forgotten.
    """
    tracker = running(permitted("read", stream)).tracker
    seqs = seqs_near(tracker.database, stream, kind, first.toordinal() - days, last.toordinal() + days, AT_MOST)
    if not seqs:
        return []
    found = [tracker.codec.recorded(each) for each in tracker.recorder.select_by_seq(seqs)]
    words = tracker.codec.words(each.event for each in found)
    opened = {each.seq: Near(each.seq, each.event, said) for each, said in zip(found, words, strict=True)}
    return [opened[seq] for seq in seqs if seq in opened]


def state_now(stream: str) -> Relationship:
    """Everything on record of an account; of one that is not there, nothing."""
    tracker = running(permitted("read", stream)).tracker
    try:
        state = tracker.load(stream)
    except NoSuchRecord:
        return Relationship(id=stream)
    return state if isinstance(state, Relationship) else Relationship(id=stream)


def stands(stream: str, seq: int) -> bool:
    """Whether a record of this account was not struck through since; one of another account is none of it."""
    return is_standing(running(permitted("read", stream)).database, stream, seq)


def used_most(stream: str) -> Sequence[type[Command]]:
    """What is logged of this account most, and by whoever looks above all; the most used first."""
    counted = _kinds(permitted("read", stream), stream, actor().subject)
    return [COMMANDS[kind] for kind in counted if kind in COMMANDS]


@st.cache_data(max_entries=256, show_spinner=False)
def _kinds(now: Now, stream: str, subject: str) -> list[str]:
    times_of, weights = Counter[str](), Counter[str]()
    for kind, by, times in kinds_of(running(now).database, stream, LATELY):
        times_of[kind] += times
        weights[kind] += times * (OWN if by == subject else 1)
    return [kind for kind, _ in weights.most_common() if times_of[kind] >= AGAIN]


def _commands() -> dict[str, type[Command]]:
    found: dict[str, type[Command]] = {}
    for model in MODELS:
        for concept in model.concepts:
            offered = [each for each in concept.decisions if each.offered]
            for kind in concept.kinds:
                called = {kind.label, CALLED_OTHERWISE.get(kind.name)}
                like_it = [each for each in offered if {each.label, each.path} & called]
                if like_it or len(offered) == 1:
                    found[kind.name] = (like_it or offered)[0]
    return found


COMMANDS: Mapping[str, type[Command]] = _commands()
"""The command that each kind of event comes from, where that can be told."""
