"""What forgetting somebody would affect: every record that names them, and every record whose words mention them."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from domain.forgetting.finishing import known_destroyed
from domain.forgetting.mentioning import Spellings, folded
from domain.history.refusal import NoSuchRecord, Refusal
from domain.history.text import Sealed
from domain.history.when import When
from domain.ledger.record import Record

if TYPE_CHECKING:
    from domain.recorded import Recorded
    from domain.tracker import Tracker

READ_AT_ONCE = 2000
SHORTEST = 2
"""Letters in a spelling: a single one would be found in the words of people who have nothing to do with it."""

Progress = Callable[[int, int], None]
"""Told how many of how many events are read."""


class TooShort(Refusal):
    """What is looked for in words is long enough to mean somebody."""


class Concerned(msgspec.Struct, frozen=True, kw_only=True):
    """A record that names somebody, or whose words mention them."""

    seq: int
    stream: str
    on: When
    named: bool
    """By a field that holds a person, or as the one who told it."""
    mentioned: bool
    """In its words, all of which then share one key."""


class InTheClear(msgspec.Struct, frozen=True, kw_only=True):
    """A text that names somebody and is no person's words, so that it stays: a title, or who was signed in."""

    stream: str
    where: str
    text: str
    seq: int
    """The first record that has it."""
    records: int


class Affected(msgspec.Struct, frozen=True, kw_only=True):
    """What forgetting somebody would affect, as far as the ledger was read."""

    people: tuple[str, ...]
    """The ids that stand for them."""
    spellings: tuple[str, ...]
    """What was looked for in words."""
    alike: tuple[str, ...]
    """The names of others in which a spelling occurs; they stay."""
    upto: int
    records: tuple[Concerned, ...] = ()
    keys: frozenset[int] = frozenset()
    """The numbers of the keys of the words that mention them."""
    in_the_clear: tuple[InTheClear, ...] = ()

    def by_stream(self) -> list[tuple[str, list[Concerned]]]:
        """The records of each history, the one with the most records first."""
        ordered = sorted(self.records, key=lambda each: (each.stream, each.seq))
        found = [(stream, list(some)) for stream, some in groupby(ordered, key=lambda each: each.stream)]
        return sorted(found, key=lambda each: (-len(each[1]), each[0]))


def affected(
    tracker: "Tracker",
    person: str,
    also: Iterable[str] = (),
    *,
    only_mentioned: bool = False,
    progress: Progress = lambda _done, _total: None,
) -> Affected:
    """What forgetting the person of this name or id would affect (``meant``). Raises as ``meant`` and ``further`` do."""
    return further(tracker, meant(tracker, person, also, only_mentioned=only_mentioned), progress)


def meant(tracker: "Tracker", person: str, also: Iterable[str] = (), *, only_mentioned: bool = False) -> Affected:
    """Who is meant by a name or an id, before the ledger is read; ``also`` are other spellings of the name.

    With ``only_mentioned`` it may be somebody whom no field names. Raises NoSuchRecord, naming those like it, and
    TooShort.
    """
    everyone = tracker.vault.everyone()
    by_id = person.strip() if person.strip() in everyone.keys() | known_destroyed(tracker).people else ""
    spellings = Spellings([everyone.get(by_id, "") if by_id else person, *also])
    if short := [each for each in spellings.names if len(each) < SHORTEST]:
        raise TooShort(f"“{short[0]}” is too short to look for: write a name of two letters or more.", field="also")
    people = {each for each, name in everyone.items() if spellings.are(name)} | ({by_id} if by_id else set())
    if not by_id and not only_mentioned and not any(Spellings([person]).are(name) for name in everyone.values()):
        raise NoSuchRecord(_nobody(person, everyone.values()), field="person")
    alike = [name for each, name in everyone.items() if each not in people and spellings.mentioned_in(name)]
    return Affected(people=tuple(sorted(people)), spellings=spellings.names, alike=tuple(alike), upto=0)


