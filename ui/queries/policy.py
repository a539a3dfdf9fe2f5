"""The policy that everything is judged by, as it was known on the day looked at."""

import streamlit as st

from domain.policy.state import Policy
from domain.relationship.rules import Rules
from projections import policy
from ui.looking import Looking
from ui.queries.asking import Now, permitted, running


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
