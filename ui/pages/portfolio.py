"""Where does every account stand? Class, plan in force and last event, on any day, each leading to its account."""

import streamlit as st

from domain.access import may
from domain.relationship.account_class import ACCOUNT_CLASSES
from ui.forms.opening import open_dialog
from ui.parts.accounts import show_accounts
from ui.parts.first_steps import show_first_steps
from ui.queries.portfolio import relationship_names, standing
from ui.session import actor, looking, tieline

NOT_COUNTED = {
    "segment": "Groups of accounts (not counted as accounts)",
    "channel partner": "Channel partners",
    "internal": "Internal relationships: a line of business and IS",
}

if relationship_names().empty:
    show_first_steps()
    st.stop()

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title("Portfolio", anchor=False)
    if may(actor(), "record") and st.button("Open an account", type="primary", icon=":material/add:"):
        open_dialog(tieline(), actor())

looked = looking()
stood = standing(looked)
if not looked.is_now:
    stood = stood[stood["last_event"] > 0]
closed = stood[stood["closed_since"] > 0]
open_ = stood[stood["closed_since"] == 0]
accounts = open_[open_["kind"] == "account"]

if stood.empty:
    with st.container(border=True):
        st.header("Nothing had happened yet")
        st.markdown("No account was on record for this date: choose a later one.")
    st.stop()

counts = accounts["account_class"].value_counts()
with st.grid(5, min_column_width=105):
    for each in ACCOUNT_CLASSES:
        st.metric(each.capitalize(), int(counts.get(each, 0)), border=True)
    st.metric("Unclassified", int(counts.get("", 0)), border=True)

chosen = st.pills(
    "Class",
    [*ACCOUNT_CLASSES, "unclassified"],
    selection_mode="multi",
    format_func=str.capitalize,
    key="class",
    bind="query-params",
    label_visibility="collapsed",
)
wanted = {"" if each == "unclassified" else each for each in chosen}
shown = accounts[accounts["account_class"].isin(wanted)] if wanted else accounts
order = {each: place for place, each in enumerate(ACCOUNT_CLASSES)}
shown = shown.sort_values("account_class", key=lambda column: column.map(order), kind="stable", na_position="last")

st.header(f"{len(shown)} accounts" if len(shown) != 1 else "1 account", anchor=False)
if shown.empty:
    st.markdown("No account is in this class on this date.")
else:
    show_accounts(shown, key="accounts")
for kind, heading in NOT_COUNTED.items():
    those = open_[open_["kind"] == kind]
    if not those.empty:
        st.header(heading, anchor=False)
        show_accounts(those, key=kind)
if not closed.empty:
    st.header("Closed", anchor=False)
    show_accounts(closed, key="closed")
