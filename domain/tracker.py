"""The application: the only door for writing. It loads a relationship, decides, and appends."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from itertools import count
from typing import Any, ClassVar, cast

from eventsourcing.application import AggregateNotFoundError, Application
from eventsourcing.persistence import IntegrityError
from eventsourcing.utils import Environment, EnvType
from msgspec.structs import replace

from domain.access import Actor, reach, require
from domain.around import Around, RunningShowcases
from domain.asked import Answer, Asked
from domain.codec import EventCodec, UnreadableEvent
from domain.history.event import Command, Event
from domain.history.model import State
from domain.history.order import in_order
from domain.history.refusal import NoSuchRecord
from domain.history.registry import Registry
from domain.history.retraction import NothingToStrike, Strike
from domain.ledger.database import Database
from domain.ledger.factory import LedgerFactory
from domain.ledger.record import Append, Envelope, Receipt
from domain.ledger.recorder import LedgerRecorder, Microseconds, system_clock
from domain.ledger.vault import Vault
from domain.many import Many
from domain.models import REGISTRY, model_of
from domain.observing import EVENTS_AT_ONCE, Observation, Observing
from domain.one import One
from domain.permitting import Permit
from domain.recorded import NEVER, Recorded, Snapshot
from domain.relationship.model import RELATIONSHIP
from domain.relationship.opening import RelationshipOpened
from domain.relationship.surroundings import Surroundings
from domain.retracting import (
    Correction,
    folded,
    refuse_other_history,
    wholly_retracted,
)
from domain.retracting.resting import Elsewhere
from domain.streams import stream_of

SNAPSHOT_EVERY = 100
CACHED_RELATIONSHIPS = 1000


Mentioned = Callable[[Sequence[str]], list[tuple[str, int, str]]]
"""The stream and number of each standing record elsewhere that rests on things of these ids, and on which."""


class LateEvent(Exception):
    """An event happened before something already folded, or struck some of it, so the state is folded anew."""


class Tracker(Application[str]):
    """Carries out commands. Thread-safe; one for each process and database."""

    env: ClassVar[dict[str, str]] = {}
    is_snapshotting_enabled = True
    recorder: LedgerRecorder
    snapshot_class = Snapshot

    def __init__(
        self,
        database: Database,
        vault: Vault,
        *,
        clock: Microseconds = system_clock,
        running_showcases: RunningShowcases = lambda _day, _elsewhere_than: 0,
        mentioned: Mentioned = lambda _ids: [],
        registry: Registry = REGISTRY,
        snapshot_every: int = SNAPSHOT_EVERY,
    ) -> None:
        self.database = database
        self.vault = vault
        self.clock = clock
        self.running_showcases = running_showcases
        self.mentioned = mentioned
        self.snapshot_every = snapshot_every
        self.codec = EventCodec(vault, registry)
        super().__init__()

    # How the library is given its parts.

    def construct_env(self, name: str, env: EnvType | None = None) -> Environment:  # noqa: ARG002  # the library's signature
        settings = {
            "IS_SNAPSHOTTING_ENABLED": "y",
            self.AGGREGATE_CACHE_MAXSIZE: str(CACHED_RELATIONSHIPS),
            self.DEEPCOPY_FROM_AGGREGATE_CACHE: "n",  # states are frozen
        }
        return Environment(name, settings)

    def construct_factory(self, env: Environment) -> LedgerFactory:
        return LedgerFactory(env, self.database, self.clock)

    def construct_mapper(self) -> EventCodec:
        return self.codec

    @property
    def around(self) -> Surroundings:
        """The world around a relationship as it is on record now; each is for one decision or one look."""
        return Around(self, self.running_showcases)

    # Reading one relationship.

    def load(self, stream: str) -> Any:
        """Everything on record of a stream, as its model's state (a ``Relationship``), from the cache or a snapshot where that is still right.

        The company and the policy are there from the beginning. Raises NoSuchRecord of a relationship that is not.
        """
        try:
            state = cast("State", self.repository.get(stream, projector_func=cast("Any", _project)))
        except AggregateNotFoundError:
            if (model := model_of(stream)) is RELATIONSHIP:
                raise NoSuchRecord(
                    f"There is no relationship “{stream}” on record: open it first, or check the name.", field="account"
                ) from None
            state = cast("State", model.empty(stream))
        except (LateEvent, UnreadableEvent):  # a state or snapshot that a late event, or newer code, made useless
            state = folded(stream, self.history(stream))
        self._cache(state)
        if not getattr(state, "name", stream) and wholly_retracted(state):
            raise NoSuchRecord(
                "Everything on record of this relationship was retracted: open it anew.", field="account"
            )
        return state

    def history(self, stream: str) -> list[Recorded]:
        """Every event of a relationship in the order recorded."""
        return [self.codec.recorded(cast("Any", record)) for record in self.recorder.select_events(stream)]

    def _cache(self, state: State) -> None:
        if self.repository.cache is not None:
            self.repository.cache.put(state.id, cast("Any", state))

    def stream_to_open(self, name: str) -> str:
        """The id for a new relationship of this name: the same for all who open it at once, so that one of them does."""
        for number in count(1):
            stream = stream_of("opened", name, str(number))
            if not self.recorder.versions([stream]):
                break
        return stream

    # Writing.

    def permit(self, by: Actor, load: Callable[[str], Any] | None = None) -> Permit:
        """What somebody may do to the histories on record, or to those that ``load`` gives."""
        return Permit(by, self.today(), load or self.load, self.recorder.versions)

    def today(self) -> date:
        """The day by the ledger's clock, in UTC."""
        return datetime.fromtimestamp(self.recorder.clock() // 1_000_000, UTC).date()

    def handle(
        self,
        stream: str,
        command: Command,
        *,
        by: Actor,
        command_id: str = "",
        seen_version: int | None = None,
        reported_by: str = "",
        correction: Correction | None = None,
    ) -> Receipt:
        """Carry out a command; a repeat of the same ``command_id`` has no second effect and gives the first answer.

        ``seen_version`` is the version of the relationship that the author had before their eyes, ``reported_by`` the
        name of whoever told them. With a ``correction`` what it records stands in the place of a record, which is
        struck through. Raises a Refusal, NotAllowed among them; nothing is written then.
        """
        permit = self.permit(by)
        permit.refuse_command(stream, type(command))
        permit.refuse_naming(command)
        if correction:
            replaced = self.record(correction.record)
            refuse_other_history(stream, replaced.originator_id, correction.record)
        return One(self, permit, command_id).handled(stream, command, seen_version, reported_by, correction)

    def retract(self, seq: int, reason: str, *, by: Actor, command_id: str = "") -> Receipt:
        """Strike a record through, together with what the same command recorded (``domain.retracting``).

        It stays where it is, and counts no longer from now on. Quiet where it was struck before. Raises a Refusal,
        which names the records that rest on it.
        """
        record = self.record(seq)
        permit = self.permit(by)
        permit.refuse(record.originator_id)
        correction = Correction(record=seq, reason=reason)
        return One(self, permit, command_id).retracted(record.originator_id, record.event.on.first, correction)

    def record(self, seq: int) -> Recorded:
        """The record of this number. Raises NothingToStrike."""
        found = self.recorder.select_by_seq([seq]) if 0 < seq < NEVER else []
        if not found:
            last = self.recorder.head()[0]
            raise NothingToStrike(
                f"There is no record {seq}: name one from 1 to {last}." if last else "Nothing is on record yet.",
                field="record",
            )
        return self.codec.recorded(found[0])

    def elsewhere(self, permit: Permit) -> Elsewhere:
        """What finds the records of other histories that rest on things of some ids, told as somebody may know them."""
        return lambda ids: permit.named((stream, seq) for stream, seq, _ in self.mentioned(ids))

    def handle_all(
        self,
        items: Sequence[Asked],
        *,
        by: Actor,
        batch: str,
        dry_run: bool = False,
        progress: Callable[[int], None] = lambda _: None,
    ) -> list[Answer]:
        """Carry out many commands in order, each on what those before it led to, some hundreds to a transaction.

        Each is judged like any command and recorded whole or not at all; one that is refused, as one about an account of
        somebody else's, stops none after it. Raises NotAllowed where nothing at all may be recorded.
        A repeat has no second effect. ``progress`` is told how many are done, each time that some were written. With
        ``dry_run`` all are decided and nothing is written.
        """
        require(by, "record")
        many = Many(self, by, Envelope(recorded_by=by.subject, batch=batch), dry_run=dry_run)
        return many.answers(items, progress)

    def append(
        self, current: State, events: list[Event], command_id: str, fingerprint: bytes, envelope: Envelope
    ) -> Receipt:
        """Append what was decided on a state. Raises IntegrityError where somebody else was faster."""
        stored = self.codec.stored(current.id, current.version, events)
        append = Append(command_id=command_id, fingerprint=fingerprint, events=stored, envelope=envelope)
        receipt = self.recorder.append([append])[0]
        strikes = any(isinstance(each, Strike) for each in events)
        if not strikes and min(each.on.first for each in events) >= current.frontier:
            state = replace(
                model_of(current.id).fold(current, in_order(events)),
                version=current.version + len(events),
                frontier=max(each.on.first for each in events),
            )
            self.keep(state, current.version)
        return receipt

    def keep(self, state: State, before: int) -> None:
        """Keep a state that was just reached from the version before, and now and then as a snapshot, too."""
        self._cache(state)
        if state.version // self.snapshot_every > before // self.snapshot_every:
            self.snapshot(state)

    def snapshot(self, state: State) -> None:
        """Keep a state for faster loading. Somebody else having kept the same one is as good."""
        assert self.snapshots is not None
        try:
            self.snapshots.put([cast("Any", Snapshot.take(state))])
        except IntegrityError:
            return

    def observe(
        self,
        observations: Sequence[Observation],
        *,
        by: Actor,
        batch: str,
        events_at_once: int = EVENTS_AT_ONCE,
        progress: Callable[[int], None] = lambda _: None,
    ) -> dict[str, Receipt]:
        """Append observed history in one correlated batch, some thousands of events to a transaction.

        ``progress`` is told how many observations are done. Nothing is judged; repeats are for the caller to leave out
        (``recorder.receipts``). Interrupted, it goes on where it stopped when called again with what is left. Returns
        the first answers, by command id, to those that somebody else recorded in the meantime. Raises NotAllowed where one
        of them is about an account of somebody else's; nothing is written then.
        """
        require(by, "record")
        observations = self._permitted(self.permit(by), observations)
        envelope = Envelope(recorded_by=by.subject, batch=batch)
        return Observing(self.recorder, self.codec, envelope).record(observations, events_at_once, progress)

    @staticmethod
    def _permitted(permit: Permit, observations: Sequence[Observation]) -> Sequence[Observation]:
        """The observations, those that open what is theirs from then on with that. Raises NotAllowed."""
        opened = {
            each.stream for each in observations if any(isinstance(event, RelationshipOpened) for event in each.events)
        }
        for stream in {each.stream for each in observations}:
            permit.refuse(stream)
            if stream not in opened:
                permit.refuse_unopened(stream)
        if reach(permit.by, "record") is None:
            return observations
        return [replace(each, events=permit.with_who_opened(each.events)) for each in observations]


def _project(state: Any, read: Iterable[Recorded | Snapshot]) -> Any:
    """The library's projector: a state and what was read after it, folded. Raises LateEvent."""
    recorded: list[Recorded] = []
    for each in read:
        if isinstance(each, Snapshot):
            state = each.state
        else:
            recorded.append(each)
    if not recorded:
        return state
    if state is None:
        return folded(recorded[0].originator_id, recorded)
    days = [each.event.on.first for each in recorded]
    if min(days) < state.frontier or any(isinstance(each.event, Strike) for each in recorded):
        raise LateEvent(state.id)
    after = model_of(state.id).fold(state, in_order(each.event for each in recorded))
    return replace(after, version=recorded[-1].originator_version, frontier=max(days))
