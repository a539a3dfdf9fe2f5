"""Which kind of thing happened: everything that can be logged, what is logged most first."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import streamlit as st

from domain.access import may
from domain.history.event import Command
from domain.history.model import Model
from domain.models import MODELS, model_of
from domain.relationship.account_class import CLASSED_KINDS
from domain.relationship.classification import Reclassify
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.relationship.rating import RateCriteria
from domain.relationship.state import Relationship
from ui.charts.picture import LANE_NAMES
from ui.forms.form import Form
from ui.session import actor

COMMON = (
    "interaction", "milestone reach", "milestone reschedule", "objective meet", "objective miss", "measure record",
    "showcase measure", "showcase conclude", "plan review", "link live", "at-risk", "recover", "counterpart confirm",
    "economics report", "classify", "milestone plan", "showcase start", "plan agree",
)  # fmt: skip
"""What is logged most often, by path: reached without a search."""

ELSEWHERE: frozenset[type[Command]] = frozenset(
    {OpenRelationship, *(each for model in MODELS for each in model.decisions if not each.offered)}
)
"""Logged in a dialog of its own, or in another way."""


OF_A_CLASS: frozenset[type[Command]] = frozenset({Reclassify, RateCriteria})
"""What happens only to relationships of a kind that has one of the four classes."""

AT_ONE_TOUCH = 4
"""So many of the kinds that are logged most are offered side by side."""
WHAT, OFTEN = "log-what", "log-often"
KIND = "kind"
"""What a link calls the kind that is to be logged, by its path; it counts once, so that another can be chosen then."""


def areas(model: Model[Any], left_out: Collection[type[Command]] = ELSEWHERE) -> Mapping[str, list[type[Command]]]:
    """The commands of a relationship by their lane as the picture calls it, those of the company by concept."""
    found: dict[str, list[type[Command]]] = {}
    for concept in model.concepts:
        by_lane = model is RELATIONSHIP and concept.lane != "other"
        name = LANE_NAMES[concept.lane] if by_lane else concept.name[0].upper() + concept.name[1:]
        offered = [command for command in concept.decisions if command not in left_out]
        if offered:
            found.setdefault(name, []).extend(offered)
    return found


def labelled(commands: Sequence[type[Command]], often: Sequence[type[Command]] = ()) -> dict[str, type[Command]]:
    """These commands by label: those that are used ``often``, then the common ones, then by area."""
    place = {path: number for number, path in enumerate(dict.fromkeys((*(each.path for each in often), *COMMON)))}
    commands = sorted(commands, key=lambda each: place.get(each.path, len(place)))
    return {each.label: each for each in commands}


def what_happened(form: Form, often: Sequence[type[Command]] = ()) -> type[Command] | None:
    """Ask what happened: one of the kinds that are used ``often`` at a touch, any by typing.

    Where a record is told again, its own kind is chosen; where that is not known, nothing is chosen at first.
    """
    state, again = form.state, form.draft.again
    classless = isinstance(state, Relationship) and state.kind not in CLASSED_KINDS
    model, who = model_of(state.id), actor()
    left_out = ELSEWHERE | OF_A_CLASS if classless else ELSEWHERE
    left_out |= {each for each in model.decisions if not may(who, model.needed_for(each))}
    known = areas(model, left_out - {again.command} if again else left_out)
    offered = labelled([each for some in known.values() for each in some], often)
    asked_for = next((label for label, each in offered.items() if each.path == st.query_params.get(KIND)), None)
    if asked_for and not again:
        st.session_state[WHAT] = asked_for
        st.query_params.pop(KIND)
    if st.session_state.get(WHAT) not in offered:
        st.session_state.pop(WHAT, None)
    if not again and len(offered) > AT_ONE_TOUCH:
        chosen = st.session_state.get(WHAT, next(iter(offered)))
        at_one_touch = list(offered)[:AT_ONE_TOUCH]
        st.session_state[OFTEN] = chosen if chosen in at_one_touch else None
        st.pills("What happened, most used", at_one_touch, key=OFTEN, label_visibility="collapsed", on_change=_touched)
    chosen = st.selectbox(
        "What happened instead" if again else "What happened",
        list(offered),
        index=None if again and not again.command else 0,
        key=WHAT,
        placeholder="Choose what happened instead",
    )
    return offered[chosen] if chosen else None


def _touched() -> None:
    """Choose what was touched; what was chosen stays where it is touched again."""
    if touched := st.session_state[OFTEN]:
        st.session_state[WHAT] = touched
