"""What a retraction or a correction of a record leads to: events, or a Refusal. What a command recorded together goes together."""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from domain.history.asking import New, fields
from domain.history.deciding import entered
from domain.history.event import Command, Event
from domain.history.refusal import NothingEntered, ReasonMissing, Refusal
from domain.history.retraction import (
    DecidedForGood,
    NothingInstead,
    NothingToStrike,
    OfAnotherHistory,
    RecordCorrected,
    RecordRetracted,
)
from domain.models import REGISTRY, model_of
from domain.recorded import Recorded
from domain.relationship.opening import RelationshipOpened
from domain.relationship.responsibility import AccountAssigned
from domain.retracting.resting import Elsewhere, opening_goes, refuse_where_others_rest
from domain.retracting.what_stands import standing, together_with


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """The record that a command's events stand in the place of, and why it was wrong."""

    record: int
    reason: str


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
    if not kept and opening_goes(model, [each.event for each in gone], instead):
        raise NothingInstead(
            "The history begins with this record: put another opening in its place, or retract it.", field="record"
        )
    if any(isinstance(each, RelationshipOpened) for each in instead):
        instead += [each.event for each in gone if isinstance(each.event, AccountAssigned)]
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
