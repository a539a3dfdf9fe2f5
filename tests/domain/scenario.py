"""given / when / then on events, without a database."""

from collections.abc import Sequence

from msgspec.structs import replace

from domain.policy.version_1 import POLICY
from domain.relationship.decider import decide
from domain.relationship.event import Command, Event
from domain.relationship.opening import RelationshipOpened
from domain.relationship.refusal import Refusal
from domain.relationship.state import Relationship, fold, in_order
from domain.relationship.when import When, parse_when

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
    """A relationship with a history, in the order recorded."""

    def __init__(self, events: Sequence[Event]) -> None:
        self.events = list(events)

    def when(self, command: Command) -> Outcome:
        """Decide, with the history at hand."""
        try:
            return Outcome(decide(self.state(), self.events, command, POLICY), None)
        except Refusal as refusal:
            return Outcome([], refusal)

    def state(self) -> Relationship:
        """Everything on record, folded."""
        if not self.events:
            return Relationship(id="r")
        ordered = in_order(self.events)
        return replace(
            fold(Relationship(id="r"), ordered), version=len(self.events), frontier=ordered[-1].on.first
        )  # fmt: skip


def given(*events: Event) -> Given:
    """These events, recorded in this order."""
    return Given(events)
