"""The places in a form where the sentence of a refusal is said, beside the field that it concerns."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from domain.access import NotAllowed
from domain.history.refusal import Refusal
from ui.failing import database_failure
from ui.format import plain

T = TypeVar("T")


class Places:
    """Those of one drawing of a form; the last one, of no field, is at its end."""

    def __init__(self) -> None:
        self._beside: dict[str, DeltaGenerator] = {}
        self._folding = False
        self.folded: set[str] = set()
        """The fields that are out of sight until they are asked for."""

    @contextmanager
    def more(self, labels: Iterable[str], *, asked_for: bool = False) -> Iterator[None]:
        """What is drawn here is out of sight until it is ``asked_for``."""
        named = ", ".join(each[:1].lower() + each[1:] if each[1:2].islower() else each for each in labels)
        with st.expander(f"More: {named}", expanded=asked_for):
            self._folding = True
            try:
                yield
            finally:
                self._folding = False

    def beside(self, field: str) -> None:
        """Keep a place here for a refusal that concerns this field."""
        self._beside[field] = st.empty()
        if self._folding:
            self.folded.add(field)

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
