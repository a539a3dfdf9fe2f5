"""Who came into a class over the span that is looked over and who left it: what the +/- under a number counts."""

from collections.abc import Sequence
from datetime import date

import pandas as pd
import streamlit as st

from domain.relationship.account_class import ACCOUNT_CLASSES
from projections.came_and_left import ANY, AT_RISK, Moved
from projections.census import UNCLASSIFIED
from ui.format import day, plain
from ui.parts.leading_table import leading_table
from ui.parts.sharing import share_table
from ui.parts.time_travel import record_address
from ui.portfolio.going import CHANGED, PAGE, SINCE, close
from ui.queries import portfolio as ask
from ui.questions.question import counted
from ui.session import looking, theme

AT_ONCE = 25
ANYWHERE = "Anywhere"
ASKED = {**{each.capitalize(): each for each in (*ACCOUNT_CLASSES, UNCLASSIFIED, AT_RISK)}, ANYWHERE: ANY}
"""What an address asks for, and what that is."""


def show_changed(which: str, since: date) -> None:
    """The accounts, those that came first, with where each stood at both ends, and the way to all accounts."""
    st.button("All accounts", icon=":material/arrow_back:", on_click=close, key="back")
    looked = looking()
    if which not in ASKED:
        st.markdown(f"Accounts come into one of these and leave it: {', '.join(ASKED)}. Go back and choose one.")
        return
    found = sorted(ask.came_and_left(looked, since, ASKED[which]), key=lambda each: not each.came)
    days = (f"On {day(since)}", f"On {day(looked.day)}")
    says = f"From {day(since)} to {day(looked.day)}: {summed(found, which)}."
    heading = "Who changed where they stand" if which == ANYWHERE else f"{which}: who came and who left"
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.header(plain(heading), width="content", anchor=False)
        if found:
            about = {CHANGED: which, SINCE: since.isoformat()}
            share_table(lambda: as_table(found, which, days), heading, "came-and-left", about, says=says, key="changed")
    st.markdown(says)
    if not found:
        return
    rows, pages = st.container(), -(-len(found) // AT_ONCE)
    number = st.pagination(pages, key=PAGE, bind="query-params") if pages > 1 else 1
    shown = found[(number - 1) * AT_ONCE : number * AT_ONCE]
    with rows:
        addresses = [record_address(each.relationship) for each in shown]
        st.html(leading_table(as_table(shown, which, days), addresses, theme(), heading))


def summed(found: Sequence[Moved], which: str) -> str:
    """How many came and how many left."""
    if which == ANYWHERE:
        return (
            f"{counted(len(found), 'account')} changed where they stand"
            if found
            else "no account changed where it stands"
        )
    came = sum(each.came for each in found)
    return f"{counted(came, 'account') if came else 'nobody'} came and {len(found) - came or 'nobody'} left"


def as_table(found: Sequence[Moved], which: str, days: tuple[str, str]) -> pd.DataFrame:
    """The accounts as a person reads them."""
    table = pd.DataFrame(
        {
            "Account": [each.name for each in found],
            "What": ["came" if each.came else "left" for each in found],
            days[0]: [each.before.capitalize() for each in found],
            days[1]: [each.after.capitalize() for each in found],
        }
    )
    return table.drop(columns="What") if which == ANYWHERE else table
