"""What exactly does the record say? The full record of chosen events: sentence, both dates, author, source."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import msgspec

from domain.codec import EventCodec
from domain.history.case import CaseRow
from domain.history.event import Event
from domain.history.model import State
from domain.history.retraction import Strike
from domain.history.sentence import sentence, titles_begun
from domain.ledger.database import in_chunks
from domain.ledger.record import Receipt
from domain.ledger.recorder import LedgerRecorder
from domain.models import model_of
from domain.recorded import Recorded

_DATED = re.compile(r"\d{4}-(\d\d|Q)")


class RecordShown(msgspec.Struct, frozen=True, kw_only=True):
    """One event as a person reads it."""

    seq: int
    version: int
    kind: str
    label: str
    sentence: str
    quoted: tuple[str, ...] = ()
    """The titles, and what people wrote, that stand in the sentence with a date of their own."""
    reason: str
    happened: str
    """The date as precisely as known: "1997-03"."""
    recorded_at: int
    """UTC microseconds since 1970."""
    recorded_by: str
    reported_by: str
    policy_version: int
    observed: bool
    batch: str
    case: CaseRow | None


def titles_in(state: State) -> dict[str, str]:
    """The title of everything in a state that has one, by id."""
    kept = (getattr(state, concept.holds) for concept in model_of(state.id).concepts if concept.holds)
    return {
        thing_id: thing.title
        for things in kept
        if isinstance(things, dict)
        for thing_id, thing in things.items()
        if hasattr(thing, "title")
    }


def titles_of(history: Iterable[Recorded]) -> dict[str, str]:
    """The title of everything that begins in a history, by id; also of what was struck through since."""
    return titles_begun(each.event for each in history)


def struck_by(recorder: LedgerRecorder, codec: EventCodec, receipt: Receipt) -> list[int]:
    """The numbers of the records that a command struck through."""
    seqs = list(range(receipt.first_seq, receipt.last_seq + 1)) if receipt.count else []
    events = [codec.recorded(record).event for record in recorder.select_by_seq(seqs)]
    return [event.record for event in events if isinstance(event, Strike)]


def shown(codec: EventCodec, events: Sequence[Recorded], titles: dict[str, str]) -> list[RecordShown]:
    """The events as a person reads them, their words opened in one look into the vault."""
    reporters = [each.reported_by for each in events if each.reported_by]
    people = codec.vault.names(reporters) if reporters else {}
    words = codec.words(each.event for each in events)
    return [
        RecordShown(
            seq=each.seq,
            version=each.originator_version,
            kind=(kind := codec.registry.of(each.event)).name,
            label=kind.label,
            sentence=(told := sentence(each.event, titles, said)),
            quoted=quoted(told, each.event, said, titles),
            reason=said.get("reason", ""),
            happened=str(each.event.on),
            recorded_at=each.recorded_at,
            recorded_by=each.recorded_by,
            reported_by=people.get(each.reported_by, "[forgotten]") if each.reported_by else "",
            policy_version=each.policy_version,
            observed=each.event.observed,
            batch=each.batch or "",
            case=each.event.case,
        )
        for each, said in zip(events, words, strict=True)
    ]


def quoted(told: str, event: Event, words: Mapping[str, str], titles: Mapping[str, str]) -> tuple[str, ...]:
    """The texts with a date in them that stand in a sentence and are not its own: words, titles, whatever else is text."""
    if not _DATED.search(told):
        return ()
    fields = [getattr(event, name) for name in event.__struct_fields__]
    texts = [part for each in fields for part in (each if isinstance(each, tuple) else (each,))]
    found = {each for each in (*texts, *words.values(), *titles.values()) if isinstance(each, str)}
    return tuple(sorted(each for each in found if _DATED.search(each) and each in told))


def records(
    recorder: LedgerRecorder, codec: EventCodec, seqs: Sequence[int], titles: dict[str, str], *, of: str = ""
) -> list[RecordShown]:
    """The records of these events, in the order asked for; only those ``of`` one history where that is named."""
    found: dict[int, Recorded] = {}
    for some in in_chunks(seqs, 500):
        found.update((record.seq, codec.recorded(record)) for record in recorder.select_by_seq(cast("list[int]", some)))
    wanted = [each for seq in seqs if (each := found.get(seq)) and (not of or each.originator_id == of)]
    return shown(codec, wanted, titles)
