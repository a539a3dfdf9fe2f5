"""One command carried out: decided, appended, and both again where others append to the same history meanwhile."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING
from uuid import uuid4

from eventsourcing.persistence import IntegrityError

from domain.asked import in_writing, refuse_other
from domain.history.event import Command, Event
from domain.history.model import State
from domain.history.refusal import NoSuchRecord
from domain.history.sentence import titles_begun
from domain.in_memory import with_people_by_id
from domain.ledger.record import Envelope, Receipt
from domain.meanwhile import ChangedMeanwhile, Patience
from domain.models import model_of
from domain.permitting import Permit
from domain.recorded import Recorded
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import OpenRelationship
from domain.retracting import Correction, correction_of, folded, retraction, standing, together_with

if TYPE_CHECKING:
    from domain.tracker import Tracker

Decided = tuple[State, list[Event]]
"""What everything on record comes to, and the events to append to it."""


class One:
    """Somebody's wish to record one thing, under an id that has one effect however often it is repeated."""

    def __init__(self, tracker: "Tracker", permit: Permit, command_id: str) -> None:
        self._tracker = tracker
        self._permit = permit
        self._named = bool(command_id)
        self._command_id = command_id or str(uuid4())

    def handled(
        self,
        stream: str,
        command: Command,
        seen_version: int | None,
        reported_by: str,
        correction: Correction | None,
    ) -> Receipt:
        """A command about a stream, as new or in the place of another record. Raises a Refusal."""
        tracker = self._tracker
        said = [stream, type(command).__name__, command, reported_by, *([correction] if correction else [])]
        fingerprint = tracker.vault.fingerprint(in_writing(*said))
        if first := self._first_answer(fingerprint):
            return first
        command = with_people_by_id(command, tracker.vault.person)

        def decided() -> Decided:
            current, past = self._state_for(stream, command, whole=correction is not None)
            if seen_version is not None:
                self._refuse_changed(stream, command, seen_version, current, past)
            if correction:
                history, elsewhere = past or [], tracker.elsewhere(self._permit)
                self._permit.refuse_striking(stream, together_with(history, correction.record))
                return current, correction_of(stream, history, correction, command, tracker.around, elsewhere)
            known = None if past is None else [each.event for each in standing(past)]
            events = model_of(stream).decide(current, known, command, tracker.around)
            return current, self._permit.with_who_opened(events)

        return self._written(decided, fingerprint, command.on.first, reported_by)

    def retracted(self, stream: str, day: date, correction: Correction) -> Receipt:
        """A record of a stream, with the day that it says, struck through. Raises a Refusal."""
        tracker = self._tracker
        fingerprint = tracker.vault.fingerprint(in_writing(stream, "retract", correction))
        if first := self._first_answer(fingerprint):
            return first

        elsewhere = tracker.elsewhere(self._permit)

        def decided() -> Decided:
            past = tracker.history(stream)
            self._permit.refuse_striking(stream, together_with(past, correction.record))
            return folded(stream, past), retraction(stream, past, correction, tracker.around, elsewhere)

        return self._written(decided, fingerprint, day, "")

    def _written(self, decided: Callable[[], Decided], fingerprint: bytes, day: date, reported_by: str) -> Receipt:
        """What is decided, appended; a repeat that somebody else was faster with gives their answer."""
        tracker, patience = self._tracker, Patience()
        while True:
            current, events = decided()
            if not events:
                return self._nothing(fingerprint)
            judged = model_of(current.id) is RELATIONSHIP
            envelope = Envelope(
                recorded_by=self._permit.by.subject,
                reported_by=tracker.vault.person(reported_by) if reported_by.strip() else None,
                policy_version=tracker.around.rules_on(day).version if judged else 0,
            )
            try:
                return tracker.append(current, events, self._command_id, fingerprint, envelope)
            except IntegrityError:
                if first := self._first_answer(fingerprint):
                    return first
                patience.wait()

    def _nothing(self, fingerprint: bytes) -> Receipt:
        if self._named:
            return self._tracker.recorder.remember(self._command_id, fingerprint)
        return Receipt(command_id=self._command_id)

    def _first_answer(self, fingerprint: bytes) -> Receipt | None:
        first = self._tracker.recorder.receipts([self._command_id]).get(self._command_id)
        if first:
            refuse_other(self._command_id, first.fingerprint, fingerprint)
        return first

    def _state_for(self, stream: str, command: Command, *, whole: bool) -> tuple[State, list[Recorded] | None]:
        """The state to decide on, and the whole history where it is asked for or the command is back-dated."""
        tracker = self._tracker
        try:
            current = tracker.load(stream)
        except NoSuchRecord:
            if not isinstance(command, OpenRelationship):
                raise
            past = tracker.history(stream)
            return folded(stream, past), past
        if not whole and command.on.first >= current.frontier:
            return current, None
        past = tracker.history(stream)
        return folded(stream, past), past

    def _refuse_changed(
        self, stream: str, command: Command, seen: int, current: State, past: Sequence[Recorded] | None
    ) -> None:
        if current.version <= seen or not command.rests_on:
            return
        past = past if past is not None else self._tracker.history(stream)
        titles = titles_begun(each.event for each in past)
        changed = [
            f"{each.event.headline(titles)} (by {each.recorded_by})"
            for each in past
            if each.originator_version > seen and each.event.touches & command.rests_on
        ]
        if changed:
            raise ChangedMeanwhile(
                f"Changed meanwhile: {'; '.join(changed)}. Look at what changed, then record yours again if it still holds."
            )
