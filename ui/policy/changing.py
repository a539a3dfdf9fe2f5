"""The dialog in which the policy is changed: what differs and what it would do first, then from when on and why."""

from datetime import timedelta
from uuid import uuid4

import pandas as pd
import streamlit as st

from domain.history.when import EARLIEST, LATEST, on_day
from domain.policy.change import ChangePolicy
from domain.policy.keys import difference, parse
from domain.policy.model import POLICY_MODEL
from ui.format import day, plain
from ui.forms.done import Done, say
from ui.forms.places import Places
from ui.policy.editing import SET, differences_table
from ui.queries.policy import policy_known
from ui.session import actor, looking, tieline, today

KEY = "changing-the-policy"
"""The id of the command, so that pressing the button twice changes it once."""


@st.dialog("Change the policy", width="medium")
def change_dialog(lines: tuple[str, ...], told: str) -> None:
    """Open it."""
    change_form(lines, told)


def change_form(lines: tuple[str, ...], told: str) -> None:
    """What would differ, from which day on, why, and the button; a refusal stands beside its field."""
    places = Places()
    if st.session_state.get(KEY, ("",))[0] != lines:
        st.session_state[KEY] = lines, str(uuid4())
    from_day = st.date_input(
        "In force from", today() + timedelta(days=1), EARLIEST, LATEST, key="policy-from", format="YYYY-MM-DD",
        help="What was decided on earlier days stays judged by the version of its day.",
    )  # fmt: skip
    places.beside("on")
    policy = policy_known(looking())
    before = policy.rules_on(from_day)
    places.beside("")
    changes = places.carried_out(lambda: difference(before, parse(before, lines)))
    if changes is None:
        return
    st.markdown(
        f"**Version {policy.latest + 1} would differ from version {before.version}, in force on {day(from_day)}, in:**"
    )
    table = pd.DataFrame(differences_table(changes), columns=["Value", "Was", "Would be"])
    st.table(table.map(plain), hide_index=True, border="horizontal", alt="What would differ in the policy")
    st.markdown(f"On the portfolio as it stands: {plain(told)}")
    reason = st.text_area("Why does it change?", key="policy-reason", height=80)
    places.beside("reason")
    places.beside("rules")
    places.beside("")
    st.caption(
        f"Recorded by {plain(actor().subject)}, at the time you press the button. A version is never taken back."
    )
    label = f"Record version {policy.latest + 1}"
    if not st.button(label, type="primary", width="stretch", key="policy-record", disabled=not changes):
        return
    command = ChangePolicy(on=on_day(from_day), reason=reason, rules=parse(before, lines))
    command_id = str(st.session_state[KEY][1])
    receipt = places.carried_out(
        lambda: tieline().handle(
            POLICY_MODEL.name, command, by=actor(), command_id=command_id, seen_version=policy.version
        )
    )
    if receipt:
        st.session_state.pop(KEY)
        st.query_params.pop(SET, None)
        say(
            Done(POLICY_MODEL.name, f"Policy version {policy.latest + 1} is in force from {day(from_day)}."),
            ":material/gavel:",
        )
        st.rerun()
