"""Log a change milestone that was planned or reached."""

import streamlit as st

from domain.history.event import Command
from domain.relationship.milestone import PlanMilestone, ReachMilestone
from domain.relationship.vocabulary import PARTIES
from ui.forms.form import Form


def planning(form: Form) -> Command | None:
    """A name, the party that has to change, and by when."""
    title = form.text("Milestone", "title", placeholder="What will be different")
    party = st.pills("Who changes", PARTIES, default=PARTIES[1], required=True, key="log-party")
    due = form.when("Due", key="log-due", field="due")
    on = form.when("Planned")
    milestone_id = form.new_id("milestone")
    return PlanMilestone(
        on=on, reason=form.reason(), milestone_id=milestone_id, title=title, party=party, due=due
    )  # fmt: skip


def reaching(form: Form) -> Command | None:
    """One of the open milestones."""
    milestone_id = form.choose(
        "Milestone",
        "milestone_id",
        {
            each.id: f"{each.title} ({each.party}, due {each.due})"
            for each in form.state.milestones.values()
            if each.reached is None
        },
        otherwise="No milestone is open on this account. Log one as planned first.",
    )
    if milestone_id is None:
        return None
    on = form.when("Reached")
    return ReachMilestone(on=on, reason=form.reason(), milestone_id=milestone_id)
