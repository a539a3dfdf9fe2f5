"""What the tabs share: a picture, a table, and what to log where there is nothing yet."""

from collections.abc import Mapping, Sequence

import pandas as pd
import streamlit as st

from domain.access import may
from ui.charts.timeline import Chart
from ui.format import plain, unbroken
from ui.navigation import PLACES
from ui.parts.time_travel import onward
from ui.session import actor


def show_chart(chart: Chart, key: str) -> None:
    """A picture that is only looked at."""
    st.vega_lite_chart({**chart.spec, "datasets": chart.datasets}, width="stretch", key=key, alt=chart.alt)


def show_table(rows: Sequence[Mapping[str, str]], alt: str) -> None:
    """A short list, its words shown just as they are."""
    table = pd.DataFrame(rows).map(lambda each: unbroken(plain(str(each))))
    st.table(table, hide_index=True, border="horizontal", alt=alt)


def nothing_yet(relationship: str, heading: str, says: str, **to_log: str) -> None:
    """That there is nothing, and what to log so that there is: links by what they say, each with the kind that it logs."""
    with st.container(border=True):
        st.subheader(heading, anchor=False)
        st.markdown(says)
        with st.container(horizontal=True):
            for kind, label in to_log.items():
                link("log", label, "edit_note", relationship, kind=kind.replace("_", " "))


def link(place: str, label: str, icon: str, relationship: str, **query: str) -> None:
    """A link to another page about this account, where that page is there and may be seen."""
    found = next((each for each in PLACES if each.name == place), None)
    if found and may(actor(), found.needs, relationship):
        st.page_link(
            found.file,
            label=label,
            icon=f":material/{icon}:",
            query_params=onward(account=relationship, **query),
            width="content",
        )
