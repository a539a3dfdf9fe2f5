"""What the forms share: their common fields, and a place beside each for the sentence of a refusal."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.history.order import in_order
from domain.history.refusal import Refusal
from domain.history.when import EARLIEST, LATEST, PRECISIONS, Precision, When, on_day, widen
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.relationship.surroundings import Surroundings
from ui.format import happened, plain
from ui.forms.draft import Draft


class Form:
    """One drawing of a form."""

    def __init__(
        self,
        state: Relationship,
        around: Surroundings,
        draft: Draft,
        today: date,
        history: Callable[[], Sequence[Recorded]] = list,
    ) -> None:
        self.state = state
        self.around = around
        self.draft = draft
        self.today = today
        self._history = history
        self._beside: dict[str, DeltaGenerator] = {}

    def as_of(self, day: date) -> Relationship:
        """The relationship as of that day, by which a back-dated command is judged."""
        if day >= self.state.frontier:
            return self.state
        events = in_order(each.event for each in self._history())
        return RELATIONSHIP.fold(Relationship(id=self.state.id), [event for event in events if event.on.first <= day])

    def rules_on(self, day: date) -> Rules:
        """The policy in force on that day."""
        return self.around.rules_on(day)

    def beside(self, field: str) -> None:
        """Keep a place here for a refusal that concerns this field."""
        self._beside[field] = st.empty()

    def refuse(self, refusal: Refusal) -> None:
        """Say why beside the field it concerns, or at the end of the form where no field is its."""
        at_the_end = self._beside[""]
        beside = self._beside.get(refusal.field, at_the_end)
        beside.error(plain(refusal.sentence), icon=":material/block:")
        if beside is not at_the_end:  # which may be out of sight on a phone, where the button is not
            at_the_end.markdown(":material/arrow_upward: Nothing was recorded: read why above.")

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

    def day(self, label: str, field: str, proposed: date, *, help: str | None = None) -> date:  # noqa: A002  # Streamlit's name
        """A day, which follows what is proposed until the author chooses another."""
        key, proposed = f"log-{field}", min(proposed, LATEST)
        before = self.draft.followed.get(field)
        # Set only when it changes: setting it in every drawing would undo a date that is half typed.
        if key not in st.session_state or (st.session_state[key] == before != proposed):
            st.session_state[key] = proposed
        self.draft.followed[field] = proposed
        day = st.date_input(
            label, min_value=EARLIEST, max_value=LATEST, key=key, format="YYYY-MM-DD", help=help
        )  # fmt: skip
        return day if isinstance(day, date) else proposed

    def choose(self, label: str, field: str, things: Mapping[str, str], *, otherwise: str) -> str | None:
        """The id of one of these things, given by title; None where there are none, said in the words ``otherwise``.

        What was offered when the form was opened stays on offer, so that a colleague's change never moves the choice
        to another thing: recording it is then refused with what changed.
        """
        offered = self.draft.offered.setdefault(field, dict(things))
        if not offered:
            st.info(otherwise)
            return None
        chosen: str = st.selectbox(label, list(offered), key=f"log-{field}", format_func=offered.__getitem__)
        self.beside(field)
        return chosen

    def text(self, label: str, field: str, *, placeholder: str | None = None) -> str:
        """A line of text."""
        written = st.text_input(label, key=f"log-{field}", placeholder=placeholder)
        self.beside(field)
        return written

    def words(self, label: str, field: str, *, placeholder: str | None = None) -> str:
        """Some lines of text."""
        written = st.text_area(label, key=f"log-{field}", height=80, placeholder=placeholder)
        self.beside(field)
        return written

    def reason(self, label: str = "Reason", placeholder: str | None = None) -> str:
        """The reason, in the author's words."""
        return self.words(label, "reason", placeholder=placeholder)


def today_of(now: int) -> date:
    """The day of a clock's microseconds, in UTC."""
    return datetime.fromtimestamp(now / 1_000_000, UTC).date()
