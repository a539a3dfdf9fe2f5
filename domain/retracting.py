"""What retracting or correcting a record comes to: what still stands, and what else rests on what is struck through.

Pure: a history goes in, events or a Refusal come out. What a command recorded together is struck together.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any

import msgspec

from domain.history.asking import New, fields
from domain.history.deciding import entered
from domain.history.event import Command, Event, Titles
from domain.history.model import Model, State
from domain.history.order import in_order
from domain.history.refusal import NothingEntered, ReasonMissing, Refusal
from domain.history.retraction import (
    DecidedForGood,
    NothingInstead,
    NothingToStrike,
    OfAnotherHistory,
    OthersDependOnIt,
    RecordCorrected,
    RecordRetracted,
    Strike,
)
from domain.history.sentence import title_of
from domain.models import REGISTRY, model_of
from domain.recorded import Recorded
from domain.streams import derived_id

NAMED_AT_MOST = 3
"""So many of the records that rest on another are named; the others are counted."""

LINKS = frozenset({"extends", "needs", "on_unready_systems", "part_of", "source_showcase", "successor"})
"""The fields of events that hold ids of things, besides those that are called so."""
NO_LINKS = frozenset({"external_id"})

Elsewhere = Callable[[Sequence[str]], list[str]]
"""What other histories have on record that rests on things of these ids, each in a few words."""


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The record that a command's events stand in the place of, and why it was wrong."""

    record: int
    reason: str


def struck(history: Iterable[Recorded]) -> dict[int, Recorded]:
    """The retraction of each record that was struck through, by the record's ``seq``."""
    return {each.event.record: each for each in history if isinstance(each.event, Strike)}


def standing(history: Sequence[Recorded]) -> list[Recorded]:
    """The records that stand: neither struck through nor strikes themselves."""
    gone = struck(history)
    if not gone:
        return list(history)
    return [each for each in history if each.seq not in gone and not isinstance(each.event, Strike)]


def folded(stream: str, history: Sequence[Recorded]) -> Any:
    """The state of a stream from its whole history, or from what is known of it."""
    state = model_of(stream).folded(stream, [each.event for each in standing(history)])
    latest = max((each.event.on.first for each in history), default=state.frontier)
    return msgspec.structs.replace(
        state, version=history[-1].originator_version if history else 0, frontier=max(state.frontier, latest)
    )


def wholly_retracted(state: State) -> bool:
    """Whether a state is of a history in which nothing stands any more."""
    return bool(msgspec.structs.replace(state, version=0, frontier=date.min) == model_of(state.id).empty(state.id))


def together_with(history: Sequence[Recorded], seq: int) -> list[Recorded]:
    """The standing records that the command behind this one led to; none where it was struck before.

    Raises NothingToStrike.
    """
    record = next((each for each in history if each.seq == seq), None)
    if record is None:
        raise NothingToStrike(
            f"There is no record {seq} in this history: name one by the number that the timeline gives.", field="record"
        )
    if isinstance(record.event, Strike):
        raise NothingToStrike(
            f"Record {seq} strikes another one through and stays: record anew what should count again.", field="record"
        )
    there = standing(history)
    return [each for each in there if each.command_id == record.command_id] if record in there else []


def dependents(
    stream: str, history: Sequence[Recorded], gone: Iterable[Recorded], instead: Sequence[Event], around: Any
) -> list[Recorded]:
    """The standing records that rest on those that go: without them, the rules would forbid them, they would be about
    nothing on record, or they would change nothing that they change now.
    """
    model = model_of(stream)
    numbers = {each.seq for each in gone}
    there = standing(history)
    kept = [each for each in there if each.seq not in numbers]
    going = [each.event for each in there if each.seq in numbers]
    if _opening_goes(model, going, [*(each.event for each in kept), *instead]):
        return kept
    lost = lost_ids(going, [each.event for each in kept], instead)
    before = model.effects(stream, [each.event for each in there], around)
    after = model.effects(stream, [*(each.event for each in kept), *instead], around)

    def rests(event: Event) -> bool:
        was, would_be = before[id(event)], after[id(event)]
        return (
            (would_be.forbidden and not was.forbidden)
            or (would_be.doubled and not was.doubled)
            or (was.changed and not would_be.changed)
            or not lost.isdisjoint(ids_in(event))
        )

    return [each for each in kept if rests(each.event)]


