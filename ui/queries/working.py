"""Long work that a page begins: each is begun only for somebody who may, and found again by whoever may see it."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from domain.access import Action
from domain.ledger.audit import Progress
from ui.queries.asking import permitted
from ui.session import actor, tieline
from ui.working import Job, Jobs


@st.cache_resource(show_spinner=False)
def _jobs(settings: str) -> Jobs:
    """The jobs of the Tieline of these settings."""
    del settings
    return Jobs()


def begin(action: Action, name: str, what: str, work: Callable[[Progress], Any]) -> Job[Any]:
    """Begin a job of this name (``Jobs.start``) for somebody who may do this. Raises NotAllowed."""
    settings, (_, destroyed) = permitted(action)
    return _jobs(settings).start(name, what, actor().subject, tieline().clock(), work, destroyed=destroyed)


def begun(action: Action, name: str, *, with_words: bool = False) -> Job[Any] | None:
    """The last job of this name. Raises NotAllowed.

    One ``with_words`` of people in its result is let go of once something was forgotten since it began.
    """
    settings, (_, destroyed) = permitted(action)
    jobs = _jobs(settings)
    if with_words and (last := jobs.last(name)) and last.destroyed != destroyed:
        jobs.forget(name)
    return jobs.last(name)


def done_with(action: Action, name: str) -> None:
    """Let go of a job that is over. Raises NotAllowed."""
    settings, _ = permitted(action)
    _jobs(settings).forget(name)
