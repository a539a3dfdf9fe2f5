"""Measure the five workloads and the questions on both databases and print the table: ``python -m benchmarks.run [--quick]``."""

import argparse
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks import appending, asking, importing, treeless, verifying, viewing
from benchmarks.databases import OnSQLite, Place, postgresql
from benchmarks.history import ACCOUNTS
from benchmarks.measure import Measured, Medians
from benchmarks.raw_postgresql import RawPostgreSQL
from benchmarks.table import HEAD, line, machine

AIMS = {
    "SQLite": {"command": 0.6, "append": 0.5, "import": 0.5, "rebuild": 0.7, "timeline": 0.9},
    "PostgreSQL": {"command": 0.7, "append": 0.7, "import": 0.7, "rebuild": 0.5, "timeline": 0.8},
}

VERIFIED_OFTEN = 100_000
"""A ledger of more events than this is verified once."""


def measure(place: Place, *, quick: bool) -> Iterator[Measured]:
    """All lines of one database."""
    each, times, runs = (20, 200, 1) if quick else (100, 1000, 5)
    sizes = (10_000, 50_000) if quick else (10_000, 100_000, 1_000_000)
    events = f"{each * ACCOUNTS:,} events"

    def shown(workload: str, seconds: Medians, aim: str = "") -> Measured:
        aims = {} if quick else AIMS[place.name]  # they are for the full sizes
        return Measured(workload=workload, database=place.name, seconds=seconds, aim=aims.get(aim))

    imported, tieline, raw = importing.bulk_import(place, importing.facts(each, with_words=True), runs)
    beside = place.raw_beside(tieline)
    rebuilt = viewing.rebuild(tieline, beside, runs)
    beside.close()
    known = appending.one_command(tieline, raw, times, known=True)
    yield shown(f"one command on an account of {each} events", known, "command")
    unknown = appending.one_command(tieline, raw, times // 2, known=False)
    yield shown("– the same, on an account not loaded before", unknown)
    yield shown("one append", appending.one_append(tieline, raw.append, times, stream="a"), "append")
    wordless = appending.one_append(tieline, raw.append, times, stream="b", with_words=False)
    yield shown("– the same, without words to seal", wordless)
    if isinstance(raw, RawPostgreSQL):
        at_once = appending.one_append(tieline, raw.append_at_once, times, stream="c")
        yield shown("– the same, by hand in a single statement", at_once)
    tieline.close()
    raw.close()

    yield shown(f"bulk import of {events}", imported, "import")
    imported, tieline, raw = importing.bulk_import(place, importing.facts(each, with_words=False), runs)
    tieline.close()
    raw.close()
    yield shown("– the same, without words to seal", imported)
    yield shown(f"rebuild of the views from {events}", rebuilt, "rebuild")
    for size in sizes:
        yield shown(f"timeline of one account among {size:,} events", viewing.timelines(place, size, times), "timeline")
    yield shown("one append with the tree, beside one without", treeless.append_with_and_without(place, times))
    for size in (10_000,) if quick else (100_000, 1_000_000):
        ledger, everything = verifying.verified(place, size, 1 if size > VERIFIED_OFTEN else runs)
        yield shown(f"verify the ledger of {size:,} events", ledger)
        yield shown("– the same, and all views built anew", everything)
    for question, taken in asking.questions(place, 5 if quick else 47, runs):
        yield shown(question, taken)


def main() -> None:
    """Run everything, printing each line as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller sizes, for a first look")
    parser.add_argument("--only", choices=sorted(AIMS), help="one database alone")
    options = parser.parse_args()
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, postgresql(Path(folder)) as server:
        places: list[Place] = [OnSQLite(Path(folder)), server]
        print(machine(places))
        print()
        print(HEAD)
        for place in places:
            if options.only not in {None, place.name}:
                continue
            for each in measure(place, quick=options.quick):
                print(line(each), flush=True)
    print(f"\nTook {time.perf_counter() - begun:.0f} s.")


if __name__ == "__main__":
    main()
