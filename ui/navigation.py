"""The pages, in the order of the menu, and who is shown which.

Leaving a page out of somebody's menu keeps it tidy and protects nothing: every query and every command checks again.
"""

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from domain.access import Action, Actor, may


class Place(NamedTuple):
    """A page as the menu shows it; ``needs`` is what somebody must be allowed to do to be shown it."""

    name: str
    title: str
    icon: str
    help: str
    needs: Action = "read"

    @property
    def file(self) -> str:
        """Where its script is, seen from the router."""
        return f"ui/pages/{self.name}.py"


PLACES: Sequence[Place] = (
    Place("portfolio", "Portfolio", "dashboard", "Where every account stands, how they moved, and what needs a decision."),
    Place("account", "Account", "timeline", "How one relationship came to be what it is."),
    Place("log", "Log", "edit_note", "Log what happened: one thing, a line as you noted it, or a file.", "record"),
    Place("compare", "Compare", "compare_arrows", "What changed between two points, in the portfolio or at one account."),
    Place("policy", "Policy", "gavel", "What each class of account gets, and what another policy would change; the company's own history."),
    Place("replay", "Replay", "replay", "Every record in the order it was made, what each changed, and the proof that none was altered.", "audit"),
    Place("operations", "Operations", "settings", "How Tieline itself is: views, imports, backups, health.", "audit"),
)  # fmt: skip


def menu(actor: Actor) -> list[StreamlitPage]:
    """The pages for somebody; the first is where they begin."""
    shown = [place for place in PLACES if may(actor, place.needs)]
    return [
        st.Page(
            place.file,
            title=place.title,
            icon=f":material/{place.icon}:",
            url_path=place.name,
            default=place is shown[0],
            help=place.help,
        )
        for place in shown
    ]