def _opening_goes(model: Model[Any], gone: Sequence[Event], stay: Sequence[Event]) -> bool:
    opening = model.opening
    return (
        opening is not None
        and any(isinstance(each, opening) for each in gone)
        and not any(isinstance(each, opening) for each in stay)
    )


def lost_ids(gone: Iterable[Event], kept: Iterable[Event], instead: Iterable[Event]) -> frozenset[str]:
    """The ids of things that would be gone, or further back than they came: proposed, where they had started.

    What was proposed and then started begins twice; what follows it up rests on the later of the two.
    """
    going = list(gone)
    gone_ids = {id(each) for each in going}
    latest = {each.subject: each for each in in_order([*kept, *going]) if each.begins and each.subject}
    begun_instead = {each.subject: each for each in instead if each.begins}
    return frozenset(
        thing for thing, each in latest.items() if id(each) in gone_ids and not _as_far(begun_instead.get(thing), each)
    )


def _as_far(event: Event | None, gone: Event) -> bool:
    """Whether a beginning takes the place of another for what follows it up: a proposal does so only for a proposal."""
    return event is not None and (type(event) is type(gone) or REGISTRY.of(event).phase != "proposed")


def ids_in(event: Event) -> Iterator[str]:
    """The ids of the things that an event names, but for the one that begins with it."""
    for field in event.__struct_fields__:
        if event.begins and field == event.about:
            continue
        if field in LINKS or (field.endswith("_id") and field not in NO_LINKS):
            value = getattr(event, field)
            yield from (value,) if isinstance(value, str) else value


def retraction(
    stream: str, history: Sequence[Recorded], correction: Correction, around: Any, elsewhere: Elsewhere
) -> list[Event]:
    """The events that retract a record; none where it was struck before. Raises a Refusal."""
    gone = together_with(history, correction.record)
    if gone:
        reason = _why(correction)
        refuse_for_good(stream, gone)
        refuse_where_others_rest(stream, history, gone, (), around, elsewhere)
        return [RecordRetracted(on=each.event.on, reason=reason, record=each.seq) for each in gone]
    return []


def correction_of(
    stream: str,
    history: Sequence[Recorded],
    correction: Correction,
    command: Command,
    around: Any,
    elsewhere: Elsewhere,
) -> list[Event]:
    """The events that strike a record and record in its place what a command leads to. Raises a Refusal.

    The command is judged as if the record had never been or, where later records stand in its way that go on as well with
    what stands in its place, by what was on record then. What begins anew keeps the id of what it takes the place of.
    """
    gone = together_with(history, correction.record)
    if not gone:
        raise NothingToStrike(
            f"Record {correction.record} was struck through before: correct the record that stands in its place, or record this as new.",
            field="record",
        )
    reason = _why(correction)
    refuse_for_good(stream, gone)
    last = max(each.seq for each in gone)
    try:
        instead = _in_place(stream, history, history, gone, command, around, elsewhere)
    except Refusal as refusal:
        try:
            by_then = [each for each in history if each.seq <= last]
            instead = _in_place(stream, history, by_then, gone, command, around, elsewhere)
        except Refusal:
            raise refusal from None
    return [*(RecordCorrected(on=each.event.on, reason=reason, record=each.seq) for each in gone), *instead]


