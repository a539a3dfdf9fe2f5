"""What somebody may log: accounts that they may record, and the company's own history for who may govern."""

from collections.abc import Mapping

import streamlit as st

from domain.access import Action, may, reach
from domain.company.model import COMPANY
from domain.policy.model import POLICY_MODEL
from ui.finding import Named
from ui.logging.lines import Names
from ui.queries.account import called
from ui.queries.asking import Now, permitted
from ui.queries.portfolio import relationship_names
from ui.session import actor

THE_COMPANY = "The company itself"
GOVERNED = frozenset({COMPANY.name, POLICY_MODEL.name})


def needed(stream: str) -> Action:
    """What somebody must be allowed to do, to log in this history."""
    return "govern" if stream in GOVERNED else "record"


def may_log(stream: str) -> bool:
    """Whether this history is on record, and whoever looks may log in it."""
    if stream == COMPANY.name:
        return may(actor(), "govern")
    return may(actor(), "record", stream) and called(stream) is not None


def name_of(stream: str) -> str:
    """What a history is called; "" where whoever looks may not read it."""
    if stream in GOVERNED:
        return THE_COMPANY
    found = called(stream) if may(actor(), "read", stream) else None
    return found[0] if found else ""


def loggable() -> Mapping[str, str]:
    """The names of all histories that whoever looks may log in, by stream; the company's own comes last."""
    own = {each.id: each.name for each in accounts()}
    return own | ({COMPANY.name: THE_COMPANY} if may(actor(), "govern") else {})


def accounts() -> list[Named]:
    """The relationships that whoever looks may record, in the order of their names."""
    return account_names().accounts


def account_names() -> Names:
    """The same as a line may name them."""
    return _names(permitted("record"), reach(actor(), "record")) if may(actor(), "record") else Names(())


@st.cache_resource(max_entries=8, show_spinner=False)
def _names(now: Now, own: frozenset[str] | None) -> Names:
    del now  # names change only where the position does
    found = relationship_names()
    return Names(
        Named(id=stream, name=name, kind=kind)
        for stream, name, kind in zip(found["relationship"], found["name"], found["kind"], strict=True)
        if own is None or stream in own
    )
