"""How did this relationship come to be what it is? Its evolution as one picture, and all that is known of it, on any day."""

import streamlit as st

from projections.question import rows_of
from ui.account.economics import show_economics
from ui.account.finding import choose_account, nothing_known
from ui.account.head import TAB, TIMELINE, show_head
from ui.account.partnership import show_partnership
from ui.account.people import show_people
from ui.account.plans import show_plans
from ui.account.showcases import show_showcases
from ui.account.systems import show_systems
from ui.account.terms import show_terms
from ui.account.timeline import LOG, show_log, show_timeline, to_the_log
from ui.parts.changing import open_what_was_asked_for
from ui.queries.account import called
from ui.queries.portfolio import standing
from ui.session import looking

TABS = {
    "Plan and scorecard": show_plans,
    "Showcases": show_showcases,
    "Systems and IT terrain": show_systems,
    "People": show_people,
    "Service terms": show_terms,
    "Economics": show_economics,
    "Partnership": show_partnership,
}

relationship = st.query_params.get("account", "")
known = called(relationship) if relationship else None
if known is None:
    choose_account(relationship)
    st.stop()

name, kind = known
looked = looking()
stood = standing(looked, relationship)
show_head(relationship, name, kind, rows_of(stood)[0] if len(stood) else {})

if stood.empty:
    nothing_known(relationship, name, looked)
    st.stop()

to_the_log()
names = [TIMELINE, *TABS, LOG]
for title, tab in zip(names, st.tabs(names, key=TAB, bind="query-params", on_change="rerun"), strict=True):
    if tab.open:
        with tab:
            if title == TIMELINE:
                show_timeline(relationship, name, looked)
            elif title == LOG:
                show_log(relationship, looked)
            else:
                TABS[title](relationship, looked)
open_what_was_asked_for(relationship)
