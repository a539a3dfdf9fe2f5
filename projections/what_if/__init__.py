"""What if the policy had been another one? Who would be classed or flagged differently, and since when.

The histories on record are judged under the policy and under the other one, and what comes out differently is told.
Nothing is written, and nothing is decided anew: what people did stays what they did.
"""

from datetime import date

import msgspec

from domain.policy.supposed import Supposed
from projections.policy import policy_known
from projections.what_if.asked import Supposing
from projections.what_if.classed import Classed, classed
from projections.what_if.decided import Decided, decided
from projections.what_if.flagged import Flagged, flagged
from projections.what_if.remembered import remembered

__all__ = ["Classed", "Decided", "Flagged", "Supposed", "Supposing", "WhatIf", "policy_known", "remembered", "what_if"]


class WhatIf(msgspec.Struct, frozen=True, kw_only=True):
    """All that would be different on a day."""

    as_of: date
    accounts: int
    """How many accounts there are that are not closed: those which are looked at."""
    classed: list[Classed]
    decided: list[Decided]
    flagged: list[Flagged]

    @property
    def nothing(self) -> bool:
        """Whether nothing at all would be different."""
        return not (self.classed or self.decided or self.flagged)


def what_if(supposing: Supposing) -> WhatIf:
    """All that would be different on the day, as far as was recorded by the instant."""
    return WhatIf(
        as_of=supposing.as_of,
        accounts=len(supposing.open_accounts),
        classed=classed(supposing),
        decided=decided(supposing),
        flagged=flagged(supposing),
    )
