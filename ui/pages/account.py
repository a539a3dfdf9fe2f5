"""How did this relationship come to be what it is? Its evolution as one picture, on any day."""

import streamlit as st

from domain.access import may
from domain.relationship.account_class import CLASSED_KINDS
from projections.projection import day_of
from ui.format import day, day_at, plain, span
from ui.forms.log import log_dialog
from ui.parts.badges import badge, class_badge
from ui.parts.just_recorded import show_just_recorded
from ui.parts.picture import show_evolution
from ui.parts.standing import show_standing
from ui.parts.time_travel import onward
from ui.queries.account import evolution, state_of
from ui.queries.policy import rules_on
from ui.queries.portfolio import relationship_names, standing
from ui.session import actor, looking, tieline

known = relationship_names().set_index("relationship")
relationship = st.query_params.get("account", "")

if relationship not in known.index:
    st.title("Accounts")
    if relationship:
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
        st.switch_page("ui/pages/account.py", query_params={"account": chosen})
    st.stop()

NOT_AN_ACCOUNT = {
    "segment": "Group of accounts",
    "channel partner": "Channel partner",
    "internal": "Line of business and IS",
}
name, kind = str(known.at[relationship, "name"]), str(known.at[relationship, "kind"])

looked = looking()
with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title(plain(name), anchor=False)
    if may(actor(), "record", relationship) and st.button(
        "Log what happened", type="primary", icon=":material/edit_note:"
    ):
        log_dialog(tieline(), actor(), relationship)

found = evolution(relationship, looked)
stood = standing(looked, relationship)
happened = found[found["first_day"] <= looked.day.toordinal()]

marks = []
if kind != "account":
    marks.append(f":orange-badge[{NOT_AN_ACCOUNT[kind]}]")
if not happened.empty:
    (stands,) = stood.to_dict("records")
    if kind in CLASSED_KINDS:
        marks.append(class_badge(str(stands["account_class"])))
    if stands["closed_since"]:
        marks.append(badge(f"Closed {day(day_of(int(stands['closed_since'])))}", "gray"))
    elif stands["at_risk_since"]:
        marks.append(":red-badge[At risk]")
    if stands["plan"]:
        marks.append(badge(f"{stands['plan']}, to {day(day_of(int(stands['plan_ends'])))}"))
    latest = (day_of(int(happened[each].iloc[-1])) for each in ("first_day", "last_day"))
    latest = (day_of(int(happened[each].iloc[-1])) for each in ("first_day", "last_day"))
    marks.append(f"Last event {span(*latest)}")
st.markdown("  ·  ".join(marks))

show_just_recorded(tieline(), actor(), relationship)

if found.empty:
    with st.container(border=True):
        st.header("Nothing had happened yet" if looked.known_on is None else "Nothing was known yet")
        whole = evolution(relationship)
        when = span(*(day_of(int(whole[each].iloc[0])) for each in ("first_day", "last_day")))
        first = day(day_at(int(whole["recorded_at"].min())))
        st.markdown(
            f"The first event on record of {plain(name)} is of {when}, and the first was recorded on {first}: choose "
            "later dates."
        )
        st.page_link(
            "ui/pages/portfolio.py",
            label="See the portfolio on this date",
            icon=":material/arrow_back:",
            query_params=onward(),
        )
else:
    show_evolution(relationship, name, looked)
    show_standing(state_of(relationship, looked), looked.day, rules_on(looked))
