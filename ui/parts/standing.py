"""How a relationship stands, thing by thing, with what the policy gives its class and it has not."""

from collections.abc import Iterator
from datetime import date

import pandas as pd
import streamlit as st

from domain.relationship.gaps import gaps
from domain.relationship.partnership.record import Rated, profile
from domain.relationship.partnership.scale import SCALE, Determinant
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from ui.format import plain
from ui.standing import lines


def show_standing(state: Relationship, day: date, rules: Rules) -> None:
    """Everything that is on record by the day, in a table; folded away until it is asked for."""
    with st.expander("How it stands, thing by thing", icon=":material/list_alt:"):
        rows = [*missing(state, day, rules), *lines(state, day)]
        table = pd.DataFrame(
            [(plain(sentence_case(label)), plain(line)) for label, line in rows], columns=["Of", "Stands"]
        )
        st.table(table, hide_index=True, border="horizontal", alt="How it stands")
        rated = profile(state.partnership)
        if any(each.own is not None or each.theirs is not None for each in rated):
            st.markdown(
                "**The partnership as both sides see it**, from 0 to 4 on Tieline's own scale (Henderson's determinants)"
            )
            seen = pd.DataFrame(
                {
                    "Determinant": [each.determinant.replace("_", " ") for each in rated],
                    "Own company": [in_words(each.determinant, each.own) for each in rated],
                    "The account": [in_words(each.determinant, each.theirs) for each in rated],
                    "Gap": ["–" if each.gap is None else f"{each.gap:+d}".replace("+0", "0") for each in rated],
                }
            )
            st.table(seen.map(plain), hide_index=True, border="horizontal", alt="Partnership profile of both sides")


def sentence_case(label: str) -> str:
    """A label with a capital at its beginning and the rest as it is: "IT terrain"."""
    return label[:1].upper() + label[1:]


def missing(state: Relationship, day: date, rules: Rules) -> Iterator[tuple[str, str]]:
    """What the policy gives the class and the account has not, of its people."""
    found = gaps(rules.service(state.account_class), state.team, state.counterparts, day)
    for functions, what in (
        (found.team, "nobody on the account team from"),
        (found.counterparts, "nobody known at the account in"),
        (found.assumed, "only assumed at the account, not confirmed, in"),
    ):
        if functions:
            yield "missing", f"{what} {', '.join(functions)} (policy version {rules.version})"


def in_words(determinant: Determinant, rated: Rated | None) -> str:
    """A rating with the words of its step."""
    return "not rated" if rated is None else f"{rated.rating}: {SCALE[determinant][rated.rating]}"
