"""The policy that everything is judged by, as it was known on the day looked at."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from domain.ledger.audit import Progress
from domain.policy.change import PolicyChanged
from domain.policy.keys import parse
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy
from domain.policy.supposed import Supposed
from domain.relationship.rules import Rules
from projections import policy
from projections.what_if import Supposing, WhatIf, remembered, what_if
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running

KEPT = 8
"""So many answers about other policies."""


def policy_known(looked: Looking) -> Policy:
    """Every version that was on record (``projections.policy.policy_known``)."""
    return _policy(permitted("read"), looked.known_at)


def rules_on(looked: Looking) -> Rules:
    """The version in force on the day looked at, of those that were on record."""
    return policy_known(looked).rules_on(looked.day)


@st.cache_resource(max_entries=16, show_spinner=False)
def _policy(now: Now, known_at: int) -> Policy:
    tracker = running(now).tracker
    return policy.policy_known(tracker.recorder, tracker.codec, known_at)


def reasons(looked: Looking) -> dict[int, str]:
    """Why each version of the policy was drawn up, by its number; never cached, because it has words."""
    tracker = running(permitted("read")).tracker
    history = [tracker.codec.recorded(each) for each in tracker.recorder.select_events(POLICY_MODEL.name)]  # type: ignore[arg-type]  # the library's type for our records
    those = [each.event for each in history if each.recorded_at <= looked.known_at]
    changes = [each for each in those if isinstance(each, PolicyChanged)]
    words = tracker.codec.words(changes)
    return {each.rules.version: said.get("reason", "") for each, said in zip(changes, words, strict=True)}


def supposed_policy(looked: Looking, lines: Sequence[str], since: date) -> Supposed:
    """The policy with values set otherwise, as in "attention.quiet=90", from a day on. Raises a Refusal."""
    return Supposed(policy_known(looked), lambda rules: parse(rules, lines), since)


def what_if_under(looked: Looking, lines: tuple[str, ...], since: date, progress: Progress) -> WhatIf:
    """What would be different under it (``projections.what_if``); kept, because it is worked out from all of the record.

    ``progress`` is told how much of the record is read. Raises a Refusal.
    """
    now = permitted("review")
    kept, key = _what_ifs(), (now, looked.day, looked.known_at, lines, since)
    if key not in kept:
        tieline = running(now)
        memory = remembered(tieline.tracker.recorder, tieline.tracker.codec, looked.known_at, progress)
        policy = supposed_policy(looked, lines, since)
        found = what_if(Supposing(tieline.database, memory, policy, looked.day, looked.known_at))
        while len(kept) >= KEPT:
            kept.pop(next(iter(kept)), None)
        kept[key] = found
    return kept[key]


@st.cache_resource(show_spinner=False)
def _what_ifs() -> dict[object, WhatIf]:
    """The latest answers, kept by hand: what is cached by Streamlit cannot tell how far it is."""
    return {}
