"""What is remembered of an opened form from one drawing to the next, until another is opened."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import streamlit as st

from ui.telling_again import Again

DRAFT = "log-draft"


class Draft(msgspec.Struct):
    """One opened form: what its author saw, and the id under which what it says is carried out once."""

    stream: str
    seen_version: int
    corrects: int = 0
    """The record that it corrects or retracts, 0 for none."""
    id: str = msgspec.field(default_factory=lambda: uuid4().hex[:16])
    command_id: str = ""
    said: str = ""
    offered: dict[str, dict[str, str]] = {}
    """By what is asked for, the things that its author could choose from when it was first drawn: title by id."""
    followed: dict[str, date] = {}
    """By field, the day that was proposed last."""
    again: Again | None = None
    """What the record that it corrects says."""
    proposed: frozenset[str] = frozenset()
    """The keys of the fields that something was put into before they were drawn."""

    def command_id_for(self, *said: object) -> str:
        """The same id for the same content, so that a second press has no second effect."""
        now = f"{said!r}"
        if now != self.said:
            self.said, self.command_id = now, str(uuid4())
        return self.command_id

    def propose(self, values: Mapping[str, Any]) -> None:
        """Put something into fields that are drawn next."""
        st.session_state.update(values)
        self.proposed |= values.keys()


def open_draft(stream: str, version: int, corrects: int = 0) -> Draft:
    """The draft of this session for this relationship, or for this record of it, begun where there is none."""
    draft = st.session_state.get(DRAFT)
    if not isinstance(draft, Draft) or (draft.stream, draft.corrects) != (stream, corrects):
        drop_draft()
        draft = st.session_state[DRAFT] = Draft(stream, version, corrects)
    return draft


def drop_draft() -> None:
    """Forget the draft: the next form is a new one."""
    draft = st.session_state.pop(DRAFT, None)
    for key in draft.proposed if isinstance(draft, Draft) else ():
        st.session_state.pop(key, None)
