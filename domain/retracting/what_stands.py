"""What stands of a history: the records that were not struck through, and the state that they come to."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.history.model import State
from domain.history.retraction import NothingToStrike, Strike
from domain.models import model_of
from domain.recorded import Recorded


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
    return replace(
        state, version=history[-1].originator_version if history else 0, frontier=max(state.frontier, latest)
    )


def wholly_retracted(state: State) -> bool:
    """Whether a state is of a history in which nothing stands any more."""
    return bool(replace(state, version=0, frontier=date.min) == model_of(state.id).empty(state.id))


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
