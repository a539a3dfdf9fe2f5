"""Rows of accounts, each a link to its page."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from domain.relationship.account_class import CLASSED_KINDS
from projections.projection import day_of
from ui.format import day, plain, span
from ui.parts.badges import class_badge
from ui.parts.time_travel import onward


def show_rows(rows: Sequence[Mapping[str, Any]]) -> None:
    """Each row with name, class and since when, last event and plan in force."""
    with st.container(border=True, gap="xsmall"):
        for row in rows:
            name, standing, latest = st.columns([3, 3, 5], vertical_alignment="center", gap="xxsmall")
            name.page_link(
                "ui/pages/account.py",
                label=f"**{plain(str(row['name']))}**",
                query_params=onward(account=str(row["relationship"])),
            )
            at_risk = " :red-badge[At risk]" if row["at_risk_since"] else ""
            closed = f" · closed {day(day_of(int(row['closed_since'])))}" if row["closed_since"] else ""
            classed = class_badge(str(row["account_class"])) if row["kind"] in CLASSED_KINDS else ""
            standing.markdown(classed + _when(row, " since", "class_since", "class_until") + at_risk)
            plan = f" · {plain(str(row['plan']))}, to {day(day_of(int(row['plan_ends'])))}" if row["plan"] else ""
            latest.markdown(f"Last event{_when(row, '', 'last_event', 'last_until')}{plan}{closed}")


def _when(row: Mapping[str, Any], word: str, first: str, last: str) -> str:
    """A span after a word, as in since 1988; nothing where there is no such day."""
    return f"{word} {span(day_of(int(row[first])), day_of(int(row[last])))}" if row[first] else ""
