"""What is supposed and looked at: another policy beside the one on record, as of a day and as known at an instant."""

from collections.abc import Callable
from datetime import date
from functools import cached_property

import pandas as pd

from domain.ledger.database import Database
from domain.policy.supposed import Supposed
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.supposing import Remembered
from projections.migration import spells
from projections.plans import plans
from projections.portfolio import portfolio
from projections.projection import FOREVER


class Supposing:
    """The two policies, and where and how far to look; what several of the answers need is looked up once."""

    def __init__(
        self, database: Database, remembered: Remembered, supposed: Supposed, as_of: date, known_at: int = FOREVER
    ) -> None:
        self.database = database
        self.remembered = remembered
        self.supposed = supposed
        self.as_of = as_of
        self.known_at = known_at
        self._states: dict[str, Relationship] = {}

    @property
    def present(self) -> Rules:
        """The policy in force on the day."""
        return self.supposed.policy.rules_on(self.as_of)

    @property
    def other(self) -> Rules:
        """The policy that would be."""
        return self.supposed.rules_on(self.as_of)

    def differs(self, part: Callable[[Rules], object]) -> bool:
        """Whether a part of the policy would be another one on the day."""
        return part(self.present) != part(self.other)

    @cached_property
    def standing(self) -> pd.DataFrame:
        """Where every relationship stood by the day (``projections.portfolio.portfolio``)."""
        return portfolio(self.database, self.as_of, self.known_at)

    @cached_property
    def open_accounts(self) -> pd.DataFrame:
        """The accounts among them that are not closed."""
        found = self.standing
        return found[(found["kind"] == "account") & (found["closed_since"] == 0)].reset_index(drop=True)

    @cached_property
    def plans(self) -> pd.DataFrame:
        """Every joint plan proposed or agreed by the day (``projections.plans.plans``)."""
        return plans(self.database, self.as_of, self.known_at)

    @cached_property
    def classed_since(self) -> dict[str, int]:
        """Since when each account has been in its class, confirmations apart; accounts without one are left out."""
        stays = spells(self.database, self.as_of, self.known_at)
        stays = stays[stays["until"] == 0]
        return {str(each): int(since) for each, since in zip(stays["relationship"], stays["since"], strict=True)}

    @cached_property
    def names(self) -> dict[str, str]:
        """What each relationship is called."""
        return dict(zip(self.standing["relationship"], self.standing["name"], strict=True))

    def state(self, relationship: str) -> Relationship:
        """A relationship as it stood on the day."""
        if relationship not in self._states:
            state = self.remembered.state(relationship, self.as_of)
            self._states[relationship] = state or Relationship(id=relationship)
        return self._states[relationship]
