"""The company's own history: its capacity for change, its systems, its CIO's time, and what it invests in IT."""

import streamlit as st

from domain.company.model import COMPANY
from ui.looking import Looking
from ui.parts.picture import show_evolution
from ui.queries.account import evolution


def show_company(looked: Looking) -> None:
    """Its evolution as one picture, or what to log where there is nothing yet."""
    if evolution(COMPANY.name, looked).empty:
        with st.container(border=True):
            st.header("Nothing is on record of the company itself", anchor=False)
            st.markdown(
                "Log what each party can absorb in change, the CIO's hours, the company's own systems and what is "
                "invested in IT: the questions Change load, Reach and Economics need it."
            )
        return
    show_evolution(COMPANY.name, "the company", looked)
