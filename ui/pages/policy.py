"""The policy that everything is judged by: what each class gets, its versions, what another would change; and the company."""

import streamlit as st

from domain.access import may
from ui.policy.company import show_company
from ui.policy.matrix import show_matrix
from ui.policy.supposing import show_supposing
from ui.policy.versions import show_versions
from ui.queries.policy import policy_known
from ui.session import actor, looking

MATRIX, VERSIONS, WHAT_IF, COMPANY = "What each class gets", "Versions", "What if", "The company"

st.title("Policy", anchor=False)
looked = looking()
names = [MATRIX, VERSIONS, *([WHAT_IF, COMPANY] if may(actor(), "review") else [])]
tabs = dict(zip(names, st.tabs(names, key="tab", on_change="rerun", bind="query-params"), strict=True))

if tabs[MATRIX].open:
    with tabs[MATRIX]:
        show_matrix(policy_known(looked).in_force(looked.day))
if tabs[VERSIONS].open:
    with tabs[VERSIONS]:
        show_versions(looked)
if WHAT_IF in tabs and tabs[WHAT_IF].open:
    with tabs[WHAT_IF]:
        show_supposing(looked)
if COMPANY in tabs and tabs[COMPANY].open:
    with tabs[COMPANY]:
        show_company(looked)
