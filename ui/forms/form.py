"""What the forms share: their common fields, and a place beside each for the sentence of a refusal."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import streamlit as st

from domain.history.event import Command
from domain.history.order import in_order
from domain.history.refusal import NoSuchRecord, Refusal
from domain.history.when import EARLIEST, LATEST, PRECISIONS, Precision, When, on_day, widen
from domain.meanwhile import ChangedMeanwhile
from domain.models import model_of
from domain.recorded import Recorded
from domain.relationship.rules import Rules
from domain.relationship.surroundings import Surroundings
from domain.retracting import folded, standing, together_with
from ui.bootstrap import Tieline
from ui.format import day_at, happened
from ui.forms.draft import open_draft
from ui.forms.places import Places
from ui.queries.portfolio import relationship_names

COMPANY = "company"
"""The stream of the company's own history."""


class Form(Places):
    """One drawing of a form about a stream."""

    def __init__(self, tieline: Tieline, stream: str, corrects: int = 0) -> None:
        """``corrects`` is the record that it corrects or retracts: all else is as if that had never been."""
        super().__init__()
        self.today = day_at(tieline.clock())
        self._tieline = tieline
        self.picked: Any = None
        """What was chosen last of the things on record."""
        self.wrong: list[Refusal] = []
        """What was entered and cannot be read, so that nothing can be recorded yet."""
        self.drawn: set[str] = set()
        """The keys of the fields that are drawn."""
        self.reported_by: str | None = None
        """Who told it; None until that is asked."""
        history = tieline.tracker.history(stream) if corrects else []
        self.going = together_with(history, corrects) if corrects else []
        """The records that will be struck through."""
        self.state: Any = folded(stream, self._kept(history)) if corrects else self._on_record(stream)
        self.version = history[-1].originator_version if corrects else self.state.version
        self.draft = open_draft(stream, self.version, corrects)

    def _on_record(self, stream: str) -> Any:
        try:
            return self._tieline.tracker.load(stream)
        except NoSuchRecord:
            return model_of(stream).empty(stream)

    def _kept(self, history: Sequence[Recorded]) -> list[Recorded]:
        """The records but for those that go."""
        gone = {each.seq for each in self.going}
        return [each for each in history if each.seq not in gone]

    def said_before(self, command: type[Command], field: str) -> Any:
        """What the record that this corrects says in a field of the command; None for nothing."""
        again = self.draft.again
        return again.said.get(field) if again and again.command is command else None

    def key(self, field: str) -> str:
        """The key of a field that is drawn."""
        self.drawn.add(key := f"log-{field}")
        return key

    @property
    def around(self) -> Surroundings:
        """The world around."""
        return self._tieline.tracker.around

    def as_of(self, day: date) -> Any:
        """The state as of that day, by which a back-dated command is judged."""
        if day >= self.state.frontier:
            return self.state
        model = model_of(self.state.id)
        history = self._kept(self._tieline.tracker.history(self.state.id))
        events = in_order(each.event for each in standing(history))
        return model.fold(model.empty(self.state.id), [event for event in events if event.on.first <= day])

    def company(self) -> Any:
        """Everything on record of the company itself."""
        return self._tieline.tracker.load(COMPANY)

    def others(self) -> dict[str, str]:
        """The names of all other relationships that whoever looks may read, by stream."""
        known = relationship_names()
        return {
            stream: name
            for stream, name in zip(known["relationship"], known["name"], strict=True)
            if stream != self.state.id
        }

    def rules_on(self, day: date) -> Rules:
        """The policy in force on that day."""
        return self.around.rules_on(day)

    def refuse(self, refusal: Refusal) -> None:
        """Say why, as long as the form says the same; what a colleague changed meanwhile has then been seen."""
        super().refuse(refusal)
        self.draft.refused = self.draft.said, refusal
        self.draft.wide |= refusal.field in self.folded
        if isinstance(refusal, ChangedMeanwhile):
            self.draft.seen_version = self.version

    def folded_away(self, labels: Iterable[str], *, asked_for: bool = False) -> AbstractContextManager[None]:
        """What is drawn here is out of sight until it is ``asked_for``, or something in it was refused."""
        return self.more(labels, asked_for=asked_for or self.draft.wide)

    def begin_with(self, field: str, value: str) -> None:
        """What a field holds until its author writes something else."""
        st.session_state.setdefault(f"log-{field}", value)

    def new_id(self, kind: str) -> str:
        """The id of what this form begins."""
        return f"{kind}-{self.draft.id}"

    def when(
        self,
        label: str = "When",
        name: str = "when",
        field: str = "on",
        *,
        help: str | None = None,  # noqa: A002  # Streamlit's name
        known_to: Precision = "day",
    ) -> When:
        """A date as precisely as it is known."""
        beside = st.container(horizontal=True, vertical_alignment="bottom")
        key, precision_key = self.key(name), self.key(f"{name}-precision")
        day = beside.date_input(label, self.today, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", help=help, width=150)
        precision: Precision | None = beside.segmented_control(
            f"{label}, known to the", PRECISIONS, default=known_to, required=True, key=precision_key
        )
        when = widen(day, precision or "day") if isinstance(day, date) else on_day(self.today)
        if when.precision != "day":
            st.caption(f"Some day in {happened(when)}.")
        self.beside(field)
        return when

    def day(self, label: str, field: str, proposed: date, *, help: str | None = None) -> date:  # noqa: A002  # Streamlit's name
        """A day, which follows what is proposed until the author chooses another."""
        key, proposed = self.key(field), min(proposed, LATEST)
        before = self.draft.followed.get(field)
        # Set only when it changes: setting it in every drawing would undo a date that is half typed.
        if key not in st.session_state or (st.session_state[key] == before != proposed):
            st.session_state[key] = proposed
        self.draft.followed[field] = proposed
        day = st.date_input(
            label, min_value=EARLIEST, max_value=LATEST, key=key, format="YYYY-MM-DD", help=help
        )  # fmt: skip
        return day if isinstance(day, date) else proposed

    def offered(self, what: str, things: Callable[[], dict[str, str]]) -> dict[str, str]:
        """What was offered when this was first asked for: title by id.

        It stays on offer, so that a colleague's change never moves the choice to another thing: recording it is then
        refused with what changed.
        """
        if what not in self.draft.offered:
            self.draft.offered[what] = things()
        return self.draft.offered[what]

    def text(self, label: str, field: str, *, placeholder: str | None = None, help: str | None = None) -> str:  # noqa: A002  # Streamlit's name
        """A line of text."""
        written = st.text_input(label, key=self.key(field), placeholder=placeholder, help=help)
        self.beside(field)
        return written

    def words(self, label: str, field: str, *, placeholder: str | None = None, help: str | None = None) -> str:  # noqa: A002  # Streamlit's name
        """Some lines of text."""
        written = st.text_area(label, key=self.key(field), height=80, placeholder=placeholder, help=help)
        self.beside(field)
        return written

    def reason(self, label: str = "Reason", placeholder: str | None = None) -> str:
        """The reason, in the author's words."""
        return self.words(label, "reason", placeholder=placeholder)

    def told_by(self) -> str:
        """Who told the author, if anybody did."""
        if self.reported_by is None:
            self.reported_by = st.text_input(
                "Reported by (optional)", key=self.key("reported-by"), placeholder="Who told you"
            )
        return self.reported_by
