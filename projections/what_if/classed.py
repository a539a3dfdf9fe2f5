"""Which class would the ratings suggest, since when, beside the class on record?

The criteria and the table are Byrnes's, the scale and the thresholds Tieline's own and the company's policy
(``domain.relationship.criteria``). A class is decided by people and stays on record; only what is suggested moves.
"""

import msgspec

from domain.relationship.account_class import AccountClass
from domain.relationship.suggested import suggested_otherwise
from projections.projection import day_number
from projections.question import rows_of
from projections.what_if.asked import Supposing


class Classed(msgspec.Struct, frozen=True, kw_only=True):
    """An account for which the other policy suggests another class; None where the ratings leave it open."""

    relationship: str
    name: str
    on_record: AccountClass | None
    on_record_since: int
    on_record_last: int
    """The first and last day of the span in which it was classed so, 0 where it never was."""
    present: AccountClass | None
    why: str
    other: AccountClass | None
    why_other: str
    since: int
    since_last: int
    """The first and last day of the span in which the answers began to differ so."""
    seq: int
    """The rating from which on they do, 0 where the policy alone made the difference."""


def classed(supposing: Supposing) -> list[Classed]:
    """Every open account whose ratings would suggest another class on the day, by name."""
    supposed, memory = supposing.supposed, supposing.remembered
    if not supposed.differs(lambda rules: rules.criteria):
        return []
    found = []
    for row in rows_of(supposing.open_accounts):
        history = memory.histories.get(row["relationship"], ())
        differing = suggested_otherwise(
            memory.happened(row["relationship"], supposing.as_of),
            supposed.policy.rules_on,
            supposed.rules_on,
            supposed.turns,
            supposing.as_of,
        )
        if differing is None:
            continue
        through = differing.through
        found.append(
            Classed(
                relationship=row["relationship"],
                name=row["name"],
                on_record=row["account_class"] or None,
                on_record_since=row["class_since"],
                on_record_last=row["class_until"],
                present=differing.present.account_class,
                why=differing.present.why,
                other=differing.other.account_class,
                why_other=differing.other.why,
                since=day_number(differing.since.first),
                since_last=day_number(differing.since.last),
                seq=next((each.seq for each in history if each.event is through), 0),
            )
        )
    return found
