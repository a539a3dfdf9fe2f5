"""What the forms share: a draft that survives reruns, and a place beside each field for the sentence of a refusal."""

from datetime import UTC, date, datetime
from uuid import uuid4

import msgspec
import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.relationship.event import Command
from domain.relationship.refusal import Refusal
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.relationship.when import EARLIEST, LATEST, PRECISIONS, Precision, When, on_day, widen
from ui.format import happened

DRAFT = "log-draft"


class Draft(msgspec.Struct):
    """One opened form: what its author saw, and the id under which what it says is carried out once."""

    stream: str
    seen_version: int
    id: str = msgspec.field(default_factory=lambda: uuid4().hex[:16])
    command_id: str = ""
    said: str = ""

    def command_id_for(self, command: Command, reported_by: str) -> str:
        """The same id for the same content, so that a second press has no second effect."""
        said = f"{command!r} {reported_by}"
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


class Form:
    """One drawing of a form."""

    def __init__(self, state: Relationship, rules: Rules, draft: Draft, today: date) -> None:
        self.state = state
        self.rules = rules
        self.draft = draft
        self.today = today
        self._beside: dict[str, DeltaGenerator] = {}

    def beside(self, field: str) -> None:
        """Keep a place here for a refusal that concerns this field."""
        self._beside[field] = st.empty()

    def refuse(self, refusal: Refusal) -> None:
        """Say why beside the field it concerns, or at the end of the form where no field is its."""
        self._beside.get(refusal.field, self._beside[""]).error(refusal.sentence, icon=":material/block:")

    def new_id(self, kind: str) -> str:
        """The id of what this form begins."""
        return f"{kind}-{self.draft.id}"

    def when(self, label: str = "When", key: str = "log-when", field: str = "on") -> When:
        """A date as precisely as it is known."""
        beside = st.container(horizontal=True, vertical_alignment="bottom")
        day = beside.date_input(label, self.today, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", width=150)
        precision: Precision | None = beside.segmented_control(
            f"{label}, known to the", PRECISIONS, default="day", required=True, key=f"{key}-precision"
        )
        when = widen(day, precision or "day") if isinstance(day, date) else on_day(self.today)
        if when.precision != "day":
            st.caption(f"Some day in {happened(when)}.")
        self.beside(field)
        return when

    def text(self, label: str, field: str, *, help: str | None = None, placeholder: str | None = None) -> str:  # noqa: A002  # Streamlit's name
        """A line of text."""
        written = st.text_input(label, key=f"log-{field}", help=help, placeholder=placeholder)
        self.beside(field)
        return written

    def reason(self, label: str = "Reason", placeholder: str | None = None) -> str:
        """The reason, in the author's words."""
        written = st.text_area(label, key="log-reason", height=80, placeholder=placeholder)
        self.beside("reason")
        return written


def today_of(now: int) -> date:
    """The day of a clock's microseconds, in UTC."""
    return datetime.fromtimestamp(now / 1_000_000, UTC).date()
