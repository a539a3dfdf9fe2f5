"""What an answer is looked up in: one history as it was known at an instant, and the policy of that time."""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property
from typing import Any

from domain.history.retraction import Strike
from domain.ledger.database import Database
from domain.models import REGISTRY
from domain.policy.state import Policy, Version
from domain.recorded import Recorded
from domain.relationship.rules import Rules
from domain.relationship.state import Relationship
from domain.retracting import folded, standing, struck
from domain.tracker import Tracker
from projections.policy import policy_known
from projections.projection import FOREVER
from projections.records import shown, titles_in, titles_of
from projections.retracted import Retracted, retractions
from projections.why.answer import Behind, Rule, Value

Fits = Callable[[Recorded], bool]


class Asked:
    """A relationship, asked about as of a day and as known at an instant."""

    def __init__(self, tracker: Tracker, relationship: str, as_of: date, known_at: int = FOREVER) -> None:
        self.tracker = tracker
        self.relationship = relationship
        self.as_of = as_of
        self.known_at = known_at

    @property
    def database(self) -> Database:
        """Where the views are."""
        return self.tracker.database

    @cached_property
    def history(self) -> list[Recorded]:
        """All that was on record, whenever it happened, struck through or not."""
        return [each for each in self.tracker.history(self.relationship) if each.recorded_at <= self.known_at]

    @cached_property
    def state(self) -> Relationship:
        """What that comes to as of the day."""
        by_then = [each for each in standing(self.history) if each.event.on.first <= self.as_of]
        found: Relationship = folded(self.relationship, by_then)
        return found

    @cached_property
    def policy(self) -> Policy:
        """The policy with the versions that were on record."""
        return policy_known(self.tracker.recorder, self.tracker.codec, self.known_at)

    @property
    def rules(self) -> Rules:
        """The version in force on the day."""
        return self.policy.rules_on(self.as_of)

    @cached_property
    def _retracted(self) -> dict[int, Retracted]:
        strikes = [each.seq for each in struck(self.history).values()]
        return retractions(self.tracker.recorder, self.tracker.codec, strikes)

    @cached_property
    def _titles(self) -> dict[str, str]:
        return titles_of(self.history) | titles_in(self.state)

    def is_struck(self, recorded: Recorded) -> bool:
        """Whether a record had been struck through."""
        return recorded.seq in self._retracted

    def behind(self, fits: Fits) -> list[Behind]:
        """The records that fit and had happened by the day, in the order that they happened, those struck through marked."""
        found = [
            each
            for each in self.history
            if each.event.on.first <= self.as_of and not isinstance(each.event, Strike) and fits(each)
        ]
        found.sort(key=lambda each: (each.event.on.first, each.seq))
        records = shown(self.tracker.codec, found, self._titles)
        return [Behind(record=each, retracted=self._retracted.get(each.seq)) for each in records]

    def rule(self, sentence: str, keys: Iterable[str] = (), version: Version | None = None) -> Rule:
        """A rule with the values behind some keys, of the version in force on the day unless another is named."""
        version = version or self.policy.in_force(self.as_of)
        values = [Value(key=key, value=value_of(version.rules, key)) for key in keys]
        return Rule(sentence=sentence, version=version.rules.version, since=version.since, values=values)

    def service(self, *fields: str) -> list[str]:
        """The keys of what an account of its class gets; none where it is not classified."""
        account_class = self.state.account_class
        return [f"services.{account_class}.{field}" for field in fields] if account_class else []

    def with_its_class(self, fits: Fits) -> Fits:
        """Those that fit, and the record that says the class that it had on the day."""
        return lambda recorded: fits(recorded) or recorded.seq == self._classed

    @cached_property
    def _classed(self) -> int:
        told = [each for each in self.history if each.event.on.first <= self.as_of and not self.is_struck(each)]
        classes = sorted((each.event.on.first, each.seq) for each in told if kind_of(each) == "reclassified")
        return classes[-1][1] if classes else 0


def kind_of(recorded: Recorded) -> str:
    """The stored name of the kind of event."""
    return REGISTRY.of(recorded.event).name


def concept_of(recorded: Recorded) -> str:
    """The name of the concept that the event belongs to."""
    return REGISTRY.concept_of[kind_of(recorded)].name


def of_concept(name: str, thing_id: str | None = None) -> Fits:
    """The events of a concept, or only of one thing of it."""
    return lambda recorded: concept_of(recorded) == name and thing_id in {None, recorded.event.subject}


def of_kinds(*kinds: str) -> Fits:
    """The events of some kinds."""
    return lambda recorded: kind_of(recorded) in kinds


def value_of(rules: Rules, key: str) -> Any:
    """The value or the part of a policy behind a key; None where there is none."""
    node: Any = rules
    for name in key.split("."):
        node = node.get(name) if hasattr(node, "get") else getattr(node, name, None)
    return node
