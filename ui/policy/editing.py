"""The fields in which values of the policy are set otherwise, those alone that somebody chose."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from domain.relationship.rules import Rules
from ui.policy.values import asked_for, called, choices, settable, takes, written

SET = "set"
"""What the values that are supposed are called in an address, once for each."""
MOST = 10_000


def edited(rules: Rules) -> dict[str, Any]:
    """Choose values and set them; what they were set to by key. What the address has comes first."""
    present = settable(rules)
    linked = {key: value for key, value in asked_for(st.query_params.get_all(SET)).items() if key in present}
    chosen = st.multiselect(
        "Which values would be otherwise?",
        list(present),
        default=list(linked),
        format_func=called,
        key="policy-values",
        placeholder="Type or choose: horizon, criteria, team …",
    )
    with st.grid(2, min_column_width=300):
        return {key: field(key, present[key], linked.get(key)) for key in chosen}


def field(key: str, value: Any, linked: str | None) -> Any:
    """The field of one value, filled in with what it is, or with what a link says."""
    name, at = f"policy-{key}", written(value) if linked is None else linked
    help_ = f"At present: {written(value)}"
    match takes(key, value):
        case "yes or no":
            return st.segmented_control(
                called(key), [True, False], default=at == "true", required=True, key=name, help=help_,
                format_func=lambda each: "Yes" if each else "No",
            )  # fmt: skip
        case "one of":
            offered = list(choices(key))
            return st.selectbox(called(key), offered, offered.index(at) if at in offered else 0, key=name, help=help_)
        case "some of":
            kept = [each.strip() for each in at.split(",")]
            offered = list(choices(key))
            return st.multiselect(
                called(key), offered, [each for each in offered if each in kept], key=name, help=help_
            )
        case "a whole number":
            # What a link says beyond the field is refused below, so it is not read into it.
            whole = int(at) if at.isascii() and at.isdigit() and len(at) <= len(str(MOST)) else None
            whole = whole if whole is None or whole <= MOST else None
            return st.number_input(called(key), 0, MOST, whole, key=name, help=help_)
        case _:
            return st.text_input(called(key), at, key=name, help=help_)


def put_in_address(lines: tuple[str, ...]) -> None:
    """Let the address show what is supposed."""
    st.query_params[SET] = list(lines)


def differences_table(changes: list[tuple[str, Any, Any]], words: Mapping[str, str] | None = None) -> list[list[str]]:
    """What differs between two versions: name, was, is."""
    return [[(words or {}).get(key) or called(key), written(was), written(now)] for key, was, now in changes]
