"""What the forms share: their common fields, and a place beside each for the sentence of a refusal."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.access import NotAllowed
from domain.history.order import in_order
from domain.history.refusal import NoSuchRecord, Refusal
from domain.history.when import EARLIEST, LATEST, PRECISIONS, Precision, When, on_day, widen
from domain.meanwhile import ChangedMeanwhile
from domain.models import model_of
from domain.relationship.rules import Rules
from domain.relationship.surroundings import Surroundings
from ui.bootstrap import Tieline
from ui.failing import database_failure
from ui.finding import relationships
from ui.format import happened, plain
from ui.forms.draft import open_draft

T = TypeVar("T")

COMPANY = "company"
"""The stream of the company's own history."""


class Form:
    """One drawing of a form about a stream."""

    def __init__(self, tieline: Tieline, stream: str) -> None:
        self.today = today_of(tieline.clock())
        self._tieline = tieline
        self._beside: dict[str, DeltaGenerator] = {}
        self._hidden = False
        self.picked: Any = None
        """What was chosen last of the things on record."""
        self.wrong: list[Refusal] = []
        """What was entered and cannot be read, so that nothing can be recorded yet."""
        try:
            self.state: Any = tieline.tracker.load(stream)
        except NoSuchRecord:
            self.state = model_of(stream).empty(stream)
        self.draft = open_draft(stream, self.state.version)

    @property
    def around(self) -> Surroundings:
        """The world around."""
        return self._tieline.tracker.around

    def as_of(self, day: date) -> Any:
        """The state as of that day, by which a back-dated command is judged."""
        if day >= self.state.frontier:
            return self.state
        model = model_of(self.state.id)
        events = in_order(each.event for each in self._tieline.tracker.history(self.state.id))
        return model.fold(model.empty(self.state.id), [event for event in events if event.on.first <= day])

    def company(self) -> Any:
        """Everything on record of the company itself."""
        return self._tieline.tracker.load(COMPANY)

    def others(self) -> dict[str, str]:
        """The names of all other relationships, by stream."""
        return {each.id: each.name for each in relationships(self._tieline) if each.id != self.state.id}

    def rules_on(self, day: date) -> Rules:
        """The policy in force on that day."""
        return self.around.rules_on(day)

    @contextmanager
    def more(self, labels: Iterable[str]) -> Iterator[None]:
        """What is drawn here is out of sight until it is asked for, so a refusal of it is told at the end of the form."""
        with st.expander(f"More: {', '.join(labels).lower()}"):
            self._hidden = True
            try:
                yield
            finally:
                self._hidden = False

    def beside(self, field: str) -> None:
        """Keep a place here for a refusal that concerns this field."""
        if not self._hidden:
            self._beside[field] = st.empty()

    def refuse(self, refusal: Refusal) -> None:
        """Say why beside the field it concerns, or at the end of the form where no field is its."""
        at_the_end = self._beside[""]
        beside = self._beside.get(refusal.field, at_the_end)
        beside.error(plain(refusal.sentence), icon=":material/block:")
        if beside is not at_the_end:  # which may be out of sight on a phone, where the button is not
            at_the_end.markdown(":material/arrow_upward: Nothing was recorded: read why above.")

    def carried_out(self, act: Callable[[], T]) -> T | None:
        """What the act comes to; None where it was refused or the database failed, which is then told in the form."""
        try:
            return act()
        except ChangedMeanwhile as refusal:
            self.refuse(refusal)
            self.draft.seen_version = self.state.version
        except Refusal as refusal:
            self.refuse(refusal)
        except NotAllowed as error:
            self.refuse(Refusal(str(error)))
        except Exception as error:
            why = database_failure(error)
            if not why:
                raise
            # The same words are recorded under the same command id, even where only the database's answer was lost.
            self.refuse(Refusal(f"The database failed ({why}). Press the button again: nothing is recorded twice."))
        return None

    def new_id(self, kind: str) -> str:
        """The id of what this form begins."""
        return f"{kind}-{self.draft.id}"

    def when(
        self,
        label: str = "When",
        key: str = "log-when",
        field: str = "on",
        *,
        help: str | None = None,  # noqa: A002  # Streamlit's name
        known_to: Precision = "day",
    ) -> When:
        """A date as precisely as it is known."""
        beside = st.container(horizontal=True, vertical_alignment="bottom")
        day = beside.date_input(label, self.today, EARLIEST, LATEST, key=key, format="YYYY-MM-DD", help=help, width=150)
        precision: Precision | None = beside.segmented_control(
            f"{label}, known to the", PRECISIONS, default=known_to, required=True, key=f"{key}-precision"
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
        written = st.text_input(label, key=f"log-{field}", placeholder=placeholder, help=help)
        self.beside(field)
        return written

    def words(self, label: str, field: str, *, placeholder: str | None = None, help: str | None = None) -> str:  # noqa: A002  # Streamlit's name
        """Some lines of text."""
        written = st.text_area(label, key=f"log-{field}", height=80, placeholder=placeholder, help=help)
        self.beside(field)
        return written

    def reason(self, label: str = "Reason", placeholder: str | None = None) -> str:
        """The reason, in the author's words."""
        return self.words(label, "reason", placeholder=placeholder)


def today_of(now: int) -> date:
    """The day of a clock's microseconds, in UTC."""
    return datetime.fromtimestamp(now / 1_000_000, UTC).date()
