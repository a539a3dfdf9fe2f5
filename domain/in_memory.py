"""Deciding many commands one after another, each on what those before it led to, before any of it is written."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import cast

from msgspec.structs import replace

from domain.around import Around, Histories, RunningShowcases
from domain.asked import Asked, Decided, in_writing, refuse_other
from domain.history.asking import people
from domain.history.event import Command, Event
from domain.history.model import State
from domain.history.order import in_order
from domain.history.refusal import NoSuchRecord, Refusal
from domain.history.retraction import Strike
from domain.ledger.record import Envelope
from domain.models import model_of
from domain.permitting import Permit
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.retracting import Correction, correction_of, folded, retraction, standing, together_with
from domain.retracting.resting import Elsewhere

STREAM_APART = 1_000_000
"""More than the records of one stream that are ever decided before they are written."""


class InMemory:
    """Histories as they stand together with what was decided and is not yet written."""

    def __init__(self, kept: Histories, running: RunningShowcases) -> None:
        self._kept = kept
        self._running = running
        self._states: dict[str, State] = {}
        self._histories: dict[str, list[Recorded]] = {}
        self._decided: dict[str, list[tuple[str, Event]]] = {}
        """What was decided in each stream, with the id of the command that led to it."""

    def load(self, stream: str) -> State:
        """The state of a stream with what was decided. Raises NoSuchRecord."""
        if stream not in self._states:
            self._states[stream] = self._kept.load(stream)
        return self._states[stream]

    def history(self, stream: str) -> list[Recorded]:
        """Every event of a stream in the order recorded and then decided."""
        if stream not in self._histories:
            self._histories[stream] = self._kept.history(stream)
        written = self._histories[stream]
        first = self._first_number(stream)
        return [
            *written,
            *(
                Recorded(stream, len(written) + place + 1, event, seq=first - place, command_id=command_id)
                for place, (command_id, event) in enumerate(self._decided.get(stream, ()))
            ),
        ]

    def _first_number(self, stream: str) -> int:
        """The first number of a stream's unwritten records, which no other stream's have."""
        return -(list(self._decided).index(stream) + 1) * STREAM_APART if stream in self._decided else 0

    def around(self) -> Around:
        """The world around a relationship with what was decided; for one decision."""
        return Around(self, self.running_showcases)

    def running_showcases(self, day: date, elsewhere_than: str) -> int:
        """How many showcases run on a day in all relationships but one, those that were just decided on included."""
        now, before = Around(self, self._running), Around(self._kept, self._running)
        return self._running(day, elsewhere_than) + sum(
            running_on(now, stream, day) - running_on(before, stream, day)
            for stream in self._decided
            if stream != elsewhere_than
        )

    def decide(self, stream: str, command: Command, around: Around, command_id: str, permit: Permit) -> list[Event]:
        """The events that a command leads to; they count from here on. Raises a Refusal."""
        current = self._to_decide_on(stream, command)
        late = command.on.first < current.frontier and not model_of(stream).stands_alone(type(command))
        earlier = [each.event for each in standing(self.history(stream))] if late else None
        events = permit.with_who_opened(model_of(stream).decide(current, earlier, command, around))
        if events:
            self._add(current, events, command_id)
        return events

    def strike(
        self,
        stream: str,
        command: Command | None,
        correction: Correction,
        around: Around,
        elsewhere: Elsewhere,
        command_id: str,
        permit: Permit,
    ) -> list[Event]:
        """The events that retract a record of a stream, or put what a command leads to in its place. Raises a Refusal."""
        past = self.history(stream)
        permit.refuse_striking(stream, together_with(past, correction.record))
        if command is None:
            events = retraction(stream, past, correction, around, elsewhere)
        else:
            events = correction_of(stream, past, correction, command, around, elsewhere)
        if events:
            self._add(folded(stream, past), events, command_id)
        return events

    def number_of(self, stream: str, command_id: str) -> int:
        """The number of the first record in a stream that an unwritten command led to; 0 where there is none."""
        return next((each.seq for each in self.history(stream) if each.seq < 0 and each.command_id == command_id), 0)

    def _to_decide_on(self, stream: str, command: Command) -> State:
        try:
            return self.load(stream)
        except NoSuchRecord:
            if not isinstance(command, OpenRelationship):
                raise
            return cast("State", model_of(stream).empty(stream))

    def _add(self, current: State, events: Sequence[Event], command_id: str) -> None:
        stream, model = current.id, model_of(current.id)
        days = [each.on.first for each in events]
        added = [(command_id, each) for each in events]
        alone = all(model.stands_alone(type(each)) for each in events)
        if alone or (min(days) >= current.frontier and not any(isinstance(each, Strike) for each in events)):
            state = replace(
                model.fold(current, in_order(events)),
                version=current.version + len(events),
                frontier=max(*days, current.frontier),
            )
            self._decided.setdefault(stream, []).extend(added)
        else:
            self._decided.setdefault(stream, []).extend(added)
            state = folded(stream, self.history(stream))
        self._states[stream] = state

    def written(self) -> list[tuple[State, int]]:
        """All of it was written: what stands now, and from which version it went on. Begins anew."""
        went_on = [
            (self._states[stream], self._states[stream].version - len(events))
            for stream, events in self._decided.items()
        ]
        self.forget()
        return went_on

    def forget(self) -> None:
        """Forget what was decided, and look at what is on record anew."""
        for each in (self._states, self._histories, self._decided):
            each.clear()


def running_on(around: Around, stream: str, day: date) -> int:
    """How many showcases of a relationship run on a day."""
    state = around.relationship(stream, day)
    return sum(each.counts for each in state.showcases.values()) if state else 0


Struck = Callable[[Asked, InMemory], int]
"""The number of the record that one of many commands strikes. Raises a Refusal."""

Person = Callable[[str], str]
"""Gives the id that the vault knows somebody by."""


def with_people_by_id(command: Command, person: Person) -> Command:
    """The command with the ids that the vault knows people by in place of their names."""
    named = {field: getattr(command, field) for field in people(type(command))}
    return replace(command, **{field: person(name) for field, name in named.items() if name and name.strip()})


def decide_all(
    some: Iterable[Asked],
    memory: InMemory,
    earlier: Mapping[str, bytes],
    fingerprint: Callable[[bytes], bytes],
    person: Person,
    envelope: Envelope,
    struck: Struck,
    elsewhere: Elsewhere,
    permit: Permit,
) -> list[Decided]:
    """What some commands lead to, in order; ``earlier`` are the fingerprints of those carried out before, by id."""
    first = dict(earlier)
    decided: list[Decided] = []
    for each in some:
        said = Decided(each.command_id, fingerprint(each.said), each.stream)
        try:
            if each.command_id in first:
                refuse_other(each.command_id, first[each.command_id], said.fingerprint)
                decided.append(said)
                continue
            if each.stream:
                permit.refuse(each.stream)
            command = each.command(memory) if each.command else None
            if command:
                permit.refuse_command(each.stream, type(command))
                permit.refuse_naming(command)
            in_writing(command, each.reported_by, each.because)
            command = with_people_by_id(command, person) if command else None
            around = memory.around()
            if each.strikes:
                correction = Correction(record=struck(each, memory), reason=each.because)
                events = memory.strike(each.stream, command, correction, around, elsewhere, each.command_id, permit)
            else:
                assert command
                events = memory.decide(each.stream, command, around, each.command_id, permit)
        except Refusal as refusal:
            decided.append(replace(said, refusal=refusal))
            continue
        first[each.command_id] = said.fingerprint
        if not events:
            decided.append(replace(said, unchanged=True))
            continue
        judged = model_of(each.stream) is RELATIONSHIP
        told = replace(
            envelope,
            reported_by=person(each.reported_by) if each.reported_by.strip() else None,
            policy_version=around.rules_on((command or events[0]).on.first).version if judged else 0,
        )
        version = memory.load(each.stream).version - len(events)
        decided.append(replace(said, events=events, version=version, envelope=told))
    return decided
