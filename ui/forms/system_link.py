"""Log a system link that went live or was retired."""

import streamlit as st

from domain.relationship.event import Command
from domain.relationship.system_link import LINK_KINDS, RetireLink, TakeLinkLive
from ui.forms.form import Form


def going_live(form: Form) -> Command | None:
    """A name and the kind of link."""
    title = form.text("System link", "title", placeholder="What the two companies call it")
    kind = st.selectbox("Kind", LINK_KINDS, key="log-link-kind", index=LINK_KINDS.index("EDI"))
    on = form.when("Live")
    return TakeLinkLive(on=on, reason=form.reason(), link_id=form.new_id("link"), title=title, kind=kind)


def retiring(form: Form) -> Command | None:
    """One of the live links."""
    live = {each.id: each for each in form.state.links.values() if each.retired is None}
    if not live:
        st.info("No system link is live on this account. Log one as live first.")
        return None
    link_id = st.selectbox(
        "System link", list(live), key="log-link_id",
        format_func=lambda each: f"{live[each].title} (live since {live[each].live})",
    )  # fmt: skip
    form.beside("link_id")
    on = form.when("Retired")
    return RetireLink(on=on, reason=form.reason(), link_id=link_id)
