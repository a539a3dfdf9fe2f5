"""Bulk import: 100,000 events over 1,000 accounts into an empty database, 5,000 to a transaction."""

from collections.abc import Sequence
from random import Random
from statistics import median
from uuid import UUID

from benchmarks.databases import Place
from benchmarks.history import ACCOUNTS, History, round_robin
from benchmarks.measure import Medians, seconds
from benchmarks.raw import Fact, Raw
from domain.access import local_actor
from domain.observing import Observation
from ui.bootstrap import Tieline

KIM = local_actor("kim")


def facts(each: int, *, with_words: bool) -> list[Fact]:
    """So many events of each account, under command ids that are the same at every run."""
    ids, history = Random(1), History(1, with_words=with_words)
    return [
        (stream, str(UUID(int=ids.getrandbits(128), version=4)), event)
        for stream, event in round_robin(history, ACCOUNTS, each)
    ]


def observe(tieline: Tieline, given: Sequence[Fact]) -> None:
    """Record the facts the way an import does, each under the id and the fingerprint of its row."""
    fingerprint = tieline.tracker.vault.fingerprint
    observations = [
        Observation(command_id=row, fingerprint=fingerprint(row.encode()), stream=stream, events=[event])
        for stream, row, event in given
    ]
    tieline.tracker.observe(observations, by=KIM, batch="bench")


def bulk_import(place: Place, given: Sequence[Fact], times: int) -> tuple[Medians, Tieline, Raw]:
    """The median seconds of both sides in turns, and the last databases they filled."""
    taken: list[tuple[float, float]] = []
    while True:
        tieline, raw = place.tieline(), place.raw()
        taken.append((seconds(lambda: observe(tieline, given)), seconds(lambda: raw.load(given))))  # noqa: B023  # run at once
        assert tieline.tracker.recorder.head()[0] == len(given)
        assert raw.rows("SELECT COUNT(*), MAX(seq) FROM events")[0] == (len(given), len(given))
        if len(taken) == times:
            return (median(each for each, _ in taken), median(each for _, each in taken)), tieline, raw
        tieline.close()
        raw.close()
