"""given / when / then on events, without a database."""

from collections.abc import Sequence
from typing import Any

from domain.company.model import COMPANY
from domain.history.event import Command, Event
from domain.history.model import Model
from domain.history.refusal import Refusal
from domain.history.when import When, parse_when
from domain.policy.model import POLICY_MODEL
from domain.policy.version_1 import POLICY
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import RelationshipOpened
from domain.relationship.surroundings import Alone, Surroundings

HARBOUR = RelationshipOpened(on=parse_when("2020-01-01"), name="Harbour Foods")


def on(text: str) -> When:
    """A date as people write it."""
    return parse_when(text)


class Outcome:
    """What a command came to."""

    def __init__(self, events: list[Event], refusal: Refusal | None) -> None:
        self.events = events
        self.refusal = refusal

    def then(self, *expected: Event) -> None:
        """It led to exactly these events."""
        assert self.refusal is None, self.refusal
        assert self.events == list(expected)

    def then_nothing(self) -> None:
        """It stayed quiet."""
        self.then()

    def then_refused(self, rule: type[Refusal], *words: str, field: str | None = None) -> None:
        """It was refused by this rule, in one sentence that has these words in it."""
        assert self.refusal is not None, f"accepted: {self.events}"
        assert type(self.refusal) is rule
        for word in words:
            assert word in self.refusal.sentence
        assert self.refusal.sentence.endswith(".")
        assert "\n" not in self.refusal.sentence
        if field is not None:
            assert self.refusal.field == field


class Given:
    """A relationship, the company or the policy with a history, in the order recorded."""

    def __init__(
        self,
        events: Sequence[Event],
        around: Surroundings = Alone(POLICY),  # noqa: B008  # a frozen value
        model: Model[Any] = RELATIONSHIP,
    ) -> None:
        self.events = list(events)
        self.around = around
        self.model = model

    def within(self, around: Surroundings) -> "Given":
        """The same in other surroundings: another policy, own systems, other relationships."""
        return Given(self.events, around, self.model)

    def when(self, command: Command) -> Outcome:
        """Decide, with the history at hand."""
        try:
            return Outcome(self.model.decide(self.state(), self.events, command, self.around), None)
        except Refusal as refusal:
            return Outcome([], refusal)

    def state(self) -> Any:
        """Everything on record, folded."""
        return self.model.folded("r", self.events)


def given(*events: Event) -> Given:
    """A relationship with these events, recorded in this order."""
    return Given(events)


def given_company(*events: Event) -> Given:
    """The company with these events."""
    return Given(events, model=COMPANY)


def given_policy(*events: Event) -> Given:
    """The policy with these changes behind its first version."""
    return Given(events, model=POLICY_MODEL)