def _in_place(
    stream: str,
    history: Sequence[Recorded],
    known: Sequence[Recorded],
    gone: Sequence[Recorded],
    command: Command,
    around: Any,
    elsewhere: Elsewhere,
) -> list[Event]:
    """What a command leads to in the place of what goes, decided on what is known. Raises a Refusal."""
    model, numbers = model_of(stream), {each.seq for each in gone}
    kept = [each.event for each in standing(known) if each.seq not in numbers]
    command = with_id_of(command, known, gone[0].seq)
    instead = model.decide(model.folded(stream, kept), kept, command, around)
    if not instead:
        raise NothingInstead(
            "Without the record this would change nothing: retract the record, or say what should stand in its place."
        )
    if not kept and _opening_goes(model, [each.event for each in gone], instead):
        raise NothingInstead(
            "The history begins with this record: put another opening in its place, or retract it.", field="record"
        )
    refuse_where_others_rest(stream, history, gone, instead, around, elsewhere)
    return instead


def _why(correction: Correction) -> str:
    try:
        return entered(correction.reason, "because", "why the record was wrong")
    except NothingEntered:
        raise ReasonMissing(
            "A record is struck through for a reason: write why it was wrong.", field="because"
        ) from None


def with_id_of(command: Command, history: Sequence[Recorded], seq: int) -> Command:
    """The command, beginning what it begins under the id of what it takes the place of, which later records name.

    Whichever record of the earlier command is named; what began with other records as well, as with a proposal, keeps
    its id to itself.
    """
    told_by = {each.seq: each.command_id for each in history}.get(seq)
    there = [each for each in standing(history) if each.event.begins]
    others = {each.event.subject for each in there if each.command_id != told_by}
    begun = {each.event.about: each.event.subject for each in there if each.command_id == told_by}
    new = [each.name for each in fields(type(command)) if isinstance(each.ask, New) and begun.get(each.name)]
    return msgspec.structs.replace(command, **{name: begun[name] for name in new if begun[name] not in others})


def reversal_id(batch: str, command_id: str) -> str:
    """The id of the command that takes a row of an import back with the whole of it."""
    return str(derived_id("retract", batch, command_id))


def refuse_for_good(stream: str, gone: Iterable[Recorded] = ()) -> None:
    """Refuse to strike what is not retracted: a whole history, or records of a kind. Raises DecidedForGood."""
    kinds = (REGISTRY.of(each.event).for_good for each in gone)
    if why := model_of(stream).for_good or next(filter(None, kinds), ""):
        raise DecidedForGood(why, field="record")


def refuse_other_history(stream: str, record_stream: str, seq: int) -> None:
    """Refuse to correct a record of another history. Raises OfAnotherHistory."""
    if stream != record_stream:
        raise OfAnotherHistory(
            f"Record {seq} belongs to another account: retract it there, and record this here as new.", field="record"
        )


def refuse_where_others_rest(
    stream: str,
    history: Sequence[Recorded],
    gone: Sequence[Recorded],
    instead: Sequence[Event],
    around: Any,
    elsewhere: Elsewhere,
) -> None:
    """Refuse to strike what later records rest on, naming them. Raises OthersDependOnIt."""
    resting = dependents(stream, history, gone, instead, around)
    numbers = {each.seq for each in gone}
    kept = [each.event for each in standing(history) if each.seq not in numbers]
    lost = sorted(lost_ids([each.event for each in gone], kept, instead))
    if named := [*in_words(resting, titles_in(history)), *(elsewhere(lost) if lost else ())]:
        raise OthersDependOnIt(resting_told(named), field="record")


def titles_in(history: Iterable[Recorded]) -> Titles:
    """The titles of what began in a history, by id."""
    return dict(found for each in history if (found := title_of(each.event)))


def in_words(records: Iterable[Recorded], titles: Titles) -> list[str]:
    """Records of one history, in a few words each."""
    return [f"{each.event.headline(titles)} (record {each.seq}, by {each.recorded_by})" for each in records]


def resting_told(named: Sequence[str]) -> str:
    """What rests on a record, in a sentence."""
    more = f" and {len(named) - NAMED_AT_MOST} more" if len(named) > NAMED_AT_MOST else ""
    return (
        f"Later records rest on it: {'; '.join(named[:NAMED_AT_MOST])}{more}. Retract or correct "
        f"{'that' if len(named) == 1 else 'those'} first."
    )