def further(tracker: "Tracker", found: Affected, progress: Progress = lambda _done, _total: None) -> Affected:
    """The same with what was recorded since. Raises UnreadableEvent where a record could not be looked into."""
    head = tracker.recorder.head()[0]
    looking = _Looking(tracker, found)
    while looking.upto < head and (some := tracker.recorder.select_records(looking.upto, READ_AT_ONCE, head)):
        looking.take(some)
        progress(looking.upto, head)
    return looking.found()


class _Looking:
    """Reads records one batch after another, and keeps those that concern somebody."""

    def __init__(self, tracker: "Tracker", found: Affected) -> None:
        self._tracker = tracker
        self._found = found
        self._people = frozenset(found.people)
        self._spellings = Spellings(found.spellings)
        self._records = list(found.records)
        self._keys = set(found.keys)
        self._clear = {(each.stream, each.where, each.text): each for each in found.in_the_clear}
        self.upto = found.upto

    def found(self) -> Affected:
        return replace(
            self._found,
            upto=self.upto,
            records=tuple(self._records),
            keys=frozenset(self._keys),
            in_the_clear=tuple(self._clear.values()),
        )

    def take(self, records: Sequence[Record]) -> None:
        """Look into a batch, all its words opened at once."""
        codec, mentioned_in = self._tracker.codec, self._spellings.mentioned_in
        events = [codec.recorded(record) for record in records]
        boxes: list[tuple[int, bytes]] = []
        of_event: list[int] = []
        for place, each in enumerate(events):
            for field in codec.registry.of(each.event).words:
                if isinstance(said := getattr(each.event, field), Sealed):
                    boxes.append((said.key, said.box))
                    of_event.append(place)
        mentioning: set[int] = set()
        for place, (key, _), said in zip(of_event, boxes, codec.vault.open_all(boxes), strict=True):
            if said is not None and mentioned_in(said):
                mentioning.add(place)
                self._keys.add(key)
        for place, (record, each) in enumerate(zip(records, events, strict=True)):
            named = self._names(each)
            if named or place in mentioning:
                self._records.append(
                    Concerned(
                        seq=each.seq,
                        stream=each.originator_id,
                        on=each.event.on,
                        named=named,
                        mentioned=place in mentioning,
                    )
                )
            self._look_at_the_clear(record)
        self.upto = records[-1].seq

    def _names(self, recorded: "Recorded") -> bool:
        fields = self._tracker.codec.registry.of(recorded.event).people
        return recorded.reported_by in self._people or any(
            getattr(recorded.event, each) in self._people for each in fields
        )

    def _look_at_the_clear(self, record: Record) -> None:
        envelope = (("signed in as", record.recorded_by), ("command id", record.command_id))
        for where, text in (*_texts(msgspec.json.decode(record.payload)), *envelope):
            if self._spellings.mentioned_in(text):
                place = ("" if where == "signed in as" else record.stream, where, text)
                if kept := self._clear.get(place):
                    self._clear[place] = replace(kept, records=kept.records + 1)
                else:
                    self._clear[place] = InTheClear(stream=place[0], where=where, text=text, seq=record.seq, records=1)


def _texts(value: Any, where: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a payload with the name of the field that it stands in, but for sealed words."""
    if isinstance(value, str):
        yield where, value
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each, where)
    elif isinstance(value, dict) and value.keys() != {"key", "box"}:
        for name, each in value.items():
            yield from _texts(each, name)


def _nobody(person: str, names: Iterable[str]) -> str:
    """Why nobody is meant, with the names that are like this one."""
    sought = set(folded(person).split())
    every = dict.fromkeys(names)
    like = [name for name in every if sought & set(folded(name).split())]
    like = like or [name for name in every if sought and folded(name).startswith(folded(person)[:3])]
    listed = ", ".join(f"“{name}”" for name in like[:8]) + (f" and {len(like) - 8} more" if len(like) > 8 else "")
    accepted = (
        f"write the whole name or the id of one of {listed}" if like else "see “tieline people” for those who are"
    )
    return (
        f"Nobody of the name “{person}” is on record: {accepted}, or add --only-mentioned for somebody whom nothing but "
        "people's words mention."
    )
