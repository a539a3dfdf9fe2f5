"""Which rows of an import can be taken out of one history: all that nothing else rests on, tried together and by halves."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

import msgspec

from domain.history.sentence import titles_begun
from domain.recorded import Recorded
from domain.relationship.surroundings import Surroundings
from domain.retracting.resting import dependents, ids_in, in_words, lost_ids, resting_told
from domain.retracting.what_stands import standing
from domain.streams import derived_id

if TYPE_CHECKING:
    from domain.permitting import Permit
    from domain.tracker import Tracker

EXPLAINED = 200
"""So many of the rows of one history that are kept are told apart by what rests on them."""


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What one row of an import recorded: in which history, under which command, and the numbers of the records."""

    stream: str
    command_id: str
    seqs: Sequence[int]


def reversal_id(batch: str, command_id: str) -> str:
    """The id of the command that takes a row of an import back with the whole of it."""
    return str(derived_id("retract", batch, command_id))


class Standing:
    """One history, and which rows of an import can be taken out of it.

    What later records name by its id stays for that, found by one look through the history; the rest is tried together,
    and then by halves.
    """

    def __init__(self, tracker: "Tracker", permit: "Permit", stream: str, gone: Collection[int]) -> None:
        self._tracker = tracker
        self._permit = permit
        self._stream = stream
        self._gone = gone
        self._written = tracker.history(stream)
        self._history = [each for each in self._written if each.seq not in gone]
        self._by_seq = {each.seq: each for each in standing(self._history)}
        self._elsewhere: dict[str, list[tuple[str, int]]] = {}
        """The records of other histories that name a thing of this one and stay."""
        self.held: set[int] = set()
        """The records of other histories that rows are kept for."""
        self._titles = titles_begun(each.event for each in self._history)
        self.around: Surroundings = tracker.around
        self.version = self._written[-1].originator_version if self._written else 0

    def of(self, row: Row) -> list[Recorded]:
        """The records of a row that stand."""
        return [self._by_seq[seq] for seq in row.seqs if seq in self._by_seq]

    def without(self, rows: Sequence[Row]) -> list[Row]:
        """As many of these rows as can go together."""
        things = sorted(
            {each.event.subject for each in self._records(rows) if each.event.begins and each.event.subject}
        )
        for stream, seq, thing in self._tracker.mentioned(things) if things else ():
            if seq not in self._gone:
                self._elsewhere.setdefault(thing, []).append((stream, seq))
        gone: list[Row] = []
        left = self._unnamed(rows)
        while more := self._more(left, gone):
            gone += more
            went = {row.command_id for row in gone}
            left = self._unnamed([row for row in left if row.command_id not in went])
        return gone

    def _unnamed(self, rows: Sequence[Row]) -> list[Row]:
        """The rows but for those that begin what a record names that stays; they stay, and so does what they name."""
        row_of = {each.seq: row for row in rows for each in self.of(row)}
        beginnings: dict[str, list[int]] = defaultdict(list)
        for each in self._by_seq.values():
            if each.event.begins:
                beginnings[each.event.subject].append(each.seq)
        only = {thing: seqs[0] for thing, seqs in beginnings.items() if len(seqs) == 1}
        stays = [each for seq, each in self._by_seq.items() if seq not in row_of]
        named = {thing for each in stays for thing in ids_in(each.event)} | self._elsewhere.keys()
        kept: set[str] = set()
        while named:
            new = [row_of[only[thing]] for thing in named if thing in only and only[thing] in row_of]
            new = [row for row in new if row.command_id not in kept]
            kept |= {row.command_id for row in new}
            named = {thing for row in new for each in self.of(row) for thing in ids_in(each.event)}
        return [row for row in rows if row.command_id not in kept]

    def _more(self, rows: Sequence[Row], gone: Sequence[Row]) -> list[Row]:
        if not rows:
            return []
        if self._can_go([*gone, *rows]):
            return list(rows)
        if len(rows) == 1:
            return []
        middle = len(rows) // 2
        later = self._more(rows[middle:], gone)
        return [*self._more(rows[:middle], [*gone, *later]), *later]

    def _can_go(self, rows: Sequence[Row]) -> bool:
        gone = self._records(rows)
        if self._elsewhere and any(thing in self._elsewhere for thing in self._lost(gone)):
            return False
        return not dependents(self._stream, self._history, gone, (), self.around)

    def _lost(self, gone: Sequence[Recorded]) -> frozenset[str]:
        numbers = {each.seq for each in gone}
        kept = [each.event for seq, each in self._by_seq.items() if seq not in numbers]
        return lost_ids([each.event for each in gone], kept, ())

    def _records(self, rows: Sequence[Row]) -> list[Recorded]:
        return [each for row in rows for each in self.of(row)]

    def why_kept(self, rows: Sequence[Row], gone: Sequence[Row]) -> dict[str, str]:
        """Of each row that is kept, by its command, what rests on it of what stays without those that go."""
        away = self._records(gone)
        numbers = {each.seq for each in away}
        naming: dict[str, list[Recorded]] = defaultdict(list)
        for seq, each in self._by_seq.items():
            for thing in ids_in(each.event) if seq not in numbers else ():
                naming[thing].append(each)
        why: dict[str, str] = {}
        looks = 0
        for row in rows:
            own = {each.seq for each in self.of(row)}
            begun = [each.event.subject for each in self.of(row) if each.event.begins]
            here = [each for thing in begun for each in naming[thing] if each.seq not in own]
            there = [record for thing in begun for record in self._elsewhere.get(thing, ())]
            self.held.update(seq for _, seq in there)
            if here or there:
                why[row.command_id] = resting_told([*in_words(here, self._titles), *self._permit.named(there)])
            elif looks < EXPLAINED:
                looks += 1
                why[row.command_id] = self._found(row, away)
            else:
                why[row.command_id] = "Later records rest on it."
        return why

    def _found(self, row: Row, away: Sequence[Recorded]) -> str:
        resting = dependents(self._stream, self._history, [*away, *self.of(row)], (), self.around)
        return resting_told(in_words(resting, self._titles)) if resting else "It can go by itself: ask again."
