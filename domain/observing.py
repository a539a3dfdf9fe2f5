"""Observed history: what happened is recorded as it was, some thousands of events to a transaction, and not judged."""

from collections.abc import Callable, Iterator, Sequence

import msgspec
from eventsourcing.persistence import IntegrityError

from domain.codec import EventCodec
from domain.history.event import Event
from domain.ledger.record import Append, Envelope, Receipt
from domain.ledger.recorder import LedgerRecorder
from domain.meanwhile import Patience

EVENTS_AT_ONCE = 5000
"""So many observed events are written in one transaction."""


class Observation(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """History to record as it was observed: the events of one row, under the row's own command id."""

    command_id: str
    fingerprint: bytes
    stream: str
    events: Sequence[Event]


class Observing:
    """Appends observations; it knows the versions that it has reached, rather than asking anew for each transaction."""

    def __init__(self, recorder: LedgerRecorder, codec: EventCodec, envelope: Envelope) -> None:
        self._recorder = recorder
        self._codec = codec
        self._envelope = envelope
        self._versions: dict[str, int] = {}

    def record(
        self, observations: Sequence[Observation], events_at_once: int, progress: Callable[[int], None]
    ) -> dict[str, Receipt]:
        """Append all of them; the first answers to those that somebody else recorded in the meantime, by command id."""
        meanwhile: dict[str, Receipt] = {}
        start = 0
        while start < len(observations):
            end, events = start, 0
            while end < len(observations) and (events == 0 or events + len(observations[end].events) <= events_at_once):
                events += len(observations[end].events)
                end += 1
            meanwhile |= self._append(observations[start:end])
            progress(end)
            start = end
        return meanwhile

    def _append(self, observations: Sequence[Observation]) -> dict[str, Receipt]:
        """Append one transaction of observations."""
        self._codec.vault.reserve(sum(len(each.events) for each in observations))
        meanwhile: dict[str, Receipt] = {}
        patience = Patience()
        while True:
            unknown = list({each.stream for each in observations if each.stream not in self._versions})
            self._versions.update(dict.fromkeys(unknown, 0) | self._recorder.versions(unknown))
            count = sum(len(each.events) for each in observations)
            try:
                self._recorder.append(self._laid_out(observations), count)
            except IntegrityError:  # a version, or a row that another import recorded in the meantime
                self._versions.clear()
                meanwhile |= self._recorder.receipts([each.command_id for each in observations])
                observations = [each for each in observations if each.command_id not in meanwhile]
                patience.wait()
                continue
            return meanwhile

    def _laid_out(self, observations: Sequence[Observation]) -> Iterator[Append]:
        """The appends one after another as they are written, so that no more than one of them is in memory."""
        for each in observations:
            version = self._versions[each.stream]
            yield Append(
                command_id=each.command_id,
                fingerprint=each.fingerprint,
                events=self._codec.stored(each.stream, version, each.events),
                envelope=self._envelope,
            )
            self._versions[each.stream] = version + len(each.events)
