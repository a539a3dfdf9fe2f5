"""The world around a relationship as the ledger has it: the policy, the company, and the other relationships."""

from collections.abc import Callable
from datetime import date
from functools import cached_property
from typing import Any, Protocol

from domain.company.model import COMPANY
from domain.company.state import Company
from domain.history.order import dated
from domain.history.refusal import NoSuchRecord
from domain.policy.model import POLICY_MODEL
from domain.policy.state import Policy
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.relationship.surroundings import OwnSystem
from domain.retracting import standing

RunningShowcases = Callable[[date, str], int]
"""How many showcases run on a day in all relationships but one."""


class Histories(Protocol):
    """What keeps the histories: a tracker."""

    def load(self, stream: str) -> Any: ...

    def history(self, stream: str) -> list[Recorded]: ...


class Around:
    """What one decision asks of the world; the policy and the company are looked up once, when first asked for."""

    def __init__(self, histories: Histories, running: RunningShowcases) -> None:
        self._histories = histories
        self._running = running

    @cached_property
    def _policy(self) -> Policy:
        policy: Policy = self._histories.load(POLICY_MODEL.name)
        return policy

    @cached_property
    def _company(self) -> Company:
        company: Company = self._histories.load(COMPANY.name)
        return company

    def rules_on(self, day: date) -> Rules:
        """The policy in force on a day."""
        return self._policy.rules_on(day)

    def own_system(self, system_id: str, day: date) -> OwnSystem | None:
        """One of the company's own systems as it stood on a day; None where there is none of that id."""
        if kept := self._company.systems.get(system_id):
            return OwnSystem(id=kept.id, title=kept.title, ready=kept.ready_on(day))
        return None

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        """How many showcases run on a day in all relationships but one."""
        return self._running(day, elsewhere_than)

    def relationship(self, stream: str, day: date) -> Relationship | None:
        """Another relationship as it stood on a day; None where it is not on record."""
        try:
            state = self._histories.load(stream)
        except NoSuchRecord:
            return None
        if not isinstance(state, Relationship):
            return None
        if state.frontier <= day:
            return state
        by_then = [
            event
            for first, event in dated(each.event for each in standing(self._histories.history(stream)))
            if first <= day
        ]
        return RELATIONSHIP.fold(RELATIONSHIP.empty(stream), by_then)
