"""The service-differentiation matrix and the thresholds of one version."""

import pandas as pd
import streamlit as st

from domain.policy.state import Version
from ui.format import plain
from ui.parts.sharing import share_table
from ui.policy.values import called
from ui.policy_words import matrix, since, thresholds


def show_matrix(version: Version) -> None:
    """What each class gets, row by row, and the thresholds below."""
    number = version.rules.version
    table = matrix_table(version)
    with st.container(border=True):
        with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
            st.header(f"Policy version {number}, {since(version)}", width="content", anchor=False)
            title = f"What each class of account gets, version {number}"
            share_table(table, title, f"policy-{number}", {"version": number}, key="matrix")
        st.markdown("What each class of account gets. Every decision is judged by the version in force on its day.")
        st.table(table.map(plain), hide_index=True, border="horizontal", alt="The service-differentiation matrix")
    with st.container(border=True):
        st.header("Thresholds", anchor=False)
        st.table(
            {plain(called(key)): plain(grouped(value)) for key, value in thresholds(version)},
            border="horizontal", hide_header=True, alt="The policy's thresholds",
        )  # fmt: skip


def matrix_table(version: Version) -> pd.DataFrame:
    """The matrix: a row for each thing that a class may get, a column for each class."""
    services = version.rules.services
    return pd.DataFrame(
        [
            {"What it gives": row[:1].upper() + row[1:], **dict(zip(map(str.capitalize, services), cells, strict=True))}
            for row, cells in matrix(services.values())
        ]
    )


def grouped(value: str) -> str:
    """A figure with its thousands set apart."""
    return f"{int(value):,}" if value.isascii() and value.isdigit() else value
