"""The company's own history, and the policy that everything is judged by, on any day."""

from itertools import pairwise

import pandas as pd
import streamlit as st

from domain.access import may
from domain.company.model import COMPANY
from domain.policy.keys import difference
from ui.format import plain
from ui.forms.log import log_dialog
from ui.parts.just_recorded import show_just_recorded
from ui.parts.picture import show_evolution
from ui.policy_words import matrix, since, thresholds, told
from ui.queries.account import evolution
from ui.queries.policy import policy_known
from ui.session import actor, looking, tieline

with st.container(horizontal=True, vertical_alignment="bottom", horizontal_alignment="distribute"):
    st.title("Company", anchor=False)
    if may(actor(), "govern") and st.button("Log what happened", type="primary", icon=":material/edit_note:"):
        log_dialog(tieline(), actor(), COMPANY.name)

show_just_recorded(tieline(), actor(), COMPANY.name)
looked = looking()

if evolution(COMPANY.name, looked).empty:
    with st.container(border=True):
        st.header("Nothing is on record of the company itself", anchor=False)
        st.markdown(
            "Log what each party can absorb in change, the CIO's hours, the company's own systems and what is invested "
            "in IT: the questions Change load, Reach and Economics need it."
        )
else:
    show_evolution(COMPANY.name, "the company", looked)

policy = policy_known(looked)
version = policy.in_force(looked.day)

with st.container(border=True):
    st.header(f"Policy version {version.rules.version}, {since(version)}", anchor=False)
    st.markdown("What each class of account gets. Every decision is judged by the version in force on its day.")
    services = version.rules.services
    rows = [
        {"What it gives": row, **dict(zip(map(str.capitalize, services), cells, strict=True))}
        for row, cells in matrix(services.values())
    ]
    st.table(
        pd.DataFrame(rows).map(plain), hide_index=True, border="horizontal", alt="The service-differentiation matrix"
    )
    with st.expander("Thresholds"):
        st.table(
            {plain(key): plain(value) for key, value in thresholds(version)},
            border="horizontal", hide_header=True, alt="The policy's thresholds",
        )  # fmt: skip

if policy.latest > 1:
    with st.container(border=True):
        st.header("Versions", anchor=False)
        versions = policy.every_version
        changes = [
            "; ".join(f"{key}: {told(was)} → {told(now)}" for key, was, now in difference(before.rules, after.rules))
            for before, after in pairwise(versions)
        ]
        table = pd.DataFrame(
            {
                "Version": [str(each.rules.version) for each in versions],
                "In force": [since(each).removeprefix("in force ") for each in versions],
                "What changed": [plain(each) for each in ("The first", *changes)],
            }
        )
        st.table(table[::-1], hide_index=True, border="horizontal", alt="Every version of the policy, the latest first")
st.caption("The policy is changed with “tieline policy change”, which asks for a reason and keeps every version.")
