"""Where the page has nothing to show: no account is named, or nothing of it was known on the days looked at."""

import streamlit as st

from projections.projection import day_of
from ui.format import day, day_at, plain, span
from ui.looking import Looking
from ui.parts.time_travel import onward, travel
from ui.queries.account import beginning
from ui.queries.portfolio import relationship_names


def choose_account(wanted: str) -> None:
    """The accounts that there are, for whom the address names none that is."""
    known = relationship_names().set_index("relationship")
    st.title("Accounts")
    if wanted:
        st.warning(
            "There is no account under this address: choose one that is on record.", icon=":material/search_off:"
        )
    if known.empty:
        st.markdown("No account is on record yet.")
        st.page_link("ui/pages/portfolio.py", label="See how to begin", icon=":material/arrow_forward:")
    elif chosen := st.selectbox(
        "Which account?",
        list(known.index),
        index=None,
        format_func=lambda each: str(known.at[each, "name"]),
        placeholder="Type or choose a name",
    ):
        st.switch_page("ui/pages/account.py", query_params=onward(account=chosen))


def nothing_known(relationship: str, name: str, looked: Looking) -> None:
    """That nothing had happened, or was known, by then; with the way to the first day on which something was."""
    with st.container(border=True):
        st.header("Nothing had happened yet" if looked.known_on is None else "Nothing was known yet", anchor=False)
        begun = beginning(relationship)
        if begun is None:
            st.markdown(f"Everything on record of {plain(name)} was struck through.")
            return
        first, last, recorded_at = begun
        recorded = day_at(recorded_at)
        st.markdown(
            f"The first event on record of {plain(name)} is of {span(day_of(first), day_of(last))}, and the first was "
            f"recorded on {day(recorded)}: choose later dates."
        )
        as_of = looked.as_of and max(looked.as_of, min(day_of(first), looked.today))
        known_on = looked.known_on and max(looked.known_on, recorded)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                f"Go to {day(day_of(first) if as_of and looked.known_on is None else recorded)}",
                on_click=travel,
                args=(as_of, known_on),
                type="primary",
                icon=":material/history:",
            )
            st.page_link(
                "ui/pages/portfolio.py",
                label="See the portfolio on this date",
                icon=":material/arrow_back:",
                query_params=onward(),
            )
