"""The head of an account's page: what it is, how it stands, and where to go from here."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domain.relationship.account_class import CLASSED_KINDS
from projections.projection import day_of
from ui.account.showing import link
from ui.format import day, plain, span
from ui.parts.badges import badge, class_badge
from ui.parts.brief_button import brief_button
from ui.parts.chosen import ask_why

NOT_AN_ACCOUNT = {
    "segment": "Group of accounts",
    "channel partner": "Channel partner",
    "internal": "Line of business and IS",
}
TAB = "tab"
TIMELINE = "Timeline"


def show_head(relationship: str, name: str, kind: str, stood: Mapping[str, Any]) -> None:
    """The name with what can be done, and the standing; ``stood`` is empty where nothing had happened yet."""
    with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
        st.title(plain(name), anchor=False)
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            link("compare", "Compare", "compare_arrows", relationship)
            brief_button(relationship, name)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.markdown("  ·  ".join(marks(kind, stood)), width="content")
        if stood:
            reasons(kind, stood)


def marks(kind: str, stood: Mapping[str, Any]) -> list[str]:
    """Class and since when, risk or end, plan and last event, each in a few words of Markdown."""
    told = [] if kind == "account" else [f":orange-badge[{NOT_AN_ACCOUNT[kind]}]"]
    if not stood:
        return told
    if kind in CLASSED_KINDS:
        since = f" since {when(stood, 'class_since', 'class_until')}" if stood["class_since"] else ""
        told.append(class_badge(str(stood["account_class"])) + since)
    if stood["closed_since"]:
        told.append(badge(f"Closed {day(day_of(int(stood['closed_since'])))}", "gray"))
    elif stood["at_risk_since"]:
        told.append(f":red-badge[At risk] since {day(day_of(int(stood['at_risk_since'])))}")
    if stood["plan"]:
        told.append(badge(f"{stood['plan']}, to {day(day_of(int(stood['plan_ends'])))}"))
    return [*told, f"Last event {when(stood, 'last_event', 'last_until')}"]


def when(stood: Mapping[str, Any], first: str, last: str) -> str:
    """A span of the standing in words."""
    return span(day_of(int(stood[first])), day_of(int(stood[last])))


def reasons(kind: str, stood: Mapping[str, Any]) -> None:
    """The ways to ask why it stands so."""
    asked = {
        "class": "Why this class?" if kind in CLASSED_KINDS else "",
        "plan": ("Why this plan?" if stood["plan"] else "Why no plan?") if kind == "account" else "",
        "closed": "Why closed?" if stood["closed_since"] else "",
        "risk": "" if stood["closed_since"] else "Why at risk?" if stood["at_risk_since"] else "Why not at risk?",
    }
    for about, label in asked.items():
        if label:
            st.button(label, type="tertiary", icon=":material/help:", key=f"why-{about}", on_click=_ask, args=(about,))


def _ask(about: str) -> None:
    ask_why(about)
    st.session_state[TAB] = TIMELINE
