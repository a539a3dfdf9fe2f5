"""Log a system link that went live or was retired."""

import streamlit as st

from domain.history.event import Command
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
    link_id = form.choose(
        "System link",
        "link_id",
        {each.id: f"{each.title} (live since {each.live})" for each in form.state.links.values() if not each.retired},
        otherwise="No system link is live on this account. Log one as live first.",
    )
    if link_id is None:
        return None
    on = form.when("Retired")
    return RetireLink(on=on, reason=form.reason(), link_id=link_id)
