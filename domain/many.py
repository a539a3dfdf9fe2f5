"""Many commands carried out in order, each on what those before it led to, some hundreds to a transaction."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from eventsourcing.persistence import IntegrityError

from domain.access import Actor
from domain.asked import Answer, Asked, Decided
from domain.history.retraction import NothingToStrike
from domain.in_memory import InMemory, decide_all
from domain.ledger.record import Append, Envelope
from domain.meanwhile import Patience
from domain.retracting import refuse_other_history

if TYPE_CHECKING:
    from domain.tracker import Tracker

COMMANDS_AT_ONCE = 500
"""So many of many commands are written in one transaction."""
LONGEST_NUMBER = 20
"""Digits: more than any record's number has."""


class Many:
    """Decides many commands, and writes what they lead to unless nothing is to be written."""

    def __init__(self, tracker: "Tracker", by: Actor, envelope: Envelope, *, dry_run: bool) -> None:
        self._tracker = tracker
        self._envelope = envelope
        self._dry_run = dry_run
        self._memory = InMemory(tracker, tracker.running_showcases)
        self._permit = tracker.permit(by, self._memory.load)
        self._person = cache(tracker.vault.known if dry_run else tracker.vault.person)

    def answers(self, items: Sequence[Asked], progress: Callable[[int], None]) -> list[Answer]:
        """What becomes of each; ``progress`` is told how many are done, each time that some were written."""
        answers: list[Answer] = []
        for some in self._at_once(items):
            answers += [each.answer for each in (self._decided(some) if self._dry_run else self._written(some))]
            if not self._dry_run:
                progress(len(answers))
        return answers

    def _at_once(self, items: Sequence[Asked]) -> Iterator[list[Asked]]:
        """Some hundreds at a time; what a command of the list strikes is written before, so that it has its number."""
        some: list[Asked] = []
        for each in items:
            if len(some) == COMMANDS_AT_ONCE or (each.strikes and some and not self._dry_run):
                yield some
                some = []
            some.append(each)
        if some:
            yield some

    def _struck(self, asked: Asked, memory: InMemory) -> int:
        """The number of the record that a command strikes. Raises NothingToStrike."""
        if asked.strikes.isdecimal() and len(asked.strikes) <= LONGEST_NUMBER:
            record = self._tracker.record(int(asked.strikes))
            refuse_other_history(asked.stream, record.originator_id, record.seq)
            return record.seq
        receipt = self._tracker.recorder.receipts([asked.strikes]).get(asked.strikes)
        seq = receipt.first_seq if receipt else memory.number_of(asked.stream, asked.strikes)
        if not seq:
            raise NothingToStrike(
                f"Nothing was recorded as “{asked.strikes}”: name a record by its number, or by the id of a line before.",
                field="record",
            )
        return seq

    def _decided(self, some: Sequence[Asked]) -> list[Decided]:
        """What some commands lead to, in order."""
        first = self._tracker.recorder.receipts([each.command_id for each in some])
        earlier = {command_id: receipt.fingerprint for command_id, receipt in first.items()}
        fingerprint = self._tracker.vault.fingerprint
        return decide_all(
            some,
            self._memory,
            earlier,
            fingerprint,
            self._person,
            self._envelope,
            self._struck,
            self._tracker.elsewhere(self._permit),
            self._permit,
        )

    def _written(self, some: Sequence[Asked]) -> list[Decided]:
        """Decide some commands and write them in one transaction; decided again where others wrote meanwhile."""
        tracker, patience = self._tracker, Patience()
        while True:
            decided = self._decided(some)
            tracker.vault.reserve(sum(len(each.events) for each in decided))
            try:
                tracker.recorder.append([self._to_append(each) for each in decided if each.events])
            except IntegrityError:
                self._memory.forget()
                patience.wait()
                continue
            for each in decided:
                if each.unchanged:
                    tracker.recorder.remember(each.command_id, each.fingerprint)
            for state, before in self._memory.written():
                tracker.keep(state, before)
            return decided

    def _to_append(self, decided: Decided) -> Append:
        assert decided.envelope
        return Append(
            command_id=decided.command_id,
            fingerprint=decided.fingerprint,
            events=self._tracker.codec.stored(decided.stream, decided.version, decided.events),
            envelope=decided.envelope,
        )
