"""What is remembered of an opened form from one drawing to the next, until another is opened."""

from datetime import date
from uuid import uuid4

import msgspec
import streamlit as st

from domain.history.event import Command

DRAFT = "log-draft"


class Draft(msgspec.Struct):
    """One opened form: what its author saw, and the id under which what it says is carried out once."""

    stream: str
    seen_version: int
    id: str = msgspec.field(default_factory=lambda: uuid4().hex[:16])
    command_id: str = ""
    said: str = ""
    offered: dict[str, dict[str, str]] = {}
    """By what is asked for, the things that its author could choose from when it was first drawn: title by id."""
    followed: dict[str, date] = {}
    """By field, the day that was proposed last."""

    def command_id_for(self, *commands: Command, reported_by: str = "") -> str:
        """The same id for the same content, so that a second press has no second effect."""
        said = f"{commands!r} {reported_by}"
        if said != self.said:
            self.said, self.command_id = said, str(uuid4())
        return self.command_id


def open_draft(stream: str, version: int) -> Draft:
    """The draft of this session for this relationship, begun where there is none."""
    draft = st.session_state.get(DRAFT)
    if not isinstance(draft, Draft) or draft.stream != stream:
        draft = st.session_state[DRAFT] = Draft(stream, version)
    return draft


def drop_draft() -> None:
    """Forget the draft: the next form is a new one."""
    st.session_state.pop(DRAFT, None)
