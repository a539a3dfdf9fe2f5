"""Which kind of thing happened: everything that can be logged, by area, the common ones first."""

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st

from domain.history.event import Command
from domain.history.model import Model, State
from domain.models import MODELS, model_of
from domain.relationship.account_class import CLASSED_KINDS
from domain.relationship.classification import Reclassify
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.relationship.rating import RateCriteria
from domain.relationship.state import Relationship
from ui.charts.picture import LANE_NAMES
from ui.telling_again import Again

COMMON = (
    "interaction", "classify", "plan agree", "plan close", "showcase start", "showcase conclude", "milestone plan",
    "milestone reach", "link live", "link retire",
)  # fmt: skip
"""What is logged most often, by path: reached without a search."""

ELSEWHERE: frozenset[type[Command]] = frozenset(
    {OpenRelationship, *(each for model in MODELS for each in model.decisions if not each.offered)}
)
"""Logged in a dialog of its own, or in another way."""


OF_A_CLASS: frozenset[type[Command]] = frozenset({Reclassify, RateCriteria})
"""What happens only to relationships of a kind that has one of the four classes."""


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


def labelled(commands: list[type[Command]]) -> dict[str, type[Command]]:
    """These commands by label, the common ones first."""
    place = {path: number for number, path in enumerate(COMMON)}
    commands = sorted(commands, key=lambda each: place.get(each.path, len(place)))
    return {each.label: each for each in commands}


def what_happened(state: State, again: Again | None = None) -> type[Command] | None:
    """Ask what happened; an area may be chosen first, and typing finds any.

    Where a record is told ``again``, its own kind is among them; where that is not known, nothing is chosen at first.
    """
    classless = isinstance(state, Relationship) and state.kind not in CLASSED_KINDS
    left_out = ELSEWHERE | OF_A_CLASS if classless else ELSEWHERE
    known = areas(model_of(state.id), left_out - {again.command} if again else left_out)
    by_area = len(known) > 1 and not (again and again.command)
    area = st.pills("About", list(known), key="log-area", label_visibility="collapsed") if by_area else None
    offered = labelled(known[area] if area else [each for some in known.values() for each in some])
    chosen = st.selectbox(
        "What happened instead" if again else "What happened",
        list(offered),
        index=None if again and not again.command else 0,
        key="log-what",
        placeholder="Choose what happened instead",
    )
    return offered[chosen] if chosen else None
