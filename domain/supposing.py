"""Judging what is on record anew, under a policy that may never have been: the same rules, the same histories, nothing written."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property

import msgspec

from domain.company.model import COMPANY
from domain.company.state import Company
from domain.history.event import Event
from domain.history.order import dated
from domain.models import model_of
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.relationship.rules import Rules
from domain.relationship.showcase import ShowcaseConcluded, ShowcaseStarted
from domain.relationship.state import Relationship
from domain.relationship.surroundings import OwnSystem

RulesOn = Callable[[date], Rules]

Histories = Mapping[str, Sequence[Recorded]]
"""What stands of every history, each in the order recorded, by stream."""


class Judged(msgspec.Struct, frozen=True, kw_only=True):
    """A recorded decision that one policy allows and the other does not; the sentence is the rule's that forbids it."""

    recorded: Recorded
    refused: bool
    """Whether it is the other policy that forbids it."""
    sentence: str


class Remembered:
    """All histories at hand, so that the world around each can be asked without a database."""

    def __init__(self, histories: Histories) -> None:
        self.histories = histories
        self._happened: dict[str, list[tuple[date, Event]]] = {}

    def happened(self, stream: str, day: date) -> list[tuple[date, Event]]:
        """What had happened in one history by a day, with the day that each counts from (``domain.history.order``)."""
        if stream not in self._happened:
            self._happened[stream] = dated(self.events(stream))
        every = self._happened[stream]
        return every[: bisect_right(every, day, key=lambda each: each[0])]

    def events(self, stream: str) -> list[Event]:
        """What happened in one history, in the order recorded."""
        return [each.event for each in self.histories.get(stream, ())]

    def state(self, stream: str, day: date) -> Relationship | None:
        """A relationship as it stood on a day; None where it is not on record."""
        if model_of(stream) is not RELATIONSHIP or stream not in self.histories:
            return None
        return RELATIONSHIP.fold(RELATIONSHIP.empty(stream), (event for _, event in self.happened(stream, day)))

    @cached_property
    def company(self) -> Company:
        """The company, by all that is known of it."""
        return COMPANY.folded(COMPANY.name, self.events(COMPANY.name))

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        """How many showcases run as experiments of one's own on a day in all relationships but one."""
        began, ended = self._in_total
        return _running(began, ended, day) - _running(*self._spans.get(elsewhere_than, ([], [])), day)

    @cached_property
    def _spans(self) -> dict[str, tuple[list[date], list[date]]]:
        """The days on which the showcases of each relationship began and ended, sorted."""
        return {stream: spans for stream in self.histories if any(spans := _showcases(self.events(stream)))}

    @cached_property
    def _in_total(self) -> tuple[list[date], list[date]]:
        began, ended = ([day for spans in self._spans.values() for day in spans[place]] for place in (0, 1))
        return sorted(began), sorted(ended)


class Within:
    """The world around a relationship as remembered, under a policy; it notices when that is asked."""

    def __init__(self, remembered: Remembered, rules_on: RulesOn) -> None:
        self._remembered = remembered
        self._rules_on = rules_on
        self.asked = 0
        """How often somebody asked for the policy."""

    def rules_on(self, day: date) -> Rules:
        """The policy in force on a day."""
        self.asked += 1
        return self._rules_on(day)

    def own_system(self, system_id: str, day: date) -> OwnSystem | None:
        """One of the company's own systems as it stood on a day; None where there is none of that id."""
        if kept := self._remembered.company.systems.get(system_id):
            return OwnSystem(id=kept.id, title=kept.title, ready=kept.ready_on(day))
        return None

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        """How many showcases run on a day in all relationships but one."""
        return self._remembered.running_showcases(day, elsewhere_than)

    def relationship(self, stream: str, day: date) -> Relationship | None:
        """Another relationship as it stood on a day; None where it is not on record."""
        return self._remembered.state(stream, day)


def judged_otherwise(
    remembered: Remembered, stream: str, present: Within, other: Within, as_of: date
) -> Iterator[Judged]:
    """The decisions of a relationship by a day that one policy forbids and the other allows, in the order they happened.

    Each is judged in what had really happened before it, as everything on record now tells it: what follows from it
    stays, because nobody can know what would have been done instead. Observed history is never judged.
    """
    by_event = {id(each.event): each for each in remembered.histories[stream]}
    state = RELATIONSHIP.empty(stream)
    for _, event in remembered.happened(stream, as_of):
        before = other.asked
        would = RELATIONSHIP.objection_to(state, event, other)
        if other.asked > before:
            does = RELATIONSHIP.objection_to(state, event, present)
            if objection := (would or does) if bool(would) != bool(does) else None:
                rule = objection.because or objection
                yield Judged(recorded=by_event[id(event)], refused=would is not None, sentence=rule.sentence)
        state = RELATIONSHIP.evolve(state, event)


def _showcases(events: Sequence[Event]) -> tuple[list[date], list[date]]:
    """The days on which showcases of one's own began, and those on which they had ended after that."""
    concluded: dict[str, date] = {}
    for event in events:
        if isinstance(event, ShowcaseConcluded):
            concluded[event.showcase_id] = min(event.on.first, concluded.get(event.showcase_id, date.max))
    began = [event for event in events if isinstance(event, ShowcaseStarted) and not event.observed]
    ended = [max(event.on.first, concluded[event.showcase_id]) for event in began if event.showcase_id in concluded]
    return sorted(event.on.first for event in began), sorted(ended)


def _running(began: Sequence[date], ended: Sequence[date], day: date) -> int:
    return bisect_right(began, day) - bisect_right(ended, day)
