"""What is remembered of an opened form from one drawing to the next, until another is opened."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

import msgspec
import streamlit as st

from domain.history.refusal import Refusal
from ui.telling_again import Again

DRAFT = "log-draft"
ANEW = "log-anew"
"""What the fields of the form that is drawn next hold: what they held when the form before was opened."""


class Draft(msgspec.Struct):
    """One opened form: what its author saw and typed, and the id under which what it says is carried out once."""

    stream: str
    seen_version: int
    corrects: int = 0
    """The record that it corrects or retracts, 0 for none."""
    author: str = ""
    """The subject of whoever types in it."""
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
    first: dict[str, dict[str, Any]] = {}
    """By what happened, what each field held when it was first drawn, by key."""
    typed: dict[str, dict[str, Any]] = {}
    """By what happened, what its author entered, by key."""
    what: str = ""
    """What happened, as it was chosen last."""
    kept: str = ""
    """What of it is kept for another visit."""
    moved_from: str = ""
    """The place of the draft of another account that it was begun as."""
    settled: bool = False
    """Whether it is no longer to be asked if the author goes on with what an earlier visit left."""
    refused: tuple[str, Refusal] | None = None
    """What was said when it was refused, and why; told as long as it says the same."""
    alike: tuple[str, list[int]] | None = None
    """What was said when records were found that say much the same, and which."""
    wide: bool = False
    """Whether what is asked only of who wants to say more is opened."""

    @property
    def place(self) -> str:
        """What it is kept under."""
        return f"{self.stream}#{self.corrects}" if self.corrects else self.stream

    def command_id_for(self, *said: object) -> str:
        """The same id for the same content, so that a second press has no second effect."""
        now = repr(said)
        if now != self.said:
            self.said, self.command_id = now, str(uuid4())
        return self.command_id

    def propose(self, values: Mapping[str, Any]) -> None:
        """Put something into fields that are drawn next."""
        st.session_state.update(values)
        self.proposed |= values.keys()


def current_draft() -> Draft | None:
    """The draft of this session, whatever it is about."""
    draft = st.session_state.get(DRAFT)
    return draft if isinstance(draft, Draft) else None


def open_draft(stream: str, version: int, corrects: int = 0) -> Draft:
    """The draft of this session for this relationship, or for this record of it, begun where there is none.

    Where the form stays before one's eyes while another account is chosen, what was typed moves with it.
    """
    draft = current_draft()
    if draft is None or (draft.stream, draft.corrects) != (stream, corrects):
        moves = draft is not None and bool(draft.typed) and not draft.corrects and not corrects
        begun = Draft(stream, version, corrects)
        if draft is not None and moves:
            begun.typed, begun.first, begun.what = draft.typed, draft.first, draft.what
            begun.moved_from = draft.place if draft.kept else ""
        else:
            drop_draft()
        draft = st.session_state[DRAFT] = begun
        if anew := st.session_state.pop(ANEW, None):
            st.session_state.update(anew)
    return draft


def drop_draft(*, anew: bool = False) -> None:
    """Forget the draft: the next form is a new one; ``anew`` in the place of the one that is still drawn."""
    draft = st.session_state.pop(DRAFT, None)
    if not isinstance(draft, Draft):
        return
    for key in draft.proposed:
        st.session_state.pop(key, None)
    if anew:
        first = draft.first.get(draft.what, {})
        st.session_state[ANEW] = {key: value for key, value in first.items() if key in st.session_state}
