"""A kind of history: the concepts it is made of, how its state folds, and how commands are decided in it."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Generic, NamedTuple, TypeVar

import msgspec
from msgspec.structs import replace

from domain.access import Action
from domain.history.concept import Concept, Decision
from domain.history.event import Command, Event
from domain.history.order import counted_from, dated, in_order
from domain.history.refusal import BreaksLaterRecord, Refusal


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What is known after some events; each concept keeps its part in a field of its own."""

    id: str
    version: int = 0
    """How many events of the stream are in it."""
    frontier: date = date.min
    """The latest first day among them: an event that happened earlier cannot simply be added at the end."""


class Effect(NamedTuple):
    """What an event of a history came to."""

    changed: bool
    """Whether something was known otherwise after it."""
    forbidden: bool
    """Whether the rules objected to it."""
    doubled: bool
    """Whether it began what was going on already under the same name."""


S = TypeVar("S", bound=State)


class Model(Generic[S]):
    """Relationships, the company, and the policy are each one."""

    def __init__(
        self,
        name: str,
        state: type[S],
        concepts: Sequence[Concept],
        moment: Callable[[S, S, Command, Any], Any],
        guard: Callable[[Command, Any], None] = lambda command, moment: None,  # noqa: ARG005  # nothing stands in the way
        objection: Callable[[S, Event], Refusal | None] = lambda state, event: None,  # noqa: ARG005  # as above
        opening: type[Event] | None = None,
        for_good: str = "",
        needs: Action = "record",
    ) -> None:
        """``opening`` is the event that all others rest on; ``for_good`` says why nothing in it can be retracted.

        ``needs`` is what somebody must be allowed to do to record anything in it that no concept says more of.
        """
        self.name = name
        self.state = state
        self.concepts = concepts
        self.opening = opening
        self.for_good = for_good
        self.needs: Action = needs
        self._moment = moment
        self._guard = guard
        """Refuses what no concept may do in a moment."""
        self._objection = objection
        """Why no concept may have done so in a state."""
        self._concept: dict[type[Event], Concept] = {
            kind.event: concept for concept in concepts for kind in concept.kinds
        }
        self.decisions: dict[type[Command], Decision] = {
            command: decision for concept in concepts for command, decision in concept.decisions.items()
        }
        self._alone = frozenset(
            kind
            for concept in concepts
            if concept.decisions and not concept.holds
            for kind in (*concept.decisions, *(each.event for each in concept.kinds))
        )

    # State.

    def empty(self, stream: str) -> S:
        """The state before anything happened."""
        return self.state(id=stream)

    def evolve(self, state: S, event: Event) -> S:
        """The state after one more event."""
        concept = self._concept[type(event)]
        if not concept.holds:
            return state
        held = getattr(state, concept.holds)
        after = concept.evolve(held, event)
        return state if after is held else replace(state, **{concept.holds: after})

    def fold(self, state: S, events: Iterable[Event]) -> S:
        """The state after these events, which are in the order that they happened."""
        for event in events:
            state = self.evolve(state, event)
        return state

    def folded(self, stream: str, events: Sequence[Event]) -> S:
        """The state from a whole history, given in the order recorded."""
        state = self.fold(self.empty(stream), in_order(events))
        return replace(state, version=len(events), frontier=max((each.on.first for each in events), default=date.min))

    # Decisions.

    def decide(self, current: S, history: Sequence[Event] | None, command: Command, around: Any) -> list[Event]:
        """The events that a command leads to; none where it would change nothing.

        ``current`` is everything on record, folded; ``history`` the same as events in the order recorded, needed only
        when the command is earlier than ``current.frontier``. A decision sees the state as of the command's own first
        day (rules about the class), or as of the beginning of what it follows up where that is later in its span,
        everything on record whenever it happened (something is concluded once), and may not break what is already
        effective later. Raises a Refusal that names the rule.
        """
        decision = self.decisions[type(command)]
        if command.on.first >= current.frontier or self.stands_alone(type(command)):
            return self._decided(decision, command, self._moment(current, current, command, around))
        if history is None:
            raise ValueError("a back-dated command is judged by the history")
        counts_from = counted_from(command, history)
        past = [event for day, event in dated(history) if day <= counts_from]
        before = self.fold(self.empty(current.id), past)
        events = self._decided(decision, command, self._moment(before, current, command, around))
        self.refuse_breaking(before, past, history, events, around)
        return events

    def _decided(self, decision: Decision, command: Command, moment: Any) -> list[Event]:
        """What a command leads to; what would change nothing stays quiet, whatever stands in the way."""
        events = decision(command, moment)
        if events:
            self._guard(command, moment)
        return events

    def refuse_breaking(
        self, before: S, past: Sequence[Event], history: Sequence[Event], events: Sequence[Event], around: Any
    ) -> None:
        """Refuse events that would make a later decision one that its own rules forbid. Raises BreaksLaterRecord.

        An event known only to the year that its thing began in counts from that beginning, also while it is judged.
        """
        folded, new = {id(event) for event in past}, {id(event) for event in events}
        without = with_it = before
        for _, event in dated([*events, *history]):
            if id(event) in folded:
                continue
            if id(event) not in new:
                objection = self.objection_to(with_it, event, around)
                if objection and not self.objection_to(without, event, around):
                    raise BreaksLaterRecord(objection.sentence, field="on", policy_version=objection.policy_version)
                without = self.evolve(without, event)
            with_it = self.evolve(with_it, event)

    def objection_to(self, state: S, event: Event, around: Any) -> Refusal | None:
        """Why the rules forbid a decision in this state; observed history is never judged."""
        if event.observed:
            return None
        return self._concept[type(event)].objection(state, event, around) or self._objection(state, event)

    def effects(self, stream: str, events: Sequence[Event], around: Any) -> dict[int, Effect]:
        """What each event of a history, by identity, came to when it happened."""
        state = self.empty(stream)
        found: dict[int, Effect] = {}
        named = Counter(map(name_begun, events))
        for _, event in dated(events):
            after, holds = self.evolve(state, event), self._concept[type(event)].holds
            found[id(event)] = Effect(
                changed=after is not state and getattr(after, holds) != getattr(state, holds),
                forbidden=self.objection_to(state, event, around) is not None,
                doubled=event.begins and named[name_begun(event)] > 1 and doubled(event, getattr(state, holds)),
            )
            state = after
        return found

    def stands_alone(self, kind: type[Command] | type[Event]) -> bool:
        """Whether it is of a concept that keeps nothing: nothing on record bears on it, nor it on anything, however late."""
        return kind in self._alone

    def concept_of(self, event: type[Event]) -> Concept:
        """The concept that a kind of event belongs to."""
        return self._concept[event]

    # Who may.

    def needed_for(self, command: type[Command]) -> Action:
        """What somebody must be allowed to do to have this decided."""
        concept = next((each for each in self.concepts if command in each.decisions), None)
        return (concept and concept.needs) or self.needs

    def needed_to_strike(self, event: type[Event]) -> Action:
        """What somebody must be allowed to do to strike through what was recorded so: the same as to record it."""
        return self._concept[event].needs or self.needs


def name_begun(event: Event) -> tuple[str, str]:
    """What kind of thing begins with an event, and its name in whatever letter case; nothing where none begins."""
    return (event.about, str(getattr(event, "title", "")).casefold()) if event.begins else ("", "")


def doubled(event: Event, things: Any) -> bool:
    """Whether something else of the name that an event gives to what it begins is going on among the things on record."""
    _, title = name_begun(event)
    return isinstance(things, dict) and any(
        each.title.casefold() == title and each.open and each.id != event.subject for each in things.values()
    )
